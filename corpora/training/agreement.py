"""Examples from a machine-annotated corpus: mentions that the network finds too are taught, disputed ones are not.

Two systems with different errors are right more often where they agree than either is alone; the idea is that of
co-training (Blum and Mitchell 1998, doi:10.1145/279943.279962).
"""

from collections import Counter
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

import miner.reading.nlp.abbreviations
import miner.reading.nlp.repeats  # noqa: F401 (registers "repeated_mentions", and the line above "abbreviations")
from corpora.readers import Corpus, GoldDocument
from corpora.training.examples import make_tagged_doc, set_gold


def make_agreed_examples(nlp: Language, corpus: Corpus, counts: Counter[str]) -> Iterator[Example]:
    """Yield an example per document, in order.

    Args:
        nlp: a pipeline with a trained "ner"; repeats of its mentions count as found too.
        corpus: documents with all labels marked.
        counts: is increased by the counts of `set_gold`, by "agreed" and by "disputed" (mentions of only one side).
    """
    nlp.add_pipe("abbreviations")
    nlp.add_pipe("repeated_mentions")
    try:
        found = list(nlp.pipe((document.text for document in corpus.documents), batch_size=32))
    finally:
        nlp.remove_pipe("repeated_mentions")
        nlp.remove_pipe("abbreviations")
    for document, predicted in zip(corpus.documents, found, strict=True):
        doc = make_tagged_doc(nlp, document.text)
        yield Example(doc, _agreed(doc.copy(), document, predicted, counts))


def _agreed(reference: Doc, document: GoldDocument, predicted: Doc, counts: Counter[str]) -> Doc:
    unaligned = set_gold(reference, document, counts)
    machine = {(span.start, span.end, span.label_) for span in reference.ents}
    network = {(span.start, span.end, span.label_) for span in predicted.ents}
    counts["agreed"] += len(machine & network)
    counts["disputed"] += len(machine ^ network)
    agreed = [Span(reference, start, end, label=label) for start, end, label in sorted(machine & network)]
    taken = {position for span in agreed for position in range(span.start, span.end)}
    disputed = {position for start, end, _ in machine ^ network for position in range(start, end)}
    disputed.update(position for span in unaligned for position in range(span.start, span.end))
    reference.set_ents(agreed, missing=[Span(reference, at, at + 1) for at in sorted(disputed - taken)])
    return reference
