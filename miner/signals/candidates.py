"""Candidates of a day: evidence and labels in, ranked signals out. A pure function; nothing here opens a ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.identifiers import ingredients_of
from miner.labels.engine import LabelBook
from miner.lexicon.drug_classes import is_class
from miner.lexicon.generality import USE_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.records import EvidenceRow, Followed, Signal
from miner.signals.counts import tally
from miner.signals.rank import find_followed, rank_signals


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The content of a list as of a day: candidates, best first, and pairs that a label later covered."""

    as_of: date
    signals: list[Signal]
    followed: list[Followed]


def find_candidates(
    evidence: Iterable[tuple[tuple[str, str], Sequence[EvidenceRow]]],
    volume_by_year: Mapping[int, int],
    book: LabelBook,
    lexicon: Lexicon,
    as_of: date,
) -> Evaluation:
    """Return the candidates of a day.

    Args:
        evidence: each (drug, disease) with the counted evidence that was known on the day.
        volume_by_year: articles of each year, whatever they are about; growth is compared with it.
        book: the label facts and markets.
        lexicon: the disease hierarchy; diseases that are too general to be a use are left out.
        as_of: the day whose labels count.
    """
    pairs = []
    for (drug_id, disease), rows in evidence:
        if any(map(is_class, ingredients_of(drug_id))):
            continue  # no label is for a class, and what is said of it is no evidence for its drugs
        total = tally(drug_id, disease, rows)
        if total and not is_too_general(lexicon, disease, USE_DESCENDANTS_MAX):
            pairs.append((total, book.states(ingredients_of(drug_id), disease, as_of)))
    return Evaluation(as_of=as_of, signals=rank_signals(pairs, volume_by_year, as_of), followed=find_followed(pairs))
