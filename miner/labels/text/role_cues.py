"""The words by which a label says what a disease is to the drug: treated, prevented, a cause, a population."""

import re

PREVENTS = re.compile(
    r"\b(?:prevent\w*|prophyla\w+|(?:reduc\w+|decreas\w+|lower\w*"
    r"|minimi[sz]\w+) (?:in )?(?:the )?(?:\w+ ){0,2}(?:risk|(?<!ventricular )(?<!heart )rate|incidence"
    r"|frequency|likelihood|occurrence"
    r"|chance|number of new)s?"
    r"|(?:and|or) (?:the )?incidence (?:and duration )?of"
    r"|risk reduction|reduction (?:in|of) (?:the )?(?:\w+ )?(?:risk|(?<!ventricular )(?<!heart )rate"
    r"|incidence)|immuni[sz]ation"
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
    r"|comorbid conditions?|comorbidit(?:y|ies) (?:such|\()|in the presence of|predispos\w+|defined (?:as|by)"
    r"|evidenced by"
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

OTHER_PRODUCTS = re.compile(
    r"\bin addition to (?:\w+ ){0,2}"
    r"(?:medic\w+(?: products?)?|agents?|drugs?|products?|therap(?:y|ies)) (?:used )?(?:for|in) "
    r"(?:the )?(?:treatment|management) of\s+$",
    re.IGNORECASE,
)
"""Before a disease: what else is given for it, "in addition to other medicinal products for the treatment of"."""

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

LEADING = re.compile(
    r"^(?:in|for|among)\b[^.;:]{0,80}?\b(?:patients?|adults?|children|adolescents?|infants?|women|men"
    r"|individuals|persons|subjects)\b",
    re.IGNORECASE,
)
"""Opens a sentence with whom the use is for ("In patients with X, this drug is indicated to ...")."""

SIGNS = re.compile(
    r"\b(?:seizures?|convulsions?|vir(?:a)?emia|bleeding|ha?emorrhag\w+|motor fluctuations|chorea|off episodes"
    r"|cholesterol|triglycerides?"
    r"|intraocular pressure|proteinuria|haemolysis|hemolysis|visual impairment|(?:impaired|loss of) vision"
    r"|vision loss|growth failure|short stature"
    r"|hyperphenylalanin\w+|excess body weight|serum phosph\w+)\b",
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

FLARES = re.compile(r"\b(?:exacerbations?|relapses?|disability|flares?)\b", re.IGNORECASE)
"""What is prevented of a disease: to prevent it in patients with the disease is to treat that."""

DECLINE = re.compile(r"\b(?:decline|progression|worsening|sustained)\b", re.IGNORECASE)
"""To slow the decline of patients with a disease is to treat it, whatever else is prevented."""

GENERA = (
    r"(?:Acinetobacter|Bacillus|Bacteroides|Bartonella|Bordetella|Borrelia|Brucella|Campylobacter|Chlamydia|Chlamydophila"
    r"|Clostridium|Coxiella|Enterobacter|Enterococcus|Escherichia|Francisella|Ha?emophilus|Klebsiella|Legionella|Listeria"
    r"|Moraxella|Mycobacterium|Mycoplasma|Neisseria|Plasmodium|Proteus|Pseudomonas|Rickettsiae?|Salmonella|Serratia"
    r"|Shigella|Staphylococcus|Streptococcus|Treponema|Ureaplasma|Vibrio|Yersinia)"
)

ORGANISM = re.compile(rf"^(?!.*(?:infection|disease|pneumonia|H\. pylori))(?:{GENERA}|[A-Z]\.)(?: [a-z]+){{0,2}}$")
"""An organism by its name: what it causes is treated, and named beside it."""

PARENTHETIC_CAUSE = re.compile(r"\(\s*(?:associated with|caused by|related to|due to)\b[^)]*$", re.IGNORECASE)
"""A cause given in brackets."""

SELF_CARE = re.compile(
    r"\b(?:relieves?|formulated for|helps? relieve)\b[^.;]{0,60}?\b(?:due to|symptoms|associated with)\b", re.IGNORECASE
)
"""How a label for self-care names what it is for: "relieves these symptoms due to hay fever"."""

NAMED_BEHIND = re.compile(rf"\b{GENERA}\b[\w .,-]{{0,30}}\(\s*$", re.IGNORECASE)
"""Before a disease in brackets behind its organism: "due to Shigella sp. (dysentery)"."""

CAUSED = re.compile(r"^\s*(?:caused by|due to|secondary to)\b", re.IGNORECASE)
"""Behind a disease: its cause follows, so that the disease is an item of its own."""

PRECLUDES = re.compile(r"^[^.;]{0,40}\bprecludes?\b", re.IGNORECASE)
"""Behind a disease of patients for whom something else is no choice."""

BELONGS = re.compile(
    r"\b(?:(?:patients?|adults?|children|adolescents?|infants?|women|men|individuals|people|persons|subjects|those|recipients)"
    r"\b[^.;:]{0,60}\b(?:with|who have|suffering from|having)"
    r"|due to|secondary to|caused by|associated with|resulting from|in|following|after|complicating)\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
"""Before a disease: whom the use is for, or what the treated complaint comes from."""

APART = re.compile(
    r"\b(?:without|no|not|history of|prior|previous(?:ly)?|failure|failed|risk factors?|risk (?:of|for)|other than"
    r"|except|excluding|refractory to|resistant to|intoleran\w+|unresponsive|rule out|exclude|e\.g\.|such as"
    r"|susceptible|strains)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
"""Before a disease: patients must not have it, had it before, or may get it."""
