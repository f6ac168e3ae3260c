"""Tests of corpora.measure.designs: rows by design, and shares with intervals."""

from corpora.measure.designs import as_shares, names_rodents_most, score_pairs
from miner.records import Design

D = Design


def test_each_design_of_the_gold_has_a_row_and_all_have_one() -> None:
    pairs = [(1, D.ANIMAL, D.ANIMAL), (2, D.ANIMAL, D.REVIEW), (3, D.REVIEW, D.REVIEW), (4, D.REVIEW, D.SURVEY)]
    rows = {score.label: score for score in score_pairs("part", pairs)}
    assert list(rows) == ["review", "animal", "all designs"]
    assert (rows["animal"].precision, rows["animal"].recall) == (1.0, 0.5)
    assert (rows["review"].precision, rows["review"].recall) == (0.5, 0.5)
    assert (rows["all designs"].found_count, rows["all designs"].gold_count) == (2, 4)


def test_shares_are_recall_and_precision_of_their_own_numbers() -> None:
    pairs = [(1, D.ANIMAL, D.ANIMAL), (2, D.ANIMAL, D.REVIEW), (3, D.ANIMAL, D.REVIEW)]
    (animal, _) = score_pairs("part", pairs)
    shares = {share.name: share for share in as_shares(animal)}
    assert (shares["recall"].count, shares["recall"].of) == (1, 3)
    assert (shares["precision"].count, shares["precision"].of) == (1, 1)
    assert shares["recall"].interval[0] > 0


def test_texts_are_of_rodents_if_no_other_animal_is_named_more_often() -> None:
    assert names_rodents_most("Mice were given examplumab. The animals, male mice, lived longer.")
    assert not names_rodents_most("Sheep were given examplumab, and other sheep saline; mice had shown an effect.")
    assert not names_rodents_most("Adults were given examplumab.")
    assert not names_rodents_most("Examplumab killed mouse kidney cells.")
