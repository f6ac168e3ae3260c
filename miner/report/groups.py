"""The groups in which the evidence shows its sentences: what speaks against a use and harms have their own."""

from miner.records import (
    CO_MENTIONS,
    STATEMENT_RELATIONS,
    STUDIED_RELATIONS,
    Certainty,
    ClaimRelation,
    stance_of,
)

GROUP_NOTES = {
    "supports": "supports the use",
    "opposes": "speaks against the use",
    "harms": "reports a harm",
    "stated": "says what a label or guideline says",
    "used": "used or studied, no result",
    "other": "other statement",
    "mentioned": "mentions both",
    "retracted": "retracted",
}
"""What an article says of a use, in few words, by the group of its sentence."""


def group_of(relation: ClaimRelation, certainty: Certainty, *, is_retracted: bool) -> str:
    """Return the group of a claim: "supports", "opposes", "harms", "stated", "used", "other", "mentioned", "retracted".

    A harm has to be stated or suggested; "used" are studies and uses without a result, "mentioned" is co-mention.
    """
    if is_retracted:
        return "retracted"
    if relation in STATEMENT_RELATIONS:
        return "stated"
    if relation is ClaimRelation.CAUSES and certainty.has_result:
        return "harms"
    without_result = "used" if relation in STUDIED_RELATIONS else "mentioned" if relation in CO_MENTIONS else "other"
    return stance_of(relation, certainty) or without_result
