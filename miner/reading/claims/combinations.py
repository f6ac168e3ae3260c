"""Combinations: drugs of a sentence that are given together, told from drugs that are only listed."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_DOSE = r"(?:\s*\([^()]*\)|\s*\d[\d.,]*\s*(?:mg|g|mcg|µg)(?:/\w+)*)?"
_TIE = re.compile(
    rf"{_DOSE}\s*(?:\+|/|-|\u2013|(?:plus|(?:when )?combined with|in combination with|"
    r"(?:and|with) concomitant|added to|"
    r"co-?administered with|together with|as (?:an )?add-on to)\s)\s*(?:low-dose |high-dose )?",
    re.IGNORECASE,
)
_LIST = re.compile(rf"{_DOSE}\s*(?:,|,?\s*and|,?\s*with)\s*", re.IGNORECASE)
_COMBINED_AFTER = re.compile(r"[\s-]*(?:combination|co-?therapy|dual therapy|fixed-dose|regimen)", re.IGNORECASE)
_COMBINED_BEFORE = re.compile(r"(?:combination of|combined use of|combining|combined)\s+(?:\w+\s)?$", re.IGNORECASE)


class Place(NamedTuple):
    """A span of the text and its identifiers: several for a drug combination or a mention of several diseases."""

    start: int
    end: int
    curies: tuple[str, ...]


def tie_combinations(text: str, drugs: Sequence[Place], sentence_end: int) -> tuple[Place, ...]:
    """Return the drugs with combinations joined ("A plus B", "A and B combination"), but not lists ("A, B and C").

    Args:
        text: the article's text.
        drugs: the drugs of one sentence in order.
        sentence_end: where that sentence ends.
    """
    joined: list[Place] = []
    run: list[Place] = []

    def close() -> None:
        """End a run of listed drugs; it is a combination if a word before or after it says so."""
        if len(run) > 1 and (
            _COMBINED_AFTER.match(text, run[-1].end, sentence_end)
            or _COMBINED_BEFORE.search(text[max(0, run[0].start - 40) : run[0].start])
        ):
            run[:] = [_merge(run)]
        joined.extend(run)
        run.clear()

    for drug in drugs:
        gap = text[run[-1].end : drug.start] if run else ""
        if run and _TIE.fullmatch(gap):
            run[-1] = _merge([run[-1], drug])
            continue
        if run and not _LIST.fullmatch(gap):
            close()
        run.append(drug)
    close()
    return tuple(joined)


def _merge(places: Sequence[Place]) -> Place:
    curies = tuple(sorted({curie for place in places for curie in place.curies}))
    return Place(places[0].start, places[-1].end, curies)
