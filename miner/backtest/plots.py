"""Plots as SVG, made here so that the page needs no script; each has a title and a description for screen readers."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from miner.backtest.funnel import Funnel
from miner.backtest.summary import Bin

WIDTH, ROW, LABEL_WIDTH, TEXT = 640, 26, 300, 13
INK, BAR, LEAD = "#1b1f24", "#8a94a0", "#0b5394"


def bar_chart(title: str, bars: Sequence[tuple[str, float]], unit: str = "") -> Markup:
    """Return horizontal bars, the first in the colour of the score; values stand beside the bars."""
    top = max((value for _, value in bars), default=0.0) or 1.0
    parts = []
    for place, (label, value) in enumerate(bars):
        y = place * ROW
        width = max(1.0, (WIDTH - LABEL_WIDTH - 80) * max(value, 0.0) / top)
        shown = f"{value:.3f}{unit}" if value < 1 and not float(value).is_integer() else f"{value:g}{unit}"
        parts.append(
            f'<text x="{LABEL_WIDTH - 8}" y="{y + 17}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{LABEL_WIDTH}" y="{y + 5}" width="{width:.1f}" height="16" fill="{BAR if place else LEAD}"/>'
            f'<text x="{LABEL_WIDTH + width + 6:.1f}" y="{y + 17}">{shown}</text>'
        )
    described = "; ".join(f"{label}: {value:.3g}{unit}" for label, value in bars)
    return _svg(title, described, len(bars) * ROW, parts)


def funnel_chart(funnel: Funnel) -> Markup:
    """Return the steps of a funnel as bars."""
    return bar_chart("Where events are lost", [(step, float(count)) for step, count in funnel.steps()])


def calibration_chart(bins: Sequence[Bin]) -> Markup:
    """Return the share that a label followed against the mean score, in percent, with the diagonal."""
    side, pad = 300, 40
    top = max((max(found.chance, found.share) for found in bins), default=1.0) or 1.0
    scale = (side - pad) / top
    parts = [
        f'<line x1="{pad}" y1="{side - pad}" x2="{side}" y2="{side - pad - (side - pad)}" stroke="{BAR}"/>',
        f'<line x1="{pad}" y1="{side - pad}" x2="{side}" y2="{side - pad}" stroke="{INK}"/>',
        f'<line x1="{pad}" y1="{side - pad}" x2="{pad}" y2="0" stroke="{INK}"/>',
        f'<text x="{pad}" y="{side - 22}">0</text>',
        f'<text x="{side}" y="{side - 22}" text-anchor="end">{top:.0f} % score</text>',
        f'<text x="{pad + 6}" y="14">{top:.0f} % labelled within the horizon</text>',
    ]
    for found in bins:
        x, y = pad + found.chance * scale, side - pad - found.share * scale
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{LEAD}"/>')
    described = "; ".join(f"score {b.chance:.1f} %: {b.share:.1f} % of {b.count} labelled" for b in bins)
    return _svg("Calibration of the score", described, side, parts)


def _svg(title: str, description: str, height: int, parts: Sequence[str]) -> Markup:
    body = "".join(parts)
    return Markup(  # noqa: S704 - labels are escaped above
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" font-size="{TEXT}" fill="{INK}" '
        f'aria-label="{escape(title)}. {escape(description)}"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc>{body}</svg>"
    )
