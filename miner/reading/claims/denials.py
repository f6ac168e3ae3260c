"""Denials: the words that deny a benefit of the drug in question, and not something else.

"Did not reduce the efficacy", "OTHERDRUG had no effect", "no effect on clearance" and "did not differ between doses"
deny, but not that the drug helps.
"""

import re

from miner.reading.claims.cues import WORDS
from miner.reading.claims.results import CONTROL, EQUALITY, NEGATED, NOT_DENIED

_DRUG = re.compile(r"\bDRUG\b")
_CLAUSE = re.compile(
    r"; |^(?:although|while|whereas|though|despite)[^,]*, |, (?=but|whereas|while|although|though|"
    r"however|yet)|\b(?=but (?!not)|whereas|however)|, and (?=(?:OTHER)?DRUG (?:had|has|was|were|did|does|is)\b)"
)
_IN_DISEASE = re.compile(r"\b(?:in|for|of|on|against) (?:[\w-]+ ){0,4}DISEASE\b")

_NOT_LESS = re.compile(
    r"\b(?:not|never|nor|neither|without) (?:\w+ly )?(?:(?:be|been|being) )?"
    r"(?:decreas|reduc|hinder|los|impair|diminish|worsen|attenuat|compromis|interfer|abolish|blunt|detract|negat|"
    r"affect|alter|influenc|revers|antagoni|prevent(?:ing)? patients)\w* "
    r"(?:with |from )?(?:(?!DISEASE)[\w-]+ ){0,5}?(?:benefi\w+|efficacy|effectiveness|effects?|improvements?|"
    r"respons\w+|superiority|protection|decreases?|reductions?)\b"
)
"""What helps is not taken away: "did not decrease the mortality benefit of DRUG"."""

