"""A sentence with numbers, taken apart: what the rules of kinds, arms and sizes look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from miner.reading.outcomes.arms import Arm, Study, find_arms, study_of
from miner.reading.outcomes.intervals import stated_level
from miner.reading.outcomes.passages import Telling, tellings
from miner.reading.outcomes.quantities import find_quantities
from miner.reading.outcomes.quantity import Form, Quantity
from miner.reading.outcomes.ties import runs_of, tie
from miner.reading.outcomes.times import TimePoint, find_times
from miner.reading.outcomes.tokens import Token, tokenise
from miner.reading.outcomes.words import Cue, find_cues
from miner.records import Article, Mention


@dataclass
class Sentence:
    """One sentence of an article. `text` and `lowered` are the article's, of one length; everything else is found."""

    text: str
    lowered: str
    start: int
    end: int
    telling: Telling
    study: Study

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the sentence."""
        return tokenise(self.text, self.start, self.end)

    @cached_property
    def texts(self) -> list[str]:
        """The lower-case tokens of the sentence."""
        return [token.text for token in self.tokens]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The quantities; the members of a list share the unit of its last one ("5.65 and 4.41 months")."""
        found = find_quantities(self.tokens)
        runs = runs_of(found, self.tokens)
        shared = [_share_unit([found[position] for position in run]) for run in runs]
        if not any(shared):
            self.__dict__["runs"] = runs  # what the property below would find again
        return found

    @cached_property
    def runs(self) -> list[list[int]]:
        """Positions of quantities that stand side by side."""
        return runs_of(self.quantities, self.tokens)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different lower-case tokens of the sentence."""
        return frozenset(self.texts)

    @cached_property
    def cues(self) -> list[Cue]:
        """Words that say what numbers measure."""
        return [cue for cue in find_cues(self.lowered, self.start, self.end) if _is_written(cue, self.text)]

    @cached_property
    def arms(self) -> list[Arm]:
        """Groups that the sentence names."""
        return find_arms(self.text, self.tokens, self.study, self.lowered)

    @cached_property
    def ties(self) -> dict[int, str]:
        """Arms by position of quantity."""
        return tie(self.quantities, self.arms, self.tokens)

    @cached_property
    def times(self) -> list[TimePoint]:
        """Time points."""
        return find_times(self.text, self.start, self.end)

    @cached_property
    def level(self) -> float | None:
        """The level that the sentence gives its intervals."""
        return stated_level(self.tokens)

    def is_in_run(self, position: int) -> bool:
        """Return whether a quantity stands side by side with another."""
        return any(position in run for run in self.runs)

    def word(self, position: int) -> str:
        """Return the lower-case token at a position, "" outside of the sentence."""
        texts = self.texts
        return texts[position] if 0 <= position < len(texts) else ""

    def words(self, first: int, last: int) -> list[str]:
        """Return the tokens from `first` up to `last`, without it."""
        return self.texts[max(0, first) : max(0, last)]


def take_apart(
    article: Article, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> tuple[Sentence, ...]:
    """Return the sentences of an article with what they may report; their parts are found when they are asked for."""
    lowered = lower_of_same_length(article.text)
    study = study_of(article.text, lowered, mentions)
    return tuple(
        Sentence(article.text, lowered, start, end, telling, study)
        for start, end, telling in tellings(article, sentences, lowered)
    )


def lower_of_same_length(text: str) -> str:
    """Return the text in lower case, letter for letter: what would become two letters stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _share_unit(run: Sequence[Quantity]) -> bool:
    """Give the members of a list the unit of its last one; return whether any got one."""
    is_shared = False
    last = run[-1]
    if last.form in {Form.PLAIN, Form.FRACTION}:
        last = next((each for each in reversed(run) if each.form not in {Form.PLAIN, Form.FRACTION}), last)
    for quantity in run:
        if (
            quantity.interval is None
            and quantity.form is Form.PLAIN
            and last.form not in {Form.FRACTION, Form.PLAIN, Form.PEOPLE}
        ):
            quantity.form, quantity.unit = last.form, last.unit
            is_shared = True
    return is_shared


_ACRONYMS = {
    "os": "OS", "or": "OR", "ors": "ORs", "hr": "HR", "hrs": "HRs", "rr": "RR", "rrs": "RRs", "md": "MD", "smd": "SMD",
    "wmd": "WMD", "arr": "ARR", "rrr": "RRR", "pcr": "pCR", "crs": "CRs", "crr": "CRR",
    "aes": "AEs", "sae": "SAE", "saes": "SAEs", "cfr": "CFR",
}  # fmt: skip
"""Cues that are other words, or units, if they are written in lower case."""


_OF_WITHDRAWAL = (["movement"], ["movements"], ["symptoms"], ["syndrome"], ["bleeding"], ["reaction"], ["severity"])
_CLEARED = frozenset(
    {"creatinine", "inulin", "plasma", "renal", "oral", "systemic", "total", "drug", "mucociliary", "apparent", "cr"}
)


_OF_SUBSTANCES = frozenset({"alcohol", "opiate", "opioid", "nicotine", "caffeine", "heroin", "abuse"})


def _is_disease(cue: Cue, text: str) -> bool:
    """Return whether a withdrawal is a state or its sign: "alcohol withdrawal", "withdrawal symptoms"."""
    if text[cue.end : cue.end + 24].split()[:1] in _OF_WITHDRAWAL:
        return True
    before = text[max(0, cue.start - 24) : cue.start].lower().split()[-2:]
    return text[cue.start : cue.end].lower() == "withdrawal" and not _OF_SUBSTANCES.isdisjoint(before)


def _is_written(cue: Cue, text: str) -> bool:
    words = text[cue.start : cue.end]
    if (acronym := _ACRONYMS.get(words.lower())) is not None:
        return words == acronym and not (words == "MD" and text.endswith(("of ", "on "), 0, cue.start))
    if words.lower() == "clearance" and text[: cue.start].rstrip().rpartition(" ")[2].lower() in _CLEARED:
        return False
    if cue.topic == "discontinuation" and _is_disease(cue, text):
        return False
    if cue.topic == "grade 3" and words[-1:] in {"A", "B", "C"}:
        return False  # a lesion's grade
    if cue.topic == "correlation" and len(words) <= 2:
        return text[cue.end : cue.end + 3].lstrip()[:1] in {"=", ":"} or text[cue.end : cue.end + 2] == "(="
    return True
