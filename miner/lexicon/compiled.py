"""Compiled lexica and label books: what takes seconds to derive from tables is kept as pickles in the user's cache.

A file's name depends on the version of the tables and a digest of the code that made it; the content has a checksum.
A file that fails a check is made again, and a folder that cannot be written is ignored. Deleting the folder is safe.
"""

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TypeVar

from miner.collector import collector_paused

T = TypeVar("T")

FOLDER_VARIABLE = "MINER_CACHE"
VERSIONS_KEPT = 3
"""Maximum number of files of one name, up to about 40 MB each; the least recently written are deleted."""

_PACKAGES = ("pyahocorasick", "numpy")


def cache_folder() -> Path:
    """Return the folder of the compiled files: $MINER_CACHE, else literature-miner in the user's cache folder."""
    if os.environ.get(FOLDER_VARIABLE):
        return Path(os.environ[FOLDER_VARIABLE])
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "literature-miner"


def load_or_make(name: str, tables_version: str, make: Callable[[], T]) -> T:
    """Return what `make` returns, loaded from its compiled file if that is valid; otherwise a new one is written.

    Args:
        name: of the derived object; part of the file's name.
        tables_version: version of the tables that it is derived from.
        make: derives it; what it returns must be picklable.
    """
    key = hashlib.sha256(f"{tables_version} {_code_digest()}".encode()).hexdigest()[:16]
    path = cache_folder() / f"{name}-{key}.pickle"
    with collector_paused():
        content = _read(path)
        if content is not None:
            with contextlib.suppress(Exception):  # whatever is wrong with it, it can be made again
                return pickle.loads(content)  # type: ignore[no-any-return]  # noqa: S301 our own file, verified
        made = make()
        _write(path, name, pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
    return made


def _read(path: Path) -> bytes | None:
    """Return the content of a file whose checksum is right and that no other user could have written, else None."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.getuid() or status.st_mode & 0o022:
                return None
            checksum, content = file.read(hashlib.sha256().digest_size), file.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).digest() == checksum else None


def _write(path: Path, name: str, content: bytes) -> None:
    """Write a file atomically and delete old ones of its name; do nothing if the folder cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(content).digest())
                file.write(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        files = sorted(path.parent.glob(f"{name}-*.pickle"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in files[VERSIONS_KEPT:]:
            old.unlink(missing_ok=True)


@cache
def _code_digest() -> str:
    """Return a digest of everything but the tables that determines the content of a file."""
    digest = hashlib.sha256()
    digest.update(" ".join([sys.version, *(f"{name} {version(name)}" for name in _PACKAGES)]).encode())
    package = Path(__file__).resolve().parents[1]
    rooms = (
        package.glob("*.py"),
        (package / "records").glob("*.py"),
        (package / "lexicon").glob("*.py"),
        package.glob("reading/**/*.py"),
    )
    for path in sorted([*chain(*rooms), package / "labels" / "facts.py"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
