"""The complete answer of every query on the small graph, the same on each back end."""

from datetime import date
from typing import Any

import pytest

from graph.store import BoltStore
from queries.library import list_queries, query_dataframe, run_query, unknown_names
from tests.queries.small_graph import (
    ABC1_INHIBITORS,
    ADRENINE,
    BOTH,
    GLAND,
    MEDULLARY,
    ORMAZUMAB,
    RASH,
    STATEMENTS,
    THYRINE,
    VELOTINIB,
)

PAIR = {"drug": "Velora", "disease": "ThyC"}
"""A brand and a synonym, in another case than the graph holds."""
LABELS = (["US: form of a labelled disease", "EU: off label", "JP: drug not approved"],)
TOTALS_1 = (1, 2.5, 2, 2, 1, "randomised", "studies", 2018, 2021, *LABELS)
TOTALS_2 = (2, 1.5, 1, 1, 0, "case series", "studies", 2021, 2021, *LABELS)
TOTALS_3 = (3, 3.5, 1, 1, 1, "phase 2", "studies", 2015, 2017, *LABELS)
PAIR_IDS = (VELOTINIB, THYRINE)

VELO, ORMA, DUO = ("velotinib", VELOTINIB), ("ormazumab", ORMAZUMAB), ("velotinib + ormazumab", BOTH)
THYR, MEDU = ("thyrine carcinoma", THYRINE), ("medullary thyrine carcinoma", MEDULLARY)
ADRE, GLAN, SKIN = ("adrenine carcinoma", ADRENINE), ("gland cancer", GLAND), ("skin rash", RASH)
ABC1, V600E = ("ABC1", "HGNC:90001"), ("ABC1 V600E", "HGNC:90001 p.V600E")
"""Names with their identifiers, as rows show them."""

MEASURED = ("response rate", "phase 2")
STANDS_OUT = ["stands out: 40% beside 8% of the others"]
BY_AGE = "US: age group, studied in children in 1 of 2 studies; label: adults"
KINDS_1 = (["US: age group", "EU: indication"], [BY_AGE])
KINDS_2 = (["US: indication", "EU: indication", "EU: route"], [])
KINDS_3 = (["US: indication"], [])
ROW_1 = (*VELO, *THYR, 1, 2.5, "randomised", "B", 2, 1, "randomised", "studies", ["EU"], *KINDS_1, *LABELS)
ROW_2 = (
    *DUO,
    *MEDU,
    2,
    1.5,
    "case series or observational",
    "C",
    1,
    0,
    "case series",
    "studies",
    ["US", "EU"],
    *KINDS_2,
    *LABELS,
)
ROW_3 = (*ORMA, *ADRE, 3, 3.5, "phase 1 or 2", "D", 1, 1, "phase 2", "studies", ["US"], *KINDS_3, *LABELS)
"""Candidates with stage and tier."""
BELOW_1, BELOW_2, BELOW_3 = ((*row[:4], *row[5:-4], *LABELS) for row in (ROW_1, ROW_2, ROW_3))
"""The same where the rank stands first."""
NO_LIMITS = (None, None, "adults", None)
SOURCE = (["label"], None, VELOTINIB)

