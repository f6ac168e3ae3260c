"""Tests of miner.reading.claims.claims; every line of its cue table is tested with the examples in it."""

import pytest

from miner.reading.claims.claims import find_claims, judge
from miner.reading.claims.cues import CUES, OUTCOME_CUES, Cue
from miner.reading.claims.doubts import DOUBTS
from miner.reading.claims.rules import certainty_of_denial
from miner.reading.claims.vetoes import VETOES, Veto
from miner.records import Article, Certainty, Claim, ClaimRelation, Link, Mention, MentionType, Section
from tests.miner.reading.claims.marked import MARK, judged_of, read_marked


def claims_of(*parts: tuple[str, str]) -> tuple[Claim, ...]:
    return find_claims(*judged_of(*parts))


def relations(marked: str, category: str = "RESULTS") -> dict[tuple[str, str], str]:
    return {("+".join(c.drugs), c.disease): c.relation.value for c in claims_of((category, marked))}


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.example)
def test_each_example_of_the_table_comes_out_with_the_relation_of_its_line(cue: Cue) -> None:
    (marked,) = [m for m in MARK.finditer(cue.example) if m["d1"]]
    (disease,) = [m for m in MARK.finditer(cue.example) if m["x1"]]
    assert relations(cue.example)[marked["d1"], disease["x1"]] == cue.relation.value


@pytest.mark.parametrize("veto", [*DOUBTS, *VETOES], ids=lambda veto: veto.example)
def test_each_veto_takes_its_example_and_leaves_its_guard(veto: Veto) -> None:
    for marked, is_vetoed in ((veto.example, True), (veto.guard, False)):
        if marked:
            names = {key: found[key] for found in MARK.finditer(marked) for key in ("d1", "x1") if found[key]}
            assert (relations(marked)[names["d1"], names["x1"]] == veto.relation.value) is is_vetoed, marked


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("A slower infusion of <vancomycin> reduced [hypotension].", "mentioned"),
        ("Split <cisplatin> doses lowered the rate of [nausea].", "causes"),
        ("<Vancomycin> reduced [pneumonia] in a slower infusion.", "treats"),
        ("Divided doses of <methotrexate> improved [psoriasis].", "treats"),
    ],
)
def test_less_harm_from_another_way_of_giving_a_drug_is_no_benefit(marked: str, expected: str) -> None:
    assert set(relations(marked).values()) == {expected}


@pytest.mark.parametrize(
    ("marked", "certainty"),
    [
        ("There is no convincing proof that <ketamine> relieves [tinnitus].", Certainty.QUESTION),
        ("Evidence that <ketamine> relieves [tinnitus] is lacking.", Certainty.QUESTION),
        ("<Ketamine> relieves [tinnitus] with no evidence of toxicity.", Certainty.STATED),
        ("Men entered a trial to evaluate the efficacy of <ketamine> for reducing [tinnitus].", Certainty.QUESTION),
        ("In a trial to evaluate the efficacy of <ketamine>, [tinnitus] was relieved.", Certainty.STATED),
    ],
)
def test_an_effect_without_proof_is_open(marked: str, certainty: Certainty) -> None:
    assert [claim.certainty for claim in claims_of(("RESULTS", marked))] == [certainty]


@pytest.mark.parametrize(
    "marked",
    [
        "<Minocycline> was useless in [stroke].",
        "No response to <minocycline> was seen in [stroke].",
        "<Minocycline> for [stroke] was no better than placebo.",
        "The study of <minocycline> in [stroke] was terminated for futility.",
        "<Minocycline> offered little benefit in [stroke].",
        "Placebo was as good as <minocycline> in [stroke].",
        "<Minocycline> failed to improve [stroke].",
    ],
)
def test_a_denied_benefit_is_no_benefit(marked: str) -> None:
    assert set(relations(marked).values()) == {"no benefit"}


@pytest.mark.parametrize(
    "marked",
    [
        "<Minocycline> was not only safe but effective in [stroke].",
        "<Minocycline> was effective in [stroke] without serious adverse effects.",
        "<Minocycline> was effective in [stroke], whereas <<aspirin>> had no effect.",
        "Without any doubt <minocycline> is effective in [stroke].",
        "<Minocycline> was non-inferior to <<aspirin>> for the treatment of [stroke].",
    ],
)
def test_not_every_no_denies_a_benefit(marked: str) -> None:
    drug, disease = (next(iter(MARK.finditer(marked)))["d1"], "stroke")
    assert relations(marked)[drug, disease] == "treats"


@pytest.mark.parametrize(
    "marked",
    [
        "There was no difference between <adalimumab> and <<infliximab>> in [Crohn disease].",
        "In [hypertension] <captopril> 125 mg was no more effective than the lower doses.",
    ],
)
def test_two_treatments_that_do_not_differ_are_uses(marked: str) -> None:
    assert next(iter(relations(marked).values())) == "given for"


