"""Claims of a disease that is only where the patients are, and guards: what really is treated keeps its benefit."""

import re

import pytest

from miner.lexicon.lexicon import Lexicon
from miner.reading.claims.claims import find_claims
from miner.reading.claims.host_wordings import COMPILED_WORDINGS, HOST_WORDINGS
from miner.reading.reader import Reader
from miner.records import Article, MentionType, Section

_ROLES = ((r"<[^>]+>", "DRUG"), (r"\[[^]]+\]", "DISEASE"), (r"\{[^}]+\}", "OBJECT"))


def masked(marked: str) -> str:
    for pattern, role in _ROLES:
        marked = re.sub(pattern, role, marked)
    return re.sub(r"\b(?!(?:DRUG|DISEASE|OBJECT)\b)\w+", lambda word: word[0].lower(), marked)


@pytest.mark.parametrize("number", range(len(HOST_WORDINGS)), ids=lambda number: HOST_WORDINGS[number].example)
def test_each_wording_takes_its_example_and_leaves_its_guard(number: int) -> None:
    wording = HOST_WORDINGS[number]
    assert COMPILED_WORDINGS[number].search(masked(wording.example))
    assert not any(pattern.search(masked(wording.guard)) for pattern in COMPILED_WORDINGS)


def relations(reader: Reader, title: str, text: str, drug: str, disease: str) -> set[str]:
    """The relations of a drug and a disease in an article by the rules alone, hosts included."""
    whole = f"{title}\n{text}"
    article = Article(
        pmid=1,
        text=whole,
        sections=(
            Section(start=0, end=len(title), category="TITLE"),
            Section(start=len(title) + 1, end=len(whole), category="CONCLUSIONS"),
        ),
    )
    lexicon: Lexicon = reader.lexicon
    pair = lexicon.lookup(drug, MentionType.DRUG)[0].curie, lexicon.lookup(disease, MentionType.DISEASE)[0].curie
    claims = find_claims(article, reader.judge(article), None, reader.hosts)
    return {c.relation.value for c in claims if c.sentence_start and (c.drugs[0], c.disease) == pair}


NO_TITLE = "A study."
HARM = "drug-related side effects and adverse reactions"


@pytest.mark.parametrize(
    ("title", "text", "pair", "relation"),
    [
        (NO_TITLE, "Pegfilgrastim is effective in breast cancer.", ("pegfilgrastim", "breast cancer"), "supportive"),
        (NO_TITLE, "Leucovorin prolonged survival in breast cancer.", ("leucovorin", "breast cancer"), "supportive"),
        (NO_TITLE, "Deferasirox is effective in sickle cell disease.",
         ("deferasirox", "sickle cell disease"), "supportive"),
        (NO_TITLE, "Gabapentin relieves trigeminal neuralgia in multiple sclerosis patients.",
         ("gabapentin", "multiple sclerosis"), "setting"),
        (NO_TITLE, "Venlafaxine reduces hot flashes in breast cancer survivors.",
         ("venlafaxine", "breast cancer"), "supportive"),
        (NO_TITLE, "Oxybutynin reduces hot flashes in breast cancer survivors.",
         ("oxybutynin", "breast cancer"), "setting"),
        (NO_TITLE, "Clozapine controls psychosis in Parkinson's disease patients.",
         ("clozapine", "Parkinson disease"), "setting"),
        (NO_TITLE, "Ezetimibe is effective in hypercholesterolemia in type 2 diabetes.",
         ("ezetimibe", "type 2 diabetes"), "supportive"),
        (NO_TITLE, "Indapamide is effective in type 2 diabetes.", ("indapamide", "type 2 diabetes"), "supportive"),
        (NO_TITLE, "Tocilizumab controls cytokine release syndrome in acute lymphoblastic leukemia and survival.",
         ("tocilizumab", "acute lymphoblastic leukemia"), "supportive"),
        (NO_TITLE, "Velaglucerase alfa reduced paraprotein and improved survival in multiple myeloma.",
         ("velaglucerase alfa", "multiple myeloma"), "supportive"),
        (NO_TITLE, "Oxycodone is effective in osteoarthritis.", ("oxycodone", "osteoarthritis"), "supportive"),
        (NO_TITLE, "BCG vaccine reduced the risk of celiac disease.", ("BCG vaccine", "celiac disease"), "supportive"),
        (NO_TITLE, "Insulin degludec reduced hypoglycemia.", ("insulin degludec", "hypoglycemia"), "supportive"),
        (NO_TITLE, "Apixaban reduced hemorrhage.", ("apixaban", "hemorrhage"), "supportive"),
        (NO_TITLE, "Fluconazole cured esophageal candidiasis in AIDS.", ("fluconazole", "AIDS"), "supportive"),
        (NO_TITLE, "Metoclopramide improved gastroparesis in diabetes.", ("metoclopramide", "diabetes"), "setting"),
        ("Pharmacokinetics of nateglinide in type 2 diabetes and renal failure.",
         "Nateglinide was effective in patients with renal failure.", ("nateglinide", "renal failure"), "supportive"),
        (NO_TITLE, "Varenicline shows efficacy for smoking cessation in bipolar disorder.",
         ("varenicline", "bipolar disorder"), "setting"),
        (NO_TITLE, "Atomoxetine improved ADHD symptoms in patients with autism.", ("atomoxetine", "autism"), "setting"),
        (NO_TITLE, "Atomoxetine improved ADHD symptoms in children and adolescents with autism.",
         ("atomoxetine", "autism"), "setting"),
        ("Blood pressure in sleep apnea.", "Losartan improved blood pressure in sleep apnea.",
         ("losartan", "sleep apnea syndrome"), "supportive"),
        ("Rabeprazole for eradication of H. pylori in patients with chronic gastritis.",
         "Rabeprazole was effective in patients with chronic gastritis.",
         ("rabeprazole", "chronic gastritis"), "setting"),
        (NO_TITLE, "Ferric carboxymaltose was effective in uterine bleeding.",
         ("ferric carboxymaltose", "uterine hemorrhage"), "supportive"),
    ],
)  # fmt: skip
def test_a_host_is_no_use(reader: Reader, title: str, text: str, pair: tuple[str, str], relation: str) -> None:
    assert relations(reader, title, text, *pair) == {relation}


