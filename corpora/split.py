"""The split: which documents may train. One rule for every corpus, because the corpora share abstracts."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpora.readers import Corpus, SentencedDocument, read_pubtator

DEVELOPMENT_PARTS = ("bc5cdr_dev", "ncbi_disease_dev", "biored_dev")
"""The parts that are scored; no document of theirs trains anything, word vectors included."""


def corpus_path(data: Path, name: str) -> Path:
    """Returns where the corpus called `name` ("bc5cdr_dev") lies in the folder of reference data."""
    return data / "corpora" / f"{name}.pubtator.gz"


def read_corpora(data: Path, names: Iterable[str]) -> list[Corpus]:
    """Reads the named PubTator corpora of the folder of reference data."""
    return [read_pubtator(corpus_path(data, name)) for name in names]


def development_pmids(data: Path) -> frozenset[int]:
    """Returns the PMIDs of all development parts together."""
    corpora = read_corpora(data, DEVELOPMENT_PARTS)
    return frozenset(document.pmid for corpus in corpora for document in corpus.documents)


def split_off(corpora: Iterable[Corpus], held_out: frozenset[int]) -> tuple[list[Corpus], dict[str, int]]:
    """Leaves out every document whose PMID is held out or stands in an earlier corpus.

    The order of `corpora` is therefore an order of preference: put the one with the fullest labels first.
    A corpus may hold one PMID several times (passages of a full text).

    Returns:
        The corpora without those documents, and by name how many were left out.
    """
    seen = set(held_out)
    kept: list[Corpus] = []
    left_out: dict[str, int] = {}
    for corpus in corpora:
        documents = tuple(document for document in corpus.documents if document.pmid not in seen)
        seen.update(document.pmid for document in documents)
        left_out[corpus.name] = len(corpus.documents) - len(documents)
        kept.append(Corpus(name=corpus.name, documents=documents, mismatches=corpus.mismatches))
    return kept, left_out


def bioscope_path(data: Path) -> Path:
    """Returns where the sentences of BioScope lie in the folder of reference data."""
    return data / "corpora" / "bioscope_abstracts.xml.gz"


def hold_out_sentences(
    documents: Sequence[SentencedDocument],
) -> tuple[list[SentencedDocument], list[SentencedDocument]]:
    """Returns the documents that train and those that score: every tenth is held out."""
    training = [document for position, document in enumerate(documents) if position % 10]
    return training, list(documents[::10])
