"""The list from week to week on the demonstration: what changed and why, and a list that shrinks for no reason."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from miner.config import Settings, Topic
from miner.errors import LedgerError, LossError, RulesError, ShrunkError
from miner.jobs.comparing import describe_remade
from miner.jobs.list_questions import label_followed, new_since
from miner.jobs.listing import write_list_of
from miner.jobs.refresh import refresh
from miner.jobs.tier_check import check_tiers
from miner.ledger import Ledger
from miner.signals.changes import ChangeKind
from queries.errors import ParameterError
from tests.eutils.server import serve
from tests.eutils.store import PubmedStore

QUERY = "propranolol OR rituximab OR imatinib OR pregabalin OR eculizumab OR bevacizumab OR tucatinib"
WEEKS = [date(2023, 1, 8) + timedelta(weeks=n) for n in range(4)]
FILES = ("01-baseline.xml", "02-week-1.xml", "03-week-2.xml")
REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path, demo_labels: Path) -> Iterator[Settings]:
    """A data folder after the three weeks of `make demo-refresh` and a fourth in which nothing happens."""
    folder = tmp_path_factory.mktemp("weeks")
    pubmed = PubmedStore(known_words=QUERY)
    with serve(pubmed, limit_per_second=None) as server:
        settings = Settings(
            data_folder=folder,
            labels_folder=demo_labels,
            eutils_url=server.url,
            api_key="a key of our own",
            workers=1,
            topics={"demonstration": Topic(query=QUERY)},
            recheck_days=5,
        )
        for day, name in zip(WEEKS, FILES, strict=False):
            pubmed.load(demo_folder / name)
            refresh(settings, today=day)
        refresh(settings, today=WEEKS[3])
        yield settings


def kinds_of(settings: Settings, week: str) -> list[str]:
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        return [change["kind"] for change in ledger.snapshots.changes(week)]


def test_three_weeks_tell_every_kind_of_change(told: Settings) -> None:
    assert kinds_of(told, "2023-W01") == []
    second, third = kinds_of(told, "2023-W02"), kinds_of(told, "2023-W03")
    assert set(second) == {"harm signal", "support retracted or under concern", "risen", "gone"}
    assert set(third) == {
        "new", "on label", "new opposing evidence", "support retracted or under concern", "stage changed",
        "tier changed", "fallen", "gone",
    }  # fmt: skip
    assert set(second + third) == {kind.value for kind in ChangeKind}
    for kind in ("harm signal", "on label", "new opposing evidence", "fallen"):
        assert (second + third).count(kind) == 1, kind


def test_each_change_says_why(told: Settings) -> None:
    rows, _ = new_since(told, since="2023-W01", on=WEEKS[2])
    why = {(row["change"], row["drug"].lower()): row["why"] for row in rows}
    assert why["on label", "tucatinib"] == (
        "on label in US since 2023-01-19, 11 days after we first listed it on 2023-01-08"
    )
    assert why["new opposing evidence", "bevacizumab"] == "PMID 99000905 speaks against the use"
    assert why["harm signal", "pregabalin"] == "PMID 99000806 says that the drug causes edema"
    assert why["gone", "rituximab"] == "PMID 99000625 was removed from PubMed"
    assert why["gone", "imatinib"] == "PMID 99000623 was retracted"
    assert all(row["why"] for row in rows)


def test_a_further_opposing_study_lets_a_row_fall(told: Settings) -> None:
    (fallen,), _ = new_since(told, since="2023-W02", on=WEEKS[2], kind="fallen")
    assert fallen["drug"] == "Bevacizumab"
    assert fallen["why"].endswith("(opposing 2 → 3; studies 7 → 8)")


def test_a_week_in_which_nothing_happened_says_so(told: Settings) -> None:
    assert kinds_of(told, "2023-W04") == []
    page = (told.lists_folder / f"weekly-list-{WEEKS[3]}.html").read_text(encoding="utf-8")
    assert "Nothing changed: no row is new or gone" in page
    rows, remarks = new_since(told, on=WEEKS[3])
    assert (rows, remarks) == ([], [f"Compared with the list of {WEEKS[2]} (2023-W03)", "Nothing changed"])


def test_the_same_ledger_and_day_give_the_same_bytes(told: Settings) -> None:
    published = {path.name: path.read_bytes() for path in told.lists_folder.glob(f"*{WEEKS[3]}*")}
    write_list_of(told, WEEKS[3], 200)
    again = {path.name: path.read_bytes() for path in told.lists_folder.glob(f"*{WEEKS[3]}*")}
    assert len(again) == 3
    assert again == published


def test_a_snapshot_keeps_what_reproduces_it(told: Settings) -> None:
    with Ledger.open(told.ledger_path, is_read_only=True) as ledger:
        head = ledger.snapshots.head("2023-W03")
    assert head.recipe["as_of"] == str(WEEKS[2])
    assert all(head.recipe[part] for part in ("lexicon", "model", "code", "labels", "rules", "weights"))
    assert head.recipe["regions"] == ["EU", "US"]
    assert head.recipe["tables"]["tiers.toml"].startswith("# Who has to look")
    assert head.recipe["inputs"]["article_count"] > 80


def test_two_old_snapshots_are_compared_as_they_were(told: Settings) -> None:
    rows, _ = new_since(told, since="2023-W01", until="2023-W03")
    found = {(row["change"], row["drug"].lower()) for row in rows}
    assert {("gone", "imatinib"), ("gone", "rituximab"), ("on label", "tucatinib"), ("new", "rituximab")} <= found
    only, _ = new_since(told, since=str(WEEKS[0]), until="2023-W02", kind="harm signal")
    assert [(row["drug"], row["rank"]) for row in only] == [("Pregabalin", 3)]


def test_snapshots_that_are_not_there_are_said(told: Settings) -> None:
    with pytest.raises(LedgerError, match=r"No snapshot of week 2022-W40; .* the last are 2023-W01, .*2023-W04"):
        new_since(told, since="2022-W40")
    with pytest.raises(LedgerError, match="No snapshot of 2022-01-01 or before; the first is of 2023-01-08"):
        new_since(told, since="2022-01-01")
    with pytest.raises(ParameterError, match="takes a week as 2026-W47 or a day as 2026-11-20, not 'last'"):
        new_since(told, since="last")
    with pytest.raises(ParameterError, match="takes a kind of change: new, on label"):
        new_since(told, kind="lost")


def test_what_a_label_followed_has_both_leads(told: Settings) -> None:
    rows, _ = label_followed(told, on=WEEKS[3])
    leads = {row["drug"].lower(): (row["lead_years"], row["lead_days"], row["regions"]) for row in rows}
    assert leads["tucatinib"] == (1, 11, ["US"])
    assert leads["rituximab"] == (17, (date(2022, 6, 20) - WEEKS[0]).days, ["JP"])  # before our first list
    assert [row["drug"] for row in label_followed(told, on=WEEKS[3], minimum_years="10")[0]] == ["Rituximab"]


def test_a_change_of_the_rules_shows_the_rows_that_it_would_move(told: Settings, tmp_path: Path) -> None:
    shipped = (REPOSITORY / "corpora" / "labels" / "tiers.toml").read_text(encoding="utf-8")
    path = tmp_path / "ours.toml"
    path.write_text(shipped, encoding="utf-8")
    assert check_tiers(told, path, WEEKS[3]).moved == ()
    strict = shipped.replace('stage_min = "case series or observational"', 'stage_min = "phase 1 or 2"')
    path.write_text(strict, encoding="utf-8")
    found = check_tiers(told, path, WEEKS[3])
    (moved,) = found.moved
    assert (moved.drug_name, moved.before.tier, moved.after.tier) == ("Pregabalin", "C", "D")
    assert found.counts_before["C"] - found.counts_after["C"] == 1
    path.write_text(shipped.replace("supporting_min = 3", "suporting_min = 3"), encoding="utf-8")
    with pytest.raises(RulesError, match=r"rule 8: 'suporting_min' is not known; did you mean 'supporting_min'\?"):
        check_tiers(told, path, WEEKS[3])


def test_what_made_two_lists_differ_is_named_and_what_an_old_snapshot_lacks_is_not() -> None:
    before = {"lexicon": "a", "code": "6", "weights": {"X": 1}, "regions": ["US"]}
    after = {"lexicon": "b", "code": "6", "weights": {"X": 2}, "regions": ["EU"], "rules": "r", "labels": "l"}
    assert describe_remade(before, after) == [
        "the lexicon (a → b)",
        "the weights of the score",
        "the regions of the list's readers",
    ]


def shrink(settings: Settings, share_kept: int) -> None:
    """Take the support of all but some candidates away, as a fault would: the articles are as they were."""
    with sqlite3.connect(settings.ledger_path) as connection:
        rows = connection.execute("SELECT drug_id, disease FROM signal WHERE is_current ORDER BY signal_id").fetchall()
        for drug_id, disease in rows[share_kept:]:
            connection.execute(
                "UPDATE claim SET certainty = 'question' WHERE drug_id = ? AND disease = ?", (drug_id, disease)
            )


@pytest.fixture
def copied(told: Settings, tmp_path: Path) -> Settings:
    """A copy of the ledger after four weeks, without topics and re-checks: the next refresh asks PubMed nothing."""
    with Ledger.open(told.ledger_path) as ledger:
        ledger.database.backup(tmp_path / "ledger.db")
    return told.model_copy(update={"data_folder": tmp_path, "topics": {}, "recheck_days": 0})


def test_a_list_that_shrinks_by_a_third_for_no_reason_is_not_published(copied: Settings) -> None:
    next_week = WEEKS[3] + timedelta(weeks=1)
    shrink(copied, share_kept=4)
    with pytest.raises(ShrunkError, match="has 7 candidates and this one 4; 3 are gone for no stated reason") as stop:
        refresh(copied, today=next_week)
    assert (stop.value.exit_code, LossError.exit_code) == (6, 4)
    with Ledger.open(copied.ledger_path, is_read_only=True) as ledger:
        assert not ledger.snapshots.has("2023-W05")
        assert [(run["outcome"], run["exit_code"]) for run in ledger.runs.latest(1)] == [("failed", 6)]
    assert not copied.lists_folder.exists()
    gone, _ = new_since(copied, on=next_week, kind="gone")
    assert len(gone) == 3
    assert refresh(copied, today=next_week, is_loss_accepted=True).snapshot == "2023-W05"
    assert refresh(copied, today=next_week).signal_count == 4  # what was accepted is the measure of the week
    shrink(copied, share_kept=2)
    with pytest.raises(ShrunkError, match="The list of 2023-W05 has 4 candidates and this one"):
        refresh(copied, today=next_week)


def test_a_list_that_loses_less_or_for_a_stated_reason_is_published(copied: Settings) -> None:
    next_week = WEEKS[3] + timedelta(weeks=1)
    shrink(copied, share_kept=6)  # 1 of 6
    assert refresh(copied, today=next_week).snapshot == "2023-W05"
    with sqlite3.connect(copied.ledger_path) as connection:  # what a retraction leaves; 3 of 5 rows lose support
        connection.execute(
            "UPDATE article SET is_retracted = 1 WHERE pmid IN (SELECT pmid FROM claim WHERE drug_id LIKE '%DB00112%' "
            "OR drug_id LIKE '%DB00073')"
        )
    assert refresh(copied, today=next_week + timedelta(weeks=1)).snapshot == "2023-W06"
