"""One command runs every measure, prints one table and refuses combinations that do not fit."""

import json
import re
from io import StringIO
from pathlib import Path
from pkgutil import resolve_name

import pytest
from rich.console import Console
from typer.testing import CliRunner

from corpora.__main__ import app
from corpora.measure.measures import MEASURES
from corpora.measure.score_tables import as_json, as_table
from corpora.measure.scores import Counts, Evaluation

EXPRESSION = Counts(found=3, spurious=0, missed=1).as_score("biomarkers", "civic", "expression", has_precision=False)


def test_every_measure_has_its_function() -> None:
    assert all(callable(resolve_name(measure.function)) for measure in MEASURES.values())


def test_incomplete_gold_gives_recall_alone() -> None:
    (row,) = as_json(Evaluation(scores=(EXPRESSION,)))["scores"]
    assert (row["recall"], row["gold_count"]) == (0.75, 4)
    assert [row[name] for name in ("precision", "f1", "predicted_count")] == [None, None, None]
    console = Console(width=100, record=True, file=StringIO())
    console.print(as_table(Evaluation(scores=(EXPRESSION,))))
    text = console.export_text()
    assert text.count("\N{EN DASH}") == 2
    assert "0.750" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clams"], "no measure 'clams'; there are: reading, claims, relations, evidence-inference"),
        (["--part", "dev"], "--part: does not apply to reading, only to claims"),
        (["biomarkers", "--part", "dev"], "--part: does not apply to biomarkers, only to claims"),
        (["claims", "biomarkers", "--model", "x"], "--model: does not apply to claims, biomarkers, only to reading"),
        (["claims", "--reasons"], "--reasons: does not apply to claims, only to reading"),
        (["--predictions", "x", "--model", "x"], "a file of predictions takes no model and no linker"),
    ],
)
def test_what_does_not_fit_is_a_usage_error(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--data", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert message in " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.output).split())


def test_several_measures_are_one_evaluation(shared_data: Path) -> None:
    arguments = ["evaluate", "combinations", "claims", "combinations", "--part", "dev", "--json"]
    result = CliRunner().invoke(app, [*arguments, "--data", str(shared_data)])
    assert result.exit_code == 0, result.output
    measured = json.loads(result.output)
    assert measured["model"] is None
    assert [score["measure"] for score in measured["scores"]] == [
        *["combinations"] * 2,
        *["claims"] * 3,
        *["claims, any relation"] * 3,
    ]
