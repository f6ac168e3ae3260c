"""Scores count exact boundaries and types, and a model is not penalised for a label that it lacks."""

import gzip
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
import spacy
from rich.console import Console
from typer.testing import CliRunner

from corpora.__main__ import app
from corpora.measure.evaluate import evaluate_model, evaluate_predictions, score_sentences
from corpora.measure.score_tables import as_json, as_notes, as_reason_table, as_table
from corpora.measure.scores import Evaluation, ReasonScore, Score
from corpora.measure.spans import score_spans
from corpora.readers import Corpus, GoldDocument, GoldMention, SentencedDocument
from miner.errors import ModelError, SourceError
from miner.reading.nlp.models import load_model
from miner.reading.nlp.tokens import make_blank

TEXT = "Gefitinib in lung cancer with EGFR p.L858R"


def mention(text: str, type_name: str) -> GoldMention:
    start = TEXT.index(text)
    return GoldMention(start=start, end=start + len(text), text=text, type=type_name)


GOLD = Corpus(
    name="sample",
    documents=(
        GoldDocument(
            pmid=1,
            text=TEXT,
            mentions=(
                mention("Gefitinib", "Chemical"),
                mention("lung cancer", "SpecificDisease"),
                mention("EGFR", "Gene"),
                mention("p.L858R", "Variant"),
                mention("Gefitinib", "Species"),
            ),
        ),
    ),
)


def predict(*mentions: tuple[str, str]) -> list[GoldDocument]:
    return [replace(GOLD.documents[0], mentions=tuple(mention(*each) for each in mentions))]


def score(label: str, found: int, spurious: int, missed: int, *, is_known: bool = True) -> Score:
    return Score(
        measure="spans",
        part="sample",
        label=label,
        found_count=found,
        spurious_count=spurious,
        missed_count=missed,
        is_known=is_known,
    )


def test_a_mention_is_found_only_with_its_boundaries_and_type() -> None:
    predicted = predict(("Gefitinib", "CHEMICAL"), ("cancer", "DISEASE"), ("EGFR", "DISEASE"))
    assert list(score_spans(GOLD, predicted, ["CHEMICAL", "DISEASE", "GENE"], "spans")) == [
        score("CHEMICAL", 1, 0, 0),
        score("DISEASE", 0, 2, 1),
        score("GENE", 0, 0, 1),
        score("VARIANT", 0, 0, 1, is_known=False),
        score("all", 1, 2, 2),
    ]


def test_other_programs_labels_are_held_to_ours() -> None:
    predicted = predict(("Gefitinib", "SIMPLE_CHEMICAL"), ("EGFR", "GENE_OR_GENE_PRODUCT"), ("lung cancer", "CANCER"))
    found = {each.label: each.found_count for each in score_spans(GOLD, predicted, ["CHEMICAL", "GENE"], "spans")}
    assert found == {"CHEMICAL": 1, "DISEASE": 0, "GENE": 1, "VARIANT": 0, "all": 2}


def test_precision_recall_and_f1() -> None:
    some = score("GENE", 3, 1, 3)
    assert (some.precision, some.recall, some.f1, some.gold_count) == (0.75, 0.5, 0.6, 6)
    nothing = score("GENE", 0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)


def test_an_unknown_label_shows_a_dash_and_null() -> None:
    evaluation = Evaluation(
        model="en_test-1",
        scores=(score("GENE", 0, 0, 3, is_known=False),),
        reasons=(ReasonScore(label="DISEASE", reason="name", count=4, right_count=3, mean_score=1.0),),
        abstracts_per_second=51.26,
        read_per_second=30.0,
    )
    assert as_json(evaluation) == {
        "model": "en_test-1",
        "abstracts_per_second": 51.3,
        "read_per_second": 30.0,
        "missing_count": 0,
        "scores": [
            {
                "measure": "spans",
                "part": "sample",
                "label": "GENE",
                "gold_count": 3,
                "predicted_count": None,
                "precision": None,
                "recall": None,
                "f1": None,
            }
        ],
        "reasons": [{"label": "DISEASE", "reason": "name", "count": 4, "precision": 0.75, "mean_score": 1.0}],
        "shares": [],
        "differences": [],
    }
    console = Console(width=100, record=True, file=StringIO())
    console.print(as_table(evaluation), as_reason_table(evaluation))
    text = console.export_text()
    assert text.count("\N{EN DASH}") == 3
    assert "0.750" in text
    assert "model 51 abstracts/s, reading with links and claims 30 abstracts/s" in as_notes(evaluation)


def test_sentences_are_scored_where_they_begin_within_a_line() -> None:
    rules = make_blank()
    rules.add_pipe("sentence_rules")
    rules.add_pipe("sentencizer")
    text = "A title\nSee Fig. 2, given i.v. It is good. Is it? p53 is not."
    starts = [text.index(word) for word in ("A title", "See", "It", "Is", "p53")]
    sentences = tuple(zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True))
    document = SentencedDocument(identifier="1", text=text, sentences=sentences)
    assert score_sentences([document], rules) == Score(
        measure="sentences", part="bioscope", label="sentence", found_count=2, spurious_count=0, missed_count=1
    )


