"""A small world with two drugs, two diseases and a label that came in 2012, for tests of the replay."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from miner.backtest.events import Matcher, events_of_facts
from miner.backtest.history import History, known_on
from miner.backtest.protocol import Protocol
from miner.backtest.replay import CoMentions, World
from miner.labels.engine import LabelBook
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import Certainty, ClaimRelation, Design, EvidenceRow, LabelFact, Market
from tests.miner.lexicon.small import INFANTILE, METFORMIN, PROPRANOLOL, TYPE_2

PROTOCOL = Protocol(days=(date(2009, 1, 1), date(2010, 1, 1)), top=2, learnt_until=date(2009, 1, 1), resamples=200)
LABELLED = date(2012, 5, 1)
PAIR = (PROPRANOLOL, INFANTILE)
Pair = tuple[str, str]


def row(pmid: int, entered_on: date | None = date(2007, 6, 1), *, year: int = 2007, **changes: object) -> EvidenceRow:
    made = EvidenceRow(
        pmid=pmid,
        relation=ClaimRelation.TREATS,
        certainty=Certainty.STATED,
        design=Design.CASE_SERIES,
        year=year,
        entered_on=entered_on,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def fact(drug: str, disease: str, since: date, jurisdiction: str = "US") -> LabelFact:
    return LabelFact(
        fact_id=f"{drug}|{disease}|{jurisdiction}",
        drugs=(drug,),
        disease=disease,
        jurisdiction=jurisdiction,
        since=since,
        since_kind="stated",
        absent_on=since - timedelta(days=1),
    )


def market(drug: str, jurisdiction: str = "US", first: date = date(1967, 1, 1)) -> Market:
    return Market(drugs=(drug,), jurisdiction=jurisdiction, first_approval=first, is_exact=True, is_label_known=True)


FACTS = (
    fact(PROPRANOLOL, TYPE_2, date(1967, 1, 1)),
    fact(PROPRANOLOL, INFANTILE, LABELLED),
    fact(METFORMIN, TYPE_2, date(1995, 1, 1)),
)
MARKETS = (market(PROPRANOLOL), market(METFORMIN))
EVIDENCE: list[tuple[Pair, list[EvidenceRow]]] = [
    ((METFORMIN, INFANTILE), [row(1), row(2, date(2009, 3, 1), year=2009)]),
    (PAIR, [row(3), row(4, date(2008, 12, 31), year=2009)]),
]


def world(
    lexicon: Lexicon, evidence: Iterable[tuple[Pair, Sequence[EvidenceRow]]] = EVIDENCE, lag: timedelta = timedelta(0)
) -> World:
    listed = [(pair, list(rows)) for pair, rows in evidence]
    articles = {each.pmid: (each.year, each.entered_on) for _, rows in listed for each in rows}
    days = {pmid: known_on(entered_on, year) for pmid, (year, entered_on) in articles.items()}
    book, matcher = LabelBook(FACTS, lexicon, MARKETS), Matcher(SameUse.load(lexicon), {})
    return World(
        history=History(listed, articles.values(), {}, lag),
        co_mentions=CoMentions((pair, [day for each in rows if (day := days[each.pmid])]) for pair, rows in listed),
        book=book,
        states=book.states,
        lexicon=lexicon,
        matcher=matcher,
        events=events_of_facts(FACTS, book, matcher),
        article_days={pmid: day for pmid, day in days.items() if day is not None},
    )
