"""When a disease is too general for a purpose: one measure, and every limit with its reason."""

from miner.lexicon.lexicon import Lexicon

USE_DESCENDANTS_MAX = 250
"""Of a use on the list: with more descendants ("cancer", "infectious disease") a disease names no use of a drug."""

SIBLING_DESCENDANTS_MAX = 60
"""Of a parent whose children count as siblings: looked up in the shipped hierarchy, the groups of neuromyelitis optica,
pemphigus, ANCA vasculitis and stromal tumours are well below the limit; cancers of an organ system, autoimmune disease
and neuropathy are above it."""

FORM_DESCENDANTS_MAX = 100
"""Of a disease of which an article names one form: with more descendants the article means the disease in general."""

INDICATION_DESCENDANTS_MAX = 1500
"""Of an indication in a source list: with more descendants ("cancer", "skin disorder") it covers too much."""

NAMELESS = frozenset({"MONDO:0000001", "MONDO:0700096", "MONDO:0021178", "MONDO:0002254", "MONDO:0045024"})
"""Disease, human disease, injury, syndromic disease, cancer or benign tumor: names in a text that say nothing of a use,
whatever their number of descendants; they are not looked for."""


def is_too_general(lexicon: Lexicon, disease: str, descendants_max: int) -> bool:
    """Return whether a disease has more descendants than a purpose allows."""
    return len(lexicon.descendants(disease)) > descendants_max
