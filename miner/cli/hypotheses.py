"""`miner hypotheses`: pairs that nobody has tested in the articles read, and why their neighbours suggest them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from miner.cli.options import AsOf, Format, FormatOption, Limit, interruptible, load, parse_day

if TYPE_CHECKING:
    from rich.text import Text

    from miner.jobs.hypotheses import HypothesisRow

HEADING = "Hypotheses: nobody has tested these in the articles read"
CAUTION = (
    "No sentence of an article names the drug with the disease, and no label that we have covers it. These are no "
    "candidates and no evidence: the paths below say what suggests them. Label as in `miner signals`; ?: unknown."
)
COLUMNS = (
    "rank", "status", "drug", "disease", "drug_id", "disease_id", "score", "label_us", "label_eu", "label_jp", "areas",
    "paths", "why", "pmids", "links",
)  # fmt: skip
STATUS = "hypothesis, not tested in the articles read"


def hypotheses(  # noqa: PLR0913, PLR0917 - each is an option
    as_of: AsOf = None,
    limit: Limit = 20,
    output: FormatOption = Format.TABLE,
    drug: Annotated[str | None, typer.Option(help="Only this drug, by any name: all its rows.")] = None,
    disease: Annotated[str | None, typer.Option(help="Only this disease and its forms: all rows.")] = None,
    area: Annotated[str | None, typer.Option(help="Only an area of medicine: oncology, rare ...")] = None,
) -> None:
    """Print hypotheses: pairs that nobody has tested in the articles read.

    Their neighbours suggest them: sibling diseases, drugs of one class, shared uses and biomarkers. They are no
    candidates, and stand in no list.

    Example: miner hypotheses --area oncology --limit 10
    """
    from miner.cli.printing import print_rows
    from miner.jobs.hypotheses import find_hypotheses

    with interruptible():
        rows = find_hypotheses(load(), parse_day(as_of), limit, drug=drug or "", disease=disease or "", area=area or "")
    if output is Format.TABLE:
        _print(rows, str(parse_day(as_of)))
    else:
        print_rows([_full_row(rank, row) for rank, row in enumerate(rows, start=1)], COLUMNS, output)


def _print(rows: "tuple[HypothesisRow, ...]", day: str) -> None:
    """Print each row with its paths below it; articles and labels are links where the terminal has them."""
    from rich.text import Text

    from miner.cli.printing import print_renderable

    print_renderable(Text(f"{HEADING} (as of {day})", style="bold"))
    print_renderable(Text(CAUTION, style="dim"))
    if not rows:
        print_renderable(Text("None."))
    for rank, row in enumerate(rows, start=1):
        labels = ", ".join(f"{region} {level}" for region, level in _labels(row).items())
        head = Text(f"\n{rank}  {row.drug} in {row.disease}", style="bold")
        print_renderable(head.append(f"   score {row.hypothesis.score:.2f}; {labels}", style="not bold"))
        for reason in row.reasons:
            print_renderable(_path(reason.kind, reason.text, [(one.name, one.url) for one in reason.sources]))


def _path(kind: str, text: str, sources: list[tuple[str, str]]) -> "Text":
    from rich.text import Text

    line = Text(f"   {kind}: {text}")
    for number, (name, url) in enumerate(sources):
        line.append(" [" if number == 0 else ", ").append(name, style=f"link {url}")
    return line.append("]") if sources else line


def _labels(row: "HypothesisRow") -> dict[str, str]:
    from miner.cli.signals import SHORT_LEVELS

    return {state.jurisdiction: SHORT_LEVELS[state.level] for state in row.label_states}


def _full_row(rank: int, row: "HypothesisRow") -> dict[str, Any]:
    sources = tuple(dict.fromkeys(source for reason in row.reasons for source in reason.sources))
    return {
        "rank": rank,
        "status": STATUS,
        "drug": row.drug,
        "disease": row.disease,
        "drug_id": row.hypothesis.drug,
        "disease_id": row.hypothesis.disease,
        "score": round(row.hypothesis.score, 3),
        **{f"label_{region.lower()}": level for region, level in _labels(row).items()},
        "areas": "; ".join(row.areas),
        "paths": "; ".join(f"{kind} {part:.2f}" for kind, part in row.hypothesis.parts),
        "why": " | ".join(f"{reason.kind}: {reason.text}" for reason in row.reasons),
        "pmids": " ".join(one.name.removeprefix("PMID ") for one in sources if one.name.startswith("PMID ")),
        "links": " ".join(dict.fromkeys(one.url for one in sources)),
    }
