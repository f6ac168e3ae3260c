"""All questions that `miner query` answers: those of the query library, from the graph, and those of `FROM_LEDGER`.

Whether a use is on label has one answer, that of the label book; the graph holds its facts but does not weigh them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.identifiers import combination_id, ingredients_of
from graph.store import BoltStore
from graph.sync import check_whole
from miner.config import Settings
from miner.jobs.listing import load_book
from miner.jurisdictions import CODES
from miner.labels.status import status_of
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelState, MentionType, Use
from queries.errors import UnknownQueryError, nearest
from queries.library import Parameter, Query, check_parameters, find_query, list_queries, run_query, unknown_names

Row = dict[str, Any]

LABEL_CHECK = Query(
    name="label-check",
    question="Is a drug on label for a disease, in each jurisdiction, on a given day?",
    parameters=(
        Parameter(name="drug", meaning="the drug or combination, by identifier or any of its names", type="drug"),
        Parameter(name="disease", meaning="the disease, by identifier or any of its names", type="disease"),
        Parameter(name="on", meaning="the day whose labels count", type="date", default="today"),
    ),
    columns=(
        "jurisdiction", "level", "level_in_words", "kind", "status", "since", "since_kind", "ended_on", "fact",
        "labelled_disease", "labelled_disease_id", "on_label", "source", "source_url", "reason", "drug_id",
        "disease_id",
    ),
    cypher="",
)  # fmt: skip


NEW_SINCE = Query(
    name="new-since",
    question="What is new, dropped or different in the list since a snapshot, and why?",
    parameters=(
        Parameter(
            name="since",
            meaning="the snapshot to compare with: a week such as 2026-W47, or a day; the latest of an earlier week",
            type="text",
            default="none",
        ),
        Parameter(
            name="until",
            meaning="a later snapshot, as a week or a day; without it, the list of the day `on`",
            type="text",
            default="none",
        ),
        Parameter(name="on", meaning="the day of the list that is compared", type="date", default="today"),
        Parameter(name="kind", meaning="a kind of change, such as gone", type="text", default="none"),
    ),
    columns=("change", "rank", "drug", "disease", "why", "drug_id", "disease_id"),
    cypher="",
)

LABEL_FOLLOWED = Query(
    name="label-followed",
    question="Which uses came onto a label after they were studied, and how long before?",
    parameters=(
        Parameter(name="on", meaning="the day whose literature and labels count", type="date", default="today"),
        Parameter(name="minimum_years", meaning="shortest lead in years", type="integer", default="1"),
        Parameter(name="limit", meaning="how many rows", type="integer", default="100"),
    ),
    columns=(
        "drug", "disease", "first_year", "first_listed", "first_approved", "regions", "lead_years", "lead_days",
        "supporting_count", "drug_id", "disease_id",
    ),
    cypher="",
)  # fmt: skip

FROM_LEDGER = {query.name: query for query in (LABEL_CHECK, LABEL_FOLLOWED, NEW_SINCE)}
"""Questions that ledger and label book answer; the graph is not needed."""


def list_questions() -> list[Query]:
    """Return all questions, sorted by name."""
    return sorted([*list_queries(), *FROM_LEDGER.values()], key=lambda query: query.name)


def find_question(name: str) -> Query:
    """Return the question of this name.

    Raises:
        queries.errors.UnknownQueryError: no question has this name; the message suggests the nearest.
    """
    if name in FROM_LEDGER:
        return FROM_LEDGER[name]
    known = [query.name for query in list_questions()]
    if name not in known:
        raise UnknownQueryError(name, known)
    return find_query(name)


def ask(store: BoltStore, name: str, given: Mapping[str, object]) -> tuple[list[Row], list[str]]:
    """Return the rows of a question to the graph and, if there are none, why: unknown names or an empty graph.

    Raises:
        queries.errors.QueryError: no question has this name, or a parameter is unknown, missing or of another type.
        graph.errors.GraphDamagedError: the graph has lost what the last sync left there.
    """
    query = find_question(name)
    rows = run_query(store, query.name, **given)
    return rows, [] if rows else _explain_no_rows(store, unknown_names(store, query.name, **given))


def check_label(settings: Settings, **given: object) -> tuple[list[Row], list[str]]:
    """Return a row for each jurisdiction, and a line for each name that the lexicon does not have.

    A name with several meanings has rows for each of them.

    Args:
        settings: where lexicon and label book are.
        given: the parameters of `LABEL_CHECK`, as command-line strings or as values.

    Raises:
        queries.errors.ParameterError: a parameter is unknown, missing or of another type.
        MinerError: lexicon or label book cannot be loaded.
    """
    values = check_parameters(LABEL_CHECK, given)
    lexicon = Lexicon.load(settings.lexicon_folder)
    drugs, diseases = _drugs_named(lexicon, values["drug"]), _named(lexicon, values["disease"], MentionType.DISEASE)
    problems = [] if drugs else [_unknown(lexicon, values["drug"], MentionType.DRUG)]
    problems += [] if diseases else [_unknown(lexicon, values["disease"], MentionType.DISEASE)]
    if problems:
        return [], problems
    book, _ = load_book(settings, lexicon)
    day: date = values["on"]
    uses = [Use(drugs=drug, disease=disease) for drug in drugs for disease in diseases]
    return [_row(use, book.state(use, code, day), lexicon) for code in CODES for use in uses], []


def _row(use: Use, state: LabelState, lexicon: Lexicon) -> Row:
    fact = state.fact
    cells = {
        "jurisdiction": state.jurisdiction,
        "level": state.level.value,
        "level_in_words": state.level.title,
        "kind": [kind.value for kind in state.kinds],
        "status": status_of(state).status,
        "since": fact.since if fact else None,
        "since_kind": (fact.since_kind or None) if fact else None,
        "ended_on": fact.ended_on if fact else None,
        "fact": fact.fact_id if fact else None,
        "labelled_disease": lexicon.name_of(fact.disease) if fact else None,
        "labelled_disease_id": fact.disease if fact else None,
        "on_label": [lexicon.name_of(disease) for disease in state.labelled],
        "source": list(fact.sources) if fact else [],
        "source_url": state.source_url or None,
        "reason": state.reason,
        "drug_id": combination_id(use.drugs),
        "disease_id": use.disease,
    }
    return {column: cells[column] for column in LABEL_CHECK.columns}


def _drugs_named(lexicon: Lexicon, value: str) -> list[tuple[str, ...]]:
    """Return the sets of drugs that an identifier or names joined by " + " stand for; empty if one is not known."""
    whole = _named(lexicon, value, MentionType.DRUG)
    found: list[tuple[str, ...]] = [(drug,) for drug in whole] or [()]
    for part in () if whole else ingredients_of(value):
        named = _named(lexicon, part.strip(), MentionType.DRUG)
        found = [tuple(sorted({*others, drug})) for others in found for drug in named]
    return found


def _named(lexicon: Lexicon, value: str, kind: MentionType) -> list[str]:
    """Return the identifiers that an identifier or a name stands for; preferred names come before all others."""
    if value in lexicon:
        return [value]
    found = lexicon.lookup(value, kind)
    preferred = [candidate.curie for candidate in found if candidate.kind == "name"]
    return preferred or [candidate.curie for candidate in found]


def _unknown(lexicon: Lexicon, value: str, kind: MentionType) -> str:
    near = nearest(value.lower(), _names_like(lexicon, value, kind))
    return f"No {kind.value} '{value}' in the lexicon; " + (f"did you mean '{near}'?" if near else "check the spelling")


def _names_like(lexicon: Lexicon, value: str, kind: MentionType) -> Iterable[str]:
    """Return the names of this kind with the same first two letters; comparing with all would take seconds."""
    start = value[:2].lower()
    return {row.name.lower() for row in lexicon.name_rows(kind) if row.name[:2].lower() == start}


def _explain_no_rows(store: BoltStore, unknown: list[str]) -> list[str]:
    """Return why there are no rows: unknown names or an empty graph; empty if the answer really is empty.

    Raises:
        GraphDamagedError: the graph has lost what the last sync left there.
    """
    check_whole(store)
    if store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN n.id AS id LIMIT 1"):
        return unknown
    return ["The graph is empty: `miner run FILE.xml.gz` reads articles, `miner graph sync` loads what was read"]
