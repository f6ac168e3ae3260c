"""Sentences as claims need them: where they stand, what they name, which of it can be claimed.

Only linked mentions take part. A sentence without a section of its own takes the category of the last heading that
its text shows ("Results: ...").
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.identifiers import ingredients_of
from miner.lexicon.drug_classes import is_class
from miner.reading.claims.anaphora import find_anaphor
from miner.reading.claims.combinations import Place, tie_combinations
from miner.reading.overlap import drop_overlapping
from miner.records import Article, Mention, MentionType
from miner.sources.section_labels import inline_categories

_ACTS_ON = re.compile(
    r"[ -](?:tyrosine[ -]kinase[ -])?(?:inhibit|antagoni|agoni|block|TKI|antibod|targeted|directed|modulator|degrader)",
    re.IGNORECASE,
)
_ACTS_AGAINST = re.compile(
    r"\b(?:anti-?|inhibitors? of |targeting |block(?:ing|ade of) |inhibition of )$", re.IGNORECASE
)

RESULT_SECTIONS = frozenset({"RESULTS", "CONCLUSIONS"})
_TYPES = (MentionType.DRUG, MentionType.DISEASE, MentionType.BIOMARKER)


class ClaimSentence(NamedTuple):
    """A sentence with its section, whether it is in the last third of the abstract, and its mentions in order.

    `names_disease` also counts diseases without a link.
    """

    start: int
    end: int
    category: str
    is_late: bool
    drugs: tuple[Place, ...]
    diseases: tuple[Place, ...]
    biomarkers: tuple[Place, ...]
    names_disease: bool

    @property
    def is_result(self) -> bool:
        """Whether it stands where results do: in their sections, or late in an abstract without sections."""
        return self.category in RESULT_SECTIONS or (not self.category and self.is_late)


def read_sentences(
    article: Article,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    *,
    is_marker_enough: bool = False,
) -> Iterator[ClaimSentence]:
    """Yield the title, every sentence that names a drug or a disease, and results that say "the drug" for one.

    Args:
        article: the article that the offsets refer to.
        sentences: (start, end) of each sentence in order, the title first.
        mentions: in any order; of nested ones only the longest counts.
        is_marker_enough: yield sentences too that name nothing but a biomarker.
    """
    kept = _drop_nested(mention for mention in mentions if mention.link)
    starts = [mention.start for mention in kept]
    unlinked = [mention for mention in mentions if not mention.link and mention.type is MentionType.DISEASE]
    title_end = article.sections[0].end if article.title else 0
    late_from = title_end + (len(article.text) - title_end) * 2 // 3
    for (start, end), category in zip(sentences, _categories(article, sentences), strict=True):
        named = kept[bisect_left(starts, start) : bisect_left(starts, end)]
        is_late = start >= late_from
        is_enough = bool(named) if is_marker_enough else any(m.type is not MentionType.BIOMARKER for m in named)
        if category != "TITLE" and not is_enough:
            is_result = category in RESULT_SECTIONS or (not category and is_late)
            if not is_result or find_anaphor(article.text, start, end) is None:
                continue
        drugs, diseases, biomarkers = _places_by_type(article.text, named, end)
        yield ClaimSentence(
            start,
            end,
            category,
            is_late,
            _tie(article.text, drugs, end),
            diseases,
            biomarkers,
            bool(diseases) or any(start <= m.start < end for m in unlinked),
        )


def _tie(text: str, drugs: Sequence[Place], end: int) -> tuple[Place, ...]:
    """Return the drugs with combinations tied. A class is part of none: what its drugs are is not said."""
    classes = [place for place in drugs if is_class(place.curies[0])]
    if not classes:
        return tie_combinations(text, drugs, end)
    tied = tie_combinations(text, [place for place in drugs if place not in classes], end)
    free = [one for one in classes if not any(place.start < one.end and one.start < place.end for place in tied)]
    return tuple(sorted((*tied, *free)))


def _categories(article: Article, sentences: Sequence[tuple[int, int]]) -> list[str]:
    """Return the category of each sentence: its section's, or that of the heading above it in the running text."""
    given = [
        next((part.category for part in article.sections if part.start <= start < part.end), "")
        for start, _ in sentences
    ]
    inline = iter(
        inline_categories(article.text, [place for place, has in zip(sentences, given, strict=True) if not has])
    )
    return [category or next(inline) for category in given]


def _places_by_type(
    text: str, named: Sequence[Mention], end: int
) -> tuple[tuple[Place, ...], tuple[Place, ...], tuple[Place, ...]]:
    """Return a sentence's drugs, diseases and biomarkers, without drug targets and mentions that cross its end."""
    places: dict[MentionType, list[Place]] = {kind: [] for kind in _TYPES}
    for mention in named:
        if mention.end <= end and not _is_target(text, mention):
            places[mention.type].append(Place(mention.start, mention.end, curies_of(mention)))
    drugs, diseases, biomarkers = map(tuple, places.values())
    return drugs, diseases, biomarkers


def _is_target(text: str, mention: Mention) -> bool:
    """Return whether a gene is named as a drug's target ("EGFR inhibitors"), which says nothing about the patients."""
    if mention.type is not MentionType.BIOMARKER or not mention.link or " " in mention.link.curie:
        return False
    return bool(
        _ACTS_ON.match(text, mention.end) or _ACTS_AGAINST.search(text[max(0, mention.start - 20) : mention.start])
    )


def curies_of(mention: Mention) -> tuple[str, ...]:
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
