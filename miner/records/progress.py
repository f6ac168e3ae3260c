"""How far a use has come and who has to look (Progress, Routing), and what changed since an earlier list (Change)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The step of the ladder from bench to label that a use has reached, and what speaks against it.

    `stage` is its name and `step` its position, from 1. `since` is the year of the earliest article or the day of the
    label ("2019", "2014-03-14"), "" if not known; `basis` says in words what put it there. `next_step` is the
    stage above and `missing` what it takes, "" on the last one. `closed` names stages that a failed trial, advice
    against the use or a label that dropped it has closed, with the reason.

    `harms` maps a disease that the drug is said to cause to the articles of this use that say so; `warning_count`
    counts articles that call it contraindicated or a cause of the disease itself, `guideline_count` those that
    recommend it, and `refusal_count` those that say a body advises against it, plus the labels that it has left.
    The PMIDs are those of counted articles, `concern_pmids` of those under an expression of concern.
    """

    stage: str
    step: int
    since: str = ""
    basis: str = ""
    next_step: str = ""
    missing: str = ""
    closed: tuple[str, ...] = ()
    supporting_pmids: tuple[int, ...] = ()
    opposing_pmids: tuple[int, ...] = ()
    harm_pmids: tuple[int, ...] = ()
    concern_pmids: tuple[int, ...] = ()
    harms: Mapping[str, int] = field(default_factory=dict)
    warning_count: int = 0
    guideline_count: int = 0
    refusal_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """The tier of a row, why, who has to look at it and how many of them must agree."""

    tier: str
    reason: str
    who: str
    agree_count: int


class ChangeKind(StrEnum):
    """What happened to a row since an earlier list, in the order in which a page shows it."""

    NEW = "new"
    ON_LABEL = "on label"
    OPPOSED = "new opposing evidence"
    HARM = "harm signal"
    RETRACTED = "support retracted or under concern"
    STAGE = "stage changed"
    TIER = "tier changed"
    RISEN = "risen"
    FALLEN = "fallen"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened to a row: what, and in words why.

    `is_stated` is False for a row that is gone although nothing is known to have happened to its articles or labels.
    """

    kind: ChangeKind
    drug_id: str
    disease: str
    reason: str
    is_stated: bool = True

    def __str__(self) -> str:
        """Return the change in words, as "new: 2 studies support it"."""
        return f"{self.kind.value}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListComparison:
    """How a list differs from that of an earlier week.

    `week` and `as_of` are the earlier list's, "" and None if there is none. `remade` says in words what the two lists
    were made with that differs (rules, labels, reader ...), so that a change may have no new article behind it.
    `count_before` and `count` are their candidates. `recipe` is what this list was made with.
    """

    week: str = ""
    as_of: date | None = None
    changes: tuple[Change, ...] = ()
    remade: tuple[str, ...] = ()
    count_before: int = 0
    count: int = 0
    recipe: Mapping[str, Any] = field(default_factory=dict)

    @property
    def unstated(self) -> tuple[Change, ...]:
        """The rows that are gone although nothing is known to have happened to their articles or labels."""
        return tuple(each for each in self.changes if each.kind is ChangeKind.GONE and not each.is_stated)
