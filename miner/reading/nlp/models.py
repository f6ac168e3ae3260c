"""spaCy models: which one reads, made ready for reading the same way whoever trained it.

Every pipeline that leaves `load_model` finds mentions (`doc.ents`), marks sentences (never across a line of
`Article.text`), detects abbreviations as scispaCy does and marks each mention wherever the text repeats it.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops

import miner.reading.nlp.abbreviations
import miner.reading.nlp.gazetteer
import miner.reading.nlp.repeats
import miner.reading.nlp.short_forms
import miner.reading.nlp.variants  # noqa: F401 (registers "variant_patterns")
from miner.errors import ModelError
from miner.reading.nlp.decoding import BatchDecoder
from miner.reading.nlp.encoding import freeze
from miner.reading.nlp.model_files import find_model, model_version
from miner.reading.nlp.sentences import SentenceFinder
from miner.records import MentionType


class MatmulOps(NumpyOps):  # type: ignore[misc]  # compiled, without stubs
    """thinc's operations with numpy's matrix product, 3 to 4 times as fast here as BLIS, which thinc brings."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Return the product of two matrices, either transposed first if asked."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@contextmanager
def fast_products() -> Iterator[None]:
    """Hold `MatmulOps`: pipelines that are made inside multiply with it, then and later."""
    before = get_current_ops()
    set_current_ops(MatmulOps())
    try:
        yield
    finally:
        set_current_ops(before)


@contextmanager
def _quiet_patterns() -> Iterator[None]:
    """Hold back the warnings of `re` on scispaCy's tokenizer patterns, which hold "[[" in a character set."""
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
    """Return what a label of our model or of scispaCy's models stands for, None where it is none of ours."""
    return _MENTION_TYPES.get(label)


def load_model(name: str | None = None) -> Language:
    """Return a pipeline that tokenises, finds mentions and their repeats, sentences and abbreviations.

    Components that reading does not need are left out. Documents in which abbreviations were looked for
    hold spans in an extension and cannot be pickled.

    Args:
        name: an installed spaCy or scispaCy package or a folder; None is the model that ships with the project.

    Raises:
        ModelError: there is no such model, it cannot be loaded, or it finds no mentions.
    """
    nlp = _load(name or "")
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"Model {name!r} finds no mentions (it has no 'ner', only {nlp.pipe_names}); use another")
    vectors = nlp.vocab.vectors
    if vectors.size and vectors.data.dtype.name == "float16":
        # They are stored in half precision, which spaCy keeps but cannot multiply.
        vectors.data = vectors.data.astype("float32")
    if "senter" in nlp.component_names and "parser" in nlp.component_names:
        nlp.remove_pipe("parser")
        nlp.enable_pipe("senter")
    if "senter" in nlp.pipe_names and SentenceFinder.can_find(nlp.get_pipe("senter")):
        _put_in_place(nlp, "sentence_finder", "senter")
    recognizer: Any = nlp.get_pipe("ner")
    freeze(recognizer.model)
    if BatchDecoder.can_decode(recognizer):
        _put_in_place(nlp, "batch_decoder", "ner")
    if "VARIANT" in nlp.pipe_labels["ner"]:
        nlp.add_pipe("variant_patterns", after="ner")
    nlp.add_pipe("sentence_rules", first=True)
    if not any(component in nlp.pipe_names for component in _SENTENCE_COMPONENTS):
        nlp.add_pipe("sentencizer")
    nlp.add_pipe("abbreviations", last=True)
    nlp.add_pipe("short_forms", last=True)
    nlp.add_pipe("repeated_mentions", last=True)
    return nlp


def _put_in_place(nlp: Language, factory: str, name: str) -> None:
    """Puts a component that reads in place of the trained one that it takes its weights from."""
    nlp.add_pipe(factory, after=name)
    nlp.remove_pipe(name)
    nlp.rename_pipe(factory, name)


def _load(name: str) -> Language:
    folder = find_model(name)
    try:
        with fast_products(), _quiet_patterns(), warnings.catch_warnings():
            # A scispaCy model was trained with an older spaCy; their labels and weights still fit.
            warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
            return spacy.load(folder, exclude=_UNUSED)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split(". ")[0].split())
        raise ModelError(
            f"Model {name or str(folder)!r} is there but does not load: {reason}; install what it asks for"
        ) from error


def process(nlp: Language, texts: Sequence[str]) -> list[Doc]:
    """Return the documents of a batch of texts after all steps of a pipeline, in order.

    Each step is done for all texts before the next one begins; `nlp.pipe` takes turns between them.
    """
    docs = [nlp.make_doc(text) for text in texts]
    for _, component in nlp.pipeline:
        pipe: Any = getattr(component, "pipe", None)
        docs = list(pipe(docs, batch_size=max(1, len(docs)))) if pipe else [component(doc) for doc in docs]
    return docs


def loaded_version(nlp: Language) -> str:
    """Return the version of a loaded model; one that was never on disk has no hash ("en_miner_ner-0.1.0")."""
    if nlp.path is not None:
        return model_version(Path(nlp.path))
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
