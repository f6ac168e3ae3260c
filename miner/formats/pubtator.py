"""PubTator, the format that every scorer of this field reads: texts and annotated documents in, readings out.

    PMID|t|title
    PMID|a|abstract
    PMID<TAB>start<TAB>end<TAB>text<TAB>type<TAB>identifier
    PMID<TAB>relation<TAB>identifier<TAB>identifier<TAB>certainty

Offsets count code points of title and abstract with one character in between (Wei et al. 2013,
doi:10.1093/nar/gkt441; BioCreative V CDR, doi:10.1093/database/baw068). Characters that the format cannot hold inside
a text are replaced one for one.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from graph.identifiers import combination_id
from miner.errors import SourceError
from miner.records import Article, Certainty, Claim, ClaimRelation, Mention, MentionType, Reading, Rejection, Section

Identify = Callable[[str, MentionType, str], tuple[str, ...]]
"""Returns the identifiers for (name, type, CURIE): the CURIE itself, or those of another vocabulary; () for none.
The name of an abbreviation is "", and so is the CURIE of a mention without a link."""

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"(?P<identifier>[^|\s]+)\|(?P<part>[ta])\|(?P<text>.*)", re.DOTALL)
_TYPE_OF_LABEL = {"GENE": "Gene", "GENE_OR_GENE_PRODUCT": "Gene", "PROTEIN": "Gene", "VARIANT": "Variant"}
_CERTAINTIES = tuple(Certainty)
NO_IDENTIFIER = "-"


def as_curie(name: str, type: MentionType, curie: str) -> tuple[str, ...]:  # noqa: A002, ARG001 (an Identify)
    """Return this project's own identifier, one for a combination; blanks in that of an alteration become "_"."""
    return (curie.replace(" ", "_"),) if curie else ()


