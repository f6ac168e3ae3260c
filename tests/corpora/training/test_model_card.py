"""The model card states what was counted and measured, and has no placeholder left."""

from collections import Counter

from corpora.measure.scores import Evaluation, Score
from corpora.training.model_card import Training, make_card
from corpora.training.train import GOLD_CORPORA, SILVER_CORPUS


def test_a_card_says_what_was_counted_and_measured() -> None:
    names = (*GOLD_CORPORA, SILVER_CORPUS)
    training = Training(
        documents={name: 500 + number for number, name in enumerate(names)},
        left_out=dict.fromkeys(names, 3),
        counts=Counter(mentions=200, unaligned=5, filled=17),
        seed=20,
    )
    score = Score(measure="spans", part="bc5cdr_dev", label="all", found_count=80, spurious_count=20, missed_count=0)
    evaluation = Evaluation(model="miner_ner 9.9.9", scores=(score,), abstracts_per_second=110.4, read_per_second=71.6)
    card = make_card(evaluation, training, 1_234)
    assert card.startswith("# miner_ner 9.9.9\n")
    assert "{" not in card
    for said in (
        "(1,234 names, as hashes)",
        "| spans | bc5cdr_dev | all | 0.800 | 1.000 | 0.889 | 80 |",
        "110 abstracts a second",
        "\n72 a second",
        "doi:10.1093/database/baw068) | 500 | 3 |",
        "200 annotated mentions; 2.5% of them begin",
        "Another 17\nwere filled",
        "Seed 20; Python 3.",
    ):
        assert said in card, said
