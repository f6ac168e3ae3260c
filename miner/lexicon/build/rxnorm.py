"""RxNorm names and ATC codes of drugs, from the files that NLM and WHO publish."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from miner.errors import SourceError
from miner.lexicon.build.drug_book import Drug, DrugBook, is_usable
from miner.lexicon.build.tables import read_source, reading
from miner.lexicon.normalise import normalise, strip_salt
from miner.sources.manifest import Sources

_MEMBER = "RXNCONSO.RRF"
_COLUMN_COUNT = 18  # and an empty one behind the last bar
_RXCUI, _SAB, _TTY, _STR, _SUPPRESS = 0, 11, 12, 14, 16
_INGREDIENTS = {"IN", "PIN"}
_NAMES = {"IN", "PIN", "SY", "TMSY"}
_BRANDED = {"SBDC", "SBD", "SBDF"}
_BRAND = re.compile(r"^(?P<content>.+) \[(?P<brand>[^\]]+)\]$")
_STRENGTH = re.compile(
    r" (?:\d|Oral\b|Injectable\b|Topical\b|Prefilled\b|Inhal|Nasal\b|Ophthalmic\b|Transdermal\b|Cream|Gel).*$"
)


def read_rxnorm(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (RXCUI, term type, name) of RxNorm's own rows in RXNCONSO.RRF, alone or in the release's archive.

    Raises:
        SourceError: there is no such file in the archive, or a row has a wrong number of columns.
    """
    if path.suffix == ".zip":
        with reading(path, "a release of RxNorm"), ZipFile(path) as archive:
            members = [name for name in archive.namelist() if name.endswith(f"rrf/{_MEMBER}") or name == _MEMBER]
            if not members:
                raise SourceError(path, f"has no {_MEMBER}; expected a release of RxNorm")
            with archive.open(members[0]) as file:
                yield from _rows(path, io.TextIOWrapper(file, encoding="utf-8"))
    else:
        with reading(path, f"RxNorm's {_MEMBER}"), path.open(encoding="utf-8") as text:
            yield from _rows(path, text)


def _rows(path: Path, lines: Iterator[str] | io.TextIOBase) -> Iterator[tuple[str, str, str]]:
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\n").split("|")
        if len(cells) != _COLUMN_COUNT + 1:
            reason = f"line {number} has {len(cells) - 1} columns, not {_COLUMN_COUNT}; expected RxNorm's {_MEMBER}"
            raise SourceError(path, reason)
        if cells[_SAB] == "RXNORM" and cells[_SUPPRESS] != "O":
            yield cells[_RXCUI], cells[_TTY], cells[_STR]


def add_rxnorm(book: DrugBook, sources: Sources, index: dict[str, str]) -> None:
    """Add RxNorm's ingredients, their other names and their brands.

    An ingredient that no other list has is added if DrugBank knows it (`index`: normalised name to DrugBank CURIE),
    as approved in the United States, like all of RxNorm's prescribable part. Brands are taken from the names of
    branded forms: "imatinib 400 MG Oral Tablet [Gleevec]".
    """
    if "rxnorm" not in sources:
        return
    rows = list(read_rxnorm(sources["rxnorm"]))
    for rxcui, term_type, name in rows:
        if term_type in _INGREDIENTS:
            _add_ingredient(book, rxcui, name, index)
    for rxcui, term_type, name in rows:
        curie = book.by_id.get(f"RXCUI:{rxcui}")
        if term_type in _NAMES and curie in book.drugs and is_usable(name):
            book.add_name(str(curie), name, "synonym", "rxnorm")
        match = _BRAND.match(name) if term_type in _BRANDED else None
        if match:
            _add_brand(book, match["content"], match["brand"])


def _add_ingredient(book: DrugBook, rxcui: str, name: str, index: dict[str, str]) -> None:
    curie = book.by_id.get(f"RXCUI:{rxcui}") or book.find(name)
    if curie is None:
        curie = index.get(normalise(name)) or index.get(normalise(strip_salt(name)))
        if curie is None:
            return
        book.drugs.setdefault(curie, Drug(curie=curie, name=name, source="rxnorm")).flags.add("US")
        book.by_name.setdefault(normalise(name), curie)
    if curie in book.drugs:
        book.by_id.setdefault(f"RXCUI:{rxcui}", curie)
        book.drugs[curie].xrefs.append(f"RXCUI:{rxcui}")
        book.add_name(curie, name, "synonym", "rxnorm")


def _add_brand(book: DrugBook, content: str, brand: str) -> None:
    parts = [_STRENGTH.sub("", part) for part in content.split(" / ")]
    found = book.find_set("; ".join(parts))
    if found is None or not is_usable(brand):
        return
    key = "+".join(found)
    book.add_name(key, brand, "brand", "rxnorm")
    if len(found) > 1:
        book.combinations.setdefault(key, found)


def add_atc(book: DrugBook, sources: Sources) -> None:
    """Add ATC codes by name, from a table with the columns code and name (tab- or comma-separated)."""
    if "atc" not in sources:
        return
    for row in read_source(sources, "atc", sep="\t" if ".tsv" in sources["atc"].name else ","):
        curie = book.find(row["name"])
        if len(row["code"]) == 7 and curie in book.drugs:
            book.drugs[str(curie)].atc.add(row["code"])
