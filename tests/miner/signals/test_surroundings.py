"""What labels of a day say around a use: extended labels of a class, and in which areas labels grow."""

from datetime import date

import pytest

from miner.labels.engine import LabelBook
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, Market
from miner.signals.surroundings import Surroundings

DAY = date(2010, 1, 1)
ROSIGLITAZONE, PIOGLITAZONE, METFORMIN = "DRUGBANK:DB00412", "DRUGBANK:DB01132", "DRUGBANK:DB00331"
GLIOBLASTOMA, TYPE_2, LUPUS = "MONDO:0018177", "MONDO:0005148", "MONDO:0007915"


def fact(drug: str, disease: str, since: date) -> LabelFact:
    return LabelFact(
        fact_id=f"{drug}|{disease}",
        drugs=(drug,),
        disease=disease,
        jurisdiction="US",
        since=since,
        since_kind="stated",
    )


def around(lexicon: Lexicon, *facts: LabelFact, first: date = date(1999, 1, 1)) -> Surroundings:
    markets = [
        Market(drugs=(drug,), jurisdiction="US", first_approval=first, is_exact=True, is_label_known=True)
        for drug in (ROSIGLITAZONE, PIOGLITAZONE, METFORMIN)
    ]
    return Surroundings(LabelBook(facts, lexicon, markets), lexicon, DAY)


def test_an_extended_label_of_the_class_is_told_from_one_with_the_drug_and_from_another_class(
    lexicon: Lexicon,
) -> None:
    extended = around(lexicon, fact(PIOGLITAZONE, LUPUS, date(2004, 1, 1)))
    assert extended.has_extended_mate((ROSIGLITAZONE,), LUPUS)
    assert not extended.has_extended_mate((METFORMIN,), LUPUS)
    assert not extended.has_extended_mate((PIOGLITAZONE,), LUPUS)  # its own label
    first = around(lexicon, fact(PIOGLITAZONE, LUPUS, date(1999, 1, 1)))
    assert first.has_class_mate((ROSIGLITAZONE,), LUPUS)
    assert not first.has_extended_mate((ROSIGLITAZONE,), LUPUS)
    later = around(lexicon, fact(PIOGLITAZONE, LUPUS, date(2011, 1, 1)))
    assert not later.has_extended_mate((ROSIGLITAZONE,), LUPUS)


def test_the_share_of_an_area_is_of_what_came_onto_labels_lately_after_the_first_approval(lexicon: Lexicon) -> None:
    found = around(
        lexicon,
        fact(PIOGLITAZONE, TYPE_2, date(1999, 1, 1)),  # the first approval
        fact(PIOGLITAZONE, LUPUS, date(2003, 1, 1)),  # long ago
        fact(PIOGLITAZONE, GLIOBLASTOMA, date(2008, 1, 1)),
        fact(METFORMIN, GLIOBLASTOMA, date(2009, 1, 1)),
        fact(METFORMIN, LUPUS, date(2009, 1, 1)),
        fact(ROSIGLITAZONE, TYPE_2, date(2011, 1, 1)),  # not yet
    )
    assert found.area_share(GLIOBLASTOMA) == pytest.approx(2 / 3)
    assert found.area_share(TYPE_2) < 2 / 3
    assert around(lexicon).area_share(GLIOBLASTOMA) == 0.0
