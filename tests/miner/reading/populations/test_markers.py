"""Populations that a biomarker's state defines."""

from miner.reading.populations.markers import find_markers
from miner.reading.populations.study_text import OwnSentence, Part, StudyText
from miner.records import Link, Mention, MentionType


def found(text: str, name: str, curie: str, part: Part = Part.METHOD, drug: str = "caffeine") -> list[str]:
    """The markers found in a text that names a drug, if only behind it."""
    text = text if not drug or drug in text else f"{text} {drug}"
    marker = mention(text, name, MentionType.BIOMARKER, curie)
    drugs = [mention(text, drug, MentionType.DRUG, "DRUGBANK:1")] if drug else []
    sentence = OwnSentence(0, len(text), part, 0, drugs=drugs, markers=[marker])
    return [one.value for one in find_markers(StudyText(text, text.lower(), [sentence]), sentence)]


def mention(text: str, name: str, kind: MentionType, curie: str) -> Mention:
    start = text.index(name)
    link = Link(curie=curie, score=1.0, reason="marked")
    return Mention(start=start, end=start + len(name), text=name, type=kind, found_by="lexicon", link=link)


def test_a_state_of_the_patients_counts() -> None:
    assert found("Women with HER2-positive breast cancer.", "HER2-positive", "SIGNATURE:HER2-positive")
    assert found("Patients who harbour an EGFR L858R mutation.", "EGFR L858R", "HGNC:3236 p.L858R")
    assert found("Osimertinib against EGFR T790M.", "EGFR T790M", "HGNC:3236 p.T790M", Part.TITLE, "Osimertinib")
    assert found("Patients with high-risk, HER2-negative breast cancer.", "HER2-negative", "SIGNATURE:HER2-negative")


def test_a_gene_alone_or_a_measured_value_does_not() -> None:
    assert not found("Women with HER2 breast cancer.", "HER2", "HGNC:3430")
    assert not found("We measured a low expression of EGFR.", "low expression of EGFR", "HGNC:3236 low")


def test_what_was_achieved_counted_or_is_the_field_of_study_does_not() -> None:
    low = "SIGNATURE:HbA1c low"
    assert not found("More patients achieved an HbA1c < 7% in the group.", "HbA1c < 7%", low, Part.RESULT)
    assert not found("The drug reduced HbA1c in patients with diabetes.", "reduced HbA1c", low, Part.RESULT)
    assert not found("The incidence of ER+ breast cancer was measured.", "ER+", "SIGNATURE:ER-positive")
    assert not found("BAP1 mutation is frequent in tumours.", "BAP1 mutation", "HGNC:950 mutation", Part.TITLE)
    assert not found("In all, 280 (61%) samples were ER positive tumours.", "ER positive", "SIGNATURE:ER-positive")
    assert found("Patients with HbA1c > 7% were enrolled.", "HbA1c > 7%", "SIGNATURE:HbA1c high")


def test_a_study_of_genes_without_a_treatment_has_no_population_of_markers() -> None:
    text = "Patients carrying CYP2E1*1B were tested."
    assert found(text, "CYP2E1*1B", "HGNC:2631 *1B")
    assert not found(text, "CYP2E1*1B", "HGNC:2631 *1B", drug="")
