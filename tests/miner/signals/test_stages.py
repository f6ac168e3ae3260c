"""The ladder from bench to label: which step evidence and labels reach, and which steps are closed."""

from datetime import date
from pathlib import Path

import pytest

from miner.errors import RulesError
from miner.records import (
    Certainty,
    ClaimRelation,
    Design,
    EvidenceRow,
    LabelFact,
    LabelLevel,
    LabelState,
    OffLabelKind,
    Progress,
)
from miner.signals.rules import STAGES, load_rules, place_of
from miner.signals.stages import Ladder, labelled_progress, load_ladder, studied_progress

LADDER = load_ladder(place_of(None, STAGES))
OFF, ON = LabelLevel.OFF, LabelLevel.ON


def row(pmid: int, design: Design, relation: ClaimRelation = ClaimRelation.TREATS, **details: object) -> EvidenceRow:
    known: dict[str, object] = {"certainty": Certainty.STATED, "year": 2000 + pmid}
    return EvidenceRow(pmid=pmid, design=design, relation=relation, **known | details)  # type: ignore[arg-type]


def states(us: LabelLevel, eu: LabelLevel, kind: str = "stated", **us_details: object) -> tuple[LabelState, ...]:
    day = {"US": date(2014, 3, 14), "EU": date(2016, 1, 1)}
    found = []
    for code, level in (("US", us), ("EU", eu)):
        since = day[code] if level is ON else None
        fact = LabelFact(fact_id=code, drugs=("D:1",), disease="X:1", jurisdiction=code, since=since, since_kind=kind)
        found.append(LabelState(jurisdiction=code, level=level, fact=fact if level is ON else None))
    if us_details:
        found[0] = LabelState(jurisdiction="US", level=us, **us_details)  # type: ignore[arg-type]
    return tuple(found)


def studied(*rows: EvidenceRow) -> Progress:
    return studied_progress(rows, LADDER, {})


def labelled(*rows: EvidenceRow, us: LabelLevel = OFF, eu: LabelLevel = OFF, **details: object) -> Progress:
    return labelled_progress(studied(*rows), states(us, eu, **details), LADDER)


@pytest.mark.parametrize(
    ("design", "stage"),
    [
        (Design.IN_VITRO, "preclinical"),
        (Design.ANIMAL, "preclinical"),
        (Design.CASE_REPORT, "case report"),
        (Design.CASE_SERIES, "case series or observational"),
        (Design.OBSERVATIONAL, "case series or observational"),
        (Design.PHASE_1, "phase 1 or 2"),
        (Design.PHASE_2, "phase 1 or 2"),
        (Design.RANDOMISED, "randomised"),
        (Design.SYSTEMATIC_REVIEW, "systematic review or guideline"),
        (Design.GUIDELINE, "systematic review or guideline"),
        (Design.UNKNOWN, "case report"),
        (Design.REVIEW, "none"),
        (Design.PROTOCOL, "none"),
    ],
)
def test_every_design_is_on_its_step(design: Design, stage: str) -> None:
    assert studied(row(1, design)).stage == stage


def test_every_design_of_the_enum_has_a_step_or_none_by_name() -> None:
    assert {design.title for design in Design if not LADDER.knows(design.title)} <= {"unknown"}


@pytest.mark.parametrize(
    ("design", "stage"),
    [
        ("single-arm trial", "phase 1 or 2"),
        ("SINGLE_ARM", "phase 1 or 2"),
        ("phase 3", "randomised"),
        ("survey", "none"),
        ("economic", "none"),
        ("notice", "none"),
        ("a design of tomorrow", "case report"),
    ],
)
def test_designs_that_do_not_exist_yet_are_matched_by_name(design: str, stage: str) -> None:
    assert LADDER.stage_at(LADDER.of_design(design)) == stage


def test_the_highest_step_counts_since_its_own_first_year() -> None:
    progress = studied(row(1, Design.CASE_REPORT), row(9, Design.RANDOMISED), row(7, Design.RANDOMISED))
    assert (progress.stage, progress.since, progress.basis) == ("randomised", "2007", "randomised (PMID 7, 9)")
    assert studied(row(1, Design.RANDOMISED, year=None)).since == ""


def test_only_what_supports_the_use_climbs() -> None:
    progress = studied(
        row(1, Design.CASE_REPORT),
        row(2, Design.RANDOMISED, ClaimRelation.GIVEN_FOR),
        row(3, Design.RANDOMISED, ClaimRelation.CAUSES),
        row(4, Design.RANDOMISED, certainty=Certainty.QUESTION),
    )
    assert (progress.stage, progress.closed) == ("case report", ())


def test_a_recommendation_reaches_the_guideline_step_whatever_repeats_it() -> None:
    progress = studied(row(1, Design.CASE_REPORT), row(2, Design.REVIEW, ClaimRelation.RECOMMENDED))
    assert (progress.stage, progress.basis) == ("systematic review or guideline", "recommended (PMID 2)")
    assert progress.guideline_count == 1
    assert progress.supporting_pmids == (1,)  # what others recommend is no study


def test_a_failed_trial_closes_its_step_and_the_next_step_says_so() -> None:
    progress = labelled(row(1, Design.PHASE_2), row(5, Design.RANDOMISED, ClaimRelation.NO_BENEFIT))
    assert progress.closed == ("randomised: no benefit 2005 (PMID 5)",)
    assert (progress.stage, progress.next_step) == ("phase 1 or 2", "randomised")
    assert progress.missing == "a randomised trial that supports it, against the evidence that closed this step"


