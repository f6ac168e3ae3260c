"""Trains the model that ships: mentions (CHEMICAL, DISEASE, GENE, VARIANT) and sentences, on one core.

Every stage starts from the mean weights of earlier stages. "silver" trains on machine-annotated text (PubTator 3) and
on BioRED, which marks every label. The "gold" stages train on human annotations only; labels that a corpus does not
mark are filled in with the predictions of the network at the start of the stage, because an unmarked name may still be
a mention. The "agreed" stages train on both: machine annotations count where the network agrees, and where the two
differ nothing is taught. "chosen" returns to the corpora that mark what this project reads for. The mean of five
stages ships.
"""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from corpora.mention_labels import LABELS
from corpora.readers import Corpus, read_bioscope
from corpora.split import bioscope_path, development_pmids, hold_out_sentences, read_corpora, split_off
from corpora.training.agreement import make_agreed_examples
from corpora.training.examples import make_examples
from corpora.training.model_card import Training, write_card
from corpora.training.names import collect_names
from corpora.training.network import Schedule, average_weights, make_pipeline, report, run_passes, shift_starts
from corpora.training.sentences import train_senter
from corpora.training.vectors import round_vectors, train_vectors, write_text
from miner.reading.nlp.gazetteer import Gazetteer
from miner.reading.nlp.models import fast_products
from miner.reading.nlp.tokens import make_blank

