"""The split into training and development: one rule for all corpora, because they share abstracts."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpora.readers import Corpus, SentencedDocument, read_pubtator

DEVELOPMENT_PARTS = ("bc5cdr_dev", "ncbi_disease_dev", "biored_dev")
"""The parts that are scored; none of their documents trains anything, not even the word vectors."""


def corpus_path(data: Path, name: str) -> Path:
    """Return the path of the corpus called `name` ("bc5cdr_dev") in the folder of reference data."""
    return data / "corpora" / f"{name}.pubtator.gz"


def read_corpora(data: Path, names: Iterable[str]) -> list[Corpus]:
    """Return the named PubTator corpora of the folder of reference data.

    Raises:
        SourceError: a corpus is missing or malformed.
    """
    return [read_pubtator(corpus_path(data, name)) for name in names]


def development_pmids(data: Path) -> frozenset[int]:
    """Return the PMIDs of all development parts."""
    corpora = read_corpora(data, DEVELOPMENT_PARTS)
    return frozenset(document.pmid for corpus in corpora for document in corpus.documents)


def split_off(corpora: Iterable[Corpus], held_out: frozenset[int]) -> tuple[list[Corpus], dict[str, int]]:
    """Return corpora without documents whose PMID is held out or occurs in an earlier corpus.

    The order of `corpora` is therefore an order of preference: put the corpus with the most complete labels first.
    A PMID may occur several times in one corpus (passages of a full text).

    Returns:
        The corpora without those documents, and the number of documents left out by corpus name.
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
    """Return the path of BioScope's sentences in the folder of reference data."""
    return data / "corpora" / "bioscope_abstracts.xml.gz"


def hold_out_sentences(
    documents: Sequence[SentencedDocument],
) -> tuple[list[SentencedDocument], list[SentencedDocument]]:
    """Return the training documents and the held-out ones, which are every tenth from the first on."""
    training = [document for position, document in enumerate(documents) if position % 10]
    return training, list(documents[::10])
