"""When a disease is too general for a purpose: one measure, and every limit with its reason."""

from miner.lexicon.lexicon import Lexicon

USE_DESCENDANTS_MAX = 250
"""Limit for a use on the list: a disease with more descendants ("cancer", "infectious disease") is not a use."""

SIBLING_DESCENDANTS_MAX = 60
"""Limit for a parent whose children count as siblings: in the shipped hierarchy the groups of neuromyelitis optica,
pemphigus, ANCA vasculitis and stromal tumours are well below it; cancers of an organ system, autoimmune disease and
neuropathy are above it."""

FORM_DESCENDANTS_MAX = 100
"""Limit for narrowing a general disease to the form that an article names: with more descendants it stays general."""

INDICATION_DESCENDANTS_MAX = 1500
"""Limit for an indication in a source list: with more descendants ("cancer", "skin disorder") it covers too much."""

CANCERS = frozenset(
    {"MONDO:0004992", "MONDO:0005070", "MONDO:0005170", "MONDO:0002334", "MONDO:0044881", "MONDO:0004993"}
)
"""Cancer, neoplasm, carcinoma and other words for all of them: the population of supportive care, no indication."""

COMPLICATIONS_OF_CANCER = frozenset(
    {"MONDO:0001475", "MESH:D064147", "MONDO:0002280", "MESH:D009325", "MESH:D014839", "MONDO:0002049", "MONDO:0004842",
     "MONDO:0020579", "MONDO:0001566", "MONDO:0043875", "MESH:D033461", "MESH:D002100", "MONDO:0000496",
     "MESH:D066126", "MESH:D014987"}
)  # fmt: skip
"""Neutropenia, anemia, nausea, vomiting, thrombocytopenia, mucositis, hypercalcemia, tumour lysis and their like: they
are treated in patients with any cancer."""

NAMELESS = frozenset({"MONDO:0000001", "MONDO:0700096", "MONDO:0021178", "MONDO:0002254", "MONDO:0045024"})
"""Disease, human disease, injury, syndromic disease, cancer or benign tumor: texts are not searched for their names,
which never indicate a use, whatever the number of their descendants."""


def is_too_general(lexicon: Lexicon, disease: str, descendants_max: int) -> bool:
    """Return whether a disease has more descendants than a purpose allows."""
    return len(lexicon.descendants(disease)) > descendants_max
