"""What was read of a study comes back from the ledger as it was stored, and goes with its article's reading."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from miner.ledger import Ledger
from miner.ledger.studies import TABLES
from miner.records import (
    Article,
    BiomarkerEffect,
    ClaimRelation,
    Comparison,
    ComparisonDirection,
    EffectDirection,
    Link,
    Mention,
    MentionType,
    Outcome,
    OutcomeKind,
    Reading,
    RouteWords,
    Section,
    Trait,
    TraitKind,
    TraitRole,
)
from tests.miner.records import DISEASE, DRUG, claim

VERSIONS = ("lexicon", "model", "code")
TEXT = "Children got 5 mg/kg; 12 of 30 (40%) responded."
ARTICLE = Article(
    pmid=7,
    version=1,
    text=TEXT,
    sections=(Section(start=0, end=len(TEXT), label="", category=""),),
    journal="",
    year=2020,
)
READING = Reading(
    pmid=7,
    has_drug=True,
    traits=(
        Trait(kind=TraitKind.AGE_GROUP, value="child", start=0, end=8),
        Trait(kind=TraitKind.DOSE, value="5 mg/kg", start=13, end=20, role=TraitRole.SUBGROUP, drug="DRUGBANK:DB00001"),
    ),
    outcomes=(
        Outcome(kind=OutcomeKind.COUNT, value=12, unit="patients", start=22, end=30, of=30),
        Outcome(
            kind=OutcomeKind.RESPONSE_RATE, value=40, unit="%", start=32, end=35, low=22.7, high=59.4, level=95,
            endpoint="responded", arm="all", time="8 weeks", sign="<",
            drugs=("DRUGBANK:DB00001",), disease="MONDO:0000001",
        ),
    ),
    comparisons=(
        Comparison(
            endpoint="relapse", direction=ComparisonDirection.NO_DIFFERENCE, start=0, end=20, arms=("a", "b"), cue="no"
        ),
    ),
    biomarker_effects=(
        BiomarkerEffect(
            drugs=("DRUGBANK:DB00001", "DRUGBANK:DB00002"), disease="MONDO:0000001", biomarker="HGNC:1097 p.V600E",
            direction=EffectDirection.RESISTANT, sentence_start=0, sentence_end=47, cue="resistant", probability=0.75,
        ),
        BiomarkerEffect(
            drugs=(), disease="MONDO:0000002", biomarker="HGNC:1097", direction=EffectDirection.PROGNOSTIC,
            sentence_start=0, sentence_end=47,
        ),
    ),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        opened.articles.store([ARTICLE], digest="one", name="file.xml")
        opened.readings.store([READING], opened.readings.reader_id(VERSIONS))
        yield opened


def _row_count(ledger: Ledger) -> int:
    connection = ledger.database.connection
    return sum(len(connection.execute(f"SELECT 1 FROM {table}").fetchall()) for table in TABLES)  # noqa: S608


def test_a_study_comes_back_as_it_was_stored(ledger: Ledger) -> None:
    found = ledger.readings.find(7)
    assert found is not None
    reading = found[0]
    assert reading.traits == READING.traits
    assert reading.outcomes == READING.outcomes
    assert reading.comparisons == READING.comparisons
    assert sorted(reading.biomarker_effects, key=lambda e: e.disease) == list(READING.biomarker_effects)


def test_sqlite_finds_the_tables_whole(ledger: Ledger) -> None:
    """SQLite 3.40 calls NULL what is not, if the columns of a primary key do not come first."""
    (answer,) = ledger.database.connection.execute("PRAGMA quick_check").fetchone()
    assert answer == "ok"


def test_another_reading_replaces_it(ledger: Ledger) -> None:
    less = replace(READING, traits=READING.traits[:1], outcomes=(), comparisons=(), biomarker_effects=())
    ledger.readings.store([less], ledger.readings.reader_id(VERSIONS))
    assert _row_count(ledger) == 1


def test_a_revised_text_discards_it(ledger: Ledger) -> None:
    revised = replace(ARTICLE, version=2, text=TEXT.replace("40%", "41%"))
    ledger.articles.store([revised], digest="two", name="file.xml")
    assert _row_count(ledger) == 0


def test_evidence_has_ages_and_routes_with_the_words_around_a_route(ledger: Ledger) -> None:
    text = "Propranolol in hemangioma.\nChildren got propranolol 5 mg as drops, and oral steroids before."
    title = text.index("\n")
    sections = (
        Section(start=0, end=title, label="", category="TITLE"),
        Section(start=title + 1, end=len(text), label="", category=""),
    )
    drops, oral = text.index("drops"), text.index("oral")
    name = text.index("propranolol")
    mention = Mention(
        start=name, end=name + 11, text="propranolol", type=MentionType.DRUG, found_by="lexicon",
        link=Link(curie=DRUG, score=1.0, reason="name"),
    )  # fmt: skip
    traits = (
        Trait(kind=TraitKind.AGE_GROUP, value="child", start=title + 1, end=title + 9),
        Trait(kind=TraitKind.ROUTE, value="oral", start=drops, end=drops + 5, drug=DRUG),
        Trait(kind=TraitKind.ROUTE, value="oral", start=oral, end=oral + 4),
        Trait(kind=TraitKind.LINE, value="first line", start=0, end=4),
    )
    claims = (
        replace(claim(7), sentence_start=title + 1, sentence_end=len(text)),
        claim(7, ClaimRelation.CAUSES, disease="MONDO:0100081"),
    )
    ledger.articles.store([replace(ARTICLE, text=text, sections=sections)], digest="d")
    made = Reading(pmid=7, has_drug=True, mentions=(mention,), claims=claims, traits=traits)
    ledger.readings.store([made], ledger.readings.reader_id(VERSIONS))
    rows = {disease: row for (_, disease), (row,) in ledger.evidence.by_pair()}
    found = rows[DISEASE]
    assert found.traits == traits[:3]
    assert (found.title_end, found.sentence) == (title, (title + 1, len(text)))
    assert found.route_words == {drops: RouteWords(" 5 mg as ", None, ", and oral steroids before.")}
    assert rows["MONDO:0100081"].traits == ()  # a harm is no study of a use
