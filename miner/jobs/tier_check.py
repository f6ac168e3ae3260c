"""Which rows of a day's list a table of tiers would move, compared with the one that is in use."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from miner.config import Settings
from miner.jobs.listing import evaluate, load_book
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import Routing, Signal
from miner.signals.rules import Rules, load_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A candidate that another table would put into another tier: its rank and names, and its routing by both."""

    rank: int
    drug_name: str
    disease_name: str
    before: Routing
    after: Routing


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCheck:
    """What a table of tiers would do: the rows that it moves, and the candidates of each tier by both tables."""

    moved: tuple[Moved, ...]
    counts_before: dict[str, int]
    counts_after: dict[str, int]


def check_tiers(settings: Settings, file: Path, as_of: date) -> TierCheck:
    """Return what a table of tiers would do to the list of a day; nothing is written.

    Raises:
        RulesError: the table, or the one in use, does not parse.
        LedgerError: the ledger cannot be opened.
    """
    proposed = load_rules(settings.labels_folder, file)  # a wrong table is reported before anything is read
    rules = load_rules(settings.labels_folder)
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        lexicon = Lexicon.load(settings.lexicon_folder)
        book, _ = load_book(settings, lexicon)
        signals = evaluate(ledger, lexicon, book, as_of, rules).signals
    moved = []
    for rank, signal in enumerate(signals, start=1):
        before, after = route(signal, rules), route(signal, proposed)
        if before.tier != after.tier:
            evidence = signal.evidence
            drug_name, disease_name = lexicon.name_of(evidence.drug_id), lexicon.name_of(evidence.disease)
            moved.append(Moved(rank=rank, drug_name=drug_name, disease_name=disease_name, before=before, after=after))
    return TierCheck(
        moved=tuple(moved),
        counts_before=count_tiers(signals, rules),
        counts_after=count_tiers(signals, proposed),
    )


def route(signal: Signal, rules: Rules) -> Routing:
    """Return the routing of a judged candidate by some rules.

    Raises:
        ValueError: the candidate was not judged.
    """
    if signal.progress is None:
        raise ValueError(f"{signal.evidence.drug_id} has no progress; evaluate the list with rules")
    return rules.tiers.route(signal.evidence, signal.progress)


def count_tiers(signals: list[Signal], rules: Rules) -> dict[str, int]:
    """Return the number of candidates of each tier, of those without one too."""
    counts = dict.fromkeys(rules.tiers.tiers, 0)
    for signal in signals:
        counts[route(signal, rules).tier] += 1
    return counts
