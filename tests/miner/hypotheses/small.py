"""A small neighbourhood: imatinib is used in hemangioma and glioma, propranolol in hemangioma and type 2 diabetes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from miner.hypotheses.find import DayOfHypotheses
from miner.hypotheses.graph import Neighbourhood
from miner.hypotheses.known import Known, KnownEffect, Pair
from miner.hypotheses.paths import Weighting
from miner.labels.engine import LabelBook
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import EffectDirection, EvidenceRow, LabelFact, Market
from tests.miner.backtest.world import fact, market, row
from tests.miner.lexicon.small import BEVACIZUMAB, GLIOMA, HEMANGIOMA, IMATINIB, METFORMIN, PROPRANOLOL, TYPE_2

DAY = date(2010, 1, 1)
WANTED = (PROPRANOLOL, GLIOMA)
FACTS = (fact(PROPRANOLOL, TYPE_2, date(1990, 1, 1)),)
MARKETS = tuple(market(drug) for drug in (PROPRANOLOL, METFORMIN, IMATINIB, BEVACIZUMAB))
EVIDENCE: tuple[tuple[Pair, tuple[EvidenceRow, ...]], ...] = (
    ((PROPRANOLOL, HEMANGIOMA), (row(1), row(2))),
    ((IMATINIB, HEMANGIOMA), (row(3),)),
    ((IMATINIB, GLIOMA), (row(4),)),
)


def effect(
    drug: str, disease: str, biomarker: str, pmid: int, direction: EffectDirection = EffectDirection.SENSITIVE
) -> KnownEffect:
    return KnownEffect(drug_id=drug, disease=disease, biomarker=biomarker, direction=direction, pmid=pmid)


def of_day(
    lexicon: Lexicon,
    evidence: Iterable[tuple[Pair, Sequence[EvidenceRow]]] = EVIDENCE,
    *,
    named: Iterable[Pair] = (),
    effects: Sequence[KnownEffect] = (),
    facts: Iterable[LabelFact] = FACTS,
    atc: Mapping[str, tuple[str, ...]] | None = None,
    moieties: Mapping[str, str] | None = None,
    markets: Iterable[Market] = MARKETS,
    weighting: Weighting = Weighting.RESOURCE,
) -> DayOfHypotheses:
    listed = tuple(evidence)
    known = Known(evidence=listed, named=frozenset(named) | {pair for pair, _ in listed}, effects=effects)
    book = LabelBook(facts, lexicon, markets, moieties=moieties or {})
    neighbourhood = Neighbourhood(lexicon, atc or {}, moieties)
    return DayOfHypotheses(known, book, book.states, SameUse.load(lexicon), neighbourhood, DAY, weighting)


def pairs(day: DayOfHypotheses) -> list[Pair]:
    return [one.pair for one in day.first(50)]
