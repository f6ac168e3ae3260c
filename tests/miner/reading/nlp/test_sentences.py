"""Sentences begin where spaCy's "senter" begins them if a sentence can end there, and nowhere else."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpora.training.sentences import _MODEL
from miner.reading.nlp.sentences import SentenceFinder
from miner.reading.nlp.tokens import make_blank

WORDS = ["Aspirin", "in", "cancer", ".", "(", ")", "?", "e.g.", "1.5", ":", "\n", "ALL", ";"]
ENDS = {".", "?", ":", ";", "e.g."}


@pytest.fixture(scope="module")
def senter() -> Any:
    """A "senter" of random weights, which begins sentences anywhere."""
    nlp = make_blank()
    nlp.vocab.set_vector("Aspirin", np.ones(8, dtype=np.float32))
    component: Any = nlp.add_pipe("senter", config={"model": _MODEL})
    nlp.initialize()
    random = np.random.default_rng(1)
    for node in component.model.walk():
        for name in node.param_names:
            scale = 0.1 if name == "b" else 1.0  # what is added to all words alike must not decide
            node.set_param(name, scale * random.normal(size=node.get_param(name).shape).astype(np.float32))
    return component


def make_docs(vocab: Any, count: int) -> list[Doc]:
    """Documents of random words, the first without any; a tenth of the words has been decided by rules."""
    random = np.random.default_rng(2)
    docs = []
    for number in range(count):
        doc = Doc(vocab, words=random.choice(WORDS, size=number and random.integers(1, 40)).tolist())
        for token, draw in zip(doc, random.random(len(doc)).tolist(), strict=True):
            if token.i and (draw < 0.05 or draw > 0.95):
                token.is_sent_start = draw < 0.05
        docs.append(doc)
    return docs


def starts(docs: list[Doc]) -> list[list[bool]]:
    return [[token.is_sent_start for token in doc] for doc in docs]


def may_begin(doc: Doc, place: int) -> bool:
    """Whether something that ends a sentence stands before a word, with at most brackets in between."""
    before = doc[:place]
    while len(before) and before[-1].text in {")", "\n"}:
        before = before[:-1]
    return len(before) > 0 and before[-1].text in ENDS and doc[place].text != "\n"


def test_sentences_begin_where_spacy_begins_them_and_one_may_have_ended(senter: Any) -> None:
    given, expected = make_docs(senter.vocab, 40), list(senter.pipe(make_docs(senter.vocab, 40)))
    found = list(SentenceFinder(senter).pipe(make_docs(senter.vocab, 40)))
    decided = {True: 0, False: 0}
    for before, by_spacy, doc in zip(given, expected, found, strict=True):
        for place in range(1, len(doc)):
            if before[place].is_sent_start is not None:
                assert doc[place].is_sent_start == before[place].is_sent_start
            elif may_begin(doc, place) and doc[place].text != ")":
                assert doc[place].is_sent_start == by_spacy[place].is_sent_start
                decided[doc[place].is_sent_start] += 1
            else:
                assert not doc[place].is_sent_start
    assert min(decided.values()) > 10, "the random weights decide everything alike"


def test_sentences_are_the_same_alone_and_in_any_batch(senter: Any) -> None:
    finder = SentenceFinder(senter)
    together = starts(list(finder.pipe(make_docs(senter.vocab, 30))))
    assert starts(list(finder.pipe(make_docs(senter.vocab, 30), batch_size=7))) == together
    assert starts([finder(doc) for doc in make_docs(senter.vocab, 30)]) == together


def test_a_text_in_which_nothing_ends_is_one_sentence(senter: Any) -> None:
    doc = SentenceFinder(senter)(Doc(senter.vocab, words=["Aspirin", "in", "cancer"]))
    assert [sentence.text for sentence in doc.sents] == ["Aspirin in cancer"]


def test_only_the_shipped_shape_is_stood_for(senter: Any) -> None:
    assert SentenceFinder.can_find(senter)
    other = spacy.blank("en")
    plain: Any = other.add_pipe("senter")
    other.initialize()
    assert not SentenceFinder.can_find(plain)
    overwriting: Any = make_blank().add_pipe("senter", config={"model": _MODEL, "overwrite": True})
    assert not SentenceFinder.can_find(overwriting)


def test_the_shipped_model_begins_the_sentences_that_it_has_learnt(shipped_model: Language) -> None:
    reading = shipped_model
    trained: Language = spacy.load(reading.path)  # type: ignore[arg-type]  # the shipped model has a folder
    trained.vocab.vectors.data = trained.vocab.vectors.data.astype("float32")
    text = 'Aspirin helps (p = 0.04). It is safe. "Is it?" Nobody knows; all take 1.5 mg: a. once, b. twice. None died.'
    assert isinstance(reading.get_pipe("senter"), SentenceFinder)
    expected = [sentence.start for sentence in trained(text, disable=["ner"]).sents]
    assert len(expected) > 3
    assert [sentence.start for sentence in reading(text).sents] == expected


def test_a_genus_ends_no_sentence_and_a_vitamin_does(shipped_model: Language) -> None:
    doc = shipped_model("It eradicated H. pylori in 90 of 100 patients. They were given vitamin D. All recovered.")
    assert [str(sentence) for sentence in doc.sents] == [
        "It eradicated H. pylori in 90 of 100 patients.",
        "They were given vitamin D.",
        "All recovered.",
    ]
