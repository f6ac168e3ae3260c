"""Sex, if the study is limited to one."""

import pytest

from tests.miner.reading.populations.marked import values


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (("We treated postmenopausal women with hot flushes.",), {"female"}),
        (("We treated men with prostatitis.",), {"male"}),
        (("We report a 52-year-old woman.",), {"female"}),
        (("Sixteen male patients were enrolled.",), {"male"}),
        (("We treated 43 men or women with migraine.",), set()),
        (("We treated women with pain.", "Of the patients, 12 were men."), set()),
        (("Most patients were women (69%).",), set()),
        (("We treated patients with pain.",), set()),
    ],
)
def test_a_study_of_one_sex(sentences: tuple[str, ...], found: set[str]) -> None:
    assert values("sex", *sentences) == found
