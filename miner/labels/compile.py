"""Compile the label book: corpora/labels/label_facts.tsv and markets.tsv. Facts only: no label text is kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from miner.labels.facts import FACT_COLUMNS, MARKET_COLUMNS
from miner.labels.merge import Merger
from miner.labels.merge_markets import build_markets
from miner.labels.moieties import load_moieties
from miner.labels.product_routes import ROUTE_COLUMNS
from miner.labels.reviews import with_ends, with_markets_reviewed, with_reviewed
from miner.labels.same_use import SameUse
from miner.labels.sightings import LabelText, MarketDays, Sighting
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.eu_days import eu_markets
from miner.labels.sources.eu_french import french_sightings
from miner.labels.sources.eu_texts import eu_label_texts
from miner.labels.sources.jp_days import jp_markets
from miner.labels.sources.jp_texts import jp_label_texts
from miner.labels.sources.reviewed import reviewed_markets, reviewed_sightings
from miner.labels.sources.us_applications import UsFiles
from miner.labels.sources.us_days import us_markets
from miner.labels.sources.us_pairs import us_sightings
from miner.labels.sources.us_routes import us_routes
from miner.labels.sources.us_texts import us_label_texts
from miner.labels.text.reader import LabelReader
from miner.labels.text.terms import LabelTerms
from miner.lexicon.build.drugs import build_drugs
from miner.lexicon.build.tables import write_table
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.reading.recipe import Recipe
from miner.records import LabelFact, Market
from miner.sources.manifest import locate, read_manifest

_COMPARABLE = frozenset({"cder_first", "ema_2017", "ema_2018", "ema_2023", "ema_2026"})
_VERSIONS = "fda_label_history"
_FEW_PRODUCTS_FROM = date(1992, 1, 1)
"""Drugs first approved since then mostly have one application whose label is theirs."""


def _is_comparable(text: LabelText, market: MarketDays | None) -> bool:
    """Return whether the labels of a source can be compared over time: what an earlier one lacks was not on label.

    The other sources hold a sample of a drug's products: what one label lacks, that of another may have had all along.
    """
    if text.source != _VERSIONS:
        return text.source in _COMPARABLE
    return market is not None and market.first_approval is not None and market.first_approval >= _FEW_PRODUCTS_FROM


def compile_labels(data: Path, labels: Path) -> dict[str, int]:
    """Write label_facts.tsv and markets.tsv beside reviewed.tsv and return counts of facts, and of what was left out.

    Args:
        data: the folder of reference data.
        labels: the folder of the label tables; the lexicon's is beside it.

    Raises:
        LabelError: a reviewed row is wrong.
        SourceError: a source is missing or damaged.
    """
    lexicon_folder = labels.parent / "lexicon"
    lexicon = Lexicon.load(lexicon_folder)
    book = build_drugs(locate(read_manifest(lexicon_folder / "extracts.toml"), data), lexicon_folder)
    names = DrugNames(book, lexicon)
    us = UsFiles(data, names)
    texts = [*us_label_texts(data, names, us), *eu_label_texts(data, names), *jp_label_texts(data, names)]
    market_days = [*us_markets(data, names, us), *eu_markets(data, names), *jp_markets(data, names)]
    reader = LabelReader(
        Reader.load(Recipe(lexicon_folder=lexicon_folder, is_drug_needed=False), lexicon=lexicon),
        LabelTerms.load(lexicon, labels),
    )
    read = list(reader.read(texts))
    reviewed = list(reviewed_sightings(labels / "reviewed.tsv", lexicon))
    moieties = load_moieties(labels)
    market_days = list(with_reviewed(market_days, reviewed, moieties))
    stated = [*us_sightings(data, names, lexicon, us), *reviewed]
    opinions = french_sightings(data, names, _european_diseases(read), lexicon)
    facts, counts = _merge([*read, *stated, *opinions], texts, market_days, SameUse.load(lexicon, labels))
    markets = with_ends(build_markets(market_days, texts), facts)
    markets = with_markets_reviewed(markets, reviewed_markets(labels / "reviewed.tsv", lexicon), facts, moieties)
    write_table(labels / "label_facts.tsv", FACT_COLUMNS, map(fact_row, facts))
    write_table(labels / "markets.tsv", MARKET_COLUMNS, map(market_row, markets))
    write_table(labels / "us_routes.tsv", ROUTE_COLUMNS, us_routes(us.applications))
    left_out = Counter(
        f"dropped, {source}: {reason}" for (source, reason), n in names.dropped.items() for _ in range(n)
    )
    left_out += Counter({f"dropped, {reason}": count for reason, count in reader.dropped.items()})
    return {"label texts": len(texts)} | dict(sorted(counts.items())) | dict(sorted(left_out.items()))


def _european_diseases(sightings: Iterable[Sighting]) -> dict[tuple[str, ...], set[str]]:
    """Return the diseases of each set of drugs in European label texts, which its French opinions speak of."""
    diseases: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for sighting in sightings:
        if sighting.jurisdiction == "EU" and sighting.relation != "population":
            diseases[sighting.drugs].add(sighting.disease)
    return diseases


def _merge(
    sightings: list[Sighting], texts: list[LabelText], market_days: list[MarketDays], same_use: SameUse
) -> tuple[list[LabelFact], Counter[str]]:
    label_counts = Counter((text.drugs, text.jurisdiction) for text in texts)
    merger = Merger(same_use, {(each.drugs, each.jurisdiction): each for each in market_days}, label_counts)
    complete = [
        ((text.drugs, text.jurisdiction), text.day, text.source)
        for text in texts
        if text.day is not None and _is_comparable(text, merger.markets.get((text.drugs, text.jurisdiction)))
    ]
    facts = merger.merge(sightings, complete)
    counts = merger.counts
    for fact in facts:
        counts[f"{fact.jurisdiction}: facts"] += 1
        counts[f"{fact.jurisdiction}: facts with {_KIND_TITLES[fact.since_kind]}"] += 1
        counts[f"{fact.jurisdiction}: facts that only doubtful sources name"] += fact.trust == "noisy"
    return facts, counts


_KIND_TITLES = {"stated": "a stated day", "bounded": "a bounded day", "inferred": "an inferred day", "": "no day"}


def fact_row(fact: LabelFact) -> tuple[str, ...]:
    """Return the cells of a fact, in the order of `FACT_COLUMNS`."""
    return tuple(_cell(getattr(fact, column)) for column in FACT_COLUMNS)


def market_row(market: Market) -> tuple[str, ...]:
    """Return the cells of a market, in the order of `MARKET_COLUMNS`."""
    return tuple(_cell(getattr(market, column)) for column in MARKET_COLUMNS)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return "|".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")
