"""spaCy models: which one reads, made ready for reading the same way whoever trained it.

Every pipeline that leaves `load_model` finds mentions (`doc.ents`), marks sentences (never across a line of
`Article.text`), detects abbreviations as scispaCy does and marks each mention wherever the text repeats it.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import IDX, IS_SPACE, LENGTH  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

import miner.reading.abbreviations
import miner.reading.gazetteer
import miner.reading.repeats
import miner.reading.short_forms
import miner.reading.variants  # noqa: F401 (registers "variant_patterns")
from miner.errors import ModelError
from miner.reading.decoding import BatchDecoder
from miner.reading.encoding import freeze
from miner.reading.tokens import text_of
from miner.records import MentionType


class MatmulOps(NumpyOps):  # type: ignore[misc]  # compiled, without stubs
    """thinc's operations with numpy's matrix product, 3 to 4 times as fast here as BLIS, which thinc brings."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Returns the product of two matrices, either transposed first if asked."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@contextmanager
def fast_products() -> Iterator[None]:
    """Pipelines that are made inside multiply with `MatmulOps`, then and later."""
    before = get_current_ops()
    set_current_ops(MatmulOps())
    try:
        yield
    finally:
        set_current_ops(before)


@contextmanager
def _quiet_patterns() -> Iterator[None]:
    """Silences `re` on scispaCy's tokenizer patterns, which hold "[[" in a character set."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Possible (set union|nested set)", category=FutureWarning)
        yield


_UNUSED = ("tagger", "morphologizer", "attribute_ruler", "lemmatizer", "entity_linker")
_SENTENCE_COMPONENTS = ("senter", "parser", "sentencizer")

_MENTION_TYPES = {
    "CHEMICAL": MentionType.DRUG,
    "SIMPLE_CHEMICAL": MentionType.DRUG,
    "DRUG": MentionType.DRUG,
    "DISEASE": MentionType.DISEASE,
    "CANCER": MentionType.DISEASE,
    "GENE": MentionType.BIOMARKER,
    "GENE_OR_GENE_PRODUCT": MentionType.BIOMARKER,
    "PROTEIN": MentionType.BIOMARKER,
    "VARIANT": MentionType.BIOMARKER,
    "BIOMARKER": MentionType.BIOMARKER,
}


def mention_type_of(label: str) -> MentionType | None:
    """Returns what a label of our model or of scispaCy's models stands for, None where it is none of ours."""
    return _MENTION_TYPES.get(label)


_NEVER_LAST = frozenset(
    {"vs.", "e.g.", "i.e.", "cf.", "viz.", "approx.", "ca.", "dr.", "prof.", "fig.", "figs.", "ref."}
)
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])+\.?")  # "q.d", "i.v."; the last full stop may be a token of its own


@Language.component("sentence_rules")
def mark_sentence_rules(doc: Doc) -> Doc:
    """Begins a sentence after each line break and none after abbreviations that never end one.

    Components that follow keep these marks and add their own.
    """
    characters = np.frombuffer(text_of(doc).encode("utf-32-le"), dtype="<u4")
    attributes: Any = doc.to_array([IDX, LENGTH, IS_SPACE])[:-1]
    last = characters[attributes[:, 0] + attributes[:, 1] - np.uint64(1)]
    for position in np.flatnonzero((last == ord(".")) | (attributes[:, 2] == 1)).tolist():
        word = doc[position].text
        if "\n" in word:
            doc[position + 1].is_sent_start = True
        elif word.endswith(".") and _is_abbreviation(doc, position):
            doc[position + 1].is_sent_start = False
    return doc


def _is_abbreviation(doc: Doc, position: int) -> bool:
    """Whether a token with a last full stop never ends a sentence, or does not before a lower-case word."""
    if doc[position].lower_ in _NEVER_LAST:
        return True
    start = position - 1 if doc[position].text == "." and position else position
    return doc[position + 1].is_lower and bool(_DOTTED.fullmatch(doc[start].text))


def load_model(name: str | None = None) -> Language:
    """Returns a pipeline that tokenises, finds mentions and their repeats, sentences and abbreviations.

    Components that reading does not need are left out. Documents in which abbreviations were looked for
    hold spans in an extension and cannot be pickled.

    Args:
        name: an installed spaCy or scispaCy package or a folder; None is the model that ships with the project.

    Raises:
        ModelError: there is no such model, it cannot be loaded, or it finds no mentions.
    """
    nlp = _load(str(files("corpora") / "model") if name is None else name)
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"Model {name!r} finds no mentions (it has no 'ner', only {nlp.pipe_names}); use another")
    vectors = nlp.vocab.vectors
    if vectors.size and vectors.data.dtype.name == "float16":
        # They are stored in half precision, which spaCy keeps but cannot multiply.
        vectors.data = vectors.data.astype("float32")
    if "senter" in nlp.component_names and "parser" in nlp.component_names:
        nlp.remove_pipe("parser")
        nlp.enable_pipe("senter")
    for component in ("ner", "senter"):
        if component in nlp.pipe_names:
            trained: Any = nlp.get_pipe(component)
            freeze(trained.model)
    if BatchDecoder.can_decode(nlp.get_pipe("ner")):
        nlp.add_pipe("batch_decoder", after="ner")
        nlp.remove_pipe("ner")
        nlp.rename_pipe("batch_decoder", "ner")
    if "VARIANT" in nlp.pipe_labels["ner"]:
        nlp.add_pipe("variant_patterns", after="ner")
    nlp.add_pipe("sentence_rules", first=True)
    if not any(component in nlp.pipe_names for component in _SENTENCE_COMPONENTS):
        nlp.add_pipe("sentencizer")
    nlp.add_pipe("abbreviations", last=True)
    nlp.add_pipe("short_forms", last=True)
    nlp.add_pipe("repeated_mentions", last=True)
    return nlp


def _load(name: str) -> Language:
    try:
        with fast_products(), _quiet_patterns(), warnings.catch_warnings():
            # A scispaCy model was trained with an older spaCy; their labels and weights still fit.
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            return spacy.load(name, exclude=_UNUSED)
    except OSError as error:
        raise ModelError(
            f"No model {name!r} can be loaded: give the name of an installed spaCy package or a folder "
            "('pip install' it first), or leave --model out for the one that ships"
        ) from error
    except ValueError as error:
        reason = str(error).split(". ")[0]
        raise ModelError(f"Model {name!r} is there but does not load: {reason}; install what it asks for") from error


def model_version(nlp: Language) -> str:
    """Returns name, version and the first eight hex digits of the SHA-256 of the model's files.

    "en_miner_ner-0.1.0+sha256:abcd1234"; a model that was never on disk has no hash.
    """
    title = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    if nlp.path is None:
        return title
    digest = sha256()
    for path in sorted(Path(nlp.path).rglob("*")):
        if path.is_file() and path.suffix != ".md":
            digest.update(path.relative_to(nlp.path).as_posix().encode())
            digest.update(path.read_bytes())
    return f"{title}+sha256:{digest.hexdigest()[:8]}"