ANSWERS: list[tuple[str, dict[str, object], list[tuple[Any, ...]]]] = [
    (
        "candidates",
        {},
        [
            (*VELO, *THYR, *TOTALS_1),
            (*DUO, *MEDU, *TOTALS_2),
            (*ORMA, *ADRE, *TOTALS_3),
        ],
    ),
    (
        "candidates",
        {"minimum_studies": "2", "limit": "1"},
        [(*VELO, *THYR, *TOTALS_1)],
    ),
    (
        "candidates-for-drug",
        {"drug": "VELOTINIB"},
        [
            (*VELO, *THYR, *TOTALS_1),
            (*DUO, *MEDU, *TOTALS_2),
        ],
    ),
    (
        "candidates-for-drug",
        {"drug": BOTH},
        [(*DUO, *MEDU, *TOTALS_2)],
    ),
    (
        "candidates-for-disease",
        {"disease": "gland cancer"},
        [
            (*VELO, *THYR, 1, *TOTALS_1),
            (*DUO, *MEDU, 2, *TOTALS_2),
            (*ORMA, *ADRE, 1, *TOTALS_3),
        ],
    ),
    (
        "candidates-for-biomarker",
        {"biomarker": "ABC1"},
        [
            (*ABC1, *VELO, *THYR, 1, 2.5, 2, 2, *LABELS),
            (*V600E, *VELO, *THYR, 1, 2.5, 1, 2, *LABELS),
        ],
    ),
    (
        "candidates-for-biomarker",
        {"biomarker": "HGNC:90001 p.V600E"},
        [
            (*V600E, *VELO, *THYR, 1, 2.5, 1, 2, *LABELS),
        ],
    ),
    (
        "evidence-for-pair",
        {**PAIR},
        [
            (
                "PMID:3",
                2021,
                "randomised",
                "no benefit",
                "stated",
                "Survival was the same.",
                [],
                False,
                "Third",
                "J Gland",
                *PAIR_IDS,
            ),
            (
                "PMID:4",
                2020,
                "observational",
                "treats",
                "stated",
                "All responded.",
                ["ABC1"],
                True,
                "Fourth",
                "Gland Lett",
                *PAIR_IDS,
            ),
            (
                "PMID:2",
                2019,
                "phase 2",
                "treats",
                "stated",
                "Half responded.",
                ["ABC1"],
                False,
                "Second",
                "J Gland",
                *PAIR_IDS,
            ),
            (
                "PMID:1",
                2018,
                "case report",
                "treats",
                "stated",
                "One patient responded.",
                ["ABC1 V600E"],
                False,
                "First",
                "J Gland",
                *PAIR_IDS,
            ),
        ],
    ),
    (
        "evidence-for-pair",
        {"drug": VELOTINIB, "disease": "rash"},
        [
            (
                "PMID:2",
                2019,
                "phase 2",
                "causes",
                "stated",
                "A tenth had a rash.",
                [],
                False,
                "Second",
                "J Gland",
                VELOTINIB,
                RASH,
            ),
            (
                "PMID:6",
                None,
                "case report",
                "causes",
                "stated",
                "A rash followed.",
                [],
                False,
                "Sixth",
                "Skin",
                VELOTINIB,
                RASH,
            ),
        ],
    ),
    (
        "opposing-evidence",
        {"drug": "velotinib"},
        [
            (
                *THYR,
                "PMID:3",
                2021,
                "randomised",
                "no benefit",
                "stated",
                "Survival was the same.",
                False,
                VELOTINIB,
            ),
        ],
    ),
    ("opposing-evidence", {"drug": "velotinib", "disease": MEDULLARY}, []),
    ("timeline", {**PAIR}, [(2018, 1, 1, *PAIR_IDS), (2019, 1, 2, *PAIR_IDS)]),
    (
        "changed-since",
        {"since": "2019-05-02"},
        [
            (*VELO, *THYR, 2, 1, 1, date(2021, 6, 3), 3, 2),
            (
                "velotinib",
                VELOTINIB,
                "medullary thyrine carcinoma",
                MEDULLARY,
                1,
                1,
                0,
                date(2021, 8, 5),
                1,
                1,
            ),
            (*DUO, *MEDU, 1, 1, 0, date(2021, 8, 5), 1, 1),
        ],
    ),
    ("changed-since", {"since": date(2021, 8, 6)}, []),
    ("class-evidence", {"drug": "velotinib"}, [("ABC1 inhibitors", "gland cancer", 1, 1, 0, GLAND, ABC1_INHIBITORS)]),
    (
        "class-evidence",
        {"drug": "ABC1 inhibitor", "disease": "gland cancer"},
        [("ABC1 inhibitors", "gland cancer", 1, 1, 0, GLAND, ABC1_INHIBITORS)],
    ),
    ("class-evidence", {"drug": "ormazumab"}, []),
    ("class-evidence", {"drug": "velotinib", "disease": THYRINE}, []),
    (
        "drugs-shared-by-diseases",
        {"disease": "thyc", "other_disease": "medullary thyrine carcinoma"},
        [(*VELO, THYRINE, 2, 2, 1, MEDULLARY, 1, 1, 0)],
    ),
    (
        "adverse-effects",
        {"drug": "velotinib"},
        [
            (*SKIN, 3, 1, 0, "observational", "case report", VELOTINIB),
            (*THYR, 0, 2, 1, None, "randomised", VELOTINIB),
            (*MEDU, 0, 1, 0, None, "case series", VELOTINIB),
        ],
    ),
    (
        "biomarker-split",
        {**PAIR},
        [
            (*ABC1, 1, 1, 0, 2019, 2019, *PAIR_IDS),
            (*V600E, 1, 1, 0, 2018, 2018, *PAIR_IDS),
            (None, None, 1, 0, 1, 2021, 2021, *PAIR_IDS),
        ],
    ),
    (
        "trials-of-pair",
        {**PAIR},
        [
            ("NCT:00000001", "NCT", ["PMID:2", "PMID:3"], ["treats", "no benefit"], 2019, 2021, 0, *PAIR_IDS),
            ("ISRCTN:00000002", "ISRCTN", ["PMID:4"], ["treats"], 2020, 2020, 1, *PAIR_IDS),
        ],
    ),
    (
        "drugs-for-disease",
        {"disease": GLAND, "on": "2022-01-01"},
        [
            (*VELO, *THYR, 1, 2, 2, 1, "randomised", 2021, []),
            (*ORMA, *ADRE, 1, 2, 1, 1, "phase 2", 2017, []),
            (*VELO, *MEDU, 2, 1, 1, 0, "case series", 2021, ["EU"]),
            (*DUO, *MEDU, 2, 1, 1, 0, "case series", 2021, []),
        ],
    ),
    (
        "cohort-outcomes",
        {"drug": "velotinib"},
        [
            (*THYR, None, None, *MEASURED, 3, 120, 8.0, "%", 4.0, 14.5, 20.0, None, ["PMID 2 (2019): 8% of 120"],
             VELOTINIB),
            (*THYR, *V600E, *MEASURED, 1, 30, 40.0, "%", 22.7, 59.4, None, STANDS_OUT, ["PMID 2 (2019): 40% of 30"],
             VELOTINIB),
        ],
    ),
    ("cohort-outcomes", {"drug": "velotinib", "disease": "adrenine carcinoma"}, []),
    (
        "responders-by-biomarker",
        {**PAIR},
        [
            (*THYR, *V600E, 1, 0, 0, ["40% of 30"], VELOTINIB),
            (*THYR, *ABC1, 0, 1, 0, [], VELOTINIB),
        ],
    ),
    ("harms-beside-benefit", {**PAIR}, [(*SKIN, 1, 1, 0, 2019, 2019, *PAIR_IDS)]),
    ("exceptional-responders", {}, [(*VELO, *THYR, *V600E[:1], STANDS_OUT, "40% of 30", 30)]),
    ("exceptional-responders", {"drug": "ormazumab"}, []),
    (
        "futile-treatments",
        {},
        [(*ORMA, *ADRE, None, ["futile: at most 0% in each of 2 studies"], 2, 60, ["PMID 2 (2019): 0% of 60"])],
    ),
    (
        "label-of-drug",
        {"drug": "Velora", "on": "2022-01-01"},
        [
            ("EU", *ADRE, "treats", "approved", date(2016, 1, 1), "bounded", *NO_LIMITS, None, *SOURCE),
            ("EU", *MEDU, "treats", "approved", date(2020, 1, 1), "stated", *NO_LIMITS, 1, *SOURCE),
            ("US", *GLAN, "treats", "conditional", date(2015, 1, 1), "stated", *NO_LIMITS, None, *SOURCE),
            ("US", *MEDU, "population", "approved", None, "stated", *NO_LIMITS, 1, *SOURCE),
        ],
    ),
    (
        "label-of-drug",
        {"drug": VELOTINIB, "on": "2024-01-01", "region": "eu"},
        [("EU", *ADRE, "treats", "approved", date(2016, 1, 1), "bounded", *NO_LIMITS, None, *SOURCE)],
    ),
    (
        "conflicting-evidence",
        {},
        [
            (*VELO, *THYR, 2, 1, 0.67, 2, "randomised", 2018, 2021),
            (*ORMA, *ADRE, 1, 1, 0.5, 2, "phase 2", 2015, 2017),
        ],
    ),
    ("conflicting-evidence", {"minimum_opposing": 2}, []),
    ("conflicting-evidence", {"disease": ADRENINE}, [(*ORMA, *ADRE, 1, 1, 0.5, 2, "phase 2", 2015, 2017)]),
    ("candidates-in", {}, [ROW_1, ROW_2, ROW_3]),
    ("candidates-in", {"region": "us"}, [ROW_2, ROW_3]),
    ("candidates-in", {"area": "thyc"}, [ROW_1, ROW_2]),
    ("candidates-in", {"class": "abc1 inhibitors"}, [ROW_1, ROW_2]),
    ("candidates-in", {"class": ABC1_INHIBITORS, "region": "EU", "area": MEDULLARY, "tier": "c"}, [ROW_2]),
    ("candidates-in", {"tier": "A"}, []),
    ("candidates-in", {"kind": "age-group"}, [ROW_1]),
    ("candidates-in", {"kind": "Route"}, [ROW_2]),
    ("candidates-in", {"kind": "route", "region": "US"}, []),
    ("candidates-in", {"kind": "age-group", "region": "US"}, [ROW_1]),
    ("candidates-in", {"kind": "indication", "region": "EU"}, [ROW_1, ROW_2]),
    (
        "drugs-compared",
        {"drug": "ormazumab", "other_drug": "velora", "disease": "thyc"},
        [
            (*ORMA, None, None, None, None, None, None, [], [], 0, THYRINE),
            (*VELO, 2, 2, 1, "randomised", 2018, 2021, ["US"], [], 1, THYRINE),
        ],
    ),
    (
        "retractions-of-pair",
        {**PAIR},
        [
            ("PMID:4", 2020, "observational", True, False, *THYR, "treats", "All responded.", "Fourth", VELOTINIB),
        ],
    ),
    ("retractions-of-pair", {"drug": "ormazumab"}, []),
    ("candidates-below", {"after": "1"}, [(2, *BELOW_2), (3, *BELOW_3)]),
    ("candidates-below", {"after": "0", "tier": "D"}, [(3, *BELOW_3)]),
    ("candidates-below", {"after": "0", "minimum_studies": "2"}, [(1, *BELOW_1)]),
    ("candidates-below", {}, []),
]  # fmt: skip


