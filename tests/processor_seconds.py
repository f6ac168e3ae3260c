"""A pytest plugin that prints the processor seconds of each test file: python -m pytest -n 0 -p tests.processor_seconds

It counts what the whole machine does while a file's tests run, servers that outlive them included; use an idle machine.
"""

from collections import Counter

import psutil
import pytest

_seconds: Counter[str] = Counter()
_tests: Counter[str] = Counter()


class _Clock:
    """The file whose tests are running, and the machine's processor time when they began."""

    file = "(collection)"
    since = 0.0

    @classmethod
    def switch(cls, file: str) -> None:
        """Charge the file before with what the machine did until now."""
        times = psutil.cpu_times()
        now = times.user + times.nice + times.system
        if cls.since:
            _seconds[cls.file] += now - cls.since
        cls.file, cls.since = file, now


def pytest_collection() -> None:
    """Start the clock."""
    _Clock.switch("(collection)")


def pytest_runtest_logstart(nodeid: str) -> None:
    """Count a test, and its file if it is the first one of it."""
    file = nodeid.partition("::")[0]
    _tests[file] += 1
    if file != _Clock.file:
        _Clock.switch(file)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the files, the most expensive first."""
    _Clock.switch("")
    terminalreporter.section("processor seconds of each file")
    for file, seconds in _seconds.most_common():
        terminalreporter.write_line(f"{seconds:8.1f} s  {_tests[file]:5d} tests  {file}")
    terminalreporter.write_line(f"{_seconds.total():8.1f} s  {_tests.total():5d} tests")
