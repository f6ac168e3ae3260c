"""How articles stand: when PubMed added and revised them, and what became of them since."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from miner.ledger.database import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleStanding:
    """How an article stands: when PubMed added and revised it (ISO days, "" if not known), and what became of it.

    An article whose record does not say when it was added counts as added on the first day of its year, as elsewhere.
    """

    entered_on: str
    revised_on: str
    is_retracted: bool
    has_concern: bool


class Standings(Subject):
    """How articles stand now."""

    def of(self, pmids: Iterable[int]) -> dict[int, ArticleStanding]:
        """Return how each of these articles stands now; those that the ledger no longer has are left out."""
        rows = self._connection.execute(
            "SELECT pmid, coalesce(entered_on, year || '-01-01', '') AS entered_on, revised_on, is_retracted, "
            "has_concern FROM article "
            "WHERE pmid IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(pmids))),),
        )
        return {
            row["pmid"]: ArticleStanding(
                entered_on=row["entered_on"],
                revised_on=row["revised_on"] or "",
                is_retracted=bool(row["is_retracted"]),
                has_concern=bool(row["has_concern"]),
            )
            for row in rows
        }