def test_a_model_without_a_scored_label_is_refused(tmp_path: Path) -> None:
    other = spacy.blank("en")
    other.add_pipe("ner").add_label("PERSON")  # type: ignore[attr-defined]
    other.initialize()
    other.to_disk(tmp_path / "model")
    with pytest.raises(ModelError, match=r"has the labels \['PERSON'\]"):
        evaluate_model(str(tmp_path / "model"), tmp_path)


ABSTRACTS = "1|t|Haloperidol in schizophrenia\n1|a|It may cause parkinsonism.\n"
GOLD_LINES = (
    "1\t0\t11\tHaloperidol\tChemical\tD006220\n"
    "1\t15\t28\tschizophrenia\tDisease\tMESH:D012559\n"
    "1\t42\t54\tparkinsonism\tDisease\t-1\n"
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.pubtator"
    path.write_text(ABSTRACTS + GOLD_LINES + "\n2|t|A\n2|a|B\n", encoding="utf-8")
    return path


def write(folder: Path, text: str) -> Path:
    path = folder / "predicted.pubtator"
    path.write_text(text, encoding="utf-8")
    return path


def test_predictions_are_scored_by_spans_and_concepts_and_lost_documents_are_counted(
    gold: Path, tmp_path: Path
) -> None:
    lines = "1\t0\t11\tHaloperidol\tChemical\tDRUGBANK:DB00502\n1\t42\t54\tparkinsonism\tDisease\tMESH:D010302\n"
    evaluation = evaluate_predictions(write(tmp_path, ABSTRACTS + lines), tmp_path, gold)
    assert evaluation.missing_count == 1
    assert [(s.measure, s.label, s.found_count, s.spurious_count, s.missed_count) for s in evaluation.scores] == [
        ("spans", "CHEMICAL", 1, 0, 0),
        ("spans", "DISEASE", 1, 0, 1),
        ("spans", "all", 2, 0, 1),
        ("concepts", "CHEMICAL", 1, 0, 0),
        ("concepts", "DISEASE", 0, 1, 1),
        ("concepts", "all", 1, 1, 1),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ABSTRACTS.replace("may", "can"), "document 1 has another text than the gold"),
        ("7|t|A\n7|a|B\n", "has no document of the gold"),
        ("1|t|A\n", r"line 1: a document begins with PMID\|t\|title"),
        (ABSTRACTS + "1\t0\t11\tHaloperidol\n", "line 3: a mention is PMID, start, end"),
    ],
)
def test_predictions_that_cannot_be_compared_are_refused(gold: Path, tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        evaluate_predictions(write(tmp_path, text), tmp_path, gold)


def test_a_gold_file_without_a_scored_type_is_refused_in_one_line(tmp_path: Path) -> None:
    path = write(tmp_path, "1|t|A mouse\n1|a|B\n1\t2\t7\tmouse\tSpecies\t10090\n")
    arguments = ["evaluate", "--data", str(tmp_path), "--gold", str(path), "--predictions", str(path)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert result.output == (
        f"Error: {path}: has mentions of ['Species']; scored are CHEMICAL, DISEASE, GENE, VARIANT\n"
    )


def test_the_shipped_model_keeps_its_score_on_fifty_documents(shared_data: Path, tmp_path: Path) -> None:
    whole = gzip.decompress((shared_data / "corpora" / "biored_dev.pubtator.gz").read_bytes()).decode("utf-8")
    few = tmp_path / "few.pubtator"
    few.write_text("\n\n".join(whole.strip().split("\n\n")[:50]) + "\n", encoding="utf-8")
    f1 = {(each.measure, each.label): each.f1 for each in evaluate_model(None, shared_data, few).scores}
    assert f1["spans", "all"] > 0.79
    assert f1["concepts", "all"] > 0.6
    assert f1["linking", "DISEASE"] > 0.6


@pytest.mark.exhaustive
def test_the_shipped_model_keeps_its_score(shared_data: Path) -> None:
    evaluation = evaluate_model(None, shared_data, shared_data / "corpora" / "biored_dev.pubtator.gz")
    f1 = {(each.measure, each.label): each.f1 for each in evaluation.scores}
    assert {label for measure, label in f1 if measure == "spans"} == {"CHEMICAL", "DISEASE", "GENE", "VARIANT", "all"}
    assert f1["spans", "all"] > 0.79
    assert f1["concepts", "all"] > 0.6
    assert f1["linking", "DISEASE"] > 0.6
    assert f1["abbreviations", "silver pairs"] > 0.7
    assert load_model().meta["name"] == "miner_ner"
