"""Effects of biomarkers: triples of drug, disease and biomarker with what the sentence says of them.

A sentence that names a drug and a biomarker is masked for each pair and asked by the cue table, first in the clause
that names both. A clause that tells an outcome by a biomarker and names no drug means the only drug of its sentence,
else of the title, else of the sentence before. The disease is one of the sentence's, else the only one of the title,
else the only one of the sentence before; a sentence for which none of them is clear says nothing here. What only asks
("we examined whether ...") has the direction "studied".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from miner.reading.claims.combinations import Place
from miner.reading.claims.cues import QUESTION
from miner.reading.claims.prefilter import Prefilter
from miner.reading.claims.results import HARMS, UNDECIDED
from miner.reading.claims.sentences import ClaimSentence, read_sentences
from miner.reading.effects.cues import (
    ANY_CUE,
    COMPILED_OUTCOME,
    COMPILED_PAIR,
    COMPILED_PROGNOSTIC,
    DOWN,
    UP,
    EffectCue,
    is_shown,
)
from miner.reading.effects.markers import SAYS_PREDICTIVE, WITH_LEVEL, is_measured, without_targets
from miner.reading.effects.masking import clauses_of, mask_pair
from miner.reading.effects.treatments import NAMES, find_treatments
from miner.records import Article, BiomarkerEffect, EffectDirection, Mention, MentionType

D = EffectDirection
T = TypeVar("T")
PAIRS_MAX = 60
"""Pairs of a drug set and a biomarker beyond which a sentence is a table or a list and says nothing here."""
LENGTH_MAX = 2_000
"""Characters of a sentence beyond which it is none; patterns take the square of a sentence's length in time."""
DISEASES_MAX = 3
"""Diseases of one sentence to which an effect belongs; beyond these the nearest to the biomarker alone counts."""
PROBABILITY_MIN = 0.4
"""Probability below which an effect is left out."""
WEAK = 0.5
"""Probability up to which an effect of a treatment that names no drug is left out."""
ACROSS_CLAUSES = 0.6
"""Factor of the probability where drug and biomarker stand in different clauses."""
FROM_CONTEXT = 0.8
"""The same where the drug or the disease is that of the title or of the sentence before."""
_PAIR_FILTER = Prefilter([pattern for _, pattern in COMPILED_PAIR])
_OUTCOME_FILTER = Prefilter([pattern for _, pattern in COMPILED_OUTCOME])
_PROGNOSTIC_FILTER = Prefilter([pattern for _, pattern in COMPILED_PROGNOSTIC])
_WITH_BARE = sum(1 << n for n, (cue, _) in enumerate(COMPILED_PAIR) if not cue.needs_state)
_OUTCOME_WITH_BARE = sum(1 << n for n, (cue, _) in enumerate(COMPILED_OUTCOME) if not cue.needs_state)
_ASKING_SECTIONS = frozenset({"OBJECTIVE", "METHODS"})
_OPEN_STATES = frozenset({"", "expression"})
_Context = tuple[tuple[str, ...], str]
"""The only drug set and the only disease of a sentence, () and "" where there is none or are several."""


class _Found(NamedTuple):
    direction: EffectDirection
    cue: str
    probability: float
    biomarker_state: str = ""


