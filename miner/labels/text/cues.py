"""The words by which a label says what a drug is for, what it is not for, and for whom."""

import re
from re import Pattern as _Pattern

Pattern = _Pattern[str]

NEGATIVE_HEAD = re.compile(
    r"\b(?:limitations? of use|not (?:be )?(?:indicated|recommended|used) (?:for|in):)", re.IGNORECASE
)
"""A head under which nothing is indicated."""

NEGATIVE = re.compile(
    r"\b(?:not (?:be )?(?:\w+ )?(?:indicated|recommended|recommend|intended|effective|approved|appropriate|advised"
    r"|a substitute|been (?:\w+ )?(?:evaluated|established|studied|shown|demonstrated|determined|proven|adequately)"
    r"|be (?:used|given|administered|taken|initiated|prescribed|considered)|for (?:the )?(?:treatment|use|prevention)"
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
    r"|alleviat\w+|detoxification|bleaching|reducing signs|short-?term treatment|relieving|uses? for"
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

PREVENTS = re.compile(
    r"\b(?:prevent\w*|prophyla\w+|(?:reduc\w+|decreas\w+|lower\w*"
    r"|minimi[sz]\w+) (?:in )?(?:the )?(?:\w+ ){0,2}(?:risk|rate|incidence|frequency|likelihood|occurrence"
    r"|chance|number of new)s?"
    r"|(?:and|or) (?:the )?incidence (?:and duration )?of"
    r"|risk reduction|reduction (?:in|of) (?:the )?(?:\w+ )?(?:risk|rate|incidence)|immuni[sz]ation"
    r"|vaccination|against|delay(?:ing)? (?:the )?(?:onset|time)"
    r"|protect\w*|chemoprophylaxis)\b",
    re.IGNORECASE,
)
TREATS = re.compile(
    r"\b(?:treat\w*|manag\w+|relie\w+|control\w*|therap\w+|symptoms|symptomatic (?:treat|relief|manag"
    r"|therap)\w*|improv\w+|reduction of|correct\w*|suppress\w*|ameliorat\w+|reduce (?!the (?:risk|inc|rate"
    r"|freq)))\b",
    re.IGNORECASE,
)
DIAGNOSES = re.compile(
    r"\b(?:diagnos(?!ed)\w+|differentiat\w+|detect\w+|imaging|visuali[sz]\w+|scintigraph\w+|contrast|assess\w*"
    r"|evaluat\w+|locali[sz]\w+|diagnostic aid|aid in)\b",
    re.IGNORECASE,
)
SUPPORTIVE = re.compile(
    r"\b(?:an(?:a)?esthesia|sedation|mobili[sz]\w+|conditioning|bowel (?:cleansing|preparation)|preoperative"
    r"|neuromuscular block\w*)\b",
    re.IGNORECASE,
)
PALLIATES = re.compile(r"\bpalliat\w+", re.IGNORECASE)

RELATIVE = re.compile(
    r"\b(?:who|whom|whose|that|which|where|when|although|if|unless|until|while|as long as)\b", re.IGNORECASE
)
"""Opens a clause."""

CLAUSE_LENGTH = 120
"""Characters within which a clause is taken to go on."""

ITEM_LEAD = 25
"""Characters before the disease of a list item, at most."""

POPULATION = re.compile(
    r"\b(?:in|among|for use in)(?: (?!treat)[\w/,()\u2265+.-]+){0,9} (?:patients?|adults?|children"
    r"|adolescents?|infants?|women|men|individuals|persons|people|subjects|recipients|females"
    r"|males)\b(?: [^.;:]{0,80}?)?"
    r"\b(?:with|without|who|suffering from|having|undergoing|receiving|at (?:high |increased )?risk)\b"
    r"|\b(?:complicat(?:ing|ed by)|in the (?:presence|setting) of|with (?:concomitant|coexisting|concurrent"
    r"|underlying|comorbid|a history of)|comorbid conditions?"
    r"|patients? at (?:high |increased )?risk|(?:such as )?(?:immunocompromised|hospitali[sz]ed) patients"
    r"|patients? undergoing|recipients with|those with)\b",
    re.IGNORECASE,
)
"""Whom the use is for, if a target stands before it."""

RISK_FACTORS = re.compile(
    r"\b(?:risk factors?|high[- ]risk (?:of|for)|at (?:high |increased )?risk (?:of|for)"
    r"|comorbid\w* (?:conditions?)?|in the presence of|predispos\w+|defined (?:as|by)|evidenced by"
    r"|as indicated by"
    r"|objective signs of|(?:histological )?evidence of|characteri[sz]ed by|family history)\b",
    re.IGNORECASE,
)
"""What follows describes patients, even where no target stands before it."""

COURSE = re.compile(
    r"\b(?:death|hospitali[sz]ation|mortality|worsening|progression|decline|exacerbations?|relapses?"
    r"|recurrences?|survival|sustained \w+|symptoms|disability|time to)\b",
    re.IGNORECASE,
)
"""The course of a disease: what reduces it in patients with the disease treats that disease."""

_CAUSES = (
    r"\b(?:due to|secondary to|caused by|resulting from|produced by|attributable to|as a (?:result"
    r"|consequence) of|because of|(?<!the )following(?! \w+:)|(?<!recurrence )(?<!relapse )after|arising from"
    r"|(?:injury|damage|loss|deficiency|burns?) from|exception of|no (?:known|evidence of|signs of|history of)"
    r"|induced by"
    r"|failure of|failed|history of|prior|(?:response|respond) to|before(?! and)|refractory to|intoleran(?:t"
    r"|ce) (?:to|of)|resistant to|unresponsive to|responded? (?:\w+ )?to"
    r"|without|other than|except(?:ing| for)?|excluding|rather than|unrelated to|in the absence of|rule out"
    r"|exclude|susceptible (?:strains of|to)|strains of)\b"
)
CAUSE = re.compile(_CAUSES, re.IGNORECASE)
"""Words after which what the treated disease comes from is named, or what must have been or not been."""

CAUSE_ENDS = re.compile(rf"{_CAUSES}(?: (?!treat|for\b|in\b)[\w/,()-]+){{0,6}}\s*\W*$", re.IGNORECASE)
"""The same, ending the words."""

ASSOCIATED = re.compile(
    r"(?:\b(?:associated with|accompany(?:ing|ied)|related to|seen in|occurring (?:in|with))"
    r"|^\s*(?:(?:symptoms|signs|episodes) )?of)"
    r"\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before a disease: the treated complaint belongs to it."""

COMPLAINT = re.compile(
    r"\b(?:o?edema|an(?:a)?emia|hypo\w+emia|hyper\w+emia|nausea|vomiting|infections?|neutropenia"
    r"|thrombocytopenia|cachexia|weight loss|pruritus|itching|fever|bleeding|"
    r"ha?emorrhage|constipation|diarrh(?:o)?ea|sialorrhea|infertility|insomnia|acidosis|deficiency|effusions?"
    r"|ascites|shock|hypotension)\b",
    re.IGNORECASE,
)
"""Complaints of many causes: a label for one of them "associated with" a disease is no label for that disease."""

ORGANISMS = re.compile(r"\b(?:organisms?|microorganisms|bacteria|pathogens|strains|species|microbes)\b", re.IGNORECASE)
"""A head that names what causes infections: its items are infections."""

GUIDELINE = re.compile(
    r"\b(?:General Recommendations|Treatment Guidelines|National Cholesterol Education"
    r"|Definite Atherosclerotic|LDL-Cholesterol mg|Classification of|Risk Categor(?:y|ies)|implies a prominent"
    r"|must include at least|DSM-I|at least (?:four|five|4|5) of the following"
    r"|of the following (?:\w+ )?symptoms|Diagnostic and Statistical|risk factors for coronary heart disease include)\b"
)
"""Opens an account of the disease that the label quotes; nothing is indicated until a use is stated again."""

HEADING = re.compile(r"^(?:[A-Z][a-z]+ ){1,2}(?:Diseases|Disorders|States|Conditions|Tract|System)\b")
"""A heading over a list of diseases ("Rheumatic Disorders"): the list is indicated, not the group."""

HEADING_LENGTH = 40
"""Characters that a heading takes, at most."""

LEADING = re.compile(
    r"^(?:in|for|among)\b[^.;:]{0,80}?\b(?:patients?|adults?|children|adolescents?|infants?|women|men"
    r"|individuals|persons|subjects)\b",
    re.IGNORECASE,
)
"""Opens a sentence with whom the use is for ("In patients with X, this drug is indicated to ...")."""

PURPOSE = re.compile(r"\b(?:to|for|in) ?(?:\w+ing\b|the\b|\w+\b)?", re.IGNORECASE)
"""What the drug is indicated for follows."""

SIGNS = re.compile(
    r"\b(?:seizures?|convulsions?|vir(?:a)?emia|bleeding|ha?emorrhag\w+|motor fluctuations|chorea|off episodes"
    r"|cholesterol|triglycerides?"
    r"|intraocular pressure|proteinuria|haemolysis|hemolysis|visual impairment|(?:impaired|loss of) vision"
    r"|vision loss|growth failure|short stature"
    r"|excess body weight|serum phosph\w+)\b",
    re.IGNORECASE,
)
"""Signs that are treated as their disease is: to treat seizures in patients with epilepsy is to treat epilepsy."""

SIGNS_DUE_TO = re.compile(
    r"\b(?:visual impairment|impaired vision|vision loss|loss of vision|growth failure|short stature)\b", re.IGNORECASE
)
"""Signs that name no use of their own: what they are due to is treated."""

TREATED_WITH = re.compile(
    r"\bwho(?:se)?\b[^.;]*\b(?:receiv\w+|treated|tolera\w+|undergo\w+|taking)\b[^.;]{0,70}$", re.IGNORECASE
)
"""Before a disease of the patients that something else is given for."""

REPEATED = re.compile(
    r"[,;]?\s*and (?:also )?in (?:the )?(?:\w+ )?(?:patients|adults|children) with\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
"""Coordinates a further use ("hypokalemia, and in patients with periodic paralysis")."""

PALLIATION_ONLY = re.compile(r"^[^.;]{0,20}\bfor palliation", re.IGNORECASE)
"""Behind a disease: the use is palliation."""

CONCESSION = re.compile(r"^(?:as|because|since|although|while|whereas)\b", re.IGNORECASE)
"""Opens a clause before the use that a sentence states."""

ADJECTIVES = frozenset(
    [
        "of",
        "and",
        "or",
        "with",
        "to",
        "due",
        "the",
        "by",
        "for",
        "in",
        "as",
        "from",
        "at",
        "on",
        "severe",
        "mild",
        "moderate",
        "active",
        "chronic",
        "acute",
        "advanced",
        "metastatic",
        "recurrent",
        "relapsed",
        "refractory",
        "symptomatic",
        "primary",
        "secondary",
        "early",
        "late",
        "established",
        "known",
        "existing",
        "underlying",
        "concomitant",
        "type",
        "newly",
        "diagnosed",
        "suspected",
        "confirmed",
        "possible",
        "definite",
        "associated",
        "treatment",
        "prevention",
        "prophylaxis",
        "other",
        "than",
        "stage",
        "resectable",
        "unresectable",
        "adult",
        "pediatric",
        "paediatric",
        "non",
        "against",
        "positive",
        "negative",
        "previous",
        "prior",
        "uncomplicated",
        "complicated",
        "including",
        "non-metastatic",
        "high-risk",
        "localized",
        "localised",
        "persistent",
        "pulmonary",
        "ocular",
        "topical",
        "treating",
        "preventing",
        "is",
        "are",
        "having",
    ]
)
"""Words in lower case behind which a name in capitals goes on with what was said."""


SUSPECTED = re.compile(r"\b(?:suspect\w*|suspicion of|evaluated for|being evaluated)\b", re.IGNORECASE)
"""Before the disease that a diagnostic looks for."""

BOTH = re.compile(
    r"\b(?:treat\w*|management|relief|control)(?: of (?:the )?\w+)?,? ?(?:and|or|and ?/ ?or|/"
    r"|&) ?(?:for )?(?:the )?(?:prevent\w*|prophyla\w+)"
    r"|\b(?:prevent\w*|prophyla\w+),? ?(?:and|or|and ?/ ?or|/|&) ?(?:for )?(?:the )?(?:treat\w*|management"
    r"|relief|control)",
    re.IGNORECASE,
)
"""Treatment and prevention of the same."""

OTHERS = re.compile(
    r"\b(?:other|additional|of the|these|concomitant|background) (?:[\w-]+ ){0,2}(?:products|medicines|drugs"
    r"|agents|therapies|treatments)"
    r" (?:used |indicated )?(?:for|in) (?:the )?(?:treatment of |management of )?(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
"""Other drugs for the disease are spoken of."""

PATIENTS_OF = re.compile(
    r"^[\w )(-]{0,12}?\b(?:patients?|adults?|subjects|children|individuals|women|men)\b", re.IGNORECASE
)
"""After a disease: it says who the patients are ("in hypertensive patients")."""

GROUP = re.compile(r"\b(?:conditions?|disorders?|states?|processes)$", re.IGNORECASE)
"""Ends the name of a group; before a list it only announces the list."""

MEASURE = re.compile(
    r"^(?:(?:elevated |low-density |low density |total |serum |lipoprotein |ldl[- ])*(?:cholesterol"
    r"|triglycerides?)|blood pressure)$",
    re.IGNORECASE,
)
"""A disease named by what is measured; beside a disease's own name it only says what falls."""

WHOSE = re.compile(
    r"\bwhose\s+(?:[\w-]+\s+){0,2}$|\bpresent(?:ing)? a (?:high )?risk of\s+(?:[\w-]+\s+){0,2}$"
    r"|\b(?:who (?:also |already )?(?:have|had|has|are)|in whom)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before a disease of the patients ("whose blood pressure", "who have compensated liver disease")."""

AT_RISK = re.compile(r"\b(?:low|high|increased|have|with)\b[^.;,]{0,20}$", re.IGNORECASE)
"""Before a disease that " risk" follows: the patients' risk."""

DECLINE = re.compile(r"\b(?:decline|progression|worsening|sustained)\b", re.IGNORECASE)
"""To slow the decline of patients with a disease is to treat it, whatever else is prevented."""

ORGANISM = re.compile(
    r"^(?!.*(?:infection|disease|pneumonia|H\. pylori))(?:Acinetobacter|Bacillus|Bacteroides|Bartonella"
    r"|Bordetella|Borrelia|Brucella|Campylobacter|Chlamydia|Chlamydophila"
    r"|Clostridium|Coxiella|Enterobacter|Enterococcus|Escherichia|Francisella|Haemophilus|Klebsiella"
    r"|Legionella|Listeria"
    r"|Moraxella|Mycobacterium|Mycoplasma|Neisseria|Plasmodium|Proteus|Pseudomonas|Salmonella|Serratia|Shigella"
    r"|Staphylococcus|Streptococcus|Treponema|Ureaplasma|Vibrio|Yersinia|[A-Z]\.)(?: [a-z]+){0,2}$"
)
"""An organism by its name: what it causes is treated, and named beside it."""

PARENTHETIC_CAUSE = re.compile(r"\(\s*(?:associated with|caused by|related to|due to)\b[^)]*$", re.IGNORECASE)
"""A cause given in brackets."""

SELF_CARE = re.compile(
    r"\b(?:relieves?|formulated for|helps? relieve)\b[^.;]{0,60}?\b(?:due to|symptoms|associated with)\b", re.IGNORECASE
)
"""How a label for self-care names what it is for: "relieves these symptoms due to hay fever"."""

SHOWN = re.compile(
    r"^the (?:efficacy|effectiveness)(?: and safety)? of [^.;:]{3,120}? (?:in|as|for) (?:the |maintaining "
    r"|an )?(?:\w+ )?(?:treatment|management|prevention"
    r"|prophylaxis|adjunctive|maint\w+|response)[^.;:]{3,120}? (?:was|were|has been|have been) (?:established"
    r"|demonstrated|shown)\b",
    re.IGNORECASE,
)
"""Says in which disease a drug works, where labels of the class say no more."""

PURPOSES = re.compile(
    r"\b(?:prevention|treatment|relief|prophylaxis) (?:of|against) (?!(?:the )?(?:following|infections?"
    r"|patients)\b)|\bto prevent (?!further)|\brelieves\b",
    re.IGNORECASE,
)
"""What a use is for follows."""

GENERA = (
    r"(?:Acinetobacter|Bacillus|Bacteroides|Bartonella|Bordetella|Borrelia|Brucella|Campylobacter|Chlamydia"
    r"|Chlamydophila"
    r"|Clostridium|Coxiella|Enterobacter|Escherichia|Francisella|Ha?emophilus|Klebsiella|Legionella|Listeria|Moraxella"
    r"|Mycobacterium|Neisseria|Pseudomonas|Rickettsiae?|Salmonella|Shigella|Staphylococcus|Streptococcus"
    r"|Treponema|Vibrio|Yersinia)"
)
NAMED_BEHIND = re.compile(rf"\b{GENERA}\b[\w .,-]{{0,30}}\(\s*$", re.IGNORECASE)
"""Before a disease in brackets behind its organism: "due to Shigella sp. (dysentery)"."""

CAUSED = re.compile(r"^\s*(?:caused by|due to|secondary to)\b", re.IGNORECASE)
"""Behind a disease: its cause follows, so that the disease is an item of its own."""

PRECLUDES = re.compile(r"^[^.;]{0,40}\bprecludes?\b", re.IGNORECASE)
"""Behind a disease of patients for whom something else is no choice."""

KINDS = re.compile(
    r"\b(?:infections?|diseases?|disorders?|conditions|malignancies|indications|cancers|neoplasms)\b[^:]{0,20}:$",
    re.IGNORECASE,
)
"""Ends the head of a list of diseases, where a text begins with its list."""
