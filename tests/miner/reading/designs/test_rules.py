"""Tests of miner.reading.designs.rules on invented titles and abstracts."""

import pytest

from miner.reading.designs.rules import apply_rules
from miner.records import Design
from tests.miner.reading.designs.articles import article_of


def ruled(title: str, abstract: str = "") -> Design:
    return apply_rules(article_of(title, abstract)).settled.design


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("A randomised trial of rituximab in lupus", Design.RANDOMISED),
        ("Rituximab in lupus: study protocol for a randomized controlled trial", Design.PROTOCOL),
        ("Rituximab in lupus: a meta-analysis of randomized trials", Design.SYSTEMATIC_REVIEW),
        ("Rituximab in lupus: a network meta-analysis", Design.SYSTEMATIC_REVIEW),
        ("Consensus recommendations for the treatment of lupus", Design.GUIDELINE),
        ("Randomised comparison of rituximab and saline in mice", Design.ANIMAL),
        ("Randomised comparison of two diets in laying quails", Design.ANIMAL),
        ("Rituximab kills lymphoma cell lines", Design.IN_VITRO),
        ("Rituximab in lymphoma tumoroids", Design.IN_VITRO),
        ("Rituximab in parrots with lymphoma", Design.ANIMAL),
        ("Trial in progress: rituximab in lupus", Design.PROTOCOL),
        ("Design and methods of a trial of rituximab", Design.PROTOCOL),
        ("Progress in rituximab trials of lupus", Design.UNKNOWN),
        ("A phase I study of rituximab", Design.PHASE_1),
        ("A phase I/II study of rituximab", Design.PHASE_2),
        ("A phase 2 study of rituximab", Design.PHASE_2),
        ("A phase III study of rituximab", Design.PHASE_3),
        ("Open-label rituximab in lupus", Design.SINGLE_ARM),
        ("Rituximab in lupus: a pilot study", Design.SINGLE_ARM),
        ("Rituximab in lupus: a case series", Design.CASE_SERIES),
        ("Rituximab in lupus: report of five cases", Design.CASE_SERIES),
        ("Rituximab in lupus: report of three cases", Design.CASE_REPORT),
        ("Rituximab in lupus: a case report", Design.CASE_REPORT),
        ("Rituximab in lupus: a retrospective cohort", Design.OBSERVATIONAL),
        ("A case-control study of rituximab", Design.OBSERVATIONAL),
        ("Vitamin D and lupus: a Mendelian randomization study", Design.OBSERVATIONAL),
        ("A survey of rheumatologists on rituximab", Design.SURVEY),
        ("Living with lupus: a qualitative study", Design.SURVEY),
        ("Cost-effectiveness of rituximab in lupus", Design.ECONOMIC),
        ("Budget impact of rituximab", Design.ECONOMIC),
        ("Correction: Rituximab in lupus", Design.NOTICE),
        ("Response to the letter on rituximab", Design.NOTICE),
        ("Rituximab in lupus: an overview", Design.REVIEW),
        ("Rituximab in lupus", Design.UNKNOWN),
    ],
)
def test_titles_name_their_study(title: str, design: Design) -> None:
    assert ruled(title) is design


@pytest.mark.parametrize(
    ("abstract", "design"),
    [
        ("Patients were randomly assigned to rituximab or placebo.", Design.RANDOMISED),
        ("Each patient had rituximab and saline in random order.", Design.RANDOMISED),
        ("Male Wistar rats were randomly assigned to rituximab or saline.", Design.ANIMAL),
        ("Patients will be randomised to rituximab or placebo.", Design.PROTOCOL),
        ("This ongoing phase 3 trial is randomising infants to rituximab.", Design.PROTOCOL),
        ("Forty participants are to be randomised to rituximab or placebo.", Design.PROTOCOL),
        ("We describe the design of a randomised trial of rituximab.", Design.PROTOCOL),
        ("Ongoing trials of rituximab were not included, and patients were randomised.", Design.RANDOMISED),
        ("Men were allocated by computer-generated random numbers to rituximab or placebo.", Design.RANDOMISED),
        ("We report a 34-year-old woman with lupus.", Design.CASE_REPORT),
        ("We report two patients with lupus.", Design.CASE_REPORT),
        ("We report four patients with lupus.", Design.CASE_SERIES),
        ("We searched Medline and Embase.", Design.SYSTEMATIC_REVIEW),
        ("A meta-analysis was performed.", Design.SYSTEMATIC_REVIEW),
        ("Medical records of 40 patients were studied.", Design.OBSERVATIONAL),
        ("Twelve healthy volunteers were given 40 mg.", Design.PHASE_1),
        ("Semi-structured interviews were held with nurses.", Design.SURVEY),
        ("The cost was 20,000 euros per QALY.", Design.ECONOMIC),
        ("Cultured B cells were incubated with rituximab.", Design.IN_VITRO),
        ("Earlier randomised trials have been disappointing.", Design.UNKNOWN),
    ],
)
def test_the_abstract_speaks_where_the_title_is_silent(abstract: str, design: Design) -> None:
    assert ruled("Rituximab in lupus", abstract) is design


def test_of_a_text_without_a_title_the_first_sentence_is_the_title() -> None:
    text = "Rituximab in lupus: a systematic review. Hazard ratios were pooled."
    assert apply_rules(article_of("", text)).settled.design is Design.SYSTEMATIC_REVIEW


def test_the_words_that_decided_are_kept() -> None:
    found = apply_rules(article_of("Rituximab in lupus", "Patients were randomly assigned to rituximab.")).settled
    assert found.words == "randomly assigned"


