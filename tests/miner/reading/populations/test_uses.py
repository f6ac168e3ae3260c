"""Which traits hold for a claim, and the use that they make."""

import pytest

from miner.reading.populations.uses import traits_of_claim, use_of
from miner.records import Claim, ClaimRelation, Trait, TraitKind, TraitRole, Use

A, B = "DRUGBANK:A", "DRUGBANK:B"
CLAIM = Claim(
    pmid=1, sentence_start=200, sentence_end=300, drugs=(A,), disease="MONDO:1", relation=ClaimRelation.TREATS
)


def trait(kind: TraitKind, value: str, start: int = 110, **fields: object) -> Trait:
    return Trait(kind=kind, value=value, start=start, end=start + 5, **fields)  # type: ignore[arg-type]


def held(*traits: Trait) -> list[str]:
    return [one.value for one in traits_of_claim(CLAIM, traits)]


def use(*traits: Trait) -> Use:
    return use_of(CLAIM, traits_of_claim(CLAIM, traits))


AGE, DOSE, ROUTE, LINE = TraitKind.AGE_GROUP, TraitKind.DOSE, TraitKind.ROUTE, TraitKind.LINE


def test_the_studys_traits_hold_and_a_subgroups_only_in_its_sentence() -> None:
    assert held(trait(AGE, "adult")) == ["adult"]
    assert held(trait(AGE, "adult"), trait(AGE, "child", role=TraitRole.SUBGROUP)) == ["adult"]
    assert held(trait(AGE, "adult"), trait(AGE, "older adult", 210, role=TraitRole.SUBGROUP)) == ["older adult"]


def test_the_claims_sentence_narrows_the_study() -> None:
    both = (trait(AGE, "child"), trait(AGE, "adult", 120))
    assert held(*both) == ["child", "adult"]
    assert held(*both, trait(AGE, "child", 220)) == ["child"]


def test_another_drugs_dose_does_not_hold() -> None:
    doses = (trait(DOSE, "5 mg", drug=A), trait(DOSE, "9 mg", drug=B), trait(DOSE, "7 mg"))
    assert held(*doses) == ["5 mg"]
    assert held(doses[0], doses[2]) == ["5 mg", "7 mg"]  # nobody's dose in a study of this drug alone
    assert held(trait(DOSE, "9 mg", drug=A, role=TraitRole.COMPARATOR)) == ["9 mg"]  # a claim on the comparator


def test_what_is_the_claims_own_drug_is_no_partner() -> None:
    assert held(trait(TraitKind.PARTNER, "a", curie=A), trait(TraitKind.PARTNER, "b", 150, curie=B)) == ["b"]


@pytest.mark.parametrize(
    ("groups", "ages"),
    [
        (("child", "adolescent"), "children"),
        (("adult",), "adults"),
        (("adult", "older adult"), "adults"),
        (("older adult",), "elderly"),
        (("child", "adult"), ""),
        ((), ""),
    ],
)
def test_age_groups_become_the_labels(groups: tuple[str, ...], ages: str) -> None:
    assert use(*(trait(AGE, group) for group in groups)).ages == ages


@pytest.mark.parametrize(
    ("lines", "settings", "line"),
    [
        (("first line",), (), "first line"),
        (("second line",), (), "later line"),
        (("relapsed or refractory", "later line"), (), "later line"),
        (("first line", "second line"), (), ""),
        ((), ("adjuvant",), "adjuvant"),
        ((), ("maintenance",), ""),
        (("first line",), ("adjuvant",), "first line"),
    ],
)
def test_lines_become_the_labels(lines: tuple[str, ...], settings: tuple[str, ...], line: str) -> None:
    traits = [trait(LINE, value) for value in lines] + [trait(TraitKind.SETTING, value) for value in settings]
    assert use(*traits).line == line


def test_one_route_is_a_route_and_two_are_none() -> None:
    assert use(trait(ROUTE, "inhaled", drug=A)).route == "inhalation"
    assert use(trait(ROUTE, "oral", drug=A), trait(ROUTE, "intravenous", 120, drug=A)).route == ""
    assert use(trait(ROUTE, "oral", drug=B)).route == ""


def test_partners_are_drugs_and_biomarkers_are_the_claims_first() -> None:
    partners = (trait(TraitKind.PARTNER, "b", curie=B), trait(TraitKind.PARTNER, "statins", curie="CLASS:statins"))
    assert use(*partners, trait(TraitKind.PARTNER, "surgery")).partners == (B,)
    assert use(trait(TraitKind.BIOMARKER, "HER2-positive", curie="SIGNATURE:H")).biomarkers == ("SIGNATURE:H",)
    subgroup = trait(TraitKind.BIOMARKER, "HER2-positive", curie="SIGNATURE:H", role=TraitRole.SUBGROUP)
    assert use(subgroup).biomarkers == ()
