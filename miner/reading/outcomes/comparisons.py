"""Finds what a study's comparisons say of single endpoints: increased, decreased or no difference.

Claims are about diseases; a trial's results are about endpoints ("HbA1c at week 26"). A clause is the unit: "pain was
lower, but nausea did not differ" tells of two. Brackets are blanked out for the wordings and read for p values alone.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from miner.reading.claims.prefilter import Prefilter
from miner.reading.outcomes.comparison_words import (
    DECREASED_PATTERN,
    INCREASED_PATTERN,
    NO_DIFFERENCE_PATTERNS,
)
from miner.reading.outcomes.passages import Telling
from miner.reading.outcomes.sentence import Sentence, take_apart
from miner.reading.outcomes.word_sets import word_set
from miner.records import Article, Mention
from miner.records.studies import Comparison, ComparisonDirection

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CLAUSE_END = re.compile(
    r";\s|[,.]?\s(?=(?:but|whereas|although|though|however|while|yet|except)\b)|,\s(?=(?:and|with|nor|"
    r"there|no)\s(?:\w+\s){0,6}?(?:was|were|did|had|no|not|differ\w*|similar|higher|lower|"
    r"significant\w*)\b)"
    r"|\sand\s(?=(?:there|no|this|these|did|was|were|had|that)\b)"
)
_BACK = re.compile(
    r"\b(?:this|these|it|they|th(?:is|ese|e) (?:\w+ )?(?:finding|result|trend)s?) (?:was|were|did|is|"
    r"failed|are) (?:not|non|fail|stat|insig|to)|\b(?:th(?:is|ese|e)|such|both|"
    r"all(?: of)?(?: these)?)(?: observed)? (?:differences?|changes?|effects?|improvements?|reductions?|"
    r"increases?|results?|trends?)\b.{0,40}?\b(?:not|non-?significant|insignificant|failed)"
)
_NO_RESULT_PATTERN = re.compile(
    r"\b(?:aim(?:ed|s)?|objectives?|purpose|hypothes\w+|we sought|set out|to (?:evaluate|assess|compare|"
    r"determine|investigate|examine|study|test|explore) (?:whether|if|the|and)|"
    r"is needed|are needed|further (?:research|studies|trials)|will be)\b"
)
_NO_RESULT = Prefilter([_NO_RESULT_PATTERN])
_START = re.compile(
    r"\bat (?:baseline|entry|enrol?ment|randomi[sz]ation)\b|\bbaseline (?:characteristics|demographics|"
    r"data|values)\b|\bdemographic|\bbefore (?:treatment|the intervention)\b"
)
_P_ABOVE = re.compile(
    r"\bp(?:[- ]?values?)?\s?(?:=|>|≥|:|>=|is|was|of)?\s?(?:0?[.·](?:0[5-9]|[1-9])\d*|1[.·]0+|ns\b|n\.s)|"
    r"\bns\b|not significant"
)
_P_BELOW = re.compile(r"\bp(?:[- ]?values?)?\s?(?:<|=|≤|<=|:|of)\s?0?[.·]0(?:[0-4]\d*|5\b)")
_COMPARED = re.compile(
    r"\b(?:than|versus|vs|compared|comparison|between|groups?|arms?|placebo|controls?|both|treatments?|"
    r"among|relative|respectively|either|two|three|difference|differ)\b"
)
_IN = re.compile(
    r"\b(?:in terms of|with respect to|with regard to|with regards to|in regards? to|as regards|regarding|"
    r"concerning|in relation to|in either|in any|in the|in|for|on|of|to)\s"
)
_LEAD = re.compile(
    (
        r"^(?:and|but|whereas|although|though|however|while|yet|also|moreover|furthermore|additionally|"
        r"in addition|finally|there|overall|,|\s)+"
    ),
    re.IGNORECASE,
)


class Clause(NamedTuple):
    """A clause: its place, and whether it is the first of its sentence."""

    start: int
    end: int
    is_first: bool


def find_comparisons(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    parts: Sequence[Sentence] | None = None,
) -> tuple[Comparison, ...]:
    """Return what an article's results and conclusions say of single endpoints, in order of place.

    Args:
        article: the article; offsets of the comparisons are those of its text.
        sentences: as `miner.reading.reader.sentences_of` gives them.
        mentions: the reading's mentions; drugs among them name arms.
        parts: what `take_apart` made of the same article, if another finder needs it too.
    """
    found: list[Comparison] = []
    previous: Clause | None = None
    for sentence in parts if parts is not None else take_apart(article, sentences, mentions):
        if sentence.telling is Telling.RESULTS and not _NO_RESULT.finds(sentence.lowered, sentence.start, sentence.end):
            previous = _read_sentence(sentence, previous, found)
    return tuple(found)


def _read_sentence(sentence: Sentence, previous: Clause | None, found: list[Comparison]) -> Clause | None:
    """Add what a sentence says to `found`; return its last clause, to which "this was not significant" may refer."""
    text, lowered, start = sentence.text, sentence.lowered, sentence.start
    blanked = _BRACKETS.sub(lambda match: " " * len(match[0]), lowered[start : sentence.end])
    for clause in _clauses(blanked, start):
        part = blanked[clause.start - start : clause.end - start]
        direction, cue = _direction(part, lowered[clause.start : clause.end])
        if direction is not None:
            arms = tuple(arm.words for arm in sentence.arms)
            first, endpoint = clause.start, _endpoint(text[clause.start : clause.end], part, cue, arms)
            if (
                direction is ComparisonDirection.NO_DIFFERENCE
                and previous
                and (_BACK.search(part[:80]) or _is_bare(part, cue, arms))
            ):
                first, endpoint = previous.start, text[previous.start : previous.end]
                if found and found[-1].start == first:
                    found.pop()
            found.append(
                Comparison(endpoint=endpoint, direction=direction, start=first, end=clause.end, arms=arms, cue=cue)
            )
        previous = clause
    return previous


def _clauses(blanked: str, offset: int) -> Iterator[Clause]:
    at = 0
    for match in _CLAUSE_END.finditer(blanked):
        if match.start() - at >= 15:
            yield Clause(offset + at, offset + match.start(), at == 0)
            at = match.end()
    if len(blanked) - at >= 10:
        yield Clause(offset + at, offset + len(blanked), at == 0)


_P_SIGNS = (" p", "(p", "ns", "n.s", "not significant")
_PATTERNS = (*NO_DIFFERENCE_PATTERNS, INCREASED_PATTERN, DECREASED_PATTERN)
_prefilter = Prefilter(_PATTERNS)


def _direction(part: str, whole: str) -> tuple[ComparisonDirection | None, str]:  # noqa: PLR0911 (a list of rules: the first that applies)
    """Return the direction and its cue; `part` has blanks for brackets, `whole` has them."""
    up = down = None
    for number, match in _prefilter.matches(part):
        if number < len(NO_DIFFERENCE_PATTERNS):
            return (None, "") if _START.search(part) else (ComparisonDirection.NO_DIFFERENCE, match[0])
        if number == len(NO_DIFFERENCE_PATTERNS):
            up = match
        else:
            down = match
    if (up or down) and _START.search(part):
        return None, ""
    if not up and not down and not any(sign in whole for sign in _P_SIGNS):
        return None, ""
    is_above = _P_ABOVE.search(whole) is not None and _P_BELOW.search(whole) is None
    if is_above and (up or down or _COMPARED.search(part)):
        return ComparisonDirection.NO_DIFFERENCE, "p"
    if up and (not down or up.start() < down.start()):
        return ComparisonDirection.INCREASED, up[0]
    if down:
        return ComparisonDirection.DECREASED, down[0]
    return None, ""


_GENERIC = word_set(
    "between among the two three four both all groups group arms arm treatment treatments any other there was "
    "were is are a an and or with in of for to found observed noted seen however significantly significant "
    "statistically regimens study cohorts conditions interventions at time points point either each them "
    "these those respectively by from on p but this although though no not did do does differ different "
    "difference differences similar comparable also that intervention control placebo drugs drug patients "
    "subjects participants respect statistical terms than as active experimental its most same after during "
    "which could be detected reported regard"
)
_WORD = re.compile(r"[a-z][\w-]+")


def _is_bare(part: str, cue: str, arms: Sequence[str]) -> bool:
    """Return whether a clause names no endpoint: "with no difference between the two groups"."""
    named = " ".join(arms).lower()
    return not any(word not in _GENERIC and word not in cue and word not in named for word in _WORD.findall(part))


def _endpoint(words: str, part: str, cue: str, arms: Sequence[str]) -> str:
    """Return what a clause is about: behind "difference in", or before a verb."""
    at = part.find(cue)
    behind = part[at + len(cue) :]
    if "differen" in cue or cue.startswith(("no ", "without", "lack")):
        match = _IN.search(behind)
        if match and match.start() <= 60:
            return words[at + len(cue) + match.end() :].strip(" .,;")
    before = _LEAD.sub("", words[:at]).strip(" .,;")
    if _is_bare(before.lower(), cue, arms) and (match := _IN.search(behind)):
        return words[at + len(cue) + match.end() :].strip(" .,;")
    return before if len(before) > 8 else words.strip(" .,;")
