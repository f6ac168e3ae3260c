"""Commands that bring literature in: fetch, import, baseline sync, refresh, runs."""

from pathlib import Path
from typing import Annotated

import typer

from miner.cli.options import AcceptLoss, AsOf, Format, FormatOption, Limit, interruptible, load, parse_bound, parse_day

baseline_app = typer.Typer(no_args_is_help=True, help="Keep a folder of NLM's bulk files: sync.")


def fetch(  # noqa: PLR0913 - each is an option
    query: Annotated[str, typer.Option("--query", "-q", help="As one types it into PubMed.")],
    since: Annotated[
        str | None, typer.Option(metavar="YYYY[-MM[-DD]]", help="Leave out what PubMed added before.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY[-MM[-DD]]", help="Leave out what PubMed added after.")
    ] = None,
    output: FormatOption = Format.TABLE,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and the count, fetch nothing.")] = False,
    accept_loss: AcceptLoss = False,
) -> None:
    """Fetch what a PubMed query finds into the ledger; `miner run` then reads it.

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
    inputs: Annotated[list[Path], typer.Argument(help="PubMed XML files, plain or .gz, and folders of them.")],
    *,
    allow_gap: Annotated[
        bool, typer.Option("--allow-gap", help="Go on where a bulk file is missing between two others.")
    ] = False,
) -> None:
    """Apply PubMed XML to the ledger, NLM's bulk files in their order; `miner run` then reads it.

    Example: miner import pubmed/baseline pubmed/updatefiles
    """
    from miner.cli.printing import progress_bars
    from miner.cli.reports import talk_stored
    from miner.jobs import importing
    from miner.jobs.job import start_job
    from miner.sources.bulk import order_files

    order_files(inputs, is_gap_allowed=allow_gap)  # a wrong path is said before anything is made
    with (
        interruptible(),
        progress_bars() as progress,
        start_job("import", load(), parse_day(None), progress=progress) as job,
    ):
        importing.import_files(job, inputs, is_gap_allowed=allow_gap)
    talk_stored(job.report)


@baseline_app.command("sync")
def sync_baseline(
    folder: Annotated[Path, typer.Argument(help="baseline/ and updatefiles/ are kept in it.")],
    part: Annotated[
        list[str] | None, typer.Option(help="baseline or updatefiles; both where not given.", show_default=False)
    ] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="Download so many files at most; 0 only looks.")] = None,
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Hold every file against its .md5 again.")] = False,
) -> None:
    """Download what a folder of NLM's bulk files lacks; what was cut off goes on where it stopped.

    Example: miner baseline sync pubmed && miner import pubmed
    """
    from miner.cli.printing import progress_bars
    from miner.cli.reports import talk_bulk
    from miner.jobs.lock import hold_data_folder
    from miner.sources.bulk import PARTS
    from miner.sources.download import sync_bulk

    for name in part or ():
        if name not in PARTS:
            raise typer.BadParameter(f"{name!r}: there are {' and '.join(PARTS)}", param_hint="--part")
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
    limit: Limit = 200,
    *,
    accept_loss: AcceptLoss = False,
) -> None:
    """Do the night's work once: fetch what is new or changed for the topics of miner.toml, read it, publish it.

    Exit codes: 0 complete; 1 failed; 2 wrong usage; 3 PubMed did not give everything, the rest is done; 4 counts fell
    as if by damage, nothing was published; 5 another run is at work.

    Example: miner refresh
    """
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
    """List past runs, newest first; --format json gives every count of each.

    Example: miner runs --limit 5
    """
    from miner.cli.reports import print_runs
    from miner.jobs.lock import is_at_work
    from miner.ledger import Ledger

    settings = load()
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        print_runs(ledger.runs.latest(limit), output, is_at_work=is_at_work(settings.data_folder))
