"""Cost of all of PubMed: measured on files of NLM's size, then multiplied.

Import is measured in wall time, as storing waits for the disk; reading in processor time, which other work on a
shared machine does not change. `bench.pubmed` multiplies; docs/scale.md explains by what.
"""

import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from bench.bulk_files import copy_as_other_file, import_in_fresh_process, import_into, make_bulk_files
from bench.figures import Figure, best_of, seconds_of
from bench.inputs import Sample
from bench.ledgers import BATCH, make, renew_signals
from bench.pubmed import NLM_BYTES, WITH_ABSTRACT, Costs, multiply
from graph.embedded import stop_server
from graph.store import open_store
from graph.sync import batches, sync
from miner.jobs.importing import file_digest
from miner.jobs.projection import LedgerProjection
from miner.labels.facts import load_label_facts, load_markets
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import DrugScanner
from miner.reading.reader import Reader
from miner.records import Article, Reading
from miner.sources.bulk import md5_of
from miner.sources.medline import read_records

RECENT = Path("literature/recent_sample_2019_2022.xml.gz")
"""A random sample of recent PubMed, all with an abstract."""

RECHECK_COUNT = 10_000
"""The most articles that a night re-checks by default (`recheck_limit`)."""

AS_OF = date(2026, 1, 1)
"""A day after all articles of the samples."""

PROJECTED_TURNS = 20
"""How often the articles that were read are repeated to fill a graph, each time with different drugs."""

Measured = tuple[list[Figure], dict[str, float]]
"""Figures, and costs by their name in `Costs`."""


def load_recent(data: Path, count: int) -> tuple[Article, ...]:
    """Return at most `count` articles of the random sample of recent PubMed."""
    found = []
    for record in read_records(data / RECENT):
        if isinstance(record, Article):
            found.append(record)
            if len(found) == count:
                break
    return tuple(found)


def measure(
    exports: Sequence[Path],
    recent: Sequence[Article],
    *,
    citation_count: int = 30_000,
    file_count: int = 4,
    read_count: int = 500,
) -> list[Figure]:
    """Return figures of import, ledger, nightly statements, reading and graph, then those of all PubMed.

    Args:
        exports: genuine exports that the files are made from.
        recent: a random sample of PubMed with abstracts, for drug scan and reading.
        citation_count: citations per file.
        file_count: number of files; statements run on the ledger of all of them.
        read_count: number of articles naming a drug that are read.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger_path = folder / "all" / "ledger.db"
        parts = [_measure_import(exports, folder, ledger_path, citation_count, file_count)]
        with Ledger.open(ledger_path) as ledger:
            parts += [_measure_size(ledger), _measure_statements(ledger)]
    lexicon = Lexicon.load()
    scanner = DrugScanner(lexicon)
    parts.append(_measure_scan(scanner, recent))
    deep = [article for article in recent if scanner.has_drug(article.text)][:read_count]
    parts += _measure_reading(lexicon, deep)
    costs = Costs(**{name: cost for _, named in parts for name, cost in named.items()})
    return [*(figure for figures, _ in parts for figure in figures), *multiply(costs)]


# --- files into the ledger ------------------------------------------------------------------------------


def _measure_import(
    exports: Sequence[Path], folder: Path, ledger_path: Path, citation_count: int, file_count: int
) -> Measured:
    """Import one file, the same again, its content as other bytes; then all files into the ledger at `ledger_path`."""
    paths = make_bulk_files(exports, folder, file_count, citation_count)
    total = file_count * citation_count
    one_ledger = folder / "one" / "ledger.db"
    one = import_in_fresh_process(one_ledger, paths[:1])
    again = best_of(3, lambda: import_into(one_ledger, paths[:1]))
    other = paths[0].with_name("again.xml.gz")
    copy_as_other_file(paths[0], other)
    unchanged = seconds_of(lambda: import_into(one_ledger, [other]))
    every = import_in_fresh_process(ledger_path, paths)
    digests = seconds_of(lambda: (md5_of(paths[0]), file_digest(paths[0])))
    parsing = seconds_of(lambda: sum(1 for _ in read_records(paths[0])), time.process_time)
    file_bytes = sum(path.stat().st_size for path in paths) / total
    rate, alone = "citations/s", "processor time"
    figures = [
        Figure(
            name="compressed citation",
            value=file_bytes,
            unit="bytes",
            baseline=NLM_BYTES,
            note="exports in gzip, level 6; baseline: NLM's 2024 baseline",
        ),
        Figure(
            name="import, 1 file",
            value=citation_count / one["seconds"],
            unit=rate,
            note=f"{citation_count:,} citations a file: MD5, SHA-256, parse, store; wall time",
        ),
        Figure(name=f"import, {file_count} files", value=total / every["seconds"], unit=rate, note="the same"),
        Figure(name="  in processor time", value=total / every["processor_seconds"], unit=rate, note=alone),
        Figure(name="  parsing alone", value=citation_count / parsing, unit=rate, note=alone),
        Figure(name="  both digests alone", value=1000 * digests, unit="ms a file", note="the file is in memory"),
        Figure(name="same file again", value=1000 * again, unit="ms", note="opening the ledger included"),
        Figure(
            name="same citations, other bytes",
            value=citation_count / unchanged,
            unit=rate,
            note="all of them unchanged; wall time",
        ),
        Figure(
            name="memory of the import",
            value=every["peak_mib"] or None,
            unit="MiB",
            baseline=one["peak_mib"] or None,
            note=f"peak of a process that imports {file_count} files; baseline: 1 file",
        ),
    ]
    return figures, {"file_bytes": file_bytes, "import_seconds": every["seconds"] / total}


# --- the ledger -----------------------------------------------------------------------------------------

_COLUMN_BYTES = """
SELECT json_array_length(sections) > (sections LIKE '%"TITLE"%') AS has_abstract, count(*) AS articles,
       sum(mesh_headings <> '[]') AS with_mesh,
       sum(length(CAST(text AS BLOB))) AS text,
       sum(coalesce(length(details), 0)) AS details,
       sum(length(CAST(journal || sections || publication_types || mesh_headings || languages AS BLOB))) AS lists
