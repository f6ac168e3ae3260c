"""Scores the label book: on gold, against DrugCentral of 2017, its reader of label texts, and its sources.

Gold and annotated texts have parts "dev" and "test", by which `part` chooses; DrugCentral and the worth of the sources
are of all rows.
"""

import importlib.resources
from collections import Counter
from pathlib import Path
from typing import Literal

from corpora.measure.label_drugcentral import compare_pairs, pair_differences, read_pairs, score_pairs
from corpora.measure.label_gold import (
    PARTS,
    GoldRow,
    compare_gold,
    gold_differences,
    read_gold,
    score_gold,
    score_kinds,
)
from corpora.measure.label_sources import (
    annotated_labels,
    judge_facts,
    source_differences,
    source_worth,
)
from corpora.measure.label_sources import (
    write_worth as write_worth_of,
)
from corpora.measure.label_texts import evaluate_label_texts, read_annotated_texts
from corpora.measure.scores import Evaluation
from miner.labels.engine import LabelBook
from miner.labels.facts import load_label_facts, load_markets
from miner.labels.moieties import load_moieties
from miner.labels.same_use import SameUse
from miner.labels.sources.drug_names import DrugNames
from miner.lexicon.build.drugs import build_drugs
from miner.lexicon.lexicon import Lexicon
from miner.records import LabelFact
from miner.sources.manifest import locate, read_manifest

_GOLD_NOTE = (
    'label gold: "answer" takes on, form and part as covered, off and sibling as off label; "decided" is neither '
    'between nor unknown; "today" is 2026, "past" any earlier day; brackets hold 95 % intervals (Wilson)'
)
_KINDS_NOTE = "label gold, kinds: of rows that state age, line, route or biomarker; no label table has doses"


def evaluate_labels(
    data: Path, part: Literal["all", "dev", "test"] = "all", *, write_worth: bool = False
) -> Evaluation:
    """Return the shares, scores and differences of the shipped label book.

    Args:
        data: the folder of reference data.
        part: of gold and annotated texts.
        write_worth: whether to write what each source is worth into corpora/labels/sources.tsv.

    Raises:
        LabelError: a table of the label book or gold is missing or has a wrong row, or sources.tsv cannot be written.
        SourceError: a file of the reference data is missing or malformed.
    """
    parts = PARTS if part == "all" else (part,)
    lexicon = Lexicon.load()
    facts, gold = load_label_facts(), read_gold(lexicon)
    book = LabelBook(facts, lexicon, load_markets(), SameUse.load(lexicon))
    found = [
        _on_gold([row for row in gold if row.part in parts], book),
        _against_drugcentral(data, book, lexicon),
        _of_sources(data, facts, gold, lexicon, is_written=write_worth),
        evaluate_label_texts(data, parts),
    ]
    return Evaluation(
        scores=tuple(score for each in found for score in each.scores),
        shares=tuple(share for each in found for share in each.shares),
        differences=tuple(difference for each in found for difference in each.differences),
        notes=tuple(note for each in found for note in each.notes),
    )


def _on_gold(rows: list[GoldRow], book: LabelBook) -> Evaluation:
    results = compare_gold(rows, book)
    return Evaluation(
        shares=(*score_gold(results), *score_kinds(results)),
        differences=tuple(gold_differences(results)),
        notes=(_GOLD_NOTE, _KINDS_NOTE),
    )


def _against_drugcentral(data: Path, book: LabelBook, lexicon: Lexicon) -> Evaluation:
    pairs, dropped = read_pairs(data, lexicon)
    results = compare_pairs(pairs, book)
    return Evaluation(
        shares=tuple(score_pairs(results)),
        differences=tuple(pair_differences(results, lexicon)),
        notes=(f"DrugCentral 2017, left out: {_listed(dropped)}",),
    )


def _of_sources(
    data: Path, facts: tuple[LabelFact, ...], gold: list[GoldRow], lexicon: Lexicon, *, is_written: bool
) -> Evaluation:
    folder = Path(str(importlib.resources.files("corpora"))) / "lexicon"
    names = DrugNames(build_drugs(locate(read_manifest(folder / "extracts.toml"), data), folder), lexicon)
    moieties = load_moieties()
    labels = annotated_labels(data, names, read_annotated_texts(), moieties)
    judged = list(judge_facts(facts, labels, gold, SameUse.load(lexicon), moieties))
    shares = tuple(source_worth(judged))
    notes = [f"label sources: {len(judged)} uses judged, of {len(labels)} labels annotated whole and by gold of today"]
    if is_written:
        notes.append(f"label sources: sources.tsv has the worth of {write_worth_of(shares)} sources now")
    return Evaluation(shares=shares, differences=tuple(source_differences(judged, lexicon)), notes=tuple(notes))


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {what}" for what, count in counts.most_common())
