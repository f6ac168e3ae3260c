"""What counts as the same use: pairs that a reviewer would join, and pairs that must stay apart."""

import time
from pathlib import Path

import pytest

from miner.errors import LabelError
from miner.labels.alike import only_qualified, tumour_key
from miner.labels.same_use import PART_COLUMNS, SAME_USE_COLUMNS, Relation, SameUse
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.tables import read_table
from miner.records import MentionType

LABELS = Path(__file__).resolve().parents[3] / "corpora" / "labels"


@pytest.fixture(scope="module")
def same_use(lexicon: Lexicon) -> SameUse:
    return SameUse.load(lexicon)


def curie_of(lexicon: Lexicon, name: str) -> str:
    return name if name in lexicon else lexicon.lookup(name, MentionType.DISEASE)[0].curie


ON = [
    ("vasomotor symptoms", "hot flashes"),
    ("impotence", "erectile dysfunction"),
    ("high blood pressure", "essential hypertension"),
    ("heart failure", "congestive heart failure"),
    ("congestive heart failure", "heart failure"),
    ("smoking cessation", "nicotine dependence"),
    ("age-related macular degeneration", "wet AMD"),
    ("seizures", "epilepsy"),
    ("depression", "major depressive disorder"),
    ("GERD", "peptic esophagitis"),
    ("breast carcinoma", "breast cancer"),
    ("thyroid neoplasms", "thyroid cancer"),
    ("hyperlipidemia", "hypercholesterolemia"),
    ("pervasive developmental disorder", "autism"),
    ("deep vein thrombosis", "venous thrombosis"),
    ("vomiting", "nausea"),
    ("bladder cancer", "urothelial carcinoma"),
    ("alcohol abuse", "alcohol dependence"),
]
FORM = [
    ("refractory celiac disease", "celiac disease"),
    ("Treatment-Resistant Depressive Disorder", "major depressive disorder"),
    ("plaque psoriasis", "psoriasis"),
    ("acute myocardial infarction", "coronary artery disorder"),
    ("lung adenocarcinoma", "non-small cell lung carcinoma"),
    ("acute cystitis", "urinary tract infection"),
    ("absence seizures", "seizures"),
    ("symptomatic heart failure", "congestive heart failure"),
    ("generalized anxiety disorder", "anxiety"),
    ("ascites", "edema"),
]
PART = [
    ("nausea", "migraine disorder"),
    ("headache", "migraine with aura"),
    ("bleeding", "hemophilia A"),
    ("gastrointestinal hemorrhage", "hemophilia A"),
    ("hypoglycemia", "type 2 diabetes mellitus"),
    ("hyperglycemia", "type 2 diabetes mellitus"),
    ("pain", "rheumatoid arthritis"),
    ("pain", "osteoarthritis"),
    ("seizures", "Dravet syndrome"),
    ("proteinuria", "nephrotic syndrome"),
    ("type 2 diabetes mellitus", "diabetic kidney disease"),
    ("aggression", "autism"),
    ("tuberous sclerosis", "subependymal giant cell astrocytoma"),
    ("heart failure", "edema"),
    ("bone fracture", "postmenopausal osteoporosis"),
    ("chorea", "Huntington disease"),
    ("hyperammonemia", "propionic acidemia"),
    ("bronchiectasis", "cystic fibrosis"),
    ("left ventricular hypertrophy", "essential hypertension"),
]
BROADER = [
    ("psoriasis", "plaque psoriasis"),
    ("epilepsy", "focal epilepsy"),
    ("seizures", "focal epilepsy"),
    ("lung cancer", "non-small cell lung carcinoma"),
    ("inflammatory bowel disease", "ulcerative colitis"),
    ("depression", "bipolar depression"),
    ("anemia", "aplastic anemia"),
    ("ischemic disease", "angina pectoris"),
    ("coronary disease", "angina pectoris"),
    ("coronary artery disorder", "myocardial infarction"),
    ("urinary incontinence", "overactive bladder"),
    ("anxiety", "generalized anxiety disorder"),
    ("proteinuria", "diabetic kidney disease"),
    ("dyslipidemia", "hypertriglyceridemia"),
]
APART = [
    ("type 1 diabetes mellitus", "type 2 diabetes mellitus"),
    ("type 2 diabetes mellitus", "type 1 diabetes mellitus"),
    ("gestational diabetes", "type 2 diabetes mellitus"),
    ("obesity disorder", "type 2 diabetes mellitus"),
    ("Crohn disease", "ulcerative colitis"),
    ("bipolar disorder", "schizophrenia"),
    ("schizoaffective disorder", "schizophrenia"),
    ("depression", "anxiety disorder"),
    ("depression", "bipolar disorder"),
    ("psoriasis", "psoriatic arthritis"),
    ("psoriasis", "dermatitis"),
    ("psoriatic arthritis", "rheumatoid arthritis"),
    ("rheumatoid arthritis", "psoriatic arthritis"),
    ("prostate cancer", "benign prostatic hyperplasia"),
    ("castration-resistant prostate carcinoma", "benign prostatic hyperplasia"),
    ("pulmonary arterial hypertension", "hypertensive disorder"),
    ("heritable pulmonary arterial hypertension", "hypertensive disorder"),
    ("hypertensive disorder", "idiopathic pulmonary arterial hypertension"),
    ("preeclampsia", "hypertensive disorder"),
    ("heart failure", "hypertensive disorder"),
    ("plasma cell myeloma", "non-Hodgkin lymphoma"),
    ("small cell lung carcinoma", "non-small cell lung carcinoma"),
    ("hemophilia B", "hemophilia A"),
    ("sickle cell disease", "anemia"),
    ("Lennox-Gastaut syndrome", "Dravet syndrome"),
    ("geographic atrophy", "wet AMD"),
    ("angle-closure glaucoma", "open-angle glaucoma"),
    ("hereditary angioedema", "angioedema"),
    ("chronic obstructive pulmonary disease", "asthma"),
    ("tension-type headache", "migraine disorder"),
    ("stress urinary incontinence", "urge urinary incontinence"),
    ("pneumocystosis", "pneumonia"),
    ("cardiac arrest", "heart failure"),
    ("Barrett esophagus", "esophageal adenocarcinoma"),
    ("polymyalgia rheumatica", "temporal arteritis"),
    ("Gaucher disease", "hyperlipidemia"),
    ("seizures", "Rett syndrome"),
    ("fever", "influenza"),
    ("pain", "depression"),
    ("pruritus", "hereditary angioedema"),
    ("fatigue", "multiple sclerosis"),
    ("headache", "rheumatoid arthritis"),
    ("short stature", "Fabry disease"),
    ("hepatitis B virus infection", "hepatitis C virus infection"),
    ("obsessive-compulsive disorder", "anxiety disorder"),
    ("breast cancer", "ovarian cancer"),
    ("breast cancer", "cancer"),
]
EXPECTED = [
    (*pair, relation)
    for relation, pairs in (
        (Relation.ON, ON),
        (Relation.FORM, FORM),
        (Relation.PART, PART),
        (Relation.BROADER, BROADER),
    )
    for pair in pairs
]


