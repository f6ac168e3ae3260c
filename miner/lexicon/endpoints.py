"""Diseases, beside the symptoms, that trials of other diseases measure or whose patients they take in: a table by hand.

`finding`: what one measures and no trial is for ("inflammation", "fibrosis scores"). `disorder`: a disease whose name
also means a scale or a sign of others ("depressive symptoms", "arthritis" in lupus). `population`: a disease that the
patients of other trials have ("obese", "diabetics"); `measures` are what stands for it, if it is treated for itself.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from miner.errors import LexiconError
from miner.lexicon.tables import read_table, table_place

ENDPOINT_COLUMNS = ("disease", "name", "kind", "measures")
ENDPOINT_TABLE = "endpoints.tsv"


class EndpointKind(StrEnum):
    """What a disease can be in a trial of another one."""

    FINDING = "finding"
    DISORDER = "disorder"
    POPULATION = "population"


class Endpoint(NamedTuple):
    """A row of the table: the kind, and a pattern of the measures that stand for the disease; None without any."""

    kind: EndpointKind
    measures: re.Pattern[str] | None


@lru_cache(maxsize=1)
def read_endpoints() -> dict[str, Endpoint]:
    """Return the shipped table endpoints.tsv by disease.

    Raises:
        LexiconError: the table is missing or malformed.
    """
    found = {}
    for disease, _, kind, measures in read_table(table_place(None) / ENDPOINT_TABLE, ENDPOINT_COLUMNS):
        if kind not in set(EndpointKind):
            raise LexiconError(f"{ENDPOINT_TABLE}: {disease} has the kind {kind!r}; kinds: {', '.join(EndpointKind)}")
        found[disease] = Endpoint(EndpointKind(kind), re.compile(measures, re.IGNORECASE) if measures else None)
    return found
