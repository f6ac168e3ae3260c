"""Candidates of a day: evidence and labels in, ranked signals out. A pure function; nothing here opens a ledger."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from graph.identifiers import ingredients_of
from miner.jurisdictions import CODES
from miner.labels.engine import LabelBook
from miner.lexicon.drug_classes import is_class
from miner.lexicon.endpoints import read_endpoints
from miner.lexicon.generality import USE_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.symptoms import read_symptoms
from miner.records import (
    EvidenceRow,
    Followed,
    LabelState,
    ListComparison,
    OffLabelKind,
    PairEvidence,
    SetAside,
    Signal,
    StudiedKind,
)
from miner.signals.background import Background
from miner.signals.columns import kinds_in
from miner.signals.counts import tally, tally_advice
from miner.signals.facts import Facts
from miner.signals.kinds import StudyKinds, narrowed
from miner.signals.measured import Measured
from miner.signals.observed import Observed, observe
from miner.signals.rank import find_followed, is_candidate, rank_signals
from miner.signals.score import ScoreModel
from miner.signals.set_aside import Endpoints, describe_harm, describe_preclinical
from miner.signals.surroundings import Surroundings

Evidence = Iterable[tuple[tuple[str, str], Sequence[EvidenceRow]]]
States = Callable[[tuple[str, ...], str, date], tuple[LabelState, ...]]
Supported = tuple[PairEvidence, tuple[LabelState, ...]]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The content of a list as of a day.

    `signals` are the candidates, best first, `followed` the pairs that a label later covered, and `set_aside` those
    that are supported outside the labels and yet no use, most studies first. `comparison` says how it differs from the
    list of an earlier week, None where nobody compared. `narrowed` has the evidence of rows that have a part of their
    pair's.
    """

    as_of: date
    signals: list[Signal]
    followed: list[Followed]
    set_aside: list[SetAside] = field(default_factory=list)
    comparison: ListComparison | None = None
    narrowed: Mapping[Pair, Sequence[EvidenceRow]] = field(default_factory=dict)

    def every_signal(self) -> Iterator[Signal]:
        """Yield the candidates with those folded into them."""
        for signal in self.signals:
            yield signal
            yield from signal.folded

    def of_area(self, area: str) -> "Evaluation":
        """Return the candidates, followed and set-aside pairs of the day with only the candidates of an area."""
        return replace(self, signals=[signal for signal in self.signals if area in signal.areas])

    def of_kind(self, kind: OffLabelKind) -> "Evaluation":
        """Return the same with only the candidates of a kind of off-label use in any jurisdiction."""
        return replace(self, signals=[s for s in self.signals if any(kind in kinds_in(s, code) for code in CODES)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pair outside some label: its evidence, label states, what its articles show and its studies are outside of.

    `rows` is the evidence itself where it is a part of the pair's (`is_by_kind`), else ().
    """

    evidence: PairEvidence
    states: tuple[LabelState, ...]
    observed: Observed
    kinds: tuple[StudiedKind, ...] = ()
    is_by_kind: bool = False
    rows: tuple[EvidenceRow, ...] = ()


@dataclass(slots=True)
class Gathered:
    """What a day's evidence and labels give before anything is ranked.

    `supported` are all pairs that a study, or reviews alone, support, `candidates` those of them that are outside some
    label and a use, with what their articles show.
    """

    background: Background
    supported: list[Supported] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)


def find_candidates(  # noqa: PLR0913, PLR0917 - what decides a list
    evidence: Evidence,
    volume_by_year: Mapping[int, int],
    book: LabelBook,
    lexicon: Lexicon,
    as_of: date,
    model: ScoreModel | None = None,
    regions: Collection[str] = CODES,
) -> Evaluation:
    """Return the candidates of a day.

    Args:
        evidence: each (drug, disease) with the counted evidence that was known on the day, ordered by drug.
        volume_by_year: articles of each year, whatever they are about; growth is compared with it.
        book: the label facts and markets.
        lexicon: the disease hierarchy; diseases that are too general to be a use are left out.
        as_of: the day whose labels count.
        model: the weights of the score; by default the shipped ones that labels known on the day taught.
        regions: the jurisdictions of the list's readers, whose labels decide the order.

    Raises:
        SignalError: the shipped weights are missing or damaged.
    """
    model = model or ScoreModel.load(as_of)
    gathered = gather(evidence, volume_by_year, book.states, lexicon, as_of, StudyKinds(book, lexicon, as_of))
    model = model.for_corpus(gathered.background.study_count)
    candidates = (
        (facts, model.score(facts, regions)) for facts in candidate_facts(gathered, book, lexicon, as_of, model.prior)
    )
    gathered.set_aside.sort(key=lambda p: (-p.evidence.supporting_count, p.evidence.drug_id, p.evidence.disease))
    return Evaluation(
        as_of=as_of,
        signals=rank_signals(candidates, lexicon, book.same_use, regions),
        followed=find_followed(gathered.supported),
        set_aside=gathered.set_aside,
        narrowed={(c.evidence.drug_id, c.evidence.disease): c.rows for c in gathered.candidates if c.is_by_kind},
    )


def gather(  # noqa: PLR0913, PLR0917 - what decides a list
    evidence: Evidence,
    volume_by_year: Mapping[int, int],
    states: States,
    lexicon: Lexicon,
    as_of: date,
    kinds: StudyKinds,
) -> Gathered:
    """Return the supported pairs, candidates and pairs set aside of a day, with the volumes of drugs and diseases."""
    gathered = Gathered(Background(volume_by_year))
    for drug_id, of_drug in groupby(evidence, key=lambda item: item[0][0]):
        if any(_has_no_label(part, lexicon) for part in ingredients_of(drug_id)):
            continue
        by_disease = {disease: rows for (_, disease), rows in of_drug}
        for total, labels, reason in _weigh(drug_id, by_disease, states, lexicon, as_of, gathered.background):
            if reason:
                gathered.set_aside.append(SetAside(evidence=total, label_states=labels, reason=reason))
                continue
            gathered.supported.append((total, labels))
            candidate = _candidate(total, labels, by_disease[total.disease], kinds)
            if candidate is not None:
                gathered.candidates.append(candidate)
    return gathered


def _has_no_label(drug: str, lexicon: Lexicon) -> bool:
    """Return whether no label can be for it: a class, of which nothing said is evidence for its drugs, or no drug."""
    return is_class(drug) or lexicon.is_unapproved(drug)


def _candidate(
    total: PairEvidence, states: tuple[LabelState, ...], rows: Sequence[EvidenceRow], finder: StudyKinds
) -> Candidate | None:
    """Return a supported pair as a candidate, None if it is within all labels.

    A pair whose disease is on label wherever the drug is, is one by those of its studies that are outside, and only
    these are its evidence.
    """
    pair = total.drug_id, total.disease
    found = finder.of_pair(*pair, rows, states)
    if is_candidate(total, states):
        observed = observe(total.disease, rows)
        return Candidate(evidence=total, states=found.states, observed=observed, kinds=found.found)
    if not found.rows:
        return None
    own = narrowed(found, pair, finder)
    part = tally(*pair, found.rows)
    if (
        part is None
        or not part.is_studied
        or not is_candidate(part, own.states)
        or describe_preclinical(part)
        or describe_harm(rows)
    ):
        return None
    return Candidate(
        evidence=part,
        states=own.states,
        observed=observe(total.disease, found.rows),
        kinds=found.found,
        is_by_kind=True,
        rows=found.rows,
    )


def candidate_facts(
    gathered: Gathered, book: LabelBook, lexicon: Lexicon, as_of: date, prior: tuple[float, float]
) -> Iterator[Facts]:
    """Yield all that the score sees of each candidate."""
    around, symptoms = Surroundings(book, lexicon, as_of), read_symptoms()
    for candidate in gathered.candidates:
        drugs, disease = ingredients_of(candidate.evidence.drug_id), candidate.evidence.disease
        yield Facts(
            evidence=candidate.evidence,
            observed=candidate.observed,
            states=candidate.states,
            kinds=candidate.kinds,
            is_by_kind=candidate.is_by_kind,
            background=gathered.background,
            as_of=as_of,
            drug_age=around.age(drugs),
            labelled_drugs=around.drug_count(drugs, disease),
            label_growth=around.grown(drugs),
            disease_gain=around.gained(drugs, disease),
            has_class_mate=around.has_class_mate(drugs, disease),
            descendants=len(lexicon.descendants(disease)),
            is_symptom=disease in symptoms,
            prior=prior,
            market_years=around.market_years(drugs),
        )


def _weigh(  # noqa: PLR0913, PLR0917 - what decides a candidate
    drug_id: str,
    by_disease: Mapping[str, Sequence[EvidenceRow]],
    states_of: States,
    lexicon: Lexicon,
    as_of: date,
    background: Background,
) -> Iterator[tuple[PairEvidence, tuple[LabelState, ...], str]]:
    """Yield totals and label states of each supported use of a drug, and why it is no candidate though it would be."""
    drugs = ingredients_of(drug_id)
    endpoints = Endpoints(by_disease, lambda disease: states_of(drugs, disease, as_of), lexicon, read_symptoms())
    measured = Measured(by_disease, endpoints, lexicon, read_symptoms(), read_endpoints())
    for disease, rows in by_disease.items():
        total = tally(drug_id, disease, rows)
        if total is not None:
            background.add(total)
        else:
            total = tally_advice(drug_id, disease, rows)
        if total is None:
            continue
        if total.is_supported and not is_too_general(lexicon, disease, USE_DESCENDANTS_MAX):
            states = states_of(drugs, disease, as_of)
            reason = ""
            if is_candidate(total, states):
                reason = describe_preclinical(total) or describe_harm(rows)
                reason = reason or endpoints.describe(disease) or measured.describe(disease)
            yield total, states, reason
