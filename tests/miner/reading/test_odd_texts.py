"""Whatever a text contains, it is read or skipped with a reason, offsets are exact, and reading terminates."""

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.records import Article, Section
from miner.sources.medline import read_records

SENTENCE = "Propranolol led to regression of hemangioma in nine of the ten infants with the disease. "
HANGS_SECONDS = 300
"""Most of these texts take under a second. What is still being read after this time would never have ended."""

ODD = {
    "controls": "".join(map(chr, range(32))) + SENTENCE + "\x00\x1b[31m\x7f",
    "lone surrogates": SENTENCE + "\ud83d x \udc00" + SENTENCE,
    "one word": "a" * 50_000,
    "a word of one drug": "propranolol" * 4_500,
    "opening brackets": SENTENCE + "(" * 10_000,
    "closing brackets": ")" * 10_000,
    "pairs of brackets": SENTENCE + "()" * 5_000,
    "words in brackets": SENTENCE + "(a) " * 2_500,
    "right to left": SENTENCE + "\u202eשלם עלם\u202c " * 20,
    "combining accents": SENTENCE + "e\u0301" * 20_000,
    "beyond the first plane": SENTENCE + "\U0001f600" * 20_000,
    "full stops": "." * 40_000,
    "blanks": SENTENCE + " " * 40_000 + SENTENCE,
    "lines": SENTENCE + "\n" * 20_000,
    "a long list": "propranolol, " * 2_000,
}


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon, shipped_model: Language) -> Reader:
    return Reader(lexicon, shipped_model, is_drug_needed=False)


def document(text: str, pmid: int = 1) -> Article:
    return Article(pmid=pmid, text=text, sections=(Section(start=0, end=len(text)),) if text else ())


@pytest.mark.timeout(HANGS_SECONDS)
@pytest.mark.parametrize("kind", ODD)
def test_an_odd_text_is_read_to_its_end_with_exact_offsets(reader: Reader, kind: str) -> None:
    text = ODD[kind]
    (reading,) = reader.read([document(text)])
    assert reading.skipped == ""
    assert all(text[mention.start : mention.end] == mention.text for mention in reading.mentions)
    if text.startswith(SENTENCE):
        assert [mention.text for mention in reading.mentions][:2] == ["Propranolol", "hemangioma"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \t\n\u2003", "empty"),
        (SENTENCE * 12_000, "too long"),
        ("שלום לכל החולים והרופאים", "not English"),
    ],
)
def test_what_is_not_read_says_why(reader: Reader, text: str, reason: str) -> None:
    (reading,) = reader.read([document(text)])
    assert (reading.skipped, reading.mentions) == (reason, ())


def test_a_text_without_a_drug_is_read_where_no_drug_is_needed(reader: Reader) -> None:
    (reading,) = reader.read([document("The hemangioma was excised in both of the infants.")])
    assert (reading.has_drug, reading.skipped) == (False, "")
    assert [mention.text for mention in reading.mentions] == ["hemangioma"]


filler = st.text(st.sampled_from("αβé\u0301\u00a0\u2009\U0001f600µ≥ü.,;( )1"), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filler, filler)
def test_a_drug_is_found_where_it_stands_whatever_stands_around(reader: Reader, before: str, after: str) -> None:
    text = f"{before} propranolol {after}"
    (reading,) = reader.read([document(text)])
    start, end = len(before) + 1, len(before) + 12
    assert any(mention.start <= start and end <= mention.end for mention in reading.mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in reading.mentions)


def test_a_reading_does_not_depend_on_its_batch(reader: Reader, shared_data: Path) -> None:
    path = shared_data / "literature" / "specialities_1982_2024.xml.gz"
    articles = list(islice((r for r in read_records(path) if isinstance(r, Article)), 60))
    whole = list(reader.read(articles))
    alone = [reading for article in articles for reading in reader.read([article])]
    sevens = [reading for at in range(0, 60, 7) for reading in reader.read(articles[at : at + 7])]
    assert alone == whole
    assert sevens == whole
