"""Which words say what a number measures: a table of phrases by topic, and of kinds by topic and form of number.

A topic is what a phrase is about ("response"); the form of the number beside it decides the kind: a percentage of
response is a response rate, a count of responders a count. Phrases are lower case; "~" at the end stands for any
ending of the word.
"""

from miner.reading.outcomes.quantity import Form
from miner.records.studies import OutcomeKind as Kind

TOPICS: dict[str, str] = {
    "response": (
        "response rate~|objective respon~|overall respon~|tumor respon~|tumour respon~|partial respon~|orr|"
        "responder~|responded|responding|response|responses|respond|acr20|acr50|acr70|asas40|asas20|pasi 75|"
        "pasi-75|pasi 90|effective rate~|eradication rate~|"
        "svr|sustained virologic~|improved|improvement|improvements|improve|success|successful|successfully|"
        "success rate~|efficacy rate~|effective|cure|cured|cures|curative|cure rate~|healed|healing|healing rate~|"
        "eradicat~|resolution|resolved|relief|symptom-free|symptom free|free of symptoms|normalized|normalised|"
        "normalization|normalisation|controlled|relieved|alleviated|disappeared|disappearance|cleared|clearance|"
        "recovered|recovery|"
        "recovering|regression|success rates|treatment success|satisfied|excellent|good|favorable response|"
        "favourable response|favorable effect|favourable effect|beneficial effect|relief of headache|pain-free|"
        "pain free|migraine-free|headache-free|attack-free|free from pain|"
        "free of pain|"
        "freedom from headache|freedom from pain|freedom from symptoms|completely free|seizure-free|seizure free|"
        "undetectable|suppression|seroconver~|"
        "responsive"
    ),
    "complete response": (
        "complete respon~|complete control|complete relief|complete protection|complete remission~|cr rate~|crs|crr|"
        "pathologic complete~|pathological complete~|pcr|complete cure|"
        "complete resolution|complete clearance|complete disappearance|complete pathologic~|"
        "complete clinical respon~|complete hematologic~|complete cytogenetic~|complete response rate~"
    ),
    "remission": ("remission|remissions|remission rate~|remitted|remitters|remitter|in remission|remission-free"),
    "disease control": ("disease control|disease control rate~|dcr|tumor control|tumour control"),
    "clinical benefit": ("clinical benefit|clinical benefits|clinical benefit rate~|clinical benefit respon~|cbr"),
    "survival": ("survival|survival rate~|survived|survivors|alive|os|overall survival"),
    "free survival": (
        "progression-free survival|progression free survival|pfs|disease-free survival|disease free survival|dfs|"
        "event-free survival|event free survival|efs|relapse-free survival|rfs|recurrence-free survival|"
        "progression-free|disease-free|event-free|relapse-free|recurrence-free|metastasis-free survival|"
        "failure-free survival|graft survival|local control|distant disease-free survival|free of relapse|"
        "free of recurrence|without recurrence"
    ),
    "time to": (
        "time to progression|time to treatment failure|ttp|time to|times to|duration of response|response duration|"
        "time until|duration of survival"
    ),
    "adverse event": (
        "adverse event~|teaes|teae|adverse effect~|adverse reaction~|adverse experience~|adverse drug~|side effect~|"
        "side-effect~|toxicit~|toxic effect~|complication~|nausea|vomiting|diarrhea|diarrhoea|neutropenia|"
        "leukopenia|thrombocytopenia|anemia|anaemia|headache|headaches|rash|fatigue|dizziness|somnolence|"
        "drowsiness|sedation|insomnia|dry mouth|constipation|hypotension|bradycardia|hypoglycemia|hypoglycaemia|"
        "hypoglycemic~|hypoglycaemic~|mucositis|stomatitis|alopecia|neuropathy|cough|pruritus|flushing|edema|"
        "oedema|febrile neutropenia|neutropenic fever|hypertension developed|dyspepsia|abdominal pain|hyperemia|"
        "infusion reaction~|hot flushes|hot flashes|aes|myalgia|arthralgia|asthenia|hepatotoxicity|"
        "nephrotoxicity|cardiotoxicity|hypokalemia|hyperkalemia|hyperkalaemia|local reaction~|"
        "injection site reaction~|injection-site reaction~|weight gain|sexual dysfunction|extrapyramidal~|"
        "hypersensitivity|hand-foot syndrome|bleeding|hemorrhage|haemorrhage|tremor|anorexia|"
        "elevated transaminase~|respiratory depression|shivering|ponv|dyskinesias|akathisia|palpitations|dysgeusia|"
        "drug-related event~|treatment-related event~|stinging|lightheadedness|treatment-emergent|"
        "treatment emergent|parkinsonism|"
        "paresthesia~|paraesthesia~|cramps|malaise|blurred vision|flatulence|bloating|pyrexia|chills|xerostomia|"
        "urinary retention|erectile dysfunction|impotence|decreased libido|decreased appetite|infusion-related~|"
        "somnolent|drowsy|hyperaemia|ankle swelling"
    ),
    "grade 3": (
        "grade >= 3|grade > = 3|grade >or= 3|grades ≥ 3|grades >= 3|grade 3~|grade iii~|grade ≥3|grade >=3|"
        "grade ≥ 3|grade >3|grade 4|grade iv|grades 3~|grades iii~|grade > or = 3|grade >/= 3|grade 3-4|"
        "grade three|severe adverse~|serious adverse~|severe toxicit~|severe side~|sae|saes|serious side~|"
        "serious teae~|serious treatment-emergent|"
        "severe hypoglycemi~|severe hypoglycaemi~|life-threatening|major adverse event~|severe neutropenia"
    ),
    "discontinuation": (
        "discontinu~|withdrew|withdrawn|withdrawing|withdrawal|withdrawals|withdraw|dropped out|dropout~|"
        "drop-out~|drop out|"
        "lost to follow-up|lost to follow up|stopped treatment|stopped study medication~|stopped medication~|"
        "stopped taking|stopped therapy|treatment cessation|"
        "premature termination|excluded from|did not complete|failed to complete|unable to complete"
    ),
    "death": (
        "died|death|deaths|mortality|fatal|fatality|deceased|fatalities|case fatality|cfr|mortality rate~|"
        "death rate~|dead"
    ),
    "event": (
        "reached|achieved|goal|target|relapse|relapsed|relapses|relapse rate~|recurrence|recurrences|recurred|"
        "recurrent|progressed|progression|failure|failed|failures|incidence|prevalence|rate|rates|proportion|"
        "percentage|frequency|risk|occurrence|occurred|developed|experienced|infection|infections|event|events|"
        "occurring|stroke|myocardial infarction|thrombosis|hospitalization~|hospitalisation~|hospitalized|"
        "hospitalised|fracture~|pregnancy|"
        "pregnancies|pregnancy rate~|live birth~|stable disease|progressive disease|stabilization|stabilisation|"
        "worsened|worsening|deteriorat~|transfusion~|required|needed|reported|observed|seen|noted|had|showed|"
        "positive|negative|detected|compliance|adherence|completed|response occurred|metastases|exhibited|"
        "demonstrated|presented"
    ),
    "change": (
        "reduction|reductions|reduced|reduce|reduces|decrease|decreases|decreased|increase|increases|increased|"
        "declined|decline|fell|rose|dropped|lowered|lowering|lower|higher|greater|less|change|changes|changed|"
        "fall|rise|drop|elevated|elevation|gain|gained|loss|lost|improvement of|improved by|attenuated|inhibited|"
        "inhibition|diminished|raised|shortened|prolonged|longer|shorter|more|fewer|relative risk reduction|"
        "risk reduction|saved|smaller|larger|suppressed"
    ),
    "difference": (
        "difference|differences|mean difference|treatment difference|between-group difference|"
        "between-treatment difference|absolute difference|risk difference|difference between|"
        "therapeutic gain~|absolute risk reduction|relative risk reduction|risk reduction|rrr|wmd|smd|md"
    ),
    "median": ("median|medians"),
    "mean": (
        "mean|means|averaged|average|averaging|least squares mean|mean change|score|scores|level|levels|"
        "concentration|concentrations|values|value|auc|clearance of|half-life|bioavailability|lvef|"
        "ejection fraction|hba1c|hba|a1c|glucose|cholesterol|ldl|ldl-c|hdl|triglycerides|blood pressure|iop|"
        "intraocular pressure|pressure|heart rate|weight|body weight|bone mineral density|bmd|volume|index|time|"
        "ratio|fev1|baseline|cost|costs|dbp|sbp|pef|pefr|thickness|length|size|diameter|area|count|counts|"
        "number of|duration|vas|hamd|ham-d|panss|acuity|flow|output|resistance|creatinine|albumin|proteinuria|"
        "c-reactive protein|crp|insulin|density|rate of change|titer|titers|quality of life"
    ),
    "hazard ratio": ("hazard ratio~|hazards ratio~|hr|hrs|ahr|hazard rate ratio~|adjusted hr"),
    "odds ratio": ("odds ratio~|or|ors|aor|adjusted odds|odds of|odds"),
    "risk ratio": (
        "relative risk|relative risks|risk ratio~|rate ratio~|rr|rrs|arr|irr|incidence rate ratio~|relative rate|"
        "incidence ratio~|prevalence ratio~|relative hazard|arrs|mortality ratio~|relative hazards|"
        "ratio of means|standardized mortality ratio"
    ),
    "correlation": ("r|rho|correlation|correlation coefficient~|r2|rs|spearman~|pearson~|kappa|icc"),
    "enrolled": (
        "enrolled|enroled|enrolment|enrollment|randomized|randomised|randomly|randomization|randomisation|"
        "recruited|included|entered|participated|were studied|was studied|study included|total of|underwent|"
        "received|treated|were given|allocated|assigned|admitted|consecutive|identified|involved|comprised|"
        "evaluated|investigated|selected|studied|registered|were treated|accrued|examined|entered into|took part|"
        "consisted of|cohort of|sample of|analyzed|analysed|assessed|were divided|followed|reviewed|conducted|"
        "performed|we describe|we report"
    ),
    "evaluable": (
        "evaluable|assessable|were analyzed|were analysed|included in the analysis|completed the study|"
        "completed the trial|completed|intent-to-treat|intention-to-treat|eligible|available for|were evaluated|"
        "analyzable|analysable|completers|completion|completion rate~|per-protocol|data were available"
    ),
    "age": ("younger|older|aged|age|ages|years old|year old|years of age|old|born"),
    "follow-up": (
        "follow-up|follow up|followup|followed|observation period|observation time|followed up|"
        "duration of disease|disease duration|duration of illness|duration of treatment|treatment duration|"
        "duration of therapy|followed-up"
    ),
    "dose": (
        "dose|doses|dosage|dosages|daily|twice|orally|intravenously|infusion of|mg/kg|mg/m2|dosed|b.i.d|t.i.d|"
        "q.d|bid|tid|dosing|dose of|titrated|subcutaneously|intramuscularly|started at|concentration of"
    ),
    "baseline": (
        "performance status|nyha|class ii~|previously treated|had received|had undergone|"
        "diagnosed|functional class|at study entry|bmi|body mass index|time from diagnosis|time since|mean age|"
        "median age|disease duration|at entry|at diagnosis|educat~|married|male|males|female|females|white|black|"
        "caucasian|caucasians|hispanic|asian|asians|smokers|sex|gender|characteristics|demographic~|ethnicity|"
        "history of|comorbid~|post injury|post-injury|time since|since diagnosis|since injury|duration of symptoms|"
        "antecedent|pre-existing|preexisting|at treatment initiation|at initiation|prior history|"
        "duration of pain|pain duration|symptom duration|on presentation|at presentation|at admission|on admission"
    ),
    "other study": (
        "sensitivity|specificity|identity|homology|power|margin|bound|prespecified|pre-specified|assum~|hypothes~|"
        "confidence|"
        "significance level|threshold|cutoff|cut-off|criterion|criteria|defined|definition|purity|humidity|"
        "temperature|limit of|bioequivalence|follow-up rate|response rate to the survey|survey|interval"
    ),
}