FROM article GROUP BY has_abstract
"""

_COLUMN_NOTES = {
    "text": "title and abstract",
    "details": "what reading does not use, deflated",
    "lists": "journal, sections, publication types, MeSH names, languages",
}


def _measure_size(ledger: Ledger) -> Measured:
    """Measure bytes of an unread citation by column, with PubMed's share of abstracts and with that of these files."""
    size = _checkpointed_size(ledger)
    rows = [dict(row) for row in ledger.database.connection.execute(_COLUMN_BYTES)]
    count = sum(row["articles"] for row in rows)
    by_column = {name: sum(row[name] for row in rows) / count for name in _COLUMN_NOTES}
    state = size / count - sum(by_column.values())
    of_class = {row["has_abstract"]: sum(row[name] for name in _COLUMN_NOTES) / row["articles"] + state for row in rows}
    full, bare = (of_class.get(has_abstract, size / count) for has_abstract in (1, 0))
    abstract_share = sum(row["articles"] for row in rows if row["has_abstract"]) / count
    mesh_share = sum(row["with_mesh"] for row in rows) / count
    figures = [
        Figure(
            name="citations with an abstract",
            value=100 * abstract_share,
            unit="%",
            baseline=100 * WITH_ABSTRACT,
            note=f"of the exports, {100 * mesh_share:.0f} % of which have MeSH; baseline: of PubMed",
        ),
        Figure(
            name="unread citation in the ledger",
            value=size / count,
            unit="bytes",
            note=f"file after a checkpoint, {count:,} citations",
        ),
        *(
            Figure(name=f"  {name}", value=value, unit="bytes", note=_COLUMN_NOTES[name])
            for name, value in by_column.items()
        ),
        Figure(
            name="  state",
            value=state,
            unit="bytes",
            note="all else: numbers, dates, hash, indexes, trials, relations, free space",
        ),
        Figure(name="one with an abstract", value=full, unit="bytes", note="its columns, and the mean state"),
        Figure(name="one without", value=bare, unit="bytes", note="its columns, and the mean state"),
    ]
    mixed = WITH_ABSTRACT * full + (1 - WITH_ABSTRACT) * bare
    return figures, {"ledger_bytes": mixed, "ledger_bytes_high": size / count}


