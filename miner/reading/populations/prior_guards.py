"""What stands around a prior therapy that is none: resistance of a microbe, a suspected drug, groups of patients."""

from miner.reading.populations.guard import LINE, PRIOR, Guard

_ANTIBIOTICS = frozenset(
    {
        "metronidazole", "clarithromycin", "rifampicin", "rifampin", "isoniazid", "tetracycline", "cotrimoxazole",
        "ciprofloxacin", "levofloxacin", "penicillin", "methicillin", "vancomycin", "fluconazole", "erythromycin",
        "oxacillin", "chloramphenicol", "kanamycin", "gentamicin", "trimethoprim", "amoxicillin",
        "macrolide", "quinolone", "fluoroquinolone", "chloroquine", "ampicillin", "streptomycin",
    }
)  # fmt: skip
"""Drugs that microbes resist, not patients."""

PRIOR_GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({PRIOR}),
        "We gave <A> to patients with <metronidazole>-resistant infection.",
        "We gave <A> to patients with <B>-resistant lymphoma.",
        after=r"[- ](?:resistan|suscept)",
        values=_ANTIBIOTICS,
    ),
    Guard(
        frozenset({PRIOR}),
        "We gave <A> to a patient who was resistant to <metronidazole>.",
        "We gave <A> to a patient who was resistant to <B>.",
        before=r"\bresistant to (?:[\w-]+,? (?:and |or )?){0,5}$",
        values=_ANTIBIOTICS,
    ),
    Guard(
        frozenset({PRIOR}),
        "We studied <A> and a <B>-resistant polymerase.",
        "We studied <A> in <B>-resistant lymphoma.",
        after=r"[- ]resistan\w+ (?:[\w-]+ ){0,2}(?:polymerase|enzyme|mutants?|strains?|isolates?|genes?)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw rash in three patients: they had fever and had received <B>.",
        "We treated three patients who had received <B>.",
        before=r"(?<!who )(?<!that )\bhad (?:received|taken|been treated with) (?:\w+ )?$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We demonstrated a lack of response to <B> whereas <A> worked.",
        "We gave <A> for lack of response to <B>.",
        before=r"\b(?:demonstrated|showed|revealed)\b[^.;]{0,60}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We assigned patients to <A> to balance for sex and prior <B> therapy.",
        "We assigned patients to <A> after prior <B> therapy.",
        before=r"\b(?:balanced?|balancing|stratif\w+|matched|adjusting|controlling) for\b[^.;]{0,120}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We compared <A> with patients who remained on their previous treatment with <B>.",
        "We gave <A> to patients after their previous treatment with <B>.",
        before=r"\b(?:remained|continued|stayed|maintained) on (?:their )?(?:previous|prior) (?:treatment|therapy|"
        r"medication)s?"
        r" with (?:other )?$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "In the event of failure with <B>, we know that <A> helps.",
        "We saw that after failure with <B> <A> helps.",
        before=r"\bin (?:the )?(?:event|cases?) of [^.;]{0,40}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw that sleep is robust to prior <caffeine> intake.",
        "We gave <A> after prior <caffeine> treatment.",
        after=r" (?:intake|consumption|ingestion)\b",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We find this important when managing patients previously treated with <B>.",
        "We gave <A> to patients previously treated with <B>.",
        before=r"\b(?:when (?:managing|treating|prescribing)|limitation)\b[^.;]{0,80}$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We gave <A>; endpoints included refractory angina.",
        "We gave <A> to patients with refractory angina.",
        before=r"\bend-?points?\b[^.;]{0,80}$|\boutcomes? (?:included|were|was|measures?)\b[^.;]{0,80}$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "If patients on <A> have pain that is resistant to <B>, we give more.",
        "We gave <A> if patients had pain that was resistant to <B>.",
        before=r"^\W*(?:if|when|where)\b[^.;]{0,155}$",
    ),
    Guard(
        frozenset({LINE}),
        "We saw that pressure increased on exercise despite standard treatment with <A>.",
        "We gave <A> to patients with angina on exercise despite standard treatment.",
        before=r"\b(?:increased?s?|decreased?s?|reduced|elevated|occurs?|unchanged|rises?)\b[^.;]{0,40}$",
        words="despite",
    ),
    Guard(
        frozenset({PRIOR}),
        "We gave <A> to <glucose>-intolerant women.",
        "We gave <A> to <B>-intolerant women.",
        values=frozenset(
            {
                "glucose",
                "lactose",
                "gluten",
                "fructose",
                "sucrose",
                "salt",
                "sodium",
                "alcohol",
                "blood glucose",
                "hdl-c",
                "oxygen",
            }
        ),
    ),
    Guard(
        frozenset({PRIOR}),
        "We know that such infections are uncommon and follow ventilation, prior use of <B> and lines.",
        "We report on such an infection after prior use of <B>.",
        before=r"\b(?:usually|commonly|often|mostly|uncommon)\b[^.;]{0,140}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We studied these characteristics of patients on <A>: age, smoking, prior use of <B>.",
        "We studied patients on <A> after prior use of <B>.",
        before=r"\b(?:characteristics|predictors?|risk factors?|variables?|covariates?)\b[^.;]{0,155}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw that lack of response to <B> led to the diagnosis.",
        "We gave <A> for lack of response to <B>.",
        before=r"\b(?:lack of|no) response to $",
        after=r"[^.;]{0,40}\b(?:led|leads|leading) to\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We report on failure of <B> withdrawal.",
        "We gave <A> after failure of <B>.",
        after=r" withdrawal\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "Prior <B> exposure does not change what patients need of <A>, we find.",
        "We gave <A> after prior <B> exposure.",
        before=r"^\W*(?:effects? of )?prior $",
    ),
    Guard(
        frozenset({LINE}),
        "We find that patients who do not respond to low doses are unlikely to gain from more of <A>.",
        "We gave <A> to patients who do not respond to low doses.",
        after=r"[^.;]{0,60}\b(?:are|is) (?:un)?likely\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We find that the risk continues despite <B>.",
        "We gave <A> to patients with pain despite <B>.",
        before=r"\b(?:continues?|prognosis|confirms?|incorporat\w+)\b[^.;]{0,110}\bdespite (?:[\w-]+ ){0,2}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw a return to the previous <B> dose-response with <A>.",
        "We gave <A> after previous <B> doses.",
        after=r" dose-",
    ),
    Guard(
        frozenset({PRIOR}),
        "We gave <A> and saw a durable partial response to <B>.",
        "We gave <A> to patients with a partial response to <B>.",
        before=r"\b(?:durable|sustained|prolonged|remarkable|complete or|complete and|achieved|showed|saw)(?: a)? "
        r"partial response to (?:[^.;]{0,40}(?:plus|and|\+) )?$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw that less of <A> was required by those who had received <B>.",
        "We gave <A> to those who had received <B>.",
        before=r"\b(?:required|needed|reported|seen|observed|higher|lower|greater|less|more|better|worse|occurred|"
        r"significan\w+) (?:[\w-]+ )?(?:by|in|among|for) (?:those|patients|the patients|women|children) who (?:had )?"
        r"received [^.;]{0,40}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "<A> failures were treated with the other drug, as we planned: <B> failures were treated with <A>.",
        "We treated <B> failures with <A>.",
        after=r"[- ](?:non-?responders?|failures?) (?:were|was) (?:then |subsequently )?(?:treated|crossed|switched|"
        r"given|transferred)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We gave <A> to women who had received <poly(ADP-ribose)> polymerase inhibitors.",
        "We gave <A> to women who had received <B> maintenance.",
        after=r" (?:polymerase|synth(?:et)?ase|reductase|kinase|phosphatase|transporter)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We find that failure of one drug does not predict failure to <B>.",
        "We treated patients after failure to <B>.",
        before=r"\b(?:predict\w*|sensitivity analys[ie]s)\b[^.;]{0,140}$",
    ),
    Guard(
        frozenset({LINE, PRIOR}),
        "We think that patients switched from <B> to <A> should be monitored.",
        "We monitored patients switched from <B> to <A>.",
        after=r"[^.;]{0,80}\bshould be (?:[\w-]+ )?(?:monitored|watched|followed|observed|warned)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We saw that platelets of patients on <A> failed to respond to <B>.",
        "We treated patients who failed to respond to <B>.",
        before=r"\b(?:pbmcs?|lymphocytes|monocytes|platelets|neutrophils|fibroblasts|biops\w+|muscles?)\b"
        r"[^.;]{0,50}\b(?:failed|respond|resistant|unresponsive|refractory)[^.;]{0,20}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "We report on cases of failure of <B> in sepsis.",
        "We gave <A> after failure of <B> in sepsis.",
        before=r"\bcases? of failure of (?:[\w-]+ )?$",
    ),
    Guard(
        frozenset({PRIOR}),
        "Patients who had received <B> before <A> were excluded from the study.",
        "Patients who had received <B> before <A> were enrolled in the study.",
        after=r"[^.;]{0,120}\b(?:were|was|are) (?:excluded|ineligible|not eligible)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "Women who had received <B> were more likely to have cancer.",
        "Women who had received <B> were given <A>.",
        after=r"[^.;]{0,40}\b(?:was|were|are|is|had) (?:[\w-]+ly )?(?:an? )?(?:more likely|less likely|"
        r"higher|lower|greater|at (?:[\w-]+ )?risk)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We advise no strategy of titration or switching from <B> to <A>.",
        "We report patients switching from <B> to <A>.",
        before=r"\b(?:strateg\w+|approach|titration)\b[^.;]{0,110}\bswitching from $",
    ),
    Guard(
        frozenset({PRIOR}),
        "Cells with the gene were more resistant to <B>.",
        "Patients with the gene who were resistant to <B> had <A>.",
        before=r"\bcells?\b[^.;]{0,100}\b(?:resistant|insensitive|unresponsive) to (?:[\w-]+,? (?:and |or )?){0,4}$",
    ),
    Guard(
        frozenset({PRIOR}),
        "The risk remained despite <testosterone> at castration levels under <A>.",
        "The pain remained despite <testosterone> at high doses, so that we gave <A>.",
        after=r" (?:at|in) (?:[\w-]+ )?(?:levels?|concentrations?)\b",
    ),
    Guard(
        frozenset({PRIOR}),
        "We adjusted for stratification factors, age and prior <B> use, under <A>.",
        "We gave <A> to patients of any age with prior <B> use.",
        before=r"\b(?:factors?|predict\w+|between|variables?|associat\w+)\b[^.;]{0,140}$",
        after=r" use\b",
    ),
)
