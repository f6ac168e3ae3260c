"""The lexicon: what the names of drugs, diseases and biomarkers stand for.

The tables are compiled by `python -m corpora lexicon` and are read as they are. This module knows names and
identifiers; it knows nothing of sentences (`scan.py`) or of how a mention chooses among candidates (`reading.linking`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from miner.errors import LexiconError
from miner.lexicon.compiled import load_or_make
from miner.lexicon.drug_classes import read_drug_classes
from miner.lexicon.mesh_names import MESH_NAMES, MeshNames
from miner.lexicon.normalise import normalise
from miner.lexicon.tables import Entry, NameRow, lexicon_version, read_entries, read_name_rows, table_place
from miner.lexicon.words import FUNCTION_WORDS
from miner.records import MentionType

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entry that a name may stand for. `kind` is the kind of that name for the entry: name, synonym, brand ..."""

    curie: str
    type: MentionType
    kind: str


@dataclass(slots=True)
class Lexicon:
    """All entries and their names. Make one with `Lexicon.load`; it does not change afterwards."""

    version: str
    _entries: dict[str, Entry]
    _rows: list[NameRow]
    _by_name: dict[str, tuple[int, ...]]
    """Normalised spelling to positions in `_rows`."""
    _children: dict[str, tuple[str, ...]]
    _mesh_names: MeshNames = field(default_factory=MeshNames)
    is_compiled: bool = False
    """Whether derived objects may be cached on disk: true if the version identifies tables, false in tests."""
    _derived: dict[str, Any] = field(default_factory=dict)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict)
    _descendants: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Lexicon":
        """Return the lexicon of a folder's tables (a `Path`, or one inside an archive), or the shipped one.

        The last two are cached, except from archives. A compiled lexicon is kept on disk, see `compiled.py`.

        Raises:
            LexiconError: a table is missing, or a row does not parse; file and line are named.
        """
        version = lexicon_version(folder)
        if folder is not None and not isinstance(folder, Path):
            return load_or_make("lexicon", version, lambda: read_lexicon(folder))
        return _load_once(folder, version)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, curie: object) -> bool:
        return curie in self._entries

    def is_unapproved(self, curie: str) -> bool:
        """Return whether an identifier is that of a substance that is no approved drug (chemicals.tsv)."""
        return curie in self._entries and "chemical" in self._entries[curie].flags

    def entries(self) -> Iterator[Entry]:
        """Return an iterator over all entries, in table order."""
        return iter(self._entries.values())

    def name_rows(self, mention_type: MentionType) -> Iterator[NameRow]:
        """Yield the name rows of one type, in table order."""
        return (row for row in self._rows if row.type is mention_type)

    def entry(self, curie: str) -> Entry:
        """Return the entry of an identifier.

        Raises:
            LexiconError: the lexicon has no such identifier.
        """
        try:
            return self._entries[curie]
        except KeyError:
            raise LexiconError(f"No entry {curie!r} in the lexicon; compile it again or check the id") from None

    def rows_of(self, name: str) -> tuple[NameRow, ...]:
        """Return the name rows that equal a name after normalisation, in table order."""
        return self.rows_of_spelling(normalise(name))

    def rows_of_spelling(self, spelling: str) -> tuple[NameRow, ...]:
        """Return the same for an already normalised name."""
        return tuple(self._rows[number] for number in self._by_name.get(spelling, ()))

    def spellings(self) -> Iterable[str]:
        """Return the normalised spellings of all names, each once."""
        return self._by_name.keys()

    def lookup(self, name: str, type: MentionType | None = None) -> tuple[Candidate, ...]:  # noqa: A002
        """Return all entries that a name may stand for after normalisation, those with it as preferred name first."""
        return self.lookup_spelling(normalise(name), type)

    def lookup_spelling(self, spelling: str, type: MentionType | None = None) -> tuple[Candidate, ...]:  # noqa: A002
        """Return the same for an already normalised name."""
        rows = [self._rows[number] for number in self._by_name.get(spelling, ())]
        found: dict[str, Candidate] = {}
        for row in sorted(rows, key=lambda row: (_KIND_ORDER.get(row.kind, 9), row.curie)):
            if type is None or row.type is type:
                found.setdefault(row.curie, Candidate(curie=row.curie, type=row.type, kind=row.kind))
        return tuple(found.values())

    def lookup_words(self, name: str, type: MentionType) -> tuple[str, ...]:  # noqa: A002
        """Return the entries with a name of the same words in any order, sorted; `FUNCTION_WORDS` do not count.

        The index over words is built at the first call.
        """
        index = self.derived(f"words-{type}", lambda: self._index_words(type))
        return index.get(_bag(normalise(name)), ())

    def _index_words(self, type: MentionType) -> dict[tuple[str, ...], tuple[str, ...]]:  # noqa: A002
        index: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for spelling, numbers in self._by_name.items():
            if " " in spelling:
                curies = {self._rows[number].curie for number in numbers if self._rows[number].type is type}
                if curies:
                    index[_bag(spelling)] |= curies
        return {bag: tuple(sorted(curies)) for bag, curies in index.items()}

    def derived(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` derives from this lexicon, cached in memory, and on disk if `is_compiled`.

        Args:
            name: key of the object among those derived from one lexicon.
            make: derives it; what it returns must be picklable, and the same for the same tables.
        """
        if name not in self._derived:
            self._derived[name] = load_or_make(name, self.version, make) if self.is_compiled else make()
        derived: T = self._derived[name]
        return derived

    def mesh_record(self, name: str, type: MentionType, *, is_spelt: bool = False) -> str:  # noqa: A002
        """Return MeSH's own record of a name ("MESH:D016651" for lithium carbonate), or "".

        `is_spelt` leaves out names that MeSH has only after normalisation ("lactate", of the class Lactates).
        """
        find = self._mesh_names.find_spelt if is_spelt else self._mesh_names.find
        return find(name, type)

    def ancestors(self, curie: str) -> frozenset[str]:
        """Return all entries above this one, without itself; empty for an unknown identifier."""
        if curie not in self._ancestors:
            self._ancestors[curie] = _reach(curie, self._parents_of)
        return self._ancestors[curie]

    def descendants(self, curie: str) -> frozenset[str]:
        """Return all entries below this one, without itself; empty for an unknown identifier."""
        if curie not in self._descendants:
            self._descendants[curie] = _reach(curie, lambda node: self._children.get(node, ()))
        return self._descendants[curie]

    def _parents_of(self, curie: str) -> tuple[str, ...]:
        entry = self._entries.get(curie)
        return entry.parents if entry else ()

    def name_of(self, curie: str) -> str:
        """Return the preferred name, "A + B" of a combination, "BRAF V600E" of an alteration, else the CURIE itself."""
        if curie in self._entries:
            return self._entries[curie].name
        if "+" in curie:
            return " + ".join(self.name_of(part) for part in curie.split("+"))
        gene, _, alteration = curie.partition(" ")
        if alteration and gene in self._entries:
            return f"{self._entries[gene].name} {alteration.removeprefix('p.')}"
        return curie


def _bag(spelling: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in spelling.split() if word not in FUNCTION_WORDS))


_KIND_ORDER = {"name": 0, "synonym": 1, "salt": 2, "brand": 3, "code": 4, "term": 5}


@lru_cache(maxsize=2)
def _load_once(folder: Path | None, version: str) -> Lexicon:
    return load_or_make("lexicon", version, lambda: read_lexicon(folder))


def read_lexicon(folder: Traversable | None) -> Lexicon:
    """Return the lexicon of a folder's tables, read from the tables themselves.

    Raises:
        LexiconError: a table is missing, or a row does not parse; file and line are named.
    """
    place = table_place(folder)
    rows = read_name_rows(place)
    names: dict[str, list[str]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        names[row.curie].append(row.name.lower())
        by_name[row.spelling].append(number)
    classes = list(read_drug_classes(place))

    def classes_of(curie: str, codes: Sequence[str]) -> Iterator[str]:
        return (one.curie for one in classes if one.has(curie, codes))

    entries = {entry.curie: entry for entry in read_entries(place, names, classes_of)}
    entries |= {one.curie: one.as_entry() for one in classes}
    unknown = names.keys() - entries.keys()
    if unknown:
        raise LexiconError(f"{place}: {min(unknown)} has names but no table has the entry; compile it again")
    children: dict[str, list[str]] = defaultdict(list)
    for entry in entries.values():
        for parent in entry.parents:
            children[parent].append(entry.curie)
    has_mesh_names = (place / MESH_NAMES).is_file()
    return Lexicon(
        version=lexicon_version(folder),
        _entries=entries,
        _rows=rows,
        _by_name={name: tuple(numbers) for name, numbers in by_name.items()},
        _children={parent: tuple(curies) for parent, curies in children.items()},
        _mesh_names=MeshNames.from_bytes((place / MESH_NAMES).read_bytes()) if has_mesh_names else MeshNames(),
        is_compiled=True,
    )


def _reach(start: str, step: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return all nodes reachable from `start` by `step`, without `start` itself; cycles are allowed."""
    seen: set[str] = set()
    open_nodes = list(step(start))
    while open_nodes:
        node = open_nodes.pop()
        if node not in seen:
            seen.add(node)
            open_nodes.extend(step(node))
    return frozenset(seen - {start})
