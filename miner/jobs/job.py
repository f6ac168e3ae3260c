"""What the steps of one run share: the ledger, the lexicon, the settings, the report, and the folder's lock."""

import fcntl
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from miner.config import Settings
from miner.errors import BusyError, LedgerError, MinerError
from miner.ledger import Ledger
from miner.ledger.articles import StoreReport
from miner.lexicon.lexicon import Lexicon

if TYPE_CHECKING:
    from graph.sync import SyncReport  # the driver behind it takes half a second to load; an import needs none
    from miner.jobs.drift import LexiconDrift

ORPHANS_END_SECONDS = 15.0
"""How long a run waits for the reading processes of one that was killed; they notice within seconds."""

STOPPED_EXIT_CODE = 130
"""Of a run that Ctrl-C or SIGTERM ended, as shells have it for Ctrl-C."""

Progress = Callable[[str, int, int | None], None]
"""Called with a stage, how far it is, and how far it has to go (None where that is not known)."""


def no_progress(stage: str, done: int, total: int | None) -> None:
    """Shows nothing."""


@dataclass(slots=True)
class FetchReport:
    """What was asked of PubMed and what came."""

    listed_count: int = 0
    """Records that searches listed; of these `repeat_count` stood in more than one slice of one search."""
    repeat_count: int = 0
    recheck_count: int = 0
    """Stored articles that were due to be fetched again."""
    received_count: int = 0
    """Records that arrived, articles and rejections."""
    missed_count: int = 0
    """Records that did not come, or that PubMed denied for the first time; they are asked for again next time."""
    gone_count: int = 0
    """Records that PubMed denied on two days; those that were stored are deleted."""
    resumed_on: str = ""
    """The day on which a search was begun that this run went on with, "" where none was cut off."""
    warnings: list[str] = field(default_factory=list)
    is_silent: bool = False
    """PubMed gave no usable answer: the rest of the night's requests was not made."""
    failures: list[str] = field(default_factory=list)
    """What could not be fetched this time, in words."""


