"""Near-duplicate rows are one, and a drug does not fill the list."""

from miner.lexicon.lexicon import Lexicon
from miner.signals.fold import DRUG_MAX, Kin, cap, fold
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
