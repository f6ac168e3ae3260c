"""A damaged ledger is a one-line error that names the backup; backups are complete; read-only folders are readable."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from miner.errors import LedgerDamagedError, LedgerError
from miner.ledger import Ledger
from miner.ledger.backups import BACKUPS_KEPT, known_backups, note_backup
from tests.command import miner
from tests.miner.ledger.test_migrations import ledger_of
from tests.miner.records import article, claim, reading

READING_COMMANDS = (("signals",), ("list",), ("runs",), ("graph", "sync"), ("read", "--show", "1"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder whose ledger has some hundred articles: enough for several pages in every table."""
    folder = tmp_path / "data"
    with Ledger.open(folder / "ledger.db") as ledger:
        fill(ledger, range(1, 200))
    return folder


def fill(ledger: Ledger, pmids: range) -> None:
    articles = [article(pmid, f"Propranolol for hemangioma, report {pmid}.", "Words. " * 300) for pmid in pmids]
    ledger.articles.store(articles, digest="digest")
    reader_id = ledger.readings.reader_id(("lexicon", "model", "code"))
    ledger.readings.store([reading(pmid, claim(pmid)) for pmid in pmids], reader_id)


def damage(folder: Path, *, first_page: int = 3) -> None:
    """Overwrite the file from a page on with noise, as a failing disk does; its head stays."""
    path = folder / "ledger.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((first_page - 1) * page_size)
        file.write(b"\xa5" * (path.stat().st_size - file.tell()))


@pytest.mark.parametrize("command", READING_COMMANDS, ids=" ".join)
def test_a_damaged_ledger_is_one_line_that_names_the_newest_backup(folder: Path, command: tuple[str, ...]) -> None:
    older, newer = folder.parent / "older.db", folder.parent / "newer.db"
    for file in (older, newer):
        assert miner("backup", file, folder=folder).returncode == 0
    damage(folder)
    failed = miner(*command, folder=folder)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith(f"miner: The ledger {folder / 'ledger.db'} is damaged (")
    assert failed.stderr.endswith(f" UTC: miner restore {newer}\n")
    assert failed.stderr.count("\n") == 1


def test_doctor_names_the_damage_and_goes_on(folder: Path) -> None:
    damage(folder)
    told = miner("doctor", folder=folder)
    assert told.returncode == 1
    printed = " ".join(told.stdout.replace("│", " ").split())
    assert "is damaged" in printed
    assert "not running, starts on demand" in printed


def test_damage_within_a_text_is_told_from_an_error_of_ours(folder: Path) -> None:
    """A page whose structure holds but whose content does not: what reads it fails in its own way."""
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as connection:
        connection.execute("UPDATE article SET sections = '[[0, 5'")
    with pytest.raises(ValueError, match="Expecting"):  # the file is whole: an error of the program, with its trace
        miner("read", "--show", "1", folder=folder)
    damage(folder, first_page=20)
    failed = miner("read", "--show", "1", folder=folder)
    assert failed.returncode == 1
    assert "is damaged" in failed.stderr


def test_a_restored_ledger_is_what_was_backed_up_and_the_damaged_one_is_kept(folder: Path) -> None:
    backup = folder.parent / "elsewhere" / "backup.db"
    assert miner("backup", backup, folder=folder).returncode == 0
    with Ledger.open(folder / "ledger.db") as ledger:
        fill(ledger, range(500, 503))
    damage(folder)
    done = miner("restore", backup, folder=folder)
    assert done.returncode == 0, done.stderr
    assert "the previous ledger is now" in done.stderr
    with Ledger.open(folder / "ledger.db", is_read_only=True) as ledger:
        assert ledger.articles.count() == 199
    assert len(list(folder.glob("ledger.db.before-restore-*"))) == 1


