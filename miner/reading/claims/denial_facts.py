"""Features of denials: their form, what is denied, of which drug, by which endpoint, and in what kind of article."""

import re
from collections.abc import Iterator, Sequence

from miner.reading.claims.denial_wordings import FORMS
from miner.reading.claims.denials import DIRECT_DENIAL, denied_instead
from miner.reading.claims.prefilter import Prefilter
from miner.reading.claims.results import BENEFIT, CONTROL, HARMS, NEGATED, find_negated

_FORMS, _NAMES_OF_FORMS = Prefilter(list(FORMS.values())), tuple(FORMS)
_NAMES = re.compile(r"\b(?:OTHER)?DRUG\b")
_DISEASE = re.compile(r"\bDISEASE\b")
_IN_DISEASE = re.compile(r"\b(?:in|for|of|on|against) (?:[\w-]+ ){0,4}DISEASE\b")
_SUBJECT = re.compile(r"\bDRUG(?: \([^)]*\))? (?:[\w-]+ ){0,3}$")
_OF_DRUG = re.compile(r"^\w* (?:\w+ )?(?:of|with|from|for|to|by|after|between) (?:[\w-]+ ){0,3}DRUG\b")
_ENDPOINTS = {
    "level": re.compile(
        r"\b(?:levels?|concentrations?|plasma|serum|secretion|expression|activity|markers?|pressure|flow)\b"
    ),
    "use": re.compile(r"\b(?:consumption|requirements?|usage|use|doses?|need)\b"),
    "survival": re.compile(r"\b(?:surviv\w+|mortality|deaths?|os|pfs|ttp|progression)\b"),
    "symptom": re.compile(r"\b(?:symptoms?|scores?|scales?|severity|intensity|pain|relief|quality|function\w*)\b"),
    "incidence": re.compile(
        r"\b(?:incidence|rates?|risk|number|frequency|episodes?|occurrence|recurrence|relapses?)\b"
    ),
    "response": re.compile(r"\b(?:respon\w+|remission|cure|healing|eradication|effica\w+|benefi\w+|improvement)\b"),
}
"""What was measured, by the words around the denial."""
_AROUND = 70
"""Characters on both sides of the denial in which its endpoint is looked for."""
_BESIDE = re.compile(r"\b(?:but|although|though|while|whereas|however|despite)\b")
_OVER_ANOTHER = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs|than|over|from|and|to) (?:the |that of |with )?(?:[\w-]+ ){0,2}OTHERDRUG\b"
)
_TRIAL = re.compile(r"\b(?:placebo|randomi[sz]ed|double[- ]blind(?:ed)?|controlled|trial)\b")
_DEATH = re.compile(r"\b(?:deaths?|mortality)\b", re.IGNORECASE)


def denial_facts(simple: str) -> Iterator[str]:
    """Yield features of the denial in a masked, simplified sentence; none for a sentence that denies nothing."""
    found = find_negated(simple)
    if found is None:
        return
    forms = [_NAMES_OF_FORMS[number] for number, _ in _FORMS.matches(simple)]
    yield from (f"denies={name}" for name in forms)
    yield f"denied={denied_instead(simple) or 'benefit'}"
    names = _NAMES.findall(simple[: found.end()])
    before = names[-1] if names else "none"
    yield f"denied-of={before}"
    yield from (f"denies={name},{before}" for name in forms)
    at = _DISEASE.search(simple)
    place = "none" if at is None else "after" if at.start() >= found.start() else "before"
    yield f"denied-in={place}"
    is_main = _IN_DISEASE.search(simple[found.start() :]) is not None
    yield f"denied-in={place},{is_main},{CONTROL.search(simple) is not None}"
    if DIRECT_DENIAL.search(simple):
        yield "denied-directly"
    yield from _subject_and_endpoint(simple, found, forms)


def _subject_and_endpoint(simple: str, found: re.Match[str], forms: Sequence[str]) -> Iterator[str]:
    """Yield how near the drug stands to the denial, what was measured, and what the sentence says beside it."""
    before, after = simple[: found.start()], simple[found.end() :]
    near = "subject" if _SUBJECT.search(before) else "of" if _OF_DRUG.match(after) else "far"
    yield f"denied-near={near}"
    yield from (f"denies={name},{near}" for name in forms)
    around = simple[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    endpoints = [name for name, pattern in _ENDPOINTS.items() if pattern.search(around)]
    yield from (f"denied-endpoint={name}" for name in endpoints or ["none"])
    if BENEFIT.search(before) or (_BESIDE.search(after) and BENEFIT.search(after)):
        yield f"benefit-beside={_BESIDE.search(simple) is not None}"
    if _OVER_ANOTHER.search(simple):
        yield f"denied-over-another={CONTROL.search(simple) is not None}"


def article_facts(simple: str, disease_words: str, title: str, text: str) -> Iterator[str]:
    """Yield features of a denial by its article: whether a trial, against placebo, and whether of harm or death.

    Args:
        simple: the masked sentence, simplified, which denies something.
        disease_words: the words that DISEASE stands for in the sentence.
        title: the article's title.
        text: the whole article, in lower case.
    """
    lowered = title.lower()
    yield f"denial-placebo={'placebo' in text},{CONTROL.search(simple) is not None}"
    yield f"denial-trial={_TRIAL.search(lowered) is not None}"
    if NEGATED.search(lowered):
        yield "denial-title"
    is_titled = bool(disease_words) and disease_words.lower() in lowered
    if HARMS.search(disease_words):
        yield f"denied-harm={is_titled}"
    if _DEATH.search(disease_words):
        yield f"denied-death={is_titled}"
