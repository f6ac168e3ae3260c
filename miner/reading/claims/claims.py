"""Claim extraction, what each sentence says about its drugs and its diseases: mentions in, claims out.

Each sentence, drug (or combination) and disease yields one claim, decided by the first cue of
miner.reading.claims.cues that matches. Before the cues are tried the sentence is masked: the drug in question
becomes DRUG, the disease DISEASE, all others OTHERDRUG and OTHERDISEASE, lists of drugs or of diseases
become one word, and a drug that was given before or that serves as comparator becomes PRIORDRUG or
COMPARATORDRUG, so that no other cue can match it.

Conventions:

- A drug of a prior line ("refractory to imatinib") is MENTIONED: it failed, but in patients selected for that.
- A comparator is COMPARATOR even if it did well: it was not what the study tested.
- "question" marks a claim without a result: background, aim and methods sections, sentences that announce an
  aim, and titles that name a comparison, a trial or a protocol or that ask. A question never counts as opposing.
- A result that names a drug and an outcome but no disease is about the disease of the title.

Only linked mentions take part. This module knows only text and mentions: no vocabulary, no label, no store.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.identifiers import ingredients_of
from miner.reading.claims.cues import (
    COMPILED_COMPARATOR,
    COMPILED_CUES,
    COMPILED_OUTCOMES,
    COMPILED_PRIOR,
    CUES,
    HEDGE,
    NEUTRAL_TITLE,
    QUESTION,
)
from miner.reading.claims.masking import simplify_masked
from miner.reading.claims.orders import OrderFilter
from miner.reading.claims.prefilter import Prefilter
from miner.reading.overlap import drop_overlapping
from miner.records import Article, Certainty, Claim, ClaimRelation, Mention, MentionType

NEAR_BIOMARKER = 40
"""Characters at most between a biomarker and the disease it qualifies ("HER2-positive breast cancer")."""

NO_RESULT_SECTIONS = frozenset({"BACKGROUND", "OBJECTIVE", "METHODS"})
RESULT_SECTIONS = frozenset({"RESULTS", "CONCLUSIONS"})
_INLINE_HEADING = re.compile(
    r"\W*(?:(background|introduction|context|rationale)|(objectives?|aims?|purpose)|"
    r"((?:materials? and |patients and )?methods?|design|setting|patients|participants)|(results?|findings)|"
    r"(conclusions?|interpretation))(?:\W*:|\b(?= [A-Z]))",
    re.IGNORECASE,
)
_INLINE_CATEGORIES = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")

_DOSE = r"(?:\s*\([^()]*\)|\s*\d[\d.,]*\s*(?:mg|g|mcg|µg)(?:/\w+)*)?"
_TIE = re.compile(
    rf"{_DOSE}\s*(?:\+|/|-|\u2013|(?:plus|(?:when )?combined with|in combination with|"
    r"(?:and|with) concomitant|added to|"
    r"co-?administered with|together with|as (?:an )?add-on to)\s)\s*(?:low-dose |high-dose )?",
    re.IGNORECASE,
)
_LIST = re.compile(rf"{_DOSE}\s*(?:,|,?\s*and|,?\s*with)\s*", re.IGNORECASE)
_COMBINED_AFTER = re.compile(r"[\s-]*(?:combination|co-?therapy|dual therapy|fixed-dose|regimen)", re.IGNORECASE)
_COMBINED_BEFORE = re.compile(r"(?:combination of|combined use of|combining|combined)\s+(?:\w+\s)?$", re.IGNORECASE)


_ACTS_ON = re.compile(
    r"[ -](?:tyrosine[ -]kinase[ -])?(?:inhibit|antagoni|agoni|block|TKI|antibod|targeted|directed|modulator|degrader)",
    re.IGNORECASE,
)
_ACTS_AGAINST = re.compile(
    r"\b(?:anti-?|inhibitors? of |targeting |block(?:ing|ade of) |inhibition of )$", re.IGNORECASE
)


_TYPES = (MentionType.DRUG, MentionType.DISEASE, MentionType.BIOMARKER)


class _Place(NamedTuple):
    """A span of the text and its identifiers: several for a drug combination or a mention of several diseases."""

    start: int
    end: int
    curies: tuple[str, ...]


class _Sentence(NamedTuple):
    """A sentence with its section, whether it is in the last third of the abstract, and its mentions in order."""

    start: int
    end: int
    category: str
    is_late: bool
    drugs: tuple[_Place, ...]
    diseases: tuple[_Place, ...]
    biomarkers: tuple[_Place, ...]
    names_disease: bool


def find_claims(
    article: Article, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> tuple[Claim, ...]:
    """Return the claims of an article, one for each sentence, drug set and disease.

    Args:
        article: the article that the offsets refer to.
        sentences: (start, end) of each sentence in order, the title first.
        mentions: in any order; those without a link are ignored, and of nested ones only the longest counts.

    Returns:
        Claims sorted by sentence, drugs and disease. Pairs that merely occur together are MENTIONED.
    """
    read = list(_read_sentences(article, sentences, mentions))
    title_disease = _only_disease_of_title(read)
    titles = [sentence for sentence in read if sentence.category == "TITLE"]
    title_markers = tuple(sorted({curie for title in titles for curie in _biomarkers_near(title, title_disease)}))
    claims: list[Claim] = []
    for sentence in read:
        claims.extend(_claims_of_sentence(article, sentence))
        if title_disease and sentence.category != "TITLE":
            claims.extend(_claims_from_title(article, sentence, title_disease, title_markers))
    return tuple(sorted(claims, key=lambda claim: (claim.sentence_start, claim.drugs, claim.disease)))


def _read_sentences(
    article: Article, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> Iterator[_Sentence]:
    """Yield the title and the sentences that name a drug; all others, about half, cannot claim anything."""
    kept = _drop_nested(mention for mention in mentions if mention.link)
    starts = [mention.start for mention in kept]
    unlinked = [mention for mention in mentions if not mention.link and mention.type is MentionType.DISEASE]
    title_end = article.sections[0].end if article.title else 0
    late_from = title_end + (len(article.text) - title_end) * 2 // 3
    inline = ""
    for start, end in sentences:
        category = next((part.category for part in article.sections if part.start <= start < part.end), "")
        if not category:
            heading = _INLINE_HEADING.match(article.text, start, end)
            inline = _INLINE_CATEGORIES[(heading.lastindex or 1) - 1] if heading else inline
            category = inline
        named = kept[bisect_left(starts, start) : bisect_left(starts, end)]
        if category != "TITLE" and not any(mention.type is MentionType.DRUG for mention in named):
            continue
        drugs, diseases, biomarkers = _places_by_type(article.text, named, end)
        yield _Sentence(
            start,
            end,
            category,
            start >= late_from,
            _tie_combinations(article.text, drugs, end),
            diseases,
            biomarkers,
            bool(diseases) or any(start <= m.start < end for m in unlinked),
        )


def _places_by_type(
    text: str, named: Sequence[Mention], end: int
) -> tuple[tuple[_Place, ...], tuple[_Place, ...], tuple[_Place, ...]]:
    """Return a sentence's drugs, diseases and biomarkers, without drug targets and mentions that cross its end."""
    places: dict[MentionType, list[_Place]] = {kind: [] for kind in _TYPES}
    for mention in named:
        if mention.end <= end and not _is_target(text, mention):
            places[mention.type].append(_Place(mention.start, mention.end, _curies_of(mention)))
    drugs, diseases, biomarkers = map(tuple, places.values())
    return drugs, diseases, biomarkers


