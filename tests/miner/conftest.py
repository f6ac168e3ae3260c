"""What several tests of reading share."""

import pytest
from spacy.language import Language

import miner.reading.nlp.abbreviations  # noqa: F401 (registers "abbreviations")
from miner.reading.nlp.tokens import make_blank


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Our tokens and the abbreviations that a text spells out, without a model."""
    blank = make_blank()
    blank.add_pipe("abbreviations")
    return blank
