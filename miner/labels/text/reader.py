"""Label texts to sightings, with the program's own reader: what each text says that its drug is for."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from miner.labels.sightings import LabelText, Sighting
from miner.labels.text import role_cues
from miner.labels.text.headings import settle_headings
from miner.labels.text.qualifiers import ages_of, biomarkers_of, line_of, partners_of
from miner.labels.text.roles import INDICATED_ROLES, Role
from miner.labels.text.statements import Statement, find_statements
from miner.labels.text.terms import LabelTerms
from miner.lexicon.generality import CANCERS, INDICATION_DESCENDANTS_MAX, USE_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.records import Mention

_POPULATION_LENGTH = 90
"""Characters before a disease in which the words stand that make it the population of a use."""

TOO_GENERAL = frozenset(
    {"MESH:D007239", "MESH:D007249", "MONDO:0005108", "MONDO:0005113", "MONDO:0005550", "MONDO:0021166", "MESH:D003643"}
)
"""Infections, inflammation, viral, bacterial and infectious disease, inflammatory disease, death: no indication."""

_PAIN = "MESH:D010146"

_ITEM = (
    r"(?:adult|p(?:a)?ediatric|patients|children|the treatment|the prevention|treatment of|in (?:adult|patient|combin))"
)
_REPAIRS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\u2010\u2011\u00ad]", "-"),
        (r"(?<=[a-zA-Z])\?(?=[A-Za-z])", "-"),  # "non?Hodgkin": a hyphen that an encoding lost
        (r"[\u00a0\u202f\u2009]", " "),
        (r"&lt;?", "<"),
        (r"&gt;?", ">"),
        (r"&amp;?", "&"),
        (r"[\u200b\u200c\ufeff]", ""),
        (r"\s*\ufffd\s*", "\n"),
        (r"(?:\s*,)*\s*,?\s*\t\s*|(?:\s*,){2,}\s*", "\n"),  # a table's or list's cells
        (rf"(?<=[a-z)]),(?={_ITEM}\w*\b)", "\n"),
        (r"(?<=[a-z\u2019]{3})(?=[A-Z][a-z]{3,})", "\n"),  # "adultsTreatment of"
        (r"(?<=[a-z]{3})(?=[A-Z]{4,})", "\n"),  # "MelanomaYERVOY"
        (r"(?<=[a-zA-Z]\))(?=[A-Z][A-Za-z]{3,})", "\n"),  # "spondylitis (AS)Treatment"
    )
)
"""What exports of label texts lose or escape, and what it reads like."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text, its mentions, and what it says of each disease."""

    text: str
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


@dataclass(slots=True)
class LabelReader:
    """Reads label texts.

    Args:
        reader: finds and links mentions; a recipe with `is_drug_needed` false makes one.
        terms: label words for diseases.
        dropped: counts statements that make no sighting, by reason.
    """

    reader: Reader
    terms: LabelTerms
    dropped: Counter[str] = field(default_factory=Counter)

    def statements(self, texts: Iterable[str]) -> Iterator[ReadText]:
        """Yield what each text says, in the same order."""
        for text, mentions in self.reader.read_texts(map(fit_for_reading, texts)):
            found = self.terms.complete(text, mentions)
            statements = settle_headings(find_statements(text, found), self.reader.lexicon)
            yield ReadText(text, found, tuple(statements))

    def read(self, texts: Iterable[LabelText]) -> Iterator[Sighting]:
        """Yield a sighting for each disease that a text says its drug is for; a text that comes again is read once.

        Diseases that no entry of the lexicon stands for, or only a group too wide for an indication, are counted.
        """
        listed = list(texts)
        different = list(dict.fromkeys(label.text for label in listed))
        known = dict(zip(different, self.statements(different), strict=True))
        for label in listed:
            yield from self._sightings(label, known[label.text])

    def _sightings(self, label: LabelText, read: ReadText) -> Iterator[Sighting]:
        for statement, following in zip_longest(read.statements, read.statements[1:]):
            if following is not None and is_of_next(statement, following, self.reader.lexicon):
                self.dropped["pain of a disease that is named"] += 1
            elif statement.role in INDICATED_ROLES:
                for disease in self._diseases(statement.mention):
                    yield self._sighting(label, read, statement, disease, statement.role.value)
            elif is_population(statement):
                for link in filter(None, (statement.mention.link, *statement.mention.other_links)):
                    if is_group_of_patients(self.reader.lexicon, link.curie):
                        yield self._sighting(label, read, statement, link.curie, Role.POPULATION.value)

    def _diseases(self, mention: Mention) -> Iterator[str]:
        links = [link for link in (mention.link, *mention.other_links) if link is not None]
        if not links:
            self.dropped["disease not in the lexicon"] += 1
        for link in links:
            if is_indication(self.reader.lexicon, link.curie):
                yield link.curie
            else:
                self.dropped["disease too general"] += 1

    def _sighting(
        self, label: LabelText, read: ReadText, statement: Statement, disease: str, relation: str
    ) -> Sighting:
        segment = statement.segment
        levels = (segment.text, *reversed(statement.head.split("\n")))
        return Sighting(
            drugs=label.drugs,
            disease=disease,
            jurisdiction=label.jurisdiction,
            source=label.source,
            relation=relation,
            day=label.day,
            meaning=label.meaning,
            status=label.status,
            ended_on=label.ended_on,
            ages=_innermost(ages_of, levels),
            line=_innermost(line_of, levels),
            biomarkers=biomarkers_of(read.text, read.mentions, segment.start, segment.end),
            routes=label.routes,
            partners=partners_of(
                segment.text,
                segment.start,
                read.mentions,
                label.drugs,
                (statement.mention.start, statement.mention.end),
            ),
            reference=label.reference,
            url=label.url,
            authorised_on=label.authorised_on,
        )


