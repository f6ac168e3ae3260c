"""Drug names of sources: salts, brands, combinations, identifiers, and counts of what is not known."""

import pytest

from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.us_mini import make_names
from tests.miner.lexicon.small import BEVACIZUMAB, IMATINIB, METFORMIN, PROPRANOLOL, RITUXIMAB


@pytest.mark.parametrize(
    ("name", "drugs"),
    [
        ("propranolol hydrochloride", (PROPRANOLOL,)),
        ("BEVACIZUMAB-XYZW", (BEVACIZUMAB,)),
        ("bevacizumab\u2013xyzw", (BEVACIZUMAB,)),
        ("Gleevec\u00ae", (IMATINIB,)),
        ("rituximab (chimeric antibody)", (RITUXIMAB,)),
        ("METFORMIN\nHYDROCHLORIDE;\nPROPRANOLOL", (METFORMIN, PROPRANOLOL)),
        ("METFOR\nMIN", (METFORMIN,)),
        ("propranolol and metformin", (METFORMIN, PROPRANOLOL)),
        ("metformin / propranolol oral tablet", (METFORMIN, PROPRANOLOL)),
        ("Prometta", (METFORMIN, PROPRANOLOL)),
        ("RXCUI:77", (METFORMIN, PROPRANOLOL)),
        ("UNII:00619ABCDE", (IMATINIB,)),
        ("nobodymab", ()),
        ("metformin; nobodymab", ()),
    ],
)
def test_names_lead_to_sorted_drugs(small_lexicon: Lexicon, name: str, drugs: tuple[str, ...]) -> None:
    assert make_names(small_lexicon).find(name) == drugs


def test_what_is_not_resolved_is_counted_by_source_and_reason(small_lexicon: Lexicon) -> None:
    names = make_names(small_lexicon)
    assert names.resolve("list", "nobodymab", "Gleevec") == (IMATINIB,)
    assert names.resolve("list", "nobodymab") == ()
    assert names.resolve("list", "oxygen") == ()
    assert names.dropped == {
        ("list", "drug not in the lexicon"): 1,
        ("list", "drug is no treatment (contrast, vehicle, vaccine)"): 1,
    }
    assert names.unknown == {("list", "nobodymab"): 1}


def test_fillers_are_not_ingredients(small_lexicon: Lexicon) -> None:
    names = make_names(small_lexicon)
    assert names.find_all(["ANHYDROUS LACTOSE", "METFORMIN", "ISOPROPYL ALCOHOL"]) == (METFORMIN,)
    assert names.find_all(["METFORMIN", "NOBODYMAB"]) == ()
