"""The columns of a signal: one table that ledger, graph, exports, console and documentation follow.

A new column is one line here. The ledger stores it, the graph's Signal nodes carry it if it is a plain value, and the
CSV and the workbook show it if it has a heading.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from miner.jurisdictions import CODES, JURISDICTIONS
from miner.labels.status import RegionStatus, label_day, status_of
from miner.ledger.signals import LabelRow, SignalRow
from miner.records import (
    COVERING_LEVELS,
    Followed,
    LabelLevel,
    LabelState,
    OffLabelKind,
    SetAside,
    Signal,
    StudiedKind,
)
from miner.signals.facts import is_outside

Listed = Signal | Followed | SetAside
"""What a list has rows of."""

Value = str | int | float | None | list[Any] | dict[Any, Any]
"""The value of a column; it can be written as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalColumn:
    """A column: its name in ledger and graph, what it means, and its value for a candidate or a followed pair.

    `heading` is its title in CSV and workbook, "" if it is not shown there; `width` is in characters. A column with
    `is_node_property` false stays in ledger and exports: the graph has edges for it.
    """

    name: str
    meaning: str
    value: Callable[[Listed], Value]
    heading: str = ""
    width: int = 10
    number_format: str = ""
    is_node_property: bool = True


def state_in(signal: Listed, code: str) -> LabelState:
    """Return the label state in a jurisdiction, UNKNOWN if the signal has none."""
    for state in signal.label_states:
        if state.jurisdiction == code:
            return state
    return LabelState(jurisdiction=code, level=LabelLevel.UNKNOWN)


def kinds_in(signal: Listed, code: str) -> tuple[OffLabelKind, ...]:
    """Return the kinds of off-label use in a jurisdiction: of the use, and of some of its studies."""
    found = set(state_in(signal, code).kinds)
    found |= {each.kind for each in studied_kinds_of(signal) if each.jurisdiction == code}
    return tuple(kind for kind in OffLabelKind if kind in found)


def studied_kinds_of(signal: Listed) -> tuple[StudiedKind, ...]:
    """Return the ways in which studies of a candidate are outside labels besides the disease; () for other rows."""
    return signal.studied_kinds if isinstance(signal, Signal) else ()


def status_in(signal: Listed, code: str) -> RegionStatus:
    """Return the regulatory status of the use in a jurisdiction; off label it has the best design of the studies."""
    evidence = signal.evidence
    return status_of(state_in(signal, code), evidence.best_design if evidence.study_count else None)


def _level_in(code: str) -> Callable[[Listed], Value]:
    return lambda signal: state_in(signal, code).level.value


def score_of(signal: Listed) -> float | None:
    """Return the score of a candidate; a followed pair has none."""
    return signal.score if isinstance(signal, Signal) else None


def _progress(name: str, empty: Value) -> Callable[[Listed], Value]:
    """Return the value of a column that is a field of a row's progress."""

    def value(signal: Listed) -> Value:
        found = getattr(signal.progress, name) if signal.progress else empty
        if isinstance(found, tuple):
            return list(found)
        return dict(found) if isinstance(found, Mapping) else found

    return value


def _label_days(signal: Listed) -> Value:
    covering = [state for state in signal.label_states if state.level in COVERING_LEVELS]
    return {state.jurisdiction: day for state in covering if (day := label_day(state))}


_PROGRESS: tuple[tuple[str, str, str, int, Value, str], ...] = (
    ("stage", "stage", "Stage", 20, "", "the step from bench to label that the use has reached"),
    ("stage_step", "step", "", 6, 0, "the position of the stage, from 1"),
    ("stage_since", "since", "Stage since", 12, "", "year of the earliest article of the stage, or day of the label"),
    ("stage_basis", "basis", "Stage basis", 30, "", "what put it on the stage"),
    ("next_step", "next_step", "Next step", 20, "", "the stage above"),
    ("missing", "missing", "Missing", 36, "", "what the next step takes"),
    ("closed", "closed", "Closed stages", 30, [], "stages closed by a failed trial, advice or a lost label, and why"),
    ("guideline_count", "guideline_count", "Guidelines", 10, 0, "articles that recommend the use"),
    ("warning_count", "warning_count", "Warnings", 9, 0, "articles that say it harms in this disease or is barred"),
    (
        "refusal_count",
        "refusal_count",
        "Refusals",
        9,
        0,
        "labels that it left, and articles that name advice against it",
    ),
    (
        "harms",
        "harms",
        "",
        10,
        {},
        "diseases that articles of the use say the drug causes, and how many do",
    ),
    ("supporting_pmids", "supporting_pmids", "", 10, [], "counted articles that support the use"),
    ("opposing_pmids", "opposing_pmids", "", 10, [], "counted articles that speak against the use"),
    ("harm_pmids", "harm_pmids", "Harm PMIDs", 14, [], "articles of the use that say the drug causes a harm"),
    ("concern_pmids", "concern_pmids", "Concern PMIDs", 14, [], "counted articles under an expression of concern"),
)
"""Fields of a row's progress: column, field, heading, width, value where nothing is known, meaning."""

