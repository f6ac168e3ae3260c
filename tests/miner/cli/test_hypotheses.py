"""`miner hypotheses` on the demonstration, as a user sees it."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from miner.config import Settings
from miner.jobs import pipeline
from miner.jobs.job import Job
from miner.ledger import Ledger
from tests.command import miner


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Path:
    """A data folder with the ledger of the demonstration; no graph."""
    place = tmp_path_factory.mktemp("hypotheses")
    settings = Settings(data_folder=place, workers=1)
    with Ledger.open(settings.ledger_path) as ledger:
        job = Job(ledger=ledger, settings=settings, today=date(2023, 1, 31))
        pipeline.update_ledger(job, sorted(demo_folder.glob("*.xml")))
    return place


def read(folder: Path, *options: str) -> list[dict[str, str]]:
    done = miner("hypotheses", "--as-of", "2023-01-31", "--format", "csv", *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_every_row_is_labelled_a_hypothesis_and_shows_paths_with_articles(folder: Path) -> None:
    rows = read(folder, "--limit", "10")
    assert len(rows) == 10
    assert {row["status"] for row in rows} == {"hypothesis, not tested in the articles read"}
    with Ledger.open(folder / "ledger.db", is_read_only=True) as ledger:
        named = {pair for pair, _ in ledger.evidence.sentence_pairs()}
        pmids = {pmid for pmid, *_ in ledger.articles.days()}
    assert not {(row["drug_id"], row["disease_id"]) for row in rows} & named
    for row in rows:
        assert row["why"]
        assert row["pmids"]
        assert {int(pmid) for pmid in row["pmids"].split()} <= pmids
        assert all(f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" in row["links"] for pmid in row["pmids"].split())
    assert [float(row["score"]) for row in rows] == sorted((float(row["score"]) for row in rows), reverse=True)


def test_the_table_says_first_that_nobody_has_tested_these(folder: Path) -> None:
    shown = miner("hypotheses", "--as-of", "2023-01-31", "--limit", "2", folder=folder).stdout
    assert shown.startswith("Hypotheses: nobody has tested these in the articles read (as of 2023-01-31)")
    assert "\n2  " in shown
    assert "PMID" in shown


def test_one_drug_one_disease_or_one_area_can_be_asked_for(folder: Path) -> None:
    assert {row["drug"] for row in read(folder, "--drug", "Rituxan")} == {"Rituximab"}
    assert all("oncology" in row["areas"] for row in read(folder, "--area", "oncology"))
    asked = read(folder, "--limit", "1")[0]["disease"]
    assert asked in {row["disease"] for row in read(folder, "--disease", asked)}


@pytest.mark.parametrize(("option", "value"), [("--area", "astrology"), ("--drug", "nosuchdrug")])
def test_a_name_that_is_none_ends_in_one_line(folder: Path, option: str, value: str) -> None:
    done = miner("hypotheses", option, value, folder=folder)
    assert done.returncode == 1
    assert done.stderr.startswith("miner: ")


def test_of_an_earlier_day_later_articles_and_effects_are_not_read(folder: Path) -> None:
    with Ledger.open(folder / "ledger.db", is_read_only=True) as ledger:
        entered = {pmid: entered_on or date(year or 1, 1, 1) for pmid, year, entered_on in ledger.articles.days()}
        day = sorted(entered.values())[len(entered) // 2]
        then = {pmid for _, pmid in ledger.evidence.sentence_pairs(as_of=day)}
        effects = {row[-1] for row in ledger.evidence.biomarker_effects(as_of=day)}
        every = {row[-1] for row in ledger.evidence.biomarker_effects()}
        assert then == {pmid for _, pmid in ledger.evidence.sentence_pairs() if entered[pmid] <= day}
    assert effects == {pmid for pmid in every if entered[pmid] <= day}
    assert effects < every
