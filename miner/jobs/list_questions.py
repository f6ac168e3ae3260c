"""The questions about the list itself, `new-since` and `label-followed`: answered by ledger and label book."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from miner.config import Settings
from miner.errors import LedgerError
from miner.jobs.listing import evaluate_list
from miner.jobs.questions import LABEL_FOLLOWED, NEW_SINCE
from miner.ledger import Ledger
from miner.ledger.snapshots import SnapshotHead
from miner.lexicon.lexicon import Lexicon
from miner.records import COVERING_LEVELS, Change, ChangeKind, ListComparison
from miner.signals.changes import Now, by_pair, compare, sort_changes
from queries.errors import ParameterError
from queries.library import check_parameters

Row = dict[str, Any]
_OF_GONE = frozenset({ChangeKind.GONE, ChangeKind.ON_LABEL, ChangeKind.RETRACTED})
"""What a snapshot says of a row that it no longer has."""
_WEEK = re.compile(r"\d{4}-W\d\d")


def new_since(settings: Settings, **given: object) -> tuple[list[Row], list[str]]:
    """Return what changed in the list since a snapshot, one row for each change, and remarks for the reader.

    Args:
        settings: where ledger, lexicon and labels are.
        given: the parameters of `NEW_SINCE`, as command-line strings or as values.

    Raises:
        queries.errors.ParameterError: a parameter is unknown or cannot be used.
        LedgerError: there is no such snapshot.
        MinerError: ledger, lexicon or labels cannot be loaded.
    """
    values = check_parameters(NEW_SINCE, given)
    kinds = [kind.value for kind in ChangeKind]
    if values["kind"] is not None and values["kind"] not in kinds:
        raise ParameterError(NEW_SINCE.name, f"takes a kind of change: {', '.join(kinds)}; not {values['kind']!r}")
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        lexicon = Lexicon.load(settings.lexicon_folder)
        since = _snapshot(ledger, values["since"]) if values["since"] else None
        if values["until"]:
            until = _snapshot(ledger, values["until"])
            since = since or ledger.snapshots.before(until.week)
            comparison, ranks = _between(ledger, lexicon, since, until) if since else (ListComparison(), {})
        else:
            evaluation, _ = evaluate_list(settings, ledger, lexicon, values["on"], since=since)
            comparison = evaluation.comparison or ListComparison()
            ranks = {(s.evidence.drug_id, s.evidence.disease): n for n, s in enumerate(evaluation.signals, start=1)}
    rows = [
        _row(change, lexicon, ranks) for change in comparison.changes if values["kind"] in {None, change.kind.value}
    ]
    return rows, _remarks(comparison)


def _row(change: Change, lexicon: Lexicon, ranks: Mapping[tuple[str, str], int]) -> Row:
    return {
        "change": change.kind.value,
        "rank": ranks.get((change.drug_id, change.disease)),
        "drug": lexicon.name_of(change.drug_id),
        "disease": lexicon.name_of(change.disease),
        "why": change.reason,
        "drug_id": change.drug_id,
        "disease_id": change.disease,
    }


def _remarks(comparison: ListComparison) -> list[str]:
    if comparison.as_of is None:
        return ["There is no earlier list to compare with: `miner refresh` keeps a snapshot of each week"]
    remarks = [f"Compared with the list of {comparison.as_of} ({comparison.week})"]
    if comparison.remade:
        remarks.append(f"Made differently since: {', '.join(comparison.remade)}")
    if not comparison.changes:
        remarks.append("Nothing changed")
    return remarks


def _snapshot(ledger: Ledger, asked: str) -> SnapshotHead:
    """Return the snapshot of a week, or the latest of a day or before.

    Raises:
        ParameterError: it is neither a week nor a day.
        LedgerError: there is no such snapshot.
    """
    if _WEEK.fullmatch(asked):
        return ledger.snapshots.head(asked)
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        reason = f"takes a week as 2026-W47 or a day as 2026-11-20, not {asked!r}"
        raise ParameterError(NEW_SINCE.name, reason) from None
    head = ledger.snapshots.on(day)
    if head is None:
        first = next(iter(ledger.snapshots.heads()), None)
        known = f"the first is of {first.as_of}" if first else "there is none yet, `miner refresh` takes one a week"
        raise LedgerError(f"No snapshot of {day} or before; {known}")
    return head


def _between(
    ledger: Ledger, lexicon: Lexicon, since: SnapshotHead, until: SnapshotHead
) -> tuple[ListComparison, dict[tuple[str, str], int]]:
    """Return what changed from one snapshot to a later one, and the ranks in the later one.

    Why a row went is what the snapshots in between say of it, since labels and articles have changed since.
    """
    before, after = ledger.snapshots.rows(since.week), ledger.snapshots.rows(until.week)
    now = Now(
        articles=ledger.standings.of(pmid for row in (*before, *after) for pmid in row["pmids"]),
        first_listed=ledger.snapshots.first_listed(),
        name_of=lexicon.name_of,
    )
    listed = {(row["drug_id"], row["disease"]) for row in after}
    found = [c for c in compare(before, since.as_of, after, now) if (c.drug_id, c.disease) in listed]
    held = {(row["drug_id"], row["disease"]) for row in before} - listed
    went: dict[tuple[str, str], list[Change]] = {}
    for head in ledger.snapshots.heads():
        if since.week < head.week <= until.week:
            stored = ledger.snapshots.changes(head.week)
            of_week = by_pair(Change(**row | {"kind": ChangeKind(row["kind"])}) for row in stored)
            went |= {pair: list(of_week[pair]) for pair in held & of_week.keys()}
    gone = [change for pair in sorted(went) for change in went[pair] if change.kind in _OF_GONE]
    ranks = {(row["drug_id"], row["disease"]): rank for rank, row in enumerate(after, start=1)}
    comparison = ListComparison(
        week=since.week,
        as_of=since.as_of,
        changes=sort_changes((*found, *gone)),
        count_before=len(before),
        count=len(after),
    )
    return comparison, ranks


def label_followed(settings: Settings, **given: object) -> tuple[list[Row], list[str]]:
    """Return the uses that a label came to cover after they were studied, longest lead first, and no remarks.

    `lead_years` counts from the first article, `lead_days` from our first list that had the use.

    Args:
        settings: where ledger, lexicon and labels are.
        given: the parameters of `LABEL_FOLLOWED`, as command-line strings or as values.

    Raises:
        queries.errors.ParameterError: a parameter is unknown or of another type.
        MinerError: ledger, lexicon or labels cannot be loaded.
    """
    values = check_parameters(LABEL_FOLLOWED, given)
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        lexicon = Lexicon.load(settings.lexicon_folder)
        evaluation, _ = evaluate_list(settings, ledger, lexicon, values["on"])
        first_listed = ledger.snapshots.first_listed()
    rows = []
    for pair in evaluation.followed:
        evidence = pair.evidence
        listed = first_listed.get(f"{evidence.drug_id}|{evidence.disease}")
        regions = [s.jurisdiction for s in pair.label_states if s.level in COVERING_LEVELS]
        rows.append(
            {
                "drug": lexicon.name_of(evidence.drug_id),
                "disease": lexicon.name_of(evidence.disease),
                "first_year": evidence.first_year,
                "first_listed": listed,
                "first_approved": pair.first_approved,
                "regions": regions,
                "lead_years": pair.lead_years,
                "lead_days": (pair.first_approved - listed).days if listed else None,
                "supporting_count": evidence.supporting_count,
                "drug_id": evidence.drug_id,
                "disease_id": evidence.disease,
            }
        )
    shown = [row for row in rows if row["lead_years"] >= values["minimum_years"]]
    return shown[: values["limit"]], []
