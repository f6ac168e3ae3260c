"""Wordings of results: benefit, denied benefit, effects left open, fewer adverse events."""

import re
from functools import lru_cache

from miner.reading.claims.cues import WORDS, expand
from miner.reading.claims.prefilter import Prefilter

LESS = (
    r"(lower(ed)?|less|reduc(ed|es|ing|tion)|decreas(ed|es|ing)|fewer|diminish(ed|es)|smaller|improv(ed|es)|"
    r"resolv(ed|es)|disappeared|abated|subsided)"
)
"""Less of something."""

_NOTHING = (
    r"(efficac(y|ious)|effective(ness)?|effects?|benefits?|beneficial|improve(d|ment|ments)?|respon(se|ses|ded|ders?)|"
    r"advantages?|superior(ity)?|better|success(ful)?|activity|active|roles?|place(?!bo)|value|useful(ness)?|help(ful|"
    r"ed)?|impact|"
    r"relief|reliev(e|ed)|changes?|influence|differences?|achieved?|met\b|recommended|supported|effect|reductions?|"
    r"superiority|outperform\w*|evidence (for|to support|supporting) (the )?(\w+ )?(use|efficacy|benefits?|effects?))"
)
_SLIP = (
    r"((?!only|serious|loss|negative|deleterious|harmful|adverse|side|toxic|severe|unexpected|new|longer|doubt|"
    r"difference in (adverse|safety|"
    r"toxicity))[\w-]+ ){0,4}"
)
_WITHOUT = r"(?<!with or )(?<!and )without(?! (\w+ )?DRUG\b)(?! ([\w-]+ ){1,2}(is|was|are|were|has|had)\b)"
NEGATED = re.compile(
    expand(
        rf"(\black(s|ed|ing)?\b (of )?{_SLIP}{_NOTHING}|\b(ineffective(?!-)|inefficacious|ineffectual|inefficacy|"
        rf"useless|"
        rf"futil\w+|fruitless|"
        r"disappointing\w*|unhelpful|unsuccessful\w*|unsatisfactory|unfounded|refuted|disproved|abandoned|rejected|"
        r"refused|discouraged)\b|"
        rf"\b(no|little|minimal|negligible|scant|insufficient|hardly any|any lack of|{_WITHOUT}|absence of|not any) "
        rf"{_SLIP}{_NOTHING}\b|"
        rf"\b(not|never|cannot|nor|neither|n't) {_SLIP}({_NOTHING}|recommend|support|advis|justif|warrant|improve|"
        rf"reduce|prevent|prolong|enhance|attenuat|ameliorat|alleviat|lower|delay(?!ed until)|slow|mitigat|diminish|"
        r"decrease|relieve|respond|differ|affect|alter|influence|benefit|confer|show|demonstrate|lead to|result in|"
        r"translate|(increas|enhanc|rais)\w* ([\w-]+ ){0,4}(remission|respon\w+|surviv\w+|effica\w+|activity|cure|"
        r"relief|eradication|healing))|"
        r"\bfail(s|ed|ing|ure)? to (improve|reduce|prevent|prolong|show|demonstrate|meet|detect|achieve|relieve|"
        r"respond|affect|control|alter|have|exert|exhibit|protect|offer|support|confirm|establish|yield|eradicate|"
        r"suppress|"
        r"abort|attenuate|ameliorate|alleviate|delay|slow|lower|increase|enhance|change|differ|benefit|outperform|"
        r"extend|"
        r"decrease|provide|confer|find|reach|produce|induce)|\bdid worse\b|"
        r"\b(no|not) (better|more effective|different|superior)\b|\bnone of (the )?(\w+ )?{patients} "
        r"(?!.{0,40}(adverse|relaps|recur|toxic|died))(.{0,60})?\b(respon|improv|benefi|remission|achiev)|"
        r"\b(similar|comparable|equal|equivalent|identical|"
        r"inferior|worse|as (good|"
        r"effective|well)) (to|with|than|as) (that of |those of |that with |the )?{control}|{control} (was|were|is) "
        r"(as|equally|just as) "
        r"(good|effective|well)|"
        r"\bno (\w+ )?(patients?|one|subjects?|child|children|cases?|animals?|responders?|tumou?rs?|responses?)\b "
        r"(?!.{0,20}"
        r"(adverse|relaps|recur|discontin|withdr|died|toxic))(.{0,40})?\b(respon|improv|benefi|remission|achiev|"
        r"observed|seen)|"
        r"\b(stopped|terminated|halted|closed|discontinued|ended) ([\w-]+ ){0,3}(for|because of|due to|owing to) "
        r"([\w-]+ ){0,2}(futility|"
        r"inefficacy|lack|ineffectiveness))"
    )
)
"""Wordings that deny a benefit, looked for in the clause that names the drug."""
_NEGATED_PREFILTER = Prefilter([NEGATED])


