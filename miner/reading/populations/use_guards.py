"""What stands around a setting, biomarker or partner that is only advised, measured or compared."""

from miner.reading.populations.guard import LINE, MARKER, PARTNER, PRIOR, SETTING, Guard

_MAYBE = (
    r"\b(?:may|might|could|should|must|would|can be (?:used|given|considered|useful|offered)|potentially|promising|"
    r"appealing|candidates?|proposed|"
    r"emerg\w+ as|hypothesi[sz]\w+|recommend\w*|advis\w+|advocat\w+|indicated for|reserved for)\b[^.;]{0,110}$"
)
_CONTEXT = (
    r"\b(?:during|undergo\w*|underwent|receiv\w+|patients on|while on|post|treated with|scheduled for|induced by|"
    r"tolerance of)(?: (?!as\b|in\b|for\b)[\w/-]+){0,3} $"
)

USE_GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({LINE, PRIOR, SETTING, MARKER, PARTNER}),
        "We saw that pain fell in 10%, so that <A> may help in refractory asthma plus <B>.",
        "We saw that pain fell in 10% with <A> in refractory asthma plus <B>.",
        before=_MAYBE,
        is_of_titles=False,
    ),
    Guard(
        frozenset({LINE, SETTING}),
        "Pain fell in 10%, and the first-line use of <A> should be reviewed.",
        "We studied the first-line use of <A>.",
        after=r" (?:[\w-]+ )?(?:use|role|option|agents?|drugs?|therap\w+|treatment)\b[^.;]{0,45}\b(?:should be|is not|"
        r"is rarely|needs? to be) ",
        is_of_titles=False,
    ),
    Guard(
        frozenset({PRIOR, PARTNER}),
        "We treated patients after previous <adenosine diphosphate> inhibitors.",
        "We treated patients after previous <ticagrelor>.",
        after=r"[ -](?:inhibitors?|antagonists?|blockers?|agonists?|receptors?|modulators?|analog(?:ue)?s?)\b",
    ),
    Guard(
        frozenset({MARKER}),
        "We measured the risk of breast cancer and of {HER2 positive} tumours under <A>.",
        "We gave <A> to women at risk who had {HER2 positive} tumours.",
        before=r"\b(?:risks?|incidence|odds|prevalence|frequency) (?:of|for)\b(?:(?!\b(?:who|whose|in|"
        r"among)\b)[^.;]){0,90}$",
    ),
    Guard(
        frozenset({MARKER}),
        "We saw that patients on <A> had {CD19 positive} cell depletion.",
        "We gave <A> to patients with {CD20 positive} B-cell lymphoma.",
        after=r"[- ](?:(?:[bt]|nk|memory|regulatory|effector|plasma|mast|stem|progenitor|h[a]?ematopoietic|blood)[- ])*"
        r"(?:cells?|lymphocytes?)\b"
        r"(?![- ](?:[\w-]+ )?(?:lymph|leuk|neoplas|malignan|non-hodgkin|carcinom|myelom))|"
        r"[- ](?:depletion|testing|status|subtypes?|assays?|counts?|antibod\w+|screening|analys\w+|levels?|mutants?\b|"
        r"expression (?:was|were|is))",
    ),
    Guard(
        frozenset({MARKER}),
        "Of the patients treated with <A> three responded, 2 with {BRCA1 mutations}.",
        "Of the patients treated with <A> all 20 had tumours with {BRCA1 mutations}.",
        before=r"(?:\b\d+|\bone|\btwo|\bthree|\bfour|\bfive)(?: \([^)]*\))? (?:of them |cases? )?(?:with|"
        r"of whom had) $",
    ),
    Guard(
        frozenset({MARKER}),
        "We compared patients on <A> with controls with {low FeNO}.",
        "We gave <A> to patients with {low FeNO}.",
        before=r"\b(?:controls?|control subjects|healthy [\w-]+|volunteers),?(?: \([^)]*\))?(?: (?:who|with|had|"
        r"and))* $",
    ),
    Guard(
        frozenset({MARKER}),
        "Patients showed up-regulation of {high PD-L1} under <A>.",
        "Patients with {high PD-L1} were given <A>.",
        before=r"(?:regulation|roles?|expression|inhibition|activation|detection|measurement|determination|identification|"
        r"suppression|modulation|loss|targeting|evaluation) of (?:the )?$|\b(?:inhibits?|targets?|inhibited) "
        r"(?:[\w-]+ and )?$",
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A>; adjuvant chemotherapy was not permitted in this cancer.",
        "We gave <A>; adjuvant chemotherapy was given in this cancer.",
        after=r"[^.;]{0,40}\b(?:was|were|is|are) not\b",
    ),
    Guard(
        frozenset({SETTING}),
        "Healed patients were not given maintenance treatment with <B> after <A>.",
        "Healed patients were given maintenance treatment with <A>.",
        before=r"\b(?:not|never) (?:been )?(?:given|receiv\w+|treated with|on|used|allowed|offered)\b[^.;]{0,30}$|"
        r"\b(?:without|no|refus\w+|declin\w+) (?:[\w-]+ ){0,2}$",
    ),
    Guard(
        frozenset({SETTING}),
        "We report on <A> and the prevention of <A> toxicity.",
        "We report on <A> and the prevention of thrombosis.",
        after=r"(?: of)? (?:[\w-]+ )?(?:toxicit\w+|adverse|side[- ]effects?|overdos\w+|misuse|abuse|errors?|resistance|"
        r"pregnanc\w+|interactions?|serious|disease progression|deterioration|progression)\b",
        values=frozenset({"prophylaxis"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> with prophylactic premedication.",
        "We gave prophylactic <A>.",
        after=r"(?: [\w-]+){0,1} (?:pre-?medication|anti-?emetics?|steroids?|antibiotics?|g-csf|hydration|agents?,)",
        values=frozenset({"prophylaxis"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We conclude that <A> is given by palliative care specialists.",
        "We conclude that <A> is given in palliative care.",
        after=r" (?:care |medicine )?(?:specialists?|physicians?|teams?|services?|units?|consult\w*|nurs\w+|providers?|"
        r"doctors?|clinic\w*|home|program\w*)\b",
        values=frozenset({"palliative"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We studied exercise in cancer patients during adjuvant chemotherapy.",
        "We studied cancer patients during adjuvant chemotherapy with <A>.",
        before=_CONTEXT,
        after=r"[ -](?:chemo|radio|endocrine|hormon|treatment|therapy|systemic|cytotoxic)",
        values=frozenset({"adjuvant", "neoadjuvant", "induction", "maintenance", "palliative"}),
        needs_no_drug=True,
    ),
    Guard(
        frozenset({SETTING}),
        "Maintenance therapy was instituted in patients with relapses under <A>.",
        "Maintenance therapy with <A> was given to all patients.",
        after=r" (?:was|were) (?:instituted|started|needed|required|necessary|initiated|offered) (?:in|for|if|when)\b",
    ),
    Guard(
        frozenset({SETTING}),
        "We saw that <A> added to their treatment blunted the effect.",
        "We saw that <A> added to their treatment improved the effect.",
        after=r"[^.;]{0,60}\b(?:blunted|attenuated|antagoni[sz]ed|reversed|abolished|impaired|worsened|interfered)\b",
        values=frozenset({"add-on"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> to restore their preoperative oxygen delivery.",
        "We gave <A> as preoperative treatment.",
        after=r" (?:and postoperative )?(?:[\w-]+ )?(?:serum|plasma|urin\w+|biochem\w+|oxygen|delivery|baseline|"
        r"anxiety|fasting|h[a]?emoglobin|an[a]?emia|state|function|"
        r"creatinine|concentrations?|pain scores?|h[a]?emodynamics?|hypotension|bleeding|visit|clinic|chemotherapy)\b",
        values=frozenset({"perioperative"}),
    ),
    Guard(
        frozenset({LINE, SETTING}),
        "We studied <A>, a retinoid used as first-line therapy of acne.",
        "We studied patients in whom <A> was given as first-line therapy of acne.",
        before=r", an? [^.;,]{3,60} (?:used|approved|licensed|known|recommended|prescribed) (?:as|for|in) (?:an? |"
        r"the )?$",
    ),
    Guard(
        frozenset({LINE, SETTING}),
        "We conclude that <A> has no place as first-line therapy.",
        "We saw no harm in <A> given as first-line therapy.",
        before=r"\b(?:no|little|limited|uncertain) (?:place|role|benefit|value)\b[^.;]{0,20}$",
    ),
    Guard(
        frozenset({MARKER}),
        "Pain fell in 10% under <A>, and in three patients with {BRCA1 mutations} it lasted.",
        "We gave <A> to 50 patients with {BRCA1 mutations}.",
        before=r"\b(?:one|two|three|four|five|six|[1-9])(?: [\w-]+)? (?:patients?|cases?|tumou?rs?) "
        r"(?:with|who (?:had|carried|was|were)) $|\b(?:[1-9]\d?|one|two|three|four|five|six|seven|eight|nine|ten) "
        r"(?:patients?|cases?|tumou?rs?) (?:were|was|had|harbou?red|carried)(?: [\w-]+)? $",
        is_of_titles=False,
    ),
    Guard(
        frozenset({PARTNER}),
        "We compared <A> versus placebo and a combination of <B> and <C>.",
        "We gave <A> in a combination of <B> and <C>.",
        before=r"\b(?:versus|vs\.?|compared (?:with|to)|than|that of|similar to|equivalent to|"
        r"differ\w*(?: \w+)? from)\b"
        r"(?: (?!in\b)[\w-]+){0,4} (?:an? |the )?(?:fixed(?:-dose)?[ -])?combinations? (?:treatment |therapy )?(?:of|"
        r"with) (?:the )?$|"
        r"\bcompar\w+\b[^.;]{0,120}\b(?:with|to) (?:an? |the )?(?:fixed(?:-dose)?[ -])?combinations? of (?:the )?$|"
        r"(?:,|mg|%) (?:and|or) (?:an? |the )(?:fixed(?:-dose)?[ -])?combination of (?:the )?$|"
        r"\b(?:or|versus|and)(?: to)? (?:an? |the )(?:fixed(?:-dose)?[ -])?combinations? of (?:the )?$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We compared the <A> and chemotherapy arms.",
        "We gave <A> and chemotherapy.",
        before=r"\band $",
        after=r" (?:arms?|groups?|cohorts?)\b",
    ),
    Guard(
        frozenset({PARTNER}),
        "We know that <A> is usually in combination with <B>.",
        "We gave <A> in combination with <B>.",
        before=r"\b(?:usually|often|commonly|frequently) (?:given |used )?in combination with (?:an? )?$",
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> for nodes that were removed during surgery.",
        "We gave <A> during surgery.",
        before=r"\b(?:removed|resected|biopsied|discovered|diagnosed) (?:[\w-]+ ){0,2}$",
        values=frozenset({"perioperative"}),
    ),
    Guard(
        frozenset({LINE, SETTING}),
        "We know that <A> as adjunctive therapy is a common practice.",
        "We gave <A> as adjunctive therapy.",
        after=r"[^.;]{0,40}\bis (?:an? )?(?:common|standard|usual|widely|well|routine|generally)",
    ),
    Guard(
        frozenset({SETTING}),
        "We know that measures can be taken to prevent pain with <A>.",
        "We gave <A> to prevent pain.",
        before=r"\b(?:can|may|should|must) be (?:taken|used|given|considered|done|applied|administered)\b[^.;]{0,30}$",
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> in addition to modern prophylaxis with <B>.",
        "We gave <A> as prophylaxis in addition to <B>.",
        before=r"\bin addition to (?:[\w-]+ ){0,4}$",
        values=frozenset({"prophylaxis", "maintenance"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> after surgery to patients with preoperative stable angina.",
        "We gave <A> after surgery for perioperative pain.",
        after=r"(?![^.;]{0,45}\b(?:an[a]?esth|analges|administ|medicat|treatment|therap|use\b|infusion|dose|prophyla|antibiot|"
        r"opioid|chemo|radi|pain|nausea|shivering|regimen|injection|block|inject|given|anticoag))",
        words=r"(?:peri|intra|pre)-?operative",
        needs_no_drug=True,
    ),
    Guard(
        frozenset({SETTING}),
        "We measured the Palliation Index under <A>.",
        "We gave <A> for palliation.",
        after=r" (?:index|and extended|medicine|prognostic|costs?|decisions?)\b",
        values=frozenset({"palliative"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A>, and when needed <B> was added to their treatment.",
        "We gave <A>, which was added to their treatment.",
        before=r"\b(?:when|if|where|as) (?:needed|necessary|required)\b[^.;]{0,60}$",
        values=frozenset({"add-on"}),
    ),
    Guard(
        frozenset({MARKER}),
        "We studied <A> and gene polymorphisms ({MTHFR C677T} and {MTHFR A1298C}) in treated patients.",
        "We studied <A> in patients with {MTHFR A1298C}.",
        before=r"\b(?:polymorphisms?|genotypes?|variants?|genes?) \([^)]{0,60}$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We do not support the use of <A> in combination with <B>.",
        "We support the use of <A> in combination with <B>.",
        before=r"\b(?:not|no) (?:currently )?(?:available )?(?:support|recommend\w*|advis\w*|justif\w*|"
        r"evidence)\b[^.;]{0,90}$",
    ),
    Guard(
        frozenset({SETTING}),
        "We saw that with <A> postoperative pain may be a sign of bleeding.",
        "We saw that <A> helped postoperative pain.",
        after=r" (?:may|might|can|could) be an?\b",
    ),
    Guard(
        frozenset({SETTING}),
        "As a rescue antiemetic, the patients whom we studied received <B>.",
        "As a rescue, the patients whom we studied received <A>.",
        after=r" anti-?emetics?\b",
        values=frozenset({"rescue"}),
    ),
    Guard(
        frozenset({MARKER}),
        "{High EGFR} in lymphoma is associated with death, and we gave <A>.",
        "We gave <A> to patients with {high EGFR}.",
        before=r"^\W*(?:the )?$",
        after=r"[^.;]{0,60}\b(?:is|are|was|were) (?:\w+ )?(?:associated|correlated|linked|found|seen|present|"
        r"observed|common|"
        r"frequent)\b",
    ),
    Guard(
        frozenset({MARKER}),
        "We gave <A> to patients, who had {ER positive} tumours in 86.4%.",
        "We gave <A> to patients who had {ER positive} tumours.",
        after=r"[^.;]{0,20}\bin \d+(?:\.\d+)? ?%",
    ),
    Guard(
        frozenset({PARTNER}),
        "We saw adverse effects when <A> was co-administered with <B>.",
        "We saw good effects when <A> was co-administered with <B>.",
        before=r"\b(?:adverse|toxicity|death|contraindicated|avoid\w*|serious)\b[^.;]{0,110}\b(?:co-?administered|combined|"
        r"together|concomitant\w*) with $",
    ),
    Guard(
        frozenset({PARTNER}),
        "We saw the combined loss of <dopamine> and <B> under <A>.",
        "We saw the effect of <A> combined with <B>.",
        before=r"\bcombined (?:loss|deficiency|depletion|inhibition|measurement|deletion|levels?) of [^.;]{0,30}$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We gave <A> after <B> and surgery, which had failed.",
        "We gave <A> and surgery.",
        after=r" ?,? (?:which )?(?:had|have) (?:previously )?failed",
    ),
    Guard(
        frozenset({PARTNER}),
        "We gave <A> after surgery plus radiotherapy.",
        "We gave <A> plus radiotherapy.",
        before=r"\b(?:after|following|prior|previous|despite|failed) (?:[\w-]+ ){1,3}(?:plus|and|\+|"
        r"in combination with|"
        r"combined with) $",
    ),
    Guard(
        frozenset({PARTNER}),
        "We gave <A> plus placebo of <B>.",
        "We gave <A> plus <B>.",
        before=r"\bplacebo of $",
    ),
    Guard(
        frozenset({MARKER}),
        "Predictors of relapse were nodes and {ER negative} tumours of patients on <A>.",
        "We gave <A> to patients with nodes and {ER negative} tumours.",
        before=r"\b(?:predictors?|predictive|risk factors?|prognostic factors?|determinants?)\b[^.;]{0,140}$",
    ),
    Guard(
        frozenset({MARKER}),
        "We gave <A> to xenografts of tumours with {wild-type ALK}.",
        "We gave <A> to patients whose tumours had {wild-type ALK}.",
        before=r"\b(?:xenografts?|murine|mice|cell lines?|cells)\b[^.;]{0,120}$",
    ),
    Guard(
        frozenset({SETTING}),
        "We know that <A> plays a role in the neoadjuvant treatment of cancer.",
        "We gave <A> in the neoadjuvant treatment of cancer.",
        before=r"\b(?:plays?|played) an? (?:[\w-]+ )?role\b[^.;]{0,100}$|\b(?:importance|need) of\b[^.;]{0,40}$",
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> for nausea; all received antiemetic prophylaxis with <B>.",
        "We gave <A> for nausea; all received antiemetic prophylaxis with <A>.",
        before=r"\b(?:received|given|had) (?:[\w-]+ )?(?:anti-?emetic|antibiotic|antithrombotic|gastric) $",
        values=frozenset({"prophylaxis"}),
        needs_no_drug=True,
    ),
    Guard(
        frozenset({SETTING}),
        "We studied <A> in cancer patients during induction chemotherapy.",
        "We gave <A> to cancer patients as induction chemotherapy.",
        before=_CONTEXT,
        values=frozenset({"induction", "maintenance"}),
        needs_no_drug=True,
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A>, and other palliative treatment was chosen freely.",
        "We gave <A>, and palliative treatment was chosen freely.",
        before=r"\bother $|\b(?:related to|translate\w* into)(?: the)? $",
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A>; preoperative morphine equivalents were a mean of 80 mg.",
        "We gave <A> as preoperative treatment.",
        after=r"[^.;]{0,30}\b(?:equivalents?|consumption|requirements?|scores?)\b",
        words=r"(?:peri|intra|pre)-?operative",
    ),
    Guard(
        frozenset({MARKER}),
        "More of the patients treated with <A> had {HbA1c values < 8%} at endpoint.",
        "We gave <A> to patients who had {HbA1c values < 8%}.",
        after=r" (?:values? )?(?:at|by|after) (?:end-?point|weeks?|months?|the end|\d)",
    ),
    Guard(
        frozenset({MARKER}),
        "We saw that <A> reduced the risk of cancer by 79% (ratio 0.21; 0.1 to 0.5) and {ER positive} cancer by 83%.",
        "We saw that <A> helped women with {ER positive} cancer.",
        before=r"\breduc\w+ (?:[\w-]+ )?(?:the )?(?:risk|incidence) of\b.{0,145}$",
    ),
    Guard(
        frozenset({MARKER}),
        "We gave <A> to patients with {BRAF V600E} wild-type tumours.",
        "We gave <A> to patients with {BRAF V600E} tumours.",
        after=r"[ -](?:\w+ )?wild[ -]?type\b",
    ),
    Guard(
        frozenset({SETTING}),
        "We saw that effects of <A> are augmented with concomitant alcohol.",
        "We saw that effects of <B> are augmented with <A>.",
        after=r" (?:concomitant |the )?(?:alcohol|exercise|contrast)",
        values=frozenset({"add-on"}),
    ),
)
