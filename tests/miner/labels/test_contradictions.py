"""What articles say of labels, compared with a small label book."""

from datetime import date
from pathlib import Path

import pytest

from miner.labels.contradictions import Agreement, LabelStatement, compare_statement
from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import ClaimRelation, Statement, Use
from tests.miner.labels.small_book import write_small_book
from tests.miner.lexicon.small import BEVACIZUMAB, GLIOBLASTOMA, HEMANGIOMA, IMATINIB, INFANTILE, LUPUS, PROPRANOLOL

TODAY = date(2026, 11, 30)
AGREES, DIFFERS, UNKNOWN = Agreement.AGREES, Agreement.DIFFERS, Agreement.UNKNOWN


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, small_lexicon: Lexicon) -> LabelBook:
    folder: Path = write_small_book(tmp_path_factory.mktemp("labels"))
    return LabelBook(load_label_facts(folder), small_lexicon, load_markets(folder), SameUse(small_lexicon, {}, {}))


def compared(book: LabelBook, words: str, drug: str, disease: str, day: str) -> list[tuple[str, Agreement, str]]:
    """Compare a statement given as "approved", "approved US 2011", "not approved EU"."""
    relation, _, rest = words.partition("approved")
    *regions, last = rest.split() or [""]
    year = int(last) if last.isdigit() else None
    said = LabelStatement(
        use=Use(drugs=(drug,), disease=disease),
        relation=ClaimRelation(f"{relation}approved"),
        statement=Statement(by=", ".join(regions if year else filter(None, [*regions, last])), year=year),
        known_on=date.fromisoformat(day),
    )
    return [(each.region, each.agreement, each.why) for each in compare_statement(book, said, TODAY)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("approved US", PROPRANOLOL, INFANTILE, "2015-06-01"), [("US", AGREES, "")]),
        (("approved US", PROPRANOLOL, HEMANGIOMA, "2015-06-01"), [("US", AGREES, "")]),
        (("approved US", PROPRANOLOL, LUPUS, "2015-06-01"), [("US", DIFFERS, "our label lacks it")]),
        (("approved US", PROPRANOLOL, INFANTILE, "2012-06-01"), [("US", DIFFERS, "our day is late: 2014-03-14")]),
        (("approved US 2012", PROPRANOLOL, INFANTILE, "2020-06-01"), [("US", DIFFERS, "our day is late: 2014-03-14")]),
        (("approved US 2014", PROPRANOLOL, INFANTILE, "2020-06-01"), [("US", AGREES, "")]),
        (("approved EU", PROPRANOLOL, INFANTILE, "2016-06-01"), [("EU", DIFFERS, "our day is late: 2018-12-23")]),
        (("approved US", BEVACIZUMAB, LUPUS, "2013-01-01"), [("US", DIFFERS, "it left our label on 2011-11-18")]),
        (("approved US", BEVACIZUMAB, LUPUS, "2010-01-01"), [("US", AGREES, "")]),
        (("approved JP", PROPRANOLOL, INFANTILE, "2016-06-01"), [("JP", UNKNOWN, "")]),
        (("approved elsewhere", PROPRANOLOL, LUPUS, "2016-06-01"), [("elsewhere", UNKNOWN, "")]),
        (("approved", PROPRANOLOL, INFANTILE, "2016-06-01"), [("", AGREES, "")]),
        (("approved", PROPRANOLOL, LUPUS, "2016-06-01"), [("", UNKNOWN, "")]),
        (("not approved US", PROPRANOLOL, INFANTILE, "2015-06-01"), [("US", DIFFERS, "our label has it")]),
        (("not approved US", PROPRANOLOL, INFANTILE, "2012-06-01"), [("US", AGREES, "")]),
        (("not approved", PROPRANOLOL, INFANTILE, "2012-06-01"), [("", AGREES, "")]),
        (("not approved", BEVACIZUMAB, GLIOBLASTOMA, "2020-06-01"), [("", UNKNOWN, "")]),
        (("approved US EU", PROPRANOLOL, INFANTILE, "2016-06-01"),
         [("US", AGREES, ""), ("EU", DIFFERS, "our day is late: 2018-12-23")]),
        (("approved US", IMATINIB, GLIOBLASTOMA, "2016-06-01"), [("US", UNKNOWN, "")]),
    ],
)  # fmt: skip
def test_a_statement_is_compared_on_the_day_it_is_about(
    book: LabelBook, asked: tuple[str, str, str, str], expected: list[tuple[str, Agreement, str]]
) -> None:
    assert compared(book, *asked) == expected
