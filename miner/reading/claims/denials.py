"""Denials: the words that deny a benefit of the drug in question, and not something else.

"Did not reduce the efficacy", "OTHERDRUG had no effect", "no effect on clearance" and "did not differ between doses"
deny, but not that the drug helps.
"""

import re

from miner.reading.claims.denial_wordings import SOMETHING_ELSE
from miner.reading.claims.prefilter import Prefilter
from miner.reading.claims.results import BENEFIT, CONTROL, EQUALITY, NOT_DENIED, find_negated

_SOMETHING_ELSE, _NAMES_OF_ELSE = Prefilter(list(SOMETHING_ELSE.values())), tuple(SOMETHING_ELSE)
_DRUG = re.compile(r"\bDRUG\b")
_CLAUSE = re.compile(
    r"; |^(?:although|while|whereas|though|despite)[^,]*, |, (?=but|whereas|while|although|though|"
    r"however|yet)|\b(?=but (?!not)|whereas|however)|, and (?=(?:OTHER)?DRUG (?:had|has|was|were|did|does|is)\b)"
)
_IN_DISEASE = re.compile(r"\b(?:in|for|of|on|against) (?:[\w-]+ ){0,4}DISEASE\b")

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
DIRECT_DENIAL = re.compile(
    r"\bno (?:[\w-]+ ){0,2}(?:benefit|improvement|gain|advantage) (?:of|from|with|for) (?:\w+ )?DRUG\b|"
    r"\bDRUG (?:[\w-]+ ){0,3}?(?:did|does|do|was|were|is) not (?:\w+ly )?(?:improve|prolong|superior|better|effective|"
    r"beneficial)\b|\bDRUG (?:was|is|were) (?:ineffective|no (?:better|more effective) than)\b|"
    r"\bDRUG (?:[\w-]+ ){1,9}but (?:did|does|do) not (?:\w+ly )?(?:improve|prolong)\b"
)
"""Denials in so many words: "no survival benefit of DRUG", "DRUG did not prolong survival"."""
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
    r"\b(?:alone|addition of|adding|added|without (?:\w+ )?DRUG|(?:conventional|standard) (?:treatment|therapy|care)|"
    r"baseline|water)\b"
)
"""What the drug is compared with, other than a control by name."""


_CONTRASTED = re.compile(
    r"(?:but|whereas|while|although|though|however|yet|and)?,? ?(?:the |that )?(?:\w+ ){0,2}DRUG\b"
    r"(?: (?:\w+ ){0,3}|, [^,]*, )"
    r"(?:had|has|have|was|were|did|does|is|showed|failed)\b"
)
"""A clause that sets DRUG against what the sentence said before: "whereas DRUG was ineffective"."""
_ENDPOINT_MISSED = re.compile(
    r"\bprimary (?:\w+ )?(?:end ?point|outcome|objective)s? (?:\w+ )?(?:was|were) not (?:\w+ )?"
    r"(?:met|achieved|reached)|\b(?:not|failed to) (?:meet|reach|achieve) (?:the |its |their )?(?:\w+ )?"
    r"primary (?:\w+ )?(?:end ?point|outcome|objective)"
)


_OTHER_IN_DISEASE = re.compile(r"\bOTHERDISEASE (?:in|among|of) (?:[\w-]+ ){0,4}DISEASE\b")


_SAME_SUBJECT = re.compile(
    r"but (?:has|have|had|did|does|do|was|were|is|are) (?:no|not|without|ineffective)\b.*\bDISEASE\b"
)
"""A clause whose subject stands in the one before: "DRUG is safe but has no effect on DISEASE"."""


def _of_same_subject(simple: str) -> re.Match[str] | None:
    """Return the denial of a clause that names DISEASE and leaves out its subject, which is DRUG and no other drug."""
    for clause in _CLAUSE.split(simple):
        if _SAME_SUBJECT.match(clause) and "DRUG" not in clause:
            before = simple[: simple.find(clause)]
            return find_negated(clause) if _DRUG.search(before) and "OTHERDRUG" not in before else None
    return None


