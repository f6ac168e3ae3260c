"""Finds the groups of a study that a sentence names: "placebo", "group 1", "the metoprolol group", drugs.

What makes an arm is said by the whole article; where it is named, by the sentence.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from miner.reading.outcomes.tokens import ATTRIBUTE, NUMBER, WORD, Token
from miner.reading.outcomes.word_sets import word_set
from miner.records import Mention, MentionType

_GROUP = frozenset({"group", "groups", "arm", "arms", "cohort", "cohorts", "regimen", "regimens", "phase", "subgroup"})
_TAIL = word_set(
    "group groups arm arms recipients recipient therapy treatment monotherapy alone patients subjects users "
    "regimen women men children treated phase group's participants only"
)
_CONTROLS = word_set(
    "placebo placebos control controls sham vehicle observation comparator untreated nontreated non-treated "
    "saline usual-care monotherapy"
)
_CONTROL_PHRASES = re.compile(
    r"\b(?:no treatment|usual care|standard (?:care|therapy|treatment|of care)|conventional (?:therapy|treatment)|"
    r"best supportive care|no (?:therapy|prophylaxis)|combination (?:therapy|treatment)|"
    r"healthy (?:subjects|volunteers|controls)|"
    r"surgery alone|radiotherapy alone|chemotherapy alone|radiation alone|active treatment|study drug)\b"
)
_STOP = word_set(
    "the a an in of for with to and or on both two three four all each either these those this that other by "
    "between among were was is are had from than vs versus compared per any one same study treatment no our "
    "respective different within respectively as at patients treatment-naive intervention-free remaining "
    "whole entire more less while but after during experimental second third first parallel patient age"
)
_LABEL = re.compile(r"(?:[a-z]|\d{1,2}|i{1,3}|iv|v)$")
_JOINS = frozenset({"plus", "+", "/", "&", "with", "combined"})
_ARM_WORDS = re.compile(r"(?:group|arm|recipient)s?\b")
_LAST_WORD = re.compile(r"\w[\w+/.-]*$")
_N_EQUALS = re.compile(r"\(\s?n\s?=")


_GENERIC = word_set(
    "experimental intervention treatment study active test comparison reference standard first second third "
    "treated combination"
)
"""Words that name an arm only right before "group" or "arm"."""


class Arm(NamedTuple):
    """A group where a sentence names it: tokens from `first` to `last`, its words, and their place."""

    words: str
    first: int
    last: int
    start: int
    end: int


class Study(NamedTuple):
    """What a whole article says.

    `names` are words that name its groups; `has_groups` if it compares any; `title` is in lower case, "" unless it
    speaks of a use and not of harm; `tells_medians` if its averages are medians, `tells_intervals` if its brackets hold
    confidence intervals, `is_review` if it reviews studies.
    """

    names: frozenset[str]
    has_groups: bool
    drugs: tuple[Mention, ...]
    title: str = ""
    tells_medians: bool = False
    tells_intervals: bool = False
    is_review: bool = False


_COMPARED = re.compile(r"(?:two|both|three|four|treatment|study|between) groups|\barms\b|\bgroup (?:a|b|1|2|i)\b")
_NO_NAME = (
    _STOP
    | _TAIL
    | {"age", "control", "sex", "risk", "working", "study", "treatment", "treatments", "research", "expert"}
)


def study_of(text: str, lowered: str, mentions: Sequence[Mention]) -> Study:
    """Return what an article says of its groups."""
    names = set()
    for match in _ARM_WORDS.finditer(lowered):
        before = lowered[max(0, match.start() - 40) : match.start()]
        if before[-1:] in {" ", "-"} and (words := _LAST_WORD.search(before[:-1])):
            names.add(words[0].strip("+/.-"))
    for match in _N_EQUALS.finditer(lowered):
        last = text[max(0, match.start() - 20) : match.start()].split()[-1:]
        if last and last[0][0].isalpha() and sum(c.isupper() or c.isdigit() for c in last[0]) > 1:
            names.add(last[0].lower())
    drugs = tuple(mention for mention in mentions if mention.type is MentionType.DRUG)
    title = lowered[: lowered.find("\n")]
    return Study(
        frozenset(name for name in names - _NO_NAME if not name.isdigit()),
        _has_groups(lowered),
        drugs,
        title if any(sign in title for sign in _OF_USE) and not any(sign in title for sign in _OF_HARM) else "",
        _tells_medians(lowered),
        "confidence" in lowered or "95% ci" in lowered or "95%ci" in lowered,
        "meta-anal" in lowered or "systematic review" in lowered or "pooled analysis" in lowered,
    )


_OF_HARM = ("induced", "adverse", "side effect", "safety", "toler", "toxicit", "complication", "risk of")
_OF_USE = (
    "prevent", "prophyla", "treatment of", "treating", "management", "relie", "control of", "reduc", "therapy of",
    "patients with", "for the", "antiemetic", "attenuat", "efficacy", "effect of ", "effects of ",
)  # fmt: skip
_MEDIAN = re.compile(r"\bmedians?\b(?! (?:age|follow|duration of follow|time of follow|\(range\) age))")
_SAYS_MEAN = ("mean", "average", "+/-", "±", "+-")


def _tells_medians(lowered: str) -> bool:
    """Return whether an article reports medians and nowhere a mean."""
    return "median" in lowered and not any(sign in lowered for sign in _SAYS_MEAN) and bool(_MEDIAN.search(lowered))


def _has_groups(lowered: str) -> bool:
    """Return whether an article compares groups."""
    if "placebo" in lowered or "controls" in lowered or "control group" in lowered or "compared with" in lowered:
        return True
    if "random" in lowered and lowered.count("random") > lowered.count("random effect") + lowered.count(
        "random-effect"
    ):
        return True
    return ("arms" in lowered or "group" in lowered) and _COMPARED.search(lowered) is not None


_NAMING = frozenset({WORD, ATTRIBUTE})
_HEADS = _CONTROLS | _GROUP
_FOLLOWERS = _GROUP | {"and", "or", "versus", "vs"}
"""What stands at or behind the first word of an arm, unless the word is a name or has a hyphen."""


def find_arms(text: str, tokens: Sequence[Token], study: Study, lowered: str) -> list[Arm]:
    """Return the groups that a sentence names, in order; none overlaps another."""
    if not tokens:
        return []
    start, end = tokens[0].start, tokens[-1].end
    drugs = {mention.start: mention.end for mention in study.drugs if start <= mention.start < end}
    controls = {match.start(): match.end() for match in _CONTROL_PHRASES.finditer(lowered, start, end)}
    spans: list[tuple[int, int]] = []
    texts = [token.text for token in tokens]
    may_begin = [
        text in study.names or text in _HEADS or "-" in text or following in _FOLLOWERS
        for text, following in zip(texts, [*texts[1:], ""], strict=True)
    ]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not (may_begin[at] and token.kind in _NAMING) and token.start not in drugs and token.start not in controls:
            at += 1
            continue
        last = _arm_end(tokens, at, drugs, controls, study)
        if last < at:
            at += 1
            continue
        first = at
        if spans and spans[-1][1] == first - 2 and tokens[first - 1].text in _JOINS:
            first = spans.pop()[0]
        spans.append((first, last))
        at = last + 1
    spans = [(first, last) for first, last in spans if not _is_consortium(text, tokens, first, last)]
    return [
        Arm(text[tokens[first].start : tokens[last].end], first, last, tokens[first].start, tokens[last].end)
        for first, last in spans
    ]


def _is_consortium(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether "Study Group" is written as a name."""
    return tokens[first].text in {"study", "research", "trial"} and text[tokens[last].start].isupper()


