"""Trial registrations: the registries, how each writes its numbers, and which numbers can be real.

The registries are the primary ones of WHO's network (https://www.who.int/tools/clinical-trials-registry-platform) and
ClinicalTrials.gov. A number is kept as a CURIE ("NCT:01234567"), so that all spellings of one are equal. Numbers that
authors put in place of one not yet given (all digits alike, zeros) join nothing.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Registry(NamedTuple):
    """A registry: prefix of its CURIEs, its pattern with the number in the first group, NLM's names for it."""

    prefix: str
    pattern: str
    bank_names: tuple[str, ...] = ()
    normal: Callable[[str], str] = str


def _eight(number: str) -> str:
    """Return the eight digits of an NCT number; authors add or lose leading zeros."""
    significant = number.lstrip("0")
    return significant.rjust(8, "0") if len(significant) < 8 else number


def _compact(number: str) -> str:
    return re.sub(r"[ _]", "", number).upper()


_GAP = r"[ :#_.-]{0,3}(?:no\.?|number|identifier|id)?[ :#_.-]{0,3}"
REGISTRIES = (
    Registry("NCT", rf"NCT{_GAP}(\d{{8,9}})", ("CLINICALTRIALS.GOV",), _eight),
    Registry("NCT", r"clinical ?trials?\.gov[ ,:#()-]{0,4}(?:identifier|id|no\.?|number|"
        r"registration)?[ :#-]{0,3}(\d{8})", (), _eight),
    Registry("ISRCTN", rf"ISRCTN{_GAP}(\d{{8}})", ("ISRCTN",)),
    Registry("EUDRACT", r"(?:EUCTR|EudraCT)?[ :#-]{0,3}(?<!\d)((?:19|20)\d\d-\d{6}-\d\d)(?!-?\d)", ("EUDRACT",)),
    Registry("CTIS", r"(?<!\d)(202\d-5\d{5}-\d\d-\d\d)(?!\d)", ("CTIS",)),
    Registry("UMIN", rf"UMIN(?:-?CTR)?{_GAP}(\d{{9}})", ("UMIN CTR",)),
    Registry("UMIN", rf"JPRN-UMIN{_GAP}(\d{{9}})"),
    Registry("JRCT", rf"jRCTs?{_GAP}([a-z]?\d{{9,10}})", ("JRCT",)),
    Registry("JAPICCTI", rf"JapicCTI{_GAP}(\d{{6}})", ("JAPICCTI",)),
    Registry("JMACCT", r"JMA-?(IIA\d{5})", ("JMACCT",)),
    Registry("CHICTR", r"ChiCTR[ :-]{0,2}((?:[A-Z]{2,4}-)?(?:[A-Z]{3,4}-?)?\d{8,10})", ("CHICTR",), lambda n: re.sub(
        r"\D", "", n)),
    Registry("CTRI", r"CTRI[ :/-]{0,2}(\d{4}/\d{2,3}/\d{6})", ("CTRI",)),
    Registry("ACTRN", rf"ACTRN{_GAP}(\d{{14}})", ("ANZCTR",)),
    Registry("DRKS", rf"DRKS(?:-ID)?{_GAP}(\d{{8}})", ("DRKS",)),
    Registry("NTR", rf"\bNTR{_GAP}(\d{{3,5}})", ("NTR",)),
    Registry("NTR", r"\bNL[ -]?(\d{4,5})(?=\D|$)(?!\.\d)"),
    Registry("KCT", rf"KCT{_GAP}(\d{{7}})", ("CRIS",)),
    Registry("IRCT", rf"IRCT{_GAP}(\d{{10,14}}N\d{{1,3}})", ("IRCT",)),
    Registry("PACTR", rf"PACTR{_GAP}(\d{{15,16}})", ("PACTR",)),
    Registry("TCTR", rf"TCTR{_GAP}(\d{{11}})", ("TCTR",)),
    Registry("RBR", r"RBR[ -]?([0-9a-z]{6,8})\b", ("REBEC",), str.lower),
    Registry("SLCTR", r"SLCTR[ :/-]{0,2}(\d{4}/\d{3})", ("SLCTR",)),
    Registry("RPCEC", rf"RPCEC{_GAP}(\d{{8}})", ("RPCEC",)),
    Registry("PER", r"\bPER[ -](\d{3}-\d{2})\b", ("REPEC",)),
    Registry("PHRR", rf"PHRR{_GAP}(\d{{6}}-\d{{6}})", ("PHRR",)),
    Registry("LBCTR", rf"LBCTR{_GAP}(\d{{10}})", ("LBCTR",)),
    Registry("ITMCTR", rf"ITMCTR{_GAP}(\d{{10}})", ("ITMCTR",)),
)  # fmt: skip
_COMPILED = tuple(
    (registry, re.compile(registry.pattern + r"(?!\d)", re.IGNORECASE | re.ASCII)) for registry in REGISTRIES
)
_HINT = re.compile(
    r"NCT|clinical ?trials?\.gov|ISRCTN|\d{4}-\d{6}-\d\d|\d{4}-\d{6}-|UMIN|jRCT|Japic|JMA-?IIA|ChiCTR|CTRI|ACTRN|"
    r"DRKS|NTR|\bNL|KCT|IRCT|"
    r"PACTR|TCTR|RBR|RPCEC|\bPER\b|PHRR|LBCTR",
    re.IGNORECASE | re.ASCII,
)
_BY_BANK = {name: registry for registry in REGISTRIES for name in registry.bank_names}


def registrations_in(text: str) -> Iterator[str]:
    """Yield the CURIEs of the registrations that a text names, registry by registry, in order, with repeats."""
    text = text.translate(_HYPHENS)
    if _HINT.search(text) is None:
        return
    for registry, pattern in _COMPILED:
        for found in pattern.finditer(text):
            number = registry.normal(_compact(found[1]))
            if is_real(registry.prefix, number):
                yield f"{registry.prefix}:{number}"


def registration_of(bank: str, accession: str) -> Iterator[str]:
    """Yield the CURIE of an accession number in one of NLM's data banks, nothing if the bank is no trial registry."""
    registry = _BY_BANK.get(bank.upper())
    found = list(registrations_in(accession))
    if found or registry is None:
        yield from found
        return
    number = registry.normal(_compact(accession.translate(_HYPHENS)).removeprefix(registry.prefix).lstrip(" :-"))
    if number and is_real(registry.prefix, number):
        yield f"{registry.prefix}:{number}"


_HYPHENS = {0x2010: "-", 0x2011: "-", 0x2013: "-"}


def is_real(prefix: str, number: str) -> bool:
    """Return whether a registry can have given this number: it is no placeholder, and its year is one of trials."""
    digits = "".join(char for char in number if char.isdigit())
    significant = digits.lstrip("0")
    if len(digits) >= 6 and (len(set(digits)) <= 1 or len(significant) < 3):
        return False
    if prefix in {"EUDRACT", "CTIS", "CHICTR"} and len(digits) >= 8 and digits[:2] in {"19", "20"}:
        return 1990 <= int(digits[:4]) <= 2050
    return prefix != "NCT" or len(number) == 8
