"""The forest plot: accessible, escaped, in the colour of its page, with the numbers of its table."""

from lxml import etree

from miner.cohorts.cohorts import cohorts_of
from miner.cohorts.forest import forest_plot, forest_rows
from miner.cohorts.records import Measure
from miner.records import Design, OutcomeKind
from tests.miner.cohorts.rows import a_row

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    *(a_row(n, events, of=30, unit="patients") for n, events in ((1, 6), (2, 12), (3, 9))),
    a_row(4, 45, bounds=(30, 60), design=Design.RANDOMISED, arm="high <dose> & more"),
    a_row(5, 14, unit="months", kind=OutcomeKind.OVERALL_SURVIVAL, bounds=(9, 20)),
]
(COHORT,) = cohorts_of(ROWS)


def test_the_plot_is_an_image_with_title_and_description() -> None:
    root = etree.fromstring(forest_plot(COHORT, names={"D:1": "A & B", "X:1": "<x>"}))
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert title.text == "Response rate with A & B in <x>"
    assert desc.text.startswith("4 values from 20.0 to 45.0 percent. Mean of 3 phase 2 studies with 90 patients:")


def test_it_has_no_colour_of_its_own() -> None:
    root = etree.fromstring(forest_plot(COHORT))
    colours = {node.get(name) for node in root.iter() for name in ("fill", "stroke")} - {None}
    assert colours == {"currentColor", "none"}


def test_the_table_has_every_number_of_the_plot() -> None:
    rows = forest_rows(COHORT)
    assert [(row.design, row.pmid) for row in rows] == [
        ("randomised", 4), ("phase 2", 1), ("phase 2", 2), ("phase 2", 3), ("phase 2", None)
    ]  # fmt: skip
    text = " ".join("".join(etree.fromstring(forest_plot(COHORT)).itertext()).split())
    assert all(row.numbers in text and row.counts in text for row in rows)
    assert rows[-1].pool is not None
    assert (rows[-1].counts, rows[-1].numbers[:3]) == ("90", "30.")


def test_medians_have_a_scale_of_months() -> None:
    plot = forest_plot(COHORT, Measure.OVERALL_SURVIVAL)
    assert ">24<" in plot
    assert ">months<" in plot
    assert forest_plot(COHORT, Measure.GRADE_3_EVENTS) == ""


def test_two_plots_of_one_page_have_names_of_their_own() -> None:
    ids = [etree.fromstring(forest_plot(COHORT, m))[0].get("id") for m in (Measure.RESPONSE, Measure.OVERALL_SURVIVAL)]
    assert len(set(ids)) == 2
    assert forest_plot(COHORT) == forest_plot(COHORT)
