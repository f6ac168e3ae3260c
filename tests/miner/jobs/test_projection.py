"""Classes of drugs are nodes of their own: their drugs lead to them, and their claims stay theirs."""

from dataclasses import replace
from pathlib import Path

from graph.projection import check_projection
from miner.jobs.projection import LedgerProjection
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from tests.miner.records import DISEASE, DRUG, article, claim, reading

CLASS = "CLASS:beta-blockers"


def test_a_drug_is_a_member_of_its_class_and_takes_none_of_its_claims(tmp_path: Path, lexicon: Lexicon) -> None:
    readings = [reading(1, claim(1)), reading(2, replace(claim(2), drugs=(CLASS,)))]
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.articles.store([article(read.pmid) for read in readings], digest="d")
        ledger.readings.store(readings, ledger.readings.reader_id(("lexicon", "model", "5")))
        projection = LedgerProjection(ledger, lexicon)
        check_projection(projection, 0)
        drugs = {row["id"]: row for row in projection.nodes("Drug", 0)}
        assert (drugs[CLASS]["is_class"], drugs[DRUG]["is_class"]) == (True, False)
        assert "beta-blocker" in drugs[CLASS]["names"]
        assert {"start": DRUG, "end": CLASS} in list(projection.edges("MEMBER_OF", 0))
        assert not any(row["start"] == CLASS for row in projection.edges("MEMBER_OF", 0))
        totals = {(row["start"], row["end"]): row["evidence_count"] for row in projection.edges("STUDIED_FOR", 0)}
        assert totals == {(DRUG, DISEASE): 1, (CLASS, DISEASE): 1}
