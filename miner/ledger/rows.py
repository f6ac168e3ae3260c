"""Conversion of an article to a row of table `article`, and back.

What reading uses is stored as plain text, so that SQL can cut out sentences; the rest is deflated JSON in one column.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from miner.ledger.authors import author_keys
from miner.records import (
    Article,
    Chemical,
    Grant,
    JournalPlace,
    MeshHeading,
    MeshQualifier,
    OtherAbstract,
    Relation,
    Section,
    SupplementaryConcept,
)

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_DEFLATE_DICTIONARY = (
    b'"other_abstracts":[["supplementary_concepts":[["vernacular_title":"collective_names":['
    b'"analysis","Q000032",0,"blood","Q000097",0,"chemistry","Q000737",0,"epidemiology","Q000453",0,'
    b'"physiology","Q000502",0,"pharmacology","Q000494",0,"methods","Q000379",0,"immunology","Q000276",0,'
    b'"microbiology","Q000382",0,"therapy","Q000628",0,"adverse effects","Q000009",0,"drug effects","Q000187",0,'
    b'"administration & dosage","Q000008",0,"diagnostic imaging","Q000000981",0,"etiology","Q000209",0,'
    b'"complications","Q000150",0,"surgery","Q000601",0,"diagnosis","Q000175",0,"pathology","Q000473",0,'
    b'"genetics","Q000235",0,"metabolism","Q000378",0,"therapeutic use","Q000627",0,"drug therapy","Q000188",0,'
    b'["D000818",0],["D004322",0],["D000900",0],["D000368",0],["D000328",0],["D008875",0],["D005260",0],'
    b'["D008297",0],["D006801",0],["D0 NIH HHS","United States"],["grants":[["","0"],"chemicals":[["'
    b'"appeared_on":"20"publication_date":"20{"authors":["{"mesh":[["D0'
)
"""Strings that details have in common: field names, frequent qualifiers, check tags. It saves a quarter of their size.

Never change it: stored details can only be inflated with the dictionary that deflated them.
"""


class ArticleRow(NamedTuple):
    """The columns of table `article` that come from the record, and the trials and relations for their own tables.

    Lists are compact JSON; `details` is JSON not yet deflated, "" if there are no details; `authors` are the keys of
    their names (`miner.ledger.authors`), which follow from the details. `indexed_on` is not part of the hash: a record
    that is indexed gets headings or types with it.
    """

    pmid: int
    version: int
    revised_on: str | None
    text: str
    sections: str
    journal: str
    year: int | None
    entered_on: str | None
    publication_types: str
    mesh_headings: str
    languages: str
    details: str
    authors: str
    indexed_on: str | None
    trial_ids: tuple[str, ...]
    relations: tuple[tuple[str, int], ...]

    @property
    def revision(self) -> tuple[int, str]:
        """Sort key of revisions: the later one is greater."""
        return self.version, self.revised_on or ""

    def content_hash(self) -> bytes:
        """Return a 64-bit hash of all fields; it is compared only with that of the same PMID."""
        fields = self[1 : ArticleRow._fields.index("authors")]
        parts = (*map(str, fields), *self.trial_ids, *map(str, self.relations))
        return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


COLUMNS = (*ArticleRow._fields[:11], "details", "authors", "indexed_on", "content_hash")
"""The columns that `column_values` returns values for."""


def column_values(row: ArticleRow, content_hash: bytes) -> tuple[object, ...]:
    """Return the values of a row in the order of `COLUMNS`."""
    return (*row[:11], deflate(row.details), row.authors, row.indexed_on, content_hash)


def make_row(article: Article) -> ArticleRow:
    """Return an article as the ledger stores it, without its reference list (relation "Cites"), which nothing uses."""
    return ArticleRow(
        pmid=article.pmid,
        version=article.version,
        revised_on=_iso(article.revised_on),
        text=article.text,
        sections=_to_json([[s.start, s.end, s.label, s.category] for s in article.sections]),
        journal=article.journal,
        year=article.year,
        entered_on=_iso(article.entered_on),
        publication_types=_names(article.publication_types),
        mesh_headings=_to_json([heading.name for heading in article.mesh_headings]),
        languages=_names(article.languages),
        details=_details(article),
        authors=author_keys(article.authors),
        indexed_on=_iso(article.indexed_on),
        trial_ids=tuple(sorted(set(article.trial_ids))),
        relations=tuple(sorted({(r.kind, r.pmid) for r in article.relations if r.kind != "Cites"})),
    )


def fetch(
    connection: sqlite3.Connection, where: str, parameters: Sequence[object], *, has_details: bool = True
) -> list[Article]:
    """Return the articles that satisfy a condition on table `article`; without details they have what reading uses."""
    rows = connection.execute(f"SELECT * FROM article WHERE {where}", parameters).fetchall()
    pmids = json.dumps([row["pmid"] for row in rows])
    trials: dict[int, list[str]] = {}
    for pmid, trial_id in connection.execute(
        "SELECT pmid, trial_id FROM article_trial WHERE pmid IN (SELECT value FROM json_each(?)) ORDER BY trial_id",
        (pmids,),
    ):
        trials.setdefault(pmid, []).append(trial_id)
    relations: dict[int, list[Relation]] = {}
    for pmid, kind, target in connection.execute(
        "SELECT pmid, kind, target FROM article_relation WHERE pmid IN (SELECT value FROM json_each(?)) "
        "ORDER BY kind, target",
        (pmids,),
    ):
        relations.setdefault(pmid, []).append(Relation(kind=kind, pmid=target))
    return [
        _article(row, trials.get(row["pmid"], ()), relations.get(row["pmid"], ()), has_details=has_details)
        for row in rows
    ]


def _article(
    row: sqlite3.Row, trial_ids: Iterable[str], relations: Iterable[Relation], *, has_details: bool
) -> Article:
    names = json.loads(row["mesh_headings"])
    details = json.loads(inflate(row["details"]) or "{}") if has_details else {}
    return Article(
        pmid=row["pmid"],
        version=row["version"],
        text=row["text"],
        sections=tuple(
            Section(start=start, end=end, label=label, category=category)
            for start, end, label, category in json.loads(row["sections"])
        ),
        journal=row["journal"],
        year=row["year"],
        entered_on=_date(row["entered_on"]),
        revised_on=_date(row["revised_on"]),
        indexed_on=_date(row["indexed_on"]),
        publication_types=tuple(json.loads(row["publication_types"])),
        languages=tuple(json.loads(row["languages"])),
        trial_ids=tuple(trial_ids),
        relations=tuple(relations),
        mesh_headings=_mesh_headings(names, details.get("mesh")),
        publication_date=details.get("publication_date", ""),
        appeared_on=_date(details.get("appeared_on")),
        vernacular_title=details.get("vernacular_title", ""),
        authors=tuple(details.get("authors", ())),
        collective_names=tuple(details.get("collective_names", ())),
        chemicals=_records(Chemical, details.get("chemicals")),
        supplementary_concepts=_records(SupplementaryConcept, details.get("supplementary_concepts")),
        grants=_records(Grant, details.get("grants")),
        other_abstracts=_records(OtherAbstract, details.get("other_abstracts")),
        place=JournalPlace(**dict(zip(_PLACE_FIELDS, details.get("place", ()), strict=False))),
    )


# --- details --------------------------------------------------------------------------------------------

_FIELDS: dict[type[Any], tuple[str, str, str]] = {
    Chemical: ("name", "ui", "registry_number"),
    SupplementaryConcept: ("name", "ui", "kind"),
    Grant: ("number", "agency", "country"),
    OtherAbstract: ("text", "language", "kind"),
}
"""The order of a record's fields in its stored list, which is part of the format."""

