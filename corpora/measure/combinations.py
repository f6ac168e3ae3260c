"""Scores combinations: the sets of drugs that reading makes of a sentence, against sets that people marked.

The gold is the training part of the drug combination corpus (Tiktinsky et al. 2022): sentences with drugs and the sets
of them that are given together. The rules were developed on one half of the sentences and are scored on the other; a
digest of the sentence says which half it is in. A gold set counts when all its drugs are mentions that link.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpora.measure.scores import Counts, Score, total
from graph.identifiers import ingredients_of
from miner.errors import SourceError
from miner.reading.claims.combinations import Place, tie_combinations
from miner.reading.reader import Reader
from miner.records import MentionType

FILE = "corpora/drug_combination_train.jsonl.gz"
DEVELOPMENT, HELD_OUT = "development half", "held-out half"
_SPACE = re.compile(r" (?=[,.;:)\]%])|(?<=[(\[]) |(?<= -) (?=\w)|(?<=\d) (?=-+\d)")
"""Spaces that the corpus has between tokens and no author writes."""

Span = tuple[int, int]


class Annotated(NamedTuple):
    """A sentence as an author would write it, the places of its drugs, and the sets of them by their class.

    A set is positive ("POS"), negative ("NEG") or a combination of which nothing is said ("COMB").
    """

    text: str
    drugs: tuple[Span, ...]
    sets: tuple[tuple[str, tuple[Span, ...]], ...]

    @property
    def part(self) -> str:
        """Which half it is in."""
        return HELD_OUT if hashlib.sha256(self.text.encode()).digest()[0] % 2 else DEVELOPMENT


def evaluate_combinations(data: Path, part: str = "dev") -> Iterator[Score]:
    """Yield recall and precision of exact sets on one half of the sentences, the held-out one with `part` "test".

    Raises:
        SourceError: the corpus is missing or malformed.
    """
    name = HELD_OUT if part == "test" else DEVELOPMENT
    sentences = [sentence for sentence in read_annotated(data / FILE) if sentence.part == name]
    compared = [compare_sets(sentence, *found) for sentence, found in _read(sentences, Reader.load())]
    for label in ("positive", "any"):
        counts = total(found[label] for found in compared)
        yield counts.as_score("combinations", name, label, has_precision=label == "any")


def read_annotated(path: Path) -> Iterator[Annotated]:
    """Yield the sentences of the corpus in its order.

    Raises:
        SourceError: the file is missing or malformed.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield _annotated(json.loads(line))
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise SourceError(path, str(error)) from error


def _annotated(row: dict[str, object]) -> Annotated:
    raw = str(row["sentence"])
    gone = [found.start() for found in _SPACE.finditer(raw)]
    spans = row["spans"]
    relations = row["rels"]
    if not isinstance(spans, list) or not isinstance(relations, list):
        raise ValueError("spans and rels must be lists")  # noqa: TRY004 (of a file, not of a caller)
    places = [tuple(at - sum(place < at for place in gone) for at in (span["start"], span["end"])) for span in spans]
    drugs = [(start, end) for start, end in places]
    sets = [(str(found["class"]), tuple(drugs[number] for number in found["spans"])) for found in relations]
    return Annotated(_SPACE.sub("", raw), tuple(drugs), tuple(sets))


def _read(
    sentences: Sequence[Annotated], reader: Reader
) -> Iterator[tuple[Annotated, tuple[list[Place], list[Place]]]]:
    """Yield each sentence with its linked drugs as they stand, and as claims have them, combinations tied."""
    read = reader.read_texts(sentence.text for sentence in sentences)
    for sentence, (text, mentions) in zip(sentences, read, strict=True):
        drugs = [
            Place(mention.start, mention.end, ingredients_of(mention.link.curie))
            for mention in mentions
            if mention.type is MentionType.DRUG and mention.link
        ]
        yield sentence, (drugs, list(tie_combinations(text, drugs, len(text))))


def compare_sets(sentence: Annotated, drugs: Sequence[Place], tied: Sequence[Place]) -> dict[str, Counts]:
    """Return the counts of exact sets, of those that are positive and of any.

    A set that reading made counts against it only where people marked every drug in it.
    """
    by_span = {span: drug.curies for span in sentence.drugs for drug in drugs if _overlap(span, drug)}
    gold: dict[frozenset[str], str] = {}
    for kind, spans in sentence.sets:
        if all(span in by_span for span in spans):
            gold.setdefault(frozenset(curie for span in spans for curie in by_span[span]), kind)
    known = {curie for curies in by_span.values() for curie in curies}
    found = {frozenset(drug.curies) for drug in tied if len(drug.curies) > 1}
    spurious = {one for one in found - set(gold) if one <= known}
    return {
        label: Counts(len(wanted & found), len(spurious), len(wanted - found))
        for label, wanted in (("positive", {one for one, kind in gold.items() if kind == "POS"}), ("any", set(gold)))
    }


def _overlap(span: Span, drug: Place) -> bool:
    return span[0] < drug.end and drug.start < span[1]
