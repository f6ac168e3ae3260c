"""Three weeks of `miner refresh` in a minute: `python -m tests.eutils.demonstration`, or `make demo-refresh`.

A local server simulates PubMed with the invented demonstration corpus. Between the refreshes it changes records as NLM
does: it adds and revises some, retracts one and deletes one. The output is that of the commands.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.eutils.faults import Faults
from tests.eutils.server import serve
from tests.eutils.store import PubmedStore

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "demo"
QUERY = "propranolol OR rituximab OR imatinib OR pregabalin OR eculizumab OR bevacizumab OR tucatinib"
WEEKS = (
    (date(2023, 1, 8), "01-baseline.xml", "what PubMed holds at the start"),
    (date(2023, 1, 15), "02-week-1.xml", "6 new, 3 revised (one of them retracted, one corrected), 1 deleted"),
    (date(2023, 1, 22), "03-week-2.xml", "6 new, 2 revised (one under an expression of concern); a new label"),
)
EDGES = "MATCH (:Drug)-[s:STUDIED_FOR]->(:Disease) RETURN count(s) AS edges, sum(s.evidence_count) AS evidence_count"


def main(folder: Path) -> None:
    """Run the weeks in a folder, which is created if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "miner.toml").write_text(f'[topics.demonstration]\nquery = "{QUERY}"\n', encoding="utf-8")
    pubmed = PubmedStore(known_words=QUERY)
    faults = Faults(["503", None, "cut_body", None, "missing", "429"])
    with serve(pubmed, faults=faults) as server:
        environment = {
            **os.environ,
            "MINER_EUTILS_URL": server.url,
            "MINER_RECHECK_DAYS": "5",
            "MINER_DATA_FOLDER": "data",
        }
        for day, name, what in WEEKS:
            pubmed.load(CORPUS / name)
            print(f"\n=== {day}: {what}", flush=True)
            new = ["query", "new-since", "--on", str(day)]
            for arguments in (["refresh", "--as-of", str(day)], ["graph", "check"], ["cypher", EDGES], new):
                _miner(arguments, folder, environment)
        shown = ", ".join(f"{count} x {kind}" for kind, count in sorted(faults.shown.items()))
        pace = f"{len(server.requests)} requests, at most {server.most_per_second()} in a second"
        print(f"\n=== {pace}; failures on the way: {shown}")
    _miner(["runs"], folder, environment)


def _miner(arguments: list[str], folder: Path, environment: dict[str, str]) -> None:
    shown = [f"'{word}'" if " " in word else word for word in arguments]
    print("$ miner", *shown, flush=True)
    subprocess.run([sys.executable, "-m", "miner.cli", *arguments], cwd=folder, env=environment, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
