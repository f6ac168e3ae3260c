"""The sex of the patients, where a study is limited to one: it names patients of one sex and nowhere the other."""

import re
from collections.abc import Iterator

from miner.reading.populations.patterns import CUES
from miner.reading.populations.study_text import Found, OwnSentence, Part, StudyText

_SHARE = re.compile(r"(?:\d\s?%?\)?|%|mostly|most patients were|number of|ratio|predominantly|were|was|all|both) $|/$")
_COUNTED = re.compile(r"\s?(?:[:,(=/]\s?(?:n ?= ?)?\d|ratio|sex|gender)")
_PATIENTS = re.compile(
    r"\b(?:women|men|girls|boys|females|males|(?:post|peri|pre)-?menopausal|(?:fe)?male (?=(?:[\w-]+ "
    r")?(?:patients|subjects|volunteers|participants|infants|adults)))"
)
_HELD = re.compile(
    r"[\s,]+(?:\([^)]{0,60}\) )?(?:patients|subjects|volunteers|participants|with|who|aged|at|undergoing|"
    r"suffering|were|received|having|in|scheduled|treated|presenting|between|over|and|requiring|"
    r"complaining|randomi|age|planning|seeking|diagnosed|had|to)\b"
)
_ONE = re.compile(
    r"\b\d+[- ](?:year|month|week|day)s?[- ]?old[\w ,-]{0,40}?\b(?P<sex>woman|female|girl|lady|man|male|"
    r"boy|gentleman)\b"
)


def find_sex(study: StudyText) -> Iterator[tuple[OwnSentence, Found]]:
    """Yield "female" or "male" where the study's own sentences name patients of that sex and none of the other."""
    has_female, has_male = _is_named(study, "female"), _is_named(study, "male")
    if has_female == has_male:
        return
    value = "female" if has_female else "male"
    for sentence in study.own:
        matches = (
            match
            for _, pattern in CUES.patterns(value, sentence.cues)
            for match in pattern.finditer(study.lowered, sentence.start, sentence.end)
        )
        found = next((match for match in matches if _is_of_study(study.lowered, sentence, match)), None)
        if found is not None:
            yield sentence, Found(value, *found.span())


def _is_named(study: StudyText, sex: str) -> bool:
    lowered = study.lowered
    return any(CUES.matches(sex, sentence.cues, lowered, sentence.start, sentence.end) for sentence in study.own)


def _is_of_study(lowered: str, sentence: OwnSentence, match: re.Match[str]) -> bool:
    """Return whether a word for one sex means all patients: in the title, or patients who were treated; no count."""
    before = lowered[max(sentence.start, match.start() - 24) : match.start()]
    if sentence.part is Part.TITLE:
        return True
    if _COUNTED.match(lowered, match.end()):
        return False
    if _ONE.search(lowered, sentence.start, sentence.end) and sentence.part is not Part.CONCLUSION:
        return True
    return (
        bool(_PATIENTS.match(lowered, match.start() + (not lowered[match.start()].isalpha())))
        and bool(_HELD.match(lowered, match.end()))
        and not re.search(r"%\)?,? (?:of )?(?:were )?$|most|were $|was $", before)
    )
