"""The state that the steps of one run share: the ledger, the lexicon, the settings and the report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from miner.config import Settings
from miner.errors import MinerError
from miner.jobs.lock import hold_data_folder
from miner.jobs.run_report import RunReport
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.reading.recipe import Recipe

STOPPED_EXIT_CODE = 130
"""Exit code of a run that Ctrl-C or SIGTERM ended: the code that shells use for Ctrl-C."""

Progress = Callable[[str, int, int | None], None]
"""Called with a stage, the count done so far, and the total (None if that is not known)."""


def no_progress(stage: str, done: int, total: int | None) -> None:
    """Show nothing."""


def recipe_of(settings: Settings, *, is_drug_needed: bool = True) -> Recipe:
    """Return the recipe for reading that the settings describe."""
    return Recipe(
        model=settings.model,
        linker=settings.linker,
        lexicon_folder=settings.lexicon_folder,
        is_drug_needed=is_drug_needed,
    )


@dataclass(kw_only=True)
class Job:
    """The state that the steps of one run share."""

    ledger: Ledger
    settings: Settings
    today: date
    """The day that the job treats as today."""
    is_loss_accepted: bool = False
    """Continue even if counts fall in a way that looks like damage."""
    report: RunReport = field(default_factory=RunReport)
    progress: Progress = no_progress

    @cached_property
    def recipe(self) -> Recipe:
        """The recipe that the job reads with."""
        return recipe_of(self.settings)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon of the settings, loaded on first use: fetching and importing do not need it."""
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
    """Hold a job on the settings' data folder, with a run record that is closed however the job ends.

    Raises:
        BusyError: another run works on the data folder.
        LedgerError: the folder or the ledger cannot be opened or written.
    """
    with hold_data_folder(settings.data_folder, command), Ledger.open(settings.ledger_path) as ledger:
        run_id = ledger.runs.start(command)
        job = Job(ledger=ledger, settings=settings, today=today, is_loss_accepted=is_loss_accepted, progress=progress)
        try:
            yield job
        except BaseException as error:
            outcome, exit_code = _outcome_of(error)
            ledger.runs.finish(run_id, outcome, {**job.report.counts(), "error": str(error)}, exit_code)
            raise
        outcome, exit_code = ("incomplete", 3) if job.report.fetched.failures else ("done", 0)
        ledger.runs.finish(run_id, outcome, job.report.counts(), exit_code)


def _outcome_of(error: BaseException) -> tuple[str, int]:
    """Return the outcome and exit code to record for a run that this error ends."""
    if isinstance(error, KeyboardInterrupt):
        return "stopped", STOPPED_EXIT_CODE
    return "failed", error.exit_code if isinstance(error, MinerError) else 1
