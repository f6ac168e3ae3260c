"""What stands around a biomarker that was found or counted: who responded, how frequent it was."""

from miner.reading.populations.guard import MARKER, Guard

MARKER_GUARDS: tuple[Guard, ...] = (
    Guard(
        frozenset({MARKER}),
        "Best responders to <A> were patients with {PTEN loss}.",
        "We gave <A> to patients with {PTEN loss}.",
        before=r"\bresponders? (?:were|was|included)\b[^.;]{0,150}$",
    ),
    Guard(
        frozenset({MARKER}),
        "We saw that {triple negative} tumours were more frequent under <A>.",
        "We saw that patients with {triple negative} tumours needed <A>.",
        after=r"[^.;]{0,40}\b(?:were|was|are|is) (?:more|less|most|least) (?:frequent|common|likely|often)\b",
    ),
    Guard(
        frozenset({MARKER}),
        "We saw an effect of <A> that is reflected in a {PTEN loss}.",
        "We gave <A> to patients with {PTEN loss}.",
        before=r"\b(?:reflected|result(?:s|ed|ing)|shown|seen) (?:in|by) (?:an? |the )?$",
    ),
    Guard(
        frozenset({MARKER}),
        "We saw benefit (CR + {PR +} stable disease) under <A>.",
        "We gave <A> to patients with {PR +} disease.",
        before=r"\bcr ?\+ ?$",
    ),
    Guard(
        frozenset({MARKER}),
        "We report outcomes of <A> according to {BRAF mutation}.",
        "We report outcomes of <A> in patients with {BRAF mutation}.",
        before=r"\b(?:according to|stratified by|depending on) (?:the )?$",
    ),
    Guard(
        frozenset({MARKER}),
        "We saw that {triple negative} cancer risk did not change under <A>.",
        "We saw that patients with {triple negative} cancer needed <A>.",
        after=r" (?:[\w-]+ )?(?:cancers?|tumou?rs?|disease) (?:risk|incidence)\b",
    ),
)
