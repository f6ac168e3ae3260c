"""A pipeline component: a short form that the text spells out gets the label of its long form.

The network judges "CP" by the words around it; if the text defines it as cyclophosphamide it is no disease. In the
development parts of BC5CDR, NCBI Disease and BioRED, 125 of 128 short forms marked as a disease whose long form is not
one were wrong, as were 18 of 24 marked as a chemical whose long form is a gene or a disease. Short forms marked as
genes were mostly right whatever their long form, and chemicals of unmarked long forms were right half the time.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

import miner.reading.nlp.abbreviations  # noqa: F401 (registers "abbreviations", which this follows)
from miner.reading.nlp.tokens import text_of

_UNMARKED = ""


@Language.component("short_forms")
def settle_short_forms(doc: Doc) -> Doc:
    """Return the document with its short forms settled.

    One marked as disease or chemical takes its long form's label; a disease is dropped if the long form is unmarked.
    """
    abbreviations = doc._.abbreviations
    if not abbreviations:
        return doc
    entities = doc.ents
    text = text_of(doc)  # a span's own text is put together from its tokens each time
    labels = {
        text[short.start_char : short.end_char]: _label_of(short._.long_form, entities)
        for short in reversed(abbreviations)
    }
    settled: list[Span] = []
    for span in entities:
        label = _settle(span.label_, labels.get(text[span.start_char : span.end_char], span.label_))
        if label == span.label_:
            settled.append(span)
        elif label:
            settled.append(Span(doc, span.start, span.end, label=label))
    if len(settled) < len(entities) or any(new is not old for new, old in zip(settled, entities, strict=True)):
        doc.set_ents(settled)
    return doc


def _settle(label: str, of_long_form: str) -> str:
    """Return the label for a short form, "" to remove its mention."""
    if label == "DISEASE" or (label == "CHEMICAL" and of_long_form != _UNMARKED):
        return of_long_form
    return label


def _label_of(long_form: Span, entities: Sequence[Span]) -> str:
    """Return the label of the mention at the end of a long form, else of a disease in it, else `_UNMARKED`."""
    inside = [span for span in entities if span.start < long_form.end and long_form.start < span.end]
    at_end = [span.label_ for span in inside if span.end == long_form.end]
    if at_end:
        return at_end[0]
    return "DISEASE" if any(span.label_ == "DISEASE" for span in inside) else _UNMARKED
