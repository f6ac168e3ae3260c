"""One notion of "the same use": how the disease of a claim is related to a labelled disease.

The order of the evidence: a reviewed row for exactly these two, names, the hierarchy, reviewed rows for their
relatives, compiled symptoms and complications (HPO, DO), shared specific parents. Nothing here knows drugs or facts.
"""

import importlib.resources
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from miner.errors import LabelError, LexiconError
from miner.labels.alike import only_qualified, tumour_key
from miner.lexicon.generality import (
    CANCERS,
    FORM_DESCENDANTS_MAX,
    INDICATION_DESCENDANTS_MAX,
    NAMELESS,
    SIBLING_DESCENDANTS_MAX,
    is_too_general,
)
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.lexicon.tables import read_table
from miner.records import MentionType

SAME_USE_COLUMNS = ("disease", "labelled", "relation", "holds_for", "disease_name", "labelled_name", "reason")
PART_COLUMNS = ("part", "disease", "part_name", "disease_name", "kind", "source")


class Relation(StrEnum):
    """How a disease is related to a labelled one, nearest first.

    ON: the same for a physician. FORM: a form of the labelled one. PART: a symptom, complication or underlying
    population of it. BROADER: the labelled one is a form of it. SIBLING: both are forms of a specific third.
    """

    ON = "on"
    FORM = "form"
    PART = "part"
    BROADER = "broader"
    SIBLING = "sibling"
    OFF = "off"


_RANK = {relation: rank for rank, relation in enumerate(Relation)}
_REVERSE = {Relation.ON: Relation.ON, Relation.FORM: Relation.BROADER, Relation.BROADER: Relation.FORM} | {
    Relation.SIBLING: Relation.SIBLING,
    Relation.OFF: Relation.OFF,
}
_HOLDS_FOR = frozenset({"pair", "forms", "all", "identity"})


@dataclass(frozen=True, slots=True)
class Related:
    """A relation and the reason for it in words."""

    relation: Relation
    reason: str


class _Row(NamedTuple):
    """A reviewed row. `holds_for` is explained in corpora/labels/README.md, "The same use"."""

    relation: Relation
    holds_for: str
    reason: str


