"""Contraindications: whether a sentence says that a drug must not be given in a disease, and not something near it.

Nothing but words for the patients and for how ill they are may stand between the advice and the disease: a drug that
"should not be used in newborns with" a disease is advised against in newborns, one that "should be avoided because of"
an effect causes it.
"""

import re

_PATIENTS = (
    r"(?:(?:patients?|people|persons?|individuals?|those|subjects?|cases?|anyone|the|a|an|any|all|with|who|have|has|had|"
    r"having|suffering|from|history|of|known|severe|acute|chronic|active|unstable|uncontrolled|decompensated|advanced|"
    r"untreated|existing|pre-?existing|suspected|significant|clinically|moderate|or|and|to|concomitant|underlying|"
    r"presence|setting|context|treatment|management|therapy|prophylaxis|"
    r"prevention|women|men|pregnant|stress) )*"
)
_ADVICE = (
    r"(?:(?:is|are|was|were|remains?|being) (?:\w+ly )?(?:contra-?indicated|to be avoided)|"
    r"(?:should|must|may|can) (?:\w+ly )?(?:not|never) be (?:used|given|prescribed|administered)|"
    r"(?:should|must) (?:\w+ly )?be avoided|(?:should|must) be (?:considered )?contra-?indicated|contra-?indicated)"
)
_DIRECT = re.compile(
    rf"\bDRUG (?:(?:treatment|therapy|use|administration) )?\(?{_ADVICE} "
    rf"(?:(?:where|whenever|if) possible )?(?:in|for|during|by) {_PATIENTS}DISEASE\b|"
    rf"\b(?:avoid(?:ance of|ing)?|do not (?:use|give|prescribe)|contra-?indications? (?:to|for|of)) (?:the )?"
    rf"(?:use of )?DRUG (?:(?:treatment|therapy|use) )?(?:in|for|during|is|are|includes?) {_PATIENTS}DISEASE\b|"
    rf"\bDISEASE (?:is|are|was|were|as|constitutes?|represents?|remains?) (?:an? )?(?:\w+ ){{0,2}}"
    rf"contra-?indications? (?:to|for|of) (?:\w+ ){{0,3}}DRUG\b|"
    rf"\b(?:in|for|during) {_PATIENTS}DISEASE,? (?:the )?(?:use of )?DRUG {_ADVICE}(?=[,.;]|$)"
)
_QUALIFIED = re.compile(
    r"\b(?:no|not|nor|neither|without|never) (?:\w+ ){0,3}"
    r"(?:contra-?indicat|(?:justifications?|reasons?|need) (?:to|for))|"
    r"\b(?:rapid|fast|bolus|high[- ]dose|(?:concomitant|concurrent|combined) (?:use|administration|treatment|therapy)|"
    r"co-?administration|rate of (?:infusion|administration))\b|"
    r"\bDISEASE (?:who|that|which|receiving|taking|treated|scheduled|undergoing|within|on|aged|until|unless|if|when)\b"
)
"""What is not contraindicated, or only under a condition."""


def is_contraindicated(simple: str) -> bool:
    """Return whether a masked, simplified sentence says that DRUG must not or should not be given in DISEASE."""
    return _DIRECT.search(simple) is not None and _QUALIFIED.search(simple) is None
