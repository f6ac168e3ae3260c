"""Cues: the wordings by which a sentence says what a drug does to a disease, as one table to read and extend.

Patterns: DRUG and DISEASE are the pair in question, OTHERDRUG and OTHERDISEASE any other linked mention. `~` is
a short gap (at most 60 characters) without a drug or disease, `...` a long one (at most 140 characters) that may
contain them. A word in braces is replaced by its word list in WORDS. The rest is a regular expression over the
lower-cased sentence, in which round brackets only group.

Examples: <the drug>, [the disease], <<another drug>>, [[another disease]]. Each example is tested: its pair must
get the relation of its row.

The table is read from the top and the first pattern that matches decides, so its order matters: harm and failure
come before benefit, clear wording before vague. The classes of relation follow BioRED (Luo 2022,
doi:10.1093/bib/bbac282) and SemRep (Kilicoglu 2020, doi:10.1186/s12859-020-3517-7); the wordings are ours, taken
from the training parts of the corpora that corpora.measure.claims scores.
"""

import re
from typing import NamedTuple

from miner.records import ClaimRelation

WORDS = {
    "treatment": r"(treatments?|therap(y|ies)|treating|treat|management|managing|pharmacotherapy|"
    r"monotherapy|control|prophylaxis and treatment|relief|care|eradication|remission|cure|"
    r"maintenance)",
    "patients": r"(patients?|subjects?|adults?|children|women|men|infants?|neonates?|individuals|"
    r"people|participants|rats?|mice|mouse|animals?|models?|case|cases|cells?|volunteers)",
    "given": r"(receiv(ed|ing|es?)|(was|were|been|is|are|be) (given|started on|prescribed|"
    r"administered)|randomi[sz]ed to|assigned to|taking|took|treated (\w+ly )?(with|by|using)|"
    r"maintained on|managed with|treatment with|therapy with|administration of|given|infusion of|"
    r"injections? of)",
    "better": r"(improv\w+|ameliorat\w+|alleviat\w+|attenuat\w+|reliev\w+|revers(es?|ed|ing|al of)|"
    r"abolish\w*|eliminat\w+|eradicat\w+|cur(es?|ed|ing)|heal(s|ed|ing)?|resol(ves?|ved|ving|ution)|"
    r"suppress\w*|control(s|led|ling)?|reduc(es?|ed|ing|tions?)|decreas\w+|diminish\w*|lower(s|ed|"
    r"ing)?|inhibit(s|ed|ing|ion of)?|block(s|ed|ing|ade)?|protect\w*|counteract\w*|antagoni[sz](es?|"
    r"ed|ing)|terminat\w+|(?<!-)treat(s|ed|ing)?|delay(s|ed)?|slow(s|ed)?|regress(ed|ion)|remi(tted|"
    r"ssion)|benefi(t|ts|ted|cial)|rescu(e|es|ed)|normali[sz]\w+|mitigat\w+|"
    r"shr[aiu]nk\w*|vanish\w*|disappear\w*|flatten\w*|flatter|clear(s|ed|ing)?(?! cell))",
    "works": r"(effective(ness|ly)?|efficac(y|ious)|beneficial|benefit|useful|active|activity|"
    r"successful(ly)?|success|helpful|valuable|drug of choice|treatment of choice|first[- ]line|"
    r"mainstay|option|alternative|indicated|approved|licensed|recommended|superior)",
    "harms": r"(?<!-)(caus(es?|ed|ing)|induc(es?|ed|ing|tion of)|produc(es?|ed|ing)|provok(es?|ed|"
    r"ing)|precipitat(es?|ed|ing)|trigger(s|ed|ing)?|elicit(s|ed|ing)?|evok(es?|ed|ing)|exacerbat(es?|"
    r"ed|ing)|aggravat(es?|ed|ing)|worsen(s|ed|ing)?|promot(es?|ed|ing)|(leads?|led|leading) to|"
    r"result(s|ed|ing)? in|contribut(es?|ed|ing) to|potentiat(es?|ed|ing)|increas(es?|ed|ing) (the "
    r")?(risks?|incidence|rates?|frequency|severity|number|mortality))(?! by\b)",
    "harmed": r"(induced|caused|produced|provoked|precipitated|triggered|evoked|elicited|exacerbated|"
    r"aggravated|worsened)",
    "due to": r"((most |probably |possibly |likely )*(associated with|due to|secondary to|related to|"
    r"attribut(ed|able) to|resulting from|resulted from|caused by|linked to|because of|as a (result|"
    r"consequence|complication) of|complicating|as an? (rare |unusual |serious )?(adverse|side|toxic) "
    r"(effect|reaction) (of|to)))",
    "after": r"(after|following|during|while|upon|within|on|under|with|from|shortly after|hours? "
    r"after|days? after)",
    "adverse": r"((adverse|side|toxic|untoward|undesirable|undesired|unwanted)[ -](drug )?(events?|"
    r"effects?|reactions?)|toxicit(y|ies)|complications?|poisoning|overdos(e|es|age)|intoxication)",
    "abused": r"(abuse|abusers?|overdos(e|es|age)|poisoning|intoxication|withdrawal|toxicity|"
    r"addiction|misuse)",
    "stopping": r"(discontinu\w+|withdraw\w+|cessation|stopp(ed|ing)|omi(ssion|tting)|avoid(ing|ance))",
    "control": r"(placebo|controls?|control group|saline|sham|untreated|vehicle|usual care|standard "
    r"care|no treatment)",
    "of use in": r"(for|in|against|on)",
    "nothing good": r"^(?!.*\b(improv|ameliorat|alleviat|attenuat|reliev|revers|respon|remission|"
    r"relaps|recurr|outcome|surviv|effica|effective|success|progress|refractory|prevent|prophyla|"
    r"protect|reduc|decreas|inhibit|suppress|treatment of (\w+ )?DISEASE|cure|benefi|control of|"
    r"randomi))(?P<before>.*?)",
    "new": r"(?<!\bfor )(?<!against )(?<!patients with )(?<!patient with )(?<!children with "
    r")(?<!women with )(?<!adults with )(?<!with a history of )(?<!because of )",
    "antidote": r"(chemotherapy|radiotherapy|radiation|treatment|therapy|drug)[- ](induced|associated|"
    r"related)",
}
"""Word lists of the patterns: {better} in a pattern matches any entry of that list."""


