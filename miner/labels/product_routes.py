"""By which routes a drug has products at all: a route that no product is for is new, whatever label facts leave out."""

import importlib.resources
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from miner.labels.moieties import load_moieties
from miner.lexicon.tables import read_table

ROUTE_COLUMNS = ("drug", "routes")
JURISDICTION = "US"
"""The only region of which an open source lists the routes of all products."""

_COVERED_BY: Mapping[str, frozenset[str]] = {
    "intravenous": frozenset({"injection"}),
    "subcutaneous": frozenset({"injection"}),
    "intramuscular": frozenset({"injection"}),
    "injection": frozenset({"intravenous", "intramuscular", "subcutaneous"}),
    "epidural": frozenset({"injection", "intrathecal"}),
    "intrathecal": frozenset({"epidural"}),
    "intra-articular": frozenset({"injection"}),
    "intralesional": frozenset({"injection", "intradermal"}),
    "local infiltration": frozenset({"injection"}),
    "intradermal": frozenset({"injection"}),
    "intravitreal": frozenset({"ophthalmic"}),
    "intraocular": frozenset({"ophthalmic"}),
    "intranasal": frozenset({"nasal"}),
    "inhaled": frozenset({"inhalation"}),
    "cutaneous": frozenset({"topical", "transdermal"}),
    "transdermal": frozenset({"topical"}),
    "topical": frozenset({"transdermal", "ophthalmic", "otic", "nasal", "dental", "vaginal", "rectal", "inhalation"}),
    "sublingual": frozenset({"buccal", "transmucosal"}),
    "buccal": frozenset({"sublingual", "transmucosal"}),
    "oral": frozenset({"transmucosal", "buccal", "sublingual"}),
}
"""A route as papers call it to what else products may call it, or may mean by it; in doubt a route is no new one."""

_INTO_THE_EYE = frozenset({"intravitreal", "intraocular", "ophthalmic"})


@lru_cache(maxsize=1)
def load_product_routes() -> Mapping[str, frozenset[str]]:
    """Return the routes of American products of each drug, under its identifier and that of its moiety.

    Raises:
        LexiconError: the shipped table is missing or a row does not parse.
    """
    moieties = load_moieties()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for drug, routes in read_table(importlib.resources.files("corpora") / "labels" / "us_routes.tsv", ROUTE_COLUMNS):
        for each in {drug, moieties.get(drug, drug)}:
            found[each].update(routes.split("|"))
    return {drug: frozenset(routes) for drug, routes in found.items()}


def is_new_route(stated: str, known: Iterable[str]) -> bool:
    """Return whether a route is none of those known, nor one that they may mean; nothing is new where none is known."""
    known = frozenset(known)
    if stated in _INTO_THE_EYE and "injection" in known and not known & _COVERED_BY["injection"]:
        return False  # of many drugs for the eye Drugs@FDA prints no more than "injection"
    return bool(stated and known) and stated not in known and not (_COVERED_BY.get(stated, frozenset()) & known)
