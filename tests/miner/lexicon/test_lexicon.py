"""The lexicon: spelling variants match, and an error in a table names its line."""

from pathlib import Path

import pytest

from miner.errors import LexiconError
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise, strip_salt
from miner.records import MentionType

IMATINIB = "DRUGBANK:DB00619"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Crohn's disease", "Crohn disease"),
        ("Crohns disease", "Crohn disease"),
        ("non\u2010small-cell lung cancer", "Non-small cell lung cancer"),
        ("infantile haemangiomas", "infantile hemangioma"),
        ("diarrhoea", "diarrhea"),
        ("interferon-\u03b1", "interferon alpha"),
        ("Sj\u00f6gren syndrome", "Sjogren syndrome"),
        ("type II diabetes", "type 2 diabetes"),
        ("post-herpetic neuralgia", "postherpetic neuralgia"),
        ("imatinib mesilate", "imatinib mesylate"),
        ("metastases", "metastasis"),
        ("HER2+", "HER2-positive"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("name", "other"), [("virus", "viru"), ("type 1 diabetes", "type 2 diabetes")])
def test_different_names_stay_apart(name: str, other: str) -> None:
    assert normalise(name) != normalise(other)


def test_salts_are_stripped_but_a_salt_stays_itself() -> None:
    assert strip_salt("Imatinib mesylate") == "imatinib"
    assert strip_salt("sodium valproate") == "valproate"
    assert strip_salt("sodium chloride") == "sodium chloride"
    assert strip_salt("magnesium sulfate hydrate") == "magnesium sulfate"
    assert strip_salt("edoxaban tosilate hydrate") == "edoxaban"


@pytest.mark.parametrize("name", ["Gleevec", "Glivec", "STI571", "imatinib"])
def test_brands_and_codes_lead_to_the_ingredient(lexicon: Lexicon, name: str) -> None:
    assert [found.curie for found in lexicon.lookup(name, MentionType.DRUG)] == [IMATINIB]


def test_inn_and_usan_name_the_same_drug(lexicon: Lexicon) -> None:
    for inn, usan in [("paracetamol", "acetaminophen"), ("ciclosporin", "cyclosporine"), ("rifampicin", "rifampin")]:
        assert lexicon.lookup(inn, MentionType.DRUG)[0].curie == lexicon.lookup(usan, MentionType.DRUG)[0].curie


def test_names_of_combinations_and_alterations_are_put_together(lexicon: Lexicon) -> None:
    assert lexicon.name_of("DRUGBANK:DB00073+DRUGBANK:DB00619") == "Rituximab + Imatinib"
    assert lexicon.name_of("HGNC:1097 p.V600E") == "BRAF V600E"
    assert lexicon.name_of("MONDO:9999999") == "MONDO:9999999"


def test_ancestors_reach_the_group_of_a_disease(lexicon: Lexicon) -> None:
    assert "MONDO:0009688" in lexicon.ancestors("MONDO:1060006")  # generalized myasthenia gravis is one
    assert "MONDO:1060006" in lexicon.descendants("MONDO:0009688")
    assert lexicon.ancestors("MONDO:9999999") == frozenset()


def test_an_entry_carries_flags_names_and_cross_references(lexicon: Lexicon) -> None:
    entry = lexicon.entry(IMATINIB)
    assert (entry.name, entry.names[0], sorted(entry.flags)) == ("Imatinib", "imatinib", ["EU", "JP", "US"])
    assert {"gleevec", "glivec"} <= set(entry.names)
    assert "UNII:BKJ8M8G5HI" in entry.xrefs


def test_an_unknown_identifier_is_an_error(lexicon: Lexicon) -> None:
    with pytest.raises(LexiconError, match="No entry 'DRUGBANK:DB0'"):
        lexicon.entry("DRUGBANK:DB0")


def _write_tiny(folder: Path) -> None:
    (folder / "drugs.tsv").write_text(
        "curie\tname\txrefs\tapproved_us\tapproved_eu\tapproved_jp\tis_combination\tingredients\tnot_treatment\tatc\t"
        "source\nDRUGBANK:DB00619\tImatinib\t\t1\t1\t1\t0\t\t0\t\tproject\n"
    )
    (folder / "diseases.tsv").write_text("curie\tname\tparents\txrefs\tis_rare\tsource\n")
    (folder / "chemicals.tsv").write_text("curie\tname\tsource\n")
    (folder / "genes.tsv").write_text("curie\tsymbol\tname\tsource\n")
    for name in ("drug_names.tsv", "chemical_names.tsv", "disease_names.tsv", "gene_names.tsv", "signatures.tsv"):
        (folder / name).write_text("curie\tname\tkind\tsource\n")


def test_a_broken_row_is_named_with_file_and_line(tmp_path: Path) -> None:
    _write_tiny(tmp_path)
    assert len(Lexicon.load(tmp_path)) == 1
    (tmp_path / "drug_names.tsv").write_text("curie\tname\tkind\tsource\nDRUGBANK:DB00619\tGlivec\tbrand\n")
    with pytest.raises(LexiconError, match=r"drug_names\.tsv:2: expected 4 columns, found 3 columns"):
        Lexicon.load(tmp_path)


def test_a_missing_table_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="compile it again"):
        Lexicon.load(tmp_path)


def test_the_version_changes_with_the_tables(tmp_path: Path) -> None:
    _write_tiny(tmp_path)
    before = Lexicon.load(tmp_path).version
    (tmp_path / "drug_names.tsv").write_text("curie\tname\tkind\tsource\nDRUGBANK:DB00619\tGlivec\tbrand\tema\n")
    assert before != Lexicon.load(tmp_path).version
