"""Which kinds of off-label use a claim is about in each jurisdiction, by the traits of its study and the label book."""

from collections.abc import Iterable
from datetime import date

from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.reading.populations.uses import use_of
from miner.records import Claim, LabelState, Trait


def kinds_of_claim(book: LabelBook, claim: Claim, traits: Iterable[Trait], day: date) -> tuple[LabelState, ...]:
    """Return the state of a claim's use in every jurisdiction on a day, in the order of `JURISDICTIONS`.

    `kinds` of each state tell in which of the five ways the use is off label there: indication, age group, route, dose
    or regimen, disease condition. No label table has doses; a regimen is another where a label names the drugs that
    must go with it and the study gave others.

    Args:
        book: the label book.
        claim: the claim.
        traits: the traits that hold for it, as `traits_of_claim` returns them.
        day: the day of the labels.
    """
    use = use_of(claim, traits)
    return tuple(book.state(use, code, day) for code in CODES)
