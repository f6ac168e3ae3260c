"""Compares the label book with DrugCentral of 2017, whose indications and off-label uses are kept apart.

It is only measured against: its relations are in no shipped table, and the snapshots of DrugCentral's indications that
are (source key "drugcentral") neither vote for a use nor decide about today; see `miner.labels.merge.DATING_SOURCES`.
It is old and has class-wide rows: every corticosteroid has the uses of all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from corpora.measure.label_gold import because
from corpora.measure.scores import Difference, Share
from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.lexicon.build.tables import read_rows
from miner.lexicon.generality import INDICATION_DESCENDANTS_MAX, NAMELESS, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.reading.linking.candidates import Candidates
from miner.records import COVERING_LEVELS, DECIDED_LEVELS, LabelLevel, LabelState, MentionType

RELATIONS = "labels/curated/drugcentral_omop_relationship_2017-06.csv.gz"
STRUCTURES = "labels/curated/drugcentral_structures_2023.tsv.gz"
TAKEN_ON = date(2017, 6, 21)
TODAY = date(2026, 6, 1)
MEASURE = "DrugCentral 2017"
INDICATION, OFF_LABEL = "indication", "off-label use"
_LINK_MIN = 0.85
_ALIKE_MIN = 0.8
_CLASS_MIN = 5
"""Another drug's list is that of a class if it shares this share of at least so many indications."""
_HOME = "US"
"""DrugCentral's source is of the United States."""


@dataclass(frozen=True, slots=True)
class CuratedPair:
    """A set of drugs and a disease, and whether DrugCentral has them as an indication or as an off-label use."""

    drugs: tuple[str, ...]
    disease: str
    relation: str


