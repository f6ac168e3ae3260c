"""Mentions in invented label texts."""

import re

from miner.labels.text.roles import Role
from miner.labels.text.statements import find_statements
from miner.records import Link, Mention, MentionType


def mention(text: str, word: str, curie: str = "", kind: MentionType = MentionType.DISEASE, n: int = 0) -> Mention:
    start = [found.start() for found in re.finditer(re.escape(word), text)][n]
    link = Link(curie=curie or f"TEST:{word.lower()}", score=1.0, reason="name")
    return Mention(start=start, end=start + len(word), text=word, type=kind, found_by="lexicon", link=link)


def mentions(text: str, words: list[str]) -> list[Mention]:
    """Return a mention of each word at its next place."""
    seen: dict[str, int] = {}
    found = []
    for word in words:
        found.append(mention(text, word, n=seen.get(word, 0)))
        seen[word] = seen.get(word, 0) + 1
    return sorted(found, key=lambda m: m.start)


def roles(text: str, *words: str) -> list[Role]:
    """Return the first role of each word, in order of place."""
    first: dict[int, Role] = {}
    for statement in find_statements(text, mentions(text, list(words))):
        first.setdefault(statement.mention.start, statement.role)
    return list(first.values())
