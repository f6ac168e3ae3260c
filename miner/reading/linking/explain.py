"""Explanations of what the lexicon makes of a name, for `miner lexicon lookup`."""

import importlib.resources
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.tables import read_table
from miner.reading.linking.linker import Linker
from miner.records import Link, Mention, MentionType

NEAR_LIMIT = 8
NEAR_SCORE_MIN = 70.0
"""Percent of letters that two names have in common (rapidfuzz.fuzz.ratio)."""

STOP_TABLE = "stop_names.tsv"
_STOP_COLUMNS = ("name", "type", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One entry that a name may mean.

    `spelling` is the name as printed in the table, with its `kind` (name, synonym, brand, code, term, symbol) and
    `source`; all three are "" if the name is no row of a table and only leads to the entry by `reason` ("name without
    its salt"). `score` is in (0, 1]. `parents` and `ingredients` are (identifier, name) pairs.
    """

    curie: str
    type: MentionType
    name: str
    score: float
    reason: str
    spelling: str = ""
    kind: str = ""
    source: str = ""
    flags: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    ingredients: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that the lexicon knows about a name.

    `stopped` are (type, reason) pairs of the stop list. `near` are (name, score) pairs, best first, empty if the name
    has a meaning.
    """

    name: str
    normalised: str
    meanings: tuple[Meaning, ...]
    stopped: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, float], ...] = ()


def explain(name: str, lexicon: Lexicon, folder: Path | None = None) -> Explanation:
    """Return what a name may mean, best first, or which names it resembles.

    Args:
        name: as typed by a user.
        lexicon: the names.
        folder: the folder of the lexicon's tables, the shipped ones if None.

    Raises:
        LexiconError: the stop list cannot be read.
    """
    linker = Linker(lexicon)
    links = {type_: linker.candidates(name, type_) for type_ in MentionType}
    meanings = [_meaning(link, type_, name, lexicon) for type_, found in links.items() for link in found]
    linked = {meaning.curie for meaning in meanings}
    for row in lexicon.rows_of(name):
        if row.curie not in linked:
            linked.add(row.curie)
            link = Link(curie=row.curie, score=0.5, reason="a row of the table; too short or unclear to link alone")
            meanings.append(_meaning(link, row.type, name, lexicon))
    if not meanings:
        meanings = [_meaning(link, MentionType.DISEASE, name, lexicon) for link in _composite(name, linker)]
    return Explanation(
        name=name,
        normalised=normalise(name),
        meanings=tuple(sorted(meanings, key=lambda meaning: (-meaning.score, meaning.type, meaning.curie))),
        stopped=_stopped(name, folder),
        near=() if meanings else _near(name, lexicon),
    )


def _composite(name: str, linker: Linker) -> tuple[Link, ...]:
    """Return the links of a name of several diseases ("breast and ovarian cancer")."""
    whole = Mention(start=0, end=len(name), text=name, type=MentionType.DISEASE, found_by="model")
    return tuple(
        link
        for mention in linker.link(name, [whole], {})
        if mention.link
        for link in (mention.link, *mention.other_links)
    )


def _meaning(link: Link, type_: MentionType, name: str, lexicon: Lexicon) -> Meaning:
    row = next((row for row in lexicon.rows_of(name) if row.curie == link.curie), None)
    entry = lexicon.entry(link.curie) if link.curie in lexicon else None
    named = [(curie, lexicon.name_of(curie)) for curie in (entry.parents if entry else ())]
    parts = entry.ingredients if entry else tuple(link.curie.split("+"))
    return Meaning(
        curie=link.curie,
        type=type_,
        name=lexicon.name_of(link.curie),
        score=link.score,
        reason=link.reason,
        spelling=row.name if row else "",
        kind=row.kind if row else "",
        source=row.source if row else "",
        flags=_flags(link.curie, lexicon),
        xrefs=entry.xrefs if entry else (),
        parents=tuple(named),
        ingredients=tuple((part, lexicon.name_of(part)) for part in parts) if len(parts) > 1 else (),
    )


def _flags(curie: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the entry's flags; substances that only MeSH has get flags that say so."""
    if curie in lexicon:
        return tuple(sorted(lexicon.entry(curie).flags))
    return ("chemical", "known to MeSH alone", "not treatment") if curie.startswith("MESH:") else ()


def _stopped(name: str, folder: Path | None) -> tuple[tuple[str, str], ...]:
    place = folder if folder is not None else importlib.resources.files("corpora") / "lexicon"
    path = place / STOP_TABLE
    if not path.is_file():
        return ()
    spelt = name.strip().lower()
    return tuple((type_, reason) for stop, type_, reason in read_table(path, _STOP_COLUMNS) if stop.lower() == spelt)


def _near(name: str, lexicon: Lexicon) -> tuple[tuple[str, float], ...]:
    found = process.extract(
        normalise(name), lexicon.spellings(), scorer=fuzz.ratio, limit=NEAR_LIMIT, score_cutoff=NEAR_SCORE_MIN
    )
    return tuple((spelling, round(score, 1)) for spelling, score, _ in found)
