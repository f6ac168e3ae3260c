"""Labels of abstract sections and NLM's categories for them, for records in which NLM has not set one."""

import re

_LABELS = {
    "BACKGROUND": (
        "background|introduction|context|rationale|hypothesis|hypotheses|importance|significance|statement of the "
        "problem|"
        "what is known|state of the art|scientific background|relevance|problem"
    ),
    "OBJECTIVE": "objectives?|aims?|purposes?|goals?|study objectives?|research questions?|question|primary objective",
    "METHODS": (
        "methods?|methodology|materials?|design|study design|trial design|setting|settings|patients?|participants?|"
        "subjects?|"
        "population|study population|interventions?|procedures?|measurements?|main outcome measures?|outcome "
        "measures?|outcomes?|"
        "data sources?|study selection|data extraction|data collection|data analysis|statistical analysis|techniques?|"
        "eligibility criteria|search strategy|exposures?|animals|experimental|trial registration|registration|"
        "clinical trial registration|funding|sources of funding|type of study|level of evidence"
    ),
    "RESULTS": (
        "results?|findings?|main results?|principal findings|observations?|case|cases|case report|case reports|case "
        "presentation|"
        "case description|case summary|main findings|outcomes and results|data synthesis|key results"
    ),
    "CONCLUSIONS": (
        "conclusions?|interpretation|discussion|summary|implications?|clinical implications|comments?|significance "
        "of results|"
        "take[- ]home message|key messages?|limitations|recommendations?|what this study adds|perspectives?|lessons?"
    ),
}
_PATTERNS = tuple(
    (category, re.compile(rf"(?:the |study |clinical |patient )?(?:{words})", re.IGNORECASE))
    for category, words in _LABELS.items()
)
_JOINED = re.compile(r"\s*(?:/|&|,|\band\b|;|:)\s*", re.IGNORECASE)
INLINE_HEADING = re.compile(
    rf"\W*(?:{'|'.join(f'({words})' for words in _LABELS.values())})(?: and (?:\w+ )?\w+)?(?:\s*[:.\u2013-]\s|\b(?= "
    rf"[A-Z]))",
    re.IGNORECASE,
)
"""A heading at the start of a sentence; its last group's number is that of its category in `CATEGORIES`, from 1."""
CATEGORIES = tuple(_LABELS)


def category_of_label(label: str) -> str:
    """Return NLM's category for a printed label, "" for one that the table does not know.

    Of a joined label ("AIM AND METHODS") the last part that is known decides: results stand at the end.
    """
    found = ""
    for part in (label, *_JOINED.split(label)):
        for category, pattern in _PATTERNS:
            if pattern.fullmatch(part.strip()):
                if part is label:
                    return category
                found = category
    return found
