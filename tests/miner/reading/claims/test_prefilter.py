"""The literal pre-filter never skips an expression that matches."""

import re

import pytest

from miner.reading.claims.cues import COMPILED_COMPARATOR, COMPILED_CUES, COMPILED_OUTCOMES, COMPILED_PRIOR, CUES
from miner.reading.claims.prefilter import Prefilter, required_literals


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("treat(?:ed|ment) of", [{"treat"}, {"ed", "ment"}, {" of"}]),
        ("(?:no |not )?benefit", [{"benefit"}]),
        ("(?:cured?|a.|healed)x", [{"cure", "a", "healed"}, {"x"}]),
        ("(?:|healed)", []),
        (r"(?=.*placebo)(?!drug)(?:\w+ ){2}none", [{"placebo"}, {" "}, {"none"}]),
    ],
)
def test_the_strings_that_a_match_cannot_do_without(pattern: str, literals: list[set[str]]) -> None:
    assert [set(one) for one in required_literals(re.compile(pattern))] == literals


def test_a_sieve_keeps_the_order_and_what_asks_for_nothing() -> None:
    prefilter = Prefilter(
        [re.compile("cured"), re.compile(r"\w+"), re.compile("relieved (by|with)"), re.compile("healed")]
    )
    assert list(prefilter.candidates("pain relieved with rest, cured")) == [0, 1, 2]
    assert list(prefilter.candidates("pain relieved with rest, cured", among=0b101)) == [0, 2]
    assert list(prefilter.candidates("")) == [1]


def test_a_sieve_asks_for_both_of_two_words() -> None:
    prefilter = Prefilter([re.compile("(no|without) .*benefit .*placebo"), re.compile("benefit")])
    assert list(prefilter.candidates("a benefit over rest")) == [1]
    assert list(prefilter.candidates("no benefit over placebo")) == [0, 1]


def test_every_cue_passes_the_sieve_wherever_it_matches() -> None:
    patterns = [pattern for _, pattern in (*COMPILED_CUES, *COMPILED_OUTCOMES)]
    patterns += [*COMPILED_PRIOR, *COMPILED_COMPARATOR]
    prefilter = Prefilter(patterns)
    for cue in CUES:
        for near, far in (("DRUG", "DISEASE"), ("OTHERDRUG", "OTHERDISEASE")):
            words = re.sub(r"<<.*?>>", "OTHERDRUG", cue.example.lower().replace("[[", "{").replace("]]", "}"))
            text = re.sub(r"\{.*?\}", "OTHERDISEASE", words)
            text = re.sub(r"\[.*?\]", far, re.sub(r"<.*?>", near, text))
            matching = [number for number, pattern in enumerate(patterns) if pattern.search(text)]
            assert set(matching) <= set(prefilter.candidates(text))
