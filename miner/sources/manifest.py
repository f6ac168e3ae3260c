"""The manifest of sources: the file and version of each, where to download it, and the digest that it must have.

[hgnc]
version = "2025-04-01"
licence = "free"
path = "hgnc_complete_set.txt"    # below the data folder
url = "https://..."               # without it the file must already be there
sha256 = "..."                    # without it any content is accepted
is_optional = true                # if missing it is skipped, instead of an error
"""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from miner.errors import LexiconError, SourceError

Sources = Mapping[str, Path]
"""Path of each source, by its name in the manifest; skipped sources are absent."""


class Source(BaseModel):
    """One source as the manifest describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    version: str
    licence: str
    url: str = ""
    sha256: str = ""
    is_optional: bool = False


def read_manifest(path: Path) -> dict[str, Source]:
    """Return the sources of a manifest by name, in file order.

    Raises:
        LexiconError: the file cannot be read, or an entry is invalid.
    """
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: {error}; give a manifest of sources in TOML") from error
    sources = {}
    for name, table in tables.items():
        try:
            sources[name] = Source.model_validate(table)
        except ValidationError as error:
            problem = error.errors(include_input=False)[0]
            where = ".".join([name, *map(str, problem["loc"])])
            raise LexiconError(f"{path}: {where}: {problem['msg']}; correct the manifest") from error
    return sources


def locate(manifest: Mapping[str, Source], data: Path) -> Sources:
    """Return the sources found in the data folder, after checking every pinned digest.

    Raises:
        SourceError: a source that is not optional is missing, or one does not match its digest.
    """
    found = {}
    for name, source in manifest.items():
        path = data / source.path
        if path.is_file():
            check(path, source)
            found[name] = path
        elif not source.is_optional:
            remedy = f"get it from {source.url}" if source.url else "put the file there"
            raise SourceError(path, f"the source {name} is missing; {remedy}")
    return found


def check(path: Path, source: Source) -> None:
    """Check a file against the digest that the manifest pins, if it pins one.

    Raises:
        SourceError: they differ.
    """
    if not source.sha256:
        return
    digest = sha256_of(path)
    if digest != source.sha256:
        raise SourceError(
            path,
            f"has SHA-256 {digest}, and the manifest pins {source.sha256} (version {source.version}): "
            "fetch that version, or pin this one once you know what changed",
        )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
