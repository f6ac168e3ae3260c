"""Routes of administration, as a product's name, dosage form or ATC code says them."""

import re

_BY_WORDS = (
    ("ophthalmic", r"ophthalm\w*|eye[ -]?(?:drops?|ointment)|collyr\w*|intravitreal\w*|intracameral|viewdrops"),
    ("otic", r"otic|ear drops"),
    ("nasal", r"(?:intra)?nasal\w*|nose|nasules"),
    ("inhalation", r"inhal\w*|respimat|diskus|turb[uo]haler|rotadisk|ellipta|breezhaler|twisthaler|nebuli[sz]\w*"),
    ("vaginal", r"vaginal\w*|intravaginal|pessar\w*"),
    ("rectal", r"rectal|suppositor\w*|enema"),
    ("transdermal", r"transdermal|patch(?:es)?|tapes?"),
    ("topical", r"creams?|ointments?|lotions?|topical|cutaneous|shampoo|foam|dermal|nail|gel"),
    ("intrathecal", r"intrathecal|epidural"),
    ("subcutaneous", r"s\.? ?c\.|subcutaneous\w*|flexpen|solostar|kwikpen"),
    ("intravenous", r"i\.? ?v\.|intravenous|infusion|drip"),
    ("intramuscular", r"i\.? ?m\.|intramuscular"),
    ("injection", r"injection|injectable|inj\."),
    ("oral", r"oral|tablets?|capsules?|granules?|syrup|od|powder|jelly"),
)
_WORDS = tuple((route, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)) for route, words in _BY_WORDS)
_BY_ATC = (
    ("S01", "ophthalmic"),
    ("S02", "otic"),
    ("R01A", "nasal"),
    ("R03A", "inhalation"),
    ("R03B", "inhalation"),
    ("D01A", "topical"),
    ("D05A", "topical"),
    ("D06", "topical"),
    ("D07", "topical"),
    ("D10A", "topical"),
    ("D11AH01", "topical"),
    ("G01A", "vaginal"),
)
_NOT_EYE = frozenset({"S01EC", "S01XA"})
"""Eye drugs that are swallowed or injected share these groups."""


def routes_of_name(name: str) -> tuple[str, ...]:
    """Return the routes that a product's name or dosage form says, sorted; () if it says none.

    Forms that only fill a gap ("injection", "powder" for oral use) count if nothing more exact is said.
    """
    found = [route for route, words in _WORDS if words.search(name)]
    exact = [route for route in found if route not in {"injection", "oral"}]
    if "oral" in found and re.search(r"(?<![a-z])(?:oral|tablets?|capsules?)(?![a-z])", name, re.IGNORECASE):
        exact.append("oral")
    return tuple(sorted(set(exact or found[:1])))


def routes_of_atc(code: str) -> tuple[str, ...]:
    """Return the route that an ATC code says: S01 is for the eye, R01A for the nose; () if it says none."""
    if code[:5] in _NOT_EYE:
        return ()
    return next(((route,) for start, route in _BY_ATC if code.startswith(start)), ())
