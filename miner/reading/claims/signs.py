"""Signs: wordings in a sentence that bear on what it says of a drug and a disease, each with a name, as features."""

import re
from functools import lru_cache

from miner.reading.claims.cues import HEDGE, QUESTION, expand
from miner.reading.claims.prefilter import Prefilter, Scan
from miner.reading.claims.results import BENEFIT, HARM_ENDPOINT, NEGATED, UNDECIDED, find_negated

_PLAIN = {
    "adverse": r"{adverse}",
    "given": r"{given}",
    "patients with": r"{patients} (with|who had|having|suffering from) ([\w-]+ ){0,4}DISEASE|DISEASE {patients}",
    "disease treated": r"{treatment} (of|for|in) ([\w-]+ ){0,4}DISEASE",
    "drug for": r"DRUG ([\w-]+ ){0,3}(for|in|against) ([\w-]+ ){0,4}DISEASE",
    "drug and benefit": r"DRUG ([\w-]+ ){0,4}({better}|{works})",
    "benefit of drug": r"({better}|{works}|respon\w+|remission) ([\w-]+ ){0,4}(with|by|after|to|of|on) ([\w-]+ "
    r"){0,2}DRUG",
    "benefit of disease": r"({better}) ([\w-]+ ){0,4}DISEASE|DISEASE ([\w-]+ ){0,4}({better}|respond\w+)",
    "induced": r"DRUG[- ](induced|associated|related)|{due to} ([\w-]+ ){0,3}DRUG",
    "developed": r"\b(develop(ed|ment)|occurr(ed|ence)|experienc(ed|e)|incidence|onset|appear(ed|ance))\b",
    "percent": r"\d ?%|\bpercent\b",
    "p value": r"\bp ?[<=>≤] ?0?\.\d",
    "case": r"\b(year[- ]old|case report|we (report|describe)|man|woman|boy|girl)\b",
    "outcome": r"\b(respon(se|ses|ders?|ded)|surviv\w+|remission|efficacy|effectiveness|relapse|recurrence|"
    r"mortality|outcomes?|scores?)\b",
    "safety": r"\b(safe(ty|ly)?|toler(ated|ability|able)|tolerance)\b",
    "compared": r"\b(compared|versus|vs|than|comparison|superior|inferior|equivalent)\b",
    "placebo": r"{control}",
    "no": r"\b(no|not|without|neither|nor|fail\w*|lack\w*|unable|cannot)\b",
    "prior": r"\b(prior|previous(ly)?|refractory|resistan\w+|intoleran\w+|fail(ed|ure)|despite|naive|pretreated|"
    r"switch\w*)\b",
    "added": r"\b(add(ed|ition|ing)|add-on|adjunct\w*|concomitant|background|combin\w+|plus)\b",
    "prevention": r"\b(prevent\w*|prophyla\w+|protect\w*)\b",
    "models": r"\b(rats?|mice|mouse|animals?|models?|cells?|in vitro|in vivo|rabbits?|dogs?)\b",
    "measured": r"\b(levels?|concentrations?|receptors?|plasma|serum|clearance|binding|metabolism|"
    r"pharmacokinetic\w*|expression)\b",
    "mechanism": r"\b(mechanisms?|pathways?|mediat\w+|role of|involved|activation|agonis\w+|antagonis\w+)\b",
    "diagnosis": r"\b(diagnos\w+|test(s|ed|ing)?|imaging|scan\w*|detect\w*|challenge)\b",
    "guideline": r"\b(guidelines?|recommend\w*|consensus|should be|indicated|approved|licen[sc]ed|first[- ]line|"
    r"standard)\b",
    "contra": r"\b(contraindicat\w+|avoid\w*|caution|not be used)\b",
    "aim": r"\b(aim|objective|purpose|whether|to (evaluate|assess|determine|investigate|compare))\b",
    "overdose": r"\b(overdos\w+|poison\w+|intoxicat\w+|toxic\w*|abuse\w*|withdrawal)\b",
    "surgery": r"\b(surg\w+|operati\w+|anesth\w+|anaesth\w+|transplant\w+|postoperative|perioperative)\b",
}  # fmt: skip
_SIGNS = (
    *((name, re.compile(expand(pattern))) for name, pattern in _PLAIN.items()),
    ("benefit", BENEFIT),
    ("denied", NEGATED),
    ("undecided", UNDECIDED),
    ("hedge", HEDGE),
    ("question", QUESTION),
    ("fewer events", HARM_ENDPOINT),
)
_PREFILTER = Prefilter([pattern for _, pattern in _SIGNS])


_NAMES = tuple(name for name, _ in _SIGNS)
_DENIED = _NAMES.index("denied")


@lru_cache(maxsize=256)  # drugs of a list have the same sentence
def signs_of(simple: str) -> tuple[str, ...]:
    """Return the names of the signs in a masked, simplified sentence."""
    scan = _PREFILTER.scan(simple)
    return tuple(_NAMES[number] for number in scan.candidates() if _is_met(scan, number, simple))


def _is_met(scan: Scan, number: int, simple: str) -> bool:
    return (find_negated(simple) if number == _DENIED else scan.search(number)) is not None
