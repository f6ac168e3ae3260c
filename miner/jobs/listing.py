"""The candidates of a day, computed from the ledger, and the list of a day as files."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from miner.config import Settings
from miner.errors import SignalError
from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact
from miner.report.collect import build_list
from miner.report.write import write_list
from miner.signals.areas import area_names
from miner.signals.candidates import Evaluation, find_candidates
from miner.signals.features import LITERATURE
from miner.signals.score import ScoreModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The evaluation of a day, with the lexicon that names its identifiers."""

    evaluation: Evaluation
    lexicon: Lexicon

    def of_area(self, area: str) -> "Listing":
        """Return the listing with only the candidates of an area of medicine.

        Raises:
            SignalError: there is no such area.
        """
        if area not in area_names():
            raise SignalError(f"no area {area!r}; there are: {', '.join(area_names())}")
        return replace(self, evaluation=self.evaluation.of_area(area))


def load_book(settings: Settings, lexicon: Lexicon) -> tuple[LabelBook, tuple[LabelFact, ...]]:
    """Return the label book of the settings, and its facts as the rows of their table.

    Raises:
        LabelError: the table is missing or a row does not parse.
    """
    facts = load_label_facts(settings.labels_folder)
    return LabelBook(facts, lexicon, load_markets(settings.labels_folder)), facts


def evaluate(
    ledger: Ledger, lexicon: Lexicon, book: LabelBook, as_of: date, model: ScoreModel | None = None
) -> Evaluation:
    """Return the candidates of a day: all evidence up to the day, compared with the labels of the day."""
    evidence = ledger.evidence.by_pair(as_of=as_of)
    return find_candidates(evidence, ledger.articles.count_by_year(), book, lexicon, as_of, model)


def evaluate_day(settings: Settings, as_of: date, *, is_literature_only: bool = False) -> Listing:
    """Return the candidates of a day, from the settings' ledger; labels may be left out of their score.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        return _evaluate_day(
            settings, ledger, as_of, ScoreModel.load().only(LITERATURE) if is_literature_only else None
        )


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


def _evaluate_day(settings: Settings, ledger: Ledger, as_of: date, model: ScoreModel | None = None) -> Listing:
    lexicon = Lexicon.load(settings.lexicon_folder)
    book, _ = load_book(settings, lexicon)
    return Listing(evaluation=evaluate(ledger, lexicon, book, as_of, model), lexicon=lexicon)
