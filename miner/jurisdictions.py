"""The jurisdictions whose labels are known: a row here and facts in the label tables add one to each list and graph."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A regulator's region.

    `code` names it everywhere: in label facts, in the ledger, in column names.
    """

    code: str
    name: str
    agency: str


JURISDICTIONS = (
    Jurisdiction(code="US", name="United States", agency="FDA"),
    Jurisdiction(code="EU", name="European Union", agency="EMA"),
    Jurisdiction(code="JP", name="Japan", agency="PMDA"),
)
"""In the order in which lists and tables show them."""

CODES = tuple(jurisdiction.code for jurisdiction in JURISDICTIONS)
JURISDICTION_BY_CODE = {jurisdiction.code: jurisdiction for jurisdiction in JURISDICTIONS}
