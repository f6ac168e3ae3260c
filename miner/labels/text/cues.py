"""The words by which a label says that it states a use, denies one, or speaks of something else."""

import re

NEGATIVE_HEAD = re.compile(
    r"\b(?:limitations? of use|not (?:be )?(?:indicated|recommended|used) (?:for|in):)", re.IGNORECASE
)
"""A head under which nothing is indicated."""

NEGATIVE = re.compile(
    r"\b(?:not (?:be )?(?:\w+ )?(?:indicated|recommended|recommend|intended|effective|approved|appropriate|advised"
    r"|a substitute|been (?:\w+ )?(?:evaluated|established|studied|shown|demonstrated|determined|proven|adequately)"
    r"|be (?:used|given|administered|taken|initiated|prescribed|considered)|for (?:the )?(?:treatment|use"
    r"|prevention|relief|management|acute)"
    r"|known|prevent|kill|useful|established|studied|demonstrated|used|(?:the )?drugs? of choice"
    r"|to be (?:effective|useful))"
    r"|contra-?indicated|ineffective|unlikely|(?:is (?:considered )?(?:to be )?)?the usual drug of choice"
    r"|is considered by the american heart|of no (?:use|value|benefit)"
    r"|not? (?:longer )?(?:sufficiently )?supported|neither|never been|should be avoided|do(?:es)? not"
    r"|do not use|no evidence|lack of"
    r"|insufficient|cannot|unknown|has no (?:effect|role|value)|avoid (?:the )?use|is without value|without effect"
    r"|(?:safety|efficacy|effectiveness|usefulness)[\w ,]{0,80}(?:not|unknown|unproven))\b",
    re.IGNORECASE,
)
"""What follows in the sentence is not indicated."""

BACKGROUND = re.compile(
    r"^(?:lowering|control of (?:high )?blood pressure|these (?:benefits|effects)|numerous|elevated|the largest"
    r"|some (?:antihypertensive|patients)|many (?:patients|antihypertensive)|it is (?:recognized|usually)"
    r"|in the absence"
    r"|when culture|because|since|although|if |when |there (?:is|are)|because of|efficacy has been|patients should"
    r"|before|after |safety|the (?:safety|efficacy|effectiveness|diagnosis|effect|benefit|decision|response|physician)"
    r"|this indication|continued approval|consider|see |note\b|caution|treatment (?:should|may|must)"
    r"|therapy (?:should|with)"
    r"|drug therapy|additional|prior to|in (?:clinical )?(?:trials|studies)|clinical (?:trials|studies)|an improvement"
    r"|relative to|studies|(?:subjects|those|individuals) who|patients who (?:present|typically)|data"
    r"|for (?:specific advice|more)|prescribers|appropriate|cultures?|susceptib|it should"
    r"|the use of|generally|as with|most|however|the optimal|this category|in considering|as noted"
    r"|other causes|the beneficial|in using|an? (?:effect|increase|decrease)|antibacterial|antihypertensive)\b",
    re.IGNORECASE,
)
"""Openings of sentences that speak of the disease, the class or the use in general."""

INDICATED = re.compile(
    r"\b(?:(?<!clinically )(?<!\bas )(?<!\bwhen )(?<!\bif )indicated"
    r"|(?<!recommended )(?<!additional approved )indications?(?: and [\w ,]{0,60})?\s(?:of|for|on)"
    r"|additions? (?:of|to)|with (?:a|an|new)[\w ,-]{0,80} for\b|useful|used (?:for|in|to|as|with"
    r"|prophylactically|alone)|effective (?:for|in|as|against|when)|approved for|of value|valuable"
    r"|recommended (?:for|in|as)|helps? (?:\w+ ){0,2}(?:prevent\w*|treat|relieve|reduce|fight)"
    r"|(?:temporarily )?relieves?|aids? in|removal of|effective adjunct\w*"
    r"|for (?:the )?(?:temporary )?relief of"
    r"|for (?:the )?(?:short-term |long-term |symptomatic |topical |acute |maintenance "
    r"|adjuvant )?(?:treatment|management|prevention|prophylaxis|therapy|control)(?: and \w+)? of"
    r"|employed|beneficial|is an? [\w -]{0,60} (?:for|to)|drug of choice|has indications?|where (?:treatment"
    r"|therapy) with [\w -]{2,40} is (?:required|needed)|(?<!not )(?<!un)suitable for"
    r"|as (?:first[- ]line )?treatment of|the following [\w ]{3,40} (?:are|will) (?:often|usually|generally)"
    r"|may be (?:given|considered)|intended for|designed"
    r"|treats?\b|adjunct|reduces? the risk|for (?:active|primary|booster) immuni[sz]ation|vaccination"
    r"|formulated (?:for|to)|(?:fast|symptomatic|temporary|quick|pain|natural|effective) relief"
    r"|for relief (?:of|from)|heals\b|clears\b|soothes\b|kills\b"
    r"|shortens (?:the )?duration|(?:temporarily )?(?:reduces|stops) (?:the )?(?:pain|fever|swelling|itch\w*"
    r"|bleeding|severity)|for caries prophylaxis"
    r"|protection of|protects?\b|temporarily protect|prevents (?!the\b)|should be used for (?:the )?treatment"
    r"|treatment of choice"
    r"|may reduce the incidence|has also been used successfully|for the cure)\b",
    re.IGNORECASE,
)
"""The drug's use is stated."""

