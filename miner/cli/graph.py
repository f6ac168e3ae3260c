"""Commands that manage the graph: `miner graph ...`."""

from pathlib import Path
from typing import Annotated

import typer

from miner.cli.options import load, open_graph, read_graph

graph_app = typer.Typer(no_args_is_help=True, help="Manage the graph: sync, check, rebuild, export, stop, restart.")


@graph_app.command("sync")
def graph_sync() -> None:
    """Update the graph to match the ledger."""
    _with_projection("sync")


@graph_app.command("rebuild")
def graph_rebuild() -> None:
    """Delete everything in the graph and load it again from the ledger."""
    _with_projection("rebuild")


@graph_app.command("check")
def graph_check() -> None:
    """Compare the graph with the ledger, property by property.

    Prints every difference and exits with 1 if there is any.
    """
    _with_projection("check")


@graph_app.command("export")
def graph_export(
    node: Annotated[
        str, typer.Argument(help="Identifier or name of a drug, disease or biomarker; - for the whole graph.")
    ],
    path: Annotated[Path, typer.Argument(help="GraphML file to write.")],
    hops: Annotated[int, typer.Option(min=1, max=4, help="How many edges to follow from the node.")] = 1,
) -> None:
    """Export a node and its neighbours, or everything, as GraphML.

    Example: miner graph export propranolol propranolol.graphml
    """
    from graph.export import neighbourhood, whole_graph, write_graphml
    from miner.cli.printing import talk

    with read_graph() as store:
        found = whole_graph(store) if node == "-" else neighbourhood(store, node, hops=hops)
    write_graphml(found, path)
    typer.echo(path)
    talk(f"{found.number_of_nodes():,} nodes and {found.number_of_edges():,} edges")


@graph_app.command("stop")
def graph_stop() -> None:
    """Stop the embedded graph at once.

    It also stops by itself a few seconds after its last client.
    """
    was_running = _stop_embedded()
    typer.echo("stopped" if was_running else "was not running", err=True)


@graph_app.command("restart")
def graph_restart() -> None:
    """Stop the embedded graph, even if it is busy, and start it again."""
    _stop_embedded()
    with open_graph() as store:
        typer.echo(f"{store.target} is running again", err=True)


def _stop_embedded() -> bool:
    from graph.embedded import stop_server

    target = load().graph_target
    if not target.startswith("embedded:"):
        typer.echo(f"{target} is not an embedded graph; stop or restart its server yourself", err=True)
        raise typer.Exit(1)
    return stop_server(Path(target.removeprefix("embedded:")))


def _with_projection(action: str) -> None:
    from graph.check import check
    from graph.sync import sync
    from miner.cli.printing import progress_bars, talk
    from miner.cli.reports import describe_sync
    from miner.jobs.graph import rebuild_graph
    from miner.jobs.projection import LedgerProjection
    from miner.ledger import Ledger
    from miner.lexicon.lexicon import Lexicon

    settings = load()
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        projection = LedgerProjection(ledger, Lexicon.load(settings.lexicon_folder))
        if action == "check":
            with read_graph(needs_all=False) as store:
                differences = check(store, projection)
            for difference in differences:
                typer.echo(str(difference))
            remedy = "; `miner graph rebuild` makes the graph again" if differences else ""
            talk(f"{len(differences)} differences between {settings.graph_target} and the ledger{remedy}")
            if differences:
                raise typer.Exit(1)
            return
        with progress_bars() as bars:

            def progress(name: str, done: int) -> None:
                bars(f"graph {name}", done, None)

            if action == "rebuild":
                report = rebuild_graph(settings, projection, progress)
            else:
                with open_graph() as store:
                    report = sync(store, projection, progress)
        talk(f"Graph: {describe_sync(report)}")
