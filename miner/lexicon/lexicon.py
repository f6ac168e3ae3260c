"""The lexicon: what the names of drugs, diseases and biomarkers stand for.

The tables are compiled by `python -m corpora lexicon` and are read as they stand. This module knows names and
identifiers; it knows nothing of sentences (`scan.py`) or of how a mention chooses among candidates (`linking.py`).
"""

import hashlib
import importlib.resources
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import NamedTuple

from miner.errors import LexiconError
from miner.lexicon.mesh_names import MESH_NAMES, MeshNames
from miner.lexicon.normalise import normalise
from miner.records import MentionType


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing that a name may stand for. `kind` says what sort of name it is there: name, synonym, brand ..."""

    curie: str
    type: MentionType
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One drug, disease or biomarker. `names` are lower-case, the preferred one first, then sorted.

    `flags` of a drug: "US", "EU", "JP" (approved there), "not treatment" (oxygen, contrast, vaccines ...),
    "chemical" (a substance of MeSH that is no approved drug: it links, and makes no claim);
    of a disease: "rare". `parents` are the direct ones; `ingredients` only of a combination.
    """

    curie: str
    type: MentionType
    name: str
    names: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    ingredients: tuple[str, ...] = ()


class NameRow(NamedTuple):
    """A row of a names table: one spelling of one entry, as printed, and where it is from."""

    curie: str
    name: str
    kind: str
    type: MentionType
    source: str


