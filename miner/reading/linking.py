"""Decide what a mention names: from the words alone, or from the long form that the article gives.

A name is tried as it stands and then in ever looser spellings, each with a lower score and its reason. A mention
never falls back to the head of its name ("lung" of "lung toxicity"): a wrong link costs more than none (NIL).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from miner.reading.lexicon import Candidate, Lexicon, normalise, strip_salt
from miner.records import Link, Mention, MentionType

_CLEAR_SHORT = frozenset(
    "CML CLL AML GBM PNH RCC HCC NHL DLBCL COPD HIV AIDS PTSD ADHD OCD NMO aHUS gMG NMOSD GIST NSCLC SCLC MTX 5-FU 5FU "
    "ATRA HCTZ MMF TMZ AZT tPA t-PA CDDP 6-MP EGFR ALK RET MET KIT TNF HER2 MSI-H dMMR TMB-H PSA RF MSS HRD AR VHL ATM "
    "TTR C5 p53".lower().split()
)
"""Names of up to four letters that stand for one thing in nearly every abstract; all other short names need the
long form ("ALL", "MS", "AS", "CAT", "ACE" stand for several)."""
_QUALIFIERS = (
    "moderate(?:ly)?[- ]to[- ]severe(?:ly)?|mild[- ]to[- ]moderate|mild|moderately|moderate|severely|severe"
    "|locally advanced"
    "|advanced|active|early-stage|late-stage|end-stage|early|metastatic|unresectable|inoperable"
    "|relapsed(?: ?/ ?| or | and )refractory|refractory|relapsed|relapsing|recurrent|newly diagnosed"
    "|previously (?:un)?treated|untreated|treatment-resistant|treatment-refractory|drug-resistant|steroid-refractory"
    "|uncontrolled|poorly controlled|symptomatic|established|chronic|acute|adult|childhood|pa?ediatric"
    "|stable|persistent"
    "|resistant|idiopathic|primary|complicated|uncomplicated|intractable|problematic|proliferating|suspected|human"
)
_QUALIFIER = re.compile(rf"^(?:{_QUALIFIERS})[ ,-]+", re.IGNORECASE)
_INNER_QUALIFIER = re.compile(
    r" (?:metastatic|advanced|recurrent|refractory|relapsed|early|unresectable)(?= )", re.IGNORECASE
)
_OPENING = re.compile(r"^(?:the|a|an|of|patients? with)\s+", re.IGNORECASE)
_ADJECTIVES = {
    "hypertensive": "hypertension", "diabetic": "diabetes mellitus", "epileptic": "epilepsy", "asthmatic": "asthma",
    "schizophrenic": "schizophrenia", "psychotic": "psychotic disorder", "anemic": "anemia", "obese": "obesity",
    "migrainous": "migraine", "myasthenic": "myasthenia gravis", "depressed": "depression", "psoriatic": "psoriasis",
    "cirrhotic": "liver cirrhosis", "leukemic": "leukemia", "septic": "sepsis",
}  # fmt: skip
_ORGANS = {
    "hepatic": "liver", "renal": "kidney", "pulmonary": "lung", "gastric": "stomach", "cardiac": "heart",
    "mammary": "breast", "ovarian": "ovary", "prostatic": "prostate", "cerebral": "brain", "cutaneous": "skin",
    "vesical": "bladder",
}  # fmt: skip
_TUMOURS = ("cancer", "carcinoma", "neoplasm", "tumor", "malignancy")
_ENDINGS = (" disease", " disorder", " syndrome")
_COMBINED = re.compile(r"\s*(?:/|\+|\bplus\b|\band\b|\bcombined with\b|\u2013|-)\s*", re.IGNORECASE)
_BIOSIMILAR = re.compile(r"-[a-z]{4}$")
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


class Linker:
    """Gives the mentions of a document their links, each in the light of the whole text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def link(
        self,
        text: str,
        found: Sequence[Mention],
        long_forms: Mapping[str, str],
    ) -> tuple[Mention, ...]:
        """The mentions of one document with their links, in order of place, without overlap.

        Of two that overlap the linked one is kept, then the longer one, then that which comes earlier in `found`.

        Args:
            text: the document; offsets of `found` count in it.
            found: what a model, a dictionary or a corpus marked, in any order. One with a link keeps it or gets
                a better one.
            long_forms: what the document itself says its abbreviations stand for.
        """
        linked = [mention if mention.link else self._link_one(mention, long_forms) for mention in found]
        return tuple(narrow_links(without_overlap(linked), self.lexicon))

    def candidates(self, name: str, type: MentionType) -> tuple[Link, ...]:  # noqa: A002
        """All that a name may stand for without any context, best first; empty where nothing known fits."""
        link = link_mention(name, type, self.lexicon)
        return (link,) if link else ()

    def _link_one(self, mention: Mention, long_forms: Mapping[str, str]) -> Mention:
        long_form = long_forms.get(mention.text)
        link = link_mention(mention.text, mention.type, self.lexicon, long_form)
        if link is None:
            return mention
        return replace(mention, link=link, found_by="abbreviation" if long_form else mention.found_by)