def test_a_drug_that_does_not_differ_from_placebo_has_no_benefit() -> None:
    marked = "<Minocycline> and <<aspirin>> did not differ from placebo in [stroke]."
    assert set(relations(marked).values()) == {"no benefit"}


@pytest.mark.parametrize("cue", OUTCOME_CUES, ids=lambda cue: cue.example)
def test_results_without_a_disease_take_the_one_of_the_title(cue: Cue) -> None:
    claims = claims_of(("TITLE", "A study in [lupus]."), ("RESULTS", cue.example))
    assert [(c.disease, c.relation, c.disease_from) for c in claims] == [("lupus", cue.relation, "title")]


def test_a_title_with_two_diseases_lends_neither() -> None:
    assert claims_of(("TITLE", "[Lupus] or [asthma]."), ("RESULTS", "<Rituximab> improved survival.")) == ()


def test_background_takes_no_disease_from_the_title() -> None:
    parts = (("TITLE", "A study in [lupus]."), ("BACKGROUND", "<Rituximab> improved survival."))
    assert claims_of(*parts) == ()


def test_an_unlinked_disease_in_the_sentence_keeps_the_title_out() -> None:
    title, sentence = "Care of lupus", "Rituximab improved survival in vasculitis."
    text = f"{title}\n{sentence}"

    def mention(word: str, kind: MentionType, *, is_linked: bool) -> Mention:
        start = text.index(word)
        link = Link(curie=word, score=1.0, reason="marked") if is_linked else None
        end = start + len(word)
        return Mention(start=start, end=end, text=word, type=kind, found_by="lexicon", link=link)

    article = Article(
        pmid=1,
        text=text,
        sections=(
            Section(start=0, end=len(title), category="TITLE"),
            Section(start=len(title) + 1, end=len(text), category="RESULTS"),
        ),
    )
    mentions = [
        mention("lupus", MentionType.DISEASE, is_linked=True),
        mention("Rituximab", MentionType.DRUG, is_linked=True),
        mention("vasculitis", MentionType.DISEASE, is_linked=False),
    ]
    assert find_claims(article, judge(article, [(0, len(title)), (len(title) + 1, len(text))], mentions)) == ()


def test_a_claim_holds_all_that_its_sentence_said() -> None:
    text, _ = read_marked("<Dabrafenib> plus <trametinib> improved survival in {BRAF}-mutated [melanoma].")
    assert claims_of(("RESULTS", "<Dabrafenib> plus <trametinib> improved survival in {BRAF}-mutated [melanoma].")) == (
        Claim(
            pmid=1,
            sentence_start=0,
            sentence_end=len(text),
            drugs=("Dabrafenib", "trametinib"),
            disease="melanoma",
            biomarkers=("BRAF",),
            relation=ClaimRelation.TREATS,
            certainty=Certainty.STATED,
            disease_from="sentence",
            cue="improved",
        ),
    )


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<A1> and <B1> combination therapy in [lupus].", {("A1+B1", "lupus"): "given for"}),
        ("The combination of <A1> and <B1> was effective in [lupus].", {("A1+B1", "lupus"): "treats"}),
        ("<A1> (10 mg) in combination with <B1> for [lupus].", {("A1+B1", "lupus"): "given for"}),
        ("<A1>/<B1> for [lupus].", {("A1+B1", "lupus"): "given for"}),
        (
            "<A1>, <B1> and <C1> were used for [lupus].",
            {("A1", "lupus"): "given for", ("B1", "lupus"): "given for", ("C1", "lupus"): "given for"},
        ),
        (
            "<A1> plus <B1> versus <A1> in patients with [lupus].",
            {("A1+B1", "lupus"): "given for", ("A1", "lupus"): "comparator"},
        ),
    ],
)
def test_only_tied_drugs_make_a_combination(marked: str, expected: dict[tuple[str, str], str]) -> None:
    assert relations(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "<Propranolol>-induced [hypoglycemia] in an infant with [hemangioma].",
            {("Propranolol", "hypoglycemia"): "causes", ("Propranolol", "hemangioma"): "mentioned"},
        ),
        (
            "Treatment of <lithium>-induced [tremor] with <propranolol>.",
            {("lithium", "tremor"): "causes", ("propranolol", "tremor"): "given for"},
        ),
        (
            "<Etanercept> was superior to <methotrexate> in [psoriasis].",
            {("Etanercept", "psoriasis"): "treats", ("methotrexate", "psoriasis"): "comparator"},
        ),
        (
            "<Dasatinib> was effective in [CML] refractory to <imatinib>.",
            {("Dasatinib", "CML"): "treats", ("imatinib", "CML"): "background"},
        ),
        (
            "<Ketamine> reduced [pain] but did not improve [depression].",
            {("Ketamine", "pain"): "treats", ("Ketamine", "depression"): "no benefit"},
        ),
        ("<Aspirin> levels were measured; [asthma] was common.", {("Aspirin", "asthma"): "mentioned"}),
        ("<Aspirin> had no adverse effects in [asthma].", {("Aspirin", "asthma"): "mentioned"}),
        (
            "<Apixaban> was non-inferior to <warfarin> for the treatment of [thrombosis].",
            {("Apixaban", "thrombosis"): "treats", ("warfarin", "thrombosis"): "comparator"},
        ),
    ],
)
def test_each_pair_of_a_sentence_gets_its_own_relation(marked: str, expected: dict[tuple[str, str], str]) -> None:
    assert relations(marked) == expected


