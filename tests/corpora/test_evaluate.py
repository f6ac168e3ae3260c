"""A score counts exact boundaries and types, and a label that a model lacks is no failure of it."""

from io import StringIO
from pathlib import Path

import pytest
import spacy
from rich.console import Console
from spacy.language import Language
from spacy.tokens import Doc

from corpora.evaluate import Evaluation, Score, as_json, as_table, evaluate_model, score_mentions, score_sentences
from corpora.readers import Corpus, GoldDocument, GoldMention, SentencedDocument
from miner.errors import ModelError
from miner.reading.models import load_model, make_tokenizer

TEXT = "Gefitinib in lung cancer with EGFR p.L858R"
GOLD = Corpus(
    name="sample",
    documents=(
        GoldDocument(
            pmid=1,
            text=TEXT,
            mentions=(
                GoldMention(start=0, end=9, text="Gefitinib", type="Chemical"),
                GoldMention(start=13, end=24, text="lung cancer", type="SpecificDisease"),
                GoldMention(start=30, end=34, text="EGFR", type="Gene"),
                GoldMention(start=35, end=42, text="p.L858R", type="Variant"),
                GoldMention(start=0, end=9, text="Gefitinib", type="Species"),
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.tokenizer = make_tokenizer(blank)
    return blank


def predict(nlp: Language, *mentions: tuple[str, str]) -> Doc:
    """A document of `TEXT` in which a model found these (text, label)."""
    doc = nlp.make_doc(TEXT)
    spans = [doc.char_span(TEXT.index(text), TEXT.index(text) + len(text), label=label) for text, label in mentions]
    doc.ents = tuple(span for span in spans if span is not None)
    assert len(doc.ents) == len(mentions)
    return doc


def test_a_mention_is_found_only_with_its_boundaries_and_type(nlp: Language) -> None:
    doc = predict(nlp, ("Gefitinib", "CHEMICAL"), ("cancer", "DISEASE"), ("EGFR", "DISEASE"))
    assert list(score_mentions(GOLD, [doc], ["CHEMICAL", "DISEASE", "GENE"])) == [
        Score(part="sample", label="CHEMICAL", found_count=1, spurious_count=0, missed_count=0),
        Score(part="sample", label="DISEASE", found_count=0, spurious_count=2, missed_count=1),
        Score(part="sample", label="GENE", found_count=0, spurious_count=0, missed_count=1),
        Score(part="sample", label="VARIANT", found_count=0, spurious_count=0, missed_count=1, is_known=False),
        Score(part="sample", label="all", found_count=1, spurious_count=2, missed_count=2),
    ]


def test_scispacy_labels_are_held_to_ours(nlp: Language) -> None:
    doc = predict(nlp, ("Gefitinib", "SIMPLE_CHEMICAL"), ("EGFR", "GENE_OR_GENE_PRODUCT"))
    found = {score.label: score.found_count for score in score_mentions(GOLD, [doc], ["CHEMICAL", "GENE"])}
    assert found == {"CHEMICAL": 1, "DISEASE": 0, "GENE": 1, "VARIANT": 0, "all": 2}


def test_precision_recall_and_f1() -> None:
    score = Score(part="sample", label="GENE", found_count=3, spurious_count=1, missed_count=3)
    assert (score.precision, score.recall, score.f1) == (0.75, 0.5, 0.6)
    nothing = Score(part="sample", label="GENE", found_count=0, spurious_count=0, missed_count=0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)


def test_an_unknown_label_shows_a_dash_and_null() -> None:
    score = Score(part="sample", label="GENE", found_count=0, spurious_count=0, missed_count=3, is_known=False)
    evaluation = Evaluation(model="en_test-1", scores=(score,), abstracts_per_second=51.26)
    assert as_json(evaluation) == {
        "model": "en_test-1",
        "abstracts_per_second": 51.3,
        "scores": [{"part": "sample", "label": "GENE", "gold_count": 3, "precision": None, "recall": None, "f1": None}],
    }
    console = Console(width=100, record=True, file=StringIO())
    console.print(as_table(evaluation))
    assert console.export_text().count("\N{EN DASH}") == 3


def test_sentences_are_scored_where_they_begin_within_a_line() -> None:
    rules = spacy.blank("en")
    rules.tokenizer = make_tokenizer(rules)
    rules.add_pipe("sentence_rules")
    rules.add_pipe("sentencizer")
    text = "A title\nSee Fig. 2 of Jones et al. It is good. Is it? p53 is not."
    starts = [text.index(word) for word in ("A title", "See", "It", "Is", "p53")]
    sentences = tuple(zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True))
    document = SentencedDocument(identifier="1", text=text, sentences=sentences)
    assert score_sentences([document], rules) == Score(
        part="bioscope", label="sentence", found_count=2, spurious_count=0, missed_count=1
    )


def test_a_model_without_a_scored_label_is_refused(tmp_path: Path) -> None:
    other = spacy.blank("en")
    other.add_pipe("ner").add_label("PERSON")  # type: ignore[attr-defined]
    other.initialize()
    other.to_disk(tmp_path / "model")
    with pytest.raises(ModelError, match=r"has the labels \['PERSON'\]"):
        evaluate_model(str(tmp_path / "model"), tmp_path)


def test_the_shipped_model_keeps_its_score(shared_data: Path) -> None:
    evaluation = evaluate_model(None, shared_data, shared_data / "corpora" / "biored_dev.pubtator.gz")
    f1 = {score.label: score.f1 for score in evaluation.scores}
    assert set(f1) == {"CHEMICAL", "DISEASE", "GENE", "VARIANT", "all"}
    assert f1["all"] > 0.79
    assert load_model().meta["name"] == "miner_ner"
