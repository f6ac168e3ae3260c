"""What happened to the rows of a list: each kind of change once, and what is no change."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from miner.records import Change, ChangeKind, LabelFact, LabelLevel, LabelState
from miner.signals.changes import Now, by_pair, compare

DAY = date(2026, 11, 20)
SINCE, LONG_AGO = "2026-11-25", "2020-01-01"


@dataclass(frozen=True)
class Standing:
    entered_on: str = LONG_AGO
    revised_on: str = LONG_AGO
    is_retracted: bool = False


def row(drug: str = "D:1", **changes: Any) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "signal_id": f"{drug}|X:1",
        "drug_id": drug,
        "disease": "X:1",
        "score": 2.0,
        "study_count": 2,
        "supporting_count": 2,
        "opposing_count": 0,
        "best_design": "case report",
        "pmids": [1, 2],
        "supporting_pmids": [1, 2],
        "opposing_pmids": [],
        "harm_pmids": [],
        "harms": {},
        "concern_pmids": [],
        "stage": "case report",
        "stage_basis": "case report (PMID 1)",
        "tier": "D",
        "tier_reason": "a single report",
        "label_us": "off",
        "label_eu": "off",
        "label_jp": "unknown",
        "labels": ["US: off label"],
        "label_days": {},
    }
    return columns | changes


def now(**details: Any) -> Now:
    return Now(**{"articles": {pmid: Standing() for pmid in range(1, 9)}, "name_of": str.lower} | details)


def kinds(changes: tuple[Change, ...]) -> list[str]:
    return [change.kind.value for change in changes]


def only(changes: tuple[Change, ...]) -> Change:
    (change,) = changes
    return change


def test_the_same_list_again_has_no_change() -> None:
    assert compare([row(), row("D:2")], DAY, [row(), row("D:2")], now()) == ()


def test_a_new_row_names_the_article_that_brought_it() -> None:
    articles = {1: Standing(), 2: Standing(entered_on=SINCE)}
    change = only(compare([], DAY, [row()], now(articles=articles)))
    assert str(change) == "new: PMID 2 was added to PubMed and supports it (case report, 2 supporting)"
    revised = only(compare([], DAY, [row()], now(articles={1: Standing(revised_on=SINCE)})))
    assert "PMID 1 was revised in PubMed" in revised.reason
    assert "no article that supports it is new" in only(compare([], DAY, [row()], now())).reason


def test_a_row_has_risen_or_fallen_if_rank_and_score_moved() -> None:
    others = [row("D:2", score=3.0), row("D:3", score=1.0)]
    before = [others[0], row(), others[1]]
    up = compare(before, DAY, [row(score=4.0, supporting_count=4), *others], now())
    assert str(only(up)) == "risen: rank 2 → 1, score 2.00 → 4.00 (supporting 2 → 4)"
    down = compare(before, DAY, [*others, row(score=0.9)], now())
    assert str(only(down)) == "fallen: rank 2 → 3, score 2.00 → 0.90 (by recent growth or weights)"


def test_time_alone_moves_no_row_unless_far() -> None:
    others = [row("D:2", score=3.0), row("D:3", score=1.9)]
    before = [others[0], row(), others[1]]
    assert compare(before, DAY, [*others, row(score=1.5)], now()) == ()
    assert kinds(compare(before, DAY, [*others, row(score=1.5, opposing_count=1)], now())) == ["fallen"]


def test_a_small_drift_of_the_score_and_a_rank_that_others_moved_are_no_change() -> None:
    others = [row("D:2", score=2.05), row("D:3", score=1.0)]
    before = [others[0], row(), others[1]]
    assert compare(before, DAY, [row(score=2.1), *others], now()) == ()
    assert compare(before, DAY, [others[0], row(score=3.0), others[1]], now()) == ()
    assert kinds(compare([row(), row("D:2")], DAY, [row("D:3"), row(), row("D:2")], now())) == ["new"]


def test_stage_and_tier_say_from_where_to_where() -> None:
    after = row(stage="randomised", stage_basis="randomised (PMID 3)", tier="B", tier_reason="a trial")
    stage, tier = compare([row()], DAY, [after], now())
    assert str(stage) == "stage changed: case report → randomised: randomised (PMID 3)"
    assert str(tier) == "tier changed: D → B: a trial"


def test_evidence_against_a_harm_and_a_concern_are_named_by_article() -> None:
    after = row(opposing_pmids=[3], harm_pmids=[4, 5], harms={"X:EDEMA": 2}, concern_pmids=[1])
    assert list(map(str, compare([row()], DAY, [after], now()))) == [
        "new opposing evidence: PMID 3 speaks against the use",
        "harm signal: PMID 4, 5 say that the drug causes x:edema",
        "support retracted or under concern: PMID 1 is under an expression of concern",
    ]
    assert compare([after], DAY, [after], now()) == ()


def test_support_that_was_retracted_is_said_of_a_row_that_stays() -> None:
    articles = {1: Standing(), 2: Standing(is_retracted=True)}
    after = row(pmids=[1], supporting_pmids=[1])
    assert str(only(compare([row()], DAY, [after], now(articles=articles)))) == (
        "support retracted or under concern: PMID 2 was retracted"
    )


def test_a_label_that_came_since_has_its_lead_from_our_first_listing() -> None:
    after = row(label_us="on", label_days={"US": f"since {SINCE}"})
    known = now(first_listed={"D:1|X:1": date(2026, 10, 1)})
    assert str(only(compare([row()], DAY, [after], known))) == (
        "on label: on label in US since 2026-11-25, 55 days after we first listed it on 2026-10-01"
    )
    bounded = row(label_us="on", label_days={"US": f"by {SINCE}"})
    assert "on label in US by 2026-11-25, at most 55 days after" in str(only(compare([row()], DAY, [bounded], known)))
    undated = row(label_us="on")
    assert "on label in US, on a day that no source has" in str(only(compare([row()], DAY, [undated], known)))
    old = row(label_us="on", label_days={"US": "since 2014-03-14"})
    assert "our label tables now say that it is on label in US since 2014-03-14" in str(
        only(compare([row()], DAY, [old], known))
    )


def state(level: LabelLevel, since: date | None = None) -> LabelState:
    fact = LabelFact(fact_id="f", drugs=("D:1",), disease="X:1", jurisdiction="US", since=since)
    return LabelState(jurisdiction="US", level=level, fact=fact if since else None)


def test_a_row_that_a_new_label_took_is_gone_for_a_stated_reason() -> None:
    label = now(labels=lambda _drug, _disease: [state(LabelLevel.ON, date(2026, 11, 25))])
    on_label, gone = compare([row()], DAY, [], label)
    assert (on_label.kind, gone.kind, gone.is_stated) == (ChangeKind.ON_LABEL, ChangeKind.GONE, True)
    assert "since 2026-11-25, 5 days after we first listed it" in gone.reason
    corrected = now(labels=lambda _drug, _disease: [state(LabelLevel.ON, date(2014, 3, 14))])
    assert [change.is_stated for change in compare([row()], DAY, [], corrected)] == [False, False]


def test_a_row_is_gone_by_what_became_of_its_articles() -> None:
    def gone(articles: dict[int, Standing], **details: Any) -> Change:
        labels = lambda _drug, _disease: [state(LabelLevel.OFF)]  # noqa: E731
        return compare([row()], DAY, [], now(articles=articles, labels=labels, **details))[-1]

    assert gone({1: Standing(is_retracted=True), 2: Standing(revised_on=SINCE)}).reason == (
        "PMID 1 was retracted; PMID 2 was revised and no longer supports it"
    )
    assert gone({1: Standing()}).reason == "PMID 2 was removed from PubMed"
    aside = gone({1: Standing(), 2: Standing()}, set_aside={"D:1|X:1": "a harm of the drug"})
    assert (aside.reason, aside.is_stated) == ("set aside: a harm of the drug", True)
    nothing = gone({1: Standing(), 2: Standing()})
    assert (nothing.is_stated, nothing.reason[:36]) == (False, "no counted article supports it any m")


def test_a_row_that_is_outside_no_label_any_more_is_gone_for_no_stated_reason() -> None:
    unknown = now(labels=lambda _drug, _disease: [state(LabelLevel.UNKNOWN)])
    change = only(compare([row()], DAY, [], unknown))
    assert (change.is_stated, change.reason) == (
        False, "outside no label any more (US label unknown); no label is new"
    )  # fmt: skip
    form = now(labels=lambda _drug, _disease: [state(LabelLevel.BROADER, date(2026, 11, 25))])
    change = only(compare([row()], DAY, [], form))
    assert (change.is_stated, change.reason) == (
        True, "outside no label any more (US broader than label since 2026-11-25)"
    )  # fmt: skip
    later = now(labels=lambda _drug, _disease: [state(LabelLevel.BETWEEN, date(2027, 11, 25))])
    assert not only(compare([row()], DAY, [], later)).is_stated  # that label is not in force yet


def test_a_row_that_was_on_one_label_is_gone_by_the_label_that_is_new() -> None:
    eu = LabelFact(fact_id="f", drugs=("D:1",), disease="X:1", jurisdiction="EU", since=date(2026, 11, 25))
    both = [state(LabelLevel.ON, date(2009, 4, 24)), LabelState(jurisdiction="EU", level=LabelLevel.ON, fact=eu)]
    on_label, gone = compare([row(label_us="on")], DAY, [], now(labels=lambda _drug, _disease: both))
    assert "on label in EU since 2026-11-25" in on_label.reason
    assert gone.is_stated


def test_a_snapshot_of_an_older_program_is_compared_by_what_it_has() -> None:
    names = (
        "stage",
        "tier",
        "opposing_pmids",
        "harm_pmids",
        "harms",
        "concern_pmids",
        "supporting_pmids",
        "label_days",
    )
    old = {name: value for name, value in row().items() if name not in names}
    after = row(opposing_pmids=[3], stage="randomised", tier="A", concern_pmids=[1], harm_pmids=[2])
    assert compare([old], DAY, [after], now()) == ()
    assert kinds(compare([old], DAY, [], now(articles={}))) == ["gone"]


def test_changes_come_by_kind_and_are_found_by_pair() -> None:
    after = [row("D:9"), row(tier="B"), row("D:8")]
    changes = compare([row()], DAY, after, now())
    assert [(change.kind, change.drug_id) for change in changes] == [
        (ChangeKind.NEW, "D:9"),
        (ChangeKind.NEW, "D:8"),
        (ChangeKind.TIER, "D:1"),
    ]
    assert set(by_pair(changes)) == {("D:9", "X:1"), ("D:8", "X:1"), ("D:1", "X:1")}


def test_a_pair_within_another_row_is_neither_new_nor_gone() -> None:
    one, other = row("D:1", folded=["D:2|X:1"]), row("D:2", folded=["D:1|X:1"], opposing_pmids=[7])
    assert kinds(compare([one], DAY, [other], now())) == ["new opposing evidence"]
    assert kinds(compare([one], DAY, [one], now())) == []
    assert kinds(compare([row("D:1")], DAY, [other], now())) == ["new"]
    assert kinds(compare([one], DAY, [row("D:3")], now())) == ["new", "gone"]