@lru_cache(maxsize=2048)  # rules and features ask of the same sentences, a batch of articles apart
def find_negated(simple: str) -> re.Match[str] | None:
    """Return the first match of `NEGATED` in a masked sentence or clause, None if nothing is denied."""
    return next((found for _, found in _NEGATED_PREFILTER.matches(simple)), None)


NOT_DENIED = re.compile(
    r"\b(?:little is known|little (?:\w+ )?(?:research|data|information)|"
    r"no (?:\w+ )?(?:studies|reports|data|trials) (?:that |have |comparing|concerning|on|of|about|investigating))\b|"
    rf"\b(?:toler\w+|safety|adverse|profile)\b[^,;]{{0,60}}\b(?:similar|comparable|equivalent|identical|equal) to "
    rf"(?:that of |those of )?(?:the )?{WORDS['control']}|"
    r"\bwithout (?:intrinsic|partial|agonist)\b|"
    r"\bnot only\b|\bplacebo effect\b|\b(should|must|need) not be (delayed|reduced|lowered|slowed)\b|"
    r"\b(without|no) (any )?(a )?doubt\b|\bnot (just|merely|simply)\b|\bno(t)? (less|worse|inferior)\b|"
    r"whose (\w+ ){1,3}(had|has|have) (not|never|failed to) respond|"
    r"non-?inferior|\b(who|that|patients?|man|woman|boy|girl|child|cases?|tumou?rs|subjects|those|(with|of) "
    r"DISEASE,?) (who )?(have |had |has |did |do |"
    r"does )?(not|never|failing|failed|fail) ([\w-]+ ){0,4}"
    r"(respon|benefi)\w+|\bof OTHERDRUG (suggests|indicates|shows)|\black of response to (\w+ )?(previous|prior|"
    r"earlier)"
)
"""Wordings that look like a denial and are none."""

EQUALITY = re.compile(r"differ|similar|comparable|equal|equivalent|superior|better|more effective|same|inferior|worse")
"""Denials that only compare: against an active drug, or another dose, they do not say that a drug does not help."""

UNDECIDED = re.compile(
    r"\b(unproven|unclear|unknown|uncertain\w*|inconclusive|controversial|debated|debatable|questionable|unestablished|"
    r"(not|never) (yet |been |fully |clearly |well |so far )*(proven|established|known|clear|elucidated|determined|"
    r"settled|investigated|studied|tested)|"
    r"remains? to be|insufficient (data|evidence)|(limited|scarce|sparse|weak|conflicting|little) (data|evidence)|"
    r"awaits?|no (\w+ )?(data|studies|trials|consensus)|no (\w+ ){0,2}(proof|evidence) "
    r"(that|to (support|suggest|show|indicate)|"
    r"(for|of) (the |an? )?(\w+ )?(use|efficacy|effectiveness|benefit|effects?))|"
    r"(evidence|proof) (that|for|of) [^.;]{1,80} (is|are|was|were) (still )?(lacking|missing|absent|scarce|limited|"
    r"insufficient|weak|sparse|conflicting)|too early)\b"
)
"""Wordings that leave the effect open."""

