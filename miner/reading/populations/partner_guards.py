"""What stands around a drug that no patient of the study was given together with the studied one."""

from miner.reading.populations.guard import PARTNER, PRIOR, Guard

PARTNER_GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({PARTNER}),
        "We searched for the terms <A> and exercise.",
        "We gave <A> and exercise.",
        before=r"\b(?:(?<!-)terms|searche[sd]|searching|key ?words?)\b[^.;]{0,140}$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We know that the options are <A> plus <B>.",
        "We gave <A> plus <B>.",
        before=r"\boptions?\b[^.;]{0,60}\b(?:is|are|include\w*|compris\w+|consist\w*)\b[^.;]{0,100}$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We gave <A> plus <B>-depleted serum.",
        "We gave <A> plus <B>-coated stents.",
        after=r"[ -](?:depletion|depleted|deficien\w+|free\b|restrict\w+|loss|levels?|concentrations?)",
    ),
    Guard(
        frozenset({PARTNER}),
        "We treated them with <A> plus low <copper> diet.",
        "We treated them with <A> plus low <copper> doses.",
        after=r"[ -](?:[\w-]+ )?diets?\b",
    ),
    Guard(
        frozenset({PARTNER}),
        "We find that pain was similarly prolonged by treatment with <B> and <A> in trials.",
        "We find that pain was prolonged by combined treatment with <B> and <A> in trials.",
        before=r"\b(?:similarly|equally|both|alike)\b[^.;]{0,60}\b(?:treatment|therapy) with $",
    ),
    Guard(
        frozenset({PARTNER}),
        "We combined <A> with <B> sedation.",
        "We combined <A> with <B> infusions.",
        after=r"[ -](?:sedation|an[a]?esthe\w+)",
    ),
    Guard(
        frozenset({PARTNER}),
        "We saw that <A> was superior to <B> and chemotherapy.",
        "We saw that <A> was superior with <B> and chemotherapy.",
        before=r"\b(?:over|than|between|versus|vs\.?|compared (?:with|to)|superior to)\b[^.;]{0,40}\band $",
    ),
    Guard(
        frozenset({PARTNER}),
        "We evaluated <A>, along with <B> and placebo.",
        "We gave <A> along with <B>.",
        before=r", along with (?:the )?$|\b(?:measured|assessed|determined)\b[^.;]{0,60}\balong with (?:the )?$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We measured the active moiety, defined as <A> plus <B>.",
        "We gave a treatment that was <A> plus <B>.",
        before=r"\b(?:defined as|sum of|moiety)\b[^.;]{0,60}$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We think that <A> along with <B> should be recommended.",
        "We gave <A> along with <B> as recommended.",
        after=r"[^.;]{0,20} should (?:not )?be (?:recommended|considered|used|avoided|given|tried)\b",
    ),
    Guard(
        frozenset({PARTNER}),
        "We saw that patients on <A> plus placebo or <B> plus rest improved.",
        "We saw that patients on <A> plus placebo or <B> improved.",
        before=r"\bplacebo or (?:\d\S* m?c?g (?:of )?)?$",
        after=r"[^.;,]{0,30} plus\b",
    ),
    Guard(
        frozenset({PARTNER, PRIOR}),
        "Patients were excluded if they had prior <B> or concomitant surgery; they had <A>.",
        "Patients were included if they had prior <B> with concomitant surgery; they had <A>.",
        before=r"\bexclu(?:ded|sion)\b[^.;]{0,150}$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We compared <A> 2 mg with a combination of <B> and rest.",
        "We combined <A> 2 mg with a combination of <B> and rest.",
        before=r"\b(?:compar\w+|versus|vs\.?)\b[^;]{0,60}\b(?:with|to|versus|vs\.?) an? (?:fixed )?"
        r"combination of (?:oral )?$",
    ),
    Guard(
        frozenset({PARTNER}),
        "We gave them <A> (n = 12), <B> (n = 11) and <C> (n = 7).",
        "We gave them <A> plus <C> (n = 7).",
        before=r"\(n ?= ?\d+\),? (?:and |or )?$",
        after=r" \(n ?= ?\d+\)",
    ),
    Guard(
        frozenset({PARTNER}),
        "We evaluated replacing current therapy (<B> plus <C>) with <A>.",
        "We evaluated continuing current therapy (<B> plus <C>) with <A>.",
        before=r"\breplac(?:ing|ement of) [^.;]{0,60}$",
    ),
)