def _arm_end(tokens: Sequence[Token], at: int, drugs: dict[int, int], controls: dict[int, int], study: Study) -> int:  # noqa: C901, PLR0911 (a list of rules: the first that applies)
    """Return the last token of the arm that begins at token `at`, or `at` - 1 if none does."""
    token = tokens[at]
    if (end := drugs.get(token.start) or controls.get(token.start)) is not None:
        if token.start in drugs and _is_measured(tokens, at, study):
            return at - 1
        last = at
        while last + 1 < len(tokens) and tokens[last + 1].start < end:
            last += 1
        return _with_tail(tokens, last)
    if token.kind not in {WORD, ATTRIBUTE}:
        return at - 1
    head = token.text.partition("-")[0]
    if token.text in _CONTROLS or (head in _CONTROLS and "controlled" not in token.text):
        return at - 1 if token.text == "control" and _is_of_disease(tokens, at) else _with_tail(tokens, at)
    if token.text in _GROUP and at + 1 < len(tokens):
        label = tokens[at + 1]
        if _LABEL.match(label.text) and (label.text not in {"a", "i"} or label.end - label.start == 1):
            after = tokens[at + 2].text if at + 2 < len(tokens) else ""
            if label.kind == NUMBER and after in {"%", "patients"}:
                return at - 1
            return at + 1
        return at - 1
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following in {"group", "arm"} and token.text in _GENERIC:
        return at + 1
    if following in _GROUP and token.text not in _STOP and token.text not in _GROUP:
        return at + 1
    if following in {"and", "or", "versus", "vs"} and token.text not in _STOP and _are_groups(tokens, at):
        return at
    if token.text in study.names or ("-" in token.text and head in study.names and token.text.endswith("treated")):
        return _with_tail(tokens, at)
    return at - 1