BENEFIT = re.compile(
    r"\b(improv(e|ed|es|ing|ement|ements)|ameliorat\w+|alleviat\w+|attenuat\w+|reliev(e|ed|es|ing)|relief|responded|"
    r"responds|responders?|"
    r"respons(e|es|ive) (was|were|rates?|in|of \d|to)|(complete|partial|good|excellent|dramatic|rapid|sustained|"
    r"durable|marked|clinical|objective|"
    r"favou?rable|positive) (\w+ )?(response|remission|recovery|results?|outcomes?|effects?)s?|remissions?|"
    r"regress(ed|ion)|"
    r"resol(ved|ution|ves|ving)|cured?|cures|heal(ed|ing)|success(ful|fully)?|effective(ly)?|efficacious|benefi(t|"
    r"ts|ted|cial)|useful|helpful|"
    r"promising|(?<!non)(?<!non-)superior|non-?inferior|as effective|prolong(ed|s|ing)|extend(ed|s)|longer "
    r"(survival|\w+ survival)|better|well[- ]controlled|disappear\w*|reduc(e|ed|es|ing|tions?)|"
    r"decreas(e|ed|es|ing)|lower(ed|s|ing)?|diminish\w*|recover(ed|y)|shr[aiu]nk\w*|stabili[sz](ed|ation)|"
    r"eradicated|suppress(ed|es|ion)|"
    r"(?<!placebo[ -])(?<!randomi[sz]ed )(?<!patient[ -])controlled(?! (\w+ )?(trials?|stud(y|ies)))|"
    r"(?<!in )(?<!and )(?<!the )(?<!than )(?<!with )(?<!healthy )controls|inhibit(ed|s|ion)|protect(ed|s|ive|ion)|"
    r"normali[sz](ed|ation)|revers(ed|es|al)|slow(ed|s)|"
    r"delay(ed|s)|delay in|"
    r"antitumou?r (activity|effect)|(treatment|drug|therapy) of choice|mainstay|gold standard)\b"
)
"""Wordings of a benefit, by which a sentence about a use states its result."""

_IN_PEOPLE = (
    r"((patients|adults|children|women|men|infants|people|those|with|severe|active|acute|refractory|[a-z]+ic) )*"
    r"([\w-]+ ){0,2}"
)
_BROUGHT = (
    r"(led to|resulted in|produced|induced|achieved|brought( about)?) (an? )?([\w-]+ )?(regression|remissions?|"
    r"resolution|"
    r"improvement|relief|cure|disappearance|recovery|clearance|healing)"
)
_SURVIVAL = (
    r"(improved|prolonged|extended|increased|lengthened) ((overall|progression-free|event-free|disease-free) )?survival"
)


def _whole(pattern: str) -> str:
    """Return a pattern in which DRUG and DISEASE are no part of OTHERDRUG and OTHERDISEASE."""
    return re.sub(r"(?<!OTHER)(DRUG|DISEASE)", r"\\b\1\\b", expand(pattern))


AIM = re.compile(
    r"\bto (evaluate|assess|determine|investigate|examine|study|test|explore) (the |whether )?([\w-]+ ){0,2}"
    r"(efficacy|effects?|effectiveness|role|value|benefits?) of ([\w-]+ ){0,5}DRUG"
    r"(?!.*\b(was|were|is|are|had|showed|improved|reduced|relieved|found|resulted|led|did|significant\w*)\b)"
    r"[^;:]*DISEASE"
)
"""An aim after which no result is told: "entered into a trial to evaluate the efficacy of A for preventing X"."""

DIRECT = re.compile(
    _whole(
        r"DRUG (\w+ly )?((is|was|are|were|has been|have been) )?((\w+ly|both|all|each|also) )?((not only )?(safe|"
        r"well tolerated) (and|but) (also )?)?"
        r"(?!indicated DISEASE)({better}|{works}|prevent(s|ed)|superior to OTHERDRUG|(led to|resulted in|produced) "
        r"(\w+ )?"
        r"(regression|remission|resolution|improvement|relief|cure|disappearance)) "
        r"((for|in|of|against|the|treatment|recurrent|patients|with|women|men|children|adults|number|frequency|"
        r"severity|episodes|attacks|symptoms) )*([\w-]+ ){0,2}DISEASE|"
        r"^(in \w+ )?DRUG (for|in) ([\w-]+ ){0,2}DISEASE (is|was|are|were) (\w+ly )?{works}|"
        r"DRUG (was|is|were|are) (\w+ly )?(superior to|better than|more (effective|efficacious) than) ([\w-]+ ){0,2}"
        rf"OTHERDRUG (\w+ ){{0,2}}(in|for) {_IN_PEOPLE}DISEASE|"
        rf"DRUG (for|in) {_IN_PEOPLE}DISEASE {_BROUGHT}|DRUG,? (\w+ly )?{_BROUGHT} (of|in|from) {_IN_PEOPLE}DISEASE|"
        rf"DRUG,? (\w+ly )?{_SURVIVAL} (in|of|among) {_IN_PEOPLE}DISEASE|"
        rf"^(in|among) {_IN_PEOPLE}DISEASE, (adding |addition of )?DRUG (to ([\w-]+ )?(OTHERDRUG )?)?(\w+ly "
        rf")?{_SURVIVAL}|"
        r"^(successful|effective) (treatment|management|therapy) of ([\w-]+ ){0,4}DISEASE (with|using|by) ([\w-]+ "
        r"){0,2}"
        r"DRUG|(?<!with )(?<!having )DISEASE (in ([\w-]+ ){0,6}OTHERDISEASE )?(\w+ly )?responded (\w+ly |well )*to "
        r"([\w-]+ ){0,2}DRUG"
    )
)
"""The shortest wordings of a benefit: drug, verb, disease."""

