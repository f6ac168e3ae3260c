"""What the classifier of designs learns from: annotated abstracts, and MEDLINE's types and headings as partial labels.

MEDLINE seldom says all: "Journal Article" about people is no randomised trial, yet may be a cohort or a survey. A label
therefore has a group that is right, if one is known, and groups of which nothing is known; the others are wrong.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from miner.reading.designs.classifier import group_of
from miner.reading.designs.medline import design_of_publication_types
from miner.reading.designs.rules import apply_rules
from miner.reading.notices import PERSON_HEADINGS, is_notice
from miner.records import Article, Design
from miner.sources.medline import read_records

REAL_TYPES = (
    "literature_more/disease_topics_medline_1957_2024.xml.gz",
    "literature_more/pubmed_exports_full_1966_2024.xml.gz",
    "medline_xml/articlesearch.pubmed_result.xml.gz",
    "medline_xml/medline16n0902.xml.gz",
    "medline_xml/p1m_ortho_systematic_reviews_292.xml.gz",
    "medline_xml/pubmedportable_pancreatic_100.xml.gz",
    "medline_xml/sr_project_2015.xml.gz",
)
"""Files whose records have MEDLINE's own publication types and headings."""
PARTLY_REAL_TYPES = (
    "literature_more/drug_trials_cochrane_1986_2023.xml.gz",
    "literature_more/randomised_trials_ebm_1986_2017.xml.gz",
    "literature_more/richer_in_corpus.xml.gz",
)
"""Files in which "Journal Article" alone may be a placeholder: records with another type have MEDLINE's own."""
ABSTRACT_MIN = 100
"""Characters of an abstract: titles alone neither train nor are scored."""

CELLS = frozenset(
    {
        *("in vitro techniques", "cell line", "cell line, tumor", "cells, cultured", "tumor cells, cultured"),
        *("hela cells", "cho cells", "mcf-7 cells", "hep g2 cells", "caco-2 cells", "hek293 cells"),
    }
)
OBSERVED = frozenset(
    {
        *("retrospective studies", "case-control studies", "cross-sectional studies", "registries"),
        "genome-wide association study",
    }
)
FOLLOWED = frozenset(
    {
        *("cohort studies", "prospective studies", "follow-up studies", "longitudinal studies", "risk factors"),
        *("incidence", "prevalence", "mendelian randomization analysis"),
    }
)
"""Headings of observational studies that trials have too."""
ASKED = frozenset({"qualitative research", "focus groups", "health care surveys", "attitude of health personnel"})
PERHAPS_ASKED = frozenset(
    {
        *("interviews as topic", "health knowledge, attitudes, practice", "surveys and questionnaires"),
        *("health surveys", "patient satisfaction"),
    }
)
COSTS = frozenset(
    {
        *("cost-benefit analysis", "costs and cost analysis", "health care costs", "models, economic", "drug costs"),
        *("economics, pharmaceutical", "cost-effectiveness analysis", "cost of illness", "quality-adjusted life years"),
    }
)
_OPINIONS = frozenset({"editorial", "letter", "comment", "news"})

_D = Design
_LOOSE = frozenset(
    {
        *(_D.OBSERVATIONAL, _D.SURVEY, _D.IN_VITRO, _D.UNKNOWN, _D.PROTOCOL, _D.ECONOMIC, _D.SINGLE_ARM),
        _D.GUIDELINE,
    }
)
"""What an article about people without any type of study may be."""
_NONE: frozenset[Design] = frozenset()
_SILENT = {
    _D.GUIDELINE: frozenset({_D.REVIEW}),
    _D.PROTOCOL: frozenset({_D.RANDOMISED}),
    _D.REVIEW: frozenset({_D.SYSTEMATIC_REVIEW, _D.GUIDELINE}),
    _D.SINGLE_ARM: frozenset({_D.RANDOMISED}),
}
"""Of which other groups a publication type says nothing: reviews before 2019 may be systematic."""


class Target(NamedTuple):
    """The group that is right, None if only wrong ones are known, and those of which nothing is known."""

    group: Design | None
    unknown: frozenset[Design]


def target_of_medline(article: Article) -> Target | None:
    """Return what publication types and headings say of the group; None if they say nothing."""
    kinds = {kind.lower() for kind in article.publication_types}
    headings = {heading.name.lower() for heading in article.mesh_headings}
    if not headings and len(kinds) < 2:
        return None
    if is_notice(article):
        return Target(Design.NOTICE, _NONE)
    declared = group_of(design_of_publication_types(article.publication_types)[0])
    if {"animals", "humans"} & headings == {"animals"} and declared not in {
        *(_D.REVIEW, _D.SYSTEMATIC_REVIEW, _D.GUIDELINE, _D.PROTOCOL),
    }:
        is_open = bool(headings & CELLS)
        return Target(None, frozenset({_D.IN_VITRO, _D.ANIMAL, _D.UNKNOWN})) if is_open else Target(_D.ANIMAL, _NONE)
    if declared is not _D.UNKNOWN:
        return _target_of_type(article, declared, headings)
    if kinds & _OPINIONS:
        return Target(None, frozenset({_D.NOTICE, _D.REVIEW, _D.OBSERVATIONAL, _D.CASE_REPORT, _D.UNKNOWN}))
    return _target_of_headings(article, headings) if headings else None


