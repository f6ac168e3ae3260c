"""`miner lexicon`: what a name stands for, and tables compiled from the public sources."""

from typing import TYPE_CHECKING, Annotated

import typer

from miner.cli.options import load

if TYPE_CHECKING:
    from rich.console import RenderableType

    from miner.explaining import Explanation, Meaning

lexicon_app = typer.Typer(no_args_is_help=True, help="Names of drugs, diseases and biomarkers.")


@lexicon_app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name as it stands in an article: brand, code, synonym ...")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Explain what a name stands for; exit code 1 where it stands for nothing known.

    Example: miner lexicon lookup 'Gleevec'
    """
    import json
    from dataclasses import asdict

    from miner import console
    from miner.explaining import explain
    from miner.reading.lexicon import Lexicon

    folder = load().lexicon_folder
    explanation = explain(name, Lexicon.load(folder), folder)
    if as_json:
        typer.echo(json.dumps(asdict(explanation), indent=2, ensure_ascii=False))
    else:
        console.print_renderable(_as_text(explanation))
    if not explanation.meanings:
        raise typer.Exit(1)


def _as_text(explanation: "Explanation") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    shown: list[RenderableType] = [
        Text.assemble((explanation.name, "bold"), f"  (compared as {explanation.normalised!r})")
    ]
    for type_, reason in explanation.stopped:
        shown.append(Text(f"stop list: no {type_} name ({reason})", style="yellow"))
    for meaning in explanation.meanings:
        shown += [Text(""), _as_grid(meaning)]
    if not explanation.meanings:
        shown.append(Text("stands for nothing in the lexicon"))
        if explanation.near:
            shown.append(Text("near: " + ", ".join(f"{name} ({score:g})" for name, score in explanation.near)))
    return Group(*shown)


def _as_grid(meaning: "Meaning") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    regions = [flag for flag in meaning.flags if flag in {"US", "EU", "JP"}]
    others = [flag for flag in meaning.flags if flag not in {"US", "EU", "JP"}]
    table_row = f"{meaning.kind} {meaning.spelling!r}, source {meaning.source}" if meaning.kind else ""
    lines = {
        str(meaning.type): f"{meaning.name}  {meaning.curie}",
        "score": f"{meaning.score:g}, {meaning.reason}",
        "table row": table_row,
        "approved in": ", ".join(regions),
        "noted": ", ".join(others),
        "ingredients": ", ".join(f"{name} ({curie})" for curie, name in meaning.ingredients),
        "parents": ", ".join(f"{name} ({curie})" for curie, name in meaning.parents),
        "other ids": ", ".join(meaning.xrefs),
    }
    for label, value in lines.items():
        if value:
            grid.add_row(label, Text(value))
    return grid
