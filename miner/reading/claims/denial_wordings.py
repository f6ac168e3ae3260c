"""Wordings of denials: what a sentence may deny instead of a benefit, and the forms that a denial has."""

import re

from miner.reading.claims.cues import WORDS

_NOT_LESS = re.compile(
    r"\bno evidence of (?:an? )?(?:decreas|reduc|diminish|los|lower|waning)\w* (?:of |in )?(?:\w+ )?"
    r"(?:efficacy|effectiveness|effects?|response|benefit)\b|"
    r"\b(?:not|never|nor|neither|without) (?:\w+ly )?(?:(?:be|been|being) )?"
    r"(?:decreas|reduc|hinder|los|impair|diminish|worsen|attenuat|compromis|interfer|abolish|blunt|detract|negat|"
    r"affect|alter|influenc|revers|antagoni|prevent(?:ing)? patients)\w* "
    r"(?:with |from )?(?:(?!DISEASE)[\w-]+ ){0,5}?(?:benefi\w+|efficacy|effectiveness|effects?|improvements?|"
    r"respons\w+|superiority|protection|decreases?|reductions?)\b|"
    r"\b(?:not|nor|neither)\b[^,;]*?\b(?:attenuat|interfer|abolish|blunt|antagoni|impair|compromis)\w* (?:with )?"
    r"(?:the )?(?:[\w-]+ )?(?:function|activity|action)s? of (?:OTHER)?DRUG\b"
)
"""What helps is not taken away: "did not decrease the mortality benefit of DRUG"."""

