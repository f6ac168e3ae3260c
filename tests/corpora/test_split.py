"""No document of a development part trains, in whatever corpus it stands."""

from pathlib import Path

import pytest

from corpora.readers import Corpus, GoldDocument, SentencedDocument
from corpora.split import DEVELOPMENT_PARTS, development_pmids, hold_out_sentences, read_corpora, split_off
from corpora.train import GOLD_CORPORA, SILVER_CORPUS


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


def test_no_development_title_trains_under_another_pmid(
    shared_data: Path, training: tuple[list[Corpus], dict[str, int]]
) -> None:
    titles = [
        {document.text.split("\n")[0].casefold().strip(" .") for part in corpora for document in part.documents}
        for corpora in (training[0], read_corpora(shared_data, DEVELOPMENT_PARTS))
    ]
    assert titles[0] & titles[1] == set()


def test_every_tenth_document_is_held_out_for_sentences() -> None:
    documents = [SentencedDocument(identifier=str(number), text="", sentences=()) for number in range(12)]
    training, held_out = hold_out_sentences(documents)
    assert [document.identifier for document in held_out] == ["0", "10"]
    assert [document.identifier for document in training] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "11"]