OPENING = re.compile(
    r"^(?:\W|an? aid in\b|(?:relief of )?(?:the )?symptoms (?:of|due to|related to|associated with)\b|an?\b"
    r"|the\b|as\b|for\b|in\b|to\b|use\b|and\b|or\b|adults?\b|adolescents?\b|children\b|symptomatic"
    r"|short[- ]term|long[- ]term|acute|initial"
    r"|adjunctive|maintenance|temporary|first[- ]line|topical|prevention and|prophylactic|relief|preventive"
    r"|routine|empirical"
    r"|intravenous|oral|systemic|local|palliative|treatment,|control,|primary|secondary|\s)*"
    r"(?:treat|treatment|treating|management|manage|prevention|prevent|prophylaxis|relief|relieve|control"
    r"|reduc\w+|decreas\w+|lower\w*"
    r"|improv\w+|amelioration|suppression|induction|maintenance|correct\w*|diagnos\w+|adjunct\w*|therapy|delay|slow\w*"
    r"|palliation|replacement|conversion|restoration|supplement\w*|mitigation|eliminat\w+|promot\w+"
    r"|prophylactic|eradication|detection|stimulation|inhibition|monotherapy|combination with|patients with"
    r"|alleviat\w+|(?:cortico)?steroid[- ]responsive|detoxification|bleaching|reducing signs"
    r"|short-?term treatment|relieving|uses? for"
    r"|immuni[sz]ation|active immuni[sz]ation|hypothyroidism)\b",
    re.IGNORECASE,
)
"""A phrase without a verb that states a use ("Treatment of ...", "To reduce the risk of ...")."""

FINITE = re.compile(
    r"\b(?:is|are|was|were|be|should|may|has|have|had|can|could|will|would|must|did|does|do|occurs?|remains?"
    r"|requires?|consider"
    r"|appears?|suggests?|reduces|causes|cause an?|(?:in|de)creases (?:the|blood)|include[sd]?|experienced"
    r"|showed|shows|demonstrates?"
    r"|arises?|implies|corresponds?|provides?|supply|supplies|produces?|leads?|seem(?:s|ed)?|obtain|gave|gives"
    r"|absorbs?|involves?"
    r"|exists?|differs?|represents?|comprises?|respond|interferes?|destroys?)\b",
    re.IGNORECASE,
)
"""A verb: the segment is a sentence, not an item of a list."""

RELATIVE = re.compile(
    r"\b(?:who|whom|whose|that|which|where|when|although|if|unless|until|while|as long as)\b", re.IGNORECASE
)
"""Opens a clause."""

CLAUSE_LENGTH = 120
"""Characters within which a clause is taken to go on."""

ITEM_LEAD = 25
"""Characters before the disease of a list item, at most."""

GUIDELINE = re.compile(
    r"\b(?:General Recommendations|Treatment Guidelines|National Cholesterol Education"
    r"|Definite Atherosclerotic|LDL-Cholesterol mg|Classification of|Risk Categor(?:y|ies)|implies a prominent"
    r"|must include at least|DSM-I|at least (?:four|five|4|5) of the following"
    r"|of the following (?:\w+ )?symptoms|Diagnostic and Statistical|risk factors for coronary heart disease include)\b"
)
"""Opens an account of the disease that the label quotes; nothing is indicated until a use is stated again."""

HEADING = re.compile(r"^(?:[A-Z][a-z]+ ){1,2}(?:Diseases|Disorders|States|Conditions|Tract|System)\b")
"""A heading over a list of diseases ("Rheumatic Disorders"): the list is indicated, not the group."""

CONCESSION = re.compile(r"^(?:as|because|since|although|while|whereas)\b", re.IGNORECASE)
"""Opens a clause before the use that a sentence states."""

SHOWN = re.compile(
    r"^the (?:efficacy|effectiveness)(?: and safety)? of [^.;:]{3,120}? (?:in|as|for) (?:the |maintaining "
    r"|an )?(?:\w+ )?(?:treatment|management|prevention"
    r"|prophylaxis|adjunctive|maint\w+|response)[^.;:]{3,120}? (?:was|were|has been|have been) (?:established"
    r"|demonstrated|shown)\b|^clinical studies have shown [^.;]{3,80} to be effective in\b",
    re.IGNORECASE,
)
"""Says in which disease a drug works, where labels of the class say no more."""

PURPOSES = re.compile(
    r"\b(?:prevention|treatment|relief|prophylaxis) (?:of|against) (?!(?:the )?(?:following|infections?"
    r"|patients)\b)|\bto prevent (?!further)|\brelieves\b",
    re.IGNORECASE,
)
"""What a use is for follows."""

KINDS = re.compile(
    r"\b(?:infections?|diseases?|disorders?|conditions|malignancies|indications|cancers|neoplasms)\b[^:]{0,20}:$",
    re.IGNORECASE,
)
"""Ends the head of a list of diseases, where a text begins with its list."""
