"""The design of a study by its MEDLINE record: publication types and check tags, and the day they are known from.

NLM's indexers, or publishers, assign both; "Journal Article" and what says who paid are no design. Precedence: animals
without humans (mice are randomised too), unless the type says that it is no single study; then the weightiest type.
"""

from datetime import date
from typing import NamedTuple

from miner.reading.notices import is_notice
from miner.records import Article, Design

PUBLICATION_TYPES = {
    "practice guideline": Design.GUIDELINE,
    "guideline": Design.GUIDELINE,
    "consensus development conference": Design.GUIDELINE,
    "consensus development conference, nih": Design.GUIDELINE,
    "meta-analysis": Design.SYSTEMATIC_REVIEW,
    "network meta-analysis": Design.SYSTEMATIC_REVIEW,
    "systematic review": Design.SYSTEMATIC_REVIEW,
    "clinical trial protocol": Design.PROTOCOL,
    "clinical trial, veterinary": Design.ANIMAL,
    "randomized controlled trial, veterinary": Design.ANIMAL,
    "observational study, veterinary": Design.ANIMAL,
    "randomized controlled trial": Design.RANDOMISED,
    "equivalence trial": Design.RANDOMISED,
    "pragmatic clinical trial": Design.RANDOMISED,
    "clinical trial, phase iii": Design.PHASE_3,
    "clinical trial, phase ii": Design.PHASE_2,
    "clinical trial, phase i": Design.PHASE_1,
    "clinical trial, phase iv": Design.SINGLE_ARM,
    "controlled clinical trial": Design.SINGLE_ARM,
    "clinical trial": Design.SINGLE_ARM,
    "observational study": Design.OBSERVATIONAL,
    "twin study": Design.OBSERVATIONAL,
    "case reports": Design.CASE_REPORT,
    "review": Design.REVIEW,
    "scoping review": Design.REVIEW,
    "study guide": Design.REVIEW,
}
"""Publication types in order of precedence; the text may sharpen the general ones (`designs.design`)."""

INTRODUCED = {
    "observational study": date(2014, 1, 1),
    "pragmatic clinical trial": date(2014, 1, 1),
    "equivalence trial": date(2018, 1, 1),
    "systematic review": date(2019, 1, 1),
    "clinical trial protocol": date(2019, 1, 1),
    "network meta-analysis": date(2025, 1, 1),
    "scoping review": date(2025, 1, 1),
}
"""When NLM introduced types that it gave, or may have given, older records too
(https://www.nlm.nih.gov/bsd/disted/clinics/mesh_2019.html): they are known from then on at the earliest."""

ANIMAL_HEADINGS = frozenset({"animals", "disease models, animal", "mice", "rats", "dogs", "rabbits"})
IN_VITRO_HEADINGS = frozenset({"in vitro techniques", "cell line", "cell line, tumor", "cells, cultured"})
NO_SINGLE_STUDY = frozenset({Design.SYSTEMATIC_REVIEW, Design.GUIDELINE, Design.REVIEW, Design.PROTOCOL, Design.NOTICE})


class Declared(NamedTuple):
    """A design that the record declares, since when that is known (None if nothing is dated), and by what."""

    design: Design = Design.UNKNOWN
    known_on: date | None = None
    reason: str = ""


def design_of_medline(article: Article) -> Declared:
    """Return what the record declares, with design UNKNOWN if it says nothing of the design."""
    design, kind = design_of_publication_types(article.publication_types)
    if design not in NO_SINGLE_STUDY and article.publication_types and is_notice(article):
        design, kind = Design.NOTICE, ", ".join(article.publication_types)
    headings = {heading.name.lower() for heading in article.mesh_headings}
    if "humans" not in headings and design not in NO_SINGLE_STUDY:
        if headings & ANIMAL_HEADINGS:
            is_cells = bool(headings & IN_VITRO_HEADINGS) and design is Design.UNKNOWN
            if not is_cells:
                return Declared(Design.ANIMAL, known_on(article), "MeSH: animals without humans")
        elif design is Design.UNKNOWN and headings & IN_VITRO_HEADINGS:
            return Declared(Design.IN_VITRO, known_on(article), f"MeSH: {min(headings & IN_VITRO_HEADINGS)}")
    if design is Design.UNKNOWN:
        return Declared()
    return Declared(design, known_on(article, kind), f"publication type: {kind}")


def design_of_publication_types(publication_types: tuple[str, ...]) -> tuple[Design, str]:
    """Return the weightiest design that the publication types name, and the type; UNKNOWN and "" if they name none."""
    declared = {kind.lower() for kind in publication_types}
    found = next((kind for kind in PUBLICATION_TYPES if kind in declared), "")
    return (PUBLICATION_TYPES[found], found) if found else (Design.UNKNOWN, "")


def known_on(article: Article, kind: str = "") -> date | None:
    """Return the day from which the record's types and headings are known; None if it has no date.

    That is the day on which it was indexed, or else revised, or else entered; for a publication type no day before NLM
    introduced it.
    """
    day = article.indexed_on or article.revised_on or article.entered_on
    since = INTRODUCED.get(kind)
    return max(day, since) if day and since else day
