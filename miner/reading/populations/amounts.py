"""Doses and schedules: numbers with units beside a drug or a word for giving it, and how often and how long."""

import re
from collections.abc import Iterator

from miner.reading.populations.study_text import Found, StudyText, within

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+|\u00b7\d+)?"
_UNITS = {
    "mg": "mg", "milligrams": "mg", "milligram": "mg", "g": "g", "gm": "g", "grams": "g", "gram": "g",
    "\u00b5g": "mcg", "\u03bcg": "mcg", "mcg": "mcg", "ug": "mcg", "microg": "mcg", "micrograms": "mcg",
    "microgram": "mcg", "micrograms": "mcg", "ng": "ng", "iu": "IU", "i.u.": "IU", "u": "IU", "units": "IU",
    "unit": "IU", "miu": "million IU", "mu": "million IU", "mmol": "mmol", "meq": "mEq", "mci": "mCi", "gbq": "GBq",
    "mbq": "MBq", "gy": "Gy", "%": "%", "ml": "mL", "mm": "mmol/L",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
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
    r"\b(?:dos(?:e|es|ed|age|ages|ing)|receiv\w+|g(?:i|a)ven?|administ\w+|treated|treatment|therapy|daily|twice|once|weekly|"
    r"day|bolus|infus\w+|inject\w+|oral(?:ly)?|intravenous(?:ly)?|i\.v\.|iv|subcutaneous\w*|intramuscular\w*|tablets?|"
    r"capsules?|regimen|maximum|starting|titrated|loading|every|monthly|either|group)\b"
)
_OUTCOME = re.compile(
    r"\b(?:from|by|consumption|decreas\w*|increas(?:e|ed) (?:of|in)|reduction|was|were|mean|median|levels?|concentrations?|requir\w+|usage|"
    r"clearance|protein\w*|albumin\w*|cholesterol|glucose|excretion|weight|hemoglobin|less than|more than|cut-?off|"
    r"creatinine|psa|bilirubin|loss|above|below|exceed\w*|difference|saved|cumulative)[\s(:=]*(?:of |the |by |was |were |a |about |than )*$|"
    r"(?:\u00b1|\+/-|\+-)\s?$"
)
_DOSE_WAS = re.compile(r"\bdos(?:e|es|age)\b[^.;,]{0,40}\b(?:was|were|of)\s$|\bnot (?:to )?exceed(?:ing)?\s$")
_NOT_BEHIND = re.compile(r"\s?(?:\u00b1|\+/-|of hg|hg|increments?|higher|lower|less|more|reduction|decrease|increase|saved)")
_DRUGLESS = frozenset({"u", "g", "gy", "unit", "mmol", "meq"})
"""Units that measure much else: they count only beside a drug's name."""
_STRICT = frozenset({"%", "ml", "mm"})
"""Units that nearly always measure something else: nothing may stand between the number and the drug's name."""
_NEAR_BEFORE, _NEAR_AFTER = 45, 30

