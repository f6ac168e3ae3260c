"""Mirror of NLM's bulk files in a folder: lists what the server offers and downloads what is missing.

The server is NCBI's HTTPS mirror of its FTP site: a page of links for each folder, files of 20 to 100 MB, and a
`.md5` beside each. A nightly run requests the pages and what is new, over one connection, one request at a time with
a pause in between. Names, order and checksums are defined in `miner.sources.bulk`.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from miner.errors import DownloadError
from miner.sources.bulk import PARTS, md5_of, md5_path, parse_md5, place_of
from miner.sources.connection import Connection

_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_LISTED = re.compile(r"(?P<modified>\d{4}-\d\d-\d\d \d\d:\d\d)\s+(?P<size>\d+(?:\.\d+)?)(?P<unit>[KMGT]?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """A bulk file that the server offers together with its `.md5`.

    Args:
        part: its folder, `baseline` or `updatefiles`.
        name: NLM's file name.
        url: its address on the server; its `.md5` is beside it.
        size: in bytes, rounded as on the page; 0 if the page does not show it.
        modified: Unix time of the page's date, read as UTC, to detect a replaced file; 0 if there is none.
    """

    part: str
    name: str
    url: str
    size: int
    modified: int


@dataclass(slots=True)
class SyncBulkReport:
    """The outcome of one sync.

    `listed` = `kept` + `downloaded` + `left`. `verified` files were checked against their MD5 in this run: every
    download, and kept files if all are verified. `resumed` continued a partial file. `unfinished` are on the page
    without an `.md5`, so NLM is still writing them; they are neither counted as listed nor fetched. `left` were beyond
    the limit. `not_offered` are in the folder but not on the server, like those of an older year; they stay.
    """

    listed_count: int = 0
    kept_count: int = 0
    downloaded_count: int = 0
    left_count: int = 0
    resumed_count: int = 0
    verified_count: int = 0
    unfinished_count: int = 0
    not_offered: tuple[Path, ...] = ()
    byte_count: int = 0


def sync_bulk(  # noqa: PLR0913 - each is a setting of the command
    folder: Path,
    url: str,
    *,
    parts: Sequence[str] = PARTS,
    email: str = "",
    progress: Callable[[str, int, int | None], None] = lambda _stage, _done, _total: None,
    pause_seconds: float = 0.5,
    timeout_seconds: float = 60.0,
    sleep: Callable[[float], None] = time.sleep,
    is_verify_all: bool = False,
    limit: int | None = None,
) -> SyncBulkReport:
    """Download the bulk files that a folder lacks, oldest first, each checked, and return what was done.

    A file counts as present if it and its `.md5` are in `folder/PART/` and the server's page still shows the date
    that is noted as the modification time of the `.md5`; if only the date differs, the server's `.md5` decides. Only
    damaged and replaced files are deleted. A download is named `NAME.part` until it is complete, and the next run
    resumes it. Two runs on one folder must not overlap; the caller ensures that.

    Args:
        folder: contains `baseline/` and `updatefiles/`; created if missing.
        url: the folder on the server that contains the same two.
        parts: which of the two to mirror.
        email: contact address sent in the User-Agent; empty: none is sent.
        progress: called with the stage, the number of files done and the number to fetch.
        pause_seconds: pause between any two requests.
        timeout_seconds: how long the server may be silent.
        sleep: sleeps for a number of seconds; a test passes one that does not.
        is_verify_all: request every `.md5` and hash every file on disk; a damaged one is downloaded again.
        limit: fetch or verify at most this many files.

    Raises:
        DownloadError: the server cannot be reached, refuses, or offers no bulk files; a file fails its MD5 check
            twice; or the disk is full. Finished and partial files are kept.
    """
    report = SyncBulkReport()
    try:
        with Connection(email, pause_seconds, timeout_seconds, sleep) as connection:
            offered = _list_offered(connection, url, parts, report)
            known = {(file.part, file.name) for file in offered}
            report.not_offered = _absent_from(known, folder, parts)
            pending = [file for file in offered if is_verify_all or not _is_kept(folder, file)]
            report.kept_count = len(offered) - len(pending)
            chosen = pending[:limit]
            report.left_count = len(pending) - len(chosen)
            _require_space(folder, chosen)
            for done, file in enumerate(chosen):
                progress("download", done, len(chosen))
                _settle(connection, folder, file, is_verify_all=is_verify_all, report=report)
            progress("download", len(chosen), len(chosen))
            report.resumed_count, report.byte_count = len(connection.resumed), connection.byte_count
    except OSError as error:
        raise DownloadError(
            f"{error.filename or folder}: {error.strerror or error}; what arrived is kept: make room or fix the cause, "
            "then run the same command again"
        ) from error
    return report


def read_page(page: bytes, url: str, part: str) -> tuple[list[ListedFile], int]:
    """Return the bulk files of a directory page in the order they are applied, and how many have no `.md5` yet.

    Only links into the page's own folder with NLM's file names count: no other name ever becomes a path.

    Raises:
        DownloadError: the page names no bulk file and is not a directory page.
    """
    root = etree.HTML(page) if page.strip() else None
    rows: dict[str, str] = {}
    for link in root.iter("a") if root is not None else ():
        name = link.get("href", "").removeprefix(url).removeprefix(urlsplit(url).path)
        rows[name] = link.tail or ""
    names = sorted((place, name) for name in rows if (place := place_of(name)) and name.endswith(".gz"))
    if not names and (root is None or not (root.findtext(".//title") or "").startswith("Index of")):
        raise DownloadError(f"{url} is not a directory page; set bulk_url to a folder of NLM's server")
    files = [_read_row(part, url, name, rows[name]) for _, name in names if f"{name}.md5" in rows]
    return files, len(names) - len(files)


def _read_row(part: str, url: str, name: str, row: str) -> ListedFile:
    size = modified = 0
    if match := _LISTED.search(row):
        size = int(float(match["size"]) * _UNITS[match["unit"]])
        modified = int(datetime.strptime(match["modified"], "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp())
    return ListedFile(part=part, name=name, url=f"{url}{name}", size=size, modified=modified)


def _list_offered(connection: Connection, url: str, parts: Sequence[str], report: SyncBulkReport) -> list[ListedFile]:
    offered: list[ListedFile] = []
    for part in parts:
        page_url = f"{url.rstrip('/')}/{part}/"
        files, unfinished_count = read_page(connection.read(page_url), page_url, part)
        offered += files
        report.unfinished_count += unfinished_count
    if not offered:
        raise DownloadError(f"{url} offers no bulk file in {' or '.join(parts)}; is the setting bulk_url right?")
    report.listed_count = len(offered)
    return offered


def _absent_from(known: Collection[tuple[str, str]], folder: Path, parts: Sequence[str]) -> tuple[Path, ...]:
    there = [path for part in parts for path in sorted((folder / part).glob("*.xml.gz")) if place_of(path.name)]
    return tuple(path for path in there if (path.parent.name, path.name) not in known)


def _is_kept(folder: Path, file: ListedFile) -> bool:
    """Return whether a file is complete and still the one that the server offers, going by its page."""
    path = folder / file.part / file.name
    if not (path.is_file() and path.stat().st_size and md5_path(path).is_file()):
        return False
    return file.modified in {0, int(md5_path(path).stat().st_mtime)}


def _require_space(folder: Path, files: Sequence[ListedFile]) -> None:
    """Create the folder and raise DownloadError if the files do not fit on its disk."""
    folder.mkdir(parents=True, exist_ok=True)
    needed = sum(file.size for file in files if not (folder / file.part / file.name).exists())
    there = sum(path.stat().st_size for path in folder.glob("*/*.part"))
    free = shutil.disk_usage(folder).free
    if needed - there > free:
        raise DownloadError(
            f"{folder}: {len(files):,} files need about {(needed - there) / 1e9:.1f} GB, and {free / 1e9:.1f} GB are "
            "free; make room, give another folder, or fetch fewer with --limit"
        )


def _settle(
    connection: Connection, folder: Path, file: ListedFile, *, is_verify_all: bool, report: SyncBulkReport
) -> None:
    """Make one file in the folder the same as on the server, with its `.md5`."""
    path = folder / file.part / file.name
    path.parent.mkdir(exist_ok=True)
    digest = connection.read_md5(file.url)
    is_noted = not is_verify_all and path.is_file() and _noted_md5(path) == digest
    if is_noted or (path.is_file() and md5_of(path) == digest):
        report.kept_count += 1
        report.verified_count += not is_noted
    else:
        digest = _download(connection, file.url, path, digest)
        report.downloaded_count += 1
        report.verified_count += 1
    _note_md5(path, digest, file.modified)


def _download(connection: Connection, address: str, path: Path, digest: str) -> str:
    """Download a file into its place, once more from the start if its MD5 is wrong, and return the right MD5."""
    unfinished = path.with_name(f"{path.name}.part")
    connection.append(address, unfinished)
    if (found := md5_of(unfinished)) != digest:
        unfinished.unlink()
        digest = connection.read_md5(address)  # the file may have been replaced while it was fetched
        connection.append(address, unfinished)
        found = md5_of(unfinished)
    if found != digest:
        unfinished.unlink()
        raise DownloadError(
            f"{address} does not match its .md5 (MD5 {found}, should be {digest}), fetched twice; "
            "the server's copy is damaged or being replaced: run the same command again later"
        )
    md5_path(path).unlink(missing_ok=True)  # it vouches for the old file
    unfinished.replace(path)
    return digest


def _noted_md5(path: Path) -> str | None:
    try:
        return parse_md5(md5_path(path).read_text(encoding="ascii"), path.name)
    except (OSError, ValueError):
        return None


def _note_md5(path: Path, digest: str, modified: int) -> None:
    """Write the `.md5` that marks a file as complete; its modification time is the date on the server's page."""
    note = md5_path(path)
    unfinished = note.with_name(f"{note.name}.part")
    unfinished.write_text(f"MD5({path.name})= {digest}\n", encoding="ascii")
    os.utime(unfinished, (modified, modified))
    unfinished.replace(note)