@pytest.mark.parametrize(
    ("category", "marked", "certainty"),
    [
        ("RESULTS", "<Rituximab> improved [lupus].", "stated"),
        ("CONCLUSIONS", "<Rituximab> may be effective in [lupus].", "hedged"),
        ("RESULTS", "We investigated whether <rituximab> improved [lupus].", "question"),
        ("BACKGROUND", "<Rituximab> improves [lupus].", "question"),
        ("METHODS", "Patients with [lupus] received <rituximab>.", "question"),
        ("TITLE", "<Rituximab> for [lupus]?", "question"),
        ("TITLE", "<Rituximab> added to standard care of [lupus]: efficacy and safety.", "question"),
        ("RESULTS", "A phase 3 study compared the efficacy of <rituximab> in [lupus].", "question"),
        ("RESULTS", "We postulated that <rituximab> would improve [lupus].", "question"),
        ("", "To estimate the efficacy of <rituximab> in [lupus].", "question"),
        ("RESULTS", "Larger trials are needed to define the role of <rituximab> in [lupus].", "question"),
        ("CONCLUSIONS", "<Rituximab> was effective in [lupus]; this study shows it.", "stated"),
        ("TITLE", "A randomised trial of <rituximab> for [lupus].", "question"),
        ("TITLE", "Successful treatment of [lupus] with <rituximab>.", "stated"),
        ("", "RESULTS: <Rituximab> improved [lupus].", "stated"),
        ("", "BACKGROUND: <Rituximab> improves [lupus].", "question"),
    ],
)
def test_only_results_are_stated(category: str, marked: str, certainty: str) -> None:
    assert [c.certainty for c in claims_of((category, marked))] == [certainty]


def test_a_disease_inside_a_drug_name_is_no_disease() -> None:
    text = "Hepatitis B vaccine prevented hepatitis B."
    article = Article(pmid=1, text=text, sections=(Section(start=0, end=len(text)),))

    def mention(start: int, end: int, kind: MentionType, curie: str) -> Mention:
        link = Link(curie=curie, score=1.0, reason="marked")
        return Mention(start=start, end=end, text=text[start:end], type=kind, found_by="lexicon", link=link)

    inside = mention(0, 11, MentionType.DISEASE, "hepatitis B")
    mentions = [inside, mention(0, 19, MentionType.DRUG, "vaccine")]
    assert find_claims(article, judge(article, [(0, len(text))], mentions)) == ()
    mentions.append(mention(30, 41, MentionType.DISEASE, "hepatitis B"))
    claims = find_claims(article, judge(article, [(0, len(text))], mentions))
    assert [(c.drugs, c.disease, c.relation) for c in claims] == [(("vaccine",), "hepatitis B", ClaimRelation.PREVENTS)]


def test_a_biomarker_belongs_to_the_disease_beside_it() -> None:
    claims = claims_of(("RESULTS", "<Afatinib> in {EGFR}-mutated [NSCLC] and in [glioma]."))
    assert [(c.disease, c.biomarkers) for c in claims] == [("NSCLC", ("EGFR",)), ("glioma", ())]


def test_the_order_of_mentions_changes_nothing() -> None:
    text, mentions = read_marked("<A1> and <B1> improved [lupus] and [asthma] in {HLA}-positive children.")
    article = Article(pmid=1, text=text, sections=(Section(start=0, end=len(text)),))
    span = [(0, len(text))]
    forwards, backwards = judge(article, span, mentions), judge(article, span, mentions[::-1])
    assert find_claims(article, forwards) == find_claims(article, backwards)


@pytest.mark.parametrize(
    "marked",
    [
        "The T315I mutation is insensitive to <dasatinib> in [leukaemia].",
        "Effective treatment is lacking, since [leukaemia] with T315I is resistant to <dasatinib>.",
        "[Leukaemia] improved little, being unresponsive to treatment with <dasatinib>.",
    ],
)
def test_what_is_insensitive_to_a_drug_never_supports_it(marked: str) -> None:
    assert set(relations(marked).values()) == {"background"}


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Lack of effect of propranolol in varices: a randomised trial.", Certainty.STATED),
        ("Is propranolol of no benefit in varices?", Certainty.QUESTION),
    ],
)
def test_a_title_that_denies_states_a_result_unless_it_asks(text: str, certainty: Certainty) -> None:
    assert certainty_of_denial(text, "TITLE") is certainty
    assert certainty_of_denial(text, "OBJECTIVE") is Certainty.QUESTION