_WORD_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18, "a": 1, "other": 2, "second": 2, "third": 3,
}  # fmt: skip
_COUNT = r"(?:\d+(?:\.\d+)?|" + "|".join(_WORD_NUMBERS) + ")"
_SPAN_UNIT = r"(?P<unit>hours?|hrs?|h|days?|d|weeks?|wks?|months?|years?|yrs?|cycles|courses)\b"
_SCHEDULES = (
    ("every other day", r"\b(?:every (?:other|second) day|on alternate days|alternate[- ]day|q\.?o\.?d\b)"),
    ("twice weekly", r"\b(?:twice (?:a |per |each )?week(?:ly)?|two times (?:a |per )?week(?:ly)?|biweekly|2 times (?:a |per )?week)\b"),
    ("three times weekly", r"\b(?:(?:three|3) times (?:a |per |each )?week(?:ly)?|thrice (?:a )?week(?:ly)?|t\.?i\.?w\b)"),
    ("four times daily", r"\b(?:(?:four|4)[- ]times (?:a |per |each )?(?:day|daily)|q\.?i\.?d\b\.?|4 ?x ?daily)"),
    ("three times daily", r"\b(?:(?:three|3)[- ]times (?:a |per |each )?(?:day|daily)|thrice (?:a )?(?:day|daily)|t\.?i\.?d\b\.?|t\.?d\.?s\b)"),
    ("twice daily", r"\b(?:twice[- ](?:a[- ]|per |each )?(?:day|daily)|(?:two|2)[- ]times (?:a |per |each )?(?:day|daily)|b\.?i\.?d\b\.?|b\.?d\b|twice-daily)"),
    ("twice daily", r"\bevery 12 ?(?:h|hours|hr)\b"),
    ("every {n} {u}", rf"\b(?:every|q) ?(?P<n>{_COUNT})(?:[-\u2013]{_COUNT})?[\s-]?(?P<unit>weeks?|wks?|days?|months?|hours?|h|years?|w)\b"),
    ("once yearly", r"\b(?:annual(?:ly)? (?=intraven|infus|zoled|dos|inject)|once (?:a |per )?year|once[- ]yearly|yearly (?=intraven|infus|dos|inject))"),
    ("patient-controlled", r"\b(?:patient[- ]controlled|pca)\b"),
    ("weekly", r"\b(?:(?:once[- ])?weekly|once (?:a |per |every )?week|every week|once-weekly)\b"),
    ("monthly", r"\b(?:monthly|once a month|once per month|every month)\b"),
    ("once daily", r"\b(?:once[- ](?:a[- ]|per |each )?(?:day|daily)|once-daily|q\.?d\b\.?|o\.?d\b\.|daily|each day|every day|nightly|at bedtime|every night|every morning|once nightly)\b"),
    ("single dose", r"\b(?:single[- ](?:[\w-]+ )?(?:dose|injection|infusion|bolus|administration|application|oral dose)|(?<!least )one dose of|single-dose|as a single)\b"),
    ("continuous infusion", r"\b(?:continuous(?:ly)? (?:[\w-]+ )?(?:infusion|infused)|infused continuously|constant infusion|24[- ]?h(?:our)? infusion)\b"),
    ("as needed", r"\b(?:as[- ]needed|on[- ]demand|as[- ]required|p\.?r\.?n\b\.?|when needed)\b"),
)
_SCHEDULE = tuple((value, re.compile(pattern)) for value, pattern in _SCHEDULES)
_LASTED = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
_DURATION = (
    re.compile(rf"\bfor (?:a (?:total |period |further )?(?:of )?|a total of |up to |another |an additional )?(?P<n>{_LASTED})[\s-](?:consecutive )?{_SPAN_UNIT}"),
    re.compile(rf"\bover (?:a )?(?P<n>{_LASTED})[\s-]{_SPAN_UNIT}"),
    re.compile(
        rf"\b(?P<n>{_LASTED})-{_SPAN_UNIT}(?:-long)?,? (?:(?!after|follow|in\b|wash|run|base|post|pre|of\b|extension|titration|recruit|safety|interval|history|screening)[\w-]+,? ){{0,5}}?"
        r"(?:study|trial|treatment|therapy|course|regimen|period|phase|"
        r"double-blind|double-masked|open-label|randomi[sz]ed|placebo-controlled|crossover|parallel|comparison|administration)\b"
    ),
    re.compile(rf"\b(?P<n>{_LASTED})[- ]{_SPAN_UNIT}['\u2019]? (?:of )?(?:(?:oral|active|continuous|combined|daily|drug|continued) )?(?:treatment|therapy|administration) (?:with|of)\b"),
    re.compile(rf"\b(?P<n>{_LASTED})[- ]{_SPAN_UNIT}['\u2019] (?:[\w-]+ )?(?:treatment|therapy)\b"),
    re.compile(rf"\b(?:assigned|randomi[sz]ed)[^.;]{{0,40}} to (?P<n>{_LASTED}) {_SPAN_UNIT} of\b"),
    re.compile(rf"\bafter (?P<n>{_LASTED}) {_SPAN_UNIT} (?:of|on) (?:[\w-]+ ){{0,3}}?(?:treatment|therapy|medication)"),
    re.compile(r"\bthrough (?P<unit>week|month) (?P<n>\d+)"),
    re.compile(rf"\b(?:treatment|therapy|study|trial) (?:period |duration )?(?:lasted|was continued for|continued for|was|of) (?P<n>{_LASTED}) {_SPAN_UNIT}"),
)
_NO_DURATION = re.compile(
    r"\b(?:follow(?:ed)?(?:-| )?(?:up)?(?: \w+)?|history|survived|alive|observed|monitored|wash-?out|run-?in|stable|interval|recorded|amenorrh\w+|"
    r"collected|lasting|persist\w+|previous|prior|preceding|within the|infus\w+|fast\w+|assessed|measured|evaluated|recurred|prolong\w+|decreas\w+|"
    r"reduc\w+|delay\w+|maintained|sustained|free|remain\w+|relief|entered|enrolled|recruited|admitted|symptoms|disease|lasted|duration of action|effective|"
    r"waited|stored|incubated|abstinen\w+|off)\b[\w ,()%]{0,20}$"
)
_NO_DURATION_AFTER = re.compile(
    r"[- ](?:[\w-]+ ){0,2}?(?:follow|wash|run-in|survival|mortality|history|before|prior|after|later|old|of age|interval|apart|rate|placebo run|titration|drug-titration|baseline|observation|pre-?treat|prestudy)"
)
_SHORT = {"w": "weeks", "h": "hours", "d": "days", "y": "years", "m": "months"}


