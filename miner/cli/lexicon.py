"""`miner lexicon`: look up a name, and compile the tables from their public sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from miner.cli.options import interruptible, load
from miner.jurisdictions import CODES

if TYPE_CHECKING:
    from rich.console import RenderableType

    from miner.reading.linking.explain import Explanation, Meaning

lexicon_app = typer.Typer(no_args_is_help=True, help="Look up a name, or rebuild the lexicon's tables.")


@lexicon_app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name as written in an article: brand, code, synonym ...")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show what a name stands for and why.

    For an unknown name, prints similar ones and exits with 1.

    Example: miner lexicon lookup 'Gleevec'
    """
    import json
    from dataclasses import asdict

    from miner.cli.printing import print_renderable
    from miner.lexicon.lexicon import Lexicon
    from miner.reading.linking.explain import explain

    folder = load().lexicon_folder
    explanation = explain(name, Lexicon.load(folder), folder)
    if as_json:
        typer.echo(json.dumps(asdict(explanation), indent=2, ensure_ascii=False))
    else:
        print_renderable(_as_text(explanation))
    if not explanation.meanings:
        raise typer.Exit(1)


@lexicon_app.command()
def build(
    sources: Annotated[
        Path | None, typer.Option(help="Manifest of the sources, with versions and digests; default: the shipped one.")
    ] = None,
    data: Annotated[Path, typer.Option(help="Folder of the source files; missing ones are downloaded into it.")] = Path(
        "lexicon-sources"
    ),
    out: Annotated[Path, typer.Option(help="Folder to write the tables to.")] = Path("lexicon"),
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Download nothing; use only files in the folder.")] = False,
) -> None:
    """Compile the lexicon from its public sources.

    These are MeSH, MONDO, DO, HGNC, DrugBank's vocabulary, RxNorm and, if you have it, ATC. To use the result, set
    lexicon_folder in miner.toml or MINER_LEXICON_FOLDER to the output folder.

    Example: miner lexicon build --data sources --out my-lexicon
    """
    import importlib.resources

    from miner.cli.printing import print_rows, progress_bars, talk
    from miner.lexicon.build.compile import build_lexicon
    from miner.sources.manifest import locate, read_manifest
    from miner.sources.vocabularies import Download, download

    settings = load()
    shipped = importlib.resources.files("corpora") / "lexicon" / "sources.toml"
    with importlib.resources.as_file(shipped) as default, interruptible(), progress_bars() as progress:
        manifest = read_manifest(sources or default)
        fetched, refused = (
            Download([], {})
            if offline
            else download(
                manifest, data, email=settings.email, timeout_seconds=settings.timeout_seconds, progress=progress
            )
        )
        for name, reason in refused.items():
            place = data / manifest[name].path
            talk(f"not fetched: {name}: {reason}. Try to download it with a browser and save it as {place}")
        found = locate(manifest, data)
        counts = build_lexicon(manifest, found, out)
    for name in sorted(manifest.keys() - found.keys()):
        talk(f"skipped, because it is missing: {name} ({data / manifest[name].path})")
    for name in fetched:
        talk(f"fetched: {name}" + ("" if manifest[name].sha256 else f", not pinned; its digest is recorded in {out}"))
    print_rows([{"what": what, "count": count} for what, count in counts.items()], ["what", "count"], "table")
    talk(f"written to {out}; set lexicon_folder to use it")


def _as_text(explanation: "Explanation") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    shown: list[RenderableType] = [
        Text.assemble((explanation.name, "bold"), f"  (looked up as {explanation.normalised!r})")
    ]
    for type_, reason in explanation.stopped:
        shown.append(Text(f"on the stop list: not read as a {type_} name ({reason})", style="yellow"))
    for meaning in explanation.meanings:
        shown += [Text(""), _as_grid(meaning)]
    if not explanation.meanings:
        shown.append(Text("not in the lexicon"))
        if explanation.near:
            shown.append(Text("similar names: " + ", ".join(f"{name} ({score:g})" for name, score in explanation.near)))
    return Group(*shown)


def _as_grid(meaning: "Meaning") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    regions = [flag for flag in meaning.flags if flag in CODES]
    others = [flag for flag in meaning.flags if flag not in CODES]
    table_row = f"{meaning.kind} {meaning.spelling!r}, source {meaning.source}" if meaning.kind else ""
    lines = {
        str(meaning.type): f"{meaning.name}  {meaning.curie}",
        "score": f"{meaning.score:g}, {meaning.reason}",
        "table row": table_row,
        "approved in": ", ".join(regions),
        "flags": ", ".join(others),
        "ingredients": ", ".join(f"{name} ({curie})" for curie, name in meaning.ingredients),
        "parents": ", ".join(f"{name} ({curie})" for curie, name in meaning.parents),
        "other ids": ", ".join(meaning.xrefs),
    }
    for label, value in lines.items():
        if value:
            grid.add_row(label, Text(value))
    return grid
