"""Fixtures that every part of the suite may use."""

import os
from pathlib import Path

import pytest

from miner.lexicon.lexicon import Lexicon

pytest_plugins = ["tests.store_fixtures"]

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data, which lies beside the repository and never inside it."""
    folder = Path(os.environ.get("MINER_SHARED", REPOSITORY.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}; set MINER_SHARED to the folder that holds data/")
    return folder


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """The invented demonstration corpus that ships with the project."""
    return REPOSITORY / "corpora" / "demo"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon, loaded once."""
    return Lexicon.load()
