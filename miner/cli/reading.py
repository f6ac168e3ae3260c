"""`miner read`: mentions and claims of texts, and one article in detail with the reasons."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from miner.cli.options import LinkerOption, ModelOption, interruptible, load

if TYPE_CHECKING:
    from miner.config import Settings
    from miner.jobs.annotating import AnnotationReport


class Style(StrEnum):
    """Output formats for readings."""

    PUBTATOR = "pubtator"
    JSONL = "jsonl"


class Ids(StrEnum):
    """Identifiers to write: ours, or those of MeSH and OMIM."""

    CURIE = "curie"
    MESH = "mesh"


def read(  # noqa: PLR0913 - each is an option
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of PubMed XML, PubTator or one text per line, plain or .gz; - is standard input."),
    ] = None,
    style: Annotated[Style, typer.Option("--format", "-f", help="PubTator, or JSON lines with one text per line.")] = (
        Style.PUBTATOR
    ),
    ids: Annotated[Ids, typer.Option(help="Write our own identifiers, or those of MeSH and OMIM.")] = Ids.CURIE,
    *,
    model: ModelOption = None,
    linker: LinkerOption = None,
    out: Annotated[Path | None, typer.Option(help="File to write; default: standard output.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Number of reading processes; 0: one per processor.")
    ] = None,
    show: Annotated[
        int | None,
        typer.Option(
            metavar="PMID", help="Show one article of the given files, or of the ledger, with the reason for each link."
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="With --show: write an HTML page to this file instead.")] = None,
) -> None:
    """Find mentions, identifiers and claims in texts.

    The ledger is not changed. Texts that name no drug are read too. Skipped texts (not English, empty, too long) are
    written without mentions and counted on stderr.

    Example: miner read corpora/demo/01-baseline.xml --ids mesh
    """
    if html and show is None:
        raise typer.BadParameter("works only with --show PMID", param_hint="--html")
    if not inputs and show is None:
        raise typer.BadParameter("name a file, - for standard input, or --show PMID", param_hint="INPUTS")
    settings = load(model=model, linker=linker, workers=workers)
    with interruptible(), _as_files(inputs or []) as paths:
        if show is None:
            _write(paths, style, ids, out, settings)
        else:
            _show(paths, show, html, settings)


@contextmanager
def _as_files(inputs: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the inputs as files; standard input is copied to a temporary one, as its format is detected by content."""
    if Path("-") not in inputs:
        yield list(inputs)
        return
    with tempfile.NamedTemporaryFile(prefix="standard-input-") as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.flush()
        yield [Path(spool.name) if path == Path("-") else path for path in inputs]


def _write(paths: Sequence[Path], style: Style, ids: Ids, out: Path | None, settings: "Settings") -> None:
    from miner.cli.printing import progress_bars
    from miner.jobs.annotating import annotate
    from miner.jobs.job import recipe_of

    with progress_bars() as progress, _output(out) as output:
        report = annotate(
            paths,
            output,
            recipe_of(settings, is_drug_needed=False),
            style=style.value,
            ids=ids.value,
            worker_count=settings.workers,
            progress=progress,
        )
    _talk(report)


@contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    """Open standard output as UTF-8, or a file that gets its final name once it is complete."""
    from miner.jobs.annotating import open_output

    if out is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # it is a TextIOWrapper
        yield sys.stdout
        return
    part = out.with_name(out.name + ".part")
    with open_output(part) as output:
        yield output
    part.replace(out)


def _talk(report: "AnnotationReport") -> None:
    from miner.cli.printing import talk

    reasons = "; ".join(f"{count:,} {reason}" for reason, count in sorted(report.skipped.items()))
    talk(
        f"Read: {report.document_count:,} texts, {report.mention_count:,} mentions ({report.linked_count:,} linked), "
        f"{report.claim_count:,} claims"
    )
    talk(f"Skipped: {reasons or 'nothing'}; {report.rejection_count:,} records rejected")
    for reason in report.rejections:
        talk(f"Rejected: {reason}")
    if report.deletion_count:
        talk(f"Ignored: {report.deletion_count:,} deletion notices of PubMed, which have no text")


def _show(paths: Sequence[Path], pmid: int, html: Path | None, settings: "Settings") -> None:
    from miner.cli.printing import print_renderable, talk
    from miner.jobs import annotating
    from miner.report.show import render_page, render_terminal

    view = annotating.view(paths, pmid, settings)
    if html is None:
        print_renderable(render_terminal(view))
        return
    with annotating.open_output(html) as page:
        page.write(render_page(view))
    talk(f"Wrote {html}")
