"""What the list takes from the ledger: of many sentences those for and against a use come first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import (
    Certainty,
    ClaimRelation,
    Design,
    EvidenceRow,
    OffLabelKind,
    PairEvidence,
    Place,
    Reading,
    Relation,
    Signal,
    Statement,
    StudiedKind,
)
from miner.report import collect
from miner.report.collect import SENTENCES_PER_ENTRY, build_evidence, build_list
from miner.report.facets import kinds_of
from miner.report.html import render_list
from miner.report.kinds import Quote
from miner.report.records import ListEntry
from miner.report.why import why_here
from miner.signals.candidates import Evaluation
from miner.signals.counts import tally
from tests.miner.records import DISEASE, DRUG, article, claim, reading
from tests.miner.report.test_report import a_list

HARM = "MONDO:0100081"
"""Sleep disorder."""
VERSIONS = ("lexicon", "model", "5")


def entry_of(path: Path, lexicon: Lexicon, readings: list[Reading], retracted: int = 0) -> ListEntry:
    with Ledger.open(path / "ledger.db") as ledger:
        notice = (Relation(kind="RetractionIn", pmid=999),)
        articles = [article(each.pmid, relations=notice if each.pmid == retracted else ()) for each in readings]
        ledger.articles.store(articles, digest="d")
        ledger.readings.store(readings, ledger.readings.reader_id(VERSIONS))
        ((_, rows),) = [item for item in ledger.evidence.by_pair() if item[0] == (DRUG, DISEASE)]
        evaluation = evaluation_of(len(readings), sorted({row.pmid for row in rows}), biomarkers_in(rows))
        (entry,) = build_list(ledger, lexicon, evaluation, limit=5).entries
    return entry


def biomarkers_in(rows: Sequence[EvidenceRow]) -> dict[str, int]:
    return dict.fromkeys(sorted({biomarker for row in rows for biomarker in row.biomarkers}), 1)


def evaluation_of(count: int, pmids: Sequence[int] = (), biomarkers: dict[str, int] | None = None) -> Evaluation:
    """Return an evaluation of one candidate with so many articles."""
    evidence = PairEvidence(
        drug_id=DRUG,
        disease=DISEASE,
        evidence_count=count,
        study_count=count,
        supporting_count=1,
        opposing_count=1,
        first_year=2008,
        last_year=2008,
        best_design=Design.CASE_REPORT,
        biomarkers=biomarkers or {},
        pmids=tuple(pmids),
    )
    signal = Signal(evidence=evidence, score=1.0, label_states=())
    return Evaluation(as_of=date(2026, 11, 30), signals=[signal], followed=[])


def test_uses_without_a_result_do_not_crowd_out_what_speaks_for_and_against(tmp_path: Path, lexicon: Lexicon) -> None:
    trials = range(1, SENTENCES_PER_ENTRY + 5)
    readings = [reading(n, claim(n, ClaimRelation.GIVEN_FOR), design=Design.RANDOMISED) for n in trials]
    readings += [reading(101, claim(101)), reading(102, claim(102, ClaimRelation.NO_BENEFIT))]
    entry = entry_of(tmp_path, lexicon, readings)
    assert [sentence.stance for sentence in entry.sentences[:3]] == ["supports", "opposes", "other"]
    assert (len(entry.sentences), entry.sentence_count) == (SENTENCES_PER_ENTRY, len(readings))


def test_a_sentence_says_that_its_patients_are_counted_elsewhere(tmp_path: Path, lexicon: Lexicon) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        group = ("Invented A", "Fictus B", "Nullus C")
        ledger.articles.store([replace(article(n), authors=group) for n in (1, 2)], digest="d")
        ledger.readings.store([reading(n, claim(n)) for n in (1, 2)], ledger.readings.reader_id(VERSIONS))
        ((_, rows),) = ledger.evidence.by_pair()
        evidence = tally(DRUG, DISEASE, rows)
        assert evidence is not None
        signal = Signal(evidence=evidence, score=1.0, label_states=())
        evaluation = Evaluation(as_of=date(2026, 11, 30), signals=[signal], followed=[])
        (entry,) = build_list(ledger, lexicon, evaluation, limit=5).entries
    assert evidence.study_count == 1
    assert {sentence.pmid: sentence.same_patients_as for sentence in entry.sentences} == {1: 2, 2: None}


def test_a_row_says_how_many_articles_call_the_use_approved_or_recommended_and_by_whom(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    us, both = Statement(by="US", year=2011), Statement(by="US, EU")
    esmo = Statement(by="ESMO", year=2019, grade="class IIa")
    readings = [
        reading(1, replace(claim(1, ClaimRelation.APPROVED), statement=us)),
        reading(2, replace(claim(2, ClaimRelation.APPROVED), statement=us)),
        reading(3, replace(claim(3, ClaimRelation.APPROVED), statement=both), claim(3)),
        reading(4, replace(claim(4, ClaimRelation.RECOMMENDED), statement=esmo)),
        reading(5, replace(claim(5, ClaimRelation.NOT_RECOMMENDED), statement=Statement(by="NICE"))),
    ]
    entry = entry_of(tmp_path, lexicon, readings, retracted=5)
    assert list(map(str, entry.said)) == [
        "3 articles say it is approved (US 2011, EU)",
        "recommended by ESMO 2019 (class IIa) (1 article)",
    ]
    assert [sentence.stance for sentence in entry.sentences] == ["supports", *["stated"] * 4, "retracted"][:6]


def test_some_sentences_about_labels_are_shown_however_many_speak_for_the_use(tmp_path: Path, lexicon: Lexicon) -> None:
    readings = [reading(pmid, claim(pmid)) for pmid in range(1, SENTENCES_PER_ENTRY + 5)]
    said = [replace(claim(pmid, ClaimRelation.APPROVED), statement=Statement()) for pmid in range(101, 106)]
    entry = entry_of(tmp_path, lexicon, readings + [reading(each.pmid, each) for each in said])
    stances = [sentence.stance for sentence in entry.sentences]
    assert stances == ["supports"] * (SENTENCES_PER_ENTRY - 3) + ["stated"] * 3


def test_what_speaks_against_a_use_and_harms_are_shown_however_many_speak_for_it(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    """The trial of the harm counts for the use; the harm itself is another disease."""
    many = range(1, SENTENCES_PER_ENTRY + 30)
    readings = [reading(n, claim(n), design=Design.RANDOMISED) for n in many]
    readings[0] = reading(1, claim(1), claim(1, ClaimRelation.CAUSES, disease=HARM), design=Design.CASE_REPORT)
    readings += [reading(101, claim(101, ClaimRelation.NO_BENEFIT)), reading(102, claim(102, ClaimRelation.MENTIONED))]
    entry = entry_of(tmp_path, lexicon, readings)
    groups = [sentence.group for sentence in entry.sentences]
    assert (groups.count("supports"), groups.count("opposes"), groups.count("harms")) == (18, 1, 1)
    (harm,) = [sentence for sentence in entry.sentences if sentence.group == "harms"]
    assert harm.about == lexicon.name_of(HARM)
    assert entry.group_counts["supports"].article_count == len(many)
    assert "mentioned" not in entry.group_counts


def test_rows_far_down_a_long_list_show_fewer_sentences_and_keep_what_is_against_the_use(
    tmp_path: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "FULL_ROWS", 0)
    readings = [reading(n, claim(n), design=Design.RANDOMISED) for n in range(1, 40)]
    readings += [reading(n, claim(n, ClaimRelation.NO_BENEFIT)) for n in range(101, 110)]
    groups = [sentence.group for sentence in entry_of(tmp_path, lexicon, readings).sentences]
    assert groups == ["supports"] * 4 + ["opposes"] * 2


def test_a_harm_that_is_only_asked_for_or_that_another_article_reports_is_none_of_the_use(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    asked = claim(1, ClaimRelation.CAUSES, disease=HARM, certainty=Certainty.QUESTION)
    readings = [reading(1, claim(1), asked), reading(2, claim(2, ClaimRelation.CAUSES, disease=HARM))]
    assert [sentence.pmid for sentence in entry_of(tmp_path, lexicon, readings).sentences] == [1]


def test_biomarkers_are_split_by_what_the_articles_that_name_them_found(tmp_path: Path, lexicon: Lexicon) -> None:
    readings = [
        reading(1, claim(1, biomarkers=("HGNC:1097",))),
        reading(2, claim(2, biomarkers=("HGNC:1097",))),
        reading(3, claim(3, ClaimRelation.NO_BENEFIT, biomarkers=("HGNC:1097",))),
        reading(4, claim(4)),
    ]
    (braf,) = entry_of(tmp_path, lexicon, readings).biomarkers
    assert (braf.name, braf.supporting_count, braf.opposing_count) == ("BRAF", 2, 1)


def test_each_article_shown_is_cited_once_with_what_it_says(tmp_path: Path, lexicon: Lexicon) -> None:
    readings = [reading(1, claim(1), claim(1, ClaimRelation.GIVEN_FOR)), reading(2, claim(2, ClaimRelation.NO_BENEFIT))]
    citations = entry_of(tmp_path, lexicon, readings).citations
    assert [citation.pmid for citation in citations] == [1, 2]
    assert citations[0].title == "Propranolol for hemangioma."
    assert citations[0].note == (
        f"Propranolol in {lexicon.name_of(DISEASE)}: rank 1 as of 2026-11-30; supports the use, "
        "used or studied, no result"
    )


def test_a_page_of_its_own_has_all_sentences_and_co_mention(tmp_path: Path, lexicon: Lexicon) -> None:
    readings = [reading(n, claim(n)) for n in range(1, SENTENCES_PER_ENTRY + 5)]
    readings.append(reading(101, claim(101, ClaimRelation.MENTIONED)))
    assert len(entry_of(tmp_path, lexicon, readings).sentences) == SENTENCES_PER_ENTRY
    with Ledger.open(tmp_path / "ledger.db", is_read_only=True) as ledger:
        evaluation = evaluation_of(len(readings))
        page = build_evidence(ledger, lexicon, evaluation, DRUG, DISEASE)
        assert build_evidence(ledger, lexicon, evaluation, DRUG, "MONDO:nothing") is None
    assert page is not None
    assert len(page.entry.sentences) == len(readings)
    assert page.entry.sentences[-1].group == "mentioned"
    assert (page.list_name, page.entry.rank, page.list_count) == ("candidate", 1, 1)


def test_a_pair_that_is_folded_into_a_row_has_its_page_too(tmp_path: Path, lexicon: Lexicon) -> None:
    entry_of(tmp_path, lexicon, [reading(1, claim(1))])
    evaluation = evaluation_of(1)
    (row,) = evaluation.signals
    within = replace(row, evidence=replace(row.evidence, disease="MONDO:0004992"))
    folded = replace(evaluation, signals=[replace(row, folded=(within,))])
    with Ledger.open(tmp_path / "ledger.db", is_read_only=True) as ledger:
        page = build_evidence(ledger, lexicon, folded, DRUG, "MONDO:0004992")
    assert page is not None
    assert (page.list_name, page.entry.rank) == ("candidate", 1)


def test_a_row_by_its_kind_shows_its_studies_and_where_they_say_so(tmp_path: Path, lexicon: Lexicon) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        text = "Eleven children took part. Propranolol led to regression of hemangioma in ten."
        ledger.articles.store([article(1, abstract=text), article(2)], digest="d")
        readings = [reading(1), reading(2)]
        ledger.readings.store(readings, ledger.readings.reader_id(VERSIONS))
        evaluation = evaluation_of(1, (1,))
        start = article(1, abstract=text).text.index("children")
        kind = StudiedKind(
            jurisdiction="US", kind=OffLabelKind.AGE, studied="children", labelled="adults", study_count=1, of_count=2,
            places=(Place(pmid=1, start=start, end=start + 8), Place(pmid=999, start=0, end=1)),
        )  # fmt: skip
        signal = replace(evaluation.signals[0], studied_kinds=(kind,), is_by_kind=True)
        (entry,) = build_list(ledger, lexicon, replace(evaluation, signals=[signal]), limit=5).entries
        (whole,) = build_list(ledger, lexicon, evaluation, limit=5).entries
    assert [sentence.pmid for sentence in entry.sentences] == [1]
    assert [sentence.pmid for sentence in whole.sentences] == [1, 2]
    (note,) = entry.kind_notes
    assert note.quotes == (Quote(pmid=1, before="Eleven ", words="children", after=" took part."),)
    paragraph = {part.about: part.text for part in why_here(entry, evaluation.as_of)}["kinds"]
    assert paragraph == (
        "Off label by age group in US: label adults; studied in children in 1 of 2 studies. The disease is on label, "
        "and the row has the studies that are outside alone."
    )
    assert kinds_of(entry, evaluation.as_of) == ("age group",)
    assert whole.kind_notes == ()
    assert "kinds" not in {part.about for part in why_here(whole, evaluation.as_of)}
    page = render_list(a_list(entry))
    assert "label adults; studied in children in 1 of 2 studies" in page
    assert "Eleven <strong>children</strong> took part." in page
