"""English texts are read, others are skipped, and undecidable ones are read."""

from itertools import islice
from pathlib import Path

import pytest

from miner.records import Article
from miner.sources.languages import is_english, is_english_text
from miner.sources.medline import read_records
from tests.miner.records import article

FOREIGN = {
    "Spanish": "Se administró propranolol a doce lactantes con hemangioma; en once de ellos la lesión disminuyó.",
    "Portuguese": "O propranolol foi administrado a doze lactentes com hemangioma; em onze deles a lesão diminuiu.",
    "French": "Le propranolol a été donné à douze nourrissons ayant un hémangiome; chez onze d'entre eux il régressa.",
    "German": "Zwölf Säuglinge mit Hämangiom erhielten Propranolol; bei elf von ihnen wurde die Läsion kleiner.",
    "Italian": "Il propranololo è stato somministrato a dodici lattanti con emangioma; in undici la lesione regredì.",
    "Polish": "Dwanaścioro niemowląt z naczyniakiem otrzymało propranolol; u jedenaściorga zmiana się zmniejszyła.",
    "Russian": "Двенадцати детям назначали пропранолол; образование уменьшилось.",
    "Japanese": "乳児血管腫の患者十二名にプロプラノロールを投与したところ、十一名で病変が縮小した。",
    "Chinese": "十二名婴儿血管瘤患者接受普萘洛尔治疗十一名病灶缩小。",
    "Hebrew": "שנים עשר תינוקות עם המנגיומה קיבלו פרופרנולול ובאחד עשר מהם הנגע הצטמצם",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_recognised(language: str) -> None:
    assert not is_english_text(FOREIGN[language])


@pytest.mark.parametrize(
    "text",
    [
        "Propranolol for hemangioma.",
        "Loratadine toxicity.",
        "Tuberculous pleural effusion.",
        "BRCA1, BRCA2, TP53, PIK3CA, EGFR, KRAS, ALK, ROS1, RET, MET, HER2, NTRK1",
        "Clozapine in severe mood disorders.",
        "Staphylococcus aureus, Escherichia coli, Klebsiella pneumoniae",
        "0.05; 12.4 (3.1-15.9); p < 0.001",
        "",
        "β",
        "\U0001f600",
    ],
)
def test_what_nobody_can_tell_is_read(text: str) -> None:
    assert is_english_text(text)


def test_the_abstract_decides_and_not_the_translated_title() -> None:
    assert not is_english(article(title="Propranolol for hemangioma of the face.", abstract=FOREIGN["Spanish"]))
    assert is_english(
        article(title="Propranolol beim Hämangiom", abstract="The lesion shrank in eleven of the infants.")
    )
    assert not is_english(article(title=FOREIGN["French"], abstract=""))


def test_an_english_abstract_with_a_translation_behind_it_is_read() -> None:
    english = "Propranolol was given to twelve infants with hemangioma and the lesion shrank in eleven of them. "
    assert is_english(article(abstract=english + FOREIGN["Spanish"]))
    assert is_english(article(abstract=FOREIGN["Spanish"] + " " + english))


def test_no_english_abstract_of_five_thousand_is_left_out(shared_data: Path) -> None:
    path = shared_data / "literature" / "drug_class_reviews_1992_2003.xml.gz"
    records = (record for record in read_records(path) if isinstance(record, Article))
    assert [record.text for record in islice(records, 5_000) if not is_english(record)] == []


def test_genuine_abstracts_in_other_languages_are_recognised(shared_data: Path) -> None:
    others = [
        (other.language, other.text)
        for path in sorted((shared_data / "medline_xml").glob("*.xml.gz"))
        for record in read_records(path)
        if isinstance(record, Article)
        for other in record.other_abstracts
        if not other.text.startswith("Abstract available")
    ]
    assert sorted(language for language, text in others if not is_english_text(text)) == sorted(
        language for language, _ in others
    )
    assert len(others) == 5
