"""The records that the local server serves, with edits like NLM's between two requests."""

import gzip
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from threading import RLock

from tests.eutils import query
from tests.eutils.records import Record, make_record, parse, record_of, words, write_retraction, write_revised

_RECORD_TAGS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")


class PubmedStore:
    """PubMed records by PMID with a search index; every method may be called from any thread.

    The index keeps the words of deleted records, so that a search for one finds nothing instead of reporting an unknown
    word; `known_words` are in it from the start.

    Args:
        records: XML of single records, as returned by `make_record`.
        known_words: words to index although no record here has them.
        today: the day from which `reldate` counts back; None for the real one.
    """

    def __init__(self, records: Iterable[bytes] = (), *, known_words: str = "", today: date | None = None) -> None:
        self.today = today
        self._lock = RLock()
        self._records: dict[int, Record] = {}
        self._earlier: dict[int, list[Record]] = {}
        self._index: dict[tuple[str, str], set[int]] = {("tiab", word): set() for word in words(known_words)}
        for xml in records:
            self.add(xml)

    def load(self, source: bytes | Path | Iterable[bytes | Path], *, edat: date | None = None) -> int:
        """Add all records of PubmedArticleSet or MedlineCitationSet XML, plain or gzip, and return their number.

        Of two versions of a PMID the higher is kept, of equal ones the later. DeleteCitation is applied.
        `edat` is the entry date of records without one.
        """
        count = 0
        for part in [source] if isinstance(source, bytes | Path) else source:
            data = part.read_bytes() if isinstance(part, Path) else part
            data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
            root = parse(data)
            for element in [root] if root.tag in _RECORD_TAGS else list(root.iterchildren(*_RECORD_TAGS)):
                self._put(record_of(element, edat=edat))
                count += 1
            for pmid in root.iterfind("DeleteCitation/PMID"):
                self.delete(int(pmid.text or 0))
        return count

    def add(self, xml: bytes, *, edat: date | None = None) -> int:
        """Add one record, or replace the one with its PMID, and return the PMID."""
        record = record_of(parse(xml), edat=edat)
        self._put(record)
        return record.pmid

    def revise(self, pmid: int, xml: bytes | None = None, *, on: date | None = None) -> None:
        """Replace a record by a new revision, which inherits the entry date if it has none.

        `on` becomes its DateRevised; without `xml` nothing else changes.
        """
        with self._lock:
            element = parse(self._records[pmid].xml if xml is None else xml)
            if on is not None:
                write_revised(element, on)
            record = record_of(element, edat=self._records[pmid].edat)
            assert record.pmid == pmid, f"the revision of {pmid} is of {record.pmid}"
            self._put(record)

    def delete(self, pmid: int) -> None:
        """Delete a record, like DeleteCitation; an unknown PMID is ignored."""
        with self._lock:
            record = self._records.pop(pmid, None)
            if record is not None:
                self._forget(record)
                self._earlier.setdefault(pmid, []).append(record)

    def retract(self, pmid: int, notice_pmid: int, *, on: date) -> None:
        """Retract an article: add publication type, link and DateRevised to it, and add a notice that names it."""
        with self._lock:
            element = parse(self._records[pmid].xml)
            write_retraction(element, notice_pmid=notice_pmid, notice_source="Journal of Invented Results")
            write_revised(element, on)
            title = "".join(element.find(".//ArticleTitle").itertext())  # type: ignore[union-attr, arg-type]
            self._put(record_of(element))
            self.add(
                make_record(
                    notice_pmid,
                    title=f"Retraction: {title}",
                    edat=on,
                    revised=on,
                    publication_types=("Published Erratum", "Retraction of Publication"),
                    links=(("RetractionOf", pmid),),
                )
            )

    def __contains__(self, pmid: object) -> bool:
        with self._lock:
            return pmid in self._records

    def __len__(self) -> int:
        return len(self._records)

    def get(self, pmid: int) -> Record | None:
        """Return the current record, None if there is none."""
        with self._lock:
            return self._records.get(pmid)

    def earlier(self, pmid: int) -> Record | None:
        """Return the revision before the current one, None if there was none."""
        with self._lock:
            return self._earlier.get(pmid, [None])[-1]

    def pmids(self, term: str = "") -> list[int]:
        """Return the PMIDs that a search finds, newest first; all for an empty term."""
        return self.search(term).pmids if term else self.ordered(self.all_pmids())

    def search(
        self, term: str, *, within: set[int] | None = None, sets: dict[int, set[int]] | None = None
    ) -> query.Found:
        """Return what a term finds (all of `within` if it is ""); `sets` are earlier results that "#1" may refer to."""
        with self._lock:
            found = query.evaluate(term, self, sets) if term else query.Found(matches=self.all_pmids())
            pmids = (found.matches if within is None else found.matches & within) & self._records.keys()
            return query.Found(
                matches=pmids, pmids=self.ordered(pmids), translation=found.translation, not_found=found.not_found,
                quoted_not_found=found.quoted_not_found, messages=found.messages,
            )  # fmt: skip

    def ordered(self, pmids: Iterable[int]) -> list[int]:
        """Return PMIDs newest first: by entry date, then by PMID."""
        with self._lock:
            return sorted(pmids, key=lambda pmid: (self._records[pmid].edat, pmid), reverse=True)

    def xml_set(self) -> bytes:
        """Return all records as one PubmedArticleSet."""
        with self._lock:
            return (
                b"<PubmedArticleSet>"
                + b"".join(self._records[p].xml for p in sorted(self._records))
                + b"</PubmedArticleSet>"
            )

    # The Index protocol of query.evaluate

    def all_pmids(self) -> set[int]:
        """Return every PMID."""
        with self._lock:
            return set(self._records)

    def with_word(self, field: str, word: str) -> set[int] | None:
        """Return the PMIDs that have a word (or whole value) in a field, None if the index does not know it."""
        return self._index.get((field, word))

    def with_prefix(self, field: str, prefix: str) -> set[int] | None:
        """Return the PMIDs that have a word with this prefix in a field, None if the index has no such word."""
        sets = [pmids for (where, word), pmids in self._index.items() if where == field and word.startswith(prefix)]
        return set().union(*sets) if sets else None

    def records(self) -> Iterator[Record]:
        """Return an iterator over all records."""
        return iter(self._records.values())

    def _put(self, record: Record) -> None:
        with self._lock:
            before = self._records.get(record.pmid)
            if before is not None:
                if before.version > record.version:
                    return
                self._forget(before)
                self._earlier.setdefault(record.pmid, []).append(before)
            self._records[record.pmid] = record
            for key in _keys(record):
                self._index.setdefault(key, set()).add(record.pmid)

    def _forget(self, record: Record) -> None:
        for key in _keys(record):
            self._index[key].discard(record.pmid)


def _keys(record: Record) -> set[tuple[str, str]]:
    keys = {("tiab", word) for word in record.text.split()}
    keys |= {("ti", word) for word in record.title.split()}
    keys |= {("mh", heading) for heading in record.headings}
    return keys | {("pt", kind.lower()) for kind in record.publication_types}
