"""Commands of the main job, from files to the list, with doctor, backup and restore."""

from pathlib import Path
from typing import Annotated

import typer

from miner.cli.options import (
    AsOf,
    Format,
    FormatOption,
    Limit,
    ListLimit,
    LiteratureOnly,
    interruptible,
    load,
    parse_day,
)

AreaOption = Annotated[
    str | None, typer.Option(help="Only an area of medicine: oncology, neurology, rare, paediatric ...")
]
KindOption = Annotated[
    str | None,
    typer.Option(help="Only a kind of off-label use: indication, age-group, route, dose-or-regimen ..."),
]


def run(
    inputs: Annotated[
        list[Path] | None, typer.Argument(help="PubMed XML files, plain or .gz, or folders of them, to import first.")
    ] = None,
    as_of: AsOf = None,
    limit: ListLimit = 200,
    show: Annotated[int, typer.Option(min=0, help="Number of candidates to print.")] = 10,
) -> None:
    """Read articles, update ledger, graph and list, print candidates.

    Without files it reads what `miner fetch` or `miner import` has added. An interrupted run resumes where it stopped.

    Example: miner run corpora/demo/01-baseline.xml
    """
    from miner.cli.printing import progress_bars, talk
    from miner.cli.reports import talk_report
    from miner.cli.signals import print_signals
    from miner.jobs.pipeline import run as run_pipeline

    settings = load()
    with interruptible(), progress_bars() as progress:
        report, listing = run_pipeline(
            inputs or [], settings, as_of=parse_day(as_of), list_limit=limit, progress=progress
        )
    talk_report(report)
    print_signals(listing, show, Format.TABLE)
    for path in report.list_paths:
        talk(f"Wrote {path}")


def signals(  # noqa: PLR0913 - what a list of candidates is narrowed by
    as_of: AsOf = None,
    limit: Limit = 20,
    output: FormatOption = Format.TABLE,
    area: AreaOption = None,
    kind: KindOption = None,
    *,
    literature_only: LiteratureOnly = False,
) -> None:
    """Print the candidates as of a day.

    Only the ledger is needed, not the graph.

    Example: miner signals --as-of 2010-12-31 --limit 5
    """
    from miner.cli.signals import print_signals
    from miner.jobs.listing import evaluate_day

    listing = evaluate_day(load(), parse_day(as_of), is_literature_only=literature_only)
    listing = listing.of_area(area) if area else listing
    print_signals(listing.of_kind(kind) if kind else listing, limit, output)


def write_weekly_list(as_of: AsOf = None, limit: ListLimit = 200) -> None:
    """Write the candidates as of a day as HTML, CSV and XLSX files.

    Prints the paths of the files.

    Example: miner list --as-of 2010-12-31
    """
    from miner.jobs.listing import write_list_of

    for path in write_list_of(load(), parse_day(as_of), limit):
        typer.echo(path)


def evidence(
    drug: Annotated[str, typer.Argument(help="Any name, brand or identifier of a drug, or a set: 'A + B'.")],
    disease: Annotated[str, typer.Argument(help="Any name or identifier of a disease.")],
    out: Annotated[Path, typer.Option(help="HTML file to write.")],
    as_of: AsOf = None,
) -> None:
    """Write all evidence of one row of the list as an HTML file.

    It has what the list shows when a row is opened, with all sentences and the citations as RIS, BibTeX and CSL-JSON.

    Example: miner evidence rituximab 'neuromyelitis optica' --out evidence.html
    """
    from miner.jobs.evidence import write_evidence_of

    write_evidence_of(load(), drug, disease, parse_day(as_of), out)
    typer.echo(out)


def doctor(
    *,
    start: Annotated[
        bool, typer.Option("--start", help="Also load the model and open the graph, starting the embedded one.")
    ] = False,
) -> None:
    """Check installation, ledger and graph, and suggest remedies.

    Exits with 1 if something is missing that a command needs.
    """
    from miner.cli.printing import print_rows
    from miner.jobs.doctor import examine

    findings = examine(load(), is_started=start)
    rows = [{"check": f.check, "state": f.state, "found": f.found, "remedy": f.remedy} for f in findings]
    columns = ["check", "state", "found", *(["remedy"] if any(finding.remedy for finding in findings) else [])]
    print_rows(rows, columns, Format.TABLE)
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="File to write; an existing one is replaced once the copy is complete.")],
) -> None:
    """Copy the ledger to a file and check the copy.

    This is safe while a job is running.

    Example: miner backup backups/ledger-2026-11-29.db
    """
    from miner.cli.printing import progress_bars, talk
    from miner.jobs.backups import backup_ledger

    with interruptible(), progress_bars() as progress:
        size = backup_ledger(load(), file, progress)
    talk(f"Wrote {file}: {size / 1e6:,.1f} MB, checked; restore it with `miner restore {file}`")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `miner backup` wrote.")],
) -> None:
    """Replace the ledger with a backup.

    The current ledger is kept beside it.

    Example: miner restore backups/ledger-2026-11-29.db
    """
    from miner.cli.printing import talk
    from miner.jobs.backups import restore_ledger

    settings = load()
    kept = restore_ledger(settings, file)
    talk(f"Restored {settings.ledger_path} from {file}" + (f"; the previous ledger is now {kept}" if kept else ""))
    talk("The graph may be newer than this ledger; run `miner graph rebuild` to bring it in line")
