"""Candidates: every drug set and disease of which a sentence may say something, and the sentence masked for the pair.

In a masked sentence the drug in question is DRUG, the disease DISEASE, all others are OTHERDRUG and OTHERDISEASE, and
the rest is in lower case. A result that names only one of the two may speak of the other all the same:

- a drug and no disease: the disease is the only one of the title, else the only one of the sentence before;
- a disease and no drug: the drug is the only one of the title, else the only one of the sentence before;
- neither, but "the drug" or "this therapy": the disease is the only one of the title, the drug found likewise.

Results stand where results do; in an abstract without sections they also are where a sentence tells an outcome.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from miner.lexicon.drug_classes import is_class
from miner.reading.claims.anaphora import find_anaphor, tells_outcome
from miner.reading.claims.combinations import Place
from miner.reading.claims.sentences import ClaimSentence
from miner.reading.claims.vetoes import PROCEDURE

NEAR_BIOMARKER = 40
"""Characters at most between a biomarker and the disease it qualifies ("HER2-positive breast cancer")."""

_EXCLUDES = re.compile(
    r"\b(?:except|excepting|but not|and not|not in|unlike|other than|with the exception of|excluding|rather than)"
    r"(?: (?:for|in|of|on|those|that|with|the|patients|cells|against|mutants?|carrying|harbou?ring)){0,4}[ (]$",
    re.IGNORECASE,
)
"""Words before a biomarker in which the drug is said not to help: "all mutants except T315I"."""

_IS_SETTING = re.compile(rf"{PROCEDURE} (?:of|for|in|to|on) (?:[\w-]+ ){{0,4}}DISEASE")


class Candidate(NamedTuple):
    """A drug set and a disease in a sentence.

    `drug_from` and `disease_from` say where each was named: "sentence", "title" or "before". `masked` has the sentence
    on one line, not yet simplified.
    """

    sentence: ClaimSentence
    drugs: tuple[str, ...]
    disease: str
    drug_from: str
    disease_from: str
    biomarkers: tuple[str, ...]
    masked: str


def find_candidates(text: str, read: Sequence[ClaimSentence]) -> Iterator[Candidate]:
    """Yield the candidates of an article, in order of sentence, drugs and disease."""
    titles = [sentence for sentence in read if sentence.category == "TITLE"]
    title_disease = _only_disease(titles)
    if any(_IS_SETTING.search(mask(text, title, (), title_disease)) for title in titles):
        title_disease = ""  # "Dental extraction in hemophilia": what was given helped against something else
    title_drugs = _only_drugs(titles)
    title_markers = {curie for title in titles for curie in _biomarkers_near(text, title, title_disease)}
    before: ClaimSentence | None = None  # never the title, which has its own rule
    for sentence in read:
        if sentence.drugs and sentence.diseases:
            yield from _pairs(text, sentence)
            if sentence.is_result and _names_classes_alone(sentence):
                yield from _with_drugs(text, sentence, title_drugs, before)
        elif not sentence.is_result and not _is_case_result(text, sentence):
            pass
        elif sentence.drugs and not sentence.names_disease:
            yield from _with_disease(text, sentence, title_disease, title_markers, before)
        elif sentence.diseases and not sentence.drugs:
            yield from _with_drugs(text, sentence, title_drugs, before)
        elif not sentence.names_disease and title_disease:
            yield from _with_both(text, sentence, title_drugs, title_disease, before)
        before = None if sentence.category == "TITLE" else sentence


def _names_classes_alone(sentence: ClaimSentence) -> bool:
    return all(is_class(drugs[0]) for drugs in _drug_sets(sentence))


def _pairs(text: str, sentence: ClaimSentence) -> Iterator[Candidate]:
    for drugs in _drug_sets(sentence):
        for disease in _diseases(sentence):
            markers = _biomarkers_near(text, sentence, disease)
            masked = mask(text, sentence, drugs, disease)
            yield Candidate(sentence, drugs, disease, "sentence", "sentence", markers, masked)


def _with_disease(
    text: str, sentence: ClaimSentence, title_disease: str, title_markers: set[str], before: ClaimSentence | None
) -> Iterator[Candidate]:
    disease, source = title_disease, "title"
    if not disease and before is not None:
        disease, source = _only_disease([before]), "before"
    if not disease:
        return
    markers = title_markers if source == "title" else _biomarkers_near(text, before, disease) if before else ()
    for drugs in _drug_sets(sentence):
        masked = mask(text, sentence, drugs, "")
        yield Candidate(sentence, drugs, disease, "sentence", source, tuple(sorted(markers)), masked)


def _with_drugs(
    text: str, sentence: ClaimSentence, title_drugs: tuple[str, ...], before: ClaimSentence | None
) -> Iterator[Candidate]:
    drugs, source = title_drugs, "title"
    if not drugs and before is not None:
        drugs, source = _only_drugs([before]), "before"
    if not drugs:
        return
    for disease in _diseases(sentence):
        markers = _biomarkers_near(text, sentence, disease)
        yield Candidate(sentence, drugs, disease, source, "sentence", markers, mask(text, sentence, drugs, disease))


def _with_both(
    text: str, sentence: ClaimSentence, title_drugs: tuple[str, ...], title_disease: str, before: ClaimSentence | None
) -> Iterator[Candidate]:
    """Yield a result of "the drug" that names neither drug nor disease; its disease is that of the title."""
    drugs, source = title_drugs, "title"
    if not drugs and before is not None:
        drugs, source = _only_drugs([before]), "before"
    place = find_anaphor(text, sentence.start, sentence.end)
    if drugs and place:
        named = sentence._replace(drugs=(Place(*place, drugs),))
        yield Candidate(named, drugs, title_disease, source, "title", (), mask(text, named, drugs, ""))


def _is_case_result(text: str, sentence: ClaimSentence) -> bool:
    """Return whether a sentence of an abstract without sections tells what came of a treatment that it names."""
    is_running_text = not sentence.category and bool(sentence.drugs)
    return is_running_text and tells_outcome(text, sentence.start, sentence.end)


def _drug_sets(sentence: ClaimSentence) -> list[tuple[str, ...]]:
    return sorted({place.curies for place in sentence.drugs})


def _diseases(sentence: ClaimSentence) -> list[str]:
    return sorted({curie for place in sentence.diseases for curie in place.curies})


def _only_disease(sentences: Sequence[ClaimSentence]) -> str:
    """Return the disease of the sentences if they name exactly one, else ""."""
    named = {curie for sentence in sentences for curie in _diseases(sentence)}
    return named.pop() if len(named) == 1 else ""


def _only_drugs(sentences: Sequence[ClaimSentence]) -> tuple[str, ...]:
    """Return the drug or combination that the sentences name if it is one, else (); a class where there is no drug."""
    named = {drugs for sentence in sentences for drugs in _drug_sets(sentence)}
    named = {drugs for drugs in named if not is_class(drugs[0])} or named
    return named.pop() if len(named) == 1 else ()


def mask(text: str, sentence: ClaimSentence, drugs: tuple[str, ...], disease: str) -> str:
    """Return the sentence in lower case on one line, its mentions replaced by role names in capitals."""
    roles = [(place, "DRUG" if place.curies == drugs else "OTHERDRUG") for place in sentence.drugs]
    roles += [(p, "DISEASE" if disease in p.curies else "OTHERDISEASE") for p in sentence.diseases]
    pieces, at = [], sentence.start
    for place, role in sorted(roles):
        pieces += [text[at : place.start].lower(), role]
        at = place.end
    pieces.append(text[at : sentence.end].lower())
    return " ".join("".join(pieces).split())


def _biomarkers_near(text: str, sentence: ClaimSentence, disease: str) -> tuple[str, ...]:
    """Return the biomarkers at most NEAR_BIOMARKER characters from the disease with no other mention in between.

    Those that the sentence excepts are left out.
    """
    others = [p for p in (*sentence.drugs, *sentence.diseases) if disease not in p.curies]
    near: set[str] = set()
    for marker in sentence.biomarkers:
        if _EXCLUDES.search(text[max(sentence.start, marker.start - 60) : marker.start]):
            continue
        for place in sentence.diseases:
            first, second = sorted((marker, place))
            is_between = any(first.end <= other.start and other.end <= second.start for other in others)
            if _is_part_of_another(marker, place, sentence.diseases):
                continue
            if disease in place.curies and second.start - first.end <= NEAR_BIOMARKER and not is_between:
                near.update(marker.curies)
    return tuple(sorted(near))


def _is_part_of_another(marker: Place, place: Place, diseases: Sequence[Place]) -> bool:
    """Return whether a biomarker is part of the name of a disease other than this one."""
    return any(other != place and other.start <= marker.start and marker.end <= other.end for other in diseases)