class SameUse:
    """How any disease is related to any labelled disease. Make one with `SameUse.load`.

    Args:
        lexicon: the source of names and of the hierarchy.
        rows: reviewed rows, by disease and labelled disease.
        parts: compiled rows, by symptom or complication and disease, with their source.
    """

    def __init__(self, lexicon: Lexicon, rows: dict[tuple[str, str], _Row], parts: dict[tuple[str, str], str]) -> None:
        self._lexicon = lexicon
        self._parts = parts
        self._rows = dict(rows)
        for (disease, labelled), row in rows.items():
            if row.relation in _REVERSE:
                self._rows.setdefault((labelled, disease), row._replace(relation=_REVERSE[row.relation]))
        self._identities: dict[str, set[str]] = {}
        for (disease, labelled), row in self._rows.items():
            if row.holds_for == "identity":
                self._identities.setdefault(disease, set()).add(labelled)
        self._related = lru_cache(maxsize=200_000)(self._relate)
        self._same = lru_cache(maxsize=50_000)(self._find_same)
        self._groups = lru_cache(maxsize=50_000)(self._find_groups)
        self._tellers = {disease for pair, row in self._rows.items() if row.holds_for == "all" for disease in pair}
        """Diseases that a reviewed row tells apart, or joins, with all their forms."""

    @classmethod
    def load(cls, lexicon: Lexicon, folder: Path | None = None) -> "SameUse":
        """Return the notion built from same_use.tsv and disease_parts.tsv in a folder, or from the shipped tables.

        Raises:
            LabelError: a table is missing or a row does not parse; file and line are named.
        """
        place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
        try:
            reviewed = list(read_table(place / "same_use.tsv", SAME_USE_COLUMNS))
            parts = list(read_table(place / "disease_parts.tsv", PART_COLUMNS))
        except LexiconError as error:
            raise LabelError(f"{error}; same_use.tsv is kept by hand, disease_parts.tsv is compiled") from error
        rows = {}
        for number, row in enumerate(reviewed, start=2):
            rows[row[0], row[1]] = _reviewed(row, f"{place / 'same_use.tsv'}:{number}")
        compiled = {
            (part, disease): f"{name} is a {kind} of {whole} ({source})"
            for part, disease, name, whole, kind, source in parts
        }
        return cls(lexicon, rows, compiled)

    def relate(self, disease: str, labelled: str) -> Related:
        """Return how the disease of a claim is related to a labelled disease; cached.

        A disease that the lexicon does not have is ON its own label and OFF every other.
        """
        return self._related(disease, labelled)

    def _relate(self, disease: str, labelled: str) -> Related:
        if disease == labelled:
            return Related(Relation.ON, "the label names it")
        row = self._rows.get((disease, labelled))
        if row is not None:
            return Related(row.relation, f"{row.reason} (reviewed)")
        if disease not in self._lexicon or labelled not in self._lexicon:
            return Related(Relation.OFF, "not in the lexicon")
        if labelled in NAMELESS | CANCERS or is_too_general(self._lexicon, labelled, INDICATION_DESCENDANTS_MAX):
            return Related(Relation.OFF, f"{self._name(labelled)} is too general to be what a label means")
        return self._by_twins(disease, labelled) or self._cut(disease, labelled) or self._nearest(disease, labelled)

    def _by_twins(self, disease: str, labelled: str) -> Related | None:
        """Return what the nearest reviewed row says of other entries of the same two diseases."""
        ones, others = (disease, *sorted(self._same(disease))), (labelled, *sorted(self._same(labelled)))
        if labelled in ones or disease in others:
            return None
        rows = [row for one in ones for other in others if (row := self._rows.get((one, other))) is not None]
        if not rows:
            return None
        row = min(rows, key=lambda row: _RANK[row.relation])
        return Related(row.relation, f"{row.reason} (reviewed)")

    def _nearest(self, disease: str, labelled: str) -> Related:
        """Return the nearest relation that names, hierarchy, relatives, compiled parts and parents show."""
        kinds = (self._by_name, self._by_relatives, self._by_parts, self._by_parent)
        found = [next(kind(disease, labelled), None) for kind in kinds]
        related = [answer for answer in found if answer is not None]
        if not related:
            return Related(Relation.OFF, f"{self._name(disease)} and {self._name(labelled)} are different diseases")
        return min(related, key=lambda answer: _RANK[answer.relation])

    def _cut(self, disease: str, labelled: str) -> Related | None:
        """Return SIBLING or OFF by a reviewed row for an entry between the two that holds for all their forms.

        Sources file some diseases under groups that no label means: a label for hypertension covers no pulmonary one.
        """
        if disease not in self._tellers and labelled not in self._tellers:
            return None
        pairs = [(one, labelled) for one in self._lexicon.ancestors(disease) & self._lexicon.descendants(labelled)]
        pairs += [(disease, one) for one in self._lexicon.ancestors(labelled) & self._lexicon.descendants(disease)]
        for pair in sorted(pairs):
            row = self._rows.get(pair)
            if row is not None and row.holds_for == "all" and row.relation in {Relation.SIBLING, Relation.OFF}:
                return Related(row.relation, f"{row.reason} (reviewed)")
        return None

    def _by_name(self, disease: str, labelled: str) -> Iterator[Related]:
        """Yield what the names alone show: two entries of one disease, or one with a qualifier before the other."""
        name, other = self._name(disease), self._name(labelled)
        if labelled in self._same(disease) or disease in self._same(labelled):
            yield Related(Relation.ON, f"{name} and {other} are names of one disease")
        one, two = normalise(name), normalise(other)
        if tumour_key(one) and tumour_key(one) == tumour_key(two):
            yield Related(Relation.ON, f"{name} and {other} are names of one tumour")
        if only_qualified(one, two):
            yield Related(Relation.FORM, f"{name} is a form of {other} by its name")
        if only_qualified(two, one):
            yield Related(Relation.BROADER, f"{other} is a form of {name} by its name")

    def _by_relatives(self, disease: str, labelled: str) -> Iterator[Related]:
        """Yield what the hierarchy shows, with reviewed rows for the relatives of the two; nearest first."""
        name, other = self._name(disease), self._name(labelled)
        above, above_label = self._lexicon.ancestors(disease), self._lexicon.ancestors(labelled)
        ones, others = self._same(disease), self._same(labelled)
        for one in (disease, *sorted(ones)):
            if labelled in self._lexicon.ancestors(one) or not others.isdisjoint(self._lexicon.ancestors(one)):
                yield Related(Relation.FORM, f"{name} is a form of {other}")
        for one in sorted(above - above_label):
            row = self._rows.get((one, labelled))
            if row is not None and _reaches_forms(row, Relation.FORM):
                yield Related(Relation.FORM, f"{name} is a form of {self._name(one)}; {row.reason} (reviewed)")
        yield from self._by_reviewed_parts((disease, *sorted(ones)), (labelled, *sorted(others)))
        if disease in above_label or not ones.isdisjoint(above_label):
            yield Related(Relation.BROADER, f"{other} is a form of {name}")
        for one in sorted(others):
            if disease in self._lexicon.ancestors(one):
                yield Related(Relation.BROADER, f"{other} is a form of {name}")
        for one in sorted(above_label - above):
            row = self._rows.get((disease, one))
            if row is not None and _reaches_forms(row, Relation.BROADER):
                yield Related(Relation.BROADER, f"{other} is a form of {self._name(one)}; {row.reason} (reviewed)")

    def _by_reviewed_parts(self, ones: tuple[str, ...], others: tuple[str, ...]) -> Iterator[Related]:
        """Yield PART by a reviewed row for two relatives, if it holds for them too and is not about a wide group."""
        wholes = [(other, False) for other in others]
        wholes += [(above, True) for other in others for above in self._groups(other)]
        parts = [(one, False) for one in ones]
        parts += [(above, True) for one in ones for above in sorted(self._lexicon.ancestors(one) & self._tellers)]
        for part, is_form in parts:
            for whole, is_below in wholes:
                row = self._rows.get((part, whole))
                if row is None or row.relation is not Relation.PART:
                    continue
                if (is_form and row.holds_for != "all") or (is_below and row.holds_for == "pair"):
                    continue
                yield Related(Relation.PART, f"{row.reason} (reviewed)")

    def _find_groups(self, disease: str) -> tuple[str, ...]:
        """Return the entries above a disease whose symptoms are its own: no wide groups, none it is told apart from."""
        return tuple(self._all_groups(disease))

    def _all_groups(self, disease: str) -> Iterator[str]:
        for above in sorted(self._lexicon.ancestors(disease)):
            row = self._rows.get((disease, above))
            is_apart = row is not None and row.relation in {Relation.SIBLING, Relation.OFF}
            if is_apart or self._cut(disease, above) or is_too_general(self._lexicon, above, FORM_DESCENDANTS_MAX):
                continue
            yield above

    def _by_parts(self, disease: str, labelled: str) -> Iterator[Related]:
        """Yield PART by a compiled row, which holds for the forms of its disease as well."""
        for part in (disease, *sorted(self._same(disease))):
            for whole in (labelled, *sorted(self._same(labelled)), *self._groups(labelled)):
                if (part, whole) in self._parts:
                    yield Related(Relation.PART, self._parts[part, whole])

    def _by_parent(self, disease: str, labelled: str) -> Iterator[Related]:
        """Yield SIBLING if both have a parent in common that is specific enough."""
        shared = set(self._lexicon.entry(disease).parents) & set(self._lexicon.entry(labelled).parents)
        for parent in sorted(shared):
            if not is_too_general(self._lexicon, parent, SIBLING_DESCENDANTS_MAX):
                yield Related(Relation.SIBLING, f"both are forms of {self._name(parent)}")

    def _find_same(self, disease: str) -> frozenset[str]:
        """Return the other entries of the same disease: reviewed identities, and those that share a preferred name.

        An entry above or below is not the same, whatever its names: sources list narrower names as synonyms. Nor is
        one for which a reviewed row says something else.
        """
        if disease not in self._lexicon:
            return frozenset()
        entry = self._lexicon.entry(disease)
        preferred = normalise(entry.name)
        found = {row.curie for row in self._lexicon.rows_of(entry.name) if row.type is MentionType.DISEASE}
        for name in entry.names:
            spelling = normalise(name)
            for row in self._lexicon.rows_of_spelling(spelling):
                if row.type is MentionType.DISEASE and normalise(self._name(row.curie)) in {spelling, preferred}:
                    found.add(row.curie)
        related = self._lexicon.ancestors(disease) | self._lexicon.descendants(disease) | {disease}
        same = {other for other in found - related if not {(disease, other), (other, disease)} & self._rows.keys()}
        return frozenset(same | self._identities.get(disease, set()))

    def _name(self, curie: str) -> str:
        return self._lexicon.name_of(curie)


def _reaches_forms(row: _Row, relation: Relation) -> bool:
    """Return whether a row says something of the forms of its diseases: it has the relation, or is ON for forms too."""
    return row.relation is relation or (row.relation is Relation.ON and row.holds_for != "pair")


def _reviewed(row: list[str], where: str) -> _Row:
    cell = dict(zip(SAME_USE_COLUMNS, row, strict=True))
    if cell["relation"] not in _RANK:
        raise LabelError(f"{where}: relation is {cell['relation']!r}, not one of {', '.join(Relation)}; correct it")
    if cell["holds_for"] not in _HOLDS_FOR:
        raise LabelError(
            f"{where}: holds_for is {cell['holds_for']!r}, not one of {', '.join(sorted(_HOLDS_FOR))}; correct it"
        )
    if not cell["reason"]:
        raise LabelError(f"{where}: has no reason; write why")
    return _Row(Relation(cell["relation"]), cell["holds_for"], cell["reason"])
