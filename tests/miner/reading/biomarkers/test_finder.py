"""Gene and state are one mention with one identifier, however they are worded."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miner.lexicon.lexicon import Lexicon
from miner.reading.biomarkers.finder import BiomarkerFinder
from miner.reading.biomarkers.nesting import split_off_parts, with_nested
from miner.records import Link, Mention, MentionType


@pytest.fixture(scope="module")
def finder(lexicon: Lexicon) -> BiomarkerFinder:
    return BiomarkerFinder(lexicon)


def names_of(finder: BiomarkerFinder, lexicon: Lexicon, text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for mention in finder.find(text):
        assert text[mention.start : mention.end] == mention.text
        links = [link for link in (mention.link, *mention.other_links) if link]
        found.append((mention.text, tuple(lexicon.name_of(link.curie) for link in links)))
    return found


@pytest.mark.parametrize(
    ("curie", "wordings"),
    [
        (
            "HGNC:1097 p.V600E",
            "BRAF V600E|BRAF(V600E)|BRAF p.Val600Glu|mutant BRAF V600E|V600E-mutated BRAF|BRAF-V600E",
        ),
        (
            "HGNC:1097 p.V600E",
            "(V600E)BRAF mutation|V600E mutation in the BRAF gene|BRAF V600E-positive|BRAF gene (V600E)",
        ),
        (
            "SIGNATURE:HER2-positive",
            "HER2-positive|HER2+|HER2 overexpression|HER-2/neu-positive|HER2\u2011positive|overexpression of HER2",
        ),
        (
            "SIGNATURE:HER2-positive",
            "HER2-amplified|ERBB2 amplification|c-erbB-2 positive|human epidermal growth factor receptor 2-positive",
        ),
        ("SIGNATURE:HER2-negative", "HER2-negative|HER2\u2212|without HER2 overexpression"),
        ("HGNC:3236 exon 19 deletion", "EGFR exon 19 deletion|exon 19 deletions in EGFR|EGFR ex19del|EGFR exon-19 del"),
        ("HGNC:3236 p.T790M", "EGFR T790M|T790M EGFR|EGFR p.T790M mutation|T790M"),
        ("HGNC:427 rearrangement", "ALK rearrangement|ALK-rearranged|ALK fusion|ALK-positive|translocation of ALK"),
        (
            "HGNC:6407 wild-type",
            "KRAS wild-type|wild-type KRAS|KRAS wild\u2013type|KRAS mutation-negative|without KRAS mutations",
        ),
        ("HGNC:6407 mutation", "KRAS-mutant|KRAS mutations|mutations in KRAS|mutated K-ras|KRAS mutation-positive"),
        (
            "HGNC:3236 activating mutation",
            "EGFR-activating mutations|sensitizing EGFR mutations|activating mutations in EGFR",
        ),
        ("HGNC:3467 negative", "ER-negative|estrogen receptor-negative|oestrogen receptor (ER) negative"),
        ("SIGNATURE:MSI-H", "MSI-H|MSI-high|microsatellite instability-high|high microsatellite instability"),
        ("SIGNATURE:dMMR", "dMMR|mismatch repair-deficient|MMR deficiency"),
        ("SIGNATURE:TMB-H", "TMB-H|high tumour mutational burden (TMB-H)|TMB-high"),
        (
            "SIGNATURE:PD-L1 TPS >=50%",
            "PD-L1 TPS \u2265\u00a050\u00a0%|PD-L1 TPS of at least 50%|tumor proportion score >= 50 %",
        ),
        ("SIGNATURE:PD-L1 >=50%", "PD-L1 expression of at least 50 %|PD-L1 \u2265 50%"),
        ("SIGNATURE:PD-L1 CPS >=10", "PD-L1 CPS \u226510|CPS of 10 or more|combined positive score (CPS) \u2265 10"),
        ("SIGNATURE:PD-L1 negative", "PD-L1-negative|PDL1 negative"),
        (
            "SIGNATURE:EOS >=300/uL",
            "eosinophils \u2265300 cells/\u00b5L|blood eosinophil count of \u2265 0.3 \u00d7 10^9/L",
        ),
        ("HGNC:2367 high", "elevated CRP|high CRP levels"),
        ("HGNC:4932 *57:01", "HLA-B*57:01|HLA-B*5701|HLA-B*57:01 allele"),
        ("HGNC:2621 poor metaboliser", "CYP2C19 poor metabolisers|CYP2C19 poor metabolizer"),
        ("HGNC:3765 ITD", "FLT3-ITD|FLT3 internal tandem duplication|FLT3-ITD-positive"),
        ("SIGNATURE:Ph-positive", "t(9;22)|Philadelphia chromosome-positive|BCR-ABL1-positive|Ph+"),
        ("SIGNATURE:Ph-negative", "Philadelphia chromosome-negative|BCR-ABL-negative"),
        ("SIGNATURE:karyotype t(11;14)", "t(11;14)|t(11; 14) translocation"),
        ("SIGNATURE:TNBC", "triple-negative"),
        ("SIGNATURE:HR-positive", "hormone receptor-positive|HR+"),
        ("HGNC:9588 loss", "PTEN loss|loss of PTEN expression"),
        ("HGNC:7059 unmethylated", "unmethylated MGMT promoter"),
        ("HGNC:8975 exon 9 mutation", "PIK3CA exon 9 mutation|exon 9 PIK3CA mutations"),
    ],
)
def test_every_wording_gives_one_mention_of_one_identifier(finder: BiomarkerFinder, curie: str, wordings: str) -> None:
    for wording in wordings.split("|"):
        linked = [(mention.text, mention.link and mention.link.curie) for mention in finder.find(wording)]
        assert linked == [(wording, curie)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BRCA1/2-mutated", [("BRCA1/2-mutated", ("BRCA1 mutation", "BRCA2 mutation"))]),
        ("BRCA1- or BRCA2-mutated", [("BRCA1- or BRCA2-mutated", ("BRCA1 mutation", "BRCA2 mutation"))]),
        (
            "germline BRCA mutation",
            [("germline BRCA mutation", ("BRCA1 germline mutation", "BRCA2 germline mutation"))],
        ),
        ("BRAF V600E/K-mutant melanoma", [("BRAF V600E/K-mutant", ("BRAF V600E", "BRAF V600K"))]),
        (
            "EGFR mutations (exon 19 deletions or L858R)",
            [("EGFR mutations (exon 19 deletions or L858R)", ("EGFR exon 19 deletion", "EGFR L858R"))],
        ),
        ("KIAA1549-BRAF fusion", [("BRAF fusion", ("BRAF rearrangement",))]),
        (
            "ER+/PR+/HER2\u2212 breast cancer",
            [("ER+", ("ESR1 positive",)), ("PR+", ("PGR positive",)), ("HER2\u2212", ("HER2-negative",))],
        ),
        ("ESR1; the Y537S mutation", [("ESR1", ("ESR1",)), ("Y537S mutation", ("ESR1 Y537S",))]),
        ("ESR1, EGFR; the Y537S mutation", [("ESR1", ("ESR1",)), ("EGFR", ("EGFR",))]),
        ("EGFR inhibitors", [("EGFR", ("EGFR",))]),
        ("KRAS and BRAF V600E mutations", [("KRAS", ("KRAS",)), ("BRAF V600E mutations", ("BRAF V600E",))]),
        ("MET and KIT; they met with a kit, and eGFR fell", [("MET", ("MET",)), ("KIT", ("KIT",))]),
        ("PR was seen in 3, ER visits, T47D cells", []),
        ("", []),
    ],
)
def test_lists_name_each_and_what_is_no_state_stays_a_name(
    finder: BiomarkerFinder, lexicon: Lexicon, text: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert names_of(finder, lexicon, text) == found


def test_positive_and_negative_are_never_one_node(finder: BiomarkerFinder, lexicon: Lexicon) -> None:
    for marker in (
        "HER2",
        "ER",
        "PR",
        "HR",
        "PD-L1",
        "CD20",
        "ALK",
        "HPV",
        "EBV",
        "KRAS mutation",
        "rheumatoid factor",
        "anti-CCP",
    ):
        (positive,) = finder.links(f"{marker}-positive")
        (negative,) = finder.links(f"{marker}-negative")
        assert positive.curie != negative.curie
        assert "positive negative" not in lexicon.name_of(negative.curie)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="BRAF V600E/()-+,HER2 \u2265%mutated in of\n"))
def test_any_text_gives_mentions_in_order_at_their_place(finder: BiomarkerFinder, text: str) -> None:
    end = 0
    for mention in finder.find(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


def mention(text: str, start: int, kind: MentionType, curie: str | None = None) -> Mention:
    link = Link(curie=curie, score=1.0, reason="") if curie else None
    return Mention(start=start, end=start + len(text), text=text, type=kind, found_by="model", link=link)


def test_an_expression_takes_up_the_gene_and_stands_inside_the_disease(finder: BiomarkerFinder) -> None:
    text = "HER2-positive breast cancer"
    disease = mention(text, 0, MentionType.DISEASE, "MONDO:0006244")
    gene = mention("HER2", 0, MentionType.BIOMARKER)
    (expression,) = finder.find(text)
    assert split_off_parts([gene, disease], [expression]) == ([disease], [gene])
    assert with_nested([disease], [expression]) == (disease, expression)


def test_a_bare_gene_inside_a_disease_is_part_of_its_name(finder: BiomarkerFinder) -> None:
    disease = mention("VHL disease", 0, MentionType.DISEASE, "MONDO:0008667")
    assert with_nested([disease], finder.find("VHL disease")) == (disease,)
