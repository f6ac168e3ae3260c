"""The ladder from bench to label: which step a use has reached, since when, and what the next one takes.

The steps, and the designs that make each, are rows of `corpora/labels/stages.tsv`; this module reads and applies them.
A row's basis says what reaches the step: "study" is a supporting article of one of the designs, "recommendation" that
or an article that says a body recommends the use, "one label" a label that covers it in a region, "all labels" that
besides no region where the drug is approved has it outside its label, "none" designs that reach no step. A design that
the table does not have, such as a new one, counts for the step that has "*".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable

from miner.errors import LexiconError, RulesError
from miner.labels.status import label_day
from miner.lexicon.tables import read_table
from miner.records import (
    STUDIED_RELATIONS,
    ClaimRelation,
    Design,
    EvidenceRow,
    LabelFact,
    LabelLevel,
    LabelState,
    Progress,
    stance_of,
)
from miner.signals.facts import is_outside

COLUMNS = ("stage", "basis", "designs", "closes", "missing")
ANY_DESIGN = "*"
NO_STAGE = "none"
_BASES = ("none", "study", "recommendation", "one label", "all labels")
PMIDS_NAMED = 3
"""PMIDs that a reason names, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row of the table. `closes`: evidence against the use closes the step; `missing`: what it takes to reach it."""

    stage: str
    basis: str
    designs: frozenset[str]
    closes: bool
    missing: str


@dataclass(frozen=True)
class Ladder:
    """The steps, lowest first; those of basis "none" are no steps and come before all others."""

    steps: tuple[Step, ...]

    def position(self, stage: str) -> int | None:
        """Return the position of a stage, from 1; None if there is none of this name."""
        return next((number for number, step in enumerate(self.climbed, start=1) if step.stage == stage), None)

    @cached_property
    def climbed(self) -> tuple[Step, ...]:
        """The steps that a use can reach."""
        return tuple(step for step in self.steps if step.basis != "none")

    def stage_at(self, step: int) -> str:
        """Return the name of a step, "none" for 0."""
        return self.climbed[step - 1].stage if step else NO_STAGE

    def of_design(self, design: str) -> int:
        """Return the position of the step of a design, 0 if it makes none; an unknown design counts as "*"."""
        return self._of_design.get(_plain(design), self._of_design[ANY_DESIGN])

    def knows(self, design: str) -> bool:
        """Return whether a step names this design."""
        return _plain(design) in self._of_design

    @cached_property
    def of_recommendation(self) -> int:
        """The position of the step that a recommendation reaches, 0 if there is none."""
        return next((n for n, step in enumerate(self.climbed, start=1) if step.basis == "recommendation"), 0)

    @cached_property
    def _of_design(self) -> dict[str, int]:
        return {design: self.position(step.stage) or 0 for step in self.steps for design in step.designs}


def load_ladder(path: Traversable) -> Ladder:
    """Return the ladder of a table.

    Raises:
        RulesError: a row does not parse, a basis is unknown, or a design is on two steps; file and line are named.
    """
    try:
        rows = list(read_table(path, COLUMNS))
    except LexiconError as error:
        raise RulesError(
            str(error).replace("compile it again", "correct it, or remove it to use the shipped table")
        ) from (error)
    steps, held = [], dict[str, str]()
    for number, (stage, basis, designs, closes, missing) in enumerate(rows, start=2):
        if basis not in _BASES:
            raise RulesError(f"{path}:{number}: basis is {basis!r}, not one of {', '.join(_BASES)}; correct it")
        if closes not in {"", "yes"}:
            raise RulesError(f"{path}:{number}: closes is {closes!r}; write yes or leave it empty")
        names = frozenset(_plain(name) for name in designs.split("|") if name)
        for name in sorted(names & held.keys()):
            raise RulesError(f"{path}:{number}: design {name!r} is already on {held[name]!r}; keep it on one step")
        held |= dict.fromkeys(names, stage)
        steps.append(Step(stage=stage, basis=basis, designs=names, closes=closes == "yes", missing=missing))
    _check_whole(path, steps)
    return Ladder(tuple(steps))


def _check_whole(path: object, steps: Sequence[Step]) -> None:
    for basis in ("study", "one label", "all labels"):
        if not any(step.basis == basis for step in steps):
            raise RulesError(
                f"{path}: no stage has the basis {basis!r}; add one, or remove the file to use the shipped"
            )
    if not any(ANY_DESIGN in step.designs for step in steps):
        raise RulesError(f"{path}: no stage has the design '*', which new designs count for; add it to one")


def studied_progress(rows: Iterable[EvidenceRow], ladder: Ladder, harms: Mapping[int, Iterable[str]]) -> Progress:
    """Return how far a use has come by its articles alone, whatever labels say.

    Args:
        rows: all evidence of the pair, whatever its relation.
        ladder: the steps.
        harms: PMID to the diseases that the article says the drug causes.
    """
    rows = list(rows)
    reached, failed = _by_step(rows, "supports", ladder), _by_step(rows, "opposes", ladder)
    step, since, basis = _best_step(reached, ladder)
    studied = [row for row in rows if row.relation in STUDIED_RELATIONS]
    harmful = {pmid: set(harms[pmid]) for pmid in _pmids(studied) if pmid in harms}
    named = sorted({disease for found in harmful.values() for disease in found})
    return Progress(
        stage=ladder.stage_at(step),
        step=step,
        since=since,
        basis=basis,
        closed=tuple(_closed(reached, failed, ladder)),
        supporting_pmids=_pmids(row for row in studied if _stance(row) == "supports"),
        opposing_pmids=_pmids(row for row in studied if _stance(row) == "opposes"),
        harm_pmids=tuple(sorted(harmful)),
        concern_pmids=_pmids(row for row in rows if row.has_concern),
        harms={disease: sum(disease in found for found in harmful.values()) for disease in named},
        warning_count=len(_pmids(row for row in rows if _warns(row))),
        guideline_count=len(_pmids(row for row in rows if _recommends(row))),
        refusal_count=len(_pmids(row for row in rows if row.relation is ClaimRelation.NOT_RECOMMENDED)),
    )


def labelled_progress(studied: Progress, states: Sequence[LabelState], ladder: Ladder) -> Progress:
    """Return how far a use has come by its articles and its labels, and what is missing for the next step."""
    step, since, basis = _labelled(states, ladder) or (studied.step, studied.since, studied.basis)
    lost = list(_lost(states, ladder))
    closed = (*studied.closed, *lost)
    above = ladder.climbed[step] if step < len(ladder.climbed) else None
    outside = [state.jurisdiction for state in states if is_outside(state)]
    missing = above.missing.format(regions=" and ".join(outside) or "more regions") if above else ""
    if above and any(each.startswith(f"{above.stage}:") for each in studied.closed):
        missing += ", against the evidence that closed this step"
    return replace(
        studied,
        stage=ladder.stage_at(step),
        step=step,
        since=since,
        basis=basis,
        next_step=above.stage if above else "",
        missing=missing,
        closed=closed,
        refusal_count=studied.refusal_count + len(lost),
    )


Reached = dict[int, list[EvidenceRow]]
"""Position of a step to the evidence that is on it."""


def _by_step(rows: Iterable[EvidenceRow], stance: str, ladder: Ladder) -> Reached:
    """Return the rows of a stance by the step of their design; a recommendation is on the step of recommendations."""
    found: Reached = {}
    for row in rows:
        if _stance(row) == stance:
            is_study = row.relation in STUDIED_RELATIONS
            step = ladder.of_design(row.design.title) if is_study else ladder.of_recommendation
            if step:
                found.setdefault(step, []).append(row)
    return found


def _labelled(states: Sequence[LabelState], ladder: Ladder) -> tuple[int, str, str] | None:
    """Return step, day and basis of a use that a label covers; None if none does.

    The day is that of the first label, or of the last one if all cover it; "" if only a later bound of it is known.
    """
    covering = [state for state in states if state.is_covered]
    if not covering:
        return None
    basis = "one label" if any(map(is_outside, states)) else "all labels"
    step = next(number for number, each in enumerate(ladder.climbed, start=1) if each.basis == basis)
    facts = sorted((state.fact for state in covering if state.fact and state.fact.since), key=_since)
    deciding = (facts[0] if basis == "one label" else facts[-1]) if facts else None
    day = deciding.entered_on if deciding else None
    words = " and ".join(f"{state.jurisdiction} {label_day(state)}".strip() for state in covering)
    return step, day.isoformat() if day else "", f"on label in {words}"


def _since(fact: LabelFact) -> date:
    return fact.since or date.max


def _best_step(reached: Reached, ladder: Ladder) -> tuple[int, str, str]:
    """Return the highest step with evidence for the use, the year of its earliest article, and which articles."""
    if not reached:
        return 0, "", "no counted article supports it"
    step = max(reached)
    rows = reached[step]
    years = [row.year for row in rows if row.year is not None]
    designs = sorted({row.design for row in rows if row.relation in STUDIED_RELATIONS}, reverse=True)
    words = [_design_words(design, ladder) for design in designs]
    if any(row.relation is ClaimRelation.RECOMMENDED for row in rows):
        words.append("recommended")
    return step, str(min(years)) if years else "", f"{', '.join(words)} ({_name(rows)})"


def _design_words(design: Design, ladder: Ladder) -> str:
    return design.title if ladder.knows(design.title) else f"design {design.title}"


def _closed(reached: Reached, failed: Reached, ladder: Ladder) -> Iterator[str]:
    """Yield the stages above all supporting studies that a trial, a review or a body speaks against.

    A recommendation is no study: it does not open again what a trial has closed.
    """
    supported = [step for step, rows in reached.items() if any(row.relation in STUDIED_RELATIONS for row in rows)]
    for step, rows in sorted(failed.items()):
        stage = ladder.climbed[step - 1]
        if stage.closes and step > max(supported, default=0):
            years = [row.year for row in rows if row.year is not None]
            year = f" {min(years)}" if years else ""
            words = "advised against" if all(_is_advice(row) for row in rows) else "no benefit"
            yield f"{stage.stage}: {words}{year} ({_name(rows)})"


def _lost(states: Iterable[LabelState], ladder: Ladder) -> Iterator[str]:
    """Yield the labels that the use has left."""
    for state in states:
        if _has_left(state):
            day = state.fact.ended_on if state.fact else None
            yield f"{ladder.climbed[-1].stage}: left the label in {state.jurisdiction}" + (f" on {day}" if day else "")


def _is_advice(row: EvidenceRow) -> bool:
    return row.relation is ClaimRelation.NOT_RECOMMENDED


def _has_left(state: LabelState) -> bool:
    fact = state.fact
    return state.level is LabelLevel.OFF and fact is not None and bool(fact.ended_on or fact.status == "withdrawn")


def _stance(row: EvidenceRow) -> str:
    return stance_of(row.relation, row.certainty)


def _warns(row: EvidenceRow) -> bool:
    warnings = {ClaimRelation.CONTRAINDICATED, ClaimRelation.CAUSES}
    return row.relation in warnings and row.certainty.has_result


def _recommends(row: EvidenceRow) -> bool:
    is_guideline = row.design is Design.GUIDELINE and row.relation in STUDIED_RELATIONS
    return _stance(row) == "supports" and (is_guideline or row.relation is ClaimRelation.RECOMMENDED)


def _pmids(rows: Iterable[EvidenceRow]) -> tuple[int, ...]:
    return tuple(sorted({row.pmid for row in rows}))


def _name(rows: Iterable[EvidenceRow]) -> str:
    pmids = _pmids(rows)
    more = f" and {len(pmids) - PMIDS_NAMED} more" if len(pmids) > PMIDS_NAMED else ""
    return f"PMID {', '.join(map(str, pmids[:PMIDS_NAMED]))}{more}"


@lru_cache(maxsize=256)
def _plain(design: str) -> str:
    """Return a design's name as it is compared: in lower case, with spaces for hyphens and underscores."""
    return re.sub(r"[-_ ]+", " ", design.strip().lower())
