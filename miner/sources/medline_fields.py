"""The fields of one MEDLINE element: an lxml element in, an Article, a Deletion or a Rejection out.

Elements are NLM's (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html). This module knows
nothing of files; `miner.sources.medline` cuts a file into the elements that come here.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from miner.records import Article, Deletion, MeshHeading, Rejection, Relation, Section

# Characters that show nothing and break a word in two for a lexicon: controls, soft hyphen, zero-width
# characters, direction marks, byte order mark.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_XML_SPACE = " \t\r\n"
_MATHML = "{http://www.w3.org/1998/Math/MathML}math"
_POWER = re.compile(r"\s*[-+\u2010-\u2013\u2212]?\s*\d+\s*")

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DIGITS_MAX = 10
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}

_DASH = "[-\u2010\u2011\u2013]"
_TRIAL_NUMBER = re.compile(
    rf"(NCT|ISRCTN)[ :#-]{{0,2}}(\d{{8}})(?!\d)"
    rf"|(?<!\d)((?:19|20)\d\d){_DASH}(\d{{6}}){_DASH}(\d\d)(?!{_DASH}?\d)",
    re.ASCII,
)
_MAYBE_EUDRACT = re.compile(rf"{_DASH}\d{{6}}{_DASH}\d\d", re.ASCII)
# NLM's DataBankName of the trial registries, to the prefix under which their numbers are written.
_REGISTRIES = {
    "ANZCTR": "ACTRN",
    "CHICTR": "CHICTR",
    "CLINICALTRIALS.GOV": "NCT",
    "CRIS": "KCT",
    "CTRI": "CTRI",
    "DRKS": "DRKS",
    "EUDRACT": "EUDRACT",
    "IRCT": "IRCT",
    "ISRCTN": "ISRCTN",
    "JAPICCTI": "JAPICCTI",
    "JMACCT": "JMACCT",
    "JPRN": "JPRN",
    "NTR": "NTR",
    "PACTR": "PACTR",
    "PHRR": "PHRR",
    "REBEC": "RBR",
    "REPEC": "REPEC",
    "RPCEC": "RPCEC",
    "SLCTR": "SLCTR",
    "TCTR": "TCTR",
    "UMIN CTR": "UMIN",
}


class _UndefinedEntityError(ValueError):
    """A text holds a reference such as &alpha; that nothing defines: its character cannot be known."""


def read_article(record: etree._Element, position: int) -> Article | Rejection:
    """The article of a PubmedArticle or of a bare MedlineCitation.

    OtherAbstract (another language, a lay summary) and CopyrightInformation are left out.

    Args:
        record: the element, complete.
        position: its place among the records of its file, from 1, for the Rejection.
    """
    citation = record if record.tag == "MedlineCitation" else record.find("MedlineCitation")
    parts = _children(citation)
    pmid = _read_number(parts.get("PMID"))
    if pmid is None:
        return _reject_pmid(parts.get("PMID"), position)
    article = parts.get("Article")
    fields = _children(article)
    journal = _children(fields.get("Journal"))
    try:
        title = _read_title(fields)
        text, sections = _lay_out(title, fields.get("Abstract"))
        if not text:
            return Rejection(position=position, reason="no title and no abstract", pmid=pmid)
        entered_on = _entrez_day(record) or _read_date(parts.get("DateCreated"))
        appeared_on = _read_date(fields.get("ArticleDate"))
        return Article(
            pmid=pmid,
            version=_read_version(parts["PMID"]),
            text=text,
            sections=sections,
            journal=_text_of(journal.get("Title")) or _text_of(journal.get("ISOAbbreviation")),
            year=_publication_year(journal.get("JournalIssue"))
            or (appeared_on.year if appeared_on else None)
            or (entered_on.year if entered_on else None),
            entered_on=entered_on or appeared_on,
            revised_on=_read_date(parts.get("DateRevised")),
            publication_types=_texts(fields.get("PublicationTypeList"), "PublicationType"),
            mesh_headings=tuple(MeshHeading(name=n) for n in _texts(parts.get("MeshHeadingList"), "DescriptorName")),
            languages=tuple(code.lower() for code in _texts(article, "Language")),
            trial_ids=_trial_ids(fields.get("DataBankList"), text),
            relations=_relations(parts.get("CommentsCorrectionsList")),
        )
    except _UndefinedEntityError as error:
        return Rejection(position=position, reason=str(error), pmid=pmid)


def read_book(record: etree._Element, position: int) -> Article | Rejection:
    """The article of a PubmedBookArticle: a chapter, else the book; `journal` is the book's title."""
    document = record.find("BookDocument")
    parts = _children(document)
    pmid = _read_number(parts.get("PMID"))
    if document is None or pmid is None:
        return _reject_pmid(parts.get("PMID"), position)
    book = _children(parts.get("Book"))
    try:
        name = _text_of(book.get("BookTitle"))
        text, sections = _lay_out(_read_title(parts) or name, parts.get("Abstract"))
        if not text:
            return Rejection(position=position, reason="no title and no abstract", pmid=pmid)
        entered_on = _entrez_day(record) or _read_date(parts.get("ContributionDate"))
        return Article(
            pmid=pmid,
            version=_read_version(parts["PMID"]),
            text=text,
            sections=sections,
            journal=name,
            year=_publication_year(parts.get("Book")) or (entered_on.year if entered_on else None),
            entered_on=entered_on,
            revised_on=_read_date(parts.get("DateRevised")),
            publication_types=_texts(document, "PublicationType"),
            languages=tuple(code.lower() for code in _texts(document, "Language")),
            trial_ids=_trial_ids(None, text),
        )
    except _UndefinedEntityError as error:
        return Rejection(position=position, reason=str(error), pmid=pmid)