class Cue(NamedTuple):
    """One row of the table: the relation that a wording states, its pattern, and an example."""

    relation: ClaimRelation
    pattern: str
    example: str


R = ClaimRelation
CUES = (
    # -- must not be given
    Cue(R.CONTRAINDICATED, r"DRUG ~ (contra-?indicated|(should|must) not be (used|given|administered)) "
        r"... DISEASE", "<Metformin> is contraindicated in patients with [renal failure]."),
    Cue(R.CONTRAINDICATED, r"(contra-?indications? (to|for|of)|avoid(ed|ance of)?|do not (use|give|"
        r"administer)) ~ DRUG ... (in|with) ~ DISEASE", "Avoid <propranolol> in patients with [asthma]."),
    Cue(R.CONTRAINDICATED, r"DISEASE ~ (is|are|as) ~ contra-?indications? (to|for) ~ DRUG",
        "[Asthma] is a contraindication to <propranolol>."),
    Cue(R.CONTRAINDICATED, r"DRUG ~ (should|must) be avoided ... DISEASE",
        "<Propranolol> should be avoided in patients with [asthma]."),
    # -- detects the disease, does not treat it
    Cue(R.DIAGNOSTIC, r"DRUG[- ](pet|spect|scan\w*|scintigraphy|imaging|uptake|angiography|(challenge|"
        r"stress|stimulation|suppression|provocation|skin|patch) tests?|test) ... DISEASE",
        "The <dexamethasone> suppression test in the work-up of [Cushing's syndrome]."),
    Cue(R.DIAGNOSTIC, r"DRUG (\w+ ){0,3}(for|in|as|to) ([\w-]+ ){0,2}(diagnos\w+|detect\w+|screening|"
        r"imaging) ~ DISEASE", "<Fluciclovine> for the detection of [prostate cancer]."),
    # -- harm
    Cue(R.TREATS, r"DRUG induced ([\w-]+ ){0,2}(remissions?|regression|responses?|recovery|relief) (of|in) ~ DISEASE",
        "<Rituximab> induced complete remission in [pemphigus]."),
    Cue(R.CAUSES, r"DRUG[- ](induced|associated|related|provoked|evoked|triggered|elicited|mediated) ~ "
        r"DISEASE", "<Propranolol>-induced [hypoglycemia] in an infant with [[hemangioma]]."),
    Cue(R.CAUSES, r"DISEASE ~ ({better}|disappear\w*|subsid\w+|abat\w+) ~ {stopping} ~ DRUG",
        "The [hepatitis] resolved after withdrawal of <isoniazid>."),
    Cue(R.CAUSES, r"{stopping} ~ DRUG ~ {better} ~ DISEASE",
        "Stopping <isoniazid> resolved the [hepatitis]."),
    Cue(R.CAUSES, r"DISEASE ~ {harmed} (by|with) ~ DRUG", "[Seizures] induced by <pilocarpine>."),
    Cue(R.CAUSES, r"(increase[sd]?|higher|elevated|greater|excess) ~ (risk|incidence|rate|frequency) of ~ "
        r"DISEASE ... DRUG", "An increased risk of [stroke] was seen with <rofecoxib>."),
    Cue(R.CAUSES, r"DRUG ~ (stopped|discontinued|withdrawn|ceased|interrupted) (for|because of|due to|owing to) ~ "
        r"DISEASE", "<Azathioprine> was stopped for [hepatitis] in five."),
    Cue(R.CAUSES, r"(stopped|discontinued|withdrew|ceased|interrupted) DRUG (for|because of|due to|owing to) ~ "
        r"DISEASE", "Eleven patients stopped <pregabalin> for [drowsiness]."),
    Cue(R.CAUSES, r"(stopped|discontinued|withdrawn|ceased) (for|because of|due to) ... DRUG for DISEASE",
        "Azathioprine was stopped for [[hepatitis]] in five, <rituximab> for [anaphylaxis] in one."),
    Cue(R.MENTIONED, r"no longer ([\w-]+ ){0,3}DRUG", "In [hemangioma] we no longer begin with <prednisone>."),
    Cue(R.MENTIONED, r"^(?!.*({works}|{better}|respon))[\w -]+ on (\w+ and )?DRUG( and \w+)? in an? "
        r"([\w-]+ ){0,3}(patient|man|woman|boy|girl|infant|child) with ~ DISEASE",
        "Gastrointestinal perforation on <bevacizumab> in a patient with [glioblastoma]."),
    # -- no benefit
    Cue(R.NO_BENEFIT, r"^(the )?(failure|lack of \w+) of ((?!treatment|therapy)[\w-]+ ){0,3}DRUG ... (to|in|for|"
         r"against|on) ~ DISEASE",
        "Failure of <meperidine> infiltration to reduce [pain]."),
    Cue(R.NO_BENEFIT, r"DRUG ... (but|although|though|yet|without) ~ (did not|does not|no|failed to|prolonging|"
        r"without) ~ (prolong\w*|improv\w+|increas\w+|extend\w*) ([\w-]+ ){0,2}survival ... DISEASE",
        "<Bevacizumab> delayed progression but did not prolong survival in [glioblastoma]."),
    Cue(R.NO_BENEFIT, r"DRUG ~ (ineffective|(?<!non)(?<!non-)(?<!not )inferior|(no|not|little|without) "
        r"((?!adverse|side|toxic|only)[\w-]+ ){0,3}(effective|beneficial|better|superior|benefit|efficacy|"
        r"efficacious|advantage|improve(ment|d)?|useful|recommended|active|activity|effect)) ... DISEASE",
        "<Lithium> was not effective in patients with [ALS]."),
    Cue(R.NO_BENEFIT, r"(no|not|lack of|little|without) ~ (benefit|effect|efficacy|improvement|advantage|"
        r"evidence|response) ~ DRUG ~ DISEASE", "There was no benefit of <aspirin> in [dementia]."),
    Cue(R.NO_BENEFIT, r"DRUG ((?!{better}|but|and)[\w,.%-]+ ){0,6}(did not|does not|do not|failed to|"
        r"fails to|cannot|could not|neither|nor) (?!adversely) ~ ({better}|prolong|prevent|increase "
        r"survival|affect|alter|influence|change|respond) ... DISEASE",
        "<Riluzole> did not improve survival in [ALS]."),
    Cue(R.NO_BENEFIT, r"DRUG ... (did not|does not|failed to) ({better}|prevent|affect|alter|influence) "
        r"([\w-]+ ){0,4}DISEASE", "<Ketamine> reduced [[nausea]] but did not reduce postoperative [pain]."),
    Cue(R.NO_BENEFIT, r"no ~ (association|correlation|relationship|relation|link) between ~ DRUG ~ and ~ "
        r"DISEASE", "There was no association between <metformin> use and [cancer]."),
    Cue(R.NO_BENEFIT, r"^(?=.*{control})(?P<before>.*?)no (statistically )?(significant )?(difference|"
        r"improvement|benefit|effect) ... DISEASE ... DRUG",
        "There was no significant difference in [pain] between <ketamine> and placebo."),
    Cue(R.NO_BENEFIT, r"^(?=.*{control})(?P<before>.*?)no (statistically )?(significant )?(difference|"
        r"improvement|benefit) (between|with|from|for|of) ~ DRUG ... DISEASE",
        "There was no difference between <ketamine> and saline in [pain]."),
    Cue(R.NO_BENEFIT, r"DISEASE ~ (did not|does not|failed to) (respond|improve|change|resolve) ~ DRUG",
        "The [depression] did not respond to <lithium>."),
    Cue(R.NO_BENEFIT, r"DISEASE ~ (was|were|is|are) (not|un) ?(significantly )?(affected|altered|reduced|"
        r"improved|prevented|changed|influenced|different) ~ DRUG",
        "[Pain] was not reduced by <ketamine>."),
    # -- denied harm says nothing about benefit
    Cue(R.MENTIONED, r"DRUG ~ (did not|does not|not|no|without|neither) ~ ({harms}|associated|association|"
        r"induce|cause|risk|evidence of) ~ DISEASE", "<Aspirin> did not cause [bleeding]."),
    # -- helps against the harm of another treatment; the disease is only the setting
    Cue(R.SUPPORTIVE, r"DRUG ~ (premedication|rescue|supportive care|antiemetic|anti-emetic|prophylaxis) "
        r"... (chemotherapy|radiotherapy|transplantation|surgery|toxicity) ... DISEASE",
        "<Ondansetron> as antiemetic during chemotherapy of [breast cancer]."),
    Cue(R.SUPPORTIVE, r"DRUG(?![- ](induced|associated)) ... ({antidote}|induced) OTHERDISEASE (in|of) "
        r"(the )?({patients} with )?([\w-]+ ){0,3}DISEASE",
        "<Olanzapine> for chemotherapy-induced [[nausea]] in patients with [breast cancer]."),
    # -- prevention
    Cue(R.PREVENTS, r"DRUG ~ (prevent(s|ed|ing|ion|ive|ative)?|prophyla(xis|ctic(ally)?)|chemoprevention|"
        r"protect(s|ed|ion)? against) ~ DISEASE", "<Aspirin> prevents [myocardial infarction]."),
    Cue(R.PREVENTS, r"(prevention|prophylaxis|preventing|prevent|chemoprevention|risk reduction) ~ "
        r"DISEASE ... (with|by|using|of|:) ~ DRUG", "Prevention of [stroke] with <warfarin>."),
    Cue(R.PREVENTS, r"DRUG ... (prevention|prophylaxis|preventing|to prevent) (and treatment |or "
        r"treatment )?(of|for|against)? ~ DISEASE",
        "<Tamoxifen> is used for the prevention of [breast cancer]."),
    Cue(R.PREVENTS, r"DISEASE ~ (was|were|is|are|be) (completely |partially |largely )?prevented (by|"
        r"with) ~ DRUG", "[Relapse] was prevented by <lithium>."),
    Cue(R.PREVENTS, r"DRUG ~ (reduc\w+|lower\w*|decreas\w+) ~ (risk|incidence|rate|frequency) of ~ DISEASE",
        "<Statins> reduced the risk of [stroke]."),
    # -- harm by plain verbs, nouns and headings
    Cue(R.TREATS, r"DRUG ~ {harms} ~ (remission|regression|resolution|improvement|reduction|decrease|fall|"
        r"relief|response|recovery|healing|clearance|disappearance) (of|in) ~ DISEASE",
        "<Prednisone> led to resolution of the [rash]."),
    Cue(R.CAUSES, r"DRUG ~ {harms} ((?!in |by |with |from |effective|control|decreas|reduc|improv|less |"
        r"lower)[\w,/()-]+ ){0,6}DISEASE(?! (efficacy|remission|response|control|improvement))",
        "<Cocaine> caused [seizures]."),
    Cue(R.TREATS, r"DRUG ~ (led to|resulted in|produced|provided|maintained|achieved) ([\w-]+ ){0,2}DISEASE "
        r"(efficacy|remission|response|control|improvement)", "<Apremilast> led to sustained [arthritis] control."),
    Cue(R.CAUSES, r"DRUG ~ {abused} ~ DISEASE", "<Paracetamol> overdose and [liver failure]."),
    Cue(R.CAUSES, r"(developed|experienced|suffered) ~ DISEASE ... {after} ~ DRUG",
        "A man developed [hepatitis] after taking <isoniazid>."),
    Cue(R.CAUSES, r"DISEASE ~ (developed|occurred|appeared|was observed|were observed|arose|has been "
        r"reported|have been reported) ~ {after} ~ DRUG",
        "[Hepatitis] occurred during treatment with <isoniazid>."),
    Cue(R.CAUSES, r"DISEASE {due to} ~ DRUG", "[Hepatitis] due to <isoniazid>."),
    Cue(R.CAUSES, r"DISEASE ~ {patients} ~ (treated with|treatment with|receiving|taking|on|given) ~ DRUG "
        r"... for ~ OTHERDISEASE",
        "[Hypoglycemia] in an infant treated with <propranolol> for [[hemangioma]]."),
    Cue(R.CAUSES, r"DISEASE ~ {patients} ~ treated for ~ OTHERDISEASE ~ with ~ DRUG",
        "[Hypoglycemia] in an infant treated for [[hemangioma]] with <propranolol>."),
    Cue(R.CAUSES, r"{adverse} ~ (were|was|included?|including|such as|:|like|are|is|as|of) ~ DISEASE",
        "The main adverse events of <sunitinib> were [hypertension] and fatigue."),
    Cue(R.CAUSES, r"{nothing good}{new}DISEASE ... (after|following|during|within|upon|{due to}|"
        r"attributed) ~ DRUG",
        "A case of [keratinization] of the cornea following treatment with <fluorouracil>."),
    Cue(R.CAUSES, r"{nothing good}DRUG ... (developed|experienced|became|suffered|presented with|"
        r"caused(?! by)) ~ {new}DISEASE",
        "Two patients treated with <cisplatin> for [[cancer]] developed [neuropathy]."),
    Cue(R.CAUSES, r"{nothing good}{new}DISEASE ... in (a|an|one|two|three|four|five|\d+) ... {given} ~ "
        r"DRUG", "[Sepsis] in a [[leukaemia]] patient treated with <alemtuzumab>."),
    Cue(R.CAUSES, r"DISEASE ~ (followed|complicat(ed|es?|ing)|presenting during) ~ DRUG",
        "[Neuropathy] may complicate treatment with <interferon>."),
    Cue(R.CAUSES, r"DRUG ... (monitor(ed|ing)?|aware of|watch(ed)?|screened) ~ DISEASE",
        "Those given <clonidine> should be monitored for [bradycardia]."),
    Cue(R.CAUSES, r"DRUG (hypersensitivity|neurotoxicity|reaction|toxicity|syndrome) ... DISEASE",
        "<Phenytoin> hypersensitivity with [rash]."),
    Cue(R.CAUSES, r"DRUG DISEASE", "A man with <amikacin> [retinopathy]."),
    Cue(R.CAUSES, r"DISEASE in {patients} (treated with|receiving|taking|on) ~ DRUG ... "
        r"(pharmacovigilance|adverse (drug )?(event|reaction|effect)s?|safety|toxicity)",
        "[Bronchospasm] in infants treated with <propranolol>: a pharmacovigilance series."),
    # -- treatment
    Cue(R.GIVEN_FOR, r"{treatment} (of|for|in) ~ DISEASE ... (with|by|using|:|includ(es?|ing)|to) ~ DRUG",
        "Treatment of [rheumatoid arthritis] with <methotrexate>."),
    Cue(R.GIVEN_FOR, r"DISEASE ~ ((success\w+ |effect\w+ )?(treated|managed|controlled)|treatment|therapy) "
        r"(\w+ly )?(with|by|using) ~ DRUG", "[Psoriasis] treated with <infliximab>."),
    Cue(R.TREATS, r"DRUG ~ {works} ... {of use in} ~ DISEASE",
        "<Colchicine> is effective in [pericarditis]."),
    Cue(R.TREATS, r"{works} ~ DRUG ~ {of use in} ~ DISEASE", "Efficacy of <colchicine> in [pericarditis]."),
    Cue(R.GIVEN_FOR, r"DRUG ... (for|in|as) ~ {treatment} ~ DISEASE",
        "<Rituximab> in the treatment of [lupus]."),
    Cue(R.GIVEN_FOR, r"DRUG ~ (to treat|treats?|treatment (of|for|in)|therapy (of|for|in)) ~ DISEASE",
        "<Rituximab> therapy in patients with [lupus]."),
    Cue(R.TREATS, r"DRUG ~ {better} ~ DISEASE", "<Levodopa> improved [parkinsonism]."),
    Cue(R.TREATS, r"DISEASE ~ {better} ~ (by|with|after|following|to|on) ~ DRUG",
        "[Pain] was relieved by <morphine>."),
    Cue(R.TREATS, r"(response|respon(ds|ded|sive)|remission|regression|improvement|resolution|{better}) "
        r"(of|in) ~ DISEASE ... (to|with|after|following|by|on) ~ DRUG",
        "Complete response of [melanoma] to <vemurafenib>."),
    Cue(R.TREATS, r"DISEASE ... respon(d(ed|ing|s)?|sive) (\w+ )?to ~ DRUG",
        "A man with [nephrotic syndrome] due to [[glomerulosclerosis]] was responding well to <prednisone>."),
    Cue(R.GIVEN_FOR, r"{patients} ... DISEASE (on|receiving|taking|under) ([\w-]+ )?DRUG",
        "Old people with [fibrillation] on <warfarin>."),
    Cue(R.TREATS, r"DISEASE ~ (respon(ds?|ded|ses?|sive)|remission|regress\w+|improv\w+) ~ (to|with|after|"
        r"following|on) ~ DRUG", "[Melanoma] that responded to <vemurafenib>."),
    Cue(R.TREATS, r"DRUG ~ {better} ... (in|for|of|after|following) ~ DISEASE",
        "<Riluzole> improved survival in [ALS]."),
    Cue(R.TREATS, r"DRUG ~ (prolong|extend|lengthen)\w* ([\w-]+ ){0,3}(survival|life|remissions?) ... (in|for|of) ~ "
        r"DISEASE",
        "<Radium> prolonged overall survival in men with [prostate cancer]."),
    Cue(R.GIVEN_FOR, r"{patients} (with|who had|having|suffering from) ~ DISEASE ... {given} ~ DRUG",
        "Patients with [lupus] received <rituximab>."),
    Cue(R.GIVEN_FOR, r"DISEASE {patients} ... {given} ~ DRUG",
        "[Lupus] patients were treated with <rituximab>."),
    Cue(R.GIVEN_FOR, r"DRUG (was|were) (given|administered|used|prescribed|started|infused) ~ (for|to|"
        r"because of) ~ DISEASE", "<Rituximab> was given to patients with [lupus]."),
    Cue(R.GIVEN_FOR, r"{given} (\w+ ){0,3}DRUG (\w+ ){0,3}(for|because of) (\w+ ){0,4}DISEASE",
        "She was given <rituximab> for [lupus]."),
    Cue(R.GIVEN_FOR, r"DRUG ~ (agents?|drugs?|medications?|choice|options?) ~ for ~ DISEASE",
        "<Asparaginase> is a critical agent for [leukaemia]."),
    Cue(R.GIVEN_FOR, r"DRUG ((?!(responsible|evaluated|risk|tested|screened|monitored|examined) )\w+ "
        r"){0,3}(for|against) (?!\d)([\w-]+ ){0,4}DISEASE", "<Rituximab> for [lupus]."),
    Cue(R.GIVEN_FOR, r"DRUG ((therapy|treatment|use|monotherapy|administration|infusion|alone|combination|"
        r"injections?) )?in ((the|a|an|some|our|\d+) )?((\w+ ){0,2}{patients} (with|who had|suffering "
        r"from) )?([\w/-]+ ){0,2}DISEASE", "<Rituximab> in patients with refractory [lupus]."),
    Cue(R.GIVEN_FOR, r"effects? of ~ DRUG ~ (on|in|against) ~ DISEASE",
        "Effect of <ketamine> on postoperative [pain]."),
    Cue(R.MENTIONED, r"(no|without|few) ([\w-]+ ){0,2}{adverse}",
        "<Aspirin> had no adverse effects in [asthma]."),
    # -- harm implied by closeness in time, the weakest wording
    Cue(R.CAUSES, r"DISEASE ~ {due to} ~ DRUG", "[Hepatitis] in two sisters was related to <isoniazid>."),
    Cue(R.CAUSES, r"DISEASE (after|following|during|from) ~ DRUG", "Acute [hepatitis] after <isoniazid>."),
    Cue(R.CAUSES, r"(risk|incidence|case) (of|for) ~ DISEASE ~ DRUG",
        "The risk of [stroke] with <rofecoxib>."),
    Cue(R.CAUSES, r"{adverse} ... (?<!\bin ){new}DISEASE(?! {patients})",
        "<Isoniazid>: adverse events in children, among them [hepatitis]."),
)  # fmt: skip

