"""What stands around a number of people: the verb that says what was done with them, and words that decide."""

from itertools import takewhile

from miner.reading.outcomes.counts import (
    GIVEN,
)
from miner.reading.outcomes.passages import Telling
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.sentence import Sentence
from miner.reading.outcomes.splits import is_assigned
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set

ENROLLING = word_set(
    "enrolled enroled enrolment enrollment randomized randomised randomly randomization randomisation "
    "recruited included entered participated studied identified involved comprised selected registered "
    "accrued examined admitted assigned allocated reviewed investigated enrolling randomizing recruiting"
)
HAPPENED = word_set(
    "had showed achieved experienced responded developed improved relapsed recovered survived reported became "
    "remained reached progressed demonstrated exhibited required needed converted failed presented attained "
    "obtained was were did went maintained died discontinued withdrew suffered noted complained stopped "
    "dropped completed finished refused"
)
TAKEN_IN = word_set(
    "enrolled randomized randomised randomly included recruited assigned allocated treated studied evaluated "
    "entered given divided admitted eligible selected followed investigated examined registered analyzed "
    "analysed evaluable assessable identified screened reviewed invited assessed accrued available"
)
TAKING = word_set(
    "enrolled randomized randomised included recruited studied evaluated enrolling analysed analyzed investigated "
    "examined reviewed assessed followed identified recruiting including involving comprising report describe present "
    "reporting describing"
)
"""Verbs that, right before a number, say that so many were taken in."""
_ENDED = word_set(
    "discontinued withdrawn excluded lost hospitalized hospitalised cured healed improved dead alive free"
)
TOLD_MIN = 12
FEW = 5
OFTEN = word_set("frequent frequently common commonly often incidence occurred likely fewer")
LATE_BEFORE = frozenset({"in", "among", "of", "for"})
EARLY = 0.6
"""Share of an abstract within which "were" may say who was enrolled."""
VAGUE = word_set("was were had presented required received completed")
ANALYSED = word_set("evaluated evaluable assessable analyzed analysed analyzable available assessed")
_EVENT_NOUNS = word_set(
    "deaths death events event failures relapses recurrences withdrawals discontinuations responses "
    "responders crs prs remissions strokes infections fractures complications dropouts episodes cures "
    "pregnancies"
)
NO_COUNT_BEFORE = word_set(
    ": × x score scores mean of to from by >= = < > ≥ ≤ level levels week day month group visit phase grade "
    "arm stage type pasi acr asas easi "
    "cohort than cycle hour year - / or weeks days"
)


PERSONS = word_set("patients subjects participants women children")


