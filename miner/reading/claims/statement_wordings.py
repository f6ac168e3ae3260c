"""Wordings of what others have said of a use: approved, not approved, recommended, advised against.

Patterns are written over the masked sentence with brackets as commas and lists as one word. A word in braces is
replaced by its entry of PARTS. Each row has an example, whose pair gets the row's relation, and a guard, a near
sentence whose pair must not; both are tested.
"""

import re
from typing import NamedTuple

from miner.records import ClaimRelation

R = ClaimRelation

PARTS = {
    # a gap without a mention, and one that may name other diseases
    "gap": r"(?:(?!{turn}|\b(?:development|research|potential|activity|that|which|who|efficac\w+)\b)[^A-Z;:]){0,70}?",
    "who": r"(?:(?!{turn}|{other subject})(?:[^A-Z;:]|OTHERDISEASE|DISEASE)){0,110}?",
    "turn": (
        r"\b(?:but|although|though|however|yet|while|whereas|unlike|without|except|excluding|other than|not|"
        r"no longer)\b"
    ),
    "other subject": (
        r"\b(?:trials?|stud(?:y|ies)|protocols?|effective|efficac\w+|improv\w+|reduc\w+|prolong\w+|showed|shown|may|"
        r"might|can|cannot|could|would|should|will|expected|pending|await\w*|if|seek\w*|likely|than|doses?|"
        r"vs|versus|compar\w+)\b"
    ),
    # from "approved" to the disease: the words that say for what, then no new assertion
    "scope": r"(?:(?!{new assertion})[^;:]){0,160}?",
    "new assertion": (
        r"\b(?:but|although|though|however|yet|while|whereas|unlike|which|who|whose|that|is|are|was|were|has|have|had|"
        r"does|did|may|might|can|could|should|would|will|showed|shown|shows|improv\w+|reduced|without|except|"
        r"excluding|other than|not|due to|secondary to|caused by|induced|related to|resulting from|associated with|"
        r"unless|if|since|because|used|studied|investigated|tested|given|effective|active|being|contraindicated|"
        r"compared|versus|vs|treated|receiving|after failure|failed|from|its?|we|our|they|this|thereby|thus|therefore|"
        r"suggest\w*|led|leading|no longer)\b|(?<!with )(?<!plus )(?<!to )OTHERDRUG|"
        r"DRUG"
    ),
    "target": (
        r"(?:\bfor\b|\bagainst\b|\bto (?:treat|prevent|delay|reduce|manage|control|slow|relieve)\b|\bincluding\b|"
        r"\bas (?:an? |the |first|second|add|adjunct|mono|prophyla|maintenance|initial)|"
        r"\bin (?:the (?:treatment|management|prevention|therapy) of|patients|adults?|children|women|men|adolescents|"
        r"paediatric|pediatric|people|infants)\b|\bin (?=(?:[\w-]+ ){0,3}DISEASE))"
    ),
    "for": r"{gap}{target}{scope}DISEASE",
    "licensed": r"(?!\w+ by\b){licensed by}",
    "licensed by": (
        r"(?:\b(?:approved|licen[sc]ed|authori[sz]ed)\b|(?<=is |re |as |en )registered (?=for|in ))"
        r"(?! (?:from|to [a-z]+ (?:by|in)|nurs|practition))(?!-)"
    ),
    "approval": r"(?:approval|authori[sz]ation|licen[sc]e|licensure)\b(?! (?:application|process|stud|trial))",
    "agency": (
        r"(?:\bfda|administration|\bema|\bemea|medicines agency|european commission|authorit(?:y|ies)|\bpmda|\bmhlw|"
        r"regulators?|health canada|\beu|europe|european union|japan|united states|\bu\.s\.|\busa|china|"
        r"committee for medicinal products)"
    ),
    "not": r"\b(?:not|never|neither|nor|no longer|yet to be|n't)",
    "off": (
        r"\b(?:off[- ]label|unlicen[sc]ed|unapproved|unlabell?ed(?= (?:use|indication))|non-?approved|"
        r"non-?licen[sc]ed)\b"
    ),
    "drugs": (
        r"(?:drugs?|treatments?|therap(?:y|ies)|agents?|medications?|medicines?|options?|products?|substances?|"
        r"biologics?|inhibitors?|antibod(?:y|ies))"
    ),
    "list": (
        r"(?:,? ?(?:is|are|were|was|include[sd]?|including|such as|namely|comprise[sd]?|being|like|e\.g\.|i\.e\.|:|,)"
        r",? ?(?:(?!with|plus|than|by|from|to|in)[\w-]+ ){0,4})"
    ),
    "recommends": r"\b(?:recommend(?:s|ed|ing)?|endors(?:es?|ed)|advis(?:es?|ed)|advocat(?:es?|ed)|"
    r"(?:(?:guid(?:ance|elines?)|panel|society|association|experts|force|academy|college|consensus|nice|eular|idsa|"
    r"committee|group|statement|we) (?:now |also |conditionally |strongly |further )?suggest(?:s|ed)?))\b",
    "recommended": r"\b(?:recommended|endorsed|advised|advocated)\b(?! (?:dos|dail|phase|maximum|range|starting))",
    "object": r"(?:(?!{no object})(?:[^A-Z;]|OTHERDISEASE|DISEASE|OTHERDRUG)){0,110}?",
    "no object": (
        r"\b(?:against|not|avoid\w*|discontinu\w*|stop\w*|ceas\w+|monitor\w*|screen\w*|test\w*|caution\w*|over|instead|"
        r"rather|without|before|after|fail\w*|refractory|intoleran\w+|resistan\w+|contraindicat\w+|withhold\w*|"
        r"dos(?:e|es|ing|age)|levels?|trials?|stud(?:y|ies)|further|research|other than|except|allergic|than|"
        r"taper\w*|switch\w* from|unless|added to|compar\w+|versus|vs|was|were|had|showed)\b"
    ),
    "passive": (
        r"(?:(?:\b(?:is|are|was|were|been|being)|{drugs}) (?:(?!not|never)[\w-]+ ){0,4}?{recommended}|"
        r"(?<!as ){recommended} (?:by|in the|in \w+ guid\w+))"
    ),
    "use": r"(?: (?:is|are|be|should be) (?:\w+ ){0,2}?(?:used|given|offered|considered|added|administered|started|"
    r"prescribed))?(?:(?!{turn}|\b(?:is|are|was|were|has|have|had|being|its?|which|"
    r"(?<!the )(?<!by )who|should|may|can|could|would|will|"
    r"because|since)\b)[^;]){0,120}?\b(?:for|in|as|to|of|against|among|with)\b{scope}DISEASE",
}


