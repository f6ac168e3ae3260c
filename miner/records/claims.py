"""What an article says: Claim with its relation, the study's Design, and Reading, all that was read of one article."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from miner.records.mentions import Mention
from miner.records.studies import BiomarkerEffect, Comparison, Outcome, Trait


class ClaimRelation(StrEnum):
    """What a sentence says of a drug and a disease.

    TREATS and PREVENTS state a benefit, GIVEN_FOR a use without its result. SUPPORTIVE: the drug is given against
    something else in patients who have the disease. BACKGROUND: given before or besides what was studied. SETTING: the
    disease is the population or an accompanying disease of another use. MEASURED: the drug's name means a measured or
    natural substance. MENTIONED: mere co-mention.
    """

    TREATS = "treats"
    PREVENTS = "prevents"
    NO_BENEFIT = "no benefit"
    CONTRAINDICATED = "contraindicated"
    CAUSES = "causes"
    GIVEN_FOR = "given for"
    DIAGNOSTIC = "diagnostic"
    SUPPORTIVE = "supportive"
    COMPARATOR = "comparator"
    BACKGROUND = "background"
    SETTING = "setting"
    MEASURED = "measured"
    MENTIONED = "mentioned"
    APPROVED = "approved"
    NOT_APPROVED = "not approved"
    RECOMMENDED = "recommended"
    NOT_RECOMMENDED = "not recommended"


R = ClaimRelation
SUPPORTING_RELATIONS = frozenset({R.TREATS, R.PREVENTS})
OPPOSING_RELATIONS = frozenset({R.NO_BENEFIT, R.CONTRAINDICATED})
STUDIED_RELATIONS = SUPPORTING_RELATIONS | OPPOSING_RELATIONS | {R.GIVEN_FOR}
"""The relations of a use that was studied or practised, whatever came of it."""
LABEL_RELATIONS = frozenset({R.APPROVED, R.NOT_APPROVED})
RECOMMENDING_RELATIONS = frozenset({R.RECOMMENDED, R.NOT_RECOMMENDED})
STATEMENT_RELATIONS = LABEL_RELATIONS | RECOMMENDING_RELATIONS
"""What others have said of a use, which is no study of it: counted and shown apart."""
CO_MENTIONS = frozenset({R.MENTIONED, R.SETTING, R.MEASURED})
"""The relations that say nothing of what the drug does to the disease; they stay out of the graph."""
del R


class Certainty(StrEnum):
    """How sure a sentence is. QUESTION: an aim, a method or a title without a result; PLANNED: a study to come."""

    STATED = "stated"
    HEDGED = "hedged"
    QUESTION = "question"
    PLANNED = "planned"

    @property
    def has_result(self) -> bool:
        """Whether a sentence of this certainty says how something came out."""
        return self in {Certainty.STATED, Certainty.HEDGED}


def stance_of(relation: ClaimRelation, certainty: Certainty) -> str:
    """Return "supports", "opposes" or "": how a claim counts for the use. Only stated and hedged claims count.

    A recommendation speaks for or against the use, though it adds no study; what a label says does neither.
    """
    if not certainty.has_result:
        return ""
    if relation in SUPPORTING_RELATIONS or relation is ClaimRelation.RECOMMENDED:
        return "supports"
    return "opposes" if relation in OPPOSING_RELATIONS or relation is ClaimRelation.NOT_RECOMMENDED else ""


class Design(IntEnum):
    """What kind of study an article reports, in ascending weight of evidence; what adds no study is negative.

    A trial is RANDOMISED whatever its phase; PHASE_1 to PHASE_3 and SINGLE_ARM (no phase stated) are those without a
    randomised control. SURVEY includes qualitative research, NOTICE letters, comments and corrections without a
    study. UNKNOWN is also what is none of these: methods, chemistry, plants.
    """

    UNKNOWN = 0
    IN_VITRO = 1
    ANIMAL = 2
    CASE_REPORT = 3
    """One to three patients."""
    CASE_SERIES = 4
    OBSERVATIONAL = 5
    PHASE_1 = 6
    SINGLE_ARM = 7
    PHASE_2 = 8
    PHASE_3 = 9
    RANDOMISED = 10
    SYSTEMATIC_REVIEW = 11
    """With or without meta-analysis."""
    GUIDELINE = 12
    REVIEW = -1
    PROTOCOL = -2
    """A planned study: it has no result yet."""
    SURVEY = -3
    ECONOMIC = -4
    NOTICE = -5

    @property
    def title(self) -> str:
        """The name in lower case, with spaces: "case report"."""
        return "single-arm trial" if self is Design.SINGLE_ARM else self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said what a sentence repeats: of an approval the regions, as "US, EU", of a recommendation the bodies.

    A region whose labels we do not have is "elsewhere".

    `year` and `grade` ("class IIa, level B", "strong") are those that the sentence names.
    """

    by: str = ""
    year: int | None = None
    grade: str = ""

    def __str__(self) -> str:
        """Return the statement in few words, as "ESMO 2019 (class IIa)"."""
        said = " ".join(filter(None, (self.by, str(self.year or ""))))
        return f"{said} ({self.grade})".strip() if self.grade else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one sentence says of a set of drugs and a disease: the unit of evidence.

    `drugs` holds more than one identifier only if the sentence names a combination. `drug_from` and `disease_from` say
    where each was named: "sentence", "title" or "before" (the sentence before). `cue` holds the words that decided the
    relation, "" for MENTIONED; `probability` is the classifier's that the relation is right. `statement` has the
    details of what others have said, None for a claim of the article's own.
    """

    pmid: int
    sentence_start: int
    sentence_end: int
    drugs: tuple[str, ...]
    disease: str
    biomarkers: tuple[str, ...] = ()
    relation: ClaimRelation
    certainty: Certainty = Certainty.STATED
    drug_from: str = "sentence"
    disease_from: str = "sentence"
    cue: str = ""
    probability: float = 1.0
    statement: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one article. `has_drug` is False if it was skipped or the drug scan found nothing.

    `skipped` is why an article was not read in full ("no drug", "empty", "notice", "not English", "too long"), ""
    if it was. `design` is the effective one; `text_design` is what title and abstract alone say, `medline_design` what
    publication types and MeSH say (UNKNOWN if they name none), known from the day `medline_known_on` (None if the
    record has no date: then the text decides). `design_reason` has the words that decided.
    """

    pmid: int
    has_drug: bool
    skipped: str = ""
    design: Design = Design.UNKNOWN
    text_design: Design = Design.UNKNOWN
    medline_design: Design = Design.UNKNOWN
    medline_known_on: date | None = None
    design_reason: str = ""
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    traits: tuple[Trait, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    biomarker_effects: tuple[BiomarkerEffect, ...] = ()
