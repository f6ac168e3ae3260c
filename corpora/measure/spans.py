"""Scores of spans: a mention counts as found only if it has exactly the boundaries and type of a gold mention.

All gold mentions of a file count, including those that no tokeniser could produce.
"""

from collections.abc import Collection, Iterator, Sequence

from corpora.measure.scores import Score, compare, total
from corpora.mention_labels import LABEL_OF_TYPE, LABELS
from corpora.readers import Corpus, GoldDocument

_LABEL_OF_OTHERS = {
    "SIMPLE_CHEMICAL": "CHEMICAL",
    "DRUG": "CHEMICAL",
    "GENE_OR_GENE_PRODUCT": "GENE",
    "PROTEIN": "GENE",
    **{label: label for label in LABELS},
}
"""Our labels for those of scispaCy's models. CANCER is left out: no corpus marks cancers alone."""


def label_of(type_name: str) -> str | None:
    """Return our label for a type of a corpus or model ("SpecificDisease", "SIMPLE_CHEMICAL"), None if it has none."""
    return LABEL_OF_TYPE.get(type_name) or _LABEL_OF_OTHERS.get(type_name.upper())


def score_spans(
    corpus: Corpus, predicted: Sequence[GoldDocument], known: Collection[str], measure: str
) -> Iterator[Score]:
    """Yield a score per label that the corpus marks, then the sum over the known labels if there are several.

    Args:
        corpus: the gold.
        predicted: the same texts in the same order, with predicted mentions.
        known: those of our labels that can be predicted; the others get a score with `is_known` false.
        measure: the name of the measure.
    """
    pairs = [(_spans(gold), _spans(found)) for gold, found in zip(corpus.documents, predicted, strict=True)]
    counts = {
        label: total(compare(gold.get(label, set()), found.get(label, set())) for gold, found in pairs)
        for label in LABELS
        if any(label in gold for gold, _ in pairs)
    }
    for label, count in counts.items():
        yield count.as_score(measure, corpus.name, label, is_known=label in known)
    common = [count for label, count in counts.items() if label in known]
    if len(common) > 1:
        yield total(common).as_score(measure, corpus.name, "all")


def _spans(document: GoldDocument) -> dict[str, set[tuple[int, int]]]:
    """Return [start, end) of the mentions by label."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for mention in document.mentions:
        label = label_of(mention.type)
        if label is not None:
            spans.setdefault(label, set()).add((mention.start, mention.end))
    return spans
