"""Hypotheses are pairs that no article and no label knows, and that an article among their paths suggests."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from miner.hypotheses.words import Wording
from miner.lexicon.lexicon import Lexicon, read_lexicon
from miner.records import ClaimRelation, Design, EffectDirection
from tests.miner.backtest.world import fact, market, row
from tests.miner.hypotheses.small import EVIDENCE, FACTS, WANTED, effect, of_day, pairs
from tests.miner.lexicon.small import (
    BEVACIZUMAB,
    DIABETES,
    GLIOBLASTOMA,
    GLIOMA,
    HEMANGIOMA,
    IMATINIB,
    KIT,
    LUPUS,
    MASTOCYTOSIS,
    METFORMIN,
    PROPRANOLOL,
    TYPE_2,
    write_small_lexicon,
)


def test_a_sibling_disease_and_a_drug_of_shared_uses_suggest_a_pair(small_lexicon: Lexicon) -> None:
    assert pairs(of_day(small_lexicon)) == [WANTED, (IMATINIB, TYPE_2)]
    found = next(of_day(small_lexicon).first(50))
    assert [kind for kind, _ in found.parts] == ["shared uses", "sibling disease"]
    assert found.score == pytest.approx(sum(part for _, part in found.parts))


def test_each_path_is_in_words_with_the_articles_of_its_edges(small_lexicon: Lexicon) -> None:
    day = of_day(small_lexicon)
    found = next(day.first(50))
    said = {reason.kind: reason for reason in Wording(day, small_lexicon.name_of).reasons(found)}
    assert said["sibling disease"].text == (
        "Propranolol in hemangioma: 2 studies; hemangioma and glioma are forms of neoplasm"
    )
    assert said["shared uses"].text == "Imatinib in glioma: 1 study; both are used in hemangioma"
    assert {one.name for one in said["shared uses"].sources} == {"PMID 1", "PMID 2", "PMID 3", "PMID 4"}
    assert said["sibling disease"].sources[0].url == "https://pubmed.ncbi.nlm.nih.gov/2/"


@pytest.mark.parametrize(
    "named",
    [
        WANTED,
        (f"{METFORMIN}+{PROPRANOLOL}", GLIOMA),
        (PROPRANOLOL, GLIOBLASTOMA),
    ],
    ids=["co-mention", "in a set", "a form of the disease"],
)
def test_a_pair_that_any_sentence_names_is_no_hypothesis(small_lexicon: Lexicon, named: tuple[str, str]) -> None:
    assert WANTED not in pairs(of_day(small_lexicon, named=[named]))


def test_another_drug_or_another_disease_that_a_sentence_names_takes_nothing_away(small_lexicon: Lexicon) -> None:
    named = [(METFORMIN, GLIOMA), (PROPRANOLOL, LUPUS)]
    assert WANTED in pairs(of_day(small_lexicon, named=named))


def test_what_is_said_of_another_form_of_the_drug_counts(small_lexicon: Lexicon) -> None:
    assert WANTED not in pairs(
        of_day(small_lexicon, named=[(BEVACIZUMAB, GLIOMA)], moieties={BEVACIZUMAB: PROPRANOLOL})
    )


@pytest.mark.parametrize(
    "relation", [ClaimRelation.CAUSES, ClaimRelation.NO_BENEFIT, ClaimRelation.GIVEN_FOR, ClaimRelation.TREATS]
)
def test_a_pair_with_any_claim_is_no_hypothesis(small_lexicon: Lexicon, relation: ClaimRelation) -> None:
    assert WANTED not in pairs(of_day(small_lexicon, [*EVIDENCE, (WANTED, (row(9, relation=relation),))]))


@pytest.mark.parametrize(
    "labelled",
    [
        fact(PROPRANOLOL, GLIOMA, date(2000, 1, 1)),
        fact(PROPRANOLOL, GLIOBLASTOMA, date(2000, 1, 1)),
        replace(fact(PROPRANOLOL, GLIOMA, date(2000, 1, 1)), ended_on=date(2005, 1, 1)),
    ],
    ids=["on label", "a form on label", "left the label"],
)
def test_what_a_label_has_or_had_is_no_hypothesis(small_lexicon: Lexicon, labelled: object) -> None:
    assert WANTED not in pairs(of_day(small_lexicon, facts=[*FACTS, labelled]))  # type: ignore[list-item]


def test_a_drug_that_no_label_knows_on_the_day_is_none(small_lexicon: Lexicon) -> None:
    assert WANTED in pairs(of_day(small_lexicon, facts=[]))  # the market alone will do
    later = [market(PROPRANOLOL, first=date(2010, 1, 2))]
    assert WANTED not in pairs(of_day(small_lexicon, facts=[], markets=later))
    today = [market(PROPRANOLOL, first=date(2010, 1, 1))]
    assert WANTED in pairs(of_day(small_lexicon, facts=[], markets=today))


def test_labels_alone_suggest_nothing(small_lexicon: Lexicon) -> None:
    labels = [fact(PROPRANOLOL, HEMANGIOMA, date(2000, 1, 1)), fact(IMATINIB, HEMANGIOMA, date(2000, 1, 1)),
              fact(IMATINIB, GLIOMA, date(2000, 1, 1))]  # fmt: skip
    assert pairs(of_day(small_lexicon, [], facts=[*FACTS, *labels])) == []
    assert WANTED in pairs(of_day(small_lexicon, EVIDENCE[2:], facts=[*FACTS, *labels]))


@pytest.mark.parametrize(
    ("rows", "is_found"),
    [
        ((row(4, design=Design.ANIMAL),), False),
        ((row(4), row(5, relation=ClaimRelation.NO_BENEFIT)), False),
        ((row(4), row(5), row(6, relation=ClaimRelation.NO_BENEFIT)), True),
    ],
    ids=["animals", "as many oppose", "fewer oppose"],
)
def test_uses_of_animals_and_refuted_uses_are_no_neighbours(
    small_lexicon: Lexicon, rows: tuple[object, ...], is_found: bool
) -> None:
    evidence = [((METFORMIN, MASTOCYTOSIS), rows), ((METFORMIN, LUPUS), (row(20),)), ((IMATINIB, LUPUS), (row(21),))]
    assert ((IMATINIB, MASTOCYTOSIS) in pairs(of_day(small_lexicon, evidence))) is is_found  # type: ignore[arg-type]


CLASS_EVIDENCE = (((METFORMIN, LUPUS), (row(1),)),)


def test_a_drug_of_the_same_group_suggests_its_use(small_lexicon: Lexicon) -> None:
    atc = {PROPRANOLOL: ("C07AA05",), METFORMIN: ("C07AA99",)}
    day = of_day(small_lexicon, CLASS_EVIDENCE, atc=atc)
    (found,) = [one for one in day.first(50) if one.pair == (PROPRANOLOL, LUPUS)]
    assert dict(found.parts).keys() >= {"drug of its class"}
    (reason,) = [r for r in Wording(day, small_lexicon.name_of).reasons(found) if r.kind == "drug of its class"]
    assert reason.text.endswith("Propranolol and Metformin are of ATC group C07AA")


def test_a_group_of_other_drugs_is_no_class(small_lexicon: Lexicon) -> None:
    day = of_day(small_lexicon, CLASS_EVIDENCE, atc={PROPRANOLOL: ("C07AX05",), METFORMIN: ("C07AX99",)})
    assert all("drug of its class" not in dict(one.parts) for one in day.ranked)


def test_a_drug_of_the_class_that_causes_the_disease_speaks_against(small_lexicon: Lexicon) -> None:
    atc = dict.fromkeys((PROPRANOLOL, METFORMIN, IMATINIB), ("C07AA05",))
    harm = ((IMATINIB, LUPUS), (row(7, relation=ClaimRelation.CAUSES),))
    assert (PROPRANOLOL, LUPUS) in pairs(of_day(small_lexicon, CLASS_EVIDENCE, atc=atc))
    assert (PROPRANOLOL, LUPUS) not in pairs(of_day(small_lexicon, [*CLASS_EVIDENCE, harm], atc=atc))
    other = atc | {IMATINIB: ("L01EA01",)}
    assert (PROPRANOLOL, LUPUS) in pairs(of_day(small_lexicon, [*CLASS_EVIDENCE, harm], atc=other))


@pytest.mark.parametrize(
    ("direction", "is_found"), [(EffectDirection.SENSITIVE, True), (EffectDirection.RESISTANT, False)]
)
def test_a_biomarker_of_response_that_another_disease_has_suggests_it(
    small_lexicon: Lexicon, direction: EffectDirection, is_found: bool
) -> None:
    effects = [
        effect(IMATINIB, GLIOMA, KIT, 1, direction),
        effect("", MASTOCYTOSIS, KIT, 2, EffectDirection.PROGNOSTIC),
    ]
    day = of_day(small_lexicon, [], effects=effects)
    assert ((IMATINIB, MASTOCYTOSIS) in pairs(day)) is is_found
    if is_found:
        (reason,) = Wording(day, small_lexicon.name_of).reasons(next(day.first(1)))
        assert reason.text == "Imatinib works in patients with KIT, which is found in mastocytosis"
        assert [one.name for one in reason.sources] == ["PMID 1", "PMID 2"]


def test_the_order_of_the_evidence_means_nothing(small_lexicon: Lexicon) -> None:
    turned = [(pair, tuple(reversed(rows))) for pair, rows in reversed(EVIDENCE)]
    one, other = of_day(small_lexicon), of_day(small_lexicon, turned)
    assert one.ranked == other.ranked
    assert [one.paths(each) for each in one.ranked] == [other.paths(each) for each in other.ranked]


def test_at_most_three_rows_of_a_drug_and_each_disease_once_with_its_forms(tmp_path: Path) -> None:
    folder = write_small_lexicon(tmp_path)
    new = {f"MONDO:99{n}": f"invented syndrome {n}" for n in range(6)} | {"MONDO:9990": "invented syndrome 5 mild"}
    with (folder / "diseases.tsv").open("a") as table:
        table.writelines(
            f"{curie}\t{name}\t{'MONDO:995' if curie == 'MONDO:9990' else ''}\t\t0\ttest\n"
            for curie, name in new.items()
        )
    with (folder / "disease_names.tsv").open("a") as table:
        table.writelines(f"{curie}\t{name}\tname\ttest\n" for curie, name in new.items())
    lexicon = read_lexicon(folder)
    evidence = [
        ((METFORMIN, LUPUS), (row(1),)),
        ((IMATINIB, LUPUS), (row(2),)),
        *(((IMATINIB, disease), (row(10 + n),)) for n, disease in enumerate(new)),
    ]
    day = of_day(lexicon, evidence)
    of_drug = [one for one in day.ranked if one.drug == METFORMIN]
    assert len(of_drug) == 7
    assert sum(drug == METFORMIN for drug, _ in pairs(day)) == 3
    every = [one.disease for one in day.first(50, ranked=of_drug, is_capped=False)]
    assert len(every) == 6
    assert not {"MONDO:995", "MONDO:9990"} <= set(every)


def test_nothing_is_found_of_a_general_disease_group(small_lexicon: Lexicon) -> None:
    """Diabetes groups what drugs are on label for: a use that is wider than a label is known."""
    evidence = [((PROPRANOLOL, HEMANGIOMA), (row(1),)), ((IMATINIB, HEMANGIOMA), (row(2),)),
                ((IMATINIB, DIABETES), (row(3),))]  # fmt: skip
    assert (PROPRANOLOL, DIABETES) not in pairs(of_day(small_lexicon, evidence))
    assert (PROPRANOLOL, TYPE_2) not in pairs(of_day(small_lexicon, evidence))
