"""How texts say the line of therapy and the setting.

A line is a trait where it is the patients', not where a drug "should be considered as first-line"; a setting where it
is how the drug was given, not where something else was prevented or measured.
"""

from miner.reading.populations.wording import Wording
from miner.records import TraitKind

_LINE, _SETTING = TraitKind.LINE, TraitKind.SETTING
_THERAPY = r"(?:treatments?|therap(?:y|ies)|chemotherapy|agents?|drugs?|medications?|regimens?|options?|management|use)"
_ADVICE = (
    r"\b(?:should|could|can|may|might|must|would|recommend\w*|consider\w*|suitable|prefer\w*|remains?|regarded|"
    r"is|are|becom\w+|makes?|constitutes?|represents?|supports?|supporting|role|potential\w*|candidates?|promising|propos\w+|serves?|useful|"
    r"establish\w+|approach|alternatives?|whether|position|place)\b[^.;,]{0,50}$"
)
"""What stands before a use that a text advises or calls common."""
_EARLIER = (
    r"\b(?:after|following|fail\w*|beyond|despite|prior|previous|complet\w+|relaps\w+|progress\w+|switch\w*|"
    r"discontinu\w+|allowed|(?:respon\w+|refractory|resistant) to)\b[^.;,]{0,45}$|\bha(?:d|ve|"
    r"s) received [^.;,]{0,40}$|"
    r"(?:received|to|than|versus|compared with|with) (?:a |their |one |the |standard |\w+ )?$"
)
"""What stands before a line that the patients had earlier, or that others have."""
_NO_TREATMENT = (
    r"(?![- ](?:[\w-]+ ){0,2}?(?:imag|exam|test|method|diagnos|screen|investigat|evaluat|hcw|health|worker|staff|nurse|"
    r"doctor|physician|provider|option|approach|tool|modalit|controls?\b))"
)
"""What may not stand behind a line: a diagnostic test, staff, a piece of advice."""
_CANCER = (
    r"cancer|carcinom|tumou?r|melanom|sarcom|gliom|glioblastom|blastoma|neoplas|malignan|lymphom|leuk(?:a)?em|myelom|"
    r"mesothel|chemotherapy"
)
_TRANSPLANT = r"transplant|graft|stem[- ]cell|bone marrow|gene therapy"
_BACKGROUND = (
    r"(?=(?:(?!\b(?:was|were|is|are|did|for|improv\w+|increas\w+|reduc\w+|produc\w+|"
    r"adjuvant)\b)[^.;,]){0,70}?\b(?:therap(?:y|ies)|treatments?|regimens?|existing|ongoing|current|background|"
    r"stable|usual|their|"
    r"medications?|monotherapy|antidepressants?|antipsychotics?|insulin|opioids|disease-modifying|dmards?|"
    r"anti-?epileptic|"
    r"antihypertensives?|statins?|methotrexate|metformin|sulph?onylureas?|levodopa|corticosteroids?|"
    r"hydrochlorothiazide)\b)"
)
"""What stands behind "added to" where something was given already; two drugs begun together are partners."""
_OPERATION = (
    r"(?:surgery|operation|arthroplasty|hysterectomy|cholecystectomy|bypass|grafting|(?<!aquatic )resection|"
    r"tonsillectomy|laparoscopy|cardiopulmonary bypass|c(?:a)?esarean section|thoracotomy|craniotomy|"
    r"(?:hip|knee|joint|valve|shoulder|aortic) replacement)"
)
_NOT_GIVEN = (
    r"\b(?:may|might|could|should|would|potential\w*|important|relevan\w+|samples?|blood|measured|assayed|collected|"
    r"recorded)\b[^.;]{0,60}$"
)
"""What stands before a use that is only thought of, or a time at which something was measured."""
_MEASURED = (
    r"[- ](?:[\w-]+ ){0,2}?(?:outcomes?|results?|complications?|morbidity|mortality|assess\w*|evaluat\w*|findings?|"
    r"diagnos\w*|imaging|mri|identif\w+|scores?|blood loss|inequalit\w+|characteristics|status|records?|hypertension|"
    r"risk|course|data|variables?|values?|levels?|change|stay|follow|briefing|setting|factors?|period|days?|weeks?|"
    r"death|reliability|trial|visual|iop|intraocular|vital|biops\w+|chemo|radio|myocardial|use of postoperative)"
)
"""What is measured around an operation; of the treatment itself it says nothing."""

