"""Restore the paragraphs that EMA's tables lose when they join the lines of an indication."""

import html
import re
from collections.abc import Iterable

_EMPTY_ITEM = re.compile(r",\s*(?:,\s*)+|,\s*\t\s*")
"""The table of 2018 joins lines by ", ", so that an empty line leaves two commas."""
_AFTER_STOP = re.compile(
    r"(?<=[.:;])(?<!\bi\.e\.)(?<!\be\.g\.),\s+(?=\S)"
    r"|(?<=[a-z)%][.:;])(?<!\be\.g\.)(?<!\bi\.e\.)(?=[A-Z(•\u2013-])|(?<=[a-z)%][:;])(?=[a-z]{3})"
)
_FUSED = re.compile(r"(?<=[a-z)]{2})(?<!\bMc)(?=[A-Z][a-z]|[A-Z]{2})")
"""Later tables join lines by nothing: "multiple myelomaLenalidomide is indicated"."""
_FUSED_OF = re.compile(r"\b((?:treatment|prevention|prophylaxis|management|relief) of)(?=[a-z]{3})(?!ten\b)")
_CAMEL = re.compile(r"[a-z][A-Z]")
_SQUEEZED = re.compile(r"[\W_]+")


def with_paragraphs(text: str, names: Iterable[str] = ()) -> str:
    """Return an indication with a line break where the table lost one; brands in `names` are not broken.

    A brand with a capital inside ("MabThera") comes out as "Mabthera".
    """
    plain = html.unescape(html.unescape(text)).replace("\xa0", " ")
    for name in names:
        for word in name.split():
            if _CAMEL.search(word):
                plain = re.sub(re.escape(word), word.capitalize(), plain, flags=re.IGNORECASE)
    for pattern in (_EMPTY_ITEM, _AFTER_STOP, _FUSED):
        plain = pattern.sub("\n", plain)
    plain = _FUSED_OF.sub(r"\1 ", plain)
    lines = (" ".join(line.split()).strip(" ,") for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def squeezed(text: str) -> str:
    """Return letters and digits of a text in lower case: a key for texts that were reformatted."""
    return _SQUEEZED.sub("", html.unescape(text).lower())
