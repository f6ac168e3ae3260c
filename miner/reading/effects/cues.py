"""Wordings that tie a drug to a biomarker, with the direction that each of them states.

Patterns are tried in order on a masked sentence (`miner.reading.effects.masking`), and the first that matches decides:
what denies comes before what resists, that before what responds, and what is only studied comes last. Each row has an
example that must get its direction, and a guard that must not: <the drug>, <<another drug>>, {the biomarker},
{{another biomarker}}, [the disease]. The wordings are ours, after the even PMIDs of CIViCmine's training sentences
(Lever 2019, doi:10.1186/s13073-019-0686-y) and of CIViC's evidence statements (Griffith 2017, doi:10.1038/ng.3774).
"""

import re
from typing import NamedTuple

from miner.reading.effects.words import WORDS, compile_cue
from miner.records import EffectDirection

D = EffectDirection


class EffectCue(NamedTuple):
    """One row: the direction, the pattern, an example, a guard, and how probable such a row is right, 0 to 1.

    `needs_state`: only for biomarkers with a state ("EGFR mutation"), since what a drug does to a gene reads alike.
    """

    direction: EffectDirection
    pattern: str
    example: str
    guard: str = ""
    probability: float = 0.8
    needs_state: bool = False


PAIR_CUES = (
    # -- the drug, or silencing, undoes a resistance; the marker comes first (it undoes) or last (it is the obstacle)
    EffectCue(D.SENSITIVE, r"^((the|a|high|low|loss|of|knockdown|silencing|inhibition|mutant|ectopic|levels?|"
              r"expression|overexpression|upregulation|downregulation|restoration|depletion) ){0,5}MARKER ~ "
              r"{undo} ~ (resistance ({to} )?|DRUG[- ]resistan|(chemo)?resistance)",
              "{TP53} reversed resistance to <cisplatin> in [ovarian cancer].",
              "AT-7 lowered the level of {TP53} to reverse resistance to <cisplatin> in [ovarian cancer]."),
    EffectCue(D.STUDIED, r"{undo} ~ (DRUG[- ](resistance|insensitivity)|(resistance|sensitivity|response) (to|of) "
              r"(\w+ ){0,2}DRUG) ... MARKER",
              "AT-7 overcame resistance to <erlotinib> in [lung cancer] with {EGFR T790M}.",
              "Resistance to <erlotinib> in [lung cancer] is caused by {EGFR T790M}.", 0.5),
    EffectCue(D.STUDIED, r"MARKER ... {undo} ~ (DRUG[- "
              r"](resistance|insensitivity)|(resistance|sensitivity|response) (to|of) (\w+ ){0,2}DRUG)",
              "AT-7 lowered {TP53 expression} to reverse resistance to <cisplatin> in [ovarian cancer].",
              "", 0.5),
    EffectCue(D.RESISTANT, r"(?<!not )\b{less} (the )?(\w+ ){0,2}({response}) (to|of) ~ DRUG ... MARKER",
              "Sensitivity of [lung cancer]: reduced response to <gefitinib> was seen with {KRAS mutation}."),
    EffectCue(D.SENSITIVE, r"{poor} (\w+ ){0,2}({response}) ({to}) ~ OTHERDRUG ... than ({to} )?(\w+ ){0,3}DRUG",
              "{BRAF V600E} [melanoma] was less sensitive to <<dacarbazine>> than to <vemurafenib>.",
              "{BRAF V600E} [melanoma] was less sensitive to <dacarbazine> than to <<vemurafenib>>."),
    EffectCue(D.STUDIED, r"(enhanc|increas|improv|potentiat|augment|boost|sensiti[sz])\w* ~ (DRUG[- "
              r"](sensitivity|efficacy|response|cytotoxicity|activity)|(sensitivity|response|efficacy) (to|of) (\w+ "
              r"){0,3}DRUG) ... MARKER", "AT-7 enhances <gefitinib> sensitivity in [lung cancer] with {EGFR T790M}.",
              "{EGFR L858R} enhances <gefitinib> sensitivity in [lung cancer].", 0.5),
    EffectCue(D.STUDIED, r"MARKER ... by (\w+ ){0,2}sensiti[sz]ing ... DRUG",
              "AT-7 helped in [lung cancer] with {EGFR wild-type} by sensitizing cells to <gefitinib>.",
              "", 0.5),
    # -- no association
    EffectCue(D.NO_ASSOCIATION, r"MARKER ... (no|not) (\w+ )?(more|less|better|longer|higher|shorter|different) "
              r"(\w+ )?({outcome}) ... DRUG",
              "{STK11 mutation} was not more sensitive to <everolimus> in [lung cancer].",
              "{STK11 mutation} was more sensitive to <everolimus> in [lung cancer]."),
    EffectCue(D.NO_ASSOCIATION, r"MARKER ~ (was|were|is|are|did|does|do|had|has|have|showed|could|may) (not|no) "
              r"(?!respon|benefit|sensitiv|effective|active|achiev)(\w+ly )?(\w+ ){0,2}({link}) ... DRUG",
              "{TP53 mutation} was not associated with response to <cetuximab> in [colorectal cancer].",
              "{TP53 mutation} was associated with no response to <cetuximab> in [colorectal cancer]."),
    EffectCue(D.NO_ASSOCIATION, r"DRUG ... (was|were|is|are|did|does|do|had|has|have|showed) (not|no) (\w+ly )?(\w+ "
              r"){0,2}({link}) ... MARKER",
              "Response to <cetuximab> in [colorectal cancer] was not associated with {TP53 mutation}."),
    EffectCue(D.NO_ASSOCIATION, r"\b(no|neither|nor|lack of|without|absence of) ((statistically )?significant "
              r"|clear |obvious |apparent |such |any "
              r")*(associations?|correlations?|relationships?|differences?|impact|influence|interactions?|"
              r"predictive value|link) ... MARKER ... (DRUG|{response})",
              "No association was found between {TP53 mutation} and response to <cetuximab> in [colorectal cancer].",
              "No response to <cetuximab> was seen in [colorectal cancer] with {KRAS mutation}."),
    EffectCue(D.NO_ASSOCIATION, r"\b(no|lack of|without|absence of) ((statistically )?significant |clear |any "
              r")*(associations?|correlations?|relationships?|differences?|interactions?) ... DRUG ... MARKER",
              "No correlation of response to <cetuximab> in [colorectal cancer] with {TP53 mutation} was seen.",
              "No difference between <cetuximab> and placebo was seen in {CRP} in [colorectal cancer].",
              needs_state=True),
    EffectCue(D.NO_ASSOCIATION, r"(irrespective|regardless|independent(ly)?) (of|from) ~ MARKER",
              "<Cetuximab> was active in [colorectal cancer] regardless of {TP53 mutation}.",
              "<Cetuximab> was active in [colorectal cancer] with {TP53 mutation} regardless of age."),
    EffectCue(D.NO_ASSOCIATION, r"MARKER ~ (not|no) (an? |significant |reliable |useful |independent "
              r")*(predictive|predictors?|predict\w*)",
              "{TP53 mutation} was not predictive of benefit from <cetuximab> in [colorectal cancer]."),
    # -- a breakdown by the biomarker, whose result is not in the clause
    EffectCue(D.STUDIED, r"(according to|stratified by|defined by|based on|subgroups? (of|by)) (\w+ ){0,6}MARKER",
              "Responses to <sotorasib> in [lung cancer] were seen in subgroups defined by {PD-L1 expression}.",
              "Responses to <sotorasib> in [lung cancer] were seen in patients with {PD-L1 expression}.", 0.5),
    # -- the drug is what another one was compared with; the biomarker only says who the patients were
    EffectCue(D.STUDIED, r"(compared (with|to)|versus|vs\.?) (\w+ ){0,3}DRUG",
              "Combined therapy gave longer survival compared with <gefitinib> in [lung cancer] with {EGFR mutation}.",
              "<Gefitinib> gave longer survival compared with <<docetaxel>> in [lung cancer] with {EGFR mutation}.",
              0.5, needs_state=True),
    EffectCue(D.STUDIED, r"OTHERDRUG ... (compared (with|to)|versus|vs\.?|than|superior to|over|better "
              r"than|(similar|comparable|equal|equivalent|non-?inferior|inferior) (\w+ ){0,2}(to|with)) (\w+ "
              r"){0,5}DRUG",
              "<<Osimertinib>> gave longer survival than <gefitinib> in [lung cancer] with {EGFR mutation}.",
              "<Osimertinib> gave longer survival than <<gefitinib>> in [lung cancer] with {EGFR mutation}.", 0.5,
              needs_state=True),
    EffectCue(D.STUDIED, r"^(in|for|among|of) (\w+ ){0,4}MARKER (\w+ ){0,4}{people}(?: [^,;]*)?, "
              r"(?!.{0,40}\bDRUG\b).* {poor} (\w+ ){0,3}({response})",
              "In {HER2-negative} tumours, many genes were associated with poor response to <letrozole> in [breast "
              "cancer].", "In {HER2-negative} tumours, <letrozole> had a poor response in [breast cancer].", 0.5),
    EffectCue(D.STUDIED, r"predict\w* ... ({response}) ({to}) ~ DRUG ... (for|in|with|of) (\w+ ){0,5}MARKER",
              "{{CD8 count}} predicts response to <trastuzumab> in [breast cancer] that is {HER2-positive}.",
              "{HER2-positive} predicts response to <trastuzumab> in [breast cancer].", 0.5),
    EffectCue(D.RESISTANT, r"(benefit|efficacy|activity|response|success|use)\w* (of|to|from|that) (\w+ ){0,3}DRUG "
              r"... (limited|hampered|restricted|compromised) ... by ... MARKER",
              "The benefit of <erlotinib> in [lung cancer] is limited by {EGFR T790M}."),
    EffectCue(D.NO_ASSOCIATION, r"(did|does|do|could) not (\w+ )?predict\w* ... DRUG ... MARKER",
              "We did not predict <bevacizumab> response in [gastric cancer] by {VEGFA}."),
    # -- except in, but not in
    EffectCue(D.RESISTANT, r"DRUG ... (except|but not|but no\w* \w+|not in|with the exception of|other "
              r"than|unlike|rather than|and not) (\w+ ){0,5}MARKER",
              "<Dasatinib> inhibited all mutants but not {ABL1 T315I} in [leukaemia].",
              "<Dasatinib> inhibited {ABL1 T315I} but not wild-type [leukaemia].", needs_state=True),
    EffectCue(D.RESISTANT, r"{good} (\w+ ){0,4}({outcome}) ... (than|compared (with|to)|versus|vs\.?|over) "
              r"((in|those|that|the|of|with|patients|cells|other|tumou?rs|carrying|bearing|harbou?ring|disease|"
              r"for|having|cell|lines) ){0,6}MARKER(?![- ](negative|wild))",
              "Response to <cetuximab> in [colorectal cancer] was better response than in {KRAS mutation}.",
              "Response to <cetuximab> was better in {KRAS wild-type} than in others with [colorectal cancer]."),
    EffectCue(D.SENSITIVE, r"{poor} (\w+ ){0,4}({outcome}) ... (than|compared (with|to)) "
              r"((in|those|that|the|of|with|patients|cells|other|tumou?rs|carrying|bearing|harbou?ring|disease|"
              r"for|having) ){0,6}MARKER(?![- ](negative|wild))",
              "Poor response to <cetuximab> in [colorectal cancer] was seen compared with {KRAS wild-type}."),
    EffectCue(D.STUDIED, r"MARKER (\w+ )*?{people} (refractory|resistant) to (\w+ ){0,3}DRUG",
              "A trial of {KRAS wild-type} [colorectal cancer] patients refractory to <oxaliplatin>.",
              "{KRAS mutation} cells of [colorectal cancer] were resistant to <oxaliplatin>.", 0.5),
    EffectCue(D.STUDIED, r"(MARKER|DRUG) ... (resistance (or|and) sensitivity|sensitivity (or|and) "
              r"resistance|(monitor|follow)\w* (\w+ ){0,3}({response})) ... (MARKER|DRUG)",
              "{TP53 mutation} is related to resistance or sensitivity of [breast cancer] to <cisplatin>.",
              "{TP53 mutation} is related to resistance of [breast cancer] to <cisplatin>.", 0.5),
    EffectCue(D.STUDIED, r"^(?!.*\b{finite}\b)(\w+ "
              r"){0,3}(impact|influence|effects?|associations?|role|relationship|correlation|value|use) "
              r"(of|between) ... MARKER ... DRUG",
              "Impact of {CYP2C19} on the efficacy of <stiripentol> in [Dravet syndrome].",
              "Impact of {CYP2C19}: it reduced the response to <stiripentol> in [Dravet syndrome].", 0.6),
    # -- a population that is resistant, and has the biomarker; an influence without its direction; what was tried
    EffectCue(D.STUDIED, r"MARKER (\w+ )*?{people} (\w+ "
              r"){0,4}(with|who|that|from|having|which|presenting|after|whose|to|and|by) (?!.{0,12}(due to|because "
              r"of|are |were |is |was ))([\w-]+ ){0,8}({resistant} ({to} )(\w+ ){0,3}DRUG|DRUG[- ]{resistant})",
              "{BRAF V600E} [melanoma] clones with acquired resistance to <vemurafenib> were made.",
              "{BRAF V600E} cells of [melanoma] were resistant to <vemurafenib>.", 0.5),
    EffectCue(D.STUDIED, r"MARKER ... (affect\w*|influenc\w*|modulat\w*|impact\w*|alter(s|ed)?|determin\w+|range "
              r"of|differen\w+|vari(ed|es|able|ety)|relationship between|mechanisms? of|dictate) ... "
              r"({response}|{resistant}) ... DRUG",
              "{EGFR mutation} affects the response of [lung cancer] to <gefitinib>.",
              "", 0.6),
    EffectCue(D.STUDIED, r"^(?!.*\b{finite}\b).*\b((efficacy|effects?|safety|evaluation|trial|study|activity|impact|"
              r"role|use|treatment|response|efficacious) ({to} )(\w+ ){0,4}DRUG ... MARKER|MARKER ... "
              r"({response}|{resistant}) ({to} )(\w+ ){0,4}DRUG|DRUG[- ](\w+ ){0,2}({response}|{resistant}) ... "
              r"MARKER)", "Safety and efficacy of <cobimetinib> in [melanoma] with {BRAF V600E}.",
              "Efficacy of <cobimetinib> was shown in [melanoma] with {BRAF V600E}.", 0.5, needs_state=True),
    EffectCue(D.STUDIED, r"MARKER (\w+ ){0,4}{people} (\w+ ){0,3}(reveal|show|demonstrat|suggest)\w* ... "
              r"OTHERMARKER ... DRUG",
              "{FLT3 ITD} [leukaemia] samples showed that {{TSC2 loss}} is related to <sorafenib> response.",
              "", 0.5),
    EffectCue(D.STUDIED, r"(polymorphisms?|snps?|genotypes?) ... MARKER ... (associated|related|linked) ... DRUG",
              "Polymorphisms of {ESR1} were associated in [breast cancer] with <tamoxifen> response.",
              "", 0.5),
    # -- resistant
    EffectCue(D.RESISTANT, r"MARKER ... {resistant} ({to} )?(\w+ ){0,4}DRUG",
              "{ABL1 T315I} is insensitive to <dasatinib> in [leukaemia].",
              "{EGFR L858R} made [lung cancer] resistant to <<cisplatin>> sensitive to <erlotinib>.", 0.9),
    EffectCue(D.RESISTANT, r"MARKER ... (DRUG[- "
              r"](resistance|insensitivity|failure|refractoriness)|(is|are|was|were|became|more|render\w*|highly) "
              r"(\w+ ){0,3}DRUG[- ]{resistant})",
              "{PTEN loss} was associated with <everolimus> resistance in [bladder cancer].",
              "{ESR1 positive} <tamoxifen>-resistant [breast cancer] is common.", 0.85),
    EffectCue(D.RESISTANT, r"({resistant} ({to} )(\w+ ){0,4}DRUG|DRUG[- ](resistance|insensitivity)) ... {confer} "
              r"... MARKER", "Resistance to <erlotinib> in [lung cancer] is caused by {EGFR T790M}.",
              "<<Osimertinib>> helped [lung cancer] resistant to <erlotinib> that had {EGFR T790M}."),
    EffectCue(D.RESISTANT, r"{confer} ... (DRUG[- ](resistance|insensitivity)|{resistant} ({to} )?(\w+ ){0,4}DRUG) "
              r"... MARKER",
              "We found a mechanism of <cetuximab> resistance in [colorectal cancer], {KRAS mutation}."),
    EffectCue(D.RESISTANT, r"(resistance|insensitivity) ({to} )(\w+ ){0,4}DRUG ~ (\w+ ){0,3}MARKER",
              "Resistance to <erlotinib> with {EGFR T790M} in [lung cancer]."),
    EffectCue(D.RESISTANT, r"DRUG ... (acquir\w+|secondary|develop\w*|subsequent|primary|emerg\w+) (\w+ "
              r"){0,2}{resistant} ... MARKER",
              "The [lung cancer] responded to <erlotinib> until acquired resistance by {EGFR T790M}.",
              needs_state=True),
    EffectCue(D.RESISTANT, r"DRUG ... ((after|upon|at|until|then|subsequently|later) (\w+ "
              r"){0,3}(relaps|progress|recur)\w*|relapsed|progressed|recurred) ... "
              r"(reveal|detect|identif|show|found|acquir|emerg|appear)\w* ... MARKER",
              "The [lung cancer] responded to <erlotinib>, progressed, and revealed {EGFR T790M}.", needs_state=True),
    EffectCue(D.RESISTANT, r"\bno (\w+ ){0,3}(improvement|benefit|advantage)s? ... DRUG ... MARKER",
              "No improvement of survival was seen with <erlotinib> in [lung cancer] with {KRAS mutation}.",
              needs_state=True),
    EffectCue(D.RESISTANT, r"MARKER ... {no} (\w+ ){0,3}({response}) ~ DRUG",
              "Patients with {KRAS mutation} did not benefit from <cetuximab> in [colorectal cancer].",
              "{KRAS mutation} does not change that [colorectal cancer] is common under <cetuximab>."),
    EffectCue(D.RESISTANT, r"\b{no} (\w+ ){0,3}({response}) ({to} )?(\w+ ){0,4}DRUG ... MARKER",
              "No response to <cetuximab> was seen in [colorectal cancer] with {KRAS mutation}.", needs_state=True),
    EffectCue(D.RESISTANT, r"DRUG ... ((was|were|is|are|did|does|had|has|have|showed|shows|proved) (not?|little|no) "
              r"|fail(s|ed) to |without )(\w+ ){0,3}({response}|inhibit|improve|prolong|work|suppress) ... MARKER",
              "<Panitumumab> was not effective in [colorectal cancer] with {KRAS mutation}.", needs_state=True),
    EffectCue(D.RESISTANT, r"({response}) ({to} )(\w+ ){0,3}DRUG ... MARKER ... "
              r"(was|were|is|are|has been|could) (not|never) (\w+ )?"
              r"(found|seen|observed|shown|demonstrated|confirmed|detected|evident|apparent|established)",
              "A benefit of <cetuximab> in [colorectal cancer] with {KRAS mutation} was not found.",
              "Benefit of <cetuximab> in [colorectal cancer] with {KRAS wild-type} was found.", needs_state=True),
    EffectCue(D.RESISTANT, r"DRUG ... (ineffective|inactive|inefficacious|ineffectiveness|insensitive) ... MARKER",
              "<Panitumumab> was ineffective in [colorectal cancer] with {KRAS mutation}.", needs_state=True),
    EffectCue(D.RESISTANT, r"MARKER ... {poor} (\w+ ){0,3}({outcome}) ({to} )(\w+ ){0,4}DRUG",
              "{TP53 mutation} predicted poor response to <cisplatin> in [ovarian cancer].",
              "", 0.85),
    EffectCue(D.RESISTANT, r"MARKER ~ {poor} (\w+ ){0,3}({outcome}) ... DRUG",
              "{RUNX1 mutation} had shorter relapse-free survival in [leukaemia], all having had repeated "
              "<cytarabine>."),
    EffectCue(D.RESISTANT, r"MARKER ~ {less} (the )?(\w+ ){0,3}({response}) ... DRUG",
              "{TP53 mutation} reduced the sensitivity of [ovarian cancer] to <cisplatin>."),
    EffectCue(D.RESISTANT, r"MARKER ~ ((was|were|is|are) )?(\w+ )?({poor}) (\w+ ){0,4}({response}) ... DRUG",
              "[Breast cancer] with {TP53 mutation} was less likely to show response under <docetaxel>."),
    EffectCue(D.RESISTANT, r"DRUG ... {poor} (\w+ ){0,2}({outcome}) (\w+ ){0,6}MARKER",
              "<Cisplatin> had lower efficacy in [ovarian cancer] with {TP53 mutation}.",
              "<Cisplatin> had higher efficacy in [ovarian cancer] with {TP53 mutation}.", needs_state=True),
    EffectCue(D.RESISTANT, r"MARKER ... ({poor} (\w+ ){0,2}({outcome})|progress(ed|ion|ive disease)) ... "
              r"(treated|treatment|therapy|received|receiving) (\w+ ){0,3}DRUG",
              "{TP53 mutation} meant shorter survival in [ovarian cancer] treated with <cisplatin>."),
    EffectCue(D.RESISTANT, r"DRUG ... MARKER ... ((associat|correlat)\w+ "
              r"with|had|have|show\w*|predict\w*|experienced) (an? )?(\w+ )?{poor} (\w+ ){0,2}({outcome})",
              "Under <cisplatin> [ovarian cancer] with {TP53 mutation} had shorter survival."),
    # -- sensitive
    EffectCue(D.SENSITIVE, r"MARKER ... {sensitive} (to|from|with|of|under|for|by|on|upon|after) "
              r"((?!associat|resist|correlat)\w+ ){0,4}DRUG",
              "{EGFR L858R} confers sensitivity to <gefitinib> in [lung cancer].",
              "{EGFR L858R} was common in [lung cancer] with cough under <gefitinib>.", 0.9),
    EffectCue(D.SENSITIVE, r"DRUG[- ](sensitivity|responsiveness|sensitive|responsive|efficacy|activity) ... MARKER",
              "<Gefitinib> sensitivity of [lung cancer] depends on {EGFR mutation}."),
    EffectCue(D.SENSITIVE, r"MARKER ... (DRUG[- "
              r"](sensitivity|responsiveness|sensitive|efficacy|response|responders|benefit)|sensiti[sz]\w+ ... "
              r"DRUG)", "{EGFR mutation} increased <gefitinib> sensitivity in [lung cancer]."),
    EffectCue(D.SENSITIVE, r"{sensitive} ({to} )(\w+ ){0,4}DRUG ... MARKER",
              "Response to <gefitinib> was seen in [lung cancer] with {EGFR mutation}.", needs_state=True),
    EffectCue(D.SENSITIVE, r"MARKER ... {good} (\w+ ){0,3}({outcome}) ... DRUG",
              "{EGFR mutation} predicted longer survival under <gefitinib> in [lung cancer].", needs_state=True),
    EffectCue(D.SENSITIVE, r"MARKER ... predict\w*(?! .{0,40}(resist|poor)) ... DRUG[- ](\w+ ){0,3}({response})",
              "{EGFR mutation} predicts <gefitinib> treatment response in [lung cancer]."),
    EffectCue(D.SENSITIVE, r"MARKER ... (respond\w*|benefit\w*|remission|sensitive) ... DRUG",
              "[Lung cancer] with {EGFR mutation} responded rapidly, and <gefitinib> was continued.",
              needs_state=True),
    EffectCue(D.SENSITIVE, r"DRUG ... ({response}|{good} (\w+ "
              r"){0,2}({outcome})|inhibit(s|ed|ing)?|suppress(es|ed)|improved|prolonged|superior|target(s|ing|"
              r"ed)?|beneficial|approved|indicated|licensed|recommended|standard of "
              r"care|induce[sd]|regress\w*|respond\w*|potent) ... MARKER",
              "<Vemurafenib> is active in [melanoma] with {BRAF V600E}.",
              "", 0.7, needs_state=True),
    EffectCue(D.SENSITIVE, r"DRUG ... MARKER ... ({response}|{good} (\w+ ){0,2}({outcome})|respond\w*)",
              "Under <vemurafenib> [melanoma] with {BRAF V600E} showed regression.",
              "", 0.7, needs_state=True),
    EffectCue(D.SENSITIVE, r"({good} (\w+ ){0,2}({outcome})|{response}) ... MARKER ... "
              r"(treated|treatment|therapy|received|receiving|given) (\w+ ){0,3}DRUG",
              "Longer survival in [melanoma] with {BRAF V600E} treated with <vemurafenib>.",
              "", 0.7, needs_state=True),
    # -- studied: the direction is open
    EffectCue(D.STUDIED, r"MARKER ... (predict\w*|biomarkers?|markers?) ... DRUG",
              "We asked whether {TYMS expression} is a predictor in [lung cancer] under <pemetrexed>.",
              "", 0.6),
    EffectCue(D.STUDIED, r"(predict\w*|biomarkers?|determinants?|pharmacogen\w+|companion) ... (MARKER ... "
              r"DRUG|DRUG ... MARKER)", "Predictive value of {TYMS expression} for <pemetrexed> in [lung cancer].",
              "", 0.6, needs_state=True),
    EffectCue(D.STUDIED, r"DRUG[^;,]{0,60} (for|in|against|of) (\w+[ ,-]+){0,7}MARKER",
              "We studied <dabrafenib> in patients with {BRAF V600E} [melanoma].",
              "<Dabrafenib> was stopped; in all other patients with [melanoma] that were seen there, {BRAF V600E}.",
              0.5, needs_state=True),
    EffectCue(D.STUDIED, r"MARKER ... ({people}) (\w+ ){0,4}(treated with|receiving|received|treatment "
              r"with|given|on) (\w+ ){0,3}DRUG",
              "Of {BRAF V600E} carriers with [melanoma], patients given <dabrafenib> were old.",
              "", 0.5, needs_state=True),
)  # fmt: skip
"""Wordings of a clause that names the drug and the biomarker."""

