"""Denials seen from their article: what else it says of the drug, and whether its verdict is a benefit.

"The second endpoint did not differ" opposes no use in a trial that concludes that the drug helped.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from miner.reading.claims.results import find_negated
from miner.records import SUPPORTING_RELATIONS, ClaimRelation

if TYPE_CHECKING:
    from miner.reading.claims.features import Judged  # which takes its features of denials from here

_TOLD = SUPPORTING_RELATIONS | {ClaimRelation.NO_BENEFIT}
_ADVERSE = re.compile(
    r"\b(?:treatment[- ]emergent|side[- ]effects?|adverse (?:events?|effects?|reactions?)|gi events?|"
    r"toxicit\w+|tolerab\w+)\b"
)
"""What a sentence without a disease says did not change, where it is no outcome of treatment."""

_HELPS = re.compile(
    r"\boverall (?:\w+ )?(?:protective|beneficial|positive) effect|"
    r"\bDRUG (?:[\w-]+ ){0,3}(?:significantly|substantially|markedly|effectively) (?:reduc|improv|decreas|prevent|"
    r"lower|reliev|prolong)\w+|\bdemonstrat\w+ (?:that )?DRUG (?:is|was) effective\b|"
    r"\bsuggest\w* (?:an? )?(?:benefit|efficacy) of DRUG\b"
)
"""A benefit in a conclusion that no cue of a treatment sees."""
_TURNS = re.compile(r"^.{0,60}?\b(?:however|nevertheless|nonetheless|in contrast|but|yet)\b")
_PREVENTION = re.compile(r"\b(?:prevent\w*|prophyla\w*|risk of)\b", re.IGNORECASE)
_DEATH = re.compile(r"\b(?:mortality|deaths?|died)\b")


class DenialFinder:
    """What the sentences of an article say of drugs, by where they stand.

    Args:
        judged: all candidates of the article.
    """

    def __init__(self, judged: Sequence["Judged"]) -> None:
        self._last = max((one.candidate.sentence.start for one in judged), default=0)
        self._told = [one for one in judged if one.certainty.has_result and (one.relation in _TOLD or _helps(one))]

    def place_of(self, one: "Judged") -> str:
        """Return where a sentence stands: "title", "end" for a conclusion or the last candidate, "middle"."""
        sentence = one.candidate.sentence
        if sentence.category == "TITLE":
            return "title"
        return "end" if sentence.category == "CONCLUSIONS" or sentence.start == self._last else "middle"

    def others(self, one: "Judged") -> Iterator["Judged"]:
        """Yield what other sentences tell of a drug of this candidate."""
        drugs, start = set(one.candidate.drugs), one.candidate.sentence.start
        for other in self._told:
            if other.candidate.sentence.start != start and not drugs.isdisjoint(other.candidate.drugs):
                yield other

    def facts(self, one: "Judged") -> Iterator[str]:
        """Yield features of a denial: where it stands, and where else its drug is denied or its use supported."""
        yield f"denial-at={self.place_of(one)}"
        for other in self.others(one):
            if other.relation is ClaimRelation.NO_BENEFIT:
                yield f"denied-also={self.place_of(other)}"
            elif other.candidate.disease == one.candidate.disease:
                yield f"denied-but-helps={self.place_of(other)}"

    def outweighed(self, one: "Judged") -> str:
        """Return why a denial is none of the use in question, "" if nothing in the article speaks against it."""
        if one.candidate.disease_from == "before":
            return "a disease of the sentence before"
        if one.candidate.disease_from == "title":
            if _ADVERSE.search(one.simple):
                return "adverse events"
            if _DEATH.search(one.simple) and _PREVENTION.search(_title_of(one)):
                return "deaths in a study of prevention"
        benefits = [
            other
            for other in self.others(one)
            if other.relation is not ClaimRelation.NO_BENEFIT and other.candidate.disease == one.candidate.disease
        ]
        at_end = [other for other in benefits if self.place_of(other) == "end"]
        if at_end and self.place_of(one) == "middle":
            return "a benefit in the conclusion"
        start = one.candidate.sentence.start
        later = [other for other in at_end if other.candidate.sentence.start > start and _helps(other)]
        is_turned = any(_TURNS.search(other.simple) for other in later)
        return "a benefit in the conclusion" if is_turned and self.place_of(one) == "end" else ""


def without_outweighed(judged: Sequence["Judged"]) -> list["Judged"]:
    """Return the candidates of an article in order; denials that the article outweighs are uses without a result."""
    if not any(one.relation is ClaimRelation.NO_BENEFIT for one in judged):
        return list(judged)
    finder = DenialFinder(judged)
    return [_weighed(one, finder) if one.relation is ClaimRelation.NO_BENEFIT else one for one in judged]


def _helps(one: "Judged") -> bool:
    return not one.is_veto and _HELPS.search(one.simple) is not None and find_negated(one.simple) is None


def _title_of(one: "Judged") -> str:
    around = one.around
    return " ".join(around.text[title.start : title.end] for title in around.titles) if around else ""


def _weighed(one: "Judged", finder: DenialFinder) -> "Judged":
    reason = finder.outweighed(one)
    return one._replace(relation=ClaimRelation.GIVEN_FOR, cue=f"{one.cue} ({reason})") if reason else one
