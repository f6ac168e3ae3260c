"""Drugs that are given together are one set; drugs that are listed, compared or alternatives stay apart."""

import pytest

from miner.reading.claims.combinations import Place, tie_combinations
from tests.miner.reading.claims.marked import read_marked


def sets_of(marked: str) -> list[str]:
    """The drug sets of a marked sentence, in order of place; names in braces are their own identifiers."""
    text, mentions = read_marked(marked)
    drugs = [Place(one.start, one.end, (one.text.upper(),)) for one in mentions]
    return ["+".join(place.curies) for place in tie_combinations(text, drugs, len(text))]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<a> plus <b>", ["A+B"]),
        ("Combined <a> 50 mg/m2 on day 1 and <b> 10 mg daily", ["A+B"]),
        ("A regimen of <a>, <b> and <c>", ["A+B+C"]),
        ("Chemotherapy consisting of <a> (60 mg/m2), <b> and oral <c>", ["A+B+C"]),
        ("<a>, <b>, <c> and <d> (ABCD)", ["A+B+C+D"]),
        ("Combination chemotherapy with <a> (<a>), <b> and <c>", ["A+B+C"]),
        ("ABC (<a>, <b>, <c>)", ["A+B+C"]),
        ("<a> plus <b> and <c>", ["A+B+C"]),
        ("<a> and <b> plus <c>", ["A+B+C"]),
        ("<a>/<b>/<c> chemotherapy", ["A+B+C"]),
        ("She was treated with <a>, <b> and <c>, which resulted in remission", ["A+B+C"]),
        ("Patients received <a> and low-dose <b> for a year", ["A+B"]),
        ("Addition of <a> to <b> improved symptoms", ["A+B"]),
        ("<a> augmentation of <b>", ["A+B"]),
        ("<a> and <b> (B) combination in asthma", ["A+B"]),
        ("A phase II study of <a> and <b> in sarcoma", ["A+B"]),
        ("<a> and <b> as first-line treatment", ["A+B"]),
        ("<a> or <b> plus <c>", ["A+C", "B+C"]),
        ("<a> in combination with <b> or <c>", ["A+B", "A+C"]),
        ("<a> alone or in combination with <b>", ["A", "A+B"]),
        ("<a> alone or in combination with <b> or <c>", ["A", "A+B", "A+C"]),
        ("They were given <a> and <b> or <c>", ["A+B", "A+C"]),
        ("<a> plus <b> or <c> plus <d>", ["A+B", "C+D"]),
        ("<a> +/- <b>", ["A", "A+B"]),
        ("ESHAP (<a>, <b>, <c>, <d>)", ["A+B+C+D"]),
        ("<a> with <b> vs. <c> with <b>", ["A+B", "B+C"]),
        ("<a> 250 mg daily for 1 year plus <b>", ["A+B"]),
        ("<a>, which helps in asthma in combination with <b> and <c>", ["A", "A+B+C"]),
        ("<a> enhanced the antitumor activity of <b>", ["A", "A+B"]),
        ("<a> 80 mg/m(2) over a 3 h infusion, followed by <b> 70 mg/m(2) on day 1", ["A+B"]),
        ("Patients received <a> followed by <b>", ["A+B"]),
        ("Patients were conditioned with <a> 12 mg.kg-1 and <b> 3.6 g.m-2", ["A+B"]),
        ("<a> combined with the weekly bolus schedule of <b>", ["A+B"]),
        ("<a> plus <b> with the addition of <c>", ["A+B+C"]),
        ("infusion of low-dose <a> and <b>", ["A+B"]),
        ("treated with <a> 30 mg per m2 and 20 to 40 mg per m2 <b>", ["A+B"]),
        ("<a>/<b> and <c> both helped at once", ["A+B", "C"]),
        ("The combination of <a>/<b> and <c>", ["A+B+C"]),
        ("<a>, <b> and their combination", ["A", "B", "A+B"]),
        ("<a> and <b>, alone and in combination, were tested", ["A", "B", "A+B"]),
        ("Preclinical data suggest that <a> and <b> have complementary effects", ["A", "B", "A+B"]),
        ("If a combination regimen is needed, <a> and <b> come first", ["A+B", "A", "B"]),
        ("Multiple doses of <a> and of <b> after concurrent administration", ["A", "B", "A+B"]),
        ("<a> alone or with the alkylating agent <b>", ["A", "B"]),
        ("<a> and <b> versus <c>, <a> and <d> in sarcoma", ["A+B", "A+C+D"]),
        ("<a> at 12 g/m2 was given by infusion over 3 days, and <b> 60 mg/m2 on day 1", ["A+B"]),
        ("Treated with <a> foam (0.12%) in the morning and topical <b> cream", ["A+B"]),
        ("<a> restored <b> sensitivity", ["A", "A+B"]),
        ("The activity of <a> was enhanced by <b>", ["A", "A+B"]),
        ("<a> sensitised <b>-resistant cells to <b>", ["A", "B", "A+B"]),
        ("The combination of the antihistamine, <a>, and the sympathomimetic, <b>,", ["A+B"]),
        ("In the presence of <a> and <b> and of <b> alone growth fell", ["A+B", "B"]),
        ("Those who got <a> could have <b> added", ["A", "A+B"]),
        ("<a> reduced attacks in a year, even in combination with <b>", ["A", "A+B"]),
        ("Courses alternated with <a> and <b> (ABX/B-C)", ["A+B"]),
        ("Specific therapy (<a>, <b>, and <c>) failed", ["A+B+C"]),
        ("Synergy between <a> and <b>", ["A+B"]),
        ("A gel containing <a> and <b>", ["A+B"]),
        ("<a> combined with <b> and/or <c>", ["A+B", "A+B+C", "A+C"]),
        ("Potentiation of <a> cytotoxicity by <b>", ["A+B"]),
        ("<a> and low-dose <b> in nephrotic syndrome", ["A+B"]),
        ("<a> with either <b> or <c>", ["A+B", "A+C"]),
        ("<a>-boosted <b>", ["A+B"]),
        ("Interaction of <a> and <b> in volunteers", ["A+B"]),
        ("In patients treated with <a>, <b> and <c>, pain fell", ["A+B+C"]),
        ("Agents such as <a> and <esketamine>/<ketamine> helped", ["A", "ESKETAMINE", "KETAMINE"]),
    ],
)
def test_drugs_given_together_are_one_set(marked: str, expected: list[str]) -> None:
    assert sets_of(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "<a> or <b>",
        "<a> versus <b>",
        "<a>, <b> and <c> were each tested in pemphigus",
        "<a>, <b> and <c> were effective",
        "We compared <a> and <b> with <c>",
        "The patients received <a> and <b>, respectively",
        "Treated with <a>, <b> or <c>",
        f"Treatment with <a> and <b> helped in {'a hundred and ' * 9} of the patients, respectively",
        "Patients receiving <a> and <b> treatments",
        "<a> followed by <b>",
        "As effective as <a> 100 mg and <b>",
        "The interval between <a> and <b> administration",
        "In women treated with <a>, both <b> and <c> prevented cardiotoxicity",
        "In patients given <a>, <b> and <c> reduced pain",
        "Step-up therapy with <a>, <b> and <c> was effective",
        "Efficacy of <a> and <b> in schizophrenia",
        "Antimalarials (<a>, <b>) were stopped",
        "ABs (<a>, <b>) were stopped",
        "Combination therapy with <a>, <b>, and others",
        "No benefit of adding <a> to <b>",
        "<a> increased the plasma concentration of <b>",
        "<a> and <b>, when used in combination with radiotherapy of the spine",
        "<a> was replaced with <b>",
        "<a> combination therapy cost less than <b> combination therapy",
        "<a> and <b> induce the metabolism of co-administered drugs",
        "Safety and efficacy of <a> and <b> in migraine",
        "To compare the efficacy and tolerability of the treatment of psychosis with <a> and <b>",
        "Compliance was poorest in the <a> group and alike in the <b> and combination therapy groups",
        "Efficacy was highest with <a> (91%), followed by <b> (80%)",
        "Treatment of <a>-induced tremor with <b>",
        "<a> prolonged the time to progression compared with <b>",
        "Four patients receiving <a> were withdrawn for confusion and one receiving <b> for nausea",
        "Those not responding to <a> (0.5 mg/kg) were treated with <b> (0.05 mg/kg)",
        "The effect of <a> (800 mg) and by contrast <b>",
    ],
)
def test_lists_and_alternatives_stay_apart(marked: str) -> None:
    assert all("+" not in one for one in sets_of(marked))


