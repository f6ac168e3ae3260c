"""What labels say: LabelFact, Market, Use, LabelState."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFact:
    """A set of ingredients on label for a disease in a jurisdiction, during [since, ended_on).

    Args:
        fact_id: stable identifier.
        drugs: ingredients, sorted.
        disease: the labelled disease.
        jurisdiction: code of `miner.jurisdictions`.
        relation: "treats", "prevents", "diagnoses", "supportive", "palliates", or "population": the disease of the
            patients in whom the drug is used for something else ("stroke in patients with atrial fibrillation").
        status: "approved", "conditional" (accelerated, conditional) or "withdrawn".
        since: the earliest day on which the use is known to have been on the label.
        since_kind: how that day is known: "stated" (a source gives it), "bounded" (it was there on that day, perhaps
            earlier), "inferred" (the only or the likeliest of the days on which it can have entered), "" (today only).
        since_source: the source of that day.
        absent_on: the latest day on which it is known not to have been on the label; None if there is none.
        absent_source: the source of that day.
        ended_on: the day on which it left the label.
        ages: "adults", "children", "adults|children" or "" if the label names no ages.
        line: lines of therapy that the label names, joined by "|".
        population: other limits in words.
        biomarkers: biomarkers that the label names.
        routes: routes of the products.
        partners: drugs that the label names beside it.
        trust: "sure", or "noisy" if only sources say so that are often wrong: never counted as on label.
        sources: keys of corpora/labels/sources.tsv.
        source_url: the page that shows this label.
    """

    fact_id: str
    drugs: tuple[str, ...]
    disease: str
    jurisdiction: str
    relation: str = "treats"
    status: str = "approved"
    since: date | None = None
    since_kind: str = ""
    since_source: str = ""
    absent_on: date | None = None
    absent_source: str = ""
    ended_on: date | None = None
    ages: str = ""
    line: str = ""
    population: str = ""
    biomarkers: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    trust: str = "sure"
    sources: tuple[str, ...] = ()
    source_url: str = ""

    @property
    def entered_on(self) -> date | None:
        """The day on which the use came onto the label; None if only a later bound, or nothing, is known."""
        return self.since if self.since_kind in {"stated", "inferred"} else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """The market of a set of drugs in a jurisdiction, during [first_approval, ended_on).

    `first_approval` is None if the drugs are approved and no source says since when. `is_exact` tells whether it is the
    true first approval. `is_label_known` tells whether we have the whole label of today, so that what it lacks is off
    label. `candidate_days` are not kept here.
    """

    drugs: tuple[str, ...]
    jurisdiction: str
    first_approval: date | None = None
    is_exact: bool = False
    is_label_known: bool = False
    ended_on: date | None = None
    source: str = ""
    source_url: str = ""


class LabelLevel(StrEnum):
    """How a use's disease relates to the label of its drug in one jurisdiction on a day, nearest first.

    FORM is a form of a labelled disease; PART a symptom, complication or population of one; EACH: a set that no label
    names, of which every drug alone is covered; BROADER a group of which the label covers a form; SIBLING shares a
    specific parent with one. NOT_APPROVED: the drug is not approved there on the day. BETWEEN: the day lies between
    the last on which the use was not on the label and the first on which it was. UNKNOWN: our sources cannot tell.
    """

    ON = "on"
    FORM = "form"
    PART = "part"
    EACH = "each"
    BROADER = "broader"
    SIBLING = "sibling"
    OFF = "off"
    NOT_APPROVED = "not_approved"
    BETWEEN = "between"
    UNKNOWN = "unknown"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The level in words, in place of `str.title`."""
        return _LEVEL_TITLES[self]


_LEVEL_TITLES = {
    LabelLevel.ON: "on label",
    LabelLevel.FORM: "form of a labelled disease",
    LabelLevel.PART: "part of a labelled disease",
    LabelLevel.EACH: "each on label alone",
    LabelLevel.BROADER: "broader than label",
    LabelLevel.SIBLING: "sibling of label",
    LabelLevel.OFF: "off label",
    LabelLevel.NOT_APPROVED: "drug not approved",
    LabelLevel.BETWEEN: "between two label days",
    LabelLevel.UNKNOWN: "label unknown",
}

COVERING_LEVELS = frozenset({LabelLevel.ON, LabelLevel.FORM, LabelLevel.PART})
"""The levels at which a label covers the use by its disease."""

DECIDED_LEVELS = frozenset(LabelLevel) - {LabelLevel.BETWEEN, LabelLevel.UNKNOWN}


class OffLabelKind(StrEnum):
    """The five forms of off-label use."""

    INDICATION = "indication"
    AGE = "age group"
    ROUTE = "route"
    DOSE = "dose or regimen"
    CONDITION = "disease condition or biomarker"

    @property
    def slug(self) -> str:
        """The kind as commands and queries take it: "age-group", "disease-condition"."""
        return self.value.removesuffix(" or biomarker").replace(" ", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A use of a set of drugs: for a disease and, where known, in whom and how.

    `ages` is "adults", "children", "elderly" or ""; `line` and `route` are words as in label facts; `biomarkers` are
    identifiers, `partners` those of the drugs that were given beside it. "" and () mean that the source does not say.
    """

    drugs: tuple[str, ...]
    disease: str
    ages: str = ""
    line: str = ""
    route: str = ""
    biomarkers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelState:
    """The answer of the label book for a use, a jurisdiction and a day.

    `kinds` are the kinds of off-label use, empty if the label covers it; `fact` decided the level (None if none did);
    `reason` says why in words; `labelled` are the diseases that *are* on the label then, where the use is not.
    `source_url` is the page that shows the label, "" if no source has one.
    """

    jurisdiction: str
    level: LabelLevel
    fact: LabelFact | None = None
    kinds: tuple[OffLabelKind, ...] = ()
    reason: str = ""
    labelled: tuple[str, ...] = ()
    source_url: str = ""

    @property
    def is_covered(self) -> bool:
        """Whether the label covers the use, and nothing known of the use is outside it."""
        return self.level in COVERING_LEVELS and not self.kinds

    @property
    def kinds_beyond_disease(self) -> tuple[OffLabelKind, ...]:
        """The kinds that put the use outside the label whatever its disease."""
        return tuple(kind for kind in self.kinds if kind is not OffLabelKind.INDICATION)
