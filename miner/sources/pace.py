"""Request pacing: a limit on requests per second that all processes of the machine share.

NCBI counts requests per API key, or per address without a key, so concurrent runs share one limit. They coordinate
through a small file in the temporary folder. The module knows neither settings nor network.
"""

import fcntl
import hashlib
import math
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from miner.errors import MinerError

PER_SECOND = 3
PER_SECOND_WITH_KEY = 10
"""NCBI's limits without and with an API key (Entrez Programming Utilities Help, NBK25497)."""

HOLD_SECONDS_MAX = 300.0
"""The longest pause a server can impose; longer ones are cut to this."""

_SLACK_SECONDS = 0.05
"""N slots last this much longer than a second, because requests arrive less evenly than they leave."""
_LATE_SECONDS_MAX = _SLACK_SECONDS / 2
_MISSED_SLOTS_MAX = 10
_AHEAD_SECONDS_MAX = 2 * HOLD_SECONDS_MAX
_STATE_BYTES = 64


class Pace:
    """A schedule of request slots, handed out in turn to every process that uses the same file.

    Slots are spaced so that no window of one second holds more than `per_second` of them. The file holds two
    times: when it was written and when the next slot is free. It is locked while they are read and written, never
    while a process sleeps.

    Args:
        path: the file; created if missing, readable and writable for every user of the machine.
        per_second: requests per second.
        clock: seconds since a fixed moment, the same for all processes. CLOCK_MONOTONIC is that on Linux and macOS,
            and cannot be set; it restarts with the machine, which reading the file allows for.
        sleep: sleeps for a number of seconds; replace it together with `clock` to simulate time.
    """

    def __init__(
        self,
        path: Path,
        per_second: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path = path
        self._interval = (1 + _SLACK_SECONDS) / per_second
        self._clock = clock
        self._sleep = sleep

    @classmethod
    def for_server(
        cls,
        url: str,
        *,
        api_key: str = "",
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> "Pace":
        """Return the pace that NCBI asks for at `url`: 3 requests a second, 10 with a key.

        The file is named after the server and a digest of the key, from which the key cannot be recovered.
        """
        account = hashlib.sha256(api_key.encode()).hexdigest()[:12] if api_key else "no-key"
        host = "".join(c if c.isalnum() or c in ".-" else "_" for c in urlsplit(url).netloc.rpartition("@")[2])
        path = Path(tempfile.gettempdir()) / f"literature-miner-{host}-{account}.pace"
        return cls(path, PER_SECOND_WITH_KEY if api_key else PER_SECOND, clock=clock, sleep=sleep)

    def wait(self) -> None:
        """Take the next free slot and sleep until it.

        A process that wakes up late would send too close to the next one: it takes another slot, unless no later
        slot is taken. On a machine so busy that it keeps missing slots, it sends after `_MISSED_SLOTS_MAX` tries.
        A process that is already asleep does not notice a `hold`; that lets through one request per process.

        Raises:
            MinerError: the file cannot be used.
        """
        for _ in range(_MISSED_SLOTS_MAX):
            slot = self._book(lambda _, slot: slot + self._interval)
            if (delay := slot - self._clock()) > 0:
                self._sleep(delay)
            if self._clock() - slot <= _LATE_SECONDS_MAX or self._is_last(slot):
                return

    def hold(self, seconds: float) -> None:
        """Let no process on this machine send a request for `seconds` from now, at most `HOLD_SECONDS_MAX`.

        Raises:
            MinerError: the file cannot be used.
        """
        pause = min(max(seconds, 0.0), HOLD_SECONDS_MAX)
        self._book(lambda now, slot: max(slot, now + pause))

    def _is_last(self, slot: float) -> bool:
        """Return whether no slot after this one is taken; if so, later slots keep their distance from now."""
        last = slot + 1.5 * self._interval  # half an interval of tolerance for rounding
        return self._book(lambda now, free: now + self._interval if free <= last else free) <= last

    def _book(self, following: Callable[[float, float], float]) -> float:
        """Return the next free slot, now or later, and store `following(now, slot)` as the one after it."""
        with self._locked() as descriptor:
            now = self._clock()
            slot = now + _seconds_ahead(os.pread(descriptor, _STATE_BYTES, 0), now)
            state = f"{now!r} {following(now, slot)!r}\n".encode()
            os.pwrite(descriptor, state.ljust(_STATE_BYTES), 0)
            return slot

    @contextmanager
    def _locked(self) -> Iterator[int]:
        try:
            descriptor = _open_shared(self._path)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield descriptor
            finally:
                os.close(descriptor)  # releases the lock
        except OSError as error:
            raise MinerError(
                f"{self._path}: cannot limit the rate of requests ({error.strerror or error}); remove the file or set "
                "TMPDIR to a folder that all users who run miner can write to"
            ) from error


def _seconds_ahead(state: bytes, now: float) -> float:
    """Return how many seconds ahead the next free slot is, from the content of the file; 0 if it is malformed.

    A clock that is behind the time of writing has restarted; the slot then is as far ahead as it was at that time.
    """
    try:
        written, free = (float(word) for word in state.split())
    except ValueError:
        return 0.0
    ahead = free - max(now, written)
    return min(max(ahead, 0.0), _AHEAD_SECONDS_MAX) if math.isfinite(ahead) else 0.0


def _open_shared(path: Path) -> int:
    """Open a regular file that every user may write, following no link, and return its descriptor.

    An existing file is opened without O_CREAT: Linux (fs.protected_regular) refuses O_CREAT on another user's file
    in a folder like /tmp.
    """
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        try:
            descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o666)
            os.fchmod(descriptor, 0o666)  # whatever the umask is
        except FileExistsError:  # another process created it first
            descriptor = os.open(path, flags)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        os.close(descriptor)
        raise OSError(None, "it is not a regular file")
    return descriptor
