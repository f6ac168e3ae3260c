"""Scores traits of populations and uses on abstracts annotated for this project: two dev parts and three tests.

A trait is found if kind and value are those of an annotated one of the abstract; for partners, comparators and prior
therapies the same drug or treatment. Roles are not asked for. "Places" tells how many of the traits whose value is
right also overlap the annotated words. In the first table even PMIDs are the development part, odd ones the test,
whose texts and labels nobody looked at while the rules were written; the second table is development too, the third is
a second test of six kinds, the fourth a third test of four. MEDLINE's check tags and two readers' labels are a second
measure of age, sex and pregnancy.
"""

import csv
import gzip
import importlib.resources
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpora.measure.scores import Evaluation, Score, Share, compare
from corpora.training.claim_examples import LITERATURE
from miner.errors import SourceError
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise
from miner.reading.populations.doses import parse_doses
from miner.reading.populations.finder import find_traits
from miner.reading.populations.schedules import find_schedules
from miner.reading.reader import Reader
from miner.records import Article, MentionType, Trait, TraitKind
from miner.sources.medline import read_records

MEASURE = "populations"
COLUMNS = ("pmid", "kind", "value", "role", "start", "end")
PARTS = ("dev", "test")
FIRST, SECOND, SECOND_TEST, THIRD_TEST = "annotated.tsv", "second.tsv", "second_test.tsv", "third_test.tsv"
SECOND_PART, SECOND_TEST_PART, THIRD_TEST_PART = "dev of all articles", "second test", "third test"
SIX_KINDS = (
    TraitKind.LINE, TraitKind.SETTING, TraitKind.BIOMARKER, TraitKind.SCHEDULE, TraitKind.PARTNER,
    TraitKind.PRIOR_THERAPY,
)  # fmt: skip
"""The kinds that the second test annotates."""
FOUR_KINDS = (TraitKind.SETTING, TraitKind.BIOMARKER, TraitKind.PARTNER, TraitKind.PRIOR_THERAPY)
"""The kinds that the third test annotates."""
_KINDS_OF_PART = {SECOND_TEST_PART: SIX_KINDS, THIRD_TEST_PART: FOUR_KINDS}
_OF_DRUGS = frozenset({TraitKind.PARTNER, TraitKind.COMPARATOR, TraitKind.PRIOR_THERAPY})
_OPEN = _OF_DRUGS | {TraitKind.BIOMARKER}


class Annotated(NamedTuple):
    """A row of annotated.tsv: a trait of an article, its place () where the quoted words do not stand in the text."""

    pmid: int
    kind: TraitKind
    value: str
    role: str
    place: tuple[int, ...]


def read_annotated(path: Path | None = None, name: str = FIRST) -> tuple[set[int], list[Annotated]]:
    """Return the annotated articles, also those without a trait, and the traits in the order of the table.

    Args:
        path: the table; if left out, the shipped one.
        name: which of the shipped tables, FIRST, SECOND, SECOND_TEST or THIRD_TEST.

    Raises:
        SourceError: the table is missing, or a row does not parse; the line is named.
    """
    path = path or Path(str(importlib.resources.files("corpora"))) / "populations" / name
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, f"cannot be read ({error})") from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise SourceError(path, f"its first line is not the columns {' '.join(COLUMNS)}")
    pmids, found = set(), []
    for number, line in enumerate(lines[1:], start=2):
        try:
            pmid, kind, value, role, start, end = line.split("\t")
            pmids.add(int(pmid))
            if kind != "none":
                place = (int(start), int(end)) if start else ()
                found.append(Annotated(int(pmid), TraitKind(kind), value, role, place))
        except ValueError as error:
            raise SourceError(path, f"line {number} is no annotated trait ({error}): {line[:80]!r}") from error
    return pmids, found


def evaluate_populations(data: Path) -> Evaluation:
    """Return the scores of traits by part and kind, and of age, sex and pregnancy on MEDLINE's check tags.

    Raises:
        SourceError: the table of annotated traits or a file of the reference data is missing or malformed.
    """
    parts = _annotated_parts()
    wanted = set().union(*(pmids for pmids, _ in parts.values()))
    reader = Reader.load()
    articles = list(_articles(data, set(wanted)))
    read = {article.pmid: traits for article, traits in read_traits(articles, reader)}
    shares: list[Share] = []
    for part, (pmids, annotated) in parts.items():
        chosen = {pmid: read[pmid] for pmid in pmids if pmid in read}
        gold = [row for row in annotated if row.pmid in chosen]
        kinds = _KINDS_OF_PART.get(part, tuple(TraitKind))
        shares += score_part(part, gold, chosen, reader.lexicon, kinds)
    note = (
        f"populations: {len(read)} of {len(wanted)} annotated abstracts; of the first table even PMIDs dev, "
        f'odd test, the second "{SECOND_PART}", the third "{SECOND_TEST_PART}" of six kinds, the fourth '
        f'"{THIRD_TEST_PART}" of four; exact kind and value per '
        "abstract, brackets hold 95 % intervals (Wilson); place: right values whose span overlaps the annotated"
    )
    return Evaluation(scores=tuple(_score_tags(data, reader)), shares=tuple(shares), notes=(note, _TAGS_NOTE))