SOMETHING_ELSE = {
    "less benefit": _NOT_LESS,
    "what changes its effect": re.compile(
        r"\b(?:efficacy|effectiveness|benefits?|effects?) of (?:[\w-]+ ){0,3}DRUG\b[^,;]*\b(?:affected|altered|"
        r"influenced|attenuated|reduced|diminished|impaired|abolished|blunted|inhibited|"
        r"enhanced|improved|increased|modified|potentiated) (?:\w+ ){0,3}?by\b"
    ),
    "another dose": re.compile(
        r"\b(?:increasing|doubling|escalating|raising|higher|prolonging|late|early|slow|rapid) (?:\w+ )?(?:doses? )?"
        r"(?:of )?(?:the )?DRUG\b|\bDRUG (?:doses?|formulations?|schedules?) |\b(?:two|2|three|3|both|different|"
        r"various) (?:doses|formulations|schedules|routes)\b|"
        r"\b(?:when|if|as) the dose (?:was|is) (?:further )?(?:increased|doubled|raised|escalated)\b|"
        r"(?<!-)\b(?:type|route|timing|duration) of (?:\w+ )?DRUG\b|\b(?:the|by) dose of (?:\w+ )?DRUG\b|"
        r"\b(?:high|higher|double|standard)[- ]dose (?:[\w-]+ ){0,2}DRUG\b.*\blow(?:er)?[- ]dose|"
        r"\bhigh(?:er)?-dose arm\b|\b(?:second|repeat(?:ed)?|additional) (?:\w+ )?doses? of (?:\w+ )?DRUG\b|"
        r"\b(?:two|three|four|repeated|multiple|second) (?:[\w-]+ )?(?:injections?|courses?|infusions?|applications?) "
        r"(?:versus|vs|compared|than|did|gave|were|was)\b|"
        r"\bcontinu\w+ (?:of )?(?:the )?DRUG (?:\w+ ){0,2}(?:after|beyond|following|despite)\b|"
        r"\b(?:low|high)[- ]dose,? but not (?:low|high)[- ]dose\b|"
        r"\b(?:prolonged|extended|longer|continued) (?:treatment|therapy|use|administration|duration) (?:with|of) "
        r"(?:[\w-]+ )?DRUG\b|\b(?:started|begun|initiated|given) (?:\w+ )?(?:on or )?after (?:day|week|hour)\b|"
        r"\bno (?:additional|further) (?:benefit|effect) (?:\w+ )?(?:seen |observed |found )?(?:with|by) \d+ ?mg |"
        r"\b(?:low|lower|small|sub\w*) doses?\b.*\b(?:intermediate|high|higher|larger) doses?\b|"
        r"\b(?:during|within|in) the first (?:one|two|three|few|[1-6]) ?(?:h|hours?|min|minutes)\b|"
        r"\bchange (?:from|in) (?:[\w-]+ ){0,5}(?:administration|dose) of DRUG\b|\brestricting (?:[\w-]+ ){0,4}DRUG\b"
    ),
    "an open question": re.compile(
        r"\b(?:not|never) (?:yet|so far|to date) (?:been )?"
        r"(?:demonstrated|shown|proven|proved|established|confirmed)\b|\bnot been (?:[\w-]+ )?(?:demonstrated|shown|"
        r"proven|established) in (?:an? )?(?:[\w-]+ )?(?:trial|study)\b"
        r"|\binsufficient (?:[\w-]+ ){0,2}evidence\b|\bno randomi[sz]ed (?:[\w-]+ ){0,2}evidence\b|"
        r"\b(?:lack|paucity|dearth) of (?:[\w-]+ ){0,3}(?:evidence|trials|data|studies)\b|\bnor that it\b|"
        r"\bno (?:[\w-]+ ){0,2}(?:trials|studies) (?:were |was )?(?:found|identified|available|located|eligible|met|"
        r"exist)|"
        r"\buntil (?:[\w-]+ ){0,5}(?:data|trials?|results|evidence)\b"
    ),
    "a condition": re.compile(
        r"\b(?:if|when|where|once|in the event that) (?:[\w-]+ ){0,2}DRUG (?:alone |therapy |treatment )?"
        r"(?:is|are|does|do|fails?|proves?|has|have) (?:\w+ )?"
        r"(?:not|ineffective|insufficient|unsuccessful|failed|to)\b|"
        r"\bafter (?:[\w-]+ ){0,2}DRUG (?:therapy |treatment )?(?:has |have |had )?failed\b|"
        r"\b(?:when|where|if|once) (?:(?!DRUG)[\w-]+ ){0,2}(?:monotherapy|other|previous|conventional|standard) "
        r"(?:[\w-]+ ){0,6}?(?:is|are|was|were|has|have|does|do) (?:\w+ )?(?:not|ineffective|insufficient|failed)\b|"
        r"^if (?:(?!DRUG)[^,])*\b(?:not|fail\w*|ineffective|insufficient)\b[^,]*, .*\bDRUG\b|"
        r"^if,? (?:however,? )?DRUG (?:is|was|proves?) |"
        r"\bin (?:one|a single) (?:case|patient|child)\b"
    ),
    "a result for it": re.compile(
        r"\b(?:fewer|less|lower|smaller) (?:[\w-]+ ){1,14}(?:because of|due to|owing to|for) (?:an? )?"
        r"(?:lack of|loss of|insufficient|inadequate) (?:efficacy|effect|response)|"
        r"\b(?:withdr[ae]w\w*|drop\w*[- ]?outs?) (?:[\w-]+ ){0,4}?(?:for|because of|due to|owing to) (?:[\w-]+ ){0,2}"
        r"(?:lack of|insufficient|inadequate|poor) (?:efficacy|effect|response)|"
        r"\b(?:likely|often|frequently|fewer|more|less) (?:[\w-]+ ){0,3}(?:discontinu\w+|stop\w*|leave|left) "
        r"(?:[\w-]+ ){0,4}?(?:for|because of|due to|owing to) (?:[\w-]+ ){0,2}"
        r"(?:lack of|insufficient|inadequate|poor) (?:efficacy|effect|response)"
    ),
    "a partial effect": re.compile(
        r"\b(?:may|might|can) (?:\w+ )?(?:reduce|improve|relieve|alleviate) (?:[\w-]+ ){0,4}[\w-]+,? but\b|"
        r"\b(?:for|in|by) an? (?:\w+ )?(?:proportion|minority|percentage) of\b|"
        r"\bonly (?:the |one )?(?:[\w-]+ ){1,3}(?:was|were) not\b|"
        r"^(?:one|only one|a single) (?:[\w-]+ ){0,4}(?:trial|study) (?:reported|showed|found|failed|did)\b|"
        r"\b(?:reduce|decrease|attenuate|delay)[sd]?,? but (?:did|does|do) not (?:\w+ly )?(?:prevent|abolish|"
        r"eliminate|cure)|"
        r"\b(?:reduced|improved|decreased|shortened) [^;]*, with no (?:\w+ )?(?:effect|change|difference)|"
        r"\b(?:no place|(?:not|never|no longer) (?:be )?(?:\w+ )?(?:recommended|used|considered|suitable|appropriate)) "
        r"(?:[\w-]+ )?as (?:an? )?(?:first|initial|sole|single|mono|routine)|"
        r"\b(?:not|never|nor) (?:\w+ly )?(?:be |been )?"
        r"(?:completely|fully|entirely|wholly|totally|always|uniformly|enough)\b|"
        r"\bnot (?:be |been |proven |proved )*(?:effective|justif\w+|support\w*|recommend\w*|useful) (?:[\w-]+ "
        r"){0,6}(?:all|every)\b"
    ),
    "a subgroup": re.compile(
        r"\b(?:in|among) (?:the|an?|this|one) (?:[\w-]+ ){0,4}sub-?groups?\b|\bsub-?group analys[ei]s (?:[\w-]+ ){0,4}"
        r"(?:that|showed)\b|\bin the absence of\b|\b(?:patients|those|women|men|subjects|DISEASE) whose\b|"
        r"\bno (?:evidence of )?(?:an? )?greater (?:benefit|effect|response)\b|"
        r"\bblack patients\b|"
        r"\b(?:patients|those|subjects|carriers) (?:with|of) (?:[\w-]+ ){0,3}(?:genotypes?|alleles?)\b|"
        r"\b(?:receptor|er|hr|pr|her2)[- ]negative\b|\b(?:high|low|intermediate) (?:[\w-]+ ){0,4}expression\b|"
        r"\b(?:patients|subjects|those|children|women|men|people) with (?:and|or|versus|vs) without\b|"
        r"\bresponders and non-?responders\b|\bhealthy (?:subjects|volunteers|controls)\b|"
        r"\b(?:patients|subjects|those) (?:with no|without|with little) (?:\w+ )?(?:improvement|response|benefit)\b"
    ),
    "a marker": re.compile(
        r"\b(?:identified|found) (?:[\w-]+ )?(?:risk factors|predictors)\b|"
        r"\b(?:pain|DISEASE|sensory|detection|tolerance) thresholds?\b|"
        r"\bnot (?:\w+ )*?(?:a |an )?(?:\w+ ){0,2}(?:markers?|predictors?|tests?|predictive)\b|\bbut not (?:[\w-]+ "
        r"){0,3}(?:activity|levels?|concentrations?)\b|"
        r"\b(?:not|nor|neither|no|fail\w* to) (?:\w+ly )?(?:predict\w*|correlat\w+|(?:\w+ )?prediction)\b|"
        r"\bnot (?:\w+ly )?(?:improve|affect|increase|alter) (?:[\w-]+ ){0,4}(?:diagnos\w+|accuracy|"
        r"visuali[sz]ation|images?|imaging)\b"
    ),
    "harm": re.compile(
        r"\b(?:protect\w*|prevent\w*) (?:against |from )?(?:[\w-]+ ){0,4}DISEASE (?:of|from|by|due to|caused by|"
        r"induced by|associated with) (?:[\w-]+ )?DRUG\b|"
        r"\b(?:no|not|without) (?:[\w-]+ ){0,4}(?:reductions?|decreases?|declines?|losse?s?) (?:in|of) (?:[\w-]+ ){0,2}"
        r"(?:function|capacity|fertility|growth|flow|output|quality|performance)\b|"
        r"\b(?:not|never|nor|without) (?:\w+ly )?"
        r"(?:(?:result\w* in|lead(?:ing)? to|caus\w+|produc\w+|show) )?(?:an? |any )?(?:\w+ )?"
        r"(?:increas|rais|rise|worsen|deteriorat|aggravat|exacerbat(?:e|ion of)|provok|induc|precipitat)\w*\b"
        r"(?! (?:the |in |of )*(?:[\w-]+ ){0,2}(?:effica|activity|respon|surviv|effect|benefi|remission|relief|"
        r"rates? of (?:remission|response|cure)))|"
        r"\bwhen DRUG (?:is|was) (?:withdrawn|stopped|discontinued)|"
        r"\bDRUG[- ](?:mediated|induced|associated|related)\b|\bat risk (?:for|of) (?:developing )?DISEASE\b|"
        r"\b(?:may|might|can|could) (?:also )?(?:exacerbat|worsen|aggravat|increas)\w* (?:[\w-]+ ){0,3}DISEASE\b|"
        r"\b(?:but|and|although|while)\b[^,;]*?(?<!not )(?<!no )\b(?:increased|worsened|exacerbated) "
        r"(?:the )?(?:(?:risk|rate|incidence) of )?(?:[\w-]+ ){0,2}DISEASE\b|\b(?:qtc?|prolongation of the qtc?) "
        r"(?:prolongation|interval)|"
        r"\bDISEASE (?:attributable|due|secondary|related) to (?:\w+ )?OTHERDRUG\b|\b(?:rates?|risk|incidence) "
        r"(?:of|for) ([\w-]+ ){0,3}(?:patients|those) on DRUG\b"
    ),
    "no illness": re.compile(
        r"\bno longer\b|\b(?:minimal|little|no) (?:or no )?(?:impact|impairment|interference)\b|"
        r"\bnot (?:show|have|experience|develop) (?:severe|significant|any|further|new) ?(?:[\w-]+ )?"
        r"(?:impairments?|symptoms?|relapses?|recurrences?|attacks?|episodes?|exacerbations?)\b|"
        r"\b(?:had|have|has|did) not (?:previously|earlier|yet) (?:benefit|respond|receiv)\w*|"
        r"\b(?:previously|earlier) not (?:benefit|respond)\w*"
    ),
    "an opinion": re.compile(
        r"\b(?:notion|belief|view|claim|idea|assumption|dogma) that\b[^,;]*\b(?:no|not|never)\b|"
        r"\bfailed (?:trial|study)\b|\bno (?:[\w-]+ )?conclusions? (?:can|could|may)\b|"
        r"\b(?:thought|think|believed?|perceiv\w+|perceptions?|expected|felt) (?:that )?(?:[\w-]+ ){0,2}DRUG\b"
    ),
    "the backbone": re.compile(
        r"^(?:(?!\bDRUG\b).)*\b(?:in combination with|combined with|added to|on top of|plus) (?:[\w-]+,? ){0,4}DRUG\b"
        r"(?!,? (?:did not differ|and placebo|or placebo))|"
        r"\bOTHERDRUG (?:\w+ )?with or without (?:\w+ )?DRUG\b|"
        r"\bwho (?:had |have )?never received (?:[\w-]+ )?DRUG\b|\bspar(?:ed|ing|es?) (?:[\w-]+ )?DRUG\b|"
        r"^(?:(?!\bDRUG\b).)*\b(?:adding|addition of) (?:(?!DRUG\b)[\w./-]+ ){1,9}to (?:(?!DRUG\b)[\w./-]+ ){0,6}"
        r"DRUG\b|"
        r"\bcombination of (?:the )?(?:two|both|these) (?:drugs|agents|treatments|therapies)\b|"
        r"\badvantages? (?:of|for|with)\b.*\bDRUG\b.*\bover (?:[\w-]+ ){0,2}DRUG\b|"
        r"^(?:(?!\bDRUG\b|\bplacebo\b|\bcontrols?\b|\bbetween\b|differ).)*\b(?:no|not|nor|fail\w*|without|lack)\b"
        r"(?:(?!\bDRUG\b|\bplacebo\b|\bcontrols?\b|\bbetween\b|differ).)*"
        r"\b(?:taking|receiving|already on|who (?:have |had |never )*received|plus|in combination with|combined with|"
        r"added to|on top of) (?:[\w-]+,? ){0,4}DRUG\b|\b(?:efficacy|effect|responses?) (?:of|to) DRUG between\b|"
        r"\bDRUG\b.*\b(?:to|over|than|with) (?:[\w-]+ )?DRUG (?:alone|monotherapy|only)\b|"
        r"\bDRUG-(?:based|containing|pretreated)\b|"
        r"\bDRUG-treated\b(?! (?:and|groups?|arms?|patients|subjects|participants|children|women|men|animals))|"
        r"^(?:(?!\bDRUG\b).)*\b(?:mixed|combined|combination|together) with (?:[\w-]+ ){0,2}DRUG\b|"
        r"\bDRUG\b.*\b(?:compared (?:with|to)|versus|vs|than|over) (?:the |single[- ]agent |placebo )*(?:plus |and "
        r")?DRUG\b|"
        r"\bplacebo(?:-|/| plus )DRUG\b|(?<!between )(?<!between the )\bplacebo and DRUG\b(?![ -](?:treated|groups?|"
        r"arms?|patients|treatments?|subjects))|\bin the presence of DRUG\b|"
        r"\b(?:in addition to |despite (?:the )?(?:(?:addition|use) of |treatment with )?)(?:[\w-]+,? ){0,4}DRUG\b|"
        r"^(?:(?!\bDRUG\b).)*\b(?:no|not|fail\w*|without|lack)\b(?:(?!\bDRUG\b).)*"
        r"\b(?:compared (?:with|to)|than|versus|vs\.?|over) (?:(?!DRUG\b)[\w,-]+ ){0,6}DRUG[^D]*$"
    ),
    "a mechanism": re.compile(
        r"\bno (?:\w+ )?cardiovascular effects? of DRUG\b|\b(?:in|on) (?:the |mean |resting )*(?:(?:heart|pulse) rate|"
        r"birth ?weight)\b|"
        r"\bnot (?:\w+ly )?(?:due to|explained by|mediated|attributable|because of|related to|dependent|associated with"
        r"(?! (?:an? |any )?(?:\w+ )?(?:improv|reduc|benefi|lower|better|longer|decreas|impact|respon)))|"
        r"\b(?:through|by|via) (?:\w+ ){0,3}(?:that|which) (?:do|does|did) not\b|"
        r"\bnot (?:\w+ )?support (?:the )?(?:concept|hypothesis|notion|idea|view|theory)|\bnot play an? (?:\w+ "
        r")?role\b|"
        r"\bno (?:\w+ )?effects? of (?:the )?(?:presence|genotype|age|sex)\b|\bno mitigating\b|\bplacebo effect\b|"
        r"\bno (?:\w+ )?(?:vascular|h(?:a)?emodynamic|metabolic|hormonal|endocrine|electrophysiologic\w*|sedative|"
        r"pharmacokinetic) effects?\b"
    ),
    "another drug": re.compile(
        r"^(?:(?!\bDRUG\b).)*\b(?:versus|vs\.?|compared (?:with|to)|in comparison (?:with|to)) (?:the )?(?:\w+ )?DRUG "
        r"(?:alone |monotherapy |only )?(?:did|does|was|were|had|has|failed|resulted)\b|"
        r"\b(?:in|among) (?:[\w-]+ ){0,3}DRUG(?:-treated)? (?:users|recipients|patients),|"
        rf"\bbut not (?:the |with )?(?:{WORDS['control']}|(?:[\w-]+ ){{0,2}}OTHERDRUG)\b"
    ),
    "a benefit in the main clause": re.compile(
        r"^(?:although|though|while|despite)\b[^,]*\b(?:not|no)\b[^,]*, (?:\w+ ){0,3}"
        r"(?:reductions?|decreases?|improvements?|fewer|lower|less) (?:[\w-]+ ){0,5}DISEASE\b"
    ),
    "a benefit before it": re.compile(
        r"\b(?:despite|although it had|although it has) (?:its |a |the |an )?(?:[\w-]+ ){0,2}"
        r"(?:effects?|improvements?|reductions?|decreases?) (?:on|of|in) (?:[\w-]+ ){0,3}DISEASE\b|"
        r"\b(?:not|no|nor|fail\w*)\b.* but (?!not )(?:[\w-]+ ){0,6}(?:encouraging|promising|appears? to be decreased)|"
        r"\bsome (?:beneficial|positive|favou?rable) effects?\b|\bsuggesting (?:\w+ )?(?:efficacy|benefit)\b|"
        r"\b(?:reduc|improv|decreas|lower)(?:es|ed|e|s) (?:[\w-]+ ){1,6}without (?:\w+ )?(?:influence|effects?|"
        r"impact|changes?)\b|"
        r"\bnot (?:\w+ly )?prevent (?:patients|those|people) with DISEASE from\b"
    ),
    "not control": re.compile(
        rf"\bno (?:[\w-]+ ){{0,2}}(?:improvements?|changes?|effects?) (?:(?!compared)\w+ ){{0,3}}"
        rf"(?:in|with|on|for) (?:the )?"
        rf"{WORDS['control']}\b(?! (?:or|and|nor|groups? (?:or|and|nor))\b)|"
        rf"\b{WORDS['control']} (?:groups? )?(?:had|showed|has) no\b|"
        r"\bbut (?:[\w-]+ ){0,8}(?:lower|better|greater|higher|superior|less|more \w+|fewer) (?:[\w-]+ ){0,4}"
        rf"(?:than|to) (?:with )?(?:the )?{WORDS['control']}\b"
    ),
}
"""What is denied instead of a benefit of the drug."""
FORMS = {
    "did not": re.compile(r"\b(?:did|does|do|could|has|have) not (?:\w+ly )?(?:appear to |seem to )?(?:improv|"
    r"prolong|reduc|prevent|"
                          r"decreas|reliev|lower|delay|slow|ameliorat|alleviat|protect|benefi|confer|increase surviv)"),
    "no effect": re.compile(r"\b(?:no|not have an?|without|lack of|little) (?:[\w-]+ ){0,3}(?:effect|influence|"
    r"impact)\b"),
    "no benefit": re.compile(r"\b(?:no|lack of|little|without|not (?:\w+ )?an?y?) (?:[\w-]+ ){0,3}(?:benefit|"
    r"efficacy|improvement|"
                             r"advantage|gain|superiority)\b"),
    "not affect": re.compile(r"\bnot (?:\w+ly )?(?:affect|alter|influenc|chang)"),
    "no difference": re.compile(r"\b(?:no (?:[\w-]+ ){0,2}differences?|not (?:\w+ly )?differ)"),
    "not effective": re.compile(r"\b(?:ineffective|not (?:\w+ )?(?:effective|efficacious|beneficial|useful|"
    r"superior|better))\b"),
    "not support": re.compile(r"\bnot (?:[\w-]+ ){0,2}(?:support|recommend|justif|indicat|be used|be prescribed)"),
    "failed": re.compile(r"\bfail\w* to\b"),
    "not respond": re.compile(r"\bnot (?:\w+ )?respon[ds]|\bno (?:\w+ )?responses?\b"),
}  # fmt: skip
"""The forms of a denial: "did not improve", "no effect", "no difference"."""
