"""What the labels of single drugs tell of a set that no label speaks of."""

from collections.abc import Iterable
from dataclasses import replace

from miner.records import COVERING_LEVELS, LabelLevel, LabelState, OffLabelKind

_RANK = {level: rank for rank, level in enumerate(LabelLevel)}
_NOT_KNOWN_OFF = COVERING_LEVELS | {LabelLevel.BROADER, LabelLevel.BETWEEN, LabelLevel.UNKNOWN}


def of_members(state: LabelState, alone: Iterable[LabelState]) -> LabelState:
    """Return the state of a set that no label speaks of, by those of its members: one that is off label decides.

    It decides even where the label of another member is not known. A set of covered drugs is outside the labels in what
    its members are outside, and no other regimen for that: a label that does not speak of the set does not forbid it.
    If some label is not known or covers only a form of the disease, no more can be said of the set.
    """
    alone = list(alone)
    levels = {member.level for member in alone}
    if not levels <= _NOT_KNOWN_OFF:
        return _of_member_off(state, levels)
    if levels <= COVERING_LEVELS:
        outside = {kind for member in alone for kind in member.kinds}
        kinds = tuple(kind for kind in OffLabelKind if kind in outside)
        return replace(state, level=LabelLevel.EACH, kinds=kinds, labelled=(), reason="no label names the set")
    level = max(levels, key=_RANK.__getitem__)
    return state if level is state.level else replace(state, level=level, kinds=(), reason="no label names the set")


def _of_member_off(state: LabelState, levels: set[LabelLevel]) -> LabelState:
    """Return the state of a set of which a member is off label or has no product; what is decided stands."""
    if state.level is not LabelLevel.UNKNOWN:
        return state
    level = LabelLevel.NOT_APPROVED if LabelLevel.NOT_APPROVED in levels else LabelLevel.OFF
    return replace(state, level=level, kinds=(OffLabelKind.INDICATION,), reason="no label names the set")
