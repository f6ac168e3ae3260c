"""Speed of reading MEDLINE XML, compared with a bare lxml loop over the same file in the same run.

The figures are for one core, in processor time.
"""

import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from lxml import etree

from bench.figures import Figure
from miner.records import Article
from miner.sources.medline import read_records

_ROUNDS = 2
_RECORD_COUNT = 30_000
_RECORDS = ("PubmedArticle", "MedlineCitation", "PubmedBookArticle")

_PEAK_PROGRAM = """
import sys
from pathlib import Path
from miner.sources.medline import read_records

for _ in read_records(Path(sys.argv[1])):
    pass
status = Path("/proc/self/status").read_text(encoding="ascii")
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def measure(paths: Sequence[Path], record_count: int = _RECORD_COUNT) -> list[Figure]:
    """Return figures on one file of `record_count` records, repeated from those of `paths`, plain and in gzip.

    Ours and the bare loop take turns, and the best processor time of each counts: on a shared machine slower
    runs measure other work. Memory is the peak of a fresh process that reads a tenth of the records (the
    baseline) and all of them: it should not grow.
    """
    with tempfile.TemporaryDirectory() as folder:
        tenth, plain, packed = (Path(folder) / name for name in ("tenth.xml", "all.xml", "all.xml.gz"))
        records = [part for path in paths for part in _raw_records(path)]
        _write_records(records, tenth, record_count // 10)
        _write_records(records, plain, record_count)
        with plain.open("rb") as stream, gzip.open(packed, "wb", compresslevel=1) as out:
            out.writelines(stream)
        size = plain.stat().st_size / 2**20
        note = f"{record_count:,} records, {size:.0f} MiB, of genuine exports; baseline: bare lxml loop"
        figures = []
        for form, path in (("plain", plain), (".gz", packed)):
            ours, bare = _best_times(path, record_count)
            rates = ((record_count, "records/s"), (size, "MiB/s"))
            figures += [
                Figure(name=f"XML to Article, {form}", value=n / ours, unit=unit, baseline=n / bare, note=note)
                for n, unit in rates
            ]
        note = f"peak of a fresh process that reads all records; baseline: reads {record_count // 10:,}"
        before = _peak_mib(tenth)
        figures += [
            Figure(name=f"memory, {form}", value=_peak_mib(path), unit="MiB", baseline=before, note=note)
            for form, path in (("plain", plain), (".gz", packed))
        ]
    return figures


def _raw_records(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    root = etree.fromstring(gzip.decompress(content) if path.suffix == ".gz" else content)
    for element in root.iterchildren(*_RECORDS):
        yield etree.tostring(element)


def _write_records(records: Sequence[bytes], target: Path, count: int) -> None:
    """Write `count` records under one root, repeating the given ones."""
    with target.open("wb") as stream:
        stream.write(b"<PubmedArticleSet>\n")
        stream.writelines(islice(cycle(records), count))
        stream.write(b"</PubmedArticleSet>\n")


def _best_times(path: Path, count: int) -> tuple[float, float]:
    """Return the best seconds of ours and of the bare loop."""
    ours = bare = float("inf")
    for _ in range(_ROUNDS):
        ours = min(ours, _seconds(_read_ours, path, count))
        bare = min(bare, _seconds(_read_bare, path, count))
    return ours, bare


def _read_ours(path: Path) -> int:
    return sum(isinstance(record, Article) for record in read_records(path))


def _read_bare(path: Path) -> int:
    """Read as one would by hand: iterparse, the same fields as strings, nothing checked or kept; return the count."""
    count = 0
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for _, record in etree.iterparse(stream, tag=_RECORDS):
            if record.tag == "MedlineCitation" and record.getparent().tag == "PubmedArticle":
                continue
            count += 1
            _touch_words(record)
            _touch_lists(record)
            record.clear()
            while record.getprevious() is not None:
                del record.getparent()[0]
    return count


def _touch_words(record: etree._Element) -> None:
    """Access number, title, abstracts, journal and dates."""
    pmid = record.find(".//PMID")
    _ = (pmid.text, pmid.get("Version")) if pmid is not None else None
    for part in record.iter("ArticleTitle", "VernacularTitle", "BookTitle", "CollectiveName"):
        _ = "".join(part.itertext())  # type: ignore[arg-type] # the stubs allow for Python 2's bytes
    for part in record.iter("AbstractText"):
        _ = "".join(part.itertext()), part.get("Label"), part.get("NlmCategory")  # type: ignore[arg-type] # the same
    for part in record.iter("OtherAbstract"):
        _ = part.get("Type"), part.get("Language")
    record.findtext(".//Journal/Title")
    for part in record.iter("PubDate", "ArticleDate", "DateRevised", "DateCreated"):
        _ = [(number.tag, number.text) for number in part]
    for part in record.iter("PubMedPubDate"):
        if part.get("PubStatus") == "entrez":
            _ = [(number.tag, number.text) for number in part]


def _touch_lists(record: etree._Element) -> None:
    """Access all lists."""
    for part in record.iter("Language", "PublicationType", "DataBankName", "AccessionNumber"):
        _ = part.text
    for author in record.iter("Author"):
        _ = [part.text for part in author.iterchildren("LastName", "Initials", "Suffix")]
    for term in record.iter("DescriptorName", "QualifierName"):
        _ = term.tag, term.text, term.get("UI"), term.get("MajorTopicYN")
    for chemical in record.iter("Chemical"):
        _ = [(part.text, part.get("UI")) for part in chemical]
    for grant in record.iter("Grant"):
        _ = [(part.tag, part.text) for part in grant]
    for concept in record.iter("SupplMeshName"):
        _ = concept.text, concept.get("UI"), concept.get("Type")
    for correction in record.iter("CommentsCorrections"):
        _ = correction.get("RefType"), correction.findtext("PMID")


def _seconds(read: Callable[[Path], int], path: Path, count: int) -> float:
    start = time.process_time()
    found = read(path)
    seconds = time.process_time() - start
    if found != count:
        raise RuntimeError(f"{read.__name__} found {found} of {count} records")
    return seconds


def _peak_mib(path: Path) -> float | None:
    """Return the peak memory of a process that only reads one file; None if the system does not report it."""
    if not Path("/proc/self/status").is_file():
        return None
    done = subprocess.run([sys.executable, "-c", _PEAK_PROGRAM, path], check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024
