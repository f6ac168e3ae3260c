"""Commands that query the graph: the query library, and free Cypher."""

from typing import TYPE_CHECKING, Annotated

import typer

from miner.cli.options import Format, FormatOption, open_graph, read_graph

if TYPE_CHECKING:
    from graph.store import BoltStore


def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Name of a query; without it, all queries are listed.")] = None,
    output: FormatOption = Format.TABLE,
    *,
    show_help: Annotated[
        bool,
        typer.Option("--help", "-h", help="Show this message or, with NAME, the query's parameters and columns."),
    ] = False,
) -> None:
    """Ask the graph one of the prepared questions.

    Give the parameters of the query after its name: miner query NAME --PARAMETER VALUE ... If there are no rows
    because a name is unknown or the graph is empty, a message says so and the exit code is 1.

    Example: miner query candidates-for-drug --drug propranolol
    """
    from miner.cli.printing import print_rows, talk
    from queries.library import find_query, list_queries, run_query, unknown_names

    if show_help:
        typer.echo(_describe_query(name) if name else context.get_help())
        return
    if name is None:
        rows = [
            {"query": q.name, "question": q.question, "parameters": ", ".join(p.name for p in q.parameters)}
            for q in list_queries()
        ]
        print_rows(rows, ["query", "question", "parameters"], output)
        return
    found = find_query(name)
    values = _parse_parameters(context.args)
    with read_graph() as store:
        rows = run_query(store, found.name, **values)
        problems = [] if rows else _explain_no_rows(store, unknown_names(store, found.name, **values))
    for line in problems:
        talk(line)
    print_rows(rows, found.columns, output)
    if problems:
        raise typer.Exit(1)


def _explain_no_rows(store: "BoltStore", unknown: list[str]) -> list[str]:
    """Return why there are no rows: unknown names or an empty graph; empty if the answer really is empty.

    Raises:
        GraphDamagedError: the graph has lost what the last sync left there.
    """
    from graph.sync import check_whole

    check_whole(store)
    if store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN n.id AS id LIMIT 1"):
        return unknown
    return ["The graph is empty: `miner run FILE.xml.gz` reads articles, `miner graph sync` loads what was read"]


def _describe_query(name: str) -> str:
    """Return a query's question, parameters and columns as help text."""
    from queries.library import find_query

    found = find_query(name)
    parameters = [
        f"  --{parameter.name.replace('_', '-'):14} {parameter.meaning} ({parameter.type}, "
        + ("required)" if parameter.default is None else f"default {parameter.default})")
        for parameter in found.parameters
    ]
    return "\n".join(
        [
            f"Usage: miner query {found.name} [--PARAMETER VALUE]... [--format table|json|csv]",
            "",
            found.question,
            "",
            "Parameters:",
            *(parameters or ["  none"]),
            "",
            "Columns: " + ", ".join(found.columns),
        ]
    )


def cypher(
    statement: Annotated[str, typer.Argument(help="Cypher statement to run.")],
    timeout: Annotated[
        float, typer.Option(min=0.1, help="Seconds after which to give up; ignored with --write.")
    ] = 60.0,
    output: FormatOption = Format.TABLE,
    *,
    allow_write: Annotated[bool, typer.Option("--write", help="Allow the statement to change the graph.")] = False,
) -> None:
    """Run a Cypher statement, read-only unless --write is given.

    Example: miner cypher 'MATCH (d:Drug) RETURN d.name ORDER BY d.name LIMIT 5'
    """
    from miner.cli.printing import print_rows

    if allow_write:
        with open_graph() as store:
            counters = store.write(statement, {})
        print_rows([counters], list(counters), output)
        return
    with read_graph(needs_all=False) as store:
        result = store.read_only(statement, {}, timeout_seconds=timeout)
    print_rows([dict(zip(result.columns, row, strict=True)) for row in result.rows], result.columns, output)


def _parse_parameters(arguments: list[str]) -> dict[str, str]:
    """Return `--drug propranolol` and `--drug=propranolol`, which typer does not parse, as parameters by name."""
    values: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            raise typer.BadParameter(f"{argument!r} is not a parameter; write --NAME VALUE")
        name, has_value, value = argument.removeprefix("--").partition("=")
        if not has_value:
            try:
                value = next(rest)
            except StopIteration:
                raise typer.BadParameter(f"--{name} needs a value") from None
        values[name.replace("-", "_")] = value
    return values
