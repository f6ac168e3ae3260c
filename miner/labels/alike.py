"""When two names of diseases differ only in words that do not make another disease."""

_TUMOUR_WORDS = frozenset({"cancer", "carcinoma", "neoplasm", "tumor"})
_IDLE_WORDS = frozenset({"of", "the", "gland", "disease", "disorder"})
_NOT_ALIKE = frozenset({"cell", "cortex", "metastatic", "neuroendocrine", "parathyroid", "pituitary"})
"""Words of tumours whose cancer and neoplasm are two diseases: a pituitary tumour is hardly ever a carcinoma."""
_QUALIFIERS = frozenset({
    "acute", "adult", "advanced", "childhood", "chronic", "classic", "idiopathic", "intractable", "metastatic", "mild",
    "moderate", "pediatric", "persistent", "postoperative", "postmenopausal", "progressive", "recurrent", "refractory",
    "relapsed", "resistant", "severe", "symptomatic", "treatment", "unresectable",
})  # fmt: skip
"""Words before or after a name that make a form of it. Left out, because the result is another disease to regulators:
acquired, congenital, hereditary, familial, secondary, relapsing (fever), benign, portal, drug-induced, gestational."""


def tumour_key(name: str) -> frozenset[str]:
    """Return what a normalised tumour name says beyond that it is one; empty if it is no tumour name or says no more.

    "Thyroid gland carcinoma", "thyroid neoplasm" and "cancer of the thyroid" have the key {"thyroid"}.
    """
    words = frozenset(name.split())
    if words.isdisjoint(_TUMOUR_WORDS) or not words.isdisjoint(_NOT_ALIKE):
        return frozenset()
    return words - _TUMOUR_WORDS - _IDLE_WORDS


def only_qualified(name: str, other: str) -> bool:
    """Return whether a normalised name is the other one with a qualifier, such as "refractory" or "metastatic"."""
    words, base = name.split(), other.split()
    kept = [word for word in words if word not in _QUALIFIERS]
    return len(kept) < len(words) and kept == base
