"""The regulatory status of a use in a jurisdiction, in words that fit the cell of a table."""

from dataclasses import dataclass
from datetime import date

from miner.labels.any_tumour import is_for_any_tumour
from miner.records import COVERING_LEVELS, DECIDED_LEVELS, Design, LabelLevel, LabelState

DAY_WORDS = {"stated": "since", "bounded": "by", "inferred": "about"}
"""Kind of a day to the word before it: "by" means then at the latest."""
OFF_LABEL = "off label"
"""How the status of a use begins that is on no label there though its drug is."""

_PLAIN = {LabelLevel.EACH: "approved alone", LabelLevel.NOT_APPROVED: "not approved"}
"""The levels whose status has neither a day nor a study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionStatus:
    """The status of a use in a jurisdiction.

    `status` is "approved", "conditional", "withdrawn", "form approved" (only a form of the disease), "approved with
    biomarker" (any solid tumour that has it), "approved alone" (each drug of a set), "off label", "off label by age
    group" (or route, or another kind: the disease is on label), "not approved" or "unknown".
    `day_word` says what `day` is: "since", "by" (then at the latest), "about" (inferred) or "on" (withdrawn).
    `studied` is the best design of its studies where the use is off label, "" elsewhere.
    """

    jurisdiction: str
    status: str
    day_word: str = ""
    day: date | None = None
    studied: str = ""

    @property
    def when(self) -> str:
        """The day with its word, as "since 2014-03-14"; "" if no day is known."""
        return f"{self.day_word} {self.day}" if self.day else ""

    def __str__(self) -> str:
        """Return the status on one line, as "off label, under study (randomised)"."""
        studied = f", under study ({self.studied})" if self.studied else ""
        return " ".join(filter(None, (self.status, self.when))) + studied


def label_day(state: LabelState) -> str:
    """Return the day of the deciding fact with its word, as "since 2014-03-14" or "by 2014-03-14"; "" without a day."""
    fact = state.fact
    return f"{DAY_WORDS.get(fact.since_kind, 'since')} {fact.since}" if fact and fact.since else ""


def status_of(state: LabelState, best_design: Design | None = None) -> RegionStatus:
    """Return the status of a use in the jurisdiction of its label state.

    Args:
        state: the answer of the label book.
        best_design: the weightiest design of its studies, None if there is none.
    """
    studied = best_design.title if best_design is not None else ""
    fact, where = state.fact, state.jurisdiction
    word, day = (DAY_WORDS.get(fact.since_kind, "since"), fact.since) if fact else ("", None)
    if state.is_covered:
        status = "conditional" if fact and fact.status == "conditional" else "approved"
        return RegionStatus(jurisdiction=where, status=status, day_word=word, day=day)
    if state.level is LabelLevel.BROADER:
        part = "approved with biomarker" if fact and is_for_any_tumour(fact) else "form approved"
        return RegionStatus(jurisdiction=where, status=part, day_word=word, day=day)
    if state.level is LabelLevel.OFF and fact and (fact.ended_on or fact.status == "withdrawn"):
        return RegionStatus(jurisdiction=where, status="withdrawn", day_word="on", day=fact.ended_on, studied=studied)
    if state.level in _PLAIN:
        return RegionStatus(jurisdiction=where, status=_PLAIN[state.level])
    if state.level in DECIDED_LEVELS:
        kinds = " and ".join(kind.value for kind in state.kinds_beyond_disease)
        by = f" by {kinds}" if kinds and state.level in COVERING_LEVELS else ""
        return RegionStatus(jurisdiction=where, status=f"{OFF_LABEL}{by}", studied=studied)
    return RegionStatus(jurisdiction=where, status="unknown")
