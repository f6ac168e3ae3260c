"""`check` reports every kind of difference between graph and ledger, and nothing else."""

from graph.check import check
from graph.store import BoltStore
from graph.sync import sync
from tests.graph.invented import invented_projection


def test_every_difference_is_one_readable_line(store: BoltStore) -> None:
    projection = invented_projection()
    sync(store, projection)
    for change in (
        "MATCH ()-[r:STUDIED_FOR]->() SET r.study_count = 4, r.first_year = 1999, r.years = [2011]",
        "MATCH (n:Article) SET n.entered_on = date('2012-01-01') REMOVE n.year",
        "MATCH (n:Signal) SET n.id = 'SIGNAL:2'",
        "MATCH ()-[r:APPROVED_FOR {fact_id: 'F1'}]->() DELETE r",
        "MATCH (a:Disease {id: 'MONDO:1'}), (b:Disease {id: 'MONDO:2'}) CREATE (a)-[:IS_A]->(b), (b)-[:IS_A]->(a)",
        "CREATE (:Drug {id: 'DRUGBANK:99', name: 'vocabulary without evidence'})",
        "CREATE (:Stranger {id: 'X'})-[:KNOWS]->(:Trial {id: 'NCT:1'})",
    ):
        store.write(change)
    assert [str(difference) for difference in check(store, projection)] == [
        "node Stranger: unknown label, 1 in the graph",
        "edge KNOWS: unknown type, 1 in the graph",
        "Article PMID:7: entered_on is 2012-01-01 in the graph, 2011-03-04 in the ledger",
        "Article PMID:7: year is absent in the graph, 2011 in the ledger",
        "Trial NCT:1: unexpected: not in the ledger",
        "Signal SIGNAL:1: missing from the graph",
        "Signal SIGNAL:2: unexpected: not in the ledger",
        "IS_A MONDO:2 → MONDO:1: more than once in the graph",
        "IS_A MONDO:1 → MONDO:2: unexpected: not in the ledger",
        "STUDIED_FOR DRUGBANK:1 → MONDO:2: first_year is 1999 in the graph, absent in the ledger",
        "STUDIED_FOR DRUGBANK:1 → MONDO:2: study_count is 4 in the graph, 3 in the ledger",
        "STUDIED_FOR DRUGBANK:1 → MONDO:2: years is [2011] in the graph, [2011, 2012] in the ledger",
        "APPROVED_FOR DRUGBANK:1 → MONDO:3 (F1): missing from the graph",
        "SIGNAL_DRUG SIGNAL:1 → DRUGBANK:1: missing from the graph",
        "SIGNAL_DRUG SIGNAL:2 → DRUGBANK:1: unexpected: not in the ledger",
        "SIGNAL_DISEASE SIGNAL:1 → MONDO:2: missing from the graph",
        "SIGNAL_DISEASE SIGNAL:2 → MONDO:2: unexpected: not in the ledger",
        "BASED_ON SIGNAL:1 → PMID:7: missing from the graph",
        "BASED_ON SIGNAL:2 → PMID:7: unexpected: not in the ledger",
    ]
    store.write("MATCH (n:Stranger) DETACH DELETE n")
