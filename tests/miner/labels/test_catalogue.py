"""Catalogues: their words for kinds, doses that are the same, and files that come back as they were written."""

from pathlib import Path

import pytest

from miner.errors import LabelError
from miner.labels.catalogue import (
    Catalogue,
    CatalogueEntry,
    catalogue_kinds,
    is_same_dose,
    load_catalogues,
    write_catalogue,
)
from miner.labels.same_use import Relation
from miner.records import OffLabelKind

ENTRY = CatalogueEntry(
    catalogue="ours",
    row=2,
    drugs=("DRUGBANK:DB00331",),
    drug_name="metformin",
    diseases=("MONDO:0005148",),
    kinds=(OffLabelKind.INDICATION, OffLabelKind.DOSE),
    approved_use="2 g daily",
    off_label_use="3 g daily",
    evidence="guideline",
    grade="1",
)


@pytest.mark.parametrize(
    ("kind", "use", "kinds"),
    [
        ("indication", "", {OffLabelKind.INDICATION}),
        ("dose and indication", "", {OffLabelKind.INDICATION, OffLabelKind.DOSE}),
        ("initial dose", "", {OffLabelKind.DOSE}),
        ("Route", "", {OffLabelKind.ROUTE}),
        ("population", "in neonates", {OffLabelKind.AGE}),
        ("population", "in pregnancy", {OffLabelKind.CONDITION}),
        ("", "", set()),
        ("other", "", set()),
    ],
)
def test_kinds(kind: str, use: str, kinds: set[OffLabelKind]) -> None:
    assert set(catalogue_kinds(kind, use)) == kinds


@pytest.mark.parametrize(
    ("stated", "listed", "is_same"),
    [
        ("3 g daily", "3 g three times daily", True),
        ("3g", "3 g", True),
        ("100,000 units", "100000 units", True),
        ("2 g", "3 g", False),
        ("high dose", "high dose", False),
        ("", "3 g", False),
    ],
)
def test_a_dose_is_the_same_if_its_quantities_are(stated: str, listed: str, is_same: bool) -> None:
    assert is_same_dose(stated, listed) is is_same


def test_a_catalogue_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "new" / "ours.tsv", [ENTRY])
    found = load_catalogues(tmp_path / "new")
    assert found.of_drugs(ENTRY.drugs) == (ENTRY,)
    assert load_catalogues(tmp_path / "none").of_drugs(ENTRY.drugs) == ()


def test_entries_are_found_for_their_disease_and_its_forms_only() -> None:
    relations = {"form": Relation.FORM, "group": Relation.BROADER, "same": Relation.ON}
    catalogue = Catalogue([ENTRY])
    found = {name: catalogue.of_use(ENTRY.drugs, name, lambda one, _: relations[one]) for name in relations}
    assert found == {"form": (ENTRY,), "group": (), "same": (ENTRY,)}
    assert catalogue.of_use(("other",), "same", lambda one, _: relations[one]) == ()


def test_a_damaged_catalogue_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.tsv"
    write_catalogue(path, [ENTRY])
    path.write_text(path.read_text(encoding="utf-8").replace("dose or regimen", "dosage"), encoding="utf-8")
    with pytest.raises(LabelError, match=r"ours\.tsv:2: .*dosage"):
        load_catalogues(tmp_path)
