"""How often and how long the drug is given."""

import re
from collections.abc import Iterator, Sequence

from miner.reading.populations.patterns import CUES, compile_all
from miner.reading.populations.schedule_words import (
    DURATION_AFTER,
    DURATION_AROUND,
    DURATION_BEFORE,
    GIVING,
    MEASURING,
    NO_DURATION,
    NO_DURATION_AFTER,
    NO_DURATION_BUT,
    SCHEDULES,
    TRIAL_AFTER,
    WORD_NUMBERS,
)
from miner.reading.populations.study_text import Found

_VALUES = tuple(value for value, _ in SCHEDULES)
_NO_DURATION, _NO_DURATION_AFTER = compile_all((NO_DURATION, NO_DURATION_AFTER))
_DURATION_BEFORE, _DURATION_AFTER, _TRIAL_AFTER = compile_all((DURATION_BEFORE, DURATION_AFTER, TRIAL_AFTER))
_DURATION_AROUND = tuple(compile_all(pair) for pair in DURATION_AROUND)
_NO_DURATION_BUT, _GIVING, _MEASURING = compile_all((NO_DURATION_BUT, GIVING, MEASURING))
_WINDOW = 60
_NEAR_BEFORE, _NEAR_AFTER = 80, 50
"""Characters in which a drug or a word of giving stands."""

Spans = Sequence[tuple[int, int]]


def find_schedules(lowered: str, start: int, end: int, cues: int = -1, drugs: Spans | None = None) -> Iterator[Found]:
    """Yield how often and how long the drug is given: "twice daily", "every 3 weeks", "duration 12 weeks".

    Args:
        lowered: the text in lower case.
        start: where the sentence begins.
        end: where it ends.
        cues: the bits of the patterns that can match in it; all are tried if left out.
        drugs: (start, end) of the drugs that it names. A drug or a word of giving must stand near, or something else is
            done "daily"; if left out, the words are known to be a schedule.
    """
    taken: list[tuple[int, int]] = []
    for number, pattern in CUES.patterns("schedules", cues):
        for match in pattern.finditer(lowered, start, end):
            if (
                not _overlaps(match, taken)
                and not _is_no_giving(lowered, match)
                and (drugs is None or _is_given(lowered, match, start, end, drugs))
            ):
                taken.append(match.span())
                yield Found(_schedule(_VALUES[number], match), *match.span())
    for _, pattern in CUES.patterns("spans", cues):
        for match in pattern.finditer(lowered, start, end):
            if (
                not _overlaps(match, taken)
                and _is_duration(lowered, match, start, end)
                and (drugs is None or _is_near_giving(lowered, match, start, end, drugs))
            ):
                taken.append(match.span())
                yield Found(_duration(match), *match.span())


def _is_given(lowered: str, match: re.Match[str], start: int, end: int, drugs: Spans) -> bool:
    """Return whether it is a drug that is given so often, not a measurement, a habit or a visit."""
    if not _is_near_giving(lowered, match, start, end, drugs):
        return False
    if not _MEASURING.search(lowered, max(start, match.start() - _WINDOW), match.start()):
        return True
    behind = match.end()
    return any(behind <= first < behind + _NEXT for first, _ in drugs) or bool(
        _TREATED.search(lowered, behind, min(end, behind + _NEXT))
    )


_TREATED = re.compile(r"\b(?:dos(?:es?|age|ing)\b|treat|therap|administ|regimen|inject|infus|tablet)")
_NEXT = 30
"""Characters behind "assessed weekly" in which the drug that is given weekly stands."""


def _is_near_giving(lowered: str, match: re.Match[str], start: int, end: int, drugs: Spans) -> bool:
    first, last = max(start, match.start() - _NEAR_BEFORE), min(end, match.end() + _NEAR_AFTER)
    return any(begin < last and stop > first for begin, stop in drugs) or bool(_GIVING.search(lowered, first, last))


def _is_duration(lowered: str, match: re.Match[str], start: int, end: int) -> bool:
    """Return whether a time in a sentence is how long the drug is given, by the words before and behind it."""
    before, behind = lowered[max(start, match.start() - _WINDOW) : match.start()], match.end()
    is_one = (
        _DURATION_BEFORE.search(before)
        or _DURATION_AFTER.match(lowered, behind, end)
        or (match["mark"] == "-" and _TRIAL_AFTER.match(lowered, behind, end))
        or any(first.search(before) and then.match(lowered, behind, end) for first, then in _DURATION_AROUND)
    )
    if not is_one or _NO_DURATION_AFTER.match(lowered, behind, end):
        return False
    is_short = match["unit"][0] == "h"
    if is_short and _OF_HOURS.search(lowered[max(start, match.start() - _WINDOW) : min(end, behind + _NEXT)]):
        return False
    if _WOULD.search(before) or (match["mark"] == "-" and _is_no_course(lowered, match, before, end)):
        return False
    return not _NO_DURATION.search(before) or (match["mark"] == "-" and bool(_NO_DURATION_BUT.search(before)))