def _checkpointed_size(ledger: Ledger) -> int:
    """Return the bytes of the ledger's file after moving the write-ahead log into it."""
    ledger.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return ledger.database.path.stat().st_size


def _measure_statements(ledger: Ledger) -> Measured:
    """Time the statements that a night runs on the whole ledger, by index or over all articles."""
    count = ledger.totals.count()["article_count"]  # from here on the file is in memory
    due_seconds = best_of(3, lambda: ledger.articles.due_for_check(AS_OF, RECHECK_COUNT))
    ledger.queue.add(ledger.articles.due_for_check(AS_OF, RECHECK_COUNT), "check")
    by_index = {
        f"due_for_check({RECHECK_COUNT:,})": due_seconds,
        f"queue.next({RECHECK_COUNT:,})": best_of(3, lambda: ledger.queue.next(RECHECK_COUNT)),
    }
    through_all = {
        "totals.count": best_of(3, ledger.totals.count),
        "articles.count_by_year": best_of(3, ledger.articles.count_by_year),
        "pending_count": best_of(3, lambda: ledger.readings.pending_count(0)),
    }
    hand_out_seconds = best_of(2, lambda: sum(map(len, ledger.readings.pending(0, BATCH)))) / count
    mark_seconds = seconds_of(lambda: _mark_as_read(ledger)) / count
    note = f"{count:,} articles, file in memory"
    figures = [
        *(Figure(name=name, value=1000 * s, unit="ms", note=f"{note}; does not grow") for name, s in by_index.items()),
        *(
            Figure(name=name, value=s / count * 1e6, unit="s per million", note=f"{note}; grows with the ledger")
            for name, s in through_all.items()
        ),
        Figure(name="articles handed out to be read", value=1 / hand_out_seconds, unit="articles/s", note=note),
        Figure(name="articles noted as without a drug", value=1 / mark_seconds, unit="articles/s", note="wall time"),
    ]
    return figures, {
        "owner_seconds": hand_out_seconds + mark_seconds,
        "statement_seconds": sum(through_all.values()) / count,
    }


def _mark_as_read(ledger: Ledger) -> None:
    """Mark every article as naming no drug, as a run does for most of PubMed."""
    pmids = [pmid for (pmid,) in ledger.database.connection.execute("SELECT pmid FROM article ORDER BY pmid")]
    readings = (Reading(pmid=pmid, has_drug=False, skipped="no drug") for pmid in pmids)
    _store_readings(ledger, ("bench", "bench", "bench"), readings)


# --- reading and graph ----------------------------------------------------------------------------------


def _measure_scan(scanner: DrugScanner, recent: Sequence[Article]) -> Measured:
    """Time the scan of a random sample of abstracts; their titles stand for articles without an abstract."""
    texts = [article.text for article in recent]
    seconds = best_of(3, lambda: [scanner.has_drug(text) for text in texts], time.process_time) / len(recent)
    share = sum(map(scanner.has_drug, texts)) / len(recent)
    of_titles = sum(scanner.has_drug(article.title) for article in recent) / len(recent)
    of_pubmed = WITH_ABSTRACT * share + (1 - WITH_ABSTRACT) * of_titles
    note = f"{len(recent):,} random articles of 2019-2022, all with an abstract"
    mixed = f"multiplied: {100 * WITH_ABSTRACT:.0f} % as the abstracts, the rest as the titles"
    figures = [
        Figure(name="drug scan", value=1 / seconds, unit="abstracts/s", note="one core, processor time"),
        Figure(name="abstracts that name a drug", value=100 * share, unit="%", note=note),
        Figure(name="titles that name a drug", value=100 * of_titles, unit="%", note=note),
        Figure(name="of PubMed that name a drug", value=100 * of_pubmed, unit="%", note=mixed),
    ]
    return figures, {"scan_seconds": seconds, "deep_share": of_pubmed}


