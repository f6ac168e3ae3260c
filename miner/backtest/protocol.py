"""The protocol of the backtest: every choice in one place."""

from dataclasses import dataclass
from datetime import date, timedelta


def new_years(first: int, last: int) -> tuple[date, ...]:
    """Return the first of January of each year from the first to the last."""
    return tuple(date(year, 1, 1) for year in range(first, last + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What is asked of the past.

    Args:
        days: the as-of days, in order.
        top: rows of the list that count.
        horizon_years: a label counts if it comes within so many years after the day.
        learnt_until: days and events before this day may teach the score; the days from it on are the test.
        indexing_lag: how long after PubMed made a record its types and headings count as known. The ledger does not
            hold the day of indexing, which mostly comes within months: a year is on the safe side.
        lead_months: the lead times whose share is reported.
        resamples: of the bootstrap over events.
        seed: of the bootstrap.
    """

    days: tuple[date, ...] = new_years(1997, 2015)
    top: int = 50
    horizon_years: int = 8
    learnt_until: date = date(2006, 1, 1)
    indexing_lag: timedelta = timedelta(days=365)
    lead_months: tuple[int, ...] = (12, 24)
    resamples: int = 2_000
    seed: int = 1999

    def ends(self, day: date) -> date:
        """Return the last day on which a label counts for an as-of day."""
        return day.replace(year=day.year + self.horizon_years)


PROTOCOL = Protocol()
"""1 January of 1997 to 2015, top 50, eight years."""
