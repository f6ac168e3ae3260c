"""What can go wrong on purpose: every expected failure is one of these, and its text says what to do."""

from pathlib import Path


class MinerError(Exception):
    """An expected failure, shown to the user as one line; the command exits with 1."""


class SourceError(MinerError):
    """A source file cannot be read: it is missing, not XML, cut short or hostile.

    Args:
        path: the file.
        reason: what is wrong and what to do.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class LedgerError(MinerError):
    """The ledger cannot be opened or written."""


class ReportError(MinerError):
    """The list cannot be written."""


class LexiconError(MinerError):
    """A lexicon table is missing or has a row that does not parse."""


class ModelError(MinerError):
    """A spaCy model is not installed or cannot do what is asked of it."""


class ConfigError(MinerError):
    """A setting is unknown or has a value that cannot be used."""
