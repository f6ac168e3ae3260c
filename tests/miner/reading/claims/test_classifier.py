"""Tests of miner.reading.claims.classifier and features, with the shipped tables."""

import gzip
from pathlib import Path

import pytest

from miner.errors import ModelError
from miner.reading.claims.claims import CONSENT_MIN, HARM_MIN, find_claims, weigh
from miner.reading.claims.classifier import RELATIONS, RelationClassifier, read_weights, read_words
from miner.reading.claims.features import ArticleFeatures
from miner.records import ClaimRelation
from tests.miner.reading.claims.marked import judged_of

R = ClaimRelation


def test_probabilities_are_those_of_all_relations_and_sum_to_one() -> None:
    _, judged = judged_of(("RESULTS", "<Rituximab> improved [lupus] in 12 of 15 patients."))
    found = RelationClassifier.load().probabilities(ArticleFeatures(judged).of(0))
    assert tuple(found) == RELATIONS
    assert sum(found.values()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        ("<Rituximab> improved [lupus] in 12 of 15 patients.", R.TREATS),
        ("Fifteen patients with [lupus] received <rituximab> at 375 mg/m2 weekly for four weeks.", R.GIVEN_FOR),
        ("The most common adverse events with <sunitinib> were [hypertension] (12%) and [[fatigue]] (9%).", R.CAUSES),
    ],
)
def test_plain_sentences_are_what_they_seem(marked: str, relation: ClaimRelation) -> None:
    _, judged = judged_of(("RESULTS", marked))
    found = RelationClassifier.load().probabilities(ArticleFeatures(judged).of(0))
    assert max(found, key=found.__getitem__) is relation


@pytest.mark.parametrize(
    ("result", "relation"),
    [
        ("<Metformin> had no effect on the number of attacks of [migraine].", R.NO_BENEFIT),
        ("<Metformin> was ineffective in [migraine].", R.NO_BENEFIT),
        ("<Metformin> had no effect on the number of attacks.", R.MENTIONED),
        ("<Metformin> plus <topiramate> had no effect on the number of attacks of [migraine].", R.MENTIONED),
    ],
)
def test_a_denial_of_several_drugs_or_without_its_disease_needs_more(result: str, relation: ClaimRelation) -> None:
    _, judged = judged_of(("TITLE", "A trial in [migraine]."), ("RESULTS", result))
    found = {**dict.fromkeys(RELATIONS, 0.0), R.NO_BENEFIT: 0.77, R.MENTIONED: 0.23}
    assert weigh(judged[-1], found)[0] is relation


def test_a_veto_stands_whatever_is_probable() -> None:
    article, judged = judged_of(("RESULTS", "<Metformin> helped women without [diabetes]."))
    (claim,) = find_claims(article, judged, RelationClassifier.load())
    assert (claim.relation, claim.probability) == (R.SETTING, 1.0)


def test_a_benefit_needs_consent() -> None:
    _, (one,) = judged_of(("RESULTS", "In our hands <rituximab>, which many know, was of late effective in [lupus]."))
    assert one.relation is R.TREATS
    for benefit, relation in ((CONSENT_MIN, R.TREATS), (CONSENT_MIN - 0.01, R.GIVEN_FOR)):
        found = {**dict.fromkeys(RELATIONS, 0.0), R.TREATS: benefit, R.GIVEN_FOR: 1 - benefit}
        assert weigh(one, found)[0] is relation


def test_a_harm_needs_consent() -> None:
    _, (one,) = judged_of(("RESULTS", "The risk of [stroke] with <rofecoxib> was looked at."))
    assert one.relation is R.CAUSES
    for harm, relation in ((HARM_MIN, R.CAUSES), (HARM_MIN - 0.01, R.MENTIONED)):
        found = {**dict.fromkeys(RELATIONS, 0.0), R.CAUSES: harm, R.MENTIONED: 1 - harm}
        assert weigh(one, found)[0] is relation


@pytest.mark.parametrize(
    ("marked", "is_harm"),
    [
        ("<Propranolol> was associated with a lower risk of [stroke] than no treatment.", False),
        ("Treatment with <apixaban> was associated with less [bleeding] than warfarin.", False),
        ("<Rofecoxib> was associated with an increased risk of [stroke].", True),
        ("<Isoniazid>-induced [hepatitis] occurred in 4 of 60 patients.", True),
    ],
)
def test_a_lower_risk_is_no_harm(marked: str, is_harm: bool) -> None:
    article, judged = judged_of(("RESULTS", marked))
    claims = find_claims(article, judged, RelationClassifier.load())
    assert any(claim.relation is R.CAUSES for claim in claims) == is_harm


def test_features_tell_neither_drug_nor_disease_and_do_not_depend_on_the_run() -> None:
    parts = (("TITLE", "A trial in [lupus]."), ("RESULTS", "<Rituximab> improved [lupus] but not [[asthma]]."))
    first, second = (ArticleFeatures(judged_of(*parts)[1]) for _ in range(2))
    assert first.of(0) == second.of(0)
    names = " ".join((*first.of(0).facts, *first.of(0).wordings)).lower()
    assert "rituximab" not in names
    assert "lupus" not in names


@pytest.mark.parametrize(
    "content",
    [
        b"no gzip",
        gzip.compress(b""),
        gzip.compress(b"[0.1, 0.2]\nw:a\t1\t2\t3"),
        gzip.compress(b"[0.1, 0.2]\nw:a\tone\ttwo"),
        gzip.compress("[0.1]\nw:ä\t1".encode("latin-1")),
    ],
    ids=["no gzip", "empty", "too many columns", "words for numbers", "not UTF-8"],
)
def test_a_damaged_table_is_one_line_that_names_the_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pairs.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"pairs\.tsv\.gz: is no table of weights .* train-claims"):
        read_weights(path)


@pytest.mark.parametrize(
    "content", [b"", b"no archive", b"PK\x05\x06" + bytes(18)], ids=["empty", "no archive", "empty archive"]
)
def test_a_damaged_table_of_words_is_one_line_that_names_the_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "words.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"words\.npz: is no table of words .* train-claims"):
        read_words(path)


def test_a_missing_table_is_one_line_too(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="train-claims"):
        RelationClassifier.load(tmp_path)
