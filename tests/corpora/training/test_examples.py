"""Training examples are what the corpus annotates; what it does not annotate is not a negative example."""

from collections import Counter

import pytest
from spacy.language import Language

from corpora.mention_labels import ANNOTATED_LABELS, LABEL_OF_TYPE, LABELS
from corpora.readers import Corpus, GoldDocument, GoldMention
from corpora.training.examples import make_examples, set_gold
from corpora.training.train import GOLD_CORPORA, SILVER_CORPUS
from miner.reading.nlp.tokens import make_blank

TEXT = "Gefitinib\nGefitinib binds KrasG12D and EGFR in lung cancer."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_blank()


def mention(text: str, type_: str) -> GoldMention:
    start = TEXT.rindex(text)
    return GoldMention(start=start, end=start + len(text), text=text, type=type_)


def test_a_mention_inside_a_token_is_missing_and_counted(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    mentions = (mention("lung cancer", "Disease"), mention("Kras", "Gene"), mention("Gefitinib", "Species"))
    counts: Counter[str] = Counter()
    missing = set_gold(doc, GoldDocument(pmid=1, text=TEXT, mentions=mentions), counts)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("lung cancer", "DISEASE")]
    assert [span.text for span in missing] == ["KrasG12D"]
    assert counts == Counter(mentions=2, unaligned=1)


def test_labels_that_a_corpus_does_not_mark_are_filled_in(shipped_model: Language) -> None:
    model = shipped_model
    corpus = Corpus(
        name="ncbi_disease_train",
        documents=(GoldDocument(pmid=1, text=TEXT, mentions=(mention("cancer", "SpecificDisease"),)),),
    )
    counts: Counter[str] = Counter()
    (example,) = make_examples(model, corpus, counts, gap_filler=model)
    entities = [(entity.text, entity.label_) for entity in example.reference.ents]
    assert ("cancer", "DISEASE") in entities
    assert ("lung cancer", "DISEASE") not in entities
    assert ("EGFR", "GENE") in entities
    assert counts["filled"] == len(entities) - 1


def test_every_training_corpus_says_what_it_marks() -> None:
    assert {*GOLD_CORPORA, SILVER_CORPUS} <= set(ANNOTATED_LABELS)
    assert set(LABEL_OF_TYPE.values()) == set(LABELS)
