"""Label texts to sightings with the program's own reader; all texts are invented."""

from collections.abc import Callable
from datetime import date

import pytest

from miner.labels.sightings import LabelText, Sighting
from miner.labels.text.reader import LabelReader, fit_for_reading
from miner.labels.text.terms import LabelTerms
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from miner.reading.recipe import Recipe

DRUG, METHOTREXATE, RITUXIMAB, BENDAMUSTINE = (
    "DRUGBANK:DB00230", "DRUGBANK:DB00563", "DRUGBANK:DB00073", "DRUGBANK:DB06769"
)  # fmt: skip
PAIN, FIBROMYALGIA, ARTHRITIS = "MESH:D010146", "MONDO:0005546", "MONDO:0008383"
NAUSEA, CANCER = "MESH:D009325", "MONDO:0004992"
STROKE, HYPERTENSION, DIABETES = "MONDO:0005098", "MONDO:0005044", "MONDO:0005015"

Read = Callable[..., list[Sighting]]


@pytest.fixture(scope="module")
def label_reader(lexicon: Lexicon) -> LabelReader:
    return LabelReader(Reader.load(Recipe(is_drug_needed=False), lexicon=lexicon), LabelTerms.load(lexicon))


@pytest.fixture
def read(label_reader: LabelReader) -> Read:
    def found(*texts: str) -> list[Sighting]:
        day = date(2010, 6, 1)
        return list(
            label_reader.read(
                LabelText(
                    drugs=(DRUG,), jurisdiction="US", source="fda_list", text=text, day=day, reference=str(number)
                )
                for number, text in enumerate(texts)
            )
        )

    return found


def test_a_sighting_has_what_the_label_says_and_where_it_comes_from(read: Read) -> None:
    (found,) = read("Zelvora is indicated for the treatment of adult patients with relapsed rheumatoid arthritis.")
    assert (found.disease, found.relation, found.ages, found.line) == (ARTHRITIS, "treats", "adults", "later line")
    assert (found.drugs, found.source, found.day, found.reference) == ((DRUG,), "fda_list", date(2010, 6, 1), "0")


def test_a_text_that_comes_again_is_read_once_and_counts_each_time(read: Read) -> None:
    text = "Zelvora is indicated for the treatment of rheumatoid arthritis."
    assert [(each.disease, each.reference) for each in read(text, text)] == [(ARTHRITIS, "0"), (ARTHRITIS, "1")]


@pytest.mark.parametrize(
    ("text", "diseases"),
    [
        ("Zelvora is indicated for the treatment of pain associated with fibromyalgia.", {FIBROMYALGIA}),
        ("Zelvora is indicated for the treatment of pain and fibromyalgia.", {PAIN, FIBROMYALGIA}),
        ("Zelvora is indicated for the management of moderate to severe pain.", {PAIN}),
        ("Zelvora is indicated for moderate to severe pain associated with various cancers.", {PAIN}),
    ],
)
def test_a_label_for_the_pain_of_a_disease_is_for_that_disease_only(read: Read, text: str, diseases: set[str]) -> None:
    assert {found.disease for found in read(text)} == diseases


def test_drugs_beside_the_labels_own_are_those_of_the_nearest_disease(read: Read) -> None:
    text = (
        "Zelvora in combination with methotrexate is indicated for the treatment of adult patients with rheumatoid "
        "arthritis.\nZelvora is indicated for the management of fibromyalgia in adults."
    )
    assert {found.disease: found.partners for found in read(text)} == {
        ARTHRITIS: (METHOTREXATE,), FIBROMYALGIA: ()
    }  # fmt: skip


def test_a_regimen_beside_the_drug_is_its_ingredients(read: Read) -> None:
    text = "Zelvora in combination with bendamustine and rituximab is indicated for rheumatoid arthritis."
    assert {found.partners for found in read(text)} == {(RITUXIMAB, BENDAMUSTINE)}


def test_whom_a_supportive_use_is_for_is_a_population(read: Read) -> None:
    found = read("Zelvora is indicated for the prevention of nausea in patients with cancer.")
    assert {each.disease: each.relation for each in found} == {NAUSEA: "prevents", CANCER: "population"}


def test_what_is_too_wide_for_a_label_is_counted(label_reader: LabelReader, read: Read) -> None:
    before = label_reader.dropped["disease too general"]
    assert read("Zelvora is indicated for the treatment of cancer.") == []
    assert label_reader.dropped["disease too general"] == before + 1


def test_capitals_and_entities_are_read_as_plain_words() -> None:
    assert fit_for_reading("TREATMENT OF ARTHRITIS") == "treatment of arthritis"
    assert fit_for_reading("children &lt;6 years, non\u2010severe\u00a0pain") == "children <6 years, non-severe pain"
    assert fit_for_reading("non?Hodgkin lymphoma") == "non-Hodgkin lymphoma"


def test_risk_factors_and_what_else_is_given_for_a_disease_are_no_uses(read: Read) -> None:
    found = read(
        "Prevention of stroke in adults with one or more risk factors, such as prior embolism; hypertension; diabetes "
        "mellitus; symptomatic heart failure.",
        "Treatment of adults with rheumatoid arthritis, in addition to other medicinal products for the treatment of "
        "hypertension.",
        "Treatment of rheumatoid arthritis; hypertension; diabetes mellitus.",
        "In combination with other agents for the treatment of hypertension.",
    )
    uses = [
        {each.disease for each in found if each.reference == str(n) and each.relation != "population"} for n in range(4)
    ]
    assert uses == [{STROKE}, {ARTHRITIS}, {ARTHRITIS, HYPERTENSION, DIABETES}, {HYPERTENSION}]