def _measure_reading(lexicon: Lexicon, deep: Sequence[Article]) -> list[Measured]:
    """Time the reading of articles that name a drug, then measure what ledger and graph keep of them."""
    reader = Reader.load(lexicon=lexicon)
    start = time.process_time()
    readings = tuple(reader.read(deep))
    seconds = (time.process_time() - start) / len(deep)
    sample = Sample(
        articles=tuple(deep),
        readings=readings,
        lexicon=lexicon,
        versions=reader.versions,
        facts=load_label_facts(),
        markets=load_markets(),
    )
    note = f"{len(deep):,} articles that name a drug; one core, processor time"
    figure = Figure(name="Reader.read, all stages", value=1 / seconds, unit="abstracts/s", note=note)
    return [([figure], {"deep_read_seconds": seconds}), _measure_projection(sample, PROJECTED_TURNS * len(deep))]


def _measure_projection(sample: Sample, count: int) -> Measured:
    """Measure what reading `count` articles that name a drug adds to a ledger, and to a graph without articles."""
    numbers = range(1, count + 1)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name) / "graph"
        with Ledger.open(Path(name) / "ledger.db") as ledger:
            ledger.lexicons.set_current(sample.lexicon.version)
            renew_signals(ledger, sample, AS_OF)
            _update_graph(folder, LedgerProjection(ledger, sample.lexicon))
            empty_graph = _folder_size(folder)
            for articles in batches((article for article, _ in make(sample, numbers)), BATCH):
                ledger.articles.store(articles, digest="bench")
            unread = _checkpointed_size(ledger)
            readings = [reading for _, reading in make(sample, numbers)]
            store_seconds = seconds_of(lambda: _store_readings(ledger, sample.versions, readings)) / count
            ledger_bytes = (_checkpointed_size(ledger) - unread) / count
            renew_signals(ledger, sample, AS_OF)
            signal_seconds = seconds_of(lambda: renew_signals(ledger, sample, AS_OF)) / count
            node_count, edge_count = _update_graph(folder, LedgerProjection(ledger, sample.lexicon))
        graph_bytes = (_folder_size(folder) - empty_graph) / count
    note = f"{count:,} articles with the readings of {len(sample.articles):,}"
    added = f"{note}; vocabulary and labels not counted"
    figures = [
        Figure(name="mentions and claims in the ledger", value=ledger_bytes, unit="bytes per article", note=note),
        Figure(name="store readings", value=1 / store_seconds, unit="articles/s", note=f"{note}; wall time"),
        Figure(name="signals, all anew", value=1e6 * signal_seconds, unit="s per million", note=f"{note}; wall time"),
        Figure(name="nodes", value=node_count / count, unit="per article", note=added),
        Figure(name="edges", value=edge_count / count, unit="per article", note=added),
        Figure(name="embedded graph", value=graph_bytes, unit="bytes per article", note=added),
    ]
    return figures, {
        "deep_store_seconds": store_seconds,
        "deep_signal_seconds": signal_seconds,
        "deep_ledger_bytes": ledger_bytes,
        "deep_graph_bytes": graph_bytes,
        "deep_graph_rows": (node_count + edge_count) / count,
    }


def _store_readings(ledger: Ledger, versions: tuple[str, str, str], readings: Iterable[Reading]) -> None:
    reader_id = ledger.readings.reader_id(versions)
    for batch in batches(readings, BATCH):
        ledger.readings.store(batch, reader_id)


def _update_graph(folder: Path, projection: LedgerProjection) -> tuple[int, int]:
    """Update the graph, stop its server so that all is on disk, and return the nodes and edges written."""
    try:
        with open_store(f"embedded:{folder}") as store:
            report = sync(store, projection)
    finally:
        stop_server(folder)
    return report.nodes.total(), report.edges.total()


def _folder_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