PRIOR_DRUG = (
    (
        r"(added to|on top of|combined with|in combination with|background|receiving stable|stable doses? "
        r"of) (\w+ )?DRUG"
    ),
    (
        r"(refractory|resistant|resistance|unresponsive|nonresponsive|intolerant|intolerance|"
        r"non-?responders?) (to|of) ~ DRUG"
    ),
    (
        r"(failed|(?<!^)failure of|failure to|failing|relapsed (after|on)|progress\w+ (on|after|despite)|despite|"
        r"switched from|instead of) ([\w-]+ ){0,3}DRUG"
    ),
    (
        r"(prior|previous|earlier|pretreated with|pre-treated with|inadequate response to|"
        r"(inadequately|insufficiently|poorly) controlled (on|with|by)|add-on to|adjunct to) ([\w-]+ ){0,3}DRUG"
    ),
    (
        r"(previously|prior) ~ (treated with|exposed to|received|exposure to|treatment with|therapy with) "
        r"(\w+ )?DRUG"
    ),
    (
        r"DRUG[- ](refractory|resistant|resistance|naive|naïve|intolerant|unresponsive|pretreated|failure|"
        r"sensitive)"
    ),
)
"""A drug that was given or failed before: the study did not test it, so it is only MENTIONED."""

COMPARATOR_DRUG = (
    (
        r"(versus|vs\.?|compared (with|to)|in comparison (with|to)|relative to|rather than|over) (\w+ "
        r"){0,3}DRUG"
    ),
    (
        r"(superior|inferior|non-?inferior|equivalent|comparable|preferable|similar) (to|with) (that of "
        r")?(\w+ ){0,2}DRUG"
    ),
    r"(better|more|less|greater|fewer|higher|lower|longer) ~ than (with |that of )?([\w-]+ ){0,2}DRUG",
)
"""A drug that another one is compared with."""

