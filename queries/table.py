"""Rows as CSV or JSON, dates as ISO 8601. Nothing here knows where the rows come from."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LIST_SEPARATOR = "; "


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Return the rows as CSV with a header, in the order of `columns`; a missing or null value is an empty cell.

    Lists are joined with "; ". Text that a spreadsheet would run as a formula gets a leading apostrophe
    (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay numbers. Carriage returns within text become
    line feeds.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def to_json(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the rows as a JSON array with one object per line, keys in row order, without a final line end.

    Raises:
        ValueError: a number is not finite, which JSON cannot express.
    """
    lines = [_json(dict(row)) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _cell(value: object) -> object:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    text = _LIST_SEPARATOR.join(map(_text, value)) if isinstance(value, list | tuple) else _text(value)
    safe = f"'{text}" if text.startswith(_FORMULA_STARTS) else text
    # The csv module does not quote a lone carriage return here; a reader would begin a row, or a formula, after it.
    return safe.replace("\r\n", "\n").replace("\r", "\n")


def _text(value: object) -> str:
    return value if isinstance(value, str) else _json(value).strip('"')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"A table cannot hold {value!r}, a {type(value).__name__}; convert it first")
