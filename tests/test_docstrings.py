"""A docstring of a function that returns something says what, and begins with a verb in the imperative."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("graph", "queries", "miner", "corpora", "bench")
VERBS = re.compile(
    r"(Return|Yield|Load|Open|Make|Compile|Hold|True if)\b|[A-Z][a-z]+\b.*\b(return|yield)s?\b", re.DOTALL
)
"""What is returned follows an action that is the point ("Remove nodes and return how many"), or a section says it."""


def functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def is_exempt(function: ast.FunctionDef) -> bool:
    """Properties are described as what they are; a private function may have no docstring at all."""
    decorators = " ".join(map(ast.unparse, function.decorator_list))
    returns = ast.unparse(function.returns) if function.returns else "None"
    return "property" in decorators or returns in {"None", "Self"} or function.name.startswith("_")


@pytest.mark.parametrize("folder", FOLDERS)
def test_docstrings_of_public_functions_say_what_is_returned(folder: str) -> None:
    wrong = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            text = ast.get_docstring(function) or ""
            first = text.partition("\n\n")[0]
            if text and not is_exempt(function) and not (VERBS.match(first) or "Returns:" in text):
                wrong.append(f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {first}")
    assert wrong == []