def read_deletions(element: etree._Element, position: int) -> Iterator[Deletion | Rejection]:
    """The PMIDs of a DeleteCitation (articles) or DeleteDocument (books), in their order."""
    if not len(element):
        yield Rejection(position=position, reason=f"{element.tag} names no PMID")
    for child in element:
        pmid = _read_number(child)
        yield _reject_pmid(child, position) if pmid is None else Deletion(pmid=pmid)


def _reject_pmid(element: etree._Element | None, position: int) -> Rejection:
    found = (element.text or "").strip()[:40] if element is not None else ""
    return Rejection(position=position, reason=f"PMID is not a number: {found!r}" if found else "no PMID")


def _children(element: etree._Element | None) -> dict[str, etree._Element]:
    """Children by tag; of a tag that repeats, the last. One pass is faster than a `find` for each field."""
    return {} if element is None else {child.tag: child for child in element}


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterchildren(tag), None)  # several times as fast as `find`


def _text_of(element: etree._Element | None) -> str:
    """All text inside an element, inner markup included, on one line; "" for None.

    Every run of white space, no-break and thin spaces included, becomes one plain space: of 3,849 no-break
    spaces in 65,466 records 509 stand between two letters, where no name of two words would match across
    them. A power keeps its meaning: 10<sup>9</sup> becomes "10^9", not "109", and only there, between
    digits, so that m<sup>2</sup> stays "m2", as abstracts write it, and CD4<sup>+</sup> "CD4+".

    Raises:
        _UndefinedEntityError: the text holds a reference to an entity that nothing defines.
    """
    if element is None:
        return ""
    if len(element):
        pieces: list[str] = []
        _collect(element, pieces)
        raw = "".join(pieces)
    else:
        raw = element.text or ""
    if raw.isprintable() and "  " not in raw:  # most texts: no white space but single plain spaces
        return raw.strip(" ")
    return " ".join(_INVISIBLE.sub("", raw).split())


