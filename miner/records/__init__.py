"""The records, in the order in which they arise: Article, Mention, Link, Claim, Reading, LabelFact, Signal.

Records are frozen and know nothing of where they came from or where they go. Offsets are 0-based, half-open
code points of `Article.text`: `article.text[m.start:m.end] == m.text` holds for every mention.
"""

from miner.records.articles import (
    Article,
    Chemical,
    Deletion,
    Grant,
    MeshHeading,
    MeshQualifier,
    OtherAbstract,
    Rejection,
    Relation,
    Section,
    SupplementaryConcept,
)
from miner.records.claims import (
    CO_MENTIONS,
    OPPOSING_RELATIONS,
    STUDIED_RELATIONS,
    SUPPORTING_RELATIONS,
    Certainty,
    Claim,
    ClaimRelation,
    Design,
    Reading,
    stance_of,
)
from miner.records.labels import (
    COVERING_LEVELS,
    DECIDED_LEVELS,
    LabelFact,
    LabelLevel,
    LabelState,
    Market,
    OffLabelKind,
    Use,
)
from miner.records.mentions import Link, Mention, MentionType
from miner.records.signals import EvidenceRow, Followed, PairEvidence, SetAside, Signal

__all__ = [
    "COVERING_LEVELS",
    "CO_MENTIONS",
    "DECIDED_LEVELS",
    "OPPOSING_RELATIONS",
    "STUDIED_RELATIONS",
    "SUPPORTING_RELATIONS",
    "Article",
    "Certainty",
    "Chemical",
    "Claim",
    "ClaimRelation",
    "Deletion",
    "Design",
    "EvidenceRow",
    "Followed",
    "Grant",
    "LabelFact",
    "LabelLevel",
    "LabelState",
    "Link",
    "Market",
    "Mention",
    "MentionType",
    "MeshHeading",
    "MeshQualifier",
    "OffLabelKind",
    "OtherAbstract",
    "PairEvidence",
    "Reading",
    "Rejection",
    "Relation",
    "Section",
    "SetAside",
    "Signal",
    "SupplementaryConcept",
    "Use",
    "stance_of",
]
