"""Doses: numbers with units beside a drug or a word for giving it."""

import re
from collections.abc import Iterator

from miner.reading.populations.dose_words import UNITS
from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import Found, OwnSentence, StudyText, curie_of
from miner.records import Mention

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+|\u00b7\d+)?"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_OF = r"(?:\s?/\s?|\s?x\s|\sper\s|\s?[.\u00b7\u2022]\s?|\s(?=kg|m\()|(?<=g)(?=kg))"
_POWER = r"(?:\s?\(?[-\u2212]1\)?)?"
_PER = rf"{_OF}(?:kg|m\s?\(?2\)?|m\^2|m\u00b2|sq\.? ?m){_POWER}(?![a-z\d])"
_SEPARATOR = r"\s?-?(?:,? ?(?:and|or|to|then)\s|-|\u2013|,|/)\s?"
_DOSE = re.compile(
    rf"(?<![\w.\u00b7^-])(?P<numbers>{_NUMBER}(?:\s?(?:mg|g)?{_SEPARATOR}{_NUMBER}){{0,5}}?)[\s-]?"
    rf"(?P<unit>{_UNIT})(?P<per>{_PER})?(?P<rest>{_OF}[a-z]+{_POWER})?(?![\w%])"
)
_REST = re.compile(r"^\s?(?:/|x|per|[.\u00b7\u2022])?\s?|\s?\(?[-\u2212]1\)?$")
_NOT_DOSE = frozenset({"dl", "l", "liter", "litre", "liters", "ml", "mmol", "g", "mg", "creatinine", "mmhg"})
_GIVEN = re.compile(
    r"\b(?:dos(?:e|es|ed|age|ages|ing)|receiv\w+|g(?:i|a)ven?|administ\w+|treated|treatment|therapy|daily|"
    r"twice|once|weekly|"
    r"day|bolus|infus\w+|inject\w+|oral(?:ly)?|intravenous(?:ly)?|i\.v\.|iv|subcutaneous\w*|intramuscular\w*|tablets?|"
    r"capsules?|regimen|maximum|starting|titrated|loading|every|monthly|either|group)\b"
)
_OUTCOME = re.compile(
    r"\b(?:from|by|consumption|decreas\w*|increas(?:e|ed) (?:of|in)|reduction|was|were|mean|median|"
    r"levels?|concentrations?|requir\w+|usage|"
    r"clearance|protein\w*|albumin\w*|cholesterol|glucose|excretion|weight|hemoglobin|less than|more than|cut-?off|"
    r"creatinine|psa|bilirubin|loss|above|below|exceed\w*|difference|saved|cumulative)[\s(:=]*(?:of |the |"
    r"by |was |were |a |about |than )*$|(?:%|(?<!active )\bplacebo)\s?\($|"
    r"(?:\u00b1|\+/-|\+-)\s?$"
)
_DOSE_WAS = re.compile(r"\bdos(?:e|es|age)\b[^.;,]{0,40}\b(?:was|were|of)\s$|\bnot (?:to )?exceed(?:ing)?\s$")
_NOT_BEHIND = re.compile(
    r"\s?(?:\u00b1|\+/-|of hg|hg|increments?|higher|lower|less|more|reduction|decrease|increase|saved)"
)
_DRUGLESS = frozenset({"u", "g", "gy", "unit", "mmol", "meq"})
"""Units that measure much else: they count only beside a drug's name."""
_STRICT = frozenset({"ml", "mm"})
"""Units that nearly always measure something else: nothing may stand between the number and the drug's name."""
_NEAR_BEFORE, _NEAR_AFTER = 45, 30


def find_doses(study: StudyText, sentence: OwnSentence) -> Iterator[Found]:
    """Yield the doses of a sentence, each number with its unit: "75 mg/m2" for "75 mg/m(2)", "1000 IU" for "1,000 U".

    A dose stands beside a drug or words of giving; concentrations, changes and consumptions are none. "Per day" is
    left to the schedule. `curie` is the drug beside it, "" if there is none.
    """
    lowered, start, end = study.lowered, sentence.start, sentence.end
    if sentence.drugs and sentence.cues & CUES.masks["shares"]:
        yield from _find_strengths(study, sentence)
    if not sentence.cues & CUES.masks["units"]:
        return
    for match in _DOSE.finditer(lowered, start, end):
        unit, per, rest = match["unit"], match["per"] or "", _REST.sub("", match["rest"] or "")
        if rest in _NOT_DOSE and not (rest == "ml" and unit not in _MEASURED):
            continue
        before, after = lowered[max(start, match.start() - 60) : match.start()], lowered[match.end() : match.end() + 40]
        drug, is_beside = drug_beside(study, sentence, match.start(), match.end())
        if (_OUTCOME.search(before) and not _DOSE_WAS.search(before)) or _NOT_BEHIND.match(after):
            continue
        if unit in _STRICT:
            if not _is_strength(study, sentence, match) and not (unit == "ml" and per):
                continue
        elif not is_beside and (unit in _DRUGLESS or not _GIVEN.search(before[-45:] + " | " + after)):
            continue
        doses = list(_doses(match))
        for dose in doses[1:] if len(doses) > 1 and _COUNTED.search(before) else doses:
            yield Found(dose, match.start(), match.end(), drug)


def _find_strengths(study: StudyText, sentence: OwnSentence) -> Iterator[Found]:
    """Yield the strengths of products: "ropivacaine 0.1%", "0.5% timolol", but not "(77%)"."""
    for match in _SHARE.finditer(study.lowered, sentence.start, sentence.end):
        if float(match[1]) <= _STRENGTH_MAX and _is_strength(study, sentence, match):
            drug, _ = drug_beside(study, sentence, match.start(), match.end())
            yield Found(f"{_plain(match[1])} %", match.start(), match.end(), drug)


_SHARE = re.compile(r"(?<![\w.,\u00b7-])(\d+(?:\.\d+)?)\s?%(?!\w)")
_STRENGTH_MAX = 30.0


def parse_doses(words: str) -> list[str]:
    """Return the doses that a few words say, wherever they stand: "0.5 to 1 mg" is "0.5 mg" and "1 mg"."""
    found = [dose for match in _DOSE.finditer(words.lower()) for dose in _doses(match)]
    return found + [f"{_plain(match[1])} %" for match in _SHARE.finditer(words.lower())]


_PER_REST = {"ml": "/mL", "min": "/min", "h": "/h", "hr": "/h", "hour": "/h"}
"""What a dose is given in, beside the body: a concentration or a rate; "per day" is a schedule."""


def _doses(match: re.Match[str]) -> Iterator[str]:
    rest = _REST.sub("", match["rest"] or "")
    suffix = _suffix(match["per"] or "") + _PER_REST.get(rest, "")
    for number in re.findall(_NUMBER, match["numbers"]):
        yield f"{_plain(number)} {UNITS[match['unit']]}{suffix}"


def _is_strength(study: StudyText, sentence: OwnSentence, match: re.Match[str]) -> bool:
    """Return whether a number is the strength of a product: only salt or form stand between it and the drug."""
    before, after = _around(sentence, match.start(), match.end())
    if before is not None and _STRENGTH_GAP.fullmatch(study.lowered, before.end, match.start()):
        return True
    return after is not None and bool(_BEFORE_DRUG.fullmatch(study.lowered, match.end(), after.start))


_STRENGTH_GAP = re.compile(
    r"\s(?:(?:\w+ate|hydrochloride|hcl|sodium|ophthalmic|topical|eye|cream|ointment|gel|solution|drops|"
    r"lotion|foam|vaginal|nasal|spray)\s)*"
)


def _suffix(per: str) -> str:
    if not per:
        return ""
    return "/kg" if "kg" in per else "/m2"


def _plain(number: str) -> str:
    value = float(number.replace(",", "").replace("\u00b7", "."))
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def drug_beside(study: StudyText, sentence: OwnSentence, start: int, end: int) -> tuple[str, bool]:
    """Return the drug that an amount in [start, end) belongs to, and whether it stands right beside it.

    "10 mg of A" is A's; else the drug before it in the sentence, if no other clause lies between; else the next one.
    """
    before, after = _around(sentence, start, end)
    if after is not None and _OF_DRUG.fullmatch(study.lowered, end, after.start):
        return curie_of(after), True
    if before is not None:
        gap = study.lowered[before.end : start]
        if len(gap) <= _NEAR_BEFORE and not _OTHER_CLAUSE.search(gap):
            return curie_of(before), True
        if len(gap) <= _SAME_CLAUSE and ";" not in gap:
            return curie_of(before), False
    return (curie_of(after), False) if after is not None else ("", False)


def _around(sentence: OwnSentence, start: int, end: int) -> tuple[Mention | None, Mention | None]:
    """Return the last drug before [start, end) and the first one close behind it."""
    before, after = None, None
    for drug in sentence.drugs:
        if drug.start < start:
            before = drug
        elif drug.start >= end:
            after = drug if drug.start < end + _NEAR_AFTER else None
            break
    return before, after


_MEASURED = frozenset({"g", "ng", "iu", "u", "mu", "mmol"})
"""Units that per millilitre are a measured concentration, not a product's."""
_COUNTED = re.compile(r"\b(?:days?|weeks?|visits?|groups?|phase|cycles?|grade|stage|type)\s$")
"""What stands before a number that only counts: "on day 1, 20 mg"."""
_BEFORE_DRUG = re.compile(r"\s(?!of |and |or |vs |versus |to |with |plus |than |in |for |the |on |by )(?:[\w-]+ )?")
_OF_DRUG = re.compile(
    r"\s?(?:of |x )?(?:(?!and |or |vs |versus |to |with |plus |than |in |for |the |on |by |given |among "
    r")[\w-]+ )?"
)
_OTHER_CLAUSE = re.compile(r"[;:]|\b(?:and|or|versus|vs|placebo|than|with)\b")
_SAME_CLAUSE = 120
