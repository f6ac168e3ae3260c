"""Scores the label book on corpora/labels/gold.tsv: uses whose level on a day was written down before it was built.

Half of the rows were drawn at random from drugs and claims of the shared literature, half are hard. A row belongs to
part "dev" or "test" by its drugs and disease, so that all its days and jurisdictions are in one part.
"""

import hashlib
import importlib.resources
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpora.measure.scores import Difference, Share
from miner.errors import LabelError, LexiconError
from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.labels.listed import age_group, route_of, therapy_line
from miner.labels.names import ListNames
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table
from miner.records import COVERING_LEVELS, DECIDED_LEVELS, LabelLevel, LabelState, OffLabelKind, Use

GOLD_COLUMNS = (
    "half", "drugs", "drug_names", "disease", "disease_name", "jurisdiction", "day", "age", "line", "route",
    "biomarker", "level", "kind", "since", "source_url", "reason",
)  # fmt: skip
PARTS = ("dev", "test")
HALVES = ("random", "hard")
MEASURE = "label gold"
KINDS_MEASURE = "label gold, kinds"
_TODAY_FROM = date(2026, 1, 1)
"""Rows of this day or later ask for the labels of today, earlier ones for those of the past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRow:
    """A use, jurisdiction and day with the right level and kinds.

    `number` is the line in the table; `name` says in words which use it is; `qualifiers` are age, line, route and
    biomarker as the row has them, `use` what they mean to the label book.
    """

    number: int
    half: str
    name: str
    use: Use
    jurisdiction: str
    day: date
    level: LabelLevel
    kinds: frozenset[OffLabelKind] = frozenset()
    qualifiers: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """The part of the row, "dev" or "test"."""
        text = "|".join(self.use.drugs) + self.use.disease
        return PARTS[int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % 2]

    @property
    def time(self) -> str:
        """When the row asks: "today", or "past, covered" or "past, not covered" by its level."""
        if self.day >= _TODAY_FROM:
            return "today"
        return "past, covered" if self.level in COVERING_LEVELS else "past, not covered"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldResult:
    """A row and what the label book said of it."""

    row: GoldRow
    state: LabelState

    @property
    def is_exact(self) -> bool:
        """Whether the level is the right one."""
        return self.state.level is self.row.level

    @property
    def is_right(self) -> bool:
        """Whether the level means the same answer as the right one."""
        return answer_of(self.state.level) == answer_of(self.row.level)

    @property
    def is_decided(self) -> bool:
        """Whether the label book gave an answer at all."""
        return self.state.level in DECIDED_LEVELS


def answer_of(level: LabelLevel) -> str:
    """Return what a level means to whoever asks: "covered", "off" or the level itself."""
    if level in COVERING_LEVELS:
        return "covered"
    return "off" if level in {LabelLevel.OFF, LabelLevel.SIBLING} else level.value


def read_gold(lexicon: Lexicon, folder: Path | None = None) -> list[GoldRow]:
    """Return the rows of gold.tsv in a folder, or of the one that ships, in table order.

    Biomarkers resolve through the lexicon; words that mean none, and ages, lines and routes that are none, are stated
    in `qualifiers` and missing in `use`.

    Raises:
        LabelError: the table is missing or a row does not parse; file and line are named.
    """
    path = (folder if folder is not None else importlib.resources.files("corpora") / "labels") / "gold.tsv"
    names = ListNames(lexicon)
    try:
        rows = list(read_table(path, GOLD_COLUMNS))
    except LexiconError as error:
        raise LabelError(f"{error}; gold.tsv is kept by hand") from error
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            found.append(_gold_row(number, dict(zip(GOLD_COLUMNS, row, strict=True)), names))
        except ValueError as error:
            raise LabelError(f"{path}:{number}: {error}; correct it") from error
    return found


def _gold_row(number: int, cell: dict[str, str], names: ListNames) -> GoldRow:
    """Return a row of the table.

    Raises:
        ValueError: a cell has a wrong value.
    """
    for column, allowed in (("half", HALVES), ("jurisdiction", CODES)):
        if cell[column] not in allowed:
            raise ValueError(f"{column} is {cell[column]!r}, not one of {', '.join(allowed)}")
    use = Use(
        drugs=tuple(cell["drugs"].split("|")),
        disease=cell["disease"],
        ages=age_group(cell["age"]),
        line=therapy_line(cell["line"]),
        route=route_of(cell["route"]),
        biomarkers=names.biomarkers(cell["biomarker"]).curies if cell["biomarker"] else (),
    )
    return GoldRow(
        number=number,
        half=cell["half"],
        name=f"{cell['drug_names'].replace('|', ' + ')} in {cell['disease_name']}",
        use=use,
        jurisdiction=cell["jurisdiction"],
        day=date.fromisoformat(cell["day"]),
        level=LabelLevel(cell["level"]),
        kinds=frozenset(map(OffLabelKind, filter(None, cell["kind"].split("|")))),
        qualifiers=tuple(filter(None, (cell[column] for column in ("age", "line", "route", "biomarker")))),
    )


def compare_gold(rows: Iterable[GoldRow], book: LabelBook) -> list[GoldResult]:
    """Return what the label book says of each row, in the same order."""
    return [GoldResult(row=row, state=book.state(row.use, row.jurisdiction, row.day)) for row in rows]


_GROUPINGS: tuple[Callable[[GoldRow], Iterable[str]], ...] = (
    lambda row: (row.part,),
    lambda row: (row.half,),
    lambda row: (row.time,),
    lambda row: (row.jurisdiction,),
    lambda row: (f"{row.jurisdiction}, {row.time}",),
    lambda row: (f"level {row.level.value}",),
    lambda row: [f"kind {kind.value}" for kind in row.kinds],
)
"""How rows are grouped, in the order in which the groups are printed."""


def score_gold(results: Iterable[GoldResult]) -> Iterator[Share]:
    """Yield for all rows and for each group: exact level, answer, share decided, and answer among the decided."""
    listed = list(results)
    yield from _shares("all", listed)
    for grouping in _GROUPINGS:
        groups: dict[str, list[GoldResult]] = defaultdict(list)
        for result in listed:
            for group in grouping(result.row):
                groups[group].append(result)
        for group in sorted(groups, key=_group_order):
            yield from _shares(group, groups[group])


def _group_order(group: str) -> tuple[int, str]:
    """Return the place of a group among those of its grouping: halves, levels and kinds in their own order."""
    levels = [f"level {level.value}" for level in LabelLevel]
    order = [*HALVES, *levels, *(f"kind {kind.value}" for kind in OffLabelKind)]
    codes = {code: str(rank) for rank, code in enumerate(CODES)}
    code, comma, rest = group.partition(",")
    return order.index(group) if group in order else 0, f"{codes.get(code, code)}{comma}{rest}"


def _shares(group: str, results: list[GoldResult]) -> Iterator[Share]:
    decided = [result for result in results if result.is_decided]
    counts = {
        "exact level": (sum(result.is_exact for result in results), len(results)),
        "answer": (sum(result.is_right for result in results), len(results)),
        "decided": (len(decided), len(results)),
        "answer if decided": (sum(result.is_right for result in decided), len(decided)),
    }
    for name, (count, of) in counts.items():
        yield Share(measure=MEASURE, group=group, name=name, count=count, of=of)


def score_kinds(results: Iterable[GoldResult]) -> Iterator[Share]:
    """Yield how often the kinds of off-label use are right in rows that state age, line, route or biomarker.

    Exactly right, and by kind: how many that gold has were found, and how many that were found gold has.
    """
    stated = [result for result in results if result.row.qualifiers]
    right = sum(set(result.state.kinds) == result.row.kinds for result in stated)
    yield Share(measure=KINDS_MEASURE, group="all kinds of a row", name="right", count=right, of=len(stated))
    for kind in OffLabelKind:
        gold = [result for result in stated if kind in result.row.kinds]
        found = [result for result in stated if kind in result.state.kinds]
        if gold or found:
            both = sum(kind in result.state.kinds for result in gold)
            yield Share(measure=KINDS_MEASURE, group=kind.value, name="found", count=both, of=len(gold))
            yield Share(measure=KINDS_MEASURE, group=kind.value, name="right", count=both, of=len(found))


def gold_differences(results: Iterable[GoldResult]) -> Iterator[Difference]:
    """Yield every row whose level is not the right one, undecided rows by why they are, then rows with wrong kinds."""
    listed = list(results)
    for result in listed:
        row, state = result.row, result.state
        if result.is_exact:
            continue
        kind = undecided_because(state) if not result.is_decided else f"{row.level.value} called {state.level.value}"
        if result.is_right:
            kind = f"same answer, other level: {kind}"
        yield Difference(
            measure=MEASURE,
            kind=kind,
            row=_row_name(row),
            expected=row.level.value,
            found=state.level.value,
            reason=because(state),
        )
    for result in listed:
        row, state = result.row, result.state
        if row.qualifiers and set(state.kinds) != row.kinds:
            expected, found = (_in_words(kinds) for kinds in (row.kinds, state.kinds))
            yield Difference(
                measure=KINDS_MEASURE,
                kind=f"{expected} called {found}",
                row=f"{_row_name(row)} ({', '.join(row.qualifiers)})",
                expected=expected,
                found=found,
                reason=because(state),
            )


def _row_name(row: GoldRow) -> str:
    return f"line {row.number}, {row.part}, {row.jurisdiction} {row.day}: {row.name}"


def _in_words(kinds: Iterable[OffLabelKind]) -> str:
    listed = set(kinds)
    return " and ".join(kind.value for kind in OffLabelKind if kind in listed) or "no kind"


def because(state: LabelState) -> str:
    """Return the reason of a state, with the fact that decided it, its days and sources."""
    fact = state.fact
    if fact is None:
        return state.reason
    days = [f"absent on {fact.absent_on} ({fact.absent_source})"] if fact.absent_on else []
    days += [f"since {fact.since} ({fact.since_kind}, {fact.since_source})"] if fact.since else []
    days += [f"ended on {fact.ended_on}"] if fact.ended_on else []
    return f"{state.reason} [{'; '.join((fact.fact_id, *days, ' '.join(fact.sources)))}]"


def undecided_because(state: LabelState) -> str:
    """Return in words why a state is no answer."""
    if state.level is LabelLevel.BETWEEN:
        return "undecided: the day lies between two bounds"
    if state.fact is not None and state.fact.trust == "noisy":
        return "undecided: only a source that is often wrong names the use"
    if "no source tells whether earlier" in state.reason:
        return f"undecided: {state.jurisdiction}: the day of the first approval is not known"
    if "older than our list of approvals" in state.reason:
        return f"undecided: {state.jurisdiction}: the drug is older than the lists of approvals"
    return f"undecided: {state.jurisdiction}: {_LABELS.get(state.jurisdiction, 'no source has the whole label')}"


_LABELS = {
    "EU": "the label is a national one, which no source has whole",
    "JP": "the label is older than April 2004, and no source has it whole",
}
"""Why labels of a jurisdiction are not known: what its sources lack."""
