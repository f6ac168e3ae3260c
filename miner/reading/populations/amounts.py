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
_PER = r"(?:\s?/\s?|\s?x\s|\sper\s|\s)(?:kg|m\s?\(?2\)?|m\^2|m\u00b2|sq\.? ?m)(?:\(?-1\)?)?"
_SEPARATOR = r"\s?(?:,? ?(?:and|or|to|then|vs\.?|versus)\s|-|\u2013|,|/)\s?"
_DOSE = re.compile(
    rf"(?<![\w.\u00b7^-])(?P<numbers>{_NUMBER}(?:\s?(?:{_UNIT})?{_SEPARATOR}{_NUMBER}){{0,5}}?)[\s-]?"
    rf"(?P<unit>{_UNIT})(?P<per>{_PER})?(?P<rest>(?:\s?/\s?|\sper\s|\s?x\s)(?:[a-z]+))?(?![\w%])(?!\(-1\))"
)
_BODY = re.compile(r"kg|m")
_NOT_DOSE = frozenset({"dl", "l", "liter", "litre", "liters", "ml", "mmol", "g", "mg", "creatinine", "mmhg", "min"})
_GIVEN = re.compile(
    r"\b(?:dos(?:e|es|ed|age|ages|ing)|receiv\w+|g(?:i|a)ven?|administ\w+|treated|treatment|therapy|daily|twice|once|weekly|"
    r"day|bolus|infus\w+|inject\w+|oral(?:ly)?|intravenous(?:ly)?|i\.v\.|iv|subcutaneous\w*|intramuscular\w*|tablets?|"
    r"capsules?|regimen|maximum|starting|titrated|loading|every|monthly|either|group)\b"
)
_OUTCOME = re.compile(
    r"\b(?:from|by|consumption|decreas\w*|increas(?:e|ed) (?:of|in)|reduction|was|were|mean|median|levels?|concentrations?|requir\w+|usage|"
    r"clearance|protein\w*|albumin\w*|cholesterol|glucose|excretion|weight|hemoglobin|less than|more than|cut-?off|"
    r"creatinine|psa|bilirubin|loss|above|below|exceed\w*|difference|saved|cumulative)[\s(:=]*(?:of |the |by |was |were |a |about |than )*$"
)
_DRUGLESS = frozenset({"%", "ml", "mm", "u", "g", "unit", "units", "gy"})
"""Units that measure much else: they count only right behind or right before a drug's name."""
_NEAR_BEFORE, _NEAR_AFTER = 45, 30

