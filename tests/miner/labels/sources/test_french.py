"""French substances, products and opinions, from invented tables."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import LabelError, SourceError
from miner.labels.sightings import DayMeaning
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.eu_french import FrenchTerms, cognates, french_sightings, meant, plain_text
from miner.labels.sources.fr_tables import french_opinions, french_products, french_spellings
from miner.lexicon.lexicon import Lexicon
from tests.miner.labels.sources.eu_jp_mini import make_names, write_french
from tests.miner.lexicon.small import DIABETES, GLIOBLASTOMA, GLIOMA, IMATINIB, LUPUS, MASTOCYTOSIS, TUMOR, TYPE_2

ACTIVE = "Autorisation active"


@pytest.fixture
def names(small_lexicon: Lexicon) -> DrugNames:
    return make_names(small_lexicon)


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("CHLORHYDRATE DE RANITIDINE", "ranitidine"),
        ("SODIUM (VALPROATE DE)", "sodium valproate"),
        ("TRANEXAMIQUE (ACIDE)", "tranexamic acid"),
        ("ACIDE ZOLÉDRONIQUE MONOHYDRATÉ", "zoledronic acid"),
        ("ATORVASTATINE CALCIQUE TRIHYDRATÉE", "atorvastatin"),
        ("CHLORURE DE SODIUM", "sodium chloride"),
        ("FUMARATE DE DIMÉTHYLE", "dimethyl fumarate"),
        ("ESLICARBAZÉPINE (ACÉTATE D')", "eslicarbazepine"),
        ("AZTRÉONAM DE LYSINE", "aztreonam"),
        ("ÉPOÉTINE ALFA", "epoetin alfa"),
        ("TRIOXYDE D'ARSENIC", "arsenic trioxide"),
        ("INSULINE DÉTÉMIR", "insulin detemir"),
        ("ESTER BORONIQUE DE MANNITOL", "bortezomib"),
    ],
)
def test_french_substances_have_an_english_spelling(printed: str, english: str) -> None:
    assert english in set(french_spellings(printed))


def test_the_counter_ion_is_not_taken_for_the_drug() -> None:
    assert "lysine" not in set(french_spellings("AZTRÉONAM DE LYSINE"))


def test_products_have_drugs_day_and_procedure(tmp_path: Path, names: DrugNames) -> None:
    write_french(tmp_path, [
        ("1", "MÉSILATE D'IMATINIB", "07/11/2001", "Procédure centralisée", ACTIVE),
        ("2", "IMATINIB", "01/06/2013", "Procédure décentralisée", "Autorisation abrogée"),
        ("3", "ARNICA POUR PRÉPARATIONS HOMÉOPATHIQUES", "01/06/2013", "Enreg homéo", ACTIVE),
        ("4", "IMATINIB", "", "Procédure nationale", ACTIVE),
    ])  # fmt: skip
    central, national = french_products(tmp_path, names)
    assert (central.drugs, central.day, central.is_central, central.is_active) == (
        (IMATINIB,), date(2001, 11, 7), True, True
    )  # fmt: skip
    assert (national.is_central, national.is_active) == (False, False)
    assert names.dropped == {("bdpm_2023", "drug not in the lexicon"): 1, ("bdpm_2023", "no day"): 1}


def test_an_impossible_day_is_refused_with_file_and_row(tmp_path: Path, names: DrugNames) -> None:
    write_french(tmp_path, [("1", "IMATINIB", "31/02/2001", "x", ACTIVE)], [{"opinion_date": "2015-02-30"}])
    with pytest.raises(SourceError, match=r"CIS_bdpm.*row 1"):
        list(french_products(tmp_path, names))
    with pytest.raises(SourceError, match=r"opinions.*row 2"):
        list(french_opinions(tmp_path, names))


def test_opinions_become_sightings_of_the_diseases_that_they_name(
    tmp_path: Path, names: DrugNames, small_lexicon: Lexicon
) -> None:
    write_french(tmp_path, opinions=[
        {}, {"text": "Important dans l'indication de l'AMM."}, {"substances": "ARNICA"}, {"substances": "RITUXIMAB"},
    ])  # fmt: skip
    diseases_of = {(IMATINIB,): {GLIOBLASTOMA, MASTOCYTOSIS}}
    terms = FrenchTerms([("mastocytos", "mastocytosis")], small_lexicon)
    (found,) = french_sightings(tmp_path, names, diseases_of, small_lexicon, terms)
    assert (found.drugs, found.disease, found.day) == ((IMATINIB,), GLIOBLASTOMA, date(2015, 3, 18))
    assert (found.meaning, found.source, found.reference) == (DayMeaning.LATE, "has_extensions", "HAS CT-1")
    assert names.dropped == {
        ("has_extensions", "names no disease of the drug's European labels"): 1,
        ("has_extensions", "drug not in the lexicon"): 1,
        ("has_extensions", "drug has no European label text"): 1,
    }


def test_the_longer_term_hides_the_shorter_one(small_lexicon: Lexicon) -> None:
    rows = [("diabet", "diabetes"), ("diabet type 2", "type 2 diabetes"), ("lupus", "lupus erythematosus")]
    terms = FrenchTerms(rows, small_lexicon)
    assert terms.find("diabète de type 2") == {TYPE_2}
    assert terms.find("diabète de type 2 ; autre diabète") == {TYPE_2, DIABETES}
    assert terms.find("le lupus, et un diabète") == {LUPUS, DIABETES}


def test_short_words_are_no_stems(small_lexicon: Lexicon) -> None:
    terms = FrenchTerms([("sein", "glioma"), ("pr", "lupus erythematosus")], small_lexicon)
    assert terms.find("au sein de la prescription") == {GLIOMA}
    assert terms.find("seings et présentation") == set()


def test_a_wider_or_narrower_term_means_the_nearest_disease_of_the_drug(small_lexicon: Lexicon) -> None:
    assert meant({GLIOMA}, {GLIOMA, GLIOBLASTOMA}, small_lexicon) == {GLIOMA}
    assert meant({TUMOR}, {GLIOBLASTOMA, LUPUS}, small_lexicon) == {GLIOBLASTOMA}
    assert meant({TUMOR}, {GLIOMA, GLIOBLASTOMA}, small_lexicon) == set()
    assert meant({GLIOBLASTOMA}, {GLIOMA, TUMOR}, small_lexicon) == {GLIOMA}


def test_words_that_are_the_same_in_both_languages_need_no_table(small_lexicon: Lexicon) -> None:
    known = {GLIOBLASTOMA, MASTOCYTOSIS, LUPUS}
    assert cognates("une mastocytose ou un glioblastome", known, small_lexicon) == {GLIOBLASTOMA, MASTOCYTOSIS}


def test_accents_and_punctuation_are_levelled() -> None:
    assert plain_text("L\u2019œdème (aigu)") == "l oedeme ; aigu ; "


def test_every_shipped_term_means_a_disease(lexicon: Lexicon) -> None:
    terms = FrenchTerms.load(lexicon)
    assert not terms.meaningless
    names = {lexicon.name_of(curie) for curie in terms.find("un cancer épithélial de l'ovaire, une LLC et une PR")}
    assert {"ovarian cancer", "B-cell chronic lymphocytic leukemia", "rheumatoid arthritis"} <= names


def test_a_damaged_table_of_terms_is_refused(tmp_path: Path, small_lexicon: Lexicon) -> None:
    (tmp_path / "terms.tsv").write_text("french\tenglish\nlupus\n")
    with pytest.raises(LabelError, match=r"terms\.tsv:2"):
        FrenchTerms.load(small_lexicon, tmp_path / "terms.tsv")
