"""The jurisdictions whose labels are known: a row here and facts in the label tables add one to each list and graph.

The lexicon needs no change: a drug counts as approved where a label fact of it says so, or its table of drugs. That
table has columns only for jurisdictions whose approvals `miner lexicon build` has a source for.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A regulator's region.

    `code` names it everywhere: in label facts, in the ledger, in column names. From `list_begins` on our sources have
    every approval of a new drug there, of older drugs they may lack one; None if they have all.
    """

    code: str
    name: str
    agency: str
    list_begins: date | None = None


JURISDICTIONS = (
    Jurisdiction(code="US", name="United States", agency="FDA"),
    Jurisdiction(code="EU", name="European Union", agency="EMA", list_begins=date(2005, 11, 20)),
    Jurisdiction(code="JP", name="Japan", agency="PMDA", list_begins=date(2004, 4, 1)),
)
"""In the order in which lists and tables show them."""

CODES = tuple(jurisdiction.code for jurisdiction in JURISDICTIONS)
JURISDICTION_BY_CODE = {jurisdiction.code: jurisdiction for jurisdiction in JURISDICTIONS}