def _helps_before(simple: str, clause: str) -> bool:
    """Return whether what comes before a clause names DISEASE, with a benefit or another drug."""
    before = simple[: simple.find(clause)]
    if _OTHER_IN_DISEASE.search(before):
        return False
    return _DISEASE.search(before) is not None and ("OTHERDRUG" in before or BENEFIT.search(before) is not None)


def denial(simple: str, *, is_use: bool) -> str:
    """Return the words that deny a benefit in a clause that names the drug, "" if none does.

    Args:
        simple: the masked sentence, simplified.
        is_use: a cue speaks of use for the disease; without one the clause must name the disease as that in which the
            drug failed, or as what is denied to have changed.
    """
    if find_negated(simple) is None:
        return ""
    names_disease = _DISEASE.search(simple) is not None
    for number, clause in enumerate(_CLAUSE.split(simple)):
        if not _DRUG.search(clause) or NOT_DENIED.search(clause) or not (found := find_negated(clause)):
            continue
        if is_use or _IN_DISEASE.search(clause) or _DISEASE.search(clause, found.start()):
            return found[0]
        if not names_disease and _OUTCOME.search(clause):
            return found[0]  # the disease is that of the title
        if _DISEASE.search(clause) and CONTROL.search(clause) and EQUALITY.search(found[0]):
            return found[0]  # "DISEASE scores under DRUG and placebo did not differ"
        if number and _CONTRASTED.match(clause) and "OTHER" not in clause and _helps_before(simple, clause):
            return found[0]  # "OTHERDRUG relieved DISEASE, whereas DRUG had no effect"
    last = _of_same_subject(simple) or (_ENDPOINT_MISSED.search(simple) if _DRUG.search(simple) else None)
    return last[0] if last else ""


def denied_instead(simple: str) -> str:
    """Return what a masked, simplified sentence denies instead of a benefit of the drug, "" if it denies that."""
    for number, _ in _SOMETHING_ELSE.matches(simple):
        return _NAMES_OF_ELSE[number]
    if _has_benefit_beside(simple):
        return "a benefit beside it"
    has_control = CONTROL.search(simple) is not None
    is_over = _OVER_SHORT_FORM.search(simple) or (_compares(simple) and not _WITHOUT_IT.search(simple))
    if not has_control and is_over:
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


_OVER_SHORT_FORM = re.compile(
    r"\b(?:not|no)\b[^,;]*\bover (?!placebo|the\b|that\b|a\b|an\b|best|usual|no\b|time\b|sham|those|its|any|all|"
    r"one|two|three|four|six)[a-z]{2,5} (?:as|in|for)\b"
)
"""Another regimen by its short form: "does not improve PFS over TC as first-line chemotherapy"."""


def _compares(simple: str) -> bool:
    """Return whether the words of the denial, or those beside it, compare."""
    found = find_negated(simple)
    return found is not None and _COMPARISON.search(simple[max(0, found.start() - 40) : found.end() + 80]) is not None


def _of_another_drug(simple: str) -> str:
    """Return a reason where the clause that denies names another drug only."""
    denying = [clause for clause in _CLAUSE.split(simple) if find_negated(clause)]
    return "another drug" if denying and "OTHERDRUG" in denying[0] else ""


_BENEFIT_BESIDE = re.compile(
    r"(?<!not )(?<!nor )(?<!neither )\b(?:was|were|is|are) (?:\w+ly )?(?:beneficial|effective(?! dose)|efficacious)\b|"
    r"^ ?(?:\w+ly )?(?:shortened|reduced|delayed|improved|decreased|attenuated|slowed|relieved) (?:the )?"
    r"(?:[\w-]+ ){0,3}DISEASE\b|"
    r"^ ?(?:it|DRUG|this) (?:\w+ly )?(?:improves|relieves|prolongs|improved|relieved|prolonged) (?:[\w-]+ "
    r"){0,5}(?:symptom|surviv|quality|pain|function)|"
    r"(?<!not )\b(?:was|were) (?:\w+ly )?(?:improved|prolonged|longer) (?:with|by|in|for)\b|"
    r"\bboth (?:were|are) (?:\w+ly )?superior to placebo\b|"
    r"(?<!not )(?<!nor )\bsignificantly (?:reduced|ameliorated|improved|decreased|lowered|prolonged|alleviated)\b"
)


