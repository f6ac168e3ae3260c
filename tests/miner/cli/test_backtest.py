"""`miner backtest` and the options of `miner signals` on the demonstration, as a user sees them."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from miner.config import Settings
from miner.jobs import pipeline
from miner.jobs.job import Job
from miner.ledger import Ledger
from tests.command import miner


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Path:
    """A data folder with the ledger of the demonstration; no graph."""
    place = tmp_path_factory.mktemp("backtest")
    settings = Settings(data_folder=place, workers=1)
    with Ledger.open(settings.ledger_path) as ledger:
        job = Job(ledger=ledger, settings=settings, today=date(2023, 1, 31))
        pipeline.update_ledger(job, sorted(demo_folder.glob("*.xml")))
    return place


def test_the_backtest_finds_what_a_label_later_named_and_writes_its_report(folder: Path) -> None:
    done = miner("backtest", "--format", "csv", folder=folder)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["period"] for row in rows} == {"test years", "training years", "all years"}
    pooled = {row["method"]: float(row["value"]) for row in rows
              if (row["period"], row["outcome"], row["measure"]) == ("all years", "pooled", "found")}  # fmt: skip
    assert pooled["score"] >= 1
    assert {"article count", "growth of co-mention", "best design"} <= set(pooled)
    uses = list(csv.DictReader(io.StringIO((folder / "backtest" / "uses.csv").read_text("utf-8"))))
    found = [row for row in uses if row["period"] == "all years" and row["listed_on"]]
    assert "Propranolol" in {row["drug"] for row in found}
    assert all(row["listed_on"] < row["labelled_on"] for row in found)


def test_the_page_has_plots_that_are_read_aloud_and_no_script(folder: Path) -> None:
    miner("backtest", "--out", folder / "page", folder=folder)
    page = html.fromstring((folder / "page" / "backtest.html").read_text("utf-8"))
    plots = page.xpath("//*[local-name()='svg']")
    assert len(plots) == 12
    assert all(plot.get("role") == "img" and plot.get("aria-label") for plot in plots)
    assert not page.xpath("//script | //link | //img")
    assert all(table.xpath("caption") or table.xpath("thead") for table in page.xpath("//table"))


def test_a_list_that_is_none_ends_in_one_line(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("drug,day\n", "utf-8")
    done = miner("backtest", "--events", path, folder=folder)
    assert done.returncode == 1
    assert done.stderr.strip().startswith("miner: ")
    assert "no column ingredient" in done.stderr


def test_signals_can_be_asked_for_an_area_and_without_labels(folder: Path) -> None:
    def shown(*options: str) -> list[dict[str, object]]:
        found = miner("signals", "--as-of", "2010-12-31", "--format", "json", *options, folder=folder)
        assert found.returncode == 0, found.stderr
        return list(json.loads(found.stdout))

    every, oncology, literature = shown(), shown("--area", "oncology"), shown("--literature-only")
    assert oncology
    assert len(oncology) < len(every)
    assert all("oncology" in row["areas"] for row in oncology)  # type: ignore[operator]
    assert {row["label_part"] for row in literature} == {0.0}
    assert miner("signals", "--area", "astrology", folder=folder).returncode == 1
    indication = shown("--kind", "indication")
    assert indication == every
    assert shown("--kind", "age-group") == []
    wrong = miner("signals", "--kind", "age", folder=folder)
    assert wrong.returncode == 1
    assert "there are: indication, age-group, route, dose-or-regimen, disease-condition" in wrong.stderr
