"""What a study was and what came out: Trait (in whom, how given), Outcome (a number) and BiomarkerEffect.

Offsets are 0-based, half-open code points of `Article.text`, as everywhere.
"""

from dataclasses import dataclass
from enum import StrEnum


class TraitKind(StrEnum):
    """What a trait says of the patients or of the treatment."""

    AGE_GROUP = "age group"
    SEX = "sex"
    PREGNANCY = "pregnancy"
    LINE = "line"
    SETTING = "setting"
    SEVERITY = "severity"
    BIOMARKER = "biomarker"
    ROUTE = "route"
    DOSE = "dose"
    SCHEDULE = "schedule"
    PARTNER = "partner"
    COMPARATOR = "comparator"
    PRIOR_THERAPY = "prior therapy"


class TraitRole(StrEnum):
    """Whose trait it is: the studied patients', those of a subgroup, or the comparator arm's."""

    STUDIED = "studied"
    SUBGROUP = "subgroup"
    COMPARATOR = "comparator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One thing that an abstract says of its patients or of how the drug was given, with its place.

    `value` is normalised ("child", "relapsed or refractory", "intravenous", "5 mg/kg", "every 3 weeks"). `curie` is the
    drug (partner, comparator, prior therapy) or the biomarker that it names, "" if it names none that is known. `drug`
    is the drug whose route, dose or schedule it is, "" if the text does not tie it to one.
    """

    kind: TraitKind
    value: str
    start: int
    end: int
    role: TraitRole = TraitRole.STUDIED
    curie: str = ""
    drug: str = ""

    def __str__(self) -> str:
        """Return the trait in few words, as "age group: child" or "dose: 5 mg/kg (comparator)"."""
        role = "" if self.role is TraitRole.STUDIED else f" ({self.role.value})"
        return f"{self.kind.value}: {self.value}{role}"


class OutcomeKind(StrEnum):
    """What a number of an abstract measures."""

    ENROLLED = "enrolled"
    EVALUABLE = "evaluable"
    ARM_SIZE = "arm size"
    RESPONSE_RATE = "response rate"
    CLINICAL_BENEFIT_RATE = "clinical benefit rate"
    DISEASE_CONTROL_RATE = "disease control rate"
    COMPLETE_RESPONSE_RATE = "complete response rate"
    REMISSION_RATE = "remission rate"
    EVENT_RATE = "event rate"
    SURVIVAL_RATE = "survival rate"
    PROGRESSION_FREE_SURVIVAL = "progression-free survival"
    OVERALL_SURVIVAL = "overall survival"
    OTHER_MEDIAN = "other median"
    MEAN = "mean"
    MEAN_DIFFERENCE = "mean difference"
    HAZARD_RATIO = "hazard ratio"
    ODDS_RATIO = "odds ratio"
    RISK_RATIO = "risk ratio"
    CORRELATION = "correlation"
    P_VALUE = "p value"
    GRADE_3_ADVERSE_EVENTS = "grade 3 adverse events"
    ADVERSE_EVENT_RATE = "adverse event rate"
    DISCONTINUATIONS = "discontinuations"
    DEATHS = "deaths"
    COUNT = "count"
    OTHER_NUMBER = "other number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One numeric result of a study, with its place.

    `value` is in `unit` ("%", "months", "patients", "" for a ratio); `sign` is "=", or "<" and the like as written.
    `low` and `high` bound its interval, `level` is the confidence in percent; None where not stated. `of` is the
    denominator that stands beside a count ("12 of 30"). `endpoint` is what was measured, in the words of the text.
    `arm` is the group it belongs to: words of the text, "all" for the whole study, "between" for a comparison, "" if it
    cannot be tied to one. `time` is the time point in the words of the text. `drugs` and `disease` are the use that it
    is a result of, () and "" if the text ties it to none.
    """

    kind: OutcomeKind
    value: float
    unit: str
    start: int
    end: int
    sign: str = "="
    low: float | None = None
    high: float | None = None
    level: float | None = None
    of: int | None = None
    endpoint: str = ""
    arm: str = ""
    time: str = ""
    drugs: tuple[str, ...] = ()
    disease: str = ""

    def __str__(self) -> str:
        """Return the outcome in few words, as "response rate 15.7% (95% CI 13.7 to 17.9), all, 12 weeks"."""
        sign = "" if self.sign == "=" else f"{self.sign} "
        unit = self.unit if self.unit in {"", "%"} else f" {self.unit}"
        number = f"{sign}{_plain(self.value)}{unit}" + (f" of {self.of:,}" if self.of is not None else "")
        if self.low is not None and self.high is not None:
            level = f"{_plain(self.level)}% CI " if self.level is not None else ""
            number += f" ({level}{_plain(self.low)} to {_plain(self.high)})"
        return ", ".join(filter(None, (f"{self.kind.value} {number}", self.arm, self.time)))


def _plain(value: float) -> str:
    """Return a number without an empty fraction and with thousands separated: "1,610", "3.4"."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


class ComparisonDirection(StrEnum):
    """What a comparison found of an endpoint in the first arm that it names."""

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_DIFFERENCE = "no difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one clause says of an endpoint under a treatment, against another arm or against the start.

    `endpoint` is what was compared, in the words of the text; `arms` are the groups that the sentence names, in
    order, as words of the text; `cue` is the wording that says so. The place is that of the clause.
    """

    endpoint: str
    direction: ComparisonDirection
    start: int
    end: int
    arms: tuple[str, ...] = ()
    cue: str = ""


class EffectDirection(StrEnum):
    """What a biomarker tells of a drug in a disease; PROGNOSTIC tells of the course, whatever the treatment.

    STUDIED: the drug was given to those with the biomarker, or a link with its effect was asked for; nothing is said of
    how it came out.
    """

    SENSITIVE = "sensitive"
    RESISTANT = "resistant"
    NO_ASSOCIATION = "no association"
    PROGNOSTIC = "prognostic"
    STUDIED = "studied"


@dataclass(frozen=True, slots=True, kw_only=True)
class BiomarkerEffect:
    """What one sentence says of a drug (or set), a disease and a biomarker. `drugs` is empty for PROGNOSTIC."""

    drugs: tuple[str, ...]
    disease: str
    biomarker: str
    direction: EffectDirection
    sentence_start: int
    sentence_end: int
    cue: str = ""
    probability: float = 1.0
