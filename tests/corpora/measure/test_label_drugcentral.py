"""The comparison with DrugCentral of 2017; tables and facts are invented, save where the shipped book is asked."""

import csv
import gzip
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpora.measure.label_drugcentral import (
    INDICATION,
    OFF_LABEL,
    RELATIONS,
    STRUCTURES,
    TODAY,
    ClassLists,
    CuratedPair,
    compare_pairs,
    pair_differences,
    read_pairs,
    score_pairs,
)
from miner.labels.engine import LabelBook, standing
from miner.labels.facts import load_label_facts
from miner.labels.merge import DATING_SOURCES, is_believed
from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact, Market
from tests.miner.lexicon.small import (
    GLIOBLASTOMA,
    GLIOMA,
    IMATINIB,
    INFANTILE,
    LUPUS,
    METFORMIN,
    PROPRANOLOL,
    RITUXIMAB,
    TYPE_2,
)

NAMES = {"1": "propranolol", "2": "rituximab", "3": "unheard-of"}


def write_drugcentral(data: Path, rows: Iterable[tuple[str, str, str]]) -> Path:
    (data / RELATIONS).parent.mkdir(parents=True)
    with gzip.open(data / RELATIONS, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("struct_id", "relationship_name", "concept_name"), *rows])
    with gzip.open(data / STRUCTURES, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([("ID", "INN"), *NAMES.items()])
    return data


def fact(drug: str, disease: str, jurisdiction: str = "US", **more: object) -> LabelFact:
    return LabelFact(fact_id="x", drugs=(drug,), disease=disease, jurisdiction=jurisdiction, **more)  # type: ignore[arg-type]


@pytest.fixture
def book(small_lexicon: Lexicon) -> LabelBook:
    facts = [
        fact(PROPRANOLOL, INFANTILE, absent_on=date(2020, 1, 1), since=date(2020, 1, 2)),
        fact(RITUXIMAB, GLIOMA, jurisdiction="JP"),
        fact(RITUXIMAB, LUPUS, trust="noisy", sources=("drugmechdb",)),
        fact(IMATINIB, GLIOMA),
    ]
    markets = [
        Market(drugs=(drug,), jurisdiction="US", first_approval=date(1990, 1, 1), is_label_known=True)
        for drug in (PROPRANOLOL, RITUXIMAB, IMATINIB)
    ]
    return LabelBook(facts, small_lexicon, markets, SameUse(small_lexicon, {}, {}), {})


def test_names_are_linked_and_pairs_listed_both_ways_are_left_out(tmp_path: Path, small_lexicon: Lexicon) -> None:
    data = write_drugcentral(
        tmp_path,
        [
            ("1", INDICATION, "Infantile hemangioma"),
            ("1", INDICATION, "strawberry hemangioma"),
            ("1", OFF_LABEL, "glioma"),
            ("2", OFF_LABEL, "glioma"),
            ("2", INDICATION, "glioma"),
            ("2", "contraindication", "lupus erythematosus"),
            ("3", INDICATION, "glioma"),
            ("4", INDICATION, "glioma"),
            ("1", OFF_LABEL, "boredom"),
        ],
    )
    pairs, dropped = read_pairs(data, small_lexicon)

    assert pairs == [
        CuratedPair((PROPRANOLOL,), INFANTILE, INDICATION),
        CuratedPair((PROPRANOLOL,), GLIOMA, OFF_LABEL),
    ]
    assert dropped == {
        "indication: drug not linked": 1,
        "indication: drug without structure, so without a name": 1,
        "off-label use: disease not linked": 1,
        "pairs listed both ways": 1,
    }


def test_shares_say_what_is_covered_and_what_is_called_off_label(book: LabelBook) -> None:
    pairs = [
        CuratedPair((PROPRANOLOL,), INFANTILE, INDICATION),
        CuratedPair((RITUXIMAB,), GLIOBLASTOMA, INDICATION),
        CuratedPair((RITUXIMAB,), TYPE_2, OFF_LABEL),
        CuratedPair((METFORMIN,), TYPE_2, OFF_LABEL),
        CuratedPair((IMATINIB,), GLIOBLASTOMA, OFF_LABEL),
    ]
    shares = {share.group: (share.count, share.of) for share in score_pairs(compare_pairs(pairs, book))}

    assert shares == {
        "indication: covered anywhere": (2, 2),
        "indication: covered in the US": (1, 2),
        "indication: covered if decided (US)": (1, 2),
        "off-label use: covered nowhere": (2, 3),
        "off-label use: not covered in the US": (2, 3),
        "off-label use: called off label in the US": (1, 3),
    }


@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        (CuratedPair((RITUXIMAB,), GLIOMA, INDICATION), "on a label elsewhere only"),
        (CuratedPair((RITUXIMAB,), LUPUS, INDICATION), "only a source that is often wrong names it"),
        (CuratedPair((RITUXIMAB,), TYPE_2, INDICATION), "not on our label"),
        (CuratedPair((METFORMIN,), TYPE_2, INDICATION), "undecided: approved, but no source has its label"),
        (CuratedPair((PROPRANOLOL,), INFANTILE, OFF_LABEL), "on our label, which came later"),
        (CuratedPair((IMATINIB,), GLIOBLASTOMA, OFF_LABEL), "a form of what is on our label"),
        (CuratedPair((RITUXIMAB,), GLIOBLASTOMA, OFF_LABEL), "covered in JP only"),
    ],
)
def test_every_difference_has_a_kind(book: LabelBook, small_lexicon: Lexicon, pair: CuratedPair, kind: str) -> None:
    (difference,) = pair_differences(compare_pairs([pair], book), small_lexicon)
    assert difference.kind == f"{pair.relation}: {kind}"


def test_what_agrees_is_no_difference(book: LabelBook, small_lexicon: Lexicon) -> None:
    pairs = [CuratedPair((PROPRANOLOL,), INFANTILE, INDICATION), CuratedPair((PROPRANOLOL,), TYPE_2, OFF_LABEL)]
    assert list(pair_differences(compare_pairs(pairs, book), small_lexicon)) == []


def test_the_list_of_a_class_is_known_by_another_drug_that_has_it() -> None:
    pairs = [CuratedPair((drug,), f"T:{n}", INDICATION) for drug in ("a", "b") for n in range(6)]
    classes = ClassLists([*pairs, CuratedPair(("a",), "T:own", INDICATION), CuratedPair(("c",), "T:1", INDICATION)])

    assert classes.has(pairs[0])
    assert not classes.has(CuratedPair(("a",), "T:own", INDICATION))
    assert not classes.has(CuratedPair(("c",), "T:1", INDICATION))


def test_snapshots_of_drugcentral_neither_vote_nor_decide_about_today() -> None:
    """No fact is theirs alone or believed for them, and without their days each is in force, or not, as before."""
    assert "drugcentral" in DATING_SOURCES
    facts = [each for each in load_label_facts() if "drugcentral" in {*each.sources, each.since_source}]
    assert facts
    for each in facts:
        others = [source for source in each.sources if source != "drugcentral"]
        assert others
        assert (each.trust == "sure") == is_believed(others)
        undated = replace(each, since=None, absent_on=None)
        assert standing(each, TODAY) is standing(undated, TODAY)
