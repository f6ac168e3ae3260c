"""The records, in the order in which they arise: Article, Mention, Link, Claim, Reading, LabelFact, Signal.

Records are frozen and know nothing of where they came from or where they go. Offsets are 0-based, half-open
code points of `Article.text`: `article.text[m.start:m.end] == m.text` holds for every mention.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A span of `Article.text`: the title or one part of the abstract.

    `label` is what the abstract prints ("RESULTS"), `category` NLM's normalised NlmCategory (BACKGROUND,
    OBJECTIVE, METHODS, RESULTS, CONCLUSIONS) or "TITLE"; both are "" if the abstract is unstructured.
    """

    start: int
    end: int
    label: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation of one article to another, from MEDLINE's CommentsCorrections.

    `kind` is MEDLINE's RefType ("RetractionIn", "RetractionOf", "ErratumIn", "ExpressionOfConcernIn" ...).
    """

    kind: str
    pmid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshQualifier:
    """A subheading of a MeSH heading ("drug therapy"); `ui` is its D or Q number."""

    name: str
    ui: str = ""
    is_major: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshHeading:
    """A MeSH descriptor with its qualifiers; `is_major` is the descriptor's own MajorTopicYN."""

    name: str
    ui: str = ""
    is_major: bool = False
    qualifiers: tuple[MeshQualifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementaryConcept:
    """A supplementary MeSH concept; `kind` is NLM's Type ("Disease", "Protocol", "Organism", "Anatomy")."""

    name: str
    ui: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chemical:
    """A substance of the Chemical list; `registry_number` is a UNII, CAS or EC number, "" if NLM writes 0."""

    name: str
    ui: str = ""
    registry_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A grant that the record names."""

    number: str = ""
    agency: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAbstract:
    """An abstract besides the one that is read: in another language, a lay summary, or another publisher's.

    `kind` is NLM's Type ("Publisher", "plain-language-summary", "AAMC" ...), `language` its three-letter code.
    """

    text: str
    language: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One citation. `text` is the title and the sections of the abstract, one per line.

    `year` is the year of publication (the entry year if the record has no publication date),
    `entered_on` the day PubMed added the record (History, PubStatus "entrez"), `revised_on` DateRevised.
    `trial_ids` are registrations as CURIEs: "NCT:01234567", "ISRCTN:12345678", "EUDRACT:2005-001234-12".
    `publication_date` is PubDate as far as it is known ("2008", "2008-06", "2008-06-12"), or MedlineDate as
    printed ("1998 Dec-1999 Jan"); `appeared_on` the day of electronic publication (ArticleDate).
    `authors` are "Smith J", `collective_names` the groups among the authors. Reading uses no field after
    `relations`; the others are kept for users.
    """

    pmid: int
    version: int = 1
    text: str
    sections: tuple[Section, ...]
    journal: str = ""
    year: int | None = None
    entered_on: date | None = None
    revised_on: date | None = None
    publication_types: tuple[str, ...] = ()
    mesh_headings: tuple[MeshHeading, ...] = ()
    languages: tuple[str, ...] = ()
    trial_ids: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    publication_date: str = ""
    appeared_on: date | None = None
    vernacular_title: str = ""
    authors: tuple[str, ...] = ()
    collective_names: tuple[str, ...] = ()
    chemicals: tuple[Chemical, ...] = ()
    supplementary_concepts: tuple[SupplementaryConcept, ...] = ()
    grants: tuple[Grant, ...] = ()
    other_abstracts: tuple[OtherAbstract, ...] = ()

    @property
    def title(self) -> str:
        """The title, "" if the record has none."""
        first = self.sections[0] if self.sections else None
        return self.text[first.start : first.end] if first and first.category == "TITLE" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A PMID that NLM has withdrawn from MEDLINE (DeleteCitation)."""

    pmid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A source record that could not be turned into an Article, and why.

    `position` counts the records of the file from 1; `pmid` is None if the record has none.
    """

    position: int
    reason: str
    pmid: int | None = None


class MentionType(StrEnum):
    """The kind of thing that a mention names."""

    DRUG = "drug"
    DISEASE = "disease"
    BIOMARKER = "biomarker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a mention was found to name: an identifier, a score in (0, 1] and the reason in words."""

    curie: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of text that names a drug, disease or biomarker; `link` is None if no entry fits (NIL).

    `found_by` is "lexicon", "model" or "abbreviation". A mention of several diseases at once ("breast and ovarian
    cancer") has the first of them in `link` and the others, in order, in `other_links`. `label` is the model's own
    ("GENE", "VARIANT"), "" if only a dictionary found the mention; the ledger does not store it.
    """

    start: int
    end: int
    text: str
    type: MentionType
    found_by: str
    link: Link | None = None
    other_links: tuple[Link, ...] = ()
    label: str = ""

    def with_link(self, link: Link | None, other_links: tuple["Link", ...] = (), *, found_by: str = "") -> "Mention":
        """Return the same span with another link, in two thirds of the time that `dataclasses.replace` takes."""
        return Mention(
            start=self.start,
            end=self.end,
            text=self.text,
            type=self.type,
            found_by=found_by or self.found_by,
            link=link,
            other_links=other_links or self.other_links,
            label=self.label,
        )


class ClaimRelation(StrEnum):
    """What a sentence says of a drug and a disease. Mere co-mention is MENTIONED."""

    TREATS = "treats"
    PREVENTS = "prevents"
    NO_BENEFIT = "no benefit"
    CAUSES = "causes"
    CONTRAINDICATED = "contraindicated"
    DIAGNOSTIC = "diagnostic"
    SUPPORTIVE = "supportive"
    COMPARATOR = "comparator"
    MENTIONED = "mentioned"


SUPPORTING_RELATIONS = frozenset({ClaimRelation.TREATS, ClaimRelation.PREVENTS})
OPPOSING_RELATIONS = frozenset({ClaimRelation.NO_BENEFIT, ClaimRelation.CONTRAINDICATED})


class Design(IntEnum):
    """Study design, in ascending weight of evidence."""

    UNKNOWN = 0
    IN_VITRO = 1
    ANIMAL = 2
    CASE_REPORT = 3
    CASE_SERIES = 4
    OBSERVATIONAL = 5
    PHASE_1 = 6
    PHASE_2 = 7
    RANDOMISED = 8
    SYSTEMATIC_REVIEW = 9
    GUIDELINE = 10
    REVIEW = -1
    """A narrative review: it adds no study and therefore has no weight."""
    PROTOCOL = -2
    """A planned study: it has no result yet."""

    @property
    def title(self) -> str:
        """The name in lower case, with spaces: "case report"."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one sentence says of a set of drugs and a disease: the unit of evidence.

    `drugs` holds more than one identifier only if the sentence names a combination. `certainty` is
    "stated", "hedged" or "question". `disease_from` says where the disease was named: "sentence" or "title".
    `cue` holds the words that decided the relation, "" for MENTIONED.
    """

    pmid: int
    sentence_start: int
    sentence_end: int
    drugs: tuple[str, ...]
    disease: str
    biomarkers: tuple[str, ...] = ()
    relation: ClaimRelation
    certainty: str = "stated"
    disease_from: str = "sentence"
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one article. `has_drug` is False if it was skipped or the drug scan found nothing.

    `skipped` is why an article was not read in full ("no drug", "empty", "notice", "not English", "too long"), ""
    if it was.
    """

    pmid: int
    has_drug: bool
    skipped: str = ""
    design: Design = Design.UNKNOWN
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


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

    FORM is a form of a labelled disease; PART a symptom, complication or population of one; BROADER a group of which
    the label covers a form; SIBLING shares a specific parent with one. NOT_APPROVED: the drug is not approved there on
    the day. BETWEEN: the day lies between the last on which the use was not on the label and the first on which it
    was. UNKNOWN: our sources cannot tell.
    """

    ON = "on"
    FORM = "form"
    PART = "part"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A use of a set of drugs: for a disease and, where known, in whom and how.

    `ages` is "adults", "children", "elderly" or ""; `line` and `route` are words as in label facts; `biomarkers` are
    identifiers. "" and () mean that the source does not say.
    """

    drugs: tuple[str, ...]
    disease: str
    ages: str = ""
    line: str = ""
    route: str = ""
    biomarkers: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One claim of a counted article, with the details of the article that totals need.

    `same_as` holds the PMIDs that MEDLINE names as other versions of the same report.
    """

    pmid: int
    relation: ClaimRelation
    certainty: str
    design: Design
    year: int | None
    trial_ids: tuple[str, ...] = ()
    same_as: tuple[int, ...] = ()
    biomarkers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvidence:
    """Totals of one drug (or combination) and disease over counted articles; every count names its unit.

    `evidence_count` counts articles, `study_count` independent studies (one trial is one, reviews add none),
    `supporting_count` and `opposing_count` studies by what they found (a study can be both).
    `best_design` is the weightiest of the studies that found something, or of all articles if none did.
    `studies_by_year` maps a year to its number of new independent studies, `supporting_by_design` the design of a
    supporting study (its weightiest report) to the number of such studies, `biomarkers` a CURIE to the number that
    name it.
    """

    drug_id: str
    disease: str
    evidence_count: int
    study_count: int
    supporting_count: int
    opposing_count: int
    first_year: int | None
    last_year: int | None
    best_design: Design
    studies_by_year: dict[int, int] = field(default_factory=dict)
    supporting_by_design: dict[Design, int] = field(default_factory=dict)
    biomarkers: dict[str, int] = field(default_factory=dict)
    pmids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A candidate off-label use: a pair whose evidence supports it and that some label does not cover.

    `score` orders the list (higher first, no unit); `reasons` explains it in words.
    """

    evidence: PairEvidence
    score: float
    label_states: tuple[LabelState, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A use that was studied before a label came to cover it.

    `first_approved` is the earliest day on which a label covered it, in any jurisdiction, and `lead_years` that year
    minus the year of the first counted article.
    """

    evidence: PairEvidence
    label_states: tuple[LabelState, ...]
    first_approved: date
    lead_years: int

    @property
    def reasons(self) -> tuple[str, ...]:
        """The years that make up the lead, in words."""
        return (f"first studied {self.evidence.first_year}, first approved {self.first_approved.year}",)
