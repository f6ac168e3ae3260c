"""Ledgers to measure on: any number of articles, with texts and readings from a real sample.

If more are asked for than the sample has, it is repeated under new PMIDs, and with each repetition its drugs are
permuted: the number of drug-disease pairs then grows with the articles, as it does in the literature. Nothing is read
by the model here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bench.inputs import Sample
from graph.identifiers import ingredients_of
from graph.sync import batches
from miner.config import Settings
from miner.jobs.listing import evaluate
from miner.labels.engine import LabelBook
from miner.ledger import Ledger
from miner.records import Article, Reading
from miner.signals.columns import signal_row

AS_OF = date(2004, 1, 1)
"""A day just after the last article of the sample."""

BATCH = int(Settings.model_fields["batch_size"].default)

Read = tuple[Article, Reading]


def make(sample: Sample, numbers: range, *, turn: int = 0, version: int = 1) -> Iterator[Read]:
    """Yield articles with the PMIDs `numbers` (from 1) and their readings.

    Args:
        sample: the articles and readings to make them from.
        numbers: their PMIDs.
        turn: a different turn assigns different drugs to the same articles.
        version: revision of the articles.
    """
    drugs = sorted({part for r in sample.readings for c in r.claims for d in c.drugs for part in ingredients_of(d)})
    place = {drug: at for at, drug in enumerate(drugs)}
    for number in numbers:
        turns, index = divmod(number - 1, len(sample.articles))
        reading = sample.readings[index]
        claims = []
        for claim in reading.claims:
            parts = (part for drug in claim.drugs for part in ingredients_of(drug))
            given = tuple(drugs[(place[part] + turns + turn) % len(drugs)] for part in parts)
            claims.append(replace(claim, pmid=number, drugs=given))
        yield (
            replace(sample.articles[index], pmid=number, version=version, relations=()),
            replace(reading, pmid=number, claims=tuple(claims)),
        )


def store(ledger: Ledger, made: Iterator[Read] | list[Read], reader_id: int) -> None:
    """Store articles, then their readings, in transactions of the size that a run uses."""
    for batch in batches(made, BATCH):
        ledger.articles.store([article for article, _ in batch], digest="bench")
        ledger.readings.store([reading for _, reading in batch], reader_id)


def fill(ledger: Ledger, sample: Sample, count: int) -> int:
    """Store articles 1 to `count` and return the number of the reader that they are attributed to."""
    ledger.lexicons.set_current(sample.lexicon.version)
    reader_id = ledger.readings.reader_id(sample.versions)
    store(ledger, make(sample, range(1, count + 1)), reader_id)
    return reader_id


def renew_signals(ledger: Ledger, sample: Sample, as_of: date = AS_OF) -> int:
    """Store the signals of a day as `miner.jobs.pipeline.update_ledger` does, and return how many there are."""
    ledger.labels.store(sample.facts)
    evaluation = evaluate(ledger, sample.lexicon, LabelBook(sample.facts, sample.lexicon, sample.markets), as_of)
    ledger.signals.store(map(signal_row, evaluation.signals))
    return len(evaluation.signals)
