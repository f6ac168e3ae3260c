"""What each source of label facts is worth: the share of its uses that people found on the label.

The sample are the labels that were annotated whole (every text that an agency's list has of a set of drugs is among
the annotated ones: what they do not name is not on the label), and the gold rows of today. A use that either confirms
is right.
"""

import hashlib
import importlib.resources
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpora.measure.label_gold import GoldRow
from corpora.measure.label_texts import AGENCIES, AnnotatedText
from corpora.measure.scores import Difference, Share
from miner.errors import LabelError, LexiconError
from miner.labels.moieties import moieties_of
from miner.labels.same_use import Relation, SameUse
from miner.labels.source_table import SOURCE_COLUMNS, load_sources
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.jp_list import LIST_TO
from miner.labels.sources.us_texts import FDA_LIST_BY
from miner.lexicon.build.tables import Row, read_spreadsheet
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table
from miner.records import COVERING_LEVELS, LabelFact, LabelLevel

MEASURE = "label sources"
_JURISDICTIONS = dict(zip(AGENCIES, ("US", "EU", "JP"), strict=True))
LISTED_ON = {"US": FDA_LIST_BY, "EU": date(2023, 12, 5), "JP": LIST_TO}
"""The day of the annotated texts: the newest of the label tables from which the agency's list was made."""
_CONFIRMING = frozenset({Relation.ON, Relation.FORM, Relation.PART, Relation.BROADER})
_RIGHT_LEVELS = COVERING_LEVELS | {LabelLevel.BROADER}
_NAMES = re.compile(r"'([^']+)'")

LabelKey = tuple[frozenset[str], str]
"""The moieties of a set of drugs, and a jurisdiction."""


def annotated_labels(
    data: Path, names: DrugNames, texts: Iterable[AnnotatedText], moieties: Mapping[str, str]
) -> dict[LabelKey, list[AnnotatedText]]:
    """Return the annotated texts of each label that was annotated whole.

    Raises:
        SourceError: a list of an agency is missing or malformed.
    """
    annotated = {text.name: text for text in texts}
    listed: dict[LabelKey, set[str]] = defaultdict(set)
    for agency, jurisdiction in _JURISDICTIONS.items():
        known: dict[str, tuple[str, ...]] = {}
        for row in read_spreadsheet(data / f"labels/{agency}_indications_deduplicated.xlsx"):
            cells = f"{row['drug name']}|{row['final normalized drug id']}"
            if cells not in known:
                known[cells] = _drugs_of(row, names)
            if known[cells]:
                digest = hashlib.sha256(row["indications text"].encode()).hexdigest()[:12]
                listed[moieties_of(known[cells], moieties), jurisdiction].add(f"{agency}:{digest}")
    whole = {key: sorted(found) for key, found in listed.items() if found <= annotated.keys()}
    return {key: [annotated[name] for name in found] for key, found in whole.items()}


