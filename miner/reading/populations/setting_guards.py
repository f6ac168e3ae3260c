"""What stands around a setting that was another treatment's, the patients' earlier one, or only hoped for."""

from miner.reading.populations.guard import SETTING, Guard

SETTING_GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({SETTING}),
        "We gave <A> to women with cancer completing 5 years of adjuvant <B>.",
        "We gave <A> as adjuvant treatment to women with cancer completing surgery.",
        before=r"\bcomplet(?:ing|ed|ion) (?:of )?(?:[\w-]+ ){0,6}$|\bpreviously (?:receiv\w+|treated)\b[^.;]{0,80}$|"
        r"\b(?:had|undergone) (?:surgery|resection|radiotherapy)\b[^.;]{0,90}$",
        values=frozenset({"adjuvant", "neoadjuvant", "maintenance", "induction"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A>; add-on treatment with <B> was allowed.",
        "We gave <A> as add-on treatment to all.",
        after=r"[^.;]{0,60}\b(?:was|were|is|will be) (?:allowed|permitted|required|needed|necessary)\b",
        values=frozenset({"add-on"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> under spinal anaesthesia for cancer pain.",
        "We gave <A> under spinal anaesthesia for hernia repair.",
        words=r"(?:spinal|epidural|regional|intravenous) an",
        after=r" (?:for|in|of) (?:[\w-]+ ){0,3}(?:cancer|chronic|labou?r|pain)\b",
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> after cancer, to patients undergoing curative resection.",
        "We gave <A> for pain, to patients undergoing knee resection.",
        words=r"(?:undergoing|before|during) (?:[\w-]+ )?(?:curative|complete|r0) ",
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A>, and both groups had conventional secondary prevention of stroke.",
        "We gave <A> for secondary prevention of stroke.",
        before=r"\b(?:conventional|standard|usual|routine|current|guideline\S*) (?:[\w-]+ )?(?:secondary |primary )?$",
        words="prevention of",
    ),
    Guard(
        frozenset({SETTING}),
        "If it is no option, we see that prevention of thrombosis by <A> becomes the goal.",
        "We gave <A>, since prevention of thrombosis was the goal.",
        before=r"^\W*(?:if|when|where)\b[^.;]{0,155}$",
        values=frozenset({"prophylaxis", "palliative"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We find that <A> appears to prevent death.",
        "We gave <A> to prevent death.",
        before=r"\b(?:appears?|seems?|hoped|likely|expected|tends?|able) $",
        words="to prevent",
    ),
    Guard(
        frozenset({SETTING}),
        "We tested possible addition of <A> to their existing treatment.",
        "We tested the addition of <A> to their existing treatment.",
        before=r"\b(?:possible|optional|permitted|allowed) $",
        values=frozenset({"add-on"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We think that addition of <A> to existing regimens may help them.",
        "We saw that addition of <A> to existing regimens helped them.",
        after=r"[^.;]{0,70}\b(?:may|might|could) (?:further |also )?(?!have been)",
        values=frozenset({"add-on"}),
        is_of_titles=False,
    ),
    Guard(
        frozenset({SETTING}),
        "We gave <A> in a palliative/pain clinic.",
        "We gave <A> as palliative treatment.",
        after=r"[/ ](?:[\w-]+ )?(?:clinic|ward|hospital)s?\b",
        values=frozenset({"palliative"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We measured the need for add-on treatment with <B> under <A>.",
        "We gave <A> for add-on treatment of pain.",
        before=r"\bneed (?:for|of) (?:an? )?$",
        values=frozenset({"add-on", "rescue", "maintenance"}),
    ),
    Guard(
        frozenset({SETTING}),
        "We think that <A> is best reserved as adjunctive therapy to <B>.",
        "We gave <A> as adjunctive therapy to <B>.",
        before=r"\breserved (?:as|for) (?:an? )?$",
    ),
    Guard(
        frozenset({SETTING}),
        "Treatment consisted of <A> and prophylaxis.",
        "We gave <A> for relief and prophylaxis of pain.",
        before=r"\band (?:antibiotic )?$",
        after=r"(?!,? (?:of|with|for|against|in|by)\b)",
        words=r"(?:chemo)?prophylaxis",
    ),
)