_NO_TREATMENT_BEFORE = "|".join(
    f"no {before} {kind}{treatment}"
    for before in ("prior", "previous")
    for kind in ("", "systemic ", "chemo")
    for treatment in ("therapy", "treatment", "chemotherapy")
)
"""Written out, since a filter looks for the longest string that must be there."""

COURSE_WORDINGS = (
    # -- line of therapy
    Wording(
        _LINE,
        "first line",
        rf"\b(?:first-line|first line|1st-line|1st line|front-line|front line|frontline|initial (?:treatment|therapy|"
        rf"monotherapy) (?:of|for|in))\b{_NO_TREATMENT}",
        "nab-paclitaxel as first-line chemotherapy of breast cancer.",
        "patients who had progressed after twelve weeks of first-line chemotherapy.",
        before=rf"{_EARLIER}|{_ADVICE}",
        is_weak=True,
        needs_drug=True,
    ),
    Wording(
        _LINE,
        "first line",
        r"\b(?:previously untreated|untreated (?=[\w-]+ (?:cancer|carcinoma|lymphoma|leuk|myeloma))|"
        r"not (?:been )?previously (?:been )?treated|(?:therapy|treatment|drug|chemo|chemotherapy|medication|"
        r"neuroleptic|antipsychotic|antiretroviral|anti-?epileptic)(?:-naive|-na\u00efve| naive| na\u00efve)|"
        rf"{_NO_TREATMENT_BEFORE})\b",
        "patients with previously untreated lymphoma.",
        "those with a history of asthma and previously untreated controls.",
        before=r"(?:history of|compared with|versus|vs|than|and|or|exclud\w+|if|previous|"
        r"similar in|between|among|be) $",
        after=r" (?:controls?|group|eyes?|animals|cells|with(?! (?:systemic|chemo|any|cytotoxic|drug|medic)))\b",
    ),
    Wording(
        _LINE,
        "first line",
        r"\bnewly[- ]diagnosed\b",
        "patients with newly diagnosed lymphoma.",
        "those with a history of asthma and newly diagnosed patients.",
        before=r"(?:history of|compared with|versus|vs|than|and|or|exclud\w+|if|previous|similar in|between|among|be|"
        r"were|was|in \d+) $",
        after=r" (?:controls?|group|by|with hiv|as)\b",
        needs_drug=True,
    ),
    Wording(
        _LINE,
        "second line",
        rf"\b(?:second-line|second line|2nd-line|2nd line)\b{_NO_TREATMENT}",
        "docetaxel as second-line treatment of lung cancer.",
        "docetaxel, which should be considered as second-line treatment.",
        before=rf"{_EARLIER}|{_ADVICE}|(?:first|first-|and|or) (?:a |the )?$",
        after=r" failure",
        is_weak=True,
        needs_drug=True,
    ),
    Wording(
        _LINE,
        "later line",
        r"\b(?:(?:third-line|third line|3rd-line|3rd line|fourth-line|fourth line|later-line|later line|"
        r"subsequent line|"
        r"subsequent-line|further line|further-line|salvage line|salvage-line)s?|heavily (?:pre-?treated|treated)|"
        r"pre-?treated|previously treated|(?:two|three|2|3) or more (?:prior|previous)|at least (?:two|2) "
        r"(?:prior|previous))",
        "chemotherapy in heavily pretreated patients.",
        "patients of whom half were previously treated for hypertension.",
        before=r"(?:not|never|non-?|no|limb|and) $|(?:tissue|were|was) $|% $|"
        r"\b(?:switch|allowed|chang|relaps|progress)\w* [^.;]{0,40}$",
        after=r" (?:surgery|procedure|rats|mice|cells|for|by|at|with|(?:[\w-]+ )?(?:episodes?|attacks?|events?|"
        r"admissions?|hospitali[sz]ations?|fractures?|relapses?|pregnancies))\b",
    ),
    Wording(
        _LINE,
        "later line",
        rf"\bsalvage (?=(?:[\w-]+ ){{0,2}}{_THERAPY})",
        "salvage chemotherapy of ovarian cancer.",
        "salvage surgery of ovarian cancer.",
        before=r"(?:limb|tissue|and) $",
        requires=_CANCER,
    ),
    Wording(
        _LINE,
        "relapsed or refractory",
        r"\b(?:relapsed(?=(?: and/or | or | and |/|, )(?:primary )?refractory)|(?<=with )relapsed|relapsed "
        r"(?=multiple|acute|chronic|follicular|diffuse|mantle|indolent|hodgkin|non-hodgkin|"
        r"small|ovarian|epithelial|myeloma|lymphoma|leuk|neuroblastoma|disease|aml|cll|dlbcl)|refractory|"
        r"relapsing(?= or |/|[- ]refractory)|recurrent (?=(?:or|and|and/or) (?:refractory|relapsed|persistent|"
        r"progressive))|(?<!locally )recurrent (?=glioblastoma|(?:ovarian|cervical|head|malignant|high-grade|non-small|"
        r"small-cell) )|"
        r"(?:treatment|medication|medically|pharmaco|therapy|steroid|platinum|cisplatin|castration|"
        r"hormone|imatinib|"
        r"methotrexate|cyclosporin\w*|corticosteroid|endocrine|antidepressant|bortezomib|lenalidomide|"
        r"rituximab|trastuzumab|colchicine)[- ](?:resistant|intractable)|drug-resistant (?=(?:[\w-]+ )?(?:epilep|"
        r"seizure|"
        r"depress|schizo|hypertension))|(?:medically )?intractable (?=(?:[\w-]+ ){0,3}?(?:epilep|seizure|pain|"
        r"neuralgia|"
        r"headache|migraine|depress|asthma|cough|hiccup|schizo|obsess|arrhyth|tachy|angina|disease))|"
        r"(?:resistant|unresponsive|"
        r"non-?responsive|insensitive) to (?:(?:conventional|standard|medical|previous|prior|"
        r"other|first-line|oral|high-dose|at least|multiple|all|several|initial|drug|\w+) )?(?:treatments?|"
        r"therap(?:y|ies)|drugs?|medications?|medical|chemotherapy|(?:cortico)?steroids?)|"
        r"(?:after|following) (?:the )?failure (?:of|to|with)|(?:uncontrolled|not (?:adequately |sufficiently "
        r"|well )?controlled|inadequately controlled|insufficiently controlled|poorly controlled) (?:by|with|"
        r"on|despite)|"
        r"(?:who|having|had|has|previously) (?:had )?(?:previously )?failed(?! to (?!respond))|failing "
        r"(?=[\w-]+ (?:therapy|treatment|monotherapy))|failed (?=(?:previous|prior|conventional|conservative|"
        r"standard|first-line|at least|one or|two or) )|"
        r"(?:progressed|progressing|progressive disease|disease progression) (?:on|after|during|following|despite)|"
        r"despite (?:stable|adequate|optimal|maximal|conventional|standard|prior|previous) "
        r"(?=(?:[\w-]+ ){0,3}?(?:treat|therap|dos(?:e|es|ing)\b|medic|chemo|drug|antiep|antidep|antihyp|statin|"
        r"steroid))|"
        r"(?<=[a-z)] )despite (?=[\w-]+ (?:therapy|treatment|monotherapy)))",
        "clozapine in treatment-resistant schizophrenia.",
        "the relapsing-remitting form of multiple sclerosis and locally recurrent or metastatic cancer.",
        before=(
            r"non-$|(?:not|non-?|were|became|become|was|is|are|effective|prevent\w*|risk of|development of|or|none|"
            r"highly|"
            r"often|"
            r"inherently|intrinsically|without|time to|before|until|experienced|had|the (?:two|three|four|five|"
            r"\d+) (?:other )?patients) $|\b(?:unless|if|should|"
            r"when)\b[^.;,]{0,60}$"
        ),
        after=(
            r"[- ](?:remitting|fever|period|polychondritis|index|surgery|strictures?|errors?|pathogens?|rickets|"
            r"to starting|"
            r"mutations?|cells?|(?:or )?(?:bacteri|organism|strain|isolate|tubercul|malaria|infection|hypertension "
            r"crisis))"
        ),
    ),
    Wording(
        _LINE,
        "relapsed or refractory",
        r"\b(?:(?:inadequate|insufficient|incomplete|poor|partial|suboptimal|lack of|no) (?:clinical "
        r")?(?:response to|responders to)|non-?responders to|"
        r"(?:failed|failing|fail|failure|did not|do not|not) (?:to )?respond(?:ing|ed)?(?: \w+)? to|"
        r"(?:resistant|refractory|unresponsive) to)\b",
        "eligible patients with an inadequate response to methotrexate.",
        "half of them, who showed response to treatment.",
        before=(
            r"(?:not|non-?|became|become|were|was|highly|does|detect|event or an?|after|\d (?:other )?patients|"
            r"responders (?:and|or)) $|\b(?:unless|if|should|when)\b[^.;,]{0,60}$"
        ),
        after=r" (?:changes?|phenyl|stimul|acth|insulin|exercise|placebo|starting)",
        is_weak=True,
    ),
    # -- setting
    Wording(
        _SETTING,
        "adjuvant",
        r"\badjuvant\b",
        "tamoxifen as adjuvant therapy of breast cancer.",
        "neo-adjuvant chemotherapy of breast cancer.",
        before=(
            r"neo-?\)?$|pre-?operative $|neoadjuvant or $|(?:after|following|freund's|prior|previous|complete|"
            r"incomplete|with|useful) "
            r"$|had received [^.;]{0,40}$"
        ),
        after=r" (?:analges|arthritis|devices?|to |for |or primary|intravenous|oral |psych)|-induced",
        requires=_CANCER,
    ),
    Wording(
        _SETTING,
        "neoadjuvant",
        r"\bneo-?adjuvant\b|\b(?:preoperative|primary systemic) (?:chemo|radio|chemoradio)therapy\b",
        "neoadjuvant chemotherapy of breast cancer.",
        "patients who were randomised after neoadjuvant chemotherapy.",
        before=r"(?:after|following|prior|previous|completion of) [^.;,]{0,40}$|had received [^.;]{0,50}$",
    ),
    Wording(
        _SETTING,
        "maintenance",
        rf"\bmaintenance (?:and reliever )?(?:{_THERAPY}|rituximab|of (?:clinical )?remission|immunosuppress\w+)",
        "azathioprine as maintenance therapy of Crohn's disease.",
        "patients on maintenance treatment of the kidney.",
        before=(
            r"(?:on|during|with|need for|need of|need|require|requiring) (?:(?:a|the|usual|usual-care|stable|standard|"
            r"background|their|current|existing|regular) )*$|\b(?:should|could|may|might|suggest\w*) [^.;,]{0,60}$"
        ),
    ),
    Wording(
        _SETTING,
        "prophylaxis",
        r"\b(?:(?:thrombo|chemo|immuno)?prophyla(?:xis|ctic|ctically)|chemoprevent\w+|"
        r"(?:stroke|migraine|infection|thrombo\w+) prevention|"
        r"prevent(?:at)?ive (?:treatment|therapy|effect|efficacy|drugs?|agents?))\b",
        "heparin for prophylaxis of venous thrombosis.",
        "a comparison with and without antibiotic prophylaxis.",
        before=(
            r"(?:despite|without|no|prior|previous|control and|antibiotic|post-treatment|taking \w+|use of|"
            r"use of \w+|routine"
            r"|standard) $|\b(?:prevented|manag\w+|adjust\w+|controll\w+) [^.;]{0,50}$"
        ),
        after=r" (?:antiemetic|antibiotics?|antipyretics?|mastectom|surg|pegfilgrastim|g-csf)",
        needs_drug=True,
    ),
    Wording(
        _SETTING,
        "prophylaxis",
        r"\b(?:prevention of|(?:for|in) (?:the )?(?:primary |secondary )?prevention|to prevent)\b",
        "a trial of heparin for prevention of thrombosis.",
        "a trial of omeprazole to prevent relapse of oesophagitis.",
        before=(
            rf"(?:cent(?:er|re)s?|institute|office|necessary|essential|fail\w*|unable|inadequate|needed|efforts?) $|"
            rf"{_NOT_GIVEN}"
        ),
        after=r" (?:of )?(?:the )?(?:such|relapse|recurrence of erosive|exposure|complications|disease progression|"
        r"binding)|"
        r" (?:[\w-]+ ){1,5}(?:study|trial)\b",
        is_weak=True,
        needs_drug=True,
    ),
    Wording(
        _SETTING,
        "conditioning",
        (
            r"\b(?:pre-?)?conditioning(?: regimens?| therapy| chemotherapy| with)|preparative regimens?|"
            r"conditioned with|(?:myeloablative|"
            r"nonmyeloablative|reduced[- ]intensity)(?: \w+)? conditioning"
        ),
        "a busulfan conditioning regimen before transplantation.",
        "hearts protected by ischemic preconditioning with adenosine.",
        before=r"(?:ischa?emic |physical |air |fear |classical )$",
        requires=_TRANSPLANT,
    ),
    Wording(
        _SETTING,
        "palliative",
        r"\b(?:palliative|palliation|terminally ill|end of life|end-of-life)\b",
        "palliative chemotherapy of gastric cancer.",
        "patients on a palliative performance scale.",
        after=r" (?:performance|care (?:unit|team|setting))",
    ),
    Wording(
        _SETTING,
        "perioperative",
        r"\b(?:post-?operative (?:pain|analges\w+|nausea|vomiting|ileus|patients|sedation|delirium|shivering)|"
        rf"post-?surgical pain|(?:analgesia|pain(?: relief| control)?|nausea|vomiting) (?:following|after) "
        rf"(?:[\w-]+ ){{0,4}}?{_OPERATION}|"
        r"(?:induction|maintenance) of (?:general )?an[ae]+sthesia|"
        r"(?:general|spinal|epidural|regional|intravenous) an[ae]+sthesia|"
        rf"(?:before|during|prior to|undergoing|scheduled for) (?:[\w-]+ ){{0,4}}?{_OPERATION})\b",
        "ropivacaine for postoperative pain after hip replacement.",
        "pain some years after surgery.",
        before=rf"(?:history of|without|later|rupture|reduces?|benefits? in [^.;]{{0,30}}) $|{_NOT_GIVEN}",
        after=r" (?:chemo|radio)",
        needs_drug=True,
    ),
    Wording(
        _SETTING,
        "perioperative",
        r"\b(?:peri|intra|pre)-?operative\b|"
        r"\b(?:given|administered|received|injected|infused|mg|mg/kg|orally|intravenously) (?:[\w-]+ ){0,3}?"
        r"(?:peri|intra|pre)-?operatively\b",
        "perioperative treatment with dexamethasone in hip replacement.",
        "intraoperative blood loss and the preoperative assessment, and scores measured preoperatively.",
        before=r"(?:without|later|not \w+|pre- or) $",
        after=_MEASURED,
        is_weak=True,
        needs_drug=True,
    ),
    Wording(
        _SETTING,
        "add-on",
        (
            r"\b(?:add-on|addon|adjunctive (?:to|therapy|treatment|use of)|"
            r"adjunct (?:to|therapy|treatment)|"
            r"adju(?:nct|vant) to (?:[\w-]+ )?(?:opioids|standard|conventional|drug|anti|psycho)|"
            r"augment(?:ation|ed) (?:with|therapy|strateg\w+|treatment|agents?|of (?:anti|ssri|clozapine|"
            r"venlafaxine|serotonin|treatment))|in addition to (?:their|standard|conventional|background|stable|usual)"
            r"(?=(?: [\w-]+){0,2}? (?:therap|treat|care\b|medic|regimen|drug|antih)))"
        ),
        "levetiracetam as add-on therapy in epilepsy.",
        "copper measured in addition to standard assays.",
        before=(
            r"(?:breast|bladder|soft tissue|ridge|lip|role of) $|\b(?:should|could|may|might|often|"
            r"sometimes) [^.;,]{0,60}$"
        ),
        after=r" (?:mammaplasty|index)",
    ),
    Wording(
        _SETTING,
        "add-on",
        rf"\b(?:adding (?:[\w-]+ ){{1,2}}to|added to|addition of|when added)\b{_BACKGROUND}",
        "levetiracetam added to existing antiepileptic treatment.",
        "calcium added to the medium and clonidine added to ropivacaine.",
        before=r"\b(?:should|could|may|might|were|papers|articles) (?:be |then )?$",
        after=r" (?:those|the (?:medium|cultures?|diet|drinking|initial list|list|treatment regimen if))",
        needs_drug=True,
    ),
    Wording(
        _SETTING,
        "rescue",
        r"\brescue (?:therapy|treatment|regimens?) (?=for|with|in|of|after)|\bbail-?out\b|"
        r"\bas (?:a )?rescue\b(?! (?:dos|anal|medic))",
        "levofloxacin as rescue therapy for Helicobacter pylori.",
        "less use of rescue medication.",
        before=(
            r"(?:use of|need for|time for|required|requiring|requirements? for|amount of|consumption of|without|"
            r"doses of|received|less|first|time to|no|additional|open-label) $|\b(?:given|allowed|"
            r"provided) [^.;]{0,30}$"
        ),
    ),
    Wording(
        _SETTING,
        "induction",
        (
            r"\binduction (?:therapy|treatment|chemotherapy|regimens?|immunosuppress\w+|phase|of remission|and "
            r"maintenance)|\bremission[- ]induction\b"
        ),
        "induction chemotherapy of acute leukemia.",
        "cells after the induction of apoptosis.",
        before=(
            r"(?:after|following|completed the|ovulation|labou?r|completing|(?:to|with|than) (?:standard|"
            r"conventional)) $"
        ),
    ),
)
