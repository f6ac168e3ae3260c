"""Pairs that articles only measure in studies of another disease, and symptoms that a drug is for."""

import pytest

from miner.lexicon.endpoints import read_endpoints
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.roles import roles_of
from miner.lexicon.symptoms import read_symptoms
from miner.records import Certainty, ClaimRelation, Design, EvidenceRow, LabelLevel, LabelState, Role
from miner.signals.measured import Measured
from miner.signals.set_aside import Endpoints
from tests.miner.lexicon.marked import read_marked

LUPUS, SCHIZOPHRENIA, ALZHEIMER, PARKINSON = "MONDO:0007915", "MONDO:0005090", "MONDO:0004975", "MONDO:0005180"
SCLEROSIS, PALSY, HEPATITIS_B, HYPERTENSION = "MONDO:0005301", "MONDO:0006497", "MONDO:0005344", "MONDO:0005044"
KIDNEY, CANCER, NEVUS, LUNG = "MONDO:0005300", "MONDO:0007254", "MONDO:0044792", "MONDO:0005002"
ARTHRITIS, DEPRESSION, AGITATION, FATIGUE = "MONDO:0005578", "MONDO:0002050", "MESH:D011595", "MESH:D005221"
SPASTICITY, FIBROSIS, TYPE_2, OBESITY = "MESH:D009128", "MESH:D005355", "MONDO:0005148", "MONDO:0011122"
PRURITUS, PAIN, COUGH, HOT_FLUSHES, DROOLING = (
    "MESH:D011537",
    "MESH:D010146",
    "MESH:D003371",
    "MESH:D019584",
    "MESH:D012798",
)
R = ClaimRelation


def article(
    pmid: int,
    disease: str,
    marked: str,
    *,
    titles: tuple[str, ...] = (),
    relation: R = R.TREATS,
    design: Design = Design.RANDOMISED,
    further: frozenset[Role] = frozenset(),
) -> EvidenceRow:
    """The row of a claim for a disease that is marked in the text."""
    text, title_end, spans = read_marked(marked)
    named = frozenset(roles_of(text, title_end, spans)) | further
    title_diseases = (*titles, disease) if Role.TITLE in named else titles
    return EvidenceRow(
        pmid=pmid,
        relation=relation,
        certainty=Certainty.STATED,
        design=design,
        year=2009,
        title_diseases=title_diseases,
        roles=named,
    )


def studied(pmid: int, relation: R = R.GIVEN_FOR) -> EvidenceRow:
    """The row of a claim for the host."""
    return EvidenceRow(pmid=pmid, relation=relation, certainty=Certainty.STATED, design=Design.RANDOMISED, year=2009)


def describe(
    lexicon: Lexicon, disease: str, rows: list[EvidenceRow], host: str, *, is_labelled: bool, host_rows: int = 0
) -> str:
    """Return the reason for a pair whose articles all claim the drug for the host, on label or off it."""
    hosts = [studied(row.pmid) for row in rows]
    hosts += [studied(1000 + number, R.TREATS) for number in range(host_rows)]
    by_disease = {disease: rows, host: hosts}

    def states(asked: str) -> list[LabelState]:
        is_on = is_labelled and asked == host
        return [LabelState(jurisdiction="US", level=LabelLevel.ON if is_on else LabelLevel.OFF)]

    uses = Endpoints(by_disease, states, lexicon, read_symptoms())
    return Measured(by_disease, uses, lexicon, read_symptoms(), read_endpoints()).describe(disease)


@pytest.mark.parametrize(
    ("disease", "host", "marked"),
    [
        (ARTHRITIS, LUPUS, "Effects of A on rash and [arthritis] in patients with lupus | [Arthritis] improved."),
        (DEPRESSION, SCHIZOPHRENIA, "A in schizophrenia | A was better than B on the [depression] cluster."),
        (DEPRESSION, SCHIZOPHRENIA, "A improves [depressive symptoms] in schizophrenia: a trial | It did."),
        (COUGH, LUNG, "Effect of A on [cough] in COPD | [Cough] scores fell."),
        (FIBROSIS, HEPATITIS_B, "A in hepatitis B | The primary outcome was the [fibrosis] score. It fell."),
    ],
)
def test_what_is_measured_in_a_labelled_use_is_an_endpoint(
    lexicon: Lexicon, disease: str, host: str, marked: str
) -> None:
    rows = [article(1, disease, marked, titles=(host,))]
    reason = describe(lexicon, disease, rows, host, is_labelled=True)
    assert reason == f"an endpoint of studies in {lexicon.name_of(host)}, which a label covers"


