"""In which ways a use of a labelled disease is yet outside the label: age group, route, line or biomarker, regimen."""

from collections.abc import Iterable, Sequence

from miner.records import LabelFact, OffLabelKind, Use


def kinds_outside(use: Use, facts: Sequence[LabelFact]) -> tuple[OffLabelKind, ...]:
    """Return the kinds of off-label use that a use is by its age group, route, biomarker or line; () if none.

    A use is outside only where it states what it is and every fact states something else: silence on either side is
    no difference.

    Args:
        use: the use; its disease is covered.
        facts: the facts in force that cover it.
    """
    if not facts:
        return ()
    outside = []
    if use.ages and all(_is_other_age(use.ages, fact.ages) for fact in facts):
        outside.append(OffLabelKind.AGE)
    if use.route and all(_is_other_route(use.route, fact.routes) for fact in facts):
        outside.append(OffLabelKind.ROUTE)
    if use.partners and all(_is_other_partner(use.partners, fact.partners) for fact in facts):
        outside.append(OffLabelKind.DOSE)
    if (use.biomarkers and all(_is_other_marker(use.biomarkers, fact.biomarkers) for fact in facts)) or (
        use.line and all(_is_other(use.line, tuple(filter(None, fact.line.split("|")))) for fact in facts)
    ):
        outside.append(OffLabelKind.CONDITION)
    return tuple(outside)


def kinds_off_label(use: Use, facts: Iterable[LabelFact]) -> tuple[OffLabelKind, ...]:
    """Return the kinds of off-label use of a disease that no label covers: the indication, and a new route.

    Args:
        use: the use.
        facts: all facts of the drug that are in force, whatever their disease.
    """
    known = {route for fact in facts for route in fact.routes}
    is_new = bool(use.route) and _is_other_route(use.route, known)
    return (OffLabelKind.INDICATION, OffLabelKind.ROUTE) if is_new else (OffLabelKind.INDICATION,)


_SAME_ROUTE = {
    "intranasal": "nasal",
    "intravitreal": "ophthalmic",
    "intraocular": "ophthalmic",
    "inhaled": "inhalation",
    "cutaneous": "topical",
}
"""Routes as papers call them, and as labels' products are called."""

_INJECTED = frozenset(
    {"intravenous", "subcutaneous", "intramuscular", "injection", "epidural", "intra-articular", "intralesional"}
    | {"local infiltration", "intradermal"}
)
"""Routes that an "injection" of unspecified kind may mean; into the eye or the dural sac is another matter."""


def _is_other_route(stated: str, allowed: Iterable[str]) -> bool:
    allowed = set(allowed)
    stated = _SAME_ROUTE.get(stated, stated)
    return _is_other(stated, allowed) and not ("injection" in allowed and stated in _INJECTED)


def _is_other(stated: str, allowed: Iterable[str]) -> bool:
    allowed = tuple(allowed)
    return bool(allowed) and stated not in allowed


def _is_other_age(stated: str, allowed: str) -> bool:
    """Return whether an age group is outside those of a label; the elderly are adults."""
    groups = set(filter(None, allowed.split("|")))
    return bool(groups) and ("adults" if stated == "elderly" else stated) not in groups


def _is_other_partner(stated: Iterable[str], allowed: Iterable[str]) -> bool:
    """Return whether a label names drugs that must go with it, and none of those given is one of them.

    A label that names a class ("platinum") may mean any of its drugs.
    """
    allowed = set(allowed)
    return bool(allowed) and all(map(_is_single_drug, allowed)) and allowed.isdisjoint(stated)


def _is_single_drug(curie: str) -> bool:
    return curie.startswith("DRUGBANK:")


def _is_other_marker(stated: Iterable[str], allowed: Iterable[str]) -> bool:
    """Return whether no stated biomarker is one of the label's, which names some."""
    allowed = set(allowed)
    return bool(allowed) and allowed.isdisjoint(stated)
