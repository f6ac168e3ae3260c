"""The network that finds mentions: architecture, pipeline, training passes and averages of weights."""

import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, warmup_linear

import miner.reading.nlp.embedding
import miner.reading.nlp.gazetteer  # noqa: F401 (registers "gazetteer", and the line above the layers)
from corpora.training.vectors import load_vectors
from miner.reading.nlp.tokens import make_blank

_BATCH_WORDS = 1500

_WIDTH = 128
_NER: dict[str, Any] = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "miner.WordEmbed.v1",
                "width": _WIDTH,
                "attrs": ["TAG", "LOWER", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [200, 5000, 500, 2000, 1000],
                "pieces": 3,
            },
            "encode": {
                "@architectures": "miner.BlockedEncoder.v1",
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": _WIDTH,
                    "window_size": 1,
                    "maxout_pieces": 2,
                    "depth": 5,
                },
            },
        },
    }
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The hyperparameters of a training run; `seed` sets the order of examples, `learn_rate` is Adam's maximum."""

    passes: int
    seed: int
    learn_rate: float = 0.0005
    dropout: float = 0.15


def make_pipeline(vectors: Path, gazetteer: Path) -> Language:
    """Return a pipeline of tokenizer, vectors, gazetteer and an untrained "ner" without labels."""
    nlp = make_blank()
    load_vectors(nlp, vectors)
    known_names: Any = nlp.add_pipe("gazetteer")
    known_names.from_disk(gazetteer)
    nlp.add_pipe("ner", config=_NER)
    return nlp


def average_weights(nlp: Language, folders: Sequence[Path]) -> None:
    """Set the "ner" to the mean weights of pipelines on disk, which must descend from one trained model.

    Source: model soups (Wortsman et al. 2022, arXiv:2203.05482).
    """
    ner: Any = nlp.get_pipe("ner")
    sums: dict[tuple[int, str], Any] = {}
    for folder in folders:
        nlp.from_disk(folder)
        for place, name, value in _weights(ner):
            sums[place, name] = sums.get((place, name), 0.0) + value
    nodes = list(ner.model.walk())
    for (place, name), total in sums.items():
        nodes[place].set_param(name, total / len(folders))


def shift_starts(nlp: Language, shifts: Mapping[str, float]) -> None:
    """Shift the network's scores for beginning a mention; above 0, a label is predicted more often, below 0 less."""
    ner: Any = nlp.get_pipe("ner")
    scores = ner.model.get_ref("upper")
    bias = scores.get_param("b").copy()
    for action, name in enumerate(ner.move_names):
        if name[0] in "BU":
            bias[action] += shifts.get(name[2:], 0.0)
    scores.set_param("b", bias)


def _weights(ner: Any) -> Iterator[tuple[int, str, Any]]:
    for place, node in enumerate(ner.model.walk()):
        yield from ((place, name, node.get_param(name)) for name in node.param_names if node.has_param(name))


def run_passes(nlp: Language, examples: list[Example], schedule: Schedule) -> None:
    """Train the "ner" and set it to the averages of its weights over all steps.

    The learning rate rises over the first twentieth of the steps and then falls to nearly zero.
    """
    ner: Any = nlp.get_pipe("ner")
    rng = random.Random(schedule.seed)  # noqa: S311 (for shuffling, not a secret)
    steps = schedule.passes * sum(len(example.reference) for example in examples) // _BATCH_WORDS
    optimizer = _make_optimizer(schedule.learn_rate, steps)
    start = time.monotonic()
    for number in range(1, schedule.passes + 1):
        losses: dict[str, float] = {}
        rng.shuffle(examples)
        for batch in _batches(examples):
            # Not nlp.update, which copies every example on every pass and takes a fifth of the time for that.
            ner.update(batch, sgd=optimizer, drop=schedule.dropout, losses=losses)
            optimizer.step_schedules()
        report(f"pass {number}/{schedule.passes}: loss {losses['ner']:.0f} after {time.monotonic() - start:.0f} s")
    with ner.model.use_params(optimizer.averages):
        weights = ner.model.to_bytes()
    ner.model.from_bytes(weights)


def _make_optimizer(learn_rate: float, steps: int) -> Any:
    schedule: Any = warmup_linear(learn_rate, steps // 20, steps + steps // 10)
    return Adam(schedule, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)


def _batches(examples: list[Example]) -> Iterator[list[Example]]:
    batch: list[Example] = []
    word_count = 0
    for example in examples:
        batch.append(example)
        word_count += len(example.reference)
        if word_count >= _BATCH_WORDS:
            yield batch
            batch, word_count = [], 0
    if batch:
        yield batch


def report(line: str) -> None:
    """Print a line of progress to stderr."""
    print(line, file=sys.stderr, flush=True)
