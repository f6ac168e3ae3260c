"""The steps of reading that need no lexicon: what each adds to the draft of an article's reading.

`Reader` does the steps before them: mentions, candidates of claims, claims.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc

from miner.lexicon.scan import Match
from miner.reading.claims.classifier import Probabilities
from miner.reading.claims.features import Judged
from miner.reading.claims.outcome_uses import tie_outcomes
from miner.reading.designs.design import StudyDesign
from miner.reading.effects.effects import find_biomarker_effects
from miner.reading.outcomes.comparisons import find_comparisons
from miner.reading.outcomes.outcomes import find_outcomes
from miner.reading.outcomes.sentence import Sentence, take_apart
from miner.reading.populations.finder import find_traits
from miner.records import Article, BiomarkerEffect, Claim, Comparison, Mention, Outcome, Trait


class Names(NamedTuple):
    """The names that dictionaries find in a text."""

    drugs: Sequence[Match]
    diseases: Sequence[Match]
    markers: Sequence[Mention]


@dataclass(slots=True)
class Draft:
    """What is known of an article so far; `given` are the mentions that claims may name."""

    article: Article
    study: StudyDesign
    doc: Doc
    names: Names | None = None
    mentions: tuple[Mention, ...] = ()
    sentences: Sequence[tuple[int, int]] = ()
    given: Sequence[Mention] = ()
    judged: Sequence[Judged] = ()
    found: Mapping[int, Probabilities] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    traits: tuple[Trait, ...] = ()
    parts: Sequence[Sentence] = ()
    outcomes: tuple[Outcome, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    biomarker_effects: tuple[BiomarkerEffect, ...] = ()


def add_traits(draft: Draft) -> None:
    """Add who was studied and how the drug was given."""
    draft.traits = find_traits(draft.article, draft.sentences, draft.mentions, draft.study.design)


def add_parts(draft: Draft) -> None:
    """Add the sentences as finders of results take them apart."""
    draft.parts = take_apart(draft.article, draft.sentences, draft.mentions)


def add_outcomes(draft: Draft) -> None:
    """Add numeric results, tied to the claims whose results they are."""
    found = find_outcomes(draft.article, draft.sentences, draft.mentions, draft.parts)
    draft.outcomes = tie_outcomes(found, draft.claims, draft.mentions)


def add_comparisons(draft: Draft) -> None:
    """Add what is said of single endpoints."""
    draft.comparisons = find_comparisons(draft.article, draft.sentences, draft.mentions, draft.parts)


def add_effects(draft: Draft) -> None:
    """Add effects of biomarkers."""
    draft.biomarker_effects = find_biomarker_effects(draft.article, draft.sentences, draft.given)


STEPS: tuple[Callable[[Draft], None], ...] = (add_traits, add_parts, add_outcomes, add_comparisons, add_effects)
"""In this order: outcomes need claims and parts."""