def names_event(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a noun of events follows: "14 deaths", "12 serious adverse events"."""
    nouns = sentence.words(quantity.last + 1, quantity.last + 4)
    is_near = not {"of", "in", ",", "(", "and", "with"}.intersection(nouns[:2])
    return bool(_EVENT_NOUNS.intersection(nouns[:1])) or (is_near and bool(_EVENT_NOUNS.intersection(nouns)))


THINGS = word_set("weeks months days cycles visits countries questions groups arms regimens drugs")
"""What a count "4 of 6" may be of that is no result in patients."""
SCREENING = word_set("screened identified assessed eligible invited approached")
CHOSEN = word_set("randomized randomised enrolled included recruited randomly")


_SCREENED_MAX = 8
"""At most so many were screened for each that was taken in."""


def is_screened(sentence: Sentence, position: int) -> bool:
    """Return whether a denominator is of those screened: "Of 410 patients entered, 397 were randomised"."""
    quantity = sentence.quantities[position]
    if {"enrolled", "randomized", "randomised", "eligible", "included"}.intersection(
        sentence.words(quantity.last + 1, quantity.last + 4)
    ):
        return False
    return any(
        other.form in {Form.PLAIN, Form.PEOPLE}
        and main_verb(sentence, other) in CHOSEN
        and not is_assigned(sentence, other)
        for other in sentence.quantities[position + 1 :]
        if quantity.value / _SCREENED_MAX < other.value < quantity.value
    )


def is_chosen(sentence: Sentence, quantity: Quantity, opening: int) -> bool:
    """Return whether "(n = 96)" is of all: "were randomised (n = 96) to", "patients (n = 96) were recruited"."""
    if sentence.word(opening - 1) in CHOSEN:
        return True
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) == ")")
    following = sentence.words(at, at + 3)
    return (
        following[:1] in (["were"], ["was"])
        and bool(CHOSEN.intersection(following[1:]))
        and not any(arm.last == opening - 1 for arm in sentence.arms)
    )


def is_listed_people(sentence: Sentence, quantity: Quantity, opening: int) -> bool:
    """Return whether "women (n = 345)" stands in a list with others like it: groups of people, not of an outcome."""
    if sentence.word(opening - 1) not in PEOPLE:
        return False
    return any(
        other is not quantity and other.unit == "n" and sentence.word(other.first - 4) in PEOPLE
        for other in sentence.quantities
    )


_PLACED = word_set("included enrolled placed assigned allocated randomized randomised entered")
_FORMED = word_set("comprised formed constituted served acted")


def is_beside_controls(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether patients and their controls are counted side by side: "17 patients and 11 healthy controls"."""
    others = [each for each in sentence.quantities if each is not quantity and each.form is Form.PEOPLE]
    if len(others) > 1 and sum(each.value for each in others) == quantity.value:
        return False
    return any(
        bool({"controls", "volunteers"}.intersection(sentence.words(two.first, two.last + 8)))
        and not {"controls", "volunteers"}.intersection(sentence.words(one.first, one.last + 2))
        and {"and", "versus", "vs", "with"}.intersection(sentence.words(two.first - 2, two.first))
        and not SEXES.intersection(sentence.words(one.first, one.last + 4))
        for other in others
        for one, two in ((quantity, other), (other, quantity))
        if one.first < two.first
    )


_CONTROL_ENDS = ("group", "arm", "placebo", "control", "controls", "cohort")


def is_of_control(sentence: Sentence, quantity: Quantity, verb: str) -> bool:
    """Return whether people are those of one named group: "25 subjects in the intervention group received"."""
    at = quantity.last + 1 + (sentence.word(quantity.last + 1) in PEOPLE)
    if verb in GIVEN and sentence.word(at) in {"in", "of", "from"}:
        return any(0 < arm.first - at <= 2 and arm.words.lower().split()[-1] in _CONTROL_ENDS for arm in sentence.arms)
    following = sentence.words(at, at + 10)
    if (
        following[:1] == ["were"]
        and following[1:2]
        and following[1] in _PLACED
        and following[2:3] in (["in"], ["into"])
    ):
        return any(0 < arm.first - at <= 5 and arm.words.lower().split()[-1] in _CONTROL_ENDS for arm in sentence.arms)
    if _FORMED.intersection(following[:5]) and {"control", "controls", "comparison"}.intersection(following):
        return True
    before = sentence.words(quantity.first - 3, quantity.first)
    if before in (["control", "group", "of"], ["comparison", "group", "of"]):
        return True
    is_made_up = before[-2:] == ["consisted", "of"] or before[-1:] in (["comprised"], ["included"], ["had"])
    subject = sentence.words(0, 5)
    return is_made_up and bool({"group", "arm", "controls"}.intersection(subject[:4])) and quantity.first < 8


def verb_of_whole(sentence: Sentence, quantity: Quantity) -> str:
    """Return the verb by which a number is that of all, "" if it has none or tells what happened to people."""
    verb = main_verb(sentence, quantity)
    is_people = quantity.form is Form.PEOPLE
    return verb if verb in TAKEN_IN | GIVEN | {"completed", "underwent"} or (is_people and verb in VAGUE) else ""


def is_denominator(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether others are counted of these: "Of the 14 patients in group 1, nine ..."."""
    before = sentence.words(quantity.first - 3, quantity.first)
    if before[-1:] == ["the"]:
        before = before[:-1]
    if before[-1:] not in (["of"], ["among"]) or "total" in before:
        return False
    if quantity.first <= 8 and "#" in sentence.words(0, 1):
        return "results" in before[:1] or quantity.first <= 3  # "### Results Of 34 patients"
    return quantity.first <= 3 or before[-2:-1] in ([":"], [")"]) or (quantity.first <= 4 and before[:1] == ["results"])


def is_of_share(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether people are those of whom a share was told: "42% in 206 patients of stage I"."""
    if sentence.words(quantity.first - 2, quantity.first) not in (["%", "in"], ["%", "of"]):
        return False
    return any(other.last == quantity.first - 2 and other.value > STRENGTH_MAX for other in sentence.quantities)


STRENGTH_MAX = 5
"""Percent up to which a number beside a drug is its strength: "latanoprost 0.005% in 71 patients"."""


def is_picked(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether those of whom others are counted had an outcome: "of the eight patients who improved"."""
    following = sentence.words(quantity.last + 1, quantity.last + 10)
    if "who" not in following or "," in following[: following.index("who")]:
        return False
    return following[following.index("who") + 1 : following.index("who") + 2] != [] and (
        following[following.index("who") + 1] in BEFELL
    )


def tells_results(sentence: Sentence) -> bool:
    """Return whether the numbers of a sentence may be results."""
    return sentence.telling is Telling.RESULTS


def is_result(sentence: Sentence) -> bool:
    """Return whether a sentence has a percentage or a p value: it no longer says who was enrolled."""
    return any(quantity.form in {Form.P_VALUE, Form.PERCENT} for quantity in sentence.quantities)


def allocates(sentence: Sentence) -> bool:
    """Return whether a sentence says that patients were assigned to groups."""
    return any(word.startswith(("random", "assign", "allocat", "divided")) for word in sentence.vocabulary)


def assigns(sentence: Sentence) -> bool:
    """Return whether a sentence says who got which treatment."""
    return allocates(sentence) or not sentence.vocabulary.isdisjoint({"either", "received", "took"})


_ADVERBS = word_set("then also prospectively consecutively initially subsequently first")
_RELATIVE = word_set("had have not were was previously received been already never")


def main_verb(sentence: Sentence, quantity: Quantity) -> str:
    """Return the first verb behind a number of people that says what they did or what was done with them.

    A verb of a relative clause counts if none follows that says what happened: "those who were given A improved".
    """
    verb, relative = _verb_from(sentence, quantity.last + 1)
    return (_befell(sentence, relative) if relative else "") or verb


def _befell(sentence: Sentence, first: int) -> str:
    """Return the first verb from a token on, within its clause and outside of brackets, that says what happened."""
    depth = 0
    for token in sentence.tokens[first : first + 25]:
        depth += token.text in {"(", "["}
        if not depth and token.text in BEFELL:
            return token.text
        if not depth and (token.text in _CLAUSE_ENDS):
            break
        depth -= token.text in {")", "]"} and depth > 0
    return ""


def _verb_from(sentence: Sentence, first: int) -> tuple[str, int]:  # noqa: C901 (one pass over the words behind a number)
    """Return the first verb from a token on, and the token behind it if it is that of a relative clause, else 0."""
    depth = 0
    copula = ""
    is_relative = False
    for at, token in enumerate(sentence.tokens[first : first + 30], start=first):
        depth += token.text in {"(", "["}
        if token.text in {"who", "that"} and not depth:
            is_relative = True
        elif is_relative and token.text in _RELATIVE:
            pass
        elif not depth:
            if token.text in {";", ":"}:
                break
            if token.text in TAKEN_IN or token.text in GIVEN:
                return token.text, (at + 1) * is_relative
            is_relative = False
            if copula and token.text in _ENDED:
                return "withdrew", 0
            if copula and token.text not in _ADVERBS:
                return copula, 0
            if token.text in {"was", "were"}:
                copula = token.text
            elif token.text in HAPPENED and (token.text != "maintained" or sentence.word(at + 1) != "on"):
                return token.text, 0
        depth -= token.text in {")", "]"} and depth > 0
    return copula, 0


_CLAUSE_ENDS = frozenset({";", ":", ",", "and", "or", "was", "were"})
BEFELL = HAPPENED - word_set("was were did had completed finished")
_STUDIES = word_set("studies trials rcts")


def counts_studies(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a review counts the studies that it found: "26 randomised trials"."""
    if quantity.form is not Form.PLAIN or quantity.interval or sentence.start == 0:
        return False
    following = list(
        takewhile(lambda word: word.isalpha() or "-" in word, sentence.words(quantity.last + 1, quantity.last + 6))
    )
    nouns = [at for at, word in enumerate(following) if word in _STUDIES]
    return bool(nouns) and not _NO_ADJECTIVE.intersection(following[: nouns[0]])


def counts_reports(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number of a review counts studies: "15 studies (11 of A, 7 of B)", "eight reported it"."""
    return not _STUDIES.isdisjoint(sentence.words(0, quantity.first)) and quantity.interval is None


_NO_ADJECTIVE = word_set("of in and with to for on at by from the a were was is are phase per patients")
_DOCUMENTS = word_set(
    "articles article publications papers reviews abstracts comparisons comparison recommendations guidelines reports "
    "databases citations records"
)


_LIMITS = (["equal", "to"], ["more", "than"], ["fewer", "than"], ["less", "than"])


def counts_nobody(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a whole number is a limit, or counts articles, trials or centres."""
    before = sentence.words(quantity.first - 2, quantity.first)
    if "matched" in sentence.words(quantity.first - 3, quantity.first):
        return True
    return before[-1:] == ["least"] or before in _LIMITS or is_of_documents(sentence, quantity)


def is_of_documents(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number counts articles that a review found: "articles on retinoids (n = 50)"."""
    following = sentence.words(quantity.last + 1, quantity.last + 5)
    if _DOCUMENTS.intersection(following[:2]):
        return True
    if quantity.form is Form.FRACTION and {"trials", "studies", "centers", "centres", "sites"}.intersection(
        following[:3]
    ):
        return True
    if quantity.unit == "n" and following[:1] == [")"] and following[1:2] and following[1] in HAPPENED:
        return following[2:3] == ["in"]  # "sleep problems (n = 21) improved in 71%"
    return quantity.unit == "n" and bool(_DOCUMENTS.intersection(sentence.words(0, quantity.first)))


MEANS = word_set("mean means median average score scores level levels sd")


SEXES = word_set("male males female females men women boys girls")


def _were_of_a_sex(sentence: Sentence, at: int) -> bool:
    """Return whether "were boys" stands at a token; "(40%) women with pain" counts those with pain."""
    return sentence.word(at) in {"were", "was"} and sentence.word(at + 1) in SEXES


def is_baseline(sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether a number counts men, women or races: who the patients were."""
    words = sentence.words(quantity.last + 1, quantity.last + 3)
    closing = [at for at in range(quantity.last + 1, quantity.last + 6) if sentence.word(at) == ")"]
    if words[:1] in (["("], [")"]) and closing and _were_of_a_sex(sentence, closing[0] + 1):
        return True
    if not words or words[0] not in {
        "male",
        "males",
        "female",
        "females",
        "men",
        "women",
        "boys",
        "girls",
        "man",
        "woman",
        "m",
        "f",
    }:
        return False
    if words[-1] in {",", ")"} or (sentence.word(quantity.first - 1) == "(" and words[-1] in {"and", ";"}):
        return True
    return words[0] in {"male", "males", "female", "females", "boys", "girls", "m", "f"} and words[-1] in {"and", ";"}
