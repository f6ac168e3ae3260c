"""The expected failures of miner; each message says what is wrong and what to do."""

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
    """A server did not answer, or gave no usable answer, after all retries.

    What arrived before is kept; the same command resumes from there.
    """

    exit_code = 3


class EntrezError(RemoteError):
    """NCBI's E-utilities gave no usable answer, or refused the request."""


class QueryRefusedError(EntrezError):
    """PubMed, or our own check, rejects a query: retrying will not help."""

    exit_code = 1


class AccessRefusedError(EntrezError):
    """NCBI refuses the key, or no E-utilities are at the address: a setting is wrong, retrying will not help."""

    exit_code = 1


class HistoryExpiredError(EntrezError):
    """The history server no longer knows a WebEnv; the PMIDs have to be posted again."""


class DownloadError(RemoteError):
    """A bulk file cannot be downloaded, or does not match its checksum."""


class SignalError(MinerError):
    """The weights of the score or a list of label events is missing or damaged; the message says where."""


class LossError(MinerError):
    """Counts fell in a way that looks like damage; nothing was published. `--accept-loss` accepts the fall."""

    exit_code = 4


class ShrunkError(MinerError):
    """The list would lose a third of its rows for no stated reason; nothing was published, see `--accept-loss`."""

    exit_code = 6


class RulesError(MinerError):
    """A table of stages or tiers is missing or has a rule that does not parse."""


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
    """Another run is working on the data folder."""

    exit_code = 5


class ReportError(MinerError):
    """A list, page or other output cannot be written, or the article to show does not exist."""


class LexiconError(MinerError):
    """A lexicon table is missing or has a row that does not parse."""


class LabelError(MinerError):
    """A label table is missing or has a row that does not parse."""


class ModelError(MinerError):
    """A spaCy model is not installed or cannot do what is needed."""


class LinkerError(MinerError):
    """The files of scispaCy's linker are missing or cannot be loaded."""


class ConfigError(MinerError):
    """A setting is unknown or has a value that cannot be used."""
