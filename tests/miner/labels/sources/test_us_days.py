"""Market days of the United States, from invented tables, and all adapters on the reference data."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from miner.labels.sightings import MarketDays
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.us_applications import UsFiles
from miner.labels.sources.us_days import us_markets
from miner.labels.sources.us_pairs import us_sightings
from miner.labels.sources.us_texts import us_label_texts
from miner.lexicon.build.drugs import build_drugs
from miner.lexicon.lexicon import Lexicon
from miner.sources.manifest import locate, read_manifest
from tests.conftest import REPOSITORY
from tests.miner.labels.sources.us_mini import make_names, write, write_applications
from tests.miner.lexicon.small import BEVACIZUMAB, METFORMIN, PROPRANOLOL

ORPHAN_COLUMNS = ("Generic Name Other", "Generic Name", "GSRS PREFERRED NAME", "Trade Name", "Orphan Drug Status",
                  "Approved Indication", "Marketing Approval Date")  # fmt: skip
NEWER_COLUMNS = ("Generic Name", "Trade Name", "Approved Labeled Indication", "Marketing Approval Date")
ACCELERATED_COLUMNS = ("Application Number", "Original", "Established Name", "Proprietary Name",
                       "Accelerated Approval Date", "Conversion-Withdrawal Status",
                       "Full Approval Conversion- Withdrawal Date")  # fmt: skip
STITCHER_COLUMNS = ("UNII", "Approval_Year", "Date", "Date_Method", "App_Type", "App_No")


def _write_all(data: Path, *, stitcher: list[dict[str, str]], accelerated: list[dict[str, str]]) -> Path:
    write_applications(data)
    supplements = [{"ApplNo": "016418", "date": day} for day in ("1973-09-04", "1960-01-01")]
    write(data, "labels/fda/drugsatfda_efficacy_supplements_1954_2019.tsv.gz", supplements)
    later = [{"application": "BLA125085", "date": "2017-12-05"}]
    write(data, "labels/fda/openfda_efficacy_supplements_204_applications_1994_2024.tsv.gz", later)
    write(data, "labels/stitcher_approvalYears-2019-06-18.txt.gz", stitcher, STITCHER_COLUMNS)
    write(data, "labels/FDAOrphanGARD_20190216.txt.gz", [], ORPHAN_COLUMNS)
    write(data, "labels/Rare_diseases_drugs_FDA_2022.csv.gz", [], NEWER_COLUMNS)
    write(data, "labels/fda/accelerated_approvals_2024-03-31.xlsx", accelerated, ACCELERATED_COLUMNS)
    write(data, "labels/fda/fda_pair_dates.tsv.gz", [], ("drug_id", "drug", "first_us_approval"))
    return data


def _markets(data: Path, lexicon: Lexicon) -> dict[tuple[str, ...], MarketDays]:
    return {market.drugs: market for market in us_markets(data, make_names(lexicon))}


def test_first_approval_and_days_on_which_uses_can_have_come(tmp_path: Path, small_lexicon: Lexicon) -> None:
    markets = _markets(_write_all(tmp_path, stitcher=[], accelerated=[]), small_lexicon)
    propranolol = markets[PROPRANOLOL,]
    assert (propranolol.first_approval, propranolol.is_exact) == (date(1967, 11, 13), True)
    assert propranolol.candidate_days == (date(1968, 1, 2), date(1973, 9, 4), date(2014, 3, 14))
    assert (propranolol.reference, propranolol.url[-6:]) == ("NDA016418", "016418")
    assert markets[METFORMIN, PROPRANOLOL].first_approval == date(2010, 5, 5)
    assert markets[BEVACIZUMAB,].candidate_days == (date(2017, 12, 5),)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("12/31/1967", "", (date(1967, 11, 13), True)),
        ("12/31/1964", "", (date(1964, 12, 31), False)),
        ("05/05/1960", "200001", (date(1967, 11, 13), True)),
    ],
)
def test_a_year_only_is_no_exact_day_and_a_combination_no_first_approval(
    tmp_path: Path, small_lexicon: Lexicon, day: str, number: str, expected: tuple[date, bool]
) -> None:
    row = {"UNII": "00571ABCDE", "Date": day, "Date_Method": "DeHaen 1940-1975 NMEs", "App_No": number}
    market = _markets(_write_all(tmp_path, stitcher=[row], accelerated=[]), small_lexicon)[PROPRANOLOL,]
    assert (market.first_approval, market.is_exact) == expected


def test_a_market_ends_when_its_only_application_is_withdrawn(tmp_path: Path, small_lexicon: Lexicon) -> None:
    withdrawn = {"Conversion-Withdrawal Status": "Not Converted - Application\nWithdrawn", "Original": "ORIG 1",
                 "Accelerated Approval Date": "2009-05-05",
                 "Full Approval Conversion- Withdrawal Date": "2020-02-25 00:00:00"}  # fmt: skip
    rows = [
        {**withdrawn, "Application Number": "BLA 125085", "Established Name": "BEVACIZUMAB"},
        {**withdrawn, "Application Number": "NDA 205410", "Established Name": "PROPRANOLOL"},
    ]
    markets = _markets(_write_all(tmp_path, stitcher=[], accelerated=rows), small_lexicon)
    assert markets[BEVACIZUMAB,].ended_on == date(2020, 2, 25)
    assert markets[PROPRANOLOL,].ended_on is None


@pytest.fixture(scope="module")
def all_names(shared_data: Path, lexicon: Lexicon) -> DrugNames:
    folder = REPOSITORY / "corpora" / "lexicon"
    return DrugNames(build_drugs(locate(read_manifest(folder / "extracts.toml"), shared_data), folder), lexicon)


@pytest.mark.exhaustive
def test_all_sources_of_the_reference_data(shared_data: Path, all_names: DrugNames, lexicon: Lexicon) -> None:
    us = UsFiles(shared_data, all_names)
    texts = list(us_label_texts(shared_data, all_names, us))
    counts = Counter(text.source for text in texts)
    expected = {
        "fda_list": 3000, "dailymed_2023": 2000, "nci_2021": 950, "medrecpro": 850, "fda_label_history": 930,
        "cder_first": 1230, "accelerated": 440, "orphan": 900, "exclusivity": 430, "novel": 350, "submissions": 170,
        "pediatric_oncology": 80, "use_code": 4000, "medic": 10,
    }  # fmt: skip
    assert {source: counts[source] for source in expected if counts[source] < expected[source]} == {}
    assert {text for text in texts if text.drugs != tuple(sorted(set(text.drugs)))} == set()
    assert all(drug in lexicon for text in texts for drug in text.drugs)
    pairs = Counter(sighting.source for sighting in us_sightings(shared_data, all_names, lexicon, us))
    assert pairs["fda_pairs"] > 6000
    assert set(pairs) == {"fda_pairs", "llm_pairs", "drugmechdb", "pharmacotherapydb", "drugcentral"}
    markets = {market.drugs: market for market in us_markets(shared_data, all_names, us)}
    assert len(markets) > 2500
    assert markets["DRUGBANK:DB00669",].first_approval == date(1992, 12, 28)  # sumatriptan
    assert date(2007, 6, 21) in markets["DRUGBANK:DB00230",].candidate_days  # pregabalin, fibromyalgia
    assert markets["DRUGBANK:DB06043",].ended_on == date(2020, 2, 25)  # olaratumab
    assert all_names.dropped["fda_list", "drug not in the lexicon"] < 150
