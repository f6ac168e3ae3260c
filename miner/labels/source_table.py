"""Load the table of label sources: what each is, its day and licence, whether it ships, and what it is worth."""

import importlib.resources
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from miner.errors import LabelError, LexiconError
from miner.jurisdictions import CODES
from miner.lexicon.tables import read_table

SOURCE_COLUMNS = (
    "key", "title", "kind", "jurisdiction", "day", "licence", "use", "worth", "worth_of", "note",
)  # fmt: skip
KINDS = ("label text", "curated pair", "use code", "first-approval table", "snapshot", "reviewed row")
USES = ("ships", "measure only")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSource:
    """A source of label knowledge.

    Args:
        key: the name that facts carry.
        title: what it is.
        kind: one of `KINDS`.
        jurisdictions: whose labels it states.
        day: the day, month or year of the source: "2026-03-14", "2026-06", "2019"; "" if it has none.
        licence: under which its facts may be used.
        use: "ships" or "measure only": what is only measured against is in no shipped table.
        worth: the share of its statements that are right on the annotated sample, in [0, 1]; None if not measured.
        worth_of: how many statements of it that sample has.
        note: what it is good for, and where it errs.
    """

    key: str
    title: str
    kind: str
    jurisdictions: tuple[str, ...]
    day: str
    licence: str
    use: str
    worth: float | None = None
    worth_of: int = 0
    note: str = ""


def load_sources(folder: Path | None = None) -> tuple[LabelSource, ...]:
    """Return the sources of sources.tsv in a folder, or of the shipped table, in table order.

    Raises:
        LabelError: the table is missing or a row does not parse; file and line are named.
    """
    place = folder if folder is not None else importlib.resources.files("corpora") / "labels"
    path = place / "sources.tsv"
    try:
        rows = list(read_table(path, SOURCE_COLUMNS))
    except LexiconError as error:
        raise LabelError(f"{error}; the table of label sources is kept by hand") from error
    found: dict[str, LabelSource] = {}
    for number, row in enumerate(rows, start=2):
        source = _source(dict(zip(SOURCE_COLUMNS, row, strict=True)), f"{path}:{number}")
        if source.key in found:
            raise LabelError(f"{path}:{number}: the key {source.key!r} is there twice; remove one row")
        found[source.key] = source
    return tuple(found.values())


def _source(cell: dict[str, str], where: str) -> LabelSource:
    jurisdictions = tuple(filter(None, cell["jurisdiction"].split("|")))
    allowed = {
        "key": _KEY.fullmatch(cell["key"]) is not None,
        "title": bool(cell["title"]),
        "kind": cell["kind"] in KINDS,
        "jurisdiction": bool(jurisdictions) and set(jurisdictions) <= set(CODES),
        "day": not cell["day"] or _is_day(cell["day"]),
        "licence": bool(cell["licence"]),
        "use": cell["use"] in USES,
        "worth": not cell["worth"] or re.fullmatch(r"0(\.\d+)?|1(\.0+)?|\.\d+", cell["worth"]) is not None,
        "worth_of": re.fullmatch(r"[1-9]\d*" if cell["worth"] else "", cell["worth_of"]) is not None,
    }
    if wrong := [column for column, is_right in allowed.items() if not is_right]:
        raise LabelError(f"{where}: {wrong[0]} is {cell[wrong[0]]!r}; correct it")
    given = {column: cell[column] for column in ("key", "title", "kind", "day", "licence", "use", "note")}
    worth = float(cell["worth"]) if cell["worth"] else None
    return LabelSource(**given, jurisdictions=jurisdictions, worth=worth, worth_of=int(cell["worth_of"] or 0))


def _is_day(text: str) -> bool:
    """Return whether a text is a day, a month or a year of the calendar."""
    try:
        date.fromisoformat("-".join([*text.split("-"), "01", "01"][:3]))
    except ValueError:
        return False
    return _DAY.fullmatch(text) is not None
