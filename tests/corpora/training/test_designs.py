"""Tests of corpora.training.designs and its examples: what a record teaches, and tables that say what models said."""

from pathlib import Path

import numpy as np
import pytest

from corpora.measure.designs import ANNOTATED
from corpora.measure.scores import Score
from corpora.training.design_card import write_card
from corpora.training.design_examples import Target, read_annotated, target_of_medline
from corpora.training.designs import DesignModel, Example, features_of, write_table
from miner.reading.designs.classifier import DesignClassifier
from miner.records import Design
from tests.miner.reading.designs.articles import article_of

D = Design
TEXTS = {
    D.RANDOMISED: "Adults were randomly assigned to examplumab or placebo in clinic {}.",
    D.REVIEW: "We discuss recent advances and outline the mechanism of examplumab in clinic {}.",
    D.OBSERVATIONAL: "The retrospective cohort had 300 adults with an odds ratio in clinic {}.",
}


@pytest.mark.parametrize(
    ("kinds", "mesh", "group"),
    [
        (("Randomized Controlled Trial",), ("Humans",), D.RANDOMISED),
        (("Randomized Controlled Trial",), ("Animals",), D.ANIMAL),
        (("Clinical Trial, Phase II",), ("Humans",), D.SINGLE_ARM),
        (("Meta-Analysis",), ("Humans",), D.SYSTEMATIC_REVIEW),
        (("Case Reports",), ("Humans",), D.CASE_REPORT),
        (("Journal Article",), ("Humans", "Male", "Retrospective Studies"), D.OBSERVATIONAL),
        (("Journal Article",), ("Humans", "Male", "Qualitative Research"), D.SURVEY),
        (("Journal Article",), ("Cell Line, Tumor",), D.IN_VITRO),
        (("Journal Article",), ("Plants",), D.UNKNOWN),
        (("Journal Article",), ("Humans", "Male"), None),
        (("Journal Article",), ("Animals", "Cells, Cultured"), None),
    ],
)
def test_types_and_headings_name_a_group_or_only_say_what_it_is_not(
    kinds: tuple[str, ...], mesh: tuple[str, ...], group: Design | None
) -> None:
    found = target_of_medline(article_of("Examplumab", kinds=kinds, mesh=mesh))
    assert found is not None
    assert found.group is group


def test_an_article_about_people_is_no_trial_and_may_be_a_cohort() -> None:
    found = target_of_medline(article_of("Examplumab", kinds=("Journal Article",), mesh=("Humans", "Male")))
    assert found is not None
    assert D.OBSERVATIONAL in found.unknown
    assert D.RANDOMISED not in found.unknown


def test_a_record_that_is_not_indexed_teaches_nothing() -> None:
    assert target_of_medline(article_of("Examplumab", kinds=("Journal Article",))) is None


def test_a_trial_whose_allocation_only_the_text_tells_teaches_neither() -> None:
    article = article_of("Examplumab", TEXTS[D.RANDOMISED], kinds=("Clinical Trial",), mesh=("Humans",))
    assert target_of_medline(article) == Target(None, frozenset({D.RANDOMISED, D.SINGLE_ARM, D.PROTOCOL}))


def examples() -> list[Example]:
    return [
        Example(features_of(article_of("Examplumab", text.format(number))), group, frozenset())
        for group in (*TEXTS, *(other for other in D if other not in TEXTS))
        for text in [TEXTS.get(group, f"Something {group.title} else of examplumab in clinic {{}}.")]
        for number in range(10, 16)
    ]


def test_the_table_says_what_the_model_learnt_and_is_the_same_each_time(tmp_path: Path) -> None:
    paths = [tmp_path / "one.tsv.gz", tmp_path / "two.tsv.gz"]
    for path in paths:
        write_table(path, *DesignModel(examples()).table())
    assert paths[0].read_bytes() == paths[1].read_bytes()
    classifier = DesignClassifier.load(paths[0])
    for group, text in TEXTS.items():
        scores = classifier.scores(features_of(article_of("Examplumab", text.format(77))))
        assert max(scores, key=lambda each: scores[each]) is group


def test_groups_of_which_nothing_is_known_teach_nothing() -> None:
    known = examples()
    silent = [each._replace(group=None, unknown=frozenset(D)) for each in known]
    one, two = DesignModel(known), DesignModel([*known, *silent])
    assert np.allclose(one.table()[2], two.table()[2])


def test_annotations_are_read_each_article_once_with_a_design() -> None:
    annotated = read_annotated(ANNOTATED)
    assert len({each.pmid for each in annotated}) == len(annotated) == 735
    titles = {design.title for design in D} | {"other"}
    assert {each.design for each in annotated} <= titles
    assert {each.drawn for each in annotated} == {"random", "hard", "kinds"}
    assert next(each for each in annotated if each.design == "other").expected is D.UNKNOWN


def test_the_card_has_counts_and_scores_with_intervals(tmp_path: Path) -> None:
    score = Score(measure="designs", part="annotated", label="animal", found_count=8, spurious_count=2, missed_count=2)
    write_card(tmp_path / "README.md", {"annotated abstracts": 1234}, {"animal": 5}, 6000, [score])
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "1,234 annotated abstracts" in card
    assert "| annotated | animal | 10 | 0.80 (0.49-0.94) | 0.80 (0.49-0.94) | 0.80 |" in card
