"""An unambiguous spelling of a variant is one mention with exact bounds; what cannot be a variant is none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from miner.reading.nlp.tokens import make_blank
from miner.reading.nlp.variant_patterns import find_variants
from miner.reading.nlp.variants import mark_variants


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_blank()


def read(nlp: Language, text: str, *mentions: tuple[str, str]) -> list[tuple[str, str]]:
    """What the component makes of the mentions that a network found."""
    doc = nlp(text)
    spans = [doc.char_span(text.index(name), text.index(name) + len(name), label=label) for name, label in mentions]
    assert None not in spans
    doc.ents = tuple(span for span in spans if span is not None)
    return [(mention.text, mention.label_) for mention in mark_variants(doc).ents]


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("Both carried rs123456 and p.Gly34Asp.", ["rs123456", "p.Gly34Asp"]),
        ("They had c.77_77+1delAG in intron 2.", ["c.77_77+1delAG"]),
        ("They had c.51_56+20del26 in intron 2.", ["c.51_56+20del26"]),
        ("One had p. Glu12X, one p. Pro18ArgfsX9.", ["p. Glu12X", "p. Pro18ArgfsX9"]),
        ("It is a p.(Arg44*) change, or c. *69 C>A.", ["p.(Arg44*)", "c. *69 C>A"]),
        ("The p.R46[R,X] child was well.", ["p.R46[R,X]"]),
        ("A splice site change, IVS7 -2A>G, was new.", ["IVS7 -2A>G"]),
        ("Carriers of IVS7+45 GA+GG were few.", ["IVS7+45 GA+GG"]),
        ("The 123 C>T substitution is common.", ["123 C>T"]),
        ("The -108(G/A) polymorphism is common.", ["-108(G/A)"]),
        ("They typed -327, A/C; -92, A/G.", ["-327, A/C", "-92, A/G"]),
        ("The -327 AC genotype protects.", ["-327 AC"]),
        ("Typed were -251A/A and -605 deletion/ATT.", ["-251A/A", "-605 deletion/ATT"]),
        ("Founder mutations are 123del5, 35 delG and 57delMTV.", ["123del5", "35 delG", "57delMTV"]),
        ("The E87stop and E87-TAG proteins are short.", ["E87stop", "E87-TAG"]),
        ("Codon 27 changed (27gly----stop).", ["27gly----stop"]),
        ("A nonsense mutation (Glu 27 to stop) was seen.", ["Glu 27 to stop"]),
        ("The CCR5 Delta32 deletion and \u039432 are the same.", ["Delta32 deletion", "\u039432"]),
        ("A mutation with deletion of amino acids 80-85 is mild.", ["deletion of amino acids 80-85"]),
        (
            "A mutation replaces arginine at amino acid position 22 by glycine.",
            ["arginine at amino acid position 22 by glycine"],
        ),
        (
            "The mutation puts a proline residue for arginine residue at position 15.",
            ["proline residue for arginine residue at position 15"],
        ),
        (
            "The mutation makes a tyrosine codon at amino acid position 6 into a stop.",
            ["tyrosine codon at amino acid position 6 into a stop"],
        ),
        ("The variant is threonine to alanine substitution of the loop.", ["threonine to alanine"]),
        ("The variant turns glutamic acid to a stop codon.", ["glutamic acid to a stop codon"]),
        ("The mutation is a G to A transition at nucleotide 71.", ["G to A transition at nucleotide 71"]),
        ("A 96 bp insertion and an insertion of 15 nt were mutations.", ["96 bp insertion", "insertion of 15 nt"]),
    ],
)
def test_a_spelling_is_one_variant(nlp: Language, text: str, variants: list[str]) -> None:
    assert read(nlp, text) == [(variant, "VARIANT") for variant in variants]


@pytest.mark.parametrize(
    "text",
    [
        "Written by Doe A(12), Roe C(3) and Poe T(45).",
        "Kept at -196C, then at -80 C, for 50 A patients.",
        "Vitamins A to C were given to 100 C57BL/6 mice.",
        "Insulin of 100 IU del mar; model 35 dups.",
        "Glutamine to glutamate ratios rose after arginine for 12 days.",
        "An A/C ratio of 3/4 and IL-10/IL-12 were measured by LC-MS/MS.",
        "HbA1c, H1N1, H2O2, CD4 and CYP2D6 are no variants of anything.",
    ],
)
def test_no_variant_is_seen_in_other_codes(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "mention", "variant"),
    [
        ("It was p.R12H in both.", ("p.R12H", "CHEMICAL"), "p.R12H"),
        ("It was c.12_12+1delAG in both.", ("c.12_12+1delAG", "GENE"), "c.12_12+1delAG"),
        ("The 123 C>T change was common.", ("C>T", "VARIANT"), "123 C>T"),
        ("The deletion IVS7 -2A>G was common.", ("deletion IVS7 -2A>G", "VARIANT"), "IVS7 -2A>G"),
        (
            "A mutation, leucine to serine substitution at a site of note.",
            ("leucine to serine substitution at a", "VARIANT"),
            "leucine to serine",
        ),
    ],
)
def test_a_spelling_takes_the_place_of_what_lies_in_it_and_of_added_words(
    nlp: Language, text: str, mention: tuple[str, str], variant: str
) -> None:
    assert read(nlp, text, mention) == [(variant, "VARIANT")]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The mutant codon 14 G>A was new.", ("codon 14 G>A", "VARIANT")),
        ("The ABC1 V60E protein was new.", ("ABC1 V60E protein", "GENE")),
        ("The c.12C>T (R4X) allele was new.", ("c.12C>T (R4X)", "VARIANT")),
    ],
)
def test_a_longer_mention_with_more_than_words_stays(nlp: Language, text: str, mention: tuple[str, str]) -> None:
    assert read(nlp, text, mention) == [mention]


@pytest.mark.parametrize(
    ("text", "mention", "variant"),
    [
        ("The 12 bp repeats (GC) here.", "12 bp repeats (GC", "12 bp repeats (GC)"),
        ("The change (GC) 12 here.", "GC) 12", "(GC) 12"),
        ("The codon 12 (see below) here.", "codon 12 (", "codon 12"),
    ],
)
def test_a_variant_has_both_brackets_or_neither(nlp: Language, text: str, mention: str, variant: str) -> None:
    assert read(nlp, text, (mention, "VARIANT")) == [(variant, "VARIANT")]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The TaqIA site of the gene.", "TaqIA"),
        ("The HindIII site of the gene.", "HindIII"),
        ("It needs arginine residue (CGA).", "arginine residue"),
        ("It needs arginine-transporting genes.", "arginine-transporting genes"),
        ("It kills X98 and T98G glioma cells; T98G died.", "T98G"),
    ],
)
def test_an_enzyme_a_residue_a_gene_or_a_cell_line_is_no_variant(nlp: Language, text: str, mention: str) -> None:
    assert read(nlp, text, (mention, "VARIANT")) == []


def test_cells_with_a_mutation_are_no_cell_line(nlp: Language) -> None:
    text = "The drug kills V60E melanoma cells, but no cells without this mutation."
    assert read(nlp, text) == [("V60E", "VARIANT")]


def test_mentions_of_other_labels_keep_their_bounds(nlp: Language) -> None:
    text = "Drugx (in TaqIA cells for V60E."
    mentions = [("Drugx (", "CHEMICAL"), ("TaqIA", "GENE")]
    assert read(nlp, text, *mentions) == [*mentions, ("V60E", "VARIANT")]


@given(st.text(alphabet="ACGTp.c-+_()[]>/ 0123\nVdelfsinto", max_size=80))
def test_mentions_never_overlap_and_are_the_same_each_time(text: str) -> None:
    nlp = make_blank()
    first, second = ([(m.start, m.end) for m in mark_variants(nlp(text)).ents] for _ in range(2))
    assert first == second
    assert all(end <= start for (_, end), (start, _) in pairwise(first))


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1",
            "A",
            "AC",
            "A1",
            "1A",
            "-1",
            "1_",
            "c.1",
            "c.1_1+1",
            "p.G12_",
            "IVS1+",
            "G to ",
            "G>",
            "Arg ",
            "Arg1",
            "(A",
        ),
        *("arginine to ", "deletion of ", "12 bp ", "delta", "del", "fs", "rs1", "stop at ", "codon 1 ", "T98G cells "),
    ],
)
@pytest.mark.timeout(120)  # linear it takes a second; what backtracks would still be at it tomorrow
def test_odd_text_is_searched_to_its_end(unit: str) -> None:
    text = "A mutation: " + unit * (200_000 // len(unit))
    assert sum(1 for _ in find_variants(text)) <= len(text)
