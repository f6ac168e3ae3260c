"""Compare a list of uses with the labels: one answer per row and jurisdiction, in the order of the list."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from miner.config import Settings
from miner.jobs.label_book import OpenBook, keep_unknown, open_book
from miner.labels.catalogue import is_same_dose
from miner.labels.listed import ListedUse, read_list
from miner.labels.names import Named
from miner.records import COVERING_LEVELS, LabelState, OffLabelKind, Use

CHECK_COLUMNS = ("drug", "disease", "day", "jurisdiction", "level", "kind", "since", "fact", "source", "reason")
SHOWN_LABELLED = 5
"""Labelled diseases that the reason of an off-label row names, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The answers to a list.

    `rows` have the columns of `CHECK_COLUMNS`; `unknown` counts the rows of each unknown (name, type), and
    `unknown_row_count` the rows of the list that have one; `kept_in` is the file that keeps them.
    """

    rows: tuple[dict[str, Any], ...]
    use_count: int
    unknown: Counter[tuple[str, str]]
    unknown_row_count: int
    empty_count: int
    ignored_columns: tuple[str, ...]
    kept_in: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolved:
    """A row of the list with its names looked up."""

    listed: ListedUse
    drugs: Named
    disease: Named
    biomarker: Named

    @property
    def unknown(self) -> list[tuple[str, str]]:
        named = (("drug", self.drugs), ("disease", self.disease), ("biomarker", self.biomarker))
        return [(name, type_) for type_, found in named for name in found.unknown]

    @property
    def notes(self) -> list[str]:
        biomarker = f"{self.biomarker.problem} and does not count" if self.biomarker.problem else ""
        return list(filter(None, (self.drugs.note, self.disease.note, biomarker, *self.listed.notes)))


def check_list(settings: Settings, path: Path, today: date) -> CheckReport:
    """Return the answers to a list of uses; names that nobody knows are kept for the next lexicon.

    Args:
        settings: where labels, lexicon and catalogues are.
        path: the list, see `miner.labels.listed`.
        today: the day of rows without one.

    Raises:
        SourceError: the list cannot be read, or has a wrong day or jurisdiction.
        LabelError: the labels cannot be read, or the unknown names cannot be kept.
    """
    uses, table = read_list(path, today)
    book = open_book(settings)
    resolved = [_resolve(book, each) for each in uses]
    unknown = Counter(name for each in resolved for name in dict.fromkeys(each.unknown))
    return CheckReport(
        rows=tuple(row for each in resolved for row in _rows(book, each, today)),
        use_count=len(uses),
        unknown=unknown,
        unknown_row_count=sum(bool(each.unknown) for each in resolved),
        empty_count=table.empty_count,
        ignored_columns=table.ignored_columns,
        kept_in=keep_unknown(settings, path.name, unknown),
    )


def _resolve(book: OpenBook, listed: ListedUse) -> _Resolved:
    biomarker = book.names.biomarkers(listed.biomarker) if listed.biomarker else Named()
    drugs, disease = book.names.drugs(listed.drug), book.names.disease(listed.disease)
    return _Resolved(listed=listed, drugs=drugs, disease=disease, biomarker=biomarker)


def _rows(book: OpenBook, resolved: _Resolved, today: date) -> Iterator[dict[str, Any]]:
    listed = resolved.listed
    day = listed.day or today
    for jurisdiction in listed.jurisdictions:
        row = {"drug": listed.drug, "disease": listed.disease, "day": day.isoformat(), "jurisdiction": jurisdiction}
        if problems := [each.problem for each in (resolved.drugs, resolved.disease) if each.problem]:
            yield (
                row | dict.fromkeys(("level", "kind", "since", "fact", "source"), "") | {"reason": "; ".join(problems)}
            )
            continue
        use = Use(
            drugs=resolved.drugs.curies,
            disease=resolved.disease.curies[0],
            ages=listed.ages,
            line=listed.line,
            route=listed.route,
            biomarkers=resolved.biomarker.curies,
        )
        state, said = with_catalogue(book, use, book.labels.state(use, jurisdiction, day), listed.dose)
        alone = _alone(book, use, jurisdiction, day) if state.level in COVERING_LEVELS else []
        yield row | _answer(book, state, [*alone, *said, *resolved.notes])


def _alone(book: OpenBook, use: Use, jurisdiction: str, day: date) -> list[str]:
    """Return in words what the labels of a set's members say; the book's reason has it where the set is not covered."""
    if len(use.drugs) < 2:
        return []
    states = {drug: book.labels.state(replace(use, drugs=(drug,)), jurisdiction, day) for drug in use.drugs}
    return [
        "alone: " + ", ".join(f"{book.lexicon.name_of(drug)} {state.level.title}" for drug, state in states.items())
    ]


def with_catalogue(book: OpenBook, use: Use, state: LabelState, dose: str = "") -> tuple[LabelState, list[str]]:
    """Return a state with what catalogues add to it, and the entries for the use in words. The level never changes.

    A use that a label covers is off label by its dose if its own dose is one that a catalogue lists as such.

    Args:
        book: the catalogues.
        use: the use.
        state: what the label book says of it.
        dose: the dose or regimen of the use as written, "" if it is not known.
    """
    entries = book.listed(use.drugs, use.disease)
    is_dose = any(
        OffLabelKind.DOSE in each.kinds and is_same_dose(dose, each.off_label_use) for each in entries
    )  # fmt: skip
    if is_dose and state.level in COVERING_LEVELS:
        kinds = {*state.kinds, OffLabelKind.DOSE}
        state = replace(state, kinds=tuple(kind for kind in OffLabelKind if kind in kinds))
    shown = [f"catalogue ({', '.join(each.kinds) or 'no kind'}), {each.words}" for each in entries]
    return state, shown


def _answer(book: OpenBook, state: LabelState, notes: list[str]) -> dict[str, Any]:
    fact = state.fact
    labelled = [book.lexicon.name_of(disease) for disease in state.labelled]
    more = f" and {len(labelled) - SHOWN_LABELLED} more" if len(labelled) > SHOWN_LABELLED else ""
    on_label = f"on the label: {', '.join(labelled[:SHOWN_LABELLED])}{more}" if labelled else ""
    return {
        "level": state.level.value,
        "kind": "; ".join(state.kinds),
        "since": fact.since.isoformat() if fact and fact.since else "",
        "fact": fact.fact_id if fact else "",
        "source": "; ".join(filter(None, (*fact.sources, fact.source_url))) if fact else "",
        "reason": "; ".join(filter(None, (state.reason, on_label, *notes))),
    }
