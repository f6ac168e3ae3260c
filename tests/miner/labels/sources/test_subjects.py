"""The drug that a label text is about."""

import pytest

from miner.labels.sources.subjects import Subjects
from miner.lexicon.lexicon import Lexicon
from tests.miner.lexicon.small import BEVACIZUMAB, IMATINIB, METFORMIN, PROPRANOLOL, RITUXIMAB

BRANDS = {"PROMETTA": (METFORMIN, PROPRANOLOL), "NOVOGLI": (IMATINIB,)}


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("1 INDICATIONS AND USAGE PROMETTA is indicated in adults with glioma.", (METFORMIN, PROPRANOLOL)),
        ("Metformin and propranolol tablets are indicated for angioma.", (METFORMIN, PROPRANOLOL)),
        ("NOVOGLI (imatinib mesylate) is a kinase inhibitor for glioma.", (IMATINIB,)),
        ("UNKNOWNIX (imatinib mesylate) is a kinase inhibitor for glioma.", (IMATINIB,)),
        ("Rituximab, in combination with bevacizumab, is indicated for glioma.", (RITUXIMAB,)),
        ("Because of the potential for harm, imatinib tablets are indicated only in glioma.", (IMATINIB,)),
        ("Glioma: Bevacizumab is indicated for it. Angioma: rituximab is not.", (BEVACIZUMAB,)),
        ("Endocrine disorders, primary or secondary insufficiency (imatinib is the first choice).", ()),
        ("For the treatment of glioma in patients given rituximab.", ()),
        ("This product is indicated for glioma.", ()),
    ],
)
def test_subject_of_a_text(small_lexicon: Lexicon, text: str, drugs: tuple[str, ...]) -> None:
    assert Subjects(small_lexicon, BRANDS).find(text) == drugs
