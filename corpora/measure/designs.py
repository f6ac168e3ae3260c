"""Scores study designs: what titles and abstracts alone make of articles whose design people have noted.

Three golds, none of which taught what is scored: abstracts annotated for this project with an odd PMID (the even ones
train); 4,838 random abstracts of 2019 that two people labelled (wmotte/asreview_rcts, without a licence, so it trains
nothing; the odd half was never looked at); MEDLINE's publication types and check tags of articles with an odd PMID.

The two readers count only rodents as animals, so predictions are also compared like with like: those whose most named
animal is a rodent. They did not tick all: of 67 rodent texts of the tuning half that were read as animal and not
ticked 41 report experiments in rodents when read again. Their "randomised" leaves out trials in healthy people
and in psychology, and others: of nine articles of that half that were read as randomised and not ticked, four are
randomised trials of treatments. So their precision is a lower bound. MEDLINE often says what an article is not and
not what it is: a group is scored where the record decides it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import corpora
from corpora.measure.scores import Evaluation, Score, Share, compare
from corpora.training.design_examples import (
    Annotation,
    Target,
    read_annotated,
    read_annotated_texts,
    read_typed,
    target_of_medline,
)
from miner.lexicon.build.tables import read_rows
from miner.reading.designs.classifier import GROUPS, group_of
from miner.reading.designs.rules import apply_rules, own_words
from miner.reading.designs.text import design_of_text
from miner.reading.designs.wordings import ANIMAL_WORDS
from miner.records import Article, Design
from miner.sources.medline import read_records

MEASURE = "designs"
ANNOTATED = Path(corpora.__file__).parent / "designs" / "annotated.tsv"
READERS = "corpora/claims/asreview_rcts_full_labels.tsv.gz"
_RECENT = "literature/recent_sample_2019_2022.xml.gz"
_RODENTS = frozenset("mice mouse murine rat rats rodent rodents hamster hamsters gerbil gerbils guinea".split())  # noqa: SIM905
_WORD = re.compile(r"[a-z]+")
_LABELS = {
    "randomised": (("randomized_trial",), Design.RANDOMISED),
    "systematic review": (("systematic_review", "meta_analysis"), Design.SYSTEMATIC_REVIEW),
    "protocol": (("protocol",), Design.PROTOCOL),
    "animal": (("rodent",), Design.ANIMAL),
}
UNNAMED = frozenset({"animal", "animals", "xenograft", "xenografts"})
"""Words for animals that name no species."""
Pairs = Iterable[tuple[object, Design, Design]]
"""Key of an article, its design by the gold, its design as read."""


def evaluate_designs(data: Path) -> Evaluation:
    """Return the scores of study designs by text on the three golds; shares have Wilson intervals.

    Raises:
        SourceError: a file of the reference data is missing or malformed.
        OSError: the annotations cannot be read.
    """
    scores = [*_score_annotated(data), *_score_readers(data), *_score_medline(data)]
    return Evaluation(
        scores=tuple(scores),
        shares=tuple(share for score in scores for share in as_shares(score)),
        notes=(
            "designs: by title and abstract alone, on what taught nothing; shares with 95 % intervals (Wilson)",
            "annotated: odd PMIDs, drawn at random or for words of a design ('hard'); 'rules': without the classifier",
            "annotated, kinds: odd PMIDs, drawn where an earlier version was likely to err",
            "two readers: trials in healthy people and psychology are not randomised there, only rodents animals",
        ),
    )


def as_shares(score: Score) -> Iterator[Share]:
    """Yield precision and recall of a score as shares, which have intervals; none where there is nothing to find."""
    if score.gold_count:
        measure = f"{score.measure}: {score.part}"
        found = score.found_count
        yield Share(measure=measure, group=score.label, name="recall", count=found, of=score.gold_count)
        predicted = found + score.spurious_count
        yield Share(measure=measure, group=score.label, name="precision", count=found, of=predicted)


def _score_annotated(data: Path) -> Iterator[Score]:
    held_out = {each.pmid: each for each in read_annotated(ANNOTATED) if each.pmid % 2}
    texts = read_annotated_texts(data, set(held_out))
    found = {pmid: design_of_text(article).design for pmid, article in texts.items()}
    ruled = {pmid: apply_rules(article).settled.design for pmid, article in texts.items()}
    kinds = {pmid: each for pmid, each in held_out.items() if each.drawn == "kinds"}
    held_out = {pmid: each for pmid, each in held_out.items() if pmid not in kinds}
    yield from score_pairs("annotated", _pairs(held_out, found))
    yield from score_pairs("annotated, kinds", _pairs(kinds, found))
    at_random = {pmid: each for pmid, each in held_out.items() if each.drawn == "random"}
    yield from score_pairs("annotated, random", _pairs(at_random, found))
    yield from score_pairs("annotated, rules", _pairs(held_out, ruled))


def _pairs(gold: Mapping[int, Annotation], found: Mapping[int, Design]) -> list[tuple[object, Design, Design]]:
    return [(pmid, each.expected, found[pmid]) for pmid, each in gold.items() if pmid in found]


def score_pairs(part: str, pairs: Pairs) -> Iterator[Score]:
    """Yield the score of each design that the gold has, in order of weight, and of all together."""
    pairs = list(pairs)
    for design in sorted({expected for _, expected, _ in pairs}):
        true = {key for key, expected, _ in pairs if expected is design}
        predicted = {key for key, _, found in pairs if found is design}
        yield compare(true, predicted).as_score(MEASURE, part, design.title)
    gold = {(key, expected) for key, expected, _ in pairs}
    yield compare(gold, {(key, found) for key, _, found in pairs}).as_score(MEASURE, part, "all designs")


def _score_readers(data: Path) -> Iterator[Score]:
    gold = {int(row["pmid"]): row for row in read_rows(data / READERS, sep="\t")}
    articles = {article.pmid: article for article in _articles(data / _RECENT) if article.pmid in gold}
    found = {pmid: design_of_text(article).design for pmid, article in articles.items()}
    of_rodents = {pmid for pmid, article in articles.items() if names_rodents_most(article.text)}
    parts: tuple[tuple[str, Callable[[int], bool]], ...] = (
        ("two readers", lambda _: True),
        ("two readers, odd", lambda pmid: pmid % 2 == 1),
    )
    for part, is_in in parts:
        among = {pmid for pmid in articles if is_in(pmid)}
        for label, (columns, design) in _LABELS.items():
            true = {pmid for pmid in among if any(gold[pmid][column] == "1" for column in columns)}
            predicted = {pmid for pmid in among if found[pmid] is design}
            yield compare(true, predicted).as_score(MEASURE, part, label)
            if design is Design.ANIMAL:
                yield compare(true, predicted & of_rodents).as_score(MEASURE, part, "animal, rodents most named")


def names_rodents_most(text: str) -> bool:
    """Return whether rodents are named at least as often as all other animals; cells of rodents are not counted."""
    words = _WORD.findall(own_words(text.lower(), has_animals=True))
    rodents = sum(map(_RODENTS.__contains__, words))
    animals = sum(word in ANIMAL_WORDS and word not in UNNAMED for word in words)
    return 0 < animals <= 2 * rodents


def _score_medline(data: Path) -> Iterator[Score]:
    annotated = {each.pmid for each in read_annotated(ANNOTATED)}
    targets: dict[int, Target] = {}
    found: dict[int, Design] = {}
    for article in read_typed(data):
        if article.pmid % 2 and article.pmid not in annotated and (target := target_of_medline(article)) is not None:
            targets[article.pmid] = target
            found[article.pmid] = group_of(design_of_text(article).design)
    for group in GROUPS:
        known = {pmid for pmid, target in targets.items() if group not in target.unknown}
        true = {pmid for pmid in known if targets[pmid].group is group}
        if true:
            predicted = {pmid for pmid in known if found[pmid] is group}
            yield compare(true, predicted).as_score(MEASURE, "MEDLINE, odd", _name(group))


def _name(group: Design) -> str:
    return {Design.CASE_REPORT: "case report or series", Design.SINGLE_ARM: "trial, not randomised"}.get(
        group, group.title
    )


def _articles(path: Path) -> Iterator[Article]:
    return (record for record in read_records(path) if isinstance(record, Article))
