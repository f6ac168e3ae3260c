"""The wordings around partners, comparators and prior therapies, and treatments that are no drug of the lexicon."""

PLACEBOS = (
    r"(?<!plus )(?<!followed by )(?<!wash-out with )(?<!periods with )(?<!washout with )\b(?:placebo(?:s)?|sham|"
    r"vehicle(?= "
    r"(?:control|group|cream|foam|gel|alone|or|and|was|in)))\b(?![- ](?:effect|run-in|lead-in|response|"
    r"phase|period|wash))"
)

NO_DRUG_COMPARATORS = (
    ("no treatment", (r"\b(?:no treatment|no therapy|no intervention|no prophylaxis|no medication|no further treatment|"
r"no further therapy|"
r"untreated (?:controls?|control group|patients|group)|"
     r"observation (?:alone|only)|watchful waiting|nothing)\b")),
    ("standard care", (r"\b(?:standard(?: of)? care|usual care|standard (?:medical |supportive )?(?:therapy|"
r"treatment|care)|"
r"conventional (?:therapy|treatment|care|management)|"
     r"usual (?:therapy|treatment)|best supportive care|routine care|treatment as usual)\b")),
)  # fmt: skip
"""Comparators besides placebo that are no drug: value and pattern; they count behind a word of comparison."""

COMPARED = (
    r"(?:\bversus|\bvs\.?|\bcompared (?:with|to)|\bin comparison (?:with|to)|\bcomparison (?:with|to)|"
    r"\bas compared (?:with|to)|\bthan(?: (?:with|that of|those of|for|in|was|were))?|"
    r"\bsuperior to|\binferior to|\bas (?:effective|safe|good|well tolerated|efficacious) as|\bequivalent "
    r"to|\bcomparable (?:with|to)|"
    r"\bover|\bagainst|\brelative to|\bcontrolled (?:with|by)|\bas (?:an? |the )?(?:active "
    r")?(?:comparator|control)s?,?)"
)
"""What stands before a comparator."""
EITHER = r"(?:\bor|,? or to|\band to|/)"
"""What stands before the comparator where patients were assigned to one of two."""
ASSIGNED = (
    r"\b(?:randomi[sz]ed|randomly|assigned|allocated|randomi[sz]ation|either|receiv\w+|treated with|"
    r"comparing|compared|comparison|crossover|cross-over)\b"
)
BETWEEN = r"\b(?:compar(?:e|ed|es|ing|isons?|ative)|head-to-head|differences? between)\b"
"""What stands before two drugs that are compared: "to compare A and B"."""
QUALIFIERS = (
    r"(?:(?:the|a|an|either|oral|orally|intravenous|i\.v\.|iv|subcutaneous|intramuscular|topical|inhaled|"
    r"high|low|standard|conventional|single|fixed|full|"
    r"dose|doses|of|high-dose|low-dose|medium-dose|standard-dose|weekly|daily|once-daily|twice-daily|"
    r"immediate-release|controlled-release|generic|bedtime|basal|background|liposomal|pegylated|"
    r"intravitreal|intrathecal|epidural|treatment with|therapy with|monotherapy with|continued|placebo or|"
    r"placebo and|placebo,|receiving|taking|"
    r"patients|treated|those|group|in|with|who|received|given|\d[\d.,-]*\s?(?:mg|g|mcg|\u00b5g|\u03bcg|ug|"
    r"iu|u|ml|%|units|mg/kg|mg/day|mg/d)(?:/\w+)?)\s+)*"
)
"""Words that may stand between such a word and the drug."""

TIES = (
    r"(?:\bplus|\+|\bin (?:combination|conjunction|association|addition) (?:with|to)|\bcombin(?:ed|ing|"
    r"ation)(?: therapy| treatment)? (?:with|of)|\badded to|\badd-on (?:therapy |treatment )?to|"
    r"\bco-?administered with|\bwith or without|\bwith/without|"
    r"\b(?:given )?(?:together|concurrently|concomitantly|simultaneously|along) (?:with|to)|\baugmentation of|"
    r"\badjunct(?:ive)?(?: therapy| treatment)? to|\badjuvant (?:[a-z]+ )?to|"
    r"\bwith (?:concomitant|concurrent|adjunctive|background)|\bconcurrent(?:ly)? with|\bconcomitant with|"
    r"\bon (?:a )?(?:stable|background)(?: doses? of)?|\bon top of|\bstable doses? of)"
)
"""What ties a partner to the studied drug."""

