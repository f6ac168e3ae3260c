"""The rules that a list is made with, beside its weights: the ladder of stages and the tiers."""

import hashlib
import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path

from miner.signals.stages import Ladder, load_ladder
from miner.signals.tiers import Tiers, load_tiers

STAGES, TIERS = "stages.tsv", "tiers.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The ladder and the tiers.

    `version` is a digest of both that tells whether two lists were made with the same rules; `tables` has the text of
    their files by name, so that a snapshot can keep them.
    """

    ladder: Ladder
    tiers: Tiers
    version: str
    tables: Mapping[str, str] = field(default_factory=dict)


def load_rules(folder: Path | None = None, tiers_file: Path | None = None) -> Rules:
    """Return the rules of a folder, of the shipped tables where it has none.

    Args:
        folder: the labels folder of the settings, None for the shipped tables.
        tiers_file: a table of tiers to use instead of the folder's.

    Raises:
        RulesError: a table does not parse.
    """
    ladder_file = place_of(folder, STAGES)
    tiers_place = tiers_file if tiers_file is not None else place_of(folder, TIERS)
    ladder = load_ladder(ladder_file)
    tiers = load_tiers(ladder, tiers_place)
    steps = [(step.stage, step.basis, sorted(step.designs), step.closes, step.missing) for step in ladder.steps]
    version = hashlib.sha256(repr((steps, tiers)).encode()).hexdigest()[:12]
    tables = {STAGES: ladder_file.read_text(encoding="utf-8"), TIERS: tiers_place.read_text(encoding="utf-8")}
    return Rules(ladder=ladder, tiers=tiers, version=version, tables=tables)


def place_of(folder: Path | None, name: str) -> Traversable:
    """Return a table of rules: that of a folder, the shipped one if there is no folder or no such file in it."""
    own = folder / name if folder is not None else None
    return own if own is not None and own.is_file() else importlib.resources.files("corpora") / "labels" / name
