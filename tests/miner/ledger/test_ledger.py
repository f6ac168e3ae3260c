"""The ledger: which revision wins, the effect of deletions and retractions, and what survives a failed write."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miner.errors import LedgerError
from miner.ledger import Ledger
from miner.ledger.articles import StoreReport
from miner.ledger.signals import LabelRow, SignalRow
from miner.records import ClaimRelation, Deletion, Design, LabelFact, Rejection, Relation, Statement
from miner.signals.counts import tally
from tests.miner.records import DISEASE, DRUG, article, claim, reading

OLD, NEW = date(2010, 1, 1), date(2011, 1, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def store(ledger: Ledger, *records: object) -> StoreReport:
    return ledger.articles.store(records, digest="digest", name="file.xml")  # type: ignore[arg-type]


def read(ledger: Ledger, *readings: object) -> int:
    reader_id = ledger.readings.reader_id(("lexicon", "model", "code"))
    ledger.readings.store(readings, reader_id)  # type: ignore[arg-type]
    return reader_id


def counted_pmids(ledger: Ledger) -> list[int]:
    return [row.pmid for _, rows in ledger.evidence.by_pair() for row in rows]


def test_an_article_comes_back_as_it_went_in(ledger: Ledger) -> None:
    went_in = article(
        7,
        "β-Blockers: naïve \N{NO-BREAK SPACE} title",
        revised_on=NEW,
        entered_on=OLD,
        indexed_on=NEW,
        trial_ids=("NCT:09900001",),
        relations=(Relation(kind="ErratumIn", pmid=9),),
    )
    store(ledger, went_in)
    assert ledger.articles.find(7) == went_in


def test_the_same_article_again_changes_nothing(ledger: Ledger) -> None:
    first, second = store(ledger, article()), store(ledger, article())
    assert (first.new_count, second.unchanged_count) == (1, 1)


def test_a_newer_revision_replaces_and_takes_its_claims_with_it(ledger: Ledger) -> None:
    store(ledger, article(revised_on=OLD))
    reader_id = read(ledger, reading())
    outcome = store(ledger, article(title="Propranolol: no effect.", revised_on=NEW))
    assert outcome.revised_count == 1
    assert list(ledger.evidence.claims()) == []
    assert [a.title for batch in ledger.readings.pending(reader_id, 10) for a in batch] == ["Propranolol: no effect."]


def test_an_older_revision_changes_nothing(ledger: Ledger) -> None:
    store(ledger, article(title="Newer.", revised_on=NEW))
    outcome = store(ledger, article(title="Older.", revised_on=OLD))
    stored = ledger.articles.find(1)
    assert stored is not None
    assert (outcome.superseded_count, stored.title) == (1, "Newer.")


def test_a_deletion_removes_the_article_with_all_that_hangs_on_it(ledger: Ledger) -> None:
    store(ledger, article())
    read(ledger, reading())
    store(ledger, Deletion(pmid=1))
    totals = ledger.totals.count()
    assert (totals["article_count"], totals["mention_count"], totals["claim_count"]) == (0, 0, 0)
    assert totals["deleted_count"] == 1


def test_a_deleted_article_returns_only_in_a_later_revision(ledger: Ledger) -> None:
    store(ledger, article(revised_on=OLD), Deletion(pmid=1))
    assert store(ledger, article(revised_on=OLD)).superseded_count == 1
    assert store(ledger, article(revised_on=NEW)).new_count == 1
    assert ledger.totals.count()["deleted_count"] == 0


RETRACTED_BY_TYPE = article(publication_types=("Journal Article", "Retracted Publication"))
RETRACTED_BY_LINK = article(relations=(Relation(kind="RetractionIn", pmid=2),))
NOTICE = article(2, "Retraction notice.", "", relations=(Relation(kind="RetractionOf", pmid=1),))


@pytest.mark.parametrize(
    "records",
    [
        [RETRACTED_BY_TYPE],
        [RETRACTED_BY_LINK],
        [article(), NOTICE],
        [NOTICE, article()],
    ],
    ids=["publication type", "RetractionIn", "notice after", "notice before"],
)
def test_a_retracted_article_stays_visible_and_counts_nothing(ledger: Ledger, records: list[object]) -> None:
    store(ledger, *records)
    read(ledger, reading())
    assert [c["is_retracted"] for c in ledger.evidence.claims()] == [True]
    assert counted_pmids(ledger) == []


def test_a_retraction_reaches_what_was_read_before(ledger: Ledger) -> None:
    store(ledger, article())
    read(ledger, reading())
    assert counted_pmids(ledger) == [1]
    before = ledger.change_seq
    store(ledger, NOTICE)
    assert counted_pmids(ledger) == []
    changed = ledger.database.connection.execute("SELECT drug_id, disease FROM pair WHERE change_seq > ?", (before,))
    assert [tuple(row) for row in changed] == [(DRUG, DISEASE)]


def test_a_withdrawn_notice_gives_the_evidence_back(ledger: Ledger) -> None:
    store(ledger, article(), NOTICE)
    read(ledger, reading())
    store(ledger, Deletion(pmid=2))
    assert counted_pmids(ledger) == [1]


def test_co_mention_is_kept_but_is_no_evidence(ledger: Ledger) -> None:
    store(ledger, article())
    read(ledger, reading(1, claim(1, ClaimRelation.MENTIONED)))
    totals = ledger.totals.count()
    assert (totals["claim_count"], totals["co_mention_count"]) == (0, 1)
    assert counted_pmids(ledger) == []


def test_the_same_claim_twice_is_one_claim(ledger: Ledger) -> None:
    store(ledger, article())
    named = claim(drugs=("DRUGBANK:DB00002", "DRUGBANK:DB00001"))
    joined = claim(drugs=("DRUGBANK:DB00001+DRUGBANK:DB00002",))
    read(ledger, reading(1, named, joined))
    assert [c["drug_id"] for c in ledger.evidence.claims()] == ["DRUGBANK:DB00001+DRUGBANK:DB00002"]


def test_a_statement_comes_back_with_who_said_it_and_is_no_study(ledger: Ledger) -> None:
    esmo = Statement(by="ESMO", year=2019, grade="class IIa")
    recommended = replace(claim(1, ClaimRelation.RECOMMENDED), statement=esmo)
    approved = replace(claim(1, ClaimRelation.APPROVED), statement=Statement())
    store(ledger, article())
    read(ledger, reading(1, recommended, approved, claim(1)))
    found = ledger.readings.find(1)
    assert found is not None
    assert {each.relation: each.statement for each in found[0].claims} == {
        ClaimRelation.RECOMMENDED: esmo,
        ClaimRelation.APPROVED: Statement(),
        ClaimRelation.TREATS: None,
    }
    ((_, rows),) = ledger.evidence.by_pair()
    assert tally(DRUG, DISEASE, [row for row in rows if row.relation is not ClaimRelation.TREATS]) is None
    kept = ledger.evidence.claims(relations=[ClaimRelation.APPROVED])
    assert [each["relation"] for each in kept] == ["approved"]


def test_evidence_as_of_a_day_has_the_design_that_was_known_then(ledger: Ledger) -> None:
    store(ledger, article(entered_on=OLD))
    indexed = replace(
        reading(design=Design.RANDOMISED),
        text_design=Design.OBSERVATIONAL,
        medline_design=Design.RANDOMISED,
        medline_known_on=NEW,
        design_reason="publication type: randomized controlled trial",
    )
    read(ledger, indexed)
    days = (date(2010, 6, 1), NEW, None)
    found = [row.design for day in days for _, rows in ledger.evidence.by_pair(as_of=day) for row in rows]
    assert found == [Design.OBSERVATIONAL, Design.RANDOMISED, Design.RANDOMISED]
    assert ledger.readings.find(1) == (indexed, ("lexicon", "model", "code"))


def test_a_design_that_medline_does_not_name_is_the_texts_on_every_day(ledger: Ledger) -> None:
    store(ledger, article(entered_on=OLD))
    read(ledger, replace(reading(design=Design.CASE_SERIES), text_design=Design.CASE_SERIES))
    days = (date(2010, 6, 1), None)
    found = [row.design for day in days for _, rows in ledger.evidence.by_pair(as_of=day) for row in rows]
    assert found == [Design.CASE_SERIES] * 2


def test_evidence_as_of_a_day_leaves_out_what_came_later(ledger: Ledger) -> None:
    store(ledger, article(1, entered_on=date(2008, 5, 1)), article(2, year=2010), article(3, year=2012))
    read(ledger, *(reading(pmid) for pmid in (1, 2, 3)))
    rows = [row for _, rows in ledger.evidence.by_pair(as_of=date(2010, 6, 1)) for row in rows]
    assert [row.pmid for row in rows] == [1, 2]


def test_days_sentence_pairs_and_naming_articles_are_told_for_a_backtest(ledger: Ledger) -> None:
    store(ledger, article(1, entered_on=date(2009, 3, 1)), article(2, entered_on=None, publication_types=()))
    read(ledger, reading(1, claim(1, ClaimRelation.MENTIONED)), reading(2))
    assert sorted(ledger.articles.days()) == [(1, 2008, date(2009, 3, 1)), (2, 2008, None)]
    assert [found.pmid for found in ledger.articles.classified([1, 2])] == [1]
    assert next(iter(ledger.evidence.sentence_pairs())) == ((DRUG, DISEASE), 1)
    named = ledger.evidence.naming([DRUG, "MONDO:9"])
    assert set(named) == {DRUG, "MONDO:9"}
    assert named["MONDO:9"] == frozenset()


def test_a_batch_is_stored_whole_or_not_at_all(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="run the same command again"):
        read(ledger, reading(99))
    assert ledger.totals.count()["claim_count"] == 0


def test_rejected_records_are_kept_with_their_reason(ledger: Ledger) -> None:
    assert store(ledger, Rejection(position=3, reason="no PMID")).rejection_count == 1
    rows = ledger.database.connection.execute("SELECT position, pmid, reason FROM rejection").fetchall()
    assert [tuple(row) for row in rows] == [(3, None, "file.xml: no PMID")]


def test_new_versions_make_every_article_pending_again(ledger: Ledger) -> None:
    store(ledger, article(1), article(2))
    reader_id = read(ledger, reading(1), reading(2))
    assert ledger.readings.pending_count(reader_id) == 0
    assert ledger.readings.pending_count(ledger.readings.reader_id(("newer lexicon", "model", "code"))) == 2


def test_a_label_fact_keeps_all_its_columns(ledger: Ledger) -> None:
    fact = LabelFact(
        fact_id="F1",
        drugs=("D:2", "D:1"),
        disease=DISEASE,
        jurisdiction="US",
        relation="prevents",
        since=date(2014, 3, 14),
        since_kind="inferred",
        absent_on=date(2013, 1, 1),
        biomarkers=("HER2",),
        partners=(DRUG,),
        sources=("label text", "use code"),
    )
    ledger.labels.store([fact])
    assert ledger.labels.store([fact]) == 0
    (row,) = ledger.changes.label_facts(0)
    assert (row["drug_id"], row["relation"], row["since"], row["absent_on"]) == (
        "D:1+D:2", "prevents", "2014-03-14", "2013-01-01"
    )  # fmt: skip
    assert json.loads(row["sources"]) == ["label text", "use code"]
    assert json.loads(row["partners"]) == [DRUG]


def test_a_fact_that_is_doubted_is_not_shown_and_is_removed_once_it_is(ledger: Ledger) -> None:
    sure = LabelFact(fact_id="F1", drugs=(DRUG,), disease=DISEASE, jurisdiction="US")
    doubted = LabelFact(fact_id="F1", drugs=(DRUG,), disease=DISEASE, jurisdiction="US", trust="noisy")
    ledger.labels.store([doubted])
    assert list(ledger.changes.label_facts(0)) == []
    ledger.labels.store([sure])
    (before,) = ledger.changes.label_facts(0)
    ledger.labels.store([doubted])
    assert list(ledger.changes.label_facts(0)) == []
    assert [row["fact_id"] for row in ledger.changes.removed_label_facts(before["change_seq"])] == ["F1"]


def test_a_change_of_kinds_or_reason_is_a_change_of_the_signal(ledger: Ledger) -> None:
    def store(**changes: object) -> int:
        label = LabelRow(**{"jurisdiction": "US", "level": "on", "fact_id": "F1", **changes})  # type: ignore[arg-type]
        return ledger.signals.store([SignalRow(drug_id=DRUG, disease=DISEASE, properties={}, labels=(label,))])

    assert [store(), store(), store(kinds=("age group",)), store(kinds=("age group",))] == [1, 0, 1, 0]
    assert [store(reason="the label names it"), store(reason="the label names it")] == [1, 0]


def test_label_facts_that_are_gone_stay_as_past(ledger: Ledger) -> None:
    fact = LabelFact(fact_id="F1", drugs=(DRUG,), disease=DISEASE, jurisdiction="US")
    assert ledger.labels.store([fact]) == 1
    assert ledger.labels.store([fact]) == 0
    assert ledger.labels.store([]) == 1
    rows = ledger.database.connection.execute("SELECT fact_id, is_current FROM label_fact").fetchall()
    assert [tuple(row) for row in rows] == [("F1", 0)]


def test_a_ledger_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LedgerError, match=r"schema version 99.*install the newer program"):
        Ledger.open(path)


def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_text("This is a letter, not a database. " * 100)
    with pytest.raises(LedgerError, match=r"is damaged \(file is not a database\).*miner restore"):
        Ledger.open(path)
    assert path.read_text().startswith("This is a letter")


def test_reading_alone_needs_a_ledger_that_exists(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="make one with `miner run"):
        Ledger.open(tmp_path / "none.db", is_read_only=True)


def test_a_full_disk_keeps_what_was_committed(ledger: Ledger) -> None:
    store(ledger, article(1))
    (pages,) = ledger.database.connection.execute("PRAGMA page_count").fetchone()
    ledger.database.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerError, match=r"full.*committed before is safe"):
        store(ledger, *(article(pmid, abstract="long " * 2000) for pmid in range(2, 50)))
    ledger.database.connection.execute("PRAGMA max_page_count = 1000000")
    assert [batch[0].pmid for batch in ledger.readings.pending(0, 100)] == [1]
    assert store(ledger, article(2)).new_count == 1
