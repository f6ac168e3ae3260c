"""Which routes are new to a drug: those that no product of it is for, nor may mean."""

import pytest

from miner.labels.product_routes import is_new_route, load_product_routes
from miner.lexicon.lexicon import Lexicon
from miner.records import MentionType


@pytest.mark.parametrize(
    ("stated", "known", "is_new"),
    [
        ("rectal", {"oral", "nasal"}, True),
        ("oral", {"oral"}, False),
        ("intravenous", {"injection"}, False),
        ("intravenous", {"oral"}, True),
        ("inhaled", {"inhalation"}, False),
        ("epidural", {"injection"}, False),
        ("intrathecal", {"injection"}, True),
        ("intrathecal", {"epidural", "injection"}, False),
        ("topical", {"ophthalmic"}, False),
        ("topical", {"oral", "injection"}, True),
        ("intravitreal", {"ophthalmic"}, False),
        ("intravitreal", {"injection"}, False),
        ("intravitreal", {"injection", "intravenous"}, True),
        ("sublingual", {"oral"}, True),
        ("oral", set(), False),
        ("", {"oral"}, False),
    ],
)
def test_a_route_is_new_where_no_product_may_mean_it(stated: str, known: set[str], is_new: bool) -> None:
    assert is_new_route(stated, known) is is_new


def test_the_shipped_table_has_what_was_ever_on_the_market(lexicon: Lexicon) -> None:
    routes = load_product_routes()

    def of(name: str) -> frozenset[str]:
        return routes.get(lexicon.lookup(name, MentionType.DRUG)[0].curie, frozenset())

    assert of("diltiazem") == {"injection", "oral"}
    assert "rectal" in of("prochlorperazine")
    assert "injection" in of("prochlorperazine")
    assert "intrathecal" in of("cytarabine")
    assert of("semaglutide") == frozenset()  # a later product, of which no table prints a route
