"""Invented articles for the tests of designs."""

from datetime import date

from miner.records import Article, MeshHeading, Section

INDEXED = date(2015, 5, 5)


def article_of(
    title: str,
    abstract: str = "",
    *,
    kinds: tuple[str, ...] = (),
    mesh: tuple[str, ...] = (),
    indexed_on: date | None = INDEXED,
) -> Article:
    sections = [Section(start=0, end=len(title), category="TITLE")] if title else []
    text = title
    if abstract:
        text = f"{title}\n{abstract}" if title else abstract
        sections.append(Section(start=len(text) - len(abstract), end=len(text)))
    return Article(
        pmid=1,
        text=text,
        sections=tuple(sections),
        publication_types=kinds,
        mesh_headings=tuple(MeshHeading(name=name) for name in mesh),
        indexed_on=indexed_on,
    )
