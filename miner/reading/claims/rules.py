"""The rules: what the table of cues says of a masked sentence, and how certain the sentence is.

The first cue that matches decides. Before that the sentence is simplified, lists of drugs or of diseases become one
word, and a drug that was given before or that serves as comparator becomes PRIORDRUG or COMPARATORDRUG, so that no
other cue can match it.

Conventions:

- A drug of a prior line ("refractory to imatinib") is BACKGROUND: it failed, but in patients selected for that.
- A comparator is COMPARATOR even if it did well: it was not what the study tested.
- QUESTION marks a claim without a result: background, aim and methods sections, sentences that announce an aim, and
  titles that name a comparison, a trial or a protocol or that ask.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from miner.reading.claims.contraindications import is_contraindicated
from miner.reading.claims.cues import (
    COMPILED_COMPARATOR,
    COMPILED_CUES,
    COMPILED_OUTCOMES,
    COMPILED_PRIOR,
    CUES,
    HEDGE,
    NEUTRAL_TITLE,
    PLANNED,
    QUESTION,
)
from miner.reading.claims.denials import denial, denied_instead
from miner.reading.claims.doubts import COMPILED_DOUBTS
from miner.reading.claims.orders import OrderFilter
from miner.reading.claims.prefilter import Prefilter
from miner.reading.claims.results import (
    BENEFIT,
    CONTROL,
    EQUALITY,
    HARM_ENDPOINT,
    HARMS,
    SIDE_EFFECTS,
    TAMED,
    UNDECIDED,
)
from miner.reading.claims.vetoes import COMPILED_VETOES
from miner.records import Certainty, ClaimRelation

NO_RESULT_SECTIONS = frozenset({"BACKGROUND", "OBJECTIVE", "METHODS"})

_DRUG = re.compile(r"\bDRUG\b")


def _naming(role: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _DRUG.sub(role, found[0])


_ROLES = (
    *((pattern, _naming("PRIORDRUG")) for pattern in COMPILED_PRIOR),
    *((pattern, _naming("COMPARATORDRUG")) for pattern in COMPILED_COMPARATOR),
)
_ROLE_PREFILTER = Prefilter([pattern for pattern, _ in _ROLES])
_OUTCOME_PREFILTER = Prefilter([pattern for _, pattern in COMPILED_OUTCOMES])
_CUE_PREFILTER = Prefilter([pattern for _, pattern in COMPILED_CUES])
_VETOES = (*COMPILED_DOUBTS, *COMPILED_VETOES)
_VETO_PREFILTER = Prefilter([pattern for _, pattern in _VETOES])
_CUE_ORDERS = OrderFilter([cue.pattern for cue in CUES])


class Verdict(NamedTuple):
    """What the rules say of a pair in a sentence: the relation, the words that decided, the certainty they impose.

    `is_veto` marks what no probability overrules.
    """

    relation: ClaimRelation
    cue: str = ""
    certainty: Certainty | None = None
    is_veto: bool = False


def decide(masked: str, simple: str, disease_words: str = "") -> Verdict:
    """Return what a masked sentence says of DRUG and DISEASE: by a veto, else by the first cue that matches.

    Args:
        masked: the sentence as `candidates.mask` makes it.
        simple: the same, simplified.
        disease_words: the words that DISEASE stands for; some are harms where trials compare drugs.
    """
    if veto := _vetoed(masked, simple, disease_words):
        return veto
    relation, cue = _by_cue(simple)
    if relation in _OF_BENEFIT and SIDE_EFFECTS.search(disease_words) and not TAMED.search(simple):
        return Verdict(ClaimRelation.MENTIONED, "harm as such", is_veto=True)
    if relation is ClaimRelation.CONTRAINDICATED and not is_contraindicated(simple):
        return Verdict(ClaimRelation.MENTIONED)
    if relation is ClaimRelation.NO_BENEFIT:
        return _denied(cue, masked, simple, disease_words)
    if _is_deniable(relation, simple) and (words := denial(simple, is_use=relation in _USES)):
        return _denied(words, masked, simple, disease_words)
    return _use(relation, cue, simple) if relation in _USES else Verdict(relation, cue)


def _vetoed(masked: str, simple: str, disease_words: str) -> Verdict | None:
    if veto := _by_veto(simple):
        return veto
    if HARMS.search(disease_words) and (harm := HARM_ENDPOINT.search(masked)):
        return Verdict(ClaimRelation.MENTIONED, f"fewer adverse events: {harm[0].lower()}", is_veto=True)
    return None


@lru_cache(maxsize=256)  # drugs of a list have the same sentence
def _by_veto(simple: str) -> Verdict | None:
    for number, found in _VETO_PREFILTER.matches(simple):
        veto, _ = _VETOES[number]
        return Verdict(veto.relation, _words_of(found), veto.certainty, is_veto=True)
    return None


def _denied(words: str, masked: str, simple: str, disease_words: str) -> Verdict:
    """Return what a sentence says that seems to deny a benefit; some deny something else."""
    if SIDE_EFFECTS.search(disease_words) and not TAMED.search(simple):
        return Verdict(ClaimRelation.MENTIONED, "harm as such", is_veto=True)
    is_comparison = EQUALITY.search(words) is not None
    if is_comparison and HARMS.search(disease_words) and not (CONTROL.search(masked) or TAMED.search(simple)):
        return Verdict(ClaimRelation.MENTIONED, f"{words} (harm)", is_veto=True)
    if (is_comparison or "advantage" in words) and _compares_treatments(masked):
        return Verdict(ClaimRelation.GIVEN_FOR, f"{words} (of two treatments)", is_veto=True)
    if _WANTED.search(disease_words) and not _UNWANTED.search(simple):
        return Verdict(ClaimRelation.GIVEN_FOR, f"{words} (the wanted effect)")
    if other := denied_instead(simple):
        return Verdict(ClaimRelation.GIVEN_FOR, f"{words} ({other})")
    return Verdict(ClaimRelation.NO_BENEFIT, words)


_WANTED = re.compile(r"^(?:weight loss|(?:loss of|lost|losing) weight)$", re.IGNORECASE)
_UNWANTED = re.compile(
    r"\b(?:prevent|revers|stop|halt|treat|attenuat|ameliorat|counteract|delay|slow|limit)\w* (?:[\w-]+ ){0,4}DISEASE\b|"
    r"\b(?:anorexia|cachexia|wasting|malnutrition)\b"
)
"""Words by which a loss of weight is what was treated, and not what was hoped for."""
_NO_ENDPOINT = re.compile(
    r"^(?:deaths?|mortality|infections?|fractures?|headaches?|withdrawal|osteoporosis)$", re.IGNORECASE
)
_UNCHANGED = re.compile(r"effect|affect|influenc|alter|chang|differ|similar|same|comparable|equivalent|worse")


def is_unchanged_harm(verdict: Verdict, simple: str, disease_words: str, title: str) -> bool:
    """Return whether a denial says that a drug did not change an adverse event, and not that it failed against it.

    Args:
        verdict: what the rules say of the sentence.
        simple: the masked sentence, simplified.
        disease_words: the words that DISEASE stands for.
        title: the article's title; what it names is what was treated.
    """
    harm = HARMS.search(disease_words)
    if verdict.relation is not ClaimRelation.NO_BENEFIT or not harm or harm[0].lower() in title.lower():
        return False
    if _NO_ENDPOINT.match(harm[0]):
        return False
    return _UNCHANGED.search(verdict.cue) is not None and TAMED.search(simple) is None


def _use(relation: ClaimRelation, cue: str, simple: str) -> Verdict:
    """Return what a sentence says of a use that it does not deny: open, of benefit, or without result."""
    if undecided := UNDECIDED.search(simple):
        return Verdict(relation, f"{cue} ({undecided[0]})", Certainty.QUESTION)
    if relation is ClaimRelation.GIVEN_FOR and (benefit := BENEFIT.search(simple)):
        return Verdict(ClaimRelation.TREATS, f"{cue} ({benefit[0]})")
    return Verdict(relation, cue)


_USES = frozenset({ClaimRelation.TREATS, ClaimRelation.PREVENTS, ClaimRelation.GIVEN_FOR})
_OF_BENEFIT = _USES | {ClaimRelation.NO_BENEFIT}
_DENIABLE = _USES | {ClaimRelation.MENTIONED}
_SAME_HARM = re.compile(r"\b(?:no|not) (?:[\w-]+ ){0,3}differ")
_FAILED = re.compile(
    r"\bDRUG (?:\w+ ){0,3}?(?:failed to|did not|does not|was ineffective|(?:was|were|is) not effective)\b"
)


def _is_deniable(relation: ClaimRelation, simple: str) -> bool:
    """Return whether a sentence with this cue may deny a benefit all the same.

    What looks like harm may be the endpoint of a trial against placebo, and an earlier drug may be the subject.
    """
    if relation is ClaimRelation.CAUSES:
        return CONTROL.search(simple) is not None and _SAME_HARM.search(simple) is not None
    return relation in _DENIABLE or (relation is ClaimRelation.BACKGROUND and _FAILED.search(simple) is not None)


_OTHER_DOSE = re.compile(r"\b(doses?|route|regimens?|formulations?)\b")


def _compares_treatments(masked: str) -> bool:
    """Return whether a sentence compares two drugs, doses or routes and not a drug with none."""
    return CONTROL.search(masked) is None and ("OTHERDRUG" in masked or _OTHER_DOSE.search(masked) is not None)


@lru_cache(maxsize=256)
def _by_cue(simple: str) -> tuple[ClaimRelation, str]:
    """Return the relation of DRUG to DISEASE in a sentence, and the words that decided it."""
    masked = _mark_roles(simple)
    if "DISEASE" not in masked.replace("OTHERDISEASE", ""):
        return _decide_outcome(masked)
    for number, found in _CUE_PREFILTER.matches(masked, among=_CUE_ORDERS.fitting(masked)):
        relation, _ = COMPILED_CUES[number]
        return relation, "" if relation is ClaimRelation.MENTIONED else _words_of(found)
    if "COMPARATORDRUG" in masked:
        return ClaimRelation.COMPARATOR, "compared with"
    if "PRIORDRUG" in masked:
        return ClaimRelation.BACKGROUND, "given before or besides"
    return ClaimRelation.MENTIONED, ""


def _decide_outcome(masked: str) -> tuple[ClaimRelation, str]:
    """Return what a sentence without a disease says of the drug's outcome."""
    for number, found in _OUTCOME_PREFILTER.matches(masked):
        return COMPILED_OUTCOMES[number][0], _words_of(found)
    return ClaimRelation.MENTIONED, ""


