"""Inputs of the measurements: real articles from the folder of reference data, and their readings."""

import sys
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from miner.labels.facts import load_label_facts, load_markets
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.records import Article, LabelFact, Market, Reading
from miner.sources.medline import read_records

LITERATURE = Path("literature/drug_class_reviews_1992_2003.xml.gz")
EXPORTS = Path("medline_xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Articles and their readings in the same order, with the lexicon, the reader's versions and the label book."""

    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]
    lexicon: Lexicon
    versions: tuple[str, str, str]
    facts: tuple[LabelFact, ...]
    markets: tuple[Market, ...]


def load_articles(data: Path, count: int) -> tuple[Article, ...]:
    """Return the first `count` articles of the drug-class reviews; ends the program if the file is missing."""
    path = data / LITERATURE
    if not path.is_file():
        sys.exit(f"No {path}: give the folder of reference data with --data")
    records = (record for record in read_records(path) if isinstance(record, Article))
    return tuple(islice(records, count))


def export_paths(data: Path) -> list[Path]:
    """Return genuine exports of MEDLINE, gzipped XML files; ends the program if there are none."""
    paths = sorted((data / EXPORTS).glob("*.xml.gz"))
    if not paths:
        sys.exit(f"No *.xml.gz in {data / EXPORTS}: give the folder of reference data with --data")
    return paths


def read_sample(articles: tuple[Article, ...]) -> Sample:
    """Return articles with their readings by the shipped lexicon and model."""
    lexicon = Lexicon.load()
    reader = Reader.load(lexicon=lexicon)
    return Sample(
        articles=articles,
        readings=tuple(reader.read(articles)),
        lexicon=lexicon,
        versions=reader.versions,
        facts=load_label_facts(),
        markets=load_markets(),
    )


@cache
def load_sample(data: Path, count: int) -> Sample:
    """Return the first `count` articles with their readings, read once for all sections of a run."""
    return read_sample(load_articles(data, count))
