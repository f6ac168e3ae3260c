"""Reading one article: what reaches the model, what is returned, and that offsets are exact."""

from pathlib import Path

import pytest
from spacy.language import Language

from miner.reading.reader import Reader, sentences_of
from miner.records import Article, ClaimRelation, MentionType, Section
from miner.sources.medline import read_records
from tests.miner.records import article


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> list[Article]:
    records = read_records(demo_folder / "01-baseline.xml")
    return [record for record in records if isinstance(record, Article)]


def test_every_article_comes_out_once_and_in_order(reader: Reader, demo: list[Article]) -> None:
    assert [reading.pmid for reading in reader.read(demo)] == [record.pmid for record in demo]


def test_offsets_are_exact_and_only_biomarkers_stand_inside_another(reader: Reader, demo: list[Article]) -> None:
    for record, reading in zip(demo, reader.read(demo), strict=True):
        end = 0
        for mention in reading.mentions:
            assert record.text[mention.start : mention.end] == mention.text
            assert mention.start >= end or (mention.type is MentionType.BIOMARKER and mention.end <= end)
            end = max(end, mention.end)


def test_a_claim_about_a_disease_carries_the_state_of_its_biomarker(reader: Reader) -> None:
    (reading,) = reader.read([article(title="Trastuzumab is effective in patients with HER2-positive breast cancer.")])
    assert [claim.biomarkers for claim in reading.claims if claim.sentence_start == 0] == [("SIGNATURE:HER2-positive",)]
    assert {m.text for m in reading.mentions if m.type is MentionType.BIOMARKER} == {"HER2-positive"}


def test_the_same_input_gives_the_same_output(reader: Reader, demo: list[Article]) -> None:
    whole = list(reader.read(demo))
    assert list(reader.read(reversed(demo))) == whole[::-1]
    assert [next(reader.read([record])) for record in demo[:10]] == whole[:10]


def test_an_article_without_a_drug_stops_at_the_scan(reader: Reader) -> None:
    (reading,) = reader.read([article(title="Surgery for hemangioma.", abstract="It was excised.")])
    assert (reading.has_drug, reading.skipped, reading.mentions, reading.claims) == (False, "no drug", (), ())


def test_an_article_of_absurd_length_is_skipped_and_said_so(reader: Reader) -> None:
    long, short = article(1, abstract="Propranolol helped. " * 60_000), article(2)
    assert [(r.pmid, r.skipped) for r in reader.read([long, short])] == [(1, "too long"), (2, "")]


@pytest.mark.parametrize("notice", ["Retraction of Publication", "Expression of Concern", "Published Erratum"])
def test_a_notice_about_an_article_is_no_evidence(reader: Reader, notice: str) -> None:
    (reading,) = reader.read([article(publication_types=(notice,))])
    assert (reading.skipped, reading.claims) == ("notice", ())


def test_an_abbreviation_means_what_its_article_says(reader: Reader) -> None:
    abstract = "Atypical hemolytic uremic syndrome (aHUS) is rare. Eculizumab improved aHUS in all four patients."
    (reading,) = reader.read([article(title="Eculizumab.", abstract=abstract)])
    linked = {mention.text: mention.link.curie for mention in reading.mentions if mention.link}
    assert linked["aHUS"] == linked["Atypical hemolytic uremic syndrome"] == "MONDO:0016244"


def test_a_general_name_means_the_kind_that_the_article_names(reader: Reader) -> None:
    kind, other = "Propranolol for infantile hemangioma.", "Cavernous hemangioma is another disease."
    shrank = "Propranolol led to regression of hemangioma in nine infants."
    one, two = reader.read([article(1, kind, shrank), article(2, f"{kind} {other}", shrank)])
    claimed = [{claim.disease for claim in reading.claims if claim.sentence_start >= 38} for reading in (one, two)]
    assert claimed[0] == {"MONDO:0011191"}
    assert "MONDO:0006500" in claimed[1]


def test_a_drug_that_no_source_knows_stays_without_a_link(reader: Reader) -> None:
    abstract = "Tumours shrank with bevacizumab plus zorvatidine. Zorvatidine was well tolerated."
    (reading,) = reader.read([article(title="A phase 2 trial of zorvatidine.", abstract=abstract)])
    unlinked = [m.text.lower() for m in reading.mentions if m.link is None and m.type is MentionType.DRUG]
    assert unlinked.count("zorvatidine") == 3


def test_a_brand_a_salt_and_a_code_are_the_ingredient(reader: Reader) -> None:
    abstract = "Gleevec was given for gastrointestinal stromal tumor. Imatinib mesylate, formerly STI571, is the same."
    (reading,) = reader.read([article(title="A case.", abstract=abstract)])
    drugs = {m.text: m.link.curie for m in reading.mentions if m.link and m.type is MentionType.DRUG}
    assert set(drugs.values()) == {"DRUGBANK:DB00619"}
    assert {"Gleevec", "STI571"} <= set(drugs)


def test_a_failed_treatment_is_no_benefit_and_harm_is_harm(reader: Reader) -> None:
    failed = "Pregabalin did not improve cancer pain compared with placebo."
    abstract = f"{failed} Propranolol-induced hypoglycemia was seen in one infant."
    (reading,) = reader.read([article(title="Two drugs.", abstract=abstract)])
    relations = {(claim.drugs[0], claim.relation) for claim in reading.claims}
    assert ("DRUGBANK:DB00230", ClaimRelation.NO_BENEFIT) in relations
    assert ("DRUGBANK:DB00571", ClaimRelation.CAUSES) in relations


def test_no_sentence_crosses_from_one_section_into_the_next(shipped_model: Language) -> None:
    text = "Propranolol in infants\nNo full stop here\nHemangioma shrank. It went away."
    record = Article(
        pmid=1,
        text=text,
        sections=(
            Section(start=0, end=22, category="TITLE"),
            Section(start=23, end=40, label="METHODS", category="METHODS"),
            Section(start=41, end=len(text), label="RESULTS", category="RESULTS"),
        ),
    )
    sentences = sentences_of(record, shipped_model(text))
    assert [text[start:end] for start, end in sentences] == [
        "Propranolol in infants",
        "No full stop here",
        "Hemangioma shrank.",
        "It went away.",
    ]


@pytest.mark.parametrize(
    "text", ["", "   ", "\u0301\u0301", "propranolol" * 9_000, "Propranolol \U0001f600 für naïve β-cells"]
)
def test_odd_text_is_read_or_skipped_but_never_fails(reader: Reader, text: str) -> None:
    sections = (Section(start=0, end=len(text)),) if text else ()
    (reading,) = reader.read([Article(pmid=1, text=text, sections=sections)])
    assert reading.pmid == 1
