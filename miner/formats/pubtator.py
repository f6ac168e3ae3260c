"""PubTator, the format that every scorer of this field takes: texts in, texts with mentions and relations out.

    PMID|t|title
    PMID|a|abstract
    PMID<TAB>start<TAB>end<TAB>text<TAB>type<TAB>identifier
    PMID<TAB>relation<TAB>identifier<TAB>identifier<TAB>certainty

Offsets count code points of the title, one character, and the abstract (Wei et al. 2013, doi:10.1093/nar/gkt441;
BioCreative V CDR, doi:10.1093/database/baw068). What the format cannot hold inside a text is replaced one for one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from graph.identifiers import combination_id
from miner.records import Article, Claim, ClaimRelation, Mention, MentionType, Reading, Rejection, Section

Identify = Callable[[str, MentionType, str], tuple[str, ...]]
"""What to call a name, of a type, and the CURIE that it leads to: the CURIE itself, or what another vocabulary calls
them. Name or CURIE may be "": the name of a short form, or the CURIE of a mention without a link. () is nothing."""

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"(?P<identifier>[^|\s]+)\|(?P<part>[ta])\|(?P<text>.*)", re.DOTALL)
_TYPE_OF_LABEL = {"GENE": "Gene", "GENE_OR_GENE_PRODUCT": "Gene", "PROTEIN": "Gene", "VARIANT": "Variant"}
_CERTAINTIES = ("stated", "hedged", "question")
NO_IDENTIFIER = "-"


def as_curie(name: str, type: MentionType, curie: str) -> tuple[str, ...]:  # noqa: A002, ARG001 (one way of two)
    """The identifiers of this project as they are, a combination's as one; an alteration's blanks become "_"."""
    return (curie.replace(" ", "_"),) if curie else ()


def names_in(mentions: Iterable[Mention]) -> dict[str, str]:
    """The name under which a document first mentions what a CURIE stands for, by CURIE; short forms are no names."""
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.link and not mention.other_links and mention.found_by != "abbreviation":
            names.setdefault(mention.link.curie, mention.text)
    return names


def identifiers_of(mention: Mention, names: Mapping[str, str], identify: Identify) -> tuple[str, ...]:
    """What to call all that a mention names, each once; `names` (see `names_in`) spells short forms out."""
    if mention.link is None:
        return identify(mention.text, mention.type, "")
    if mention.other_links:
        found = [identify("", mention.type, link.curie) for link in (mention.link, *mention.other_links)]
        return tuple(dict.fromkeys(identifier for identifiers in found for identifier in identifiers))
    curie = mention.link.curie
    name = names.get(curie, "") if mention.found_by == "abbreviation" else mention.text
    return identify(name, mention.type, curie)


def write_pubtator(article: Article, reading: Reading, identify: Identify = as_curie) -> str:
    """One document with its mentions and claims, an empty line behind it.

    Claims that only stand side by side, or for which `identify` has no name, are left out; of several equal relations
    the surest is written; the drugs of a combination are joined with "+". A title that
    is missing is an empty line, so that the offsets of the abstract are one more than in `Article.text`.
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
    """The text with a space for each tab or line break, of whatever kind, and U+FFFD for each lone surrogate."""
    return replace_surrogates(_BREAKS.sub(" ", text))


def replace_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 cannot write."""
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
    """The type as the corpora spell it: Chemical, Disease, Gene, Variant, or Biomarker for what is none of these.

    A drug of the dictionary that the model takes for a gene's product is a Gene, as the corpora have it: of 62 such
    mentions in bc5cdr_train and bc5cdr_dev, mostly hormones and enzymes, 49 are no chemical of the gold.
    """
    if mention.type is MentionType.DRUG:
        return "Gene" if _TYPE_OF_LABEL.get(mention.label) == "Gene" else "Chemical"
    if mention.type is MentionType.DISEASE:
        return "Disease"
    if mention.label in _TYPE_OF_LABEL:
        return _TYPE_OF_LABEL[mention.label]
    # A dictionary's: a gene's CURIE, or an expression's, with a state behind it ("HGNC:1097 p.V600E").
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
    """Whether UTF-8 can write a text: it holds no lone surrogate."""
    return _SURROGATE.search(text) is None


def is_pubtator(line: str) -> bool:
    """Whether a first line is one of PubTator."""
    return _LINE.fullmatch(line) is not None


def read_texts(lines: Iterable[str]) -> Iterator[Article | Rejection]:
    """The texts of PubTator lines (without line ends); annotations are left out.

    A document is a title line and an abstract line of one number. What is neither text nor annotation nor empty is a
    Rejection with the number of its line.
    """
    title: tuple[int, int, str] | None = None  # line, identifier, text
    for position, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        if not is_utf8(line):
            yield Rejection(position=position, reason=f"line {position} is not UTF-8")
        elif found is None:
            if line.strip() and "\t" not in line:
                yield Rejection(position=position, reason=f"line {position} is neither text nor annotation")
        elif not (found["identifier"].isascii() and found["identifier"].isdigit()):
            reason = f"line {position}: {found['identifier'][:40]!r} is no number, and PMIDs are numbers"
            yield Rejection(position=position, reason=reason)
        elif found["part"] == "t":
            if title:
                yield _untitled(title)
            title = (position, int(found["identifier"]), found["text"])
        elif title and title[1] == int(found["identifier"]):
            yield _document(title[1], title[2], found["text"])
            title = None
        else:
            reason = f"line {position}: an abstract without its title line before it"
            yield Rejection(position=position, reason=reason, pmid=int(found["identifier"]))
    if title:
        yield _untitled(title)


def _untitled(title: tuple[int, int, str]) -> Rejection:
    return Rejection(position=title[0], reason=f"line {title[0]}: a title without its abstract line", pmid=title[1])


def _document(pmid: int, title: str, abstract: str) -> Article:
    lines = [line for line in (title, abstract) if line]
    sections = []
    if title:
        sections.append(Section(start=0, end=len(title), category="TITLE"))
    if abstract:
        start = len(title) + 1 if title else 0
        sections.append(Section(start=start, end=start + len(abstract)))
    return Article(pmid=pmid, text="\n".join(lines), sections=tuple(sections))
