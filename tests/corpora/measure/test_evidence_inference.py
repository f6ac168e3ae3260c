"""Tests of corpora.measure.evidence_inference on an invented trial."""

import csv
import gzip
from pathlib import Path

import pytest

from corpora.measure.evidence_inference import ARTICLES, FOLDER, evaluate_evidence_inference, read_prompts
from miner.errors import SourceError

TEXT = "Ibuprofen was not effective in migraine compared with placebo. Ibuprofen reduced fever more than placebo did."
XML = f"""<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article>
<ArticleTitle>Ibuprofen in migraine</ArticleTitle><Abstract><AbstractText Label="RESULTS" NlmCategory="RESULTS">{TEXT}
</AbstractText></Abstract><Language>eng</Language></Article></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="pmc">PMC5</ArticleId></ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>"""
PROMPTS = [
    ("1", "5", "Ibuprofen 400 mg", "Placebo", "migraine"),
    ("2", "5", "Ibuprofen", "Placebo", "fever"),
    ("3", "5", "Walks", "Rest", "sleep"),
]
ANNOTATIONS = [
    ("1", "True", "no significant difference", "Ibuprofen was not effective in migraine compared with placebo."),
    ("1", "False", "significantly decreased", "A judgement that its checkers did not accept."),
    ("2", "True", "significantly decreased", "Ibuprofen reduced fever more than placebo did"),
    ("3", "True", "no significant difference", "Ibuprofen reduced fever more than placebo did"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, columns, rows in (
        ("prompts_merged.csv.gz", ("PromptID", "PMCID", "Intervention", "Comparator", "Outcome"), PROMPTS),
        ("v2_annotations.csv.gz", ("PromptID", "Valid Label", "Label", "Annotations"), ANNOTATIONS),
    ):
        path = tmp_path / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
    (tmp_path / ARTICLES).parent.mkdir()
    (tmp_path / ARTICLES).write_bytes(gzip.compress(XML.encode()))
    return tmp_path


def test_prompts_whose_intervention_is_a_drug_are_asked(data: Path) -> None:
    *_, every, inactive = evaluate_evidence_inference(data)
    assert every.part == "claims, all comparators, 2 prompts"
    assert inactive.part == "claims, inactive control, 2 prompts"
    assert (every.found_count, every.spurious_count, every.missed_count) == (1, 0, 0)


def test_comparisons_answer_every_prompt_by_the_words_of_its_outcome(data: Path) -> None:
    odd = {score.label: score for score in evaluate_evidence_inference(data) if "comparisons, test" in score.part}
    assert odd["no difference"].part == "comparisons, test, 3 prompts"
    assert (odd["no difference"].found_count, odd["no difference"].spurious_count) == (1, 0)
    assert (odd["decreased"].found_count, odd["decreased"].missed_count) == (1, 0)
    assert odd["no difference"].missed_count == 1, "of sleep the abstract says nothing"


def test_the_label_is_that_of_valid_judgements(data: Path) -> None:
    assert next(read_prompts(data / FOLDER)).label == "no significant difference"


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="prompts_merged"):
        list(read_prompts(tmp_path))