OUTCOME_CUES = (
    Cue(R.NO_BENEFIT, r"DRUG ((?!{better}|but|and)[\w,.%-]+ ){0,6}(did not|does not|failed to|was not|"
        r"were not|is not) ((?!adversely)\w+ ){0,3}({better}|prolong\w*|superior|effective|efficacious|"
        r"affect survival|respon\w+)", "<Riluzole> did not improve survival."),
    Cue(R.NO_BENEFIT, r"^(?=.*{control})(?P<before>.*?)no (statistically )?(significant )?(difference|"
        r"improvement|benefit|response) ... DRUG",
        "There was no significant difference between <riluzole> and placebo."),
    Cue(R.NO_BENEFIT, r"(improve(d|ment)|benefit|response) ... DRUG ... unlikely",
        "Improvement with <riluzole> is very unlikely."),
    Cue(R.TREATS, r"DRUG ~ (improv\w+|prolong\w*|reduc\w+|effective|efficacious|beneficial|induced (a "
        r")?(\w+ )?(remission|response)|superior|benefit\w*) ... (surviv\w+|respon\w+|remission|symptoms?|"
        r"scores?|outcomes?|progression|mortality|relapse|treatment|placebo|quality of life|pain|function)",
        "<Riluzole> improved survival."),
    Cue(R.TREATS, r"(response|responded|remission|improve(d|ment)) ... (to|with|after|on) ~ DRUG",
        "The response rate was 40% with <rituximab>."),
    Cue(R.TREATS, r"DRUG ~ (is|was|were|are|appears?( to be)?|seems?( to be)?) ~ (effective|efficacious|"
        r"beneficial|active|useful)", "<Rituximab> is effective and safe."),
)  # fmt: skip
"""Wordings of results that name a drug and no disease; the disease is then the only one of the title."""

