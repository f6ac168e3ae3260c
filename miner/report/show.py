"""One article as it was read: its mentions in the text, what each was linked to and why, and its claims.

The same view is rendered for the terminal and as an HTML page that opens from disk (in the manner of spaCy's displaCy).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from miner.lexicon.lexicon import Lexicon
from miner.records import (
    Article,
    Claim,
    Design,
    Link,
    Mention,
    MentionType,
    Reading,
    stance_of,
)
from miner.report.html import make_environment, read_template, source_hash

Candidates = Callable[[str, MentionType], Sequence[Link]]
"""Maps a name and its type to possible links, best first, like `Linker.candidates`."""

NEAREST_SHOWN = 2

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which could drive the terminal and are invalid in HTML, and lone surrogates."""
STYLES = {MentionType.DRUG: "bold cyan", MentionType.DISEASE: "bold yellow", MentionType.BIOMARKER: "bold magenta"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """A link with the preferred name of its entry."""

    link: Link
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """All mentions of an article with the same words, type and links; `number` identifies them in the text.

    `nearest` are the best candidates for the words alone, empty if there is a link.
    """

    number: int
    text: str
    type: MentionType
    found_by: str
    count: int
    links: tuple[NamedLink, ...]
    nearest: tuple[NamedLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim, with names for identifiers, and its sentence; `stance` is "for", "against" or "" (neither).

    `said` is who said what the sentence repeats, as "ESMO 2019", "" for a claim of its own.
    """

    drug: str
    relation: str
    disease: str
    biomarkers: str
    stance: str
    certainty: str
    cue: str
    disease_from: str
    said: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of the text in pieces, each with its row if it is a mention."""

    label: str
    is_title: bool
    pieces: tuple[tuple[str, MentionRow | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """Everything that is shown of an article; `versions` are those of lexicon, model and code.

    `design` is followed by the words that decided, and by what MEDLINE and the text say if both do.
    """

    pmid: int
    source: str
    parts: tuple[Part, ...]
    mentions: tuple[MentionRow, ...]
    claims: tuple[ClaimRow, ...]
    design: str
    skipped: str
    versions: tuple[str, str, str]


def view_article(
    article: Article,
    reading: Reading,
    lexicon: Lexicon,
    versions: tuple[str, str, str],
    candidates: Candidates = lambda _name, _type: (),
) -> ArticleView:
    """Return the view of an article; an identifier that the lexicon does not (or no longer) know is its own name."""
    article = replace(article, text=_printable(article.text))
    rows = _mention_rows(reading.mentions, lexicon, candidates)
    journal_year = (article.journal, str(article.year) if article.year else "", f"PMID {article.pmid}")
    return ArticleView(
        pmid=article.pmid,
        source=", ".join(filter(None, journal_year)),
        parts=tuple(_parts(article, reading.mentions, rows)),
        mentions=tuple(dict.fromkeys(rows.values())),
        claims=tuple(_claim_row(article, claim, lexicon) for claim in reading.claims),
        design=_printable(describe_design(reading)),
        skipped=reading.skipped,
        versions=versions,
    )


def _mention_rows(
    mentions: Sequence[Mention], lexicon: Lexicon, candidates: Candidates
) -> dict[tuple[object, ...], MentionRow]:
    counts = Counter(_key(mention) for mention in mentions)
    rows: dict[tuple[object, ...], MentionRow] = {}
    for mention in mentions:
        if _key(mention) in rows:
            continue
        links = (mention.link, *mention.other_links) if mention.link else ()
        nearest = () if links else candidates(mention.text, mention.type)[:NEAREST_SHOWN]
        rows[_key(mention)] = MentionRow(
            number=len(rows) + 1,
            text=_printable(mention.text),
            type=mention.type,
            found_by=mention.found_by,
            count=counts[_key(mention)],
            links=tuple(_named(link, lexicon) for link in links),
            nearest=tuple(_named(link, lexicon) for link in nearest),
        )
    return rows


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _named(link: Link, lexicon: Lexicon) -> NamedLink:
    return NamedLink(link=replace(link, reason=_printable(link.reason)), name=lexicon.name_of(link.curie))


def _key(mention: Mention) -> tuple[object, ...]:
    return (mention.text, mention.type, mention.found_by, mention.link, mention.other_links)


def _parts(article: Article, mentions: Sequence[Mention], rows: dict[tuple[object, ...], MentionRow]) -> Iterator[Part]:
    for section in article.sections:
        pieces: list[tuple[str, MentionRow | None]] = []
        at = section.start
        for mention in sorted(mentions, key=lambda mention: mention.start):
            if at <= mention.start and mention.end <= section.end:
                pieces.append((article.text[at : mention.start], None))
                pieces.append((article.text[mention.start : mention.end], rows[_key(mention)]))
                at = mention.end
        pieces.append((article.text[at : section.end], None))
        is_title = section.category == "TITLE"
        label = "" if is_title else section.label
        yield Part(label=label, is_title=is_title, pieces=tuple(piece for piece in pieces if piece[0]))


def _claim_row(article: Article, claim: Claim, lexicon: Lexicon) -> ClaimRow:
    return ClaimRow(
        drug=" + ".join(map(lexicon.name_of, claim.drugs)),
        relation=claim.relation.value,
        disease=lexicon.name_of(claim.disease),
        biomarkers=", ".join(map(lexicon.name_of, claim.biomarkers)),
        stance={"supports": "for", "opposes": "against", "": ""}[stance_of(claim.relation, claim.certainty)],
        certainty=claim.certainty,
        cue=_printable(claim.cue),
        disease_from=claim.disease_from,
        said=str(claim.statement or ""),
        sentence=article.text[claim.sentence_start : claim.sentence_end],
    )


def render_terminal(view: ArticleView) -> RenderableType:
    """Return the view for a terminal; type and number follow each mention, so that it can be read without colour."""
    parts: list[RenderableType] = [Text(view.source, style="dim")]
    parts += [_part_text(part) for part in view.parts]
    if view.skipped:
        parts.append(Text(f"Not read: {view.skipped}", style="bold"))
    parts += [Text(""), _mention_table(view.mentions)] if view.mentions else []
    parts += [Text(""), *_claim_lines(view.claims)] if view.claims else []
    parts += [Text(""), Text(f"Design: {view.design}"), Text(describe_versions(view), style="dim")]
    return Group(*parts)


def describe_design(reading: Reading) -> str:
    """Return the design with what it follows from: "randomised (publication type: ...; by the text case report)"."""
    reasons = [reading.design_reason]
    if reading.medline_design is not Design.UNKNOWN:
        since = f" since {reading.medline_known_on}" if reading.medline_known_on else ", not dated"
        reasons.append(f"MEDLINE{since}: {reading.medline_design.title}; by the text: {reading.text_design.title}")
    shown = ". ".join(filter(None, reasons))
    return f"{reading.design.title} ({shown})" if shown else reading.design.title


def describe_versions(view: ArticleView) -> str:
    """Return the versions behind the reading: "Lexicon 1a2b, model en_miner_ner-0.1.0, code 1"."""
    return "Lexicon {}, model {}, code {}".format(*view.versions)


def _part_text(part: Part) -> Text:
    text = Text(f"{part.label}: " if part.label else "", style="bold" if part.is_title else "")
    for piece, row in part.pieces:
        text.append(piece, style=STYLES[row.type] if row else "")
        if row:
            text.append(f" [{row.type} {row.number}]", style="dim")
    return text


def _mention_table(mentions: Sequence[MentionRow]) -> Table:
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    table.add_column("#", justify="right")
    for column in ("mention", "type", "identifier", "name"):
        table.add_column(column, overflow="fold")
    table.add_column("score", justify="right")
    for column in ("found by", "why"):
        table.add_column(column, overflow="fold")
    for row in mentions:
        times = f" ({row.count} times)" if row.count > 1 else ""
        head = (str(row.number), Text(row.text + times, style=STYLES[row.type]), row.type.value)
        for number, named in enumerate(row.links):
            link = named.link
            cells = (Text(link.curie), Text(named.name), f"{link.score:.2f}", row.found_by, Text(link.reason))
            table.add_row(*(head if number == 0 else ("", "", "")), *cells)
        if not row.links:
            table.add_row(*head, "-", "", "", row.found_by, Text(describe_nearest(row)))
    return table


def describe_nearest(row: MentionRow) -> str:
    """Return why a mention has no link: no known name matches, or the nearest candidates are too uncertain."""
    nearest = ", ".join(f"{named.name} ({named.link.score:.2f}: {named.link.reason})" for named in row.nearest)
    return f"not sure enough: {nearest}" if nearest else "matches no known name"


def _claim_lines(claims: Sequence[ClaimRow]) -> Iterator[Text]:
    for claim in claims:
        head = Text(f"{claim.drug} {claim.relation} {claim.disease}", style="bold")
        details = (
            "the disease from the title" if claim.disease_from == "title" else "",
            claim.said,
            f"with {claim.biomarkers}" if claim.biomarkers else "",
            claim.certainty,
            f"counts {claim.stance}" if claim.stance else "counts neither for nor against",
            f"by {claim.cue!r}" if claim.cue else "",
        )
        yield head.append(f"  ({', '.join(filter(None, details))})", style="not bold")
        yield Text(f"    {claim.sentence}")


def render_page(view: ArticleView) -> str:
    """Return the view as one HTML file that makes no network request; equal views yield identical text."""
    style = read_template("show.css")
    return (
        make_environment()
        .get_template("show.html.j2")
        .render(
            view=view,
            style=style,
            style_hash=source_hash(style),
            kinds=list(MentionType),
            nearest=describe_nearest,
            versions=describe_versions(view),
        )
    )