def _mark_roles(masked: str) -> str:
    """Return the sentence with DRUG renamed where it was given before or is only a comparator."""
    for number in _ROLE_PREFILTER.candidates(masked):
        pattern, role = _ROLES[number]
        masked = pattern.sub(role, masked)
    return masked


def _words_of(found: re.Match[str]) -> str:
    """Return the words of a match that are neither gap nor mention, "side by side" if there are none."""
    words, at = [], found.start()
    for start, end in (span for span in found.regs[1:] if span[0] >= 0):
        words.append(found.string[at:start])
        at = end
    words.append(found.string[at : found.end()])
    return " ... ".join(filter(None, (word.strip(" -,") for word in words))) or "side by side"


_HEDGE, _QUESTION, _PLANNED = range(3)
_CERTAINTY_PREFILTER = Prefilter([HEDGE, QUESTION, PLANNED])


@lru_cache(maxsize=256)  # pairs of a sentence ask for it again
def certainty_of(text: str, category: str) -> Certainty:
    """Return the certainty of a sentence of a section."""
    lowered = text.lower()
    met = {number for number, _ in _CERTAINTY_PREFILTER.matches(lowered)}
    if _PLANNED in met:
        return Certainty.PLANNED
    is_hedged = _HEDGE in met
    if category == "TITLE":
        is_question = bool(NEUTRAL_TITLE.search(lowered)) or not BENEFIT.search(lowered)
    else:
        is_question = category in NO_RESULT_SECTIONS or _QUESTION in met
    return Certainty.QUESTION if is_question else Certainty.HEDGED if is_hedged else Certainty.STATED


def certainty_of_denial(text: str, category: str) -> Certainty:
    """Return the certainty of a sentence that denies a benefit: a title that denies states a result."""
    if category == "TITLE" and not text.rstrip().endswith("?"):
        return stated_or_hedged(text)
    return certainty_of(text, category)


def stated_or_hedged(text: str) -> Certainty:
    """Return the certainty of a sentence that is known to state a result, wherever it stands."""
    return Certainty.HEDGED if HEDGE.search(text.lower()) else Certainty.STATED
