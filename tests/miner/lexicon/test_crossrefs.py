"""Each of our identifiers maps to at most one in MeSH or OMIM."""

from miner.lexicon.crossrefs import MeshIdentifiers, mesh_ids
from miner.lexicon.lexicon import Lexicon
from miner.records import MentionType


def curie_of(lexicon: Lexicon, name: str) -> str:
    return lexicon.lookup(name)[0].curie


def test_drugs_and_diseases_have_their_mesh_record(lexicon: Lexicon) -> None:
    assert mesh_ids(curie_of(lexicon, "haloperidol"), lexicon) == ("MESH:D006220",)
    assert mesh_ids(curie_of(lexicon, "hypertension"), lexicon) == ("MESH:D006973",)


def test_a_choice_of_records_falls_on_the_substance_and_on_what_corpora_use(lexicon: Lexicon) -> None:
    assert mesh_ids(curie_of(lexicon, "morphine"), lexicon) == ("MESH:D009020",)
    assert mesh_ids(curie_of(lexicon, "gemcitabine"), lexicon) == ("MESH:C056507",)


def test_a_drug_that_is_a_heading_takes_no_other_heading(lexicon: Lexicon) -> None:
    assert mesh_ids(curie_of(lexicon, "scopolamine"), lexicon) == ("MESH:D012601",)
    assert curie_of(lexicon, "butylscopolammonium bromide") == "MESH:D002086"


def test_a_combination_gives_its_ingredients(lexicon: Lexicon) -> None:
    parts = [curie_of(lexicon, name) for name in ("haloperidol", "morphine")]
    assert mesh_ids("+".join(parts), lexicon) == ("MESH:D006220", "MESH:D009020")


def test_a_disease_without_a_record_takes_that_of_its_namesake_above(lexicon: Lexicon) -> None:
    assert mesh_ids(curie_of(lexicon, "breast cancer"), lexicon) == ("MESH:D001943",)
    assert mesh_ids(curie_of(lexicon, "lung cancer"), lexicon) == ("MESH:D008175",)


def test_omim_stands_in_where_mesh_has_nothing(lexicon: Lexicon) -> None:
    assert lexicon.entry("MONDO:0000208").xrefs == ("OMIM:616033",)
    assert mesh_ids("MONDO:0000208", lexicon) == ("OMIM:616033",)


def test_a_foreign_identifier_gives_itself_and_an_unknown_one_nothing(lexicon: Lexicon) -> None:
    assert mesh_ids("MESH:D012345", lexicon) == ("MESH:D012345",)
    assert mesh_ids("OMIM:102650", lexicon) == ("OMIM:102650",)
    assert mesh_ids("HGNC:1097 p.V600E", lexicon) == ()
    assert mesh_ids("MONDO:0", lexicon) == ()


def test_a_form_has_the_record_that_mesh_gives_its_name(lexicon: Lexicon) -> None:
    identify, lithium = MeshIdentifiers(lexicon), curie_of(lexicon, "lithium carbonate")
    assert identify("lithium carbonate", MentionType.DRUG, lithium) == ("MESH:D016651",)
    assert identify("", MentionType.DRUG, lithium) == mesh_ids(lithium, lexicon) == ("MESH:D008094",)


def test_a_heading_newer_than_the_corpora_stands_back(lexicon: Lexicon) -> None:
    assert MeshIdentifiers(lexicon)("gemcitabine", MentionType.DRUG, curie_of(lexicon, "gemcitabine")) == (
        "MESH:C056507",
    )


def test_what_annotators_agree_on_goes_before_our_link_and_stands_in_for_none(lexicon: Lexicon) -> None:
    identify = MeshIdentifiers(lexicon)
    assert identify("neuropathy", MentionType.DISEASE, curie_of(lexicon, "neuropathy")) == ("MESH:D009422",)
    assert identify("aggressiveness", MentionType.DISEASE, "") == ("MESH:D010554",)
    assert identify("aggressiveness", MentionType.DRUG, "") == ()


def test_a_name_that_nobody_has_annotated_has_no_identifier_without_a_link(lexicon: Lexicon) -> None:
    assert MeshIdentifiers(lexicon)("lithium carbonate", MentionType.DRUG, "") == ()
