"""Substances that are no approved drugs make claims where they were given, and change nothing for the drugs beside."""

import pytest

from miner.lexicon.scan import SubstanceScanner
from miner.reading.linking.substances import is_given_substance
from miner.reading.reader import Reader
from miner.records import ClaimRelation, Link, Mention, MentionType
from tests.miner.records import article

CURCUMIN, DOXORUBICIN, URATE, CREATININE = "MESH:D003474", "DRUGBANK:DB00997", "MESH:D014527", "MESH:D003404"


def claimed(reader: Reader, title: str, abstract: str) -> set[tuple[str, ClaimRelation]]:
    (reading,) = reader.read([article(title=title, abstract=abstract)])
    return {(drug, claim.relation) for claim in reading.claims for drug in claim.drugs}


def test_a_benefit_of_a_substance_is_claimed_beside_a_drug(reader: Reader) -> None:
    found = claimed(
        reader,
        "Curcumin attenuates doxorubicin-induced cardiotoxicity in rats.",
        "Rats were given doxorubicin. Treatment with curcumin significantly attenuated cardiotoxicity.",
    )
    assert (CURCUMIN, ClaimRelation.TREATS) in found
    assert (DOXORUBICIN, ClaimRelation.TREATS) not in found


def test_an_article_that_names_no_approved_drug_is_read_if_a_substance_was_given(reader: Reader) -> None:
    found = claimed(reader, "Curcumin in colitis.", "Curcumin treatment significantly improved ulcerative colitis.")
    assert (CURCUMIN, ClaimRelation.TREATS) in found
    (reading,) = reader.read([article(title="Colours.", abstract="Curcumin is yellow, as colitis is not.")])
    assert reading.skipped == "no drug"


def test_what_was_measured_claims_nothing(reader: Reader) -> None:
    abstract = "Allopurinol was effective in gout. Uric acid fell in gout, and creatinine improved in kidney failure."
    assert not {URATE, CREATININE} & {drug for drug, _ in claimed(reader, "Gout.", abstract)}


def test_a_substance_that_is_only_named_is_not_stored(reader: Reader) -> None:
    found = claimed(reader, "Spices.", "Propranolol was given. Curcumin and hemangioma were discussed.")
    assert CURCUMIN not in {drug for drug, _ in found}


@pytest.mark.parametrize(
    ("curie", "reason", "is_given"),
    [
        (CURCUMIN, "name in the lexicon", True),
        (CURCUMIN, "short for curcumin: name", True),
        (CURCUMIN, "short for curcumin oligomer acid: name", False),
        (CURCUMIN, "in brackets after curcumin", False),
    ],
)
def test_a_short_form_must_be_short_for_the_substance(
    reader: Reader, curie: str, reason: str, *, is_given: bool
) -> None:
    text = "CUR reduced pain."
    link = Link(curie=curie, score=1.0, reason=reason)
    mention = Mention(start=0, end=3, text="CUR", type=MentionType.DRUG, found_by="model", link=link)
    assert is_given_substance(text, mention, reader.lexicon.entry(curie)) is is_given


def test_the_scan_knows_compounds_and_neither_groups_nor_what_the_body_makes(reader: Reader) -> None:
    scanner = SubstanceScanner(reader.lexicon)
    assert scanner.has_any("resveratrol and nitrendipine")
    assert not scanner.has_any("flavonoids, keratin-7, aldosterone, arachidonic acid, aluminum")
