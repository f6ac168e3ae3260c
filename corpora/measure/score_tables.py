"""An evaluation as tables for a terminal and as values for machines."""

from typing import Any

from rich.table import Table

from corpora.measure.evaluate import Evaluation

_UNKNOWN = ["\N{EN DASH}"] * 3


def as_table(evaluation: Evaluation) -> Table:
    """Returns the scores; a label that the model does not have shows a dash."""
    table = Table(title=evaluation.model, title_justify="left")
    for column in ("measure", "part", "label"):
        table.add_column(column, no_wrap=True)
    for column in ("precision", "recall", "F1", "gold"):
        table.add_column(column, justify="right")
    measure = ""
    for score in evaluation.scores:
        if measure and score.measure != measure:
            table.add_section()
        values = [f"{value:.3f}" for value in (score.precision, score.recall, score.f1)]
        shown = score.measure if score.measure != measure else ""
        table.add_row(
            shown, score.part, score.label, *(values if score.is_known else _UNKNOWN), f"{score.gold_count:,}"
        )
        measure = score.measure
    return table


def as_notes(evaluation: Evaluation) -> str:
    """Returns the speeds, what is missing, and what the columns mean, one a line."""
    lines = []
    if evaluation.abstracts_per_second is not None and evaluation.read_per_second is not None:
        lines.append(
            f"one core: model {evaluation.abstracts_per_second:.0f} abstracts/s, "
            f"reading with links and claims {evaluation.read_per_second:.0f} abstracts/s"
        )
    if evaluation.missing_count:
        lines.append(f"{evaluation.missing_count:,} gold documents are not in the file and count as empty")
    lines.append("spans: exact bounds and type; concepts: pairs of abstract and MeSH or OMIM identifier, micro average")
    if evaluation.reasons:
        lines.append("linking: gold bounds and types given; precision: of the linked, recall: of all")
        lines.append('abbreviations: silver, from adjoining gold mentions "long (SHORT)" of one identifier')
    return "\n".join(lines)


def as_reason_table(evaluation: Evaluation) -> Table:
    """Returns how often links of each reason are right, beside the mean score they were given."""
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
    """Returns the same for machines; precision, recall and f1 are null where the model lacks the label."""
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
                "predicted_count": score.found_count + score.spurious_count if score.is_known else None,
                **{
                    name: round(getattr(score, name), 4) if score.is_known else None
                    for name in ("precision", "recall", "f1")
                },
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


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
