"""No document of a development part is used for training, whichever corpus it appears in."""

from pathlib import Path

import pytest

from corpora.readers import Corpus, GoldDocument, SentencedDocument
from corpora.split import DEVELOPMENT_PARTS, development_pmids, hold_out_sentences, read_corpora, split_off
from corpora.training import vectors
from corpora.training.train import COMPLETE_CORPORA, GOLD_CORPORA, SILVER_CORPUS


def corpus(name: str, *pmids: int) -> Corpus:
    return Corpus(name=name, documents=tuple(GoldDocument(pmid=pmid, text="") for pmid in pmids))


def test_held_out_and_repeated_abstracts_are_left_out_and_counted() -> None:
    kept, left_out = split_off([corpus("first", 1, 2, 2), corpus("second", 2, 3, 4)], frozenset({3}))
    assert kept == [corpus("first", 1, 2, 2), corpus("second", 4)]
    assert left_out == {"first": 0, "second": 2}


@pytest.fixture(scope="module")
def training(shared_data: Path) -> tuple[list[Corpus], dict[str, int]]:
    """What trains, and what was left out."""
    corpora = read_corpora(shared_data, [*GOLD_CORPORA, SILVER_CORPUS])
    return split_off(corpora, development_pmids(shared_data))


def test_no_development_abstract_trains(shared_data: Path, training: tuple[list[Corpus], dict[str, int]]) -> None:
    held_out = development_pmids(shared_data)
    kept, left_out = training
    pmids = {document.pmid for part in kept for document in part.documents}
    assert len(held_out) == 693
    assert not held_out & pmids
    assert left_out == {
        "bc5cdr_train": 10,
        "ncbi_disease_train": 3,
        "biored_train": 90,
        "tmvar3_train": 86,
        "nlmgene_train": 94,
        "gnormplus_train": 43,
        "pubtator3_silver": 1,
    }


def test_every_pubtator_corpus_trains_or_scores_or_is_left_alone(shared_data: Path) -> None:
    files = {path.name.split(".")[0] for path in (shared_data / "corpora").glob("*.pubtator.gz")}
    named = {*GOLD_CORPORA, SILVER_CORPUS, *DEVELOPMENT_PARTS}
    assert named <= files
    assert not set(DEVELOPMENT_PARTS) & {*GOLD_CORPORA, SILVER_CORPUS, *COMPLETE_CORPORA}
    assert {name for name in files if name.endswith("_dev")} == set(DEVELOPMENT_PARTS)


def test_a_training_part_does_not_depend_on_what_else_trains(shared_data: Path) -> None:
    held_out = development_pmids(shared_data)
    for name in [*GOLD_CORPORA, SILVER_CORPUS]:
        kept, _ = split_off(read_corpora(shared_data, [name]), held_out)
        assert not held_out & {document.pmid for part in kept for document in part.documents}, name


def test_no_development_title_trains_under_another_pmid(
    shared_data: Path, training: tuple[list[Corpus], dict[str, int]]
) -> None:
    titles = [
        {document.text.split("\n")[0].casefold().strip(" .") for part in corpora for document in part.documents}
        for corpora in (training[0], read_corpora(shared_data, DEVELOPMENT_PARTS))
    ]
    assert titles[0] & titles[1] == set()


def long_sentences(text: str) -> set[str]:
    """Letters and digits of the long sentences: what two printings of one abstract share, however they are set."""
    parts = text.replace("\n", ". ").split(". ")
    return {"".join(filter(str.isalnum, part.casefold())) for part in parts if len(part) > 80}


@pytest.mark.exhaustive
def test_no_development_sentence_trains_under_another_pmid(
    shared_data: Path, training: tuple[list[Corpus], dict[str, int]]
) -> None:
    sentences = [
        {sentence for part in corpora for document in part.documents for sentence in long_sentences(document.text)}
        for corpora in (training[0], read_corpora(shared_data, DEVELOPMENT_PARTS))
    ]
    assert len(sentences[1]) > 5_000
    assert sentences[0] & sentences[1] == set()


@pytest.mark.exhaustive
def test_no_development_abstract_is_in_the_text_for_vectors(shared_data: Path) -> None:
    documents = [document for part in read_corpora(shared_data, DEVELOPMENT_PARTS) for document in part.documents]
    wanted = {document.pmid: long_sentences(document.text) for document in documents}
    all_wanted = set().union(*wanted.values())
    seen: set[str] = set()
    for paragraph in vectors.read_paragraphs(shared_data, development_pmids(shared_data)):
        seen |= long_sentences(paragraph) & all_wanted
    # Cochrane reviews share sentences on how they searched; an abstract is there when most of it is.
    assert [pmid for pmid, sentences in wanted.items() if 2 * len(sentences & seen) > len(sentences)] == []


def test_every_tenth_document_is_held_out_for_sentences() -> None:
    documents = [SentencedDocument(identifier=str(number), text="", sentences=()) for number in range(12)]
    training, held_out = hold_out_sentences(documents)
    assert [document.identifier for document in held_out] == ["0", "10"]
    assert [document.identifier for document in training] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "11"]