def find_biomarker_effects(
    article: Article, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> tuple[BiomarkerEffect, ...]:
    """Return what the sentences of an article say of drugs and diseases by biomarker, in order of place.

    Args:
        article: the article that the offsets refer to.
        sentences: (start, end) of each sentence in order, the title first.
        mentions: drugs, diseases and biomarkers in any order; those without a link are ignored.

    Returns:
        One effect for each sentence, drug set, disease and biomarker. A gene that is silenced or overexpressed has the
        state "low" or "high" even if its mention has none. `drugs` of treatments without a drug's name are classes of
        `miner.reading.effects.treatments`.
    """
    if not any(m.link and m.type is MentionType.BIOMARKER for m in mentions) or not ANY_CUE.search(article.text):
        return ()
    effects: dict[tuple[object, ...], BiomarkerEffect] = {}
    title: _Context = ((), "")
    before: _Context = ((), "")
    for sentence in read_sentences(article, sentences, mentions, is_marker_enough=True):
        drugs = [place for place in sentence.drugs if not any(c.startswith("MESH:") for c in place.curies)]
        treated = [*drugs, *find_treatments(article.text, sentence.start, sentence.end, drugs)]
        here = sentence._replace(
            drugs=tuple(sorted(treated)),
            biomarkers=without_targets(article.text, sentence.biomarkers),
            diseases=_meant_diseases(article.text, sentence),
        )
        own: _Context = (_only([p.curies for p in here.drugs]) or (), _only(_curies(here.diseases)) or "")
        if here.biomarkers and not _is_list(here) and ANY_CUE.search(article.text, here.start, here.end):
            for effect in _effects_of(article.text, here, title, before):
                key = (effect.sentence_start, effect.drugs, effect.disease, effect.biomarker)
                effects.setdefault(key, effect)
        if here.category == "TITLE":
            title = own
        else:
            before = own
    return tuple(_without_bare(effects.values()))


def _is_list(here: ClaimSentence) -> bool:
    """Return whether a sentence is too long to be one, or a table."""
    pairs = len({place.curies for place in here.biomarkers}) * len({place.curies for place in here.drugs} or {()})
    return pairs > PAIRS_MAX or here.end - here.start > LENGTH_MAX


def _effects_of(text: str, here: ClaimSentence, title: _Context, before: _Context) -> Iterator[BiomarkerEffect]:
    for markers in dict.fromkeys(place.curies for place in here.biomarkers):
        diseases = _diseases_for(here, markers)
        factor = 1.0
        if not diseases:
            context = title[1] or before[1]
            diseases, factor = [context] if context and not here.names_disease else [], FROM_CONTEXT
        if not diseases:
            continue
        found = list(_by_drugs(text, here, markers, title, before))
        if not found and not here.drugs:
            found = list(_prognosis(text, here, markers))
        for drugs, one in found:
            if one.probability * factor < PROBABILITY_MIN or (drugs and drugs[0] in NAMES and one.probability <= WEAK):
                continue  # chemotherapy of patients who have the biomarker
            for disease in diseases:
                direction = _direction_in(text, here, disease, one.direction)
                if direction is None:
                    continue
                for marker in markers:
                    yield BiomarkerEffect(
                        drugs=drugs,
                        disease=disease,
                        biomarker=_with_state(marker, one.biomarker_state),
                        direction=direction,
                        sentence_start=here.start,
                        sentence_end=here.end,
                        cue=one.cue,
                        probability=round(one.probability * factor, 2),
                    )


_NOT_IN = re.compile(r"\b(?:but not|not in|unlike|except)(?: (?:in|for|those|with|patients|the|cells|of)){0,4} $")
"""Words before a disease that is excepted: "in melanoma but not in colorectal cancer"."""


def _direction_in(text: str, here: ClaimSentence, disease: str, direction: EffectDirection) -> EffectDirection | None:
    """Return the direction in a disease: where a sentence excepts it, a response is none, and nothing else holds."""
    starts = [place.start for place in here.diseases if disease in place.curies]
    if not starts or not all(_NOT_IN.search(text[max(here.start, at - 60) : at]) for at in starts):
        return direction
    return D.RESISTANT if direction is D.SENSITIVE else None


def _by_drugs(
    text: str, here: ClaimSentence, markers: tuple[str, ...], title: _Context, before: _Context
) -> Iterator[tuple[tuple[str, ...], _Found]]:
    """Yield the drug sets of which a sentence says something by the biomarkers of one mention."""
    masked = _masked(text, here, (), markers)
    if is_measured(markers[0]) and not (SAYS_PREDICTIVE.search(masked) or WITH_LEVEL.search(masked)):
        return
    sets = list(dict.fromkeys(place.curies for place in here.drugs))
    if not sets:
        drugs = title[0] or before[0]
        if "inhibitor" in text[here.start : here.end]:
            return  # another treatment than that of the context, under a name that is no drug's
        if drugs and (one := _outcome(masked, has_state=_has_state(markers, masked))):
            yield drugs, _asked(text, here, one._replace(probability=one.probability * FROM_CONTEXT))
        return
    for drugs in sets:
        masked = _masked(text, here, drugs, markers)
        one = _decide(masked, is_only_drug=len(sets) == 1, has_state=_has_state(markers, masked))
        if one and not (one.direction is D.STUDIED and is_measured(markers[0])):
            yield drugs, _asked(text, here, one)


def _decide(masked: str, *, is_only_drug: bool, has_state: bool) -> _Found | None:
    """Return what a masked sentence says of DRUG and MARKER: by the clauses with both, by MARKER's, by all of it."""
    among = -1 if has_state else _WITH_BARE
    clauses = clauses_of(masked)
    both = [clause for clause in clauses if _has(clause, "DRUG") and _has(clause, "MARKER")]
    for clause in both:
        if found := _first(clause, COMPILED_PAIR, _PAIR_FILTER, among):
            return found
    if both:
        return None
    alone = [clause for clause in clauses if _has(clause, "MARKER") and "DRUG" not in clause]
    if is_only_drug and (
        found := next((one for clause in alone if (one := _outcome(clause, has_state=has_state))), None)
    ):
        return found._replace(probability=found.probability * FROM_CONTEXT)
    if any(
        (_has(clause, "MARKER") and "OTHERDRUG" in clause) or (_has(clause, "DRUG") and "OTHERMARKER" in clause)
        for clause in clauses
    ):
        return None  # "L858R is sensitive to erlotinib, T790M resistant to gefitinib": each clause is complete
    found = _first(masked, COMPILED_PAIR, _PAIR_FILTER, among)
    return found and found._replace(probability=found.probability * ACROSS_CLAUSES)


def _has_state(markers: tuple[str, ...], masked: str) -> bool:
    """Return whether a biomarker says who the patients are, and is no gene or level on which a drug may act."""
    if is_measured(markers[0]):
        return " " in markers[0] and WITH_LEVEL.search(masked) is not None
    return " " in markers[0] or markers[0].startswith("SIGNATURE:")


def _outcome(clause: str, *, has_state: bool) -> _Found | None:
    return _first(clause, COMPILED_OUTCOME, _OUTCOME_FILTER, -1 if has_state else _OUTCOME_WITH_BARE)


def _has(clause: str, role: str) -> bool:
    return role in clause.replace(f"OTHER{role}", "")


def _first(
    clause: str, table: Sequence[tuple[EffectCue, re.Pattern[str]]], prefilter: Prefilter, among: int = -1
) -> _Found | None:
    for number, found in prefilter.matches(clause, among):
        cue, _ = table[number]
        state = "low" if DOWN.search(clause) else "high" if UP.search(clause) else ""
        return _Found(cue.direction, found[0][:120], cue.probability, state)
    return None


def _asked(text: str, here: ClaimSentence, one: _Found) -> _Found:
    """Return the finding, as one that was only studied where the sentence asks or says what was done."""
    is_asking = here.category in _ASKING_SECTIONS or (
        here.category != "TITLE" and QUESTION.search(text[here.start : here.end].lower())
    )
    is_open = UNDECIDED.search(text[here.start : here.end].lower())
    if not is_asking and not is_open and not text[here.start : here.end].rstrip().endswith("?"):
        return one
    return one._replace(direction=D.STUDIED, probability=min(one.probability, 0.6))


def _prognosis(text: str, here: ClaimSentence, markers: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], _Found]]:
    """Yield what a sentence without a drug says of the course of the disease by a biomarker, if it states it."""
    if here.category in _ASKING_SECTIONS:
        return
    for clause in clauses_of(_masked(text, here, (), markers)):
        if _has(clause, "MARKER") and is_shown(clause):
            found = _first(clause, COMPILED_PROGNOSTIC, _PROGNOSTIC_FILTER)
            if found:
                yield (), found
                return


