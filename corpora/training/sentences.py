"""Trains the sentence splitter ("senter") on the abstracts of BioScope."""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, warmup_linear

from corpora.readers import SentencedDocument
from corpora.training.examples import make_tagged_doc

_PASSES = 8
_WIDTH = 32
_MODEL: dict[str, Any] = {
    "@architectures": "spacy.Tagger.v2",
    "normalize": False,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "miner.WordEmbed.v1",
            "width": _WIDTH,
            "attrs": ["TAG", "LOWER", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [200, 1000, 500, 500, 500],
            "pieces": 2,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": _WIDTH,
            "window_size": 2,
            "maxout_pieces": 2,
            "depth": 2,
        },
    },
}


def train_senter(nlp: Language, documents: Sequence[SentencedDocument], seed: int, counts: Counter[str]) -> None:
    """Add a trained "senter" with its own small network to the pipeline, before the "ner".

    Args:
        nlp: makes the tokens; other components are unchanged.
        documents: texts with known sentences.
        seed: sets the order of the documents.
        counts: is increased by "sentences" and "unaligned sentences" (those that do not begin at a token).
    """
    senter: Any = nlp.add_pipe("senter", before="ner", config={"model": _MODEL})
    examples = [_make_example(nlp, document, counts) for document in documents]
    senter.initialize(lambda: examples, nlp=nlp)
    rng = random.Random(seed)  # noqa: S311 (for shuffling, not a secret)
    steps = _PASSES * len(examples) // 16
    schedule: Any = warmup_linear(0.003, steps // 20, steps + steps // 20)
    optimizer = Adam(schedule, L2=0.0, grad_clip=1.0, use_averages=True)
    for _ in range(_PASSES):
        rng.shuffle(examples)
        for at in range(0, len(examples), 16):
            senter.update(examples[at : at + 16], sgd=optimizer, drop=0.1)
            optimizer.step_schedules()
    with senter.model.use_params(optimizer.averages):
        weights = senter.model.to_bytes()
    senter.model.from_bytes(weights)


def _make_example(nlp: Language, document: SentencedDocument, counts: Counter[str]) -> Example:
    doc = make_tagged_doc(nlp, document.text)
    reference = doc.copy()
    starts = {start for start, _ in document.sentences}
    counts["sentences"] += len(starts)
    counts["unaligned sentences"] += len(starts - {token.idx for token in reference})
    for token in reference:
        token.is_sent_start = token.idx in starts
    return Example(doc, reference)
