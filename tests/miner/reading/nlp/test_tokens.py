"""Tokens: a drug, disease or variant inside a word gets its own tokens, and no character is lost."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from miner.reading.nlp.tokens import make_blank

NLP = make_blank()


def tokens(text: str) -> list[str]:
    return [token.text for token in NLP(text) if not token.is_space]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cisplatin-induced", ["cisplatin", "-", "induced"]),
        ("FK506-nephropathy", ["FK506", "-", "nephropathy"]),
        ("(DOX)-induced", ["(", "DOX", ")", "-", "induced"]),
        ("carbidopa/levodopa", ["carbidopa", "/", "levodopa"]),
        ("anti-TNF", ["anti", "-", "TNF"]),
        ("T-ALL and t-AML", ["T", "-", "ALL", "and", "t", "-", "AML"]),
        ("IL-6, 5-FU, COX-2", ["IL-6", ",", "5-FU", ",", "COX-2"]),
        ("1,3-butadiene", ["1,3-butadiene"]),
        ("vitamin D-treated", ["vitamin", "D", "-", "treated"]),
        ("chronic hepatitis C.", ["chronic", "hepatitis", "C", "."]),
        ("Mg(2+)", ["Mg", "(", "2", "+", ")"]),
        ("c.1858C>T and 677C/T", ["c.1858C>T", "and", "677C/T"]),
        ("p.Val600Glu", ["p.Val600Glu"]),
        ("JAK2V617F", ["JAK2", "V617F"]),
        ("BRAFV600E", ["BRAF", "V600E"]),
        ("rtL180M", ["rt", "L180M"]),
        ("(Fig. 2) e.g. 1.5 mg", ["(", "Fig.", "2", ")", "e.g.", "1.5", "mg"]),
        ("Crohn's", ["Crohn", "'s"]),
    ],
)
def test_a_name_that_is_half_a_word_has_tokens_of_its_own(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text(max_size=200))
def test_tokens_and_spaces_are_the_text(text: str) -> None:
    doc = NLP(text)
    assert doc.text == text
    assert [text[token.idx : token.idx + len(token)] for token in doc] == [token.text for token in doc]


def test_a_word_of_a_million_letters_is_cut() -> None:
    doc = NLP("a" * 1_000_000)
    assert max(len(token) for token in doc) <= 60
    assert len(doc.text) == 1_000_000


def test_a_pipeline_on_disk_keeps_its_tokenizer(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path / "blank")
    assert [token.text for token in spacy.load(tmp_path / "blank")("JAK2V617F")] == ["JAK2", "V617F"]