_PLACE_FIELDS = ("volume", "issue", "pages", "doi")
"""The order of a place's parts in its stored list."""

_chemical, _concept, _grant, _other_abstract = (attrgetter(*names) for names in _FIELDS.values())


def _details(article: Article) -> str:
    found: dict[str, object] = {
        "mesh": _mesh_details(article.mesh_headings),
        "chemicals": list(map(_chemical, article.chemicals)),
        "supplementary_concepts": list(map(_concept, article.supplementary_concepts)),
        "grants": list(map(_grant, article.grants)),
        "other_abstracts": list(map(_other_abstract, article.other_abstracts)),
        "authors": article.authors,
        "collective_names": article.collective_names,
        "vernacular_title": article.vernacular_title,
        "publication_date": article.publication_date,
        "appeared_on": _iso(article.appeared_on),
        "place": _place(article.place),
    }
    kept = {name: value for name, value in found.items() if value}
    return _to_json(kept) if kept else ""


def _place(place: JournalPlace) -> list[str]:
    """Return the parts of a place, [] if nothing is known of it."""
    parts = [getattr(place, name) for name in _PLACE_FIELDS]
    return parts if any(parts) else []


def _mesh_details(headings: Sequence[MeshHeading]) -> list[list[object]]:
    """Return [ui, is_major, then name, ui, is_major of each qualifier] of each heading; [] if all have names only."""
    if not any(h.ui or h.is_major or h.qualifiers for h in headings):
        return []
    return [
        [h.ui, int(h.is_major), *(part for q in h.qualifiers for part in (q.name, q.ui, int(q.is_major)))]
        for h in headings
    ]


def _mesh_headings(names: Sequence[str], details: Sequence[Sequence[Any]] | None) -> tuple[MeshHeading, ...]:
    if not details:
        return tuple(MeshHeading(name=name) for name in names)
    return tuple(
        MeshHeading(
            name=name,
            ui=ui,
            is_major=bool(is_major),
            qualifiers=tuple(
                MeshQualifier(name=q_name, ui=q_ui, is_major=bool(q_major))
                for q_name, q_ui, q_major in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
            ),
        )
        for name, (ui, is_major, *parts) in zip(names, details, strict=True)
    )


def _records(kind: type[Any], rows: Iterable[Sequence[str]] | None) -> tuple[Any, ...]:
    return tuple(kind(**dict(zip(_FIELDS[kind], row, strict=True))) for row in rows or ())


def deflate(text: str) -> bytes | None:
    """Return the stored form of details (JSON), None for ""."""
    if not text:
        return None
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=_DEFLATE_DICTIONARY)
    return deflater.compress(text.encode("utf-8", "surrogatepass")) + deflater.flush()


def inflate(stored: bytes | None) -> str:
    """Return the details (JSON) of a stored form, "" for None."""
    if not stored:
        return ""
    inflater = zlib.decompressobj(-15, zdict=_DEFLATE_DICTIONARY)
    return (inflater.decompress(stored) + inflater.flush()).decode("utf-8", "surrogatepass")


def authors_of(stored: bytes | None) -> str:
    """Return the keys of the authors in stored details, as JSON; migrations call it from SQL."""
    return author_keys(json.loads(inflate(stored) or "{}").get("authors", ()))


@lru_cache(maxsize=4096)
def _names(names: tuple[str, ...]) -> str:
    """Return a list of names as JSON; cached because publication types and languages repeat."""
    return _to_json(names)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
