"""Words that stand for the treatment of an article: "the drug", "this agent", "This led to remission"."""

import re

_NOUN = r"(?:drug|agent|medication|medicine|treatment|therapy|regimen|combination|antibiotic|antibody|compound)"
_IS_OTHER = (
    r"(?![ -](?:of|with|by|for|group|groups|arm|arms|period|duration|failures?|days?|weeks?|option|options|"
    r"course|courses|effect|effects|response|regimen|regimens|guideline|guidelines|cost|costs|goal|goals|plan|strategy|"
    r"strategies|decision|decisions|approach|modality|modalities|cessation|discontinuation|levels?|concentrations?|"
    r"resistance|adherence|compliance|naive|related|induced|resistant|interactions?|exposure|dose|doses|outcome|"
    r"outcomes|success|efficacy|delay|gap|center|centre|history|experience)\b)"
)
_THE_DRUG = re.compile(
    rf"\b(?:the|this)(?: (?:study|new|novel|same|above|combined|combination|oral|topical|intravenous))? {_NOUN}\b"
    rf"{_IS_OTHER}",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:This|It|Treatment|Therapy|Medication)(?= (?:was|is|has been|had been|resulted|led|produced|proved|appears|"
    r"seems|significantly|rapidly|dramatically|improved|reduced|prevented)\b)"
    r"(?! (?:was|is) (?:\w+ )?(?:concluded|suggested|possible|likely|unlikely|known|unclear|important|necessary|"
    r"not clear|believed|recommended|noted|found|shown|estimated|thought|hypothesi[sz]ed|the|an?|due|defined|"
    r"characteri[sz]ed)\b)"
)
_ALREADY = re.compile(
    r"\b(?:previous|prior|conventional|standard|placebo|control|other|alternative|surg\w+)\b", re.IGNORECASE
)
_OUTCOME = re.compile(
    r"\b(?:treated|treatment|therapy|given|started|received|administ\w+|initiated|commenced)\b[^.]{0,200}?"
    r"\b(?:remission|resol(?:ved|ution)|recover(?:ed|y)|improve(?:d|ment)|regress\w+|cured?|disappear\w+|subsided)\b",
    re.IGNORECASE,
)


def find_anaphor(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a sentence speaks of the treatment without naming it, None if it does not or means another one."""
    if _ALREADY.search(text, start, end):
        return None
    sentence = text[start:end]
    found = _SUBJECT.match(sentence) or _THE_DRUG.search(sentence)
    return (start + found.start(), start + found.end()) if found else None


def tells_outcome(text: str, start: int, end: int) -> bool:
    """Return whether a sentence tells what came of a treatment: a result wherever it stands in a case report."""
    return _OUTCOME.search(text, start, end) is not None
