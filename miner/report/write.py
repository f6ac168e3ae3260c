"""Writes a weekly list to a folder in its three formats."""

import os
from pathlib import Path

from miner.errors import ReportError
from miner.report.html import file_stem, render_list
from miner.report.records import WeeklyList
from miner.report.tables import render_csv, render_workbook


def write_list(weekly: WeeklyList, folder: Path) -> tuple[Path, Path, Path]:
    """Write the list as HTML, CSV and XLSX, named after its date, and return their paths in that order.

    All three are rendered before the first is written, and each replaces an older file atomically, so that a reader
    never sees half a file. The folder is created if missing.

    Raises:
        ReportError: the folder cannot be written, or the disk is full; files of an earlier list are left intact.
    """
    contents = {
        ".html": render_list(weekly).encode(),
        ".csv": render_csv(weekly),
        ".xlsx": render_workbook(weekly),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        html, csv, xlsx = (
            replace_file(folder / f"{file_stem(weekly)}{suffix}", content) for suffix, content in contents.items()
        )
    except OSError as error:
        raise ReportError(
            f"Cannot write the list to {folder}: {error.strerror}; free disk space or fix the folder"
        ) from error
    return html, csv, xlsx


def replace_file(path: Path, content: bytes) -> Path:
    """Write a temporary file beside the path, rename it to the path, and return the path.

    Raises:
        OSError: the disk is full, or the folder cannot be written; an older file is left intact.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
