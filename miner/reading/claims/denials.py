"""Denials: the words that deny a benefit of the drug in question, and not something else.

"Did not reduce the efficacy", "OTHERDRUG had no effect", "no effect on clearance" and "did not differ between doses"
deny, but not that the drug helps.
"""

import re

from miner.reading.claims.results import NEGATED, NOT_DENIED

_DRUG = re.compile(r"\bDRUG\b")
_CLAUSE = re.compile(
    r"; |^(?:although|while|whereas|though|despite)[^,]*, |, (?=but|whereas|while|although|though|"
    r"however|yet)|\b(?=but (?!not)|whereas|however)"
)
_IN_DISEASE = re.compile(r"\b(?:in|for|of|on|against) (?:[\w-]+ ){0,4}DISEASE\b")

_NOT_LESS = re.compile(
    r"\b(?:not|never|nor|neither|without) (?:\w+ly )?(?:(?:be|been|being) )?"
    r"(?:decreas|reduc|hinder|los|impair|diminish|worsen|attenuat|compromis|interfer|abolish|blunt|detract|negat|"
    r"affect|alter|influenc|prevent(?:ing)? patients)\w* "
    r"(?:with |from )?(?:(?!DISEASE)[\w-]+ ){0,5}?(?:benefi\w+|efficacy|effectiveness|effects?|improvements?|"
    r"respons\w+|superiority|protection|decreases?|reductions?)\b"
)
"""What helps is not taken away: "did not decrease the mortality benefit of DRUG"."""

_EFFECT_ON = re.compile(
    r"\b(?:affect\w*|alter\w*|influenced?|changed?|(?:effects?|impact|influence) (?:on|upon)|"
    r"(?:changes?|differences?) in)$"
)
_OUTCOME = re.compile(
    r"DISEASE|symptom|surviv|mortality|death|respon[ds]|remission|relaps|recur|progress|sever|scores?\b|scale|outcome|"
    r"pain|improve|effica|effective|benefi|cure|heal|control|episode|attack|seizure|rates?\b|frequency|duration|"
    r"course|quality|disab|resolution|activity|exacerbat|hospital|tumou?r|growth|end ?point|incidence|risk|weight|"
    r"pressure|lesion|ulcer|fever|infect|function|capacity|clinical|time to|number|need"
)
_JOINED = re.compile(
    r"\bDRUG (?:[\w-]+ ){0,3}(?:plus|and|or|nor|with|to|over|than|vs|versus|from) (?:[\w-]+ ){0,3}OTHERDRUG\b[^,;]*$"
)
_NAMES = re.compile(r"\b(?:OTHER)?DRUG\b")
_MORE_OF_IT = re.compile(
    r"\b(?:increasing|doubling|escalating|raising|higher|prolonging|late|early|slow|rapid) (?:\w+ )?(?:doses? )?"
    r"(?:of )?(?:the )?DRUG\b|\bDRUG (?:doses?|formulations?|schedules?) |\b(?:two|2|three|3|both|different|various) "
    r"(?:doses|formulations|schedules|routes)\b|\b(?:type|dose|route|timing|duration) of (?:\w+ )?DRUG\b"
)
_WITH_AND_WITHOUT = re.compile(
    r"\b(?:patients|subjects|those|children|women|men|people) with (?:and|or|versus|vs) without\b|"
    r"\bresponders and non-?responders\b"
)
_END_OF_OBJECT = re.compile(r" (?:in|among|during|after|at|when|with)\b")


def denial(simple: str, *, is_use: bool) -> str:
    """Return the words that deny a benefit in a clause that names the drug, "" if none does.

    Args:
        simple: the masked sentence, simplified.
        is_use: a cue speaks of use for the disease; without one the clause must name the disease as that in which the
            drug failed.
    """
    if NEGATED.search(simple) is None:
        return ""
    for clause in _CLAUSE.split(simple):
        is_about = _DRUG.search(clause) and (is_use or _IN_DISEASE.search(clause))
        if is_about and not NOT_DENIED.search(clause) and (found := NEGATED.search(clause)):
            return "" if _denies_something_else(clause, found) else found[0]
    return ""


def _denies_something_else(clause: str, found: re.Match[str]) -> bool:
    """Return whether a denial is of another drug, of less benefit, of a dose, or of what is no outcome."""
    if _NOT_LESS.search(clause) or _MORE_OF_IT.search(clause) or _WITH_AND_WITHOUT.search(clause):
        return True
    before = clause[: found.start()]
    names = _NAMES.findall(before)
    if names and names[-1] == "OTHERDRUG" and not _JOINED.search(before) and not _DRUG.search(found[0]):
        return True
    word, _, rest = clause[found.end() :].strip().partition(" ")
    is_of_effect = _EFFECT_ON.search(found[0]) or _EFFECT_ON.search(f"{found[0]} {word}")
    what = _END_OF_OBJECT.split(f"{word} {rest}", maxsplit=1)[0]
    return is_of_effect is not None and what.strip() != "" and not _OUTCOME.search(what)