HARM_ENDPOINT = re.compile(
    expand(
        rf"DISEASE ((was|were|is|occurred|rates? (was|were)|events? (was|were)) )?(\w+ ){{0,2}}{LESS} (\w+ "
        rf"){{0,2}}(with|in|on|under|for|among) (the )?\bDRUG|"
        rf"(incidence|rates?|risk|frequency|occurrence) of ([\w-]+ ){{0,3}}DISEASE (\w+ ){{0,3}}{LESS} ([\w-]+ "
        rf"){{0,3}}\bDRUG|"
        rf"\bDRUG (\w+ ){{0,5}}{LESS} ([\w-]+ ){{0,3}}DISEASE (profiles? |scores? )?(compared|relative|in comparison|"
        rf"than|versus|vs)|"
        rf"{LESS} ([\w-]+ ){{0,3}}DISEASE (with|in|on|under|for|among) (the )?\bDRUG|"
        rf"(slow(er|ing)?|gradual|stepwise|split|divided|fractionated|less frequent) ([\w-]+ ){{0,2}}(of )?DRUG "
        rf"(\w+ ){{0,2}}{LESS} ([\w-]+ ){{0,4}}DISEASE|"
        rf"\bDRUG (\w+ ){{0,4}}{LESS} (incidence|rates?|frequency|risk) of ([\w-]+ ){{0,2}}DISEASE ... "
        r"(compared with|than)"
    )
)
"""Wordings of fewer adverse events under a drug than under another."""

SIDE_EFFECTS = re.compile(
    r"\b(qtc?( interval)? prolongation|prolongation of (the )?qtc?|toxicit(y|ies)|(side|adverse|toxic) (effects?|"
    r"events?|reactions?))\b",
    re.IGNORECASE,
)
"""Words for harm as such: no disease that a drug is given for."""

TAMED = re.compile(
    expand(
        r"\b(prevent\w*|prophyla\w+|protect\w*|ameliorat\w+|alleviat\w+|mitigat\w+|reliev\w+) ([\w-]+ ){0,5}DISEASE|"
        r"\bDISEASE ([\w-]+ ){0,3}(prevent\w*|ameliorat\w+|alleviat\w+|mitigat\w+|reliev\w+)|"
        r"\bDRUG ((did|does|was|were|not|has|have|significantly|had) )*(reduc|decreas|lower)\w+ ([\w-]+ ){0,4}DISEASE|"
        r"{treatment} (of|for) ([\w-]+ ){0,3}DISEASE"
    )
)
"""Wordings by which a drug is given against harm."""

HARMS = re.compile(
    r"\b(movement disorders?|thromboembol\w*|hypogly\w*|bleed\w*|h(a)?emorrhag\w*|weight gain|constipation|"
    r"sedation|somnolence|drowsiness|"
    r"extrapyramidal|akathisia|"
    r"tardive|dyskinesia|hypotension|bradycardia|neutropeni\w*|leukopeni\w*|thrombocytopeni\w*|myelosuppression|"
    r"neuropathy|"
    r"nephrotoxic\w*|hepatotoxic\w*|cardiotoxic\w*|ototoxic\w*|neurotoxic\w*|toxicit\w+|mucositis|diarrh(o)?ea|"
    r"alopecia|nausea|vomiting|emesis|rash|"
    r"dizziness|falls?|dry mouth|cough|edema|oedema|hyperkal(a)?emia|hyponatr(a)?emia|hypokal(a)?emia|osteoporosis|"
    r"fractures?|"
    r"withdrawal|chills|rigors|sexual dysfunction|pruritus|itching|headaches?|injection[- ]site\w*|infusion reactions?|"
    r"infections?|death|deaths|mortality)\b",
    re.IGNORECASE,
)
"""Diseases and symptoms that trials report as harm of what they compare."""

CONTROL = re.compile(rf"\b{WORDS['control']}\b(?! of\b)")
"""What a drug is compared with if not with another treatment."""
