"""Wordings of traits: age group, sex, pregnancy, line, setting and route as texts say them. One table.

A pattern is searched in the text in lower case. `before` must not match just before it, `after` not just behind it.
Every row has an example, whose words get the row's value, and a guard, near words that must not.
"""

from typing import NamedTuple

from miner.records import TraitKind


class Wording(NamedTuple):
    """How a text says one value of one kind."""

    kind: TraitKind
    value: str
    pattern: str
    example: str
    guard: str
    before: str = ""
    after: str = ""
    is_weak: bool = False
    """Whether it tells an outcome as often as a trait: then it counts in titles, aims and methods only."""


_AGE, _SEX, _LINE, _SETTING, _ROUTE = (
    TraitKind.AGE_GROUP, TraitKind.SEX, TraitKind.LINE, TraitKind.SETTING, TraitKind.ROUTE,
)  # fmt: skip
_PREGNANCY = TraitKind.PREGNANCY
_PLACE = (
    r"['\u2019]s? (?:\w+ )?(?:hospital|depression|health|center|centre|inventory|scale)|[- ](?:hospital|departments?|"
    r"units?|clinics?|cent(?:er|re)s?|societ\w+|oncology group|intensive|wards?|practi\w+|surge\w+|rheumatolog\w+|"
    r"oncologists?|cardiolog\w+|neurolog\w+|gastroenterolog\w+|h(?:a)?ematolog\w+|endocrinolog\w+|neurosurg\w+|psychiatr\w+|radiolog\w+|nephrolog\w+|dermatolog\w+|oncology(?! patients)|providers?|residents?|nurs\w+|dentist\w+|early warning|risk|journal|quality|depression|specialists?|advisory)\b"
)
_ANIMAL = r"(?:[\w-]+,? ){0,2}(?:rats?|mice|mouse|rabbits?|dogs?|pigs?|piglets|monkeys?|animals?|sheep|lambs?|cats|horses|swine)\b"
_THERAPY = r"(?:treatments?|therap(?:y|ies)|chemotherapy|agents?|drugs?|medications?|regimens?|options?|management|use)"