class Wording(NamedTuple):
    """One row: relation, pattern, an example, a guard. `needs_body` rows need a body of experts or a guideline."""

    relation: ClaimRelation
    pattern: str
    example: str
    guard: str
    needs_body: bool = False


WORDINGS = (
    # -- not approved, before approved: "approved for A, but not for B"
    Wording(R.NOT_APPROVED, r"DRUG{who}(?:but |and |though |although |yet )?{not} (?:[\w-]+ ){0,3}?{licensed by}{for}",
            "<Infliximab> is not approved for [sarcoidosis].", "<Infliximab> is approved for [sarcoidosis]."),
    Wording(R.NOT_APPROVED, r"DRUG{who}{licensed by}[^;]{0,120}?,? (?:but|although|though|yet|and) (?:is |it is )?not "
            r"(?:yet |currently )?(?:approved |licen[sc]ed )?(?:for|in)(?: the)? (?:[\w-]+ ){0,5}DISEASE",
            "<Infliximab> is approved for [[psoriasis]] but not for [sarcoidosis].",
            "<Infliximab> is approved for [sarcoidosis] but not for [[psoriasis]]."),
    Wording(R.NOT_APPROVED, r"{not} (?:[\w-]+ ){0,3}?{licensed by}{for},? [^A-Z;]{0,40}DRUG",
            "Although not licensed for [sarcoidosis], <infliximab> is widely used.",
            "Although licensed for [sarcoidosis], <infliximab> is rarely used."),
    Wording(R.NOT_APPROVED, r"{agency} (?:has |have |had |does |did )?not (?:yet |so far )?(?:approved?|licen[sc]ed?|"
            r"authori[sz]ed?) (?:the use of |use of )?DRUG{for}",
            "The FDA has not approved <thalidomide> for [sarcoidosis].",
            "The FDA has approved <thalidomide> for [sarcoidosis]."),
    Wording(R.NOT_APPROVED, r"DRUG{who}(?:has no|have no|has yet to (?:receive|obtain|gain)|lacks?|without) (?:[\w-]+ )"
            r"{0,3}{approval}{for}", "<Thalidomide> has no marketing authorisation for [sarcoidosis].",
            "<Thalidomide> has a marketing authorisation for [sarcoidosis]."),
    Wording(R.NOT_APPROVED, r"DRUG{who}{not} (?:yet |been )*(?:received|gained|obtained|granted|given) (?:[\w-]+ ){0,3}"
            r"{approval}{for}", "<Thalidomide> has not yet received approval for [sarcoidosis].",
            "<Thalidomide> has just received approval for [sarcoidosis]."),
    Wording(R.NOT_APPROVED, r"DRUG{who}(?:is|are) (?:not|no longer) (?:[\w-]+ )?indicated (?:for|as|to (?:treat|"
            r"prevent)|in the (?:treatment|management|prevention))\b{scope}DISEASE",
            "<Lorcaserin> is not indicated for [hypertension].", "<Lorcaserin> was not indicated in [hypertension]."),
    Wording(R.NOT_APPROVED, r"(?:no|lack of|without) (?:[\w-]+ ){0,2}{approval} (?:of|for) DRUG{for}",
            "There is no regulatory approval of <thalidomide> for [sarcoidosis].",
            "There is now approval of <thalidomide> for [sarcoidosis]."),
    Wording(R.NOT_APPROVED, r"DRUG{who}{off}(?: [\w-]+){0,4} ?(?:for|in|to treat|against|as)\b{scope}DISEASE",
            "<Thalidomide> is used off-label for [sarcoidosis].",
            "Three men received <thalidomide> off-label for [sarcoidosis]."),
    Wording(R.NOT_APPROVED, r"{off} (?:[\w-]+ ){0,4}?DRUG{gap}\b(?:for|in|to treat|against|as)\b{scope}DISEASE",
            "Off-label use of <thalidomide> for [sarcoidosis] is common.",
            "Off-label use of <thalidomide> improved [sarcoidosis]."),
    Wording(R.NOT_APPROVED, r"DRUG{gap}\b(?:for|in|to treat)\b{scope}DISEASE,? (?:is|are|remains?|was|were) (?:[\w-]+ )"
            r"{0,2}(?:{off}|not (?:[\w-]+ ){0,2}{licensed by})",
            "<Thalidomide> in [sarcoidosis] remains off-label.", "<Thalidomide> in [sarcoidosis] remains useful."),
    Wording(R.NOT_APPROVED, r"DISEASE (?:is|are|remains?) (?:[\w-]+ ){0,3}{off} (?:[\w-]+ ){0,2}(?:of|for) DRUG",
            "[Sarcoidosis] is an off-label indication of <thalidomide>.",
            "[Leprosy] is a licensed indication of <thalidomide>."),
    # -- approved
    Wording(R.APPROVED, r"DRUG{who}(?<!not ){licensed by}{for}",
            "<Tocilizumab> was approved by the FDA in 2010 for [rheumatoid arthritis].",
            "<Tocilizumab> is approved for [[rheumatoid arthritis]] and has shown activity in [vasculitis]."),
    Wording(R.APPROVED, r"DRUG{who}{licensed by} (?:[\w-]+ ){0,2}DISEASE {drugs}",
            "<Tocilizumab> is an approved [arthritis] treatment.", "<Tocilizumab> is a new [arthritis] treatment."),
    Wording(R.APPROVED, r"{agency}[^A-Z;]{0,12} (?:has |have |had |recently |first |also |initially |only |to )*"
            r"(?:approv(?:ed|e|es)|licen[sc]ed|authori[sz]ed) (?:the (?:use|combination|marketing) of |use of |oral |"
            r"intravenous |topical |intrathecal |inhaled |subcutaneous |[\w']+'s )*DRUG{for}",
            "In 2018 the European Medicines Agency approved <tocilizumab> for [arteritis].",
            "We tested the FDA-approved drug <tocilizumab> for [vasculitis]."),
    Wording(R.APPROVED, r"(?<!pending )(?<!awaiting )(?<!before )(?<!seeking )(?<!seek )(?<!for )(?<!hastening )"
            r"(?<!no )(?<!without )(?<!before the )(?<!no regulatory ){approval} (?:[\w-]+ ){0,3}?(?:of|for) "
            r"(?:the use of |use of |the |oral |intravenous )*DRUG{for}",
            "Since the approval of <tafamidis> for [amyloidosis], more patients are found.",
            "Approval of <tafamidis> was delayed; it has been tried in [amyloidosis]."),
    Wording(R.APPROVED, r"{agency}[^A-Z;]{0,12} (?:has |have |recently )?(?:granted|gave|issued) (?:[\w-]+ ){0,4}?"
            r"(?:DRUG{gap}{approval}|{approval} (?:to|for) (?:[\w-]+ )?DRUG){for}",
            "The FDA granted accelerated approval to <tafamidis> for [amyloidosis].",
            "The FDA granted orphan designation to <tafamidis> for [amyloidosis]."),
    Wording(R.APPROVED, r"DRUG{who}(?:receiv\w+|gain\w*|obtain\w*|got|granted|won|secured|has|have|holds?)"
            r" (?:(?!no |yet |for |pending )[\w.-]+ ){0,5}?{approval}{for}",
            "<Tafamidis> received marketing authorisation in Europe for [amyloidosis] in 2011.",
            "<Tafamidis> received attention for [amyloidosis]."),
    Wording(R.APPROVED, r"DRUG(?:(?!{turn}|OTHERDRUG|{other subject})[^:]){0,160}?\bit(?:s(?: [\w-]+){0,2} (?:approval|"
            r"licen[sc]e|authori[sz]ation)| (?:is|was|has been) (?:[\w-]+ ){0,3}{licensed by}){for}",
            "<Tafamidis> stabilises its target; it is now approved in Europe for [amyloidosis].",
            "<Tafamidis> stabilises its target; it is now tested for [amyloidosis]."),
    Wording(R.APPROVED, r"DRUG, [^A-Z;]{3,90}\b(?:for|of|against) (?:[\w-]+ ){0,3}DISEASE,? (?:[\w-]+ )?"
            r"(?:has been|is|was|have been|were|received|gained|obtained|,) (?:[\w-]+ ){0,4}?(?:{licensed}|{approval})"
            r"(?!{gap}{target}{scope}OTHERDISEASE)",
            "<Emicizumab>, an antibody for [haemophilia], was approved in 2017.",
            "<Emicizumab>, an antibody for [haemophilia], was approved in 2017 for the treatment of [[angioedema]]."),
    Wording(R.APPROVED, r"{licensed by} (?:[\w-]+ ){0,3}?{drugs} {for}{list}DRUG",
            "The only approved drugs for [amyloidosis] are <tafamidis> and patisiran.",
            "Approved drugs for [amyloidosis] were compared with <tafamidis>."),
    Wording(R.APPROVED, r"{drugs} (?:[\w-]+ ){0,4}?{licensed by}{for}(?: {drugs})?{list}DRUG",
            "Drugs licensed for [amyloidosis] include <tafamidis>.",
            "Drugs licensed for [amyloidosis] failed before <tafamidis>."),
    Wording(R.APPROVED, r"\b(?:for|in) (?:the treatment of |[\w-]+ ){0,4}DISEASE, (?:[\w-]+ ){0,3}DRUG{gap}"
            r"{licensed}(?!{gap}{target})",
            "In [amyloidosis], only <tafamidis> is approved.", "In [amyloidosis], <tafamidis> is studied."),
    Wording(R.APPROVED, r"(?:approved|licen[sc]ed|labell?ed|registered|authori[sz]ed|on-label) (?:indications?|uses?) "
            r"(?:of|for) DRUG{list}{scope}DISEASE",
            "The licensed indications of <thalidomide> are [myeloma] and leprosy.",
            "The usual indications of <thalidomide> are [myeloma] and leprosy."),
    Wording(R.APPROVED, r"DISEASE,? (?:is|are|being)? ?(?:[\w-]+ ){0,2}(?:approved|licen[sc]ed|labell?ed|registered|"
            r"on-label) (?:indications?|uses?) (?:of|for) DRUG",
            "[Leprosy] is a licensed indication for <thalidomide>.",
            "[Sarcoidosis] is a new indication for <thalidomide>."),
    Wording(R.APPROVED, r"DRUG{who}(?<!was )(?<!were )(?<!be )(?<!not )(?<!when )(?<!clinically )(?<!also be )"
            r"\bindicated (?:in [^A-Z,;]{2,30} )?(?:for|as|to (?:treat|reduce|prevent|slow|delay)|in the "
            r"(?:treatment|management|prevention))\b{scope}DISEASE",
            "<Lorcaserin> is indicated in the US for [obesity].",
            "Treatment with <lorcaserin> was indicated in [obesity]."),
    # -- recommended against
    Wording(R.NOT_RECOMMENDED, r"{recommends} (?:[\w-]+ ){0,2}?against (?:the )?(?:use of |using |routine |giving )*"
            r"(?:[\w-]+ ){0,2}DRUG{use}",
            "Guidelines advise against the use of <aspirin> for [dementia].",
            "Guidelines advise the use of <aspirin> for [dementia].", needs_body=True),
    Wording(R.NOT_RECOMMENDED, r"(?:do|does|did|cannot|can|could) ?not (?:[\w-]+ )?(?:recommend|endorse|advise|suggest|"
            r"support)(?: the| routine| use| using| of| giving| adding)* (?:[\w-]+ ){0,2}DRUG{use}",
            "NICE does not recommend <memantine> for [depression].",
            "NICE does not comment on <memantine> for [depression].", needs_body=True),
    Wording(R.NOT_RECOMMENDED, r"DRUG{who}{not} (?:[\w-]+ ){0,3}?{recommended}{use}",
            "<Memantine> is not recommended by current guidelines for [depression].",
            "<Memantine> was not helpful for [depression].", needs_body=True),
    Wording(R.NOT_RECOMMENDED, r"DRUG(?:(?!{turn})[^A-Z;:]){0,60}(?:should|must) (?:not be|be avoided|never be|"
            r"no longer be)(?: routinely)? ?(?:used|given|"
            r"offered|prescribed|administered|started)?{use}",
            "According to the consensus, <memantine> should not be used in [depression].",
            "According to the consensus, <memantine> should be used in [depression].", needs_body=True),
    Wording(R.NOT_RECOMMENDED, r"DISEASE{gap}(?:should|must) not (?:receive|be (?:given|treated with|offered))"
            r"{object}DRUG",
            "Guidelines state that patients with [depression] should not receive <memantine>.",
            "Guidelines state that patients with [depression] should receive <memantine>.", needs_body=True),
    # -- recommended
    Wording(R.RECOMMENDED, r"(?<!not ){recommends}{object}DRUG{use}",
            "Current guidelines recommend <colchicine> for [gout].",
            "Current guidelines recommend stopping <furosemide> in [gout].", needs_body=True),
    Wording(R.RECOMMENDED, r"DISEASE[^;]{0,120}?(?<!not ){recommends}{object}DRUG",
            "For [gout], the EULAR panel recommends <colchicine>.",
            "For [gout], the EULAR panel recommends caution with <furosemide>.", needs_body=True),
    Wording(R.RECOMMENDED, r"DRUG{who}{passive}{use}",
            "<Colchicine> is recommended by EULAR for [gout].", "<Colchicine> was found useful for [gout].",
            needs_body=True),
    Wording(R.RECOMMENDED, r"DISEASE[^A-Z;]{0,60} DRUG{who}(?<!not )(?:is|are|be|been) (?:(?!not|never)[\w-]+ )?"
            r"{recommended}",
            "In acute [gout], <colchicine> is recommended by the guideline.",
            "In acute [gout], <colchicine> is given despite the guideline.", needs_body=True),
    Wording(R.RECOMMENDED, r"{recommended} (?:[\w-]+ ){0,3}?{drugs} (?:for|of|in)\b{scope}DISEASE{list}DRUG",
            "The treatments recommended by the guideline for [gout] include <colchicine>; the recommended drugs for "
            "[gout] are <colchicine> and naproxen.",
            "The guideline's treatments for [gout] were compared with <colchicine>.", needs_body=True),
    Wording(R.RECOMMENDED, r"DRUG(?:(?!{turn})[^A-Z;:]){0,60}?(?:should be|is|are|remains?) "
            r"(?:[\w-]+ ){0,2}?(?:used|offered|given|considered|"
            r"first[- ]line|first[- ]choice|preferred|(?:the )?(?:treatment|drug) of (?:first )?choice){use}",
            "Guideline: <colchicine> should be offered for [gout].", "Guideline: <colchicine> was tried for [gout].",
            needs_body=True),
    Wording(R.RECOMMENDED, r"DISEASE{gap}should (?:[\w-]+ )?(?:receive|take|be (?:given|treated with|offered|"
            r"started on)){object}DRUG",
            "The consensus is that patients with [gout] should receive <colchicine>.",
            "The consensus is that patients with [gout] should be screened before <colchicine>.", needs_body=True),
)  # fmt: skip
"""From the top, the first that matches decides."""


def _compile(pattern: str) -> re.Pattern[str]:
    """Return a pattern with the words in braces replaced, also those inside replacements, without capturing groups."""
    while found := re.search(r"\{([a-z][a-z ]*)\}", pattern):
        pattern = pattern.replace(found[0], PARTS[found[1]])
    pattern = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return re.compile(re.sub(r"(?<![A-Z])(DRUG|DISEASE)", r"\\b\1\\b", pattern))


COMPILED_WORDINGS = tuple((wording, _compile(wording.pattern)) for wording in WORDINGS)