def _is_target(text: str, mention: Mention) -> bool:
    """Return whether a gene is named as a drug's target ("EGFR inhibitors"), which says nothing about the patients."""
    if mention.type is not MentionType.BIOMARKER or not mention.link or " " in mention.link.curie:
        return False
    return bool(
        _ACTS_ON.match(text, mention.end) or _ACTS_AGAINST.search(text[max(0, mention.start - 20) : mention.start])
    )


def _curies_of(mention: Mention) -> tuple[str, ...]:
    """Return all that a mention names: the ingredients of a drug, the members of "breast and ovarian cancer"."""
    links = (mention.link, *mention.other_links) if mention.link else ()
    return tuple(curie for link in links for curie in ingredients_of(link.curie))


def _drop_nested(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the longest of overlapping mentions, in text order: "hepatitis B vaccine" hides "hepatitis B".

    Biomarkers hide and are hidden by biomarkers only ("HER2-positive" hides "HER2"): the disease "HER2-positive breast
    cancer" contains one.
    """
    by_length = sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.type))
    markers = [mention for mention in by_length if mention.type is MentionType.BIOMARKER]
    others = [mention for mention in by_length if mention.type is not MentionType.BIOMARKER]
    return sorted([*drop_overlapping(others), *drop_overlapping(markers)], key=lambda m: m.start)


def _tie_combinations(text: str, drugs: tuple[_Place, ...], sentence_end: int) -> tuple[_Place, ...]:
    """Return the drugs with combinations joined ("A plus B", "A and B combination"), but not lists ("A, B and C")."""
    joined: list[_Place] = []
    run: list[_Place] = []

    def close() -> None:
        """End a run of listed drugs; it is a combination if a word before or after it says so."""
        if len(run) > 1 and (
            _COMBINED_AFTER.match(text, run[-1].end, sentence_end)
            or _COMBINED_BEFORE.search(text[max(0, run[0].start - 40) : run[0].start])
        ):
            run[:] = [_merge(run)]
        joined.extend(run)
        run.clear()

    for drug in drugs:
        gap = text[run[-1].end : drug.start] if run else ""
        if run and _TIE.fullmatch(gap):
            run[-1] = _merge([run[-1], drug])
            continue
        if run and not _LIST.fullmatch(gap):
            close()
        run.append(drug)
    close()
    return tuple(joined)


def _merge(places: Sequence[_Place]) -> _Place:
    curies = tuple(sorted({curie for place in places for curie in place.curies}))
    return _Place(places[0].start, places[-1].end, curies)


def _only_disease_of_title(read: Sequence[_Sentence]) -> str:
    """Return the disease of the title if it names exactly one, else ""."""
    named = {curie for part in read if part.category == "TITLE" for place in part.diseases for curie in place.curies}
    return named.pop() if len(named) == 1 else ""


def _claims_of_sentence(article: Article, sentence: _Sentence) -> Iterator[Claim]:
    if not sentence.drugs or not sentence.diseases:
        return
    certainty = _certainty(article.text[sentence.start : sentence.end], sentence.category)
    for drugs in sorted({place.curies for place in sentence.drugs}):
        for disease in sorted({curie for place in sentence.diseases for curie in place.curies}):
            relation, cue = _decide(_mask(article.text, sentence, drugs, disease))
            yield Claim(
                pmid=article.pmid,
                sentence_start=sentence.start,
                sentence_end=sentence.end,
                drugs=drugs,
                disease=disease,
                biomarkers=_biomarkers_near(sentence, disease),
                relation=relation,
                certainty=certainty,
                cue=cue,
            )


def _claims_from_title(
    article: Article, sentence: _Sentence, disease: str, biomarkers: tuple[str, ...]
) -> Iterator[Claim]:
    """Yield the claims of a result that names a drug and an outcome, about the title's disease and biomarkers."""
    is_result = sentence.category in RESULT_SECTIONS or (not sentence.category and sentence.is_late)
    if not sentence.drugs or sentence.names_disease or not is_result:
        return
    certainty = _certainty(article.text[sentence.start : sentence.end], sentence.category)
    for drugs in sorted({place.curies for place in sentence.drugs}):
        masked = _mark_roles(_mask(article.text, sentence, drugs, ""))
        for number in _OUTCOME_PREFILTER.candidates(masked):
            relation, pattern = COMPILED_OUTCOMES[number]
            if found := pattern.search(masked):
                yield Claim(
                    pmid=article.pmid,
                    sentence_start=sentence.start,
                    sentence_end=sentence.end,
                    drugs=drugs,
                    disease=disease,
                    biomarkers=biomarkers,
                    relation=relation,
                    certainty=certainty,
                    disease_from="title",
                    cue=_words_of(found),
                )
                break


def _mask(text: str, sentence: _Sentence, drugs: tuple[str, ...], disease: str) -> str:
    """Return the sentence in lower case, its mentions replaced by role names in capitals, and simplified."""
    roles = [(place, "DRUG" if place.curies == drugs else "OTHERDRUG") for place in sentence.drugs]
    roles += [(p, "DISEASE" if disease in p.curies else "OTHERDISEASE") for p in sentence.diseases]
    pieces, at = [], sentence.start
    for place, role in sorted(roles):
        pieces += [text[at : place.start].lower(), role]
        at = place.end
    pieces.append(text[at : sentence.end].lower())
    return simplify_masked("".join(pieces))


_DRUG = re.compile(r"\bDRUG\b")


def _naming(role: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _DRUG.sub(role, found[0])


_ROLES = (
    *((pattern, _naming("PRIORDRUG")) for pattern in COMPILED_PRIOR),
    *((pattern, _naming("COMPARATORDRUG")) for pattern in COMPILED_COMPARATOR),
)
_ROLE_PREFILTER = Prefilter([pattern for pattern, _ in _ROLES])
_OUTCOME_PREFILTER = Prefilter([pattern for _, pattern in COMPILED_OUTCOMES])
_CUE_PREFILTER = Prefilter([pattern for _, pattern in COMPILED_CUES])
_CUE_ORDERS = OrderFilter([cue.pattern for cue in CUES])


def _mark_roles(masked: str) -> str:
    """Return the sentence with DRUG renamed where it was given before or is only a comparator."""
    for number in _ROLE_PREFILTER.candidates(masked):
        pattern, role = _ROLES[number]
        masked = pattern.sub(role, masked)
    return masked


def _decide(masked: str) -> tuple[ClaimRelation, str]:
    """Return the relation of DRUG to DISEASE in a masked sentence and the words that decided it."""
    masked = _mark_roles(masked)
    for number in _CUE_PREFILTER.candidates(masked, among=_CUE_ORDERS.fitting(masked)):
        relation, pattern = COMPILED_CUES[number]
        if found := pattern.search(masked):
            return relation, "" if relation is ClaimRelation.MENTIONED else _words_of(found)
    if "COMPARATORDRUG" in masked:
        return ClaimRelation.COMPARATOR, "compared with"
    return ClaimRelation.MENTIONED, ""


def _words_of(found: re.Match[str]) -> str:
    """Return the words of a match that are neither gap nor mention, "side by side" if there are none."""
    words, at = [], found.start()
    for start, end in (span for span in found.regs[1:] if span[0] >= 0):
        words.append(found.string[at:start])
        at = end
    words.append(found.string[at : found.end()])
    return " ... ".join(filter(None, (word.strip(" -,") for word in words))) or "side by side"


_HEDGE, _QUESTION = range(2)
_CERTAINTY_PREFILTER = Prefilter([HEDGE, QUESTION])


def _certainty(text: str, category: str) -> Certainty:
    """Return the certainty of a sentence of a section."""
    lowered = text.lower()
    possible = set(_CERTAINTY_PREFILTER.candidates(lowered))
    is_hedged = _HEDGE in possible and HEDGE.search(lowered)
    if category == "TITLE":
        return (
            Certainty.QUESTION if NEUTRAL_TITLE.search(lowered) else Certainty.HEDGED if is_hedged else Certainty.STATED
        )
    if category in NO_RESULT_SECTIONS or (_QUESTION in possible and QUESTION.search(lowered)):
        return Certainty.QUESTION
    return Certainty.HEDGED if is_hedged else Certainty.STATED


def _biomarkers_near(sentence: _Sentence, disease: str) -> tuple[str, ...]:
    """Return the biomarkers at most NEAR_BIOMARKER characters from the disease with no other mention in between."""
    others = [p for p in (*sentence.drugs, *sentence.diseases) if disease not in p.curies]
    near: set[str] = set()
    for marker in sentence.biomarkers:
        for place in sentence.diseases:
            first, second = sorted((marker, place))
            is_between = any(first.end <= other.start and other.end <= second.start for other in others)
            if _is_part_of_another(marker, place, sentence.diseases):
                continue
            if disease in place.curies and second.start - first.end <= NEAR_BIOMARKER and not is_between:
                near.update(marker.curies)
    return tuple(sorted(near))


def _is_part_of_another(marker: _Place, place: _Place, diseases: Sequence[_Place]) -> bool:
    """Return whether a biomarker is part of the name of a disease other than this one."""
    return any(other != place and other.start <= marker.start and marker.end <= other.end for other in diseases)
