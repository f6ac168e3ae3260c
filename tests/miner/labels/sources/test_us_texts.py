"""Whole sections of labels of the United States, from invented tables."""

import json
from datetime import date
from pathlib import Path

import pytest

from miner.labels.sightings import DayMeaning, LabelText
from miner.labels.sources.us_applications import UsFiles, digits_of, page_of, routes_of
from miner.labels.sources.us_texts import (
    choose,
    dailymed_2023,
    fda_label_history,
    fda_list,
    medic,
    medrecpro,
    nci_2021,
)
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.us_mini import make_names, write, write_applications, write_lines, write_text
from tests.miner.lexicon.small import BEVACIZUMAB, IMATINIB, METFORMIN, PROPRANOLOL, RITUXIMAB

PAGE = "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo="
SET_PAGE = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid="
LISTED = ("final normalized drug id", "drug name", "final normalized drug label", "indications text")


@pytest.fixture
def us(tmp_path: Path, small_lexicon: Lexicon) -> UsFiles:
    return UsFiles(write_applications(tmp_path), make_names(small_lexicon))


def _listed(data: Path, *rows: tuple[str, str, str]) -> None:
    cells = [dict(zip(LISTED, (curie, name, curie, text), strict=True)) for curie, name, text in rows]
    write(data, "labels/fda_indications_deduplicated.xlsx", cells)


def test_a_listed_text_appears_once_with_application_and_routes(us: UsFiles, tmp_path: Path) -> None:
    row = (PROPRANOLOL, "{'PROPRANOLOL'}", "HEMANGEOL oral solution is indicated for angioma.")
    _listed(tmp_path, row, row, (PROPRANOLOL, "{'PROPRANOLOL'}", "Propranolol is indicated for tremor."))
    first, second = fda_list(us)
    assert first == LabelText(
        drugs=(PROPRANOLOL,), jurisdiction="US", source="fda_list", text=row[2], day=date(2025, 7, 31),
        meaning=DayMeaning.BY, is_complete=True, reference="NDA205410", url=f"{PAGE}205410", routes=("oral",),
    )  # fmt: skip
    assert (second.reference, second.routes) == ("NDA016418", ())


def test_the_form_tells_products_of_one_brand_apart(us: UsFiles, tmp_path: Path) -> None:
    _listed(tmp_path, (PROPRANOLOL, "{'PROPRANOLOL'}", "INDERAL Injection is indicated for arrhythmia."))
    (text,) = fda_list(us)
    assert (text.reference, text.routes) == ("NDA016419", ("injection",))


def test_the_subject_decides_over_a_guessed_identifier(us: UsFiles, tmp_path: Path) -> None:
    _listed(
        tmp_path,
        (RITUXIMAB, "{'METFORMIN', 'NOBODYATE'}", "GLUCOPHAGE is indicated for diabetes."),
        (METFORMIN, "{'METFORMIN', 'ANHYDROUS LACTOSE'}", "For diabetes."),
        ("CHEBI:1", "{'NOBODYMAB'}", "For glioma."),
    )
    assert [text.drugs for text in fda_list(us)] == [(METFORMIN,), (METFORMIN,)]
    assert us.names.dropped == {("fda_list", "drug not in the lexicon"): 1}


@pytest.mark.parametrize(
    ("by_id", "named", "subject", "chosen"),
    [
        ((IMATINIB,), (IMATINIB,), (), (IMATINIB,)),
        ((IMATINIB,), (IMATINIB,), (RITUXIMAB,), (RITUXIMAB,)),
        ((IMATINIB, METFORMIN), (IMATINIB, METFORMIN), (METFORMIN,), (IMATINIB, METFORMIN)),
        ((IMATINIB,), (METFORMIN,), (), (METFORMIN,)),
        ((IMATINIB,), (METFORMIN,), (IMATINIB,), (IMATINIB,)),
        ((IMATINIB,), (), (IMATINIB, METFORMIN), (IMATINIB, METFORMIN)),
        ((IMATINIB, METFORMIN), (), (METFORMIN,), (IMATINIB, METFORMIN)),
        ((), (), (METFORMIN,), (METFORMIN,)),
        ((), (), (), ()),
    ],
)
def test_which_of_identifier_names_and_subject_counts(
    small_lexicon: Lexicon, by_id: tuple[str, ...], named: tuple[str, ...], subject: tuple[str, ...],
    chosen: tuple[str, ...],
) -> None:  # fmt: skip
    assert choose(by_id, named, subject, small_lexicon) == chosen


