"""Articles that say a use is approved, or is not, where our label book says otherwise."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.identifiers import ingredients_of
from miner.config import Settings
from miner.jobs.listing import load_book
from miner.labels.contradictions import Agreement, Comparison, LabelStatement, compare_statement
from miner.labels.status import status_of
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import LABEL_RELATIONS, ClaimRelation, LabelState, Statement, Use

CONTRADICTION_COLUMNS = (
    "pmid", "day", "drug", "drug_id", "disease", "disease_id", "says", "book", "why", "sentence", "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradictions:
    """The statements that differ, with the columns of `CONTRADICTION_COLUMNS`, and how many of each kind there are."""

    rows: tuple[dict[str, Any], ...]
    counts: Counter[Agreement]


def find_contradictions(settings: Settings, today: date) -> Contradictions:
    """Return the statements of the settings' ledger that differ from the label book; retracted articles are left out.

    Each statement of an article counts once for a region that it names.

    Raises:
        LedgerError: the ledger cannot be opened.
        LexiconError: a table of the lexicon is missing or a row does not parse.
        LabelError: a table of the labels is missing or a row does not parse.
    """
    lexicon = Lexicon.load(settings.lexicon_folder)
    book, _ = load_book(settings, lexicon)
    rows, counts = [], Counter[Agreement]()
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        for claim in _statements(ledger):
            said = LabelStatement(
                use=Use(drugs=ingredients_of(claim["drug_id"]), disease=claim["disease"]),
                relation=ClaimRelation(claim["relation"]),
                statement=Statement(by=claim["stated_by"], year=claim["stated_year"]),
                known_on=_known_on(claim, today),
            )
            for comparison in compare_statement(book, said, today):
                counts[comparison.agreement] += 1
                if comparison.agreement is Agreement.DIFFERS:
                    rows.append(_row(claim, said, comparison, lexicon))
    rows.sort(key=lambda row: (row["drug"].lower(), row["disease"].lower(), row["day"], row["pmid"]))
    return Contradictions(rows=tuple(rows), counts=counts)


def _statements(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Yield the first claim of each statement of an article about a label."""
    seen = set()
    for claim in ledger.evidence.claims(relations=LABEL_RELATIONS):
        key = tuple(claim[name] for name in ("pmid", "drug_id", "disease", "relation", "stated_by", "stated_year"))
        if not claim["is_retracted"] and key not in seen:
            seen.add(key)
            yield claim


def _known_on(claim: dict[str, Any], today: date) -> date:
    """Return the day on which the article became known, the end of its year if only that is known."""
    if claim["entered_on"]:
        return date.fromisoformat(claim["entered_on"])
    return min(date(claim["year"], 12, 31), today) if claim["year"] else today


def _row(claim: dict[str, Any], said: LabelStatement, comparison: Comparison, lexicon: Lexicon) -> dict[str, Any]:
    words = said.relation.value + (f" in {said.statement.by}" if said.statement.by else "")
    return {
        "pmid": claim["pmid"],
        "day": said.known_on.isoformat(),
        "drug": lexicon.name_of(claim["drug_id"]),
        "drug_id": claim["drug_id"],
        "disease": lexicon.name_of(claim["disease"]),
        "disease_id": claim["disease"],
        "says": f"{words}, {said.statement.year}" if said.statement.year else words,
        "book": "; ".join(map(_words, comparison.states)),
        "why": comparison.why,
        "sentence": claim["sentence"],
        "page": next((state.source_url for state in comparison.states if state.source_url), ""),
    }


def _words(state: LabelState) -> str:
    """Return what the book says of a region, as "US: off label (not on the label)"."""
    reason = f" ({state.reason})" if state.reason and not state.is_covered else ""
    return f"{state.jurisdiction}: {status_of(state)}{reason}"
