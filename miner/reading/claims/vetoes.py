"""Vetoes: wordings that no reviewer accepts as support, whatever else the sentence says; tried before the cues.

The notation is that of `miner.reading.claims.cues`. Each row has an example, whose pair gets the row's relation, and a
guard, a near sentence that must not. Examples are tested.
"""

import re
from typing import NamedTuple

from miner.reading.claims.cues import compile_cue, expand
from miner.records import Certainty, ClaimRelation

R = ClaimRelation


class Veto(NamedTuple):
    """One row: the relation, the pattern, an example and a guard; `certainty` replaces the sentence's own."""

    relation: ClaimRelation
    pattern: str
    example: str
    guard: str = ""
    certainty: Certainty | None = None


_KINETICS = (
    r"(clearance|metabolism|pharmacokinetics?|protein[- ]binding|binding|elimination|half-li(fe|ves)|bioavailability|"
    r"absorption|disposition|excretion|exposure|auc|c ?max|(plasma|serum|blood|trough|peak|steady[- ]state)? ?"
    r"(concentrations?|levels?)|requirements?|adherence|compliance|persistence|dosing|dose adjustments?|dosage|"
    r"activation|biotransformation|hydroxylation|glucuronidation|volume of distribution)"
)
PROCEDURE = (
    r"(surgery|surgical \w+|operations?|resection|extraction|biopsy|biopsies|venipuncture|venepuncture|intubation|"
    r"colonoscopy|endoscopy|bronchoscopy|cystoscopy|bowel preparation|anesthesia|anaesthesia|sedation|repair|excision|"
    r"dressing changes?|radiotherapy|irradiation|catheteri[sz]ation|bypass|transplantation|procedures?)"
)
_LESS = (
    r"(lower(ed)?|less|reduc(ed|es|ing|tion)|decreas(ed|es|ing)|fewer|diminish(ed|es)|smaller|improv(ed|es)|"
    r"resolv(ed|es)|disappeared|abated|subsided)"
)
_PEOPLE = (
    r"(patients?|subjects?|adults?|children|women|men|people|persons|individuals|those|participants|"
    r"volunteers|infants|cases)"
)

