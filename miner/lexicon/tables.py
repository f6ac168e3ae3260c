"""The lexicon's tables as files: which there are, their columns, and their rows as entries."""

import hashlib
import importlib.resources
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import NamedTuple

from miner.errors import LexiconError
from miner.lexicon.mesh_names import MESH_NAMES
from miner.lexicon.normalise import normalise
from miner.records import MentionType

NAME_COLUMNS = ("curie", "name", "kind", "source")
NAME_TABLES = {
    "drug_names.tsv": MentionType.DRUG,
    "chemical_names.tsv": MentionType.DRUG,
    "disease_names.tsv": MentionType.DISEASE,
    "gene_names.tsv": MentionType.BIOMARKER,
    "signatures.tsv": MentionType.BIOMARKER,
}
_DRUG_HEAD = ("curie", "name", "xrefs")
_DRUG_TAIL = ("is_combination", "ingredients", "not_treatment", "atc", "source")
_APPROVED = "approved_"
CHEMICAL_COLUMNS = ("curie", "name", "given", "source")
DISEASE_COLUMNS = ("curie", "name", "parents", "xrefs", "is_rare", "source")
GENE_COLUMNS = ("curie", "symbol", "name", "source")
_OPTIONAL_TABLES = ("drug_classes.tsv", MESH_NAMES)
_VERSIONED_TABLES = (*NAME_TABLES, "drugs.tsv", "chemicals.tsv", "diseases.tsv", "genes.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One drug, disease or biomarker. `names` are lower-case, the preferred one first, then sorted.

    `flags` of a drug: codes of the jurisdictions where it is approved, of those that the table has a column for, "not
    treatment" (oxygen, contrast, vaccines ...), "chemical" (a MeSH substance that is not an approved drug: mentions
    link to it), "given" (one of these that makes claims of benefit and use), "of the body" (one that needs words that
    say that it was given), "class" ("TNF inhibitors"); of a disease: "rare". `parents` are the direct ones,
    of a drug its classes; only a combination has `ingredients`.
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
    """A row of a names table: one spelling of one entry, as printed and normalised, and its source."""

    curie: str
    name: str
    kind: str
    type: MentionType
    source: str
    spelling: str


def drug_columns(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of drugs.tsv, with one of approvals for each of these jurisdictions."""
    return (*_DRUG_HEAD, *(f"{_APPROVED}{code.lower()}" for code in codes), *_DRUG_TAIL)


def table_place(folder: Traversable | None) -> Traversable:
    """Return where the tables are: the folder, or the shipped one if None."""
    return folder if folder is not None else importlib.resources.files("corpora") / "lexicon"


def table_names() -> list[str]:
    """Return the files that a lexicon is read from, sorted; the last two, classes and `MESH_NAMES`, may be missing."""
    return [*sorted(_VERSIONED_TABLES), *_OPTIONAL_TABLES]


def lexicon_version(folder: Traversable | None = None) -> str:
    """Return the version of the tables in a folder: twelve hex digits of the SHA-256 over all of them.

    Raises:
        LexiconError: a table is missing.
    """
    place = table_place(folder)
    digest = hashlib.sha256()
    for table in _VERSIONED_TABLES:
        digest.update(_read_bytes(place / table))
    for table in _OPTIONAL_TABLES:
        if (place / table).is_file():
            digest.update(_read_bytes(place / table))
    return digest.hexdigest()[:12]


def read_table(path: Traversable, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated table with a header line, after checking header and width of each row.

    Raises:
        LexiconError: the file is missing or not UTF-8, the header differs, or a row has the wrong number of columns or
            no first cell.
    """
    content = _read_bytes(path)
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise LexiconError(f"{path}:{number}: is not UTF-8; compile it again") from error
    if tuple(lines[0].split("\t")) != columns:
        raise LexiconError(f"{path}:1: columns are {lines[0]!r}, not {' '.join(columns)}; compile it again")
    width = len(columns)
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        row = line.split("\t")
        if len(row) != width or not row[0]:
            found = f"{len(row)} columns" if row[0] else "an empty first column"
            raise LexiconError(
                f"{path}:{number}: expected {width} columns, found {found} in {line[:80]!r}; compile it again"
            )
        yield row


def _read_bytes(path: Traversable) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error}); compile it again: `miner lexicon build`") from error


