"""`miner tiers` and the questions about the list, as a user types them."""

import json
from datetime import date
from pathlib import Path

from miner.ledger import Ledger
from tests.command import miner

SHIPPED = Path(__file__).resolve().parents[3] / "corpora" / "labels" / "tiers.toml"


def test_the_rules_in_use_are_shown_in_the_order_in_which_they_are_tried(tmp_path: Path) -> None:
    done = miner("tiers", "show", "--format", "json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    rules = json.loads(done.stdout)
    assert [rule["rule"] for rule in rules] == list(range(1, len(rules) + 1))
    assert rules[0]["limits"] == "refusals_min 1, guidelines_max 0"
    assert (rules[-1]["tier"], rules[-1]["limits"], rules[-1]["must_agree"]) == ("D", "all other rows", 3)


def test_a_bad_table_is_one_line_before_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace('tier = "B"', 'tier = "b"'), encoding="utf-8")
    done = miner("tiers", "check", path, folder=tmp_path / "no-ledger")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"miner: {path}: rule ")
    assert line.endswith("tier is 'b'; it must be one of A, B, C, D")


def test_a_table_that_changes_nothing_moves_nothing(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "ledger.db").close()
    done = miner("tiers", "check", SHIPPED, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 of 0 candidates would move; A 0 to 0, B 0 to 0, C 0 to 0, D 0 to 0" in done.stderr


def test_a_list_without_an_earlier_one_says_what_keeps_one(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "ledger.db").close()
    done = miner("query", "new-since", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "There is no earlier list to compare with: `miner refresh` keeps a snapshot of each week" in done.stderr
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.snapshots.take("2026-W40", date(2026, 9, 28), "lexicon 1", [])
    done = miner("query", "new-since", "--since", "2026-W41", folder=tmp_path)
    assert done.returncode == 1
    assert "No snapshot of week 2026-W41; weeks are written like 2026-W47; the last are 2026-W40" in done.stderr
    quiet = miner("query", "new-since", "--since", "2026-W40", folder=tmp_path)
    assert quiet.returncode == 0
    assert "Compared with the list of 2026-09-28 (2026-W40)" in quiet.stderr
    assert "Nothing changed" in quiet.stderr
