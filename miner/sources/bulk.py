"""NLM's bulk files of PubMed in a folder: their names, the order in which they are applied, their checksums.

NLM publishes a full set once a year, starting with `baseline/pubmed26n0001.xml.gz`, and continues its numbers in the
daily files of `updatefiles/`. A later file revises and deletes records of earlier ones, so files are applied in the
order of their numbers and without a gap. Nothing here knows the network; `miner.sources.download` does.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from miner.errors import SourceError

PARTS = ("baseline", "updatefiles")
"""The two folders of NLM's server, in the order in which they are applied."""

MISSING_NAMES_SHOWN = 5

_NLM_NAME = re.compile(r"(?:pubmed|medline)(?P<year>[0-9]{2})n(?P<number>[0-9]{4})\.xml(?:\.gz)?")
_XML_ENDINGS = (".xml", ".xml.gz")
_BESIDE_ENDINGS = (".md5", ".part")
"""Companions of a source file: its checksum, and an unfinished download."""
_NLM_MD5 = re.compile(r"MD5 ?\((?P<name>[^()]+)\) ?= ?(?P<digest>[0-9a-f]{32})", re.IGNORECASE)
_MD5SUM = re.compile(r"(?P<digest>[0-9a-f]{32})(?: [ *](?P<name>\S.*))?", re.IGNORECASE)


class NlmPlace(NamedTuple):
    """The position of a bulk file in the order in which NLM's files are applied.

    Args:
        year: year of the baseline, two digits (26), also of its update files.
        number: counted from 1 through baseline and update files of one year.
    """

    year: int
    number: int


def place_of(name: str) -> NlmPlace | None:
    """Return the place of a file by its name, None if it does not have the name of an NLM bulk file."""
    match = _NLM_NAME.fullmatch(name)
    return NlmPlace(int(match["year"]), int(match["number"])) if match else None


def order_files(inputs: Sequence[Path], *, is_gap_allowed: bool = False) -> list[Path]:
    """Return the source files among files and folders, each once, in the order in which to apply them.

    A folder contributes its `*.xml` and `*.xml.gz` by name, except hidden ones, then those of its `baseline/` and
    `updatefiles/`; other subfolders are not searched. Files with NLM names are sorted by year and number among
    all inputs; every other file keeps its position in the list. Checksums (`.md5`) and unfinished downloads
    (`.part`) are skipped, so that a shell's `baseline/*` works; any other file is accepted whatever its name.

    Args:
        inputs: files and folders, as given by the user.
        is_gap_allowed: continue if numbers between the first and the last NLM file of a year are missing. Their
            revisions and deletions are then lost, and later files do not bring them back.

    Raises:
        SourceError: a path does not exist, a folder or the whole input has no source file, or there is a gap in
            NLM's numbers.
    """
    files = _without_repeats(path for given in inputs for path in _expand(given))
    if inputs and not files:
        raise SourceError(inputs[0], "no source file; give PubMed XML files (.xml or .xml.gz) or folders of them")
    placed = sorted((place, path) for path in files if (place := place_of(path.name)))
    if not is_gap_allowed:
        _forbid_gaps(placed)
    in_order = iter(placed)
    return [next(in_order)[1] if place_of(path.name) else path for path in files]


def check_md5(path: Path) -> bool:
    """Return whether a file has a `.md5` beside it, after checking that they match.

    Raises:
        SourceError: they differ, the `.md5` is malformed or another file's, or one of them cannot be read.
    """
    beside = md5_path(path)
    try:
        if not beside.exists():
            return False
        expected = parse_md5(beside.read_text(encoding="ascii"), path.name)
        found = md5_of(path)
    except OSError as error:
        raise SourceError(path, f"its MD5 cannot be checked ({error}); make file and .md5 readable") from error
    except ValueError as error:
        raise SourceError(
            beside, f"holds no MD5 of {path.name}; fetch it again with `miner baseline sync --verify`"
        ) from error
    if found != expected:
        raise SourceError(
            path,
            f"does not match {beside.name} (MD5 {found}, should be {expected}): it is damaged; "
            "fetch it again with `miner baseline sync --verify`",
        )
    return True


