"""The content of a weekly list, ready to print: names, counts, label states and the sentences behind them.

`collect.py` fills these records: every name is looked up and every study counted. Nothing here opens a ledger, and
the writers of the list (`html.py`, `tables.py`) compute only layout.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from miner.labels.status import RegionStatus
from miner.records import (
    COVERING_LEVELS,
    RECOMMENDING_RELATIONS,
    STATEMENT_RELATIONS,
    Certainty,
    Change,
    ChangeKind,
    ClaimRelation,
    Design,
    Followed,
    LabelFact,
    LabelState,
    MentionType,
    PairEvidence,
    Progress,
    Routing,
    SetAside,
    Signal,
    stance_of,
)
from miner.report.citations import Citation
from miner.report.groups import group_of
from miner.report.kinds import KindNote
from miner.signals.columns import state_in, status_in

LABELLED_SHOWN = 6
"""Diseases that an off-label row shows of the label, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BiomarkerCount:
    """A biomarker and the number of independent studies of the pair that name it.

    `supporting_count` and `opposing_count` are articles with a sentence for and against the use that names it.
    """

    name: str
    study_count: int
    supporting_count: int = 0
    opposing_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """What one group of patients had: who they were, how many, and a measure with its interval (None if not stated).

    `study_count` counts independent studies, `patient_count` patients, None if no study says how many. `value`, `low`
    and `high` are in `unit` ("%", "months"); `level` is the confidence of the interval in percent.
    """

    who: str
    study_count: int
    measure: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    level: float | None = None
    patient_count: int | None = None
    pmids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A span of `EvidenceSentence.text` to highlight: 0-based, half-open code points of that sentence."""

    start: int
    end: int
    kind: MentionType


SAID_SHOWN = 4
"""Different sources of one statement that a row shows, at most."""
_SAID = {
    ClaimRelation.APPROVED: "approved",
    ClaimRelation.NOT_APPROVED: "not approved",
    ClaimRelation.RECOMMENDED: "recommended",
    ClaimRelation.NOT_RECOMMENDED: "not recommended",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What articles say that others have said of a use: `sources` as "US 2011" or "ESMO 2019", frequent ones first."""

    relation: ClaimRelation
    article_count: int
    sources: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """The sources, as "US 2011, EU and 2 more"; "" if no article names one."""
        more = len(self.sources) - SAID_SHOWN
        return ", ".join(self.sources[:SAID_SHOWN]) + (f" and {more} more" if more > 0 else "")

    @property
    def cell(self) -> str:
        """The statement in a column of its own, as "2 articles: US 2011"."""
        articles = f"{self.article_count} article{'' if self.article_count == 1 else 's'}"
        return f"{articles}: {self.by}" if self.by else articles

    def __str__(self) -> str:
        """Return the note, as "2 articles say it is approved (US 2011)" or "recommended by ESMO 2019 (1 article)"."""
        words = _SAID[self.relation]
        articles = f"{self.article_count} article{'' if self.article_count == 1 else 's'}"
        if self.by and self.relation in RECOMMENDING_RELATIONS:
            return f"{words} by {self.by} ({articles})"
        by = f" ({self.by})" if self.by else ""
        return f"{articles} {'says' if self.article_count == 1 else 'say'} it is {words}{by}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSentence:
    """A sentence that makes a claim about the pair, with its article.

    `same_patients_as` is the PMID of a later article that likely reports the same patients: both count as one study.
    `said` is who said what the sentence repeats, "" for a claim of its own; `about` names the disease if it is another
    one than the row's, as in a sentence about a harm. `highlights` may be in any order and may
    overlap: the one that starts first (then the longest) is shown.

    Raises:
        ValueError: a highlight is empty or extends beyond `text`.
    """

    pmid: int
    title: str
    journal: str
    year: int | None
    design: Design
    relation: ClaimRelation
    certainty: Certainty
    text: str
    is_retracted: bool = False
    has_concern: bool = False
    same_patients_as: int | None = None
    said: str = ""
    about: str = ""
    highlights: tuple[Highlight, ...] = ()

    def __post_init__(self) -> None:
        for highlight in self.highlights:
            if not 0 <= highlight.start < highlight.end <= len(self.text):
                raise ValueError(
                    f"PMID {self.pmid}: highlight {highlight.start}-{highlight.end} is outside the sentence "
                    f"of {len(self.text)} characters; offsets must be relative to the sentence, not to the article"
                )

    @property
    def stance(self) -> str:
        """How the sentence counts: "supports", "opposes", "stated" (by others), "other" or "retracted"."""
        if self.is_retracted:
            return "retracted"
        if self.relation in STATEMENT_RELATIONS:
            return "stated"
        return stance_of(self.relation, self.certainty) or "other"

    @property
    def group(self) -> str:
        """The group that the evidence shows it in; see `groups.py`."""
        return group_of(self.relation, self.certainty, is_retracted=self.is_retracted)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLabel:
    """The label of one jurisdiction as the list shows it.

    `labelled` are names of diseases that are on the label where the use is not, at most `LABELLED_SHOWN`, and
    `more_count` is the number of the others. `partners` are names of drugs that the deciding fact requires.
    """

    state: LabelState
    status: RegionStatus
    labelled: tuple[str, ...] = ()
    more_count: int = 0
    partners: tuple[str, ...] = ()

    @property
    def on_label(self) -> str:
        """What is on the label, as "migraine, gout and 3 more"; "" if the use itself is, or nothing is known."""
        more = f" and {self.more_count} more" if self.more_count else ""
        return ", ".join(self.labelled) + more


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """The size of a group of sentences: all sentences, shown or not, and their articles."""

    sentence_count: int
    article_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A drug (or combination) and a disease as the list shows them.

    `signal` has the counts and label states. `sentences` are in display order: the first `len(sentences)` of the
    `sentence_count` in the ledger. `said` is what articles say that others have said of the use.
    `names` has the names of the drugs and diseases that label states mention, `folded` drug and disease of the rows of
    the same use that are folded into this one, as "propranolol in infantile hemangioma". `areas` are medical areas of
    the disease, `group_counts` the sizes of the groups of sentences (see `groups.py`; one without sentences is absent),
    `citations` the articles shown, `kind_notes` how studies are outside labels besides the disease. `forest_plot` is an
    SVG of `cohorts`, "" for none.
    """

    rank: int
    drug_name: str
    disease_name: str
    signal: Signal | Followed | SetAside
    biomarkers: tuple[BiomarkerCount, ...] = ()
    sentences: tuple[EvidenceSentence, ...] = ()
    sentence_count: int = 0
    said: tuple[Said, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    folded: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    group_counts: Mapping[str, GroupCount] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    cohorts: tuple[CohortRow, ...] = ()
    forest_plot: str = ""
    kind_notes: tuple[KindNote, ...] = ()

    def region(self, code: str) -> RegionLabel:
        """Return what the list shows of the label in a jurisdiction."""
        state = state_in(self.signal, code)
        shown = state.labelled[:LABELLED_SHOWN]
        return RegionLabel(
            state=state,
            status=status_in(self.signal, code),
            labelled=tuple(self.names.get(curie, curie) for curie in shown),
            more_count=len(state.labelled) - len(shown),
            partners=tuple(self.names.get(curie, curie) for curie in state.fact.partners) if state.fact else (),
        )

    @property
    def evidence(self) -> PairEvidence:
        """The totals of the pair."""
        return self.signal.evidence

    @property
    def progress(self) -> Progress | None:
        """How far the use has come, None if the list was made without the rules."""
        return self.signal.progress

    @property
    def routing(self) -> Routing | None:
        """The tier and who has to look, None if the list was made without the rules."""
        return self.signal.routing

    @property
    def stage(self) -> str:
        """The stage that the use has reached, "" if the list was made without the rules."""
        return self.progress.stage if self.progress else ""

    @property
    def tier(self) -> str:
        """The tier of the row, "" if the list was made without the rules."""
        return self.routing.tier if self.routing else ""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What happened to the row since the list of an earlier week."""
        return self.signal.changes

    @property
    def label_states(self) -> tuple[LabelState, ...]:
        """At most one state per jurisdiction."""
        return self.signal.label_states

    @property
    def score(self) -> float | None:
        """The score by which candidates are ordered; None for a followed pair."""
        return self.signal.score if isinstance(self.signal, Signal) else None

    @property
    def first_approval(self) -> LabelFact | None:
        """The earliest approval of a stated or inferred day that covers the use, in any jurisdiction; None without."""
        dated = [
            (state.fact.entered_on, state.jurisdiction, state.fact)
            for state in self.label_states
            if state.level in COVERING_LEVELS and state.fact and state.fact.entered_on
        ]
        return min(dated, key=lambda item: item[:2])[2] if dated else None

    @property
    def lead_years(self) -> int | None:
        """Years from the first counted article to the first approval, negative if the approval came first."""
        approval = self.first_approval
        first_year = self.evidence.first_year
        if approval is None or approval.entered_on is None or first_year is None:
            return None
        return approval.entered_on.year - first_year


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChange:
    """A change with the names of its drug and disease, and the rank of its row, None for one that is not shown."""

    change: Change
    drug_name: str
    disease_name: str
    rank: int | None = None