@pytest.mark.parametrize(("disease", "labelled", "relation"), EXPECTED)
def test_a_use_that_a_reviewer_would_join_to_the_label_is_joined(
    same_use: SameUse, lexicon: Lexicon, disease: str, labelled: str, relation: Relation
) -> None:
    found = same_use.relate(curie_of(lexicon, disease), curie_of(lexicon, labelled))
    assert found.relation is relation, found.reason
    assert found.reason


@pytest.mark.parametrize(("disease", "labelled"), APART)
def test_another_disease_stays_apart(same_use: SameUse, lexicon: Lexicon, disease: str, labelled: str) -> None:
    found = same_use.relate(curie_of(lexicon, disease), curie_of(lexicon, labelled))
    assert found.relation in {Relation.SIBLING, Relation.OFF}, found


def test_every_reviewed_row_names_entries_of_the_lexicon_and_gives_a_reason(lexicon: Lexicon) -> None:
    rows = list(read_table(LABELS / "same_use.tsv", SAME_USE_COLUMNS))
    assert len(rows) >= 250
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
    for disease, labelled, _, _, name, other, reason in rows:
        assert (lexicon.name_of(disease), lexicon.name_of(labelled)) == (name, other)
        assert disease in lexicon
        assert labelled in lexicon
        assert len(reason) > 8


