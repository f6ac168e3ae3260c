"""The regulatory status of a use in a jurisdiction."""

from datetime import date

import pytest

from miner.labels.any_tumour import ANY_TUMOUR
from miner.labels.status import status_of
from miner.records import Design, LabelFact, LabelLevel, LabelState, OffLabelKind

DAY = date(2014, 4, 23)


def fact(**changes: object) -> LabelFact:
    fields: dict[str, object] = {"fact_id": "f", "drugs": ("D:1",), "disease": "M:1", "jurisdiction": "EU", **changes}
    return LabelFact(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "found", "words"),
    [
        (LabelLevel.ON, fact(since=DAY, since_kind="stated"), "approved since 2014-04-23"),
        (LabelLevel.FORM, fact(since=DAY, since_kind="bounded"), "approved by 2014-04-23"),
        (LabelLevel.PART, fact(since=DAY, since_kind="inferred"), "approved about 2014-04-23"),
        (LabelLevel.ON, fact(), "approved"),
        (LabelLevel.ON, fact(status="conditional", since=DAY, since_kind="stated"), "conditional since 2014-04-23"),
        (LabelLevel.BROADER, fact(since=DAY, since_kind="stated"), "form approved since 2014-04-23"),
        (LabelLevel.OFF, fact(ended_on=DAY), "withdrawn on 2014-04-23, under study (randomised)"),
        (LabelLevel.OFF, fact(since=DAY, since_kind="stated"), "off label, under study (randomised)"),
        (LabelLevel.OFF, None, "off label, under study (randomised)"),
        (LabelLevel.SIBLING, fact(since=DAY), "off label, under study (randomised)"),
        (LabelLevel.EACH, None, "approved alone"),
        (LabelLevel.NOT_APPROVED, None, "not approved"),
        (LabelLevel.BETWEEN, fact(since=DAY), "unknown"),
        (LabelLevel.UNKNOWN, None, "unknown"),
    ],
)
def test_a_state_as_a_status(level: LabelLevel, found: LabelFact | None, words: str) -> None:
    state = LabelState(jurisdiction="EU", level=level, fact=found)
    assert str(status_of(state, Design.RANDOMISED)) == words


def test_a_use_outside_the_labelled_ages_is_off_label() -> None:
    state = LabelState(jurisdiction="EU", level=LabelLevel.ON, fact=fact(), kinds=(OffLabelKind.AGE,))
    assert str(status_of(state)) == "off label by age group"


def test_a_label_for_any_tumour_is_an_approval_with_the_biomarker() -> None:
    tumours = fact(disease=ANY_TUMOUR, biomarkers=("SIGNATURE:MSI-H",), since=DAY, since_kind="stated")
    state = LabelState(jurisdiction="US", level=LabelLevel.BROADER, fact=tumours)
    assert str(status_of(state)) == "approved with biomarker since 2014-04-23"