def without_overlap(found: Sequence[Mention]) -> list[Mention]:
    """The mentions in order of place; of overlapping ones that with a link, then the longest, then the first."""
    order = sorted(range(len(found)), key=lambda i: (found[i].link is None, found[i].start - found[i].end, i))
    kept: list[Mention] = []
    for index in order:
        mention = found[index]
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def link_mention(
    text: str,
    type: MentionType,  # noqa: A002
    lexicon: Lexicon,
    long_form: str | None = None,
) -> Link | None:
    """The entry that a mention names, or None where nothing known fits or the name is ambiguous.

    Args:
        text: the mention as printed.
        type: what the mention names; entries of other types are never given.
        lexicon: the names.
        long_form: what the article says the mention abbreviates; it decides alone where it is given.
    """
    if long_form and normalise(long_form) != normalise(text):
        link = link_mention(long_form, type, lexicon)
        if link is None:
            return None
        return Link(curie=link.curie, score=link.score, reason=f"short for {long_form}: {link.reason}")
    if _is_ambiguous(text):
        return None
    if type is MentionType.DRUG:
        return _link_drug(text, lexicon)
    if type is MentionType.DISEASE:
        return _link_disease(text, lexicon)
    return _link_biomarker(text, lexicon)


def _is_ambiguous(text: str) -> bool:
    letters = text.strip().rstrip("s")
    return len(letters) <= 3 and letters.lower() not in _CLEAR_SHORT


def _choose(candidates: tuple[Candidate, ...], lexicon: Lexicon) -> str | None:
    """The one candidate that a name means: the preferred name's owner, else the most general; None if unrelated."""
    if not candidates:
        return None
    if len(candidates) == 1 or (candidates[0].kind == "name" and candidates[1].kind != "name"):
        return candidates[0].curie
    signatures = [candidate.curie for candidate in candidates if candidate.curie.startswith("SIGNATURE:")]
    if len(signatures) == 1:  # "PD-L1" in a biomarker's place is what is measured, not the gene
        return signatures[0]
    return _most_general(tuple(candidate.curie for candidate in candidates), lexicon)


def _most_general(curies: tuple[str, ...], lexicon: Lexicon) -> str | None:
    """The one that is an ancestor of all the others; the only one where there is one."""
    for curie in curies:
        if all(other == curie or curie in lexicon.ancestors(other) for other in curies):
            return curie
    return None


def _by_name(
    name: str,
    type: MentionType,  # noqa: A002
    lexicon: Lexicon,
    score: float,
    reason: str,
) -> Link | None:
    curie = _choose(lexicon.lookup(name, type), lexicon)
    return Link(curie=curie, score=score, reason=reason) if curie else None


def _exact(text: str, type: MentionType, lexicon: Lexicon) -> Link | None:  # noqa: A002
    link = _by_name(text, type, lexicon, 0.95, "name in another spelling")
    if link is None:
        return None
    is_printed = text.lower() in lexicon.entry(link.curie).names
    return Link(curie=link.curie, score=1.0, reason="name") if is_printed else link


def _link_drug(text: str, lexicon: Lexicon) -> Link | None:
    drug = MentionType.DRUG
    link = _exact(text, drug, lexicon)
    stripped = strip_salt(text)
    if link is None and stripped != text.lower():
        link = _by_name(stripped, drug, lexicon, 0.95, "name without its salt")
    if link is None:
        link = _by_name(_BIOSIMILAR.sub("", text), drug, lexicon, 0.95, "name without the biosimilar's suffix")
    if link is None:
        words = re.sub(
            r"^(?:oral|intravenous|topical|inhaled|low-dose|high-dose|liposomal|pegylated) ", "", text.lower()
        )
        link = _by_name(words, drug, lexicon, 0.9, "name without its route or form")
    return link or _link_combination(text, lexicon)


def _link_combination(text: str, lexicon: Lexicon) -> Link | None:
    parts = [part for part in _COMBINED.split(text) if part]
    if not 2 <= len(parts) <= 5 or any(len(part) < 4 for part in parts):
        return None
    links = [_exact(part, MentionType.DRUG, lexicon) for part in parts]
    found = sorted({link.curie for link in links if link})
    if len(found) < 2 or not all(links):
        return None
    return Link(curie="+".join(found), score=0.9, reason="each ingredient by its name")


