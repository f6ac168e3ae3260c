"""Converts annotated documents to spaCy examples: one set of labels, mentions aligned to tokens, gaps filled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from corpora.mention_labels import ANNOTATED_LABELS, LABEL_OF_TYPE
from corpora.readers import Corpus, GoldDocument


def make_examples(
    nlp: Language, corpus: Corpus, counts: Counter[str], gap_filler: Language | None = None
) -> Iterator[Example]:
    """Yield an example per document, in order.

    The tokens of a mention that begins or ends inside a token are marked as missing, so it teaches nothing. Labels that
    the corpus does not mark are predicted by `gap_filler`; without one, an unmarked token counts as no mention, which
    is correct only for a corpus that marks all labels.

    Args:
        nlp: makes the tokens.
        corpus: documents; its name must be in `ANNOTATED_LABELS`.
        counts: is increased by "documents", "mentions", "unaligned", "overlapping" and "filled".
        gap_filler: a pipeline with a "ner" over the same vocabulary.
    """
    annotated = ANNOTATED_LABELS[corpus.name]
    docs = [make_tagged_doc(nlp, document.text) for document in corpus.documents]
    fills = _predict_gaps(gap_filler, docs, annotated) if gap_filler else [[] for _ in docs]
    for document, doc, fill in zip(corpus.documents, docs, fills, strict=True):
        reference = doc.copy()
        missing = set_gold(reference, document, counts)
        free = [span for span in fill if not _touches(span, [*reference.ents, *missing])]
        counts["filled"] += len(free)
        added = [Span(reference, span.start, span.end, label=span.label_) for span in free]
        reference.set_ents([*reference.ents, *added], missing=missing)
        counts["documents"] += 1
        yield Example(doc, reference)


def make_tagged_doc(nlp: Language, text: str) -> Doc:
    """Return the tokens of a text, with the tags of the pipeline's gazetteer if it has one."""
    doc = nlp.make_doc(text)
    return nlp.get_pipe("gazetteer")(doc) if "gazetteer" in nlp.pipe_names else doc


def set_gold(doc: Doc, document: GoldDocument, counts: Counter[str]) -> list[Span]:
    """Set the gold mentions on the tokens; return the widened spans of those that do not align with tokens."""
    spans: list[Span] = []
    unaligned: list[Span] = []
    for mention in document.mentions:
        label = LABEL_OF_TYPE.get(mention.type)
        if label is None:
            continue
        counts["mentions"] += 1
        span = doc.char_span(mention.start, mention.end, label=label)
        if span is not None:
            spans.append(span)
            continue
        counts["unaligned"] += 1
        widened = doc.char_span(mention.start, mention.end, label=label, alignment_mode="expand")
        if widened is not None:
            unaligned.append(widened)
    kept = filter_spans(spans)
    counts["overlapping"] += len(spans) - len(kept)
    missing = filter_spans([span for span in unaligned if not _touches(span, kept)])
    doc.set_ents(kept, missing=missing)
    return missing


def _predict_gaps(gap_filler: Language, docs: Sequence[Doc], annotated: frozenset[str]) -> list[list[Span]]:
    predicted = gap_filler.pipe((doc.copy() for doc in docs), batch_size=64)
    return [[span for span in doc.ents if span.label_ not in annotated] for doc in predicted]


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