@pytest.mark.parametrize(
    ("disease", "host", "marked"),
    [
        (COUGH, LUNG, "A for chronic [cough] in COPD | [Cough] fell."),
        (PRURITUS, KIDNEY, "A in haemodialysis | Patients with kidney disease and [itch] took part. [Itch] fell."),
        (PRURITUS, KIDNEY, "A for uraemic [pruritus] in kidney disease | It fell."),
        (HOT_FLUSHES, CANCER, "A for [hot flushes] in women with breast cancer | They fell."),
        (PAIN, PARKINSON, "Treatment of neuropathic [pain] with A in Parkinson's disease | It fell."),
        (DEPRESSION, PARKINSON, "A for the treatment of [depressive symptoms] in Parkinson's disease | They fell."),
        (
            DEPRESSION,
            PARKINSON,
            "A in Parkinson's disease | Patients with Parkinson's disease and [depression] took A.",
        ),
        (AGITATION, ALZHEIMER, "Effect of A on [agitation] in dementia | Patients with [agitation] took A."),
        (AGITATION, ALZHEIMER, "A for [agitation] in Alzheimer's disease | It fell."),
        (FATIGUE, SCLEROSIS, "Effect of A on [fatigue] in multiple sclerosis | Adults with severe [fatigue] took A."),
        (SPASTICITY, SCLEROSIS, "A for [spasticity] in multiple sclerosis | It fell."),
        (DROOLING, PALSY, "A for [drooling] in cerebral palsy | It fell."),
    ],
)
@pytest.mark.parametrize("is_labelled", [True, False])
def test_a_symptom_that_the_drug_is_for_stays(
    lexicon: Lexicon, disease: str, host: str, marked: str, is_labelled: bool
) -> None:
    rows = [article(1, disease, marked, titles=(host,))]
    assert not describe(lexicon, disease, rows, host, is_labelled=is_labelled)


@pytest.mark.parametrize(
    ("disease", "host", "marked"),
    [
        (PAIN, CANCER, "A in breast cancer | A was given to relieve [pain]."),
        (DROOLING, PALSY, "A in cerebral palsy | A was injected for the treatment of [drooling]."),
        (DEPRESSION, PARKINSON, "A in Parkinson's disease | Patients with [depression] took A. It fell."),
    ],
)
def test_what_a_drug_off_label_in_the_host_is_for_stays(lexicon: Lexicon, disease: str, host: str, marked: str) -> None:
    assert not describe(lexicon, disease, [article(1, disease, marked, titles=(host,))], host, is_labelled=False)


@pytest.mark.parametrize(
    ("disease", "marked", "is_endpoint"),
    [
        (PRURITUS, "A in giant nevus | A girl took A. Her [itching] went.", True),
        (PRURITUS, "A in giant nevus | The aim was to assess A against [itching].", False),
        (PRURITUS, "Effect of A on [itching] in giant nevus | It went.", False),
        (FIBROSIS, "A reduces [fibrosis] scores in giant nevus | They fell.", True),
        (PRURITUS, "No disease in the title | Her [itching] went.", False),
    ],
)
def test_without_a_label_for_the_host_only_what_an_article_names_by_the_way_is_an_endpoint(
    lexicon: Lexicon, disease: str, marked: str, is_endpoint: bool
) -> None:
    titles = (NEVUS,) if "nevus" in marked else ()
    reason = describe(lexicon, disease, [article(1, disease, marked, titles=titles)], NEVUS, is_labelled=False)
    assert reason == ("an endpoint of studies in large congenital melanocytic nevus" if is_endpoint else "")


def test_a_host_with_many_articles_of_its_own_counts_like_one_on_label(lexicon: Lexicon) -> None:
    rows = [
        article(1, DEPRESSION, "A improves [depressive symptoms] in schizophrenia | It did.", titles=(SCHIZOPHRENIA,))
    ]
    assert [
        bool(describe(lexicon, DEPRESSION, rows, SCHIZOPHRENIA, is_labelled=False, host_rows=count))
        for count in (0, 1, 5)
    ] == [False, False, True]


BY_THE_WAY = "A in schizophrenia | A was better than B on the [depression] cluster."
FOR_IT = "A for [depression] in schizophrenia | It fell."
NO_HOST = "A | [Depression] scores fell."


