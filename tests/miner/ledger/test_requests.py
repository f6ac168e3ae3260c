"""The queue of PMIDs, the checkpoint of a search, topics, and which articles are due for a re-check."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from miner.errors import LedgerError
from miner.ledger import Ledger
from miner.ledger.searches import SearchSlice, SliceListing, TopicState
from tests.miner.records import article

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def test_asking_twice_asks_once(ledger: Ledger) -> None:
    assert ledger.queue.add([5, 3, 3], "search") == 2
    assert ledger.queue.add([3, 4], "check") == 1
    assert (ledger.queue.next(10), ledger.queue.next(2), ledger.queue.count()) == ([3, 4, 5], [3, 4], 3)


def test_the_queue_outlives_the_process(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.queue.add(range(1, 4), "search")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.queue.next(10) == [1, 2, 3]


def test_a_miss_is_tried_once_a_day_and_kept(ledger: Ledger) -> None:
    ledger.queue.add([1, 2, 3], "search")
    ledger.queue.note_misses([2], MONDAY)
    ledger.queue.note_misses([2], MONDAY)
    assert ledger.queue.next(10, not_missed_on=MONDAY) == [1, 3]
    assert ledger.queue.next(10, not_missed_on=TUESDAY) == [1, 2, 3]
    assert ledger.queue.next(10) == [1, 2, 3]
    ledger.queue.note_misses([2, 3], TUESDAY)
    ledger.queue.add([2], "check")
    today = datetime.now(UTC).date().isoformat()
    assert ledger.queue.missed() == [
        {
            "pmid": 2,
            "reason": "search",
            "requested_on": today,
            "miss_count": 2,
            "missed_on": "2026-11-17",
            "denied_on": None,
        },
        {
            "pmid": 3,
            "reason": "search",
            "requested_on": today,
            "miss_count": 1,
            "missed_on": "2026-11-17",
            "denied_on": None,
        },
    ]


def test_a_record_is_denied_on_two_days_in_a_row_of_misses_or_not_at_all(ledger: Ledger) -> None:
    wednesday = date(2026, 11, 18)
    ledger.queue.add([1, 2, 3], "check")
    ledger.queue.note_misses([1], MONDAY)
    ledger.queue.note_misses([2, 3], MONDAY, are_denied=True)
    assert ledger.queue.denied_before([1, 2, 3], MONDAY) == []
    assert ledger.queue.denied_before([1, 2, 3], TUESDAY) == [2, 3]
    ledger.queue.note_misses([2], TUESDAY)  # PubMed says that it has it after all
    ledger.queue.note_misses([1], TUESDAY, are_denied=True)
    assert ledger.queue.denied_before([1, 2, 3], wednesday) == [1, 3]


def test_dropped_requests_are_wanted_no_more(ledger: Ledger) -> None:
    ledger.queue.add([1, 2, 3], "search")
    assert ledger.queue.remove([2, 3, 99]) == 2
    assert ledger.queue.next(10) == [1]


def test_the_check_takes_never_asked_then_longest_ago_and_leaves_out_the_queue(ledger: Ledger) -> None:
    ledger.articles.store([article(pmid) for pmid in (4, 9)], digest="file")
    for pmid, day in ((2, TUESDAY), (6, MONDAY), (1, MONDAY), (3, date(2026, 11, 18))):
        ledger.articles.store([article(pmid)], digest="live", received_on=day)
    assert ledger.articles.due_for_check(date(2026, 11, 18), 10) == [4, 9, 1, 6, 2]
    assert ledger.articles.due_for_check(date(2026, 11, 18), 3) == [4, 9, 1]
    assert ledger.articles.due_for_check(date(2026, 11, 18), 1) == [4]
    assert ledger.articles.due_for_check(MONDAY, 10) == [4, 9]
    ledger.queue.add([4, 1], "check")
    assert ledger.articles.due_for_check(TUESDAY, 10) == [9, 6]


def test_an_interrupted_search_goes_on_with_the_slices_that_are_left(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.searches.find("key") is None
        started = ledger.searches.start("key", [("a", 3), ("b", 2)], "search x")
        assert ledger.searches.list_slice(started.search_id, 1, [1, 2, 3], "search x") == SliceListing(
            new_count=3, repeated_count=0
        )
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        found = ledger.searches.find("key")
        assert found is not None
        assert found.slices == (SearchSlice(position=2, term="b", count=2),)
        assert (found.total_count, found.listed_slice_count, found.reason) == (5, 1, "search x")
        assert found.started_on == started.started_on


def test_repeats_are_told_though_the_queue_has_forgotten_them(ledger: Ledger) -> None:
    search = ledger.searches.start("key", [("a", 3), ("b", 3)], "search")
    ledger.queue.add([3], "check")
    assert ledger.searches.list_slice(search.search_id, 1, [1, 2, 3], "search") == SliceListing(
        new_count=2, repeated_count=0
    )
    ledger.articles.store([article(1)], digest="live", received_on=MONDAY)
    assert ledger.searches.list_slice(search.search_id, 2, [1, 2, 5], "search") == SliceListing(
        new_count=1, repeated_count=2
    )
    assert ledger.queue.next(10) == [2, 3, 5]


def test_a_slice_that_grew_is_replaced_by_smaller_ones(ledger: Ledger) -> None:
    search = ledger.searches.start("key", [("a", 3), ("b", 2)], "search")
    search = ledger.searches.replace_slice(search.search_id, 1, [("a1", 2), ("a2", 4)])
    assert search.total_count == 8
    assert [(part.position, part.term, part.count) for part in search.slices] == [
        (2, "b", 2),
        (3, "a1", 2),
        (4, "a2", 4),
    ]


def test_a_slice_is_listed_once(ledger: Ledger) -> None:
    search = ledger.searches.start("key", [("a", 1)], "search")
    ledger.searches.list_slice(search.search_id, 1, [1], "search")
    with pytest.raises(LedgerError, match="has no slice 1 to be listed"):
        ledger.searches.list_slice(search.search_id, 1, [2], "search")
    with pytest.raises(LedgerError, match="has no slice 1 to be listed"):
        ledger.searches.replace_slice(search.search_id, 1, [("b", 1)])
    assert ledger.queue.next(10) == [1]


def test_a_finished_search_leaves_nothing_behind_but_the_queue(ledger: Ledger) -> None:
    search = ledger.searches.start("key", [("a", 1)], "search")
    ledger.searches.list_slice(search.search_id, 1, [1], "search")
    ledger.searches.finish(search.search_id)
    tables = ("search", "search_slice", "search_pmid")
    left = [ledger.database.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608
    assert (left, ledger.searches.find("key"), ledger.queue.next(10)) == ([0, 0, 0], None, [1])


def test_a_search_begun_anew_forgets_the_old_one(ledger: Ledger) -> None:
    old = ledger.searches.start("key", [("a", 1)], "search")
    ledger.searches.list_slice(old.search_id, 1, [1], "search")
    new = ledger.searches.start("key", [("c", 1)], "search")
    assert [part.term for part in new.slices] == ["c"]
    assert ledger.searches.list_slice(new.search_id, 1, [1], "search") == SliceListing(new_count=0, repeated_count=0)


def test_a_search_that_finds_nothing_has_no_slices(ledger: Ledger) -> None:
    search = ledger.searches.start("key", [], "search")
    assert (search.total_count, search.slices) == (0, ())


def test_a_topic_remembers_its_last_success(ledger: Ledger) -> None:
    assert ledger.topics.find("skin") is None
    ledger.topics.finish("skin", "hemangioma", MONDAY, 5)
    ledger.topics.finish("skin", "haemangioma", TUESDAY, 7)
    assert ledger.topics.find("skin") == TopicState(name="skin", query="haemangioma", succeeded_on=TUESDAY, count=7)


def test_the_search_of_an_edited_topic_is_forgotten(ledger: Ledger) -> None:
    ledger.searches.start("before", [("before", 5)], "topic a")
    ledger.searches.start("now", [("now", 5)], "topic a")
    ledger.searches.start("other", [("other", 5)], "topic b")
    ledger.searches.forget("topic a", except_key="now")
    assert [ledger.searches.find(key) is not None for key in ("before", "now", "other")] == [False, True, True]
