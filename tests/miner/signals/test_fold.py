"""Near-duplicate rows are one, and a drug does not fill the list."""

import pytest

from miner.labels.same_use import SameUse
from miner.lexicon.lexicon import Lexicon
from miner.signals.fold import DRUG_MAX, Kin, Studies, cap, fold
from tests.miner.lexicon.small import GLIOBLASTOMA, GLIOMA, HEMANGIOMA, INFANTILE, PROPRANOLOL, RITUXIMAB, TUMOR

Row = tuple[str, str]


def same(row: Row) -> Row:
    return row


def test_the_first_of_kin_keeps_the_row_whichever_is_the_wider(small_lexicon: Lexicon) -> None:
    kin = Kin(small_lexicon)
    narrow, wide = (PROPRANOLOL, INFANTILE), (PROPRANOLOL, HEMANGIOMA)
    assert fold([narrow, wide], same, kin) == [(narrow, [wide])]
    assert fold([wide, narrow], same, kin) == [(wide, [narrow])]


def test_siblings_and_sets_that_only_overlap_stay_apart(small_lexicon: Lexicon) -> None:
    rows = [
        (f"{PROPRANOLOL}+{RITUXIMAB}", GLIOMA),
        (f"{PROPRANOLOL}+DRUGBANK:DB00619", GLIOMA),
        (PROPRANOLOL, INFANTILE),
        (RITUXIMAB, INFANTILE),
    ]
    assert fold(rows, same, Kin(small_lexicon)) == [(row, []) for row in rows]


def test_a_wide_group_does_not_swallow_its_forms(lexicon: Lexicon) -> None:
    rows = [(PROPRANOLOL, TUMOR), (PROPRANOLOL, GLIOBLASTOMA), (PROPRANOLOL, INFANTILE)]
    assert len(fold(rows, same, Kin(lexicon))) == 3


def test_rows_that_stand_apart_fold_only_with_their_like(small_lexicon: Lexicon) -> None:
    kin = Kin(small_lexicon)
    narrow, wide, third = (PROPRANOLOL, INFANTILE), (PROPRANOLOL, HEMANGIOMA), (f"{PROPRANOLOL}+{RITUXIMAB}", INFANTILE)
    rows = [narrow, wide, third]
    assert fold(rows, same, kin, lambda row: row == wide) == [(narrow, [third]), (wide, [])]
    assert fold(rows, same, kin, lambda row: row != narrow) == [(narrow, []), (wide, [third])]


CHOREA, HUNTINGTON = "MONDO:0001595", "MONDO:0007739"
AXIAL, ANKYLOSING = "UMLS:C3203547", "MONDO:0005306"
PERENNIAL, SEASONAL, TIC, ADHD = "MONDO:0024332", "MONDO:0005324", "MONDO:0002420", "MONDO:0007743"
MIGRAINE, EPILEPSY = "MONDO:0005277", "MONDO:0005027"


@pytest.fixture(scope="module")
def same_use(lexicon: Lexicon) -> SameUse:
    return SameUse.load(lexicon)


def test_what_labels_do_not_tell_apart_is_one_row(lexicon: Lexicon, same_use: SameUse) -> None:
    first, second = (PROPRANOLOL, AXIAL), (PROPRANOLOL, ANKYLOSING)
    assert fold([first, second], same, Kin(lexicon, same_use)) == [(first, [second])]
    assert len(fold([first, second], same, Kin(lexicon))) == 2


def test_a_symptom_and_its_disease_are_one_row_if_they_share_an_article(lexicon: Lexicon, same_use: SameUse) -> None:
    rows = [(PROPRANOLOL, CHOREA), (PROPRANOLOL, HUNTINGTON)]
    shared = {rows[0]: Studies(frozenset({1, 2})), rows[1]: Studies(frozenset({2}))}
    other = {rows[0]: Studies(frozenset({1})), rows[1]: Studies(frozenset({2}))}
    assert len(fold(rows, same, Kin(lexicon, same_use, shared))) == 1
    assert len(fold(rows, same, Kin(lexicon, same_use, other))) == 2


def test_a_shared_ancestor_makes_no_one_row(lexicon: Lexicon, same_use: SameUse) -> None:
    rows = [(PROPRANOLOL, each) for each in (HUNTINGTON, MIGRAINE, EPILEPSY, TIC, ADHD, PERENNIAL, SEASONAL)]
    assert len(fold(rows, same, Kin(lexicon, same_use))) == len(rows)


def test_two_diseases_of_the_same_articles_are_one_row(lexicon: Lexicon, same_use: SameUse) -> None:
    titled = Studies(frozenset({1}), frozenset({TIC, ADHD}))
    untitled = Studies(frozenset({1}), frozenset({TIC}))
    comorbid, forms = [(PROPRANOLOL, TIC), (PROPRANOLOL, ADHD)], [(PROPRANOLOL, PERENNIAL), (PROPRANOLOL, SEASONAL)]
    assert len(fold(comorbid, same, Kin(lexicon, same_use, dict.fromkeys(comorbid, titled)))) == 1
    assert len(fold(comorbid, same, Kin(lexicon, same_use, dict.fromkeys(comorbid, untitled)))) == 2
    assert len(fold(forms, same, Kin(lexicon, same_use, dict.fromkeys(forms, untitled)))) == 1
    more = {comorbid[0]: titled, comorbid[1]: Studies(frozenset({1, 2}), titled.titled)}
    assert len(fold(comorbid, same, Kin(lexicon, same_use, more))) == 2


def test_sets_on_the_same_articles_stay_apart_in_other_diseases(lexicon: Lexicon, same_use: SameUse) -> None:
    rows = [(PROPRANOLOL, TIC), (f"{PROPRANOLOL}+{RITUXIMAB}", ADHD)]
    studies = dict.fromkeys(rows, Studies(frozenset({1}), frozenset({TIC, ADHD})))
    assert len(fold(rows, same, Kin(lexicon, same_use, studies))) == 2


def names(*drugs: str) -> list[tuple[str, int]]:
    return [(drug, place) for place, drug in enumerate(drugs)]


def listed(rows: list[tuple[str, int]], top: int, forced: int | None = None) -> list[int]:
    capped = cap(rows, lambda row: frozenset(row[0].split("+")), lambda row: row[1] == forced, top)
    assert sorted(capped) == sorted(rows)
    return [place for _, place in capped]


def test_at_most_three_rows_of_a_drug_stand_in_front() -> None:
    rows = names("a", "a", "a+b", "a", "b", "a", "c")
    assert DRUG_MAX == 3
    assert listed(rows, 5) == [0, 1, 2, 4, 6, 3, 5]


def test_strong_evidence_forces_a_fourth() -> None:
    assert listed(names("a", "a", "a", "a", "b"), 4, forced=3) == [0, 1, 2, 3, 4]


def test_the_surplus_fills_a_list_that_has_nothing_else() -> None:
    assert listed(names("a", "a", "a", "a", "a"), 5) == [0, 1, 2, 3, 4]
