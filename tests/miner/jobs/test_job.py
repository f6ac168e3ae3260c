"""The lock on the data folder, and the parsing of dates."""

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import typer

from miner.cli.options import parse_bound, parse_day
from miner.jobs.lock import hold_data_folder, is_at_work

LOOK = (
    "import fcntl, sys, time; handle = open(sys.argv[1]); fcntl.flock(handle, fcntl.LOCK_SH); "
    "print('held', flush=True); time.sleep(1)"
)


def test_a_look_at_the_lock_refuses_no_run(tmp_path: Path) -> None:
    """Somebody who only looks holds the lock for a moment and writes no name: the run waits for it to pass."""
    (tmp_path / "run.lock").touch()
    with subprocess.Popen([sys.executable, "-c", LOOK, str(tmp_path / "run.lock")], stdout=subprocess.PIPE) as looker:
        assert looker.stdout is not None
        looker.stdout.readline()
        with hold_data_folder(tmp_path):
            assert is_at_work(tmp_path)
    assert not is_at_work(tmp_path)


def test_the_lock_of_a_dead_owner_is_waited_for_and_taken(tmp_path: Path) -> None:
    with hold_data_folder(tmp_path, "refresh"):
        owner = json.loads((tmp_path / "run.lock").read_text())
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "run.lock").write_text(json.dumps({**owner, "pid": gone.pid}))
    with subprocess.Popen([sys.executable, "-c", LOOK, str(tmp_path / "run.lock")], stdout=subprocess.PIPE) as orphan:
        assert orphan.stdout is not None
        orphan.stdout.readline()
        began = time.monotonic()
        with hold_data_folder(tmp_path):
            assert 0.1 < time.monotonic() - began < 15


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2008-12", date(2008, 12, 1), date(2008, 12, 31)),
        ("2008-06-12", date(2008, 6, 12), date(2008, 6, 12)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_year_or_a_month_stands_for_all_its_days(text: str, first: date, last: date) -> None:
    assert (parse_bound(text, is_end=False), parse_bound(text, is_end=True)) == (first, last)


@pytest.mark.parametrize("text", ["", "0", "99999", "2008-13", "2008-02-30", "2008-1-1-1", "-5", "soon"])
@pytest.mark.parametrize("is_end", [False, True])
def test_what_is_no_day_is_a_usage_error(text: str, is_end: bool) -> None:
    with pytest.raises(typer.BadParameter, match="is not a day; write 2008"):
        parse_bound(text, is_end=is_end)


def test_a_day_far_ahead_is_a_slip_of_the_hand_but_one_to_come_is_not() -> None:
    with pytest.raises(typer.BadParameter, match="9999-12-31 is more than a year ahead; give a day up to today"):
        parse_day("9999-12-31")
    assert parse_day(f"{date.today().year}-12-31").month == 12  # noqa: DTZ011 - as the program does
