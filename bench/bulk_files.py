"""Bulk files like NLM's, made from genuine exports, and their import in a separate process.

`bench.scale` runs it as `python -m bench.bulk_files LEDGER FILE...` to measure importing in a fresh process.
"""

import gzip
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path

from lxml import etree

from miner.config import Settings
from miner.jobs.importing import import_files
from miner.jobs.job import Job
from miner.jobs.run_report import RunReport
from miner.ledger import Ledger
from miner.sources.bulk import md5_of, md5_path

_RECORDS = ("PubmedArticle", "MedlineCitation", "PubmedBookArticle")
_PMID = re.compile(rb"(<PMID[^>]*>)[0-9]+(?=</PMID>)")
_GZIP_MTIME = slice(4, 8)
"""The time stamp in the header of a .gz file, which affects nothing else (RFC 1952)."""


def make_bulk_files(exports: Sequence[Path], folder: Path, file_count: int, citation_count: int) -> list[Path]:
    """Write files of `citation_count` citations each, with .md5 and NLM's file names, and return their paths.

    The citations of the exports are repeated, each time under a new PMID; their relations to other PMIDs stay as they
    are. gzip does not profit from the repetition: its window is 32 KiB.
    """
    records = cycle([record for path in exports for record in _raw_records(path)])
    paths = []
    for number in range(1, file_count + 1):
        path = folder / f"pubmed99n{number:04}.xml.gz"
        with gzip.open(path, "wb", compresslevel=6) as out:
            out.write(b"<PubmedArticleSet>\n")
            for pmid in range((number - 1) * citation_count + 1, number * citation_count + 1):
                out.write(_PMID.sub(rb"\g<1>%d" % pmid, next(records), count=1))
            out.write(b"</PubmedArticleSet>\n")
        _write_md5(path)
        paths.append(path)
    return paths


def copy_as_other_file(path: Path, target: Path) -> None:
    """Write the same citations to a file with different bytes, with its .md5."""
    content = bytearray(path.read_bytes())
    content[_GZIP_MTIME] = b"\1\2\3\4"
    target.write_bytes(content)
    _write_md5(target)


def _write_md5(path: Path) -> None:
    md5_path(path).write_text(f"MD5({path.name})= {md5_of(path)}\n", encoding="ascii")


def _raw_records(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    root = etree.fromstring(gzip.decompress(content) if path.suffix == ".gz" else content)
    for element in root.iterchildren(*_RECORDS):
        yield etree.tostring(element)


def import_into(ledger_path: Path, paths: Sequence[Path]) -> RunReport:
    """Import files as `miner import` does (MD5, SHA-256, parse, store) and return the report."""
    settings = Settings.model_validate({"data_folder": ledger_path.parent})
    with Ledger.open(ledger_path) as ledger:
        job = Job(ledger=ledger, settings=settings, today=date(2026, 1, 1))
        import_files(job, paths)
    return job.report


def import_in_fresh_process(ledger_path: Path, paths: Sequence[Path]) -> dict[str, float]:
    """Import in a fresh process and return its `seconds`, `processor_seconds`, `peak_mib` and `new_count`."""
    command = [sys.executable, "-m", "bench.bulk_files", *map(str, (ledger_path, *paths))]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def main() -> None:
    """Import the files on the command line and print what that took, as JSON."""
    ledger_path, *paths = map(Path, sys.argv[1:])
    start, start_processor = time.perf_counter(), time.process_time()
    report = import_into(ledger_path, paths)
    taken = {
        "seconds": time.perf_counter() - start,
        "processor_seconds": time.process_time() - start_processor,
        "peak_mib": _peak_mib(),
        "new_count": report.stored.new_count,
    }
    json.dump(taken, sys.stdout)


def _peak_mib() -> float:
    """Return the peak memory of this process; 0 if the system does not report it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
