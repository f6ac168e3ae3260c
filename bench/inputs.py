"""What is measured on: real articles from the folder of reference data, and what the reader makes of them."""

import sys
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from miner.labels.facts import load_label_facts
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.records import Article, LabelFact, Reading
from miner.sources.medline import read_records

LITERATURE = Path("literature/drug_class_reviews_1992_2003.xml.gz")
EXPORTS = Path("medline_xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Articles and their readings, one for each and in the same order, with what read them and the label facts."""

    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]
    lexicon: Lexicon
    versions: tuple[str, str, str]
    facts: tuple[LabelFact, ...]


def load_articles(data: Path, count: int) -> tuple[Article, ...]:
    """The first `count` articles of the drug-class reviews; ends the program where they are not there."""
    path = data / LITERATURE
    if not path.is_file():
        sys.exit(f"No {path}: give the folder of reference data with --data")
    records = (record for record in read_records(path) if isinstance(record, Article))
    return tuple(islice(records, count))


def export_paths(data: Path) -> list[Path]:
    """Genuine exports of MEDLINE, plain XML files in gzip; ends the program where there are none."""
    paths = sorted((data / EXPORTS).glob("*.xml.gz"))
    if not paths:
        sys.exit(f"No *.xml.gz in {data / EXPORTS}: give the folder of reference data with --data")
    return paths


def read_sample(articles: tuple[Article, ...]) -> Sample:
    """The articles read with the shipped lexicon and model."""
    lexicon = Lexicon.load()
    reader = Reader.load(lexicon=lexicon)
    return Sample(
        articles=articles,
        readings=tuple(reader.read(articles)),
        lexicon=lexicon,
        versions=reader.versions,
        facts=tuple(load_label_facts(None)),
    )


@cache
def load_sample(data: Path, count: int) -> Sample:
    """The first `count` articles read, once for all sections of a run."""
    return read_sample(load_articles(data, count))
