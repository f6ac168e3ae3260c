"""Says which whole numbers count people: "1,610 consecutive adult patients", "n = 30"."""

from collections.abc import Sequence

from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.tokens import NUMBER, SIGN, WORD, Token
from miner.reading.outcomes.units import PEOPLE
from miner.reading.outcomes.word_sets import word_set

_PEOPLE_WITHIN = 9
"""Words between a number and those it counts: "1,610 consecutive adult patients"."""
_NO_ADJECTIVE = word_set(
    "of in with and to for on at by from the a an were was had is are who that as than per vs versus after "
    "before received achieved showed developed experienced responded among between each during whose when "
    "while but groups arms centers centres hospitals studies trials subgroups involving including"
)


def _is_short_form(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token is of a short form in a bracket: "(ITT)"."""
    for opening in (at, at - 1, at - 2):
        texts = [token.text for token in tokens[opening : opening + 3]]
        if len(texts) == 3 and texts[0] == "(" and texts[2] == ")" and tokens[opening + 1].kind == WORD:
            return True
    return False


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a stop ends an initial: "75 H. pylori-infected patients"."""
    return tokens[at].text == "." and len(tokens[at - 1].text) == 1 and tokens[at - 1].kind == WORD


_OF_PATIENT = word_set("episodes years visits days months records admissions samples")
_OF_CASE = word_set("series report reports studies control")
_OF_ONE = {**dict.fromkeys(("patient", "person", "participant"), _OF_PATIENT), "case": _OF_CASE, "cases": _OF_CASE}
"""What may stand behind a noun of people and is counted instead: "70,527 patient episodes"."""


def read_people(tokens: Sequence[Token], quantity: Quantity) -> None:  # noqa: C901, PLR0911 (a list of rules: the first that applies)
    """Turn a whole number into one of people if their noun follows, or if "n =" stands before it."""
    if quantity.value != int(quantity.value) or quantity.value < 1:
        return
    before = [token.text for token in tokens[max(0, quantity.first - 2) : quantity.first]]
    if (
        before[-1:] == ["and"]
        and quantity.first > 2
        and tokens[quantity.first - 3].text in {"asa", "class", "grade", "status"}
    ):
        return
    if before[-1:] and before[-1] in {
        "asa",
        "status",
        "type",
        "phase",
        "stage",
        "grade",
        "group",
        "class",
        "arm",
        "cohort",
    }:
        return
    if before[-1:] == ["="] and before[0] in {"n", "nr", "no"}:
        quantity.form, quantity.unit, quantity.sign = Form.PEOPLE, "n", "="
        return
    position = quantity.last + 1
    if (
        position < len(tokens)
        and tokens[position].text == ")"
        and quantity.first
        and tokens[quantity.first - 1].text == "("
    ):
        position += 1  # "fifty-one (51) patients"
    if position < len(tokens) and tokens[position].text == "(":  # "2144 (1063 treated, 1081 not) patients"
        closing = next(
            (at for at in range(position, min(position + 30, len(tokens))) if tokens[at].text == ")"), position
        )
        position = closing + 1 if closing + 1 < len(tokens) and tokens[closing + 1].text in PEOPLE else position
    for at, token in enumerate(tokens[position : position + _PEOPLE_WITHIN], start=position):
        head = token.text.rpartition("-")[2] if "-" in token.text else token.text
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if following in _OF_ONE.get(token.text, ()):
            return
        if token.kind == WORD and (token.text in PEOPLE or head in PEOPLE):
            quantity.form, quantity.unit = Form.PEOPLE, token.text
            return
        is_listed = token.text == "and" and at + 2 < len(tokens) and tokens[at + 2].text in PEOPLE
        if is_listed or (at > position and (_is_short_form(tokens, at) or _is_initial(tokens, at))):
            continue  # "overweight and obese men", "350 intention-to-treat (ITT) patients"
        if (token.kind == SIGN and token.text not in {"-", "/"}) or token.text in _NO_ADJECTIVE:
            return
        if token.kind == NUMBER and tokens[at - 1].text not in {"stage", "type", "grade", "class", "or"}:
            return
