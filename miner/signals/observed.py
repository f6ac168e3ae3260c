"""What the counted articles of a pair show beyond its totals: groups, titles, harms, statements, first trials."""

from collections.abc import Sequence
from dataclasses import dataclass

from miner.records import STUDIED_RELATIONS, ClaimRelation, Design, EvidenceRow, stance_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Counts of articles of a pair; `group_count` counts senior authors of supporting articles.

    `given_count` and `registered_count` leave out those that oppose the use: a failed trial must not speak for it.
    `first_years` maps the design of supporting articles to the first year of one. `supporting` are the PMIDs of them,
    `titled` the diseases that all their titles name.
    """

    group_count: int
    title_count: int
    causing_count: int
    studied_count: int
    given_count: int
    recommended_count: int
    approved_count: int
    registered_count: int
    first_years: dict[Design, int]
    supporting: frozenset[int] = frozenset()
    titled: frozenset[str] = frozenset()


def observe(disease: str, rows: Sequence[EvidenceRow]) -> Observed:
    """Return what the rows of a pair show."""
    supporting = [row for row in rows if stance_of(row.relation, row.certainty) == "supports"]
    opposing = {row.pmid for row in rows if stance_of(row.relation, row.certainty) == "opposes"}
    first_years: dict[Design, int] = {}
    for row in supporting:
        if row.year is not None:
            first_years[row.design] = min(row.year, first_years.get(row.design, row.year))
    return Observed(
        group_count=len({row.authors[-1] if row.authors else row.pmid for row in supporting}),
        title_count=len({row.pmid for row in supporting if disease in row.title_diseases}),
        causing_count=_articles(rows, {ClaimRelation.CAUSES}),
        studied_count=_articles(rows, STUDIED_RELATIONS),
        given_count=len({row.pmid for row in rows if row.relation is ClaimRelation.GIVEN_FOR} - opposing),
        recommended_count=_articles(rows, {ClaimRelation.RECOMMENDED}),
        approved_count=_articles(rows, {ClaimRelation.APPROVED}),
        registered_count=len({row.pmid for row in rows if row.trial_ids} - opposing),
        first_years=first_years,
        supporting=frozenset(row.pmid for row in supporting),
        titled=frozenset.intersection(*(frozenset(row.title_diseases) for row in supporting))
        if supporting
        else frozenset(),
    )


def _articles(rows: Sequence[EvidenceRow], relations: set[ClaimRelation] | frozenset[ClaimRelation]) -> int:
    return len({row.pmid for row in rows if row.relation in relations})
