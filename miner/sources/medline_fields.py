"""The fields of one MEDLINE element: converts an lxml element to an Article, a Deletion or a Rejection.

Elements are NLM's (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html). This module knows
nothing of files; `miner.sources.medline` splits a file into these elements. Text is read by `medline_text`, dates by
`medline_dates`, lists by `medline_lists`.
"""

from collections.abc import Iterator
from datetime import date

from lxml import etree

from miner.records import Article, Deletion, Rejection
from miner.sources.languages import is_english_text
from miner.sources.medline_dates import read_date, read_entrez_day, read_history_day, read_publication_date, year_of
from miner.sources.medline_lists import (
    read_authors,
    read_chemicals,
    read_grants,
    read_mesh_headings,
    read_number,
    read_place,
    read_relations,
    read_supplementary_concepts,
    read_trial_ids,
    to_number,
)
from miner.sources.medline_text import (
    UndefinedEntityError,
    lay_out,
    read_other_abstracts,
    read_title,
    text_of,
    texts_of,
)


def read_article(record: etree._Element, position: int) -> Article | Rejection:
    """Return the article of a PubmedArticle or a bare MedlineCitation, or why it is rejected.

    Left out are CopyrightInformation, affiliations, keywords and the reference list.

    Args:
        record: the element, complete.
        position: its position among the records of its file, from 1, for the Rejection.
    """
    outer = {} if record.tag == "MedlineCitation" else _children(record)
    citation = outer.get("MedlineCitation", record)
    parts = _children(citation)
    pmid = read_number(parts.get("PMID"))
    if pmid is None:
        return _reject_pmid(parts.get("PMID"), position)
    try:
        return _build_article(pmid, citation, parts, outer.get("PubmedData")) or _reject_empty(pmid, position)
    except UndefinedEntityError as error:
        return Rejection(position=position, reason=str(error), pmid=pmid)


def _build_article(
    pmid: int, citation: etree._Element, parts: dict[str, etree._Element], data: etree._Element | None
) -> Article | None:
    """Return the article, None if it has neither title nor abstract; `data` is the PubmedData beside the citation."""
    fields = _children(parts.get("Article"))
    vernacular_title = text_of(fields.get("VernacularTitle"))
    text, sections = lay_out(
        read_title(fields.get("ArticleTitle"), vernacular_title), _abstract(fields.get("Abstract"), citation)
    )
    if not text:
        return None
    journal = _children(fields.get("Journal"))
    publication_date = read_publication_date(_child(journal.get("JournalIssue"), "PubDate"))
    appeared_on = read_date(fields.get("ArticleDate"))
    entered_on = read_entrez_day(data) or read_date(parts.get("DateCreated")) or appeared_on
    authors, collective_names = read_authors(_all(parts.get("Article"), "AuthorList"))
    return Article(
        pmid=pmid,
        version=_read_version(parts["PMID"]),
        text=text,
        sections=sections,
        journal=text_of(journal.get("Title")) or text_of(journal.get("ISOAbbreviation")),
        year=year_of(publication_date)
        or (appeared_on.year if appeared_on else None)
        or (entered_on.year if entered_on else None),
        entered_on=entered_on,
        revised_on=read_date(parts.get("DateRevised")),
        indexed_on=read_date(parts.get("DateCompleted")) or _indexed_day(parts, data),
        publication_types=texts_of(_all(fields.get("PublicationTypeList"), "PublicationType")),
        mesh_headings=read_mesh_headings(parts.get("MeshHeadingList")),
        languages=_read_languages(parts.get("Article")),
        trial_ids=read_trial_ids(fields.get("DataBankList"), text),
        relations=read_relations(parts.get("CommentsCorrectionsList")),
        publication_date=publication_date,
        appeared_on=appeared_on,
        vernacular_title=vernacular_title,
        authors=authors,
        collective_names=collective_names,
        chemicals=read_chemicals(parts.get("ChemicalList")),
        supplementary_concepts=read_supplementary_concepts(parts.get("SupplMeshList")),
        grants=read_grants(fields.get("GrantList")),
        other_abstracts=tuple(read_other_abstracts(citation)) if "OtherAbstract" in parts else (),
        place=read_place(parts.get("Article"), data),
    )


def _indexed_day(parts: dict[str, etree._Element], data: etree._Element | None) -> date | None:
    """Return the day that PubmedData calls "medline", if the record was indexed: others have their first day there."""
    return read_history_day(data, "medline") if "MeshHeadingList" in parts else None