@pytest.mark.parametrize(
    "text",
    [
        "Mendelian randomisation of examplumab and lupus.",
        "Post-randomisation weighting in a cohort of users of examplumab.",
        "A placebo-controlled trial is needed before examplumab is given in lupus.",
        "We emulated a target trial of examplumab in claims data.",
        "This was a nonrandomised comparison of examplumab.",
        "A pseudo-randomised trial of examplumab.",
        "Stimuli were shown in pseudo-random order.",
        "Because the men were not randomly assigned to examplumab, confounding is possible.",
        "A random sample of clinics was visited.",
        "Examplumab was as good as prednisolone in this cohort, and a randomized comparison should follow.",
        "Randomised, placebo-controlled trials of examplumab have been small.",
        "Adults of a randomised trial of fluids were interviewed.",
        "A prospective randomised trial could answer this.",
        "The records were randomly divided into a training and a validation set.",
        "Plots were laid out in a randomised complete block design.",
        "Loss of the protein raised the number of crossovers in meiosis.",
        "Adults were shown six packs in random order while their eyes were tracked.",
        "Pictures of rashes were rated by dermatologists in a randomised sequence.",
        "Examplumab has been evaluated in two randomised trials.",
    ],
)
def test_the_randomisation_of_others_is_not_ours(text: str) -> None:
    assert ruled("Examplumab in lupus", text) is not Design.RANDOMISED
    assert ruled(text) is not Design.RANDOMISED


@pytest.mark.parametrize(
    "text",
    [
        "Multicentre randomised, prospective study.",
        "Adults without gout who underwent surgery were randomised to examplumab.",
        "In a randomised, double-masked trial, examplumab helped.",
        "Examplumab was given in a double\u2010blind randomized placebo\u2010controlled study.",
        "In a crossover trial, ten adults took examplumab.",
        "This pooled analysis of two randomised trials covers 400 adults.",
        "Forty adults were included in a prospective, randomized comparison of examplumab and rituximab.",
        "We conducted two placebo-controlled, double-blind studies.",
        "This study is a RCT (randomized clinical trial).",
        "Examplumab and saline were evaluated in two randomized, double-masked, parallel-group studies.",
        "This article describes two prospective, randomised trials of examplumab.",
        "Pictures were shown while examplumab or placebo was infused in random order.",
    ],
)
def test_own_randomisation_has_many_wordings(text: str) -> None:
    assert ruled("Examplumab in lupus", text) is Design.RANDOMISED


@pytest.mark.parametrize(
    "title",
    [
        "Examplumab for cat-scratch disease",
        "Porcine secretin for children with autism",
        "Conjugated equine estrogens after the menopause",
        "Traction of impacted canines under examplumab",
        "Cow's milk allergy treated with examplumab",
        "Hydatid disease in Turkey",
        "Horse riding and examplumab in cerebral palsy",
        "Examplumab protects primary rat chondrocytes",
        "Examplumab in the murine macrophages RAW264.7",
        "Release of calcium by mitochondria from rats",
        "Dust masks for visitors to swine farms",
        "Examplumab after rat exposure",
    ],
)
def test_names_with_an_animal_in_them_make_no_animal_study(title: str) -> None:
    assert ruled(title) is not Design.ANIMAL


@pytest.mark.parametrize(
    ("abstract", "design"),
    [
        ("Ten quails were fed examplumab.", Design.ANIMAL),
        ("Examplumab was tested in a mouse model of lupus.", Design.ANIMAL),
        ("Ten rats bearing tumour cells were given examplumab.", Design.ANIMAL),
        ("Hepatocytes from rats treated with examplumab were larger than those of control rats.", Design.ANIMAL),
        (
            "Examplumab was added to mouse kidney cells, which were stained with a goat anti-mouse serum.",
            Design.UNKNOWN,
        ),
        ("Leaves were sprayed, and the enzymes SOD, CAT and POD were measured in three plants.", Design.UNKNOWN),
        ("It was first seen in a rat model. We gave examplumab to 40 patients.", Design.UNKNOWN),
        ("This review summarises what examplumab does in mice, in mice with lupus and in nude mice.", Design.REVIEW),
    ],
)
def test_animals_are_those_that_the_study_used(abstract: str, design: Design) -> None:
    assert ruled("Examplumab in lupus", abstract) is design


@pytest.mark.parametrize(
    "abstract",
    [
        "Forty adults with lupus received examplumab 20 mg daily.",
        "Examplumab was administered for 12 weeks to adults with lupus.",
        "This open multicentre study enrolled 40 adults who were given examplumab.",
    ],
)
def test_a_treatment_that_the_study_gave_is_known_by_its_words(abstract: str) -> None:
    assert apply_rules(article_of("Examplumab in lupus", abstract)).intervention


@pytest.mark.parametrize(
    "abstract",
    [
        "Records of 40 adults who received examplumab 20 mg daily were read.",
        "In this registry adults were treated with examplumab for 12 weeks.",
        "Adults who received examplumab had fewer infections than others.",
    ],
)
def test_a_study_that_watched_gave_no_treatment(abstract: str) -> None:
    assert not apply_rules(article_of("Examplumab in lupus", abstract)).intervention


def test_in_the_case_of_is_no_case_report() -> None:
    assert ruled("Examplumab in lupus", "Pain was gone in the case of 40 adults.") is not Design.CASE_REPORT
    assert ruled("Examplumab in lupus", "We present the case of a man with lupus.") is Design.CASE_REPORT
