"""PMDA's list of approvals since April 2004 as rows in its printed order; merged cells are filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from miner.errors import LabelError
from miner.labels.sources.days import EARLIEST, parse_day
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.spellings import find_spelling, segments, without_sugar
from miner.lexicon.build.tables import Row, read_rows

PMDA_LIST = "labels/pmda_approvals.csv.gz"
PMDA_PAGE = "https://www.pmda.go.jp/english/review-services/reviews/approved-information/drugs/0002.html"
SOURCE = "pmda_approvals"
LIST_FROM = date(2004, 4, 1)
LIST_TO = date(2024, 3, 31)
"""The first and last day that the list covers."""
_BRACKETS = str.maketrans({"Ტ": "(", "Უ": ")", "\u1cfd": "/", "\uff08": "(", "\uff09": ")", "\u3000": " "})
"""Characters that the conversion of the printed list left for brackets and slashes."""
_NOTE = re.compile(
    r"\([^()]*(?:genetic|recomb|former|JP\b)[^()]*\)?|\[[^\[\]]*(?:biosimilar|genetic|JP\b)[^\[\]]*\]?", re.IGNORECASE
)
_HEADING = re.compile(r"<[^<>]*>")
_BROKEN = re.compile(
    r"(?<=Otera) (?=cil )|(?<=ethinylestra) (?=diol)|(?<=Ethinylestrad) (?=iol)|(?<=Propitocain) (?=e)"
)
"""Words that the printed list breaks at the end of a line."""
_NUMBERS = re.compile(r"(?:(?:^|(?<=\s))(?:\(\d+\)|\[\d+\]|\d+\)|\d+:):?\s*-?\s*)+")
_COMBINED = re.compile(r"combination (?:prescription )?drug|combined vaccine|fixed[- ]dose", re.IGNORECASE)
_COMBINED_BRAND = re.compile(r"\bCombination\b|^\S+ Pack\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class PmdaRow:
    """One row of the list: the products that were approved on one day with one wording.

    Args:
        number: position in the printed list, from 0.
        kind: "approval" of new products, "change" of approved ones, or "".
        product_count: how many products the row approves or changes.
        substances: as printed, with line breaks.
    """

    number: int
    day: date
    brand: str
    kind: str
    product_count: int
    substances: str
    text: str


def pmda_rows(data: Path, names: DrugNames) -> Iterator[PmdaRow]:
    """Yield the rows that have a day, a substance and a wording; rows left out are counted in `names`.

    A row without wording (or with a heading only) or without day has those of the row above it: the printed list merges
    such cells.

    Raises:
        LabelError: a day is impossible; file and row are named.
        SourceError: the list is damaged.
    """
    path = data / PMDA_LIST
    rows = sorted(read_rows(path), key=lambda row: int(next(iter(row.values()))))
    day, text = "", ""
    for row in rows:
        number = int(next(iter(row.values())))
        is_continued = not _HEADING.sub("", row["Indications"]).strip() and row["Approval Date"].strip() in {"", day}
        day = row["Approval Date"].strip() or day
        text = text if is_continued else row["Indications"].strip()
        if found := _row((path, number), row, day, text, names):
            yield found


def _row(place: tuple[Path, int], row: Row, day: str, text: str, names: DrugNames) -> PmdaRow | None:
    substances = row["Active Ingredient (underlined: new active ingredient)"].translate(_BRACKETS).strip()
    if not substances or not text or not day:
        names.drop(SOURCE, "no substance, wording or day (continued line, mixture)")
        return None
    approved = parse_day(day)
    if approved is None:
        names.drop(SOURCE, "day unreadable")
        return None
    if not EARLIEST < LIST_FROM <= approved <= LIST_TO:
        raise LabelError(f"{place[0]}: row {place[1]}: {day!r} is outside {LIST_FROM} to {LIST_TO}; correct the table")
    kinds = row["New Approval/Partial Change"].lower().split()
    return PmdaRow(
        number=place[1],
        day=approved,
        brand=" ".join(row["Brand Name (Applicant Company)"].translate(_BRACKETS).split()),
        kind="approval" if "approval" in kinds else "change" if kinds else "",
        product_count=sum(kind in {"approval", "change", "partial"} for kind in kinds),
        substances=substances,
        text=text.translate(_BRACKETS),
    )


def drug_sets_of(row: PmdaRow, names: DrugNames) -> tuple[tuple[str, ...], ...]:
    """Return the drug sets that a row is about; () if one is unknown, counted in `names`.

    Lines and numbered items are ingredients of one product if the row has one product or speaks of a combination,
    else each is a product of its own ("(1) omeprazole (2) clarithromycin").
    """
    lines = [" ".join(line.split()) for line in _NOTE.sub(" ", row.substances).split("\n")]
    whole = _BROKEN.sub("", " ".join(filter(None, lines)))
    items = [item.strip(" ,;-") for item in _NUMBERS.split(whole)]
    numbered = [item for item in items if item and item != "Except"]
    if len(numbered) < 2 and (drugs := find_spelling(whole, names)):
        return _treatments([drugs], whole, names)
    parts = numbered if len(numbered) > 1 else [line for line in lines if line]
    found_parts = [segments(part, names) for part in parts]
    sets = [drugs for found in found_parts for drugs in found] if all(found_parts) else segments(whole, names)
    if is_one_product(row):
        sets = [tuple(sorted({drug for drugs in sets for drug in drugs}))] if all(sets) else []
    return _treatments(sets, whole, names)


def is_one_product(row: PmdaRow) -> bool:
    """Return whether the substances of a row are ingredients of one product, in one or more strengths."""
    brand = next((word for word in row.brand.split() if word[:1].isalpha()), "")
    is_one_brand = bool(brand) and row.brand.split().count(brand) >= row.product_count
    return is_one_brand or bool(_COMBINED.search(row.text) or _COMBINED_BRAND.search(row.brand))


def _treatments(sets: list[tuple[str, ...]], printed: str, names: DrugNames) -> tuple[tuple[str, ...], ...]:
    """Return the distinct sets that are treatments; the row is counted under the printed name if no drug is known."""
    known = {without_sugar(drugs) for drugs in sets if drugs}
    if not known:
        names.resolve(SOURCE, printed)
        return ()
    return tuple(sorted(drugs for drugs in known if names.treatment(SOURCE, drugs)))
