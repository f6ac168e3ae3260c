"""Names of trials in titles; all titles are invented."""

import pytest

from miner.sources.trial_names import trial_names_in


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Exercise tests in stable angina. Results from the INVENT study.", ("INVENT",)),
        ("Fictional Randomised Evaluation of Nothing in Heart Failure (FREN-HF).", ("FREN-HF",)),
        ("The Imagined Outcome Study (IOS): effects on quality of life.", ("IOS",)),
        ("A substudy of the Invent-HF trial and of the OTHER-2 investigators.", ("INVENT-HF", "OTHER-2")),
        ("Effects of valsartan (VAL) in a study of adults.", ()),
        ("A phase III trial in patients with COPD (FEV1 below 50 %).", ()),
        ("An HIV study.", ()),
        ("A Randomised Double-Blind Trial.", ()),
        ("Two trials of nothing.", ()),
    ],
)
def test_names_of_trials_in_a_title(title: str, names: tuple[str, ...]) -> None:
    assert trial_names_in(title) == names