def _has_benefit_beside(simple: str) -> bool:
    """Return whether another clause, which names no other drug, states a benefit of the same treatment."""
    clauses = [clause for clause in _SUBORDINATE.split(simple) if clause]
    return len(clauses) > 1 and any(_BENEFIT_BESIDE.search(clause) and "OTHERDRUG" not in clause for clause in clauses)


_SUBORDINATE = re.compile(r", |\b(?:even though|although|though|but|while|despite)\b")


_FOR_DISEASE = re.compile(
    r"\b(?:treatment|therapy|management) of (?:[\w-]+ ){0,3}DISEASE\b|\bDRUG for (?:[\w-]+ ){0,3}DISEASE\b"
)
"""What the drug was given for, where the sentence goes on to another disease."""
_HISTORY = re.compile(
    r"\bhistory of (?:[\w-]+ ){0,4}DISEASE\b.*\bOTHERDISEASE\b|"
    r"\b(?:prevention|reduction) of (?:cardiovascular|cardiac|vascular) (?:[\w-]+ ){1,5}(?:in|among) (?:[\w-]+ ){0,4}"
    r"with DISEASE\b"
)


def _is_of_another_disease(simple: str, clause: str, found: re.Match[str]) -> bool:
    """Return whether the clause names another disease only, or another one of patients who have this one."""
    if _DISEASE.search(simple) and not _DISEASE.search(clause):
        return "OTHERDISEASE" in clause
    if _FOR_DISEASE.search(clause[: found.start()]) and not _DISEASE.search(clause[found.end() :]):
        return "OTHERDISEASE" in clause[found.end() :]
    if _HISTORY.search(clause):
        return True
    return _OF_PATIENTS.match(clause[found.end() :]) is not None


def _other_subject(clause: str, found: re.Match[str]) -> str:
    before = clause[: found.start()]
    names = _NAMES.findall(before)
    is_other = names and names[-1] == "OTHERDRUG" and not _JOINED.search(before) and not _DRUG.search(found[0])
    return "another drug" if is_other else ""


_UNCHANGED = re.compile(
    r"\b(?:did|do|does) not (?:\w+ly )?(?:change|differ)\b(?! the )|"
    r"\b(?:was|were|is|are) not (?:\w+ly )?(?:altered|affected|changed|influenced)\b"
)

_ENDS_IN_DRUG = re.compile(r"\bDRUG (?:\w+ ){0,2}$")
_END_OF_SUBJECT = re.compile(r" (?:in|from|with|at|during|after|under)\b")
_COUNTED = re.compile(r"\b(?:proportions?|percentages?|numbers?|frequency|rates?) of\b|\b(?:treatment|therapy|use) ")


def _other_subject_unchanged(clause: str) -> str:
    """Return a reason where what did not change under the drug is no outcome: "serum iron did not change"."""
    found = _UNCHANGED.search(clause)
    before = clause[: found.start()] if found else "DRUG"
    is_whole = _ENDS_IN_DRUG.search(before) or _COUNTED.search(before)
    subject = before if is_whole else _END_OF_SUBJECT.split(before, maxsplit=1)[0]
    is_of_drug = _NAMES.search(subject) or _DISEASE.search(subject)
    return "" if is_of_drug or _OUTCOME.search(subject) else "what is no outcome"


def _other_object(clause: str, found: re.Match[str], *, has_control: bool) -> str:
    word, _, rest = _REST_OF_WORD.sub("", clause[found.end() :]).strip().partition(" ")
    words = (found[0], f"{found[0]} {word}")
    if not any(map(_EFFECT_ON.search, words)) or (has_control and EQUALITY.search(found[0])):
        return ""
    what = _END_OF_OBJECT.split(f"{word} {rest}", maxsplit=1)[0].strip()
    return "what is no outcome" if what and not _OUTCOME.search(what) else ""