_CONTROLLED = word_set(
    "glycemic glycaemic disease pain pressure bp symptom asthma local locoregional tumor tumour seizure emesis nausea "
    "vomiting diabetes lipid infection rate weight metabolic birth quality glucose headache viral complete better "
    "poor good poorest optimal adequate bleeding growth hba1c cholesterol itch migraine"
)


def _is_of_disease(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a disease is controlled: "glycemic control", "control of pain", "disease control rate"."""
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following in _GROUP or following in _TAIL:
        return False
    return following in {"rate", "rates", "of"} or (at > 0 and tokens[at - 1].text in _CONTROLLED)


_ANALYTES = word_set(
    "cholesterol creatinine glucose cortisol cortisone triglycerides triglyceride urea bilirubin lactate sodium "
    "potassium albumin noradrenaline norepinephrine adrenaline epinephrine dopamine aldosterone angiotensin renin "
    "prolactin acth testosterone estradiol oestradiol homocysteine histamine serotonin uric phosphate ammonia urate "
    "phenylalanine tyrosine prostaglandin melatonin oxygen leptin ferritin glutathione magnesium zinc copper"
)
_MEASURED_BEHIND = word_set(
    "level levels concentration concentrations clearance excretion ratio consumption requirement requirements use "
    "values value auc cmax exposure"
)
_MEASURED_BEFORE = word_set("plasma serum urinary blood total ldl hdl fasting salivary hair mean")


def _is_measured(tokens: Sequence[Token], at: int, study: Study) -> bool:
    """Return whether a drug's name means what was measured: "serum creatinine", "propofol consumption"."""
    name = tokens[at].text
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following in _MEASURED_BEHIND or (at and tokens[at - 1].text in _MEASURED_BEFORE):
        return True
    return name in _ANALYTES and name not in study.names and following not in _TAIL and not following.startswith("-")


def _are_groups(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "study and control groups" stands at a token: then its first word names an arm as well."""
    later = [token.text for token in tokens[at + 2 : at + 6] if token.text not in {".", "the", "-"}]
    return any(word in {"groups", "arms", "group", "arm", "regimens"} for word in later[1:3]) and not any(
        word in {"in", "of", "and", ",", "between", "(", "were", "was"}
        for word in later[: 2 if later[1:2] and later[1] in _GROUP else 3]
    )


def _with_tail(tokens: Sequence[Token], last: int) -> int:
    """Return the last token with "group", "-treated patients" or a dose behind the name."""
    while last + 1 < len(tokens):
        following = tokens[last + 1]
        if following.text in _TAIL or following.text.startswith(("treated", "-treated")):
            last += 1
        elif (
            following.text == "-" and last + 2 < len(tokens) and tokens[last + 2].text in {"treated", "group", "arm"}
        ) or (
            following.kind == NUMBER
            and last + 2 < len(tokens)
            and tokens[last + 2].text in {"mg", "mcg", "µg", "g", "iu", "mg/kg", "mg/day"}
        ):
            last += 2
        else:
            return last
    return last