_P, _T, _N, _F, _M, _X = Form.PERCENT, Form.TIME, Form.PEOPLE, Form.FRACTION, Form.MEASURE, Form.PLAIN

KINDS: dict[tuple[str, Form], Kind] = {
    ("response", _P): Kind.RESPONSE_RATE,
    ("complete response", _P): Kind.COMPLETE_RESPONSE_RATE,
    ("remission", _P): Kind.REMISSION_RATE,
    ("disease control", _P): Kind.DISEASE_CONTROL_RATE,
    ("clinical benefit", _P): Kind.CLINICAL_BENEFIT_RATE,
    ("survival", _P): Kind.SURVIVAL_RATE,
    ("free survival", _P): Kind.SURVIVAL_RATE,
    ("adverse event", _P): Kind.ADVERSE_EVENT_RATE,
    ("grade 3", _P): Kind.GRADE_3_ADVERSE_EVENTS,
    ("discontinuation", _P): Kind.DISCONTINUATIONS,
    ("death", _P): Kind.DEATHS,
    ("event", _P): Kind.EVENT_RATE,
    ("change", _P): Kind.MEAN,
    ("difference", _P): Kind.MEAN_DIFFERENCE,
    ("mean", _P): Kind.MEAN,
    ("median", _P): Kind.OTHER_MEDIAN,
    ("evaluable", _P): Kind.OTHER_NUMBER,
    ("survival", _T): Kind.OVERALL_SURVIVAL,
    ("free survival", _T): Kind.PROGRESSION_FREE_SURVIVAL,
    ("time to", _T): Kind.OTHER_MEDIAN,
    ("median", _T): Kind.OTHER_MEDIAN,
    ("mean", _T): Kind.MEAN,
    ("change", _T): Kind.MEAN,
    ("difference", _T): Kind.MEAN_DIFFERENCE,
    ("mean", _M): Kind.MEAN,
    ("change", _M): Kind.MEAN,
    ("median", _M): Kind.OTHER_MEDIAN,
    ("difference", _M): Kind.MEAN_DIFFERENCE,
    ("mean", _X): Kind.MEAN,
    ("median", _X): Kind.OTHER_MEDIAN,
    ("difference", _X): Kind.MEAN_DIFFERENCE,
    ("change", _X): Kind.MEAN,
    ("hazard ratio", _X): Kind.HAZARD_RATIO,
    ("odds ratio", _X): Kind.ODDS_RATIO,
    ("risk ratio", _X): Kind.RISK_RATIO,
    ("correlation", _X): Kind.CORRELATION,
    ("enrolled", _N): Kind.ENROLLED,
    ("evaluable", _N): Kind.EVALUABLE,
    ("adverse event", _N): Kind.ADVERSE_EVENT_RATE,
    ("grade 3", _N): Kind.GRADE_3_ADVERSE_EVENTS,
    ("discontinuation", _N): Kind.DISCONTINUATIONS,
    ("death", _N): Kind.DEATHS,
}

RATIOS = frozenset({"hazard ratio", "odds ratio", "risk ratio", "correlation"})
COUNTED = frozenset({"adverse event", "grade 3", "discontinuation", "death"})
"""Topics whose counts have a kind of their own."""

OUTCOME_TOPICS = COUNTED | {
    "response", "complete response", "remission", "disease control", "clinical benefit", "survival",
    "free survival", "event",
}  # fmt: skip
