"""Pairs of tables of the United States, from invented tables."""

from datetime import date
from pathlib import Path

import pytest

from miner.labels.sightings import DayMeaning
from miner.labels.sources.us_applications import UsFiles
from miner.labels.sources.us_pairs import Diseases, drugcentral, drugmechdb, fda_pairs, llm_pairs, pharmacotherapydb
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.us_mini import make_names, write, write_applications, write_text
from tests.miner.lexicon.small import GLIOBLASTOMA, IMATINIB, MASTOCYTOSIS, METFORMIN, PROPRANOLOL, TYPE_2

LISTED = (("type 2 diabetes", TYPE_2), ("glioblastoma", GLIOBLASTOMA), ("mastocytosis", MASTOCYTOSIS))


@pytest.fixture
def us(tmp_path: Path, small_lexicon: Lexicon) -> UsFiles:
    return UsFiles(write_applications(tmp_path), make_names(small_lexicon))


@pytest.fixture(scope="module")
def diseases(small_lexicon: Lexicon) -> Diseases:
    return Diseases(small_lexicon)


def test_pairs_of_the_list_have_the_days_of_free_sources(us: UsFiles, tmp_path: Path, diseases: Diseases) -> None:
    text = "Metformin is indicated for type 2 diabetes and glioblastoma. It is contraindicated in mastocytosis."
    rows = [
        {"final normalized drug id": METFORMIN, "drug name": "{'METFORMIN'}", "final normalized drug label": "",
         "indications text": text, "disease name": name, "final normalized disease id": disease}
        for name, disease in LISTED
    ]  # fmt: skip
    write(tmp_path, "labels/fda_indications_deduplicated.xlsx", rows)
    days = [
        {"drug_id": METFORMIN, "disease_id": TYPE_2, "pair_date": "1995-03-03", "pair_source": "CDER compilation"},
        {"drug_id": METFORMIN, "disease_id": GLIOBLASTOMA, "pair_date": "1996-01-01", "pair_source": "moalmanac*"},
    ]
    write(tmp_path, "labels/fda/fda_pair_dates.tsv.gz", days)
    assert [(pair.disease, pair.day, pair.meaning) for pair in fda_pairs(us, diseases)] == [
        (TYPE_2, date(1995, 3, 3), DayMeaning.LATE),
        (GLIOBLASTOMA, date(2025, 7, 31), DayMeaning.BY),
    ]
    assert us.names.dropped == {("fda_pairs", "named in a limitation or in general text only"): 1}


def test_pairs_of_a_model_go_to_the_drugs_of_each_application(us: UsFiles, tmp_path: Path, diseases: Diseases) -> None:
    row = {"merged_umls_label": "Metformin", "disease_mondo_term_norm": "obsolete glioblastoma", "disease": "x"}
    rows = [
        {**row, "documents": "['NDA020357', 'NDA200001', 'NDA016418']"},
        {**row, "merged_umls_label": "imatinib", "documents": "['NDA999999']"},
        {**row, "disease_mondo_term_norm": "frequency", "documents": "[]"},
    ]
    write(tmp_path, "labels/fda/fda_llm_pairs_2026-01.csv.gz", rows)
    assert [(pair.drugs, pair.disease, pair.reference) for pair in llm_pairs(us, diseases)] == [
        ((METFORMIN,), GLIOBLASTOMA, "NDA020357"),
        ((METFORMIN, PROPRANOLOL), GLIOBLASTOMA, "NDA200001"),
        ((IMATINIB,), GLIOBLASTOMA, ""),
    ]


def test_curated_pairs(us: UsFiles, tmp_path: Path, diseases: Diseases) -> None:
    entries = (
        f"- id: a\n  drug: imatinib\n  drugbank: DB:{IMATINIB[9:]}\n  disease: Glioblastoma\n  disease_mesh: MESH:D1\n"
        "- id: b\n  drug: nobodymab\n  drugbank: DB:DB9\n  disease: Glioblastoma\n  disease_mesh: MESH:D1\n"
    )
    write_text(tmp_path, "labels/curated/drugmechdb_index_2026-07.yaml.gz", entries)
    assert [(pair.drugs, pair.disease, pair.day) for pair in drugmechdb(us, diseases)] == [
        ((IMATINIB,), GLIOBLASTOMA, None)
    ]
    row = {"doid_id": "DOID:1", "drugbank_id": IMATINIB[9:], "disease": "mastocytosis", "drug": "Imatinib"}
    rows = [{**row, "category": category} for category in ("DM", "SYM", "NOT")]
    write(tmp_path, "labels/pharmacotherapydb_indications.tsv.gz", rows)
    assert [pair.relation for pair in pharmacotherapydb(us, diseases)] == ["treats", "palliates"]


def test_the_earlier_snapshot_counts(us: UsFiles, tmp_path: Path, diseases: Diseases) -> None:
    row = {"DRUG_NAME": "imatinib", "INDICATION_FDB": "Mastocytosis", "DOID": ""}
    older, newer = "2015-05-29", "2016-11-16"
    write(tmp_path, f"labels/fda/drugcentral_indications_{older}.tsv.gz", [row])
    write(
        tmp_path, f"labels/fda/drugcentral_indications_{newer}.tsv.gz", [row, {**row, "INDICATION_FDB": "glioblastoma"}]
    )
    assert [(pair.disease, str(pair.day)) for pair in drugcentral(us, diseases)] == [
        (MASTOCYTOSIS, older),
        (GLIOBLASTOMA, newer),
    ]
