"""The ledger: records are returned complete; a revision that does not change what is read keeps its reading."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from miner.ledger import Ledger
from miner.ledger.articles import StoreReport
from miner.ledger.rows import deflate, inflate, make_row
from miner.records import (
    Article,
    Chemical,
    ClaimRelation,
    Deletion,
    Grant,
    JournalPlace,
    Link,
    Mention,
    MentionType,
    MeshHeading,
    MeshQualifier,
    OtherAbstract,
    Rejection,
    Relation,
    Role,
    SupplementaryConcept,
)
from tests.miner.records import DISEASE, DRUG, article, claim, reading

OLD, NEW = date(2010, 1, 1), date(2011, 1, 1)
TODAY = date(2026, 11, 20)

FULL = replace(
    article(
        7,
        "[Béta-bloquants \N{MULTIPLICATION SIGN} 2].",
        revised_on=OLD,
        entered_on=OLD,
        trial_ids=("ISRCTN:09900002", "NCT:09900001"),
        relations=(Relation(kind="ErratumIn", pmid=9), Relation(kind="UpdateIn", pmid=8)),
    ),
    version=2,
    mesh_headings=(
        MeshHeading(name="Humans", ui="D006801"),
        MeshHeading(
            name="Hemangioma",
            ui="D006391",
            is_major=True,
            qualifiers=(
                MeshQualifier(name="drug therapy", ui="Q000188", is_major=True),
                MeshQualifier(name="pathology", ui="Q000473"),
            ),
        ),
        MeshHeading(name="Named only"),
    ),
    languages=("fre", "eng"),
    publication_date="2009 Nov-Dec",
    appeared_on=date(2009, 10, 2),
    vernacular_title="Bêta-bloquants \N{MULTIPLICATION SIGN} 2.",
    authors=("Invented A", "Ünlü B"),
    collective_names=("The Invented Group",),
    chemicals=(Chemical(name="Propranolol", ui="D011433", registry_number="9Y8NXQ24VQ"), Chemical(name="X")),
    supplementary_concepts=(SupplementaryConcept(name="A rare disease", ui="C000001", kind="Disease"),),
    grants=(Grant(number="R01 000001", agency="NHLBI NIH HHS", country="United States"), Grant(agency="Nobody")),
    other_abstracts=(OtherAbstract(text="Résumé inventé.", language="fre", kind="Publisher"),),
    place=JournalPlace(volume="12 Suppl 1", pages="e17", doi="10.0000/invented.7"),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def store(ledger: Ledger, *records: Article | Deletion | Rejection, received_on: date | None = None) -> StoreReport:
    return ledger.articles.store(records, digest="digest", name="file.xml", received_on=received_on)


def read(ledger: Ledger, *pmids: int) -> int:
    reader_id = ledger.readings.reader_id(("lexicon", "model", "code"))
    ledger.readings.store([reading(pmid) for pmid in pmids], reader_id)
    return reader_id


def changed_pairs(ledger: Ledger, since: int) -> list[tuple[str, str]]:
    rows = ledger.database.connection.execute("SELECT drug_id, disease FROM pair WHERE change_seq > ?", (since,))
    return [tuple(row) for row in rows]


def changed_articles(ledger: Ledger, since: int) -> list[int]:
    rows = ledger.database.connection.execute("SELECT pmid FROM article WHERE change_seq > ? ORDER BY pmid", (since,))
    return [pmid for (pmid,) in rows]


def test_a_full_record_comes_back_as_it_went_in(ledger: Ledger) -> None:
    store(ledger, FULL)
    assert ledger.articles.find(7) == FULL


def test_a_record_without_details_takes_no_room_for_them(ledger: Ledger) -> None:
    store(ledger, article())
    assert ledger.database.connection.execute("SELECT details FROM article").fetchone()[0] is None
    assert ledger.articles.find(1) == article()


def test_reference_lists_are_left_out_on_purpose(ledger: Ledger) -> None:
    store(ledger, replace(article(), relations=(Relation(kind="Cites", pmid=5), Relation(kind="UpdateOf", pmid=3))))
    stored = ledger.articles.find(1)
    assert stored is not None
    assert stored.relations == (Relation(kind="UpdateOf", pmid=3),)


def test_reading_gets_articles_without_what_it_does_not_use(ledger: Ledger) -> None:
    store(ledger, FULL)
    [[pending]] = ledger.readings.pending(0, 10)
    names = tuple(MeshHeading(name=heading.name) for heading in FULL.mesh_headings)
    assert pending == Article(
        **{name: getattr(FULL, name) for name in Article.__slots__[: Article.__slots__.index("publication_date")]}
        | {"mesh_headings": names}
    )


STORED_DETAILS = (
    "7d54c10a824010fd95a1bbb19b1179d4840a424c22ea686524546b9a4187bea34b3f60dfd06d7fac99a5444b054176796ff6"
    "cdbce1950e6565aca71b78e2f5f3e375065201fafde9756311614fc8d823c1669c777524b48c65df594c3bddf954f5bdc02b"
    "faa8404374981063efb00993c057a60fd4f6722afdb9a30a85297a8c438e7146136bdc387f028995d85cbf62aab2cd935992"
    "1e6406e1f1822a65d646f436263d2e99912045910b1e8c15141f3311251fc7bd7c81a5ecad88bed92e809c308c451a11b222"
    "372df93cfb1a46e229a58e41dea143622a778219e0888b66076b44fcae113334ce34ccc0db1b"
)
"""The details of FULL as version 0.2 stores them."""


def test_details_that_an_earlier_program_stored_can_be_read() -> None:
    stored = bytes.fromhex(STORED_DETAILS)
    assert inflate(stored) == make_row(replace(FULL, place=JournalPlace())).details
    assert inflate(deflate("")) == ""


REVISIONS = {
    "grants": {"grants": (Grant(number="1"),)},
    "heading identifiers": {"mesh_headings": tuple(replace(h, ui="D1") for h in FULL.mesh_headings)},
    "languages": {"languages": ("eng",)},
    "a comment": {"relations": (*FULL.relations, Relation(kind="CommentIn", pmid=5))},
    "the date alone": {},
}


@pytest.mark.parametrize("changes", REVISIONS.values(), ids=REVISIONS)
def test_a_revision_that_changes_nothing_read_keeps_the_reading(ledger: Ledger, changes: dict[str, object]) -> None:
    store(ledger, FULL)
    reader_id = read(ledger, 7)
    before, claims = ledger.change_seq, list(ledger.evidence.claims())
    revised = replace(FULL, revised_on=NEW, **changes)  # type: ignore[arg-type]
    assert store(ledger, revised).revised_count == 1
    stored = ledger.articles.find(7)
    assert stored == replace(revised, relations=tuple(sorted(revised.relations, key=lambda r: (r.kind, r.pmid))))
    assert ledger.readings.pending_count(reader_id) == 0
    assert list(ledger.evidence.claims()) == claims
    assert (changed_pairs(ledger, before), changed_articles(ledger, before)) == ([], [])


READ_ANEW = {
    "text": {"text": FULL.text.replace("regression", "progression ")},
    "sections": {"sections": (FULL.sections[0], replace(FULL.sections[1], category="RESULTS"))},
    "publication types": {"publication_types": ("Review",)},
    "heading names": {"mesh_headings": (MeshHeading(name="Mice"),)},
}


@pytest.mark.parametrize("changes", READ_ANEW.values(), ids=READ_ANEW)
def test_a_revision_of_what_is_read_discards_the_reading(ledger: Ledger, changes: dict[str, object]) -> None:
    store(ledger, FULL)
    reader_id = read(ledger, 7)
    before = ledger.change_seq
    store(ledger, replace(FULL, revised_on=NEW, **changes))  # type: ignore[arg-type]
    assert ledger.readings.pending_count(reader_id) == 1
    totals = ledger.totals.count()
    assert (totals["mention_count"], totals["claim_count"], totals["read_count"]) == (0, 0, 0)
    assert (changed_pairs(ledger, before), changed_articles(ledger, before)) == ([(DRUG, DISEASE)], [7])


COUNTED = {
    "year": {"year": 2011},
    "trials": {"trial_ids": ("NCT:09900003",)},
    "authors": {"authors": ("Invented A", "Another C")},
    "a version of the same report": {"relations": (Relation(kind="RepublishedIn", pmid=5),)},
    "a version that is none any more": {"relations": (Relation(kind="ErratumIn", pmid=9),)},
}


@pytest.mark.parametrize("changes", COUNTED.values(), ids=COUNTED)
def test_a_revision_of_what_is_counted_keeps_the_reading_and_renews_totals(
    ledger: Ledger, changes: dict[str, object]
) -> None:
    store(ledger, FULL)
    reader_id = read(ledger, 7)
    before = ledger.change_seq
    store(ledger, replace(FULL, revised_on=NEW, **changes))  # type: ignore[arg-type]
    assert (ledger.readings.pending_count(reader_id), changed_pairs(ledger, before)) == (0, [(DRUG, DISEASE)])


def test_authors_that_are_only_printed_otherwise_change_no_total(ledger: Ledger) -> None:
    store(ledger, FULL)
    read(ledger, 7)
    before = ledger.change_seq
    store(ledger, replace(FULL, revised_on=NEW, authors=("Invented A", "Unlu B")))
    assert changed_pairs(ledger, before) == []


def test_evidence_has_authors_patients_and_what_the_title_calls_the_trial(ledger: Ledger) -> None:
    tags = (MeshHeading(name="Female"), MeshHeading(name="Child, Preschool"), MeshHeading(name="Aged Organs"))
    title = "Propranolol for hemangioma: the PROHEM study."
    store(ledger, replace(article(7, title), authors=FULL.authors, mesh_headings=tags))
    read(ledger, 7)
    ((_, (row,)),) = ledger.evidence.by_pair()
    assert row.authors == ("invented a", "unlu b")
    assert row.patients == ("Female", "Child, Preschool")
    assert row.trial_names == ("PROHEM",)


def test_diseases_of_the_title_are_those_that_it_names(ledger: Ledger) -> None:
    untitled = replace(article(3, "Propranolol led to regression of hemangioma.", ""), sections=())
    articles = article(1), article(2, "Propranolol.", "It led to regression of hemangioma."), untitled
    store(ledger, *articles)
    reader_id = ledger.readings.reader_id(("lexicon", "model", "code"))
    readings = []
    for each in articles:
        start = each.text.index("hemangioma")
        link = Link(curie=DISEASE, score=1.0, reason="name in the lexicon")
        mention = Mention(
            start=start, end=start + 10, text="hemangioma", type=MentionType.DISEASE, found_by="lexicon", link=link
        )
        readings.append(replace(reading(each.pmid), mentions=(mention,)))
    ledger.readings.store(readings, reader_id)
    ((_, rows),) = ledger.evidence.by_pair()
    assert {row.pmid: row.title_diseases for row in rows} == {1: (DISEASE,), 2: (), 3: ()}


def test_a_trial_that_an_article_lost_is_looked_for_by_projections(ledger: Ledger) -> None:
    store(ledger, FULL)
    store(ledger, replace(FULL, revised_on=NEW, trial_ids=("NCT:09900001",)))
    rows = ledger.database.connection.execute("SELECT label, id FROM removed_node ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [("Trial", "ISRCTN:09900002"), ("Trial", "NCT:09900001")]


def test_one_batch_may_bring_revise_and_delete_the_same_article(ledger: Ledger) -> None:
    report = store(
        ledger,
        article(1, revised_on=OLD),
        article(2, revised_on=OLD),
        article(1, title="Later.", revised_on=NEW),
        Deletion(pmid=2),
        article(2, revised_on=OLD),
        article(2, title="Back again.", revised_on=NEW),
    )
    counts = (report.new_count, report.revised_count, report.deletion_count, report.superseded_count)
    assert counts == (3, 1, 1, 1)
    stored = [ledger.articles.find(pmid) for pmid in (1, 2)]
    assert [a.title for a in stored if a] == ["Later.", "Back again."]
    assert ledger.totals.count()["deleted_count"] == 0


def test_a_batch_that_changes_nothing_leaves_nothing_to_project(ledger: Ledger) -> None:
    store(ledger, FULL)
    before = ledger.change_seq
    store(ledger, FULL, Rejection(position=2, reason="no PMID"))
    assert ledger.change_seq == before


# --- retractions, concerns, corrections -------------------------------------------------------------------

RETRACTED = replace(article(revised_on=NEW), publication_types=("Journal Article", "Retracted Publication"))


def test_a_revision_that_says_retracted_takes_the_evidence_away_at_once(ledger: Ledger) -> None:
    store(ledger, article(revised_on=OLD))
    reader_id = read(ledger, 1)
    before = ledger.change_seq
    link = replace(article(revised_on=NEW), relations=(Relation(kind="RetractionIn", pmid=2),))
    assert store(ledger, link).retracted_count == 1
    assert (list(ledger.evidence.by_pair()), changed_pairs(ledger, before)) == ([], [(DRUG, DISEASE)])
    assert (changed_articles(ledger, before), ledger.readings.pending_count(reader_id)) == ([1], 0)


def test_retractions_count_only_what_was_stored_before_and_not_twice(ledger: Ledger) -> None:
    assert store(ledger, RETRACTED).retracted_count == 0
    assert store(ledger, replace(RETRACTED, pmid=2), article(3)).retracted_count == 0
    notice = article(4, relations=(Relation(kind="RetractionOf", pmid=3), Relation(kind="RetractionOf", pmid=1)))
    assert store(ledger, notice).retracted_count == 1
    assert store(ledger, replace(notice, revised_on=NEW)).retracted_count == 0


def test_a_revision_that_takes_a_retraction_back_gives_the_evidence_back(ledger: Ledger) -> None:
    store(ledger, replace(article(revised_on=OLD), relations=(Relation(kind="RetractionIn", pmid=2),)))
    read(ledger, 1)
    store(ledger, article(revised_on=NEW))
    assert [row.pmid for _, rows in ledger.evidence.by_pair() for row in rows] == [1]


def test_concerns_and_corrections_of_stored_articles_are_counted_once(ledger: Ledger) -> None:
    concern, erratum = Relation(kind="ExpressionOfConcernIn", pmid=8), Relation(kind="ErratumIn", pmid=9)
    store(ledger, article(1, revised_on=OLD), article(2, revised_on=OLD))
    first = store(
        ledger,
        article(1, revised_on=NEW, relations=(concern, erratum)),
        article(2, revised_on=NEW, relations=(Relation(kind="CorrectedandRepublishedIn", pmid=9),)),
        article(3, revised_on=NEW, relations=(concern,)),
    )
    assert (first.concern_count, first.corrected_count) == (1, 2)
    again = store(ledger, article(1, revised_on=date(2012, 1, 1), relations=(erratum, concern)))
    assert (again.revised_count, again.concern_count, again.corrected_count) == (1, 0, 0)


def test_a_concern_is_seen_from_the_article_and_from_the_notice_and_still_counts(ledger: Ledger) -> None:
    store(ledger, article(1), article(2))
    read(ledger, 1, 2)
    before = ledger.change_seq
    notice = article(8, relations=(Relation(kind="ExpressionOfConcernFor", pmid=1),))
    assert store(ledger, notice).concern_count == 1
    link = replace(article(2, revised_on=NEW), relations=(Relation(kind="ExpressionOfConcernIn", pmid=8),))
    assert store(ledger, link).concern_count == 1
    assert {claim["pmid"]: claim["has_concern"] for claim in ledger.evidence.claims()} == {1: True, 2: True}
    assert sorted(row.pmid for _, rows in ledger.evidence.by_pair() for row in rows) == [1, 2]
    assert changed_articles(ledger, before) == [1, 2, 8]
    store(ledger, Deletion(pmid=8), article(2, revised_on=date(2012, 1, 1)))
    assert {claim["pmid"]: claim["has_concern"] for claim in ledger.evidence.claims()} == {1: False, 2: False}


# --- live answers -----------------------------------------------------------------------------------------


def checked(ledger: Ledger) -> list[tuple[int, str | None]]:
    return [
        tuple(row) for row in ledger.database.connection.execute("SELECT pmid, checked_on FROM article ORDER BY pmid")
    ]


def test_a_live_answer_notes_the_day_and_changes_nothing_else(ledger: Ledger) -> None:
    store(ledger, article(1), article(2))
    read(ledger, 1, 2)
    before = ledger.change_seq
    assert store(ledger, article(2), received_on=TODAY).unchanged_count == 1
    assert checked(ledger) == [(1, None), (2, "2026-11-20")]
    assert (ledger.change_seq, changed_articles(ledger, before)) == (before, [])


def test_a_file_does_not_take_the_day_of_the_last_live_answer_away(ledger: Ledger) -> None:
    store(ledger, article(revised_on=OLD), received_on=TODAY)
    store(ledger, article(title="Newer.", revised_on=NEW))
    assert checked(ledger) == [(1, "2026-11-20")]


def test_what_arrives_leaves_the_queue_and_so_does_what_is_rejected(ledger: Ledger) -> None:
    store(ledger, article(3, revised_on=NEW))
    ledger.queue.add([1, 2, 3, 4], "search")
    store(ledger, article(1), Rejection(position=2, pmid=2, reason="x"), article(3, revised_on=OLD), received_on=TODAY)
    assert ledger.queue.next(10) == [4]
    assert checked(ledger) == [(1, "2026-11-20"), (3, "2026-11-20")]


def test_a_file_leaves_the_queue_alone(ledger: Ledger) -> None:
    ledger.queue.add([1], "check")
    store(ledger, article(1))
    assert ledger.queue.next(10) == [1]


def test_pubmed_itself_brings_a_deleted_article_back_in_the_same_revision(ledger: Ledger) -> None:
    store(ledger, article(revised_on=OLD), Deletion(pmid=1))
    assert store(ledger, article(revised_on=OLD), received_on=TODAY).new_count == 1
    assert ledger.totals.count()["deleted_count"] == 0


# --- ledgers of the first version --------------------------------------------------------------------------


def first_version(path: Path) -> None:
    """A ledger as version 0.1 made it, with an article that was read and the claim that came of it."""
    script = (resources.files("miner.ledger") / "migrations" / "0001_initial.sql").read_text("utf-8")
    with sqlite3.connect(path) as connection:
        connection.executescript(script)
        connection.execute("PRAGMA user_version = 1")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [("ledger_id", "made before"), ("change_seq", "2")])
        connection.execute("INSERT INTO reader VALUES (1, 'lexicon', 'model', 'code')")
        text = article().text
        connection.execute(
            "INSERT INTO article VALUES (1, 1, '2010-01-01', x'00112233445566778899aabbccddeeff', ?, ?, "
            "'Invented Journal', 2008, NULL, '[\"Journal Article\"]', '[\"Humans\", \"Mice\"]', '[\"eng\"]', "
            "0, 1, 1, '', 3, 2)",
            (text, f'[[0, 27, "", "TITLE"], [28, {len(text)}, "", ""]]'),
        )
        connection.execute(
            "INSERT INTO claim VALUES ('CLAIM:1-a', 1, 0, 27, ?, ?, '[]', 'treats', 'stated', 'sentence', 'for')",
            (DRUG, DISEASE),
        )
        connection.execute("INSERT INTO source_file VALUES ('digest', 'old.xml', 1, 0, 0)")
        connection.execute("INSERT INTO run VALUES (1, 'run', '2026-01-01T00:00:00+00:00', NULL, 'running', '{}')")
    connection.close()


OF_FIRST_VERSION = replace(
    article(revised_on=OLD), mesh_headings=(MeshHeading(name="Humans"), MeshHeading(name="Mice"))
)


@pytest.mark.parametrize("is_read_only", [False, True])
def test_a_ledger_of_the_first_version_is_migrated_and_read(tmp_path: Path, *, is_read_only: bool) -> None:
    path = tmp_path / "ledger.db"
    first_version(path)
    with Ledger.open(path, is_read_only=is_read_only) as ledger:
        assert (ledger.ledger_id, ledger.change_seq) == ("made before", 2)
        assert ledger.articles.find(1) == OF_FIRST_VERSION
        assert [c["sentence"] for c in ledger.evidence.claims()] == ["Propranolol for hemangioma."]
        assert ledger.files.is_applied("digest")
        assert ledger.runs.latest(10)[0]["exit_code"] is None
        assert ledger.articles.due_for_check(TODAY, 10) == [1]


def test_an_article_of_the_first_version_takes_its_details_and_keeps_its_reading(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    first_version(path)
    with Ledger.open(path) as ledger:
        told = replace(OF_FIRST_VERSION, authors=("Invented A",))
        assert store(ledger, told).revised_count == 1
        assert ledger.articles.find(1) == told
        assert ledger.readings.pending_count(1) == 0
        assert [c["claim_id"] for c in ledger.evidence.claims()] == ["CLAIM:1-a"]


def test_what_runs_every_night_never_goes_through_all_articles(ledger: Ledger) -> None:
    store(ledger, article(1), article(2))
    reader_id = read(ledger, 1)
    statements: list[str] = []
    ledger.database.connection.set_trace_callback(statements.append)
    store(ledger, article(1), article(2, revised_on=NEW), article(3), Deletion(pmid=1), received_on=TODAY)
    ledger.articles.due_for_check(TODAY, 10)
    ledger.readings.pending_count(reader_id)
    list(ledger.readings.pending(reader_id, 10))
    ledger.readings.store([reading(2, claim(2))], reader_id)
    ledger.database.connection.set_trace_callback(None)
    plans = [
        (row["detail"], statement)
        for statement in statements
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT"))
        for row in ledger.database.connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert len(plans) > 20
    assert [plan for plan in plans if plan[0].startswith(("SCAN article", "SCAN claim", "SCAN mention"))] == []


RASH, LUPUS = "MONDO:0006547", "MONDO:0007915"
"""What trials of other diseases measure, and a disease for its own sake."""


def test_evidence_has_the_roles_of_what_trials_of_other_diseases_measure(ledger: Ledger) -> None:
    told = article(1, "Effects of propranolol on rash in lupus", "Patients took it. Rash scores fell.")
    store(ledger, told)
    places = [found.start() for found in re.finditer("rash", told.text, re.IGNORECASE)]
    link = Link(curie=RASH, score=1.0, reason="name in the lexicon")
    mentions = tuple(
        Mention(
            start=start,
            end=start + 4,
            text=told.text[start : start + 4],
            type=MentionType.DISEASE,
            found_by="lexicon",
            link=link,
        )
        for start in places
    )
    claims = [replace(claim(1), disease=disease) for disease in (RASH, LUPUS)]
    given = replace(claim(1, ClaimRelation.GIVEN_FOR), disease=RASH)
    ledger.readings.store(
        [replace(reading(1, *claims, given), mentions=mentions)],
        ledger.readings.reader_id(("lexicon", "model", "code")),
    )
    rows = {(pair[1], row.relation): row.roles for pair, found in ledger.evidence.by_pair() for row in found}
    assert rows[RASH, ClaimRelation.TREATS] == {Role.NAMED, Role.TITLE, Role.TITLE_ENDPOINT}
    assert rows[RASH, ClaimRelation.GIVEN_FOR] == rows[LUPUS, ClaimRelation.TREATS] == frozenset()
