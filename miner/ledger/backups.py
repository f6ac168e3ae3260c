"""The record of a ledger's backups, a small file beside it; the error for a damaged ledger names the newest one."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

BACKUPS_FILE = "backups.json"
BACKUPS_KEPT = 20
"""Maximum number of entries; older ones are dropped from the record. The backups themselves are left alone."""


class Backup(NamedTuple):
    """A backup: its file, and when it was made, as ISO text in UTC."""

    path: Path
    made_at: str


def note_backup(ledger: Path, backup: Path, made_at: datetime) -> None:
    """Record that a backup was made; do nothing if the folder cannot be written."""
    others = [known for known in known_backups(ledger) if known.path != backup.absolute()]
    entries = [*others, Backup(backup.absolute(), made_at.isoformat(timespec="seconds"))][-BACKUPS_KEPT:]
    text = json.dumps([{"path": str(entry.path), "made_at": entry.made_at} for entry in entries], indent=1)
    part = ledger.with_name(f".{BACKUPS_FILE}.part")
    with suppress(OSError):
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(ledger.with_name(BACKUPS_FILE))


def known_backups(ledger: Path) -> list[Backup]:
    """Return the recorded backups, oldest first; empty if the record is missing or unreadable."""
    try:
        entries = json.loads(ledger.with_name(BACKUPS_FILE).read_text(encoding="utf-8"))
        return [Backup(Path(entry["path"]), str(entry["made_at"])) for entry in entries]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def existing_backups(ledger: Path) -> list[Backup]:
    """Return the recorded backups whose files are there and not empty, oldest first."""
    return [
        backup for backup in known_backups(ledger) if _has_content(backup.path) and backup.path != ledger.absolute()
    ]


def _has_content(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > 0
    except OSError:
        return False


def describe_remedy(ledger: Path) -> str:
    """Return advice for a damaged ledger: to restore the newest recorded backup that still exists, if any."""
    found = existing_backups(ledger)
    if found:
        newest = found[-1]
        return f"restore the backup of {newest.made_at[:16].replace('T', ' ')} UTC: miner restore {newest.path}"
    return (
        "no backup is known: `miner restore FILE` takes any copy that you have; without one, move the file away "
        "and import the literature again"
    )
