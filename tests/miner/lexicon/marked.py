"""Texts of tests in which [brackets] mark where a disease is named, and " | " where the title ends."""

import re

Span = tuple[int, int]


def read_marked(marked: str) -> tuple[str, int, list[Span]]:
    """Return the text without marks, the end of its title (0 without one) and the marked spans."""
    title, bar, _ = marked.partition(" | ")
    title_end = len(re.sub(r"[\[\]]", "", title)) if bar else 0
    text, spans = "", []
    for number, piece in enumerate(re.split(r"[\[\]]", marked.replace(" | ", " ", 1))):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, title_end, spans
