"""The routes by which each drug has had a product in the United States, from Drugs@FDA and CDER's first approvals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from miner.labels.sources.us_applications import Application

_UNPRINTED = {"DRUGBANK:DB00563": "intrathecal", "DRUGBANK:DB00987": "intrathecal"}
"""Methotrexate and cytarabine: on label into the dural sac, and Drugs@FDA prints no more than "injection"."""


def us_routes(applications: Iterable[Application]) -> Iterator[tuple[str, str]]:
    """Yield each drug with its routes joined by "|", sorted; generics, and products off the market, are included.

    A product of several drugs counts for each of them. A drug with an application of which no table prints a route,
    such as one that came after the list of products, is left out: its routes are not known.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    unknown: set[str] = set()
    for application in applications:
        for drug in application.drugs:
            found[drug] |= application.routes
            if not application.routes:
                unknown.add(drug)
    for drug, routes in sorted(found.items()):
        if drug not in unknown:
            yield drug, "|".join(sorted(routes | ({_UNPRINTED[drug]} if drug in _UNPRINTED else set())))
