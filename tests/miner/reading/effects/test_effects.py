"""Effects from marked sentences: whose they are, where drug and disease come from, and what says nothing."""

import pytest

from miner.records import EffectDirection
from tests.miner.reading.effects.marked_effects import directions, effects_of

TITLE = ("TITLE", "<Cetuximab> in [colorectal cancer]")


def triples(*parts: tuple[str, str]) -> set[tuple[tuple[str, ...], str, str, str]]:
    return {
        (effect.drugs, effect.disease, effect.biomarker.partition(":")[2], effect.direction.value)
        for effect in effects_of(*parts)
    }


def test_a_variant_that_is_insensitive_never_supports_the_drug() -> None:
    assert directions("{ABL1 T315I} is insensitive to <dasatinib> in [leukaemia].") == {
        ("dasatinib", "ABL1 T315I"): "resistant"
    }


def test_each_clause_speaks_of_its_own_drug_and_biomarker() -> None:
    marked = (
        "In [lung cancer] {EGFR L858R} confers sensitivity to <erlotinib>, whereas {{EGFR T790M}} confers resistance "
        "to <<gefitinib>>."
    )
    assert directions(marked) == {("erlotinib", "EGFR L858R"): "sensitive", ("gefitinib", "EGFR T790M"): "resistant"}


def test_wild_type_and_mutant_differ() -> None:
    marked = "<Cetuximab> was effective in [colorectal cancer] with {KRAS wild-type} but not {{KRAS mutation}}."
    assert directions(marked) == {
        ("Cetuximab", "KRAS wild-type"): "sensitive",
        ("Cetuximab", "KRAS mutation"): "resistant",
    }


@pytest.mark.parametrize(
    ("marked", "biomarker", "direction"),
    [
        ("Knockdown of {SETD1A} sensitized [breast cancer] cells to <tamoxifen>.", "SETD1A low", "sensitive"),
        ("Loss of {SETD1A} conferred resistance to <tamoxifen> in [breast cancer].", "SETD1A low", "resistant"),
        (
            "Overexpression of {SETD1A} conferred resistance to <tamoxifen> in [breast cancer].",
            "SETD1A high",
            "resistant",
        ),
        ("{SETD1A} conferred resistance to <tamoxifen> in [breast cancer].", "SETD1A", "resistant"),
        ("{PTEN loss} conferred resistance to <tamoxifen> in [breast cancer].", "PTEN loss", "resistant"),
    ],
)
def test_a_gene_that_is_taken_away_or_raised_has_that_state(marked: str, biomarker: str, direction: str) -> None:
    ((found, said),) = [(name, way) for (_, name), way in directions(marked).items()]
    assert (found, said) == (biomarker, direction)


def test_drug_and_disease_come_from_the_title_or_the_sentence_before() -> None:
    result = ("RESULTS", "Patients with {KRAS mutation} did not respond.")
    wanted = {(("Cetuximab",), "colorectal cancer", "KRAS mutation", "resistant")}
    assert triples(TITLE, result) == wanted
    before = ("RESULTS", "All had <Cetuximab> for [colorectal cancer].")
    assert triples(("TITLE", "A trial"), before, result) == wanted
    assert triples(("TITLE", "A trial"), result) == set()


def test_a_disease_that_cannot_be_told_makes_no_effect() -> None:
    title = ("TITLE", "[Gastric cancer] and [colorectal cancer]")
    assert triples(title, ("RESULTS", "{KRAS mutation} confers resistance to <cetuximab>.")) == set()


def test_a_response_in_one_disease_and_not_in_another() -> None:
    marked = "{BRAF V600E} predicts response to <vemurafenib> in [melanoma] but not in [[colorectal cancer]]."
    assert triples(("RESULTS", marked)) == {
        (("vemurafenib",), "melanoma", "BRAF V600E", "sensitive"),
        (("vemurafenib",), "colorectal cancer", "BRAF V600E", "resistant"),
    }


@pytest.mark.parametrize(
    "marked",
    [
        "We investigated whether {KRAS mutation} confers resistance to <cetuximab> in [colorectal cancer].",
        "Does {KRAS mutation} confer resistance to <cetuximab> in [colorectal cancer]?",
    ],
)
def test_what_is_asked_is_only_studied(marked: str) -> None:
    assert set(directions(marked).values()) == {"studied"}


@pytest.mark.parametrize(
    "marked",
    [
        "<Dabrafenib> inhibits {BRAF} signalling in [melanoma].",
        "The {EGFR} inhibitor <erlotinib> is effective in [lung cancer].",
        "<Metformin> was effective in [diabetes]: {HbA1c} fell.",
        "Antibodies against {EGFR} such as <cetuximab> improved response in [colorectal cancer].",
        "<Cetuximab> was given. {KRAS mutation} is common in [colorectal cancer].",
    ],
)
def test_targets_and_levels_that_were_measured_say_nothing(marked: str) -> None:
    assert directions(marked) == {}


def test_chemotherapy_is_named_and_a_drug_beside_it_hides_it() -> None:
    assert triples(("RESULTS", "{TP53 mutation} confers resistance to chemotherapy in [breast cancer].")) == {
        (("CLASS:chemotherapy",), "breast cancer", "TP53 mutation", "resistant")
    }
    based = "{TP53 mutation} confers resistance to <cisplatin>-based chemotherapy in [breast cancer]."
    assert {drugs for drugs, *_ in triples(("RESULTS", based))} == {("cisplatin",)}


def test_prognosis_names_no_drug() -> None:
    (effect,) = effects_of(("RESULTS", "{TP53 mutation} is an independent prognostic factor in [breast cancer]."))
    assert (effect.drugs, effect.direction) == ((), EffectDirection.PROGNOSTIC)
    asked = "We asked whether {TP53 mutation} is an independent prognostic factor in [breast cancer]."
    assert effects_of(("RESULTS", asked)) == ()


def test_harms_are_no_disease_of_the_effect() -> None:
    marked = (
        "Neutropenia: {KRAS wild-type} predicts response to <cetuximab> in [colorectal cancer] without [[neutropenia]]."
    )
    assert {disease for _, disease, *_ in triples(("RESULTS", marked))} == {"colorectal cancer"}


def test_a_sentence_without_biomarker_or_cue_is_not_read() -> None:
    assert effects_of(("RESULTS", "<Cetuximab> was effective in [colorectal cancer].")) == ()
    assert effects_of(("RESULTS", "<Cetuximab>, {KRAS mutation}, [colorectal cancer].")) == ()


def test_lists_and_tables_are_left_out() -> None:
    pairs = [f"{{EGFR X{n}}} responded to <drug{n}>" for n in range(9)]
    assert effects_of(("RESULTS", "In [lung cancer] " + ", ".join(pairs))) == ()
    assert effects_of(("RESULTS", "In [lung cancer] " + ", ".join(pairs[:2]))) != ()
    long = "{KRAS mutation} in [lung cancer] " + "poor response resistant to others " * 1400 + "<cetuximab>"
    assert effects_of(("RESULTS", long)) == ()
