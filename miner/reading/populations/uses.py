"""Which traits of a study hold for one of its claims, and the use that the claim is about, as labels see uses."""

from collections import defaultdict
from collections.abc import Iterable

from miner.records import Claim, Trait, TraitKind, TraitRole, Use

_OF_TREATMENT = frozenset({TraitKind.ROUTE, TraitKind.DOSE, TraitKind.SCHEDULE})
_OF_DRUGS = frozenset({TraitKind.PARTNER, TraitKind.COMPARATOR})
_NARROWED = frozenset(
    {TraitKind.AGE_GROUP, TraitKind.PREGNANCY, TraitKind.LINE, TraitKind.SEVERITY, TraitKind.ROUTE, TraitKind.DOSE}
)
"""Kinds of which a claim's own sentence may name fewer values than the study: those alone hold for the claim."""

_CHILDREN = frozenset({"neonate", "infant", "child", "adolescent"})
_LATER_LINES = frozenset({"second line", "later line", "relapsed or refractory"})
_LINES = {"first line": "first line"} | dict.fromkeys(_LATER_LINES, "later line")
_SETTINGS = frozenset({"adjuvant"})
"""Settings that are lines to a label. Maintenance is none: labels of a later line often include it unsaid."""
_ROUTES = {"inhaled": "inhalation", "intranasal": "nasal", "intraarticular": "intra-articular", "other": ""}
"""Routes of traits that label facts spell otherwise."""


def traits_of_claim(claim: Claim, traits: Iterable[Trait]) -> tuple[Trait, ...]:
    """Return the traits that hold for one claim, each value once, in order of place.

    Those of the study as a whole hold, and those that the claim's own sentence states. Where that sentence names age
    groups, lines, severities, routes or doses of its own, they replace the study's. A subgroup's traits hold in its own
    sentence only; a route, dose or schedule holds if it is the claim's drug's, or nobody's in a study of it alone.

    Args:
        claim: the claim.
        traits: all traits of its article.
    """
    traits = list(traits)
    named = {trait.drug for trait in traits if trait.drug}
    is_alone = named <= set(claim.drugs)
    kept: defaultdict[TraitKind, list[Trait]] = defaultdict(list)
    own: defaultdict[TraitKind, list[Trait]] = defaultdict(list)
    for trait in traits:
        is_inside = claim.sentence_start <= trait.start < claim.sentence_end
        if _holds(trait, claim, is_inside=is_inside, is_alone=is_alone):
            kept[trait.kind].append(trait)
            if is_inside:
                own[trait.kind].append(trait)
    chosen = [
        trait for kind, held in kept.items() for trait in (own[kind] if kind in _NARROWED and own[kind] else held)
    ]
    found: dict[tuple[TraitKind, str, str], Trait] = {}
    for trait in sorted(chosen, key=lambda t: (t.start, t.end, t.kind, t.value)):
        found.setdefault((trait.kind, trait.value, trait.drug), trait)
    return tuple(found.values())


def _holds(trait: Trait, claim: Claim, *, is_inside: bool, is_alone: bool) -> bool:
    """Return whether a trait can hold for a claim.

    Args:
        trait: a trait of the claim's article.
        claim: the claim.
        is_inside: whether the claim's sentence states it.
        is_alone: whether no trait of the article belongs to another drug than the claim's.
    """
    if trait.kind in _OF_TREATMENT:
        return trait.drug in claim.drugs if trait.drug else is_alone or is_inside
    if trait.kind in _OF_DRUGS and trait.curie and trait.curie in claim.drugs:
        return False
    return trait.role is TraitRole.STUDIED or is_inside


def use_of(claim: Claim, traits: Iterable[Trait]) -> Use:
    """Return the use that a claim is about, as far as the traits that hold for it say; "" and () where they do not.

    What is not the same for all patients says nothing: children and adults in one trial have no age group, a first
    and a later line no line, two routes none. Adults of all ages are adults; only the old alone are elderly.

    Args:
        claim: the claim.
        traits: the traits that hold for it, as `traits_of_claim` returns them.
    """
    values: defaultdict[TraitKind, set[str]] = defaultdict(set)
    curies: defaultdict[TraitKind, set[str]] = defaultdict(set)
    for trait in traits:
        values[trait.kind].add(trait.value)
        curies[trait.kind].add(trait.curie)
    routes = {_ROUTES.get(route, route) for route in values[TraitKind.ROUTE]}
    return Use(
        drugs=claim.drugs,
        disease=claim.disease,
        ages=_ages(values[TraitKind.AGE_GROUP]),
        line=_line(values[TraitKind.LINE], values[TraitKind.SETTING]),
        route=routes.pop() if len(routes) == 1 else "",
        biomarkers=claim.biomarkers or tuple(sorted(curies[TraitKind.BIOMARKER] - {""})),
        partners=tuple(sorted(filter(_is_single_drug, curies[TraitKind.PARTNER] - set(claim.drugs)))),
    )


def _is_single_drug(curie: str) -> bool:
    return curie.startswith("DRUGBANK:") and "+" not in curie


def _ages(groups: set[str]) -> str:
    if groups <= _CHILDREN:
        return "children" if groups else ""
    if groups & _CHILDREN:
        return ""
    return "elderly" if groups == {"older adult"} else "adults"


def _line(lines: set[str], settings: set[str]) -> str:
    named = {_LINES[line] for line in lines if line in _LINES} or settings & _SETTINGS
    return named.pop() if len(named) == 1 else ""
