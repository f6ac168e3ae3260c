"""What stands around patients, a route or a placebo that is no trait of the study: scales, run-ins, exclusions."""

from miner.reading.populations.guard import AGE, COMPARATOR, PREGNANCY, ROUTE, SEVERITY, Guard

PATIENT_GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({AGE}),
        "We saw that all of the affected patients were elderly.",
        "We saw that <A> helped elderly patients.",
        before=r"\b(?:affected|such|these) (?:[\w-]+ )?(?:was|were) (?:all |mostly |mainly )?$",
    ),
    Guard(
        frozenset({AGE}),
        "We saw the highest prevalence of [pain] in geriatric populations.",
        "We saw the effect of <A> in geriatric populations.",
        before=r"\b(?:prevalence|incidence)\b[^.;]{0,100}\b(?:in|among) (?:the )?$",
    ),
    Guard(
        frozenset({PREGNANCY}),
        "We gave <A> for six months, or until pregnant.",
        "We gave <A> for six months to pregnant women.",
        before=r"\b(?:un)?til[l]? (?:they were )?$",
    ),
    Guard(
        frozenset({PREGNANCY}),
        "We did not treat a patient who was pregnant or breast feeding.",
        "We treated patients who were pregnant or in labour.",
        after=r",? (?:and/or|or|and) (?:breast|lactat|nursing)",
    ),
    Guard(
        frozenset({SEVERITY}),
        "We measured antibodies to [acute respiratory syndrome] coronavirus under <A>.",
        "We gave <A> in [acute respiratory failure].",
        words=r"acute respiratory syndrome",
        after=r" (?:corona)?virus",
    ),
    Guard(
        frozenset({SEVERITY}),
        "We used the Functional Assessment of [chronic illness] Therapy.",
        "We gave <A> as therapy of [chronic illness].",
        after=r" therapy[- ]\w|[- ]therapy\.?$",
        before=r"\bassessment of $",
    ),
    Guard(
        frozenset({SEVERITY}),
        "We gave <A> in [moderately refractory pain].",
        "We gave <A> in [moderately severe pain].",
        words=r"(?:moderate|mild|severe)ly (?:refractory|resistant|controlled)",
    ),
    Guard(
        frozenset({ROUTE}),
        "We saw that <A> kept patients on full oral nutrition.",
        "We saw that <A> kept patients on full oral doses.",
        words="oral",
        after=r" (?:nutrition|supplementation of food|mucosa|exam|dosage forms?)",
    ),
    Guard(
        frozenset({ROUTE}),
        "We gave <A> as two tablets administered sublingually.",
        "We gave <A> as two tablets administered daily.",
        words="tablet|capsule",
        after=r"[^.;,]{0,30}\b(?:sublingual|vaginal|buccal|rectal)ly",
        values=frozenset({"oral"}),
    ),
    Guard(
        frozenset({COMPARATOR}),
        "We gave <A> after two weeks of run-in placebo treatment.",
        "We gave <A> or placebo treatment for two weeks.",
        before=r"\b(?:run-in|lead-in|wash-?out)(?: period)?(?: (?:with|of|on|using))? $|"
        r"\bafter (?:an? )?(?:initial )?[\w-]+[- ]weeks?(?: period)? (?:of|on|using) $",
        values=frozenset({"placebo"}),
    ),
    Guard(
        frozenset({COMPARATOR}),
        "Subjects took placebo before randomisation to <A>.",
        "Subjects took placebo or <A> before surgery.",
        after=r"[^.;,]{0,30} (?:before|prior to|until) randomi[sz]",
        values=frozenset({"placebo"}),
    ),
)
