"""A mention of several diseases keeps all its links, from the linker to the ledger and back."""

from pathlib import Path

from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.reading.claims.claims import find_claims, judge
from miner.reading.linking.linker import Linker
from miner.records import Claim, ClaimRelation, Link, Mention, MentionType, Reading
from tests.miner.records import article

SENTENCE = "Tamoxifen was effective in breast and ovarian cancer."
BREAST, OVARIAN, TAMOXIFEN = "MONDO:0007254", "MONDO:0008170", "DRUGBANK:DB00675"


def read_sentence(lexicon: Lexicon) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    record = article(title=SENTENCE, abstract="")
    end = len("Tamoxifen")
    start = SENTENCE.index("breast")
    found = [
        Mention(start=0, end=end, text=SENTENCE[:end], type=MentionType.DRUG, found_by="model"),
        Mention(start=start, end=52, text=SENTENCE[start:52], type=MentionType.DISEASE, found_by="model"),
    ]
    mentions = Linker(lexicon).link(record.text, found, {})
    return mentions, find_claims(record, judge(record, [(0, len(SENTENCE))], mentions))


def test_each_member_has_its_claim(lexicon: Lexicon) -> None:
    mentions, claims = read_sentence(lexicon)
    assert [link.curie for m in mentions for link in (m.link, *m.other_links) if link] == [TAMOXIFEN, BREAST, OVARIAN]
    assert [(claim.drugs, claim.disease, claim.relation) for claim in claims] == [
        ((TAMOXIFEN,), BREAST, ClaimRelation.TREATS),
        ((TAMOXIFEN,), OVARIAN, ClaimRelation.TREATS),
    ]


def test_the_ledger_keeps_every_member(lexicon: Lexicon, tmp_path: Path) -> None:
    mentions, claims = read_sentence(lexicon)
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ledger.articles.store([article(title=SENTENCE, abstract="")], digest="digest", name="file.xml")
        reader_id = ledger.readings.reader_id(("lexicon", "model", "code"))
        ledger.readings.store([Reading(pmid=1, has_drug=True, mentions=mentions, claims=claims)], reader_id)
        rows = ledger.evidence.mentions_between(1, 0, 100)
        assert [row["curies"] for row in rows] == [[TAMOXIFEN], [BREAST, OVARIAN]]
        assert [pair for pair, _ in ledger.evidence.by_pair()] == [(TAMOXIFEN, BREAST), (TAMOXIFEN, OVARIAN)]


def test_a_member_has_score_and_reason(lexicon: Lexicon) -> None:
    mentions, _ = read_sentence(lexicon)
    assert mentions[1].other_links == (
        Link(curie=OVARIAN, score=0.85, reason="one of several, as 'ovarian cancer': name"),
    )
