"""The query library: each .cypher file next to this module answers one question.

The file name, in kebab-case, is the name of the query and its argument on the command line. A file begins:

    // Which off-label uses are the strongest candidates overall?
    // param limit: how many rows (integer, default 20)

The first line is the question. A `// param name: meaning (type)` line documents one parameter, and
`(type, default VALUE)` makes it optional; VALUE may be `none` or, for a date, `today`. `(text, one of A|B)` names the
only values of a text, in lower or upper case and with "-" for a space; a default comes behind it. Types are `text`,
`integer` (0 or more), `date` (YYYY-MM-DD), and `drug`, `disease` and `biomarker`: an identifier or any name of such a
node. Any other comment is a note. Each column of the last RETURN ends its line with `AS name`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Protocol

from queries.errors import HeaderError, ParameterError, UnknownQueryError, nearest, suggest

if TYPE_CHECKING:
    import pandas as pd

_SUFFIX = ".cypher"
_NAME_TYPES = {"drug": "Drug", "disease": "Disease", "biomarker": "Biomarker"}
_TYPES = frozenset({"text", "integer", "date", *_NAME_TYPES})
_PARAMETER_LINE = re.compile(
    r"// param (?P<name>[a-z][a-z_]*): (?P<meaning>.+) \((?P<type>[a-z]+)(?:, one of (?P<choices>[^(),]+))?"
    r"(?:, default (?P<default>[^()]+))?\)"
)
_COLUMN = re.compile(r"\bAS (\w+),?$", re.MULTILINE)


class RowStore(Protocol):
    """The part of a graph store that the library needs: Cypher in, rows out."""

    def rows(self, cypher: str, /, **params: Any) -> list[dict[str, Any]]:
        """Return the rows of a reading statement."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a query.

    `default` is as the file spells it, None if a value is required; `choices` are the only values, () for any.
    """

    name: str
    meaning: str
    type: str
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, the parameters it takes, its columns in order, and its Cypher, header included."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    cypher: str


def find_query(name: str) -> Query:
    """Return the query of this name.

    Raises:
        UnknownQueryError: no query has this name; the message suggests the nearest.
    """
    found = _library()
    if name not in found:
        raise UnknownQueryError(name, found)
    return found[name]


def list_queries() -> list[Query]:
    """Return all queries, sorted by name."""
    return list(_library().values())


def check_parameters(query: Query, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the values to run a query with: defaults filled in, command-line strings converted to their type.

    Raises:
        ParameterError: a parameter is unknown, missing or of another type.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            raise ParameterError(query.name, f"takes no parameter '{name}'; {suggest(name, known)}")
    values: dict[str, Any] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name)
        if value is None:
            if parameter.default is None:
                reason = f"needs '{parameter.name}': {parameter.meaning} ({parameter.type})"
                raise ParameterError(query.name, reason)
            value = _default(parameter)
        values[parameter.name] = None if value is None else _parse(query.name, parameter, value)
    return values


def run_query(store: RowStore, name: str, /, **params: object) -> list[dict[str, Any]]:
    """Return the rows of the query `name`, in its order; a parameter that is None takes its default.

    Raises:
        UnknownQueryError: no query has this name.
        ParameterError: a parameter is unknown, missing or of another type.
    """
    query = find_query(name)
    return store.rows(query.cypher, **check_parameters(query, params))


def query_dataframe(store: RowStore, name: str, /, **params: object) -> "pd.DataFrame":
    """Return the rows of `run_query` as a data frame, which has all columns even without rows."""
    import pandas as pd  # noqa: PLC0415 - takes half a second that only this function needs

    return pd.DataFrame(run_query(store, name, **params), columns=list(find_query(name).columns))


def unknown_names(store: RowStore, name: str, /, **params: object) -> list[str]:
    """Return one line for each given drug, disease or biomarker that is not in the graph.

    For a caller that got no rows and has to explain why: otherwise a misspelt name looks like a drug without evidence.
    """
    query = find_query(name)
    values = check_parameters(query, params)
    lines = []
    for parameter in query.parameters:
        value = values[parameter.name]
        if parameter.type in _NAME_TYPES and value is not None and not _is_known(store, parameter.type, value):
            near = nearest(value.lower(), _names_like(store, parameter.type, value))
            hint = f"; did you mean '{near}'?" if near else "; check the spelling, or read articles that name it"
            lines.append(f"No {parameter.type} '{value}' in the graph{hint}")
    return lines


@cache
def _library() -> dict[str, Query]:
    files = [entry for entry in resources.files("queries").iterdir() if entry.name.endswith(_SUFFIX)]
    texts = {entry.name.removesuffix(_SUFFIX): entry.read_text(encoding="utf-8") for entry in files}
    return {name: read_query(name, texts[name]) for name in sorted(texts)}


def read_query(name: str, text: str) -> Query:
    """Return the query that the text of a .cypher file defines.

    Raises:
        HeaderError: the file lacks its question or columns, or a parameter line does not parse.
    """
    lines = text.splitlines()
    if not lines or not re.fullmatch(r"// \S.*\?", lines[0]):
        raise HeaderError(name, "the first line must be the question, as '// …?'")
    parameters = tuple(_read_parameter(name, line) for line in lines if line.startswith("// param "))
    _, _, returned = text.rpartition("\nRETURN\n")
    columns = tuple(_COLUMN.findall(returned.partition("\nORDER BY ")[0]))
    if not columns:
        raise HeaderError(name, "no column: end each line of the last RETURN with 'AS name'")
    return Query(
        name=name,
        question=lines[0].removeprefix("// "),
        parameters=parameters,
        columns=columns,
        cypher=text,
    )


def _read_parameter(name: str, line: str) -> Parameter:
    match = _PARAMETER_LINE.fullmatch(line)
    if match is None:
        raise HeaderError(name, f"write '{line}' as '// param name: meaning (type, default VALUE)'")
    if match["type"] not in _TYPES:
        raise HeaderError(name, f"type '{match['type']}' in '{line}' is unknown; use {', '.join(sorted(_TYPES))}")
    return Parameter(
        name=match["name"],
        meaning=match["meaning"],
        type=match["type"],
        default=match["default"],
        choices=tuple((match["choices"] or "").split("|")) if match["choices"] else (),
    )


def _default(parameter: Parameter) -> object:
    if parameter.default == "none":
        return None
    if parameter.default == "today" and parameter.type == "date":
        return datetime.now(UTC).date()
    return parameter.default


def _parse(query: str, parameter: Parameter, value: object) -> object:
    expected = {"integer": "a whole number, 0 or more", "date": "a date as YYYY-MM-DD"}.get(
        parameter.type, "text that is not empty"
    )
    parsed: object = None
    if parameter.type == "integer":
        parsed = _integer(value)
    elif parameter.type == "date":
        parsed = _date(value)
    elif isinstance(value, str):
        parsed = value.strip() or None
    if parsed is not None and parameter.choices:
        parsed = {choice.casefold(): choice for choice in parameter.choices}.get(
            str(parsed).casefold().replace("-", " ")
        )
        expected = f"one of {', '.join(parameter.choices)}"
    if parsed is None:
        raise ParameterError(query, f"takes {expected} for '{parameter.name}', not {value!r}")
    return parsed


def _integer(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}", value.strip()):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def _is_known(store: RowStore, kind: str, value: str) -> bool:
    found = store.rows(
        f"MATCH (node:{_NAME_TYPES[kind]}) WHERE node.id = $value OR toLower($value) IN node.names "
        "RETURN count(node) AS found",
        value=value,
    )
    return bool(found[0]["found"])


def _names_like(store: RowStore, kind: str, value: str) -> list[str]:
    """Return the names of this kind with the first two letters of `value`; comparing with all would take seconds."""
    found = store.rows(
        f"MATCH (node:{_NAME_TYPES[kind]}) UNWIND node.names AS name "
        "WITH DISTINCT name WHERE name STARTS WITH $start RETURN name ORDER BY name",
        start=value[:2].lower(),
    )
    return [row["name"] for row in found]
