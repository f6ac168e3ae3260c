"""The European and Japanese adapters on the reference data: how much they find, and days that are known."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from miner.labels.sightings import DayMeaning, LabelText, MarketDays
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.eu_days import eu_markets
from miner.labels.sources.eu_french import french_sightings
from miner.labels.sources.eu_texts import eu_label_texts
from miner.labels.sources.jp_days import jp_markets
from miner.labels.sources.jp_texts import jp_label_texts
from miner.lexicon.build.drugs import build_drugs
from miner.lexicon.lexicon import Lexicon
from miner.sources.manifest import locate, read_manifest
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.exhaustive
DAPAGLIFLOZIN, BEVACIZUMAB, IBUPROFEN = "DRUGBANK:DB06292", "DRUGBANK:DB00112", "DRUGBANK:DB01050"
KIDNEY_DISEASE = "MONDO:0005300"


@pytest.fixture(scope="module")
def names(shared_data: Path, lexicon: Lexicon) -> DrugNames:
    pytest.importorskip("xlrd", reason="reads the workbook of Excel 97")
    folder = REPOSITORY / "corpora" / "lexicon"
    return DrugNames(build_drugs(locate(read_manifest(folder / "extracts.toml"), shared_data), folder), lexicon)


def _markets(
    adapter: Callable[[Path, DrugNames], Iterator[MarketDays]], data: Path, names: DrugNames
) -> dict[tuple[str, ...], MarketDays]:
    found = list(adapter(data, names))
    assert len({market.drugs for market in found}) == len(found)
    return {market.drugs: market for market in found}


def _check(texts: list[LabelText], jurisdiction: str) -> Counter[str]:
    for text in texts:
        assert text.jurisdiction == jurisdiction
        assert text.drugs == tuple(sorted(set(text.drugs)))
        assert text.text
        assert text.url.startswith("https://")
        assert text.status in {"approved", "conditional", "withdrawn"}
        assert (text.ended_on is not None) == (text.status == "withdrawn")
    return Counter(text.source for text in texts)


def test_european_texts(shared_data: Path, names: DrugNames) -> None:
    texts = list(eu_label_texts(shared_data, names))
    counts = _check(texts, "EU")
    assert all(counts[f"ema_{year}"] > least for year, least in ((2017, 950), (2018, 1100), (2023, 1500), (2026, 1700)))
    assert counts["ema_list"] > 1000
    assert counts["medic"] > 700
    assert all(text.day and text.is_complete and text.meaning is DayMeaning.BY for text in texts)


def test_japanese_texts(shared_data: Path, names: DrugNames) -> None:
    texts = list(jp_label_texts(shared_data, names))
    counts = _check(texts, "JP")
    assert counts["pmda_approvals"] > 2200
    assert counts["pmda_list"] > 1700
    assert names.dropped["pmda_approvals", "day unreadable"] == 1
    found = {(text.day, text.meaning) for text in texts if text.drugs == (DAPAGLIFLOZIN,) and "kidney" in text.text}
    assert (date(2021, 8, 25), DayMeaning.APPROVED) in found


def test_european_markets(shared_data: Path, names: DrugNames) -> None:
    markets = _markets(eu_markets, shared_data, names)
    assert len(markets) > 1600
    assert (markets[BEVACIZUMAB,].first_approval, markets[BEVACIZUMAB,].is_exact) == (date(2005, 1, 12), True)
    assert not markets[IBUPROFEN,].is_exact


def test_japanese_markets(shared_data: Path, names: DrugNames) -> None:
    markets = _markets(jp_markets, shared_data, names)
    assert len(markets) > 900
    assert (markets[BEVACIZUMAB,].first_approval, markets[BEVACIZUMAB,].is_exact) == (date(2007, 4, 18), True)


def test_french_opinions_name_diseases(shared_data: Path, names: DrugNames, lexicon: Lexicon) -> None:
    diseases_of = {(DAPAGLIFLOZIN,): {KIDNEY_DISEASE, "MONDO:0005148", "MONDO:0005252"}}
    found = list(french_sightings(shared_data, names, diseases_of, lexicon))
    assert date(2021, 10, 27) in {sighting.day for sighting in found if sighting.disease == KIDNEY_DISEASE}
