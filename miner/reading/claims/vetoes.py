"""Vetoes: wordings that no reviewer accepts as support, whatever else the sentence says; tried before the cues.

The notation is that of `miner.reading.claims.cues`. Each row has an example, whose pair gets the row's relation, and a
guard, a near sentence that must not. Examples are tested.
"""

from typing import NamedTuple

from miner.reading.claims.cues import compile_cue
from miner.reading.claims.results import LESS
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
    r"dressing changes?|radiotherapy|irradiation|catheteri[sz]ation|bypass|transplantation|procedures?|(internal )?"
    r"fixation|osteosynthesis)"
)
_PEOPLE = (
    r"(patients?|subjects?|adults?|children|women|men|people|persons|individuals|those|participants|"
    r"volunteers|infants|cases)"
)

VETOES = (
    Veto(R.NO_BENEFIT, r"(?<!pain )(?<!symptom )(?<!rate )(?<!seizure )(?<!glycemic )(?<!glycaemic )(?<!pressure "
         r")(?<!DISEASE ){control} (was|were|is|worked) (as|equally|just as) \w+ (as|to|with) ([\w-]+ )?DRUG",
         "Placebo was as good as <minocycline> in [stroke]."),
    Veto(R.NO_BENEFIT, r"(equally|similarly|alike|to the same (extent|degree)) (\w+ ){0,2}(with|by|on|under) (both )?"
         r"(DRUG and (the )?{control}|(the )?{control} and DRUG)",
         "[Stroke] improved equally with <minocycline> and placebo.",
         "[Stroke] improved equally with <minocycline> and <<aspirin>>, but not with placebo."),
    # -- the patients do not have the disease
    Veto(R.SETTING, rf"who (do|did|does) not have (\w+ ){{0,2}}DISEASE|({_PEOPLE}|participants) (\w+ )?(without|"
         rf"free (of|from)|negative for|(who |that )?(did|do|"
         rf"does) not have|"
         r"(who |that )?(had|have|with) (no|never had) ?(history of |evidence of |signs of |known |prior )?|not "
         r"suffering from|not affected by|"
         r"unaffected by|not having) (\w+ ){0,2}DISEASE",
         "<Metformin> helped women without [diabetes].", "<Metformin> helped women with [diabetes] without "
         "complications."),
    Veto(R.SETTING, r"without (concomitant|associated|coexisting|coexistent|underlying) (\w+ )?DISEASE",
         "<Enalapril> helped patients with [[hypertension]] without concomitant [hypertrophy].",
         "<Enalapril> helped patients with [hypertension] without concomitant hypertrophy."),
    Veto(R.CAUSES, r"DRUG-DISEASE", "Phlorizin did not prevent <gentamicin>-[nephropathy].",
         "<Phlorizin> did not prevent [nephropathy]."),
    Veto(R.MEASURED, r"endogenous DRUG", "The role of endogenous <opioids> in [parkinsonism].",
         "<Opioids> relieved [pain] of endogenous origin."),
    Veto(R.SETTING, rf"DISEASE[- ]free (\w+ ){{0,2}}{_PEOPLE}\b", "<Metformin> helped [diabetes]-free volunteers.",
         "<Imatinib> prolonged [leukemia]-free survival."),
    Veto(R.SETTING, r"DISEASE (\w+ ){0,2}(excluded|ruled out|absent)\b",
         "<Metformin> was given after [diabetes] had been excluded."),
    Veto(R.SETTING, r"(exclud(ed|ing|es)|exclusion of|rul(ed|ing) out|in the absence of|absence of|other than|"
         r"except(ing)?( in| for)?|"
         r"not in|with the exception of|unlike|rather than|but not|and not|irrespective of|regardless of) "
         r"(\w+ ){0,2}DISEASE|(irrespective|regardless) of (the )?(presence|absence|severity) (or \w+ )?of (\w+ "
         r")?DISEASE",
         "<Prednisone> was effective in gout, not in [rheumatoid arthritis].",
         "<Prednisone> was effective in [rheumatoid arthritis], not in gout."),
    Veto(R.SETTING, r"\b(non|pre|un|post)[- ]DISEASE|\banti[- ]DISEASE(?! (activity|efficacy|effects?|response))",
         "<Candesartan> was effective in pre-[hypertension].", "<Doxorubicin> showed anti-[tumour] activity."),
    # -- the drug was changed for less harm, or made unnecessary
    Veto(R.CAUSES, rf"({LESS}|lowering|split|tapering|taper|halving|low|lower) (the )?(doses?|dosage|amounts?)? "
         rf"?(of )?DRUG ~ "
         rf"{LESS} ~ DISEASE", "Split doses of <cisplatin> reduced [vomiting].",
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
    Veto(R.CAUSES, r"DRUG ((therapy|treatment) )?(was|were|had been|has been) (then |therefore |subsequently )?"
         r"(stopped|discontinued|withdrawn|ceased|interrupted|suspended)[^A-Z]{0,40}?\b(and|after which|with) "
         r"([\w-]+ ){0,3}DISEASE ([\w-]+ ){0,2}(respond|improv|resol|remit|regress|subsid|abat|clear|disappear)\w*",
         "<Etanercept> was stopped, and the [colitis] responded.",
         "<Etanercept> was continued, and the [colitis] responded."),
    Veto(R.CAUSES, r"DRUG ((therapy|treatment) )?(was|were|had been|has been) (then |therefore |subsequently )?"
         r"(stopped|discontinued|withdrawn|ceased|interrupted|suspended)[^A-Z]{0,20}?\b(and|with|leading to|"
         r"resulting in|followed by) ([\w-]+ ){0,3}(resolution|remission|disappearance|improvement|recovery|"
         r"regression) (of|in|from) ([\w-]+ ){0,2}DISEASE",
         "<Diltiazem> therapy was discontinued, leading to resolution of [fever].",
         "<Prednisone> was stopped after complete remission of [lupus]."),
    Veto(R.CAUSES, r"DRUG ... (interfer\w+ with|imped\w+|hinder\w*|impair(s|ed|ing)?) (the )?(healing|resolution|"
         r"recovery|closure|repair) (of|from) ([\w-]+ ){0,2}DISEASE",
         "<Moxifloxacin> may interfere with the healing of [corneal ulcers].",
         "<Moxifloxacin> hastened the healing of [corneal ulcers]."),
    Veto(R.CAUSES, r"DRUG ... (fewer|less|lower|no more|minimal) ([\w-]+ ){0,3}DISEASE (adverse|side|unwanted) "
         r"(effects?|events?|reactions?)",
         "<Olanzapine> works in [[schizophrenia]] and causes fewer [extrapyramidal] side effects.",
         "<Benzatropine> relieves [extrapyramidal] side effects."),
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
    # -- what does not respond to the drug is no use of it, whatever a variant or a prior line made it so
    Veto(R.BACKGROUND, r"(insensitiv(e|ity)|resistan(t|ce)|refractor(y|iness)|unresponsive(ness)?|non-?respon(sive|se|"
         r"siveness)|non-?responders?|desensiti[sz]ed) (to|against) (the )?((effects?|action|treatment|therapy|"
         r"inhibition) "
         r"(of|with|by) )?DRUG",
         "The T315I mutant of [leukaemia] is insensitive to <dasatinib>.",
         "<Ponatinib> was effective in [leukaemia] resistant to <<dasatinib>>."),
    # -- handling of the drug by body, patients and doctors
    Veto(R.SETTING, r"DISEASE (\w+ ){0,2}(reduc|lower|decreas|impair|worsen|limit)\w* (\w+ ){0,2}(adherence|"
         r"compliance|response|access|use)",
         "[Depression] reduced adherence to <insulin>."),
    Veto(R.MEASURED, rf"{_KINETICS} (of|to|for|with) (\w+ ){{0,2}}DRUG(?! (was|were|is|are) (\w+ly )?(effective|"
         r"superior|efficacious|beneficial))", "Clearance of <midazolam> was reduced in [cirrhosis].",
         "Once-daily dosing of <tobramycin> was effective in [cystic fibrosis]."),
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
    Veto(R.SETTING, rf"undergoing ([\w-]+ ){{0,2}}{PROCEDURE} (of|for) ([\w-]+ ){{0,4}}DISEASE",
         "<Diclofenac> did not spare opioids in patients undergoing internal fixation of [fracture].",
         "<Alendronate> prevents [fracture] in women undergoing fixation of the spine."),
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
    # -- kinds that a reader found in real abstracts
    Veto(R.CAUSES, r"DISEASE (associated with|induced by|caused by|secondary to|due to|provoked by) ([\w-]+ ){0,2}DRUG",
         "<<Dexamethasone>> prevents [vomiting] associated with epidural <morphine>.",
         "<Morphine> relieved [pain] associated with cancer."),
    Veto(R.MENTIONED, r"without (\w+ )?(an? )?(increas|excess|rais|more )\w* ?(in |of |risk of )*([\w-]+ ){0,3}DISEASE",
         "<Fondaparinux> reduced mortality without increasing severe [bleeding].",
         "<Fondaparinux> prevented [thrombosis] without increasing bleeding."),
    Veto(R.BACKGROUND, r"(improv|enhanc|augment|potentiat|increas|boost)\w* (the )?(\w+ )?((efficacy|effect|effects|"
         r"effectiveness|activity|response) of|(responsiveness|sensitivity|responses?) to) (\w+ )?DRUG",
         "Tenuigenin improved the efficacy of <memantine> in [dementia]."),
    Veto(R.BACKGROUND, r"(adding|addition of|added) ((?!DRUG\b)[\w./-]+ ){1,7}(to|with) ((?!DRUG\b)[\w/-]+ ){0,3}DRUG|"
         r"((replacement|withdrawal|"
         r"substitution) of|replacing|substituting) DRUG (by|with|for)",
         "No benefit of adding <<cisapride>> to <pantoprazole> in [reflux disease]."),
    Veto(R.BACKGROUND, r"(poor|inadequate|insufficient|incomplete|suboptimal) (response|responses|"
         r"responders?) (to|with) "
         r"([\w-]+,? ){0,6}?DRUG", "<<Olanzapine>> helps in [mania] with a poor response to mood stabilizers such "
         "as <lithium>."),
    Veto(R.GIVEN_FOR, r"DRUG ~ (commonly|widely|frequently|often|usually|generally|routinely|traditionally|most) "
         r"(\w+ )?used (to|for|in|as) ... DISEASE",
         "<Diclofenac> is most commonly used to relieve [colic]."),
    Veto(R.CAUSES, r"DRUG ~ (with|but|without) (an? )?(\w+ )?(acceptable|manageable|reasonable|tolerable|debilitating) "
         r"(\w+ )?DISEASE", "<Irinotecan> gave moderate response rates with acceptable [toxicity].",
         "<Irinotecan> gave acceptable control of [colon cancer]."),
    Veto(R.GIVEN_FOR, r"^(in \w+, )?(the )?DRUG (\w+ ){0,2}(was|were) (generally )?(safe and )?well tolerated"
         r"(?!.*(effective|effic|improv|reduc|respon|benefi|relie|remission|surviv))",
         "<Sumatriptan> was generally well tolerated in patients with [migraine].",
         "<Sumatriptan> was well tolerated and effective in [migraine]."),
    Veto(R.GIVEN_FOR, r"^(the )?(\w+ )?(efficacy|safety|effects?|effectiveness|tolerability|use) (and (\w+ )?"
         r"(efficacy|safety|effects?|effectiveness|tolerability) )?of ... (was|were|is|are) (evaluated|"
         r"assessed|compared|"
         r"investigated|studied|examined|determined|reviewed|summari[sz]ed|discussed)[^,;:]*$",
         "The efficacy of <lithium> in the prevention of [mania] was evaluated.",
         "The efficacy of <lithium> in [mania] was evaluated, and most improved.", certainty=Certainty.QUESTION),
    Veto(R.COMPARATOR, r"(superior|greater|better|higher|more \w+) (\w+ ){0,2}(to|than) (that|those) (\w+ ){0,3}"
         r"(with|of|in|by|under) (the )?DRUG",
         "Relief of [pain] with ketorolac was superior to that achieved with <paracetamol>.",
         "Relief of [pain] with <ketorolac> was superior to that with [[placebo]]."),
    Veto(R.COMPARATOR, r"(superior|better|more effective|preferable) (to|than) (\w+ )?DRUG (alone|monotherapy|only)",
         "Candesartan was superior to <enalapril> alone in [heart failure].",
         "<Candesartan> was superior to <<enalapril>> alone in [heart failure]."),
    Veto(R.CAUSES, r"(withdrawal|discontinuation|cessation|stopping|withdrawing|discontinuing) (of )?(the )?DRUG "
         r"((therapy|treatment) )?~ (alleviat|improv|resol|disappear|remission|recover|subsid)",
         "Withdrawal of <dantrolene> therapy was followed by improvement of the [pleural effusion].",
         "<Rituximab> improved [lupus] after withdrawal of steroids."),
    Veto(R.COMPARATOR, r"DRUG ((therapy|treatment|based therapy) )?(is|was|are|were|may be|seems?|appears?) (to be )?"
         r"(\w+ )?less (effective|efficacious|potent|active)|DRUG ... (but|and) (is|was|are|were) (\w+ )?less "
         r"(effective|"
         r"efficacious) than",
         "<Diuretics> are less effective in [heart failure] than others."),
    Veto(R.BACKGROUND, r"(addition of|adding|added) ... to (the )?(standard|conventional|usual|background|existing|"
         r"basic) (\w+ )?(regimens?|treatments?|therap(y|ies)) (of|with) ([\w-]+,? ){0,5}DRUG",
         "Addition of captopril to the standard regimen of oxygen and <morphine> helped in [pulmonary edema].",
         "Addition of <captopril> to the standard regimen of oxygen helped in [pulmonary edema]."),
    Veto(R.BACKGROUND, r"^(?!.*DRUG.*\bDRUG)(?P<before>.*?)DRUG[- ](resistant|refractory|unresponsive|intolerant)\b",
         "<<Rituximab>> was effective in <immunoglobulin>-resistant cases of [neuropathy].",
         "<Rituximab> was effective in immunoglobulin-resistant cases of [neuropathy]."),
    Veto(R.BACKGROUND, r"OTHERDRUG ~ ({better}|{works}) ... in ([\w-]+ ){0,6}{patients} "
         r"(treated with|on|taking|receiving|given|pretreated with) (\w+ )?DRUG",
         "<<Tranexamic acid>> was effective in [bleeding] in patients treated with <aspirin>.",
         "<Tranexamic acid> reduces [bleeding] in patients treated with <<aspirin>>."),
    Veto(R.GIVEN_FOR, r"(?<!tumor )(?<!tumour )(limited|insufficient|marginal|minimal|inadequate) (single[- ]agent "
         r"|clinical |overall |anti[\w-]+ |objective ){0,2}"
         r"(activity|efficacy|effectiveness|benefit|relief|improvements?|response rates?)"
         r"\b(?! (of|with|for) OTHERDRUG)",
         "<Sunitinib> has limited clinical activity in [thymoma].",
         "<Sunitinib> is active in [thymoma], in which options are limited."),
    # -- no result for the drug, whatever else the sentence says
    Veto(R.GIVEN_FOR, r"(modest|moderate|some) ([\w-]+ ){0,2}(activity|efficacy|effect|responses?|benefit) ... "
         r"(not|no) "
         r"([\w-]+ ){0,3}(recommend|warrant|support|justif|sufficient|further)\w*",
         "<Sunitinib> showed modest activity in [thymoma], and we do not recommend it.",
         "<Sunitinib> showed modest activity in [thymoma], and no grade 4 events were seen."),
    Veto(R.GIVEN_FOR, r"DRUG ~ (comparable|similar|equivalent|identical) (to|with) (that (of|with) |those (of|with) )?"
         r"OTHERDRUG (alone|monotherapy|only)", "Survival with <doxorubicin> was comparable to <<sorafenib>> alone in "
         "[hepatoma].", "<Doxorubicin> was comparable to <<sorafenib>> and effective in [hepatoma]."),
    Veto(R.GIVEN_FOR, r"^(\w+, )?(further|more|additional|future|larger) ([\w-]+ ){0,4}(stud(y|ies)|trials?|research|"
         r"investigations?) (\w+ )?(are|is|will be) (\w+ )?(needed|necessary|required|warranted) (to|for|on|in|of|"
         r"before)\b",
         "Further studies are necessary to test the relief of [facial pain] by <sumatriptan>.",
         "Further studies have shown the relief of [facial pain] by <sumatriptan>.", certainty=Certainty.QUESTION),
    Veto(R.GIVEN_FOR, r"(failed|fail|disappointed|disappointing) in ([\w-]+ ){0,2}(clinical|human|phase|randomi[sz]ed|"
         r"controlled|later) ([\w-]+ )*(trials?|studies)",
         "<Rapamycin> slows [polycystic kidney disease] in mice but failed in clinical trials.",
         "<Rapamycin> slows [polycystic kidney disease] in those who failed in their diet."),
    Veto(R.GIVEN_FOR, r"(costs? of DRUG|DRUG (costs?|(was|is|were|would be|would remain) (less|more) (costly|"
         r"expensive))|"
         r"(less|more) (costly|expensive)|(decrease|increase|reduction) in the costs?|cost "
         r"savings?)\b(?!.*\b(surviv|relie|"
         r"symptom|remission|effective in))",
         "A decrease in the cost of <enalapril> makes treatment of [hypertension] cheaper.",
         "<Clozapine> is a clinically and cost-effective treatment for [schizophrenia]."),
    Veto(R.GIVEN_FOR, r"economic (model|models|analys[ie]s|evaluations?)|cost[- ](effectiveness|utility) (model|"
         r"analys[ie]s)",
         "The results of this economic model suggest that <tofacitinib> is a good option in [colitis].",
         "<Tofacitinib> is an economical and effective option in [colitis]."),
    Veto(R.GIVEN_FOR, r"DRUG ... (technique|method|approach|procedure) used (to|for)",
         "<Baclofen> by pump is a new technique used to reduce [spasticity].",
         "<Baclofen> by pump was used and reduced [spasticity]."),
    Veto(R.GIVEN_FOR, r"(with no|without|lacked|of no) (any )?statistical(ly)? (significance|significant "
         r"(effect|improvement))",
         "<Enalapril> relieved [anxiety] only moderately with no statistical significance.",
         "<Enalapril> relieved [anxiety], an effect of statistical significance."),
    Veto(R.GIVEN_FOR, r"(markers?|predictors?|predictive|biomarkers?) (of|for) (a )?([\w-]+ )?(benefit|response|"
         r"efficacy) "
         r"(from|to|of|with) ([\w-]+ ){0,2}DRUG",
         "VEGFR2 may be a marker of benefit from <ramucirumab> in [gastric cancer].",
         "<Ramucirumab> improved survival in [gastric cancer], and no marker was found."),
    Veto(R.GIVEN_FOR, r"^(?!.*(?<!not )(?<!non-)(?<!non)(?<!no )significant.*\bsignificant)(?P<before>.*?)(but|"
         r"though|although|(?<!was )(?<!were )\(|;) ?(this |it |which |the "
         r"difference )?((was|were|did|is) )?(not|non-?|no) ?(statistically |reach(ed)? (statistical )?)?"
         r"significan(t|ce)\b(?! (differen|chang|toxic|adverse|side))",
         "<Morphine> led to a lower, but not significant, pain score in [neuralgia].",
         "<Morphine> relieved [neuralgia], but no significant toxicity was seen."),
    Veto(R.GIVEN_FOR, r"\bno (single |one |specific |available )?(treatments?|therap(y|ies)|drugs?|agents?|"
         r"medications?|interventions?) "
         r"(is|are|was|were|has been|have been) ([\w-]+ ){0,3}(effective|efficacious|curative|satisfactory|proven)",
         "<Quinine> is used in [cramp], but no treatment is conclusively effective.",
         "<Quinine> was effective in [cramp] where no other treatment was."),
    Veto(R.GIVEN_FOR, r"both (the )?({control} and (the )?DRUG|DRUG and (the )?{control})( groups?| arms?)? "
         r"(showed|had|improved|experienced|reported|demonstrated)",
         "Both the placebo and the <donepezil> groups showed improvement of [dementia].",
         "<Donepezil> improved [dementia] in both groups, and placebo did not."),
    Veto(R.COMPARATOR, r"(comparable|similar|equivalent|equal|superior|non-?inferior|inferior) in ([\w-]+ ){1,3}to "
         r"(the )?DRUG", "Telmisartan is effective in [hypertension] and comparable in efficacy to <lisinopril>.",
         "<Telmisartan> is effective in [hypertension] and comparable in efficacy to <<lisinopril>>."),
    Veto(R.GIVEN_FOR, r"(these|such|this) (\w+ )?(changes?|reductions?|effects?|improvements?|regression) "
         r"(is|are|was|were) associated with ... DISEASE",
         "<Ramipril> reduces heart mass, and these changes are associated with a lower risk of [stroke].",
         "<Ramipril> was associated with a lower risk of [stroke]."),
    # -- kinds that only a probability near the operating point lets through
    Veto(R.CAUSES, r"(improve(d|ment)|resol(ved|ution)|recover(ed|y)|disappear(ed|ance)) (after|following|upon|on|"
         r"with) (the )?(discontinuation|withdrawal|cessation|stopping) of (the|this) (\w+ )?(drug|agent|medication)\b",
         "Improvement after discontinuation of the drug suggests that <tobramycin> caused the [rash].",
         "<Tobramycin> brought improvement of [pneumonia] before discontinuation of the drug."),
    Veto(R.COMPARATOR, r"(than|compared (with|to)) (with )?([\w-]+ ){0,3}(either )?(the )?{control} (or|and|nor) DRUG",
         "<<Olanzapine>> reduced [agitation] more than either placebo or <lorazepam>.",
         "<Olanzapine> reduced [agitation] more than either placebo or <<lorazepam>>."),
    Veto(R.GIVEN_FOR, r"\bsearched ([\w-]+ ){0,5}(databases?|medline|pubmed|embase|cochrane)\b",
         "We searched electronic databases for trials of <entecavir> to prevent [hepatoma].",
         "<Entecavir> prevented [hepatoma] in all electronic databases.", certainty=Certainty.QUESTION),
    Veto(R.GIVEN_FOR, r"(starting point (for|to|in|of)|proof[- ]of[- ](concept|principle) (for|that|of))",
         "Particles with <velaglucerase> may serve as a starting point to treat [Gaucher disease].",
         "<Velaglucerase> was effective in [Gaucher disease]."),
    Veto(R.CAUSES, r"DRUG ... (may|might|can|could) (also )?(increase|raise|worsen|aggravate|provoke|precipitate|"
         r"trigger) (the )?((risk|incidence|rate|number|frequency) of )?DISEASE",
         "<Amlodipine> lowers blood pressure but may increase [ectopic beats]."),
    Veto(R.MENTIONED, r"(not|no|cannot) ((evidence|data|results?) )?(that |to )?(support|suggest|show|indicate|confirm|"
         r"demonstrate)s?(ing)? (an? |any |the )?(increased?|elevated|higher|excess) (risk|incidence|rate) of ([\w-]+ )"
         r"{0,3}DISEASE",
         "Our results do not support an increased risk of [cancer] with <sildenafil>.",
         "Our results support an increased risk of [cancer] with <sildenafil>."),
    Veto(R.MENTIONED, r"(higher|greater|increased|more) (\w+ )?(incidence|frequency|rate|risk) of ([\w-]+ ){0,3}"
         r"DISEASE (than|compared with) (in |with |after |for )?(the |those (given|receiving|on) )?DRUG",
         "<<Enflurane>> caused a higher frequency of [vomiting] than the <propofol> group.",
         "<Propofol> caused a higher frequency of [vomiting] than placebo."),
    # -- no result, or one that did not come
    Veto(R.NO_BENEFIT, r"(good|excellent|favou?rable|functional|complete|better|clinical) (outcomes?|recover(y|ies)|"
         r"responses?|remissions?|improvements?) ([\w-]+ ){0,4}(less (likely|often|frequent|common)|lower|worse|"
         r"poorer) "
         r"([\w-]+ ){0,3}(with|in|on|under|for|after) (the )?DRUG ([\w-]+ ){0,2}than ([\w-]+ ){0,2}{control}",
         "In [stroke], a good outcome was less likely with <minocycline> than with placebo.",
         "In [stroke], a good outcome was less likely with placebo than with <minocycline>."),
    Veto(R.GIVEN_FOR, r"(not|never) (statistically |significantly )?associated with (an? |any )?(statistically |"
         r"significantly? )*((?!(and|but|or) )[\w-]+ ){0,2}(improve\w*|recovery|remission|benefit|prevention|"
         r"(reduc\w+|decreas\w+|lower\w*|fewer) ((?!(and|but|or) )[\w-]+ ){0,4}DISEASE)",
         "<Ruxolitinib> was not associated with significantly accelerated clinical improvement of [pneumonia].",
         "<Ruxolitinib> was not associated with toxicity and improved [pneumonia]."),
    Veto(R.GIVEN_FOR, r"^(?!.*\b(p|P) ?[=<≤] ?0?\.0)(?!.*(?<!not )(?<!non-)(?<!statistically )significant)"
         r"(?P<before>.*?)\bnumerically (\w+ )?(low|fast|bett|high|long|short|few|great|small|less|more)",
         "<Apixaban> had numerically lower rates of [stroke].",
         "<Apixaban> had numerically lower rates of bleeding and significantly less [stroke]."),
    Veto(R.GIVEN_FOR, r"(but|though|although|however|while|;|results) ([\w-]+ ){0,4}(was|were|is|being) (also )?"
         r"(statistically )?insignificant",
         "<Carvedilol> lowered the risk of [stroke], although results were statistically insignificant.",
         "<Carvedilol> prevented [stroke], an effect not insignificant."),
    Veto(R.GIVEN_FOR, r"^(?!.*\b(adverse|side|toler\w+|safety|toxic\w*|better|than|superior\w*)\b)(?P<before>.*?)"
         r"\b(rates?|responses?|remissions?|scores?|improvements?|reductions?|relief|outcomes?) ([\w-]+ ){0,2}"
         r"(for|in|with|of|under|on) (the )?(DRUG and (the )?{control}|{control} and (the )?DRUG)[^A-Z]{0,20}"
         r"(was|were) ([\w-]+ly )?(comparable|similar|equal|equivalent|the same|identical)",
         "In [depression], remission rates for <pindolol> and placebo groups were comparable.",
         "<<Pindolol>> relieved [depression], and rates of rash for <pindolol> and placebo as adverse events were "
         "similar."),
    Veto(R.GIVEN_FOR, r"(higher|larger|greater|longer) (doses?|duration|courses?|periods?|treatment)"
         r"( or [a-z]+ [a-z]+)? (of )?([\w-]+ ){0,4}DRUG ([\w-]+ ){0,3}(may|might|could|would|will|is|are) "
         r"(be )?(needed|required|necessary)",
         "A higher dose of <metformin> may be needed to reduce [obesity].",
         "<Metformin> reduced [obesity], for which a higher dose of <<orlistat>> may be needed."),
    Veto(R.GIVEN_FOR, r"(not|never) (yet |been |previously |fully |formally )*(tested|studied|evaluated|examined|"
         r"investigated|assessed|tried) (in|for) ([\w-]+ ){0,6}DISEASE",
         "<Cycloserine> enhances exposure in [[phobia]], but has not been tested in veterans with [stress].",
         "<Cycloserine>, which has not been tested in children, relieved [stress].", certainty=Certainty.QUESTION),
    Veto(R.CAUSES, r"DRUG ((treated|group|therapy|treatment|subjects|patients)('s?|s)? )*DISEASE ([\w-]+ )?(worsening|"
         r"aggravation|deterioration)|DISEASE ([\w-]+ ){0,2}(exacerbated|worsened|aggravated) by ([\w-]+ ){0,5}DRUG",
         "The five <sumatriptan> subjects' [neurosis] worsening was significant.",
         "<Sumatriptan> prevented [neurosis] worsening."),
)  # fmt: skip
COMPILED_VETOES = tuple((veto, compile_cue(veto.pattern)) for veto in VETOES)
