"""The word-order filter never skips a pattern that matches, and skips patterns of the opposite order."""

import random
import re

import pytest

from miner.reading.claims.cues import COMPILED_CUES, CUES
from miner.reading.claims.orders import OrderFilter

MENTIONS = {"<<": "OTHERDRUG", "[[": "OTHERDISEASE", "<": "DRUG", "[": "DISEASE"}


def mask(example: str) -> str:
    return re.sub(r"(<<|\[\[|<|\[).*?[>\]]+", lambda found: MENTIONS[found[1]], example.lower())


def fitting(patterns: list[str], text: str) -> list[str]:
    bits = OrderFilter(patterns).fitting(text)
    return [pattern for number, pattern in enumerate(patterns) if bits >> number & 1]


def test_every_cue_fits_wherever_it_matches() -> None:
    texts = [mask(cue.example) for cue in CUES]
    words = sorted({word for text in texts for word in re.findall(r"\w+|\W", text)})
    rng = random.Random(1)
    for text in list(texts):
        texts += [f"{text[:-1]} and {other}" for other in rng.sample(texts, 5)]
        parts = text.split(" ")
        for _ in range(5):
            places = sorted(rng.sample(range(len(parts)), min(2, len(parts))))
            chosen = [rng.choice([*MENTIONS.values(), *words]) for _ in places]
            changed = [chosen[places.index(at)] if at in places else part for at, part in enumerate(parts)]
            texts.append(" ".join(changed))
    orders = OrderFilter([cue.pattern for cue in CUES])
    matched = 0
    for text in texts:
        bits = orders.fitting(text)
        for number, (_, pattern) in enumerate(COMPILED_CUES):
            if pattern.search(text):
                matched += 1
                assert bits >> number & 1, (CUES[number].pattern, text)
    assert matched > 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DRUG for DISEASE", ["DRUG ~ DISEASE", "DRUG ... DISEASE", r"DRUG (\w+ )?DISEASE", "DRUG"]),
        ("DISEASE and DRUG", ["DRUG", "DISEASE ~ DRUG"]),
        ("DRUG, OTHERDRUG or DISEASE", ["DRUG ... DISEASE", r"DRUG (\w+ )?DISEASE", "DRUG"]),
        ("OTHERDRUG for DISEASE", ["DRUG"]),
        ("DRUG DISEASE", ["DRUG ~ DISEASE", "DRUG DISEASE", "DRUG ... DISEASE", r"DRUG (\w+ )?DISEASE", "DRUG"]),
    ],
)
def test_what_fits_an_order_of_mentions(text: str, expected: list[str]) -> None:
    patterns = ["DRUG ~ DISEASE", "DRUG DISEASE", "DRUG ... DISEASE", r"DRUG (\w+ )?DISEASE", "DRUG", "DISEASE ~ DRUG"]
    assert fitting(patterns, text) == expected
