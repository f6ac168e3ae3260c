"""An evaluation as tables for a terminal and as values for machines."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.table import Table

from corpora.measure.scores import Difference, Evaluation, Score, Share

_UNKNOWN = "\N{EN DASH}"
_EXAMPLES = 3
"""Differences of a kind that are shown where not every one is."""
_RATES = ("precision", "recall", "f1")


def as_table(evaluation: Evaluation) -> Table:
    """Return the scores as a table; a rate that cannot be measured shows a dash."""
    table = Table(title=evaluation.model, title_justify="left")
    for column in ("measure", "part", "label"):
        table.add_column(column, no_wrap=True)
    for column in ("precision", "recall", "F1", "gold"):
        table.add_column(column, justify="right")
    measure = ""
    for score in evaluation.scores:
        if measure and score.measure != measure:
            table.add_section()
        rates = [_UNKNOWN if rate is None else f"{rate:.3f}" for rate in _rates(score).values()]
        shown = score.measure if score.measure != measure else ""
        table.add_row(shown, score.part, score.label, *rates, f"{score.gold_count:,}")
        measure = score.measure
    return table


def _rates(score: Score) -> dict[str, float | None]:
    """Return precision, recall and F1, None for those that cannot be measured."""
    measured = _RATES if score.has_precision else ("recall",)
    return {name: getattr(score, name) if score.is_known and name in measured else None for name in _RATES}


def as_notes(evaluation: Evaluation) -> str:
    """Return the speeds, the number of missing documents and what the columns mean, one a line."""
    lines = []
    if evaluation.abstracts_per_second is not None and evaluation.read_per_second is not None:
        lines.append(
            f"one core: model {evaluation.abstracts_per_second:.0f} abstracts/s, "
            f"reading with links and claims {evaluation.read_per_second:.0f} abstracts/s"
        )
    if evaluation.missing_count:
        lines.append(f"{evaluation.missing_count:,} gold documents are not in the file and count as empty")
    return "\n".join([*lines, *evaluation.notes])


def as_share_tables(evaluation: Evaluation) -> Iterator[Table]:
    """Yield a table of shares for each measure: a row for each group, a column for each name, in the order they come.

    `rows` is what the first share of a group is of; a share of another number says so.
    """
    by_measure: dict[str, list[Share]] = defaultdict(list)
    for share in evaluation.shares:
        by_measure[share.measure].append(share)
    for measure, shares in by_measure.items():
        table = Table(title=measure, title_justify="left")
        table.add_column("group")
        table.add_column("rows", justify="right")
        names = list(dict.fromkeys(share.name for share in shares))
        for name in names:
            table.add_column(name)
        for group in dict.fromkeys(share.group for share in shares):
            cells = {share.name: share for share in shares if share.group == group}
            rows = next(iter(cells.values())).of
            shown = [_share_cell(cells[name], rows) if name in cells else "" for name in names]
            table.add_row(group, f"{rows:,}", *shown)
        yield table


def _share_cell(share: Share, rows: int) -> str:
    if not share.of:
        return _UNKNOWN
    low, high = (f"{bound:.2f}".removeprefix("0") for bound in share.interval)
    shown = f"{share.value:.3f}".removeprefix("0")
    return f"{shown} ({low}-{high})" + (f" of {share.of:,}" if share.of != rows else "")


def as_differences(evaluation: Evaluation, *, is_every: bool) -> str:
    """Return the differences by measure and kind, the most frequent kind first.

    Args:
        evaluation: the evaluation.
        is_every: whether to list every one with its reason, not only a few of each kind.
    """
    groups: dict[str, dict[str, list[Difference]]] = defaultdict(lambda: defaultdict(list))
    for each in evaluation.differences:
        groups[each.measure][each.kind].append(each)
    lines = []
    for measure, kinds in groups.items():
        lines.append(f"{measure}: {sum(map(len, kinds.values())):,} differences")
        for kind, found in sorted(kinds.items(), key=lambda item: -len(item[1])):
            lines.append(f"{len(found):>5,}  {kind}")
            shown = found if is_every else found[:: max(1, len(found) // _EXAMPLES)][:_EXAMPLES]
            lines += [f"       {_difference_line(each, is_whole=is_every)}" for each in shown]
    return "\n".join(lines)


def _difference_line(difference: Difference, *, is_whole: bool) -> str:
    line = f"{difference.row}: {difference.expected}, found {difference.found}"
    return f"{line}; {difference.reason}" if is_whole and difference.reason else line


def as_reason_table(evaluation: Evaluation) -> Table:
    """Return a table of how often links of each reason are right, with the mean score they were given."""
    table = Table(title="links of gold mentions by reason", title_justify="left")
    table.add_column("label", no_wrap=True)
    table.add_column("reason")
    for column in ("links", "right", "mean score"):
        table.add_column(column, justify="right")
    for reason in evaluation.reasons:
        right = f"{reason.right_count / reason.count:.3f}"
        table.add_row(reason.label, reason.reason, f"{reason.count:,}", right, f"{reason.mean_score:.3f}")
    return table


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation for machines: rates to four digits, null where they cannot be measured."""
    return {
        "model": evaluation.model,
        "abstracts_per_second": _rounded(evaluation.abstracts_per_second, 1),
        "read_per_second": _rounded(evaluation.read_per_second, 1),
        "missing_count": evaluation.missing_count,
        "scores": [
            {
                "measure": score.measure,
                "part": score.part,
                "label": score.label,
                "gold_count": score.gold_count,
                "predicted_count": _predicted_count(score),
                **{name: _rounded(rate, 4) for name, rate in _rates(score).items()},
            }
            for score in evaluation.scores
        ],
        "shares": [
            {
                "measure": share.measure,
                "group": share.group,
                "name": share.name,
                "count": share.count,
                "of": share.of,
                "share": round(share.value, 4) if share.of else None,
                "interval": [round(bound, 4) for bound in share.interval],
            }
            for share in evaluation.shares
        ],
        "differences": [asdict(difference) for difference in evaluation.differences],
        "reasons": [
            {
                "label": reason.label,
                "reason": reason.reason,
                "count": reason.count,
                "precision": round(reason.right_count / reason.count, 4),
                "mean_score": round(reason.mean_score, 4),
            }
            for reason in evaluation.reasons
        ],
    }


def _predicted_count(score: Score) -> int | None:
    return score.found_count + score.spurious_count if score.is_known and score.has_precision else None


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