def _masked(text: str, here: ClaimSentence, drugs: tuple[str, ...], markers: tuple[str, ...]) -> str:
    roles = [(place, "MARKER" if place.curies == markers else "OTHERMARKER") for place in here.biomarkers]
    roles += [(place, "DRUG" if place.curies == drugs else "OTHERDRUG") for place in here.drugs]
    roles += [(place, "disease") for place in here.diseases]
    return mask_pair(text, here.start, here.end, roles)


def _with_state(curie: str, state: str) -> str:
    """Return the biomarker with the state that the sentence gives its gene, if the mention has none of its own."""
    base, _, own = curie.partition(" ")
    return f"{base} {state}" if state and own in _OPEN_STATES and base.startswith("HGNC:") else curie


def _meant_diseases(text: str, sentence: ClaimSentence) -> tuple[Place, ...]:
    """Return the diseases without harms, and without general words ("tumours") where a sentence names a kind."""
    kept = [place for place in sentence.diseases if not _is_harm(text[place.start : place.end])]
    special = [place for place in kept if text[place.start : place.end].lower() not in _GENERAL]
    return tuple(special or kept)


def _is_harm(words: str) -> bool:
    return HARMS.search(words) is not None or _MORE_HARMS.search(words) is not None


_MORE_HARMS = re.compile(r"pneumonitis|myocarditis|dysfunction|damage|injury|overdose|hypersensitivity", re.IGNORECASE)
_GENERAL = frozenset(
    {"cancer", "cancers", "tumor", "tumour", "tumors", "tumours", "neoplasm", "neoplasms", "malignancy", "malignancies",
     "carcinoma", "carcinomas", "disease", "metastasis", "metastases", "solid tumors", "solid tumours", "solid tumor"}
)  # fmt: skip


def _diseases_for(here: ClaimSentence, markers: tuple[str, ...]) -> list[str]:
    """Return the diseases of the sentence; of many only the one nearest to the biomarker."""
    named = list(dict.fromkeys(_curies(here.diseases)))
    if len(named) <= DISEASES_MAX:
        return named
    spots = [place for place in here.biomarkers if place.curies == markers]
    nearest = min(here.diseases, key=lambda p: min(abs(p.start - spot.start) for spot in spots))
    return list(nearest.curies)


def _curies(places: Sequence[Place]) -> list[str]:
    return [curie for place in places for curie in place.curies]


def _only(named: Sequence[T]) -> T | None:
    kinds = set(named)
    return kinds.pop() if len(kinds) == 1 else None


def _without_bare(effects: Iterable[BiomarkerEffect]) -> Iterator[BiomarkerEffect]:
    """Yield the effects without those of a bare gene where the sentence says the same of one of its states."""
    listed = list(effects)
    stated = {
        (e.sentence_start, e.drugs, e.disease, e.biomarker.partition(" ")[0]) for e in listed if " " in e.biomarker
    }
    for effect in sorted(listed, key=lambda e: (e.sentence_start, e.drugs, e.disease, e.biomarker)):
        if (effect.sentence_start, effect.drugs, effect.disease, effect.biomarker) not in stated:
            yield effect