def test_reviewed_rows_do_not_contradict_their_reverse() -> None:
    rows = {(row[0], row[1]): row[2] for row in read_table(LABELS / "same_use.tsv", SAME_USE_COLUMNS)}
    for pair, relation in rows.items():
        reverse = rows.get((pair[1], pair[0]))
        assert not (relation == "off" and reverse in {"on", "form"}), pair
        assert not (relation == "on" and reverse in {"off", "sibling"}), pair


def test_every_compiled_part_is_in_the_lexicon_and_names_its_source(lexicon: Lexicon) -> None:
    rows = list(read_table(LABELS / "disease_parts.tsv", PART_COLUMNS))
    assert len(rows) > 200
    for part, disease, _, _, _, source in rows:
        assert part in lexicon
        assert disease in lexicon
        assert source.startswith(("HPO ", "Disease Ontology "))


def test_an_unspecific_symptom_is_in_no_compiled_row(lexicon: Lexicon) -> None:
    parts = {row[0] for row in read_table(LABELS / "disease_parts.tsv", PART_COLUMNS)}
    for name in ("seizures", "fever", "fatigue", "pain", "nausea", "headache", "obesity", "hypertension"):
        assert curie_of(lexicon, name) not in parts


def test_unknown_identifiers_are_on_their_own_label_only(same_use: SameUse) -> None:
    assert same_use.relate("MESH:D999999", "MESH:D999999").relation is Relation.ON
    assert same_use.relate("MESH:D999999", "MONDO:0005148").relation is Relation.OFF


def test_relating_is_fast(lexicon: Lexicon) -> None:
    started = time.perf_counter()
    same_use = SameUse.load(lexicon)
    assert time.perf_counter() - started < 1.0
    same_use.relate("MONDO:0005148", "MONDO:0005015")
    started = time.perf_counter()
    for _ in range(10_000):
        same_use.relate("MONDO:0005148", "MONDO:0005015")
    assert (time.perf_counter() - started) / 10_000 < 50e-6


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (("MONDO:1", "MONDO:2", "near", "pair", "a", "b", "why"), "relation is 'near'"),
        (("MONDO:1", "MONDO:2", "on", "some", "a", "b", "why"), "holds_for is 'some'"),
        (("MONDO:1", "MONDO:2", "on", "pair", "a", "b", ""), "has no reason"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(
    lexicon: Lexicon, tmp_path: Path, cells: tuple[str, ...], message: str
) -> None:
    lines = ["\t".join(SAME_USE_COLUMNS), "\t".join(cells)]
    (tmp_path / "same_use.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "disease_parts.tsv").write_text("\t".join(PART_COLUMNS) + "\n", encoding="utf-8")
    with pytest.raises(LabelError, match=rf"same_use.tsv:2: {message}"):
        SameUse.load(lexicon, tmp_path)


def test_a_missing_table_is_an_error_that_names_it(lexicon: Lexicon, tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"same_use\.tsv"):
        SameUse.load(lexicon, tmp_path)


def test_a_qualifier_makes_a_form_and_a_word_of_another_disease_does_not() -> None:
    assert only_qualified("refractory celiac disease", "celiac disease")
    assert not only_qualified("acquired hemophilia", "hemophilia")
    assert not only_qualified("celiac disease", "celiac disease")


def test_tumour_names_are_alike_without_their_tumour_words() -> None:
    assert tumour_key("thyroid gland carcinoma") == tumour_key("thyroid neoplasm") == frozenset({"thyroid"})
    assert not tumour_key("neuroendocrine carcinoma")
    assert not tumour_key("thyroid nodule")