def test_one_product_of_two_drugs_is_one_set_unless_they_are_set_apart() -> None:
    levodopa, carbidopa = "DRUGBANK:DB01235", "DRUGBANK:DB00190"

    def sets(text: str) -> list[str]:
        found = [(text.index(name), name, curie) for name, curie in (("levo", levodopa), ("carbi", carbidopa))]
        drugs = [Place(start, start + len(name), (curie,)) for start, name, curie in found]
        return ["+".join(place.curies) for place in tie_combinations(text, drugs, len(text))]

    assert sets("Doses of levo and carbi were kept") == [f"{carbidopa}+{levodopa}"]
    for apart in ("Both levo and carbi helped", "levo and carbi, respectively", "amantadine, levo and carbi"):
        assert sets(apart) == [levodopa, carbidopa]


def test_what_is_compared_with_a_combination_is_no_part_of_it() -> None:
    assert sets_of("The combination of <a> plus <b> is as effective as treatment with <c>") == ["A+B", "C"]
    assert sets_of("The combination of <a> at 5 mg with increasing doses of <b>") == ["A+B"]


def test_arms_of_a_trial_do_not_share_a_partner() -> None:
    assert sets_of("Randomised to <a> plus <b> or <c> monotherapy") == ["A+B", "C"]
    assert sets_of("<a> plus <b> and <a> plus <c>") == ["A+B", "A+C"]


def test_drugs_of_one_product_may_have_their_strengths_between_them() -> None:
    assert sets_of("Treatment with <a> 0.5%/<b> 10% was effective") == ["A+B"]
    assert sets_of("Treatment with <a> 5 mg/kg or <b> 10% was effective") == ["A", "B"]
