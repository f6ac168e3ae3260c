"""Tokenisation of biomedical text, fine enough for every drug, disease, gene and variant to start and end at a token.

spaCy's and scispaCy's rules keep "FK506-nephropathy", "Mg(2+)", "JAK2V617F" and "vitamin D." whole, so that no span of
tokens can cover only the annotated part. Here every punctuation mark is a token of its own, unless it is part of a
name: "5-HT", "IL-17", "1,3-butadiene", "c.1858C>T", "e.g.".
"""

import re
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

# spaCy imports pySBD, a dependency of scispaCy, with its first pipeline; pySBD's source has invalid escape sequences.
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="invalid escape sequence")
    import_module("pysbd")

_LONGEST = 60
"""Maximum of letters and digits in a token: no word is longer, and a run of a million letters costs no extra time."""

_WORD = rf"[^\W_]{{1,{_LONGEST}}}"
_NUMBER = r"\d{1,30}(?:[.,]\d{1,30}){0,9}"
_BASES = "[ACGTacgt]"
_NO_TAIL = r"(?![a-z]*(?:ed|ing|dependent|like|sensitive|positive|negative|specific|resistant|deficient|free|rich)\b)"
"""After a hyphen: not "-induced", "-treated", "-like", which are split off even after a single letter or a number."""
_VISIBLE = "|".join(
    (
        # "c.1858C>T", "p.Val600Glu", "g.123_124del", "1858C>T", "-31T/C", "677C-->T"
        rf"\b[cgmpnr]\.[(\[]?[A-Z*]?[\w*+\-]{{2,20}}(?:-{{0,2}}>{_BASES}{{1,8}}|/{_BASES})?",
        rf"\d{{1,7}}(?:[+_-]\d{{1,7}})?{_BASES}{{1,8}}(?:-{{0,2}}>|/){_BASES}{{1,8}}\b",
        # "e.g.", "i.v.", "vs."
        r"\b(?:[A-Za-z]\.){2,6}",
        r"\b(?:vs|cf|viz|approx|ca|Dr|Prof|Figs?|Ref|No|St)\.(?=\s+\S)",
        # A name with an alteration attached: "JAK2" of "JAK2V617F", "rt" of "rtL180M"
        r"\b(?:[A-Z]{2,6}\d{1,3}|[A-Z]{3,6})(?=[A-Z]\d{2,4}[A-Z]\b|[dD]elta\d)",
        r"\b(?:rt|s)(?=[A-Z]\d{2,4}[A-Z]\b)",
        # "5-HT", "1,3-butadiene", "N-acetylcysteine", "X-linked", "IL-17", "COX-2", "MCF-7"
        rf"(?:(?:{_NUMBER}|\b[A-Za-z](?=-[a-z0-9]))-{_NO_TAIL}){{0,9}}(?:{_NUMBER}(?![^\W\d_])|{_WORD})(?:-\d{{1,9}}[A-Za-z]?(?![^\W_])){{0,4}}",
        r"['\u2019]s\b",
        ".",
    )
)
_TOKEN = re.compile(rf"\s+|{_VISIBLE}", re.DOTALL)
_PLAIN = rf"[A-Za-z][a-z]{{1,{_LONGEST - 1}}}(?=[ ,])"
"""A word that no other rule concerns, as most are: tried first, it takes a third of the time."""
_SPACED = re.compile(rf"(\s+)|({_PLAIN}|{_VISIBLE})( ?)", re.DOTALL)
"""White space, or another token and the one space after it."""


def split_words(text: str) -> list[str]:
    """Return the tokens of a text including all its white space; joined they are the text again."""
    return _TOKEN.findall(text)


_TEXT = "text"


def text_of(doc: Doc) -> str:
    """Return `doc.text` as the tokenizer below was given it; spaCy would rebuild it from the tokens on each access."""
    text: str | None = doc.user_data.get(_TEXT)
    return doc.text if text is None else text


class AbstractTokenizer:
    """A tokenizer for a spaCy pipeline; joining its tokens and spaces gives the text again, character for character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the `Doc` of a text; white space other than one space after a token is a token."""
        found = _SPACED.findall(text)
        words = [white or word for white, word, _ in found]
        spaces = [space == " " for _, _, space in found]
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[_TEXT] = text
        return doc

    # The rules are code, so a model's folder stores nothing of them; spaCy requires these four methods.
    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Write nothing."""

    def from_disk(self, _path: str | Path, **_: Any) -> "AbstractTokenizer":
        """Read nothing and return this tokenizer."""
        return self

    def to_bytes(self, **_: Any) -> bytes:
        """Return no bytes."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "AbstractTokenizer":
        """Read nothing and return this tokenizer."""
        return self


@registry.tokenizers("miner.AbstractTokenizer.v1")  # type: ignore[untyped-decorator]
def make_abstract_tokenizer() -> Callable[[Language], AbstractTokenizer]:
    """Return a factory that makes the tokenizer for a pipeline."""
    return lambda nlp: AbstractTokenizer(nlp.vocab)


def make_blank() -> Language:
    """Return an English pipeline with this tokenizer and nothing else."""
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "miner.AbstractTokenizer.v1"}}})
