"""The lists of a MEDLINE citation: headings, substances, people, grants, registrations, links to other articles.

Each function takes the element that holds the list, or None if the record has none, and returns its entries in
order. Children are walked by hand: `find` and `findtext` cost several times as much, and lists hold most of a
record's elements.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml import etree

from miner.records import Chemical, Grant, JournalPlace, MeshHeading, MeshQualifier, Relation, SupplementaryConcept
from miner.sources.medline_text import text_of, texts_of
from miner.sources.registries import registration_of, registrations_in

_DIGITS_MAX = 10
_NO_REGISTRY_NUMBER = "0"


def read_number(element: etree._Element | None) -> int | None:
    """Return the positive integer in an element, None if it holds anything else."""
    return to_number(element.text or "") if element is not None else None


def to_number(text: str) -> int | None:
    """Return a text of at most 10 ASCII digits as a positive integer, None for any other text."""
    text = text.strip()
    return int(text) or None if text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX else None


def read_mesh_headings(headings: etree._Element | None) -> tuple[MeshHeading, ...]:
    """Return the headings of a MeshHeadingList, in which a descriptor opens each heading and its qualifiers follow."""
    found: list[tuple[str, str, bool, list[MeshQualifier]]] = []
    qualifiers: list[MeshQualifier] = []
    for term in headings.iter("DescriptorName", "QualifierName") if headings is not None else ():
        name, ui, is_major = text_of(term), term.get("UI", ""), term.get("MajorTopicYN") == "Y"
        if term.tag == "QualifierName":
            qualifiers.append(_qualifier(name, ui, is_major))
        else:
            qualifiers = []
            found.append((name, ui, is_major, qualifiers))
    return tuple(
        MeshHeading(name=name, ui=ui, is_major=is_major, qualifiers=tuple(below))
        for name, ui, is_major, below in found
        if name
    )


@lru_cache(maxsize=1024)  # fewer than a hundred exist, and a baseline file names them 100,000 times
def _qualifier(name: str, ui: str, is_major: bool) -> MeshQualifier:
    return MeshQualifier(name=name, ui=ui, is_major=is_major)


def read_chemicals(chemicals: etree._Element | None) -> tuple[Chemical, ...]:
    """Return the substances of a ChemicalList; a registry number of 0 is NLM's way to say that there is none."""
    found = []
    for chemical in chemicals if chemicals is not None else ():
        name = ui = number = ""
        for part in chemical:
            if part.tag == "NameOfSubstance":
                name, ui = text_of(part), part.get("UI", "")
            elif part.tag == "RegistryNumber":
                number = text_of(part)
        if name:
            found.append(Chemical(name=name, ui=ui, registry_number="" if number == _NO_REGISTRY_NUMBER else number))
    return tuple(found)


def read_supplementary_concepts(concepts: etree._Element | None) -> tuple[SupplementaryConcept, ...]:
    """Return the supplementary concepts of a SupplMeshList."""
    return tuple(
        [
            SupplementaryConcept(name=name, ui=concept.get("UI", ""), kind=concept.get("Type", ""))
            for concept in (concepts if concepts is not None else ())
            if (name := text_of(concept))
        ]
    )


def read_grants(grants: etree._Element | None) -> tuple[Grant, ...]:
    """Return the grants of a GrantList that have a number, an agency or both, without the institute's acronym."""
    found = []
    for grant in grants if grants is not None else ():
        given = {part.tag: text_of(part) for part in grant}
        number, agency = given.get("GrantID", ""), given.get("Agency", "")
        if number or agency:
            found.append(Grant(number=number, agency=agency, country=given.get("Country", "")))
    return tuple(found)


def read_authors(lists: Iterable[etree._Element]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people ("Smith J Jr") and the groups of AuthorLists.

    Names that NLM marks as misprints (ValidYN "N") are left out: the correct one is listed too. So are
    investigators, who belong to a group that is listed.
    """
    people: list[list[str]] = []
    groups: list[str] = []
    for authors in lists:
        name: list[str] = []
        for part in authors.iter("Author", "CollectiveName", "LastName", "Initials", "Suffix"):
            if part.tag == "Author":
                name = []
                if part.get("ValidYN") != "N":
                    people.append(name)
            elif text := text_of(part):
                (groups if part.tag == "CollectiveName" else name).append(text)
    return tuple([" ".join(name) for name in people if name]), tuple(groups)


def read_place(article: etree._Element | None, data: etree._Element | None) -> JournalPlace:
    """Return where the journal printed an article, and its DOI: that of ELocationID, else that of the record's list.

    Args:
        article: the Article element.
        data: the PubmedData beside the citation; the DOIs of its reference list are those of other articles.
    """
    if article is None:
        return JournalPlace()
    issue, pages = article.find("Journal/JournalIssue"), article.find("Pagination")
    return JournalPlace(
        volume=_text_at(issue, "Volume"),
        issue=_text_at(issue, "Issue"),
        pages=_text_at(pages, "MedlinePgn")
        or "-".join(filter(None, (_text_at(pages, "StartPage"), _text_at(pages, "EndPage")))),
        doi=next(_dois(article, data), ""),
    )


def _dois(article: etree._Element, data: etree._Element | None) -> Iterator[str]:
    """Yield the DOIs of an article that are valid, the publisher's first."""
    for element in article.iterchildren("ELocationID"):
        if element.get("EIdType") == "doi" and element.get("ValidYN", "Y") != "N" and (doi := text_of(element)):
            yield doi
    for element in data.iterfind("ArticleIdList/ArticleId") if data is not None else ():
        if element.get("IdType") == "doi" and (doi := text_of(element)):
            yield doi


def _text_at(owner: etree._Element | None, tag: str) -> str:
    return text_of(owner.find(tag)) if owner is not None else ""


def read_relations(corrections: etree._Element | None) -> tuple[Relation, ...]:
    """Return every CommentsCorrections that has a PMID, citations ("Cites") included."""
    found = []
    for element in corrections.iter("PMID") if corrections is not None else ():
        correction, pmid = element.getparent(), to_number(element.text or "")
        if correction is not None and pmid is not None:
            found.append(Relation(kind=correction.get("RefType", ""), pmid=pmid))
    return tuple(found)


def read_trial_ids(banks: etree._Element | None, text: str) -> tuple[str, ...]:
    """Return the trial registrations in DataBankList, then those named in the text, each once, as CURIEs."""
    found: list[str] = []
    for bank in banks if banks is not None else ():
        names = texts_of(bank.iterchildren("DataBankName"))
        for accession in texts_of(bank.iter("AccessionNumber")) if names else ():
            found.extend(registration_of(names[0], accession))
    found.extend(registrations_in(text))
    return tuple(dict.fromkeys(found))
