"""What a weekly list shows, ready to print: names, counts, label states and the sentences behind them.

Whoever fills these has already looked up every name and counted every study. Nothing here opens a ledger,
and what writes the list (`html.py`, `tables.py`) computes nothing but layout.
"""

from dataclasses import dataclass, field
from datetime import date

from miner.records import (
    COVERING_LEVELS,
    OPPOSING_RELATIONS,
    SUPPORTING_RELATIONS,
    ClaimRelation,
    Design,
    LabelFact,
    LabelState,
    MentionType,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BiomarkerCount:
    """A biomarker and the independent studies of the pair that name it."""

    name: str
    study_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A stretch of `EvidenceSentence.text` to mark: 0-based, half-open code points of that sentence."""

    start: int
    end: int
    kind: MentionType


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSentence:
    """A sentence that makes a claim about the pair, with its article.

    `highlights` may come in any order and may overlap: the one that begins first (then the longest) is shown.

    Raises:
        ValueError: when a highlight is empty or reaches outside `text`.
    """

    pmid: int
    title: str
    journal: str
    year: int | None
    design: Design
    relation: ClaimRelation
    certainty: str
    text: str
    is_retracted: bool = False
    has_concern: bool = False
    highlights: tuple[Highlight, ...] = ()

    def __post_init__(self) -> None:
        for highlight in self.highlights:
            if not 0 <= highlight.start < highlight.end <= len(self.text):
                raise ValueError(
                    f"PMID {self.pmid}: highlight {highlight.start}-{highlight.end} is outside the sentence "
                    f"of {len(self.text)} characters; give offsets of the sentence, not of the article"
                )

    @property
    def stance(self) -> str:
        """What the sentence does to the count: "supports", "opposes", "other" or "retracted"."""
        if self.is_retracted:
            return "retracted"
        if self.certainty == "question":
            return "other"
        if self.relation in SUPPORTING_RELATIONS:
            return "supports"
        return "opposes" if self.relation in OPPOSING_RELATIONS else "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One drug (or combination) and disease as the list shows it; the counts are those of `PairEvidence`.

    `label_states` holds at most one state per jurisdiction, `sentences` stand in reading order.
    """

    rank: int
    drug_id: str
    drug_name: str
    disease_id: str
    disease_name: str
    label_states: tuple[LabelState, ...]
    evidence_count: int
    study_count: int
    supporting_count: int
    opposing_count: int
    best_design: Design
    first_year: int | None
    last_year: int | None
    score: float
    studies_by_year: dict[int, int] = field(default_factory=dict)
    biomarkers: tuple[BiomarkerCount, ...] = ()
    reasons: tuple[str, ...] = ()
    sentences: tuple[EvidenceSentence, ...] = ()

    @property
    def first_approval(self) -> LabelFact | None:
        """The earliest dated approval that covers the use in any jurisdiction, None where there is none."""
        dated = [
            (state.fact.approved_on, state.jurisdiction, state.fact)
            for state in self.label_states
            if state.level in COVERING_LEVELS and state.fact and state.fact.approved_on
        ]
        return min(dated, key=lambda item: item[:2])[2] if dated else None

    @property
    def lead_years(self) -> int | None:
        """Years from the first counted article to the first approval; negative where that came first."""
        approval = self.first_approval
        if approval is None or approval.approved_on is None or self.first_year is None:
            return None
        return approval.approved_on.year - self.first_year


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyList:
    """The list of one week: candidates, and the pairs that were studied before a label covered them.

    `generated_from` names the versions of ledger, lexicon and model. `article_count` is all articles held,
    `read_count` those read deep, `claim_count` the claims found. `is_demonstration` puts a banner on it.
    """

    title: str
    as_of: date
    generated_from: str
    article_count: int
    read_count: int
    claim_count: int
    entries: tuple[ListEntry, ...]
    followed: tuple[ListEntry, ...] = ()
    score_meaning: str = (
        "The score only orders the list: higher first. It has no unit and is neither a probability nor an "
        "effect size. The reasons under each row say what made it."
    )
    is_demonstration: bool = False
