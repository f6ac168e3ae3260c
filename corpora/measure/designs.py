"""Scores study designs: what titles and abstracts alone make of articles whose design people have noted.

Two golds: 4,838 random abstracts of 2019 that two people labelled (wmotte/asreview_rcts), and MEDLINE's publication
types. The first counts only rodents as animals, so predictions are compared where a text names one; its
"randomised" leaves out trials in healthy people and in psychology. Neither trains anything.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from corpora.measure.scores import Score, compare
from miner.lexicon.build.tables import read_rows
from miner.reading.claims.design import design_of_text
from miner.records import Article, Design
from miner.sources.medline import read_records

_RODENT = re.compile(r"\b(?:mice|mouse|murine|rats?|rodents?|hamsters?|gerbils?|guinea[- ]pigs?)\b", re.IGNORECASE)
_REVIEWS = frozenset({Design.SYSTEMATIC_REVIEW, Design.GUIDELINE, Design.REVIEW})
_REVIEW_TYPES = frozenset({"review", "systematic review", "meta-analysis", "practice guideline", "guideline"})
_RECENT = "literature/recent_sample_2019_2022.xml.gz"
_ABSTRACT_MIN = 100
"""Characters of an abstract: titles alone are not scored."""


def evaluate_designs(data: Path) -> Iterator[Score]:
    """Yield the scores of study designs by text on both golds.

    Raises:
        SourceError: a file of the reference data is missing or malformed.
    """
    yield from _score_labelled(data)
    yield from _score_publication_types(data)


def _score_labelled(data: Path) -> Iterator[Score]:
    path = data / "corpora" / "claims" / "asreview_rcts_full_labels.tsv.gz"
    gold = {int(row["pmid"]): row for row in read_rows(path, sep="\t")}
    articles = {article.pmid: article for article in _articles(data / _RECENT) if article.pmid in gold}
    found = {pmid: design_of_text(article) for pmid, article in articles.items()}
    with_rodents = {pmid for pmid, article in articles.items() if _RODENT.search(article.text)}
    for label, columns, design, among in (
        ("randomised", ("randomized_trial",), Design.RANDOMISED, set(articles)),
        ("systematic review", ("systematic_review", "meta_analysis"), Design.SYSTEMATIC_REVIEW, set(articles)),
        ("protocol", ("protocol",), Design.PROTOCOL, set(articles)),
        ("animal", ("rodent",), Design.ANIMAL, with_rodents),
    ):
        true = {pmid for pmid in among if any(gold[pmid][column] == "1" for column in columns)}
        predicted = {pmid for pmid in among if found[pmid] is design}
        yield compare(true, predicted).as_score("designs", "two readers", label)


def _score_publication_types(data: Path) -> Iterator[Score]:
    articles = [
        article
        for path in sorted((data / "literature_more").glob("*.xml.gz"))
        for article in _articles(path)
        if len(article.publication_types) > 1 and len(article.text) > len(article.title) + _ABSTRACT_MIN
    ]
    found = [design_of_text(article) for article in articles]
    measures: tuple[tuple[str, Callable[[set[str]], bool], frozenset[Design]], ...] = (
        ("randomised", lambda kinds: "randomized controlled trial" in kinds, frozenset({Design.RANDOMISED})),
        (
            "case report",
            lambda kinds: "case reports" in kinds,
            frozenset({Design.CASE_REPORT, Design.CASE_SERIES}),
        ),
        ("review", lambda kinds: not kinds.isdisjoint(_REVIEW_TYPES), _REVIEWS),
    )
    for label, is_true, designs in measures:
        true = {i for i, a in enumerate(articles) if is_true({kind.lower() for kind in a.publication_types})}
        predicted = {i for i, design in enumerate(found) if design in designs}
        yield compare(true, predicted).as_score("designs", "MEDLINE types", label)


def _articles(path: Path) -> Iterator[Article]:
    return (record for record in read_records(path) if isinstance(record, Article))