def find_doses(study: StudyText, start: int, end: int) -> Iterator[Found]:
    """Yield the doses of a sentence, each number with its unit: "75 mg/m2" for "75 mg/m(2)", "1000 IU" for "1,000 U".

    A dose stands beside a drug or words of giving; concentrations, changes and consumptions are none. "Per day" is
    left to the schedule. `curie` is the drug beside it, "" if there is none.
    """
    lowered = study.lowered
    for match in _DOSE.finditer(lowered, start, end):
        unit, per, rest = match["unit"], match["per"] or "", _REST.sub("", match["rest"] or "")
        if rest in _NOT_DOSE and not (rest == "ml" and unit != "g"):
            continue
        before, after = lowered[max(start, match.start() - 60) : match.start()], lowered[match.end() : match.end() + 40]
        drug, is_beside = drug_beside(study, match.start(), match.end(), start, end)
        if (_OUTCOME.search(before) and not _DOSE_WAS.search(before)) or _NOT_BEHIND.match(after):
            continue
        if unit in _STRICT:
            if not _is_strength(study, match, start, end) and not (unit == "ml" and per):
                continue
        elif not is_beside and (unit in _DRUGLESS or not _GIVEN.search(before[-45:] + " | " + after)):
            continue
        for dose in _doses(match):
            yield Found(dose, match.start(), match.end(), drug)


def parse_doses(words: str) -> list[str]:
    """Return the doses that a few words say, wherever they stand: "0.5 to 1 mg" is "0.5 mg" and "1 mg"."""
    return [dose for match in _DOSE.finditer(words.lower()) for dose in _doses(match)]


def _doses(match: re.Match[str]) -> Iterator[str]:
    rest = _REST.sub("", match["rest"] or "")
    suffix = _suffix(match["per"] or "") + ("/mL" if rest == "ml" else "")
    for number in re.findall(_NUMBER, match["numbers"]):
        yield f"{_plain(number)} {_UNITS[match['unit']]}{suffix}"


def _is_strength(study: StudyText, match: re.Match[str], start: int, end: int) -> bool:
    """Return whether a share is the strength of a product: "ropivacaine 0.1%", "0.5% timolol", but not "(77%)"."""
    if float(re.findall(_NUMBER, match["numbers"])[-1].replace(",", "").replace("\u00b7", ".")) > 30:
        return False
    before = within(study.drugs, start, match.start())
    if before and _STRENGTH_GAP.fullmatch(study.lowered, before[-1].end, match.start()):
        return True
    after = within(study.drugs, match.end(), min(end, match.end() + _NEAR_AFTER))
    return bool(after) and bool(re.fullmatch(r"\s(?:of )?(?:[a-z]+ )?", study.lowered[match.end() : after[0].start]))


_STRENGTH_GAP = re.compile(
    r"\s(?:(?:\w+ate|hydrochloride|hcl|sodium|ophthalmic|topical|eye|cream|ointment|gel|solution|drops|lotion|foam|vaginal|nasal|spray)\s)*"
)


