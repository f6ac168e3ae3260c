"""Downloads of the public vocabularies that a manifest names."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from miner.errors import DownloadError, SourceError
from miner.sources.connection import Connection
from miner.sources.manifest import Source, check


class Download(NamedTuple):
    """The names of the sources fetched, and by name the error of each one that could not be."""

    fetched: list[str]
    refused: dict[str, str]


def download(  # noqa: PLR0913 - each is a setting of the command
    manifest: Mapping[str, Source],
    data: Path,
    *,
    email: str = "",
    timeout_seconds: float = 60.0,
    progress: Callable[[str, int, int | None], None] = lambda _stage, _done, _total: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Download:
    """Fetch the sources that have a URL and are missing from the data folder, and return what came and what failed.

    A broken download is resumed, one with a wrong digest is discarded. A server that fails or refuses does not keep
    other sources from being fetched: some serve only people with a browser.

    Raises:
        SourceError: a file does not match its pinned digest.
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
                check(part, source)
            except SourceError:
                part.unlink()
                raise
            part.replace(path)
    progress("download", len(missing), len(missing))
    return Download([name for name in missing if name not in refused], refused)
