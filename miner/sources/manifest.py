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
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from miner.errors import LexiconError, SourceError

Sources = Mapping[str, Path]
"""Where each source lies, by its name in the manifest; a source that is left out is absent."""


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
            check(path, source)
            found[name] = path
        elif not source.is_optional:
            remedy = f"get it from {source.url}" if source.url else "put it there"
            raise SourceError(path, f"the source {name} is missing; {remedy}")
    return found


def check(path: Path, source: Source) -> None:
    """Compare a file with the digest that the manifest pins, if it pins one.

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
