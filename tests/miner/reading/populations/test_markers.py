"""Populations that a biomarker's state defines."""

from miner.reading.populations.markers import find_markers
from miner.reading.populations.study_text import OwnSentence, Part, StudyText
from miner.records import Link, Mention, MentionType


def found(text: str, name: str, curie: str, part: Part = Part.METHOD) -> list[str]:
    start = text.index(name)
    link = Link(curie=curie, score=1.0, reason="marked")
    marker = Mention(
        start=start, end=start + len(name), text=name, type=MentionType.BIOMARKER, found_by="lexicon", link=link
    )
    sentence = OwnSentence(0, len(text), part, 0, markers=[marker])
    return [one.value for one in find_markers(StudyText(text, text.lower(), [sentence]), sentence)]


def test_a_state_of_the_patients_counts() -> None:
    assert found("Women with HER2-positive breast cancer.", "HER2-positive", "SIGNATURE:HER2-positive")
    assert found("Patients who harbour an EGFR L858R mutation.", "EGFR L858R", "HGNC:3236 p.L858R")
    assert found("Osimertinib against EGFR T790M.", "EGFR T790M", "HGNC:3236 p.T790M", Part.TITLE)


def test_a_gene_alone_or_a_measured_value_does_not() -> None:
    assert not found("Women with HER2 breast cancer.", "HER2", "HGNC:3430")
    assert not found("We measured a low expression of EGFR.", "low expression of EGFR", "HGNC:3236 low")