def _target_of_type(article: Article, declared: Design, headings: set[str]) -> Target:
    """Return the target of a publication type."""
    if declared in {_D.RANDOMISED, _D.SINGLE_ARM} and headings & COSTS:
        return Target(None, frozenset({_D.ECONOMIC, _D.OBSERVATIONAL, _D.SINGLE_ARM, _D.RANDOMISED, _D.UNKNOWN}))
    if declared is _D.SINGLE_ARM and apply_rules(article).settled.design is _D.RANDOMISED:
        return Target(None, frozenset({_D.RANDOMISED, _D.SINGLE_ARM, _D.PROTOCOL}))
    return Target(declared, _SILENT.get(declared, _NONE))


def _target_of_headings(article: Article, headings: set[str]) -> Target:
    """Return the target of a record that has headings and no type of study."""
    unknown = frozenset({_D.ANIMAL}) if "animals" in headings else _NONE
    if headings & COSTS:
        is_about = any(heading.is_major and heading.name.lower() in COSTS for heading in article.mesh_headings)
        return Target(_D.ECONOMIC, unknown) if is_about else Target(None, unknown | _LOOSE)
    if "humans" not in headings:
        if headings & CELLS:
            return Target(_D.IN_VITRO, unknown)
        return Target(_D.UNKNOWN, frozenset({_D.IN_VITRO, _D.REVIEW, _D.SURVEY, _D.ECONOMIC, _D.OBSERVATIONAL}))
    return _target_of_people(headings, unknown)


def _target_of_people(headings: set[str], unknown: frozenset[Design]) -> Target:
    """Return the target of a record about people; `unknown` are groups of which nothing is known anyway."""
    if headings & ASKED and not headings & OBSERVED:
        return Target(_D.SURVEY, unknown)
    if headings & PERHAPS_ASKED or not headings & (PERSON_HEADINGS | CELLS):
        return Target(None, unknown | _LOOSE)
    if headings & PERSON_HEADINGS:
        if headings & OBSERVED:
            return Target(_D.OBSERVATIONAL, unknown | {_D.SURVEY})
        if headings & FOLLOWED:
            return Target(_D.OBSERVATIONAL, unknown | {_D.SURVEY, _D.SINGLE_ARM})
        return Target(None, unknown | (_LOOSE - {_D.IN_VITRO, _D.GUIDELINE}))
    return Target(None, unknown | {_D.IN_VITRO}) if unknown else Target(_D.IN_VITRO, _NONE)


def read_typed(data: Path) -> Iterator[Article]:
    """Yield the articles with MEDLINE's own types or headings and an abstract, each PMID once, in order of the files.

    Raises:
        SourceError: a file is missing or malformed.
    """
    seen: set[int] = set()
    for name in (*REAL_TYPES, *PARTLY_REAL_TYPES):
        for record in read_records(data / name):
            if not isinstance(record, Article) or record.pmid in seen or not has_abstract(record):
                continue
            if name in REAL_TYPES or len(record.publication_types) > 1:
                seen.add(record.pmid)
                yield record


def has_abstract(article: Article) -> bool:
    """Return whether the article has an abstract that can be scored."""
    return len(article.text) > len(article.title) + ABSTRACT_MIN


class Annotation(NamedTuple):
    """One line of annotated.tsv. `drawn` is how the abstract was chosen: "random" or "hard" (for its words)."""

    pmid: int
    design: str
    flags: tuple[str, ...]
    drawn: str

    @property
    def group(self) -> Design:
        """The group of its design; "other" is UNKNOWN."""
        return group_of(self.expected)

    @property
    def expected(self) -> Design:
        """Its design; "other" is UNKNOWN."""
        return next((design for design in Design if design.title == self.design), Design.UNKNOWN)


def read_annotated(path: Path) -> list[Annotation]:
    """Return the annotations of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Annotation(
                int(row["pmid"]), row["design"], tuple(row["flags"].split(",")) if row["flags"] else (), row["drawn"]
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]


def read_annotated_texts(data: Path, pmids: set[int]) -> dict[int, Article]:
    """Return the articles with these PMIDs by PMID.

    Raises:
        SourceError: a file is malformed.
    """
    return {
        record.pmid: record
        for path in sorted((data / "literature").glob("*.xml.gz"))
        for record in read_records(path)
        if isinstance(record, Article) and record.pmid in pmids
    }
