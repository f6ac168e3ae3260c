"""Tests of miner.reading.linking.meant: names of diseases that mean something else, each with its guard."""

import pytest

from miner.reading.linking.meant import is_disease
from miner.records import Mention, MentionType


def mention_of(marked: str) -> tuple[str, Mention]:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return text, Mention(start=start, end=end, text=text[start:end], type=MentionType.DISEASE, found_by="lexicon")


@pytest.mark.parametrize(
    "marked",
    [
        "It is an effective [hypotensive] drug.",
        "The [hypoglycaemic] effect lasted a day.",
        "Those with a [depressed] contractile state improved.",
        "It kills M. [tuberculosis] in cells.",
        "It kills Mycobacterium [tuberculosis] in cells.",
        "The National [Cancer] Institute paid for it.",
        "The [Cancer] and Leukemia Group B study.",
        "It stopped [stroke]-like episodes.",
        "PML is a [tumor] suppressor.",
        "It is recommended by the [Kidney Disease] Improving Global Outcomes group.",
        "It lowered [inflammatory] factors.",
        "It lowered [inflammatory] sputum indices.",
        "The Cystic [Fibrosis] Questionnaire was used.",
    ],
)
def test_an_effect_an_organism_and_a_body_are_no_disease(marked: str) -> None:
    assert not is_disease(*mention_of(marked))


@pytest.mark.parametrize(
    "marked",
    [
        "Two [hypotensive] patients recovered.",
        "Most [hypoglycaemic] episodes were mild.",
        "It helped [depressed] adolescents.",
        "It cures [tuberculosis] in six months.",
        "It cures Legionella [pneumonia].",
        "Tuberculosis [meningitis] was treated.",
        "This [pneumonia] resolved.",
        "Hypertensive patients with [cancer] research participants were asked.",
        "Patients with [cancer] improved.",
        "After [stroke] it helped.",
        "The [tumor] shrank.",
        "The [kidney disease] improving most was mild.",
        "It lowered [inflammation] of the joints.",
        "The [inflammatory] pseudotumour shrank.",
        "Pulmonary [fibrosis] got better.",
    ],
)
def test_what_patients_have_is_a_disease(marked: str) -> None:
    assert is_disease(*mention_of(marked))