def test_medic_adds_only_texts_that_the_list_lacks(us: UsFiles, tmp_path: Path) -> None:
    _listed(tmp_path, (METFORMIN, "{'METFORMIN'}", "Metformin is indicated for diabetes."))
    texts = ("Metformin is indicated for diabetes.", "Metformin is indicated for glioma.", "For angioma.")
    evidence = [{"agency": agency, "text": text} for agency in ("FDA", "EMA") for text in texts]
    rows = [{"drug": METFORMIN, "disease": "x", "evidence": json.dumps(evidence)}]
    write(tmp_path, "labels/curated/medic_1.3.0_label_text_2026-06.parquet", rows)
    assert [text.text for text in medic(us)] == ["Metformin is indicated for glioma."]
    assert us.names.dropped == {
        ("medic", "same text as in the FDA's list"): 1,
        ("medic", "subject of the text unclear"): 1,
    }


def test_the_drug_of_a_bare_text_is_its_subject(us: UsFiles, tmp_path: Path) -> None:
    texts = ("Imatinib is indicated for glioma.", "Imatinib is indicated for Glioma", "For glioma.")
    write_lines(tmp_path, "labels/fda/dailymed_indication_texts_2023-09.jsonl.gz", [{"text": text} for text in texts])
    (text,) = dailymed_2023(us)
    assert (text.drugs, text.day) == ((IMATINIB,), date(2023, 9, 30))
    assert us.names.dropped == {
        ("dailymed_2023", "same text again"): 1,
        ("dailymed_2023", "subject of the text unclear"): 1,
    }


def test_homeopathic_remedies_are_dropped(us: UsFiles, tmp_path: Path) -> None:
    row = {"drug": "Imatinib Mesylate", "agency": "FDA", "brand": "Gleevec", "manufacturer": "N", "set_id": "s-1"}
    rows = [
        {**row, "text": "Gleevec is indicated for glioma."},
        {**row, "text": "Homeopathic: imatinib for glioma."},
        {**row, "text": "For temporary relief of anything.", "brand": "Calm"},
        {**row, "text": "Imatinib is for the EU.", "agency": "EMA"},
    ]
    write_lines(tmp_path, "labels/fda/cancer_drug_list_label_indications_2021.jsonl.gz", rows)
    (text,) = nci_2021(us)
    assert (text.drugs, text.url, text.reference) == ((IMATINIB,), f"{SET_PAGE}s-1", "s-1")
    assert us.names.dropped == {("nci_2021", "homeopathic"): 1, ("nci_2021", "text does not name the drug"): 1}


def test_sentences_of_a_substance_go_to_the_product_that_they_name(us: UsFiles, tmp_path: Path) -> None:
    text = (
        "ProductNames|UNII|IndicationsSummary\nGlucophage|UNII|\n---\n"
        "Glucophage,Metformin|00331ABCDE|\n# Metformin Summary\nMetformin is indicated for diabetes.\n"
        "PROMETTA is indicated for angioma.\nRituximab is indicated for lupus.\n---\n"
    )
    write_text(tmp_path, "labels/fda/medrecpro_indications_by_unii_2026-01.md.gz", text)
    assert {found.drugs: found.text for found in medrecpro(us)} == {
        (METFORMIN,): "Metformin is indicated for diabetes.",
        (METFORMIN, PROPRANOLOL): "PROMETTA is indicated for angioma.",
    }
    assert us.names.dropped["medrecpro", "sentences about another drug"] == 1


def test_every_version_of_a_section_has_its_day(us: UsFiles, tmp_path: Path) -> None:
    row = {"app": "BLA125085", "substance": "BEVACIZUMAB", "generic": "", "brand": "Avastin", "set_id": "s-2"}
    rows = [{**row, "effective": day, "ind": f"AVASTIN {day}"} for day in ("20200101", "20210203")]
    write(tmp_path, "labels/fda/pharmgkb_label_indication_history_2019_2024.tsv.gz", rows)
    texts = list(fda_label_history(us))
    assert [text.day for text in texts] == [date(2020, 1, 1), date(2021, 2, 3)]
    assert {(text.drugs, text.reference, text.url, text.routes, text.is_complete) for text in texts} == {
        ((BEVACIZUMAB,), "BLA125085", f"{SET_PAGE}s-2", ("intravenous",), True)
    }


@pytest.mark.parametrize(
    ("printed", "digits"), [("BLA 125514/S-90", "125514"), ("22271", "022271"), ("NDA000552", "000552"), ("NULL", "")]
)
def test_numbers_of_applications(printed: str, digits: str) -> None:
    assert digits_of(printed) == digits
    assert page_of(printed) == (f"{PAGE}{digits}" if digits else "")


def test_routes_stand_behind_the_form() -> None:
    assert routes_of("TABLET;ORAL | INJECTABLE;INTRAVENOUS, SUBCUTANEOUS") == {"oral", "intravenous", "subcutaneous"}
    assert routes_of("Injectable;Single-Use Vial") == set()
    assert routes_of("Ophthalmic") == {"ophthalmic"}
