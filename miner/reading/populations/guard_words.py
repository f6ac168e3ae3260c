"""What stands around a line, setting, biomarker, partner or prior therapy that is not the study's own. One table.

`before` must match the words of the sentence just before the trait, `after` those just behind it; where a row has both,
both must. Every row has an example that loses its trait and a counterexample, near words that keep it.
"""

from typing import NamedTuple

from miner.records import TraitKind

LINE, SETTING, MARKER = TraitKind.LINE, TraitKind.SETTING, TraitKind.BIOMARKER
PARTNER, PRIOR = TraitKind.PARTNER, TraitKind.PRIOR_THERAPY


class Guard(NamedTuple):
    """Words by which a trait of some kinds is not the study's."""

    kinds: frozenset[TraitKind]
    example: str
    counter: str
    before: str = ""
    after: str = ""
    words: str = ""
    """What the trait's own words must match."""
    values: frozenset[str] = frozenset()
    """The values that it is about; of all if empty."""
    is_of_titles: bool = True
    """Whether a title can say it: a title advises nothing."""
    needs_no_drug: bool = False
    """Whether it says so only where no drug follows: what the patients had anyhow, not what they were given."""


_MICROBES = (
    r"\b(?:species|strains?|isolates?|organisms?|bacteri\w+|pathogens?|parasites?|virus\w*|mutants?|clones?|"
    r"cell lines?|cells (?:that|which|were|made|are)|xenografts?|mice|rats|susceptib\w+|mosquito\w*)\b[^.;]{0,70}$"
)
_MAYBE = (
    r"\b(?:may|might|could|should|would|can be (?:used|given|considered|useful|offered)|potential(?:ly)?|promising|appealing|candidates?|if|proposed|"
    r"hypothesi[sz]\w+|recommend\w*|advis\w+|indicated for|reserved for)\b[^.;]{0,110}$"
)
_CONTEXT = (
    r"\b(?:during|undergo\w*|underwent|receiv\w+|patients on|while on|post|treated with|scheduled for|induced by|"
    r"tolerance of)(?: (?!as\b|in\b|for\b)[\w/-]+){0,3} $"
)

GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({LINE, PRIOR}),
        "We tested strains that were resistant to <B>.",
        "We tested <A> in patients who were resistant to <B>.",
        before=_MICROBES,
        words=r"(?!previously|pre-?treated|untreated|newly)",
    ),
    Guard(
        frozenset({LINE}),
        "We saw progression of refractory anemia with <A>.",
        "We saw progression of refractory lymphoma with <A>.",
        after=r" (?:an[a]?emias?|cytopenias?)\b",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We gave <A> in asthma, a disease that is sometimes refractory to <B>.",
        "We gave <A> in asthma that was refractory to <B>.",
        before=r"\b(?:sometimes|often|usually|frequently|commonly|generally|typically|rarely|notoriously|highly|can be|"
        r"may be) (?:\w+ |(?:refractory|resistant|unresponsive|intolerant) to )?$",
    ),
    Guard(
        frozenset({LINE}),
        "We gave <A>, and those with an inadequate response to <A> stopped it.",
        "We gave <A> to those with an inadequate response to <B>, who had stopped it.",
        before=r"\b(?:and|or|whereas|while|but|if|when) (?:those|patients|the others|others) (?:with )?(?:an )?$",
        after=r"[^.;]{0,40}\b(?:stopped|discontinued|withdr\w+|were switched|switched to|crossed over|received rescue|"
        r"increased|escalat\w+)\b",
    ),
    Guard(
        frozenset({LINE, PRIOR, SETTING, MARKER, PARTNER}),
        "We saw that pain fell in 10%, so that <A> may help in refractory asthma.",
        "We saw that pain fell in 10% with <A> in refractory asthma.",
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
        frozenset({PRIOR}),
        "We studied failure of <copper> metabolism.",
        "We studied failure of <copper> treatment.",
        after=r" (?:metabolism|absorption|transport|excretion|homeostasis|secretion|uptake|synthesis|production|balance|"
        r"levels?|deficiency)\b",
    ),
    Guard(
        frozenset({PRIOR, PARTNER}),
        "We treated patients after previous <adenosine diphosphate> inhibitors.",
        "We treated patients after previous <ticagrelor>.",
        after=r"[ -](?:inhibitors?|antagonists?|blockers?|agonists?|receptors?|modulators?|analog(?:ue)?s?)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We enrolled patients tolerant or intolerant to <B>.",
        "We enrolled patients intolerant to <B>.",
        before=r"\b(?:with (?:or|and) without|with/without|tolerant or intolerant|regardless of|irrespective of|whether or "
        r"not|either|recorded|demographics?)\b[^.;]{0,50}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw diabetes in 45 patients: 20 had received <B>.",
        "We treated 45 patients who had received <B>.",
        before=r"(?:\b\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?: \([^)]*\))?(?: (?:patients?|cases?|of "
        r"them|women|men))? had (?:already )?received (?:\w+ )?$",
    ),
    Guard(
        frozenset({PRIOR}),
        "Our results show persistence of symptoms despite <B>.",
        "We enrolled patients with symptoms despite <B>.",
        before=r"\b(?:results|persist\w*|findings|data)\b[^.;]{0,60}\bdespite(?: [\w-]+)? $",
    ),
    Guard(
        frozenset({MARKER}),
        "We measured the risk of breast cancer and of {HER2 positive} tumours under <A>.",
        "We gave <A> to women at risk who had {HER2 positive} tumours.",
        before=r"\b(?:risks?|incidence|odds|prevalence|frequency) (?:of|for)\b(?:(?!\b(?:who|whose|in|among)\b)[^.;]){0,90}$",
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
        before=r"(?:\b\d+|\bone|\btwo|\bthree|\bfour|\bfive)(?: \([^)]*\))? (?:of them |cases? )?(?:with|of whom had) $",
    ),
    Guard(
        frozenset({MARKER}),
        "We compared patients on <A> with controls with {low FeNO}.",
        "We gave <A> to patients with {low FeNO}.",
        before=r"\b(?:controls?|control subjects|healthy [\w-]+|volunteers),?(?: \([^)]*\))?(?: (?:who|with|had|and))* $",
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
        values=frozenset({"adjuvant", "neoadjuvant", "induction"}),
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
        after=r" (?:[\w-]+ )?(?:oxygen|delivery|baseline|anxiety|fasting|h[a]?emoglobin|an[a]?emia|state|function|"
        r"creatinine|concentrations?|pain scores?|h[a]?emodynamics?|hypotension|bleeding|visit|clinic|chemotherapy)\b",
        values=frozenset({"perioperative"}),
    ),
    Guard(
        frozenset({PRIOR}),
        "We studied 30 patients who were <aspirin>-resistant.",
        "We studied 30 patients who were <B>-resistant.",
        after=r"[- ](?:non-?)?(?:resistan|respon)",
        values=frozenset({"aspirin", "clopidogrel"}),
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We saw that <A> helped symptoms unresponsive to <B>.",
        "We saw that <A> helped patients unresponsive to <B>.",
        before=r"\bsymptoms (?:that (?:are|were) )?(?:(?:unresponsive|resistant|refractory) to )?$",
    ),
    Guard(
        frozenset({LINE}),
        "We saw no risk of newly diagnosed lymphoma with <A>.",
        "We gave <A> to patients with newly diagnosed lymphoma.",
        before=r"\b(?:risk|incidence|odds|rates?|development|number) (?:of|for)(?: [\w-]+){0,2} $",
        values=frozenset({"first line"}),
    ),
    Guard(
        frozenset({LINE, SETTING}),
        "We studied <A>, a retinoid used as first-line therapy of acne.",
        "We studied patients in whom <A> was given as first-line therapy of acne.",
        before=r", an? [^.;,]{3,60} (?:used|approved|licensed|known|recommended|prescribed) (?:as|for|in) (?:an? |the )?$",
    ),
    Guard(
        frozenset({LINE, SETTING}),
        "We conclude that <A> has no place as first-line therapy.",
        "We saw no harm in <A> given as first-line therapy.",
        before=r"\b(?:no|little|limited|uncertain) (?:place|role|benefit|value)\b[^.;]{0,20}$",
    ),
    Guard(
        frozenset({LINE}),
        "We report on refractory shock after <A>.",
        "We report on refractory shock treated with <A>.",
        after=r" (?:[\w-]+ )?(?:shock|hypotension|hypoglyc[a]?emia|bradycardia|cardiac arrest|toxicity|hyperkal[a]?emia)\b"
        r"[^.;]{0,50}\b(?:after|following|due to|induced by|caused by|associated with)\b",
    ),
    Guard(
        frozenset({LINE}),
        "We report on the lethal course of lymphoma despite standard treatment with <A>.",
        "We gave <A> to patients with lymphoma despite standard treatment.",
        before=r"\b(?:severity|died|death|worsen\w*|deteriorat\w*|fatal|lethal|outcomes?)\b[^.;]{0,40}$",
        words="despite",
    ),
    Guard(
        frozenset({PRIOR}),
        "We studied the role of genes in success or failure of <B>.",
        "We studied patients after failure of <B>.",
        before=r"\bsuccess (?:or|and|/) failure of $",
    ),
    Guard(
        frozenset({PRIOR}),
        "We switched from conventional to <B> drugs.",
        "We switched from <B> to <A>.",
        before=r"\bfrom (?:[\w-]+ ){1,3}to (?:the |an? )?$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We found that H. pylori was resistant to <B> in three cases.",
        "We found that three cases were resistant to <B>.",
        before=r"\b(?:pylori|bacter\w+|coli|aureus|tubercul\w+|falciparum|gonorrh\w+|candida|plasmodium)"
        r"(?: (?:was|were|is|are|that|which|strains?|highly|also|found|to|be))+ (?:resistant to )?$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We know that an alternative to <A> is needed for those who are refractory to <B>.",
        "We treated those who are refractory to <B>.",
        before=r"\b(?:desirable|needed|necessary|lacking|unmet|alternatives? (?:treatments?|therap\w+|options?) (?:is|are))"
        r"\b[^.;]{0,60}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We compare <A> with previous <B> trials.",
        "We gave <A> after previous <B> treatment.",
        after=r"(?: [\w-]+)? (?:trials?|studies|reports?|experience|experiments?|work|series)\b",
    ),
    Guard(
        frozenset({MARKER}),
        "Pain fell in 10% under <A>, and in three patients with {BRCA1 mutations} it lasted.",
        "We gave <A> to 50 patients with {BRCA1 mutations}.",
        before=r"\b(?:one|two|three|four|five|six|[1-9])(?: [\w-]+)? (?:patients?|cases?|tumou?rs?) with $",
        is_of_titles=False,
    ),
    Guard(
        frozenset({PARTNER}),
        "We compared <A> versus placebo and a combination of <B> and <C>.",
        "We gave <A> in a combination of <B> and <C>.",
        before=r"\b(?:versus|vs\.?|compared (?:with|to)|than|that of|similar to|equivalent to)\b(?: [\w-]+){0,4} (?:an? |"
        r"the )?(?:fixed(?:-dose)? )?combinations? of (?:the )?$|"
        r", (?:and|or) (?:an? |the )(?:fixed(?:-dose)? )?combination of (?:the )?$",
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
)
"""All rows."""
