"""Word vectors from running text by floret, which hashes subwords and therefore has a vector for every word.

Source: fastText (Bojanowski et al. 2017, doi:10.1162/tacl_a_00051) with the hash embeddings of Svenstrup et al.
2017 (arXiv:1709.03933), as in explosion/floret.
"""

import gzip
import json
import lzma
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import floret
import numpy as np
from spacy.language import Language
from spacy.training.initialize import convert_vectors

from miner.records import Article
from miner.sources.medline import read_records

DIMENSIONS = 128
BUCKETS = 60_000
EPOCHS = 5


def write_text(
    nlp: Language, data: Path, held_out: frozenset[int], target: Path, paragraph_count: int | None = None
) -> int:
    """Write each distinct paragraph of the reference data as a line of tokens and return the number of lines.

    The paragraphs are those of `literature/`, `medline_xml/` and `text/`.

    Args:
        nlp: makes the tokens, so that training and reading agree on what a word is.
        data: the folder of reference data.
        held_out: PMIDs to leave out.
        target: the file to write.
        paragraph_count: the number of paragraphs to read; all if None.

    Returns:
        The number of tokens written.
    """
    token_count = 0
    seen: set[int] = set()
    with target.open("w", encoding="utf-8") as file:
        for paragraph in islice(read_paragraphs(data, held_out), paragraph_count):
            if hash(paragraph) in seen:
                continue
            seen.add(hash(paragraph))
            words = [token.text for token in nlp.make_doc(paragraph) if not token.is_space]
            token_count += len(words)
            file.write(" ".join(words) + "\n")
    return token_count


def read_paragraphs(data: Path, held_out: frozenset[int]) -> Iterator[str]:
    """Yield the paragraphs of all running text, without those of held-out PMIDs."""
    for folder in ("literature", "medline_xml"):
        for path in sorted((data / folder).glob("*.xml.gz")):
            for record in read_records(path):
                if isinstance(record, Article) and record.pmid not in held_out:
                    yield from record.text.split("\n")
    for path in sorted((data / "text").glob("*.jsonl.*z")):
        with lzma.open(path, "rt") if path.suffix == ".xz" else gzip.open(path, "rt") as file:
            for line in file:
                record = json.loads(line)
                if not (record.get("pmid") and int(record["pmid"]) in held_out):
                    yield record["title"]
                    yield from _body(record)


def _body(record: dict[str, Any]) -> Iterator[str]:
    """Yield the paragraphs of a record: of its abstract (text, or labelled parts), then of its full text."""
    abstract = record.get("abstract", [])
    yield from [abstract] if isinstance(abstract, str) else (part["text"] for part in abstract)
    yield from (paragraph[-1] for paragraph in record.get("paragraphs", []))


def train_vectors(text: Path, target: Path) -> None:
    """Train floret vectors on a file of tokens and write their table of `BUCKETS` rows (some 45 minutes)."""
    model = floret.train_unsupervised(
        str(text),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=BUCKETS,
        dim=DIMENSIONS,
        epoch=EPOCHS,
        minn=4,
        maxn=5,
        minCount=5,
        neg=5,
        thread=1,  # with more threads, the result differs from run to run
    )
    model.save_floret_vectors(str(target))


def load_vectors(nlp: Language, path: Path) -> None:
    """Load a floret table into the pipeline's vocabulary, rounded like the shipped file."""
    convert_vectors(nlp, path, truncate=0, prune=-1, mode="floret")
    round_vectors(nlp)
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float32)


def round_vectors(nlp: Language) -> None:
    """Halve the size of the vectors by rounding to half precision; `load_model` widens them again."""
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float16)
