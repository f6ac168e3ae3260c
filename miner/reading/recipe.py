"""What reads: everything that makes a Reader in any process, and the versions that it reads with."""

from dataclasses import dataclass
from pathlib import Path

from miner.lexicon.tables import lexicon_version
from miner.reading.linking.scispacy import linker_version
from miner.reading.nlp.model_files import find_model, model_version

CODE_VERSION = "11"
"""Raised by hand whenever a change of `miner.reading` or `miner.lexicon` changes what is read: articles are then read
again. `tests/miner/reading/test_code_version.py` fails when the demonstration's readings change without it."""

Versions = tuple[str, str, str]
"""Versions of lexicon, model (with its linker) and code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices that decide what is read; frozen and picklable, so that any process can follow it.

    Args:
        model: as for `miner.reading.nlp.models.load_model`; "" is the shipped one.
        linker: scispaCy's linker, as for `Knowledge.load`; "" for none.
        lexicon_folder: tables of the lexicon; None for the shipped ones.
        is_drug_needed: skip articles in which no drug is found, and notices: the graph needs neither.
    """

    model: str = ""
    linker: str = ""
    lexicon_folder: Path | None = None
    is_drug_needed: bool = True

    def versions(self) -> Versions:
        """Return the versions of lexicon, model and code, from the files alone: nothing is loaded.

        Raises:
            ModelError: no such model.
            LinkerError: the linker's files are missing.
            LexiconError: a table of the lexicon is missing.
        """
        linker = f", linker {linker_version(self.linker)}" if self.linker else ""
        model = model_version(find_model(self.model))
        return lexicon_version(self.lexicon_folder), f"{model}{linker}", CODE_VERSION
