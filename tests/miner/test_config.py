"""Settings: which source takes precedence, and the message for an invalid one."""

from datetime import date
from pathlib import Path

import pytest

from miner.config import Topic, load_settings
from miner.errors import ConfigError


def test_flags_win_over_environment_over_file(tmp_path: Path) -> None:
    file = tmp_path / "miner.toml"
    file.write_text('graph = "embedded:from-file"\nworkers = 3\nbatch_size = 7\n')
    settings = load_settings(
        {"graph": "embedded:from-flag", "workers": None},
        environment={"MINER_GRAPH": "embedded:from-environment", "MINER_WORKERS": "5"},
        file=file,
    )
    assert (settings.graph, settings.workers, settings.batch_size) == ("embedded:from-flag", 5, 7)


def test_without_anything_the_graph_is_embedded_in_the_data_folder(tmp_path: Path) -> None:
    settings = load_settings(environment={"MINER_DATA_FOLDER": "elsewhere"}, file=tmp_path / "none.toml")
    assert settings.graph_target == "embedded:elsewhere/graph"


def test_neo4j_account_comes_from_its_own_variables_and_is_not_shown(tmp_path: Path) -> None:
    environment = {"NEO4J_USER": "reader", "NEO4J_PASSWORD": "hunter2"}
    settings = load_settings(environment=environment, file=tmp_path / "none.toml")
    assert settings.graph_user == "reader"
    assert settings.graph_password.get_secret_value() == "hunter2"
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("wrokers = 3", r"miner\.toml: wrokers: no such setting; did you mean 'workers'\?"),
        ('workers = "many"', r"miner\.toml: workers: Input should be a valid integer"),
        ("workers = -1", r"miner\.toml: workers: Input should be greater than or equal to 0"),
        ("data_folder = 5", r"miner\.toml: data_folder: Input should be a path in quotes$"),
        ("labels_folder = true", r"miner\.toml: labels_folder: Input should be a path in quotes$"),
        ("workers = ", r"miner\.toml: "),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "miner.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_settings(environment={}, file=file)


@pytest.mark.parametrize("text", ['"2008"', "2008", '"2008-01"', "2008-01-01", '"2008-01-01"'])
def test_a_topic_begins_on_a_day_a_month_or_a_year(tmp_path: Path, text: str) -> None:
    file = tmp_path / "miner.toml"
    file.write_text(f'[topics.a]\nquery = " imatinib "\nsince = {text}\n')
    assert load_settings(environment={}, file=file).topics == {"a": Topic(query="imatinib", since=date(2008, 1, 1))}


def test_a_file_that_is_no_text_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "miner.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"miner\.toml: .*decode"):
        load_settings(environment={}, file=file)