@dataclass(slots=True)
class Lexicon:
    """All entries and their names. Make one with `Lexicon.load`; it does not change afterwards."""

    version: str
    _entries: dict[str, Entry]
    _rows: list[NameRow]
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_words: dict[MentionType, dict[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict)
    _descendants: dict[str, frozenset[str]] = field(default_factory=dict)
    _mesh_names: MeshNames = field(default_factory=MeshNames)

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Lexicon":
        """Read the tables of a folder (a `Path`, or one inside an archive), or those that ship with the project.

        Raises:
            LexiconError: a table is missing, or a row does not parse; file and line are named.
        """
        place = table_place(folder)
        digest = hashlib.sha256()
        rows: list[NameRow] = []
        for table, mention_type in _NAME_TABLES.items():
            for curie, name, kind, source in read_table(place / table, _NAME_COLUMNS, digest):
                rows.append(NameRow(curie, name, kind, mention_type, source))
        names: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            names[row.curie].append(row.name.lower())
        entries = {entry.curie: entry for entry in _read_entries(place, names, digest)}
        unknown = names.keys() - entries.keys()
        if unknown:
            raise LexiconError(f"{place}: names stand for {min(unknown)}, which no table has; compile it again")
        mesh_names = _read_mesh_names(place, digest)
        lexicon = cls(version=digest.hexdigest()[:12], _entries=entries, _rows=rows, _mesh_names=mesh_names)
        for number, row in enumerate(rows):
            lexicon._by_name[normalise.__wrapped__(row.name)].append(number)
        for entry in entries.values():
            for parent in entry.parents:
                lexicon._children[parent].append(entry.curie)
        return lexicon

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, curie: object) -> bool:
        return curie in self._entries

    def entries(self) -> Iterator[Entry]:
        """Every entry, in table order."""
        return iter(self._entries.values())

    def name_rows(self, mention_type: MentionType) -> Iterator[NameRow]:
        """The printed spellings of one type, in table order."""
        return (row for row in self._rows if row.type is mention_type)

    def entry(self, curie: str) -> Entry:
        """The entry of an identifier.

        Raises:
            LexiconError: the lexicon has no such identifier.
        """
        try:
            return self._entries[curie]
        except KeyError:
            raise LexiconError(f"No entry {curie!r} in the lexicon; compile it again or check the id") from None

    def rows_of(self, name: str) -> tuple[NameRow, ...]:
        """The printed spellings that are one with a name after normalising, in table order."""
        return self.rows_of_spelling(normalise(name))

    def rows_of_spelling(self, spelling: str) -> tuple[NameRow, ...]:
        """The same of a name that is normalised already."""
        return tuple(self._rows[number] for number in self._by_name.get(spelling, ()))

    def spellings(self) -> Iterable[str]:
        """Every name in its normalised spelling, each once."""
        return self._by_name.keys()

    def lookup(self, name: str, type: MentionType | None = None) -> tuple[Candidate, ...]:  # noqa: A002
        """All that a name may stand for, in the normalised spelling; preferred names come first."""
        numbers = self._by_name.get(normalise(name), ())
        rows = [self._rows[number] for number in numbers]
        found: dict[str, Candidate] = {}
        for row in sorted(rows, key=lambda row: (_KIND_ORDER.get(row.kind, 9), row.curie)):
            if type is None or row.type is type:
                found.setdefault(row.curie, Candidate(curie=row.curie, type=row.type, kind=row.kind))
        return tuple(found.values())

    def lookup_words(self, name: str, type: MentionType) -> tuple[str, ...]:  # noqa: A002
        """Identifiers that have a name of the same words in any order; "of", "the" and "in" do not count, "and" does.

        The index over words is made at the first call, a second or so for each type.
        """
        if type not in self._by_words:
            index: dict[tuple[str, ...], set[str]] = defaultdict(set)
            for spelling, numbers in self._by_name.items():
                if " " in spelling:
                    curies = {self._rows[number].curie for number in numbers if self._rows[number].type is type}
                    if curies:
                        index[_bag(spelling)] |= curies
            self._by_words[type] = {bag: tuple(sorted(curies)) for bag, curies in index.items()}
        return self._by_words[type].get(_bag(normalise(name)), ())

    def mesh_record(self, name: str, type: MentionType, *, is_spelt: bool = False) -> str:  # noqa: A002
        """MeSH's own record of a name ("MESH:D016651" of lithium carbonate); "" where it has none.

        `is_spelt` leaves out names that are MeSH's only once they are normalised ("lactate", of the class Lactates).
        """
        find = self._mesh_names.find_spelt if is_spelt else self._mesh_names.find
        return find(name, type)

    def ancestors(self, curie: str) -> frozenset[str]:
        """All entries above this one, without itself; empty for an unknown identifier."""
        if curie not in self._ancestors:
            self._ancestors[curie] = _reach(curie, self._parents_of)
        return self._ancestors[curie]

    def descendants(self, curie: str) -> frozenset[str]:
        """All entries below this one, without itself."""
        if curie not in self._descendants:
            self._descendants[curie] = _reach(curie, lambda node: self._children.get(node, ()))
        return self._descendants[curie]

    def _parents_of(self, curie: str) -> tuple[str, ...]:
        entry = self._entries.get(curie)
        return entry.parents if entry else ()

    def name_of(self, curie: str) -> str:
        """The preferred name; of a combination "A + B", of an alteration "BRAF V600E"; else the CURIE itself."""
        if curie in self._entries:
            return self._entries[curie].name
        if "+" in curie:
            return " + ".join(self.name_of(part) for part in curie.split("+"))
        gene, _, alteration = curie.partition(" ")
        if alteration and gene in self._entries:
            return f"{self._entries[gene].name} {alteration.removeprefix('p.')}"
        return curie


def _bag(spelling: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in spelling.split() if word not in IDLE_WORDS))


IDLE_WORDS = frozenset({"of", "the", "in", "to", "with", "due"})
_KIND_ORDER = {"name": 0, "synonym": 1, "salt": 2, "brand": 3, "code": 4, "term": 5}
_NAME_COLUMNS = ("curie", "name", "kind", "source")
_NAME_TABLES = {
    "drug_names.tsv": MentionType.DRUG,
    "chemical_names.tsv": MentionType.DRUG,
    "disease_names.tsv": MentionType.DISEASE,
    "gene_names.tsv": MentionType.BIOMARKER,
    "signatures.tsv": MentionType.BIOMARKER,
}
_DRUG_COLUMNS = (
    "curie", "name", "xrefs", "approved_us", "approved_eu", "approved_jp", "is_combination", "ingredients",
    "not_treatment", "atc", "source",
)  # fmt: skip
_CHEMICAL_COLUMNS = ("curie", "name", "source")
_DISEASE_COLUMNS = ("curie", "name", "parents", "xrefs", "is_rare", "source")
_GENE_COLUMNS = ("curie", "symbol", "name", "source")


