"""Commands of the main job: from files to the list, and what stands in the way of it."""

from pathlib import Path
from typing import Annotated

import typer

from miner.cli.options import AsOf, Format, FormatOption, Limit, interruptible, load, parse_day


def run(
    inputs: Annotated[
        list[Path] | None, typer.Argument(help="PubMed XML files, plain or .gz, applied in this order.")
    ] = None,
    as_of: AsOf = None,
    limit: Limit = 200,
    show: Annotated[int, typer.Option(min=0, help="How many candidates to print.")] = 10,
) -> None:
    """Read articles, renew ledger, graph and list, and print the top candidates.

    Example: miner run corpora/demo/01-baseline.xml
    """
    from miner import console
    from miner.jobs import pipeline

    settings = load()
    with interruptible(), console.progress_bars() as progress:
        report = pipeline.run(inputs or [], settings, as_of=parse_day(as_of), list_limit=limit, progress=progress)
    console.talk_report(report)
    console.print_signals(settings, parse_day(as_of), show, Format.TABLE)
    for path in report.list_paths:
        console.talk(f"Wrote {path}")


def signals(as_of: AsOf = None, limit: Limit = 20, output: FormatOption = Format.TABLE) -> None:
    """Print the candidates as they stood on a day, from the ledger alone.

    Example: miner signals --as-of 2010-12-31 --limit 5
    """
    from miner import console

    console.print_signals(load(), parse_day(as_of), limit, output)


def write_weekly_list(as_of: AsOf = None, limit: Limit = 200) -> None:
    """Write the list of a day as HTML, CSV and XLSX and print the paths.

    Example: miner list --as-of 2010-12-31
    """
    from miner import console

    for path in console.write_list_of(load(), parse_day(as_of), limit):
        typer.echo(path)


def doctor() -> None:
    """Say what is installed, which versions are in use, whether the graph answers, and what to do if not."""
    from miner import console
    from miner.jobs.doctor import examine

    findings = examine(load())
    rows = [{"check": f.check, "state": f.state, "found": f.found, "remedy": f.remedy} for f in findings]
    console.print_rows(rows, ["check", "state", "found", "remedy"], Format.TABLE)
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(1)