def _suffix(per: str) -> str:
    if not per:
        return ""
    return "/kg" if "kg" in per else "/m2"


def _plain(number: str) -> str:
    value = float(number.replace(",", "").replace("\u00b7", "."))
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def drug_beside(study: StudyText, start: int, end: int, low: int, high: int) -> tuple[str, bool]:
    """Return the drug that an amount in [start, end) belongs to, and whether it stands right beside it.

    "10 mg of A" is A's; else the drug before it in the sentence, if no other clause lies between; else the next one.
    """
    after = next(iter(within(study.drugs, end, min(high, end + _NEAR_AFTER))), None)
    if after is not None and re.fullmatch(r"\s?(?:of |x )?(?:[\w-]+ )?", study.lowered[end : after.start]):
        return _curie(after), True
    before = within(study.drugs, low, start)
    if before:
        last = before[-1]
        gap = study.lowered[last.end : start]
        if len(gap) <= _NEAR_BEFORE and not re.search(r"[;:]|\b(?:and|or|versus|vs|placebo|than|with)\b", gap):
            return _curie(last), True
        if len(gap) <= 120 and ";" not in gap:
            return _curie(last), False
    return (_curie(after), False) if after is not None else ("", False)


def _curie(mention: object) -> str:
    link = getattr(mention, "link", None)
    return link.curie if link is not None else ""


def find_schedules(lowered: str, start: int, end: int) -> Iterator[Found]:
    """Yield how often and how long the drug is given: "twice daily", "every 3 weeks", "duration 12 weeks"."""
    taken: list[tuple[int, int]] = []
    for value, pattern in _SCHEDULE:
        for match in pattern.finditer(lowered, start, end):
            if any(match.start() < stop and begin < match.end() for begin, stop in taken) or _is_no_giving(lowered, match):
                continue
            taken.append(match.span())
            yield Found(_schedule(value, match), *match.span())
    for pattern in _DURATION:
        for match in pattern.finditer(lowered, start, end):
            if any(match.start() < stop and begin < match.end() for begin, stop in taken):
                continue
            if _NO_DURATION.search(lowered[max(start, match.start() - 40) : match.start()]) or _NO_DURATION_AFTER.match(
                lowered, match.end(), end
            ):
                continue
            taken.append(match.span())
            yield Found(_duration(match), *match.span())


_DAILY_LIFE = re.compile(r"[- ](?:intervals?|by|in|to report|dose at|visits?|follow|monitor|assess|record|measure|life|living|activit|function|diar|symptom|pain|number|urin|headache|basis|use|smok|sodium|fluid|energy|diet|walk)")


def _is_no_giving(lowered: str, match: re.Match[str]) -> bool:
    return bool(_DAILY_LIFE.match(lowered, match.end()) or _NOT_GIVEN.search(lowered[max(0, match.start() - 24) : match.start()]))


_NOT_GIVEN = re.compile(
    r"(?:activities of|episodes|times per|titrated|increased|contacted|seen|visited|assessed|measured|the same|monitored|recorded|\d-|after|mean|average|follow\w* up) $"
)


def _schedule(value: str, match: re.Match[str]) -> str:
    if "{n}" not in value:
        return value
    count, unit = _WORD_NUMBERS.get(match["n"], match["n"]), _unit(match["unit"])
    if str(count) == "1":
        return {"week": "weekly", "day": "once daily", "month": "monthly"}.get(unit, f"every {unit}")
    if unit == "hour" and str(count) in {"24", "12", "8", "6"}:
        return {"24": "once daily", "12": "twice daily"}.get(str(count), f"every {count} hours")
    return f"every {count} {unit}s"


def _duration(match: re.Match[str]) -> str:
    count, unit = str(_WORD_NUMBERS.get(match["n"], match["n"])), _unit(match["unit"])
    return f"duration {count} {unit}" + ("" if count == "1" else "s")


def _unit(word: str) -> str:
    word = word.rstrip(".")
    if word in {"h", "hr", "hrs"}:
        return "hour"
    if word in {"min", "minute", "minutes"}:
        return "minute"
    return {"d": "day", "w": "week", "wk": "week", "wks": "week", "yr": "year", "yrs": "year"}.get(word, word.rstrip("s"))