def _drugs_of(row: Row, names: DrugNames) -> tuple[str, ...]:
    printed = _NAMES.findall(row["drug name"]) or [row["drug name"]]
    return names.find_all(printed) or names.find(row["final normalized drug id"])


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact that the sample can judge, whether it is right, and by what."""

    fact: LabelFact
    is_right: bool
    by: str


def judge_facts(
    facts: Iterable[LabelFact],
    labels: Mapping[LabelKey, Sequence[AnnotatedText]],
    gold: Iterable[GoldRow],
    same_use: SameUse,
    moieties: Mapping[str, str],
) -> Iterator[Judged]:
    """Yield the facts in force that annotated labels or gold rows of today judge, in the order of the facts.

    A fact is right if it is the disease of an annotated use of its drugs, a form, part or group of it; wrong if it is
    none. A text does not judge what came after it. A gold row judges facts of its very disease.
    """
    rows: dict[LabelKey, list[GoldRow]] = defaultdict(list)
    for row in gold:
        if row.time == "today":
            rows[moieties_of(row.use.drugs, moieties), row.jurisdiction].append(row)
    for fact in facts:
        if fact.relation == "population" or fact.status == "withdrawn":
            continue
        key = moieties_of(fact.drugs, moieties), fact.jurisdiction
        by_text = _by_texts(fact, labels[key], same_use) if key in labels else None
        by_gold = _by_gold(fact, rows[key], same_use) if key in rows else None
        verdicts = {"annotated text": by_text, "gold": by_gold}
        given = [name for name, verdict in verdicts.items() if verdict is not None]
        if given:
            right = [name for name in given if verdicts[name]]
            yield Judged(fact, bool(right), (right or given)[0])


def _by_texts(fact: LabelFact, texts: Iterable[AnnotatedText], same_use: SameUse) -> bool | None:
    """Return whether annotated texts of a label state a fact.

    None if it is newer than they are, or if they state uses that no identifier means.
    """
    uses = [use for text in texts for use in text.uses]
    if any(same_use.relate(fact.disease, each).relation in _CONFIRMING for use in uses for each in use.diseases):
        return True
    is_newer = fact.since is not None and fact.since > LISTED_ON[fact.jurisdiction]
    return None if is_newer or any(not use.diseases for use in uses) else False


def _by_gold(fact: LabelFact, rows: Iterable[GoldRow], same_use: SameUse) -> bool | None:
    levels = [
        row.level for row in rows if same_use.relate(row.use.disease, fact.disease).relation is Relation.ON
    ]  # fmt: skip
    return any(level in _RIGHT_LEVELS for level in levels) if levels else None


def source_worth(judged: Iterable[Judged]) -> Iterator[Share]:
    """Yield for each source, by key, how many of its judged uses are right, and of those that only it names."""
    of_key: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        for key in each.fact.sources:
            of_key[key].append(each)
    for key in sorted(of_key):
        alone = [each for each in of_key[key] if each.fact.sources == (key,)]
        for name, found in (("right", of_key[key]), ("right where alone", alone)):
            right = sum(each.is_right for each in found)
            yield Share(measure=MEASURE, group=key, name=name, count=right, of=len(found))


def source_differences(judged: Iterable[Judged], lexicon: Lexicon) -> Iterator[Difference]:
    """Yield the facts that the sample has as wrong, by trust and number of sources."""
    for each in judged:
        if not each.is_right:
            fact = each.fact
            drugs = " + ".join(map(lexicon.name_of, fact.drugs))
            alone = f"{fact.sources[0]} alone" if len(fact.sources) == 1 else "several sources"
            yield Difference(
                measure=MEASURE,
                kind=f"{fact.trust} fact that the sample does not confirm, {alone}",
                row=f"{fact.jurisdiction} {drugs} in {lexicon.name_of(fact.disease)}",
                expected=f"not on the label ({each.by})",
                found=f"{fact.trust} fact",
                reason=f"{fact.fact_id} {' '.join(fact.sources)}",
            )


def write_worth(shares: Iterable[Share], folder: Path | None = None) -> int:
    """Write the worth of each source into sources.tsv of a folder, or the shipped one; return how many have one.

    The order of the rows stays. Sources of which the sample judges nothing lose the worth that they had.

    Raises:
        LabelError: the table is missing, has a wrong row or cannot be written.
    """
    place = folder if folder is not None else Path(str(importlib.resources.files("corpora"))) / "labels"
    path = place / "sources.tsv"
    load_sources(place)
    worth = {share.group: share for share in shares if share.name == "right" and share.of}
    try:
        rows = [dict(zip(SOURCE_COLUMNS, row, strict=True)) for row in read_table(path, SOURCE_COLUMNS)]
        for row in rows:
            share = worth.get(row["key"])
            row["worth"], row["worth_of"] = (f"{share.value:.2f}", str(share.of)) if share else ("", "")
        lines = ["\t".join(SOURCE_COLUMNS), *("\t".join(row.values()) for row in rows)]
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        unfinished.write_text("\n".join(lines) + "\n", encoding="utf-8")
        unfinished.replace(path)
    except (OSError, LexiconError) as error:
        raise LabelError(f"{path}: cannot be written: {error}") from error
    return sum(bool(row["worth"]) for row in rows)
