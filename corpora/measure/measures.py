"""The measures that `python -m corpora evaluate` knows by name. A new one is a module and a line in `MEASURES`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from corpora.measure.scores import Evaluation, Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the command needs to know of a measure.

    `function` is "module:name" and imported only when it runs, so that --help stays quick. It takes the folder of
    reference data and, as keywords, those of its options that were given; it returns scores, or an `Evaluation` if it
    has more to report. `options` names the command's options that apply beside --data and --json. `parts` are the
    values of --part, the one that is taken if it is left out first. `notes` are printed below the table.
    """

    function: str
    options: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


MEASURES: Mapping[str, Measure] = {
    "reading": Measure(
        function="corpora.measure.evaluate:evaluate_reading",
        options=frozenset({"model", "linker", "gold", "predictions", "reasons"}),
    ),
    "claims": Measure(
        function="corpora.measure.claims:evaluate_claims",
        options=frozenset({"part"}),
        parts=("train", "dev"),
        notes=(
            "claims: pairs of drug and disease per document by the rules alone, gold mentions given",
            "claims, any relation: gold pairs with a claim of whatever relation, the most that recall can be",
        ),
    ),
    "relations": Measure(
        function="corpora.measure.claim_relations:evaluate_relations",
        notes=(
            "sentences, by fold: rules and classifier on our annotated sentences; their article taught neither model",
            "operating point: the same for support, by the probability from which a benefit is claimed",
            "pairs, by fold: the pair model on BioRED's pairs with gold mentions, at recalls over all",
        ),
    ),
    "evidence-inference": Measure(
        function="corpora.measure.evidence_inference:evaluate_evidence_inference",
        notes=(
            "evidence inference, comparisons: the one whose endpoint shares most words with the outcome answers",
            "evidence inference, claims: found if a claim of no benefit points at the evidence",
        ),
    ),
    "end-to-end": Measure(
        function="corpora.measure.end_to_end:evaluate_end_to_end",
        options=frozenset({"against"}),
    ),
    "combinations": Measure(
        function="corpora.measure.combinations:evaluate_combinations",
        options=frozenset({"part"}),
        parts=("dev", "test"),
        notes=(
            "combinations: exact sets of drugs whose mentions link; precision among sets whose drugs people marked",
        ),
    ),
    "outcomes": Measure(function="corpora.measure.outcomes:evaluate_outcomes"),
    "designs": Measure(
        function="corpora.measure.designs:evaluate_designs",
    ),
    "biomarkers": Measure(function="corpora.measure.biomarker_effects:evaluate_biomarkers_and_effects"),
    "populations": Measure(function="corpora.measure.populations:evaluate_populations"),
    "labels": Measure(
        function="corpora.measure.labels:evaluate_labels",
        options=frozenset({"part", "errors", "write_worth"}),
        parts=("all", "dev", "test"),
    ),
}


_JOINED = ("scores", "shares", "differences", "notes")
"""What every measure may add to; the rest of an evaluation is that of one measure."""


def measures_with(option: str) -> list[str]:
    """Return the names of the measures to which an option of the command applies."""
    return [name for name, measure in MEASURES.items() if option in measure.options]


def run_measures(names: Iterable[str], data: Path, options: Mapping[str, Any]) -> Evaluation:
    """Return the results of the named measures as one evaluation, in the order of `names`.

    Args:
        names: keys of `MEASURES`, each at most once.
        data: the folder of reference data.
        options: the options that were given; each measure gets those that it takes.

    Raises:
        MinerError: a measure cannot run, for instance because a file is missing or malformed.
    """
    result = Evaluation()
    for name in names:
        measure = MEASURES[name]
        taken = {option: value for option, value in options.items() if option in measure.options}
        found: Evaluation | Iterable[Score] = resolve_name(measure.function)(data, **taken)
        if not isinstance(found, Evaluation):
            own: dict[str, Any] = dict.fromkeys(_JOINED, ()) | {"scores": tuple(found), "notes": measure.notes}
            found = replace(result, **own)
        joined: dict[str, Any] = {field: (*getattr(result, field), *getattr(found, field)) for field in _JOINED}
        result = replace(found, **joined)
    return result
