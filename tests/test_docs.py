"""What the documents say can be typed: commands, queries and parameters that they name exist."""

import re
import shlex
from pathlib import Path

import click
import pytest
import typer.main

from miner.cli import app
from queries.library import find_query, list_queries

REPOSITORY = Path(__file__).resolve().parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
DOCUMENTS = README + "".join(path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "docs").glob("*.md")))
BLOCKS = re.findall(r"^```\n(.*?)^```$", DOCUMENTS, re.MULTILINE | re.DOTALL)
COMMANDS = [line.split("#")[0].strip() for block in BLOCKS for line in block.splitlines() if line.startswith("miner ")]


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_documents_exists(line: str) -> None:
    words = shlex.split(line.replace("| ", "").replace("…", ""))[1:]
    group = typer.main.get_command(app)
    while words and isinstance(group, click.Group | typer.core.TyperGroup):
        while words[0].startswith("--"):
            words = words[2:]
        name = words.pop(0)
        assert name in group.commands, f"{line}: no command {name}"
        group = group.commands[name]
    if group.name == "query" and words:
        query = find_query(words[0])
        known = {parameter.name for parameter in query.parameters} | {"format"}
        assert {word.removeprefix("--") for word in words[1:] if word.startswith("--")} <= known


def test_the_readme_lists_every_question_of_the_library() -> None:
    for query in list_queries():
        assert f"| {query.question} | `{query.name}` |" in README


def test_no_placeholder_is_left() -> None:
    assert re.findall(r"@[A-Z_]+@", README) == []
