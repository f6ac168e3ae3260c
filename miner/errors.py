"""What can go wrong on purpose: every expected failure is one of these, and its text says what to do."""

from pathlib import Path


class MinerError(Exception):
    """An expected failure, shown to the user as one line; the command exits with `exit_code`."""

    exit_code = 1


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


class RemoteError(MinerError):
    """A server did not answer, or answered what cannot be used, however often it was asked.

    What arrived before is kept; the same command goes on from there.
    """

    exit_code = 3


class EntrezError(RemoteError):
    """NCBI's E-utilities gave no usable answer, or refused the request."""


class QueryRefusedError(EntrezError):
    """PubMed, or we, cannot make sense of a query: asking again will not help."""

    exit_code = 1


class AccessRefusedError(EntrezError):
    """NCBI refuses the key, or no E-utilities are at the address: a setting is wrong and asking again will not help."""

    exit_code = 1


class HistoryExpiredError(EntrezError):
    """The history server no longer knows a WebEnv; the identifiers have to be posted anew."""


class DownloadError(RemoteError):
    """A bulk file cannot be downloaded, or is not what its checksum says."""


class LossError(MinerError):
    """Counts fell in a way that looks like damage; nothing was published. `--accept-loss` goes on."""

    exit_code = 4


class LedgerError(MinerError):
    """The ledger cannot be opened or written."""


class LedgerDamagedError(LedgerError):
    """The ledger's file is damaged: SQLite cannot read all of it.

    Args:
        path: the file.
        reason: what SQLite reported.
        remedy: what to do.
    """

    def __init__(self, path: Path, reason: str, remedy: str = "") -> None:
        super().__init__(f"The ledger {path} is damaged ({reason})" + (f"; {remedy}" if remedy else ""))
        self.path = path
        self.reason = reason


class BusyError(LedgerError):
    """Another run works on the data folder."""

    exit_code = 5


class ReportError(MinerError):
    """The list cannot be written."""


class LexiconError(MinerError):
    """A lexicon table is missing or has a row that does not parse."""


class LabelError(MinerError):
    """A label table is missing or has a row that does not parse."""


class ModelError(MinerError):
    """A spaCy model is not installed or cannot do what is asked of it."""


class LinkerError(MinerError):
    """Files of scispaCy's linker are missing, or cannot be loaded."""


class ConfigError(MinerError):
    """A setting is unknown or has a value that cannot be used."""
