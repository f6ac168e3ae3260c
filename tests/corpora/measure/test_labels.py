"""`python -m corpora evaluate labels`: its options, its tables, and its figures on the reference data."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from corpora.__main__ import app
from corpora.measure.score_tables import as_differences, as_json, as_share_tables
from corpora.measure.scores import Difference, Evaluation, Share, wilson

SHARES = (
    Share(measure="m", group="all", name="right", count=9, of=10),
    Share(measure="m", group="all", name="if decided", count=4, of=5),
    Share(measure="m", group="few", name="right", count=0, of=0),
)
DIFFERENCES = tuple(
    Difference(measure="m", kind="on called off", row=f"row {n}", expected="on", found="off", reason=f"because {n}")
    for n in range(7)
)


def test_the_interval_of_a_share_is_within_zero_and_one() -> None:
    assert wilson(0, 9)[0] == 0
    assert wilson(9, 9)[1] == 1
    assert wilson(0, 0) == (0, 1)
    low, high = wilson(90, 100)
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)


def test_shares_are_a_table_with_intervals() -> None:
    console = Console(width=100, record=True, file=StringIO())
    console.print(*as_share_tables(Evaluation(shares=SHARES)))
    text = console.export_text()
    assert ".900 (.60-.98)" in text
    assert ".800 (.38-.96) of 5" in text
    assert "\N{EN DASH}" in text


def test_differences_are_shown_by_kind_or_every_one() -> None:
    evaluation = Evaluation(differences=DIFFERENCES)
    few, every = (as_differences(evaluation, is_every=is_every) for is_every in (False, True))
    assert few.splitlines()[:2] == ["m: 7 differences", "    7  on called off"]
    assert len(few.splitlines()) == 5
    assert "because" not in few
    assert every.count("because") == 7


def test_json_has_shares_and_every_difference() -> None:
    written = as_json(Evaluation(shares=SHARES, differences=DIFFERENCES))
    assert written["shares"][0] == {
        "measure": "m", "group": "all", "name": "right", "count": 9, "of": 10, "share": 0.9,
        "interval": [0.5958, 0.9821],
    }  # fmt: skip
    assert written["shares"][2]["share"] is None
    assert len(written["differences"]) == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["labels", "--part", "train"], "labels has no part 'train', only all, dev, test"),
        (["claims", "--part", "test"], "claims has no part 'test', only train, dev"),
        (["claims", "--errors"], "--errors: does not apply to claims, only to labels"),
        (["claims", "--write-worth"], "--write-worth: does not apply to claims, only to labels"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--data", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert message in " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.output).split())


@pytest.mark.exhaustive
def test_the_label_book_is_measured_on_the_reference_data(shared_data: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "labels", "--part", "dev", "--json", "--data", str(shared_data)])
    assert result.exit_code == 0, result.output
    measured = json.loads(result.output)
    shares = {(share["measure"], share["group"], share["name"]): share for share in measured["shares"]}
    assert {score["measure"] for score in measured["scores"]} == {"label texts", "label sentences"}
    assert shares["label gold", "all", "answer"]["of"] < 404
    assert shares["DrugCentral 2017", "indication: covered in the US", "share"]["of"] > 4000
    assert shares["label sources", "fda_list", "right"]["of"] > 50
    assert ("label gold, kinds", "all kinds of a row", "right") in shares