OUTCOME_CUES = (
    EffectCue(D.NO_ASSOCIATION, r"(response|efficacy|benefit|remission)\w* ... (did not differ|was not "
              r"different|were not different|was similar|were similar|(?<=no )difference|not associated|not "
              r"correlated|irrespective|regardless|independent) ... MARKER",
              "The response rate did not differ by {KRAS mutation}."),
    EffectCue(D.NO_ASSOCIATION, r"\bno (\w+ ){0,2}(differences?|associations?|correlations?) ... ({response}) ... "
              r"MARKER", "There was no difference in response between those with and without {KRAS mutation}."),
    EffectCue(D.NO_ASSOCIATION, r"MARKER ... (not|no) (\w+ ){0,4}({link}) (\w+ ){0,3}({response})",
              "{KRAS mutation} was not associated with response."),
    EffectCue(D.STUDIED, r"(according to|stratified by|defined by|based on|subgroups? (of|by)) (\w+ ){0,6}MARKER",
              "Responses were seen in subgroups defined by {PD-L1 expression}.",
              "", 0.7),
    EffectCue(D.RESISTANT, r"({response}) ... (but not|except|than) ((were |was )?(seen |observed "
              r")?(for|in|of|those|with|the|patients|cells|tumou?rs) ){0,6}MARKER",
              "The response was better in those without than in those with {KRAS mutation}.",
              "Age was higher in those without than in those with {KRAS mutation}.", needs_state=True),
    EffectCue(D.RESISTANT, r"(no response|no responses|no benefit|none) ((were |was )?(seen |observed "
              r")?(for|in|of|those|with|the|patients|cells|tumou?rs) ){0,6}MARKER",
              "No response was seen in those with {KRAS mutation}.", needs_state=True),
    EffectCue(D.RESISTANT, r"MARKER ... ((?<!overcome )(?<!reverse ){resistant}|{no} (\w+ ){0,3}({response})|{poor} "
              r"(\w+ ){0,2}({response}))", "Patients with {KRAS mutation} did not respond.",
              "Patients with {KRAS mutation} did respond.", needs_state=True),
    EffectCue(D.RESISTANT, r"{resistant} ... {confer} ... MARKER",
              "Acquired resistance was caused by {EGFR T790M}."),
    EffectCue(D.SENSITIVE, r"MARKER ... ({good} (\w+ "
              r"){0,3}({response})|respon(ded|d|ders?|sive)\b|(sensitive|sensitivity|responses? "
              r"rate|benefit(ed|s)?\b))", "Patients with {EGFR mutation} responded better.", needs_state=True),
    EffectCue(D.SENSITIVE, r"({good} (\w+ ){0,3}({response})|responses?( rates?)? (\w+ "
              r"){0,3}(was|were)|responded|benefit) ... (in|with|for|among|had|harbou?r\w*|carr\w+) (\w+ "
              r"){0,6}MARKER", "The response rate was 60% in patients with {EGFR mutation}.", needs_state=True),
)  # fmt: skip
"""Wordings of a clause without a drug; the drug is then the sentence's, the title's or that of the sentence before."""

