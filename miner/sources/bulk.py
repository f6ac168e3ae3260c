"""NLM's bulk files of PubMed as they lie in a folder: their names, the order they are applied in, their checksums.

NLM publishes a full set once a year, `baseline/pubmed26n0001.xml.gz` and on, and numbers the daily files in
`updatefiles/` on from there. A later file revises and deletes what an earlier one holds, so they count only in
the order of their numbers and without a hole. Nothing here knows the network; `miner.sources.download` does.
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
"""What lies beside a source file: its checksum, and a download that is not finished."""
_NLM_MD5 = re.compile(r"MD5 ?\((?P<name>[^()]+)\) ?= ?(?P<digest>[0-9a-f]{32})", re.IGNORECASE)
_MD5SUM = re.compile(r"(?P<digest>[0-9a-f]{32})(?: [ *](?P<name>\S.*))?", re.IGNORECASE)


class NlmPlace(NamedTuple):
    """Where a bulk file stands in the order in which NLM says they are applied.

    Args:
        year: of the baseline, two digits (26); its update files bear the same.
        number: counted through baseline and update files of one year, from 1.
    """

    year: int
    number: int


def place_of(name: str) -> NlmPlace | None:
    """The place of a file by its name; None where it is not named as NLM names its bulk files."""
    match = _NLM_NAME.fullmatch(name)
    return NlmPlace(int(match["year"]), int(match["number"])) if match else None


def order_files(inputs: Sequence[Path], *, is_gap_allowed: bool = False) -> list[Path]:
    """The source files among files and folders, each once, in the order in which they are to be applied.

    A folder stands for its `*.xml` and `*.xml.gz` by name, hidden ones left out, then those of `baseline/` and
    `updatefiles/` in it; other folders in it are not searched. Files named as NLM names them are sorted by year
    and number among all inputs; every other file keeps its position in the list. Checksums (`.md5`) and
    unfinished downloads (`.part`) are left out, so that `baseline/*` of a shell works; any other file is taken
    whatever its name.

    Args:
        inputs: files and folders, as given by the user.
        is_gap_allowed: go on where numbers between the first and the last NLM file of a year are missing. What
            they revised or deleted is then lost, and later files do not bring it back.

    Raises:
        SourceError: a path does not exist, there is no source file in a folder or at all, or NLM's numbers
            have a hole.
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
    """Holds a file against the `.md5` beside it: True where they agree, False where there is no `.md5`.

    Raises:
        SourceError: they do not agree, the `.md5` is not one or is another file's, or one of them cannot be read.
    """
    beside = md5_path(path)
    try:
        if not beside.exists():
            return False
        expected = parse_md5(beside.read_text(encoding="ascii"), path.name)
        found = md5_of(path)
    except OSError as error:
        raise SourceError(path, f"its MD5 cannot be checked: {error}") from error
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
    """Where the checksum of a file lies: beside it, as on NLM's server."""
    return path.with_name(f"{path.name}.md5")


def md5_of(path: Path) -> str:
    """MD5 of a file's bytes, 32 lower-case hexadecimal digits; memory does not grow with the file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, partial(hashlib.md5, usedforsecurity=False)).hexdigest()


def parse_md5(text: str, name: str) -> str:
    """The digest a checksum file gives for the file of this name, in lower case.

    Taken are NLM's line, `MD5(pubmed26n0001.xml.gz)= 0123...`, that of md5sum, and a digest alone.

    Raises:
        ValueError: the text is none of these, or names another file.
    """
    line = text.strip()
    match = _NLM_MD5.fullmatch(line) or _MD5SUM.fullmatch(line)
    if not match or (match["name"] and match["name"].rpartition("/")[2] != name):
        raise ValueError(f"no MD5 of {name}: {line[:80]!r}")
    return match["digest"].lower()


def _expand(path: Path) -> list[Path]:
    """A file as it is; a folder as the source files in it and in NLM's two folders below it."""
    if path.is_dir():
        found = [file for folder in (path, *(path / part for part in PARTS)) for file in _xml_files(folder)]
        if not found:
            raise SourceError(path, "no .xml or .xml.gz file in this folder, its baseline/ or its updatefiles/")
        return found
    if not path.is_file():
        problem = "is no file" if path.exists() else "no such file or folder"
        raise SourceError(path, f"{problem}; give PubMed XML files (.xml or .xml.gz) or folders of them")
    return [] if path.name.endswith(_BESIDE_ENDINGS) else [path]


def _xml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        paths = [path for path in folder.iterdir() if path.name.endswith(_XML_ENDINGS) and path.is_file()]
        return sorted(path for path in paths if not path.name.startswith("."))
    except OSError as error:
        raise SourceError(folder, f"cannot be listed: {error.strerror}") from error


def _without_repeats(paths: Iterable[Path]) -> list[Path]:
    """Each file once, at its first position, however its path was spelled."""
    first: dict[Path, Path] = {}
    for path in paths:
        first.setdefault(path.resolve(), path)
    return list(first.values())


def forbid_gaps(files: Iterable[Path], applied_names: Iterable[str]) -> None:
    """Hold files that are to be applied against those that were: a hole between the two is one, too.

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
    """Whether a later file of NLM's order was applied already."""
    place = place_of(name)
    return place is not None and any(place < other for other in map(place_of, applied_names) if other)


def _forbid_gaps(placed: Sequence[tuple[NlmPlace, Path]]) -> None:
    """Raises SourceError where numbers are missing between the first and the last file of a year."""
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
        "fetch with `miner baseline sync`, or go on without with --allow-gap",
    )