MODALITIES = (
    ("radiotherapy", r"(?:radiotherapy|radiation(?: therapy)?|irradiation|chemoradi(?:o|ation)\w*)"),
    ("surgery", (
r"(?:surgery|surgical (?:resection|treatment|debridement)|resection|trabeculectomy|"
r"phacoemulsification|vitrectomy)"
)),
    ("chemotherapy", r"(?:chemotherapy)"),
    ("psychotherapy", (
r"(?:psychotherapy|cognitive[- ]behaviou?ral therapy|cbt|psychosocial (?:treatments?|therapy)|"
r"behaviou?ral therapy|counsell?ing)"
)),
    ("phototherapy", r"(?:phototherapy|puva|uvb|photodynamic therapy)"),
    ("diet", r"(?:diet(?:ary)?(?: therapy)?|exercise|lifestyle (?:modification|changes|intervention))"),
    ("stem cell transplantation", r"(?:(?:stem[- ]cell|bone marrow) (?:transplant(?:ation)?|support|rescue))"),
    ("laser", r"(?:laser(?: photocoagulation| therapy| treatment)?(?! doppler))"),
)  # fmt: skip
"""Treatments that are no drugs, as partners and as prior therapies."""

PRIOR_WAYS = (
    (
        r"\b(?:previously|formerly|already|earlier|pre-?)\s?(?:treated (?:with|by|using)|exposed to|received|"
        r"only on|responsive to|failed|managed with)"
    ),
    r"\b(?:previously|formerly) (?:receiving|given|taking|on)",
    r"\bpre-?treated with",
    r"\bunsuccessful(?:ly)? (?:treated (?:with|by)|treatment with|therapy with|trials? of)",
    (
        r"\b(?:after|following) (?:the )?(?:failure (?:of|with|to|on)|failing|progression on|prior|previous|"
        r"(?:first|second|third)-line)"
    ),
    (
        r"\b(?:refractory|resistant(?<!highly resistant)(?<!often resistant)|unr"
        r"esponsive|non-?responsive|refractoriness|"
        r"refractory response|intolerant|intolerance|insensitive) (?:of|to|or intolerant (?:of|to))"
    ),
    r"\b(?:unable to|not) tolerate",
    (
        r"\bfail(?<!heart fail)(?<!cardiac fail)(?<!renal fail)(?<!kidney fail)(?<!liver fail)(?<!hepatic fail)"
        r"(?<!respiratory fail)(?<!ventricular fail)(?:ed|ing|ure of|ure to|ure with)(?: to respond to| on)?"
    ),
    r"\bprogress(?:e[sd]|ion|ing)? (?:on|after|during|following|despite)",
    (
        r"\b(?:inadequate(?:ly)?|insufficient(?:ly)?|incomplete|poor|partial|suboptimal|no|lack of|los[ts]|loss of) "
        r"(?:[a-z]+ )?(?:respon(?:se|ding|ded|sive|ders)|control(?:led)?(?: \([^)]{0,60}\))?) (?:to|with|on|by|despite)"
    ),
    r"\bnon-?responders to",
    r"\bnot (?:adequately |well |sufficiently )?(?:controlled|responding|respond|responsive) (?:by|with|on|to|despite)",
    r"\b(?:prior|previous)(?! to\b)",
    (
        r"\bhad(?<!which had) (?:previously |already |all )?(?:received|been treated with|failed|taken|"
        r"relapsed (?:after|on))"
    ),
    r"\bwho (?:had |have )?(?:failed|relapsed (?:after|on|following))",
    r"\b(?:relapsed|recurred) (?:after|following|despite)",
    r"\bdespite",
    r"\b(?:switch(?:ed|ing)?|conver(?:ted|sion)|transition(?:ed|ing)?|changed|transferred) from",
    r"\buncontrolled (?:by|with|on)",
    r"\bpoorly controlled (?:by|with|on)",
    r"\bsymptomatic on",
)
PRIOR = rf"(?:{'|'.join(PRIOR_WAYS)})"
"""What stands before a prior therapy."""
PRIOR_QUALIFIERS = (
    r"(?:(?:to|the|a|an|at least|one|two|three|more|or|and|prior|previous|first-line|second-line|standard|"
    r"conventional|maximal|oral|intravenous|optimal|high-dose|low-dose|"
    r"systemic|treatment|therapy|with|of|use of|courses?|cycles?|adequate|stable|doses?|topical|initial|"
    r"multiple|monotherapy|inhaled|other|parenteral|regular|reference|originator|long-term|maintenance|full|therapeutic|"
    r"combination|platinum-based|conservative|ongoing|both|lines?|response to|exposure to|administration of)\s+){0,6}"
)
PRIOR_AFTER = (
    r"[- ](?:refractory|resistant|pre-?treated|intolerant|(?<=-)experienced|unresponsive|"
    r"(?:therapy |treatment |monotherapy )?failures?|inadequate responders?|"
    r"non-?responders?|non-?responsive)\b(?!.{0,25}(?:aureus|pylori|helicobacter|strain|isolate|organism|"
    r"bacteri|pathogen|mrsa|enterococc|streptococc|pneumon|gonorr|tubercul|falciparum|malaria|candid|infection|hiv|"
    r"hbv|virus|"
    r"hypertensi))"
)
"""What stands behind one: "imatinib-resistant"."""
PRIOR_FAILED = (
    r"(?: (?:re)?(?:treatment|therapy|monotherapy|regimens?|chemotherapy))?(?: (?:had|has|have))? (?:failed|been "
    r"(?:ineffective|unsuccessful|tried)|proved (?:ineffective|unsuccessful))\b(?! to (?!respond))"
)
"""What stands behind one that is said to have failed."""
PRIOR_GAP = (
    r"-?(?:based|containing)?(?: (?:therapy|treatment|chemotherapy))?"
    r"(?: and/or | or | and |/|\+| plus |-|, (?:and |or )?)(?:an? |the |prior |previous )*"
)
"""What stands between two prior therapies of one list."""
PRIOR_WORDS = (
    ("chemotherapy", r"chemotherapy|cytotoxic therapy"),
    ("radiotherapy", r"radiotherapy|radiation(?: therapy)?|irradiation|chemoradi\w+"),
    ("surgery", r"surgery|surgical (?:treatment|resection|intervention)"),
    ("anti-TNF", (
r"(?:anti-?\s?tnf\w*|tnf(?:-?alpha|-?\u03b1)?[- ](?:inhibitors?|antagonists?|blockers?)|tumou?r "
r"necrosis factor[\w -]{0,8} (?:inhibitors?|antagonists?|blockers?))"
)),
    ("antidepressants", r"antidepressants?|ssris?"),
    ("antiepileptic drugs", r"anti-?(?:epileptic|convulsant)(?: drug)?s?"),
    ("immunosuppressants", r"immunosuppress\w+"),
    ("corticosteroids", r"(?:cortico|gluco)?(?:cortico)?steroids?"),
    ("conventional therapy", r"conventional (?:therapy|treatment|medical therapy)"),
    ("DMARDs", r"dmards?(?: therapy)?"),
    ("endocrine therapy", r"(?:endocrine|hormon(?:e|al)) (?:therapy|treatment)|androgen[- ]deprivation(?: therapy)?"),
    ("immunotherapy", r"(?:immunotherapy|immune[- ]checkpoint (?:inhibitors?|blockade)|checkpoint inhibitors?)"),
    ("transplantation", r"(?:(?:autologous|allogeneic|stem[- ]cell|bone marrow) )+transplant(?:ation)?"),
    ("biologics", r"biologics?(?: therap(?:y|ies)| agents?| treatments?| drugs?)?"),
    ("opioids", r"opioids?"),
    ("antibiotics", r"antibiotics?(?: therapy)?"),
    ("statins", r"statins?"),
    ("tyrosine kinase inhibitors", r"(?:tkis?|tyrosine kinase inhibitors?)"),
    ("diet therapy", r"diet(?:ary)?(?: therapy| and exercise| alone)?"),
)  # fmt: skip
"""Prior therapies that are no drug of the lexicon."""

LIST_GAP = (
    r"(?:\s?\([^)]{0,40}\)|\s(?:[\d.,-]+\s?(?:mg|g|mcg|\u00b5g|\u03bcg|iu|u|ml|%)?(?:/\w+)*|daily|od|bid|"
    r"once|twice|alone))*\s?,\s?(?:(?:or|and) )?(?:open-label |oral |intravenous )?|"
    r"\s(?:or|and)\s"
)
"""What stands between two drugs of one list: a comma, "and", "or"."""
PART_OF_NAME = r"[- ](?:channel|receptor|pump|converting|carbonate|releasing|lowering)"
"""What stands behind a drug that only names a channel or a class."""
