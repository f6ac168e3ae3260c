"""Every pipeline from load_model reads in the same way, and the error for a missing one says what to do."""

import json
from pathlib import Path
from shutil import copytree

import pytest
import spacy
from spacy.language import Language

from miner.errors import ModelError
from miner.reading.nlp.model_files import find_model, model_version
from miner.reading.nlp.models import load_model, loaded_version, mention_type_of
from miner.records import MentionType


@pytest.fixture
def shipped(shipped_model: Language) -> Language:
    return shipped_model


def test_the_shipped_model_finds_the_three_types_of_mention(shipped: Language) -> None:
    doc = shipped("Gefitinib in patients with lung cancer and EGFR mutations.")
    found = [(entity.text, mention_type_of(entity.label_)) for entity in doc.ents]
    assert found == [
        ("Gefitinib", MentionType.DRUG),
        ("lung cancer", MentionType.DISEASE),
        ("EGFR", MentionType.BIOMARKER),
    ]


def test_sentences_end_at_lines_and_not_at_abbreviations(shipped: Language) -> None:
    doc = shipped(
        "A trial of aspirin vs. Clopidogrel\nPatients took 1.5 mg (e.g. Tablets) from Dr. Smith, i.v. or p.o., daily. "
        "Nobody died (p = 0.04). The i.v. dose and 5 mg q.d. for a week were safe."
    )
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "A trial of aspirin vs. Clopidogrel",
        "Patients took 1.5 mg (e.g. Tablets) from Dr. Smith, i.v. or p.o., daily.",
        "Nobody died (p = 0.04).",
        "The i.v. dose and 5 mg q.d. for a week were safe.",
    ]


def test_abbreviations_come_with_their_long_forms(shipped: Language) -> None:
    doc = shipped("Chronic lymphocytic leukaemia (CLL) is common. CLL is treated.")
    pairs = {(short.text, short._.long_form.text) for short in doc._.abbreviations}
    assert pairs == {("CLL", "Chronic lymphocytic leukaemia")}
    assert shipped.pipe_names[-3:] == ["abbreviations", "short_forms", "repeated_mentions"]


def test_an_empty_text_is_read(shipped: Language) -> None:
    assert [len(doc) for doc in shipped.pipe(["", "\n"])] == [0, 1]


def test_batches_change_nothing(shipped: Language) -> None:
    texts = ["Imatinib treats leukaemia.", "Aspirin causes bleeding.\nIt is old.", "Nothing."]
    alone = [[(e.start_char, e.end_char, e.label_) for e in shipped(text).ents] for text in texts]
    together = [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in shipped.pipe(texts)]
    assert together == alone


def test_the_version_names_model_and_weights(shipped: Language) -> None:
    name, _, digest = loaded_version(shipped).partition("+sha256:")
    assert name.startswith("en_miner_ner-")
    assert len(digest) == 8
    assert loaded_version(shipped) == model_version(find_model())


def test_the_version_changes_with_the_weights_and_not_with_the_card(tmp_path: Path, shipped: Language) -> None:
    folder = copytree(shipped.path, tmp_path / "model")
    before = loaded_version(spacy.load(folder))
    (folder / "README.md").write_text("a card")
    nlp = spacy.load(folder)
    assert loaded_version(nlp) == before
    (folder / "ner" / "cfg").write_bytes((folder / "ner" / "cfg").read_bytes() + b" ")
    assert loaded_version(nlp) != before


def test_another_model_gets_sentences_and_abbreviations(tmp_path: Path) -> None:
    other = spacy.blank("en")
    other.add_pipe("ner").add_label("CHEMICAL")  # type: ignore[attr-defined]
    other.initialize()
    other.to_disk(tmp_path / "other")
    nlp = load_model(str(tmp_path / "other"))
    assert nlp.pipe_names == [
        "sentence_rules",
        "ner",
        "sentencizer",
        "abbreviations",
        "short_forms",
        "repeated_mentions",
    ]
    assert len(list(nlp("One. Two.").sents)) == 2


def test_a_model_of_an_older_spacy_loads_without_a_warning(tmp_path: Path) -> None:
    other = spacy.blank("en")
    other.add_pipe("ner").add_label("CHEMICAL")  # type: ignore[attr-defined]
    other.initialize()
    other.to_disk(tmp_path / "other")
    meta = tmp_path / "other" / "meta.json"
    meta.write_text(json.dumps({**json.loads(meta.read_text()), "spacy_version": ">=3.7.4,<3.8.0"}))
    assert load_model(str(tmp_path / "other")).has_pipe("ner")


def test_a_model_with_an_unknown_component_says_which(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "other")
    config = tmp_path / "other" / "config.cfg"
    extra = '[components.tagger2]\nfactory = "tagger2"\n'
    config.write_text(config.read_text().replace("pipeline = []", 'pipeline = ["tagger2"]') + extra)
    with pytest.raises(ModelError, match=r"is there but does not load: .*'tagger2'"):
        load_model(str(tmp_path / "other"))


@pytest.mark.parametrize("name", ["en_no_such_model", "/no/such/folder"])
def test_an_unknown_model_says_what_to_do(name: str) -> None:
    with pytest.raises(ModelError, match=rf"No model '{name}' can be loaded: give the name"):
        load_model(name)


def test_a_model_that_finds_no_mentions_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="finds no mentions"):
        load_model(str(tmp_path / "blank"))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("SIMPLE_CHEMICAL", MentionType.DRUG),
        ("CANCER", MentionType.DISEASE),
        ("VARIANT", MentionType.BIOMARKER),
        ("ORGAN", None),
    ],
)
def test_labels_of_models_map_to_types_of_mention(label: str, expected: MentionType | None) -> None:
    assert mention_type_of(label) is expected