@dataclass(slots=True)
class RunReport:
    """What one run did; seconds by stage."""

    fetched: FetchReport = field(default_factory=FetchReport)
    stored: StoreReport = field(default_factory=StoreReport)
    skipped_file_count: int = 0
    unverified_file_count: int = 0
    """Files that were applied and have no .md5 beside them."""
    read_count: int = 0
    drifts: "list[LexiconDrift]" = field(default_factory=list)
    """What a new lexicon changed in what had been read with earlier ones."""
    signal_count: int = 0
    snapshot: str = ""
    """The week whose snapshot this run took, "" where none was due."""
    graph: "SyncReport | None" = None
    list_paths: tuple[Path, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the time spent inside to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start

    def counts(self) -> dict[str, Any]:
        """All of it as plain counts and seconds, as the ledger's run record keeps it."""
        return {
            **asdict(self.fetched),
            **asdict(self.stored),
            "skipped_file_count": self.skipped_file_count,
            "unverified_file_count": self.unverified_file_count,
            "read_count": self.read_count,
            "drifts": [asdict(drift) for drift in self.drifts],
            "signal_count": self.signal_count,
            "snapshot": self.snapshot,
            "graph": {} if self.graph is None else _graph_counts(self.graph),
            "totals": self.totals,
            "seconds": {stage: round(seconds, 2) for stage, seconds in self.seconds.items()},
        }


def _graph_counts(report: "SyncReport") -> dict[str, int]:
    return {
        "node_count": report.nodes.total(),
        "edge_count": report.edges.total(),
        "removed_node_count": report.removed_nodes.total(),
        "removed_edge_count": report.removed_edges.total(),
    }


@dataclass(kw_only=True)
class Job:
    """What the steps of one run share."""

    ledger: Ledger
    settings: Settings
    today: date
    """The day that the job stands on."""
    is_loss_accepted: bool = False
    """Go on where counts fall in a way that looks like damage."""
    report: RunReport = field(default_factory=RunReport)
    progress: Progress = no_progress

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon of the settings; fetching and importing do without."""
        return Lexicon.load(self.settings.lexicon_folder)


@contextmanager
def start_job(
    command: str,
    settings: Settings,
    today: date,
    *,
    is_loss_accepted: bool = False,
    progress: Progress = no_progress,
) -> Iterator[Job]:
    """A job on the settings' data folder, with a run record that is closed however the job ends.

    Raises:
        BusyError: another run works on the data folder.
        LedgerError: the folder or the ledger cannot be opened or written.
    """
    with hold_data_folder(settings.data_folder, command), Ledger.open(settings.ledger_path) as ledger:
        run_id = ledger.start_run(command)
        job = Job(ledger=ledger, settings=settings, today=today, is_loss_accepted=is_loss_accepted, progress=progress)
        try:
            yield job
        except BaseException as error:
            outcome, exit_code = _ending(error)
            ledger.finish_run(run_id, outcome, {**job.report.counts(), "error": str(error)}, exit_code)
            raise
        outcome, exit_code = ("incomplete", 3) if job.report.fetched.failures else ("done", 0)
        ledger.finish_run(run_id, outcome, job.report.counts(), exit_code)


def _ending(error: BaseException) -> tuple[str, int]:
    """How a run that an error ends is recorded: its outcome and exit code."""
    if isinstance(error, KeyboardInterrupt):
        return "stopped", STOPPED_EXIT_CODE
    return "failed", error.exit_code if isinstance(error, MinerError) else 1


def is_at_work(folder: Path) -> bool:
    """Whether a run holds the data folder at this moment."""
    try:
        with (folder / "run.lock").open() as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def hold_data_folder(folder: Path, command: str = "run") -> Iterator[None]:
    """Hold the data folder: two runs at a time would read the same articles twice.

    The operating system lets go of the lock when its last process ends, however it ends: there is no stale lock to
    remove by hand. The file says whose it is, for the message that a second run gives.

    Raises:
        BusyError: another run holds it, named by command, process and start.
        LedgerError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "run.lock").open("a+")
    except OSError as error:
        raise LedgerError(f"Cannot write to the data folder {folder}: {error.strerror}") from error
    with handle:
        _lock(handle, folder)
        handle.truncate(0)
        started_at = datetime.now(UTC).isoformat(timespec="seconds")
        json.dump({"command": command, "pid": os.getpid(), "host": platform.node(), "started_at": started_at}, handle)
        handle.flush()
        yield
        handle.truncate(0)


def _lock(handle: TextIO, folder: Path) -> None:
    """Take the lock, whatever else holds it for a moment.

    Where its owner has died, the processes that it left behind are about to end; where nobody has written a name, a
    run is just starting or `is_at_work` is looking.
    """
    deadline = time.monotonic() + ORPHANS_END_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = _owner(handle)
            is_alive = bool(owner) and not _has_died(owner)
            if is_alive or time.monotonic() > deadline:
                raise BusyError(
                    f"{_describe(owner)} works on {folder}; wait for it, or give another --data-folder"
                ) from None
            time.sleep(0.2)
        else:
            return


def _owner(handle: TextIO) -> dict[str, Any]:
    handle.seek(0)
    try:
        owner = json.loads(handle.read())
    except ValueError:
        return {}  # nobody has written a name
    return owner if isinstance(owner, dict) else {}


def _has_died(owner: dict[str, Any]) -> bool:
    """Whether the owner is known to be gone; of another machine's processes nothing is known."""
    if owner.get("host") != platform.node() or not isinstance(owner.get("pid"), int):
        return False
    try:
        os.kill(owner["pid"], 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def _describe(owner: dict[str, Any]) -> str:
    if not owner:
        return "Another miner run"
    gone = ", which has ended and left processes behind" if _has_died(owner) else ""
    return (
        f"Another miner run (miner {owner.get('command')}, process {owner.get('pid')} on {owner.get('host')} "
        f"since {owner.get('started_at')}{gone})"
    )