def names_in(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return, by CURIE, the name under which a document first mentions it; abbreviations do not count as names."""
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.link and not mention.other_links and mention.found_by != "abbreviation":
            names.setdefault(mention.link.curie, mention.text)
    return names


def identifiers_of(mention: Mention, names: Mapping[str, str], identify: Identify) -> tuple[str, ...]:
    """Return the identifiers of all that a mention names, each once; `names` (see `names_in`) expands abbreviations."""
    if mention.link is None:
        return identify(mention.text, mention.type, "")
    if mention.other_links:
        found = [identify("", mention.type, link.curie) for link in (mention.link, *mention.other_links)]
        return tuple(dict.fromkeys(identifier for identifiers in found for identifier in identifiers))
    curie = mention.link.curie
    name = names.get(curie, "") if mention.found_by == "abbreviation" else mention.text
    return identify(name, mention.type, curie)


def write_pubtator(article: Article, reading: Reading, identify: Identify = as_curie) -> str:
    """Return one document with its mentions and claims, followed by an empty line.

    Claims of the relation MENTIONED, or with a name that `identify` has no identifier for, are left out. Of several
    equal relations the most certain is written; the drugs of a combination are joined with "+". A missing title is
    written as an empty one, so offsets in the abstract are then one more than in `Article.text`.
    """
    text = replace_breaks(article.text)
    title_end = len(article.title)
    shift = 0 if title_end else 1
    names = names_in(reading.mentions)
    lines = [
        f"{article.pmid}|t|{text[:title_end]}",
        f"{article.pmid}|a|{text[title_end + 1 - shift :]}",
        *(
            _mention_line(article.pmid, mention, text, shift, identifiers_of(mention, names, identify))
            for mention in reading.mentions
        ),
        *_relation_lines(article.pmid, reading.claims, names, identify),
        "\n",
    ]
    return "\n".join(lines)


def replace_breaks(text: str) -> str:
    """Return the text with a space for each tab or line break of any kind, and U+FFFD for each lone surrogate."""
    return replace_surrogates(_BREAKS.sub(" ", text))


def replace_surrogates(text: str) -> str:
    """Return the text with U+FFFD for each lone surrogate, which UTF-8 cannot encode."""
    return _SURROGATE.sub("\ufffd", text)


def _mention_line(pmid: int, mention: Mention, text: str, shift: int, identifiers: tuple[str, ...]) -> str:
    return "\t".join(
        (
            str(pmid),
            str(mention.start + shift),
            str(mention.end + shift),
            text[mention.start : mention.end],
            type_of(mention),
            "|".join(identifiers) or NO_IDENTIFIER,
        )
    )


def type_of(mention: Mention) -> str:
    """Return the type as the corpora spell it: Chemical, Disease, Gene, Variant, or Biomarker for anything else.

    A drug of the dictionary that the model labels as a gene product is a Gene, as in the corpora: of 62 such
    mentions in bc5cdr_train and bc5cdr_dev, mostly hormones and enzymes, 49 are not chemicals in the gold.
    """
    if mention.type is MentionType.DRUG:
        return "Gene" if _TYPE_OF_LABEL.get(mention.label) == "Gene" else "Chemical"
    if mention.type is MentionType.DISEASE:
        return "Disease"
    if mention.label in _TYPE_OF_LABEL:
        return _TYPE_OF_LABEL[mention.label]
    # Found by the dictionary: the CURIE is a gene's, or a gene's followed by its change ("HGNC:1097 p.V600E").
    gene, _, change = mention.link.curie.partition(" ") if mention.link else ("", "", "")
    if not gene.startswith("HGNC:"):
        return "Biomarker"
    return "Biomarker" if change else "Gene"


def _relation_lines(pmid: int, claims: Iterable[Claim], names: Mapping[str, str], identify: Identify) -> Iterator[str]:
    relations: dict[tuple[str, str, str], int] = {}
    for claim in claims:
        if claim.relation is ClaimRelation.MENTIONED:
            continue
        drugs = [identify(names.get(drug, ""), MentionType.DRUG, drug) for drug in claim.drugs]
        certainty = _CERTAINTIES.index(claim.certainty)
        diseases = identify(names.get(claim.disease, ""), MentionType.DISEASE, claim.disease)
        for disease in diseases if all(drugs) else ():
            drugs_id = combination_id(name for names in drugs for name in names)
            key = (claim.relation.value.replace(" ", "_"), drugs_id, disease)
            relations[key] = min(certainty, relations.get(key, certainty))
    for (relation, drugs_id, disease), certainty in relations.items():
        yield "\t".join((str(pmid), relation, drugs_id, disease, _CERTAINTIES[certainty]))


def is_utf8(text: str) -> bool:
    """Return whether UTF-8 can encode a text: it contains no lone surrogate."""
    return _SURROGATE.search(text) is None


def is_pubtator(line: str) -> bool:
    """Return whether the first line of a file is a title or abstract line of PubTator."""
    return _LINE.fullmatch(line) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PubtatorMention:
    """A mention as annotated, with the number of its line; `identifier` is "" if there is none."""

    line: int
    start: int
    end: int
    text: str
    type: str
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PubtatorRelation:
    """A relation between two identifiers, of the file's own type ("CID", "Negative_Correlation")."""

    type: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PubtatorDocument:
    """One document of a PubTator file, its annotations in file order. Offsets are those of `text`, and unchecked."""

    pmid: int
    title: str
    abstract: str
    mentions: tuple[PubtatorMention, ...] = ()
    relations: tuple[PubtatorRelation, ...] = ()

    @property
    def text(self) -> str:
        """Title and abstract, one per line, even if one of them is empty."""
        return f"{self.title}\n{self.abstract}"


class _AnnotationLine(NamedTuple):
    """A line that is neither title nor abstract. Where no document is open, `pmid` is None.

    `begin` is then the line at which the document should have begun: the last title, if its abstract is missing.
    """

    position: int
    line: str
    pmid: int | None
    begin: int


def read_documents(path: Path) -> Iterator[PubtatorDocument]:
    """Yield the annotated documents of a PubTator file, plain or (named .gz) gzipped.

    Of the tab-separated lines, five or six columns are a mention; four or five with a word in the second column are
    a relation. Further columns are ignored.

    Raises:
        SourceError: the file is missing, not gzip, not UTF-8, or a line has another form; names the line.
    """
    document: PubtatorDocument | None = None
    mentions: list[PubtatorMention] = []
    relations: list[PubtatorRelation] = []
    for part in _parse(_lines_of(path)):
        if isinstance(part, PubtatorDocument):
            if document:
                yield replace(document, mentions=tuple(mentions), relations=tuple(relations))
            document, mentions, relations = part, [], []
        elif isinstance(part, Rejection) or part.pmid is None:
            begin = part.position if isinstance(part, Rejection) else part.begin
            raise SourceError(path, f"line {begin}: a document begins with PMID|t|title, then PMID|a|abstract")
        else:
            annotation = _parse_annotation(path, part)
            if isinstance(annotation, PubtatorMention):
                mentions.append(annotation)
            else:
                relations.append(annotation)
    if document:
        yield replace(document, mentions=tuple(mentions), relations=tuple(relations))


def _lines_of(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise SourceError(path, f"cannot be read ({error}); expected PubTator text in UTF-8") from error


def _parse_annotation(path: Path, part: _AnnotationLine) -> PubtatorMention | PubtatorRelation:
    columns = part.line.split("\t")
    if not columns[0].isdecimal() or int(columns[0]) != part.pmid or len(columns) < 4:
        reason = f"{part.line[:60]!r} is not an annotation of document {part.pmid}; correct it"
        raise SourceError(path, f"line {part.position}: {reason}")
    if not columns[1].isdecimal():
        return PubtatorRelation(type=columns[1], first=columns[2], second=columns[3])
    if len(columns) < 5 or not columns[2].isdecimal():
        reason = "a mention is PMID, start, end, text, type, identifier; correct it"
        raise SourceError(path, f"line {part.position}: {reason}")
    return PubtatorMention(
        line=part.position,
        start=int(columns[1]),
        end=int(columns[2]),
        text=columns[3],
        type=columns[4],
        identifier=columns[5] if len(columns) > 5 else "",
    )


def read_texts(lines: Iterable[str]) -> Iterator[Article | Rejection]:
    """Yield the texts of PubTator lines (without line ends); annotations are skipped unread.

    A document is a title line and an abstract line with the same PMID. Any other line that is neither annotation nor
    empty is a Rejection with the number of its line.
    """
    for part in _parse(lines):
        if isinstance(part, PubtatorDocument):
            yield _article(part)
        elif isinstance(part, Rejection):
            yield part
        elif "\t" not in part.line:
            reason = f"line {part.position} is neither text nor annotation"
            yield Rejection(position=part.position, reason=reason)


def _parse(lines: Iterable[str]) -> Iterator[PubtatorDocument | _AnnotationLine | Rejection]:
    """Yield each document (without annotations) at its abstract, then its annotation lines; empty lines are skipped."""
    title: tuple[int, int, str] | None = None  # line, PMID, text; None once its abstract has come
    pmid: int | None = None
    for position, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        if not is_utf8(line):
            yield Rejection(position=position, reason=f"line {position} is not UTF-8")
        elif found is None:
            if line.strip():
                yield _AnnotationLine(position, line, None if title else pmid, title[0] if title else position)
        elif not (found["identifier"].isascii() and found["identifier"].isdigit()):
            reason = f"line {position}: {found['identifier'][:40]!r} is not a number, and PMIDs are numbers"
            yield Rejection(position=position, reason=reason)
        elif found["part"] == "t":
            if title:
                yield _without_abstract(title)
            title = (position, int(found["identifier"]), found["text"])
        elif title and title[1] == int(found["identifier"]):
            pmid = title[1]
            yield PubtatorDocument(pmid=pmid, title=title[2], abstract=found["text"])
            title = None
        else:
            reason = f"line {position}: an abstract without its title line before it"
            yield Rejection(position=position, reason=reason, pmid=int(found["identifier"]))
    if title:
        yield _without_abstract(title)


def _without_abstract(title: tuple[int, int, str]) -> Rejection:
    return Rejection(position=title[0], reason=f"line {title[0]}: a title without its abstract line", pmid=title[1])


def _article(document: PubtatorDocument) -> Article:
    title, abstract = document.title, document.abstract
    sections = []
    if title:
        sections.append(Section(start=0, end=len(title), category="TITLE"))
    if abstract:
        start = len(title) + 1 if title else 0
        sections.append(Section(start=start, end=start + len(abstract)))
    text = "\n".join(line for line in (title, abstract) if line)
    return Article(pmid=document.pmid, text=text, sections=tuple(sections))
