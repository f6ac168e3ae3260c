"""Short forms whose meaning is settled are those that nearly every article defines alike."""

from collections import Counter

from corpora.training.short_forms import count_definitions, settled_meanings
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.short_forms import singular
from tests.miner.records import article


def test_each_article_counts_once_and_held_out_ones_do_not() -> None:
    texts = ["Major depressive disorder (MDD) came. Major depressive disorder (MDD) went."] * 2
    articles = [article(number, abstract=text) for number, text in enumerate([*texts, texts[0]], start=1)]
    assert count_definitions([*articles, articles[0]], frozenset({3})) == {
        "MDD": Counter({"major depressive disorder": 2})
    }


def test_what_most_articles_mean_is_settled_and_what_they_dispute_or_rarely_define_is_not() -> None:
    counted = {
        "MTX": Counter({"methotrexate": 19, "mitoxantrone": 1}),
        "OCD": Counter({"osteochondritis dissecans": 10, "obsessive-compulsive disorder": 10}),
        "BMI": Counter({"body mass index": 50}),
        "TTP": Counter({"thrombotic thrombocytopenic purpura": 2}),
    }
    (row,) = settled_meanings(counted, Lexicon.load())
    assert row == ("MTX", "DRUGBANK:DB00563", "20", "0.95")


def test_a_plural_ending_is_no_part_of_a_short_form() -> None:
    assert [singular(short) for short in ("SSRIs", "AS", "PsA", "NSAIDs")] == ["SSRI", "AS", "PsA", "NSAID"]
