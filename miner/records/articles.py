"""Records of the literature: Article with its parts, Deletion, Rejection."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A span of `Article.text`: the title or one part of the abstract.

    `label` is what the abstract prints ("RESULTS"), `category` NLM's normalised NlmCategory (BACKGROUND,
    OBJECTIVE, METHODS, RESULTS, CONCLUSIONS) or "TITLE"; both are "" if the abstract is unstructured.
    """

    start: int
    end: int
    label: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation of one article to another, from MEDLINE's CommentsCorrections.

    `kind` is MEDLINE's RefType ("RetractionIn", "RetractionOf", "ErratumIn", "ExpressionOfConcernIn" ...).
    """

    kind: str
    pmid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshQualifier:
    """A subheading of a MeSH heading ("drug therapy"); `ui` is its D or Q number."""

    name: str
    ui: str = ""
    is_major: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshHeading:
    """A MeSH descriptor with its qualifiers; `is_major` is the descriptor's own MajorTopicYN."""

    name: str
    ui: str = ""
    is_major: bool = False
    qualifiers: tuple[MeshQualifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementaryConcept:
    """A supplementary MeSH concept; `kind` is NLM's Type ("Disease", "Protocol", "Organism", "Anatomy")."""

    name: str
    ui: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chemical:
    """A substance of the Chemical list; `registry_number` is a UNII, CAS or EC number, "" if NLM writes 0."""

    name: str
    ui: str = ""
    registry_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A grant that the record names."""

    number: str = ""
    agency: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAbstract:
    """An abstract besides the one that is read: in another language, a lay summary, or another publisher's.

    `kind` is NLM's Type ("Publisher", "plain-language-summary", "AAMC" ...), `language` its three-letter code.
    """

    text: str
    language: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPlace:
    """Where an article stands in its journal, as MEDLINE prints it ("1200-8", "e17"), and its DOI; "" if unknown."""

    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""


_NOWHERE = JournalPlace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One citation. `text` is the title and the sections of the abstract, one per line.

    `year` is the year of publication (the entry year if the record has no publication date),
    `entered_on` the day PubMed added the record (History, PubStatus "entrez"), `revised_on` DateRevised, `indexed_on`
    the day on which NLM finished its headings and types (DateCompleted, or PubStatus "medline"), None if it has not.
    `trial_ids` are registrations as CURIEs: "NCT:01234567", "ISRCTN:82345678", "EUDRACT:2005-001234-12".
    `publication_date` is PubDate as far as it is known ("2008", "2008-06", "2008-06-12"), or MedlineDate as
    printed ("1998 Dec-1999 Jan"); `appeared_on` the day of electronic publication (ArticleDate).
    `authors` are "Smith J", `collective_names` the groups among the authors. Reading uses no field after
    `relations`; the others are kept for users.
    """

    pmid: int
    version: int = 1
    text: str
    sections: tuple[Section, ...]
    journal: str = ""
    year: int | None = None
    entered_on: date | None = None
    revised_on: date | None = None
    indexed_on: date | None = None
    publication_types: tuple[str, ...] = ()
    mesh_headings: tuple[MeshHeading, ...] = ()
    languages: tuple[str, ...] = ()
    trial_ids: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    publication_date: str = ""
    appeared_on: date | None = None
    vernacular_title: str = ""
    authors: tuple[str, ...] = ()
    collective_names: tuple[str, ...] = ()
    chemicals: tuple[Chemical, ...] = ()
    supplementary_concepts: tuple[SupplementaryConcept, ...] = ()
    grants: tuple[Grant, ...] = ()
    other_abstracts: tuple[OtherAbstract, ...] = ()
    place: JournalPlace = _NOWHERE

    @property
    def title(self) -> str:
        """The title, "" if the record has none."""
        first = self.sections[0] if self.sections else None
        return self.text[first.start : first.end] if first and first.category == "TITLE" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A PMID that NLM has withdrawn from MEDLINE (DeleteCitation)."""

    pmid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A source record that could not be turned into an Article, and why.

    `position` counts the records of the file from 1; `pmid` is None if the record has none.
    """

    position: int
    reason: str
    pmid: int | None = None