@pytest.mark.parametrize(
    ("texts", "is_endpoint"),
    [
        ([BY_THE_WAY, BY_THE_WAY, NO_HOST], True),
        ([BY_THE_WAY, NO_HOST], False),
        ([BY_THE_WAY, BY_THE_WAY, FOR_IT], False),
        ([BY_THE_WAY] * 4 + [FOR_IT], True),
        ([BY_THE_WAY] * 8 + [FOR_IT] * 2, False),
    ],
)
def test_nearly_all_articles_must_speak_of_an_endpoint(lexicon: Lexicon, texts: list[str], is_endpoint: bool) -> None:
    titles = {NO_HOST: ()}
    rows = [
        article(pmid, DEPRESSION, text, titles=titles.get(text, (SCHIZOPHRENIA,))) for pmid, text in enumerate(texts)
    ]
    hosts = [studied(row.pmid) for row, text in zip(rows, texts, strict=True) if text != NO_HOST]

    def states(asked: str) -> list[LabelState]:
        return [LabelState(jurisdiction="US", level=LabelLevel.ON if asked == SCHIZOPHRENIA else LabelLevel.OFF)]

    by_disease = {DEPRESSION: rows, SCHIZOPHRENIA: hosts}
    uses = Endpoints(by_disease, states, lexicon, read_symptoms())
    found = Measured(by_disease, uses, lexicon, read_symptoms(), read_endpoints()).describe(DEPRESSION)
    assert bool(found) is is_endpoint


def test_studies_in_people_are_asked_before_those_in_animals(lexicon: Lexicon) -> None:
    rat = article(2, DEPRESSION, FOR_IT, titles=(SCHIZOPHRENIA,), design=Design.ANIMAL)
    rows = [article(1, DEPRESSION, BY_THE_WAY, titles=(SCHIZOPHRENIA,)), rat]
    assert describe(lexicon, DEPRESSION, rows, SCHIZOPHRENIA, is_labelled=True)
    assert not describe(lexicon, DEPRESSION, [rat], SCHIZOPHRENIA, is_labelled=True)


@pytest.mark.parametrize(
    ("disease", "marked", "further", "is_labelled", "is_population"),
    [
        (TYPE_2, "A in hypertensive patients with [type 2 diabetes] | They did well.", frozenset(), True, True),
        (OBESITY, "A in [obese] hypertensive patients | They did well.", frozenset(), True, True),
        (TYPE_2, "A in hypertensive patients with [type 2 diabetes] | They did well.", frozenset(), False, False),
        (TYPE_2, "A in hypertensive patients with [diabetes] | It fell.", frozenset({Role.MEASURED}), True, False),
        (TYPE_2, "A for the treatment of [diabetes] | Patients with [diabetes] took A.", frozenset(), True, False),
        (TYPE_2, "A prevents [diabetes] in hypertension | It does.", frozenset(), True, False),
    ],
)
def test_a_disease_of_the_patients_of_a_labelled_use_is_no_use(
    lexicon: Lexicon, disease: str, marked: str, further: frozenset[Role], *, is_labelled: bool, is_population: bool
) -> None:
    rows = [article(1, disease, marked, titles=(HYPERTENSION,), further=further)]
    reason = describe(lexicon, disease, rows, HYPERTENSION, is_labelled=is_labelled)
    assert reason == ("the patients of studies in hypertensive disorder, which a label covers" if is_population else "")


def test_a_disease_of_no_table_and_a_text_that_does_not_name_it_are_left_alone(lexicon: Lexicon) -> None:
    rows = [article(1, LUPUS, "A in kidney disease | [Lupus] improved.", titles=(KIDNEY,))]
    assert not describe(lexicon, LUPUS, rows, KIDNEY, is_labelled=True)
    unnamed = [article(1, DEPRESSION, "A in schizophrenia | Mood improved.", titles=(SCHIZOPHRENIA,))]
    assert not describe(lexicon, DEPRESSION, unnamed, SCHIZOPHRENIA, is_labelled=True)


CYSTS = "MESH:D003560"


def test_a_mere_finding_is_a_use_only_if_a_title_names_it(lexicon: Lexicon) -> None:
    bare = article(1, CYSTS, "A and B in a kidney model | A slowed the growth of [cysts].")
    titled = article(2, CYSTS, "A for [cysts] of the kidney | They shrank.")
    rows = {"bare": [bare], "titled": [titled], "one of them titled": [bare, titled]}
    reasons = {name: describe(lexicon, CYSTS, found, LUPUS, is_labelled=False) for name, found in rows.items()}
    assert [name for name, reason in reasons.items() if not reason] == ["titled", "one of them titled"]