PROGNOSTIC_CUES = (
    EffectCue(D.PROGNOSTIC, r"MARKER ... "
              r"((independent|poor|good|adverse|favou?rable|unfavou?rable|strong|significant|negative|positive|"
              r"worse|better) (\w+ ){0,2}(prognos\w+)|prognostic (factor|marker|indicator|biomarker)|predict\w* "
              r"(\w+ ){0,3}(surviv\w+|prognosis|relapse|recurrence|mortality|death|metastas[ie]s|outcomes?))",
              "{TP53 mutation} is an independent prognostic factor in [breast cancer].",
              "The prognostic value of {TP53 mutation} in [breast cancer] is unknown."),
    EffectCue(D.PROGNOSTIC, r"MARKER ... ((associated|correlated|linked) "
              r"with|had|have|has|showed?|experienced|conferr?\w*|indicat\w+) (an? |the |significantly |both |much "
              r")*((poor|short|long|wors|bett|low|high|reduc|decreas|improv|increas|inferior|superior|favou?r|"
              r"unfavou?r|advers|early|earli|good|prolong)\w*) (\w+[ "
              r"-]){0,3}(surviv\w+|prognosis|relapse|recurrence|mortality|os|dfs|pfs|rfs|efs|outcomes?|risk of (\w+ "
              r")?(recurrence|relapse|death|progression|metastas\w+))",
              "High {KRAS mutation} load was associated with poor overall survival in [lung cancer]."),
    EffectCue(D.PROGNOSTIC,
              r"(poor|short|long|wors|bett|inferior|superior|favou?r|unfavou?r|advers|good|prolong)\w* (\w+[ "
              r"-]){0,2}(surviv\w+|prognosis|outcomes?) ... (associated with|predicted by|in|with|among) (\w+ "
              r"){0,4}MARKER", "Poor survival in [lung cancer] was associated with {KRAS mutation}."),
)  # fmt: skip
"""Wordings of the course of a disease that name no drug."""

