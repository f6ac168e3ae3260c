"""A pipeline of scispaCy's shape, to time ours against: tagger, parser, NER, abbreviations, TF-IDF linker.

An installed scispaCy model ("en_core_sci_sm") is used as it is. Its models are on no package index, so the usual case
is a stand-in with scispaCy's own tokeniser, abbreviation detector and linker, and with the layers of its published
configuration (allenai/scispacy, configs/base_parser_tagger.cfg and base_ner.cfg; Neumann et al. 2019,
doi:10.18653/v1/W19-5034) under random weights. These take as long as trained ones to tag, parse and search for
mentions, but find nothing sensible, so the linker is given the spans that our own reader found in the same texts. The
attribute ruler and the lemmatizer are left out, which flatters the stand-in's speed. Its linker searches the names of
our lexicon (a hundred thousand), not UMLS (millions), which flatters it too.
"""

import miner.reading.nlp.models  # noqa: F401 (first, as it keeps pySBD, which scispaCy loads, from warning)

# isort: split
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nmslib
import numpy as np
import scispacy.abbreviation  # noqa: F401 (registers "abbreviation_detector")
import spacy
from scispacy.candidate_generation import CandidateGenerator
from scispacy.custom_tokenizer import combined_rule_tokenizer
from scispacy.linking import EntityLinker
from scispacy.linking_utils import Entity as LinkerEntity
from scispacy.linking_utils import KnowledgeBase
from sklearn.feature_extraction.text import TfidfVectorizer
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans

from miner.lexicon.tables import Entry

_TAG_COUNT, _DEPENDENCY_COUNT = 50, 45
"""About the numbers of Penn Treebank tags and of spaCy's English dependency labels."""
_HNSW = {"M": 100, "efConstruction": 100, "post": 0, "indexThreadQty": 1}
"""scispaCy's settings except efConstruction (2,000 there), which makes a better graph in twenty times the time."""
_EF_SEARCH = 200

_ATTRIBUTES = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"]


def _tok2vec(attributes: Sequence[str], rows: Sequence[int]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": list(attributes),
            "rows": list(rows),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _transitions(state_type: str, tok2vec: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state_type,
        "extra_state_tokens": False,
        "hidden_width": 128,
        "maxout_pieces": 3,
        "use_upper": True,
        "tok2vec": tok2vec,
    }


@Language.factory("slot")
class Slot:
    """A component whose function can be set later: spaCy registers a function under its name for good."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002 (what spaCy passes)
        self.work: Callable[[Doc], Doc] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Return the document after the work."""
        return self.work(doc) if self.work else doc


def _add(nlp: Language, name: str, work: Callable[[Doc], Doc]) -> None:
    slot: Any = nlp.add_pipe("slot", name=name)
    slot.work = work


def make_stand_in(entries: Sequence[Entry], index: Path, spans: Mapping[str, Sequence[tuple[int, int]]]) -> Language:
    """Return a pipeline of scispaCy's shape under random weights.

    Args:
        entries: the entries whose names the linker searches.
        index: file of the linker's index over just these entries; built if missing, which takes minutes.
        spans: by text, the [start, end) spans to use as the output of its NER.
    """
    nlp = spacy.blank("en")
    with warnings.catch_warnings():  # its patterns hold "[[" in a character set
        warnings.filterwarnings("ignore", message="Possible (set union|nested set)", category=FutureWarning)
        nlp.tokenizer = combined_rule_tokenizer(nlp)
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    shared = _tok2vec([*_ATTRIBUTES, "IS_SPACE"], [5000, 1000, 2500, 2500, 50, 50])
    nlp.add_pipe("tok2vec", config={"model": shared})
    tagger: Any = nlp.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "normalize": False, "tok2vec": listener}}
    )
    parser: Any = nlp.add_pipe("parser", config={"model": _transitions("parser", listener)})
    own = _tok2vec(_ATTRIBUTES, [5000, 2500, 2500, 2500, 100])
    ner: Any = nlp.add_pipe("ner", config={"model": _transitions("ner", own)})
    for number in range(_TAG_COUNT):
        tagger.add_label(f"T{number}")
    for number in range(_DEPENDENCY_COUNT):
        parser.add_label(f"d{number}")
    ner.add_label("ENTITY")
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("One."), {"tags": ["T0", "T1"]})])
    _add(nlp, "given_spans", _make_given_spans(spans))
    return _finish(nlp, entries, index)


def load_installed(name: str, entries: Sequence[Entry], index: Path) -> Language:
    """Return an installed scispaCy model followed by the same abbreviation detector and linker."""
    return _finish(spacy.load(name), entries, index)


def _finish(nlp: Language, entries: Sequence[Entry], index: Path) -> Language:
    detector: Any = nlp.add_pipe("abbreviation_detector")
    # Without a pattern its matcher warns (W036) for every text without abbreviations.
    detector.global_matcher.add("nothing", [[{"ORTH": ""}]])
    _add(nlp, "lexicon_linker", make_linker(entries, index))
    return nlp


def _make_given_spans(spans: Mapping[str, Sequence[tuple[int, int]]]) -> Callable[[Doc], Doc]:
    """Return a component that replaces what the NER found with given spans."""

    def set_spans(doc: Doc) -> Doc:
        found = (doc.char_span(*span, label="ENTITY", alignment_mode="expand") for span in spans[doc.text])
        doc.ents = tuple(filter_spans([span for span in found if span is not None]))
        return doc

    return set_spans


def make_linker(entries: Sequence[Entry], index_path: Path) -> EntityLinker:
    """Return scispaCy's linker over the names of entries; its filter for definitions is off, as they have none."""
    base = KnowledgeBase(LinkerEntity(entry.curie, entry.name, list(entry.names)) for entry in entries)
    aliases, vectorizer, index = _load_index(sorted(base.alias_to_cuis), index_path)
    generator = CandidateGenerator(index, vectorizer, aliases, base)
    return EntityLinker(candidate_generator=generator, filter_for_definitions=False)


def _load_index(names: Sequence[str], path: Path) -> tuple[list[str], TfidfVectorizer, Any]:
    """Return the names that have a vector, the vectorizer, and the index of them (HNSW over character 3-grams).

    scispaCy's own `create_tfidf_ann_index` does the same but fails with the scipy in use (1.11 and later).
    """
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=10, dtype=np.float32)
    vectors = vectorizer.fit_transform(names)
    rows = np.flatnonzero(vectors.getnnz(axis=1))
    index = nmslib.init(method="hnsw", space="cosinesimil_sparse", data_type=nmslib.DataType.SPARSE_VECTOR)
    index.addDataPointBatch(vectors[rows])
    if path.is_file():
        index.loadIndex(str(path))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        start = time.monotonic()
        index.createIndex(_HNSW, print_progress=False)
        index.saveIndex(str(path))
        print(f"{path}: {len(rows):,} names indexed in {time.monotonic() - start:.0f} s", file=sys.stderr)
    index.setQueryTimeParams({"efSearch": _EF_SEARCH})
    return [names[row] for row in rows], vectorizer, index
