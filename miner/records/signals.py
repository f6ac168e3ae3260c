"""What evidence adds up to: EvidenceRow, PairEvidence, Signal, Followed, SetAside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from miner.records.claims import Certainty, ClaimRelation, Design
from miner.records.labels import LabelState, OffLabelKind
from miner.records.progress import Change, Progress, Routing
from miner.records.studies import Trait


@dataclass(frozen=True, slots=True)
class RouteWords:
    """The words around a route of a drug, as the text has them.

    `before` is what stands between the drug's name and the route, `after` between the route and the drug's name, None
    where the name is not near; `following` is whatever follows the route.
    """

    before: str | None
    after: str | None
    following: str | None


class Role(StrEnum):
    """A sign of what a disease is in an article that supports a use in it (`miner.lexicon.roles`).

    NAMED: the text names it at all. TREATED: the text says that the drug is for it. ENROLLED: the patients were taken
    in with it. AIM: an aim or a primary outcome names it. TITLE: the title names it, as what the drug is for
    (TITLE_AIM) or as what was measured (TITLE_ENDPOINT). POPULATION: at least every other place describes the patients.
    MEASURED: the claim names what stands for it ("HbA1c"). SECONDARY: a later analysis of trials. UNTITLED: the text
    has no title.
    """

    NAMED = "named"
    TREATED = "treated"
    ENROLLED = "enrolled"
    AIM = "aim"
    TITLE = "title"
    TITLE_AIM = "title aim"
    TITLE_ENDPOINT = "title endpoint"
    POPULATION = "population"
    MEASURED = "measured"
    SECONDARY = "secondary"
    UNTITLED = "untitled"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One claim of a counted article, with the details of the article that totals need.

    `entered_on` is the day on which PubMed made its record, None if the record does not say. `same_as` holds the PMIDs
    that MEDLINE names as other versions of the same report, `authors` the keys of their names in order ("smith j"),
    `patients` the check tags of MeSH that say whom it is about ("Male", "Adult") and `trial_names` what its title calls
    the trial ("MERIT-HF"), `title_diseases` the diseases that the title names. `enrolled` is the number of patients
    that its abstract states, None if it states none; `reports_harm` whether it says that the drug causes something.
    `roles` are the signs of what the disease is in it; they are looked for only if the claim supports the use of what
    trials of other diseases measure.
    `route_words` has the words around each route that is tied to a drug, by where it starts.
    `traits` is what the abstract says of its patients and of how drugs were given, `sentence` the place of the claim's
    sentence and `title_end` the end of the title, as offsets of the text; () and 0 of a claim that is no study.
    """

    pmid: int
    relation: ClaimRelation
    certainty: Certainty
    design: Design
    year: int | None
    trial_ids: tuple[str, ...] = ()
    same_as: tuple[int, ...] = ()
    biomarkers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    trial_names: tuple[str, ...] = ()
    title_diseases: tuple[str, ...] = ()
    entered_on: date | None = None
    has_concern: bool = False
    enrolled: int | None = None
    reports_harm: bool = False
    roles: frozenset[Role] = frozenset()
    traits: tuple[Trait, ...] = ()
    route_words: Mapping[int, RouteWords] = field(default_factory=dict)
    sentence: tuple[int, int] = (0, 0)
    title_end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article says something: half-open code points of its text."""

    pmid: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StudiedKind:
    """A way in which studies of a use are outside a label, besides its disease.

    `studied` and `labelled` are what was studied and what the label has: "children" and "adults", "rectal" and "oral".
    `study_count` counts the independent studies that support the use and are outside, `of_count` all that support it.
    `places` has where each article says so, one place an article.
    """

    jurisdiction: str
    kind: OffLabelKind
    studied: str
    labelled: str
    study_count: int
    of_count: int
    places: tuple[Place, ...] = ()

    @property
    def how(self) -> str:
        """What was studied, in words: "studied in children", "given by the rectal route"."""
        return f"studied in {self.studied}" if self.kind is OffLabelKind.AGE else f"given by the {self.studied} route"

    def __str__(self) -> str:
        """Return it in words, as "US: age group, studied in children in 3 of 4 studies; label: adults"."""
        studies = f"{self.study_count} of {self.of_count} stud{'y' if self.of_count == 1 else 'ies'}"
        return f"{self.jurisdiction}: {self.kind.value}, {self.how} in {studies}; label: {self.labelled}"


class Basis(StrEnum):
    """What a use rests on: studies of its own, or the words of others alone; only STUDIES count as evidence."""

    STUDIES = "studies"
    SYSTEMATIC_REVIEWS = "systematic reviews only"
    REVIEWS = "reviews only"
    RECOMMENDATIONS = "recommendations only"
    NONE = "no support"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvidence:
    """Totals of one drug (or combination) and disease over counted articles; every count names its unit.

    `evidence_count` counts articles, `study_count` independent studies (one trial is one, reviews add none),
    `supporting_count` and `opposing_count` studies by what they found (a study can be both).
    `review_count` counts systematic reviews and meta-analyses that support the use, `narrative_count` other reviews
    and guidelines that do, `advising_count` articles that repeat a recommendation of it, `contrary_count` articles of
    any design that speak against it.
    `best_design` is the weightiest of the studies that found something, else of these reviews, else of all articles.
    `studies_by_year` maps a year to its number of new independent studies, `opposing_by_year` to those of them that
    oppose, `designs_by_year` a year to these studies by the design of their weightiest report, `supporting_by_design`
    the design of a supporting study (its weightiest report) to the number of such studies, `biomarkers` a CURIE to the
    number that name it. `patient_count` sums the patients of the studies whose abstracts state a number (a case report
    without one has one patient), `harm_count` counts studies that report a harm of the drug. `same_patients` maps the
    PMID of an article whose patients are likely those of a later one to the PMID of that one.
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
    opposing_by_year: dict[int, int] = field(default_factory=dict)
    designs_by_year: dict[int, dict[Design, int]] = field(default_factory=dict)
    supporting_by_design: dict[Design, int] = field(default_factory=dict)
    biomarkers: dict[str, int] = field(default_factory=dict)
    patient_count: int = 0
    harm_count: int = 0
    review_count: int = 0
    narrative_count: int = 0
    advising_count: int = 0
    contrary_count: int = 0
    same_patients: dict[int, int] = field(default_factory=dict)
    pmids: tuple[int, ...] = ()

    @property
    def basis(self) -> Basis:
        """What the use rests on: independent studies, else reviews or recommendations that nothing counted opposes.

        A study that opposes it outweighs any review; narrative reviews and recommendations give way to any article.
        """
        if self.supporting_count:
            return Basis.STUDIES
        if self.review_count and not self.opposing_count:
            return Basis.SYSTEMATIC_REVIEWS
        if self.opposing_count or self.contrary_count:
            return Basis.NONE
        if self.narrative_count:
            return Basis.REVIEWS
        return Basis.RECOMMENDATIONS if self.advising_count else Basis.NONE

    @property
    def is_studied(self) -> bool:
        """Whether an independent study supports the use."""
        return self.basis is Basis.STUDIES

    @property
    def is_supported(self) -> bool:
        """Whether an independent study supports the use, or reviews or recommendations alone."""
        return self.basis is not Basis.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A candidate off-label use: a pair whose evidence supports it and that some label does not cover.

    `rank` is the place in the list, from 1; a folded row has that of the row it is folded into.
    `score` is the chance in percent that a label of the reader's regions comes to name the use, as in the years that
    taught the model (the list has uses that no label there has first); `reasons` explains it in words. `literature`
    and `labels` are what articles and what labels add to its log-odds. `areas` are the areas of medicine of the
    disease, `folded` rows of the same use: a form of the disease or a set with the drug. `progress` says how far the
    use has come, `routing` who has to look, `changes` what happened since an earlier list; None and () where nobody
    asked. `studied_kinds` are the ways in which its studies are outside labels besides the disease. If the disease is
    on label wherever the drug is, `is_by_kind` is true, and `evidence` has only the studies that are outside.
    """

    evidence: PairEvidence
    score: float
    label_states: tuple[LabelState, ...]
    reasons: tuple[str, ...] = ()
    literature: float = 0.0
    labels: float = 0.0
    areas: tuple[str, ...] = ()
    folded: tuple["Signal", ...] = ()
    progress: Progress | None = None
    routing: Routing | None = None
    changes: tuple[Change, ...] = ()
    studied_kinds: tuple[StudiedKind, ...] = ()
    is_by_kind: bool = False
    rank: int = 0


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
    progress: Progress | None = None
    routing: Routing | None = None
    changes: tuple[Change, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The years that make up the lead, in words."""
        return (f"first studied {self.evidence.first_year}, first approved {self.first_approved.year}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A pair that would be a candidate but is a harm, an endpoint, the patients or bench work, as `reason` says."""

    evidence: PairEvidence
    label_states: tuple[LabelState, ...]
    reason: str
    progress: Progress | None = None
    routing: Routing | None = None
    changes: tuple[Change, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reason, as other entries of a list have them."""
        return (self.reason,)