@pytest.mark.parametrize(
    ("title", "text", "drug", "disease"),
    [
        (NO_TITLE, "Sargramostim improved survival in melanoma.", "sargramostim", "melanoma"),
        (NO_TITLE, "Zoledronic acid reduced recurrence in breast cancer.", "zoledronic acid", "breast cancer"),
        (NO_TITLE, "Docetaxel was effective in breast cancer patients with anemia.", "docetaxel", "breast cancer"),
        (NO_TITLE, "Dexamethasone is effective in multiple myeloma.", "dexamethasone", "multiple myeloma"),
        (NO_TITLE, "Hydroxychloroquine is effective in systemic lupus erythematosus.", "hydroxychloroquine",
         "systemic lupus erythematosus"),
        (NO_TITLE, "Metformin improved glycemic control in type 2 diabetes.", "metformin", "type 2 diabetes"),
        (NO_TITLE, "Gabapentin relieves trigeminal neuralgia in multiple sclerosis patients.", "gabapentin",
         "trigeminal neuralgia"),
        (NO_TITLE, "Lithium is effective in depression and in Parkinson's disease.", "lithium", "Parkinson disease"),
        (NO_TITLE, "Celecoxib is effective in osteoarthritis.", "celecoxib", "osteoarthritis"),
        (NO_TITLE, "Hydroxyurea is effective in sickle cell disease.", "hydroxyurea", "sickle cell disease"),
        (NO_TITLE, "Fentanyl is effective in cancer pain.", "fentanyl", "cancer pain"),
        (NO_TITLE, "Lamivudine is effective in chronic hepatitis B.", "lamivudine", "hepatitis B"),
        (NO_TITLE, "Ramipril reduced the risk of type 2 diabetes.", "ramipril", "type 2 diabetes"),
        (NO_TITLE, "Colesevelam lowered HbA1c in type 2 diabetes.", "colesevelam", "type 2 diabetes"),
        (NO_TITLE, "Tocilizumab is effective in rheumatoid arthritis.", "tocilizumab", "rheumatoid arthritis"),
        (NO_TITLE, "BCG vaccine is effective in bladder cancer.", "BCG vaccine", "bladder cancer"),
        (NO_TITLE, "BCG vaccine is effective in type 1 diabetes.", "BCG vaccine", "type 1 diabetes"),
        (NO_TITLE, "Acarbose reduced hypoglycemia.", "acarbose", "hypoglycemia"),
        (NO_TITLE, "Tranexamic acid reduced hemorrhage.", "tranexamic acid", "hemorrhage"),
        (NO_TITLE, "Metoclopramide improved gastroparesis in diabetes.", "metoclopramide", "gastroparesis"),
        ("Gastroesophageal reflux in asthma.", "Omeprazole reduced asthma symptoms.", "omeprazole", "asthma"),
        (NO_TITLE, "Varenicline reduced drinking in alcohol dependence.", "varenicline", "alcohol dependence"),
        (NO_TITLE, "Atomoxetine improved social withdrawal and ADHD in autism.", "atomoxetine", "autism"),
        (NO_TITLE, "Losartan reduced the apnea-hypopnea index in sleep apnea.", "losartan", "sleep apnea syndrome"),
        (NO_TITLE, "Rebamipide improved histology scores in chronic gastritis.", "rebamipide", "chronic gastritis"),
        (NO_TITLE, "Lofexidine is effective for children with tic disorders and ADHD.", "lofexidine", "tic disorder"),
    ],
)  # fmt: skip
def test_what_was_treated_stays_a_use(reader: Reader, title: str, text: str, drug: str, disease: str) -> None:
    assert relations(reader, title, text, drug, disease) & {"treats", "prevents"}


def test_side_effects_beside_a_benefit_are_harms(reader: Reader) -> None:
    text = "Sunitinib was active with manageable toxicity."
    assert not relations(reader, NO_TITLE, text, "sunitinib", HARM) & {"treats", "prevents"}


def test_what_is_given_against_side_effects_keeps_its_benefit(reader: Reader) -> None:
    assert relations(reader, NO_TITLE, "Amifostine prevents toxicity.", "amifostine", HARM) == {"prevents"}
