"""Scores the reader of label texts: diseases found on annotated texts, and sentences called treatment.

`corpora/labels/annotated_texts.tsv` holds, for 300 texts of FDA, EMA and PMDA, where a disease is named, what the text
says of it and the identifiers that mean it; the texts themselves are read from the folder of reference data. Half of
them were drawn at random over agencies and decades, half are hard (lists, populations, limitations, combinations).
The sentences are those of `label_sentences_train`, labelled by a crowd; their labels are noisy.
"""

import gzip
import hashlib
import importlib.resources
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpora.measure.scores import Counts, Evaluation, Interval, Score, total, wilson
from miner.errors import SourceError
from miner.labels.text.reader import TOO_GENERAL, LabelReader, ReadText, indicated, is_indication
from miner.labels.text.roles import INDICATED_ROLES
from miner.labels.text.statements import states_use
from miner.labels.text.terms import LabelTerms
from miner.lexicon.build.tables import read_spreadsheet
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table
from miner.reading.reader import Reader
from miner.reading.recipe import Recipe

COLUMNS = ("text", "half", "part", "start", "end", "relation", "diseases")
AGENCIES = ("fda", "ema", "pmda")
HALVES = ("random", "hard")
NOT_A_USE = ("not:", "none")
"""Openings of the relation of a row that is no use; "none" stands for a text that names no disease."""

DEVELOPMENT_SENTENCES = 1500
_ORDER = 5
"""Seed of the order in which the sentences are divided."""

_SAMPLES = 1000
_TREATMENT = frozenset({"TREATS", "PREVENTS"})


class Annotation(NamedTuple):
    """A use that an annotated text states: where its disease is named, the relation, and what means that disease."""

    start: int
    end: int
    relation: str
    diseases: frozenset[str]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """The uses of one text. `name` is the agency and the start of the text's SHA-256."""

    name: str
    half: str
    part: str
    uses: tuple[Annotation, ...]


class TextResult(NamedTuple):
    """What was found in a text, and of the uses found how many have their relation."""

    text: AnnotatedText
    counts: Counts
    related_count: int


def read_annotated_texts(folder: Path | None = None) -> list[AnnotatedText]:
    """Return the annotated texts of a folder, or those that ship, in the order of the table.

    Raises:
        LexiconError: the table is missing or a row does not parse.
    """
    place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
    rows: defaultdict[tuple[str, str, str], list[Annotation]] = defaultdict(list)
    for name, half, part, start, end, relation, diseases in read_table(place / "annotated_texts.tsv", COLUMNS):
        uses = rows[name, half, part]
        if not relation.startswith(NOT_A_USE):
            uses.append(Annotation(int(start), int(end), relation, frozenset(filter(None, diseases.split("|")))))
    return [AnnotatedText(*key, tuple(uses)) for key, uses in rows.items()]


