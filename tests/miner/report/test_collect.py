"""What the list takes from the ledger: of many sentences those for and against a use come first."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import ClaimRelation, Design, PairEvidence, Signal
from miner.report.collect import SENTENCES_PER_ENTRY, build_list
from miner.signals.candidates import Evaluation
from miner.signals.counts import tally
from tests.miner.records import DISEASE, DRUG, article, claim, reading

VERSIONS = ("lexicon", "model", "5")


def test_uses_without_a_result_do_not_crowd_out_what_speaks_for_and_against(tmp_path: Path, lexicon: Lexicon) -> None:
    trials = range(1, SENTENCES_PER_ENTRY + 5)
    readings = [reading(n, claim(n, ClaimRelation.GIVEN_FOR), design=Design.RANDOMISED) for n in trials]
    readings += [reading(101, claim(101)), reading(102, claim(102, ClaimRelation.NO_BENEFIT))]
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.articles.store([article(read.pmid) for read in readings], digest="d")
        ledger.readings.store(readings, ledger.readings.reader_id(VERSIONS))
        evidence = PairEvidence(
            drug_id=DRUG,
            disease=DISEASE,
            evidence_count=len(readings),
            study_count=len(readings),
            supporting_count=1,
            opposing_count=1,
            first_year=2008,
            last_year=2008,
            best_design=Design.CASE_REPORT,
        )
        signal = Signal(evidence=evidence, score=1.0, label_states=())
        evaluation = Evaluation(as_of=date(2026, 11, 30), signals=(signal,), followed=())
        (entry,) = build_list(ledger, lexicon, evaluation, limit=5).entries
    assert [sentence.stance for sentence in entry.sentences[:3]] == ["supports", "opposes", "other"]
    assert (len(entry.sentences), entry.sentence_count) == (SENTENCES_PER_ENTRY, len(readings))


def test_a_sentence_says_that_its_patients_are_counted_elsewhere(tmp_path: Path, lexicon: Lexicon) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        group = ("Invented A", "Fictus B", "Nullus C")
        ledger.articles.store([replace(article(n), authors=group) for n in (1, 2)], digest="d")
        ledger.readings.store([reading(n, claim(n)) for n in (1, 2)], ledger.readings.reader_id(VERSIONS))
        ((_, rows),) = ledger.evidence.by_pair()
        evidence = tally(DRUG, DISEASE, rows)
        assert evidence is not None
        signal = Signal(evidence=evidence, score=1.0, label_states=())
        evaluation = Evaluation(as_of=date(2026, 11, 30), signals=[signal], followed=[])
        (entry,) = build_list(ledger, lexicon, evaluation, limit=5).entries
    assert evidence.study_count == 1
    assert {sentence.pmid: sentence.same_patients_as for sentence in entry.sentences} == {1: 2, 2: None}
