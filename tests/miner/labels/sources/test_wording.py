"""Paragraphs, routes and spellings of European and Japanese sources."""

import pytest

from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.paragraphs import squeezed, with_paragraphs
from miner.labels.sources.routes import routes_of_atc, routes_of_name
from miner.labels.sources.spellings import find_spelling, segments, without_sugar
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.eu_jp_mini import make_names
from tests.miner.lexicon.small import IMATINIB, METFORMIN, PROPRANOLOL, RITUXIMAB


@pytest.fixture
def names(small_lexicon: Lexicon) -> DrugNames:
    return make_names(small_lexicon)


@pytest.mark.parametrize(
    ("joined", "restored"),
    [
        ("Arthritis, , \tLupus:, - in adults, , - in children,", "Arthritis\nLupus:\n- in adults\n- in children"),
        ("GliomaGlivec is for lupus (see 4.1).It is safe.", "Glioma\nGlivec is for lupus (see 4.1).\nIt is safe."),
        ("relief of symptoms of:rhinitis;urticaria.", "relief of symptoms of:\nrhinitis;\nurticaria."),
        ("treatment ofglioma, i.e. tumours", "treatment of glioma, i.e. tumours"),
        ("infectionHIV-1 in adults&nbsp;only", "infection\nHIV-1 in adults only"),
        ("mTOR, McCune-Albright, nmCRPC at 1.5:1", "mTOR, McCune-Albright, nmCRPC at 1.5:1"),
    ],
)  # fmt: skip
def test_lost_line_breaks_are_restored(joined: str, restored: str) -> None:
    assert with_paragraphs(joined) == restored


def test_a_brand_is_not_broken() -> None:
    assert with_paragraphs("LupusMabThera is for lupus", ["MabThera"]) == "Lupus\nMabthera is for lupus"


def test_a_brand_after_a_heading_begins_a_line() -> None:
    text = "Lupus Test in adults is indicated. Treatment with Test is safe. Glioma (all) Test monotherapy is indicated."
    assert with_paragraphs(text, ["Test"]) == (
        "Lupus\nTest in adults is indicated. Treatment with Test is safe.\nGlioma (all)\nTest monotherapy is indicated."
    )


def test_reformatted_texts_have_one_key() -> None:
    assert squeezed("Treatment of:\n- glioma&nbsp;(all)") == squeezed("treatment of: glioma (all)")


@pytest.mark.parametrize(
    ("name", "routes"),
    [
        ("Glivec Tablets 100 mg", ("oral",)),
        ("Glivec Injection 10 mg Glivec Tablets 5 mg", ("oral",)),
        ("Glivec for Intravenous Infusion 50", ("intravenous",)),
        ("Glivec for S.C. Injection Syringe", ("subcutaneous",)),
        ("Glivec Injection 50", ("injection",)),
        ("Glivec Ophthalmic Solution 1%", ("ophthalmic",)),
        ("Glivec 50 Diskus", ("inhalation",)),
        ("Glivec", ()),
    ],
)
def test_routes_are_read_from_products(name: str, routes: tuple[str, ...]) -> None:
    assert routes_of_name(name) == routes


def test_routes_are_read_from_codes() -> None:
    assert routes_of_atc("S01ED01") == ("ophthalmic",)
    assert routes_of_atc("S01EC01") == ()
    assert routes_of_atc("L01EA01") == ()


@pytest.mark.parametrize(
    ("printed", "drugs"),
    [
        ("Imatinib mesylate hydrate", (IMATINIB,)),
        ("Freeze-dried rituximab (genetical recombination)", (RITUXIMAB,)),
        ("metformin hydrochloride / propranolol", (METFORMIN, PROPRANOLOL)),
        ("imatinib acetonide", (IMATINIB,)),
        ("nothing", ()),
    ],
)
def test_spellings_are_tried_in_turn(names: DrugNames, printed: str, drugs: tuple[str, ...]) -> None:
    assert find_spelling(printed, names) == drugs


def test_substances_joined_by_blanks_are_told_apart(names: DrugNames) -> None:
    assert segments("Metformin hydrochloride Imatinib", names) == [(METFORMIN,), (IMATINIB,)]
    assert segments("Metformin and something", names) == []


def test_the_sugar_of_an_infusion_is_no_ingredient() -> None:
    assert without_sugar((IMATINIB, "DRUGBANK:DB09341")) == (IMATINIB,)
    assert without_sugar(("DRUGBANK:DB09341",)) == ("DRUGBANK:DB09341",)
