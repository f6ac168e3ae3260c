"""The command line. A command parses options, calls one function and prints: data to stdout, messages to stderr.

Heavy libraries are imported inside the commands, so that `miner --help` is instant.
"""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from miner.cli import backtest, hypotheses, literature, questions, reading, work
from miner.cli.graph import graph_app
from miner.cli.labels import labels_app
from miner.cli.lexicon import lexicon_app
from miner.cli.options import Given, LinkerOption, ModelOption, give, given
from miner.cli.tiers import tiers_app

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Find off-label uses of approved drugs in PubMed and keep the evidence in a graph.\n\n"
    "The ledger, a SQLite file in the data folder, stores articles, claims and candidates; the graph mirrors it for "
    "queries.",
)
app.command()(work.run)
app.command()(work.signals)
app.command("list")(work.write_weekly_list)
app.command()(backtest.backtest)
app.command()(hypotheses.hypotheses)
app.command()(work.evidence)
app.command()(reading.read)
app.command()(literature.fetch)
app.command("import")(literature.import_files)
app.command()(literature.refresh)
app.command()(literature.runs)
app.command(add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(
    questions.query
)
app.command()(questions.cypher)
app.command()(work.doctor)
app.command()(work.backup)
app.command()(work.restore)
app.add_typer(literature.baseline_app, name="baseline")
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(labels_app, name="labels")
app.add_typer(tiers_app, name="tiers")
app.add_typer(graph_app, name="graph")


@app.callback()
def options(  # noqa: PLR0913 - each is an option
    data_folder: Annotated[
        Path | None, typer.Option(help="Folder of the ledger, the embedded graph and the lists; default: miner-data.")
    ] = None,
    graph: Annotated[
        str | None,
        typer.Option(
            help="Graph to use: embedded:PATH, bolt://HOST:PORT or neo4j://HOST:PORT; default: embedded in the data "
            "folder."
        ),
    ] = None,
    model: ModelOption = None,
    linker: LinkerOption = None,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Number of reading processes; 0: one per processor.")
    ] = None,
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback for expected failures too.")] = False,
) -> None:
    """Store the options that come before the command; they override MINER_... variables and miner.toml."""
    flags = {"data_folder": data_folder, "graph": graph, "model": model, "linker": linker, "workers": workers}
    give(Given(flags=flags, is_debug=debug))
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the console script. An expected failure prints one line and exits with its own code, a usage error with 2.

    Args:
        arguments: the arguments after the program's name; None: those of the process.
    """
    give(Given())
    try:
        app(args=arguments, prog_name="miner")
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        expected = None if given().is_debug else _expected(error)
        if expected is None:
            raise
        typer.echo(f"miner: {expected}", err=True)
        raise SystemExit(getattr(expected, "exit_code", 1)) from error


def _expected(error: Exception) -> Exception | None:
    """Return the failure to report in one line, or None for a programming error.

    An unexpected error may be due to a damaged ledger, whose rows are no longer what was written, so that is checked.
    """
    from graph.errors import GraphError
    from miner.errors import MinerError
    from queries.errors import QueryError

    if isinstance(error, MinerError | GraphError | QueryError):
        return error
    from miner.config import load_settings
    from miner.ledger.database import check_file

    try:
        path = load_settings(given().flags).ledger_path
        if path.is_file():
            check_file(path)
    except MinerError as damage:
        return damage
    return None
