"""Candidates of a day: evidence and labels in, ranked signals out. A pure function; nothing here opens a ledger."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from graph.identifiers import ingredients_of
from miner.labels.engine import LabelBook
from miner.lexicon.drug_classes import is_class
from miner.lexicon.generality import USE_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.symptoms import read_symptoms
from miner.records import Comparison, EvidenceRow, Followed, LabelState, PairEvidence, SetAside, Signal
from miner.signals.counts import tally
from miner.signals.rank import find_followed, is_candidate, rank_signals
from miner.signals.set_aside import Endpoints, describe_harm


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The content of a list as of a day.

    `signals` are the candidates, best first, `followed` the pairs that a label later covered, and `set_aside` those
    that are supported outside the labels and yet no use, most studies first. `comparison` says how it differs from the
    list of an earlier week, None where nobody compared.
    """

    as_of: date
    signals: list[Signal]
    followed: list[Followed]
    set_aside: list[SetAside] = field(default_factory=list)
    comparison: Comparison | None = None


def find_candidates(
    evidence: Iterable[tuple[tuple[str, str], Sequence[EvidenceRow]]],
    volume_by_year: Mapping[int, int],
    book: LabelBook,
    lexicon: Lexicon,
    as_of: date,
) -> Evaluation:
    """Return the candidates of a day.

    Args:
        evidence: each (drug, disease) with the counted evidence that was known on the day, ordered by drug.
        volume_by_year: articles of each year, whatever they are about; growth is compared with it.
        book: the label facts and markets.
        lexicon: the disease hierarchy; diseases that are too general to be a use are left out.
        as_of: the day whose labels count.
    """
    pairs: list[tuple[PairEvidence, tuple[LabelState, ...]]] = []
    set_aside: list[SetAside] = []
    for drug_id, of_drug in groupby(evidence, key=lambda item: item[0][0]):
        if any(map(is_class, ingredients_of(drug_id))):
            continue  # no label is for a class, and what is said of it is no evidence for its drugs
        by_disease = {disease: rows for (_, disease), rows in of_drug}
        for total, states, reason in _weigh(drug_id, by_disease, book, lexicon, as_of):
            if reason:
                set_aside.append(SetAside(evidence=total, label_states=states, reason=reason))
            else:
                pairs.append((total, states))
    set_aside.sort(key=lambda pair: (-pair.evidence.supporting_count, pair.evidence.drug_id, pair.evidence.disease))
    return Evaluation(
        as_of=as_of,
        signals=rank_signals(pairs, volume_by_year, as_of),
        followed=find_followed(pairs),
        set_aside=set_aside,
    )


def _weigh(
    drug_id: str, by_disease: Mapping[str, Sequence[EvidenceRow]], book: LabelBook, lexicon: Lexicon, as_of: date
) -> Iterator[tuple[PairEvidence, tuple[LabelState, ...], str]]:
    """Yield the totals and label states of each use of a drug, and why it is no candidate though it would be one."""
    drugs = ingredients_of(drug_id)
    endpoints = Endpoints(by_disease, lambda disease: book.states(drugs, disease, as_of), lexicon, read_symptoms())
    for disease, rows in by_disease.items():
        total = tally(drug_id, disease, rows)
        if total and not is_too_general(lexicon, disease, USE_DESCENDANTS_MAX):
            states = book.states(drugs, disease, as_of)
            reason = ""
            if is_candidate(total, states):
                reason = describe_harm(rows) or endpoints.describe(disease)
            yield total, states, reason
