"""More vetoes: benefits that are doubted, refuted or no more than placebo's, and harm that went with less of the drug.

They are tried before those of `miner.reading.claims.vetoes`, in the same notation.
"""

from miner.reading.claims.cues import compile_cue
from miner.reading.claims.vetoes import Veto
from miner.records import ClaimRelation

R = ClaimRelation

DOUBTS = (
    Veto(R.NO_BENEFIT, r"(DRUG and (the )?{control}|{control} and (the )?DRUG)( \w+ly)? {better} ([\w-]+ "
         r"){0,2}DISEASE ([\w-]+ ){0,2}?(to (the|an?) (same|similar|equal|comparable|identical) (degree|extent)|"
         r"equally|similarly|alike)",
         "<Sertraline> and placebo relieved [fibromyalgia] to the same degree.",
         "<Sertraline> relieved [fibromyalgia] to the same degree in men."),
    Veto(R.NO_BENEFIT, r"DRUG ~ ({better}|{works}) ~ DISEASE no (more|better|faster|longer|further) (\w+ )?than (the |"
         r"did |in ){0,2}{control}",
         "<Sertraline> improved [depression] no more than placebo did.",
         "<Sertraline> improved [depression] more than placebo did."),
    Veto(R.NO_BENEFIT, r"DRUG ~ ({better}|{works}) ~ DISEASE in (neither|none of the) ([\w-]+ )?(trials?|study|"
         r"studies|groups?)",
         "<Sertraline> was effective in [fibromyalgia] in neither trial.",
         "<Sertraline> was effective in [fibromyalgia] in either trial."),
    Veto(R.GIVEN_FOR, r"DRUG (is|was|are|were) (only )?(rarely|seldom|hardly|scarcely|barely|infrequently|"
         r"exceptionally|occasionally|poorly|never) {works} ([\w-]+ ){0,2}DISEASE",
         "<Sertraline> is rarely effective in [fibromyalgia].",
         "<Sertraline> is effective in [fibromyalgia], which is rarely cured."),
    Veto(R.GIVEN_FOR, r"(belief|claim|view|notion|idea|assumption|suggestion|report|reports|finding|dogma|perception|"
         r"hope) that ([\w-]+ ){0,2}DRUG ... DISEASE ([\w-]+ ){0,3}?(mistaken|wrong|unfounded|erroneous|unjustified|"
         r"untenable|refuted|disproved|unsupported|misplaced|(not|never|cannot) (been |be )?(\w+ )?(replicated|"
         r"confirmed|reproduced|substantiated|upheld|borne out|verified))",
         "The belief that <sertraline> is effective in [fibromyalgia] is mistaken.",
         "The belief that <sertraline> is effective in [fibromyalgia] is confirmed."),
    Veto(R.GIVEN_FOR, r"(access to|availability of|awareness of|reimbursement (of|for)|affordability of|coverage of) "
         r"([\w-]+ ){0,2}DRUG",
         "Access to <methotrexate> improved in [psoriasis].",
         "<Methotrexate> improved [psoriasis] and access to work."),
    Veto(R.CAUSES, r"(interruption of|interrupting|withholding|holding|suspension of|suspending|pausing|omi(tting|"
         r"ssion of)|((halving|lowering|reducing|reduction (in|of)) )(the )?(\w+ )?(doses?|dosage) of) (the "
         r")?DRUG[^A-Z;]{0,60}({better}) ([\w-]+ ){0,3}DISEASE",
         "Interruption of <lenvatinib> resolved the [hypertension].",
         "Withholding food while <lenvatinib> was given reduced [hypertension]."),
    Veto(R.CAUSES, r"DISEASE ([\w-]+ ){0,4}?(improv|resol|remit|subsid|abat|disappear|clear|diminish|reduc|decreas|"
         r"less)\w* ([\w-]+ ){0,2}?((on|at|after|with) (an? |the )?(lower(ed)?|reduced|smaller|halved) (doses?|"
         r"dosage) (of )?DRUG|(when|once|after|as soon as) (the )?((dose|dosage) of )?DRUG ((dose|dosage|therapy|"
         r"treatment|use) )?(was|were|had been) ([\w-]+ )?(reduced|lowered|tapered|halved|stopped|discontinued|"
         r"withdrawn|withheld|held|interrupted))",
         "[Tremor] disappeared when the dose of <valproate> was halved.",
         "[Tremor] recurred when the dose of <propranolol> was halved."),
    Veto(R.CAUSES, r"(switch(ing)?|switched|chang(e|ed|ing)|conver(sion|ted|ting)) to (an? )?(extended|slow|modified|"
         r"sustained|delayed|controlled|immediate)[- ]release DRUG ... DISEASE",
         "Switching to extended-release <metformin> relieved [diarrhoea].",
         "Extended-release <metformin> relieved [hyperglycaemia]."),
    Veto(R.COMPARATOR, r"(outperform|surpass|supersed|replac)(ed|es|s|ing) (the )?DRUG|(in place of|in lieu of|as a "
         r"(\w+ )?(substitute|replacement|alternative) (for|to)) (\w+ )?DRUG",
         "Quetiapine outperformed <haloperidol> and relieved [delirium].",
         "<Quetiapine> outperformed <<haloperidol>> and relieved [delirium]."),
    Veto(R.CAUSES, r"(and|but|versus) (an? )?(increased|higher|greater|elevated) (risk|rate|incidence) with (the )?"
         r"DRUG",
         "[Seizures] were fewer with benzodiazepines and an increased risk with <haloperidol> was found.",
         "<Valproate> lowered the risk of [seizures] and an increased risk of bleeding was found."),
    Veto(R.MEASURED, r"(reduced|decreased|lowered|less|fewer) ((the|weekly|daily|total|mean|rescue) ){0,3}DRUG "
         r"((tablets?|capsules?|rescue) )?(consumption|use|usage|intake|need)",
         "Trimetazidine reduced weekly <nitroglycerin> tablet consumption in [angina].",
         "<Trimetazidine> reduced nitroglycerin consumption and relieved [angina]."),
    Veto(R.GIVEN_FOR, r"(speculation|speculated|speculate|speculative|conceivable|theoretically|theoretical \w+) "
         r"([\w-]+ ){0,4}?DRUG (might|could|may|would)",
         "Hence the speculation that <chloroquine> might control [asthma].",
         "As a theoretical bonus <chloroquine> controlled [asthma]."),
    Veto(R.GIVEN_FOR, r"^(?!.*(success|effective|good|excellent|benefi|respon|improv|promising|no evidence))"
         r"(?P<before>.*?)DRUG ((which|that) )?(has|have|had) ((long|often|widely|also|previously|commonly|sometimes) "
         r")?been (used|given|employed|tried|advocated|proposed) (to|in an attempt to|in order to) ... DISEASE",
         "<Icosapent> has been used to decrease [weight loss].",
         "<Icosapent> has been used to decrease [weight loss] with good results."),
    Veto(R.GIVEN_FOR, r"^(the )?(effectiveness|efficacy|usefulness) of ([\w-]+ ){0,3}DRUG (?!.*(\b(was|were|is|are|"
         r"has|have|had|did|does|may|can|could|should|would|will)\b|[a-z]{3,}(ed|s) that))([\w-]+ ){0,3}?in (treating|"
         r"preventing|relieving|reducing|attenuating|controlling)",
         "The effectiveness of <valproate> in preventing further episodes of [bipolar disorder].",
         "The effectiveness of <valproate> in preventing episodes of [bipolar disorder] was shown."),
)  # fmt: skip
COMPILED_DOUBTS = tuple((veto, compile_cue(veto.pattern)) for veto in DOUBTS)
