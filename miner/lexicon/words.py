"""Words and spellings that several modules must agree on: British and American stems, and words that carry no meaning.

`to_american` is for `normalise`: its stems are short, because it may replace every British spelling. `to_british` is
for the disease scanner: its stems are longer, because "em" is also in "emesis" and "hem" in "hemp", and text is
scanned as printed.
"""

import re

_BRITISH_TO_AMERICAN = (
    ("haem", "hem"), ("aem", "em"), ("paed", "ped"), ("oedem", "edem"), ("oesoph", "esoph"), ("oestr", "estr"),
    ("rrhoea", "rrhea"), ("coeliac", "celiac"), ("foet", "fet"), ("tumour", "tumor"), ("gynaec", "gynec"),
    ("sulph", "sulf"), ("caesar", "cesar"), ("aetio", "etio"), ("anaesth", "anesth"), ("faec", "fec"),
    ("leucocyt", "leukocyt"), ("leucopen", "leukopen"), ("isation", "ization"), ("alised", "alized"),
    ("mesilate", "mesylate"), ("besilate", "besylate"), ("tosilate", "tosylate"), ("caecum", "cecum"),
    ("colour", "color"), ("behaviour", "behavior"), ("fibre", "fiber"), ("centre", "center"),
)  # fmt: skip
_AMERICAN_TO_BRITISH = {
    "leukemi": "leukaemi", "anemi": "anaemi", "hemo": "haemo", "hema": "haema", "ischemi": "ischaemi",
    "edema": "oedema", "tumor": "tumour", "esophag": "oesophag", "diarrhea": "diarrhoea", "glycemi": "glycaemi",
    "lipidemi": "lipidaemi", "uremi": "uraemi", "celiac": "coeliac", "calcemi": "calcaemi", "kalemi": "kalaemi",
    "natremi": "natraemi", "cholesterolemi": "cholesterolaemi", "pediatric": "paediatric", "uricemi": "uricaemi",
}  # fmt: skip
_AMERICAN = dict(_BRITISH_TO_AMERICAN)
_BRITISH_STEM = re.compile("|".join(stem for stem, _ in _BRITISH_TO_AMERICAN))
_AMERICAN_STEM = re.compile("|".join(sorted(_AMERICAN_TO_BRITISH, key=len, reverse=True)))

FUNCTION_WORDS = frozenset({"of", "the", "in", "to", "with", "due"})
"""Words that do not count when names are compared word by word; "and" counts, because it joins two diseases."""

UNSPOKEN_WORDS = FUNCTION_WORDS | {"and", "or", "by"}
"""Words that initials may leave out: "acute lymphoblastic leukemia and lymphoma" is ALLL or ALLAL."""

UNTELLING_WORDS = UNSPOKEN_WORDS | {
    "a", "for", "on", "syndrome", "disease", "disorder", "acute", "chronic", "severe"
}  # fmt: skip
"""Words that do not count when a printed indication is compared with a disease: nearly every name has some."""


def to_american(text: str) -> str:
    """Return lower-case text with British stems in American spelling."""
    return _BRITISH_STEM.sub(lambda match: _AMERICAN[match.group()], text)


def to_british(name: str) -> str:
    """Return a lower-case name with American stems in British spelling; the name itself if it has none."""
    return _AMERICAN_STEM.sub(lambda match: _AMERICAN_TO_BRITISH[match.group()], name)