def _collect(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if child.tag is etree.Entity:
            raise _UndefinedEntityError(f"undefined entity {child.text}: write the character itself")
        if child.tag == _MATHML:
            # White space between MathML's elements means nothing: indented files have it, others not.
            formula: list[str] = []
            _collect(child, formula)
            pieces.extend(token.strip(_XML_SPACE) for token in formula)
        else:
            if child.tag == "sup" and pieces[-1][-1:].isdigit() and _POWER.fullmatch(child.text or ""):
                pieces.append("^")
            _collect(child, pieces)
        if child.tail:
            pieces.append(child.tail)


def _texts(parent: etree._Element | None, tag: str) -> tuple[str, ...]:
    """The texts of all elements of one tag below a parent, in order, empty ones left out."""
    if parent is None:
        return ()
    return tuple(text for element in parent.iter(tag) if (text := _text_of(element)))


def _read_title(fields: dict[str, etree._Element]) -> str:
    """ArticleTitle without the brackets that mark a translation: "[Title]." is "Title.".

    VernacularTitle stands in where there is no title, or only NLM's "[Not Available]."; else it is left out.
    """
    title = _text_of(fields.get("ArticleTitle"))
    if not title or title.strip("[].").lower() == "not available":
        return _text_of(fields.get("VernacularTitle"))
    return _strip_brackets(title) if title[0] == "[" else title


def _strip_brackets(title: str) -> str:
    body = title.removesuffix(".")
    if not body.endswith("]"):
        return title
    depth = 0
    for place, character in enumerate(body):
        depth += (character == "[") - (character == "]")
        if depth == 0 and place < len(body) - 1:
            return title  # the first bracket belongs to a word: "[18F]FDG or [11C]"
    inner = body[1:-1].strip()
    return inner if inner.endswith((".", "?", "!")) else inner + title[len(body) :]


def _lay_out(title: str, abstract: etree._Element | None) -> tuple[str, tuple[Section, ...]]:
    """The text, one section a line, and where each section lies in it; empty sections are left out.

    NLM's fillers are no labels: Label "UNLABELLED" and NlmCategory "UNASSIGNED" become "".
    """
    lines: list[str] = []
    sections: list[Section] = []
    start = 0
    if title:
        lines.append(title)
        sections.append(Section(start=0, end=len(title), category="TITLE"))
        start = len(title) + 1
    for part in abstract if abstract is not None else ():
        line = _text_of(part) if part.tag == "AbstractText" else ""
        if not line:
            continue
        label, category = " ".join(part.get("Label", "").split()), part.get("NlmCategory", "")
        lines.append(line)
        sections.append(
            Section(
                start=start,
                end=start + len(line),
                label="" if label == "UNLABELLED" else label,
                category="" if category == "UNASSIGNED" else category,
            )
        )
        start += len(line) + 1
    return "\n".join(lines), tuple(sections)


def _read_number(element: etree._Element | None) -> int | None:
    """The positive whole number that an element holds, None where it holds anything else."""
    return _to_number(element.text or "") if element is not None else None


def _to_number(text: str) -> int | None:
    text = text.strip()
    return int(text) or None if text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX else None


def _read_version(pmid: etree._Element) -> int:
    return _to_number(pmid.get("Version", "")) or 1


def _read_date(element: etree._Element | None) -> date | None:
    """The day of Year, Month ("05", "May") and Day: the first where one lacks, None for no such day."""
    if element is None:
        return None
    given = {part.tag: (part.text or "").strip() for part in element}
    month = given.get("Month") or "1"
    try:
        return date(
            int(given.get("Year", "")),
            _MONTHS.get(month[:3].lower()) or int(month),
            int(given.get("Day") or 1),
        )
    except (ValueError, OverflowError):
        return None


def _entrez_day(record: etree._Element) -> date | None:
    """The day on which PubMed added the record; a bare MedlineCitation does not say."""
    for child in record:
        if child.tag in {"PubmedData", "PubmedBookData"}:
            for day in child.iter("PubMedPubDate"):
                if day.get("PubStatus") == "entrez":
                    return _read_date(day)
    return None


def _publication_year(issue: etree._Element | None) -> int | None:
    """The year of PubDate: its Year, else the first year in its MedlineDate ("1998 Dec-1999 Jan")."""
    given = _children(_child(issue, "PubDate") if issue is not None else None)
    for tag in ("Year", "MedlineDate"):
        found = _YEAR.search(_text_of(given.get(tag)))
        if found:
            return int(found.group())
    return None


def _trial_ids(banks: etree._Element | None, text: str) -> tuple[str, ...]:
    """Registrations in DataBankList, then those that the text names, each once, as CURIEs."""
    found: list[str] = []
    for bank in banks if banks is not None else ():
        prefix = _REGISTRIES.get(_text_of(bank.find("DataBankName")).upper())
        for accession in _texts(bank, "AccessionNumber") if prefix else ():
            number = accession.upper()
            found.extend(_numbers_in(number) or [f"{prefix}:{number.removeprefix(str(prefix)).lstrip(' :-')}"])
    # The plain tests keep the regular expression, about 70 microseconds an abstract, off most texts.
    if "NCT" in text or "ISRCTN" in text or _MAYBE_EUDRACT.search(text):
        found.extend(_numbers_in(text))
    return tuple(dict.fromkeys(found))


def _numbers_in(text: str) -> list[str]:
    return [
        f"{match[1]}:{match[2]}" if match[1] else f"EUDRACT:{match[3]}-{match[4]}-{match[5]}"
        for match in _TRIAL_NUMBER.finditer(text)
    ]


def _relations(corrections: etree._Element | None) -> tuple[Relation, ...]:
    """Every CommentsCorrections that carries a PMID, citations ("Cites") included."""
    found = []
    for correction in corrections if corrections is not None else ():
        pmid = _read_number(_child(correction, "PMID"))
        if pmid is not None:
            found.append(Relation(kind=correction.get("RefType", ""), pmid=pmid))
    return tuple(found)
