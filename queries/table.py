"""Rows as CSV or JSON. Dates come out as ISO 8601; nothing here knows where the rows are from."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LIST_SEPARATOR = "; "


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """The rows as CSV with a header, in the order of `columns`; a value that is missing or null is empty.

    Lists are joined with "; ". Text that a spreadsheet would run as a formula gets a leading apostrophe
    (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay numbers. Carriage returns within
    text become line feeds.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def to_json(rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as a JSON array of objects, one a line, keys in the order of the rows; no line end at the end.

    Raises:
        ValueError: a number is not finite, which JSON cannot say.
    """
    lines = [_json(dict(row)) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _cell(value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    text = _LIST_SEPARATOR.join(map(_text, value)) if isinstance(value, list | tuple) else _text(value)
    safe = f"'{text}" if text.startswith(_FORMULA_STARTS) else text
    # csv quotes no lone carriage return here, and a reader would begin a row, or a formula, behind it.
    return safe.replace("\r\n", "\n").replace("\r", "\n")


def _text(value: object) -> str:
    return value if isinstance(value, str) else _json(value).strip('"')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"A table cannot hold {value!r}, a {type(value).__name__}")
