"""The limit on requests per second: across processes and users, whatever the clock says and the file contains."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.errors import MinerError
from miner.sources.pace import HOLD_SECONDS_MAX, Pace

PROCESS = """
import json, sys, time
from pathlib import Path
from miner.sources.pace import Pace
pace = Pace(Path(sys.argv[1]), 10)
starts = []
for _ in range(8):
    pace.wait()
    starts.append(time.monotonic())
print(json.dumps(starts))
"""


class Clock:
    """A time that passes only while somebody sleeps, and too long if told so."""

    def __init__(self, now: float = 1000.0, late: float = 0.0) -> None:
        self.now = now
        self.late = late
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds + self.late


def most_in_a_second(starts: list[float]) -> int:
    starts = sorted(starts)
    return max(sum(start <= other <= start + 1 for other in starts) for start in starts)


def make_pace(folder: Path, clock: Clock, per_second: int = 3) -> Pace:
    return Pace(folder / "pace", per_second, clock=clock, sleep=clock.sleep)


def test_three_processes_together_keep_to_ten_requests_a_second(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROCESS, str(tmp_path / "pace")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    starts = [start for process in processes for start in json.loads(process.communicate(timeout=60)[0])]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(starts) == 24
    # 23 slots of 105 ms lie between the first and the last. A busy machine may wake a process late and so shorten that,
    # or bring two close together; without a common pace all 24 would lie within 0.8 s.
    assert most_in_a_second(starts) <= 15
    assert max(starts) - min(starts) >= 1.5


@settings(deadline=None)
@given(
    per_second=st.sampled_from([1, 3, 10]),
    turns=st.lists(st.tuples(st.integers(0, 2), st.floats(0, 2, allow_nan=False)), min_size=2, max_size=60),
)
def test_no_second_holds_more_than_the_limit(
    tmp_path_factory: pytest.TempPathFactory, per_second: int, turns: list[tuple[int, float]]
) -> None:
    clock = Clock()
    path = tmp_path_factory.mktemp("pace") / "pace"
    paces = [Pace(path, per_second, clock=clock, sleep=clock.sleep) for _ in range(3)]
    starts = []
    for which, pause in turns:
        clock.now += pause
        paces[which].wait()
        starts.append(clock.now)
    assert most_in_a_second(starts) <= per_second


def test_who_is_alone_and_slow_never_waits(tmp_path: Path) -> None:
    clock = Clock()
    pace = make_pace(tmp_path, clock)
    for _ in range(5):
        pace.wait()
        clock.now += 0.4
    assert clock.slept == []


def test_slots_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    clock = Clock()
    pace = make_pace(tmp_path, clock)
    for _ in range(31):
        pace.wait()
    assert clock.now == pytest.approx(1000 + 30 * 1.05 / 3)


def test_who_wakes_up_late_takes_another_slot(tmp_path: Path) -> None:
    clock = Clock()
    pace, rival = make_pace(tmp_path, clock), make_pace(tmp_path, Clock())
    pace.wait()

    def oversleep(seconds: float) -> None:
        if not clock.slept:
            rival.wait()  # takes 1000.70
            seconds += 0.3
        clock.sleep(seconds)

    Pace(tmp_path / "pace", 3, clock=clock, sleep=oversleep).wait()
    # 1000.35 was missed by 0.3 s and 1000.70 is the rival's.
    assert clock.now == pytest.approx(1001.05)


def test_who_wakes_up_late_and_last_goes_at_once(tmp_path: Path) -> None:
    clock = Clock(late=0.2)
    pace = make_pace(tmp_path, clock)
    for _ in range(3):
        pace.wait()
    assert clock.now == pytest.approx(1000 + 2 * (0.35 + 0.2))


def test_a_hold_pushes_back_every_process(tmp_path: Path) -> None:
    clock = Clock()
    one, other = make_pace(tmp_path, clock), make_pace(tmp_path, clock)
    one.wait()
    one.hold(20)
    other.wait()
    assert clock.now == pytest.approx(1020)
    one.wait()
    assert clock.now == pytest.approx(1020.35)


def test_a_shorter_hold_does_not_shorten_a_longer_one(tmp_path: Path) -> None:
    clock = Clock()
    pace = make_pace(tmp_path, clock)
    pace.hold(20)
    pace.hold(1)
    pace.wait()
    assert clock.now == pytest.approx(1020)


@pytest.mark.parametrize("seconds", [7200.0, 1e300, float("inf")])
def test_a_hold_of_hours_is_one_of_minutes(tmp_path: Path, seconds: float) -> None:
    clock = Clock()
    pace = make_pace(tmp_path, clock)
    pace.hold(seconds)
    pace.wait()
    assert clock.now == pytest.approx(1000 + HOLD_SECONDS_MAX)


def test_a_clock_set_back_stalls_nobody(tmp_path: Path) -> None:
    clock = Clock(now=1e9)
    pace = make_pace(tmp_path, clock)
    pace.wait()
    clock.now = 5.0  # the machine was started again
    pace.wait()
    assert clock.now == pytest.approx(5.35)


@settings(deadline=None)
@given(
    rubbish=st.binary(max_size=200) | st.lists(st.floats(), max_size=3).map(lambda x: " ".join(map(str, x)).encode())
)
def test_a_file_full_of_rubbish_neither_stalls_nor_crashes(
    tmp_path_factory: pytest.TempPathFactory, rubbish: bytes
) -> None:
    clock = Clock()
    path = tmp_path_factory.mktemp("pace") / "pace"
    path.write_bytes(rubbish)
    pace = Pace(path, 3, clock=clock, sleep=clock.sleep)
    pace.wait()
    assert clock.now <= 1000 + 2 * HOLD_SECONDS_MAX
    before = clock.now
    pace.wait()
    assert clock.now == pytest.approx(before + 0.35)


def test_every_user_may_write_the_file_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        make_pace(tmp_path, Clock()).wait()
    finally:
        os.umask(before)
    assert (tmp_path / "pace").stat().st_mode & 0o777 == 0o666


def test_a_link_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    (tmp_path / "pace").symlink_to(target)
    with pytest.raises(MinerError, match=r"pace: cannot limit the rate of requests .*; remove the file or set TMPDIR"):
        make_pace(tmp_path, Clock()).wait()
    assert target.read_text() == "mine"


def test_a_second_name_of_another_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    (tmp_path / "pace").hardlink_to(target)
    with pytest.raises(MinerError, match="it is not a regular file"):
        make_pace(tmp_path, Clock()).wait()
    assert target.read_text() == "mine"


def test_a_pipe_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pace")
    with pytest.raises(MinerError, match="it is not a regular file"):
        make_pace(tmp_path, Clock()).wait()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "pace").touch(0o400)
    with pytest.raises(MinerError, match="Permission denied"):
        make_pace(tmp_path, Clock()).wait()


def test_a_server_and_a_key_have_one_file_that_does_not_tell_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    url = "https://user:word@eutils.example.org:8080/entrez/eutils/"
    clock = Clock()
    for key in ("", "secret-key", "other-key", "secret-key"):
        pace = Pace.for_server(url, api_key=key, clock=clock, sleep=clock.sleep)
        started = clock.now
        for _ in range(11):
            pace.wait()
        assert clock.now - started == pytest.approx(10 * 1.05 / (10 if key else 3), abs=0.11)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 3
    assert names[-1] == "literature-miner-eutils.example.org_8080-no-key.pace"
    assert not any("secret" in name or "word" in name for name in names)