_WORD_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "eighteen": 18, "a": 1, "other": 2, "second": 2, "third": 3,
}  # fmt: skip
_COUNT = r"(?:\d+(?:\.\d+)?|" + "|".join(_WORD_NUMBERS) + ")"
_SPAN_UNIT = r"(?P<unit>hours?|hrs?|h|days?|d|weeks?|wks?|months?|years?|yrs?|min(?:utes?)?|cycles|courses)\b"
_SCHEDULES = (
    ("every other day", r"\b(?:every (?:other|second) day|on alternate days|alternate[- ]day|q\.?o\.?d\b)"),
    ("twice weekly", r"\b(?:twice (?:a |per |each )?week(?:ly)?|two times (?:a |per )?week(?:ly)?|biweekly|2 times (?:a |per )?week)\b"),
    ("three times weekly", r"\b(?:(?:three|3) times (?:a |per |each )?week(?:ly)?|thrice (?:a )?week(?:ly)?|t\.?i\.?w\b)"),
    ("four times daily", r"\b(?:(?:four|4)[- ]times (?:a |per |each )?(?:day|daily)|q\.?i\.?d\b\.?|4 ?x ?daily)"),
    ("three times daily", r"\b(?:(?:three|3)[- ]times (?:a |per |each )?(?:day|daily)|thrice (?:a )?(?:day|daily)|t\.?i\.?d\b\.?|t\.?d\.?s\b)"),
    ("twice daily", r"\b(?:twice[- ](?:a[- ]|per |each )?(?:day|daily)|(?:two|2)[- ]times (?:a |per |each )?(?:day|daily)|b\.?i\.?d\b\.?|b\.?d\b|twice-daily)"),
    ("twice daily", r"\bevery 12 ?(?:h|hours|hr)\b"),
    ("every {n} {u}", rf"\b(?:every|q) ?(?P<n>{_COUNT})(?:[-\u2013]{_COUNT})?[\s-]?(?P<unit>weeks?|wks?|days?|months?|hours?|h|years?|w)\b"),
    ("weekly", r"\b(?:(?:once[- ])?weekly|once (?:a |per |every )?week|every week|once-weekly)\b"),
    ("monthly", r"\b(?:monthly|once a month|once per month|every month)\b"),
    ("once daily", r"\b(?:once[- ](?:a[- ]|per |each )?(?:day|daily)|once-daily|q\.?d\b\.?|o\.?d\b\.|daily|each day|every day|nightly|at bedtime|every night|every morning|once nightly)\b"),
    ("single dose", r"\b(?:single[- ](?:[\w-]+ )?(?:dose|injection|infusion|bolus|administration|application|oral dose)|one dose of|single-dose|as a single)\b"),
    ("continuous infusion", r"\b(?:continuous(?:ly)? (?:[\w-]+ )?(?:infusion|infused)|infused continuously|constant infusion|24[- ]?h(?:our)? infusion)\b"),
    ("as needed", r"\b(?:as[- ]needed|on[- ]demand|as[- ]required|p\.?r\.?n\b\.?|when needed)\b"),
)
_SCHEDULE = tuple((value, re.compile(pattern)) for value, pattern in _SCHEDULES)
_DURATION = (
    re.compile(rf"\b(?:for|over|during) (?:the (?:first |next |remaining |following )?|a (?:total |period |mean |further )?(?:of )?|a total of |up to |at least |another |an additional )?(?P<n>{_COUNT})[\s-]{_SPAN_UNIT}"),
    re.compile(
        rf"\b(?P<n>{_COUNT})[- ]{_SPAN_UNIT}(?:[- ]long)?,? (?:[\w-]+,? ){{0,5}}?(?:study|trial|treatment|therapy|course|regimen|period|phase|extension|"
        r"double-blind|double-masked|open-label|randomi[sz]ed|placebo-controlled|crossover|parallel)\b"
    ),
    re.compile(rf"\bafter (?P<n>{_COUNT}) {_SPAN_UNIT} (?:of|on) (?:[\w-]+ ){{0,3}}?(?:treatment|therapy|medication|drug)"),
    re.compile(rf"\b(?:treatment|therapy|study|trial) (?:period |duration )?(?:lasted|was continued for|continued for|was|of) (?P<n>{_COUNT}) {_SPAN_UNIT}"),
)
_NO_DURATION = re.compile(
    r"(?:follow(?:ed)?(?:-| )?(?:up)?(?: \w+)?|history|survived|alive|observed|monitored|wash-?out|run-?in|stable|interval|recorded|"
    r"collected|lasting|persist\w+|previous|prior|preceding|within the|infus\w+|fast\w+|assessed|measured|evaluated|recurred|months' )[\w ,]{0,14}$"
)
_NO_DURATION_AFTER = re.compile(
    r"[- ](?:[\w-]+ ){0,2}?(?:follow|wash|run-in|survival|mortality|history|before|prior|after|later|old|of age|interval|apart|rate|placebo run|baseline|observation|pre)"
)
_SHORT = {"w": "weeks", "h": "hours", "d": "days", "y": "years", "m": "months"}


def find_doses(study: StudyText, start: int, end: int) -> Iterator[Found]:
    """Yield the doses of a sentence, each number with its unit: "75 mg/m2" for "75 mg/m(2)", "1000 IU" for "1,000 U".

    A dose stands beside a drug or words of giving; concentrations, changes and consumptions are none. "Per day" is
    left to the schedule. `curie` is the drug beside it, "" if there is none.
    """
    lowered = study.lowered
    for match in _DOSE.finditer(lowered, start, end):
        unit, per, rest = match["unit"], match["per"] or "", (match["rest"] or "").strip(" /")
        rest = rest.removeprefix("per ").removeprefix("x ").strip()
        if rest in _NOT_DOSE and not (rest == "min" and per) and not (rest == "ml" and unit != "g"):
            continue
        before, after = lowered[max(start, match.start() - 60) : match.start()], lowered[match.end() : match.end() + 40]
        drug, is_beside = drug_beside(study, match.start(), match.end(), start, end)
        if _OUTCOME.search(before) or (after.lstrip().startswith(("of hg", "hg")) or "\u00b1" in after[:4] or "+/-" in after[:5]):
            continue
        if not is_beside and (unit in _DRUGLESS or not _GIVEN.search(before[-45:] + " | " + after)):
            continue
        if unit in {"%", "ml", "mm", "g"} and not is_beside:
            continue
        suffix = _suffix(per) + ("/mL" if rest == "ml" else "")
        for number in re.findall(_NUMBER, match["numbers"]):
            yield Found(f"{_plain(number)} {_UNITS[unit]}{suffix}", match.start(), match.end(), drug)


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


_DAILY_LIFE = re.compile(r"[- ](?:life|living|activit|function|diar|symptom|pain|number|urin|headache|basis|use|smok|sodium|fluid|energy|diet|walk)")


def _is_no_giving(lowered: str, match: re.Match[str]) -> bool:
    return bool(_DAILY_LIFE.match(lowered, match.end())) or lowered[max(0, match.start() - 14) : match.start()].endswith(
        ("activities of ", "in ", "episodes ", "times per ")
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
