"""Files that are not read again, run records, and immutable snapshots."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from miner.errors import LedgerError
from miner.ledger import Ledger
from miner.ledger.articles import StoreReport
from miner.ledger.signals import SignalRow

DAY = date(2026, 11, 20)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "pubmed26n0001.xml.gz"
    path.write_bytes(b"some bytes")
    return path


def test_an_applied_file_is_known_without_reading_it(ledger: Ledger, source: Path) -> None:
    assert not ledger.files.is_known(source)
    ledger.files.finish("digest", source.name, StoreReport(new_count=3))
    ledger.files.remember(source, "digest")
    assert ledger.files.is_known(source)
    assert ledger.files.is_known(source.parent / "x" / ".." / source.name) is False, "no such folder"
    assert ledger.files.is_known(Path(os.path.relpath(source)))


def test_a_file_that_was_never_applied_to_its_end_is_not_known(ledger: Ledger, source: Path) -> None:
    ledger.files.remember(source, "digest")
    assert not ledger.files.is_known(source)


def test_a_file_that_changed_is_not_known(ledger: Ledger, source: Path) -> None:
    ledger.files.finish("digest", source.name, StoreReport())
    ledger.files.remember(source, "digest")
    status = source.stat()
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert not ledger.files.is_known(source)
    source.write_bytes(b"other bytes, more of them")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not ledger.files.is_known(source)
    source.unlink()
    assert not ledger.files.is_known(source)


def test_a_file_notes_what_it_held_and_when_it_was_applied(ledger: Ledger) -> None:
    ledger.files.finish(
        "digest", "a.xml", StoreReport(new_count=2, unchanged_count=1, deletion_count=4, rejection_count=5)
    )
    today = datetime.now(UTC).date().isoformat()
    rows = ledger.database.connection.execute("SELECT * FROM source_file").fetchall()
    assert [tuple(row) for row in rows] == [("digest", "a.xml", 3, 4, 5, today)]


def test_runs_come_newest_first_with_their_counts_and_seconds(ledger: Ledger) -> None:
    first, second = ledger.runs.start("run"), 2
    ledger.runs.finish(first, "done", {"new_count": 3, "seconds": {"read": 1.5}})
    assert ledger.runs.start("refresh") == second
    ledger.runs.finish(second, "failed", {"error": "why"}, exit_code=4)
    newest, oldest = ledger.runs.latest(10)
    assert (newest["run_id"], newest["command"], newest["outcome"], newest["exit_code"]) == (2, "refresh", "failed", 4)
    assert (newest["counts"], oldest["counts"]) == ({"error": "why"}, {"new_count": 3, "seconds": {"read": 1.5}})
    assert 0 <= oldest["seconds"] < 10
    assert [run["run_id"] for run in ledger.runs.latest(1)] == [2]


def test_a_run_whose_process_is_gone_has_died(ledger: Ledger) -> None:
    ledger.runs.start("run")
    ledger.runs.start("run")
    assert [(run["outcome"], run["seconds"], run["exit_code"]) for run in ledger.runs.latest(10)] == [
        ("running", None, None),
        ("died", None, None),
    ]


def test_the_last_run_is_the_last_that_ended_so(ledger: Ledger) -> None:
    assert ledger.runs.last("refresh", "done") is None
    for command, outcome in (("refresh", "done"), ("refresh", "failed"), ("run", "done")):
        ledger.runs.finish(ledger.runs.start(command), outcome, {})
    done, failed = ledger.runs.last("refresh", "done"), ledger.runs.last("refresh", "failed")
    assert done is not None
    assert failed is not None
    assert (done["run_id"], failed["run_id"]) == (1, 2)


SIGNALS = [
    SignalRow(drug_id="D:2", disease="X:1", properties={"score": 2.5, "reasons": ["naïve"]}, labels=()),
    SignalRow(drug_id="D:1", disease="X:1", properties={"score": 1.0, "reasons": []}, labels=()),
]
ROWS = [
    {"signal_id": "D:2|X:1", "drug_id": "D:2", "disease": "X:1", "score": 2.5, "reasons": ["naïve"]},
    {"signal_id": "D:1|X:1", "drug_id": "D:1", "disease": "X:1", "score": 1.0, "reasons": []},
]


def test_a_snapshot_gives_back_what_was_taken(ledger: Ledger) -> None:
    assert not ledger.snapshots.has("2026-W47")
    assert ledger.snapshots.take("2026-W47", DAY, "lexicon 1", iter(SIGNALS)) == 2
    assert ledger.snapshots.has("2026-W47")
    assert ledger.snapshots.rows("2026-W47") == ROWS
    rows = ledger.database.connection.execute(
        "SELECT week, as_of, change_seq, versions, row_count FROM snapshot"
    ).fetchall()
    assert [tuple(row) for row in rows] == [("2026-W47", "2026-11-20", 0, "lexicon 1", 2)]


def test_a_snapshot_is_never_overwritten(ledger: Ledger) -> None:
    ledger.snapshots.take("2026-W47", DAY, "lexicon 1", SIGNALS)
    with pytest.raises(LedgerError, match="2026-W47 already has a snapshot"):
        ledger.snapshots.take("2026-W47", DAY, "lexicon 2", [])
    assert ledger.snapshots.rows("2026-W47") == ROWS


def test_an_empty_list_is_a_snapshot_too(ledger: Ledger) -> None:
    assert ledger.snapshots.take("2026-W47", DAY, "lexicon 1", []) == 0
    assert ledger.snapshots.rows("2026-W47") == []
    with pytest.raises(LedgerError, match="No snapshot of week 2026-W46"):
        ledger.snapshots.rows("2026-W46")


def test_a_snapshot_keeps_what_it_was_made_with_and_what_had_changed(ledger: Ledger) -> None:
    ledger.snapshots.take("2026-W46", date(2026, 11, 13), "lexicon 1", SIGNALS)
    recipe = {"lexicon": "abc", "weights": {"PRIOR": 2.0}}
    ledger.snapshots.take("2026-W47", DAY, "lexicon 1", SIGNALS[:1], recipe, [{"kind": "gone", "drug_id": "D:1"}])
    head = ledger.snapshots.head("2026-W47")
    assert (head.as_of, head.row_count, head.recipe) == (DAY, 1, recipe)
    assert ledger.snapshots.changes("2026-W47") == [{"kind": "gone", "drug_id": "D:1"}]
    assert (ledger.snapshots.head("2026-W46").recipe, ledger.snapshots.changes("2026-W46")) == ({}, [])


def test_the_snapshot_before_a_week_or_on_a_day_is_found(ledger: Ledger) -> None:
    assert (ledger.snapshots.before("2026-W47"), ledger.snapshots.on(DAY)) == (None, None)
    for week, day in (("2026-W01", date(2026, 1, 1)), ("2025-W52", date(2025, 12, 28)), ("2026-W47", DAY)):
        ledger.snapshots.take(week, day, "lexicon 1", [])
    before, on = ledger.snapshots.before("2026-W01"), ledger.snapshots.on(date(2026, 11, 19))
    assert before is not None
    assert on is not None
    assert (before.week, on.week) == ("2025-W52", "2026-W01")
    assert [head.week for head in ledger.snapshots.heads()] == ["2025-W52", "2026-W01", "2026-W47"]


def test_a_signal_was_first_listed_in_its_oldest_snapshot(ledger: Ledger) -> None:
    ledger.snapshots.take("2026-W47", DAY, "lexicon 1", SIGNALS)
    ledger.snapshots.take("2026-W46", date(2026, 11, 13), "lexicon 1", SIGNALS[:1])
    assert ledger.snapshots.first_listed() == {"D:2|X:1": date(2026, 11, 13), "D:1|X:1": DAY}
