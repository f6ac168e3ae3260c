"""`miner doctor`: what is installed, which versions are in use, whether the graph answers, and remedies."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from graph.errors import GraphError
from miner.config import Settings
from miner.errors import MinerError

PACKAGES = ("spacy", "scispacy", "neo4j", "arcadedb-embedded", "biopython", "lxml", "networkx", "pandas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `state` is "ok", "missing" (a command will fail) or "note" (nothing is wrong)."""

    check: str
    state: str
    found: str
    remedy: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at everything, in the order in which a run needs it; a failure becomes a finding, not an error."""
    findings = [Finding(check="Python", state="ok", found=sys.version.split()[0])]
    findings += [_package(name) for name in PACKAGES]
    checks = (
        ("lexicon", _lexicon, "run `python -m corpora lexicon`, or unset lexicon_folder"),
        ("label facts", _labels, "run `python -m corpora labels`, or unset labels_folder"),
        ("model", _model, "install the model's package, or leave --model away to use the shipped one"),
        ("linker", _linker, "give a linker whose files are there, or leave --linker away"),
        ("ledger", _ledger, "make one with `miner run FILE.xml.gz`"),
        ("graph", _graph, "start the server, or use the embedded graph"),
    )
    findings += [_look(settings, *check) for check in checks]
    return findings


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
        state = "note" if check == "ledger" and not settings.ledger_path.exists() else "missing"
        return Finding(check=check, state=state, found=str(error), remedy=remedy)


def _lexicon(settings: Settings) -> str:
    from miner.lexicon.lexicon import Lexicon

    lexicon = Lexicon.load(settings.lexicon_folder)
    return f"version {lexicon.version}, {len(lexicon):,} entries"


def _labels(settings: Settings) -> str:
    from miner.labels.facts import load_label_facts

    facts = load_label_facts(settings.labels_folder)
    regions = sorted({fact.jurisdiction.value for fact in facts})
    return f"{len(facts):,} facts of {', '.join(regions)}"


def _model(settings: Settings) -> str:
    from miner.reading.nlp.models import load_model, model_version

    return model_version(load_model(settings.model or None))


def _linker(settings: Settings) -> str:
    if not settings.linker:
        return "none beside our own (--linker adds scispaCy's)"
    from miner.reading.linking.scispacy import Knowledge

    return f"scispaCy {Knowledge.load(settings.linker).version}"


def _ledger(settings: Settings) -> str:
    from miner.ledger import Ledger
    from miner.ledger.evidence import count_totals, skipped_counts

    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        totals = {name.removesuffix("_count"): f"{count:,}" for name, count in count_totals(ledger).items()}
        skipped = "".join(f", {count:,} skipped ({reason})" for reason, count in skipped_counts(ledger).items())
    return (
        f"{settings.ledger_path}: {totals['article']} articles ({totals['with_drug']} with a drug{skipped}; "
        f"{totals['retracted']} retracted, {totals['concern']} under concern, "
        f"{totals['deleted']} deleted, {totals['rejected']} records rejected), "
        f"{totals['mention']} mentions ({totals['nil']} without a link), {totals['claim']} claims and "
        f"{totals['co_mention']} co-mentions, {totals['signal']} candidates"
    )


def _graph(settings: Settings) -> str:
    from miner.jobs.pipeline import open_graph

    with open_graph(settings) as store:
        rows = store.rows("MATCH (n) WHERE NOT n:LedgerState RETURN count(n) AS node_count")
        return f"{store.target}: {store.server_version()}, {rows[0]['node_count']:,} nodes"
