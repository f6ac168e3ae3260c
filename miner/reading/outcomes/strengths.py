"""Says which percentages are strengths of preparations or shares of a sex: they are no results."""

from miner.reading.outcomes.people import STRENGTH_MAX
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.word_sets import word_set

_PLAIN = word_set(
    "plain hyperbaric isobaric heavy topical buffered viscous inhaled epidural intrathecal spinal nasal rectal"
)
_PREPARATIONS = word_set(
    "solution cream gel ointment lotion spray eye ophthalmic dextrose saline glucose suspension emulsion foam "
    "oxygen extract patch patches injection confidence ci power significance level topical aqueous w/w ethanol nacl "
    "drops"
)


_SEXES = frozenset({"men", "women", "male", "males", "female", "females", "boys", "girls", "man", "woman"})


def is_sex(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a percentage is the share of a sex: "55% men", "women (45%)"."""
    before = sentence.words(quantity.first - 2, quantity.first)
    following = sentence.words(quantity.last + 1, quantity.last + 3)
    if following[:1] == ["("]:
        at = next((at for at in range(quantity.last, quantity.last + 9) if sentence.word(at) == ")"), quantity.last)
        if sentence.word(at + 1) in {"were", "was"} and sentence.word(at + 2) in _SEXES:
            return True
    if (before[-1:] == ["("] and before[0] in _SEXES) or (before[-1:] and before[-1] in _SEXES):
        return True
    return following[:1] != [] and following[0] in _SEXES and following[-1] in {",", ";", ".", ")", "and", following[0]}


_BEFORE_STRENGTH = _PREPARATIONS - word_set("confidence ci power significance level injection patch patches dextrose")


def is_concentration(sentence: Sentence, quantity: Quantity) -> bool:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Return whether a percentage is the strength of a preparation: "0.5% epidural bupivacaine"."""
    following = sentence.word(quantity.last + 1)
    if following in _PREPARATIONS or sentence.word(quantity.first - 1) in _BEFORE_STRENGTH:
        return True
    if sentence.words(quantity.first - 2, quantity.first) in (["saline", ","], ["water", ","]):
        return True
    if (
        sentence.words(quantity.last + 1, quantity.last + 3) == [")", "of"]
        and sentence.word(quantity.last + 3) in _PREPARATIONS
    ):
        return True  # "1 mL (3.5%) of dextrose"
    if sentence.word(quantity.last + 2) in _PREPARATIONS - {"level", "eye"}:
        return True
    behind = next((other for other in sentence.quantities if other.first == quantity.last + 2), None)
    if following in _PLAIN and quantity.last + 2 < len(sentence.tokens):
        starts = {drug.start for drug in sentence.study.drugs}
        if sentence.tokens[quantity.last + 2].start in starts:
            return True
    if following == "(" and behind is not None and behind.form is Form.DOSE:
        return True
    starts = {drug.start for drug in sentence.study.drugs}
    ends = {drug.end for drug in sentence.study.drugs}
    tokens = sentence.tokens
    if quantity.last + 1 < len(tokens) and tokens[quantity.last + 1].start in starts:
        return not {"v", "vs", "versus"}.intersection(sentence.words(quantity.last + 1, quantity.last + 5))
    if quantity.first == 0 or tokens[quantity.first - 1].end not in ends:
        return False
    return quantity.value <= STRENGTH_MAX or sentence.word(quantity.first - 2) in {"of", "with", "using"}
