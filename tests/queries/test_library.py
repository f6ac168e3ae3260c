"""Finding queries, checking parameters, and the contract of every .cypher file."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import queries
from graph.read_only import check_reads_only
from miner.jurisdictions import CODES
from miner.records import ClaimRelation, EffectDirection, OffLabelKind, OutcomeKind
from queries.errors import HeaderError, ParameterError, UnknownQueryError, nearest
from queries.library import Query, check_parameters, find_query, list_queries, read_query

FOLDER = Path(queries.__file__).parent
EVERY_QUERY = pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)


def test_every_cypher_file_is_a_query_of_its_name() -> None:
    names = [query.name for query in list_queries()]
    assert names == sorted(path.stem for path in FOLDER.glob("*.cypher"))
    assert len(names) >= 12
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@EVERY_QUERY
def test_documented_parameters_are_those_used(query: Query) -> None:
    used = set(re.findall(r"\$(\w+)", _code(query)))
    assert used == {parameter.name for parameter in query.parameters}


@EVERY_QUERY
def test_questions_and_columns_read_well(query: Query) -> None:
    assert re.fullmatch(r"[A-Z][^?]+\?", query.question)
    assert len(set(query.columns)) == len(query.columns)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", column) for column in query.columns)
    assert all(len(line) <= 120 for line in query.cypher.splitlines())


@EVERY_QUERY
def test_order_is_total(query: Query) -> None:
    """The last key is an identifier; that the keys together tell rows apart is for test_answers to show."""
    (order,) = re.findall(r"^ORDER BY (.+)$", query.cypher.partition("\nRETURN\n")[2], re.MULTILINE)
    assert re.search(r"(\bid|_id|year)$", order)


@EVERY_QUERY
def test_no_query_writes(query: Query) -> None:
    check_reads_only(query.cypher)


@EVERY_QUERY
def test_values_are_parameters(query: Query) -> None:
    """What stands in quotes is the vocabulary of records.py and schema.py or a separator."""
    words = {" ", "none", "withdrawn", "noisy", "population", "supports", "opposes", "comparator"}
    words |= {*ClaimRelation, *EffectDirection, *OutcomeKind}
    assert set(re.findall(r"'([^']*)'", _code(query))) <= words
    assert not re.search(r"(LIMIT|SKIP) \d", query.cypher)


def _code(query: Query) -> str:
    return "\n".join(line for line in query.cypher.splitlines() if not line.startswith("//"))


def test_a_misspelt_query_names_the_nearest() -> None:
    with pytest.raises(UnknownQueryError) as caught:
        find_query("candidats")
    assert str(caught.value) == "No query named 'candidats'; did you mean 'candidates'?"


def test_a_header_is_read_whole() -> None:
    query = read_query(
        "some-name",
        "// How many?\n"
        "// param drug: the drug, by name (drug)\n"
        "// param since: first day (date, default 2020-01-02)\n"
        "// A note.\n"
        "MATCH (d:Drug)\nRETURN\n  count(d) AS drug_count,\n  d.id AS id\nORDER BY id\n",
    )
    assert (query.question, query.columns) == ("How many?", ("drug_count", "id"))
    found = [(p.name, p.meaning, p.type, p.default) for p in query.parameters]
    assert found == [
        ("drug", "the drug, by name", "drug", None),
        ("since", "first day", "date", "2020-01-02"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the first line must be the question"),
        ("MATCH (n)\nRETURN\n  n.id AS id\nORDER BY id", "the first line must be the question"),
        ("// No question\nRETURN\n  1 AS id\nORDER BY id", "the first line must be the question"),
        (
            "// Why?\n// param limit how many (integer)\nRETURN\n  1 AS id\nORDER BY id",
            "write '// param limit",
        ),
        ("// Why?\n// param limit: how many (number)\nRETURN\n  1 AS id\nORDER BY id", "type 'number'"),
        ("// Why?\nMATCH (n)\nRETURN n.id", "no column"),
    ],
)
def test_a_malformed_header_is_refused(text: str, reason: str) -> None:
    with pytest.raises(HeaderError, match=re.escape(f"some-name.cypher: {reason}")):
        read_query("some-name", text)


def test_command_line_strings_become_their_types() -> None:
    given: dict[str, object] = {"since": "2020-01-31", "limit": " 7"}
    assert check_parameters(find_query("changed-since"), given) == {"since": date(2020, 1, 31), "limit": 7}


def test_python_values_pass_as_they_are() -> None:
    noon = datetime(2020, 1, 31, 12, tzinfo=UTC)
    assert check_parameters(find_query("changed-since"), {"since": noon}) == {
        "since": date(2020, 1, 31),
        "limit": 100,
    }


def test_the_values_of_a_parameter_are_those_of_labels_in_any_case() -> None:
    choices = {p.name: p.choices for p in find_query("candidates-in").parameters}
    assert choices["region"] == CODES
    assert choices["kind"] == tuple(kind.slug.replace("-", " ") for kind in OffLabelKind)
    assert choices["tier"] == ()
    assert check_parameters(find_query("label-of-drug"), {"drug": "x", "region": "jp"})["region"] == "JP"
    assert check_parameters(find_query("candidates-in"), {"kind": "Age-group"})["kind"] == "age group"


def test_none_takes_the_default() -> None:
    given: dict[str, object] = {"drug": "velora", "limit": None, "disease": None}
    assert check_parameters(find_query("opposing-evidence"), given) == {
        "drug": "velora",
        "disease": None,
        "limit": 100,
    }
    of_today = check_parameters(find_query("drugs-for-disease"), {"disease": "b"})
    assert of_today["on"] == datetime.now(UTC).date()


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("candidates", {"limt": 3}, "Query 'candidates' takes no parameter 'limt'; did you mean 'limit'?"),
        (
            "candidates",
            {"x": 3},
            "Query 'candidates' takes no parameter 'x'; there are: limit, minimum_studies",
        ),
        ("changed-since", {}, "Query 'changed-since' needs 'since': the first day that counts (date)"),
        (
            "changed-since",
            {"since": "2020-02-30"},
            "Query 'changed-since' takes a date as YYYY-MM-DD for 'since', not '2020-02-30'",
        ),
        (
            "candidates",
            {"limit": "many"},
            "Query 'candidates' takes a whole number, 0 or more for 'limit', not 'many'",
        ),
        (
            "candidates",
            {"limit": -1},
            "Query 'candidates' takes a whole number, 0 or more for 'limit', not -1",
        ),
        (
            "candidates",
            {"limit": True},
            "Query 'candidates' takes a whole number, 0 or more for 'limit', not True",
        ),
        (
            "candidates-in",
            {"region": "XX"},
            "Query 'candidates-in' takes one of US, EU, JP for 'region', not 'XX'",
        ),
        (
            "candidates-in",
            {"kind": "dose"},
            (
                "Query 'candidates-in' takes one of indication, age group, route, dose or regimen, disease condition "
                "for 'kind', not 'dose'"
            ),
        ),
        (
            "candidates-for-drug",
            {"drug": "  "},
            "Query 'candidates-for-drug' takes text that is not empty for 'drug', not '  '",
        ),
        (
            "candidates-for-drug",
            {"drug": 7},
            "Query 'candidates-for-drug' takes text that is not empty for 'drug', not 7",
        ),
    ],
)
def test_wrong_parameters_are_named_in_one_line(name: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        check_parameters(find_query(name), given)
    assert str(caught.value) == message


def test_only_a_slip_is_suggested() -> None:
    assert nearest("nosuchdisease", ["nose disease"]) is None
    assert nearest("propanolol", ["propranolol"]) == "propranolol"
    assert nearest("limt", ["limit"]) == "limit"
