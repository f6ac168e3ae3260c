"""Reading an embedded graph whose folder cannot be written: the engine opens a copy in a temporary folder."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.embedded import stop_server
from graph.embedded_files import IN_STEP_FILE, database_folder
from graph.errors import GraphUnavailableError

COPY_MAX_BYTES = 1_000_000_000
"""A larger graph is not copied: each command would do it again."""


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """Hold a copy of a graph's folder, in which a server can run; it is removed at the end.

    Raises:
        GraphUnavailableError: the graph is too large, open elsewhere or not readable, or there is no room for a copy.
    """
    folder = folder.expanduser().resolve()
    try:
        with tempfile.TemporaryDirectory(prefix="miner-graph-") as place:
            copy = Path(place) / "graph"
            _copy(folder, copy)
            try:
                yield copy
            finally:
                stop_server(copy)
    except OSError as error:
        raise GraphUnavailableError(
            f"The graph in {folder} cannot be written, and a copy to read cannot be made: {error.strerror or error}; "
            "make room in the folder for temporary files (TMPDIR), or copy the data folder and use --data-folder."
        ) from error


def _copy(folder: Path, copy: Path) -> None:
    if _is_open_elsewhere(folder):
        raise GraphUnavailableError(
            f"The graph in {folder} is in use by a process that may write to it, and this one may only read: "
            "run the command again a few seconds after that one has ended."
        )
    root = database_folder(folder)
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    if size > COPY_MAX_BYTES:
        raise GraphUnavailableError(
            f"The graph in {folder} cannot be written and is too large to copy for reading ({size / 1e6:,.0f} MB): "
            "copy the data folder to one that can be written and use --data-folder."
        )
    for path in root.rglob("*"):
        if path.is_file():  # contents only: the modes of the originals may forbid writing
            target = database_folder(copy) / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    with suppress(FileNotFoundError):
        shutil.copyfile(folder / IN_STEP_FILE, copy / IN_STEP_FILE)


def _is_open_elsewhere(folder: Path) -> bool:
    try:
        with (folder / "server.lock").open(encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False
