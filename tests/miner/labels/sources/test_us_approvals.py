"""Single approvals of the United States, from invented tables."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import LabelError
from miner.labels.sightings import DayMeaning
from miner.labels.sources.us_applications import UsFiles
from miner.labels.sources.us_approvals import (
    accelerated,
    cder_first,
    exclusivity,
    novel,
    orphan,
    pediatric_oncology,
    submissions,
    use_code,
)
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.us_mini import make_names, write, write_applications
from tests.miner.lexicon.small import BEVACIZUMAB, IMATINIB, METFORMIN, PROPRANOLOL

ACCELERATED = "labels/fda/accelerated_approvals_2024-03-31.xlsx"
CDER_ROW = {
    "Proprietary  Name": "Glucophage", "Active Ingredient/Moiety": "metformin", "NDA/BLA": "NDA",
    " Application Number(1)": "20357", "Route of Administration(1)": "Oral", "FDA Approval Date": "3/3/1995",
    "Abbreviated Indication(s)": "diabetes", "Accelerated Approval": "No",
}  # fmt: skip


@pytest.fixture
def us(tmp_path: Path, small_lexicon: Lexicon) -> UsFiles:
    return UsFiles(write_applications(tmp_path, cder=[CDER_ROW]), make_names(small_lexicon))


def test_a_first_approval_has_its_wording_and_day(us: UsFiles) -> None:
    (text,) = cder_first(us)
    assert (text.drugs, text.text, text.day, text.meaning) == (
        (METFORMIN,), "diabetes", date(1995, 3, 3), DayMeaning.APPROVED,
    )  # fmt: skip
    assert (text.is_complete, text.status, text.reference, text.routes) == (True, "approved", "NDA020357", ("oral",))


def _accelerated(status: str, changed: str, number: str = "BLA 125085", original: str = "") -> dict[str, str]:
    drug = "BEVACIZUMAB" if "BLA" in number else "METFORMIN"
    return {
        "Application Number": number, "Original": original, "Established Name": drug, "Proprietary Name": "",
        "Accelerated Approval Date": "2009-05-05 00:00:00", "Accelerated Approval Indication": "FOR\nGLIOMA",
        "Conversion-Withdrawal Status": status, "Full Approval Conversion- Withdrawal Date": changed,
        "openfda_route_x": "INTRAVENOUS",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (_accelerated("Not Yet Converted", ""), [("conditional", "2009-05-05", None)]),
        (
            _accelerated("Converted", "2017-12-05"),
            [("conditional", "2009-05-05", None), ("approved", "2017-12-05", None)],
        ),
        (
            _accelerated("Not Converted - Indication\nWithdrawn", "2011-11-18"),
            [("withdrawn", "2009-05-05", date(2011, 11, 18))],
        ),
        (
            _accelerated("Not Converted - Application\nWithdrawn", "2011-11-18"),
            [("withdrawn", "2009-05-05", date(2011, 11, 18))],
        ),
        (
            _accelerated("Not Converted - Application\nWithdrawn", "2011-11-18", "NDA 020999"),
            [("conditional", "2009-05-05", None)],
        ),
        (
            _accelerated("Not Converted - Application\nWithdrawn", "2011-11-18", "NDA 020999", "ORIG 1"),
            [("withdrawn", "2009-05-05", date(2011, 11, 18))],
        ),
    ],
)
def test_accelerated_approvals_are_converted_or_end(
    us: UsFiles, tmp_path: Path, row: dict[str, str], expected: list[tuple[str, str, date | None]]
) -> None:
    write(tmp_path, ACCELERATED, [row])
    texts = list(accelerated(us))
    assert [(text.status, str(text.day), text.ended_on) for text in texts] == expected
    assert {text.text for text in texts} == {"FOR GLIOMA"}


def test_an_impossible_day_is_refused_with_file_and_row(us: UsFiles, tmp_path: Path) -> None:
    row = {"application_number": "016418", "ingredient": "PROPRANOLOL", "trade_name": "", "indication_text": "ANGIOMA"}
    path = "labels/fda_new_indications_1983_2016.csv.gz"
    write(tmp_path, path, [{**row, "approved_on": "2014-03-14"}, {**row, "approved_on": "2014-02-30"}])
    with pytest.raises(LabelError, match=r"fda_new_indications.*row 3: there is no day '2014-02-30'"):
        list(exclusivity(us))
    write(tmp_path, path, [{**row, "approved_on": "2914-03-14"}])
    with pytest.raises(LabelError, match="row 2: '2914-03-14' cannot be a day of approval"):
        list(exclusivity(us))
    write(tmp_path, path, [{**row, "approved_on": "spring"}, {**row, "approved_on": "2014-03-14"}])
    (text,) = exclusivity(us)
    assert (text.drugs, text.day, text.meaning) == ((PROPRANOLOL,), date(2014, 3, 14), DayMeaning.LATE)
    assert us.names.dropped["exclusivity", "day unreadable"] == 1


def test_an_orphan_indication_of_both_lists_appears_once(us: UsFiles, tmp_path: Path) -> None:
    older = {
        "Generic Name Other": "", "Generic Name": "propranolol", "GSRS PREFERRED NAME": "", "Trade Name": "Hemangeol",
        "Orphan Drug Status": "Designated/Approved", "Approved Indication": "Treatment of angioma.",
        "Marketing Approval Date": "3/14/14",
    }  # fmt: skip
    designated = {**older, "Orphan Drug Status": "Designated"}
    newer = {"Generic Name": "propranolol; propranolol", "Trade Name": "Hemangeol; x",
             "Approved Labeled Indication": "treatment of angioma",
             "Marketing Approval Date": "03/14/2014"}  # fmt: skip
    write(tmp_path, "labels/FDAOrphanGARD_20190216.txt.gz", [older, designated])
    write(tmp_path, "labels/Rare_diseases_drugs_FDA_2022.csv.gz", [newer])
    (text,) = orphan(us)
    assert (text.drugs, text.day, text.meaning) == ((PROPRANOLOL,), date(2014, 3, 14), DayMeaning.LATE)
    assert (text.reference, text.routes) == ("NDA205410", ("oral",))


def test_links_behind_a_novel_use_are_cut_off_and_misprinted_years_dropped(us: UsFiles, tmp_path: Path) -> None:
    row = {"year": "2018", "Drug  Name": "Avastin", "Active Ingredient": "bevacizumab", "Date": "11/28/2018",
           "FDA-approved use on approval date*": "To treat gliomaPress ReleaseDrug Trials Snapshot"}  # fmt: skip
    path = "labels/fda/novel_drug_approvals_2015_2023.csv.gz"
    write(tmp_path, path, [row, {**row, "Date": "11/28/2028"}])
    (text,) = novel(us)
    assert (text.text, text.day) == ("To treat glioma", date(2018, 11, 28))


def test_submissions_without_an_indication_are_dropped(us: UsFiles, tmp_path: Path) -> None:
    row = {"name": "IMATINIB", "brand_name": "GLEEVEC", "application_number": "NDA021588", "Action_Date": "2008-12-19",
           "submission_type": "SUPPL", "Indication": "Gleevec for glioma", "Notes": "NA", "Accelerated_Approval": "NA",
           "route": "ORAL"}  # fmt: skip
    rows = [
        row,
        {**row, "Indication": "A new indication for glioma"},
        {**row, "Indication": "Label update to include survival"},
        {**row, "Indication": "NA"},
        {**row, "Notes": "I am assuming that it includes glioma"},
    ]
    write(tmp_path, "labels/fda/skin_cancer_drugs_all_submissions_1949_2023.csv.gz", rows)
    assert [(text.drugs, text.meaning) for text in submissions(us)] == [
        ((IMATINIB,), DayMeaning.LATE),
        ((IMATINIB,), DayMeaning.APPROVED),
    ]


def test_the_adult_day_of_a_paediatric_indication_must_be_its_own(us: UsFiles, tmp_path: Path) -> None:
    row = {"drug": "Bevacizumab", "brand_name": "Avastin", "fda_indication_pediatric": "Glioma",
           "adult_fda_approval_indication_specific": "2009-05-05", "pediatric_fda_approval": "2009-05-05"}  # fmt: skip
    path = "labels/fda/pediatric_oncology_fda_hc_1997_2023.csv.gz"
    write(tmp_path, path, [row, {**row, "pediatric_fda_approval": "2012-01-02"}])
    assert [(text.text, str(text.day)) for text in pediatric_oncology(us)] == [
        ("Glioma", "2009-05-05"),
        ("Glioma in pediatric patients", "2009-05-05"),
        ("Glioma in pediatric patients", "2012-01-02"),
    ]


def test_a_use_code_is_on_the_label_by_the_end_of_its_first_snapshot(tmp_path: Path, small_lexicon: Lexicon) -> None:
    use = {"application": "205410", "ingredient": "PROPRANOLOL HYDROCHLORIDE", "trade_names": "HEMANGEOL",
           "use_code": "U-1", "use_text": "TREATMENT OF ANGIOMA", "first_submitted": "2014-04-01"}  # fmt: skip
    snapshots = [{**use, "first_snapshot": "2017"}, {**use, "first_submitted": "", "first_snapshot": "2020-02"}]
    uses = [*snapshots, {**use, "first_snapshot": ""}, {**use, "use_text": "", "first_snapshot": "2017"}]
    us = UsFiles(write_applications(tmp_path, uses=uses), make_names(small_lexicon))
    texts = list(use_code(us))
    assert [(text.day, text.meaning) for text in texts] == [
        (date(2017, 12, 31), DayMeaning.BY),
        (date(2020, 2, 29), DayMeaning.BY),
    ]
    assert {(text.drugs, text.reference) for text in texts} == {((PROPRANOLOL,), "NDA205410")}


def test_the_application_gives_the_drugs_where_the_name_is_unknown(us: UsFiles, tmp_path: Path) -> None:
    row = {**_accelerated("Not Yet Converted", ""), "Established Name": "BEVA\u00a0CIZ UMAB", "Proprietary Name": "?"}
    write(tmp_path, ACCELERATED, [row])
    assert [text.drugs for text in accelerated(us)] == [(BEVACIZUMAB,)]
