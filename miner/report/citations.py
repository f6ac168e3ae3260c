"""Citations as RIS, BibTeX and CSL-JSON, for a reference manager.

Article text is data in all three: no line break, brace or backslash of a title can end a field or begin another.
RIS follows the tags of Reference Manager (RIS 2001), CSL-JSON schema 1.0.2 of citationstyles.org.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from miner.records import JournalPlace

PUBMED = "https://pubmed.ncbi.nlm.nih.gov/{pmid}/"

_INITIALS = re.compile(r"[^\W\d_]{1,4}(?:-[^\W\d_]{1,2})?")
_SUFFIXES = frozenset({"jr", "sr", "2nd", "3rd", "4th", "ii", "iii", "iv"})
_NOWHERE = JournalPlace()
_PAGES = re.compile(r"[A-Za-z]{0,2}\d+-[A-Za-z]{0,2}\d+")
_SPACE = re.compile(r"\s+")
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""What LaTeX would not print as it stands. BibTeX counts every brace, even after a backslash: they come in pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An article to cite: `authors` are "Smith J" as MEDLINE prints them, `groups` are collective authors.

    `note` says why it is cited: the use with its rank and tier, and what the article says of it.
    """

    pmid: int
    title: str
    journal: str
    year: int | None
    authors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    place: JournalPlace = _NOWHERE
    note: str = ""

    @property
    def pages(self) -> tuple[str, str]:
        """First and last page in full ("1200-8" ends on 1208); of several ranges the whole, and "" as the last one."""
        first, _, last = self.place.pages.partition("-")
        if not last or not _PAGES.fullmatch(self.place.pages):
            return self.place.pages, ""
        return first, first[: max(0, len(first) - len(last))] + last if last.isdigit() else last

    @property
    def url(self) -> str:
        """The page of the article in PubMed."""
        return PUBMED.format(pmid=self.pmid)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFormat:
    """A format that reference managers read: its name, the suffix of its files, its media type and its writer."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Citation]], str]


def name_parts(author: str) -> tuple[str, str]:
    """Return family name and initials of "Smith AB" or "Smith AB Jr" (the suffix stays with the family name).

    The initials are "" if the last word does not look like them; the whole is then the family name.
    """
    words = author.split()
    suffix = words.pop() if len(words) > 2 and words[-1].casefold().rstrip(".") in _SUFFIXES else ""
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]) and words[-1].isupper():
        return " ".join((*words[:-1], suffix)).strip(), words[-1]
    return " ".join((*words, suffix)).strip(), ""


def _line(text: str) -> str:
    """Return the text on one line, without control characters."""
    spaced = _SPACE.sub(" ", text)
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cs"}).strip()


def to_ris(citations: Iterable[Citation]) -> str:
    """Return the citations as RIS, lines ending in CR LF."""
    return "".join(f"{tag}  - {value}\r\n" for citation in citations for tag, value in _ris(citation))


def _ris(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "JOUR"
    yield "AN", str(citation.pmid)
    yield "TI", _line(citation.title)
    for author in citation.authors:
        yield "AU", _line(", ".join(filter(None, name_parts(author))))
    for group in citation.groups:
        yield "AU", _line(group)
    yield "T2", _line(citation.journal)
    if citation.year is not None:
        yield "PY", str(citation.year)
    numbers = citation.place.volume, citation.place.issue, *citation.pages, citation.place.doi
    for tag, number in zip(("VL", "IS", "SP", "EP", "DO"), numbers, strict=True):
        if number:
            yield tag, _line(number)
    yield "DB", "PubMed"
    yield "UR", citation.url
    if citation.note:
        yield "N1", _line(citation.note)
    yield "ER", ""


def to_bibtex(citations: Iterable[Citation]) -> str:
    """Return the citations as BibTeX in UTF-8, keyed by PMID; doubled braces keep the capitals of titles."""
    return "\n".join(map(_bibtex, citations))


def _bibtex(citation: Citation) -> str:
    names = [", ".join(map(_bibtex_name, filter(None, name_parts(author)))) for author in citation.authors]
    names += [f"{{{_latex(group)}}}" for group in citation.groups]
    fields = {
        "title": f"{{{_latex(citation.title)}}}",
        "author": " and ".join(names),
        "journal": _latex(citation.journal),
        "year": str(citation.year or ""),
        "volume": _latex(citation.place.volume),
        "number": _latex(citation.place.issue),
        "pages": _latex("--".join(filter(None, citation.pages))),
        "doi": _latex(citation.place.doi),
        "pmid": str(citation.pmid),
        "url": citation.url,
        "note": _latex(citation.note),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@article{{pmid{citation.pmid},\n{lines}\n}}\n"


def _bibtex_name(part: str) -> str:
    """Return a part of a name; one with a comma or the word "and", which end a name, is kept together by braces."""
    text = _latex(part)
    return f"{{{text}}}" if "," in text or " and " in f" {text.lower()} " else text


def _latex(text: str) -> str:
    return "".join(_LATEX.get(c, c) for c in _line(text))


def to_csl(citations: Iterable[Citation]) -> str:
    """Return the citations as a CSL-JSON array, one item a line."""
    items = [json.dumps(_csl(citation), ensure_ascii=False) for citation in citations]
    return "[" + ",\n".join(items) + "]\n"


def _csl(citation: Citation) -> dict[str, Any]:
    authors: list[dict[str, str]] = []
    for author in citation.authors:
        family, given = map(_line, name_parts(author))
        authors.append({"family": family, "given": given} if given else {"literal": family})
    authors += [{"literal": _line(group)} for group in citation.groups]
    item: dict[str, Any] = {
        "id": f"pmid:{citation.pmid}",
        "type": "article-journal",
        "title": _line(citation.title),
        "container-title": _line(citation.journal),
        "author": authors,
        "PMID": str(citation.pmid),
        "URL": citation.url,
        "volume": _line(citation.place.volume),
        "issue": _line(citation.place.issue),
        "page": _line("-".join(filter(None, citation.pages))),
        "DOI": _line(citation.place.doi),
        "note": _line(citation.note),
    }
    if citation.year is not None:
        item["issued"] = {"date-parts": [[citation.year]]}
    return {name: value for name, value in item.items() if value}


FORMATS = (
    CitationFormat(name="RIS", suffix=".ris", media_type="application/x-research-info-systems", write=to_ris),
    CitationFormat(name="BibTeX", suffix=".bib", media_type="application/x-bibtex", write=to_bibtex),
    CitationFormat(name="CSL-JSON", suffix=".json", media_type="application/vnd.citationstyles.csl+json", write=to_csl),
)
"""The formats in the order in which pages offer them."""
