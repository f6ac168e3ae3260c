"""When drugs came to the Japanese market: the wordings of PMDA's list, which begins in April 2004."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from miner.labels.sightings import MarketDays
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.jp_list import PMDA_PAGE, SOURCE, PmdaRow, drug_sets_of, pmda_rows

_COUNTED = "jp_markets"
"""Under which rows that are left out are counted: the list is read for label texts too."""
_FIRST = re.compile(r"\bnew active ingredients?\b", re.IGNORECASE)
_FIRST_COMBINATION = re.compile(r"\bnew combination drugs?\b|\bnew active ingredients?\b", re.IGNORECASE)


def jp_markets(data: Path, names: DrugNames) -> Iterator[MarketDays]:
    """Yield the market days of each drug set of PMDA's list, in the order of the drugs.

    The first approval is exact if the drug's earliest row calls it a new active ingredient, or a new combination.
    A drug that the list mentions without saying so was approved before the list begins: it has no first approval.

    Raises:
        LabelError: a day is impossible; file and row are named.
        SourceError: the list is damaged.
    """
    rows: dict[tuple[str, ...], list[PmdaRow]] = defaultdict(list)
    for row in pmda_rows(data, names, _COUNTED):
        for drugs in drug_sets_of(row, names, _COUNTED):
            rows[drugs].append(row)
    for drugs in sorted(rows):
        ordered = sorted(rows[drugs], key=lambda row: row.day)
        wording = _FIRST if len(drugs) == 1 else _FIRST_COMBINATION
        first = ordered[0].day
        is_first = any(wording.search(row.text) for row in ordered if row.day == first)
        yield MarketDays(
            drugs=drugs,
            jurisdiction="JP",
            first_approval=first if is_first else None,
            is_exact=is_first,
            source=SOURCE,
            candidate_days=tuple(sorted({row.day for row in ordered} - ({first} if is_first else set()))),
            reference=f"PMDA {first.isoformat()}",
            url=PMDA_PAGE,
        )
