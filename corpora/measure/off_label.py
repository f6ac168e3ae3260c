"""Counts which off-label uses of DrugCentral, of 2017, are candidates of the list as of a day, and why others are not.

DrugCentral's off-label uses are only measured against (`label_drugcentral`). Some have come onto a label since.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from corpora.measure.label_drugcentral import OFF_LABEL, CuratedPair, read_pairs
from graph.identifiers import ingredients_of
from miner.config import load_settings
from miner.jobs.listing import evaluate_list, load_book
from miner.labels.engine import LabelBook
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import COVERING_LEVELS, Basis, EvidenceRow, stance_of
from miner.signals.counts import NO_NEW_STUDY

Use = tuple[tuple[str, ...], str]
"""A set of drugs and a disease."""
HOME = "US"
"""DrugCentral's source is of the United States."""


def count_off_label(data: Path, ledger_path: Path, day: date) -> Counter[str]:
    """Return how many off-label uses of DrugCentral are candidates on a day, and what became of the others.

    Args:
        data: the folder of reference data.
        ledger_path: a ledger of articles that were read.
        day: of the list.

    Raises:
        LedgerError: the ledger cannot be read.
        SourceError: a table of DrugCentral is missing or malformed.
    """
    settings = load_settings({"data_folder": ledger_path.parent})
    with Ledger.open(ledger_path, is_read_only=True) as ledger, ledger.frozen():
        lexicon = Lexicon.load()
        book, _ = load_book(settings, lexicon)
        evaluation, _ = evaluate_list(settings, ledger, lexicon, day)
        support = supporting_rows(ledger.evidence.by_pair())
    candidates = {use_of(s.evidence.drug_id, s.evidence.disease): s.evidence.basis for s in evaluation.every_signal()}
    aside = {use_of(each.evidence.drug_id, each.evidence.disease) for each in evaluation.set_aside}
    pairs, _ = read_pairs(data, lexicon)
    return count_outcomes(pairs, book, day, support, candidates, aside)


def use_of(drug_id: str, disease: str) -> Use:
    """Return a pair of the ledger as a use."""
    return tuple(sorted(ingredients_of(drug_id))), disease


def supporting_rows(evidence: Iterable[tuple[tuple[str, str], Collection[EvidenceRow]]]) -> dict[Use, bool]:
    """Return the uses that an article supports, each with whether one of these articles reports a study of its own."""
    found: dict[Use, bool] = {}
    for (drug_id, disease), rows in evidence:
        supporting = [row for row in rows if stance_of(row.relation, row.certainty) == "supports"]
        if supporting:
            found[use_of(drug_id, disease)] = any(row.design not in NO_NEW_STUDY for row in supporting)
    return found


def count_outcomes(  # noqa: PLR0913, PLR0917 - what decides
    pairs: Iterable[CuratedPair],
    book: LabelBook,
    day: date,
    support: Mapping[Use, bool],
    candidates: Mapping[Use, Basis],
    aside: Collection[Use],
) -> Counter[str]:
    """Return the number of off-label uses by what became of them; "supported, and not on the label" is their base."""
    counts: Counter[str] = Counter()
    for pair in pairs:
        use = tuple(sorted(pair.drugs)), pair.disease
        if pair.relation != OFF_LABEL or use not in support:
            continue
        state = next(s for s in book.states(pair.drugs, pair.disease, day) if s.jurisdiction == HOME)
        if state.level in COVERING_LEVELS:
            counts["on the label by now"] += 1
            continue
        counts["supported, and not on the label"] += 1
        if use in candidates:
            counts["candidates"] += 1
            counts[f"candidates by {candidates[use].value}"] += 1
        elif use in aside:
            counts["set aside: harm, endpoint or no patients"] += 1
        elif not support[use]:
            counts["supported by reviews alone"] += 1
        else:
            counts[f"no candidate: {state.level.value} (US)"] += 1
    return counts
