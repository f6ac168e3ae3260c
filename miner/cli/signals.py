"""Prints candidates on the terminal."""

from typing import Any

from rich.text import Text

from miner.cli.printing import print_renderable, print_rows
from miner.jobs.listing import Listing
from miner.jurisdictions import CODES
from miner.lexicon.lexicon import Lexicon
from miner.records import COVERING_LEVELS, Followed, LabelLevel, SetAside, Signal
from miner.signals.columns import SIGNAL_COLUMNS, state_in

SHORT_LEVELS = {
    LabelLevel.ON: "on",
    LabelLevel.FORM: "on",
    LabelLevel.PART: "part",
    LabelLevel.EACH: "each",
    LabelLevel.BROADER: "wide",
    LabelLevel.SIBLING: "near",
    LabelLevel.OFF: "off",
    LabelLevel.NOT_APPROVED: "-",
    LabelLevel.BETWEEN: "?",
    LabelLevel.UNKNOWN: "?",
}
LEGEND = (
    "Label: on (or a form of a labelled disease); part: symptom, complication or population of one; each: every drug "
    "of the set alone; near: sibling of one; wide: broader group that includes one; off; -: drug not approved; "
    "?: unknown; !: labelled disease, but not this age group, route or condition. For and against: independent studies."
)

BIOMARKERS_SHOWN = 2
_NAMED = ("drug", "disease", "drug_id", "disease_id")
FORMATTED_COLUMNS = ("rank", *_NAMED, *(column.name for column in SIGNAL_COLUMNS if column.name != "rank"))
"""The columns that `--format json` and `--format csv` print."""


def print_signals(listing: Listing, limit: int, output: str) -> None:
    """Print the first candidates of a day; the table adds those that a label came to cover or that are set aside."""
    evaluation, lexicon = listing.evaluation, listing.lexicon
    ranked = list(enumerate(evaluation.signals[:limit], start=1))
    if output != "table":
        print_rows([_full_row(rank, signal, lexicon) for rank, signal in ranked], FORMATTED_COLUMNS, output)
        return
    shown = f"the first {len(ranked)} below" if len(ranked) < len(evaluation.signals) else "all below"
    if not evaluation.signals:
        shown = "no drug has a supporting study outside its labels"
    print_renderable(Text(f"Off-label candidates as of {evaluation.as_of}: {len(evaluation.signals)}, {shown}"))
    if ranked:
        rows = [_short_row(rank, signal, lexicon) for rank, signal in ranked]
        print_rows(rows, list(rows[0]), output)
        print_renderable(Text(LEGEND, style="dim"))
    followed = [_followed_row(pair, lexicon) for pair in evaluation.followed[:limit]]
    _print_more("Studied before a label came to cover it", followed, len(evaluation.followed), output)
    aside = [_aside_row(pair, lexicon) for pair in evaluation.set_aside[:limit]]
    _print_more("Set aside, no use of their own", aside, len(evaluation.set_aside), output)


def _print_more(title: str, rows: list[dict[str, Any]], count: int, output: str) -> None:
    """Print how many there are, and the rows that are shown, which may be none."""
    if count:
        print_renderable(Text(f"\n{title}: {count}"))
    if rows:
        print_rows(rows, list(rows[0]), output)


def _full_row(rank: int, signal: Signal, lexicon: Lexicon) -> dict[str, Any]:
    """Return all columns of a candidate, with the names of its drug and disease."""
    drug_id, disease = signal.evidence.drug_id, signal.evidence.disease
    return {
        **{column.name: column.value(signal) for column in SIGNAL_COLUMNS},
        "rank": rank,
        "drug": lexicon.name_of(drug_id),
        "disease": lexicon.name_of(disease),
        "drug_id": drug_id,
        "disease_id": disease,
    }


def _short_row(rank: int, signal: Signal, lexicon: Lexicon) -> dict[str, Any]:
    """Return the columns of a candidate that the terminal shows."""
    evidence = signal.evidence
    biomarkers = sorted(evidence.biomarkers, key=lambda curie: (-evidence.biomarkers[curie], curie))
    return {
        "#": rank,
        "drug": lexicon.name_of(evidence.drug_id),
        "disease": lexicon.name_of(evidence.disease),
        "biomarker": ", ".join(map(lexicon.name_of, biomarkers[:BIOMARKERS_SHOWN])),
        **{code: _short_level(signal, code) for code in CODES},
        "for": evidence.supporting_count,
        "against": evidence.opposing_count,
        "design": evidence.best_design.title if evidence.is_studied else evidence.basis.value,
        "years": _years(signal),
        "score": round(signal.score, 2),
    }


def _short_level(signal: Signal, code: str) -> str:
    state = state_in(signal, code)
    return SHORT_LEVELS[state.level] + ("!" if state.kinds and state.level in COVERING_LEVELS else "")


def _followed_row(pair: Followed, lexicon: Lexicon) -> dict[str, Any]:
    approvals = {
        state.jurisdiction: str(state.fact.entered_on)
        for state in pair.label_states
        if state.fact and state.fact.entered_on and state.level in COVERING_LEVELS
    }
    return {
        "drug": lexicon.name_of(pair.evidence.drug_id),
        "disease": lexicon.name_of(pair.evidence.disease),
        "first_studied": pair.evidence.first_year,
        **{f"approved_{code}": approvals.get(code, "") for code in CODES},
        "lead_years": pair.lead_years,
    }


def _aside_row(pair: SetAside, lexicon: Lexicon) -> dict[str, Any]:
    return {
        "drug": lexicon.name_of(pair.evidence.drug_id),
        "disease": lexicon.name_of(pair.evidence.disease),
        "for": pair.evidence.supporting_count,
        "reason": pair.reason,
    }


def _years(signal: Signal) -> str:
    first, last = signal.evidence.first_year, signal.evidence.last_year
    return str(first or "") if first == last else f"{first}-{last}"