def test_a_damaged_backup_is_refused_and_the_ledger_stays(folder: Path) -> None:
    backup = folder.parent / "backup.db"
    miner("backup", backup, folder=folder)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2 :] = b"\xa5" * len(content[len(content) // 2 :])
    backup.write_bytes(content)
    refused = miner("restore", backup, folder=folder)
    assert refused.returncode == 1
    assert f"{backup} is damaged" in refused.stderr
    letter = folder.parent / "letter.db"
    letter.write_text("Not a ledger. " * 100)
    assert miner("restore", letter, folder=folder).returncode == 1
    other = folder.parent / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    assert "not a ledger of this program" in miner("restore", other, folder=folder).stderr
    assert "No backup at" in miner("restore", folder.parent / "none.db", folder=folder).stderr
    with Ledger.open(folder / "ledger.db") as ledger:
        assert ledger.articles.count() == 199


def test_a_damaged_ledger_does_not_replace_its_backup(folder: Path) -> None:
    backup = folder.parent / "backup.db"
    miner("backup", backup, folder=folder)
    before = backup.read_bytes()
    damage(folder)
    refused = miner("backup", backup, folder=folder)
    assert refused.returncode == 1
    assert "is damaged" in refused.stderr
    assert backup.read_bytes() == before
    assert list(folder.parent.glob(".backup.db*")) == []


def test_a_backup_beside_a_writing_job_is_a_moment_of_it(folder: Path) -> None:
    """Every transaction of the writer stores five articles with their claims: a copy never has a part of one."""
    stop = threading.Event()

    def write() -> None:
        with Ledger.open(folder / "ledger.db") as ledger:
            for start in range(1000, 100_000, 5):
                if stop.is_set():
                    return
                ledger.articles.store([article(pmid) for pmid in range(start, start + 5)], digest="more")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = []
        for number in range(5):
            backup = folder.parent / f"{number}.db"
            with Ledger.open(folder / "ledger.db", is_read_only=True) as ledger:
                ledger.database.backup(backup)
            with Ledger.open(backup, is_read_only=True) as copy:
                counts.append(copy.articles.count())
    finally:
        stop.set()
        writer.join()
    assert [count % 5 for count in counts] == [4] * 5
    assert counts == sorted(counts)


def test_a_backup_cannot_be_the_ledger_itself(folder: Path) -> None:
    refused = miner("backup", folder / "ledger.db", folder=folder)
    assert "is the ledger itself" in refused.stderr


def test_the_record_of_backups_is_bounded_and_needs_no_file(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    assert known_backups(ledger) == []
    for number in range(BACKUPS_KEPT + 5):
        note_backup(ledger, tmp_path / f"{number}.db", datetime(2026, 1, 1, 0, number, tzinfo=UTC))
    assert [backup.path.name for backup in known_backups(ledger)] == [f"{n}.db" for n in range(5, BACKUPS_KEPT + 5)]
    (tmp_path / "backups.json").write_text("{ not json")
    assert known_backups(ledger) == []


def test_without_a_backup_the_message_says_what_else_to_do(folder: Path) -> None:
    damage(folder)
    with (
        Ledger.open(folder / "ledger.db") as ledger,
        pytest.raises(LedgerDamagedError, match="no backup is known: `miner restore FILE` takes any copy"),
    ):
        list(ledger.evidence.claims())


def without_rights(*arguments: str) -> list[str]:
    """A command as a user who may not write where the folder says so; root may, unless it gives that right up."""
    if os.geteuid() != 0:
        return [*arguments]
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("needs a user other than root, or setpriv (util-linux) to give root's rights up")
    rights = "-dac_override,-dac_read_search"
    return [setpriv, f"--bounding-set={rights}", f"--inh-caps={rights}", *arguments]


@pytest.mark.parametrize("is_open_elsewhere", [False, True])
def test_reading_commands_read_in_a_read_only_folder(folder: Path, *, is_open_elsewhere: bool) -> None:
    command = [sys.executable, "-m", "miner.cli", "--data-folder", str(folder)]
    with Ledger.open(folder / "ledger.db") as ledger:
        if not is_open_elsewhere:
            ledger.close()
        os.chmod(folder / "ledger.db", 0o400)  # noqa: PTH101
        os.chmod(folder, 0o500)  # noqa: PTH101
        try:
            for arguments in (["runs"], ["signals", "--as-of", "2023-01-31"], ["doctor"]):
                done = subprocess.run(
                    without_rights(*command, *arguments), capture_output=True, text=True, check=False, timeout=120
                )
                assert done.returncode == 0, done.stderr + done.stdout
            assert "read-only" in done.stdout
            refused = subprocess.run(
                without_rights(*command, "run"), capture_output=True, text=True, check=False, timeout=120
            )
        finally:
            os.chmod(folder, 0o700)  # noqa: PTH101
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"miner: Cannot write to the data folder {folder}")


def test_an_older_schema_in_a_read_only_folder_says_why_it_cannot_be_read(tmp_path: Path) -> None:
    path = ledger_of(tmp_path / "ledger.db", 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.chmod(tmp_path, 0o500)  # noqa: PTH101
    code = f"from miner.ledger import Ledger; Ledger.open({str(path)!r}, is_read_only=True)"
    try:
        done = subprocess.run(without_rights(sys.executable, "-c", code), capture_output=True, text=True, check=False)
    finally:
        os.chmod(tmp_path, 0o700)  # noqa: PTH101
    assert LedgerError.__name__ in done.stderr
    assert "has schema version 1 and cannot be migrated to" in done.stderr


@pytest.mark.parametrize("command", READING_COMMANDS, ids=" ".join)
@pytest.mark.parametrize("place", ["schema", "pages", "all but the head"])
def test_a_ledger_full_of_ff_is_one_line_that_names_a_backup_that_exists(
    folder: Path, command: tuple[str, ...], place: str
) -> None:
    kept, deleted = folder.parent / "kept.db", folder.parent / "deleted.db"
    for file in (kept, deleted):
        assert miner("backup", file, folder=folder).returncode == 0
    deleted.unlink()
    path = folder / "ledger.db"
    content = bytearray(path.read_bytes())
    first = content.index(b"CREATE TABLE")
    if place == "schema":  # SQLite quotes the bytes in its message, which is then no UTF-8
        content[first - 30 : first + 2000] = b"\xff" * 2030
    else:
        start = 16384 * 2 if place == "pages" else 100
        content[start:] = b"\xff" * (len(content) - start)
    path.write_bytes(content)
    failed = miner(*command, folder=folder)
    assert failed.returncode == 1
    assert "is damaged (" in failed.stderr
    assert failed.stderr.endswith(f" UTC: miner restore {kept}\n")
    assert failed.stderr.count("\n") == 1


def test_a_text_that_is_no_utf8_is_damage(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as connection:
        connection.execute("UPDATE article SET sections = CAST(x'ffff' AS TEXT)")
    failed = miner("read", "--show", "1", folder=folder)
    assert failed.returncode == 1
    assert "is damaged (Could not decode to UTF-8" in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_an_empty_file_with_backups_is_no_new_ledger(folder: Path) -> None:
    backup = folder.parent / "backup.db"
    assert miner("backup", backup, folder=folder).returncode == 0
    (folder / "ledger.db").write_bytes(b"")
    for command in (("runs",), ("run",)):
        failed = miner(*command, folder=folder)
        assert failed.returncode == 1
        assert "is damaged (the file is empty); restore the backup of" in failed.stderr
    assert (folder / "ledger.db").stat().st_size == 0
    assert miner("restore", backup, folder=folder).returncode == 0
    assert miner("runs", folder=folder).returncode == 0


def test_a_file_that_is_no_ledger_is_not_called_damaged(folder: Path) -> None:
    letter = folder.parent / "letter.db"
    letter.write_text("Not a ledger. " * 100)
    refused = miner("restore", letter, folder=folder)
    assert refused.returncode == 1
    assert refused.stderr == f"miner: {letter} is not a ledger of this program; name a file that `miner backup` wrote\n"


def test_a_backup_to_a_folder_names_no_temporary_file(folder: Path) -> None:
    refused = miner("backup", folder.parent, folder=folder)
    assert refused.returncode == 1
    assert (
        refused.stderr == f"miner: {folder.parent} is a folder; name a file in it, such as {folder.parent}/ledger.db\n"
    )