def _disease_variants(text: str) -> Iterator[tuple[str, float, str]]:
    """Looser spellings of a disease, nearest first: (spelling, score, reason)."""
    spelt = normalise(text)
    if spelt in _ADJECTIVES:
        yield _ADJECTIVES[spelt], 0.85, "adjective of the disease"
    for ending in _ENDINGS:
        if spelt.endswith(ending):
            yield spelt.removesuffix(ending), 0.9, f"name without {ending.strip()!r}"
        elif " " in spelt or text[:1].isupper():  # "Parkinson", but not "startle"
            yield spelt + ending, 0.9, f"name with {ending.strip()!r}"
    words = spelt.split()
    if len(words) > 1:
        organs = " ".join(_ORGANS.get(word, word) for word in words)
        if organs != spelt:
            yield organs, 0.9, "organ for its adjective"
        yield from _tumour_variants(organs)


def _tumour_variants(name: str) -> Iterator[tuple[str, float, str]]:
    """Other words for a malignant tumour ("bladder carcinoma" for "bladder tumour"), unless the name says benign."""
    words = name.split()
    for tumour in _TUMOURS:
        if tumour in words and "benign" not in words:
            for other in _TUMOURS:
                if other != tumour:
                    yield name.replace(tumour, other), 0.85, f"{other} for {tumour}"


def _link_disease(text: str, lexicon: Lexicon) -> Link | None:
    name, dropped = _OPENING.sub("", text), ""
    while True:
        link = _link_disease_name(name, lexicon)
        if link is not None:
            if not dropped:
                return link
            score = round(link.score * 0.9, 3)
            return Link(curie=link.curie, score=score, reason=f"{link.reason}, without {dropped.strip()!r}")
        match = _QUALIFIER.match(name) or _INNER_QUALIFIER.search(name)
        if match is None:
            return None
        dropped += match.group()
        name = name[: match.start()] + name[match.end() :]
        if _is_ambiguous(name):
            return None


def _link_disease_name(name: str, lexicon: Lexicon) -> Link | None:
    link = _exact(name, MentionType.DISEASE, lexicon)
    if link is not None:
        return link
    without_short = re.sub(r"\s*\([^()]*\)", "", name)
    if without_short != name:
        link = _exact(without_short, MentionType.DISEASE, lexicon)
        if link is not None:
            return link
    for variant, score, reason in _disease_variants(without_short):
        link = _by_name(variant, MentionType.DISEASE, lexicon, score, reason)
        if link is not None:
            return link
    curie = _most_general(lexicon.lookup_words(without_short, MentionType.DISEASE), lexicon)
    return Link(curie=curie, score=0.85, reason="the same words in another order") if curie else None


def _gene(name: str, lexicon: Lexicon) -> str | None:
    candidates = lexicon.lookup(name, MentionType.BIOMARKER)
    curie = candidates[0].curie if candidates else None
    return curie if curie and curie.startswith("HGNC:") else None


def _link_biomarker(text: str, lexicon: Lexicon) -> Link | None:
    link = _exact(text, MentionType.BIOMARKER, lexicon)
    if link is not None:
        return link
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
    shorter = _STATUS.sub("", text)
    if shorter != text and not _is_ambiguous(shorter):
        link = _link_biomarker(shorter, lexicon)
        if link is not None:
            return Link(curie=link.curie, score=round(link.score * 0.9, 3), reason=f"{link.reason}, without its status")
    return None


def narrow_links(mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Give a general disease name the specific meaning that its article has given it.

    "hemangioma" in an article that also names infantile hemangioma, and no other kind, means that kind: a mention
    takes the link of the one other disease of the article that lies below its own and whose name ends with the
    same words. Where two kinds are named the general name stays general.
    """
    specific: dict[str, set[str]] = {}
    named = {(normalise(m.text), m.link.curie) for m in mentions if m.link and m.type is MentionType.DISEASE}
    for name, curie in named:
        for longer, other in named:
            if longer.endswith(f" {name}") and curie in lexicon.ancestors(other):
                specific.setdefault(curie, set()).add(other)
    return [_narrow(mention, specific) for mention in mentions]


def _narrow(mention: Mention, specific: dict[str, set[str]]) -> Mention:
    others = specific.get(mention.link.curie, set()) if mention.link and mention.type is MentionType.DISEASE else set()
    if mention.link is None or len(others) != 1:
        return mention
    reason = f"{mention.link.reason}; the one kind of {mention.text} that the article names"
    return replace(
        mention, link=Link(curie=next(iter(others)), score=round(mention.link.score * 0.9, 3), reason=reason)
    )