_EFFECT_ON = re.compile(
    r"\b(?:affect\w*|alter\w*|influenced?|changed?|improved?|reduced?|decreased?|lowered?|"
    r"(?:effects?|impact|influence) (?:on|upon)|"
    r"(?:changes?|differences?) in)$"
)
_OUTCOME = re.compile(
    r"DISEASE|symptom|surviv|mortality|death|respon[ds]|remission|relaps|recur|progress|sever|scores?\b|scale|outcome|"
    r"pain|analgesi|improve|effica|effective|benefi|cure|heal|control|episode|attack|seizure|rates?\b|frequency|"
    r"duration|course|quality|disab|resolution|disease activity|exacerbat|hospital|tumou?r|growth|end ?point|"
    r"incidence|risk|weight|lesion|ulcer|fever|infect|function|capacity|clinical|cognit|memory|skills|behavio|viral|"
    r"time to|number|need|requirement|\b(?:pfs|os|dfs|efs|ttp|fvc|fev)\b"
)
_JOINED = re.compile(
    r"\bDRUG (?:[\w-]+ ){0,3}(?:plus|and|or|nor|with|to|over|than|vs|versus|from) (?:[\w-]+ ){0,3}OTHERDRUG\b[^,;]*$"
)
_NAMES = re.compile(r"\b(?:OTHER)?DRUG\b")
_SOMETHING_ELSE = {
    "less benefit": _NOT_LESS,
    "another dose": re.compile(
        r"\b(?:increasing|doubling|escalating|raising|higher|prolonging|late|early|slow|rapid) (?:\w+ )?(?:doses? )?"
        r"(?:of )?(?:the )?DRUG\b|\bDRUG (?:doses?|formulations?|schedules?) |\b(?:two|2|three|3|both|different|"
        r"various) (?:doses|formulations|schedules|routes)\b|"
        r"(?<!-)\b(?:type|dose|route|timing|duration) of (?:\w+ )?DRUG\b|"
        r"\b(?:high|higher|double|standard)[- ]dose (?:[\w-]+ ){0,2}DRUG\b.*\blow(?:er)?[- ]dose|"
        r"\bhigh(?:er)?-dose arm\b"
    ),
    "a partial effect": re.compile(
        r"\b(?:not|never|nor) (?:\w+ly )?(?:be |been )?"
        r"(?:completely|fully|entirely|wholly|totally|always|uniformly|enough)\b"
    ),
    "a subgroup": re.compile(
        r"\b(?:receptor|er|hr|pr|her2)[- ]negative\b|\b(?:high|low|intermediate) (?:[\w-]+ ){0,4}expression\b|"
        r"\b(?:patients|subjects|those|children|women|men|people) with (?:and|or|versus|vs) without\b|"
        r"\bresponders and non-?responders\b|\bhealthy (?:subjects|volunteers|controls)\b|"
        r"\b(?:patients|subjects|those) (?:with no|without|with little) (?:\w+ )?(?:improvement|response|benefit)\b"
    ),
    "a marker": re.compile(r"\bnot (?:\w+ )*?(?:a |an )?(?:\w+ ){0,2}(?:markers?|predictors?|tests?|predictive)\b"),
    "harm": re.compile(
        r"\b(?:not|never|nor|without) (?:\w+ly )?"
        r"(?:(?:result\w* in|lead(?:ing)? to|caus\w+|produc\w+|show) )?(?:an? |any )?(?:\w+ )?"
        r"(?:increas|rais|rise|worsen|deteriorat|aggravat|exacerbat(?:e|ion of)|provok|induc|precipitat)\w*"
        r"(?! (?:the |in |of )*(?:\w+ )?(?:effica|activity|respon|surviv|effect|benefi|remission))"
    ),
    "a mechanism": re.compile(
        r"\bnot (?:\w+ly )?(?:due to|explained by|mediated|attributable|because of|related to|dependent|associated with"
        r"(?! (?:an? |any )?(?:\w+ )?(?:improv|reduc|benefi|lower|better|longer|decreas|impact|respon)))|"
        r"\b(?:through|by|via) (?:\w+ ){0,3}(?:that|which) (?:do|does|did) not\b|"
        r"\bno (?:\w+ )?effects? of (?:the )?(?:presence|genotype|age|sex)\b|\bno mitigating\b|"
        r"\bno (?:\w+ )?(?:vascular|h(?:a)?emodynamic|metabolic|hormonal|endocrine|electrophysiologic\w*|sedative|"
        r"pharmacokinetic) effects?\b"
    ),
    "another drug": re.compile(
        r"\b(?:in|among) (?:[\w-]+ ){0,3}DRUG(?:-treated)? (?:users|recipients|patients),|"
        rf"\bbut not (?:the |with )?(?:{WORDS['control']}|(?:\w+ ){{0,2}}OTHERDRUG)\b"
    ),
    "a benefit in the main clause": re.compile(
        r"^(?:although|though|while|despite)\b[^,]*\b(?:not|no)\b[^,]*, (?:\w+ ){0,3}"
        r"(?:reductions?|decreases?|improvements?|fewer|lower|less) (?:[\w-]+ ){0,5}DISEASE\b"
    ),
    "not control": re.compile(
        r"\bbut (?:[\w-]+ ){0,8}(?:lower|better|greater|higher|superior|less|more \w+|fewer) (?:[\w-]+ ){0,4}"
        rf"(?:than|to) (?:with )?(?:the )?{WORDS['control']}\b"
    ),
}
"""What is denied instead of a benefit of the drug."""
DIRECT_DENIAL = re.compile(
    r"\bno (?:[\w-]+ ){0,2}(?:benefit|improvement|gain|advantage) (?:of|from|with|for) (?:\w+ )?DRUG\b|"
    r"\bDRUG (?:[\w-]+ ){0,3}?(?:did|does|do|was|were|is) not (?:\w+ly )?(?:improve|prolong|superior|better|effective|"
    r"beneficial)\b|\bDRUG (?:was|is|were) (?:ineffective|no (?:better|more effective) than)\b|"
    r"\bDRUG (?:[\w-]+ ){1,9}but (?:did|does|do) not (?:\w+ly )?(?:improve|prolong)\b"
)
"""Denials in so many words: "no survival benefit of DRUG", "DRUG did not prolong survival"."""
_COMPARISON = re.compile(rf"{EQUALITY.pattern}|advantages? over|\b(?:advantage|benefit) (?:of|for) (?:\w+ )+over\b")
_DISEASE = re.compile(r"\bDISEASE\b")
_OF_PATIENTS = re.compile(
    r"(?:(?!\bDISEASE\b|[,;]).)*?\bOTHERDISEASE\b(?:(?!\bDISEASE\b|[,;]).)*? (?:in|among|of|with|during|after) "
    r"(?:(?!\bDISEASE\b|[,;]).)*\bDISEASE\b"
)
"""Another disease that was treated in patients who have this one."""
_REST_OF_WORD = re.compile(r"^\w+")
_END_OF_OBJECT = re.compile(
    r"(?:^| )(?:in|among|during|after|at|when|with|by|between|compared|versus|than|following|under)\b"
)
_WITHOUT_IT = re.compile(
    r"\b(?:alone|without (?:\w+ )?DRUG|(?:conventional|standard) (?:treatment|therapy|care)|baseline|water)\b"
)
"""What the drug is compared with, other than a control by name."""


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
            return found[0]
    return ""