def table_place(folder: Traversable | None) -> Traversable:
    """Where the tables lie: the folder, or the shipped one if None."""
    return folder if folder is not None else importlib.resources.files("corpora") / "lexicon"


def table_names() -> list[str]:
    """The files that `Lexicon.load` reads, sorted; a lexicon may lack the last, `MESH_NAMES`."""
    return [*sorted({*_NAME_TABLES, "drugs.tsv", "chemicals.tsv", "diseases.tsv", "genes.tsv"}), MESH_NAMES]


def _read_mesh_names(place: Traversable, digest: "hashlib._Hash") -> MeshNames:
    if not (place / MESH_NAMES).is_file():
        return MeshNames()
    data = (place / MESH_NAMES).read_bytes()
    digest.update(data)
    return MeshNames.from_bytes(data)


def read_table(
    path: Traversable, columns: tuple[str, ...], digest: "hashlib._Hash | None" = None
) -> Iterator[list[str]]:
    """The rows of a tab-separated table with a header line, after checking header and width of each row.

    Raises:
        LexiconError: the file is missing, the header differs or a row has another number of columns.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error}); compile it again: `miner lexicon build`") from error
    if digest is not None:
        digest.update(data)
    lines = data.decode("utf-8").split("\n")
    if tuple(lines[0].split("\t")) != columns:
        raise LexiconError(f"{path}:1: columns are {lines[0]!r}, not {' '.join(columns)}")
    width = len(columns)
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        row = line.split("\t")
        if len(row) != width or not row[0]:
            raise LexiconError(f"{path}:{number}: {len(row)} columns where {width} are due: {line[:80]!r}")
        yield row


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    return (name.lower(), *sorted(set(others) - {name.lower()}))


def _read_entries(place: Traversable, names: dict[str, list[str]], digest: "hashlib._Hash") -> Iterator[Entry]:
    for row in read_table(place / "drugs.tsv", _DRUG_COLUMNS, digest):
        flags = {flag for flag, cell in zip(("US", "EU", "JP"), row[3:6], strict=True) if cell == "1"}
        if row[8] == "1":
            flags.add("not treatment")
        yield Entry(
            curie=row[0],
            type=MentionType.DRUG,
            name=row[1],
            names=_names(row[1], names[row[0]]),
            xrefs=_split(row[2]),
            flags=frozenset(flags),
            ingredients=_split(row[7]),
        )
    chemical = frozenset({"not treatment", "chemical"})
    for row in read_table(place / "chemicals.tsv", _CHEMICAL_COLUMNS, digest):
        name = row[1]
        yield Entry(
            curie=row[0],
            type=MentionType.DRUG,
            name=name,
            names=_names(name, names[row[0]]),
            xrefs=(row[0],),
            flags=chemical,
        )
    for row in read_table(place / "diseases.tsv", _DISEASE_COLUMNS, digest):
        yield Entry(
            curie=row[0],
            type=MentionType.DISEASE,
            name=row[1],
            names=_names(row[1], names[row[0]]),
            xrefs=_split(row[3]),
            parents=_split(row[2]),
            flags=frozenset({"rare"}) if row[4] == "1" else frozenset(),
        )
    for row in read_table(place / "genes.tsv", _GENE_COLUMNS, digest):
        yield Entry(curie=row[0], type=MentionType.BIOMARKER, name=row[1], names=_names(row[1], names[row[0]]))
    signatures: dict[str, str] = {}
    for row in read_table(place / "signatures.tsv", _NAME_COLUMNS):
        if row[2] == "name":
            signatures[row[0]] = row[1]
    for curie, name in signatures.items():
        yield Entry(curie=curie, type=MentionType.BIOMARKER, name=name, names=_names(name, names[curie]))


def _reach(start: str, step: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """All nodes that steps lead to from a start; a cycle ends the walk, the start itself is left out."""
    seen: set[str] = set()
    open_nodes = list(step(start))
    while open_nodes:
        node = open_nodes.pop()
        if node not in seen:
            seen.add(node)
            open_nodes.extend(step(node))
    return frozenset(seen - {start})