CHANGES_SHOWN = 25
"""Changes of one kind that the page shows before a fold; the workbook has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatChanged:
    """What happened since the list of an earlier week; `week` and `as_of` are that list's, `remade` what made both."""

    week: str
    as_of: date
    changes: tuple[ListedChange, ...] = ()
    remade: tuple[str, ...] = ()
    count_before: int = 0

    @property
    def groups(self) -> tuple[tuple[ChangeKind, tuple[ListedChange, ...]], ...]:
        """The changes by kind, in the order of the page; kinds without a change are left out."""
        found = ((kind, tuple(each for each in self.changes if each.change.kind is kind)) for kind in ChangeKind)
        return tuple((kind, group) for kind, group in found if group)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyList:
    """The list of one week: candidates, pairs that were studied before a label covered them, and pairs set aside.

    `entries` are the first of `candidate_count` candidates, `followed` the first of `followed_count` pairs,
    `set_aside` the first of `set_aside_count` harms, endpoints and the like.
    `generated_from` names the versions of lexicon, model and reader. `article_count` is the number of articles in the
    ledger, `read_count` of those that name a drug and were read, `claim_count` of the claims found in them.
    `is_demonstration` adds a banner; `what_changed` is None for the first list, which has no earlier one.
    """

    title: str
    as_of: date
    generated_from: str
    article_count: int
    read_count: int
    claim_count: int
    entries: tuple[ListEntry, ...]
    followed: tuple[ListEntry, ...] = ()
    candidate_count: int = 0
    followed_count: int = 0
    set_aside: tuple[ListEntry, ...] = ()
    set_aside_count: int = 0
    score_meaning: str = (
        "The score orders the list, highest first. It is no effect size and no chance that the drug works. The reasons "
        "under each row show its parts."
    )
    is_demonstration: bool = False
    what_changed: WhatChanged | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """The evidence of one pair as a page of its own: its entry, and the list that has it.

    `list_name` is "candidate", "label followed" or "set aside", `list_count` the number of rows of that list.
    """

    list_name: str
    list_count: int
    as_of: date
    generated_from: str
    entry: ListEntry
    is_demonstration: bool = False
