"""Label words for diseases: what the reader of abstracts does not look for, or links less exactly.

Labels write "partial-onset seizures", "vasomotor symptoms", "as an aid to smoking cessation"; and every name of a
disease counts in a label, even a short one ("acne", "gout") that an abstract uses in passing.
"""

import importlib.resources
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miner.lexicon.generality import NAMELESS
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import LINKED_ONLY, NameScanner
from miner.lexicon.tables import read_table
from miner.records import Link, Mention, MentionType

TERM_COLUMNS = ("term", "disease", "name", "reason")
_SHORTEST = 4
_NEXT_ITEM = re.compile(r"(?<=[a-z]) ?(?=[A-Z][a-z]{3,})")
"""Where an item of a list that lost its breaks may begin: "Bronchial asthma Atopic dermatitis"."""


@dataclass(frozen=True, slots=True)
class LabelTerms:
    """Finds label words for diseases in a text and joins them with the reader's mentions."""

    reviewed: NameScanner
    names: NameScanner

    @classmethod
    def load(cls, lexicon: Lexicon, folder: Path | None = None) -> "LabelTerms":
        """Return the terms of label_terms.tsv in a folder, or of the shipped table.

        Raises:
            LexiconError: the table is missing or a row does not parse.
        """
        place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
        rows = read_table(place / "label_terms.tsv", TERM_COLUMNS)
        terms = [(row[0], curie) for row in rows for curie in row[1].split("|") if curie in lexicon]
        return cls(NameScanner(terms), NameScanner(_short_names(lexicon)))

    def complete(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions in order of place, with the label terms and names that the reader left out.

        A reviewed term replaces what it overlaps unless that is longer and linked; a name only fills a gap.
        """
        taken = [mention for mention in mentions if not self._is_run_together(mention.text)]
        for match in self.reviewed.find(text):
            rivals = [m for m in taken if m.start < match.end and match.start < m.end and m.type is MentionType.DISEASE]
            if all(m.link is None or m.end - m.start <= match.end - match.start for m in rivals):
                taken = [m for m in taken if m not in rivals]
                taken.append(_mention(text, match.start, match.end, match.curies, "label term"))
        for match in self.names.find(text):
            if all(m.end <= match.start or match.end <= m.start for m in taken) and len(match.curies) == 1:
                taken.append(_mention(text, match.start, match.end, match.curies, "name in a label"))
        return tuple(sorted(taken, key=lambda m: (m.start, m.end)))

    def _is_run_together(self, name: str) -> bool:
        """Return whether a name is really two: what stands before a capital letter inside it is a disease itself."""
        return any(
            any(match.end >= place.start() - 1 and match.end <= place.start() for match in self.names.find(name[: place.start()]))
            for place in _NEXT_ITEM.finditer(name)
        )


def _mention(text: str, start: int, end: int, curies: tuple[str, ...], reason: str) -> Mention:
    links = tuple(Link(curie=curie, score=1.0, reason=reason) for curie in curies)
    return Mention(
        start=start, end=end, text=text[start:end], type=MentionType.DISEASE, found_by="lexicon", link=links[0],
        other_links=links[1:],
    )  # fmt: skip


def _short_names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for row in lexicon.name_rows(MentionType.DISEASE):
        is_word = row.kind == "name" and row.name[1:].islower()
        if len(row.name) < _SHORTEST or not (is_word or " " in row.name) or row.curie in NAMELESS or row.kind in LINKED_ONLY:
            continue
        if row.kind == "name" or len(lexicon.lookup_spelling(row.spelling, MentionType.DISEASE)) == 1:
            yield row.name, row.curie
            yield f"{row.name}s", row.curie
