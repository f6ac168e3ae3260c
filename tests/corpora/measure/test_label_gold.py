"""The measure of the label book on gold; uses, facts and gold rows are invented."""

from datetime import date
from pathlib import Path

import pytest

from corpora.measure.label_gold import (
    GOLD_COLUMNS,
    compare_gold,
    gold_differences,
    read_gold,
    score_gold,
    score_kinds,
    undecided_because,
)
from corpora.measure.scores import Share
from miner.errors import LabelError
from miner.labels.engine import LabelBook
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, LabelState, Market
from tests.miner.labels.small_book import write_rows
from tests.miner.lexicon.small import HEMANGIOMA, INFANTILE, LUPUS, PROPRANOLOL, RITUXIMAB, TYPE_2

ROW = dict.fromkeys(GOLD_COLUMNS, "") | {
    "half": "random", "drugs": PROPRANOLOL, "drug_names": "Propranolol", "disease": INFANTILE,
    "disease_name": "infantile hemangioma", "jurisdiction": "US", "day": "2026-06-01", "level": "on",
}  # fmt: skip
ROWS = [
    ROW,
    ROW | {"disease": HEMANGIOMA, "disease_name": "hemangioma", "level": "broader", "half": "hard"},
    ROW | {"disease": LUPUS, "level": "on"},
    ROW | {"day": "2011-01-01", "level": "off", "kind": "indication"},
    ROW | {"age": "elderly", "kind": "age group", "half": "hard"},
    ROW | {"jurisdiction": "JP", "drugs": RITUXIMAB, "drug_names": "Rituximab", "level": "not_approved"},
]


@pytest.fixture
def book(small_lexicon: Lexicon) -> LabelBook:
    fact = LabelFact(
        fact_id="us-1", drugs=(PROPRANOLOL,), disease=INFANTILE, jurisdiction="US", since=date(2014, 3, 14),
        since_kind="stated", since_source="made_up", absent_on=date(2010, 3, 13), ages="children", sources=("made_up",),
    )  # fmt: skip
    market = Market(
        drugs=(PROPRANOLOL,),
        jurisdiction="US",
        first_approval=date(1967, 11, 13),
        is_exact=True,
        is_label_known=True,
    )
    return LabelBook([fact], small_lexicon, [market], SameUse(small_lexicon, {}, {}), {})


def shares_of(found: list[Share], group: str) -> dict[str, tuple[int, int]]:
    return {share.name: (share.count, share.of) for share in found if share.group == group}


def gold_of(folder: Path, rows: list[dict[str, str]]) -> Path:
    write_rows(folder / "gold.tsv", GOLD_COLUMNS, rows)
    return folder


def test_levels_answers_and_decisions_are_counted_apart(
    tmp_path: Path, small_lexicon: Lexicon, book: LabelBook
) -> None:
    rows = read_gold(small_lexicon, gold_of(tmp_path, ROWS))
    results = compare_gold(rows, book)

    assert [result.state.level.value for result in results] == ["on", "broader", "off", "between", "on", "unknown"]
    shares = list(score_gold(results))
    assert shares_of(shares, "all") == {
        "exact level": (3, 6),
        "answer": (3, 6),
        "decided": (4, 6),
        "answer if decided": (3, 4),
    }
    assert shares_of(shares, "hard")["exact level"] == (2, 2)
    assert shares_of(shares, "past, not covered")["decided"] == (0, 1)
    assert shares_of(shares, "US, today")["answer"] == (3, 4)
    assert shares_of(shares, "kind indication")["answer"] == (0, 1)


def test_a_form_for_on_is_the_same_answer(tmp_path: Path, small_lexicon: Lexicon, book: LabelBook) -> None:
    rows = read_gold(small_lexicon, gold_of(tmp_path, [ROW | {"level": "form"}]))
    results = compare_gold(rows, book)

    assert (results[0].is_exact, results[0].is_right) == (False, True)
    (difference,) = gold_differences(results)
    assert difference.kind == "same answer, other level: form called on"


