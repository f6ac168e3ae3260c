"""What the list can be filtered by, and the index that its script reads."""

import json
from dataclasses import replace
from datetime import date

import pytest

from miner.report.facets import FACETS, OLDEST, choices_of, index_row
from miner.report.html import LEVEL_WORDS
from miner.report.packing import inert_json
from tests.miner.report.test_report import HOSTILE_DRUG, a_bare_entry, a_hostile_entry, an_entry, with_signal

DAY = date(2009, 10, 30)
MARKS = {level: mark for level, (mark, _, _) in LEVEL_WORDS.items()}


def test_a_facet_without_a_value_is_not_shown() -> None:
    assert [choice.facet.key for choice in choices_of((a_bare_entry(),), DAY)] == ["kind", "biomarker", "first"]
    full = replace(an_entry(), areas=("oncology",))
    assert [choice.facet.key for choice in choices_of((a_bare_entry(2), full), DAY)] == [facet.key for facet in FACETS]


def test_options_stand_in_the_order_of_the_facet_with_the_rows_that_have_them() -> None:
    rows = [
        replace(an_entry(rank), areas=areas) for rank, areas in enumerate((("rare", "oncology"), ("rare",)), start=1)
    ]
    area = choices_of(rows, DAY)[0]
    assert area.options == (("oncology", 1), ("rare", 2))


@pytest.mark.parametrize(
    ("year", "words"),
    [(2009, "0 to 1 year ago"), (2008, "0 to 1 year ago"), (2007, "2 to 3 years ago"), (1999, "4 to 10 years ago")],
)
def test_the_age_of_a_signal_counts_from_its_first_article(year: int, words: str) -> None:
    entry = with_signal(a_bare_entry(), first_year=year)
    assert dict(choices_of((entry,), DAY)[-1].options) == {words: 1}
    assert dict(choices_of((with_signal(entry, first_year=1998),), DAY)[-1].options) == {OLDEST: 1}
    assert [choice.facet.key for choice in choices_of((with_signal(entry, first_year=None),), DAY)][-1] == "biomarker"


def test_the_index_has_search_text_sort_keys_label_marks_and_the_places_of_values() -> None:
    entry = a_bare_entry(4)
    search, keys, marks, places = index_row(entry, choices_of((entry,), DAY), MARKS, DAY, is_followed=False)
    assert search == "propranolol infantile hemangioma vegfa drugbank:db00571 mondo:0000001"
    assert keys == [4, "propranolol", "infantile hemangioma", "VEGFA", 6, 0, 9, 4, 1, 4, 2009, None, 8.25]
    assert (marks, places) == (["off", "on", "unknown"], [[0], [0], [0]])
    assert index_row(entry, (), MARKS, DAY, is_followed=True)[1][-1] == entry.lead_years


def test_no_text_of_the_index_can_end_its_block() -> None:
    entry = a_hostile_entry()
    text = inert_json(index_row(entry, choices_of((entry,), DAY), MARKS, DAY, is_followed=False))
    assert not set("<>&") & set(text)
    assert json.loads(text)[1][1] == HOSTILE_DRUG
