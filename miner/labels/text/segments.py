"""Cut a label's indications into segments: sentences, list items and headings, with their places in the text.

Regulators' exports lose line breaks ("melanoma in adults.Relative to", "MelanomaYERVOY is indicated"), bullets run into
one line, and cross-references stand where an item ends ("( 1.1 )"). A segment never crosses any of these.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATED = r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bspp)(?<!\bsp)(?<!\bvar)(?<!\bssp)(?<!\bSt)(?<!\bDr)(?<!\b[A-Z])"
_NO_SENTENCE = (
    r"(?<!spp)(?<!\bsp)(?<!\bvs)(?<!\bca)(?<!\betc)(?<!incl)(?<!approx)(?<!\bvar)(?<!subsp)(?<!ssp)"  # abbreviations
)
_REFERENCE = r"\s*[\[(]\s*(?:see\s)?[^()\[\]]{0,60}\d+(?:\.\d+)?\s*\)?[^()\[\]]{0,30}[\])]"
_PATIENTS = (
    r"In (?:(?:adult|pediatric|paediatric|premenopausal|postmenopausal) )?(?:patients|adults|children|women|men)"
)
_USES = r"(?:Reduce|Reduction|Treatment|Prevention|Prophylaxis|Management|Relief|Limitations? of)"
_SENTENCE_END = rf"(?<=[\w)\]%\u2019\"]){_ABBREVIATED}\s?[.!?]+[)\]]?\s*"
_BREAKS = (
    r"\s*[\u2022\u25cf\u25aa\u25e6\u00b0\u00b7\uf0b7\u2219]\s*",  # a bullet
    r"\s*\n+\s*(?:[-\u2013\u2014*o]\s+)?",  # a line
    r"(?<=[:.;\s])\s*[-\u2013\u2014*]\s+(?=\w)",  # a dash that starts an item
    r"(?<=[:.;,)])\s*\bo\s+(?=[a-zA-Z])",  # "o" as printed bullet
    rf"{_REFERENCE},?(?: and)?(?=\s*[A-Z\u2022])\.?\s*",  # a cross-reference where an item ends
    rf"{_SENTENCE_END}(?=[\"(\[\u2022]?\s*(?:[A-Z]|\d+\.\d+\s))",  # a sentence
    r"(?<=[a-z)]{2})\.(?=[a-z]{3})",  # glued: "parathyroid carcinoma.primary HPT"
    r"(?<=[\w)]);\s*",
    rf"(?<=[a-z)]{{2}}){_NO_SENTENCE}\.\s+(?=[a-z]{{3,}})",  # items that were lines: "glorp. relief of snark"
    rf"(?<=[a-z)\d])\s(?={_PATIENTS}\b)",
    r"(?<=[a-z)])\s?- (?=[A-Z][a-z]{3,})",  # "arthritis- Psoriatic arthritis"
    rf"(?<=[a-z)])\s(?={_USES}\b)",
    r"(?:^|(?<=[.:)\s]))\s*(?:\(?\d{1,2}[.)]|\(?[a-h]\))\s+(?=[A-Za-z])",  # "1. ", "2) ", "(a) "
    r"(?:^|(?<=[.\s]))\d{1,2}\.\d{1,2}\.?\s+(?=[A-Z])",  # "1.2 Heading"
    r"(?<=[a-z\u2019]{3})(?=[A-Z][a-z]{3,})",  # glued: "adultsTreatment of"
    r"(?<=[a-z]{3})(?=[A-Z]{4,})",  # glued: "MelanomaYERVOY"
    r"(?<=[a-z)]:)\s*(?=\S)",  # a head and its first item
    r"(?<=[a-z)] :)\s*(?=\S)",
)
_BREAK = re.compile("|".join(f"(?:{pattern})" for pattern in _BREAKS))

_RESTART = re.compile(
    r"(?<=[a-z)])(?<! with)(?<! of)(?<! in)(?<! and)(?<! or)(?<! for)(?<! the)(?<! to)\s"
    r"(?=(?!USP\b)[A-Z][\w\u00ae-]+(?: [\w\u00ae()-]+){0,4}? (?:is|are) (?:also )?indicated\b)"
)
"""Where a sentence begins that lost the break before it: "risk of stroke Drug tablets are indicated"."""

_RISK_LIST = re.compile(r"\brisk factors?,?\s*(?:such as|including|\(|e\.g\.)[^.]*$", re.IGNORECASE)
"""Opens a list of what raises a risk, which semicolons do not end: "risk factors, such as stroke; hypertension"."""

_LEADING = re.compile(r"(?:In|For|Among|When|If|As)\b")
"""Opens a sentence whose subject comes later."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a label text, `[start, end)`; `opens_list` if it ends in a colon."""

    start: int
    end: int
    text: str

    @property
    def opens_list(self) -> bool:
        """Whether items follow."""
        return self.text.endswith(":")


def split_segments(text: str) -> list[Segment]:
    """Return the segments of a label text in order, none of them empty; together they hold every word of it."""
    segments: list[Segment] = []
    start = 0
    for found in [*_BREAK.finditer(text), None]:
        end = found.start() if found else len(text)
        if found and found.group().startswith(";") and _RISK_LIST.search(text, start, end):
            continue
        kept = text[start:end].strip()
        if any(map(str.isalnum, kept)):
            at = text.index(kept, start)
            segments.extend(_restarted(Segment(at, at + len(kept), kept)))
        start = found.end() if found else end
    return segments


def _restarted(segment: Segment) -> Iterator[Segment]:
    """Yield a segment in two if a second sentence begins in it."""
    found = None if _LEADING.match(segment.text) else _RESTART.search(segment.text)
    if found is None:
        yield segment
        return
    yield Segment(segment.start, segment.start + found.start(), segment.text[: found.start()])
    yield Segment(segment.start + found.end(), segment.end, segment.text[found.end() :])