WORDINGS = (
    # -- age groups
    Wording(
        _AGE,
        "neonate",
        r"\b(?:neonates?|newborns?|neonatal|(?:pre-?term|premature) (?:[\w-]+ )?(?:infants?|babies|neonates?)|"
        r"(?:low|very low|extremely low)[- ]birth[- ]?weight)\b",
        "Caffeine was given to 40 preterm infants.",
        "Neonatal rats were given caffeine.",
        after=rf"{_PLACE}|[- ](?:intensive care|outcomes?|mortality|morbidit\w+|screening|deaths?|complications?|onset|{_ANIMAL})",
    ),
    Wording(
        _AGE,
        "infant",
        r"\b(?:infants?|babies)\b",
        "Propranolol in infants with hemangioma.",
        "Weight of infants born to treated mothers was normal.",
        before=r"(?:pre-?term|premature|newborn|birth-?weight|term|of the) $",
        after=r" (?:born|formula|outcomes?|mortality|of|from|feeding|rats?|exposed)\b|['\u2019]",
    ),
    Wording(
        _AGE,
        "child",
        r"\b(?:children|p(?:a)?ediatric|toddlers|(?:pre-?)?school-?aged?|boys|girls|child(?= (?:with|aged|who)))\b",
        "Montelukast was given to 40 children.",
        "The children's hospital treated 40 adults.",
        before=r"(?:women with|have|had|bearing|number of|\d+ weeks) $",
        after=_PLACE,
    ),
    Wording(
        _AGE,
        "adolescent",
        r"\b(?:adolescents?|teenagers?|youths?)\b",
        "Fluoxetine in adolescents with depression.",
        "Scoliosis of the adolescent-onset kind was seen.",
        after=r"-onset|[- ](?:idiopathic scoliosis|rats?|mice|health|psychiatr)",
    ),
    Wording(
        _AGE,
        "adult",
        r"\b(?:adults?|middle-aged)\b",
        "We treated 30 adults with asthma.",
        "Adult rats were treated.",
        before=r"(?:older|elderly|until|to|into|reach) $",
        after=rf"[- ]onset|[- ]?t[- ]cell|[- ]stem|[- ]respiratory distress|[- ]education|[- ]dos|['\u2019]|[- ]{_ANIMAL}|hood",
    ),
    Wording(
        _AGE,
        "older adult",
        r"\b(?:elderly|geriatric|octogenarians|older (?:adults?|patients?|people|persons?|men|women|individuals|subjects))\b",
        "Quinapril in elderly patients with hypertension.",
        "The response did not differ in a non-elderly patient.",
        before=r"non-?$|(?:younger and|young and|months and|years and) $",
        after=rf"{_PLACE}| than|\)? (?:trial|study)\b",
    ),
    # -- pregnancy
    Wording(
        _PREGNANCY,
        "pregnant",
        r"\b(?:pregnant|during (?:the )?(?:[\w-]+ )?(?:pregnancy|labou?r)|in (?:early |late )?pregnancy|parturients?|labou?ring|"
        r"gestational diabetes|pre-?eclampsia|in labou?r|(?:first|second|third)[- ]trimester|preterm labou?r|"
        r"(?:labou?r|cesarean|caesarean)(?: and)? (?:analgesia|deliver\w+|section|pain)|gravidas?)\b",
        "Nifedipine was given to pregnant women with hypertension.",
        "Non-pregnant women were treated.",
        before=r"(?:non-?|not |were not |never |or |nor |became |become |becoming |getting |prior |previous |before |risk of |"
        r"incidence of |prevent |prevention of |after |exclu\w+ |if )$",
        after=r" (?:rats?|mice|rabbits?|sheep|ewes?|rates?|tests?|within|after)\b",
    ),
    Wording(
        _PREGNANCY,
        "breastfeeding",
        r"\b(?:breast-?feeding|lactating|nursing) (?:women|mothers?|patients?)\b",
        "Domperidone was given to breastfeeding women.",
        "Breast-feeding infants were seen.",
        before=r"(?:non-?|not |exclu\w+ )$",
    ),
    # -- line of therapy
    Wording(
        _LINE,
        "first line",
        rf"\b(?:(?:first|1st|front)[- ]?line|(?:previously )?untreated (?=patients|[\w-]+ (?:cancer|carcinoma|lymphoma|leuk|myeloma))|"
        r"previously untreated|not (?:been )?previously (?:been )?treated|(?:chemo)?(?:therapy|treatment|drug)[- ]na(?:i|\u00ef)ve|"
        r"chemo-?na(?:i|\u00ef)ve|chemotherapy-na(?:i|\u00ef)ve|newly[- ]diagnosed|initial (?:treatment|therapy|monotherapy) (?:of|for|in)|"
        r"no (?:prior|previous) (?:systemic |chemo)?(?:therapy|treatment|chemotherapy))\b",
        "Nab-paclitaxel as first-line chemotherapy of breast cancer.",
        "Patients had progressed after first-line chemotherapy.",
        before=r"(?:after|following|failed|failing|fail|failure of|failure to|to|beyond|progress\w* (?:on|during)|received|completed|prior|"
        r"resistant to|refractory to|despite|previous|versus|compared with|with|than) (?:a |their |one |the |standard |\w+ )?$",
        after=r" (?:controls?|group|eyes?|animals|cells)\b",
    ),
    Wording(
        _LINE,
        "second line",
        r"\b(?:second|2nd)[- ]line\b",
        "Docetaxel as second-line treatment of lung cancer.",
        "Third-line treatment was given after second-line failure.",
        before=r"(?:after|following|failed|failure of|first|first-|and|or) (?:a |the )?$",
        after=r" failure",
    ),
    Wording(
        _LINE,
        "later line",
        r"\b(?:(?:third|3rd|fourth|later|subsequent|further|salvage)[- ]?lines?|heavily (?:pre-?treated|treated)|"
        r"pre-?treated|previously treated|(?:two|three|2|3) or more (?:prior|previous)|at least (?:two|2) (?:prior|previous)|salvage)\b",
        "Salvage chemotherapy in heavily pretreated patients.",
        "They were previously untreated.",
        before=r"(?:not|never|non-?|no|limb|and) $|(?:tissue|were|was) $",
        after=r" (?:surgery|procedure|rats|mice|cells|with vehicle|with saline)",
    ),
    Wording(
        _LINE,
        "relapsed or refractory",
        r"\b(?:relapsed(?=(?: and/or | or | and |/|, )(?:primary )?refractory)|(?<=with )relapsed|relapsed (?=multiple|acute|chronic|follicular|diffuse|mantle|indolent|hodgkin|non-hodgkin|"
        r"small|ovarian|myeloma|lymphoma|leuk|neuroblastoma|disease|aml|cll|dlbcl)|refractory|relapsing(?! course)|recurrent (?=or |and |glioblastoma|(?:ovarian|cervical|head|malignant|high-grade|non-small|small-cell) )|"
        r"(?:treatment|drug|medication|medically|pharmaco|therapy|steroid|platinum|cisplatin|castration|hormone|imatinib|"
        r"methotrexate|cyclosporin\w*|corticosteroid|endocrine|antidepressant|bortezomib|lenalidomide|rituximab|trastuzumab|"
        r"clopidogrel|aspirin)[- ](?:resistant|intractable)|intractable|(?:resistant|unresponsive|non-?responsive|insensitive) to (?:(?:conventional|standard|medical|previous|prior|"
        r"other|first-line|oral|high-dose|at least|multiple|all|several|initial|drug|\w+) )?(?:treatments?|therap(?:y|ies)|drugs?|medications?|medical|chemotherapy|(?:cortico)?steroids?)|"
        r"(?:after|following) (?:the )?failure (?:of|to|with)|(?:uncontrolled|not (?:adequately |sufficiently |well )?controlled|inadequately controlled|insufficiently controlled|poorly controlled) (?:by|with|on|despite)|"
        r"(?:who|having|had|has|previously) (?:had )?(?:previously )?failed(?! to (?!respond))|failing (?=[\w-]+ (?:therapy|treatment|monotherapy))|failed (?=(?:previous|prior|conventional|conservative|standard|first-line|at least|one or|two or) )|"
        r"(?:progressed|progressing|progressive disease) (?:on|after|during|following|despite)|intolerant (?:of|to)|despite (?:stable|adequate|optimal|maximal|conventional|standard) )",
        "Clozapine in treatment-resistant schizophrenia.",
        "The relapsing-remitting form of multiple sclerosis was treated.",
        before=r"(?:not|non-?|were|became|become|was|is|are|effective|prevent\w*|risk of|development of|or|none) $",
        after=r"[- ](?:remitting|fever|period|polychondritis|index|surgery|strictures?|errors?|pathogens?|mutations?|(?:or )?(?:bacteri|organism|strain|isolate|tubercul|malaria|infection|hypertension crisis))",
    ),
    Wording(
        _LINE,
        "relapsed or refractory",
        r"\b(?:(?:inadequate|insufficient|incomplete|poor|partial|suboptimal|lack of|no) (?:clinical )?respon(?:se|ders) to|non-?responders to|"
        r"(?:failed|failing|fail|failure|did not|do not|not) (?:to )?respond(?:ing|ed)?(?: \w+)? to|(?:resistant|refractory|unresponsive) to)\b",
        "Eligible patients had an inadequate response to methotrexate.",
        "Half of them showed response to treatment.",
        before=r"(?:not|non-?|became|become|were|was) $",
        after=r" (?:changes?|phenyl|stimul|acth|insulin|exercise|placebo)",
        is_weak=True,
    ),
    # -- setting
    Wording(
        _SETTING,
        "adjuvant",
        r"\badjuvant\b",
        "Tamoxifen as adjuvant therapy of breast cancer.",
        "Neo-adjuvant chemotherapy was given.",
        before=r"neo-?$|neoadjuvant or $|(?:after|following|freund's|prior|previous|complete|incomplete|with|useful) $|had received [^.;]{0,40}$",
        after=r" (?:analges|arthritis|devices?|to |for |or primary)|-induced",
    ),
    Wording(
        _SETTING,
        "neoadjuvant",
        r"\bneo-?adjuvant\b|\b(?:preoperative|primary systemic) (?:chemo|radio|chemoradio)therapy\b",
        "Neoadjuvant chemotherapy of breast cancer.",
        "After neoadjuvant chemotherapy they were randomised.",
        before=r"(?:after|following|prior|previous|completion of) [^.;,]{0,40}$|had received [^.;]{0,50}$",
    ),
    Wording(
        _SETTING,
        "maintenance",
        rf"\bmaintenance (?:{_THERAPY}|rituximab|of remission|immunosuppress\w+|and)",
        "Azathioprine as maintenance therapy of Crohn's disease.",
        "Patients on maintenance haemodialysis were treated.",
        before=r"(?:on|during|with) $",
    ),
    Wording(
        _SETTING,
        "prophylaxis",
        r"\b(?:prophyla(?:xis|ctic|ctically)|chemoprophylaxis|chemoprevent\w+|prevention of|(?:for|in) (?:the )?(?:primary |secondary )?prevention|"
        r"(?:stroke|migraine|infection|thrombo\w+|relapse) prevention|preventive (?:treatment|therapy|effect|efficacy)|to prevent)\b",
        "Heparin for prophylaxis of venous thrombosis.",
        "The drug prevents binding of calcium.",
        before=r"(?:despite|without|no|prior|previous|control and) $",
    ),
    Wording(
        _SETTING,
        "conditioning",
        r"\b(?:pre-?)?conditioning(?: regimens?| therapy| chemotherapy| with)|(?:myeloablative|nonmyeloablative|reduced[- ]intensity)(?: \w+)? conditioning",
        "Busulfan conditioning regimen before transplantation.",
        "Ischemic preconditioning protects the heart.",
        before=r"(?:ischa?emic |physical |air |fear |classical )$",
    ),
    Wording(
        _SETTING,
        "palliative",
        r"\b(?:palliative|palliation|terminally ill|end of life|end-of-life)\b",
        "Palliative chemotherapy of gastric cancer.",
        "The palliative performance scale was used.",
        after=r" (?:performance|care (?:unit|team))",
    ),
    Wording(
        _SETTING,
        "perioperative",
        r"\b(?:peri-?operative(?:ly)?|intra-?operative(?:ly)?|post-?operative (?:pain|analges\w+|nausea|vomiting|ileus|period|patients|sedation|delirium|shivering)|"
        r"pre-?operative(?:ly)?|post-?surgical pain|(?:induction|maintenance) of (?:general )?an[ae]+sthesia|(?:general|spinal|epidural|regional|intravenous) an[ae]+sthesia|"
        r"(?:before|during|prior to|undergoing) (?:[\w-]+ ){0,4}?(?:surgery|operation|arthroplasty|hysterectomy|cholecystectomy|replacement|bypass|grafting|resection|tonsillectomy|laparoscopy|c(?:a)?esarean section))\b",
        "Ropivacaine for postoperative pain after hip replacement.",
        "Postoperative radiotherapy was given.",
        before=r"(?:history of|without|later) $",
        after=r" (?:chemo|radio)",
    ),
    Wording(
        _SETTING,
        "add-on",
        r"\b(?:add-?on|adjunctive(?: (?:to|therapy|treatment))|adjunct (?:therapy|treatment)|adding (?:[\w-]+ ){1,2}to|adju(?:nct|vant) to (?:[\w-]+ )?(?:opioids|standard|conventional|drug|anti|psycho)|augment(?:ation|ed) (?:with|therapy|strateg\w+|treatment|agents?|of (?:anti|ssri|clozapine|venlafaxine|serotonin|treatment))|added to|addition of|when added|in addition to (?:their|standard|conventional|background|stable|usual))\b",
        "Levetiracetam as add-on therapy in epilepsy.",
        "Calcium was added to the medium.",
        before=r"(?:breast|bladder|soft tissue|ridge|lip) $",
        after=r" (?:those|the (?:medium|cultures?|diet|drinking)|mammaplasty|index)",
    ),
    Wording(
        _SETTING,
        "rescue",
        r"\brescue (?:therapy|treatment|medications?|analgesi\w+|regimens?|use|of)|\bbail-?out\b|\bas (?:a )?rescue\b",
        "Levofloxacin as rescue therapy for Helicobacter pylori.",
        "Use of rescue medication fell.",
        before=r"(?:use of|need for|time for|required|requiring|requirements? for|amount of|consumption of|without|doses of|received|less|first|time to|no|additional) $",
    ),
    Wording(
        _SETTING,
        "induction",
        r"\binduction (?:therapy|treatment|chemotherapy|regimens?|immunosuppress\w+|phase|of remission|and maintenance)|\bremission[- ]induction\b",
        "Induction chemotherapy of acute leukemia.",
        "The induction of apoptosis was seen.",
        before=r"(?:after|following|completed the|ovulation|labou?r|completing) $",
    ),
    # -- routes
    Wording(
        _ROUTE,
        "oral",
        r"\b(?:oral(?:ly)?|per os|by mouth|p\.o\.|po(?= (?:daily|bid|q\d|once|twice|for|every))|tablets?|capsules?|peroral)\b",
        "Patients received oral acyclovir.",
        "Oral mucositis was treated.",
        before=r"(?:for|in|of|with|non|the) oral $|non-?$",
        after=r"[- ](?:mucos\w+|cancers?|cavity|hygiene|lichen|leukoplakia|candid\w+|contracepti\w+|lesions?|health|squamous|"
        r"glucose tolerance|ulcers?|surge\w+|pathology|bioavailab\w+|intake|feeding|rehydration|complications|pain|submucous|tolerance|"
        r"malodou?r|herpes|carcino\w+|disease|diet|food|fluids?)|[- ]?(?:facial|pharyn)",
    ),
    Wording(
        _ROUTE,
        "intravenous",
        r"\b(?:intravenous(?:ly)?|i\.v\.|iv(?= (?:infusion|bolus|injection|administration|dose|over|every|push|therapy|treatment))|endovenous(?:ly)?|"
        r"(?:infusion|infused) over|24-h(?:our)? infusion)(?![\w])",
        "Intravenous magnesium was given.",
        "Intravenous drug users were treated.",
        after=r" (?:drug (?:users?|abus)|fluids?|an[ae]+sth\w+|catheter|pyelogr|contrast|urogr|heroin)",
    ),
    Wording(
        _ROUTE,
        "subcutaneous",
        r"\b(?:subcutaneous(?:ly)?|s\.c\.|sc(?= (?:injection|once|twice|daily|every|weekly)))(?![\w])",
        "Subcutaneous sumatriptan was given.",
        "Subcutaneous fat was measured.",
        after=r" (?:fat|tissues?|nodules?|adipose|emphysema|tumou?rs?|xenograft|abscess|fung|mycos|implant(?:ed|ation) of)",
    ),
    Wording(
        _ROUTE,
        "intramuscular",
        r"\b(?:intramuscular(?:ly)?|i\.m\.|im(?= (?:injection|dose|once|daily|every|weekly)))(?![\w])",
        "Intramuscular methotrexate was given.",
        "Intramuscular hematoma was seen.",
        after=r" (?:h[ae]+matoma|pressure|fat|bleed)",
    ),
    Wording(
        _ROUTE,
        "topical",
        r"\b(?:topical(?:ly)?|creams?|ointments?|lotions?|applied to the (?:skin|lesions?)|gel(?= (?:once|twice|applied|was|vehicle|formulation)))\b",
        "Topical tacrolimus was used.",
        "Topical issues are discussed.",
        after=r" (?:issues?|reviews?|problems?|an[ae]+sthe\w+ of|haemosta)",
    ),
    Wording(
        _ROUTE,
        "inhaled",
        r"\b(?:inhal(?:ed|ation(?:s|al)?|er)|nebuli[sz]ed|nebuli[sz]er|aerosoli[sz]ed|turbuhaler|metered[- ]dose|dry[- ]powder)\b",
        "Inhaled budesonide was given.",
        "Smoke inhalation injury was treated.",
        before=r"(?:smoke|gas|allergen|toluene|co2|high) $",
        after=r" (?:injur|challenge|burn|of smoke|technique|an[ae]+sth|provocation)",
    ),
    Wording(
        _ROUTE,
        "intranasal",
        r"\b(?:intra-?nasal(?:ly)?|nasal(?:ly)? (?:sprays?|administ\w+|drops|powder|inhal\w+))\b",
        "Intranasal fluticasone was given.",
        "Nasal polyps were treated.",
        after=r" (?:polyp|obstruct|pressure)",
    ),
    Wording(
        _ROUTE,
        "ophthalmic",
        r"\b(?:eye ?-?drops?|ophthalmic (?:solution|suspension|emulsion|ointment|gel)|topical ocular|collyri\w+|instill\w+ (?:in|into) (?:the |one |both |each )?eyes?)\b",
        "Latanoprost eye drops were used.",
        "An ophthalmic examination was done.",
    ),
    Wording(
        _ROUTE,
        "intravitreal",
        r"\bintra-?vitreal(?:ly)?\b",
        "Intravitreal bevacizumab for macular edema.",
        "Intravitreal pressure was measured.",
        after=r" (?:pressure|h[ae]+morr|concentration)",
    ),
    Wording(
        _ROUTE,
        "intrathecal",
        r"\b(?:intra-?thecal(?:ly)?|intraspinal|spinal (?=opioids|an[ae]+sth|bupivacaine|morphine|block|and epidural|administration|analges))",
        "Intrathecal baclofen for spasticity.",
        "Intrathecal synthesis of IgG was seen.",
        before=r"(?:under|after|during|of) $",
        after=r" (?:synthesis|igg|antibod|production|catheter)",
    ),
    Wording(
        _ROUTE,
        "epidural",
        r"\b(?:epidural(?:ly)?|peridural(?:ly)?|extradural(?:ly)?|caudal (?=block|an|bupi|inj|administ|ropi|clon|ket))",
        "Epidural ropivacaine after surgery.",
        "Epidural hematoma was treated.",
        before=r"(?:spinal) $",
        after=r" (?:h[ae]+matom|abscess|space infection|blood|electr|metasta|lipomat|spinal cord|fibrosis|scar)",
    ),
    Wording(
        _ROUTE,
        "rectal",
        r"\b(?:rectal(?:ly)? (?:administ\w+|diazepam|route|indometh\w+|mesalazine|mesalamine|foam|gel|suppositor\w+)|(?:given|administered) rectally|enemas?|suppositor(?:y|ies)|per rectum)\b",
        "Mesalazine enemas were given.",
        "Rectal cancer was treated.",
        before=r"(?:barium|vaginal) $",
    ),
    Wording(
        _ROUTE,
        "vaginal",
        r"\b(?:(?:intra)?vaginal(?:ly)? (?:administ\w+|tablets?|creams?|gels?|misoprostol|progesterone|suppositor\w+|rings?|estr\w+|estriol|route|insert\w*|pessar\w+)|intravaginal(?:ly)?|(?:given|administered|inserted) vaginally|vaginally (?=admin))",
        "Vaginal misoprostol was given.",
        "Vaginal delivery was planned.",
    ),
    Wording(
        _ROUTE,
        "transdermal",
        r"\b(?:transdermal(?:ly)?|patch(?:es)?(?= (?:was|were|releas|deliver|applied|worn|group|\d|or|and|therapy|treatment)))\b",
        "Transdermal fentanyl was used.",
        "Transdermal oxygen pressure was measured.",
        after=r" (?:oxygen|optical|water)",
    ),
    Wording(
        _ROUTE,
        "sublingual",
        r"\b(?:sublingual(?:ly)?|buccal(?= (?:administ\w+|tablets?|midazolam|film|fentanyl)))\b",
        "Sublingual misoprostol was given.",
        "The sublingual gland was swollen.",
        after=r" (?:gland|micro|space|vein|circulation)",
    ),
    Wording(
        _ROUTE,
        "intralesional",
        r"\bintra-?(?:lesional|tumou?ral)(?:ly)?\b",
        "Intralesional triamcinolone for keloid.",
        "Intratumoral vessels were counted.",
        after=r" (?:vessel|micro|hypox|heterogen|express|concentration|h[ae]+morr|bleed|pressure|level|estr|infiltr|lymph)",
    ),
    Wording(
        _ROUTE,
        "intraarticular",
        r"\bintra-?articular(?:ly)?\b",
        "Intra-articular hyaluronate for knee pain.",
        "Intra-articular fractures were treated.",
        after=r" (?:fractures?|pressure|pathology|h[ae]+)",
    ),
    Wording(
        _ROUTE,
        "intraperitoneal",
        r"\b(?:intra-?peritoneal(?:ly)?|i\.p\.|hipec)(?![\w])",
        "Intraperitoneal cisplatin was given.",
        "Intraperitoneal adhesions were seen.",
        after=r" (?:adhesion|pressure|fluid|bleed|metas|abscess|fat|glucose tol)",
    ),
    Wording(
        _ROUTE,
        "local infiltration",
        r"\b(?:(?:local|wound|incisional|periarticular|subcutaneous|port[- ]site) infiltration|infiltrat(?:ed|ion) (?:with|of) (?:[\w%.-]+ ){0,3}(?:bupivacaine|lidocaine|lignocaine|ropivacaine|local))\b",
        "Wound infiltration with bupivacaine was done.",
        "Infiltration of lymphocytes was seen.",
    ),
)
