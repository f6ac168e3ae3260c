"""Tests of miner.reading.claims.article_denials: a denial is weighed against the rest of its article."""

import pytest

from miner.reading.claims.claims import find_claims
from miner.reading.claims.features import ArticleFeatures
from tests.miner.reading.claims.marked import judged_of

TITLE = ("TITLE", "<Ketamine> in [migraine]: a randomised trial.")
DENIED = ("RESULTS", "<Ketamine> did not prevent attacks of [migraine].")


def relations(*parts: tuple[str, str]) -> list[str]:
    return [claim.relation.value for claim in find_claims(*judged_of(*parts))]


@pytest.mark.parametrize(
    ("conclusion", "is_denied"),
    [
        ("<Ketamine> was effective in [migraine].", False),
        ("<Ketamine> was not effective in [migraine].", True),
        ("<<Ergotamine>> was effective in [migraine].", True),
        ("<Ketamine> was effective in [[cluster headache]].", True),
    ],
)
def test_a_conclusion_that_finds_a_benefit_outweighs_a_denial(conclusion: str, is_denied: bool) -> None:
    assert ("no benefit" in relations(TITLE, DENIED, ("CONCLUSIONS", conclusion))) is is_denied


def test_a_denial_in_the_conclusion_stands() -> None:
    assert "no benefit" in relations(TITLE, ("RESULTS", "<Ketamine> relieved [migraine]."), ("CONCLUSIONS", DENIED[1]))


@pytest.mark.parametrize(
    ("result", "is_denied"),
    [
        ("Adverse events did not differ between <ketamine> and placebo.", False),
        ("Headache scores did not differ between <ketamine> and placebo.", True),
    ],
)
def test_adverse_events_that_do_not_differ_oppose_nothing(result: str, is_denied: bool) -> None:
    assert ("no benefit" in relations(TITLE, ("RESULTS", result))) is is_denied


@pytest.mark.parametrize(
    ("title", "is_denied"),
    [
        ("<Aspirin> for the prevention of [stroke].", False),
        ("A randomised trial of <aspirin> in acute [stroke].", True),
    ],
)
def test_deaths_say_nothing_of_what_was_to_be_prevented(title: str, is_denied: bool) -> None:
    found = relations(("TITLE", title), ("RESULTS", "<Aspirin> did not reduce mortality compared with placebo."))
    assert ("no benefit" in found) is is_denied


def test_a_denial_takes_no_disease_from_the_sentence_before() -> None:
    title = ("TITLE", "A randomised trial of <ketamine>.")
    before = ("RESULTS", "Two patients had [migraine].")
    assert "no benefit" not in relations(title, before, ("RESULTS", "<Ketamine> was not effective."))


def test_features_tell_where_the_drug_is_denied() -> None:
    _, judged = judged_of(TITLE, DENIED, ("CONCLUSIONS", "<Ketamine> was not effective in [migraine]."))
    facts = ArticleFeatures(judged).of(1).facts
    assert {"denial-at=middle", "denied-also=end"} <= set(facts)


@pytest.mark.parametrize(
    ("last", "is_denied"),
    [
        ("During treatment, however, <Ketamine> substantially reduced [migraine], suggesting benefit.", False),
        ("During treatment, however, <<Ergotamine>> substantially reduced [migraine], suggesting benefit.", True),
        ("During treatment, however, <Ketamine> substantially reduced [[cluster headache]].", True),
    ],
)
def test_a_conclusion_that_goes_on_to_a_benefit_denies_none(last: str, is_denied: bool) -> None:
    found = relations(TITLE, ("CONCLUSIONS", DENIED[1]), ("CONCLUSIONS", last))
    assert ("no benefit" in found) is is_denied