HEDGE = re.compile(
    r"\b(may|might|could|suggest\w*|appear(s|ed)? to|seem\w*|unlikely|possibl[ey]|potential(ly)?|"
    r"promising|warrant\w*|likely|probabl[ey]|perhaps|(further|additional|more|larger) (\w+ )?(studies|"
    r"trials|research|investigation)|should be considered)\b"
)
"""Wordings that weaken a claim (after BioScope's speculation cues, doi:10.1186/1471-2105-9-S11-S9)."""

QUESTION = re.compile(
    r"\b(whether|aim(s|ed)?( was| is| were)? (of|to)|(^|\W)aims?:|objectives?|purpose|hypothes[ie]\w+|postulat\w+|"
    r"under (development|investigation)|"
    r"(we|authors?) (\w+ )?(investigated|examined|evaluated|assessed|studied|sought|"
    r"tested|aimed|set out|explored|determined|compared)|((was|were) (\w+ )?(randomi[sz]ed|randomly|"
    r"assigned|allocated|enrolled|recruited))|(was|were|is|are|been) (designed|conducted|undertaken|"
    r"performed|carried out|initiated|investigated|evaluated|studied|examined) (to|in|for)|in order to "
    r"(investigate|evaluate|assess|determine|compare)|^to (investigate|evaluate|assess|determine|estimate|"
    r"compare|examine|study|test|describe)|"
    r"(study|studies|trials?|analysis|review) (that )?(\w+ )?(evaluated|compared|investigated|assessed|examined|"
    r"explored|"
    r"described|tested)|(we|authors) (\w+ )?(conducted|performed|undertook|carried "
    r"out) an? |"
    r"(studies|trials|study|trial|research|designs?|sizes?|regimens|treatments|therapies) (is|are|were) (\w+ )?"
    r"(needed|required|warranted)( to| for|$))\b"
)
"""Wordings that announce what was investigated: such sentences state no result."""

