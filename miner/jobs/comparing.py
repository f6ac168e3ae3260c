"""The list of a day compared with the snapshot of an earlier week, and what both were made with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, TypeVar

from graph.identifiers import ingredients_of
from miner.labels.engine import LabelBook
from miner.ledger import Ledger
from miner.ledger.snapshots import SnapshotHead, snapshot_row
from miner.lexicon.lexicon import Lexicon
from miner.records import Change, Followed, ListComparison, SetAside, Signal
from miner.signals.candidates import Evaluation
from miner.signals.changes import Now, by_pair, compare
from miner.signals.columns import signal_row
from miner.signals.rules import Rules
from miner.signals.weights import describe_weights

Listed = TypeVar("Listed", Signal, Followed, SetAside)

REMADE = {
    "lexicon": "the lexicon",
    "model": "the model",
    "code": "the reader's code",
    "labels": "the label tables",
    "rules": "the rules of stages and tiers",
    "weights": "the weights of the score",
    "regions": "the regions of the list's readers",
}
"""Parts of a recipe that change rows without any new article, and their names."""


def week_of(day: date) -> str:
    """Return the ISO week of a day, such as 2026-W47."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def make_recipe(
    ledger: Ledger, rules: Rules, label_version: str, as_of: date, regions: Collection[str]
) -> dict[str, Any]:
    """Return what a list is made with: its day, versions, weights, rules and regions, and how much the ledger holds."""
    lexicon, model, code = ledger.readings.latest_versions() or ("", "", "")
    return {
        "as_of": as_of.isoformat(),
        "lexicon": lexicon,
        "model": model,
        "code": code,
        "labels": label_version,
        "rules": rules.version,
        "tables": dict(rules.tables),
        "weights": describe_weights(as_of),
        "regions": sorted(regions),
        "inputs": ledger.totals.count(),
    }


def compare_with(  # noqa: PLR0913, PLR0917 - what a comparison needs
    ledger: Ledger,
    lexicon: Lexicon,
    book: LabelBook,
    evaluation: Evaluation,
    recipe: Mapping[str, Any],
    head: SnapshotHead | None,
) -> Evaluation:
    """Return the evaluation with what changed since a snapshot, in each row and as a whole.

    Args:
        ledger: the snapshots, and how articles stand now.
        lexicon: names for the reasons.
        book: the labels, for pairs that are gone from the list.
        evaluation: the later list.
        recipe: what it was made with, as `make_recipe` has it.
        head: the snapshot to compare with, None if there is none.
    """
    if head is None:
        return replace(evaluation, comparison=ListComparison(count=len(evaluation.signals), recipe=recipe))
    before = ledger.snapshots.rows(head.week)
    after = [snapshot_row(signal_row(signal)) for signal in evaluation.signals]
    as_of = evaluation.as_of
    now = Now(
        articles=ledger.standings.of(pmid for row in (*before, *after) for pmid in row["pmids"]),
        set_aside={f"{a.evidence.drug_id}|{a.evidence.disease}": a.reason for a in evaluation.set_aside},
        labels=lambda drug, disease: book.states(ingredients_of(drug), disease, as_of),
        first_listed=ledger.snapshots.first_listed(),
        name_of=lexicon.name_of,
    )
    changes = compare(before, head.as_of, after, now)
    comparison = ListComparison(
        week=head.week,
        as_of=head.as_of,
        changes=changes,
        remade=tuple(describe_remade(head.recipe, recipe)),
        count_before=len(before),
        count=len(after),
        recipe=recipe,
    )
    return _with_comparison(evaluation, comparison)


def _with_comparison(evaluation: Evaluation, comparison: ListComparison) -> Evaluation:
    of_pair = by_pair(comparison.changes)
    return replace(
        evaluation,
        signals=[_with_changes(row, of_pair) for row in evaluation.signals],
        followed=[_with_changes(row, of_pair) for row in evaluation.followed],
        set_aside=[_with_changes(row, of_pair) for row in evaluation.set_aside],
        comparison=comparison,
    )


def _with_changes(row: Listed, of_pair: Mapping[tuple[str, str], tuple[Change, ...]]) -> Listed:
    found = of_pair.get((row.evidence.drug_id, row.evidence.disease))
    return replace(row, changes=found) if found else row


def describe_remade(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[str]:
    """Return the parts of the recipes that differ, in words; those that an older snapshot did not keep are left out."""
    return [
        f"{words} ({before[part]} \N{RIGHTWARDS ARROW} {after[part]})" if isinstance(after[part], str) else words
        for part, words in REMADE.items()
        if part in before and before[part] != after[part]
    ]


def changes_as_rows(comparison: ListComparison) -> list[dict[str, Any]]:
    """Return the changes as plain values, as a snapshot keeps them."""
    return [asdict(change) | {"kind": change.kind.value} for change in comparison.changes]
