"""Denials: the words that deny a benefit of the drug in question, and not something else.

"Did not reduce the efficacy", "OTHERDRUG had no effect", "no effect on clearance" and "did not differ between doses"
deny, but not that the drug helps.
"""

import re
from collections.abc import Iterator

from miner.reading.claims.cues import WORDS
from miner.reading.claims.results import CONTROL, EQUALITY, NOT_DENIED, find_negated

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
    r"pain|analgesi|improvement|effica|effective|benefi|cure|heal|control(?! in| of the|$)|episode|attack|seizure|"
    r"rates?\b|frequency|"
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
    "what changes its effect": re.compile(
        r"\b(?:efficacy|effectiveness|benefits?|effects?) of (?:[\w-]+ ){0,3}DRUG\b[^,;]*\b(?:affected|altered|"
        r"influenced|"
        r"enhanced|improved|increased|modified|potentiated) (?:\w+ ){0,3}?by\b"
    ),
    "another dose": re.compile(
        r"\b(?:increasing|doubling|escalating|raising|higher|prolonging|late|early|slow|rapid) (?:\w+ )?(?:doses? )?"
        r"(?:of )?(?:the )?DRUG\b|\bDRUG (?:doses?|formulations?|schedules?) |\b(?:two|2|three|3|both|different|"
        r"various) (?:doses|formulations|schedules|routes)\b|"
        r"(?<!-)\b(?:type|dose|route|timing|duration) of (?:\w+ )?DRUG\b|"
        r"\b(?:high|higher|double|standard)[- ]dose (?:[\w-]+ ){0,2}DRUG\b.*\blow(?:er)?[- ]dose|"
        r"\bhigh(?:er)?-dose arm\b|\b(?:second|repeat(?:ed)?|additional) (?:\w+ )?doses? of (?:\w+ )?DRUG\b|"
        r"\bcontinu\w+ (?:of )?(?:the )?DRUG (?:\w+ ){0,2}(?:after|beyond|following|despite)\b|"
        r"\b(?:low|high)[- ]dose,? but not (?:low|high)[- ]dose\b"
    ),
    "a partial effect": re.compile(
        r"\b(?:not|never|nor) (?:\w+ly )?(?:be |been )?"
        r"(?:completely|fully|entirely|wholly|totally|always|uniformly|enough)\b|"
        r"\bnot (?:be |been |proven |proved )*(?:effective|justif\w+|support\w*|recommend\w*|useful) (?:[\w-]+ "
        r"){0,6}(?:all|every)\b"
    ),
    "a subgroup": re.compile(
        r"\b(?:receptor|er|hr|pr|her2)[- ]negative\b|\b(?:high|low|intermediate) (?:[\w-]+ ){0,4}expression\b|"
        r"\b(?:patients|subjects|those|children|women|men|people) with (?:and|or|versus|vs) without\b|"
        r"\bresponders and non-?responders\b|\bhealthy (?:subjects|volunteers|controls)\b|"
        r"\b(?:patients|subjects|those) (?:with no|without|with little) (?:\w+ )?(?:improvement|response|benefit)\b"
    ),
    "a marker": re.compile(
        r"\bnot (?:\w+ )*?(?:a |an )?(?:\w+ ){0,2}(?:markers?|predictors?|tests?|predictive)\b|\bbut not (?:[\w-]+ "
        r"){0,3}(?:activity|levels?|concentrations?)\b|"
        r"\b(?:not|nor|neither|no|fail\w* to) (?:\w+ly )?(?:predict\w*|correlat\w+|(?:\w+ )?prediction)\b|"
        r"\bnot (?:\w+ly )?(?:improve|affect|increase|alter) (?:[\w-]+ ){0,4}(?:diagnos\w+|accuracy|"
        r"visuali[sz]ation|images?|imaging)\b"
    ),
    "harm": re.compile(
        r"\b(?:not|never|nor|without) (?:\w+ly )?"
        r"(?:(?:result\w* in|lead(?:ing)? to|caus\w+|produc\w+|show) )?(?:an? |any )?(?:\w+ )?"
        r"(?:increas|rais|rise|worsen|deteriorat|aggravat|exacerbat(?:e|ion of)|provok|induc|precipitat)\w*"
        r"(?! (?:the |in |of )*(?:\w+ )?(?:effica|activity|respon|surviv|effect|benefi|remission))|"
        r"\bwhen DRUG (?:is|was) (?:withdrawn|stopped|discontinued)|\b(?:qtc?|prolongation of the qtc?) "
        r"(?:prolongation|interval)|"
        r"\bDISEASE (?:attributable|due|secondary|related) to (?:\w+ )?OTHERDRUG\b|\b(?:rates?|risk|incidence) "
        r"(?:of|for) ([\w-]+ ){0,3}(?:patients|those) on DRUG\b"
    ),
    "no illness": re.compile(
        r"\bno longer\b|\b(?:minimal|little|no) (?:or no )?(?:impact|impairment|interference)\b|"
        r"\bnot (?:show|have|experience|develop) (?:severe|significant|any|further|new) ?(?:[\w-]+ )?"
        r"(?:impairments?|symptoms?|relapses?|recurrences?|attacks?|episodes?|exacerbations?)\b|"
        r"\b(?:had|have|has|did) not (?:previously|earlier|yet) (?:benefit|respond|receiv)\w*"
    ),
    "an opinion": re.compile(
        r"\b(?:thought|think|believed?|perceiv\w+|perceptions?|expected|felt) (?:that )?(?:[\w-]+ ){0,2}DRUG\b"
    ),
    "the backbone": re.compile(
        r"\bDRUG\b.*\b(?:to|over|than|with) (?:[\w-]+ )?DRUG (?:alone|monotherapy|only)\b|"
        r"\bDRUG-(?:based|containing|treated|pretreated)\b|"
        r"^(?:(?!\bDRUG\b).)*\b(?:mixed|combined|combination|together) with (?:[\w-]+ ){0,2}DRUG\b|"
        r"\bDRUG\b.*\b(?:compared (?:with|to)|versus|vs|than|over) (?:the |single[- ]agent |placebo )*(?:plus |and "
        r")?DRUG\b|"
        r"\bplacebo(?:-|/| plus | and )DRUG\b|\bin the presence of DRUG\b|"
        r"\b(?:in addition to |despite (?:the )?(?:(?:addition|use) of |treatment with )?)(?:[\w-]+,? ){0,4}DRUG\b|"
        r"^(?:(?!\bDRUG\b).)*\b(?:no|not|fail\w*|without|lack)\b(?:(?!\bDRUG\b).)*"
        r"\b(?:compared (?:with|to)|than|versus|vs\.?|over) (?:(?!DRUG\b)[\w,-]+ ){0,6}DRUG[^D]*$"
    ),
    "a mechanism": re.compile(
        r"\bnot (?:\w+ly )?(?:due to|explained by|mediated|attributable|because of|related to|dependent|associated with"
        r"(?! (?:an? |any )?(?:\w+ )?(?:improv|reduc|benefi|lower|better|longer|decreas|impact|respon)))|"
        r"\b(?:through|by|via) (?:\w+ ){0,3}(?:that|which) (?:do|does|did) not\b|"
        r"\bnot (?:\w+ )?support (?:the )?(?:concept|hypothesis|notion|idea|view|theory)|\bnot play an? (?:\w+ "
        r")?role\b|"
        r"\bno (?:\w+ )?effects? of (?:the )?(?:presence|genotype|age|sex)\b|\bno mitigating\b|\bplacebo effect\b|"
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
    "a benefit before it": re.compile(
        r"\b(?:reduc|improv|decreas|lower)(?:es|ed|e|s) (?:[\w-]+ ){1,6}without (?:\w+ )?(?:influence|effects?|"
        r"impact|changes?)\b|"
        r"\bnot (?:\w+ly )?prevent (?:patients|those|people) with DISEASE from\b"
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
_FORMS = {
    "did not": re.compile(r"\b(?:did|does|do|could|has|have) not (?:\w+ly )?(?:appear to |seem to )?(?:improv|"
    r"prolong|reduc|prevent|"
                          r"decreas|reliev|lower|delay|slow|ameliorat|alleviat|protect|benefi|confer|increase surviv)"),
    "no effect": re.compile(r"\b(?:no|not have an?|without|lack of|little) (?:[\w-]+ ){0,3}(?:effect|influence|"
    r"impact)\b"),
    "no benefit": re.compile(r"\b(?:no|lack of|little|without|not (?:\w+ )?an?y?) (?:[\w-]+ ){0,3}(?:benefit|"
    r"efficacy|improvement|"
                             r"advantage|gain|superiority)\b"),
    "not affect": re.compile(r"\bnot (?:\w+ly )?(?:affect|alter|influenc|chang)"),
    "no difference": re.compile(r"\b(?:no (?:[\w-]+ ){0,2}differences?|not (?:\w+ly )?differ)"),
    "not effective": re.compile(r"\b(?:ineffective|not (?:\w+ )?(?:effective|efficacious|beneficial|useful|"
    r"superior|better))\b"),
    "not support": re.compile(r"\bnot (?:[\w-]+ ){0,2}(?:support|recommend|justif|indicat|be used|be prescribed)"),
    "failed": re.compile(r"\bfail\w* to\b"),
    "not respond": re.compile(r"\bnot (?:\w+ )?respon[ds]|\bno (?:\w+ )?responses?\b"),
}  # fmt: skip
"""The forms of a denial: "did not improve", "no effect", "no difference"."""
_COMPARISON = re.compile(
    rf"{EQUALITY.pattern}|advantages? over|\b(?:advantage|benefit) (?:of|for|with|from) (?:\w+ )+over\b"
)
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
            drug failed, or as what is denied to have changed.
    """
    if find_negated(simple) is None:
        return ""
    for clause in _CLAUSE.split(simple):
        if not _DRUG.search(clause) or NOT_DENIED.search(clause) or not (found := find_negated(clause)):
            continue
        if is_use or _IN_DISEASE.search(clause) or _DISEASE.search(clause, found.start()):
            return found[0]
    return ""


def denial_facts(simple: str) -> Iterator[str]:
    """Yield features of the denial in a masked, simplified sentence: its form, what it is of, where the mentions stand.

    Nothing is yielded for a sentence that denies nothing.
    """
    found = find_negated(simple)
    if found is None:
        return
    forms = [name for name, pattern in _FORMS.items() if pattern.search(simple)]
    yield from (f"denies={name}" for name in forms)
    other = denied_instead(simple)
    yield f"denied={other or 'benefit'}"
    names = _NAMES.findall(simple[: found.end()])
    before = names[-1] if names else "none"
    yield f"denied-of={before}"
    yield from (f"denies={name},{before}" for name in forms)
    at = _DISEASE.search(simple)
    place = "none" if at is None else "after" if at.start() >= found.start() else "before"
    yield f"denied-in={place}"
    is_main = _IN_DISEASE.search(simple[found.start() :]) is not None
    has_control = CONTROL.search(simple) is not None
    yield f"denied-in={place},{is_main},{has_control}"
    if DIRECT_DENIAL.search(simple):
        yield "denied-directly"


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
        if _DRUG.search(clause) and (found := find_negated(clause)):
            if _is_of_another_disease(simple, clause, found):
                return "another disease"
            return (
                _other_subject(clause, found)
                or _other_object(clause, found, has_control=has_control)
                or _other_subject_unchanged(clause)
            )
    return _of_another_drug(simple)


def _of_another_drug(simple: str) -> str:
    """Return a reason where the clause that denies names another drug only."""
    denying = [clause for clause in _CLAUSE.split(simple) if find_negated(clause)]
    return "another drug" if denying and "OTHERDRUG" in denying[0] else ""


_BENEFIT_BESIDE = re.compile(
    r"(?<!not )(?<!nor )(?<!neither )\b(?:was|were|is|are) (?:\w+ly )?(?:beneficial|effective(?! dose)|efficacious)\b|"
    r"^ ?(?:it|DRUG|this) (?:\w+ly )?(?:improves|relieves|prolongs|improved|relieved|prolonged) (?:[\w-]+ "
    r"){0,5}(?:symptom|surviv|quality|pain|function)|"
    r"(?<!not )\b(?:was|were) (?:\w+ly )?(?:improved|prolonged|longer) (?:with|by|in|for)\b|"
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

_ENDS_IN_DRUG = re.compile(r"\bDRUG (?:\w+ ){0,2}$")
_END_OF_SUBJECT = re.compile(r" (?:in|of|from|with|at|during|after|under)\b")


def _other_subject_unchanged(clause: str) -> str:
    """Return a reason where what did not change under the drug is no outcome: "serum iron did not change"."""
    found = _UNCHANGED.search(clause)
    before = clause[: found.start()] if found else "DRUG"
    subject = before if _ENDS_IN_DRUG.search(before) else _END_OF_SUBJECT.split(before, maxsplit=1)[0]
    is_of_drug = _NAMES.search(subject) or _DISEASE.search(subject)
    return "" if is_of_drug or _OUTCOME.search(subject) else "what is no outcome"


def _other_object(clause: str, found: re.Match[str], *, has_control: bool) -> str:
    word, _, rest = _REST_OF_WORD.sub("", clause[found.end() :]).strip().partition(" ")
    words = (found[0], f"{found[0]} {word}")
    if not any(map(_EFFECT_ON.search, words)) or (has_control and EQUALITY.search(found[0])):
        return ""
    what = _END_OF_OBJECT.split(f"{word} {rest}", maxsplit=1)[0].strip()
    return "what is no outcome" if what and not _OUTCOME.search(what) else ""