def read_name_rows(place: Traversable) -> list[NameRow]:
    """Return the rows of all names tables, in table order."""
    return [
        NameRow(curie, name, kind, mention_type, source, normalise.__wrapped__(name))
        for table, mention_type in NAME_TABLES.items()
        for curie, name, kind, source in read_table(place / table, NAME_COLUMNS)
    ]


def read_entries(
    place: Traversable,
    names: Mapping[str, Sequence[str]],
    classes_of: Callable[[str, Sequence[str]], Iterable[str]] | None = None,
) -> Iterator[Entry]:
    """Yield the entries of all tables, in table order.

    Args:
        place: folder of the tables.
        names: lower-case names of each identifier.
        classes_of: the classes of a drug, given its identifier and ATC codes.
    """
    codes = _codes_of(place / "drugs.tsv")
    columns = drug_columns(codes)
    for row in read_table(place / "drugs.tsv", columns):
        cell = dict(zip(columns, row, strict=True))
        flags = {code for code in codes if cell[f"{_APPROVED}{code.lower()}"] == "1"}
        yield Entry(
            curie=row[0],
            type=MentionType.DRUG,
            name=row[1],
            names=_names(row[1], names.get(row[0], ())),
            xrefs=_split(row[2]),
            parents=tuple(classes_of(row[0], _split(cell["atc"]))) if classes_of and not cell["ingredients"] else (),
            flags=frozenset(flags | ({"not treatment"} if cell["not_treatment"] == "1" else set())),
            ingredients=_split(cell["ingredients"]),
        )
    chemical = frozenset({"not treatment", "chemical"})
    for curie, name, given in _chemicals(place / "chemicals.tsv"):
        known = _names(name, names.get(curie, ()))
        yield Entry(
            curie=curie, type=MentionType.DRUG, name=name, names=known, xrefs=(curie,), flags=chemical | _GIVEN[given]
        )
    for curie, name, parents, xrefs, is_rare, _ in read_table(place / "diseases.tsv", DISEASE_COLUMNS):
        yield Entry(
            curie=curie,
            type=MentionType.DISEASE,
            name=name,
            names=_names(name, names.get(curie, ())),
            xrefs=_split(xrefs),
            parents=_split(parents),
            flags=frozenset({"rare"}) if is_rare == "1" else frozenset(),
        )
    for curie, symbol, _, _ in read_table(place / "genes.tsv", GENE_COLUMNS):
        yield Entry(curie=curie, type=MentionType.BIOMARKER, name=symbol, names=_names(symbol, names.get(curie, ())))
    preferred = {
        curie: name for curie, name, kind, _ in read_table(place / "signatures.tsv", NAME_COLUMNS) if kind == "name"
    }
    for curie, name in preferred.items():
        yield Entry(curie=curie, type=MentionType.BIOMARKER, name=name, names=_names(name, names.get(curie, ())))


_GIVEN = {"0": frozenset[str](), "1": frozenset({"given"}), "2": frozenset({"given", "of the body"})}


def _chemicals(path: Traversable) -> Iterator[tuple[str, str, str]]:
    """Yield identifier, name and whether it is given of each substance; older tables do not say, and then it is not."""
    has_given = b"\tgiven\t" in _read_bytes(path).split(b"\n", 1)[0]
    for curie, name, *more in read_table(path, CHEMICAL_COLUMNS if has_given else ("curie", "name", "source")):
        yield curie, name, more[0] if has_given else "0"


def _codes_of(path: Traversable) -> tuple[str, ...]:
    """Return the jurisdictions whose approvals a table of drugs has; in others its drugs are not approved."""
    header = _read_bytes(path).split(b"\n", 1)[0].decode("utf-8", "replace").split("\t")
    return tuple(name.removeprefix(_APPROVED).upper() for name in header if name.startswith(_APPROVED))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    return (name.lower(), *sorted(set(others) - {name.lower()}))
