"""Every row of the table of wordings takes its example and leaves its guard."""

import pytest

from miner.reading.populations.wording import Wording
from miner.reading.populations.wordings import WORDINGS
from tests.miner.reading.populations.marked import values


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: f"{wording.value}: {wording.example}")
def test_each_wording_takes_its_example_and_leaves_its_guard(wording: Wording) -> None:
    own = "We report on {}"
    taken = values(wording.kind, own.format(wording.example[0].lower() + wording.example[1:]))
    left = values(wording.kind, own.format(wording.guard[0].lower() + wording.guard[1:]))
    assert wording.value in taken
    assert wording.value not in left, wording.guard


def test_those_who_were_excluded_are_not_studied() -> None:
    assert values("age group", "We excluded children.") == set()
    assert values("pregnancy", "We treated adults except pregnant women.") == set()


def test_poor_response_is_a_trait_of_those_who_enter_and_an_outcome_of_those_who_leave() -> None:
    entering = "Eligible patients had an inadequate response to methotrexate and were randomised."
    leaving = "Median pain fell and 12% had an inadequate response to treatment (P < 0.01)."
    assert values("line", entering) == {"relapsed or refractory"}
    assert values("line", leaving) == set()
