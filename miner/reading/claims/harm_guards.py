"""What a sentence says that looks like harm and is none: less than another drug's, relieved, or there before the drug.

Each row has an example, which tells of no harm of the drug, and a near sentence that does.
"""

import re
from typing import NamedTuple


class HarmGuard(NamedTuple):
    """One row: what the sentence says instead, its pattern, an example and a near sentence that tells of harm."""

    instead: str
    pattern: str
    example: str
    guard: str


_WITH = r"(?:with|on|in|under|for|among|after|by|receiving|treated with|taking)"
HARM_GUARDS = (
    HarmGuard(
        "less than another's",
        rf"\bDISEASE (?:(?!OTHERDRUG)[\w-]+ ){{0,4}}(?:less (?:often|frequent\w*|common\w*)|fewer|lower) "
        rf"(?:(?!\bthan\b|OTHERDRUG)[\w-]+ ){{0,6}}{_WITH} (?:[\w-]+ ){{0,3}}DRUG\b[^;]*\bthan\b",
        "DISEASE was less frequent in patients on DRUG than in those on OTHERDRUG.",
        "DISEASE was less frequent in patients on OTHERDRUG than in those on DRUG.",
    ),
    HarmGuard(
        "less than another's",
        r"\bDRUG (?:(?!OTHERDRUG)[\w-]+ ){0,6}(?:decreased|lower|less|reduced|lesser|smaller) "
        r"(?:capacity|propensity|tendency|potential|liability|risk|incidence|likelihood|rates?)[\w ]* "
        r"(?:cause|causing|induce|inducing|produce|of|for) "
        r"(?:(?!OTHERDRUG|but\b|higher\b|while\b)[\w-]+,? ){0,6}DISEASE",
        "DRUG has a lower propensity to cause DISEASE.",
        "DRUG has a lower incidence of OTHERDISEASE, but a higher incidence of DISEASE, than OTHERDRUG.",
    ),
    HarmGuard(
        "a benefit",
        r"^(?!.*OTHERDRUG).*\b(?:reductions?|regression|improvement|decreases?|relief|reversal|remission|resolution|inhibition|"
        r"attenuation|prevention) (?:of|in) (?:[\w-]+ ){0,3}DISEASE (?:(?:was|were|is) )?(?:induced|produced|caused|"
        r"achieved|obtained|seen|observed) (?:by|with|under|after) (?:[\w-]+ ){0,2}DRUG\b",
        "the regression of DISEASE induced by DRUG did not depend on the dose.",
        "OTHERDRUG for the prevention of DISEASE induced by DRUG.",
    ),
    HarmGuard(
        "what it is given for",
        r"\bDRUG (?:[\w-]+ ){0,3}(?:developed|introduced|indicated|approved|licen[sc]ed|marketed|used) (?:\w+ly )?"
        r"(?:for|in|to) (?:the )?(?:treat(?:ment of|ing)?|manag(?:e|ement of|ing)|control|relieve|prevention of|"
        r"prevent(?:ing)?) (?:(?!OTHERDISEASE)[\w-]+ ){0,3}DISEASE",
        "DRUG was originally developed for treating DISEASE.",
        "DRUG was originally developed for treating OTHERDISEASE and caused DISEASE.",
    ),
    HarmGuard(
        "an experiment's sensitivity",
        r"\bDISEASE (?:[\w-]+ ){0,4}(?:samples?|cells?|cell lines?|blasts|isolates|strains) [^;]*\b(?:in|hyper)?"
        r"(?:sensitiv|suscepti)\w+ to (?:[\w-]+ )?DRUG\b",
        "a third of the DISEASE samples were sensitive to DRUG.",
        "a third of the patients with DISEASE were sensitised to DRUG.",
    ),
    HarmGuard(
        "there before the drug",
        r"\bfactors (?:that |which )?(?:predispos\w+|(?:increase|raise) the risk)[^;]*\bDISEASE",
        "before DRUG look for factors that predispose to bleeding, such as DISEASE.",
        "DRUG may predispose patients with OTHERDISEASE to bleeding and DISEASE.",
    ),
    HarmGuard(
        "the reason for giving it",
        r"\bDISEASE\b[^;]*\b(?:requir|need|ask|request)\w+ (?:[\w-]+ ){0,6}(?:doses? of |rescue |additional |further )"
        r"(?:[\w-]+ )?DRUG\b",
        "a third reported severe DISEASE and required a second dose of DRUG.",
        "a third had DISEASE, which required a reduction of OTHERDRUG, after DRUG.",
    ),
    HarmGuard(
        "less than another's",
        r"\bDRUG (?:(?!OTHERDRUG)[\w-]+ ){0,4}(?:led to|had|showed|resulted in|gave|produced) (?:\w+ly )?(?:fewer|less|"
        r"lower)\b(?:(?!\bmore\b|\bbut\b|OTHERDRUG|;).)*\bDISEASE",
        "DRUG led to fewer hospitalisations and DISEASE.",
        "DRUG led to fewer hospitalisations but more DISEASE.",
    ),
    HarmGuard(
        "a benefit",
        r"\brisk reductions? (?:for|of|in) (?:[\w-]+,? ){0,6}DISEASE\b",
        "risk reductions for OTHERDISEASE and DISEASE occurred with DRUG.",
        "the risk of DISEASE rose with DRUG.",
    ),
    HarmGuard(
        "only looked for",
        r"^(?:the )?(?:incidence|rates?|frequency|occurrence|number) of (?:(?!DRUG)[\w-]+ ){0,4}DISEASE (?:was|were) "
        r"(?:recorded|measured|assessed|compared|evaluated|monitored)\b|"
        r"\bDISEASE[^;]* (?:was|were) (?:searched for|sought|looked for)\b",
        "the incidence of DISEASE was recorded for DRUG and placebo.",
        "the incidence of DISEASE was increased by DRUG.",
    ),
    HarmGuard(
        "no more than another's",
        r"\bDISEASE (?:risk|rates?|incidence) (?:was|were) (?:similar|equal|comparable) (?:to|with) (?:[\w-]+ )?DRUG\b|"
        r"\bnot associated with (?:[\w-]+ ){0,3}(?:risk|incidence|rates?) (?:of|for) DISEASE",
        "the DISEASE risk was similar to DRUG.",
        "the DISEASE risk was higher than with OTHERDRUG under DRUG.",
    ),
    HarmGuard(
        "the reason for giving it",
        r"\bDISEASE\b[^;]*\b(?:(?:requir\w+|need\w*) (?:[\w-]+ ){0,2}(?:prophyla\w+|treatment|therapy) with|"
        r"should (?:receive|be given)) (?:(?!OTHERDRUG|that\b)[\w-]+,? ){0,5}DRUG\b",
        "patients at risk of DISEASE require prophylaxis with DRUG.",
        "DISEASE required treatment with OTHERDRUG and that DRUG was stopped.",
    ),
    HarmGuard(
        "there before the drug",
        r"\b(?:avoided|caution)\b[^;]*\b(?:in|for) (?:[\w-]+ ){0,8}with (?:[\w-]+ )?DISEASE",
        "DRUG should be avoided in patients at high risk such as those with DISEASE.",
        "DRUG should be avoided in OTHERDISEASE since it caused DISEASE.",
    ),
    HarmGuard(
        "the name of a study",
        r"\bDISEASE (?:prevention|registry|survival|intervention) (?:study|trial|project)\b",
        "DRUG was associated with mortality in the DISEASE prevention study.",
        "DRUG was associated with DISEASE in the prevention study.",
    ),
)
_COMPILED = tuple((row.instead, re.compile(row.pattern)) for row in HARM_GUARDS)


def no_harm(simple: str) -> str:
    """Return what a masked, simplified sentence says instead of harm by DRUG, "" if nothing speaks against harm."""
    return next((instead for instead, pattern in _COMPILED if pattern.search(simple)), "")