def _is_no_course(lowered: str, match: re.Match[str], before: str, end: int) -> bool:
    """Return whether a time with a hyphen is that of a measurement, of a review of records, or of a patch."""
    behind = match.end()
    if match["unit"].startswith("h"):
        return not _COURSE.match(lowered, behind)  # "24-hour pH study"
    if match["unit"].startswith("year") and _PERIOD.match(lowered, behind):
        return True  # "over a 2-year period"
    return before.endswith("for ") and not _TRIAL_AFTER.match(lowered, behind, end)  # "a patch for 7-day application"


_OF_HOURS = re.compile(
    r"\bhourly for|\b(?:over|through) (?:a )?\d|\bover (?:a )?(?:one|two|three|four|six)|(?:study|trial|observation|"
    r"sampling|"
    r"monitoring|dosing) "
    r"(?:period|interval)|recording|monitoring"
)
"""What stands around hours of an infusion or of a measurement, which are no course of treatment."""
_COURSE = re.compile(r"[- ](?:[\w-]+ )?(?:infusion|course|regimen|therapy|treatment(?! curve))\b")
_PERIOD = re.compile(r" period\b")
_WOULD = re.compile(
    r"\b(?:would|aplasia|survive\w*|of \d+ (?:[\w-]+ )?(?:patients|subjects) treated|run-?in|"
    r"follow(?:ed)?-up)\b[^.;]{0,45}$"
)


def _overlaps(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(match.start() < stop and begin < match.end() for begin, stop in taken)


_DAILY_LIFE = re.compile(
    r"[- ](?:(?:therapeutic )?regimen of|dose (?:de-?)?(?:escalat|reduc|modif|titrat)|dos(?:e|es|age)s? (?:of|was|"
    r"were|range)|intervals?|to report|"
    r"dose at|"
    r"visits?|follow|monitor|assess|record|measure|life|living|"
    r"activit|function|diar|dialys|h[a]?emodialys|(?:blood |serum |plasma |clinical )(?:monitor|sampl|test|count)|"
    r"(?:[\w-]+ )?(?:consumption|intake|usage)|symptom|pain|number|"
    r"angina|seizure|attack|migraine|stool|episode|frequenc|bowel|consum|text|message|reminder|urin|headache|basis|use|smok|sodium|fluid|"
    r"energy|diet|onset|variation|fluctuat|"
    r"walk|lives|practice|habit|routine|food|smokeless|tobacco|cigarette|rates?\b|ratings?|average|allowance|intake|"
    r"behavio|sleep|"
    r"recommended|newspaper|news|work|care\b|requirement|consumption|variab|telephone|phone|\d+-h)"
)


def _is_no_giving(lowered: str, match: re.Match[str]) -> bool:
    return bool(
        _DAILY_LIFE.match(lowered, match.end())
        or (match[0] == "daily" and _DOSE_NEXT.match(lowered, match.end()))
        or _NOT_GIVEN.search(lowered[max(0, match.start() - 28) : match.start()])
        or (_HAPPENS.search(before := lowered[max(0, match.start() - 60) : match.start()]) and not _MG.search(before))
    )


_MG = re.compile(r"\d ?(?:mg|mcg|\u00b5g|\u03bcg|g|iu|units?|ml)\b|%|\btreat|\btherap|\bgiven\b|\breceiv")
_DOSE_NEXT = re.compile(r"[- ](?:[\w-]+ )?dos(?:e|es|age|ages)\b")
"""A "daily dose" may be given in parts."""
_NOT_GIVEN = re.compile(
    r"(?:activities of|episodes|times per|titrated(?: up\w*)?|increased|contacted|seen|visited|assessed|measured|the "
    r"same|monitored|recorded|\d-|after|mean|average|follow\w* up|smoked|less than|recommended|adjusted|access to|"
    r"via an?|"
    r"occur\w+|times|(?:performed|carried out)(?: \w+)?|determined[\w ]{0,15}|\d ?(?:l|liters?|litres?|kcal|"
    r"cigarettes)) $"
)
_HAPPENS = re.compile(
    r"\b(?:frequency|episodes?|attacks?|stools?|bowel|seizures?|headaches?|exacerbations?|defecat\w+|micturition\w*|"
    r"urinat\w*|drank|drink\w*|alcohol|smok\w+|nocturia|hot flashes|hot flushes)\b[^.;]{0,40}$"
)
"""What stands before how often something happens."""


def _schedule(value: str, match: re.Match[str]) -> str:
    if "{n}" not in value:
        return value
    count, unit = WORD_NUMBERS.get(match["n"], match["n"]), _unit(match["unit"])
    if str(count) == "1":
        return {"week": "weekly", "day": "once daily", "month": "monthly"}.get(unit, f"every {unit}")
    if unit == "hour" and str(count) in {"24", "12", "8", "6"}:
        return {"24": "once daily", "12": "twice daily"}.get(str(count), f"every {count} hours")
    return f"every {count} {unit}s"


def _duration(match: re.Match[str]) -> str:
    count, unit = str(WORD_NUMBERS.get(match["n"], match["n"])), _unit(match["unit"])
    return f"duration {count} {unit}" + ("" if count == "1" else "s")


def _unit(word: str) -> str:
    word = word.rstrip(".")
    if word in {"h", "hr", "hrs"}:
        return "hour"
    if word in {"min", "minute", "minutes"}:
        return "minute"
    return {"d": "day", "w": "week", "wk": "week", "wks": "week", "yr": "year", "yrs": "year"}.get(
        word, word.rstrip("s")
    )
