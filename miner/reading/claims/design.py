"""The design of a study, from its MEDLINE record or else from its own words.

Precedence, the first that applies:

1. MeSH Animals without Humans is ANIMAL, unless the publication type says review, guideline or protocol. It
   comes before any word of randomisation: mice are randomised too.
2. Publication types, weightiest first: guideline, meta-analysis or systematic review, protocol, randomised
   trial (including phase III and IV), phase II, phase I, observational study, case report, review. The text
   may turn a case report into a series, and a review into a systematic review (MEDLINE has had that type only
   since 2019). "Clinical Trial" alone leaves the kind open: the text may make it RANDOMISED or a phase;
   otherwise it counts as PHASE_2 (a trial without control).
3. Text: the title first, since it names the study itself; then the abstract, by wordings that authors use for
   their own study ("randomised trials have shown" and "a review of the literature" are not among them).
4. MeSH In Vitro Techniques or a cell line, without Humans, is IN_VITRO.

An article without any of these, such as a letter, an editorial or laboratory chemistry, is UNKNOWN.
"""

import re

from miner.reading.claims.design_rules import (
    ABSTRACT_RULES,
    ANIMAL_HEADINGS,
    IN_VITRO_HEADINGS,
    NOT_OWN,
    PUBLICATION_TYPES,
    TITLE_RULES,
)
from miner.reading.claims.prefilter import Prefilter
from miner.records import Article, Design

_TITLE_RULES = tuple((design, re.compile(pattern)) for design, pattern in TITLE_RULES)
_ABSTRACT_RULES = tuple((design, re.compile(pattern)) for design, pattern in ABSTRACT_RULES)
_ABSTRACT_PREFILTER = Prefilter([pattern for _, pattern in _ABSTRACT_RULES])
_TRIALS = frozenset({Design.RANDOMISED, Design.PHASE_1, Design.PHASE_2})
_NO_SINGLE_STUDY = frozenset({Design.SYSTEMATIC_REVIEW, Design.GUIDELINE, Design.REVIEW, Design.PROTOCOL})
_REFINED = {
    (Design.CASE_REPORT, Design.CASE_SERIES): Design.CASE_SERIES,
    (Design.REVIEW, Design.SYSTEMATIC_REVIEW): Design.SYSTEMATIC_REVIEW,
}
"""Where the text is more specific than the publication type: (publication type, text) to design."""
_REFINABLE = frozenset(declared for declared, _ in _REFINED)


def own_words(text: str) -> str:
    """Return the text in lower case without what it says of other studies' designs."""
    lowered = text.lower().replace("\u2010", "-").replace("\u2011", "-")
    for hints, pattern in NOT_OWN:
        if any(hint in lowered for hint in hints):
            lowered = pattern.sub(lambda found: found.groupdict().get("own") or " ", lowered)
    return lowered


def study_design(article: Article) -> Design:
    """Return the design of the study that the article reports, UNKNOWN if nothing indicates it."""
    declared = design_of_publication_types(article.publication_types)
    headings = {heading.name.lower() for heading in article.mesh_headings}
    has_humans = "humans" in headings
    if headings & ANIMAL_HEADINGS and not has_humans and declared not in _NO_SINGLE_STUDY:
        return Design.ANIMAL
    if declared is not Design.UNKNOWN and declared not in _REFINABLE:
        return declared
    written = design_of_text(article)
    if declared is not Design.UNKNOWN:
        return _REFINED.get((declared, written), declared)
    if any(kind.lower() == "clinical trial" for kind in article.publication_types):
        return written if written in _TRIALS else Design.PHASE_2
    if written is Design.UNKNOWN and headings & IN_VITRO_HEADINGS and not has_humans:
        return Design.IN_VITRO
    return written


def design_of_publication_types(publication_types: tuple[str, ...]) -> Design:
    """Return the weightiest design that the publication types name, UNKNOWN if they name none."""
    declared = {kind.lower() for kind in publication_types}
    return next((design for kind, design in PUBLICATION_TYPES.items() if kind in declared), Design.UNKNOWN)


def design_of_text(article: Article) -> Design:
    """Return the design that the wording of the title, or else of the abstract, indicates; UNKNOWN if neither does."""
    title, own = article.title.lower(), own_words(article.title)
    for design, pattern in _TITLE_RULES:
        if pattern.search(title if design in _NO_SINGLE_STUDY else own):
            return _refine(design, article)
    abstract = own_words(article.text[len(article.title) :])
    possible = (_ABSTRACT_RULES[number] for number in _ABSTRACT_PREFILTER.candidates(abstract))
    return next((design for design, pattern in possible if pattern.search(abstract)), Design.UNKNOWN)


def _refine(design: Design, article: Article) -> Design:
    """Return RANDOMISED if the title ("phase II", "prospective") leaves it open and the abstract says it."""
    if design not in {Design.PHASE_1, Design.PHASE_2, Design.OBSERVATIONAL}:
        return design
    own = own_words(article.text[len(article.title) :])
    is_randomised = any(pattern.search(own) for kind, pattern in _ABSTRACT_RULES if kind is Design.RANDOMISED)
    return Design.RANDOMISED if is_randomised else design
