"""What a biomarker mention names beyond a gene: an allele, a protein change, an event, or a gene with its status."""

import re

from miner.reading.lexicon import Lexicon
from miner.records import Link, MentionType

_ALTERATION = re.compile(
    r"(?P<gene>[A-Za-z][\w-]*?)[ :/_-]?(?:p\.)?\(?(?P<change>[A-Z]\d{1,4}(?:[A-Z*]|fs|del|dup|ins[A-Z]*))\)?"
    r"(?:[ -](?:mutation|mutant|mutated|positive|variant|mutations|substitution))*$"
)
_EVENT = re.compile(
    r"(?P<gene>[A-Za-z][\w-]*?)[ -](?P<event>exon \d+ (?:deletion|insertion|skipping|mutation)s?|amplification|fusions?"
    r"|rearrangements?|translocations?|deletion|loss)(?:[ -](?:positive|mutations?))?$"
)
_ALLELE = re.compile(r"(?P<gene>HLA-[A-Z]+\d?|CYP\w+|UGT1A1|TPMT|NUDT15|DPYD) ?\*(?P<allele>\d+(?::?\d+)?[A-Z]?)$")
_STATUS = re.compile(
    r"[ -](?:gene|genes|protein|expression|overexpression|mutations?|mutated|mutant|wild[- ]?type|positive"
    r"|negative|status"
    r"|polymorphisms?|variants?|genotype|alterations?|levels?|inhibition|deficiency|positivity)$",
    re.IGNORECASE,
)


def _gene(name: str, lexicon: Lexicon) -> str | None:
    candidates = lexicon.lookup(name, MentionType.BIOMARKER)
    curie = candidates[0].curie if candidates else None
    return curie if curie and curie.startswith("HGNC:") else None


def link_alteration(text: str, lexicon: Lexicon) -> Link | None:
    """The allele, change or event of a gene of the lexicon that a mention names; None where it names none."""
    match = _ALLELE.fullmatch(text)
    if match and (gene := _gene(match["gene"], lexicon)):
        allele = match["allele"]
        if match["gene"].startswith("HLA") and ":" not in allele and len(allele) == 4:
            allele = f"{allele[:2]}:{allele[2:]}"
        return Link(curie=f"{gene} *{allele}", score=0.95, reason="gene and allele")
    match = _ALTERATION.fullmatch(text)
    if match and (gene := _gene(match["gene"], lexicon)):
        return Link(curie=f"{gene} p.{match['change']}", score=0.95, reason="gene and protein change")
    match = _EVENT.fullmatch(text)
    if match and (gene := _gene(match["gene"], lexicon)):
        event = match["event"].removesuffix("s") if not match["event"].endswith("loss") else "loss"
        return Link(curie=f"{gene} {event}", score=0.9, reason="gene and alteration")
    return None


def without_status(text: str) -> str:
    """The name of a gene without what is said of it ("KRAS mutations", "TPMT deficiency"); as it is without any."""
    return _STATUS.sub("", text)
