"""The manifest of sources: which file of which version, where it is to be had, and the digest that it must have.

[hgnc]
version = "2025-04-01"
licence = "free"
path = "hgnc_complete_set.txt"    # below the data folder
url = "https://..."               # left out: the file has to be there
sha256 = "..."                    # left out: any content is taken, and its digest is told
is_optional = true                # left out where missing, instead of an error
"""

import hashlib
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from miner.errors import DownloadError, LexiconError, SourceError
from miner.lexicon.build.tables import Sources, write_table
from miner.sources.connection import Connection

VERSIONS_TABLE = "sources.tsv"
VERSION_COLUMNS = ("source", "version", "sha256", "licence", "file")


class Source(BaseModel):
    """One source as the manifest describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    version: str
    licence: str
    url: str = ""
    sha256: str = ""
    is_optional: bool = False


class Download(NamedTuple):
    """The names of sources that were fetched, and what kept others from it, by name."""

    fetched: list[str]
    refused: dict[str, str]


def read_manifest(path: Path) -> dict[str, Source]:
    """The sources of a manifest by name, in file order.

    Raises:
        LexiconError: the file cannot be read, or says of a source what cannot be used.
    """
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: {error}; it has to be a manifest of sources in TOML") from error
    sources = {}
    for name, table in tables.items():
        try:
            sources[name] = Source.model_validate(table)
        except ValidationError as error:
            problem = error.errors(include_input=False)[0]
            where = ".".join([name, *map(str, problem["loc"])])
            raise LexiconError(f"{path}: {where}: {problem['msg']}") from error
    return sources


def locate(manifest: Mapping[str, Source], data: Path) -> Sources:
    """The sources that lie in the data folder, every pinned digest checked.

    Raises:
        SourceError: a source is missing that is not optional, or is not what its digest says.
    """
    found = {}
    for name, source in manifest.items():
        path = data / source.path
        if path.is_file():
            _check(path, source)
            found[name] = path
        elif not source.is_optional:
            remedy = f"get it from {source.url}" if source.url else "put it there"
            raise SourceError(path, f"the source {name} is missing; {remedy}")
    return found


def download(  # noqa: PLR0913 - each is a setting of the command
    manifest: Mapping[str, Source],
    data: Path,
    *,
    email: str = "",
    timeout_seconds: float = 60.0,
    progress: Callable[[str, int, int | None], None] = lambda _stage, _done, _total: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Download:
    """Fetch the sources that have an address and do not lie in the data folder.

    A download that breaks is gone on with, and one whose digest is wrong is thrown away. A server that does not
    answer or refuses keeps no other source from being fetched: some let nobody in but people with a browser.

    Raises:
        SourceError: what arrived is not what the digest says.
    """
    refused: dict[str, str] = {}
    missing = [name for name, source in manifest.items() if source.url and not (data / source.path).is_file()]
    with Connection(email, 0.5, timeout_seconds, sleep) as connection:
        for done, name in enumerate(missing):
            progress("download", done, len(missing))
            source = manifest[name]
            path = data / source.path
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.part")
            try:
                connection.append(source.url, part)
            except DownloadError as error:
                refused[name] = str(error)
                continue
            try:
                _check(part, source)
            except SourceError:
                part.unlink()
                raise
            part.replace(path)
    progress("download", len(missing), len(missing))
    return Download([name for name in missing if name not in refused], refused)


def write_versions(manifest: Mapping[str, Source], sources: Sources, folder: Path) -> int:
    """Write sources.tsv, which says what a lexicon was compiled from; gives the number of sources."""
    rows = [
        (name, manifest[name].version, _sha256(path), manifest[name].licence, path.name)
        for name, path in sources.items()
    ]
    return write_table(folder / VERSIONS_TABLE, VERSION_COLUMNS, rows)


def _check(path: Path, source: Source) -> None:
    if not source.sha256:
        return
    digest = _sha256(path)
    if digest != source.sha256:
        raise SourceError(
            path,
            f"has SHA-256 {digest}, and the manifest pins {source.sha256} (version {source.version}): "
            "fetch that version, or pin this one once you know what changed",
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