SEED = 20
VERSION = "0.3.0"
GOLD_CORPORA = (
    "bc5cdr_train",
    "ncbi_disease_train",
    "biored_train",
    "tmvar3_train",
    "nlmgene_train",
    "gnormplus_train",
)
"""In order of preference: of two corpora with the same abstract, the earlier one trains on it."""
SILVER_CORPUS = "pubtator3_silver"
COMPLETE_CORPORA = ("biored_train", SILVER_CORPUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A training stage.

    `after` names the stages whose mean weights it starts from; `weights` is the number of times that a pass includes
    each gold document of a corpus, 1 if the corpus is not listed; `is_agreed` adds the silver corpus where machine and
    network agree.
    """

    name: str
    after: tuple[str, ...]
    schedule: Schedule
    weights: Mapping[str, int] = field(default_factory=dict)
    is_agreed: bool = False


STAGES = (
    Stage(name="gold1", after=("silver",), schedule=Schedule(passes=4, seed=21)),
    Stage(name="gold2", after=("gold1",), schedule=Schedule(passes=5, seed=22)),
    Stage(
        name="gold3",
        after=("silver",),
        schedule=Schedule(passes=3, seed=21),
        weights={"bc5cdr_train": 3, "biored_train": 2},
    ),
    Stage(
        name="agreed1",
        after=("gold3", "gold2"),
        schedule=Schedule(passes=1, seed=31),
        weights=dict(zip(GOLD_CORPORA, (6, 4, 4, 4, 2, 2), strict=True)),
        is_agreed=True,
    ),
    Stage(
        name="agreed2",
        after=("gold3", "gold2"),
        schedule=Schedule(passes=1, seed=32, dropout=0.2),
        weights=dict(zip(GOLD_CORPORA, (6, 6, 5, 4, 2, 2), strict=True)),
        is_agreed=True,
    ),
    Stage(
        name="chosen",
        after=("agreed1", "agreed2", "gold3", "gold2"),
        schedule=Schedule(passes=2, seed=41, learn_rate=0.0004),
        weights=dict(zip(GOLD_CORPORA, (3, 1, 2, 2, 0, 0), strict=True)),
    ),
)
SHIPPED = ("agreed1", "agreed2", "gold3", "gold2", "chosen")
SHIFTS = {"DISEASE": -0.3, "VARIANT": 1.0}
"""Chosen on the development parts: diseases were predicted too often and variants too rarely."""


def train_model(data: Path, wheel: Path, out: Path, work: Path, document_count: int | None = None) -> None:
    """Train the model and write it, with its card, to `out`; progress is printed to stderr.

    A stage whose result is in `work` is not repeated; delete the folder to start from scratch.

    Args:
        data: the folder of reference data.
        wheel: the file from which `corpora.training.names` reads MeSH, ChEBI and HPO.
        out: the folder to write; it is replaced.
        work: the folder for the text, the vectors, the gazetteer and the model after each stage.
        document_count: for a rehearsal, the number of documents per corpus; the text has 100 paragraphs for each.

    Raises:
        SourceError: a corpus or the wheel is missing or malformed.
    """
    work.mkdir(parents=True, exist_ok=True)
    held_out = development_pmids(data)
    corpora, left_out = split_off(read_corpora(data, [*GOLD_CORPORA, SILVER_CORPUS]), held_out)
    corpora = [replace(corpus, documents=corpus.documents[:document_count]) for corpus in corpora]
    by_name = {corpus.name: corpus for corpus in corpora}
    with fast_products():
        text = _make_text(data, work, held_out, None if document_count is None else 100 * document_count)
        vectors = _make_vectors(text, work)
        gazetteer = _make_gazetteer(data, wheel, text, work)
        nlp = make_pipeline(vectors, gazetteer)
        _train_silver(nlp, [by_name[name] for name in COMPLETE_CORPORA], work / "silver")
        for stage in STAGES:
            _train_stage(nlp, stage, by_name, work)
        average_weights(nlp, [work / name for name in SHIPPED])
        shift_starts(nlp, SHIFTS)
        counts = Counter[str](nlp.meta["counts"])
        training, _ = hold_out_sentences(read_bioscope(bioscope_path(data)))
        fix_random_seed(SEED)
        train_senter(nlp, training, SEED, counts)
    ship_model(nlp, vectors, gazetteer, out)
    documents = {corpus.name: len(corpus.documents) for corpus in corpora}
    write_card(out, data, Training(documents=documents, left_out=left_out, counts=counts, seed=SEED))


def _make_text(data: Path, work: Path, held_out: frozenset[int], paragraph_count: int | None) -> Path:
    path = work / "text.txt"
    if not path.exists():
        report(f"text: {write_text(make_blank(), data, held_out, path, paragraph_count)} tokens")
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
        report(f"gazetteer: {len(gazetteer)} names")
        gazetteer.to_disk(path)
    return path


def _train_silver(nlp: Language, corpora: list[Corpus], folder: Path) -> None:
    if folder.exists():
        return
    ner: Any = nlp.get_pipe("ner")
    for label in LABELS:
        ner.add_label(label)
    fix_random_seed(SEED)
    examples = [example for corpus in corpora for example in make_examples(nlp, corpus, Counter())]
    nlp.initialize(lambda: examples[:20])
    run_passes(nlp, examples, Schedule(passes=3, seed=SEED, learn_rate=0.001))
    nlp.to_disk(folder)


def _train_stage(nlp: Language, stage: Stage, corpora: Mapping[str, Corpus], work: Path) -> None:
    """Run one stage and write its result to `work`, with its counts in the pipeline's meta data."""
    if (work / stage.name).exists():
        return
    average_weights(nlp, [work / name for name in stage.after])
    fix_random_seed(stage.schedule.seed)
    counts: Counter[str] = Counter()
    examples = list(_stage_examples(nlp, stage, corpora, counts))
    report(f"{stage.name}: {dict(counts)}")
    run_passes(nlp, examples, stage.schedule)
    nlp.meta["counts"] = dict(counts)
    nlp.to_disk(work / stage.name)


def _stage_examples(
    nlp: Language, stage: Stage, corpora: Mapping[str, Corpus], counts: Counter[str]
) -> Iterator[Example]:
    if stage.is_agreed:
        yield from make_agreed_examples(nlp, corpora[SILVER_CORPUS], counts)
    for name in GOLD_CORPORA:
        weight = stage.weights.get(name, 1)
        if weight:
            yield from list(make_examples(nlp, corpora[name], counts, gap_filler=nlp)) * weight


def ship_model(nlp: Language, vectors: Path, gazetteer: Path, out: Path) -> None:
    """Write the trained components with a fresh vocabulary, so that no word of the training texts is included."""
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
