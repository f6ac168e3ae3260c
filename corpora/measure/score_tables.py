"""An evaluation as tables for a terminal and as values for machines."""

from typing import Any

from rich.table import Table

from corpora.measure.scores import Evaluation, Score

_UNKNOWN = "\N{EN DASH}"
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
