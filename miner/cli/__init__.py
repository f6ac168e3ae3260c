"""The command line: a command parses, calls one function and prints. stdout is data, stderr is talk.

Heavy libraries are imported inside the commands, so that `miner --help` answers at once.
"""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from miner.cli import literature, questions, reading, work
from miner.cli.graph import graph_app
from miner.cli.lexicon import lexicon_app
from miner.cli.options import given

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads PubMed for uses of approved drugs beyond their labels and keeps the evidence in a graph.",
)
app.command()(work.run)
app.command()(work.signals)
app.command("list")(work.write_weekly_list)
app.command()(reading.read)
app.command()(literature.fetch)
app.command("import")(literature.import_files)
app.command()(literature.refresh)
app.command()(literature.runs)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(questions.query)
app.command()(questions.cypher)
app.command()(work.doctor)
app.add_typer(literature.baseline_app, name="baseline")
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(graph_app, name="graph")


@app.callback()
def options(  # noqa: PLR0913 - each is an option
    data_folder: Annotated[
        Path | None, typer.Option(help="Ledger, embedded graph and lists lie here (miner-data).")
    ] = None,
    graph: Annotated[str | None, typer.Option(help="embedded:PATH, bolt://HOST:PORT or neo4j://HOST:PORT.")] = None,
    model: Annotated[
        str | None, typer.Option(help="spaCy or scispaCy model to read with; the shipped one if not given.")
    ] = None,
    linker: Annotated[
        str | None,
        typer.Option(help="scispaCy linker for names left without a link: mesh, umls ... in its cache, or a folder."),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Reading processes; 0 is one per processor.")] = None,
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an expected failure.")] = False,
) -> None:
    """Options that every command takes; they win over MINER_... variables and miner.toml."""
    given["flags"] = {
        "data_folder": data_folder,
        "graph": graph,
        "model": model,
        "linker": linker,
        "workers": workers,
    }
    given["debug"] = debug
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)


def main() -> None:
    """The console script: expected failures are one line and exit code 1, usage errors 2."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        if given["debug"] or not _is_expected(error):
            raise
        typer.echo(f"miner: {error}", err=True)
        raise SystemExit(getattr(error, "exit_code", 1)) from error


def _is_expected(error: Exception) -> bool:
    from graph.errors import GraphError
    from miner.errors import MinerError
    from queries.errors import QueryError

    return isinstance(error, MinerError | GraphError | QueryError)
