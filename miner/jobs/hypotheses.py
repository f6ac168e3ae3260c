"""The hypotheses of a day, from the settings' ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from miner.config import Settings
from miner.errors import SignalError
from miner.hypotheses.find import DayOfHypotheses, Hypothesis
from miner.hypotheses.graph import Neighbourhood
from miner.hypotheses.known import Known, KnownEffect
from miner.hypotheses.words import Reason, Wording
from miner.jobs.listing import load_book
from miner.labels.moieties import load_moieties
from miner.labels.names import ListNames
from miner.labels.same_use import SameUse
from miner.ledger import Ledger
from miner.lexicon.areas import area_names, areas_of
from miner.lexicon.atc import read_atc_codes
from miner.lexicon.lexicon import Lexicon
from miner.records import EffectDirection, LabelState


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisRow:
    """A hypothesis with the names of its drug and disease, its paths in words, its labels and its areas."""

    hypothesis: Hypothesis
    drug: str
    disease: str
    reasons: tuple[Reason, ...]
    label_states: tuple[LabelState, ...]
    areas: tuple[str, ...]


def load_neighbourhood(settings: Settings, lexicon: Lexicon) -> Neighbourhood:
    """Return what makes the graphs: the lexicon with its ATC codes, and the moieties of drugs.

    Raises:
        LexiconError: a table is missing or does not parse.
    """
    return Neighbourhood(lexicon, read_atc_codes(settings.lexicon_folder), load_moieties())


def known_effects(rows: Iterable[tuple[str, str, str, EffectDirection, int]]) -> tuple[KnownEffect, ...]:
    """Return rows of the ledger as effects."""
    return tuple(
        KnownEffect(drug_id=drug_id, disease=disease, biomarker=biomarker, direction=direction, pmid=pmid)
        for drug_id, disease, biomarker, direction, pmid in rows
    )


def find_hypotheses(  # noqa: PLR0913 - each is an option of the command
    settings: Settings, as_of: date, limit: int, *, drug: str = "", disease: str = "", area: str = ""
) -> tuple[HypothesisRow, ...]:
    """Return the first hypotheses of a day.

    Args:
        settings: ledger, lexicon and labels.
        as_of: literature and labels up to this day.
        limit: at most so many rows.
        drug: only this drug, any name of it; then all its rows, not three.
        disease: only this disease and its forms, any name of it; then all its rows, not three.
        area: only an area of medicine.

    Raises:
        SignalError: a name has no sure meaning, or there is no such area.
        LedgerError: the ledger cannot be opened.
        LabelError: a label table is missing or damaged.
    """
    lexicon = Lexicon.load(settings.lexicon_folder)
    if area and area not in area_names():
        raise SignalError(f"no area {area!r}; there are: {', '.join(area_names())}")
    names, neighbourhood = ListNames(lexicon), load_neighbourhood(settings, lexicon)
    drugs = {neighbourhood.drug(one) for one in _named(names, drug, is_drug=True)}
    diseases = _named(names, disease, is_drug=False)
    diseases |= {form for one in diseases for form in lexicon.descendants(one)}
    book, _ = load_book(settings, lexicon)
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger, ledger.frozen():
        known = Known(
            evidence=tuple(ledger.evidence.by_pair(as_of=as_of)),
            named=frozenset(pair for pair, _ in ledger.evidence.sentence_pairs(as_of=as_of)),
            effects=known_effects(ledger.evidence.biomarker_effects(as_of=as_of)),
        )
    day = DayOfHypotheses(known, book, book.states, SameUse.load(lexicon), neighbourhood, as_of)
    wanted = (
        one
        for one in day.ranked
        if (not drug or one.drug in drugs)
        and (not disease or one.disease in diseases)
        and (not area or area in areas_of(lexicon, one.disease))
    )
    wording = Wording(day, lexicon.name_of)
    return tuple(
        HypothesisRow(
            hypothesis=one,
            drug=lexicon.name_of(one.drug),
            disease=lexicon.name_of(one.disease),
            reasons=wording.reasons(one),
            label_states=book.states((one.drug,), one.disease, as_of),
            areas=areas_of(lexicon, one.disease),
        )
        for one in day.first(limit, ranked=wanted, is_capped=not drug and not disease)
    )


def _named(names: ListNames, name: str, *, is_drug: bool) -> set[str]:
    """Return the identifiers that a name stands for, none for no name."""
    if not name:
        return set()
    found = names.drugs(name) if is_drug else names.disease(name)
    if found.problem:
        raise SignalError(f"{found.problem}; `miner lexicon lookup '{found.unknown[0]}'` shows similar names")
    return set(found.curies)