def find_texts(data: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the wanted texts by name, from the lists of the agencies in the folder of reference data.

    Raises:
        SourceError: a list is missing or malformed, or a text is in none of them.
    """
    wanted = set(names)
    found: dict[str, str] = {}
    for agency in AGENCIES:
        for row in read_spreadsheet(data / f"labels/{agency}_indications_deduplicated.xlsx"):
            text = row["indications text"]
            name = f"{agency}:{hashlib.sha256(text.encode()).hexdigest()[:12]}"
            if name in wanted:
                found[name] = text
    if missing := wanted - found.keys():
        raise SourceError(data / "labels", f"lacks {len(missing)} annotated texts, among them {min(missing)}")
    return found


def evaluate_label_texts(data: Path, parts: Sequence[str] = ("dev", "test")) -> Evaluation:
    """Return the scores of the reader on the annotated texts, by part and half, and on the sentences.

    Raises:
        SourceError: a file of the reference data is missing or malformed.
    """
    reader = Reader.load(Recipe(is_drug_needed=False))
    labels = LabelReader(reader, LabelTerms.load(reader.lexicon))
    texts = [text for text in read_annotated_texts() if text.part in parts]
    results = list(compare_texts(texts, find_texts(data, [text.name for text in texts]), labels))
    scores, notes = [], []
    for part in parts:
        for half in HALVES:
            chosen = [result for result in results if (result.text.part, result.text.half) == (part, half)]
            counts = total(result.counts for result in chosen)
            scores.append(counts.as_score("label texts", part, half))
            notes.append(f"label texts, {part}, {half}: {describe(chosen)}")
    sentence_scores = list(score_sentences(data, labels, parts))
    return Evaluation(
        scores=(*scores, *sentence_scores),
        notes=(*notes, *(f"label sentences, {score.part}: {describe_sentences(score)}" for score in sentence_scores)),
    )


def compare_texts(
    annotated: Iterable[AnnotatedText], texts: Mapping[str, str], labels: LabelReader
) -> Iterator[TextResult]:
    """Yield what was found in each text, in the same order."""
    listed = list(annotated)
    read = labels.statements(texts[text.name] for text in listed)
    for text, result in zip(listed, read, strict=True):
        yield compare_text(text, texts[text.name], result, labels.reader.lexicon)


def compare_text(annotated: AnnotatedText, text: str, read: ReadText, lexicon: Lexicon) -> TextResult:
    """Return how the diseases that a text was found to be for compare with its uses.

    A use is found if one of its identifiers is; a disease is spurious if it is in no use. Uses that no identifier
    stands for are left out with what overlaps their words, and uses too general for an indication.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for disease, statement in indicated(read, lexicon):
        found[disease].add(statement.role.value)
        words.setdefault(disease, statement.mention.text.lower())
    uses = [use for use in annotated.uses if any(is_indication(lexicon, disease) for disease in use.diseases)]
    unnamed = [text[use.start : use.end].lower() for use in annotated.uses if not use.diseases]
    named = {disease for use in annotated.uses for disease in use.diseases}
    hits = [use for use in uses if not use.diseases.isdisjoint(found)]
    spurious = [
        disease
        for disease in found.keys() - named
        if not any(words[disease] in quote or quote in words[disease] for quote in unnamed)
    ]
    related = sum(any(use.relation in found[disease] for disease in use.diseases & found.keys()) for use in hits)
    return TextResult(annotated, Counts(len(hits), len(spurious), len(uses) - len(hits)), related)


def describe(results: Sequence[TextResult]) -> str:
    """Return precision and recall with 95 % intervals (bootstrap over texts), and the share of right relations."""
    counts = total(result.counts for result in results)
    score = counts.as_score("", "", "")
    low, high = bootstrap([result.counts for result in results])
    related = sum(result.related_count for result in results) / max(1, counts.found)
    return (
        f"precision {score.precision:.3f} ({low[0]:.3f}-{high[0]:.3f}), recall {score.recall:.3f} "
        f"({low[1]:.3f}-{high[1]:.3f}), relation right {related:.3f}, {len(results)} texts"
    )


def bootstrap(counts: Sequence[Counts]) -> tuple[Interval, Interval]:
    """Return the lower and the upper 95 % bounds of (precision, recall), from samples of whole texts."""
    if not counts:
        return (0.0, 0.0), (0.0, 0.0)
    chance = random.Random(_SAMPLES)  # noqa: S311 (sampling, no secret)
    scores = [total(chance.choices(counts, k=len(counts))).as_score("", "", "") for _ in range(_SAMPLES)]
    precisions = sorted(score.precision for score in scores)
    recalls = sorted(score.recall for score in scores)
    low, high = round(0.025 * _SAMPLES), round(0.975 * _SAMPLES) - 1
    return (precisions[low], recalls[low]), (precisions[high], recalls[high])


def read_sentences(data: Path, part: str) -> list[tuple[str, bool]]:
    """Return the sentences of part "dev" or "test", each with whether the crowd calls it treatment.

    Raises:
        SourceError: the file is missing or malformed.
    """
    path = data / "corpora/label_sentences_train.json.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = json.load(file)
    except (OSError, ValueError) as error:
        raise SourceError(path, f"is not gzipped JSON: {error}") from error
    random.Random(_ORDER).shuffle(rows)  # noqa: S311 (an order, no secret)
    chosen = rows[:DEVELOPMENT_SENTENCES] if part == "dev" else rows[DEVELOPMENT_SENTENCES:]
    return [
        (row["sentence"], any(annotation["label"] in _TREATMENT for annotation in row["annotations"])) for row in chosen
    ]


def score_sentences(data: Path, labels: LabelReader, parts: Iterable[str]) -> Iterator[Score]:
    """Yield the counts of sentences called treatment, by part; `spurious_count` are others that were called so."""
    for part in parts:
        sentences = read_sentences(data, part)
        called = [is_treatment(read) for read in labels.statements(sentence for sentence, _ in sentences)]
        pairs = [(gold, found) for (_, gold), found in zip(sentences, called, strict=True)]
        counts = Counts(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))
        yield counts.as_score("label sentences", part, f"of {len(pairs):,}")


def is_treatment(read: ReadText) -> bool:
    """Return whether a sentence was read as one that says what its drug is for, whether or not it is in the lexicon."""
    is_named = any(
        statement.role in INDICATED_ROLES and (not (link := statement.mention.link) or link.curie not in TOO_GENERAL)
        for statement in read.statements
    )
    return is_named or states_use(read.text, read.mentions)


def describe_sentences(score: Score) -> str:
    """Return the shares of treatment sentences missed and of others called treatment, with 95 % intervals."""
    others = int(score.label.removeprefix("of ").replace(",", "")) - score.gold_count
    missed, false = wilson(score.missed_count, score.gold_count), wilson(score.spurious_count, others)
    return (
        f"missed {score.missed_count / max(1, score.gold_count):.3f} ({missed[0]:.3f}-{missed[1]:.3f}), others called "
        f"treatment {score.spurious_count / max(1, others):.3f} ({false[0]:.3f}-{false[1]:.3f})"
    )


if __name__ == "__main__":
    chosen_parts = sys.argv[2:] or ["dev", "test"]
    print(*evaluate_label_texts(Path(sys.argv[1]), chosen_parts).notes, sep="\n")
