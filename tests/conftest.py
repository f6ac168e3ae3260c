"""Fixtures shared by the whole suite; anything that takes seconds to load is loaded once per session."""

import os
from pathlib import Path

import pytest
from spacy.language import Language

import miner.reading.nlp.abbreviations  # noqa: F401 (registers "abbreviations")
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.linker import Linker
from miner.reading.nlp.models import load_model
from miner.reading.nlp.tokens import make_blank
from miner.reading.pool import load_reader
from miner.reading.reader import Reader
from miner.reading.recipe import Recipe
from tests.miner.lexicon.small import write_small_lexicon

pytest_plugins = ["tests.store_fixtures"]

NEO4J_FILES = ("tests/graph/test_", "tests/queries/test_answers", "tests/miner/jobs/test_refresh")
"""Files whose tests use the session's Neo4j."""

REPOSITORY = Path(__file__).resolve().parent.parent
DEMO_DRUGS = frozenset(
    f"DRUGBANK:DB{number}" for number in ("00571", "00073", "00619", "00230", "01257", "00112", "00773", "11652")
)
"""Propranolol, rituximab, imatinib, pregabalin, eculizumab, bevacizumab, etoposide and tucatinib."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, and all Neo4j files in the same one: its server takes 10 s to start."""
    for item in items:
        names = item.getparent(pytest.Module)
        module = names.nodeid if names else item.nodeid
        group = "neo4j" if module.startswith(NEO4J_FILES) else module
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their number: gzip writes the clock into them, and both processes must collect the same names."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data, which is beside the repository, never inside it."""
    folder = Path(os.environ.get("MINER_SHARED", REPOSITORY.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}; set MINER_SHARED to the folder that holds data/")
    return folder


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """The invented demonstration corpus that ships with the project."""
    return REPOSITORY / "corpora" / "demo"


@pytest.fixture(scope="session")
def demo_labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shipped label book of only the demonstration's eight drugs: a graph of all facts takes seconds to load."""
    folder = tmp_path_factory.mktemp("demo-labels")
    for table, drugs in (("label_facts.tsv", 1), ("markets.tsv", 0)):
        shipped = (REPOSITORY / "corpora" / "labels" / table).read_text(encoding="utf-8").splitlines()
        kept = [line for line in shipped[1:] if not DEMO_DRUGS.isdisjoint(line.split("\t")[drugs].split("|"))]
        (folder / table).write_text("\n".join([shipped[0], *kept]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return Lexicon.load()


@pytest.fixture(scope="session")
def small_lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """A lexicon of about sixty names that loads in milliseconds; see `tests/miner/lexicon/small.py`."""
    return Lexicon.load(write_small_lexicon(tmp_path_factory.mktemp("small-lexicon")))


@pytest.fixture(scope="session")
def linker(lexicon: Lexicon) -> Linker:
    """The linker with the shipped lexicon, without scispaCy's linker."""
    return Linker(lexicon)


@pytest.fixture(scope="session")
def shipped_model() -> Language:
    """The shipped model, prepared for reading."""
    return load_model()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The shipped reader, the same object that jobs in this process use with the shipped model."""
    recipe = Recipe()
    return load_reader(recipe, recipe.versions())


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A pipeline of our tokenizer and the "abbreviations" component, without a model."""
    blank = make_blank()
    blank.add_pipe("abbreviations")
    return blank