def denied_instead(simple: str) -> str:
    """Return what a masked, simplified sentence denies instead of a benefit of the drug, "" if it denies that."""
    for name, pattern in _SOMETHING_ELSE.items():
        if pattern.search(simple):
            return name
    if _has_benefit_beside(simple):
        return "a benefit beside it"
    has_control = CONTROL.search(simple) is not None
    if _COMPARISON.search(simple) and not has_control and not _WITHOUT_IT.search(simple):
        return "two treatments"
    for clause in _CLAUSE.split(simple):
        if _DRUG.search(clause) and (found := NEGATED.search(clause)):
            if _is_of_another_disease(simple, clause, found):
                return "another disease"
            return (
                _other_subject(clause, found)
                or _other_object(clause, found, has_control=has_control)
                or _other_subject_unchanged(clause)
            )
    return ""


_BENEFIT_BESIDE = re.compile(
    r"(?<!not )(?<!nor )\bsignificantly (?:reduced|ameliorated|improved|decreased|lowered|prolonged|alleviated)\b"
)


def _has_benefit_beside(simple: str) -> bool:
    """Return whether another clause, which names no other drug, states a benefit of the same treatment."""
    clauses = [clause for clause in _SUBORDINATE.split(simple) if clause]
    return len(clauses) > 1 and any(_BENEFIT_BESIDE.search(clause) and "OTHERDRUG" not in clause for clause in clauses)


_SUBORDINATE = re.compile(r", |\b(?:even though|although|though|but|while|despite)\b")


def _is_of_another_disease(simple: str, clause: str, found: re.Match[str]) -> bool:
    """Return whether the clause names another disease only, or another one of patients who have this one."""
    if _DISEASE.search(simple) and not _DISEASE.search(clause):
        return "OTHERDISEASE" in clause
    return _OF_PATIENTS.match(clause[found.end() :]) is not None


def _other_subject(clause: str, found: re.Match[str]) -> str:
    before = clause[: found.start()]
    names = _NAMES.findall(before)
    is_other = names and names[-1] == "OTHERDRUG" and not _JOINED.search(before) and not _DRUG.search(found[0])
    return "another drug" if is_other else ""


_UNCHANGED = re.compile(
    r"\b(?:did|do|does|was|were|is|are) not (?:\w+ly )?(?:change|differ|alter(?:ed)?|affected|changed|influenced)\b"
)

_END_OF_SUBJECT = re.compile(r" (?:in|of|from|with|at|during|after|under)\b")


def _other_subject_unchanged(clause: str) -> str:
    """Return a reason where what did not change under the drug is no outcome: "serum iron did not change"."""
    found = _UNCHANGED.search(clause)
    subject = _END_OF_SUBJECT.split(clause[: found.start()], maxsplit=1)[0] if found else "DRUG"
    is_of_drug = _NAMES.search(subject) or _DISEASE.search(subject)
    return "" if is_of_drug or _OUTCOME.search(subject) else "what is no outcome"


def _other_object(clause: str, found: re.Match[str], *, has_control: bool) -> str:
    word, _, rest = _REST_OF_WORD.sub("", clause[found.end() :]).strip().partition(" ")
    words = (found[0], f"{found[0]} {word}")
    if not any(map(_EFFECT_ON.search, words)) or (has_control and EQUALITY.search(found[0])):
        return ""
    what = _END_OF_OBJECT.split(f"{word} {rest}", maxsplit=1)[0].strip()
    return "what is no outcome" if what and not _OUTCOME.search(what) else ""
