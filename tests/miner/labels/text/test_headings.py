"""Headings over uses; all texts are invented."""

from typing import Any

from miner.labels.text.headings import settle_headings
from miner.labels.text.roles import Role
from miner.labels.text.statements import find_statements
from tests.miner.labels.text.invented import mentions


class Forms:
    """A lexicon of one disease and its form."""

    @staticmethod
    def descendants(curie: str) -> frozenset[str]:
        return frozenset({curie, "TEST:glorpic mimsy"}) if curie == "TEST:mimsy" else frozenset({curie})


def settled(text: str, *words: str) -> list[Role]:
    lexicon: Any = Forms()
    return [s.role for s in settle_headings(find_statements(text, mentions(text, list(words))), lexicon)]


def test_a_heading_gives_way_to_the_form_that_is_indicated() -> None:
    text = "For the treatment of:\nmimsy\nadults with advanced glorpic mimsy who need it"

    assert settled(text, "mimsy", "glorpic mimsy")[0] is Role.BACKGROUND


def test_a_heading_stays_if_the_disease_itself_is_indicated() -> None:
    text = "For the treatment of:\nmimsy\nadults with advanced mimsy who need it"

    assert settled(text, "mimsy", "mimsy") == [Role.TREATS, Role.TREATS]


def test_items_of_a_list_are_not_headings_of_each_other() -> None:
    assert settled("For the treatment of:\nmimsy\nglorpic mimsy", "mimsy", "glorpic mimsy") == [
        Role.TREATS,
        Role.TREATS,
    ]


def test_what_follows_the_next_heading_says_nothing_of_the_first() -> None:
    text = "For the treatment of:\nmimsy\nsnark\nadults with advanced glorpic mimsy who need it"

    assert settled(text, "mimsy", "snark", "glorpic mimsy")[0] is Role.TREATS
