"""`miner doctor`: checks what is installed, which versions are in use and what ledger and graph hold; with remedies.

By default it looks at files and versions and starts nothing; `is_started` also loads the model and opens the graph.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graph.errors import GraphDamagedError, GraphError, GraphUnfinishedError
from miner.config import Settings
from miner.errors import MinerError

PACKAGES = ("spacy", "scispacy", "neo4j", "arcadedb-embedded", "biopython", "lxml", "networkx", "pandas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one check. `state` is "ok", "missing" (a command will fail) or "note" (nothing is wrong)."""

    check: str
    state: str
    found: str
    remedy: str = ""


def examine(settings: Settings, *, is_started: bool = False) -> list[Finding]:
    """Return the result of every check, in the order in which a run needs things; a failure is a finding, not an error.

    Args:
        settings: what to check.
        is_started: load the model and open the graph, which starts an embedded one, instead of looking at files.
    """
    findings = [Finding(check="Python", state="ok", found=sys.version.split()[0])]
    findings += [_package(name) for name in PACKAGES]
    checks = (
        ("lexicon", _lexicon, "run `python -m corpora lexicon`, or unset lexicon_folder"),
        ("label facts", _labels, "run `python -m corpora labels`, or unset labels_folder"),
        ("model", _loaded_model if is_started else _model, "install the model's package, or omit --model"),
        ("linker", _loaded_linker if is_started else _linker, "choose a linker with existing files, or omit --linker"),
        ("ledger", _ledger, ""),
        ("graph", _open_graph if is_started else _graph, "start the server, or use the embedded graph"),
    )
    findings += [_look(settings, *check) for check in checks]
    return [*findings[:-2], _data_folder(settings.data_folder.absolute()), *findings[-2:]]


def _package(name: str) -> Finding:
    try:
        return Finding(check=name, state="ok", found=version(name))
    except PackageNotFoundError:
        remedy = "pip install --require-hashes -r requirements.txt"
        return Finding(check=name, state="missing", found="not installed", remedy=remedy)


def _look(settings: Settings, check: str, probe: Callable[[Settings], str], remedy: str) -> Finding:
    try:
        return Finding(check=check, state="ok", found=probe(settings))
    except (MinerError, GraphError, ImportError) as error:
        is_new = check == "ledger" and not settings.ledger_path.exists()
        remedy = "" if isinstance(error, GraphDamagedError | GraphUnfinishedError) else remedy
        return Finding(check=check, state="note" if is_new else "missing", found=str(error), remedy=remedy)


def _lexicon(settings: Settings) -> str:
    from miner.lexicon.lexicon import Lexicon

    lexicon = Lexicon.load(settings.lexicon_folder)
    return f"version {lexicon.version}, {len(lexicon):,} entries"


def _labels(settings: Settings) -> str:
    from miner.labels.facts import load_label_facts, load_markets

    facts, markets = load_label_facts(settings.labels_folder), load_markets(settings.labels_folder)
    return (
        f"{len(facts):,} facts of {', '.join(sorted({fact.jurisdiction for fact in facts}))}, {len(markets):,} markets"
    )


def _model(settings: Settings) -> str:
    from miner.reading.nlp.model_files import find_model, model_version

    return f"{model_version(find_model(settings.model))} (not loaded; --start loads it)"


def _loaded_model(settings: Settings) -> str:
    from miner.reading.nlp.models import load_model, loaded_version

    return f"{loaded_version(load_model(settings.model or None))}, loaded"


def _linker(settings: Settings) -> str:
    if not settings.linker:
        return "none beside our own (--linker adds scispaCy's)"
    from miner.reading.linking.scispacy import linker_version

    return f"scispaCy {linker_version(settings.linker)} (not loaded; --start loads it)"


def _loaded_linker(settings: Settings) -> str:
    if not settings.linker:
        return _linker(settings)
    from miner.reading.linking.scispacy import Knowledge

    return f"scispaCy {Knowledge.load(settings.linker).version}, loaded"


def _data_folder(folder: Path) -> Finding:
    if not folder.exists():
        return Finding(check="data folder", state="ok", found=f"{folder}, not created yet")
    if not os.access(folder, os.W_OK):
        remedy = "commands that only read work; for the others choose a --data-folder that can be written"
        return Finding(check="data folder", state="note", found=f"{folder}, read-only", remedy=remedy)
    return Finding(check="data folder", state="ok", found=str(folder))


def _ledger(settings: Settings) -> str:
    from miner.ledger import Ledger
    from miner.ledger.database import check_file

    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        check_file(settings.ledger_path)
        totals = {name.removesuffix("_count"): f"{count:,}" for name, count in ledger.totals.count().items()}
        skipped = ledger.readings.skipped_counts()
    reasons = "".join(f", {count:,} skipped ({reason})" for reason, count in skipped.items())
    return (
        f"{settings.ledger_path}: {totals['article']} articles ({totals['with_drug']} with a drug{reasons}; "
        f"{totals['retracted']} retracted, {totals['concern']} under concern, "
        f"{totals['deleted']} deleted, {totals['rejected']} records rejected), "
        f"{totals['mention']} mentions ({totals['nil']} without a link), {totals['claim']} claims and "
        f"{totals['co_mention']} co-mentions, {totals['signal']} candidates"
    )


def _graph(settings: Settings) -> str:
    """Return the state of a server or of a running embedded graph; one that is not running is not started."""
    from graph.embedded import is_running
    from graph.embedded_files import check_files, database_folder, embedded_folder, read_in_step

    folder = embedded_folder(settings.graph_target)
    if folder is None or is_running(folder):
        return _open_graph(settings)
    if database_folder(folder).is_dir():
        check_files(folder)
        if read_in_step(folder) is None:
            raise GraphUnfinishedError(
                f"A load or update of the graph in {folder} was interrupted, or something else has written to it; "
                "the next `miner run` or `miner graph sync` completes it."
            )
    return f"{settings.graph_target}: not running, starts on demand (--start tries it)"


def _open_graph(settings: Settings) -> str:
    from graph.embedded_files import embedded_folder
    from graph.sync import check_whole, describe_state, describe_unfinished
    from miner.jobs.graph import open_graph, read_graph

    folder = embedded_folder(settings.graph_target)
    is_read_only = folder is not None and folder.is_dir() and not os.access(folder, os.W_OK)
    with read_graph(settings) if is_read_only else open_graph(settings) as store:
        check_whole(store)
        if unfinished := describe_unfinished(store):
            raise GraphUnfinishedError(unfinished)
        rows = store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN count(n) AS node_count")
        nodes = f"{rows[0]['node_count']:,} nodes"
        return f"{settings.graph_target}: {store.server_version()}, {nodes}, {describe_state(store)}"
