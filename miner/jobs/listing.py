"""The candidates of a day, computed from the ledger, and the list of a day as files."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from miner.config import Settings
from miner.errors import SignalError
from miner.jobs.comparing import compare_with, make_recipe, week_of
from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.labels.facts import label_version, load_label_facts, load_markets
from miner.ledger import Ledger
from miner.ledger.snapshots import SnapshotHead
from miner.lexicon.areas import area_names
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, OffLabelKind
from miner.report.collect import build_list
from miner.report.write import write_list
from miner.signals.candidates import Evaluation, find_candidates
from miner.signals.features import LITERATURE
from miner.signals.judge import Judge
from miner.signals.rules import Rules, load_rules
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

    def of_kind(self, name: str) -> "Listing":
        """Return the listing with only the candidates of a kind of off-label use, such as "age-group".

        Raises:
            SignalError: there is no such kind.
        """
        kinds = {kind.slug: kind for kind in OffLabelKind}
        if name not in kinds:
            raise SignalError(f"no kind of off-label use {name!r}; there are: {', '.join(kinds)}")
        return replace(self, evaluation=self.evaluation.of_kind(kinds[name]))


def load_book(
    settings: Settings, lexicon: Lexicon, *, tells_later: bool = True
) -> tuple[LabelBook, tuple[LabelFact, ...]]:
    """Return the label book of the settings, and its facts as the rows of their table.

    Args:
        settings: the folder of labels.
        lexicon: the lexicon of the settings.
        tells_later: see `LabelBook`; false where nothing of a day may be known from what came later.

    Raises:
        LabelError: the table is missing or a row does not parse.
    """
    facts = load_label_facts(settings.labels_folder)
    return LabelBook(facts, lexicon, load_markets(settings.labels_folder), tells_later=tells_later), facts


def evaluate(  # noqa: PLR0913, PLR0917 (what a day is evaluated with)
    ledger: Ledger,
    lexicon: Lexicon,
    book: LabelBook,
    as_of: date,
    rules: Rules | None = None,
    model: ScoreModel | None = None,
    regions: Collection[str] = CODES,
) -> Evaluation:
    """Return the candidates of a day: all evidence up to the day, compared with the labels of the day.

    Each row has how far the use has come and who has to look, by the rules, and a score by the model (the shipped ones
    by default) for the readers of some regions.
    """
    judge = Judge(rules or load_rules())
    evidence = judge.watch(ledger.evidence.by_pair(as_of=as_of))
    found = find_candidates(evidence, ledger.articles.count_by_year(), book, lexicon, as_of, model, regions)
    return judge.complete(found)


def evaluate_list(  # noqa: PLR0913 (what a list is made of)
    settings: Settings,
    ledger: Ledger,
    lexicon: Lexicon,
    as_of: date,
    *,
    since: SnapshotHead | None = None,
    model: ScoreModel | None = None,
) -> tuple[Evaluation, tuple[LabelFact, ...]]:
    """Return the list of a day, compared with a snapshot, and the label facts that it was made with.

    Args:
        settings: the folder of labels and rules.
        ledger: what was read, and the snapshots.
        lexicon: the lexicon of the settings.
        as_of: the day.
        since: the snapshot to compare with; the latest of an earlier week by default.
        model: the score of candidates; the shipped one by default.

    Raises:
        LabelError: a label table is missing or a row does not parse.
        RulesError: a table of stages or tiers does not parse.
        SignalError: the setting `regions` names one that is not known.
    """
    unknown = [region for region in settings.regions if region not in CODES]
    if unknown:
        raise SignalError(f"no region {unknown[0]!r} (setting `regions`); there are: {', '.join(CODES)}")
    rules = load_rules(settings.labels_folder)
    book, facts = load_book(settings, lexicon)
    evaluation = evaluate(ledger, lexicon, book, as_of, rules, model, settings.regions)
    recipe = make_recipe(ledger, rules, label_version(settings.labels_folder), as_of, settings.regions)
    head = since or ledger.snapshots.before(week_of(as_of))
    return compare_with(ledger, lexicon, book, evaluation, recipe, head), facts


def evaluate_day(settings: Settings, as_of: date, *, is_literature_only: bool = False) -> Listing:
    """Return the candidates of a day, from the settings' ledger; labels may be left out of their score.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        return _evaluate_day(
            settings, ledger, as_of, ScoreModel.load(as_of).only(LITERATURE) if is_literature_only else None
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
    evaluation, _ = evaluate_list(settings, ledger, lexicon, as_of, model=model)
    return Listing(evaluation=evaluation, lexicon=lexicon)
