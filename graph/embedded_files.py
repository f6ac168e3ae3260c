"""What is recorded beside the embedded database: which ledger it mirrors, and its files as the engine left them.

Both records are in the folder of the graph. `in-step.json` is removed before every write and written again at the end
of a sync. `files.json` is removed when a server starts and written when it has stopped, so that anything that changes
the files in between is noticed without starting the engine.
"""

import json
import os
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import GraphDamagedError

EMBEDDED = "embedded:"
"""What the target of an embedded graph begins with; its folder follows."""

DATABASE = "graph"
IN_STEP_FILE = "in-step.json"
FILES_FILE = "files.json"
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class InStep:
    """A sync that was completed: the ledger, its change, and the number of nodes and edges of each kind."""

    ledger_id: str
    change_seq: int
    counts: dict[str, int] = field(default_factory=dict)


def embedded_folder(target: str) -> Path | None:
    """Return the folder of the embedded graph that a target names, None if it names a server."""
    return Path(target.removeprefix(EMBEDDED)).expanduser() if target.startswith(EMBEDDED) else None


def database_folder(folder: Path) -> Path:
    """Return where the engine keeps the files of a folder's graph."""
    return folder / "databases" / DATABASE


def note_in_step(folder: Path, state: InStep) -> None:
    """Record that the database mirrors a ledger up to a change."""
    write_private(folder / IN_STEP_FILE, asdict(state))


def forget_in_step(folder: Path) -> None:
    """Remove what `note_in_step` recorded, before the graph is written to."""
    (folder / IN_STEP_FILE).unlink(missing_ok=True)


def read_in_step(folder: Path) -> InStep | None:
    """Return what `note_in_step` recorded, None if the graph was written to since, or nothing usable is there."""
    try:
        return InStep(**json.loads((folder / IN_STEP_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def note_files(folder: Path) -> None:
    """Record size, time and checksum of every file of the database; call when the engine has closed them."""
    root = database_folder(folder)
    files = {path.relative_to(root).as_posix(): _described(path) for path in root.rglob("*") if path.is_file()}
    write_private(folder / FILES_FILE, files)


def forget_files(folder: Path) -> None:
    """Remove what `note_files` recorded, before the engine opens the files."""
    (folder / FILES_FILE).unlink(missing_ok=True)


def has_files_noted(folder: Path) -> bool:
    """Return whether the last server of a folder ended cleanly and none was started since."""
    return (folder / FILES_FILE).is_file()


def changed_files(folder: Path) -> list[str]:
    """Return the files that are gone or differ from what the engine left, sorted; empty if nothing is recorded.

    A checksum is computed only where the time differs: a copy of a whole folder is no change.
    """
    try:
        noted: dict[str, list[int]] = json.loads((folder / FILES_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    root = database_folder(folder)
    return sorted(name for name, described in noted.items() if _is_changed(root / name, described))


def check_files(folder: Path) -> None:
    """Raise GraphDamagedError if files were changed since the engine closed them."""
    changed = changed_files(folder)
    if changed:
        others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise GraphDamagedError(f"embedded:{folder}", f"{changed[0]}{others} changed after the engine closed them")


def _described(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, _checksum(path)]


def _is_changed(path: Path, described: list[int]) -> bool:
    size, time, checksum = described
    try:
        status = path.stat()
        return status.st_size != size or (status.st_mtime_ns != time and _checksum(path) != checksum)
    except OSError:
        return True


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            checksum = zlib.crc32(chunk, checksum)
    return checksum


def write_private(path: Path, content: dict[str, Any]) -> None:
    """Write JSON atomically, readable by its owner only from the first byte on."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file)
    draft.replace(path)
