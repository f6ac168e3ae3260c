"""Syncing a folder with NLM's server, tested against a local server that fails like real ones."""

import gzip
import hashlib
import os
import random
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from miner.errors import DownloadError
from miner.sources.bulk import check_md5, order_files
from miner.sources.connection import ATTEMPT_COUNT
from miner.sources.download import SyncBulkReport, sync_bulk
from tests.bulk_server import BulkServer, Fault, serve_bulk

ONE = "baseline/pubmed26n0001.xml.gz"
TWO = "baseline/pubmed26n0002.xml.gz"
THREE = "updatefiles/pubmed26n0003.xml.gz"
PAGES = ["baseline", "updatefiles"]
PUBLISHED = 1_769_698_080  # 2026-01-29 14:48 UTC


def publish(folder: Path, name: str, *, seed: int = 0, date: int = PUBLISHED) -> bytes:
    """Puts a file of some 3 kB and its .md5 on the server, as NLM writes them."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = random.Random(f"{name} {seed}").randbytes(3000).hex()
    content = gzip.compress(f"<PubmedArticleSet><!-- {text} --></PubmedArticleSet>".encode(), mtime=0)
    path.write_bytes(content)
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    note = path.with_name(f"{path.name}.md5")
    note.write_text(f"MD5({path.name})= {digest}\n")
    os.utime(path, (date, date))
    return content


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BulkServer]:
    for name in (ONE, TWO, THREE):
        publish(tmp_path / "server", name)
    (tmp_path / "server" / "baseline" / "README.txt").write_text("terms")
    with serve_bulk(tmp_path / "server") as bulk:
        yield bulk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pubmed"


def sync(server: BulkServer, folder: Path, **settings: Any) -> tuple[SyncBulkReport, list[float]]:
    """A sync that does not wait; its report and the waits it asked for."""
    waits: list[float] = []
    return sync_bulk(folder, server.url, sleep=waits.append, **settings), waits


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def served(server: BulkServer) -> dict[str, bytes]:
    return {name: content for name, content in contents(server.folder).items() if not name.endswith("README.txt")}


def test_a_sync_brings_every_file_with_its_md5_ready_to_import(server: BulkServer, folder: Path) -> None:
    shown: list[tuple[str, int, int | None]] = []
    report, waits = sync(server, folder, progress=lambda *step: shown.append(step))
    files = [folder / name for name in (ONE, TWO, THREE)]
    assert contents(folder) == served(server)
    assert order_files([folder]) == files
    assert all(check_md5(path) for path in files)
    assert report == SyncBulkReport(
        listed_count=3,
        downloaded_count=3,
        verified_count=3,
        byte_count=sum(path.stat().st_size for path in files),
    )
    assert server.paths() == [*PAGES, f"{ONE}.md5", ONE, f"{TWO}.md5", TWO, f"{THREE}.md5", THREE]
    assert waits == [0.5] * 7
    assert shown == [("download", 0, 3), ("download", 1, 3), ("download", 2, 3), ("download", 3, 3)]


def test_a_sync_of_a_complete_folder_asks_for_the_pages_alone(server: BulkServer, folder: Path) -> None:
    sync(server, folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    server.requests.clear()
    report, _ = sync(server, folder)
    assert report == SyncBulkReport(listed_count=3, kept_count=3)
    assert server.paths() == PAGES
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_a_new_file_is_all_that_the_next_night_fetches(server: BulkServer, folder: Path) -> None:
    sync(server, folder)
    new = "updatefiles/pubmed26n0004.xml.gz"
    content = publish(server.folder, new, date=PUBLISHED + 86_400)
    server.requests.clear()
    report, _ = sync(server, folder)
    assert report == SyncBulkReport(
        listed_count=4, kept_count=3, downloaded_count=1, verified_count=1, byte_count=len(content)
    )
    assert server.paths() == [*PAGES, f"{new}.md5", new]


def test_the_tool_names_itself_and_an_address_only_where_one_is_given(server: BulkServer, folder: Path) -> None:
    sync(server, folder)
    assert {request.user_agent for request in server.requests} == {"literature-miner/0.1.0"}
    server.requests.clear()
    sync(server, folder, email="miner@example.org")
    assert {request.user_agent for request in server.requests} == {"literature-miner/0.1.0 (mailto:miner@example.org)"}


def test_a_dropped_download_goes_on_from_where_it_stopped(server: BulkServer, folder: Path) -> None:
    server.fail(ONE, Fault(drop_after=1000), Fault(drop_after=500))
    report, waits = sync(server, folder, parts=["baseline"], limit=1)
    assert [request.range for request in server.requests if request.path == ONE] == ["", "bytes=1000-", "bytes=1500-"]
    assert (folder / ONE).read_bytes() == (server.folder / ONE).read_bytes()
    size = (folder / ONE).stat().st_size
    assert report == SyncBulkReport(
        listed_count=2, downloaded_count=1, left_count=1, resumed_count=1, verified_count=1, byte_count=size
    )
    growing = [wait for wait in waits if wait != 0.5]
    assert 1.5 <= growing[0] <= 2.5
    assert 3.0 <= growing[1] <= 5.0


def test_the_next_run_goes_on_with_the_part_of_the_last(server: BulkServer, folder: Path) -> None:
    server.fail(ONE, Fault(drop_after=1000), *[Fault(status=503)] * (ATTEMPT_COUNT - 1))
    with pytest.raises(DownloadError, match=r"answered 503 .*, tried 8 times; what arrived is kept: run the same"):
        sync(server, folder)
    assert (folder / f"{ONE}.part").read_bytes() == (server.folder / ONE).read_bytes()[:1000]
    assert not (folder / ONE).exists()
    report, _ = sync(server, folder)
    assert report.resumed_count == 1
    assert contents(folder) == served(server)


def test_a_part_that_was_whole_is_not_fetched_again(server: BulkServer, folder: Path) -> None:
    (folder / "baseline").mkdir(parents=True)
    (folder / f"{ONE}.part").write_bytes((server.folder / ONE).read_bytes())
    report, _ = sync(server, folder, limit=1)
    assert [request.status for request in server.requests if request.path == ONE] == [416]
    assert (report.downloaded_count, report.byte_count) == (1, 0)
    assert (folder / ONE).read_bytes() == (server.folder / ONE).read_bytes()


def test_a_part_longer_than_the_file_begins_again(server: BulkServer, folder: Path) -> None:
    (folder / "baseline").mkdir(parents=True)
    (folder / f"{ONE}.part").write_bytes(bytes(100_000))
    sync(server, folder)
    assert contents(folder) == served(server)


def test_a_part_of_another_file_is_thrown_away_and_fetched_from_the_start(server: BulkServer, folder: Path) -> None:
    (folder / "baseline").mkdir(parents=True)
    (folder / f"{ONE}.part").write_bytes(bytes(1000))
    sync(server, folder)
    assert [request.range for request in server.requests if request.path == ONE] == ["bytes=1000-", ""]
    assert contents(folder) == served(server)


def test_a_server_that_ignores_ranges_is_read_from_the_start(server: BulkServer, folder: Path) -> None:
    server.fail(ONE, Fault(drop_after=1000), Fault(is_range_ignored=True))
    report, _ = sync(server, folder)
    assert report.resumed_count == 0
    assert contents(folder) == served(server)


def test_a_server_that_calls_a_gzip_file_an_encoding_does_not_get_it_unpacked(server: BulkServer, folder: Path) -> None:
    server.fail(ONE, Fault(headers={"Content-Encoding": "gzip"}))
    sync(server, folder)
    assert contents(folder) == served(server)


@pytest.mark.parametrize("fault", [Fault(is_damaged=True), Fault(truncate_to=2000), Fault(body=b"<html>busy</html>")])
def test_a_file_that_does_not_match_is_fetched_once_more(fault: Fault, server: BulkServer, folder: Path) -> None:
    server.fail(TWO, fault)
    report, _ = sync(server, folder)
    assert report.downloaded_count == 3
    assert contents(folder) == served(server)


def test_a_file_that_never_matches_is_an_error_and_is_not_there(server: BulkServer, folder: Path) -> None:
    server.fail(TWO, Fault(is_damaged=True), Fault(is_damaged=True))
    with pytest.raises(DownloadError, match=r"pubmed26n0002\.xml\.gz does not match its \.md5 .*, fetched twice"):
        sync(server, folder)
    assert sorted(contents(folder)) == [ONE, f"{ONE}.md5"]


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (Fault(status=429, headers={"Retry-After": "77"}), 77.0),
        (Fault(status=503, headers={"Retry-After": "77"}), 77.0),
        (Fault(status=502), 1.5),
        (Fault(status=429, headers={"Retry-After": "soon"}), 1.5),
        (Fault(drop_after=30), 1.5),
        (Fault(body=b"<html>please log in</html>"), 1.5),
    ],
)
def test_a_passing_fault_is_waited_out(fault: Fault, wait: float, server: BulkServer, folder: Path) -> None:
    server.fail(f"{ONE}.md5", fault)
    _, waits = sync(server, folder)
    assert contents(folder) == served(server)
    (waited,) = [seconds for seconds in waits if seconds != 0.5]
    assert wait <= waited <= max(wait, 2.5)


def test_a_silent_server_is_asked_again(server: BulkServer, folder: Path) -> None:
    server.fail(ONE, Fault(silent_seconds=1))
    _, waits = sync(server, folder, timeout_seconds=0.5)
    assert max(waits) >= 1.5
    assert contents(folder) == served(server)


def test_a_date_in_retry_after_is_waited_for_and_more_than_an_hour_ends_the_run(
    server: BulkServer, folder: Path
) -> None:
    server.fail("baseline", Fault(status=503, headers={"Retry-After": formatdate(time.time() + 60, usegmt=True)}))
    _, waits = sync(server, folder)
    assert 55 <= max(waits) <= 60
    server.fail("baseline", Fault(status=503, headers={"Retry-After": "36000"}))
    with pytest.raises(DownloadError, match=r"503 .*; the server asks for no request for 10\.0 hours"):
        sync(server, folder)


@pytest.mark.parametrize(("status", "text"), [(403, "refuses this address or client"), (404, "there is no such file")])
def test_a_refusal_is_told_at_once_with_what_to_do(status: int, text: str, server: BulkServer, folder: Path) -> None:
    server.fail(ONE, Fault(status=status))
    with pytest.raises(DownloadError, match=rf"{ONE}: {status} .*{text}"):
        sync(server, folder)
    assert server.paths().count(ONE) == 1


def test_a_replaced_file_is_fetched_again_and_a_new_date_alone_costs_one_small_request(
    server: BulkServer, folder: Path
) -> None:
    sync(server, folder)
    publish(server.folder, ONE, date=PUBLISHED + 3600)
    server.requests.clear()
    report, _ = sync(server, folder)
    assert (report.kept_count, report.downloaded_count, report.byte_count) == (3, 0, 0)
    assert server.paths() == [*PAGES, f"{ONE}.md5"]
    publish(server.folder, ONE, seed=1, date=PUBLISHED + 7200)
    report, _ = sync(server, folder)
    assert (report.kept_count, report.downloaded_count) == (2, 1)
    assert contents(folder) == served(server)
    server.requests.clear()
    sync(server, folder)
    assert server.paths() == PAGES


def test_verifying_all_finds_a_damaged_file_and_mends_it(server: BulkServer, folder: Path) -> None:
    sync(server, folder)
    (folder / TWO).write_bytes(bytes(5))
    assert sync(server, folder)[0].kept_count == 3
    report, _ = sync(server, folder, is_verify_all=True)
    assert (report.kept_count, report.downloaded_count, report.verified_count) == (2, 1, 3)
    assert contents(folder) == served(server)


def test_files_brought_by_other_means_are_hashed_and_not_fetched_again(server: BulkServer, folder: Path) -> None:
    (folder / "baseline").mkdir(parents=True)
    (folder / ONE).write_bytes((server.folder / ONE).read_bytes())
    report, _ = sync(server, folder)
    assert (report.kept_count, report.downloaded_count, report.verified_count) == (1, 2, 3)
    assert ONE not in server.paths()
    assert check_md5(folder / ONE)


def test_files_of_an_older_year_are_reported_and_stay(server: BulkServer, folder: Path) -> None:
    for name in ("baseline/pubmed25n0001.xml.gz", "updatefiles/pubmed25n1275.xml.gz", "updatefiles/mine.xml.gz"):
        publish(folder, name)
    report, _ = sync(server, folder)
    assert report.not_offered == (
        folder / "baseline/pubmed25n0001.xml.gz",
        folder / "updatefiles/pubmed25n1275.xml.gz",
    )
    assert all(path.exists() for path in report.not_offered)


def test_a_file_without_an_md5_is_left_until_nlm_has_finished_it(server: BulkServer, folder: Path) -> None:
    (server.folder / f"{THREE}.md5").unlink()
    report, _ = sync(server, folder)
    assert (report.listed_count, report.unfinished_count, report.downloaded_count) == (2, 1, 2)


def test_the_emptied_update_folder_after_a_new_baseline_is_no_error(server: BulkServer, folder: Path) -> None:
    for path in (server.folder / "updatefiles").iterdir():
        path.unlink()
    assert sync(server, folder)[0].listed_count == 2


def test_a_limit_takes_the_oldest_files_and_none_only_looks(server: BulkServer, folder: Path) -> None:
    report, _ = sync(server, folder, limit=0)
    assert (report.listed_count, report.left_count, contents(folder)) == (3, 3, {})
    report, _ = sync(server, folder, limit=2)
    assert (report.downloaded_count, report.left_count) == (2, 1)
    assert sorted(contents(folder)) == [ONE, f"{ONE}.md5", TWO, f"{TWO}.md5"]


def test_no_name_on_the_page_leads_out_of_the_folder(server: BulkServer, folder: Path) -> None:
    hostile = ["../../pubmed26n0009.xml.gz", "/etc/pubmed26n0009.xml.gz", "https://[evil/pubmed26n0009.xml.gz"]
    hostile += ["pubmed26n0009.xml.gz/../../x", "pubmed26n0009.xml.gz%00", "other.xml.gz", "pubmed26n0009.xml"]
    links = "".join(f'<a href="{name}">x</a> <a href="{name}.md5">x</a>' for name in hostile)
    good = '<a href="/baseline/pubmed26n0001.xml.gz">x</a> <a href="pubmed26n0001.xml.gz.md5">x</a>'
    server.fail("baseline", Fault(body=f"<html><title>Index of /</title>{links}{good}</html>".encode()))
    report, _ = sync(server, folder, parts=["baseline"])
    assert report.listed_count == 1
    assert sorted(contents(folder.parent / "pubmed")) == [ONE, f"{ONE}.md5"]


@pytest.mark.parametrize("body", [b"", b"\x00\x01\xff", b"<html><title>Log in to this network</title></html>"])
def test_a_page_that_is_no_list_is_an_error_and_not_an_empty_server(
    body: bytes, server: BulkServer, folder: Path
) -> None:
    server.fail("updatefiles", Fault(body=body))
    with pytest.raises(DownloadError, match=r"updatefiles/ is not a directory page"):
        sync(server, folder)


def test_a_redirect_is_followed_on_the_same_host_and_elsewhere_only_over_https(
    server: BulkServer, folder: Path
) -> None:
    server.fail(ONE, Fault(status=302, headers={"Location": "/" + ONE}))
    sync(server, folder, limit=1)
    assert check_md5(folder / ONE)
    server.fail("baseline", Fault(status=301, headers={"Location": "http://elsewhere.invalid/baseline/"}))
    with pytest.raises(DownloadError, match=r"redirects to http://elsewhere\.invalid/baseline/, which is not HTTPS"):
        sync(server, folder)
    server.fail("baseline", *[Fault(status=302, headers={"Location": "/baseline"})] * 5)
    with pytest.raises(DownloadError, match="more than 5 redirects"):
        sync(server, folder)


def test_a_full_disk_is_one_line_that_says_so(server: BulkServer, folder: Path) -> None:
    (folder / "baseline").mkdir(parents=True)
    (folder / f"{ONE}.part").symlink_to("/dev/full")
    with pytest.raises(DownloadError, match=r"No space left on device; what arrived is kept: make room"):
        sync(server, folder)


def test_what_cannot_fit_is_told_before_the_first_byte(server: BulkServer, folder: Path) -> None:
    row = '<a href="pubmed26n0001.xml.gz">x</a>  2026-01-29 14:48  900T <a href="pubmed26n0001.xml.gz.md5">x</a>'
    server.fail("baseline", Fault(body=f"<html><title>Index of /</title>{row}</html>".encode()))
    with pytest.raises(DownloadError, match=r"2 files need about 989560\.5 GB, and .* GB are free; make room"):
        sync(server, folder)
    assert server.paths() == PAGES


def test_a_server_that_is_not_there_is_an_error_after_growing_waits(folder: Path) -> None:
    waits: list[float] = []
    with pytest.raises(DownloadError, match=r"no connection, or it broke off .*, tried 8 times"):
        sync_bulk(folder, "http://127.0.0.1:9/", sleep=waits.append, pause_seconds=0)
    growing = [wait for wait in waits if wait]
    assert [low <= wait <= 5 / 3 * low for low, wait in zip([1.5, 3, 6, 12, 24, 48, 90], growing, strict=True)] == (
        [True] * 7
    )


@pytest.mark.parametrize("url", ["ftp://ftp.ncbi.nlm.nih.gov/pubmed/", "pubmed", "http://"])
def test_an_address_that_is_none_is_told_with_the_setting(url: str, folder: Path) -> None:
    with pytest.raises(DownloadError, match="the setting bulk_url"):
        sync_bulk(folder, url, sleep=lambda _seconds: None)
