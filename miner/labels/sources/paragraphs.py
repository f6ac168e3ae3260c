"""Restore the paragraphs that EMA's tables lose when they join the lines of an indication."""

import html
import re
from collections.abc import Iterable

_EMPTY_ITEM = re.compile(r",\s*(?:,\s*)+|,\s*\t\s*")
"""The table of 2018 joins lines by ", ", so that an empty line leaves two commas."""
_AFTER_STOP = re.compile(
    r"(?<=[.:;])(?<!\bi\.e\.)(?<!\be\.g\.),\s+(?=\S)"
    r"|(?<=[a-z)%][.:;])(?<!\be\.g\.)(?<!\bi\.e\.)(?=[A-Z(•\u2013-])|(?<=[a-z)%][:;])(?=[a-z]{2})"
)
_FUSED = re.compile(r"(?<=[a-z)]{2})(?<!\bMc)(?=[A-Z][a-z])|(?<=[a-z)]{4})(?=[A-Z]{2})|(?<=\))(?=[A-Z][a-z]{2})")
"""Later tables join lines by nothing: "multiple myelomaLenalidomide is indicated"."""
_FUSED_OF = re.compile(r"\b((?:treatment|prevention|prophylaxis|management|relief) of)(?=[a-z]{3})(?!ten\b)")
_HEADED = r"(?<![.:;,]) (?={brand}\b[\w ]{{0,30}}? (?:is|are|as|in combination|monotherapy|has|can|may)\b)"
_INSIDE = re.compile(
    r"\b(?:with|of|to|on|by|for|the|and|or|from|using|than|when|that|if|as|in|taking|receiving|after)$", re.IGNORECASE
)
"""Words after which a brand does not begin a sentence."""
_HEADING = re.compile(r"(?<=[a-z)]\.) (?=[A-Z][^.;:]{2,90}$)")
"""Place of the line break before a heading at the end."""
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
    for name in names:
        plain = _after_heading(plain, name.split()[0])
    for pattern in (_EMPTY_ITEM, _AFTER_STOP, _FUSED):
        plain = pattern.sub("\n", plain)
    plain = _FUSED_OF.sub(r"\1 ", plain)
    lines = (" ".join(line.split()).strip(" ,") for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def _after_heading(text: str, brand: str) -> str:
    """Return the text with a line break before a brand that begins a sentence after a heading without a stop.

    The table of 2026 joins lines by a blank: "Neuropathic pain Lyrica is indicated".
    """
    if not brand[0].isupper():
        return text
    pieces = re.split(_HEADED.format(brand=re.escape(brand)), text, flags=re.IGNORECASE)
    joined = pieces[0]
    for piece in pieces[1:]:
        is_inside = _INSIDE.search(joined)
        joined = f"{joined} {piece}" if is_inside else _HEADING.sub("\n", joined) + f"\n{piece}"
    return joined


def squeezed(text: str) -> str:
    """Return letters and digits of a text in lower case: a key for texts that were reformatted."""
    return _SQUEEZED.sub("", html.unescape(text).lower())
