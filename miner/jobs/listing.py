"""The candidates of a day, computed from the ledger, and the list of a day as files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from miner.config import Settings
from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact
from miner.report.collect import build_list
from miner.report.write import write_list
from miner.signals.candidates import Evaluation, find_candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The evaluation of a day, with the lexicon that names its identifiers."""

    evaluation: Evaluation
    lexicon: Lexicon


def load_book(settings: Settings, lexicon: Lexicon) -> tuple[LabelBook, tuple[LabelFact, ...]]:
    """Return the label book of the settings, and its facts as the rows of their table.

    Raises:
        LabelError: the table is missing or a row does not parse.
    """
    facts = load_label_facts(settings.labels_folder)
    return LabelBook(facts, lexicon, load_markets(settings.labels_folder)), facts


def evaluate(ledger: Ledger, lexicon: Lexicon, book: LabelBook, as_of: date) -> Evaluation:
    """Return the candidates of a day: all evidence up to the day, compared with the labels of the day."""
    evidence = ledger.evidence.by_pair(as_of=as_of)
    return find_candidates(evidence, ledger.articles.count_by_year(), book, lexicon, as_of)


def evaluate_day(settings: Settings, as_of: date) -> Listing:
    """Return the candidates of a day, from the settings' ledger.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        return _evaluate_day(settings, ledger, as_of)


def write_list_of(settings: Settings, as_of: date, limit: int) -> tuple[Path, ...]:
    """Write the list of a day from what the ledger holds and return the paths.

    Raises:
        LedgerError: the ledger cannot be opened.
        ReportError: the list cannot be written.
    """
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        listing = _evaluate_day(settings, ledger, as_of)
        weekly = build_list(ledger, listing.lexicon, listing.evaluation, limit=limit)
    return write_list(weekly, settings.lists_folder)


def _evaluate_day(settings: Settings, ledger: Ledger, as_of: date) -> Listing:
    lexicon = Lexicon.load(settings.lexicon_folder)
    book, _ = load_book(settings, lexicon)
    return Listing(evaluation=evaluate(ledger, lexicon, book, as_of), lexicon=lexicon)
