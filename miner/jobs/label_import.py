"""Import a compendium or a hospital's own catalogue of off-label use into the data folder."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miner.config import Settings
from miner.errors import LabelError
from miner.formats.delimited import DelimitedRow, read_delimited
from miner.jobs.label_book import catalogues_folder, keep_unknown, labelled_drugs
from miner.labels.catalogue import CatalogueEntry, catalogue_kinds, write_catalogue
from miner.labels.facts import load_label_facts
from miner.labels.names import ListNames
from miner.lexicon.lexicon import Lexicon
from miner.records import OffLabelKind

GENERIC_COLUMNS = {
    "drug": r"drugs?(_names?)?|medicines?|(active_)?substances?|products?|active_ingredients?",
    "off_label_use": r"off_label(_(uses?|indications?|diseases?))?|uses?|diseases?|(un|not_)approved_uses?",
    "kind": r"(off_label_)?(kinds?|types?|category)",
    "approved_use": r"(approved|on_label|labell?ed|licensed)(_(uses?|indications?))?(_in_\w+)?|indications?",
    "evidence": r"evidence|source|basis|references?",
    "grade": r"grade|level(_of_evidence)?|strength|class",
}
"""The columns of a generic catalogue, with the headers that mean them."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_ITEMS = re.compile(r"\s*;\s*")
_DETAIL = re.compile(r",\s*|\s+(?:in|after|before|with|of|during|from|not)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueReport:
    """What was imported: the catalogue's file, its rows, those left out, and the unknown (name, type) with counts."""

    path: Path
    entry_count: int
    row_count: int
    without_disease_count: int
    kinds: Counter[str]
    unknown: Counter[tuple[str, str]]
    ignored_columns: tuple[str, ...]
    kept_in: Path | None
    is_replaced: bool


def import_catalogue(settings: Settings, file: Path, name: str = "") -> CatalogueReport:
    """Return what was imported: a catalogue, in place of an older one of the same name.

    A row whose drug is not known is left out; one whose disease is not known is shown with its drug and answers no
    question about a disease. Both names are kept for the next lexicon.

    Args:
        settings: the data folder and the lexicon.
        file: CSV, or separated by semicolons or tabs, in UTF-8, with a drug and an off-label use in each row.
        name: of the catalogue; the file's by default.

    Raises:
        SourceError: the file is no such table.
        LabelError: the name cannot be that of a file, or the data folder cannot be written.
    """
    name = name or re.sub(r"[^a-z0-9_-]+", "-", file.stem.lower()).strip("-")
    if not _NAME.fullmatch(name):
        raise LabelError(f"{name!r} cannot be the name of a catalogue; use small letters, digits, '-' and '_' (--name)")
    table = read_delimited(file, GENERIC_COLUMNS, ("drug", "off_label_use"))
    labelled = labelled_drugs(load_label_facts(settings.labels_folder))
    names = ListNames(Lexicon.load(settings.lexicon_folder), labelled)
    unknown: Counter[tuple[str, str]] = Counter()
    entries = [entry for row in table.rows for entry in _entries(name, row, names, unknown)]
    path = catalogues_folder(settings) / f"{name}.tsv"
    is_replaced = path.is_file()
    try:
        write_catalogue(path, entries)
    except OSError as error:
        raise LabelError(f"{path}: cannot be written: {error.strerror}; fix the data folder") from error
    return CatalogueReport(
        path=path,
        entry_count=len(entries),
        row_count=len(table.rows),
        without_disease_count=sum(not entry.diseases for entry in entries),
        kinds=Counter(kind.value for entry in entries for kind in entry.kinds),
        unknown=unknown,
        ignored_columns=table.ignored_columns,
        kept_in=keep_unknown(settings, file.name, unknown),
        is_replaced=is_replaced,
    )


def _entries(
    name: str, row: DelimitedRow, names: ListNames, unknown: Counter[tuple[str, str]]
) -> Iterator[CatalogueEntry]:
    """Yield the entry of a row, nothing if its drug is unknown; count what is unknown."""
    cells = {column: row.cells.get(column, "") for column in GENERIC_COLUMNS}
    drugs = names.drugs(cells["drug"])
    unknown.update((each, "drug") for each in drugs.unknown)
    kinds = catalogue_kinds(cells["kind"], cells["off_label_use"])
    is_how = bool(kinds) and OffLabelKind.INDICATION not in kinds
    found = {item: _disease(item, names, is_how=is_how) for item in _ITEMS.split(cells["off_label_use"]) if item}
    unknown.update((item, "disease") for item, each in found.items() if not each)
    diseases = {curie for each in found.values() for curie in each}
    if is_how and not diseases:  # a dose or route is off label for the labelled disease where it names none itself
        items = _ITEMS.split(cells["approved_use"])
        diseases = {curie for item in items if item for curie in _disease(item, names, is_how=True)}
    if drugs.curies:
        yield CatalogueEntry(
            catalogue=name,
            row=row.number,
            drugs=drugs.curies,
            drug_name=cells["drug"],
            diseases=tuple(sorted(diseases)),
            kinds=kinds,
            **{column: cells[column] for column in ("approved_use", "off_label_use", "evidence", "grade")},
        )


def _disease(item: str, names: ListNames, *, is_how: bool) -> tuple[str, ...]:
    """Return the diseases of an item, or of what stands before its first detail.

    Where the kind says how the drug is used (`is_how`), any part may name them: "oral, Helicobacter pylori".
    """
    whole = names.diseases(item)
    if whole.curies:
        return whole.curies
    parts = [part for part in _DETAIL.split(item) if part]
    found = [names.diseases(part).curies for part in (parts if is_how else parts[:1])]
    return next(filter(None, found), ())
