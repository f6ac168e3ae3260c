"""Which articles of one group are taken for reports of the same patients, and which are not."""

from dataclasses import replace

import pytest

from miner.records import Certainty, ClaimRelation, Design, EvidenceRow
from miner.signals.same_patients import AUTHORS_MAX, find_same_patients, is_one_group

GROUP = ("invented a", "fictus b", "nullus c", "nemo d")
EARLIER = EvidenceRow(
    pmid=1,
    relation=ClaimRelation.TREATS,
    certainty=Certainty.STATED,
    design=Design.CASE_SERIES,
    year=2006,
    authors=GROUP,
)
LATER = replace(EARLIER, pmid=2, design=Design.OBSERVATIONAL, year=2009)


def test_the_earlier_article_of_a_group_is_likely_on_the_patients_of_the_later() -> None:
    assert find_same_patients([EARLIER, LATER, LATER]) == {1: 2}
    assert find_same_patients([LATER, EARLIER]) == {1: 2}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"year": 2003}, {}),
        ({"year": None}, {}),
        ({"design": Design.OBSERVATIONAL}, {"design": Design.CASE_REPORT}),
        ({"design": Design.ANIMAL}, {"design": Design.ANIMAL}),
        ({"design": Design.PHASE_2}, {}),
        ({"design": Design.PHASE_3}, {"design": Design.PHASE_2}),
        ({"design": Design.SURVEY}, {"design": Design.SURVEY}),
        ({"design": Design.GUIDELINE}, {"design": Design.GUIDELINE}),
        ({"authors": ("invented a", "other e", "else f", "third g")}, {}),
        ({"authors": ("invented a",)}, {"authors": ("invented a",)}),
        ({"trial_ids": ("NCT:1",)}, {"trial_ids": ("NCT:2",)}),
        ({"patients": ("Male", "Adult")}, {"patients": ("Female", "Adult")}),
        ({"patients": ("Male", "Child")}, {"patients": ("Male", "Middle Aged")}),
        ({"design": Design.RANDOMISED}, {"design": Design.RANDOMISED}),
    ],
)
def test_what_speaks_against_the_same_patients(earlier: dict[str, object], later: dict[str, object]) -> None:
    assert find_same_patients([replace(EARLIER, **earlier), replace(LATER, **later)]) == {}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"design": Design.UNKNOWN}, {}),
        ({"design": Design.PHASE_1}, {"design": Design.PHASE_2}),
        ({"design": Design.PHASE_2}, {"design": Design.SINGLE_ARM}),
        ({"design": Design.SINGLE_ARM}, {"design": Design.PHASE_3}),
        ({"trial_ids": ("NCT:1",)}, {}),
        ({"patients": ("Male", "Adult")}, {"patients": ("Male", "Female", "Adult", "Aged")}),
        ({"patients": ("Male",)}, {"patients": ("Adult",)}),
        *[({"design": Design.RANDOMISED, "trial_names": ("PROHEM",)},) * 2],
    ],
)
def test_what_does_not_speak_against_them(earlier: dict[str, object], later: dict[str, object]) -> None:
    changed = replace(EARLIER, **earlier), replace(LATER, **later)  # type: ignore[arg-type]
    assert find_same_patients(changed) == {1: 2}


def test_ten_years_of_work_do_not_become_one_study_link_by_link() -> None:
    rows = [replace(EARLIER, pmid=pmid, year=year) for pmid, year in ((1, 2000), (2, 2004), (3, 2008))]
    assert find_same_patients(rows) == {2: 3}


@pytest.mark.parametrize(
    ("authors", "others", "is_one"),
    [
        (GROUP, (*GROUP[::-1], "other e"), True),
        ((*GROUP[:3], "p q", "r s", "t u", "v w"), ("x y", "z a", "b c", "nullus c", "fictus b", "invented a"), True),
        (("p q", *GROUP[:3], "r s", "t u", "v w", "k l"), ("x y", *GROUP[:3], "z a", "b c", "d e", "f g"), False),
        (GROUP[:2], (*GROUP[:2], "other e", "else f", "third g"), True),
        (("kim j", "lee s", "park h", "choi y", "kang m"), ("kim j", "lee s", "han d", "cho w", "lim k"), False),
        (("kim j", "lee s", "park h"), ("kim j", "lee s", "park h"), False),
        (("kim j", "lee s", "park h", "choi y"), ("kim j", "lee s", "park h", "choi y"), True),
    ],
)
def test_one_group(authors: tuple[str, ...], others: tuple[str, ...], is_one: bool) -> None:
    assert is_one_group(authors, others) is is_one


def test_a_consortium_is_no_group() -> None:
    many = tuple(f"author{number} a" for number in range(AUTHORS_MAX + 1))
    assert find_same_patients([replace(EARLIER, authors=many), replace(LATER, authors=many)]) == {}
