"""Tests of miner.lexicon.disease_makers: what makes a disease never treats it."""

from miner.lexicon.disease_makers import read_disease_makers
from miner.lexicon.lexicon import Lexicon
from miner.reading.reader import Reader
from tests.miner.records import article


def test_every_row_names_a_drug_of_the_lexicon(lexicon: Lexicon) -> None:
    makers = read_disease_makers(lexicon)
    assert len(makers) == 53
    assert all(curie in lexicon for curie in makers)


def test_a_maker_causes_its_disease_and_may_treat_others(reader: Reader) -> None:
    def relations(sentence: str) -> set[str]:
        (read,) = reader.read([article(title="", abstract=sentence)])
        return {claim.relation.value for claim in read.claims}

    assert relations("Bleomycin was effective in pulmonary fibrosis in mice.") == {"causes"}
    assert relations("Bleomycin was effective in germ cell tumor.") == {"treats"}
    assert relations("Fewer extrapyramidal symptoms were seen with olanzapine than with haloperidol.") == {"causes"}
    assert "treats" in relations("Olanzapine was effective in schizophrenia.")
    assert relations("Clevidipine was effective for controlled hypotension.") == {"causes"}
