"""What the documents say can be typed: commands, queries and parameters that they name exist."""

import re
import shlex
from pathlib import Path

import click
import pytest
import typer.main

from graph.schema import EDGE_TYPES, NODE_TYPES
from miner.cli import app
from miner.jobs.questions import find_question, list_questions
from queries.library import Parameter
from tests.command import miner

REPOSITORY = Path(__file__).resolve().parent.parent
README = REPOSITORY / "README.md"
PAGES = [README, *sorted((REPOSITORY / "docs").glob("*.md"))]
DOCUMENTS = "".join(path.read_text(encoding="utf-8") for path in PAGES)
README_BYTES = 9_000
BLOCKS = re.findall(r"^```\n(.*?)^```$", DOCUMENTS, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)^```$", DOCUMENTS, re.MULTILINE | re.DOTALL)
COMMANDS = [line.split("#")[0].strip() for block in BLOCKS for line in block.splitlines() if line.startswith("miner ")]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_documents_exists(line: str) -> None:
    words = [word for word in shlex.split(line) if word not in ("|", "…")][1:]
    words = words[: words.index("&&")] if "&&" in words else words
    group = typer.main.get_command(app)
    while words and isinstance(group, click.Group | typer.core.TyperGroup):
        while words[0].startswith("--"):
            assert words[0] in options_of(group)
            words = words[2:]
        name = words.pop(0)
        assert name in group.commands, f"{line}: no command {name}"
        group = group.commands[name]
    known = {"--help"} | options_of(group)
    if group.name == "query" and words:
        known |= {f"--{parameter.name.replace('_', '-')}" for parameter in find_question(words[0]).parameters}
    assert {word for word in words if word.startswith("--")} <= known


def options_of(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts}


def test_every_question_is_listed_with_its_parameters() -> None:
    page = (REPOSITORY / "docs" / "queries.md").read_text(encoding="utf-8")
    for query in list_questions():
        parameters = ", ".join(map(listed, query.parameters))
        assert f"| `{query.name}` | {query.question} | {parameters} |" in page


def listed(parameter: Parameter) -> str:
    return f"`{parameter.name}`" + (f" ({parameter.default})" if parameter.default is not None else "")


def test_every_property_of_the_graph_is_listed_with_its_meaning() -> None:
    page = (REPOSITORY / "docs" / "graph.md").read_text(encoding="utf-8")
    sections = {part.split(None, 1)[0].rstrip(","): part for part in page.split("\n### ")}
    for name, properties in (
        *((node_type.label, node_type.properties) for node_type in NODE_TYPES),
        *((edge_type.type, edge_type.properties) for edge_type in EDGE_TYPES if edge_type.properties),
    ):
        for property_name, meaning in properties.items():
            assert f"| `{property_name}` | {meaning} |" in sections[name]
    for edge_type in EDGE_TYPES:
        if not edge_type.properties:
            assert f"| `{edge_type.type}` | {edge_type.start} | {edge_type.end} |" in sections["Edges"]


def test_the_readme_can_be_read_in_five_minutes() -> None:
    assert len(README.read_bytes()) <= README_BYTES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.fixture(scope="module")
def demo_run(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Path:
    """A folder from which the documents' examples find the demonstration in build/demo, and what the run printed."""
    folder = tmp_path_factory.mktemp("documents")
    done = miner("run", *sorted(demo_folder.glob("*.xml")), "--as-of", "2026-11-29", folder=folder / "build" / "demo")
    assert done.returncode == 0, done.stderr
    (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def test_the_readme_shows_the_rows_that_the_demonstration_prints(demo_run: Path) -> None:
    printed = (demo_run / "printed.txt").read_text(encoding="utf-8").splitlines()
    shown = [line for line in README.read_text(encoding="utf-8").splitlines() if "┃" in line or "│" in line]
    first = next(number for number, line in enumerate(printed) if "┃ drug" in line)
    assert [line.rstrip() for line in printed[first : first + len(shown) + 1] if "━" not in line] == shown


@pytest.mark.parametrize("example", PYTHON)
def test_examples_in_python_run_on_the_demonstration(
    example: str, demo_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo_run)
    exec(compile(example, "example", "exec"), {})  # noqa: S102 our own documents


def test_every_file_that_the_documents_name_exists() -> None:
    folders = "miner|graph|queries|corpora|bench|tests|docs"
    names = set(re.findall(rf"`((?:{folders})/[a-z\d_./-]+)`", DOCUMENTS))
    assert [name for name in sorted(names) if not (REPOSITORY / name).exists()] == []


def test_no_placeholder_is_left() -> None:
    assert re.findall(r"@[A-Z_]+@", DOCUMENTS) == []
