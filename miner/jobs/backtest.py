"""The backtest of the settings' ledger: load everything once, replay the days, measure, write the report."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from miner.backtest.event_list import JURISDICTION, EventStates, ListRows, read_event_list
from miner.backtest.events import Matcher, events_of_facts
from miner.backtest.history import History, known_on
from miner.backtest.hypotheses import measure_hypotheses, replay_hypotheses
from miner.backtest.protocol import PROTOCOL, Protocol
from miner.backtest.replay import CoMentions, World, replay
from miner.backtest.report import write_backtest
from miner.backtest.summary import Period, summarise
from miner.config import Settings
from miner.jobs.hypotheses import known_effects, load_neighbourhood
from miner.jobs.listing import load_book
from miner.labels.moieties import load_moieties
from miner.labels.names import ListNames
from miner.labels.same_use import SameUse
from miner.labels.text.reader import LabelReader
from miner.labels.text.terms import LabelTerms
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.reading.designs.text import design_of_text
from miner.reading.reader import Reader
from miner.reading.recipe import Recipe
from miner.records import Design, EvidenceRow, LabelFact
from miner.signals.features import LITERATURE
from miner.signals.score import ScoreModel

Pair = tuple[str, str]


def load_world(
    ledger: Ledger, settings: Settings, protocol: Protocol = PROTOCOL
) -> tuple[World, tuple[LabelFact, ...]]:
    """Return all that a replay reads, with the events of our own label facts, and these facts.

    Raises:
        LedgerError: the ledger cannot be read.
        LabelError: a label table is missing or damaged.
    """
    lexicon = Lexicon.load(settings.lexicon_folder)
    book, facts = load_book(settings, lexicon, tells_later=False)
    matcher = Matcher(SameUse.load(lexicon), load_moieties())
    days = {pmid: (year, entered_on) for pmid, year, entered_on in ledger.articles.days()}
    known = {pmid: known_on(entered_on, year) for pmid, (year, entered_on) in days.items()}
    evidence = list(ledger.evidence.by_pair())
    world = World(
        history=History(evidence, days.values(), _text_designs(ledger, evidence), protocol.indexing_lag),
        co_mentions=CoMentions(_co_mentions(ledger, known)),
        book=book,
        states=book.states,
        lexicon=lexicon,
        matcher=matcher,
        events=events_of_facts(facts, book, matcher),
        article_days={pmid: day for pmid, day in known.items() if day is not None},
        effects=known_effects(ledger.evidence.biomarker_effects()),
        neighbourhood=load_neighbourhood(settings, lexicon),
    )
    return world, facts


def with_event_list(world: World, settings: Settings, path: Path) -> tuple[World, ListRows]:
    """Return the world with the events of a list in place of our own, and what became of the rows of the list.

    Raises:
        SignalError: the list cannot be read, or a row does not parse.
        ModelError: the model that reads the wordings cannot be loaded.
    """
    reader = Reader.load(Recipe(lexicon_folder=settings.lexicon_folder, is_drug_needed=False), lexicon=world.lexicon)
    labels = LabelReader(reader, LabelTerms.load(world.lexicon))
    rows = read_event_list(path, ListNames(world.lexicon), labels, world.book, world.matcher)
    states = EventStates(world.book, rows.events, world.matcher)
    return replace(world, events=rows.events, states=states, regions=(JURISDICTION,)), rows


def _text_designs(ledger: Ledger, evidence: Iterable[tuple[Pair, Sequence[EvidenceRow]]]) -> dict[int, Design]:
    """Return the design that the text alone tells, of each article that MEDLINE has types or headings of."""
    pmids = {row.pmid for _, rows in evidence for row in rows}
    return {article.pmid: design_of_text(article)[0] for article in ledger.articles.classified(pmids)}


def _co_mentions(ledger: Ledger, days: dict[int, date | None]) -> Iterator[tuple[Pair, list[date]]]:
    found: defaultdict[Pair, list[date]] = defaultdict(list)
    for pair, pmid in ledger.evidence.sentence_pairs():
        day = days.get(pmid)
        if day is not None:
            found[pair].append(day)
    yield from found.items()


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestReport:
    """What a backtest measured: the periods, what became of the rows of a list of events, and the files written."""

    periods: tuple[Period, ...]
    rows: ListRows | None
    paths: tuple[Path, ...]


def run_backtest(
    settings: Settings,
    *,
    events: Path | None,
    out: Path,
    protocol: Protocol = PROTOCOL,
    is_literature_only: bool = False,
) -> BacktestReport:
    """Replay the protocol on the settings' ledger, write the report to a folder and return what was measured.

    Args:
        settings: ledger, lexicon and labels.
        events: a list of label events in place of our label facts, None for these.
        out: folder of the report.
        protocol: days, horizon and top.
        is_literature_only: leave labels out of the score.

    Raises:
        LedgerError: the ledger cannot be read.
        SignalError: the weights or the list of events are missing or damaged.
        ReportError: the report cannot be written.
    """
    model_of = (lambda day: ScoreModel.load(day).only(LITERATURE)) if is_literature_only else ScoreModel.load
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        world, _ = load_world(ledger, settings, protocol)
        rows = None
        if events is not None:
            world, rows = with_event_list(world, settings, events)
        done = replay(world, protocol, model_of)
        named = ledger.evidence.naming
        periods = tuple(
            summarise(world, done, protocol, name, days, named) for name, days in periods_of(protocol) if days
        )
    listings = replay_hypotheses(world, protocol)
    for period in periods:
        period.hypotheses = measure_hypotheses(listings, period.days)
    return BacktestReport(periods=periods, rows=rows, paths=write_backtest(periods, rows, world.lexicon, protocol, out))


def periods_of(protocol: Protocol) -> tuple[tuple[str, tuple[date, ...]], ...]:
    """Return the days that did not teach the score, those that did, and all of them, each with its name."""
    test = tuple(day for day in protocol.days if day >= protocol.learnt_until)
    taught = tuple(day for day in protocol.days if day < protocol.learnt_until)
    return ("test years", test), ("training years", taught), ("all years", protocol.days)