def is_group_of_patients(lexicon: Lexicon, disease: str) -> bool:
    """Return whether a disease is in the lexicon and narrow enough to be a label's population; cancer as a whole is."""
    if disease not in lexicon or disease in TOO_GENERAL:
        return False
    return disease in CANCERS or not is_too_general(lexicon, disease, USE_DESCENDANTS_MAX)


def is_of_next(statement: Statement, following: Statement, lexicon: Lexicon) -> bool:
    """Return whether a label for pain names the disease that hurts: "pain associated with fibromyalgia" is no other.

    "Pain associated with various cancers" is pain.
    """
    links = statement.mention.link, following.mention.link
    if links[0] is None or links[0].curie != _PAIN or links[1] is None or not is_indication(lexicon, links[1].curie):
        return False
    is_indicated = statement.role in INDICATED_ROLES and following.role in INDICATED_ROLES
    segment = statement.segment
    between = segment.text[statement.mention.end - segment.start : following.mention.start - segment.start]
    return is_indicated and following.segment == segment and role_cues.ASSOCIATED.search(between) is not None


def is_population(statement: Statement) -> bool:
    """Return whether the label is for people with a disease, though for something else that they have or risk.

    "Stroke in patients with atrial fibrillation", "anaemia due to chronic kidney disease", "neutropenia in patients
    with cancer"; not what they must not have, had before, or only risk.
    """
    if statement.role not in (Role.POPULATION, Role.CAUSE):
        return False
    before = statement.segment.text[: statement.mention.start - statement.segment.start][-_POPULATION_LENGTH:]
    return role_cues.BELONGS.search(before) is not None and role_cues.APART.search(before) is None


def is_indication(lexicon: Lexicon, disease: str) -> bool:
    """Return whether a disease is in the lexicon and narrow enough to be what a drug is for."""
    is_wide = disease in TOO_GENERAL or disease not in lexicon
    return not is_wide and not is_too_general(lexicon, disease, INDICATION_DESCENDANTS_MAX)


def indicated(read: ReadText, lexicon: Lexicon) -> Iterator[tuple[str, Statement]]:
    """Yield the diseases that a text says its drug is for, with the statement that says so."""
    for statement in read.statements:
        if statement.role in INDICATED_ROLES:
            for link in (statement.mention.link, *statement.mention.other_links):
                if link is not None and is_indication(lexicon, link.curie):
                    yield link.curie, statement


def _innermost(qualifier: Callable[[str], str], levels: Iterable[str]) -> str:
    """Return a qualifier as an item gives it, else its list's head, else the head above."""
    return next(filter(None, map(qualifier, levels)), "")


def fit_for_reading(text: str) -> str:
    """Return a text as it is read: lost breaks restored, entities and hyphens plain, capitals lowered.

    Use codes and old approvals are printed in capitals. The result may differ from the text in length.
    """
    for pattern, replacement in _REPAIRS:
        text = pattern.sub(replacement, text)
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return text.lower() if upper > lower else text
