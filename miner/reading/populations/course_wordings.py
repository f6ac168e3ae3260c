"""How texts say the line of therapy and the setting."""

from miner.reading.populations.wording import Wording
from miner.records import TraitKind

_LINE, _SETTING = TraitKind.LINE, TraitKind.SETTING
_THERAPY = r"(?:treatments?|therap(?:y|ies)|chemotherapy|agents?|drugs?|medications?|regimens?|options?|management|use)"

COURSE_WORDINGS = (
    # -- line of therapy
    Wording(
        _LINE,
        "first line",
        r"\b(?:(?:first|1st|front)[- ]?line|(?:previously )?untreated (?=patients|[\w-]+ (?:cancer|carcinoma|"
        r"lymphoma|leuk|myeloma))|"
        r"previously untreated|not (?:been )?previously (?:been )?treated|(?:chemo)?(?:therapy|treatment|"
        r"drug)[- ]na(?:i|\u00ef)ve|"
        r"chemo-?na(?:i|\u00ef)ve|chemotherapy-na(?:i|\u00ef)ve|newly[- ]diagnosed|initial (?:treatment|"
        r"therapy|monotherapy) (?:of|for|in)|"
        r"no (?:prior|previous) (?:systemic |chemo)?(?:therapy|treatment|chemotherapy))\b",
        "Nab-paclitaxel as first-line chemotherapy of breast cancer.",
        "Patients had progressed after first-line chemotherapy.",
        before=r"(?:after|following|failed|failing|fail|failure of|failure to|to|beyond|progress\w* (?:on|during)|"
        r"received|completed|prior|"
        r"resistant to|refractory to|despite|previous|versus|compared with|with|than) (?:a |their |one |the |"
        r"standard |\w+ )?$",
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
        r"pre-?treated|previously treated|(?:two|three|2|3) or more (?:prior|previous)|at least (?:two|2) "
        r"(?:prior|previous)|salvage)\b",
        "Salvage chemotherapy in heavily pretreated patients.",
        "They were previously untreated.",
        before=r"(?:not|never|non-?|no|limb|and) $|(?:tissue|were|was) $",
        after=r" (?:surgery|procedure|rats|mice|cells|with vehicle|with saline)",
    ),
    Wording(
        _LINE,
        "relapsed or refractory",
        r"\b(?:relapsed(?=(?: and/or | or | and |/|, )(?:primary )?refractory)|(?<=with )relapsed|relapsed "
        r"(?=multiple|acute|chronic|follicular|diffuse|mantle|indolent|hodgkin|non-hodgkin|"
        r"small|ovarian|myeloma|lymphoma|leuk|neuroblastoma|disease|aml|cll|dlbcl)|refractory|relapsing(?! "
        r"course)|recurrent (?=or |and |glioblastoma|(?:ovarian|cervical|head|malignant|high-grade|non-small|"
        r"small-cell) )|"
        r"(?:treatment|drug|medication|medically|pharmaco|therapy|steroid|platinum|cisplatin|castration|"
        r"hormone|imatinib|"
        r"methotrexate|cyclosporin\w*|corticosteroid|endocrine|antidepressant|bortezomib|lenalidomide|"
        r"rituximab|trastuzumab|"
        r"clopidogrel|aspirin)[- ](?:resistant|intractable)|intractable|(?:resistant|unresponsive|"
        r"non-?responsive|insensitive) to (?:(?:conventional|standard|medical|previous|prior|"
        r"other|first-line|oral|high-dose|at least|multiple|all|several|initial|drug|\w+) )?(?:treatments?|"
        r"therap(?:y|ies)|drugs?|medications?|medical|chemotherapy|(?:cortico)?steroids?)|"
        r"(?:after|following) (?:the )?failure (?:of|to|with)|(?:uncontrolled|not (?:adequately |sufficiently "
        r"|well )?controlled|inadequately controlled|insufficiently controlled|poorly controlled) (?:by|with|"
        r"on|despite)|"
        r"(?:who|having|had|has|previously) (?:had )?(?:previously )?failed(?! to (?!respond))|failing "
        r"(?=[\w-]+ (?:therapy|treatment|monotherapy))|failed (?=(?:previous|prior|conventional|conservative|"
        r"standard|first-line|at least|one or|two or) )|"
        r"(?:progressed|progressing|progressive disease) (?:on|after|during|following|despite)|intolerant "
        r"(?:of|to)|despite (?:stable|adequate|optimal|maximal|conventional|standard) )",
        "Clozapine in treatment-resistant schizophrenia.",
        "The relapsing-remitting form of multiple sclerosis was treated.",
        before=r"(?:not|non-?|were|became|become|was|is|are|effective|prevent\w*|risk of|development of|or|none) $",
        after=(
            r"[- ](?:remitting|fever|period|polychondritis|index|surgery|strictures?|errors?|pathogens?|"
            r"mutations?|(?:or )?(?:bacteri|organism|strain|isolate|tubercul|malaria|infection|hypertension "
            r"crisis))"
        ),
    ),
    Wording(
        _LINE,
        "relapsed or refractory",
        r"\b(?:(?:inadequate|insufficient|incomplete|poor|partial|suboptimal|lack of|no) (?:clinical "
        r")?respon(?:se|ders) to|non-?responders to|"
        r"(?:failed|failing|fail|failure|did not|do not|not) (?:to )?respond(?:ing|ed)?(?: \w+)? to|"
        r"(?:resistant|refractory|unresponsive) to)\b",
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
        before=(
            r"neo-?$|neoadjuvant or $|(?:after|following|freund's|prior|previous|complete|incomplete|with|useful) "
            r"$|had received [^.;]{0,40}$"
        ),
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
        r"\b(?:prophyla(?:xis|ctic|ctically)|chemoprophylaxis|chemoprevent\w+|"
        r"(?:stroke|migraine|infection|thrombo\w+|relapse) prevention|"
        r"prevent(?:at)?ive (?:treatment|therapy|effect|efficacy|drugs?|agents?))\b",
        "Heparin for prophylaxis of venous thrombosis.",
        "The drug prevents binding of calcium.",
        before=r"(?:despite|without|no|prior|previous|control and|antibiotic|taking \w+) $",
    ),
    Wording(
        _SETTING,
        "prophylaxis",
        r"\b(?:prevention of|(?:for|in) (?:the )?(?:primary |secondary )?prevention|to prevent)\b",
        "The aim was to test heparin for prevention of thrombosis.",
        "Pain fell and the drug is able to prevent thrombosis (P < 0.01).",
        is_weak=True,
    ),
    Wording(
        _SETTING,
        "conditioning",
        (
            r"\b(?:pre-?)?conditioning(?: regimens?| therapy| chemotherapy| with)|(?:myeloablative|"
            r"nonmyeloablative|reduced[- ]intensity)(?: \w+)? conditioning"
        ),
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
        r"\b(?:peri-?operative(?:ly)?|intra-?operative(?:ly)?|post-?operative (?:pain|analges\w+|nausea|"
        r"vomiting|ileus|period|patients|sedation|delirium|shivering)|"
        r"pre-?operative(?:ly)?|post-?surgical pain|(?:induction|maintenance) of (?:general )?an[ae]+sthesia|"
        r"(?:general|spinal|epidural|regional|intravenous) an[ae]+sthesia|"
        r"(?:before|during|prior to|undergoing) (?:[\w-]+ ){0,4}?(?:surgery|operation|arthroplasty|"
        r"hysterectomy|cholecystectomy|replacement|bypass|grafting|resection|tonsillectomy|laparoscopy|"
        r"c(?:a)?esarean section))\b",
        "Ropivacaine for postoperative pain after hip replacement.",
        "Postoperative radiotherapy was given.",
        before=r"(?:history of|without|later) $",
        after=r" (?:chemo|radio)",
    ),
    Wording(
        _SETTING,
        "add-on",
        (
            r"\b(?:add-?on|adjunctive(?: (?:to|therapy|treatment))|adjunct (?:therapy|treatment)|adding (?:[\w-]+ "
            r"){1,2}to|adju(?:nct|vant) to (?:[\w-]+ )?(?:opioids|standard|conventional|drug|anti|psycho)|"
            r"augment(?:ation|ed) (?:with|therapy|strateg\w+|treatment|agents?|of (?:anti|ssri|clozapine|"
            r"venlafaxine|serotonin|treatment))|added to|addition of|when added|in addition to (?:their|standard|"
            r"conventional|background|stable|usual))\b"
        ),
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
        before=(
            r"(?:use of|need for|time for|required|requiring|requirements? for|amount of|consumption of|without|"
            r"doses of|received|less|first|time to|no|additional) $"
        ),
    ),
    Wording(
        _SETTING,
        "induction",
        (
            r"\binduction (?:therapy|treatment|chemotherapy|regimens?|immunosuppress\w+|phase|of remission|and "
            r"maintenance)|\bremission[- ]induction\b"
        ),
        "Induction chemotherapy of acute leukemia.",
        "The induction of apoptosis was seen.",
        before=r"(?:after|following|completed the|ovulation|labou?r|completing) $",
    ),
)