class NameLinker:
    """Links names as a table has them: exact preferred names and synonyms first, then what the linker is sure of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._candidates = Candidates(lexicon)

    def find(self, name: str, type_: MentionType) -> str:
        """Return the identifier of a name, "" if it has none or several that are equally likely."""
        exact = self._lexicon.lookup(name, type_)
        named = [each.curie for each in exact if each.kind == "name"] or [each.curie for each in exact]
        if not named:
            links = [link for link in self._candidates.find(name, type_) if link.score >= _LINK_MIN]
            named = [link.curie for link in links if link.score == links[0].score]
        return named[0] if len(set(named)) == 1 else ""


def read_pairs(data: Path, lexicon: Lexicon) -> tuple[list[CuratedPair], Counter[str]]:
    """Return the linked pairs, each once and sorted, and how many rows of each relation were left out and why.

    Pairs that are listed both ways are left out.

    Raises:
        SourceError: a table is missing or malformed.
    """
    linker = NameLinker(lexicon)
    structures = {row["ID"]: row["INN"] for row in read_rows(data / STRUCTURES, sep="\t")}
    dropped: Counter[str] = Counter()
    found: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for row in read_rows(data / RELATIONS):
        relation = row["relationship_name"]
        if relation not in {INDICATION, OFF_LABEL}:
            continue
        name = structures.get(row["struct_id"], "")
        drug = linker.find(name, MentionType.DRUG)
        disease = linker.find(row["concept_name"], MentionType.DISEASE)
        if not drug or not disease:
            unnamed = "drug not linked" if name else "drug without structure, so without a name"
            reason = "disease not linked" if drug else unnamed
            dropped[f"{relation}: {reason}"] += 1
        elif disease in NAMELESS or is_too_general(lexicon, disease, INDICATION_DESCENDANTS_MAX):
            dropped[f"{relation}: disease too general"] += 1
        else:
            found[tuple(sorted(drug.split("+"))), disease].add(relation)
    dropped["pairs listed both ways"] = sum(len(relations) > 1 for relations in found.values())
    pairs = [CuratedPair(*pair, min(relations)) for pair, relations in sorted(found.items()) if len(relations) == 1]
    return pairs, dropped


class ClassLists:
    """Which drugs have the indications of their class: lists that are nearly those of another drug."""

    def __init__(self, pairs: Iterable[CuratedPair]) -> None:
        self._of_drug: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for pair in pairs:
            if pair.relation == INDICATION:
                self._of_drug[pair.drugs].add(pair.disease)

    @cached_property
    def _with_class(self) -> dict[tuple[str, ...], set[str]]:
        """The indications that each drug shares with drugs of nearly the same list."""
        shared: dict[tuple[str, ...], set[str]] = defaultdict(set)
        long = {drugs: found for drugs, found in self._of_drug.items() if len(found) >= _CLASS_MIN}
        for drugs, found in long.items():
            for other, others in long.items():
                if other != drugs and len(found & others) >= max(_CLASS_MIN, _ALIKE_MIN * len(found | others)):
                    shared[drugs] |= found & others
        return shared

    def has(self, pair: CuratedPair) -> bool:
        """Return whether a pair is one of a list that is nearly that of another drug."""
        return pair.disease in self._with_class.get(pair.drugs, ())


@dataclass(frozen=True, slots=True)
class PairResult:
    """A pair and what the label book says of it today, in the order of the jurisdictions."""

    pair: CuratedPair
    states: tuple[LabelState, ...]

    @property
    def home(self) -> LabelState:
        """The state in the United States."""
        return next(state for state in self.states if state.jurisdiction == _HOME)

    @property
    def is_covered(self) -> bool:
        """Whether the label of any jurisdiction covers the disease."""
        return any(state.level in COVERING_LEVELS for state in self.states)


def compare_pairs(pairs: Iterable[CuratedPair], book: LabelBook) -> list[PairResult]:
    """Return what the label book says of each pair today, in the same order."""
    return [PairResult(pair, book.states(pair.drugs, pair.disease, TODAY)) for pair in pairs]


def score_pairs(results: Iterable[PairResult]) -> Iterator[Share]:
    """Yield the shares of indications that are covered, and of off-label uses that are not and that are called so."""
    listed = list(results)
    indications = [result for result in listed if result.pair.relation == INDICATION]
    off_label = [result for result in listed if result.pair.relation == OFF_LABEL]
    decided = [result for result in indications if result.home.level in DECIDED_LEVELS]
    counts = {
        (INDICATION, "covered anywhere"): ([result.is_covered for result in indications]),
        (INDICATION, "covered in the US"): ([result.home.level in COVERING_LEVELS for result in indications]),
        (INDICATION, "covered if decided (US)"): ([result.home.level in COVERING_LEVELS for result in decided]),
        (OFF_LABEL, "covered nowhere"): ([not result.is_covered for result in off_label]),
        (OFF_LABEL, "not covered in the US"): ([result.home.level not in COVERING_LEVELS for result in off_label]),
        (OFF_LABEL, "called off label in the US"): ([_is_called_off(result.home) for result in off_label]),
    }
    for (relation, name), found in counts.items():
        yield Share(measure=MEASURE, group=f"{relation}: {name}", name="share", count=sum(found), of=len(found))


def _is_called_off(state: LabelState) -> bool:
    return state.level in DECIDED_LEVELS - COVERING_LEVELS


def pair_differences(results: Iterable[PairResult], lexicon: Lexicon) -> Iterator[Difference]:
    """Yield every pair on which the label book of the United States differs from DrugCentral, by the kind of reason."""
    listed = list(results)
    classes = ClassLists(result.pair for result in listed)
    for result in listed:
        pair, state = result.pair, result.home
        is_indication = pair.relation == INDICATION
        if (state.level in COVERING_LEVELS) == is_indication and (is_indication or not result.is_covered):
            continue
        kind = _why_not_covered(result, classes) if is_indication else _why_covered(result)
        shown = state if is_indication or state.level in COVERING_LEVELS else _covering(result)
        yield Difference(
            measure=MEASURE,
            kind=f"{pair.relation}: {kind}",
            row=f"{' + '.join(map(lexicon.name_of, pair.drugs))} in {lexicon.name_of(pair.disease)}",
            expected=pair.relation,
            found=f"{shown.level.value} ({shown.jurisdiction})",
            reason=because(shown),
        )


def _why_not_covered(result: PairResult, classes: ClassLists) -> str:
    state = result.home
    is_doubted = state.reason.startswith("not on the label;") or (
        state.fact is not None and state.fact.trust == "noisy"
    )
    reasons = {
        "on a label elsewhere only": result.is_covered,
        "the drug has left the market": state.reason.startswith("no product"),
        "no approval of the drug (other countries, old drugs)": state.level is LabelLevel.NOT_APPROVED,
        "undecided: only a source that is often wrong names it": state.level is LabelLevel.UNKNOWN and is_doubted,
        f"undecided: {state.reason.partition(';')[0]}": state.level not in DECIDED_LEVELS,
        "the label covers a form of it": state.level is LabelLevel.BROADER,
        "left the label": state.reason.startswith("left the label"),
        "only a source that is often wrong names it": is_doubted,
        "not on our label: a class-wide row of DrugCentral": classes.has(result.pair),
        "another form of the disease is on our label": state.level is LabelLevel.SIBLING,
    }
    return next((words for words, is_so in reasons.items() if is_so), "not on our label")


def _why_covered(result: PairResult) -> str:
    state = result.home
    if state.level not in COVERING_LEVELS:
        return f"covered in {_covering(result).jurisdiction} only"
    fact = state.fact
    words = {
        LabelLevel.ON: "on our label",
        LabelLevel.FORM: "a form of what is on our label",
        LabelLevel.PART: "a symptom, complication or population of what is on our label",
    }[state.level]
    is_new = fact is not None and fact.absent_on is not None and fact.absent_on >= TAKEN_ON
    return f"{words}, which came later" if is_new else words


def _covering(result: PairResult) -> LabelState:
    order = {code: rank for rank, code in enumerate(CODES)}
    covering = [state for state in result.states if state.level in COVERING_LEVELS]
    return min(covering, key=lambda state: order[state.jurisdiction])
