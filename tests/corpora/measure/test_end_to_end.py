"""Treatments are scored end to end: identifiers match by the place of mentions, and every loss has one reason."""

from corpora.measure.claims import ClaimDocument, document_of
from corpora.measure.end_to_end import BENEFITS, USES, _counts, _difference, _losses, _read
from corpora.readers import GoldDocument, GoldMention, GoldRelation
from miner.reading.reader import Reader

TEXT = (
    "Propranolol in infants\nPropranolol is effective in infantile hemangioma. Zorvatidine was looked at in asthma. "
    "Patients with migraine received propranolol."
)
NAMES = {
    "Propranolol is": ("Chemical", "D1"),
    "infantile hemangioma": ("Disease", "D2"),
    "Zorvatidine": ("Chemical", "D3"),
    "asthma": ("Disease", "D4"),
    "migraine": ("Disease", "D5"),
}


def document(*pairs: tuple[str, str]) -> ClaimDocument:
    mentions = tuple(
        GoldMention(
            start=(start := TEXT.index(words)),
            end=start + len(words.removesuffix(" is")),
            text=words.removesuffix(" is"),
            type=kind,
            identifier=identifier,
        )
        for words, (kind, identifier) in NAMES.items()
    )
    relations = tuple(GoldRelation(type="Negative_Correlation", first=a, second=b) for a, b in pairs)
    return document_of(GoldDocument(pmid=1, text=TEXT, mentions=mentions, relations=relations))


def test_a_benefit_counts_as_found_and_a_use_only_among_uses(reader: Reader) -> None:
    documents = [document(("D1", "D2"), ("D1", "D5"))]
    run = _read(documents, reader)
    assert tuple(_counts(documents, run, BENEFITS)[0]) == (1, 0, 1)
    assert tuple(_counts(documents, run, USES)[0]) == (2, 0, 0)


def test_each_lost_pair_has_one_reason(reader: Reader) -> None:
    documents = [document(("D1", "D2"), ("D3", "D4"), ("D1", "D5"), ("D1", "D4"))]
    assert _losses(documents, _read(documents, reader), reader) == {
        "chemical without a link": 1,
        "given for": 1,
        "no sentence that names both or states a result": 1,
    }


def test_a_run_does_not_differ_from_itself(reader: Reader) -> None:
    documents = [document(("D1", "D2")), document(("D1", "D5"))]
    run = _read(documents, reader)
    assert _difference(documents, run, run, BENEFITS) == (0.0, (0.0, 0.0))
