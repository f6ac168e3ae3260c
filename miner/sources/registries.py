"""Trial registrations: the registries, how each writes its numbers, and which numbers it can have given.

The registries are the primary ones of WHO's network (https://www.who.int/tools/clinical-trials-registry-platform),
ClinicalTrials.gov and WHO's own Universal Trial Number. A number is kept as a CURIE ("NCT:01234567"), so that all
spellings of one are equal. Numbers that authors put in place of one not yet given join nothing.

Some numbers end in check digits (EudraCT, ACTRN, UTN). They are not checked: the registries have not published how they
are computed.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_BETWEEN = (
    r"[\s()\[\]:;,#=_./-]{0,4}(?:(?:registration |trial )?(?:identification |identifier )?"
    r"(?:numbers?|no|nr|n\u00b0|identifiers?|id|code)[\s):;,#=._-]{0,3})?"
)
"""What can stand between the name of a registry and a number that is long enough to be nothing else."""
_LAST_YEAR = 2040
_DIGITS_MIN = 6
"""Digits from which a number can be told to be made up."""


class Registry(NamedTuple):
    """A registry and its numbers.

    Args:
        prefix: of its CURIEs.
        name: pattern of what stands before a number; "" if its numbers stand alone.
        number: pattern of a number, without groups.
        between: pattern of what can stand between the two.
        bank_name: NLM's name for it in DataBankList, in upper case; "" if NLM has none.
        normal: makes the number of the CURIE.
        can_be: says whether the registry can have given such a number.
    """

    prefix: str
    name: str
    number: str
    between: str = _BETWEEN
    bank_name: str = ""
    normal: Callable[[str], str] = str
    can_be: Callable[[str], bool] = bool


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _padded(width: int) -> Callable[[str], str]:
    """Return a function that adds leading zeros that were lost, and drops those that are too many."""
    return lambda number: number.lstrip("0").rjust(width, "0")


def _chinese(number: str) -> str:
    """Return a number of ChiCTR as it is written since 2017: two digits of the year, eight of the serial number.

    Before, there were six of them, after the kind of study: "ChiCTR-TRC-12001234".
    """
    digits = _digits(number)
    return digits[:2] + digits[2:].rjust(8, "0")


def _below(limit: int, first: int = 1) -> Callable[[str], bool]:
    return lambda number: first <= int(number) < limit


def _of_year(first: int) -> Callable[[str], bool]:
    return lambda number: first <= int(number[:4]) <= _LAST_YEAR


_TRIAL = r"Trials? Regist(?:ry|er)"
_CLINICAL = rf"Clinical {_TRIAL}"
_OF_TRIALS = r"Regist(?:ry|er) of Clinical (?:Trials|Studies)"

REGISTRIES = (
    # The lowest number of ClinicalTrials.gov is 102, and it will need years to reach ten million.
    Registry("NCT", r"(?:NCT|NTC|clinical ?trials?\.gov)", r"(?:0?\d{8}|[1-9]\d{6})", bank_name="CLINICALTRIALS.GOV",
             normal=_padded(8), can_be=_below(10_000_000, 102)),
    Registry("ISRCTN", r"(?:ISRCTN(?: registry)?|(?:Current )?Controlled[ -]Trials(?:\.com)?)",
             r"\d{8}", bank_name="ISRCTN"),
    Registry("EUDRACT", "", r"(?:19|20)\d\d-(?!5)\d{6}-\d\d(?!-\d)", bank_name="EUDRACT", can_be=_of_year(2000)),
    # The last two digits of a CTIS number count the submissions of one trial.
    Registry("CTIS", "", r"20\d\d-5\d{5}-\d\d(?:-\d\d)?", bank_name="CTIS", normal=lambda number: number[:14],
             can_be=_of_year(2021)),
    Registry("UMIN", rf"(?:UMIN(?:-?CTR)?|University Hospital Medical Information Network)(?:[ -]{_CLINICAL})?",
             r"C?\d{6,9}", bank_name="UMIN CTR",
             normal=lambda number: _padded(9)(number.lstrip("C")), can_be=_below(1_000_000)),
    Registry("JRCT", rf"(?:jRCT|Japan {_OF_TRIALS}(?: \(jRCT\))?)", r"(?:[a-z]\d{9}|\d{10})", bank_name="JRCT"),
    Registry("JAPICCTI", r"JapicCTI", r"\d{6}", bank_name="JAPICCTI"),
    Registry("JMACCT", r"JMA", r"IIA\d{5}", bank_name="JMACCT"),
    Registry("CHICTR", rf"(?:ChiCTR|Chinese {_CLINICAL})", r"(?:[A-Z]{2,4}-){0,2}(?:\d{10}|\d{8})",
             bank_name="CHICTR", normal=_chinese,
             can_be=lambda number: int(number[:2]) <= _LAST_YEAR % 100 and int(number[2:]) > 0),
    Registry("ITMCTR", r"ITMCTR", r"\d{10}", bank_name="ITMCTR"),
    Registry("CTRI", r"CTRI", r"20\d\d/\d{2,3}/\d{6}", bank_name="CTRI"),
    Registry("ACTRN", rf"(?:ACTRN[O0]?|ANZCTRN?|Australian[ -](?:and )?New Zealand {_CLINICAL})", r"126\d{11}",
             bank_name="ANZCTR"),
    Registry("DRKS", rf"(?:DRKS|German (?:{_CLINICAL}|{_OF_TRIALS}))", r"\d{8}",
             bank_name="DRKS", can_be=_below(1_000_000)),
    Registry("NTR", rf"(?:\bNTR|(?:Netherlands|Dutch) (?:National )?{_TRIAL}(?=\D{{1,16}}\d{{3}}))", r"\d{2,5}",
             r"[ :#,-]{0,2}(?:(?:numbers?|no\.?|identifier) )?", bank_name="NTR"),
    # The Dutch register has numbered its trials anew. Numbers of the ethics committees look alike: NL12345.041.13.
    Registry("NL", r"\bNL", r"\d{4,5}(?!\.\d)", ""),
    Registry("OMON", r"\bNL-?OMON", r"\d{3,6}", ""),
    Registry("KCT", r"(?:KCT|\bCRIS|Clinical Research Information Service)", r"\d{7}",
             bank_name="CRIS", can_be=_below(1_000_000)),
    Registry("IRCT", rf"(?:IRCT(?:ID)?|Iranian {_OF_TRIALS})", r"\d{10,14}N\d{1,3}", bank_name="IRCT"),
    Registry("PACTR", rf"(?:PACTR|Pan[ -]?African {_CLINICAL})", r"20\d{12,14}", bank_name="PACTR"),
    Registry("TCTR", rf"(?:TCTR|Thai {_CLINICAL})", r"20\d{9}", bank_name="TCTR"),
    Registry("RBR", r"\bRBR", r"\d[0-9a-z]{5,8}\b", r"[ -]?", bank_name="REBEC", normal=str.lower),
    Registry("SLCTR", r"SLCTR", r"20\d\d/\d{3}", bank_name="SLCTR"),
    Registry("RPCEC", r"RPCEC", r"\d{8}", bank_name="RPCEC", can_be=_below(1_000_000)),
    Registry("PER", r"(?-i:\bPER)", r"\d{3}-\d\d", "-", bank_name="REPEC"),
    Registry("PHRR", r"PHRR", r"\d{6}-\d{6}", bank_name="PHRR"),
    Registry("LBCTR", r"LBCTR", r"20\d{8}", bank_name="LBCTR"),
    Registry("SNCTP", r"SNCTP", r"\d{9}", bank_name="SNCTP"),
    Registry("UTN", "", r"U1111-\d{4}-\d{4}"),
)  # fmt: skip
_PATTERNS = tuple(
    (
        registry,
        re.compile(
            (registry.name + registry.between if registry.name else r"(?<![\d-])") + rf"({registry.number})(?!\d)",
            re.IGNORECASE | re.ASCII,
        ),
    )
    for registry in REGISTRIES
)
_LONG = re.compile(r"\d{6}", re.ASCII)
_SHORT_NAMES = ("NTR", "rial Regist", "rials Regist", "NL", "RBR", "SLCTR", "PER-", "U1111", "JMA")
"""Names of the registries whose numbers have fewer than six digits in a row. A text with neither names no trial."""
_BY_BANK = {registry.bank_name: registry for registry in REGISTRIES if registry.bank_name}
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-")
_RUNS = ("12345678901234567890", "98765432109876543210")


def registrations_in(text: str) -> Iterator[str]:
    """Yield the CURIEs of the registrations that a text names, registry by registry, in order, with repeats."""
    if not (_LONG.search(text) or any(name in text for name in _SHORT_NAMES)):
        return
    text = text.translate(_DASHES)
    for registry, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield from _curie(registry, found[1])


def registration_of(bank: str, accession: str) -> Iterator[str]:
    """Yield the CURIE of an accession number in one of NLM's data banks, nothing if the bank is no trial registry."""
    found = list(registrations_in(accession))
    registry = _BY_BANK.get(bank.upper())
    if registry is not None and not found:
        number = re.search(rf"(?<!\d){registry.number}(?!\d)", accession.translate(_DASHES), re.IGNORECASE | re.ASCII)
        found = list(_curie(registry, number[0])) if number else []
    yield from found


def _curie(registry: Registry, written: str) -> Iterator[str]:
    """Yield the CURIE of a number as it is written, nothing for one that the registry cannot have given."""
    number = registry.normal(written.upper())
    if registry.can_be(number) and not _is_placeholder(number):
        yield f"{registry.prefix}:{number}"


def _is_placeholder(number: str) -> bool:
    """Return whether a number was made up: its digits are all the same or count up or down."""
    digits = _digits(number)
    return len(digits) >= _DIGITS_MIN and (len(set(digits)) == 1 or any(run.startswith(digits) for run in _RUNS))
