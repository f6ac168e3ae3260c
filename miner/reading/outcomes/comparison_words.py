"""Wordings by which a clause says that arms differed in an endpoint, and which way, or that they did not.

Each wording is a regular expression over lower-case text, with brackets blanked out. `NO_DIFFERENCE` is asked first:
"not significantly lower" has the word of a decrease in it. Examples stand in `tests/.../test_comparisons.py`.
"""

import re

from miner.reading.outcomes.word_sets import word_set

_NOT = r"(?:not|n't|never)"
_DEGREES = word_set(
    "statistically clinically significantly significant substantially markedly appreciably measurably "
    "meaningfully meaningful overall major real relevant any a an the further other such group treatment "
    "between-group intergroup treatment-related detectable apparent important clear marked much or and "
    "clinical statistical additional greatly materially consistently differential evident notable "
    "noticeable obvious effect as having "
)
_DEGREE = rf"(?:(?:{'|'.join(sorted(_DEGREES, reverse=True))}) )*"
_CHANGE = (
    r"(?:improvements?|reductions?|increases?|decreases?|changes?|effects?|benefits?|impact|associations?|influence|"
    r"correlations?|interactions?|advantages?|gains?|worsening|deterioration|superiority|relationship|"
    r"variations?|alterations?|trend)"
)

NO_DIFFERENCE = (
    rf"\bno {_DEGREE}differences?\b",
    rf"\bno {_DEGREE}{_CHANGE}\b",
    rf"\bwithout {_DEGREE}(?:differences?|{_CHANGE})\b",
    rf"\b{_NOT} (?:\w+ ){{0,3}}?differ(?:ed|ent|ing|ence|ences)?\b",
    (
        r"\b(?:nor|neither|none|nothing|nobody)\b.{0,80}?\b(?:differ\w*|affect\w*|improv\w*|reduc\w*|"
        r"increas\w*|decreas\w*|chang\w*|alter\w*|influenc\w*|significan\w*|associat\w*|prevent\w*)"
    ),
    (
        rf"\b{_NOT} (?:be |been |found to be |reach\w* |achiev\w* |attain\w* |show\w* |demonstrat\w* |"
        rf"appear to be )?(?:\w+ly )?(?:statistical\w* )?significan(?:t|ce|tly)\b"
    ),
    (
        rf"\b(?:was|were|is|are|did|does|do|has|have|could|had) {_NOT} (?:\w+ ){{0,3}}?(?:affect|chang|"
        rf"alter|influenc|improv|reduc|increas|decreas|lower|prevent|modif|superior|inferior|better|worse|"
        rf"higher|greater|less|fewer|more|longer|shorter|associat|impair|enhanc|benefit|correlat|predict|"
        rf"elevat|help|effective|impact|raise|attenuat|shorten|prolong|diminish|delay|suppress|accelerat|"
        rf"add|result|lead|produc|reach|vary|show|demonstrat|confer|provide|have)\w*"
    ),
    r"\b(?:non-?significant(?:ly)?|insignificant(?:ly)?|statistically nonsignificant)\b",
    (
        r"\b(?:similar(?:ly)?|comparable|equivalent|equal(?:ly)?|identical|indistinguishable|same|"
        r"equipotent|equivalence|non-?inferior(?:ity)?|unchanged|unaffected|unaltered)\b"
    ),
    r"\bas (?:effective|safe|efficacious|well tolerated|good|potent|high) as\b",
    (
        r"\bfailed to (?:show|demonstrate|reach|improve|reduce|increase|prevent|find|detect|alter|affect|"
        r"achieve|produce|lower)\b"
    ),
    (
        rf"\b(?:did|does|do) {_NOT} (?:show|find|detect|reveal|demonstrate|observe|see|identify|indicate|"
        rf"support|suggest)\b"
    ),
    r"\bno (?:\w+ ){0,4}(?:better|worse|more|less|higher|lower|greater|fewer|longer|shorter|superior|evidence)\b",
    r"\black of (?:\w+ ){0,3}(?:differences?|effects?|benefits?|improvement|significance|efficacy)\b",
    r"\b(?:remained|remain) (?:\w+ )?(?:stable|constant|unchanged|similar|the same)\b",
    r"\bno (?:\w+ ){0,3}(?:adverse (?:events?|effects?|reactions?)|side effects?|complications?)\b",
    r"\bfound no\b|\bthere (?:was|were) no\b",
    r"\bonly (?:a )?(?:slight|small|minor|trend)",
    r"\bns\b|\bn\.s\b",
)

INCREASED_PATTERN = re.compile(
    r"\b(?:higher|greater|larger|longer|more|increased?|increases|increasing|increase in|improved?|"
    r"improves|improvements?|improving|better|"
    r"superior(?:ity)?|rose|raised|elevated|elevation|enhanced?|prolonged|prolongation|gain(?:ed)?|"
    r"exceeded|faster|earlier|favou?red|favou?ring|"
    r"beneficial|benefit(?:ed|s)?|effective|efficacious|promoted|augmented|accelerated|strengthened|"
    r"successful|gr[eo]wth?)\b"
)

DECREASED_PATTERN = re.compile(
    r"\b(?:lower(?:ed|ing|s)?|less|fewer|smaller|shorter(?:ed)?|shortened|decreas(?:e|es|ed|ing)|reduc(?:e|"
    r"es|ed|ing|tions?)|fell|declin(?:e|ed|es)|"
    r"diminished|attenuated|suppressed|inhibit(?:ed|s|ion)|prevent(?:ed|s|ion)?|protect(?:ed|ive|s|ion)|"
    r"worse(?:ned|ning)?|inferior|dropped|loss|lost|slower|"
    r"impaired|ameliorated|alleviated|relieved|blunted|minimi[sz]ed|delayed|later|cheaper|eliminated|"
    r"abolished|deteriorat\w+|blocked)\b"
)

NO_DIFFERENCE_PATTERNS = tuple(map(re.compile, NO_DIFFERENCE))
