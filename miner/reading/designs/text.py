"""The design of a study by its title and abstract alone: rules where they are sure, the classifier elsewhere.

Rules decide protocols, guidelines, surveys, economic evaluations and notices, of which too few are annotated to learn
from, and systematic reviews that say so in their titles. Of the others the classifier's most likely group is taken;
RANDOMISED only if words of random or blind allocation and of what is treated or cared for stand in the text, ANIMAL
only if an animal does. What seems observational and gave a treatment is a trial. Rules then tell apart what is one
group to the classifier: case reports and series, the phases of trials.
"""

from collections.abc import Mapping
from itertools import pairwise

from miner.reading.designs.classifier import DesignClassifier, group_of
from miner.reading.designs.features import Features, largest_number, make_features, names_care
from miner.reading.designs.rules import Findings, Found, Words, apply_rules
from miner.records import Article, Design

BY_RULE = frozenset({Design.PROTOCOL, Design.GUIDELINE, Design.SURVEY, Design.ECONOMIC, Design.NOTICE})
ALLOCATION_WORDS = frozenset(
    {
        *("random", "randomly", "randomized", "randomised", "randomization", "randomisation", "randomize", "randomise"),
        *("blind", "blinded", "masked", "placebo", "crossover", "sham"),
    }
)
ARM_WORDS = frozenset(
    """
    allocated arm arms assigned blind crossover intervention placebo receive received treated treatment trial versus
    """.split()  # noqa: SIM905 - a table of names
)
WORDS_MIN = 20
"""Words of an abstract from which on the classifier is asked: it has learnt from abstracts."""
RANDOMISED_MIN = 0.5
"""Log odds: by five folds of the training half the best F1 where 2 to 3 % of articles are randomised, as in PubMed."""
RANDOMISED_DRUG_MIN = -1.0
"""The same for titles that say so and texts that name a dose, placebo or blinding: far more of these are randomised."""
DOSE_WORDS = frozenset({"blind", "daily", "dose", "doses", "mg", "placebo"})
ANIMAL_MIN = 0.0
ANIMAL_RULE_MIN = -1.0
"""The same if a rule found that animals were studied; both by the folds."""
ANY_MIN = -3.0
"""Log odds below which a group is not taken; nothing above `ANY_MIN` is UNKNOWN. Set on the tuning half."""
SURE_MIN = 0.0
"""Log odds below which a rule that found animals or cells, or a title that says randomised, is believed against the
classifier."""
PATIENTS_OF_A_REPORT_MAX = 3
"""A case report describes at most three patients."""

_GIVES_WAY = frozenset({Design.OBSERVATIONAL, Design.UNKNOWN, Design.CASE_REPORT})
"""Groups that give way to a rule which found a trial."""


def design_of_text(article: Article) -> Found:
    """Return the design that title and abstract indicate, with the words that decided; UNKNOWN if nothing does."""
    findings = apply_rules(article)
    if findings.settled.design in BY_RULE or len(findings.words.abstract) < WORDS_MIN:
        return findings.settled
    if findings.title is not None and findings.title.design is Design.SYSTEMATIC_REVIEW:
        return findings.title
    classifier = DesignClassifier.load()
    features = make_features(article, findings)
    group = _decide(findings, classifier.scores(features))
    return _within(group, findings, features, classifier)


def _decide(findings: Findings, scores: Mapping[Design, float]) -> Design:
    """Return the group of the study."""
    best = max(scores.values())
    ruled = findings.settled.design
    allowed = {group: score for group, score in scores.items() if _is_possible(group, score, findings)}
    group = max(allowed, key=lambda each: allowed[each])
    if allowed[group] < ANY_MIN:
        group = Design.UNKNOWN
    if ruled in {Design.ANIMAL, Design.IN_VITRO} and best < SURE_MIN and group is not Design.ANIMAL:
        return ruled
    if best < SURE_MIN and findings.title is not None and findings.title.design is Design.RANDOMISED:
        return Design.RANDOMISED
    if group_of(ruled) is Design.SINGLE_ARM and group in _GIVES_WAY:
        return Design.SINGLE_ARM
    if findings.intervention and group is Design.OBSERVATIONAL:
        return Design.SINGLE_ARM
    return group


def _is_possible(group: Design, score: float, findings: Findings) -> bool:
    words = findings.words
    if group is Design.NOTICE:  # its examples are comments, whose texts do not say so
        return False
    if group is Design.RANDOMISED:
        is_titled = findings.title is not None and findings.title.design is group
        is_likely = is_titled or any(not DOSE_WORDS.isdisjoint(zone) for zone in words)
        least = RANDOMISED_DRUG_MIN if is_likely else RANDOMISED_MIN
        return score >= least and _is_allocated(words) and not _is_sample(words) and names_care(words)
    if group is Design.ANIMAL:
        is_ruled = any(found is not None and found.design is group for found in (findings.title, *findings.abstract))
        return score >= (ANIMAL_RULE_MIN if is_ruled else ANIMAL_MIN) and words.has_animals
    return True


def _is_allocated(words: Words) -> bool:
    """Return whether a word of random or blind allocation stands in the text."""
    return any(not ALLOCATION_WORDS.isdisjoint(zone) for zone in words) or ("cross", "over") in pairwise(words.abstract)


def _is_sample(words: Words) -> bool:
    """Return whether people were drawn at random and not allocated: a cross-sectional study that names no arms."""
    return "sectional" in words.abstract and ARM_WORDS.isdisjoint(words.abstract) and ARM_WORDS.isdisjoint(words.title)


def _within(group: Design, findings: Findings, features: Features, classifier: DesignClassifier) -> Found:
    """Return the design of a group, by what the rules found of it, and the words that decided."""
    of_group = [found for found in (findings.settled, *findings.abstract) if group_of(found.design) is group]
    if of_group and of_group[0].words:
        return of_group[0]
    if group is Design.SINGLE_ARM and findings.intervention:
        return Found(group, findings.intervention)
    reason = ", ".join(classifier.strongest(features, group)) if group is not Design.UNKNOWN else ""
    if group is Design.CASE_REPORT and largest_number(findings.words.abstract) > PATIENTS_OF_A_REPORT_MAX:
        return Found(Design.CASE_SERIES, reason)
    return Found(group, reason)