PLANNED = re.compile(
    r"\b(study protocol|trial protocol|protocol (for|of) an?|this will be|"
    r"will (be )?(randomi[sz]e\w*|recruit\w*|enrol\w*|allocated?|receive|evaluate|investigate|compare|assess|test))\b"
)
"""Wordings of a study that is yet to be done."""

NEUTRAL_TITLE = re.compile(
    r"\?\W*$|\b(effects?|efficacy|effectiveness|safety|evaluation|comparison|comparative|"
    r"role|impact|influence|use) of\b|\b(trial|versus|vs|phase (i+|1|2|3)|study of|rationale|design of|"
    r"pilot study|outcomes (in|of|with)|study protocol)\b|: (safety|efficacy)\b"
)
"""Titles that name what was studied, not what was found."""


def expand(pattern: str) -> str:
    """Return the pattern with its word lists inserted and every group made non-capturing."""
    pattern = re.sub(r"\{([a-z][a-z ]*)\}", lambda found: WORDS[found[1]], pattern)
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


_BETWEEN_WORDS = r"(?<!\w(?=\w))"
_SYMBOLS = {
    "~": rf"{_BETWEEN_WORDS}([^A-Z;]{{0,60}}?){_BETWEEN_WORDS}",
    "...": rf"{_BETWEEN_WORDS}([^;]{{0,140}}?){_BETWEEN_WORDS}",
    "DRUG": r"(\bDRUG\b)",
    "DISEASE": r"(\bDISEASE\b)",
    "OTHERDRUG": r"(\bOTHERDRUG\b)",
    "OTHERDISEASE": r"(\bOTHERDISEASE\b)",
}


def compile_cue(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the tables; its groups capture gaps and mentions, and the rest of a match is the cue."""
    pieces = re.split(r"( ?~ ?| \.\.\. |\b(?:OTHER)?(?:DRUG|DISEASE)\b)", pattern)
    return re.compile("".join(_SYMBOLS.get(piece.strip(), expand(piece)) for piece in pieces))


COMPILED_CUES = tuple((cue.relation, compile_cue(cue.pattern)) for cue in CUES)
COMPILED_OUTCOMES = tuple((cue.relation, compile_cue(cue.pattern)) for cue in OUTCOME_CUES)
COMPILED_PRIOR = tuple(compile_cue(pattern) for pattern in PRIOR_DRUG)
COMPILED_COMPARATOR = tuple(compile_cue(pattern) for pattern in COMPARATOR_DRUG)
