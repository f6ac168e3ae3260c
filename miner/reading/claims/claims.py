"""What each sentence says of its drugs and its diseases: mentions in, claims out.

One sentence, one drug (or combination) and one disease give one claim, decided by the first wording of
miner.reading.claims.cues that fits. Before the wordings are tried the sentence is masked: the drug in question
becomes DRUG, the disease DISEASE, all others OTHERDRUG and OTHERDISEASE, lists of drugs or of diseases
become one word, and a drug that was given before or that serves as comparator becomes PRIORDRUG or
COMPARATORDRUG, so that no other wording can pick it up.

What is decided here, and how:

- A prior line ("refractory to imatinib") is MENTIONED: it failed once, in patients chosen for that.
- A comparator is COMPARATOR even where it did well: it was not what the study tested.
- "question" is a claim of no result: background, aim and methods sections, sentences that announce an aim,
  and titles that name a comparison, a trial or a protocol or that ask. Nothing may oppose on a question.
- A disease that only the title names is taken for a sentence of results that names a drug and an outcome.

Only linked mentions take part. This module knows text and mentions alone: no vocabulary, no label, no store.
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
from miner.reading.claims.masking import simplify
from miner.reading.claims.orders import Orders
from miner.reading.claims.prefilter import Sieve
from miner.reading.overlap import drop_overlapping
from miner.records import Article, Claim, ClaimRelation, Mention, MentionType

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
    """A stretch of the text and the identifiers that it stands for.

    More than one is a combination of drugs, or several diseases that one mention names.
    """

    start: int
    end: int
    curies: tuple[str, ...]


class _Sentence(NamedTuple):
    """A sentence with all that decides: its section, its place in the abstract, its mentions in order."""

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
    """Return what the article claims, one claim per sentence, drug set and disease.

    Args:
        article: the article whose text the offsets count in.
        sentences: (start, end) of each sentence in order, the title first.
        mentions: of any order; those without a link are left out, and of nested ones the longest stays.

    Returns:
        Claims in the order of sentence, drugs, disease. Pairs that merely stand together are MENTIONED.
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
    """The title and the sentences that name a drug: all others, some half, claim nothing."""
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
    """Drugs, diseases and biomarkers of a sentence; what reaches beyond its end and what drugs act on are left out."""
    places: dict[MentionType, list[_Place]] = {kind: [] for kind in _TYPES}
    for mention in named:
        if mention.end <= end and not _is_target(text, mention):
            places[mention.type].append(_Place(mention.start, mention.end, _curies_of(mention)))
    drugs, diseases, biomarkers = map(tuple, places.values())
    return drugs, diseases, biomarkers


def _is_target(text: str, mention: Mention) -> bool:
    """Whether a gene is named as what a drug acts on ("EGFR inhibitors"): that says nothing of the patients."""
    if mention.type is not MentionType.BIOMARKER or not mention.link or " " in mention.link.curie:
        return False
    return bool(
        _ACTS_ON.match(text, mention.end) or _ACTS_AGAINST.search(text[max(0, mention.start - 20) : mention.start])
    )


def _curies_of(mention: Mention) -> tuple[str, ...]:
    """All that a mention names: the ingredients of a drug, the members of "breast and ovarian cancer"."""
    links = (mention.link, *mention.other_links) if mention.link else ()
    return tuple(curie for link in links for curie in ingredients_of(link.curie))