_NOT_SHOWN = re.compile(
    r"\b(no|not|neither|nor|without|lack\w*|irrespective|regardless|whether|unknown|unclear|aim\w*|to (determine|"
    r"investigate|evaluate|assess|examine|explore|study|analy[sz]e)|controvers\w+|investigated|evaluated|examined|"
    r"assessed)\b"
)
"""What takes the statement from a wording of prognosis."""

COMPILED_PAIR = tuple((cue, compile_cue(cue.pattern)) for cue in PAIR_CUES)
COMPILED_OUTCOME = tuple((cue, compile_cue(cue.pattern)) for cue in OUTCOME_CUES)
COMPILED_PROGNOSTIC = tuple((cue, compile_cue(cue.pattern)) for cue in PROGNOSTIC_CUES)

ANY_CUE = re.compile(
    r"resist|sensiti|respon|refractor|benefit|efficac|effectiv|predict|surviv|prognos|active|activity|insensit|remission|"
    r"outcome|inhibit|susceptib|marker|treat|therap|stud[iy]|trial|regress|receiv|given|irrespective|regardless",
    re.IGNORECASE,
)
"""Without one of these no row of the tables can match what an article says of a drug."""


def is_shown(clause: str) -> bool:
    """Return whether a clause states what it says of the course, and neither denies nor asks it."""
    return _NOT_SHOWN.search(clause) is None


DOWN = re.compile(
    rf"\b{WORDS['down']}[- ](?:of |in |the |expression |levels? |by |against |for )*(?:\w+,? (?:and )?){{0,3}}"
    r"MARKER\b|"
    r"\bMARKER[- ](?:gene |protein |mrna |expression )?(?:knock-?(?:down|out)|silenc|deplet|sirna|shrna|deficien|"
    r"down-?regulat|inactivat|loss\b|was (?:silenced|depleted|suppressed|knocked down|downregulated))|\banti-MARKER",
)
"""Wordings in which a gene without a state of its own is taken away or low."""
UP = re.compile(
    r"\b(?:over-?express\w*|up-?regulat\w*|high(?:er)?|increased|elevated|ectopic|enforced)[- ](?:of |levels? |"
    r"expression |the |protein |mrna |of )*MARKER\b|\bMARKER[- ](?:gene |protein |mrna )?(?:expression )?"
    r"(?:was |were )?(?:over-?express\w*|up-?regulat\w*)"
)
"""Wordings in which it is high."""
