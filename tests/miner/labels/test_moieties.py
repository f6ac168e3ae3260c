"""One drug under several identifiers: labels of the ester are labels of the substance that acts."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import LexiconError
from miner.labels.engine import LabelBook
from miner.labels.moieties import MOIETY_COLUMNS, load_moieties, moieties_of
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, LabelLevel, Market, Use
from tests.miner.labels.small_book import write_rows
from tests.miner.lexicon.small import BEVACIZUMAB, GLIOMA, IMATINIB, LUPUS

ESTER = BEVACIZUMAB
"""In these tests an ester of imatinib."""

MOIETIES = {ESTER: IMATINIB}


def _book(lexicon: Lexicon, *facts: LabelFact, markets: tuple[Market, ...] = ()) -> LabelBook:
    return LabelBook(facts, lexicon, markets, SameUse(lexicon, {}, {}), MOIETIES)


def _fact(drug: str, disease: str) -> LabelFact:
    return LabelFact(fact_id=f"{drug} {disease}", drugs=(drug,), disease=disease, jurisdiction="US", sources=("x",))


def test_a_table_of_moieties_is_read(tmp_path: Path) -> None:
    row = {"drug": "D:ester", "moiety": "D:acid", "drug_name": "an ester", "moiety_name": "an acid", "reason": "ester"}
    write_rows(tmp_path / "moieties.tsv", MOIETY_COLUMNS, [row])
    moieties = load_moieties(tmp_path)
    assert moieties == {"D:ester": "D:acid"}
    assert moieties_of(("D:ester", "D:other"), moieties) == {"D:acid", "D:other"}
    assert moieties_of(("D:ester", "D:acid"), moieties) == {"D:acid"}


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"moieties\.tsv"):
        load_moieties(tmp_path)


@pytest.mark.parametrize("asked", [IMATINIB, ESTER])
@pytest.mark.parametrize("labelled", [IMATINIB, ESTER])
def test_either_identifier_has_the_labels_of_both(small_lexicon: Lexicon, asked: str, labelled: str) -> None:
    book = _book(small_lexicon, _fact(labelled, GLIOMA), _fact(ESTER, LUPUS))
    assert book.state(Use(drugs=(asked,), disease=GLIOMA), "US", date(2020, 1, 1)).level is LabelLevel.ON
    assert {fact.disease for fact in book.facts_of((asked,), "US")} == {GLIOMA, LUPUS}


def test_the_market_begins_with_the_first_of_both(small_lexicon: Lexicon) -> None:
    def of(drug: str, first: date) -> Market:
        return Market(drugs=(drug,), jurisdiction="US", first_approval=first, is_exact=True)

    book = _book(small_lexicon, markets=(of(ESTER, date(2010, 1, 1)), of(IMATINIB, date(2001, 5, 10))))
    market = book.market((ESTER,), "US")
    assert market is not None
    assert market.first_approval == date(2001, 5, 10)
