"""`miner labels`: what is approved where and since when, where that is known from, and how a list compares with it."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from miner.cli.options import Format, FormatOption, interruptible, load, parse_day

if TYPE_CHECKING:
    from collections import Counter

labels_app = typer.Typer(
    no_args_is_help=True, help="What is approved, where and since when: show a drug, check a list, import a catalogue."
)
NAMES_SHOWN = 20
"""Unknown names that are listed on stderr, at most; the file has them all."""
LabelDay = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Labels of this day; default: today.")
]


class CheckFormat(StrEnum):
    """Output formats of `miner labels check`."""

    CSV = "csv"
    TABLE = "table"


class CatalogueSource(StrEnum):
    """Shapes of catalogues that can be imported."""

    GENERIC = "generic"


@labels_app.command()
def show(
    drug: Annotated[str, typer.Argument(help="Any name, brand or identifier of a drug, or a set: 'A + B'.")],
    as_of: LabelDay = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Show a drug's labels, by disease and region.

    Each status has its day, and how that day is known.

    Example: miner labels show trastuzumab --as-of 2012-06-30
    """
    from miner.cli.label_tables import print_labels
    from miner.jobs.label_show import show_drug

    print_labels(show_drug(load(), drug, parse_day(as_of)), output)


@labels_app.command()
def sources(output: FormatOption = Format.TABLE) -> None:
    """List where label facts come from.

    Worth is the share of a source's statements that are right on the annotated sample.

    Example: miner labels sources --format csv
    """
    from miner.cli.label_tables import print_sources
    from miner.labels.source_table import load_sources

    print_sources(load_sources(load().labels_folder), output)


@labels_app.command()
def check(
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8 with the columns drug and disease; day, jurisdiction ...")],
    output: Annotated[CheckFormat, typer.Option("--format", "-f", help="Output format.")] = CheckFormat.CSV,
    out: Annotated[Path | None, typer.Option(help="File to write the CSV to instead of printing it.")] = None,
) -> None:
    """Compare a list of uses with the labels.

    Prints one row per use and jurisdiction, in the order of the list.

    \b
    Columns that count, in any order; all but the first two may be missing:
      drug, disease, day (2010-12-31), jurisdiction (US, EU, JP),
      age, route, line, biomarker, dose

    Rows with a name that is not known are kept, with an empty level; the exit code is then 1.

    Example: miner labels check our-list.csv --out checked.csv
    """  # noqa: D301 - click takes \b for "do not rewrap this paragraph"
    from miner.cli.label_tables import write_check
    from miner.cli.printing import talk
    from miner.jobs.label_check import check_list

    if out is not None and output is CheckFormat.TABLE:
        raise typer.BadParameter("a table is printed; leave out --format to write CSV", param_hint="--out")
    if out is not None and out.resolve() == file.resolve():
        raise typer.BadParameter("this is the list itself; choose another file", param_hint="--out")
    with interruptible():
        report = check_list(load(), file, parse_day(None))
    write_check(report, str(output), out)
    if report.ignored_columns:
        talk(f"Columns that do not count: {', '.join(report.ignored_columns)}")
    if report.empty_count:
        talk(f"Empty rows left out: {report.empty_count}")
    talk(f"{report.use_count:,} uses, {len(report.rows):,} answers" + (f"; wrote {out}" if out else ""))
    if report.unknown_row_count:
        talk(f"Uses with a name that is not known: {report.unknown_row_count:,}")
        _talk_unknown(report.unknown, report.kept_in)
        raise typer.Exit(1)


@labels_app.command()
def contradictions(output: FormatOption = Format.TABLE) -> None:
    """List articles that contradict our labels.

    Their sentences say that a use is approved, or that it is not, and the label book says otherwise on that day. An
    approval that an article knows of before the book does is listed too.

    Example: miner labels contradictions --format csv
    """
    from miner.cli.printing import print_rows, talk
    from miner.jobs.contradictions import CONTRADICTION_COLUMNS, find_contradictions
    from miner.labels.contradictions import Agreement

    with interruptible():
        found = find_contradictions(load(), parse_day(None))
    print_rows(found.rows, CONTRADICTION_COLUMNS, output)
    talk(", ".join(f"{agreement.value}: {found.counts[agreement]:,}" for agreement in Agreement))


@labels_app.command("import")
def import_catalogue(
    file: Annotated[Path, typer.Argument(help="CSV or TSV in UTF-8 with a drug and an off-label use in each row.")],
    source: Annotated[CatalogueSource, typer.Option(help="Shape of the file.")],
    name: Annotated[
        str | None, typer.Option(help="Name of the catalogue, one that exists is replaced; default: the file's.")
    ] = None,
) -> None:
    """Import a catalogue of off-label use.

    It may be a compendium or a hospital's own.

    \b
    Columns that count, in any order; all but the first two may be missing:
      drug, off-label use, kind, approved use, evidence, grade

    A catalogue is no approval and changes no level. `miner labels show` and `miner labels check` show its rows.

    Example: miner labels import catalogue.tsv --source generic --name our-hospital
    """  # noqa: D301
    from miner.cli.printing import talk
    from miner.jobs import label_import

    importers = {CatalogueSource.GENERIC: label_import.import_catalogue}
    report = importers[source](load(), file, name or "")
    left_out = report.row_count - report.entry_count
    talk(f"{'Replaced' if report.is_replaced else 'Wrote'} {report.path}: {report.entry_count:,} entries")
    talk("By kind: " + (", ".join(f"{kind} {count}" for kind, count in report.kinds.items()) or "none is given"))
    if left_out:
        talk(f"Left out, because the drug is not known: {left_out:,}")
    if report.without_disease_count:
        talk(f"Shown with the drug alone, because no disease of the use is known: {report.without_disease_count:,}")
    if report.ignored_columns:
        talk(f"Columns that do not count: {', '.join(report.ignored_columns)}")
    _talk_unknown(report.unknown, report.kept_in)


def _talk_unknown(names: "Counter[tuple[str, str]]", kept_in: Path | None) -> None:
    """List unknown names on stderr, the frequent ones first, and say where they are kept."""
    from miner.cli.printing import talk

    if not names:
        return
    for (name, kind), count in names.most_common(NAMES_SHOWN):
        talk(f"  {kind} {name or '(empty)'}" + (f" ({count} rows)" if count > 1 else ""))
    if len(names) > NAMES_SHOWN:
        talk(f"  and {len(names) - NAMES_SHOWN:,} more")
    if kept_in:
        talk(f"Kept for the next lexicon in {kept_in}")
