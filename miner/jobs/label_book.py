"""The label book of the settings, with names, catalogues and the file of unknown names in the data folder."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from miner.config import Settings
from miner.errors import LabelError, LexiconError
from miner.labels.catalogue import Catalogue, CatalogueEntry, load_catalogues
from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.labels.names import ListNames
from miner.labels.same_use import Relation, SameUse
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table
from miner.records import LabelFact

UNKNOWN_COLUMNS = ("name", "type", "file", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBook:
    """Labels, catalogues and names, ready to be asked."""

    lexicon: Lexicon
    names: ListNames
    facts: tuple[LabelFact, ...]
    labels: LabelBook
    same_use: SameUse
    catalogue: Catalogue

    def relate(self, disease: str, other: str) -> Relation:
        """Return how a disease is related to another."""
        return self.same_use.relate(disease, other).relation

    def listed(self, drugs: Iterable[str], disease: str) -> tuple[CatalogueEntry, ...]:
        """Return the catalogue entries of a set of drugs for a disease."""
        return self.catalogue.of_use(drugs, disease, self.relate)


def open_book(settings: Settings) -> OpenBook:
    """Return the label book of the settings.

    Raises:
        LexiconError: a table of the lexicon is missing or a row does not parse.
        LabelError: a table of the labels, or a catalogue, is missing or has a row that does not parse.
    """
    lexicon = Lexicon.load(settings.lexicon_folder)
    facts = load_label_facts(settings.labels_folder)
    same_use = SameUse.load(lexicon)
    labels = LabelBook(facts, lexicon, load_markets(settings.labels_folder), same_use)
    catalogue = load_catalogues(catalogues_folder(settings))
    return OpenBook(
        lexicon=lexicon,
        names=ListNames(lexicon, labelled_drugs(facts)),
        facts=facts,
        labels=labels,
        same_use=same_use,
        catalogue=catalogue,
    )


def labelled_drugs(facts: Iterable[LabelFact]) -> frozenset[str]:
    """Return the drugs that have label facts."""
    return frozenset(drug for fact in facts for drug in fact.drugs)


def catalogues_folder(settings: Settings) -> Path:
    """Return the folder of imported catalogues."""
    return settings.data_folder / "labels" / "catalogues"


def unknown_names_path(settings: Settings) -> Path:
    """Return the file that keeps unknown names for the next lexicon."""
    return settings.data_folder / "labels" / "unknown-names.tsv"


def keep_unknown(settings: Settings, file: str, names: Counter[tuple[str, str]]) -> Path | None:
    """Keep the unknown names of a file, in place of those of an earlier reading of it, and return where.

    Args:
        settings: the settings.
        file: name of the file that has them.
        names: how many rows have each (name, type); type is drug, disease or biomarker.

    Returns:
        The table, or None if nothing is unknown and nothing was.

    Raises:
        LabelError: the table cannot be read or written.
    """
    path = unknown_names_path(settings)
    file = " ".join(file.split())
    try:
        kept = [row for row in read_table(path, UNKNOWN_COLUMNS) if row[2] != file] if path.is_file() else []
        new = [[*each, file, str(count)] for each, count in names.items() if each[0]]
        if not new and not path.is_file():
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        lines = ["\t".join(row) for row in (UNKNOWN_COLUMNS, *sorted(kept + new))]
        unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise LabelError(f"{path}: cannot be written: {error.strerror}; fix the data folder") from error
    except LexiconError as error:
        raise LabelError(f"{path}: {error}; remove the file, it is made again") from error
    return path
