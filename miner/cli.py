"""The command line: a command parses, calls one function and prints. stdout is data, stderr is talk.

Heavy libraries are imported inside the commands, so that `miner --help` answers at once.
"""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from graph.store import BoltStore
    from miner.config import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads PubMed for uses of approved drugs beyond their labels and keeps the evidence in a graph.",
)
graph_app = typer.Typer(no_args_is_help=True, help="Look after the graph: sync, check, rebuild, export, stop.")
app.add_typer(graph_app, name="graph")


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


_state: dict[str, Any] = {"flags": {}, "debug": False}

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Day to stand on; today where not given.")
]
Limit = Annotated[int, typer.Option(min=1, help="How many rows.")]


@app.callback()
def options(
    data_folder: Annotated[
        Path | None, typer.Option(help="Ledger, embedded graph and lists lie here (miner-data).")
    ] = None,
    graph: Annotated[str | None, typer.Option(help="embedded:PATH, bolt://HOST:PORT or neo4j://HOST:PORT.")] = None,
    model: Annotated[
        str | None, typer.Option(help="spaCy or scispaCy model to read with; the shipped one if not given.")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Reading processes; 0 is one per processor.")] = None,
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an expected failure.")] = False,
) -> None:
    """Options that every command takes; they win over MINER_... variables and miner.toml."""
    _state["flags"] = {"data_folder": data_folder, "graph": graph, "model": model, "workers": workers}
    _state["debug"] = debug


@app.command()
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
    from miner import console, pipeline

    settings = _settings()
    try:
        with console.progress_bars() as progress:
            report = pipeline.run(inputs or [], settings, as_of=_day(as_of), list_limit=limit, progress=progress)
    except KeyboardInterrupt:
        console.talk("miner: stopped; what was committed stays, run the same command again to go on")
        raise typer.Exit(130) from None
    console.talk_report(report)
    console.print_signals(settings, _day(as_of), show, Format.TABLE)
    for path in report.list_paths:
        console.talk(f"Wrote {path}")


@app.command()
def signals(as_of: AsOf = None, limit: Limit = 20, output: FormatOption = Format.TABLE) -> None:
    """Print the candidates as they stood on a day, from the ledger alone.

    Example: miner signals --as-of 2010-12-31 --limit 5
    """
    from miner import console

    console.print_signals(_settings(), _day(as_of), limit, output)


@app.command("list")
def write_weekly_list(as_of: AsOf = None, limit: Limit = 200) -> None:
    """Write the list of a day as HTML, CSV and XLSX and print the paths.

    Example: miner list --as-of 2010-12-31
    """
    from miner import console

    for path in console.write_list_of(_settings(), _day(as_of), limit):
        typer.echo(path)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Name of a query; all are listed without it.")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Ask the graph one of the library's questions: miner query NAME --PARAMETER VALUE ...

    Example: miner query candidates-for-drug --drug propranolol
    """
    from miner import console
    from queries.library import find_query, list_queries, run_query, unknown_names

    if name is None:
        rows = [
            {"query": q.name, "question": q.question, "parameters": ", ".join(p.name for p in q.parameters)}
            for q in list_queries()
        ]
        console.print_rows(rows, ["query", "question", "parameters"], output)
        return
    found = find_query(name)
    values = _parse_parameters(context.args)
    with _open_graph() as store:
        rows = run_query(store, found.name, **values)
        for line in unknown_names(store, found.name, **values) if not rows else ():
            console.talk(line)
    console.print_rows(rows, found.columns, output)


@app.command()
def cypher(
    statement: Annotated[str, typer.Argument(help="A Cypher statement.")],
    timeout: Annotated[float, typer.Option(min=0.1, help="Give up after so many seconds.")] = 60.0,
    output: FormatOption = Format.TABLE,
    *,
    allow_write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
) -> None:
    """Run free Cypher; it cannot write unless told so.

    Example: miner cypher 'MATCH (d:Drug) RETURN d.name ORDER BY d.name LIMIT 5'
    """
    from miner import console

    with _open_graph() as store:
        if allow_write:
            counters = store.write(statement, {})
            console.print_rows([counters], list(counters), output)
        else:
            result = store.read_only(statement, {}, timeout_seconds=timeout)
            rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
            console.print_rows(rows, result.columns, output)


@app.command()
def doctor() -> None:
    """Say what is installed, which versions are in use, whether the graph answers, and what to do if not."""
    from miner import console
    from miner.doctor import examine

    findings = examine(_settings())
    rows = [{"check": f.check, "state": f.state, "found": f.found, "remedy": f.remedy} for f in findings]
    console.print_rows(rows, ["check", "state", "found", "remedy"], Format.TABLE)
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(1)


@graph_app.command("sync")
def graph_sync() -> None:
    """Bring the graph up to the ledger."""
    _with_projection("sync")


@graph_app.command("rebuild")
def graph_rebuild() -> None:
    """Drop all that is in the graph and load it anew from the ledger."""
    _with_projection("rebuild")


@graph_app.command("check")
def graph_check() -> None:
    """Hold every count in the graph against the ledger; exit 1 and name each difference if there are any."""
    _with_projection("check")


@graph_app.command("export")
def graph_export(
    node: Annotated[str, typer.Argument(help="Identifier of a node, as MONDO:0004992.")],
    path: Annotated[Path, typer.Argument(help="GraphML file to write.")],
    hops: Annotated[int, typer.Option(min=1, max=4, help="How far around the node.")] = 1,
) -> None:
    """Write the neighbourhood of a node as GraphML.

    Example: miner graph export DRUGBANK:DB00571 propranolol.graphml
    """
    from graph.export import neighbourhood, write_graphml

    with _open_graph() as store:
        write_graphml(neighbourhood(store, node, hops=hops), path)
    typer.echo(path)


@graph_app.command("stop")
def graph_stop() -> None:
    """Stop the embedded graph now instead of a few seconds after its last client."""
    was_running = _stop_embedded()
    typer.echo("stopped" if was_running else "was not running", err=True)


@graph_app.command("restart")
def graph_restart() -> None:
    """Stop the embedded graph, whatever it is busy with, and start it again."""
    _stop_embedded()
    with _open_graph() as store:
        typer.echo(f"{store.target} answers again", err=True)


def _stop_embedded() -> bool:
    from graph.embedded import stop_server

    target = _settings().graph_target
    if not target.startswith("embedded:"):
        typer.echo(f"{target} is not ours to stop", err=True)
        raise typer.Exit(1)
    return stop_server(Path(target.removeprefix("embedded:")))


def _with_projection(action: str) -> None:
    from graph.check import check
    from graph.sync import rebuild, sync
    from miner import console
    from miner.ledger import Ledger
    from miner.projection import LedgerProjection
    from miner.reading.lexicon import Lexicon

    settings = _settings()
    with (
        Ledger.open(settings.ledger_path, is_read_only=True) as ledger,
        ledger.snapshot(),
        _open_graph() as store,
    ):
        projection = LedgerProjection(ledger, Lexicon.load(settings.lexicon_folder))
        if action == "check":
            differences = check(store, projection)
            for difference in differences:
                typer.echo(str(difference))
            console.talk(f"{len(differences)} differences between {store.target} and the ledger")
            if differences:
                raise typer.Exit(1)
            return
        with console.progress_bars() as progress:
            load = sync if action == "sync" else rebuild
            report = load(store, projection, lambda name, done: progress(f"graph {name}", done, None))
        console.talk(f"Graph: {console.describe_sync(report)}")


def _settings() -> "Settings":
    from miner.config import load_settings

    return load_settings(_state["flags"])


def _open_graph() -> "BoltStore":
    from miner.pipeline import open_graph

    return open_graph(_settings())


def _day(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 the user's own day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2010-12-31") from None


def _parse_parameters(arguments: list[str]) -> dict[str, str]:
    """`--drug propranolol` or `--drug=propranolol`, as typer left them over."""
    values: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            raise typer.BadParameter(f"{argument!r} is no parameter; write --NAME VALUE")
        name, has_value, value = argument.removeprefix("--").partition("=")
        if not has_value:
            try:
                value = next(rest)
            except StopIteration:
                raise typer.BadParameter(f"--{name} needs a value") from None
        values[name.replace("-", "_")] = value
    return values


def main() -> None:
    """The console script: expected failures are one line and exit code 1, usage errors 2."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        if _state["debug"] or not _is_expected(error):
            raise
        typer.echo(f"miner: {error}", err=True)
        raise SystemExit(1) from error


def _is_expected(error: Exception) -> bool:
    from graph.errors import GraphError
    from miner.errors import MinerError
    from queries.errors import QueryError

    return isinstance(error, MinerError | GraphError | QueryError)


if __name__ == "__main__":
    main()
