"""Writes the card of the classifier of designs: what it learnt from, how it was annotated, scores, limits."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from corpora.measure.scores import Score, wilson

SHOWN_PARTS = ("annotated", "annotated, kinds", "two readers", "two readers, odd", "MEDLINE, odd")


def write_card(
    path: Path, counts: Mapping[str, int], positives: Mapping[str, int], feature_count: int, scores: Iterable[Score]
) -> None:
    """Write the card.

    Args:
        path: where to.
        counts: what the classifier learnt from: a number for each kind of source.
        positives: how many examples each group has.
        feature_count: rows of the table.
        scores: of the classifier on what did not teach it.
    """
    card = files("corpora.training").joinpath("design_card.md").read_text(encoding="utf-8")
    text = card.format(
        sources=", ".join(f"{count:,} {what}" for what, count in counts.items()),
        groups=", ".join(f"{group} {count:,}" for group, count in sorted(positives.items())),
        feature_count=feature_count,
        scores="\n".join(_row(score) for score in scores if score.part in SHOWN_PARTS),
    )
    path.write_text(text, encoding="utf-8")


def _row(score: Score) -> str:
    predicted = score.found_count + score.spurious_count
    cells = (
        f"{count / of:.2f} ({low:.2f}-{high:.2f})" if of else "none"
        for count, of in ((score.found_count, predicted), (score.found_count, score.gold_count))
        for low, high in [wilson(count, of)]
    )
    return f"| {score.part} | {score.label} | {score.gold_count} | {' | '.join(cells)} | {score.f1:.2f} |"
