"""Commands that query the graph and the label book: the prepared questions, and free Cypher."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from miner.cli.options import Format, FormatOption, load, open_graph, read_graph


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
    """Ask the graph, the list or the label book one of the prepared questions.

    Give the parameters of the query after its name: miner query NAME --PARAMETER VALUE ... If there are no rows
    because a name is unknown or the graph is empty, a message says so and the exit code is 1.

    Example: miner query candidates-for-drug --drug propranolol
    """
    from miner.cli.printing import print_rows, talk
    from miner.jobs.questions import FROM_LEDGER, ask, find_question, list_questions

    if show_help:
        typer.echo(_describe_query(name) if name else context.get_help())
        return
    if name is None:
        rows = [
            {"query": q.name, "question": q.question, "parameters": ", ".join(p.name for p in q.parameters)}
            for q in list_questions()
        ]
        print_rows(rows, ["query", "question", "parameters"], output)
        return
    found, given = find_question(name), _parse_parameters(context.args)
    if found.name in FROM_LEDGER:
        rows, problems = _ask_ledger(found.name, given)
    else:
        with read_graph() as store:
            rows, problems = ask(store, found.name, given)
    for line in problems:
        talk(line)
    print_rows(rows, found.columns, output)
    if problems:
        raise typer.Exit(1)


def _ask_ledger(name: str, given: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows and problems of a question that ledger and label book answer; remarks are printed here."""
    from miner.cli.printing import talk
    from miner.jobs import list_questions
    from miner.jobs.questions import LABEL_CHECK, NEW_SINCE, check_label

    if name == LABEL_CHECK.name:
        return check_label(load(), **given)
    answer = list_questions.new_since if name == NEW_SINCE.name else list_questions.label_followed
    rows, remarks = answer(load(), **given)
    for line in remarks:
        talk(line)
    return rows, []


def _describe_query(name: str) -> str:
    """Return a query's question, parameters and columns as help text."""
    from miner.jobs.questions import find_question

    found = find_question(name)
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