def test_kinds_are_scored_where_a_row_states_more_than_a_disease(
    tmp_path: Path, small_lexicon: Lexicon, book: LabelBook
) -> None:
    stated = [ROWS[4], ROW | {"route": "topical", "kind": "route"}, ROW]
    results = compare_gold(read_gold(small_lexicon, gold_of(tmp_path, stated)), book)

    shares = list(score_kinds(results))
    assert shares_of(shares, "all kinds of a row") == {"right": (1, 2)}
    assert shares_of(shares, "age group") == {"found": (1, 1), "right": (1, 1)}
    assert shares_of(shares, "route") == {"found": (0, 1), "right": (0, 0)}
    (difference,) = gold_differences(results)
    assert (difference.expected, difference.found) == ("route", "no kind")


def test_every_error_says_which_row_and_why(tmp_path: Path, small_lexicon: Lexicon, book: LabelBook) -> None:
    results = compare_gold(read_gold(small_lexicon, gold_of(tmp_path, ROWS)), book)

    found = {difference.kind: difference for difference in gold_differences(results)}
    assert list(found) == [
        "on called off",
        "undecided: the day lies between two bounds",
        "undecided: JP: the label is older than April 2004, and no source has it whole",
    ]
    assert found["on called off"].row.startswith("line 4, ")
    between = found["undecided: the day lies between two bounds"].reason
    assert "absent on 2010-03-13" in between
    assert "since 2014-03-14 (stated, made_up)" in between


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (LabelState(jurisdiction="EU", level=LabelLevel.UNKNOWN, reason="the whole label is not known"), "national"),
        (
            LabelState(
                jurisdiction="EU",
                level=LabelLevel.UNKNOWN,
                reason="no approval is known, but the drug is older than our list of approvals",
            ),
            "older than the lists",
        ),
        (
            LabelState(
                jurisdiction="US",
                level=LabelLevel.UNKNOWN,
                fact=LabelFact(fact_id="x", drugs=("a",), disease="b", jurisdiction="US", trust="noisy"),
            ),
            "often wrong",
        ),
        (
            LabelState(
                jurisdiction="US",
                level=LabelLevel.UNKNOWN,
                reason="approved by 2014-01-08; no source tells whether earlier",
            ),
            "first approval is not known",
        ),
    ],
)
def test_an_undecided_row_is_explained(state: LabelState, words: str) -> None:
    assert words in undecided_because(state)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("day", "2026-02-30"), ("level", "onn"), ("half", "third"), ("jurisdiction", "CH"), ("kind", "colour")],
)
def test_a_wrong_row_is_named(tmp_path: Path, small_lexicon: Lexicon, column: str, cell: str) -> None:
    gold_of(tmp_path, [ROW, ROW | {column: cell}])
    with pytest.raises(LabelError, match=r"gold\.tsv:3: .*correct it"):
        read_gold(small_lexicon, tmp_path)


def test_the_days_and_jurisdictions_of_a_use_are_in_one_part(tmp_path: Path, small_lexicon: Lexicon) -> None:
    rows = [ROW, ROW | {"day": "2011-01-01"}, ROW | {"jurisdiction": "EU"}, ROW | {"disease": TYPE_2}]
    parts = [row.part for row in read_gold(small_lexicon, gold_of(tmp_path, rows))]
    assert len(set(parts[:3])) == 1
    assert set(parts) <= {"dev", "test"}


def test_the_shipped_gold_has_the_rows_that_it_needs(lexicon: Lexicon) -> None:
    rows = read_gold(lexicon)
    assert len(rows) >= 400
    assert abs(sum(row.half == "random" for row in rows) * 2 - len(rows)) <= len(rows) / 10
    named = {curie for row in rows for curie in (row.use.disease, *row.use.drugs)}
    assert all(curie in lexicon for curie in named)
