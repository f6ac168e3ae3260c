"""After a new lexicon only affected articles are read again; the ledger is the same as if all had been."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from miner.config import load_settings
from miner.jobs.importing import import_files
from miner.jobs.job import Job
from miner.jobs.pipeline import read_pending
from miner.jobs.run_report import RunReport
from miner.ledger import Ledger
from tests.miner.lexicon.small import GLIOBLASTOMA, IMATINIB, MASTOCYTOSIS, METFORMIN, write_small_lexicon
from tests.miner.medline_xml import article_set, record

SHIPPED = Path(__file__).resolve().parents[3] / "corpora" / "lexicon"
TEXTS = {
    1: "Imatinib was effective in mastocytosis.",
    2: "Propranolol was effective in infantile hemangioma.",
    3: "Wonderol was effective in lupus erythematosus.",
    4: "Rituximab improved outcomes in glioblastoma.",
    5: "Metformin was effective in hemangioma and in a wholly new malady.",
    6: "Nothing is named here.",
}


@pytest.fixture(params=["small", pytest.param("shipped", marks=pytest.mark.exhaustive)])
def lexicons(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """A lexicon, and the same with a name more, a name less and a name that leads elsewhere."""
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        if request.param == "small":
            write_small_lexicon(folder)
        else:
            shutil.copytree(SHIPPED, folder)
    names = (after / "drug_names.tsv").read_text().splitlines()
    names = [line for line in names if not line.lower().startswith(f"{METFORMIN}\tmetformin\t".lower())]
    (after / "drug_names.tsv").write_text("\n".join([*names, f"{IMATINIB}\twonderol\tsynonym\tproject"]) + "\n")
    diseases = (after / "disease_names.tsv").read_text()
    assert f"{GLIOBLASTOMA}\tglioblastoma\tname\t" in diseases
    moved = diseases.replace(f"{GLIOBLASTOMA}\tglioblastoma\t", f"{MASTOCYTOSIS}\tglioblastoma\t")
    (after / "disease_names.tsv").write_text(moved)
    return before, after


def read(folder: Path, xml: Path, lexicon: Path) -> RunReport:
    settings = load_settings({"data_folder": folder, "workers": 1, "lexicon_folder": lexicon}, environment={})
    with Ledger.open(settings.ledger_path) as ledger:
        job = Job(ledger=ledger, settings=settings, today=date(2023, 1, 31))
        import_files(job, [xml])
        read_pending(job)
    return job.report


def dump(folder: Path) -> list[list[tuple[object, ...]]]:
    with Ledger.open(folder / "ledger.db", is_read_only=True) as ledger:
        return [
            [tuple(row) for row in ledger.database.connection.execute(statement)]
            for statement in (
                "SELECT * FROM mention ORDER BY pmid, start, end, type",
                "SELECT * FROM claim ORDER BY claim_id",
                "SELECT pmid, has_drug, lexicon_version FROM article JOIN reader USING (reader_id) ORDER BY pmid",
            )
        ]


def test_reading_again_in_part_gives_the_same_ledger_as_reading_all(
    tmp_path: Path, lexicons: tuple[Path, Path]
) -> None:
    before, after = lexicons
    xml = tmp_path / "some.xml"
    xml.write_bytes(article_set(*(record(pmid, abstract=text) for pmid, text in TEXTS.items())))
    first = read(tmp_path / "partial", xml, before)
    assert (first.read_count, first.drifts) == (6, [])
    again = read(tmp_path / "partial", xml, after)
    (drift,) = again.drifts
    assert (drift.added_count, drift.removed_count, drift.changed_count) == (1, 1, 1)
    assert (drift.affected_count, drift.article_count, again.read_count) == (3, 6, 3)
    assert str(drift).endswith("3 of 6 articles are read again")
    assert again.counts()["drifts"][0]["affected_count"] == 3
    read(tmp_path / "whole", xml, after)
    assert dump(tmp_path / "partial") == dump(tmp_path / "whole")
    assert read(tmp_path / "partial", xml, after).drifts == []


def test_an_older_ledger_whose_lexicon_was_not_kept_is_read_whole(tmp_path: Path, lexicons: tuple[Path, Path]) -> None:
    before, after = lexicons
    xml = tmp_path / "some.xml"
    xml.write_bytes(article_set(record(1, abstract=TEXTS[1])))
    read(tmp_path / "data", xml, before)
    with Ledger.open(tmp_path / "data" / "ledger.db") as ledger:
        ledger.database.connection.execute("DELETE FROM lexicon")
    again = read(tmp_path / "data", xml, after)
    assert (again.read_count, again.drifts) == (1, [])
