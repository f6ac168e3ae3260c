"""`miner read`: texts in, mentions and claims out, and one article with the reasons."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from miner.cli.options import interruptible, load

if TYPE_CHECKING:
    from miner.config import Settings
    from miner.jobs.annotating import AnnotationReport


class Style(StrEnum):
    """In what form readings are written."""

    PUBTATOR = "pubtator"
    JSONL = "jsonl"


class Ids(StrEnum):
    """Whose identifiers are written."""

    CURIE = "curie"
    MESH = "mesh"


def read(  # noqa: PLR0913 - each is an option
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(help="PubMed XML, PubTator or one passage a line, plain or .gz; - is standard input."),
    ] = None,
    style: Annotated[Style, typer.Option("--format", "-f", help="PubTator, or one JSON object a line.")] = (
        Style.PUBTATOR
    ),
    ids: Annotated[Ids, typer.Option(help="Our identifiers, or those of MeSH and OMIM.")] = Ids.CURIE,
    *,
    model: Annotated[
        str | None, typer.Option(help="spaCy or scispaCy model to read with; the shipped one if not given.")
    ] = None,
    linker: Annotated[
        str | None,
        typer.Option(help="scispaCy linker for names left without a link: mesh, umls ... in its cache, or a folder."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output if not given.")] = None,
    workers: Annotated[int | None, typer.Option(min=0, help="Reading processes; 0 is one per processor.")] = None,
    show: Annotated[
        int | None, typer.Option(metavar="PMID", help="Show one article with the reasons, from the ledger or an input.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="With --show: write a page to this file instead.")] = None,
) -> None:
    """Read texts and write mentions, identifiers and claims; the ledger is not touched.

    Every text is read, also one without a drug; what is left out and why is said at the end, on stderr.

    Example: miner read corpora/demo/01-baseline.xml --ids mesh --out demo.pubtator
    """
    if html and show is None:
        raise typer.BadParameter("goes with --show PMID", param_hint="--html")
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
    """The inputs as files: what comes on standard input is put into one, which its content is then told from."""
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
    """Standard output in UTF-8, or a file that takes its name when it is complete."""
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
    talk(f"Left out: {reasons or 'nothing'}; {report.rejection_count:,} records rejected")
    for reason in report.rejections:
        talk(f"Rejected: {reason}")
    if report.deletion_count:
        talk(f"{report.deletion_count:,} deletions of PubMed's in the files are no texts")


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
