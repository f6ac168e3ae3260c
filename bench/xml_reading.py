"""How fast MEDLINE XML is read, held against a bare lxml loop over the same file in the same run.

The figures are for one core, in processor time.
"""

import gzip
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from bench.figures import Figure
from miner.records import Article
from miner.sources.medline import read_records

_REPEATS = 3
_TARGET_BYTES = 64 * 2**20
_RECORDS = ("PubmedArticle", "MedlineCitation", "PubmedBookArticle")


def measure(paths: Sequence[Path], target_bytes: int = _TARGET_BYTES) -> list[Figure]:
    """Figures on the records of some files, repeated into one plain file of at least `target_bytes`.

    Ours and the bare loop take turns three times, and the best processor time of each counts: on a shared
    machine slower runs measure the neighbours. Memory is Python's own peak (tracemalloc) while the whole file
    is read; libxml2's is not in it, so the peak of the process is given too, which holds the interpreter and
    the largest input, parsed whole to cut it into records.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.xml"
        count = _repeat_records(paths, path, target_bytes)
        ours = bare = float("inf")
        for _ in range(_REPEATS):
            ours = min(ours, _seconds(_read_ours, path, count))
            bare = min(bare, _seconds(_read_bare, path, count))
        process_peak = _process_peak_mib()
        tracemalloc.start()
        _read_ours(path)
        python_peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        size = path.stat().st_size / 2**20
    note = f"{count:,} records, {size:.0f} MiB, of genuine exports"
    return [
        Figure(
            name="XML to Article",
            value=count / ours,
            unit="records/s",
            baseline=count / bare,
            note=f"{note}; baseline: bare lxml loop",
        ),
        Figure(name="XML to Article", value=size / ours, unit="MiB/s", baseline=size / bare, note="the same"),
        Figure(name="memory of Python's own", value=python_peak, unit="MiB", note="peak while all is read"),
        Figure(name="memory of the process", value=process_peak, unit="MiB", note="peak up to here"),
    ]


def _repeat_records(paths: Sequence[Path], target: Path, target_bytes: int) -> int:
    """Writes the records of all files, over and over, under one root; returns how many."""
    records = [part for path in paths for part in _raw_records(path)]
    count = 0
    with target.open("wb") as stream:
        stream.write(b"<PubmedArticleSet>\n")
        while stream.tell() < target_bytes:
            stream.writelines(records)
            count += len(records)
        stream.write(b"</PubmedArticleSet>\n")
    return count


def _raw_records(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    root = etree.fromstring(gzip.decompress(content) if path.suffix == ".gz" else content)
    for element in root.iterchildren(*_RECORDS):
        yield etree.tostring(element)


def _read_ours(path: Path) -> int:
    return sum(isinstance(record, Article) for record in read_records(path))


def _read_bare(path: Path) -> int:
    """What one would write by hand: iterparse, the same fields as strings, nothing checked or kept."""
    count = 0
    for _, record in etree.iterparse(path, tag=_RECORDS):
        if record.tag == "MedlineCitation" and record.getparent().tag == "PubmedArticle":
            continue
        count += 1
        record.findtext(".//PMID")
        for part in record.iter("ArticleTitle", "AbstractText"):
            "".join(part.itertext())
        record.findtext(".//Journal/Title")
        for part in record.iter("PubDate", "ArticleDate", "DateRevised", "DateCreated"):
            part.findtext("Year")
        for part in record.iter("PubMedPubDate"):
            if part.get("PubStatus") == "entrez":
                part.findtext("Year")
        for part in record.iter("Language", "PublicationType", "DescriptorName", "AccessionNumber"):
            _ = part.text
        for part in record.iter("CommentsCorrections"):
            _ = part.get("RefType"), part.findtext("PMID")
        record.clear()
        while record.getprevious() is not None:
            del record.getparent()[0]
    return count


def _seconds(read: Callable[[Path], int], path: Path, count: int) -> float:
    start = time.process_time()
    found = read(path)
    seconds = time.process_time() - start
    if found != count:
        raise RuntimeError(f"{read.__name__} found {found} of {count} records")
    return seconds


def _process_peak_mib() -> float | None:
    """None where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