SIGNAL_COLUMNS = (
    SignalColumn(
        name="rank",
        meaning="place in the list, from 1; a row that is folded into another has the place of that one",
        value=lambda signal: signal.rank if isinstance(signal, Signal) else None,
    ),
    SignalColumn(
        name="basis",
        heading="Rests on",
        width=20,
        meaning="studies; or systematic reviews only, reviews only, recommendations only: no study of its own was read",
        value=lambda signal: signal.evidence.basis.value,
    ),
    SignalColumn(
        name="study_count",
        heading="Studies",
        width=8,
        meaning="independent studies: one trial is one, reviews add none, retracted articles count nothing",
        value=lambda signal: signal.evidence.study_count,
    ),
    SignalColumn(
        name="supporting_count",
        heading="Supporting",
        width=11,
        meaning="independent studies that support the use",
        value=lambda signal: signal.evidence.supporting_count,
    ),
    SignalColumn(
        name="opposing_count",
        heading="Opposing",
        meaning="independent studies that found no benefit or warn against the use",
        value=lambda signal: signal.evidence.opposing_count,
    ),
    SignalColumn(
        name="patient_count",
        heading="Patients",
        width=9,
        meaning="patients of the studies whose abstracts state a number",
        value=lambda signal: signal.evidence.patient_count,
    ),
    SignalColumn(
        name="harm_count",
        heading="With harm",
        width=10,
        meaning="independent studies of the use that report a harm of the drug",
        value=lambda signal: signal.evidence.harm_count,
    ),
    SignalColumn(
        name="evidence_count",
        heading="Articles",
        width=9,
        meaning="articles counted",
        value=lambda signal: signal.evidence.evidence_count,
    ),
    SignalColumn(
        name="best_design",
        heading="Best design",
        width=18,
        meaning="the weightiest study design",
        value=lambda signal: signal.evidence.best_design.title,
    ),
    SignalColumn(
        name="first_year",
        heading="First year",
        meaning="year of the earliest counted article",
        value=lambda signal: signal.evidence.first_year,
    ),
    SignalColumn(
        name="last_year",
        heading="Latest year",
        width=11,
        meaning="year of the latest counted article",
        value=lambda signal: signal.evidence.last_year,
    ),
    SignalColumn(
        name="studies_by_year",
        heading="Studies by year",
        width=26,
        meaning="new independent studies a year",
        value=lambda signal: {str(year): count for year, count in sorted(signal.evidence.studies_by_year.items())},
        is_node_property=False,
    ),
    SignalColumn(
        name="score",
        heading="Score",
        width=8,
        meaning="chance in percent of a label in the reader's regions within eight years; uses that one has come last",
        value=score_of,
        number_format="0.00",
    ),
    SignalColumn(
        name="literature_part",
        heading="From literature",
        meaning="what articles add to the log-odds of the score, against the average candidate",
        value=lambda signal: signal.literature if isinstance(signal, Signal) else None,
        number_format="0.00",
    ),
    SignalColumn(
        name="label_part",
        heading="From labels",
        meaning="what labels of the drug, other regions and other drugs add to the log-odds of the score",
        value=lambda signal: signal.labels if isinstance(signal, Signal) else None,
        number_format="0.00",
    ),
    SignalColumn(
        name="areas",
        heading="Areas",
        width=22,
        meaning="areas of medicine of the disease",
        value=lambda signal: list(signal.areas) if isinstance(signal, Signal) else [],
    ),
    SignalColumn(
        name="folded",
        heading="Folded",
        width=26,
        meaning="drug and disease of rows of the same use: a form of the disease, a set with the drug",
        value=lambda signal: (
            [f"{one.evidence.drug_id}|{one.evidence.disease}" for one in signal.folded]
            if isinstance(signal, Signal)
            else []
        ),
    ),
    SignalColumn(
        name="reasons",
        heading="Reasons",
        width=48,
        meaning="what made the score",
        value=lambda signal: list(signal.reasons),
        is_node_property=False,
    ),
    SignalColumn(
        name="labels",
        meaning='label state in each jurisdiction, as "US: off label"',
        value=lambda signal: [f"{code}: {state_in(signal, code).level.title}" for code in CODES],
    ),
    SignalColumn(
        name="kinds",
        heading="Off-label kinds",
        width=22,
        meaning='kinds of off-label use in each jurisdiction, of the use or of some of its studies, as "US: age group"',
        value=lambda signal: [f"{code}: {kind}" for code in CODES for kind in kinds_in(signal, code)],
    ),
    SignalColumn(
        name="studied_kinds",
        heading="Studies outside labels",
        width=48,
        meaning="how studies are outside a label besides the disease: what was studied, in how many, what it has",
        value=lambda signal: list(map(str, studied_kinds_of(signal))),
    ),
    SignalColumn(
        name="is_by_kind",
        meaning="true if the disease is on label wherever the drug is: the row has the studies that are outside alone",
        value=lambda signal: isinstance(signal, Signal) and signal.is_by_kind,
    ),
    SignalColumn(
        name="statuses",
        meaning='regulatory status in each jurisdiction, as "EU: approved since 2014-04-23"',
        value=lambda signal: [f"{code}: {status_in(signal, code)}" for code in CODES],
    ),
    *(
        SignalColumn(
            name=f"label_{jurisdiction.code.lower()}",
            meaning=f"code of the label state in {jurisdiction.name} ({jurisdiction.agency})",
            value=_level_in(jurisdiction.code),
        )
        for jurisdiction in JURISDICTIONS
    ),
    SignalColumn(
        name="biomarkers",
        meaning="biomarker identifier to the independent studies that name it",
        value=lambda signal: dict(signal.evidence.biomarkers),
        is_node_property=False,
    ),
    SignalColumn(
        name="same_patients",
        heading="Same patients",
        width=26,
        meaning='articles that likely report the same patients as a later one, counted once: "PMID 1 as PMID 2"',
        value=lambda signal: [f"PMID {one} as PMID {of}" for one, of in signal.evidence.same_patients.items()],
    ),
    *(
        SignalColumn(
            name=name,
            heading=heading,
            width=width,
            meaning=meaning,
            value=_progress(field_name, empty),
            is_node_property=not name.endswith("_pmids") and name != "harms",
        )
        for name, field_name, heading, width, empty, meaning in _PROGRESS
    ),
    SignalColumn(
        name="tier",
        heading="Tier",
        width=6,
        meaning="A to D: who has to look, by the rules of tiers.toml",
        value=lambda signal: signal.routing.tier if signal.routing else "",
    ),
    SignalColumn(
        name="tier_reason",
        heading="Tier reason",
        width=36,
        meaning="the rule that put it into the tier",
        value=lambda signal: signal.routing.reason if signal.routing else "",
    ),
    SignalColumn(
        name="who",
        heading="Who has to look",
        width=30,
        meaning="who has to look at the row, and how many of them must agree",
        value=lambda signal: f"{signal.routing.who}; {signal.routing.agree_count} must agree" if signal.routing else "",
    ),
    SignalColumn(
        name="label_days",
        meaning='jurisdiction to the day of the label that covers the use there, as "since 2014-04-23"',
        value=_label_days,
        is_node_property=False,
    ),
    SignalColumn(
        name="outside",
        meaning="jurisdictions in which the use is outside the label of an approved drug",
        value=lambda signal: [state.jurisdiction for state in signal.label_states if is_outside(state)],
    ),
    SignalColumn(
        name="change",
        heading="Changed",
        width=36,
        meaning='what happened since the list of an earlier week, as "new: 2 studies support it"',
        value=lambda signal: [str(change) for change in signal.changes],
    ),
    SignalColumn(
        name="pmids",
        heading="PMIDs",
        width=30,
        meaning="all counted articles",
        value=lambda signal: list(signal.evidence.pmids),
        is_node_property=False,
    ),
)

NODE_PROPERTIES = {column.name: column.meaning for column in SIGNAL_COLUMNS if column.is_node_property}
"""The properties of a Signal node of the graph, with their meanings."""


def signal_row(signal: Signal) -> SignalRow:
    """Return a signal as the ledger stores it."""
    return SignalRow(
        drug_id=signal.evidence.drug_id,
        disease=signal.evidence.disease,
        properties={column.name: column.value(signal) for column in SIGNAL_COLUMNS},
        labels=tuple(
            LabelRow(
                jurisdiction=state.jurisdiction,
                level=state.level.value,
                fact_id=state.fact.fact_id if state.fact else "",
                kinds=tuple(kind.value for kind in state.kinds),
                reason=state.reason,
            )
            for state in signal.label_states
        ),
    )