VETOES = (
    Veto(R.NO_BENEFIT, r"{control} (was|were|is|worked) (as|equally|just as) \w+ (as|to|with) ([\w-]+ )?DRUG",
         "Placebo was as good as <minocycline> in [stroke]."),
    # -- the patients do not have the disease
    Veto(R.SETTING, rf"({_PEOPLE}|participants) (\w+ )?(without|free (of|from)|negative for|(who |that )?(did|do|"
         rf"does) not have|"
         r"(who |that )?(had|have|with) (no|never had) ?(history of |evidence of |signs of |known |prior )?|not "
         r"suffering from|not affected by|"
         r"unaffected by|not having) (\w+ ){0,2}DISEASE",
         "<Metformin> helped women without [diabetes].", "<Metformin> helped women with [diabetes] without "
         "complications."),
    Veto(R.SETTING, r"DISEASE (\w+ ){0,2}(excluded|ruled out|absent)\b",
         "<Metformin> was given after [diabetes] had been excluded."),
    Veto(R.SETTING, r"(exclud(ed|ing|es)|exclusion of|rul(ed|ing) out|in the absence of|absence of|other than|"
         r"except(ing)?( in| for)?|"
         r"not in|unlike|rather than|but not|and not|irrespective of|regardless of) (\w+ ){0,2}DISEASE",
         "<Prednisone> was effective in gout, not in [rheumatoid arthritis].",
         "<Prednisone> was effective in [rheumatoid arthritis], not in gout."),
    Veto(R.SETTING, r"\b(non|pre|anti|un)[- ]DISEASE", "<Candesartan> was effective in pre-[hypertension]."),
    # -- the drug was changed for less harm, or made unnecessary
    Veto(R.CAUSES, rf"({_LESS}|lowering|split|tapering|taper|halving|low|lower) (the )?(doses?|dosage|amounts?)? "
         rf"?(of )?DRUG ~ "
         rf"{_LESS} ~ DISEASE", "Split doses of <cisplatin> reduced [vomiting].",
         "Low doses of <prednisone> were effective in [polymyalgia]."),
    Veto(R.CAUSES, r"(reducing|lowering|tapering|stopping|withdrawing|discontinuing|(dose|dosage) reductions? (of|"
         r"in)|withdrawal of|"
         r"discontinuation of|cessation of|rotat(ing|ion) from|switch(ing)? from|conver(sion|ting) from|chang(e|"
         r"ing) from) (the )?DRUG "
         r"... DISEASE", "Dose reduction of <lenvatinib> improved [hypertension]."),
    Veto(R.CAUSES, r"DISEASE ... (reducing|lowering|tapering|stopping|(dose|dosage) reductions? (of|in)|withdrawal "
         r"of|discontinuation of|"
         r"rotat(ing|ion) from|switch(ing)? from|conver(sion|ting) from|chang(e|ing) from) (the )?(dose of )?DRUG",
         "[Constipation] was reduced by rotating from <morphine>."),
    Veto(R.CAUSES, r"DRUG ... (potential|propensity|liability|tendency) (for|of|to cause) ([\w-]+ ){0,2}DISEASE",
         "<Aripiprazole> has a low potential for [weight gain]."),
    # -- harm that came with the treatment of something else
    Veto(R.CAUSES, r"({given}|on) DRUG (for|because of) ([\w-]+ ){0,5}(had|have|has|developed|experienced|showed|"
         r"presented with|suffered|"
         r"complained of) ([\w-]+ ){0,2}DISEASE", "Two men given <finasteride> for [[alopecia]] had [depression]."),
    Veto(R.CAUSES, r"DRUG ((therapy|treatment|use) )?((for|in) ([\w-]+ ){0,3})?(was|were) followed by ([\w-]+ "
         r"){0,2}DISEASE",
         "<Etanercept> for [[psoriasis]] was followed by [sarcoidosis]."),
    # -- the drug is what another one was compared with, or what became unnecessary
    Veto(R.COMPARATOR, r"(unlike|(?<!whether or )(and|but|yet|though) not|in contrast to|as opposed to|rather than|"
         r"instead of) (with )?DRUG",
         "Pregabalin, but not <gabapentin>, relieved [neuralgia].", "Relief of [neuralgia] but not nausea by "
         "<gabapentin>."),
    Veto(R.COMPARATOR, r"as (\w+ ){1,3}as DRUG", "Celecoxib was as effective as <naproxen> in [osteoarthritis].",
         "<Celecoxib> was as effective as [[naproxen]] in [osteoarthritis]."),
    Veto(R.BACKGROUND, r"(already|still|stably|currently|previously|chronically) (on|taking|receiving|treated with|"
         r"using|given|maintained on) "
         r"(\w+ )?DRUG", "In those already on <lithium>, <<quetiapine>> improved [mania]."),
    Veto(R.BACKGROUND, r"DRUG (unnecessary|superfluous|dispensable|redundant)|DRUG[- ](sparing|free)|(need|"
         r"requirements?) (for|of) "
         r"(\w+ )?DRUG|(dispense|dispensed) with DRUG|with(out)? (the )?need for DRUG",
         "<<Rituximab>> made <prednisone> unnecessary in [pemphigus]."),
    # -- handling of the drug by body, patients and doctors
    Veto(R.SETTING, r"DISEASE (\w+ ){0,2}(reduc|lower|decreas|impair|worsen|limit)\w* (\w+ ){0,2}(adherence|"
         r"compliance|response|access|use)",
         "[Depression] reduced adherence to <insulin>."),
    Veto(R.MEASURED, rf"{_KINETICS} (of|to|for|with) (\w+ ){{0,2}}DRUG", "Clearance of <midazolam> was reduced in "
         "[cirrhosis].",
         "Levels of pain fell with <midazolam> in [cirrhosis]."),
    Veto(R.MEASURED, rf"DRUG {_KINETICS} ... DISEASE", "<Warfarin> requirements are lower in [hyperthyroidism]."),
    Veto(R.MEASURED, rf"DISEASE ... DRUG {_KINETICS}", "[Hyperthyroidism] lowers <warfarin> requirements."),
    Veto(R.MEASURED, r"(activat|metaboli[sz]|inactivat|degrad|transport|excret|eliminat|hydroly[sz])(es|e|ing|ed) DRUG",
         "The enzyme that activates <clopidogrel> is reduced in [diabetes]."),
    Veto(R.SETTING, r"DRUG ... DISEASE\W ?(an? )?(open[- ]label )?(single|multiple)[- ]dose (study|trial)",
         "<Apixaban> in [renal impairment]: a single-dose study."),
    Veto(R.GIVEN_FOR, r"((use|prescribing|prescriptions?|uptake|rates?|utili[sz]ation) of DRUG|DRUG (use|"
         r"prescribing|prescriptions?|uptake|"
         r"utili[sz]ation)) ((?!for |to )\w+ ){0,3}(was|were|is|are|has|have|remains?|varied|vary|increas\w+|"
         r"decreas\w+|fell|rose|declined) "
         r"(?!associated|effective|safe|related|followed)[\w-]+ ... DISEASE",
         "Use of <haloperidol> was lower in patients with [dementia]."),
    Veto(R.GIVEN_FOR, r"((use|prescribing|prescriptions?|uptake|utili[sz]ation) of DRUG|DRUG (use|prescribing|"
         r"prescriptions?|uptake|"
         r"utili[sz]ation)) in ([\w-]+ ){0,4}DISEASE (is|are|was|were|has|have|remains?|varied|vary|increas\w+|"
         r"decreas\w+|fell|rose|declined) "
         r"(increas|decreas|ris|fall|declin|low|high|common|rare|frequent|uncommon|infrequent)",
         "<Methadone> use in patients with [hepatitis] is increasing."),
    # -- the disease is where the patients are, the drug is for something else
    Veto(R.SETTING, rf"{PROCEDURE} (of|for|in|to|on) ([\w-]+ ){{0,4}}DISEASE",
         "<Sevoflurane> was used for surgery of [strabismus]."),
    Veto(R.SETTING, r"DRUG ~ ({works}|{better}|{given}|used|administered) ... OTHERDISEASE (in|to|among) ([\w-]+ "
         r"){0,3}{patients} "
         r"(with|who had|suffering from) ([\w-]+ ){0,3}DISEASE",
         "<Sildenafil> was effective for [[dysfunction]] in patients with [Parkinson disease]."),
    Veto(R.SETTING, r"DRUG ~ {better} ((?!in |of |to |by |the |symptoms?|surviv|outcome|respon|score|severity|"
         r"progress|episode|attack|mortality|"
         r"function|quality|disease|clinical|remission|relapse|pain|control|burden|risk|number|rate|"
         r"frequency)[\w-]+ ){1,2}in "
         r"(children|patients|men|women|adults|infants) with DISEASE",
         "<Glycopyrrolate> reduced drooling in children with [cerebral palsy].",
         "<Levodopa> improved motor function in patients with [Parkinson disease]."),
)  # fmt: skip
COMPILED_VETOES = tuple((veto, compile_cue(veto.pattern)) for veto in VETOES)

