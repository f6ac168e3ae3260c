"""Which backups of a ledger were made: a small file beside it, so that a damaged ledger can name the one to restore."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

BACKUPS_FILE = "backups.json"
BACKUPS_KEPT = 20
"""Entries of the file; older ones are forgotten. The backups themselves are left alone."""


class Backup(NamedTuple):
    """A backup that was made: its file, and when, as ISO text in UTC."""

    path: Path
    made_at: str


def note_backup(ledger: Path, backup: Path, made_at: datetime) -> None:
    """Record that a backup was made; a folder that cannot be written is left as it is."""
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


def describe_remedy(ledger: Path) -> str:
    """Return what to do about a damaged ledger, in words: the newest backup that still exists, if any."""
    found = [backup for backup in known_backups(ledger) if backup.path.is_file() and backup.path != ledger.absolute()]
    if found:
        newest = found[-1]
        return f"restore the backup of {newest.made_at[:16].replace('T', ' ')} UTC: miner restore {newest.path}"
    return (
        "no backup is known: `miner restore FILE` takes a copy of yours; without one, move the file away and "
        "import the literature again"
    )
