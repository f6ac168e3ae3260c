"""What linking promises: loose spellings link with their reason, ambiguous short names do not link."""

import pytest

from miner.reading.lexicon import Lexicon
from miner.reading.linking import link_mention
from miner.records import Link, MentionType

DRUG, DISEASE, BIOMARKER = MentionType.DRUG, MentionType.DISEASE, MentionType.BIOMARKER


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("imatinib", "DRUGBANK:DB00619"),
        ("imatinib mesylate", "DRUGBANK:DB00619"),
        ("rituximab-abcd", "DRUGBANK:DB00073"),
        ("oral propranolol", "DRUGBANK:DB00571"),
        ("sacubitril/valsartan", "DRUGBANK:DB00177+DRUGBANK:DB09292"),
    ],
)
def test_drugs_link_without_salt_suffix_and_route(lexicon: Lexicon, text: str, curie: str) -> None:
    link = link_mention(text, DRUG, lexicon)
    assert link is not None
    assert link.curie == curie


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("infantile haemangiomas", "MONDO:0011191"),
        ("carcinoma of the breast", "MONDO:0004989"),
        ("relapsed or refractory multiple myeloma", "MONDO:0009693"),
        ("moderate to severe plaque psoriasis", "UMLS:C0263361"),
        ("HER2-positive metastatic breast cancer", "MONDO:0006244"),
        ("hypertensive", "MONDO:0005044"),
        ("neuropathic pain", "MONDO:0021667"),
        ("NMOSD", "MONDO:0019100"),
    ],
)
def test_diseases_link_in_looser_spellings(lexicon: Lexicon, text: str, curie: str) -> None:
    link = link_mention(text, DISEASE, lexicon)
    assert link is not None
    assert link.curie == curie


@pytest.mark.parametrize("text", ["ALL", "MS", "AS", "CAT", "ACE", "cold", "RA", "gas", "lung toxicity", ""])
@pytest.mark.parametrize("mention_type", list(MentionType))
def test_ambiguous_or_unknown_names_do_not_link(lexicon: Lexicon, text: str, mention_type: MentionType) -> None:
    assert link_mention(text, mention_type, lexicon) is None


def test_the_long_form_decides(lexicon: Lexicon) -> None:
    assert link_mention("MS", DISEASE, lexicon, long_form="multiple sclerosis") == Link(
        curie="MONDO:0005301", score=1.0, reason="short for multiple sclerosis: name"
    )
    assert link_mention("CML", DISEASE, lexicon, long_form="continuous monitoring of leaks") is None


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("BRAF V600E", "HGNC:1097 p.V600E"),
        ("EGFR T790M mutation", "HGNC:3236 p.T790M"),
        ("HLA-B*5701", "HGNC:4932 *57:01"),
        ("KRAS mutations", "HGNC:6407"),
        ("EGFR exon 19 deletions", "HGNC:3236 exon 19 deletion"),
        ("PD-L1", "SIGNATURE:PD-L1"),
        ("HER2+", "SIGNATURE:HER2-positive"),
    ],
)
def test_biomarkers_link_with_their_alteration(lexicon: Lexicon, text: str, curie: str) -> None:
    link = link_mention(text, BIOMARKER, lexicon)
    assert link is not None
    assert link.curie == curie