def _drop_nested(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the longest of overlapping mentions, in order: "hepatitis B vaccine" hides "hepatitis B".

    A biomarker hides only biomarkers and is hidden only by them ("HER2-positive" hides "HER2"): "HER2-positive breast
    cancer" is a disease and holds one.
    """
    by_length = sorted(mentions, key=lambda m: (m.start - m.end, m.start, m.type))
    markers = [mention for mention in by_length if mention.type is MentionType.BIOMARKER]
    others = [mention for mention in by_length if mention.type is not MentionType.BIOMARKER]
    return sorted([*drop_overlapping(others), *drop_overlapping(markers)], key=lambda m: m.start)


def _tie_combinations(text: str, drugs: tuple[_Place, ...], sentence_end: int) -> tuple[_Place, ...]:
    """Join drugs that are tied ("A plus B", "A and B combination"), not mere lists ("A, B and C")."""
    joined: list[_Place] = []
    run: list[_Place] = []

    def close() -> None:
        """End a run of drugs that stand in one list: a combination if a word before or after it says so."""
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
    """The disease of the title where it names exactly one, otherwise ""."""
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
    """Claims of results that name a drug and an outcome, about disease and biomarkers that only the title names."""
    is_result = sentence.category in RESULT_SECTIONS or (not sentence.category and sentence.is_late)
    if not sentence.drugs or sentence.names_disease or not is_result:
        return
    certainty = _certainty(article.text[sentence.start : sentence.end], sentence.category)
    for drugs in sorted({place.curies for place in sentence.drugs}):
        masked = _mark_roles(_mask(article.text, sentence, drugs, ""))
        for number in _OUTCOME_SIEVE.sift(masked):
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
    """Return the sentence in small letters with the mentions replaced by capital role names."""
    roles = [(place, "DRUG" if place.curies == drugs else "OTHERDRUG") for place in sentence.drugs]
    roles += [(p, "DISEASE" if disease in p.curies else "OTHERDISEASE") for p in sentence.diseases]
    pieces, at = [], sentence.start
    for place, role in sorted(roles):
        pieces += [text[at : place.start].lower(), role]
        at = place.end
    pieces.append(text[at : sentence.end].lower())
    return simplify("".join(pieces))


_DRUG = re.compile(r"\bDRUG\b")


def _naming(role: str) -> Callable[[re.Match[str]], str]:
    return lambda found: _DRUG.sub(role, found[0])


_ROLES = (
    *((pattern, _naming("PRIORDRUG")) for pattern in COMPILED_PRIOR),
    *((pattern, _naming("COMPARATORDRUG")) for pattern in COMPILED_COMPARATOR),
)
_ROLE_SIEVE = Sieve([pattern for pattern, _ in _ROLES])
_OUTCOME_SIEVE = Sieve([pattern for _, pattern in COMPILED_OUTCOMES])
_CUE_SIEVE = Sieve([pattern for _, pattern in COMPILED_CUES])
_CUE_ORDERS = Orders([cue.pattern for cue in CUES])


def _mark_roles(masked: str) -> str:
    """Rename the drug where it was given before or only compared with."""
    for number in _ROLE_SIEVE.sift(masked):
        pattern, role = _ROLES[number]
        masked = pattern.sub(role, masked)
    return masked


def _decide(masked: str) -> tuple[ClaimRelation, str]:
    """Return the relation of DRUG to DISEASE in a masked sentence and the words that decided it."""
    masked = _mark_roles(masked)
    for number in _CUE_SIEVE.sift(masked, _CUE_ORDERS.fitting(masked)):
        relation, pattern = COMPILED_CUES[number]
        if found := pattern.search(masked):
            return relation, "" if relation is ClaimRelation.MENTIONED else _words_of(found)
    if "COMPARATORDRUG" in masked:
        return ClaimRelation.COMPARATOR, "compared with"
    return ClaimRelation.MENTIONED, ""


def _words_of(found: re.Match[str]) -> str:
    """The words of a match that are neither gap nor mention ("side by side" where nothing else is left)."""
    words, at = [], found.start()
    for start, end in (span for span in found.regs[1:] if span[0] >= 0):
        words.append(found.string[at:start])
        at = end
    words.append(found.string[at : found.end()])
    return " ... ".join(filter(None, (word.strip(" -,") for word in words))) or "side by side"


_HEDGE, _QUESTION = range(2)
_CERTAINTY_SIEVE = Sieve([HEDGE, QUESTION])


def _certainty(text: str, category: str) -> str:
    """Return "question", "hedged" or "stated" for a sentence of a section."""
    lowered = text.lower()
    possible = set(_CERTAINTY_SIEVE.sift(lowered))
    is_hedged = _HEDGE in possible and HEDGE.search(lowered)
    if category == "TITLE":
        return "question" if NEUTRAL_TITLE.search(lowered) else "hedged" if is_hedged else "stated"
    if category in NO_RESULT_SECTIONS or (_QUESTION in possible and QUESTION.search(lowered)):
        return "question"
    return "hedged" if is_hedged else "stated"


def _biomarkers_near(sentence: _Sentence, disease: str) -> tuple[str, ...]:
    """Biomarkers at most NEAR_BIOMARKER characters from the disease with no other mention in between."""
    others = [p for p in (*sentence.drugs, *sentence.diseases) if disease not in p.curies]
    near: set[str] = set()
    for marker in sentence.biomarkers:
        for place in sentence.diseases:
            first, second = sorted((marker, place))
            is_between = any(first.end <= other.start and other.end <= second.start for other in others)
            if _stands_in_another(marker, place, sentence.diseases):
                continue
            if disease in place.curies and second.start - first.end <= NEAR_BIOMARKER and not is_between:
                near.update(marker.curies)
    return tuple(sorted(near))


def _stands_in_another(marker: _Place, place: _Place, diseases: Sequence[_Place]) -> bool:
    """Whether a biomarker is part of the name of another disease than this one."""
    return any(other != place and other.start <= marker.start and marker.end <= other.end for other in diseases)