def test_a_case_without_benefit_or_a_trial_beside_one_that_succeeded_closes_nothing() -> None:
    failed = ClaimRelation.NO_BENEFIT
    assert studied(row(1, Design.PHASE_2), row(2, Design.CASE_REPORT, failed)).closed == ()
    assert studied(row(1, Design.RANDOMISED), row(2, Design.RANDOMISED, failed)).closed == ()
    assert studied(row(1, Design.RANDOMISED), row(2, Design.PHASE_2, failed)).closed == ()  # a later trial did better


def test_a_recommendation_does_not_open_what_a_trial_has_closed() -> None:
    advice = row(3, Design.REVIEW, ClaimRelation.RECOMMENDED)
    failed = row(2, Design.RANDOMISED, ClaimRelation.NO_BENEFIT)
    assert studied(row(1, Design.CASE_REPORT), advice, failed).closed == ("randomised: no benefit 2002 (PMID 2)",)


def test_advice_against_the_use_closes_the_guideline_step_and_is_a_refusal() -> None:
    progress = labelled(row(1, Design.RANDOMISED), row(2, Design.REVIEW, ClaimRelation.NOT_RECOMMENDED))
    assert progress.closed == ("systematic review or guideline: advised against 2002 (PMID 2)",)
    assert progress.refusal_count == 1


def test_a_label_in_one_region_is_approved_elsewhere_in_all_it_is_on_label() -> None:
    report = row(1, Design.CASE_REPORT)
    elsewhere, everywhere = labelled(report, us=ON), labelled(report, us=ON, eu=ON)
    assert (elsewhere.stage, elsewhere.since) == ("approved elsewhere", "2014-03-14")
    assert (elsewhere.next_step, elsewhere.missing) == ("on label", "an approval in EU")
    assert (everywhere.stage, everywhere.since, everywhere.next_step) == ("on label", "2016-01-01", "")
    assert everywhere.basis == "on label in US since 2014-03-14 and EU since 2016-01-01"
    bounded = labelled_progress(studied(report), states(ON, OFF, "bounded"), LADDER)
    assert (bounded.since, bounded.basis) == ("", "on label in US by 2014-03-14")  # perhaps earlier
    unknown = labelled(report, us=ON, eu=LabelLevel.UNKNOWN)
    assert unknown.stage == "on label"  # no label is known that lacks it


def test_a_label_that_does_not_cover_the_patients_is_no_label_for_the_use() -> None:
    progress = labelled(row(1, Design.RANDOMISED), us=ON, kinds=(OffLabelKind.AGE,))
    assert (progress.stage, progress.next_step) == ("randomised", "systematic review or guideline")


def test_a_lost_label_closes_the_last_step_and_is_a_refusal() -> None:
    lost = LabelFact(
        fact_id="f", drugs=("D:1",), disease="X:1", jurisdiction="US", status="withdrawn", ended_on=date(2011, 11, 18)
    )
    progress = labelled(row(1, Design.RANDOMISED), us=OFF, fact=lost)
    assert progress.closed == ("on label: left the label in US on 2011-11-18",)
    assert progress.refusal_count == 1
    not_yet = LabelFact(fact_id="f", drugs=("D:1",), disease="X:1", jurisdiction="US", since=date(2030, 1, 1))
    assert labelled(row(1, Design.RANDOMISED), us=OFF, fact=not_yet).closed == ()


def test_harms_and_warnings_are_counted_by_article() -> None:
    rows = [
        row(1, Design.CASE_SERIES),
        row(2, Design.CASE_SERIES, ClaimRelation.GIVEN_FOR, has_concern=True),
        row(3, Design.CASE_SERIES, ClaimRelation.CONTRAINDICATED),
        row(4, Design.CASE_SERIES, ClaimRelation.CAUSES),
    ]
    progress = studied_progress(rows, LADDER, {2: {"X:7"}, 4: {"X:1"}, 99: {"X:8"}})
    assert (progress.harm_pmids, progress.harms) == ((2,), {"X:7": 1})  # 99 is no article of the use, 4 no study of it
    assert (progress.warning_count, progress.concern_pmids, progress.opposing_pmids) == (2, (2,), (3,))


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / STAGES
    path.write_text("stage\tbasis\tdesigns\tcloses\tmissing\n" + text, encoding="utf-8")
    return path


LAST = "elsewhere\tone label\t\t\tx\non label\tall labels\t\t\tx\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bench\tstudies\tanimal\t\tx\n", r"stages\.tsv:2: basis is 'studies', not one of none, study, .*; correct it"),
        ("bench\tstudy\tanimal\tno\tx\n", r"stages\.tsv:2: closes is 'no'; write yes or leave it empty"),
        (
            "bench\tstudy\tanimal|*\t\tx\nward\tstudy\tanimal\t\tx\n" + LAST,
            r":3: design 'animal' is already on 'bench'; keep",
        ),
        ("bench\tstudy\tanimal|*\n" + LAST, r"expected 5 columns, found 3 columns .*; correct it, or remove it"),
        ("bench\tstudy\tanimal\t\tx\n" + LAST, r"no stage has the design '\*', which new designs count for; add it"),
        ("bench\tstudy\t*\t\tx\n", r"no stage has the basis 'one label'; add one"),
    ],
)
def test_a_bad_table_says_what_where_and_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RulesError, match=message):
        load_ladder(table(tmp_path, text))


def test_a_folder_of_its_own_takes_the_place_of_the_shipped_table(tmp_path: Path) -> None:
    assert load_rules(tmp_path).version == load_rules(None).version  # an empty folder has none
    table(tmp_path, "bench\tstudy\t*\t\tx\n" + LAST)
    with pytest.raises(RulesError, match=r"rule \d: stage_min is 'systematic review or guideline'"):
        load_rules(tmp_path)  # the shipped tiers name stages that this ladder does not have
    assert load_ladder(place_of(tmp_path, STAGES)) != LADDER
    assert isinstance(LADDER, Ladder)
