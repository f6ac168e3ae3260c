"""Events of one use in several regions, counted as one: whichever regulator comes first or follows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from miner.backtest.events import Event, Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterUse:
    """A use with its events, the earliest first, by their numbers in the list of events."""

    events: tuple[int, ...]
    days: tuple[date, ...]

    def next_after(self, day: date, last: date) -> date | None:
        """Return the first event after a day and up to the last one, None if there is none."""
        return next((each for each in self.days if day < each <= last), None)


def join_uses(events: list[Event], numbers: Iterable[int], matcher: Matcher) -> list[LaterUse]:
    """Return some events joined to uses: same drugs, and a disease that is the same, a parent or a child."""
    groups: defaultdict[frozenset[str], list[list[int]]] = defaultdict(list)
    for number in sorted(numbers, key=lambda each: events[each].day):
        event = events[number]
        of_drugs = groups[matcher.moieties(event.drugs)]
        for group in of_drugs:
            known = [disease for each in group for disease in events[each].diseases]
            if any(matcher.are_kin(disease, other) for disease in event.diseases for other in known):
                group.append(number)
                break
        else:
            of_drugs.append([number])
    return [
        LaterUse(events=tuple(group), days=tuple(events[number].day for number in group))
        for of_drugs in groups.values()
        for group in of_drugs
    ]
