"""Scores numeric results: which are found with the right kind, how many of those found are annotated, and the arms.

Three golds (`outcome_gold`). PICO-Corpus and C-TrO leave out kinds and single values, so their precision is a floor;
C-TrO's is not shown. Of the project's own abstracts, even PMIDs were looked at while the rules were made, odd ones
not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpora.measure.outcome_gold import SIZES, Annotated, Gold, read_annotated, read_ctro, read_pico
from corpora.measure.scores import Evaluation, Share
from miner.reading.outcomes.outcomes import find_outcomes
from miner.reading.reader import Reader, sentences_of
from miner.records.studies import Outcome
from miner.records.studies import OutcomeKind as Kind

_RATIOS = {Kind.HAZARD_RATIO, Kind.ODDS_RATIO, Kind.RISK_RATIO}
PATTERNED = frozenset(_RATIOS | {Kind.P_VALUE, Kind.ENROLLED, Kind.ARM_SIZE})
NOTES = (
    "outcomes, PICO-Corpus and C-TrO: values at the annotated place with a kind of the label; not all are annotated",
    "outcomes, annotated: kind and value right, at the quoted place; patterned: ratios, p, sizes, rates with interval",
    "outcomes, size exact: abstracts whose largest number enrolled is an annotated one; arms: of the values found",
)


def evaluate_outcomes(data: Path) -> Evaluation:
    """Return shares of numeric results by gold and kind.

    Raises:
        SourceError: a corpus or the literature is missing or malformed.
    """
    reader = Reader.load()
    shares: list[Share] = []
    for name, read, has_precision in (("PICO-Corpus", read_pico, True), ("C-TrO", read_ctro, False)):
        found = list(_read(reader, list(read(data))))
        shares += placed_shares(f"outcomes, {name}", found, has_precision=has_precision)
    own = list(_read(reader, list(read_annotated(data))))
    for part, remainder in (("dev", 0), ("test", 1)):
        chosen = [(each, outcomes) for each, outcomes in own if each.article.pmid % 2 == remainder]
        shares += _own_shares(f"outcomes, annotated ({part}, {len(chosen)} abstracts)", chosen)
    return Evaluation(shares=tuple(shares), notes=NOTES)


Found = tuple[Annotated, tuple[Outcome, ...]]


def _read(reader: Reader, annotated: Sequence[Annotated]) -> Iterator[Found]:
    docs = reader.nlp.pipe(each.article.text for each in annotated)
    for each, doc in zip(annotated, docs, strict=True):
        mentions = reader.read_mentions(each.article.text, doc)
        yield each, find_outcomes(each.article, sentences_of(each.article, doc), mentions)


def placed_shares(measure: str, found: Iterable[Found], *, has_precision: bool) -> Iterator[Share]:
    """Yield recall and precision of a corpus that marks places, and how many abstracts have the right size."""
    recall: defaultdict[str, list[bool]] = defaultdict(list)
    precision: defaultdict[str, list[bool]] = defaultdict(list)
    arms: defaultdict[str, list[bool]] = defaultdict(list)
    sizes = []
    for annotated, outcomes in found:
        hits: set[int] = set()
        for gold in annotated.gold:
            right = [o for o in outcomes if o.start < gold.end and gold.start < o.end and o.kind in gold.kinds]
            recall[gold.label].append(bool(right))
            hits.update(o.start for o in right)
            arms[gold.label] += [v for o in right[:1] if (v := _is_pico_arm(annotated, gold, o.arm)) is not None]
        kinds = {kind: gold.label for gold in annotated.gold for kind in gold.kinds}
        for outcome in outcomes:
            if outcome.kind in kinds:
                precision[kinds[outcome.kind]].append(outcome.start in hits)
        sizes += _is_size_exact(annotated, outcomes)
    for label, values in recall.items():
        yield _share(measure, label, "recall", values)
        if has_precision:
            yield _share(measure, label, "precision, at least", precision[label])
        if arms[label]:
            yield _share(measure, label, "arms right where tied", arms[label])
    yield _share(measure, "size exact", "recall", sizes)


def _share(measure: str, group: str, name: str, values: Sequence[bool]) -> Share:
    return Share(measure=measure, group=group, name=name, count=sum(values), of=len(values))


def _is_size_exact(annotated: Annotated, outcomes: Sequence[Outcome]) -> list[bool]:
    """Return whether the largest number called enrolled is annotated; nothing if no size is annotated."""
    places = [(gold.start, gold.end) for gold in annotated.gold if gold.kinds == SIZES or Kind.ENROLLED in gold.kinds]
    if not places:
        return []
    enrolled = [outcome for outcome in outcomes if outcome.kind is Kind.ENROLLED]
    if not enrolled:
        return [False]
    largest = max(outcome.value for outcome in enrolled)
    at = [outcome for outcome in enrolled if outcome.value == largest]
    if any(gold.value is not None for gold in annotated.gold):
        return [any(gold.value == largest for gold in annotated.gold if Kind.ENROLLED in gold.kinds)]
    return [any(o.start < end and start < o.end for o in at for start, end in places)]


def _is_pico_arm(annotated: Annotated, gold: Gold, arm: str) -> bool | None:
    """Return whether an arm shares more words with its own side than with the other; None if it tells neither."""
    if not gold.arm or arm in {"", "all", "between"}:
        return None
    shared = {
        side: max((len(_words(arm) & _words(text)) for label, text in annotated.arms if label == side), default=0)
        for side in ("intervention", "control")
    }
    if shared["intervention"] == shared["control"]:
        return None
    return max(shared, key=lambda side: shared[side]) == gold.arm


def _own_shares(measure: str, found: Sequence[Found]) -> Iterator[Share]:
    """Yield precision, recall and arms of the project's own annotation by kind, of patterned kinds and of all."""
    pairs = [_paired(annotated.gold, outcomes) for annotated, outcomes in found]
    predicted = [outcome for _, outcomes in found for outcome in outcomes]
    right = [pair for each in pairs for pair in each]
    golds = [gold for annotated, _ in found for gold in annotated.gold]
    hits = Counter(gold.label for gold, _ in right)
    counts, gold_counts = Counter(str(o.kind) for o in predicted), Counter(gold.label for gold in golds)
    arms = defaultdict(list)
    for gold, outcome in right:
        if outcome.arm:
            arms[gold.label].append(is_same_arm(outcome.arm, gold.arm))
    rows = [(label, hits[label], counts[label], gold_counts[label], arms[label]) for label in sorted(gold_counts)]
    patterned = [gold for gold, outcome in right if _is_patterned(outcome)]
    rows.append(
        (
            "patterned",
            len(patterned),
            sum(map(_is_patterned, predicted)),
            sum(_is_patterned_gold(gold) for gold in golds),
            [
                value
                for gold, outcome in right
                if outcome.arm and _is_patterned(outcome)
                for value in [is_same_arm(outcome.arm, gold.arm)]
            ],
        )
    )
    rows.append(("all", len(right), len(predicted), len(golds), [value for each in arms.values() for value in each]))
    for label, hit, count, of, tied in rows:
        yield Share(measure=measure, group=label, name="recall", count=hit, of=of)
        yield Share(measure=measure, group=label, name="precision", count=hit, of=count)
        yield Share(measure=measure, group=label, name="arms right where tied", count=sum(tied), of=len(tied))
    with_bounds = [(gold, outcome) for gold, outcome in right if gold.low is not None]
    right_bounds = [outcome.low == gold.low and outcome.high == gold.high for gold, outcome in with_bounds]
    yield _share(measure, "interval right", "recall", right_bounds)
    yield _share(
        measure, "size exact", "recall", [value for each, outcomes in found for value in _is_size_exact(each, outcomes)]
    )


