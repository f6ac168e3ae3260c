"""Label words for diseases: what the reader of abstracts does not look for, or links less exactly.

Labels write "partial-onset seizures", "vasomotor symptoms", "as an aid to smoking cessation"; and every name of a
disease counts in a label, even a short one ("acne", "gout") that an abstract uses in passing.
"""

import importlib.resources
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from miner.lexicon.generality import NAMELESS
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import LINKED_ONLY, Match, NameScanner
from miner.lexicon.tables import read_table
from miner.records import Link, Mention, MentionType

TERM_COLUMNS = ("term", "disease", "name", "reason")
NOT_A_DISEASE = ""
"""In the column `disease`: the words look like a disease and are none."""

_SHORTEST = 4
_NEXT_ITEM = re.compile(r"(?<=[a-z]) ?(?=[A-Z][a-z]{3,})")
"""Where an item of a list that lost its breaks may begin: "Bronchial asthma Atopic dermatitis"."""

_FOOTNOTE = re.compile(r"\s(?:[3-9]|1\d)$")
"""A footnote's number behind a name. 1 and 2 are left: they are types of diseases."""

_SHORT_FORM = re.compile(r"\s*[(\[]\s*([A-Za-z][A-Za-z\u2019'/-]{1,9}s?)\s*[)\],;]")
"""A short form in brackets behind its long form."""


@dataclass(frozen=True, slots=True)
class LabelTerms:
    """Finds label words for diseases in a text and joins them with the reader's mentions.

    Args:
        reviewed: terms of the table in any case.
        abbreviations: terms of the table that are written in capitals; only that spelling counts.
        names: names of the lexicon.
    """

    reviewed: NameScanner
    abbreviations: NameScanner
    names: NameScanner

    @classmethod
    def load(cls, lexicon: Lexicon, folder: Path | None = None) -> "LabelTerms":
        """Return the terms of label_terms.tsv in a folder, or of the shipped table.

        Raises:
            LexiconError: the table is missing or a row does not parse.
        """
        place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
        terms = [
            (row[0], curie)
            for row in read_table(place / "label_terms.tsv", TERM_COLUMNS)
            for curie in row[1].split("|")
            if curie in lexicon or curie == NOT_A_DISEASE
        ]
        return cls(
            reviewed=NameScanner(row for row in terms if not _is_abbreviation(row[0])),
            abbreviations=NameScanner((row for row in terms if _is_abbreviation(row[0])), is_case_sensitive=True),
            names=NameScanner(_short_names(lexicon)),
        )

    def complete(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions in order of place, with the label terms and names that the reader left out.

        A reviewed term replaces what it overlaps unless that is longer and linked; a name only fills a gap. A short
        form in brackets behind its long form means the same throughout.
        """
        taken = [mention for mention in mentions if not self._is_run_together(mention)]
        for match in (*self.reviewed.find(text), *self.abbreviations.find(text)):
            rivals = [m for m in taken if m.start < match.end and match.start < m.end and m.type is MentionType.DISEASE]
            if all(_yields(m, match) for m in rivals):
                taken = [m for m in taken if m not in rivals]
                taken.append(_mention(text, match, "label term"))
        for match in self.names.find(text):
            if all(m.end <= match.start or match.end <= m.start for m in taken) and len(match.curies) == 1:
                taken.append(_mention(text, match, "name in a label"))
        kept = [m for m in taken if m.link is None or m.link.curie != NOT_A_DISEASE]
        return _with_short_forms(text, sorted(kept, key=lambda m: (m.start, m.end)))

    def _is_run_together(self, mention: Mention) -> bool:
        """Return whether a name is really two names, or a name and a footnote's number.

        Two names are a disease before a capital letter, or a word in lower case and a disease behind the capital.
        """
        name = mention.text
        if mention.type is not MentionType.DISEASE:
            return False
        bare = _FOOTNOTE.sub("", name)
        if bare != name and (self.names.find(bare) or self.reviewed.find(bare)):
            return True
        return any(self._is_split(name, place.start()) for place in _NEXT_ITEM.finditer(name))

    def _is_split(self, name: str, place: int) -> bool:
        if any(match.end in {place - 1, place} for match in self.names.find(name[:place])):
            return True
        rest = name[place:].strip()
        is_in_lower_case = name[:place].rsplit(maxsplit=1)[-1].islower()
        return is_in_lower_case and any(m.start == 0 and m.end == len(rest) for m in self.names.find(rest))


def _yields(mention: Mention, match: Match) -> bool:
    """Return whether a mention makes place for a reviewed term: unlinked, shorter, or two items of a list in one."""
    is_led = match.start == mention.start and mention.text[match.end - match.start :].startswith(",")
    is_two = "," in mention.text and (is_led or not mention.other_links)
    return mention.link is None or is_two or mention.end - mention.start <= match.end - match.start


def _is_abbreviation(term: str) -> bool:
    return sum(map(str.isupper, term)) > 1


def _with_short_forms(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
    """Return the mentions, with each short form linked as its long form is, at every place where it occurs."""
    forms: dict[str, Mention] = {}
    for mention in mentions:
        found = _SHORT_FORM.match(text, mention.end)
        is_linked = mention.type is MentionType.DISEASE and mention.link is not None
        if found and is_linked and _is_short_for(found[1], text[max(0, mention.start - 40) : mention.end]):
            forms.setdefault(found[1], mention)
    if not forms:
        return tuple(mentions)
    places = [m for form in forms for m in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text)]
    others = [m for m in mentions if m.text not in forms or m.type is not MentionType.DISEASE]
    added = [
        replace(forms[p.group()], start=p.start(), end=p.end(), text=p.group(), found_by="abbreviation")
        for p in places
        if all(m.end <= p.start() or p.end() <= m.start for m in others)
    ]
    return tuple(sorted((*others, *added), key=lambda m: (m.start, m.end)))


def _is_short_for(short: str, long: str) -> bool:
    """Return whether a word in brackets is a short form: capitals, the first of them the initial of a word before."""
    capitals = [char for char in short if char.isupper()]
    initials = {word[0].lower() for word in re.findall(r"\w+", long)}
    return len(capitals) > 1 and short[0].lower() in initials


def _mention(text: str, match: Match, reason: str) -> Mention:
    links = tuple(Link(curie=curie, score=1.0, reason=reason) for curie in match.curies)
    return Mention(
        start=match.start,
        end=match.end,
        text=text[match.start : match.end],
        type=MentionType.DISEASE,
        found_by="lexicon",
        link=links[0],
        other_links=links[1:],
    )


def _short_names(lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    return (pair for pair in _names(lexicon) if pair[1] not in NAMELESS)


def _names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for row in lexicon.name_rows(MentionType.DISEASE):
        is_word = row.kind == "name" and row.name[1:].islower()
        if len(row.name) < _SHORTEST or not (is_word or " " in row.name) or row.kind in LINKED_ONLY:
            continue
        if row.kind == "name" or len(lexicon.lookup_spelling(row.spelling, MentionType.DISEASE)) == 1:
            yield row.name, row.curie
            yield f"{row.name}s", row.curie
