"""Prints what `miner labels` has found."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from miner.cli.printing import print_renderable, print_rows
from miner.errors import ReportError
from miner.jobs.label_check import CHECK_COLUMNS, CheckReport
from miner.jobs.label_show import DiseaseMap, DrugLabels
from miner.jurisdictions import CODES
from miner.labels.catalogue import CatalogueEntry
from miner.labels.region_map import MapCell, fact_words
from miner.labels.source_table import LabelSource
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact
from queries.table import to_csv

SHOW_COLUMNS = (
    "drug", "disease", "disease_id", "jurisdiction", "status", "words", "level", "fact_id", "relation", "since",
    "since_kind", "since_source", "absent_on", "absent_source", "ended_on", "ages", "line", "population", "biomarkers",
    "routes", "partners", "trust", "sources", "source_url",
)  # fmt: skip
"""The columns that `miner labels show` prints as JSON and CSV."""
CATALOGUE_STATUS = "catalogue (no approval)"
LEGEND = (
    "since: that day is stated; by: on the label by that day, perhaps earlier; about: inferred; between: not on the "
    "label on the first day, on it by the second; one source only: does not count as on label."
)
_DISEASES_SHOWN = 3


def print_labels(labels: DrugLabels, output: str) -> None:
    """Print the labels of a drug; the table format adds facts, links, ingredients and sets in words."""
    if output != "table":
        print_rows(list(_full_rows(labels)), SHOW_COLUMNS, output)
        return
    lexicon = labels.lexicon
    name = _names(labels.drugs, lexicon)
    print_renderable(Text.assemble((name, "bold"), f"  {' + '.join(labels.drugs)}, labels of {labels.day}"))
    for line in (labels.note, *(f"{code}: {words}" for code, words in labels.markets.items())):
        if line:
            print_renderable(Text(line, style="dim"))
    if labels.regions:
        _print_map(labels.regions, lexicon)
        print_renderable(Text(LEGEND, style="dim"))
        _print_facts(labels, lexicon)
    else:
        print_renderable(Text("No label fact is known for exactly this drug or set on this day."))
    for drug, regions in labels.ingredients.items():
        print_renderable(Text(f"\n{lexicon.name_of(drug)} alone: this label does not stand for the set", style="bold"))
        if regions:
            _print_map(regions, lexicon)
        else:
            print_renderable(Text("No label fact is known."))
    if labels.sets:
        listed = "; ".join(_names(drugs, lexicon) for drugs in labels.sets)
        print_renderable(Text(f"\nSets with labels of their own: {listed}"))
    if labels.entries:
        print_renderable(Text("\nCatalogues (no approval)", style="bold"))
        rows = [_entry_row(entry) for entry in labels.entries]
        print_rows(rows, list(rows[0]), output)


def _names(drugs: Sequence[str], lexicon: Lexicon) -> str:
    return " + ".join(map(lexicon.name_of, drugs))


def _print_map(regions: DiseaseMap, lexicon: Lexicon) -> None:
    rows = [
        {"disease": lexicon.name_of(disease)} | {each.jurisdiction: each.words for each in statuses}
        for disease, statuses in regions.items()
    ]
    print_rows(rows, ["disease", *CODES], "table")


def _print_facts(labels: DrugLabels, lexicon: Lexicon) -> None:
    """Print each fact with its limits and sources, then the pages that show the labels."""
    facts = [(each, fact) for statuses in labels.regions.values() for each in statuses for fact in each.facts]
    own = [(each, fact) for each, fact in facts if fact.disease == each.disease]
    if not own:
        return
    print_renderable(Text("\nFacts", style="bold"))
    rows = [
        {
            "region": each.jurisdiction,
            "disease": lexicon.name_of(fact.disease),
            "status": fact_words(fact, labels.day, each.facts),
            "limits": limits_of(fact, lexicon),
            "sources": ", ".join(fact.sources),
        }
        for each, fact in own
    ]
    print_rows(rows, list(rows[0]), "table")
    print_renderable(Text("\nPages", style="bold"))
    pages: dict[tuple[str, str], list[str]] = {}
    for _, fact in own:
        if fact.source_url:
            pages.setdefault((fact.jurisdiction, fact.source_url), []).append(lexicon.name_of(fact.disease))
    for (code, url), diseases in sorted(pages.items(), key=lambda each: (CODES.index(each[0][0]), each[0][1])):
        named = sorted(set(diseases), key=str.lower)
        rest = f" and {len(named) - _DISEASES_SHOWN} more" if len(named) > _DISEASES_SHOWN else ""
        print_renderable(Text(f"{code}  {url}  ({', '.join(named[:_DISEASES_SHOWN])}{rest})", overflow="fold"))


def limits_of(fact: LabelFact, lexicon: Lexicon) -> str:
    """Return what a fact says beyond its disease: relation, ages, line, biomarkers, routes, partners, population."""
    partners = ", ".join(map(lexicon.name_of, fact.partners))
    parts = (
        fact.relation,
        fact.ages.replace("|", " and "),
        fact.line.replace("|", " or "),
        ", ".join(map(lexicon.name_of, fact.biomarkers)),
        ", ".join(fact.routes),
        f"with {partners}" if partners else "",
        fact.population,
    )
    return "; ".join(filter(None, parts))


def _full_rows(labels: DrugLabels) -> Iterator[dict[str, Any]]:
    """Yield one row per disease, region and fact, of the set first, then of its ingredients, then of catalogues."""
    lexicon = labels.lexicon
    maps = [(_names(labels.drugs, lexicon), labels.regions)]
    maps += [(lexicon.name_of(drug), regions) for drug, regions in labels.ingredients.items()]
    for name, regions in maps:
        for statuses in regions.values():
            for each in statuses:
                for fact in each.facts or (None,):
                    yield _full_row(name, each, fact, lexicon)
    for entry in labels.entries:
        for disease in entry.diseases or ("",):
            yield dict.fromkeys(SHOW_COLUMNS) | {
                "drug": _names(labels.drugs, lexicon),
                "disease": lexicon.name_of(disease) if disease else None,
                "disease_id": disease or None,
                "status": CATALOGUE_STATUS,
                "words": f"{', '.join(entry.kinds) or 'no kind'}, {entry.words}",
                "sources": [entry.catalogue],
            }


def _full_row(name: str, status: MapCell, fact: LabelFact | None, lexicon: Lexicon) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(SHOW_COLUMNS)
    row |= {
        "drug": name,
        "disease": lexicon.name_of(status.disease),
        "disease_id": status.disease,
        "jurisdiction": status.jurisdiction,
        "status": status.status.value,
        "words": status.words,
        "level": status.state.level.value,
    }
    if fact is not None:
        own = SHOW_COLUMNS[SHOW_COLUMNS.index("fact_id") :]
        row |= {column: _plain(getattr(fact, column), column, lexicon) for column in own}
    return row


def _plain(value: Any, column: str, lexicon: Lexicon) -> Any:
    """Return a value of a fact as a cell: identifiers of drugs and biomarkers as names."""
    if column in {"biomarkers", "partners"}:
        return [lexicon.name_of(each) for each in value]
    return list(value) if isinstance(value, tuple) else value or None


def _entry_row(entry: CatalogueEntry) -> dict[str, str]:
    return {
        "catalogue": f"{entry.catalogue}, row {entry.row}",
        "kind": ", ".join(entry.kinds),
        "approved there": entry.approved_use,
        "off-label use": entry.off_label_use,
        "evidence": entry.evidence,
        "grade": entry.grade,
    }


def print_sources(sources: Sequence[LabelSource], output: str) -> None:
    """Print the table of sources; what is not measured yet has no worth."""
    rows = [
        {
            "key": source.key,
            "title": source.title,
            "kind": source.kind,
            "jurisdiction": ", ".join(source.jurisdictions),
            "day": source.day,
            "licence": source.licence,
            "use": source.use,
            "worth": source.worth,
            "worth_of": source.worth_of or None,
            "note": source.note,
        }
        for source in sources
    ]
    columns = list(rows[0]) if rows else ["key"]
    if output != "table":
        print_rows(rows, columns, output)
        return
    shown = ("key", "what it is", "kind", "labels", "day", "licence", "use", "worth", "n")
    names = dict(zip(columns, shown, strict=False))
    print_rows([{names[c]: row[c] for c in names} for row in rows], shown, output)


def write_check(report: CheckReport, output: str, out: Path | None) -> None:
    """Print the answers to a list, or write them to a file as CSV.

    Raises:
        ReportError: the file cannot be written.
    """
    if out is None:
        print_rows(report.rows, CHECK_COLUMNS, output)
        return
    try:
        out.write_text(to_csv(report.rows, CHECK_COLUMNS), encoding="utf-8")
    except OSError as error:
        raise ReportError(f"Cannot write {out}: {error.strerror}; choose another file") from error