def _is_patterned(outcome: Outcome) -> bool:
    return outcome.kind in PATTERNED or (outcome.unit == "%" and outcome.low is not None)


def _is_patterned_gold(gold: Gold) -> bool:
    return bool(gold.kinds & PATTERNED) or (gold.unit == "%" and gold.low is not None)


def _paired(golds: Sequence[Gold], outcomes: Sequence[Outcome]) -> list[tuple[Gold, Outcome]]:
    """Return gold values with the outcomes that are they, one to one, in order of place."""
    left = list(outcomes)
    pairs = []
    for gold in golds:
        for outcome in left:
            is_same = outcome.kind in gold.kinds and abs(outcome.value) == abs(gold.value or 0.0)
            if is_same and gold.start <= outcome.start < gold.end:
                pairs.append((gold, outcome))
                left.remove(outcome)
                break
    return pairs


_NO_NAME = frozenset(
    [
        "the",
        "group",
        "groups",
        "arm",
        "arms",
        "patients",
        "treated",
        "treatment",
        "therapy",
        "recipients",
        "subjects",
        "alone",
        "women",
        "men",
        "only",
        "a",
        "of",
        "and",
        "with",
    ]
)


def _words(arm: str) -> set[str]:
    return set(re.findall(r"[\w+]+", arm.lower())) - _NO_NAME


def is_same_arm(found: str, gold: str) -> bool:
    """Return whether two names of a group are of the same one: they share a word that is no "group" or "treated"."""
    if found in {"all", "between"} or gold in {"all", "between", "?"}:
        return found == gold
    return bool(_words(found) & _words(gold))
