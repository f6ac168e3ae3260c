"""Runs `miner` as a user would: in this process to test its output, in a new one to test process behaviour."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from miner import cli

LIMIT_SECONDS = 300
"""A command that runs longer counts as hung."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Exit code and output of a command."""

    returncode: int
    stdout: str
    stderr: str


def miner(*arguments: object, folder: Path, given: bytes = b"", environment: Mapping[str, str] | None = None) -> Ended:
    """Run a command in this process, which saves loading the model again; the terminal is 120 columns wide."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        mock.patch.dict(os.environ, {"COLUMNS": "120", **(environment or {})}),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
    ):
        try:
            cli.main(["--data-folder", str(folder), *map(str, arguments)])
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    printed, talk = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return Ended(code, printed, talk)


def start(
    *arguments: object, folder: Path, environment: Mapping[str, str] | None = None, is_own_session: bool = False
) -> "subprocess.Popen[str]":
    """Start a command in a new process; Ctrl-C reaches it even if the suite runs in the background."""
    return subprocess.Popen(
        [sys.executable, "-m", "miner.cli", "--data-folder", str(folder), *map(str, arguments)],
        env={**os.environ, "COLUMNS": "120", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=is_own_session,
        preexec_fn=heed_ctrl_c,  # noqa: PLW1509 - nothing else runs between fork and exec here
    )


def heed_ctrl_c() -> None:
    """Restore SIGINT, which a shell lets background jobs and so their children ignore."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def ended(process: "subprocess.Popen[str]") -> Ended:
    """Wait for a process and return how it ended."""
    printed, talk = process.communicate(timeout=LIMIT_SECONDS)
    return Ended(process.returncode, printed, talk)