@pytest.fixture
def filled(store: BoltStore) -> BoltStore:
    for statement in STATEMENTS:
        store.write(statement)
    return store


@pytest.fixture
def given() -> dict[str, dict[str, object]]:
    """Parameters that every query runs with: those of its first answer."""
    first: dict[str, dict[str, object]] = {}
    for name, params, _ in ANSWERS:
        first.setdefault(name, params)
    return first


def test_each_query_gives_its_whole_answer(filled: BoltStore) -> None:
    for name, params, answer in ANSWERS:
        assert [tuple(row.values()) for row in run_query(filled, name, **params)] == answer, name


def test_columns_are_those_the_file_names(filled: BoltStore, given: dict[str, dict[str, object]]) -> None:
    for query in list_queries():
        for row in run_query(filled, query.name, **given[query.name]):
            assert tuple(row) == query.columns, query.name


def test_an_empty_graph_gives_no_rows_and_all_columns(store: BoltStore, given: dict[str, dict[str, object]]) -> None:
    for query in list_queries():
        table = query_dataframe(store, query.name, **given[query.name])
        assert (len(table), tuple(table.columns)) == (0, query.columns), query.name


def test_a_table_holds_the_rows(filled: BoltStore) -> None:
    table = query_dataframe(filled, "timeline", **PAIR)
    assert table[["year", "total_study_count"]].to_numpy().tolist() == [[2018, 1], [2019, 2]]


def test_every_query_has_an_answer_under_test() -> None:
    names = {name for name, _, _ in ANSWERS}
    assert names == {query.name for query in list_queries()}


def test_names_the_graph_does_not_hold_are_told(filled: BoltStore) -> None:
    assert unknown_names(filled, "evidence-for-pair", drug="Velotinb", disease="gout") == [
        "No drug 'Velotinb' in the graph; did you mean 'velotinib'?",
        "No disease 'gout' in the graph; check the spelling, or read articles that name it",
    ]
    assert unknown_names(filled, "opposing-evidence", drug=VELOTINIB) == []
