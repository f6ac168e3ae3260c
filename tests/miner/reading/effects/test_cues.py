"""Tests of miner.reading.effects.cues: every row takes its example and leaves its guard."""

import re

import pytest

from miner.reading.effects.cues import OUTCOME_CUES, PAIR_CUES, PROGNOSTIC_CUES, EffectCue
from tests.miner.reading.effects.marked_effects import directions, effects_of

_DRUG = re.compile(r"(?<!<)<([^<>]+)>(?!>)")
_MARKER = re.compile(r"(?<!\{)\{([^{}]+)\}(?!\})")


def found(marked: str) -> set[str]:
    drugs, marker = _DRUG.findall(marked), _MARKER.findall(marked)[0]
    return {
        direction
        for (drug, biomarker), direction in directions(marked).items()
        if (not drugs or drug in drugs) and biomarker == marker
    }


@pytest.mark.parametrize("cue", PAIR_CUES, ids=lambda cue: cue.example)
def test_each_pair_cue_takes_its_example_and_leaves_its_guard(cue: EffectCue) -> None:
    assert found(cue.example) == {cue.direction.value}
    if cue.guard:
        assert cue.direction.value not in found(cue.guard), cue.guard


@pytest.mark.parametrize("cue", OUTCOME_CUES, ids=lambda cue: cue.example)
def test_each_outcome_cue_takes_the_drug_and_the_disease_of_the_title(cue: EffectCue) -> None:
    for marked, is_so in ((cue.example, True), (cue.guard, False)):
        if marked:
            (_, marker), *_ = [("", name) for name in _MARKER.findall(marked)]
            effects = effects_of(("TITLE", "<Cetuximab> in [colorectal cancer]"), ("RESULTS", marked))
            assert ({cue.direction} == {e.direction for e in effects if marker in e.biomarker}) is is_so, marked
            assert {(e.drugs, e.disease) for e in effects} <= {(("Cetuximab",), "colorectal cancer")}


@pytest.mark.parametrize("cue", PROGNOSTIC_CUES, ids=lambda cue: cue.example)
def test_each_prognostic_cue_takes_its_example_and_leaves_its_guard(cue: EffectCue) -> None:
    assert [(e.direction, e.drugs) for e in effects_of(("RESULTS", cue.example))] == [(cue.direction, ())]
    if cue.guard:
        assert effects_of(("RESULTS", cue.guard)) == ()
