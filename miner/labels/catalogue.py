"""Catalogues of off-label use: a compendium, or what a hospital has agreed on. They are opinions, never approvals.

A catalogue changes no level. It is shown beside the labels, and says where a dose or regimen is known to be off label,
which labels seldom state.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from miner.errors import LabelError, LexiconError
from miner.labels.same_use import Relation
from miner.lexicon.tables import read_table
from miner.records import OffLabelKind

CATALOGUE_COLUMNS = (
    "drugs", "drug_name", "diseases", "kinds", "approved_use", "off_label_use", "evidence", "grade", "row",
)  # fmt: skip
_CHILDREN = re.compile(
    r"\b(?:child|children|p(?:a)?ediatric|infant|neonat|newborn|pubertal|adolescent|years|elderly)", re.IGNORECASE
)
_KINDS = (
    (OffLabelKind.INDICATION, re.compile(r"indication|disease|use")),
    (OffLabelKind.ROUTE, re.compile(r"route|administration")),
    (OffLabelKind.DOSE, re.compile(r"dos(?:e|age|ing)|regimen|schedule|frequency|duration")),
    (OffLabelKind.AGE, re.compile(r"\bage\b|age group|p(?:a)?ediatric|children|elderly")),
    (OffLabelKind.CONDITION, re.compile(r"condition|biomarker|line|stage|contraindic")),
)
_QUANTITY = re.compile(r"\d[\d.,]*\s*(?:mg|g|mcg|ug|µg|ml|iu|units?|%)?(?:/\s*(?:kg|m2|m²|day|d|h))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One row of a catalogue.

    Args:
        catalogue: its name.
        row: the row's number in the imported file.
        drugs: ingredients, sorted identifiers.
        drug_name: the drug as written.
        diseases: what it is used for, sorted identifiers; () if the words name no known disease.
        kinds: in which ways the use is off label; () if the catalogue does not say.
        approved_use: what the catalogue calls approved, in its words.
        off_label_use: the use, in its words.
        evidence: on what it rests, in its words ("guideline", "phase IV", "consensus").
        grade: the catalogue's own grade.
    """

    catalogue: str
    row: int
    drugs: tuple[str, ...]
    drug_name: str
    diseases: tuple[str, ...] = ()
    kinds: tuple[OffLabelKind, ...] = ()
    approved_use: str = ""
    off_label_use: str = ""
    evidence: str = ""
    grade: str = ""

    @property
    def words(self) -> str:
        """The entry in one phrase: "hospital row 31: oral, diarrhoea (guideline, grade 1)"."""
        support = ", ".join(filter(None, (self.evidence, f"grade {self.grade}" if self.grade else "")))
        return f"{self.catalogue} row {self.row}: {self.off_label_use}" + (f" ({support})" if support else "")


class Catalogue:
    """The entries of all catalogues, by set of drugs.

    Args:
        entries: in the order in which they are shown.
    """

    def __init__(self, entries: Iterable[CatalogueEntry] = ()) -> None:
        self._entries: dict[frozenset[str], list[CatalogueEntry]] = defaultdict(list)
        for entry in entries:
            self._entries[frozenset(entry.drugs)].append(entry)

    def of_drugs(self, drugs: Iterable[str]) -> tuple[CatalogueEntry, ...]:
        """Return the entries of exactly this set of drugs."""
        return tuple(self._entries.get(frozenset(drugs), ()))

    def of_use(
        self, drugs: Iterable[str], disease: str, relate: Callable[[str, str], Relation]
    ) -> tuple[CatalogueEntry, ...]:
        """Return the entries of these drugs for a disease, or for one that it is a form of.

        Args:
            drugs: the set.
            disease: the disease of a use.
            relate: how a disease is related to another, `SameUse.relate` without its reason.
        """
        near = {Relation.ON, Relation.FORM}
        return tuple(
            each for each in self.of_drugs(drugs) if any(relate(disease, other) in near for other in each.diseases)
        )


def catalogue_kinds(kind: str, use: str) -> tuple[OffLabelKind, ...]:
    """Return the kinds that a catalogue's words for a kind mean ("dose and indication"), in the order of the kinds.

    "population" is an age group if the use names one, else a condition. Unknown words mean no kind.
    """
    words = kind.lower()
    found = {each for each, pattern in _KINDS if pattern.search(words)}
    if "population" in words:
        found.add(OffLabelKind.AGE if _CHILDREN.search(use) else OffLabelKind.CONDITION)
    return tuple(each for each in OffLabelKind if each in found)


def is_same_dose(stated: str, listed: str) -> bool:
    """Return whether every quantity that one text states ("600 mg") is in another, and there is one."""
    wanted = set(map(_plain, _QUANTITY.findall(stated)))
    return bool(wanted) and wanted <= set(map(_plain, _QUANTITY.findall(listed)))


def _plain(quantity: str) -> str:
    return re.sub(r"\s|,(?=\d{3}\b)", "", quantity.lower())


def load_catalogues(folder: Path) -> Catalogue:
    """Return all catalogues of a folder, by file name; an empty one if the folder is missing.

    Raises:
        LabelError: a row does not parse; file and line are named.
    """
    return Catalogue(entry for path in sorted(folder.glob("*.tsv")) for entry in read_catalogue(path))


def read_catalogue(path: Path) -> list[CatalogueEntry]:
    """Return the entries of one catalogue, in file order.

    Raises:
        LabelError: a row does not parse; file and line are named.
    """
    entries = []
    try:
        for number, row in enumerate(read_table(path, CATALOGUE_COLUMNS), start=2):
            cell = dict(zip(CATALOGUE_COLUMNS, row, strict=True))
            try:
                entries.append(_entry(path.stem, cell))
            except ValueError as error:
                raise LabelError(f"{path}:{number}: {error}; import the catalogue again") from error
    except LexiconError as error:
        raise LabelError(f"{error}; import the catalogue again: `miner labels import`") from error
    return entries


def _entry(name: str, cell: dict[str, str]) -> CatalogueEntry:
    return CatalogueEntry(
        catalogue=name,
        row=int(cell["row"]),
        drugs=_split(cell["drugs"]),
        drug_name=cell["drug_name"],
        diseases=_split(cell["diseases"]),
        kinds=tuple(map(OffLabelKind, _split(cell["kinds"]))),
        approved_use=cell["approved_use"],
        off_label_use=cell["off_label_use"],
        evidence=cell["evidence"],
        grade=cell["grade"],
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def write_catalogue(path: Path, entries: Iterable[CatalogueEntry]) -> None:
    """Write the entries of one catalogue, replacing an older file at once; the folder is made.

    Raises:
        OSError: it cannot be written.
    """
    lines = ["\t".join(CATALOGUE_COLUMNS)]
    for each in entries:
        ids = ("|".join(each.drugs), each.drug_name, "|".join(each.diseases), "|".join(each.kinds))
        words = (each.approved_use, each.off_label_use, each.evidence, each.grade, str(each.row))
        lines.append("\t".join((*ids, *words)))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
    unfinished.replace(path)