def _annotated_parts() -> dict[str, tuple[set[int], list[Annotated]]]:
    """Return the articles of each part and the traits annotated in them."""
    pmids, annotated = read_annotated()
    parts = {part: ({pmid for pmid in pmids if part_of(pmid) == part}, annotated) for part in PARTS}
    parts[SECOND_PART] = read_annotated(name=SECOND)
    parts[SECOND_TEST_PART] = read_annotated(name=SECOND_TEST)
    parts[THIRD_TEST_PART] = read_annotated(name=THIRD_TEST)
    return parts


def part_of(pmid: int) -> str:
    """Return the part that an article of the first table belongs to, "dev" or "test"."""
    return PARTS[pmid % 2]


def read_traits(articles: Iterable[Article], reader: Reader) -> Iterator[tuple[Article, tuple[Trait, ...]]]:
    """Yield each article with its traits, in the same order."""
    for article in articles:
        sentences, mentions = reader.sentences_and_mentions(article)
        yield article, find_traits(article, sentences, mentions)


Key = tuple[int, TraitKind, str]


def score_part(
    part: str,
    gold: Sequence[Annotated],
    found: dict[int, tuple[Trait, ...]],
    lexicon: Lexicon,
    kinds: Sequence[TraitKind] = tuple(TraitKind),
) -> Iterator[Share]:
    """Yield precision, recall and overlap of places for each kind and for all of them.

    Args:
        part: the name of the part.
        gold: its annotated traits.
        found: the traits of each of its articles.
        lexicon: knows which names mean the same drug.
        kinds: the kinds that are annotated; what was found of others is not counted.
    """
    wanted, made = match_values(gold, found, lexicon)
    made = {key: traits for key, traits in made.items() if key[1] in kinds}
    for kind in (*kinds, None):
        asked = {key for key in wanted if kind in {key[1], None}}
        given = {key for key in made if kind in {key[1], None}}
        right = asked & given
        placed = sum(any(_touch(one.place, other) for one in wanted[key] for other in made[key]) for key in right)
        group = f"{part}, {kind.value if kind else 'all'}"
        yield Share(measure=MEASURE, group=group, name="precision", count=len(right), of=len(given))
        yield Share(measure=MEASURE, group=group, name="recall", count=len(right), of=len(asked))
        yield Share(measure=MEASURE, group=group, name="place", count=placed, of=len(right))


def match_values(
    gold: Sequence[Annotated], found: dict[int, tuple[Trait, ...]], lexicon: Lexicon
) -> tuple[dict[Key, list[Annotated]], dict[Key, list[Trait]]]:
    """Return the annotated and the found traits by article, kind and value; those that mean the same share a key."""
    made: dict[Key, list[Trait]] = defaultdict(list)
    for pmid, traits in found.items():
        for trait in traits:
            made[pmid, trait.kind, trait.curie or value_keys(trait.kind, trait.value)[0]].append(trait)
    wanted: dict[Key, list[Annotated]] = defaultdict(list)
    for row in gold:
        names = value_keys(row.kind, row.value)
        keys: list[Key] = [(row.pmid, row.kind, name) for name in names]
        if row.kind in _OPEN:
            keys = [_same_as(row, names[0], made, lexicon)]
        for key in keys:
            wanted[key].append(row)
    return wanted, made


def _same_as(row: Annotated, words: str, made: dict[Key, list[Trait]], lexicon: Lexicon) -> Key:
    """Return the key of the found trait that an annotated one of an open kind means, its own words if there is none.

    It means the same drug or words, or shares a word with one in its place: annotators write "ACE DD genotype" where
    the text has "DD ACE genotype".
    """
    curies = {c.curie for c in lexicon.lookup(words, MentionType.DRUG)} if row.kind in _OF_DRUGS else set()
    others = [(key, traits) for key, traits in made.items() if key[:2] == (row.pmid, row.kind)]
    for key, traits in others:
        if key[2] in curies or any(value_keys(trait.kind, trait.value)[0] == words for trait in traits):
            return key
    for key, traits in others:
        shared = set(words.split()) & {word for t in traits for word in value_keys(t.kind, t.value)[0].split()}
        if shared and any(_touch(row.place, trait) for trait in traits):
            return key
    return row.pmid, row.kind, words


def _touch(place: Sequence[int], trait: Trait) -> bool:
    return bool(place) and place[0] < trait.end and trait.start < place[1]


