"""Commands that get literature into the ledger: fetch, import, baseline sync, refresh; and runs, their history."""

from pathlib import Path
from typing import Annotated

import typer

from miner.cli.options import (
    AcceptLoss,
    AsOf,
    Format,
    FormatOption,
    Limit,
    ListLimit,
    interruptible,
    load,
    parse_bound,
    parse_day,
)

baseline_app = typer.Typer(no_args_is_help=True, help="Keep a local copy of PubMed, as NLM's bulk files: sync.")


def fetch(  # noqa: PLR0913 - each is an option
    query: Annotated[str, typer.Option("--query", "-q", help="Query in PubMed's own syntax.")],
    since: Annotated[
        str | None, typer.Option(metavar="YYYY[-MM[-DD]]", help="Only records added to PubMed on or after this date.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY[-MM[-DD]]", help="Only records added to PubMed up to this date.")
    ] = None,
    output: Annotated[
        Format, typer.Option("--format", "-f", help="Format of the plan that --dry-run prints.")
    ] = Format.TABLE,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the slices of the query with their record counts; fetch nothing.")
    ] = False,
    accept_loss: AcceptLoss = False,
) -> None:
    """Fetch the results of a PubMed query into the ledger.

    An interrupted fetch resumes where it stopped. `miner run` reads what was fetched.

    Example: miner fetch --query 'propranolol AND hemangioma' --since 2008 --until 2026
    """
    from miner.cli.printing import print_rows, progress_bars, talk
    from miner.cli.reports import talk_fetched
    from miner.jobs import fetching

    settings = load()
    asked = fetching.Query(text=query, since=parse_bound(since, is_end=False), until=parse_bound(until, is_end=True))
    today = parse_day(None)
    if dry_run:
        slices, warnings = fetching.plan(settings, asked, today=today)
        rows = [{"slice": number, "count": part.count, "term": part.term} for number, part in enumerate(slices, 1)]
        print_rows(rows, ["slice", "count", "term"], output)
        total, plural = sum(part.count for part in slices), "" if len(slices) == 1 else "s"
        for warning in warnings:
            talk(warning)
        talk(f"{total:,} articles in {len(slices)} slice{plural}; nothing was fetched")
        return
    with interruptible(), progress_bars() as progress:
        report = fetching.fetch(settings, asked, today=today, is_loss_accepted=accept_loss, progress=progress)
    talk_fetched(report)


def import_files(
    inputs: Annotated[list[Path], typer.Argument(help="PubMed XML files, plain or .gz, or folders of them.")],
    *,
    allow_gap: Annotated[
        bool, typer.Option("--allow-gap", help="Continue even if bulk files are missing in between.")
    ] = False,
) -> None:
    """Import PubMed XML files into the ledger.

    NLM's bulk files are applied in the order of their numbers. `miner run` reads what was imported.

    Example: miner import pubmed/baseline pubmed/updatefiles
    """
    from miner.cli.printing import progress_bars
    from miner.cli.reports import talk_stored
    from miner.jobs import importing
    from miner.jobs.job import start_job
    from miner.sources.bulk import order_files

    order_files(inputs, is_gap_allowed=allow_gap)  # a wrong path is reported before anything is created
    with (
        interruptible(),
        progress_bars() as progress,
        start_job("import", load(), parse_day(None), progress=progress) as job,
    ):
        importing.import_files(job, inputs, is_gap_allowed=allow_gap)
    talk_stored(job.report)


@baseline_app.command("sync")
def sync_baseline(
    folder: Annotated[Path, typer.Argument(help="Folder of baseline/ and updatefiles/; created if missing.")],
    part: Annotated[
        list[str] | None,
        typer.Option(help="baseline or updatefiles, may be repeated; default: both.", show_default=False),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Download at most this many files; 0 only lists.")] = None,
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Check old files against their MD5 again too.")] = False,
) -> None:
    """Download the bulk files that a folder lacks.

    Interrupted downloads are resumed. `miner import` applies the files.

    Example: miner baseline sync pubmed && miner import pubmed
    """
    from miner.cli.printing import progress_bars
    from miner.cli.reports import talk_bulk
    from miner.jobs.lock import hold_data_folder
    from miner.sources.bulk import PARTS
    from miner.sources.download import sync_bulk

    for name in part or ():
        if name not in PARTS:
            raise typer.BadParameter(f"{name!r}; choose {' or '.join(PARTS)}", param_hint="--part")
    settings = load()
    with interruptible(), hold_data_folder(folder, "baseline sync"), progress_bars() as progress:
        report = sync_bulk(
            folder,
            settings.bulk_url,
            parts=tuple(part or PARTS),
            email=settings.email,
            progress=progress,
            timeout_seconds=settings.timeout_seconds,
            is_verify_all=verify,
            limit=limit,
        )
    talk_bulk(report)


def refresh(
    as_of: AsOf = None,
    limit: ListLimit = 200,
    *,
    accept_loss: AcceptLoss = False,
) -> None:
    """Run the nightly update once: fetch, read and publish changes.

    Fetches what is new or changed for the topics of miner.toml, reads it, and updates signals, graph and, once a week,
    the list.

    \b
    Exit codes:
      0  complete
      1  failed
      2  usage error
      3  PubMed did not deliver everything; the rest was done
      4  counts fell so much that it looks like damage; nothing was published
      5  another run is in progress
      6  the list would lose a third of its rows for no stated reason; nothing was published

    Example: miner refresh
    """  # noqa: D301 - click takes \b for "do not rewrap this paragraph"
    from miner.cli.printing import progress_bars, talk
    from miner.cli.reports import talk_report
    from miner.jobs.refresh import refresh as run_refresh

    with interruptible(), progress_bars() as progress:
        report = run_refresh(
            load(), today=parse_day(as_of), is_loss_accepted=accept_loss, list_limit=limit, progress=progress
        )
    talk_report(report)
    for path in report.list_paths:
        talk(f"Wrote {path}")
    if report.fetched.failures:
        raise typer.Exit(3)


def runs(limit: Limit = 20, output: FormatOption = Format.TABLE) -> None:
    """List past runs, newest first.

    --format json prints every count of each run.

    Example: miner runs --limit 5
    """
    from miner.cli.reports import print_runs
    from miner.jobs.lock import is_at_work
    from miner.ledger import Ledger

    settings = load()
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        print_runs(ledger.runs.latest(limit), output, is_at_work=is_at_work(settings.data_folder))
