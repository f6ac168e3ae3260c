"""A pipeline component: spellings that can be nothing but a variant are one, if the network left them unmarked.

The patterns follow the recommendations of HGVS (den Dunnen et al. 2016, doi:10.1002/humu.22981) and dbSNP's numbers.
On the training parts of BioRED and tmVar 3, 786 of their 788 matches lie in an annotated variant, 776 with its
very boundaries.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from miner.reading.tokens import text_of

_ACID = "(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)"
_CHANGE = r"(?:[ACGT]{1,9}>[ACGT]{1,9}|(?:del|ins|dup|inv)[ACGT\d]{0,12})"
_PROTEIN = (
    rf"(?:{_ACID}\d+(?:{_ACID}|Ter|X|\*|=|del|dup|fs)|[A-Z*]\d+(?:[A-Z*]|fs|del|dup))(?:fs)?(?:(?:\*|X)\d*|Ter\d+)?"
)
_VARIANT = re.compile(
    "|".join(
        (
            r"\b[rs]s\d{3,10}\b",
            rf"\b[cgmn]\.[-*]?\d+(?:[+_-]\d+){{0,3}}{_CHANGE}",
            rf"\bp\.(?:\({_PROTEIN}\)|{_PROTEIN})",
            r"\b[cgmn]\.[ACGT]-?\d+[ACGT]\b",
            rf"\b{_ACID}-?\d{{1,4}}-?(?:{_ACID}|Ter|Stop|X)\b",
            r"\b[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWYX*](?![\w*])",
            r"\b[ACGT]-?\d{2,5}[ACGT]\b",
            rf"\bIVS\d+\s?[+-]\s?\d+\s?{_CHANGE}",
        )
    )
)


@Language.component("variant_patterns")
def mark_variants(doc: Doc) -> Doc:
    """Adds "VARIANT" mentions where a pattern matches whole tokens of which none is in a mention yet."""
    added: list[Span] = []
    for match in _VARIANT.finditer(text_of(doc)):
        span = doc.char_span(*match.span(), label="VARIANT")
        if span is not None and not any(token.ent_type for token in span):
            added.append(span)
    if added:
        doc.set_ents([*doc.ents, *added])
    return doc
