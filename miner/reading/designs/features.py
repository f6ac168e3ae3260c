"""What the classifier of designs sees of an article: what the rules found, words by zone, numbers, section labels.

Facts are few and count in full. Wordings are words, and two in a row, of the title and of the abstract; their weights
are scaled down by the root of their number, so that a long abstract is not a sure one.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from miner.reading.designs.rules import Findings, Words
from miner.reading.designs.wordings import ANIMAL_WORDS
from miner.records import Article, Design

PERSON_WORDS = frozenset(
    """
    patient patients man men woman women child children infant infants boy boys girl girls adult adults participant
    participants volunteer volunteers subjects outpatients inpatients adolescents neonates newborns persons people
    individuals mothers students nurses physicians respondents
    """.split()  # noqa: SIM905 - a table of names
)
CELL_WORDS = frozenset(
    """
    cell cells cultured cultures culture vitro hepatocytes chondrocytes cardiomyocytes fibroblasts
    macrophages neurons astrocytes microsomes microsomal mitochondria oocytes osteoblasts keratinocytes monocytes
    transfected transfection incubated isolate isolates cloned cdna
    """.split()  # noqa: SIM905 - a table of names
)
"""Words of cells, bacteria and molecules."""
CARE_WORDS = frozenset(
    """
    patient patients disease diseases disorder disorders diagnosed treatment treatments therapy therapeutic symptoms
    syndrome clinical prevention preventive health care supplementation vaccine drug mg dose pain safety mortality
    cancer diabetes obese obesity overweight hypertension pressure pregnancy labor labour birth infants rehabilitation
    depression anxiety trial trials placebo infection infections prevalence surgery surgical operation injection oral
    stroke dementia pneumonia malaria hiv asthma fracture fractures wound wounds screening nurses hospital
    """.split()  # noqa: SIM905 - a table of names
)
"""Words of what is treated, prevented or cared for; an experiment in healthy people has none."""
ASSOCIATION_WORDS = frozenset(
    """
    predict predicts predictor predictors prediction predictive associated association associations correlates
    correlation correlations relationship relationships relation determinants baseline cohort prevalence incidence
    cross risk factor factors characteristics
    """.split()  # noqa: SIM905 - a table of names
)
"""Words of titles of secondary analyses that compare no arms of a trial."""
TRIAL_WORDS = frozenset(
    "randomized randomised trial effect effects efficacy versus vs compared comparison placebo".split()  # noqa: SIM905
)
_COUNTED = (PERSON_WORDS | {"cases"}) - {"patient", "child", "infant", "adult", "participant", "woman", "man"}
_NUMBERS = {
    name: number
    for number, name in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),  # noqa: SIM905
        1,
    )
}
_WORDS_BETWEEN = 4
"""How many words before the name of people a number may stand: "12 newly diagnosed adult patients"."""
_SIZES = ((3, "1-3"), (10, "4-10"), (30, "11-30"), (100, "31-100"), (1000, "101-1000"))

_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
ZONES = ("title", "abstract")


class Features(NamedTuple):
    """The features of one article: facts, and the words of each of `ZONES` in order, with 0 for each digit."""

    facts: list[str]
    words: tuple[list[str], ...]

    def names(self) -> Iterator[str]:
        """Yield words, and two in a row, as the table of weights names them: "abstract: were randomised"."""
        for zone, words in zip(ZONES, self.words, strict=True):
            yield from (f"{zone}: {word}" for word in words)
            yield from (f"{zone}: {word} {after}" for word, after in pairwise(words))


def make_features(article: Article, findings: Findings) -> Features:
    """Return the features of an article of which the rules made `findings`."""
    words = tuple(" ".join(words).encode().translate(_DIGITS).decode().split() for words in findings.words)
    return Features([*_rule_facts(findings), *_facts(article, findings)], words)


def _rule_facts(findings: Findings) -> Iterator[str]:
    yield f"rules: {findings.settled.design.title}"
    yield f"rule of title: {findings.title.design.title if findings.title else 'none'}"
    for found in findings.abstract:
        yield f"rule of abstract: {found.design.title}"
    if findings.abstract:
        yield f"first rule of abstract: {findings.abstract[0].design.title}"
    if findings.is_other_randomised:
        yield "randomisation of others"
    if findings.intervention:
        yield "treatment given"
    if any(found.design is Design.RANDOMISED for found in (findings.title, *findings.abstract) if found is not None):
        yield f"randomised: {'care' if names_care(findings.words) else 'no care'}"
        title = findings.words.title
        if not ASSOCIATION_WORDS.isdisjoint(title) and TRIAL_WORDS.isdisjoint(title):
            yield "randomised, title of an association"


def names_care(words: Words) -> bool:
    """Return whether a text names what is treated, prevented or cared for, or calls its study a trial."""
    return not all(CARE_WORDS.isdisjoint(zone) for zone in words)


def _facts(article: Article, findings: Findings) -> Iterator[str]:
    for zone, words in zip(("title", "abstract"), findings.words, strict=True):
        animals = sum(map(ANIMAL_WORDS.__contains__, words))
        people = sum(map(PERSON_WORDS.__contains__, words))
        yield f"animals in {zone}: {_count(animals)}"
        yield f"people in {zone}: {_count(people)}"
        if animals or people:
            yield f"more in {zone}: {'animals' if animals > people else 'people'}"
        cells = sum(map(CELL_WORDS.__contains__, words))
        yield f"cells in {zone}: {_count(cells)}"
        if animals:
            yield f"animals in {zone}: {'fewer' if cells > animals else 'no fewer'} than cells"
    abstract = findings.words.abstract
    yield f"largest number: {_size(abstract)}"
    labels = [section.label.lower() for section in article.sections if section.label]
    yield f"sections: {'labelled' if labels else 'none'}"
    for label in labels:
        yield f"section: {label}"
    length = len(abstract)
    yield f"words: {'none' if not length else 'few' if length < 60 else 'some' if length < 150 else 'many'}"


def _count(number: int) -> str:
    return str(number) if number < 3 else "3-5" if number < 6 else "many"


def largest_number(words: Sequence[str]) -> int:
    """Return the largest number of people that a text names, 0 if it names none."""
    largest = 0
    for place, word in enumerate(words):
        if word in _COUNTED:
            for before in words[max(0, place - _WORDS_BETWEEN) : place]:
                number = _NUMBERS.get(before, 0) or (int(before) if before.isdecimal() and len(before) < 10 else 0)
                largest = max(largest, number)
    return largest


def _size(words: Sequence[str]) -> str:
    largest = largest_number(words)
    if not largest:
        return "none"
    return next((name for limit, name in _SIZES if largest <= limit), "thousands")
