"""What the judge keeps of the evidence that passes by, and that the evidence passes unchanged."""

from dataclasses import replace
from datetime import date

from miner.records import (
    Certainty,
    ClaimRelation,
    Design,
    EvidenceRow,
    LabelLevel,
    LabelState,
    SetAside,
    Signal,
    Trait,
    TraitKind,
)
from miner.signals.candidates import Evaluation
from miner.signals.counts import tally
from miner.signals.judge import Judge
from miner.signals.rules import load_rules

RULES = load_rules(None)


def row(pmid: int, relation: ClaimRelation = ClaimRelation.TREATS) -> EvidenceRow:
    return EvidenceRow(
        pmid=pmid, relation=relation, certainty=Certainty.STATED, design=Design.CASE_SERIES, year=2000 + pmid
    )


EVIDENCE = [
    (("D:1", "X:1"), [row(1), row(2, ClaimRelation.CAUSES)]),
    (("D:1", "X:2"), [row(1, ClaimRelation.CAUSES), row(9, ClaimRelation.CAUSES)]),
    (("D:2", "X:1"), [row(1, ClaimRelation.CAUSES)]),
    (("D:2", "X:2"), [row(3)]),
]


def test_evidence_passes_unchanged_and_what_supports_a_use_is_kept() -> None:
    judge = Judge(RULES)
    assert list(judge.watch(iter(EVIDENCE))) == EVIDENCE
    assert set(judge.studied) == {("D:1", "X:1"), ("D:2", "X:2")}


def test_a_harm_is_another_disease_in_an_article_of_the_use() -> None:
    judge = Judge(RULES)
    list(judge.watch(EVIDENCE))
    progress = judge.studied["D:1", "X:1"]
    assert progress.harms == {"X:2": 1}  # article 9 is about no use, and the disease itself is a warning
    assert progress.warning_count == 1
    assert judge.studied["D:2", "X:2"].harms == {}  # what another drug causes


def test_every_row_of_a_list_is_completed() -> None:
    judge = Judge(RULES)
    list(judge.watch(EVIDENCE))
    states = (LabelState(jurisdiction="US", level=LabelLevel.OFF),)
    totals = [tally("D:1", "X:1", EVIDENCE[0][1]), tally("D:2", "X:2", EVIDENCE[3][1])]
    assert all(totals)
    signal = Signal(evidence=totals[0], score=1.0, label_states=states)  # type: ignore[arg-type]
    aside = SetAside(evidence=totals[1], label_states=states, reason="a harm")  # type: ignore[arg-type]
    done = judge.complete(Evaluation(as_of=date(2026, 1, 1), signals=[signal], followed=[], set_aside=[aside]))
    for each in (*done.signals, *done.set_aside):
        assert each.progress is not None
        assert each.routing is not None
        assert (each.progress.stage, each.routing.tier) == ("case series or observational", "C")
    assert done.signals[0].score == 1.0


def test_a_row_with_a_part_of_its_evidence_is_judged_by_that_part() -> None:
    pair = ("D:1", "X:1")
    child = Trait(kind=TraitKind.AGE_GROUP, value="child", start=0, end=5)
    report = replace(row(1), design=Design.CASE_REPORT, traits=(child,))
    rows = [report, replace(row(2), design=Design.RANDOMISED)]
    judge = Judge(RULES)
    list(judge.watch([(pair, rows), (("D:1", "X:2"), [row(1, ClaimRelation.CAUSES), row(2, ClaimRelation.CAUSES)])]))
    assert judge.studied[pair].stage == "randomised"
    part = tally(*pair, [report])
    assert part
    signal = Signal(evidence=part, score=1.0, label_states=(), is_by_kind=True)
    day = date(2026, 1, 1)
    (done,) = judge.complete(Evaluation(as_of=day, signals=[signal], followed=[], narrowed={pair: (report,)})).signals
    assert done.progress
    assert done.progress.stage == "case report"
    assert (done.progress.supporting_pmids, done.progress.harm_pmids) == ((1,), (1,))
