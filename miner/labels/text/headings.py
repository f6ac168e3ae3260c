"""Headings over uses: "Pancreatic cancer" over the use in metastatic pancreatic adenocarcinoma is no use of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from miner.labels.text import cues
from miner.labels.text.polarity import HEADING_LETTERS
from miner.labels.text.roles import INDICATED_ROLES, Role
from miner.labels.text.statements import Statement
from miner.lexicon.lexicon import Lexicon


def settle_headings(statements: Iterable[Statement], lexicon: Lexicon) -> Iterator[Statement]:
    """Yield the statements; a heading's disease is background if what it heads says more exactly what is indicated.

    That is a form of the disease, or another disease in patients with it. What a heading heads ends at the next one.
    """
    segments = [list(group) for _, group in groupby(statements, key=lambda statement: statement.segment.start)]
    for index, segment in enumerate(segments):
        headed = _headed(segments[index + 1 :]) if _is_heading(segment) else []
        for statement in segment:
            is_idle = headed and statement.role in INDICATED_ROLES and _is_settled(statement, headed, lexicon)
            yield replace(statement, role=Role.BACKGROUND) if is_idle else statement


def _is_heading(segment: Sequence[Statement]) -> bool:
    words = segment[0].segment.text
    letters = sum(map(str.isalpha, words)) - sum(sum(map(str.isalpha, s.mention.text)) for s in segment)
    return letters <= HEADING_LETTERS and not cues.INDICATED.search(words) and not cues.OPENING.search(words)


def _headed(segments: Sequence[Sequence[Statement]]) -> list[Statement]:
    """Return the statements up to the next heading."""
    found: list[Statement] = []
    for segment in segments:
        if _is_heading(segment):
            break
        found.extend(segment)
    return found


def _is_settled(heading: Statement, headed: Sequence[Statement], lexicon: Lexicon) -> bool:
    if heading.mention.link is None:
        return False
    disease = heading.mention.link.curie
    indicated = {s.mention.link.curie for s in headed if s.mention.link and s.role in INDICATED_ROLES}
    others = {s.mention.link.curie for s in headed if s.mention.link and s.role is Role.POPULATION}
    if disease in indicated or not indicated:
        return False
    words = heading.mention.text.lower()
    is_within = any(s.role in INDICATED_ROLES and words in s.mention.text.lower() for s in headed)
    forms = lexicon.descendants(disease) - {disease}
    return disease in others or is_within or not forms.isdisjoint(indicated)