def _abstract(abstract: etree._Element | None, citation: etree._Element) -> etree._Element | None:
    """Return the abstract to read: the record's own, or where that is missing or not English another one that is.

    Lay summaries are not read.
    """
    others = [
        other
        for other in citation.iterchildren("OtherAbstract")
        if other.get("Language", "").lower() == "eng" and other.get("Type") != "plain-language-summary"
    ]
    if not others or (abstract is not None and (own := text_of(abstract)) and is_english_text(own)):
        return abstract
    return next(filter(text_of, others), abstract)


def read_book(record: etree._Element, position: int) -> Article | Rejection:
    """Return the article of a PubmedBookArticle, a chapter or a whole book; `journal` is the book's title.

    A whole book has its authors inside Book; editors are left out.
    """
    outer = _children(record)
    document = outer.get("BookDocument")
    parts = _children(document)
    pmid = read_number(parts.get("PMID"))
    if document is None or pmid is None:
        return _reject_pmid(parts.get("PMID"), position)
    try:
        return _build_book(pmid, document, parts, outer.get("PubmedBookData")) or _reject_empty(pmid, position)
    except UndefinedEntityError as error:
        return Rejection(position=position, reason=str(error), pmid=pmid)


def _build_book(
    pmid: int, document: etree._Element, parts: dict[str, etree._Element], data: etree._Element | None
) -> Article | None:
    """Return the article, None if it has neither title nor abstract; `data` is the document's PubmedBookData."""
    book = _children(parts.get("Book"))
    name = text_of(book.get("BookTitle"))
    vernacular_title = text_of(parts.get("VernacularTitle"))
    text, sections = lay_out(read_title(parts.get("ArticleTitle"), vernacular_title) or name, parts.get("Abstract"))
    if not text:
        return None
    publication_date = read_publication_date(book.get("PubDate"))
    entered_on = read_entrez_day(data) or read_date(parts.get("ContributionDate"))
    authors, collective_names = read_authors(
        authors
        for owner in (document, parts.get("Book"))
        for authors in _all(owner, "AuthorList")
        if authors.get("Type") != "editors"
    )
    return Article(
        pmid=pmid,
        version=_read_version(parts["PMID"]),
        text=text,
        sections=sections,
        journal=name,
        year=year_of(publication_date) or (entered_on.year if entered_on else None),
        entered_on=entered_on,
        revised_on=read_date(parts.get("DateRevised")),
        publication_types=texts_of(_all(document, "PublicationType")),
        languages=_read_languages(document),
        trial_ids=read_trial_ids(None, text),
        publication_date=publication_date,
        vernacular_title=vernacular_title,
        authors=authors,
        collective_names=collective_names,
        grants=read_grants(parts.get("GrantList")),
    )


def read_deletions(element: etree._Element, position: int) -> Iterator[Deletion | Rejection]:
    """Yield the deletions of a DeleteCitation (articles) or DeleteDocument (books), in order."""
    if not len(element):
        yield Rejection(position=position, reason=f"{element.tag} names no PMID")
    for child in element:
        pmid = read_number(child)
        yield _reject_pmid(child, position) if pmid is None else Deletion(pmid=pmid)


def _reject_pmid(element: etree._Element | None, position: int) -> Rejection:
    found = (element.text or "").strip()[:40] if element is not None else ""
    return Rejection(position=position, reason=f"PMID is not a number: {found!r}" if found else "no PMID")


def _reject_empty(pmid: int, position: int) -> Rejection:
    return Rejection(position=position, reason="no title and no abstract", pmid=pmid)


def _children(element: etree._Element | None) -> dict[str, etree._Element]:
    """Return children by tag, the last one of a repeated tag. One pass is faster than a `find` for each field."""
    return {} if element is None else {child.tag: child for child in element}


def _child(element: etree._Element | None, tag: str) -> etree._Element | None:
    return next(iter(_all(element, tag)), None)  # several times as fast as `find`


def _all(element: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    """Return an iterator over the children of one tag, in order."""
    return iter(()) if element is None else element.iterchildren(tag)


def _read_languages(element: etree._Element | None) -> tuple[str, ...]:
    return tuple([code.lower() for code in texts_of(_all(element, "Language"))])


def _read_version(pmid: etree._Element) -> int:
    return to_number(pmid.get("Version", "")) or 1