def md5_path(path: Path) -> Path:
    """Return the path of a file's checksum: beside it, as on NLM's server."""
    return path.with_name(f"{path.name}.md5")


def md5_of(path: Path) -> str:
    """Return the MD5 of a file as 32 lower-case hexadecimal digits; memory use does not grow with the file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, partial(hashlib.md5, usedforsecurity=False)).hexdigest()


def parse_md5(text: str, name: str) -> str:
    """Return the digest in a checksum file for the file of this name, in lower case.

    Accepted are NLM's line, `MD5(pubmed26n0001.xml.gz)= 0123...`, that of md5sum, and a bare digest.

    Raises:
        ValueError: the text has another form, or names another file.
    """
    line = text.strip()
    match = _NLM_MD5.fullmatch(line) or _MD5SUM.fullmatch(line)
    if not match or (match["name"] and match["name"].rpartition("/")[2] != name):
        raise ValueError(f"no MD5 of {name}: {line[:80]!r}")
    return match["digest"].lower()


def _expand(path: Path) -> list[Path]:
    """Return a file itself, or the source files of a folder and of NLM's two folders in it."""
    if path.is_dir():
        found = [file for folder in (path, *(path / part for part in PARTS)) for file in _xml_files(folder)]
        if not found:
            raise SourceError(path, "no .xml or .xml.gz file in this folder, its baseline/ or its updatefiles/")
        return found
    if not path.is_file():
        problem = "is not a regular file" if path.exists() else "no such file or folder"
        raise SourceError(path, f"{problem}; give PubMed XML files (.xml or .xml.gz) or folders of them")
    return [] if path.name.endswith(_BESIDE_ENDINGS) else [path]


def _xml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        paths = [path for path in folder.iterdir() if path.name.endswith(_XML_ENDINGS) and path.is_file()]
        return sorted(path for path in paths if not path.name.startswith("."))
    except OSError as error:
        raise SourceError(folder, f"cannot be listed ({error.strerror}); make the folder readable") from error


def _without_repeats(paths: Iterable[Path]) -> list[Path]:
    """Return each file once, at its first position, however its path is spelled."""
    first: dict[Path, Path] = {}
    for path in paths:
        first.setdefault(path.resolve(), path)
    return list(first.values())


def forbid_gaps(files: Iterable[Path], applied_names: Iterable[str]) -> None:
    """Check new files against those already applied: numbers missing between the two are a gap as well.

    Raises:
        SourceError: numbers are missing between the last applied file of a year and the first new one after it.
    """
    placed = sorted((place, path) for path in files if (place := place_of(path.name)))
    for year in {place.year for place, _ in placed}:
        of_year = [(place, path) for place, path in placed if place.year == year]
        earlier = [
            (place, Path(name)) for name in applied_names if (place := place_of(name)) and place.year == year
            and place < of_year[0][0]
        ]  # fmt: skip
        _forbid_gaps([*sorted(earlier)[-1:], *of_year])


def is_late(name: str, applied_names: Iterable[str]) -> bool:
    """Return whether a file that is later in NLM's order has already been applied."""
    place = place_of(name)
    return place is not None and any(place < other for other in map(place_of, applied_names) if other)


def _forbid_gaps(placed: Sequence[tuple[NlmPlace, Path]]) -> None:
    """Raise SourceError if numbers are missing between the first and the last file of a year."""
    missing: list[str] = []
    after: Path | None = None
    for (before, _), (place, path) in pairwise(placed):
        if place.year == before.year and place.number > before.number + 1:
            after = after or path
            prefix = path.name.partition("n")[0]
            missing += [f"{prefix}n{number:04}" for number in range(before.number + 1, place.number)]
    if after is None:
        return
    shown = ", ".join(missing[:MISSING_NAMES_SHOWN])
    if len(missing) > MISSING_NAMES_SHOWN:
        shown += f" and {len(missing) - MISSING_NAMES_SHOWN:,} more"
    raise SourceError(
        after,
        f"cannot be applied yet: missing {shown}, which may hold revisions and deletions; "
        "fetch them with `miner baseline sync`, or go on without them with --allow-gap",
    )
