"""Scores of spans: a mention counts as found only with the very boundaries and type of the gold one.

The gold mentions are those of the file, whether or not a tokeniser could ever produce them.
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
"""The labels of scispaCy's models in ours. CANCER is not DISEASE: it is held to the diseases of no corpus."""


def label_of(type_name: str) -> str | None:
    """Our label for the type of a corpus or of a model ("SpecificDisease", "SIMPLE_CHEMICAL"); None for no mention."""
    return LABEL_OF_TYPE.get(type_name) or _LABEL_OF_OTHERS.get(type_name.upper())


def score_spans(
    corpus: Corpus, predicted: Sequence[GoldDocument], known: Collection[str], measure: str
) -> Iterator[Score]:
    """Yields a score per label that the corpus marks, then their sum over the labels that are known.

    Args:
        corpus: the gold.
        predicted: the same texts in the same order, with predicted mentions.
        known: the labels (ours) that can be predicted; of the others nothing is said.
        measure: what to call it.
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
    """[start, end) of the mentions by label."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for mention in document.mentions:
        label = label_of(mention.type)
        if label is not None:
            spans.setdefault(label, set()).add((mention.start, mention.end))
    return spans