def value_keys(kind: TraitKind, value: str) -> list[str]:
    """Return what spellings of one value have in common: plain words, doses without "per day", schedules as we do.

    A dose of two drugs ("1 mg/0.5 mg") is two.
    """
    words = value.lower().strip()
    if kind is TraitKind.DOSE:
        return [dose.lower() for dose in parse_doses(_PER_TIME.sub("", words))] or [words]
    if kind is TraitKind.SCHEDULE:
        return [_schedule_key(words)]
    if kind in _OF_DRUGS:
        plain = _ASIDE.sub("", words)
        if _STANDARD.fullmatch(plain):
            return ["standard care"]
        return ["placebo" if plain.startswith("sham") else normalise(plain).removesuffix("s")]
    if kind is TraitKind.BIOMARKER:
        return [re.sub(r"[^a-z0-9]+", " ", words.replace("+", " positive")).strip()]
    return [words]


def _schedule_key(words: str) -> str:
    if words.startswith("duration"):
        words = f"for {words.removeprefix('duration').strip()}"
    found = sorted(find_schedules(words, 0, len(words)), key=lambda one: one.start - one.end)
    return found[0].value if found else words


_ASIDE = re.compile(
    r"\s*\([^)]*\)|\b(?:alone|monotherapy|originator|regular|oral|conventional(?! (?:therapy|treatment)))\b"
)
_STANDARD = re.compile(
    r"\s*(?:usual|standard|conventional|routine|best supportive)(?: of)?(?: medical| supportive)?(?: care|"
    r" therapy| treatment)?\s*"
)
_PER_TIME = re.compile(r"\s?(?:/|per )\s?(?:day|d|24 ?h|dose|week|wk)\b|\bdaily\b")


_TAGS = (
    ("child", TraitKind.AGE_GROUP, frozenset({"child", "child, preschool", "adolescent", "infant", "infant, newborn"}),
     frozenset({"neonate", "infant", "child", "adolescent"})),
    ("older adult", TraitKind.AGE_GROUP, frozenset({"aged", "aged, 80 and over"}), frozenset({"older adult"})),
    ("pregnant", TraitKind.PREGNANCY, frozenset({"pregnancy"}), frozenset({"pregnant"})),
)  # fmt: skip
_TAGS_NOTE = (
    "populations, MeSH: check tags of trials with any age tag; sex: female or male alone; the tags also "
    "know what only the "
    "full text tells, so recall is low by nature; two readers: the column child of the 2019 sample"
)
_TAGGED = "literature_more/drug_trials_cochrane_1986_2023.xml.gz"
_RECENT = "literature/recent_sample_2019_2022.xml.gz"
_SAMPLE_MAX = 1500


def _score_tags(data: Path, reader: Reader) -> Iterator[Score]:
    articles = [a for a in _records(data / _TAGGED) if _has_tags(a) and a.pmid % 2 == 0][:_SAMPLE_MAX]
    read = {a.pmid: (a, traits) for a, traits in read_traits(articles, reader)}
    for label, kind, tags, values in _TAGS:
        true = {pmid for pmid, (a, _) in read.items() if tags & _tags_of(a)}
        found = {
            pmid for pmid, (_, traits) in read.items() if any(t.kind is kind and t.value in values for t in traits)
        }
        yield compare(true, found).as_score("populations, MeSH", "Cochrane's trials", label)
    for label, other in (("female", "male"), ("male", "female")):
        true = {pmid for pmid, (a, _) in read.items() if label in _tags_of(a) and other not in _tags_of(a)}
        found = {
            pmid for pmid, (_, ts) in read.items() if any(t.kind is TraitKind.SEX and t.value == label for t in ts)
        }
        yield compare(true, found).as_score("populations, MeSH", "Cochrane's trials", label)
    yield _score_children(data, reader)


def _score_children(data: Path, reader: Reader) -> Score:
    path = data / "corpora" / "claims" / "asreview_rcts_full_labels.tsv.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            gold = {int(row["pmid"]): row["child"] == "1" for row in csv.DictReader(lines, delimiter="\t")}
    except (OSError, KeyError, ValueError) as error:
        raise SourceError(path, f"cannot be read ({error})") from error
    articles = [a for a in _records(data / _RECENT) if a.pmid in gold and a.pmid % 2 == 0][:_SAMPLE_MAX]
    read = dict(read_traits(articles, reader))
    young = _TAGS[0][3]
    found = {a.pmid for a, traits in read.items() if any(t.value in young for t in traits)}
    return compare({a.pmid for a in read if gold[a.pmid]}, found).as_score(
        "populations, readers", "sample of 2019", "child"
    )


def _has_tags(article: Article) -> bool:
    return not _tags_of(article).isdisjoint({"adult", "child", "aged", "middle aged", "adolescent", "infant"})


def _tags_of(article: Article) -> set[str]:
    return {heading.name.lower() for heading in article.mesh_headings}


def _records(path: Path) -> Iterator[Article]:
    return (record for record in read_records(path) if isinstance(record, Article))


def _articles(data: Path, wanted: set[int]) -> Iterator[Article]:
    for path in (path for folder in LITERATURE for path in sorted((data / folder).glob("*.xml.gz"))):
        for record in _records(path):
            if record.pmid in wanted:
                wanted.discard(record.pmid)
                yield record
        if not wanted:
            return