_NOTHING = (
    r"(efficac(y|ious)|effective(ness)?|effects?|benefits?|beneficial|improve(d|ment|ments)?|respon(se|ses|ded|ders?)|"
    r"advantages?|superior(ity)?|better|success(ful)?|activity|active|roles?|place|value|useful(ness)?|help(ful|"
    r"ed)?|impact|"
    r"relief|reliev(e|ed)|changes?|influence|differences?|achieved?|met|recommended|supported|effect)"
)
_SLIP = (
    r"((?!only|serious|adverse|side|toxic|severe|unexpected|new|longer|doubt|difference in (adverse|safety|"
    r"toxicity))[\w-]+ ){0,4}"
)
NEGATED = re.compile(
    expand(
        rf"(\black(s|ed|ing)?\b (of )?{_SLIP}{_NOTHING}|\b(ineffective|inefficacious|ineffectual|inefficacy|useless|"
        rf"futil\w+|fruitless|"
        r"disappointing\w*|unhelpful|unsuccessful\w*|unsatisfactory|unfounded|refuted|disproved|abandoned|rejected|"
        r"refused|discouraged)\b|"
        rf"\b(no|little|minimal|negligible|scant|insufficient|hardly any|any lack of|without|absence of|not any) "
        rf"{_SLIP}{_NOTHING}\b|"
        rf"\b(not|never|cannot|nor|neither|n't) {_SLIP}({_NOTHING}|recommend|support|advis|justif|warrant|improve|"
        rf"reduce|prevent|prolong|"
        r"decrease|relieve|respond|differ|affect|alter|influence|benefit|confer|show|demonstrate|lead to|result in|"
        r"translate)|"
        r"\bfail(s|ed|ing|ure)? to (improve|reduce|prevent|prolong|show|demonstrate|meet|detect|achieve|relieve|"
        r"respond|affect|control|alter|"
        r"decrease|provide|confer|find|reach|produce|induce)|\bdid worse\b|"
        r"\b(no|not) (better|more effective|different|superior)\b|\b(similar|comparable|equal|equivalent|identical|"
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

NOT_DENIED = re.compile(
    r"\bnot only\b|\b(without|no) (any )?(a )?doubt\b|\bnot (just|merely|simply)\b|\bno(t)? (less|worse|inferior)\b|"
    r"non-?inferior"
)
"""Wordings that look like a denial and are none."""

UNDECIDED = re.compile(
    r"\b(unproven|unclear|unknown|uncertain\w*|inconclusive|controversial|debated|debatable|questionable|unestablished|"
    r"(not|never) (yet |been |fully |clearly |well |so far )*(proven|established|known|clear|elucidated|determined|"
    r"settled|investigated|studied|tested)|"
    r"remains? to be|insufficient (data|evidence)|(limited|scarce|sparse|weak|conflicting|little) (data|evidence)|"
    r"awaits?|no (\w+ )?(data|studies|trials|consensus)|too early)\b"
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
    r"eradicat\w+|suppress(ed|es|ion)|"
    r"control(led|s)|inhibit(ed|s|ion)|protect(ed|s|ive|ion)|normali[sz](ed|ation)|revers(ed|es|al)|slow(ed|s)|"
    r"delay(ed|s)|delay in|"
    r"antitumou?r (activity|effect)|(treatment|drug|therapy) of choice|mainstay|gold standard)\b"
)
"""Wordings of a benefit, by which a sentence about a use states its result."""

DIRECT = re.compile(
    expand(
        r"DRUG (\w+ly )?((is|was|are|were|has been|have been) )?(\w+ly )?(safe and )?({better}|{works}|prevent(s|ed)) "
        r"((for|in|of|against|the|treatment|recurrent|patients|with|women|men|children|adults) )*([\w-]+ ){0,2}DISEASE"
    )
)
"""The shortest wordings of a benefit: drug, verb, disease."""

HARM_ENDPOINT = re.compile(
    expand(
        rf"DISEASE ((was|were|is|occurred|rates? (was|were)|events? (was|were)) )?(\w+ ){{0,2}}{_LESS} (\w+ "
        rf"){{0,2}}(with|in|on|under|for|among) (the )?DRUG|"
        rf"(incidence|rates?|risk|frequency|occurrence) of ([\w-]+ ){{0,3}}DISEASE (\w+ ){{0,3}}{_LESS} ([\w-]+ "
        rf"){{0,3}}DRUG|"
        rf"DRUG (\w+ ){{0,2}}{_LESS} ([\w-]+ ){{0,3}}DISEASE (compared|relative|in comparison|than|versus|vs)|"
        rf"{_LESS} ([\w-]+ ){{0,3}}DISEASE (with|in|on|under|for|among) (the )?DRUG"
    )
)
"""Wordings of fewer adverse events under a drug than under another."""

HARMS = re.compile(
    r"\b(hypogly\w*|bleed\w*|h(a)?emorrhag\w*|weight gain|constipation|sedation|somnolence|drowsiness|"
    r"extrapyramidal|akathisia|"
    r"tardive|dyskinesia|hypotension|bradycardia|neutropeni\w*|leukopeni\w*|thrombocytopeni\w*|myelosuppression|"
    r"neuropathy|"
    r"nephrotoxic\w*|hepatotoxic\w*|cardiotoxic\w*|ototoxic\w*|neurotoxic\w*|toxicit\w+|mucositis|diarrh(o)?ea|"
    r"alopecia|nausea|vomiting|emesis|rash|"
    r"dizziness|falls?|dry mouth|cough|edema|oedema|hyperkal(a)?emia|hyponatr(a)?emia|hypokal(a)?emia|osteoporosis|"
    r"fractures?|"
    r"withdrawal|sexual dysfunction|pruritus|itching|headaches?|injection[- ]site\w*|infusion reactions?|"
    r"infections?|death|deaths|mortality)\b",
    re.IGNORECASE,
)
"""Diseases and symptoms that trials report as harm of what they compare."""
