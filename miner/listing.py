"""From the ledger to the list: pairs held against labels, candidates ranked, sentences put behind each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.identifiers import ingredients_of
from miner.labels.match import LabelBook
from miner.ledger import Ledger
from miner.ledger.evidence import article_volume, count_totals, iter_claims, iter_evidence, mentions_between
from miner.lexicon.lexicon import Lexicon
from miner.records import ClaimRelation, Jurisdiction, LabelState, MentionType, PairEvidence, Signal
from miner.report.records import BiomarkerCount, EvidenceSentence, Highlight, ListEntry, WeeklyList
from miner.signals.counts import tally
from miner.signals.rank import RECENT_YEARS, find_followed, rank_signals

TOO_GENERAL = 250
"""A disease with more descendants than this ("cancer", "infectious disease") names no use of a drug."""

SENTENCES_PER_ENTRY = 20
"""So many sentences stand behind a row of the list; all of them are in the ledger and the graph."""

SCORE_MEANING = (
    "The score orders the list and means nothing else: strength of the supporting studies by design, times growth "
    f"of the last {RECENT_YEARS} years against the literature, times the share of studies that do not oppose, times "
    "how far beyond the label the use is. The factors stand under each row."
)

DEMONSTRATION_MARK = "(invented for demonstration)"
"""Stands in the journal title of every invented article that ships with the project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a list is made of, as of a day: candidates best first, and pairs that a label came to cover."""

    as_of: date
    signals: list[Signal]
    followed: list[Signal]


def evaluate(ledger: Ledger, lexicon: Lexicon, book: LabelBook, as_of: date) -> Evaluation:
    """Hold all evidence up to a day against the labels of that day."""
    pairs = list(_pairs(ledger, lexicon, book, as_of))
    return Evaluation(
        as_of=as_of,
        signals=rank_signals(pairs, article_volume(ledger), as_of),
        followed=find_followed(pairs),
    )


def _pairs(
    ledger: Ledger, lexicon: Lexicon, book: LabelBook, as_of: date
) -> Iterator[tuple[PairEvidence, tuple[LabelState, ...]]]:
    for (drug_id, disease), rows in iter_evidence(ledger, as_of=as_of):
        evidence = tally(drug_id, disease, rows)
        if evidence and len(lexicon.descendants(disease)) <= TOO_GENERAL:
            yield evidence, book.states(ingredients_of(drug_id), disease, as_of)


def signal_row(signal: Signal) -> dict[str, Any]:
    """A signal as a row of the ledger's table `signal`."""
    evidence = signal.evidence
    levels = {state.jurisdiction: str(state.level) for state in signal.label_states}
    return {
        "signal_id": f"{evidence.drug_id}|{evidence.disease}",
        "drug_id": evidence.drug_id,
        "disease": evidence.disease,
        "score": signal.score,
        "evidence_count": evidence.evidence_count,
        "study_count": evidence.study_count,
        "supporting_count": evidence.supporting_count,
        "opposing_count": evidence.opposing_count,
        "best_design": int(evidence.best_design),
        "first_year": evidence.first_year,
        "last_year": evidence.last_year,
        "label_us": levels.get(Jurisdiction.US, ""),
        "label_eu": levels.get(Jurisdiction.EU, ""),
        "label_jp": levels.get(Jurisdiction.JP, ""),
        "biomarkers": evidence.biomarkers,
        "pmids": list(evidence.pmids),
        "reasons": list(signal.reasons),
    }


def describe_versions(ledger: Ledger) -> str:
    """The versions that the newest reading was made with, in words."""
    row = ledger.connection.execute("SELECT * FROM reader ORDER BY reader_id DESC LIMIT 1").fetchone()
    if row is None:
        return "nothing read yet"
    return f"lexicon {row['lexicon_version']}, model {row['model_version']}, reader {row['code_version']}"


def build_list(ledger: Ledger, lexicon: Lexicon, evaluation: Evaluation, *, versions: str, limit: int) -> WeeklyList:
    """The list of a day with names and sentences, at most `limit` candidates and as many followed pairs."""
    totals = count_totals(ledger)
    is_demonstration = bool(
        ledger.connection.execute(
            "SELECT 1 FROM article WHERE journal LIKE ? LIMIT 1", (f"%{DEMONSTRATION_MARK}%",)
        ).fetchone()
    )
    return WeeklyList(
        title="Emerging off-label signals",
        as_of=evaluation.as_of,
        generated_from=versions,
        article_count=totals["article_count"],
        read_count=totals["with_drug_count"],
        claim_count=totals["claim_count"],
        entries=_entries(ledger, lexicon, evaluation.signals[:limit], evaluation.as_of),
        followed=_entries(ledger, lexicon, evaluation.followed[:limit], evaluation.as_of),
        score_meaning=SCORE_MEANING,
        is_demonstration=is_demonstration,
    )


def _entries(ledger: Ledger, lexicon: Lexicon, signals: Iterable[Signal], as_of: date) -> tuple[ListEntry, ...]:
    return tuple(_entry(ledger, lexicon, rank, s, as_of) for rank, s in enumerate(signals, start=1))


def _entry(ledger: Ledger, lexicon: Lexicon, rank: int, signal: Signal, as_of: date) -> ListEntry:
    evidence = signal.evidence
    by_count = sorted(evidence.biomarkers.items(), key=lambda item: (-item[1], item[0]))
    return ListEntry(
        rank=rank,
        drug_id=evidence.drug_id,
        drug_name=lexicon.name_of(evidence.drug_id),
        disease_id=evidence.disease,
        disease_name=lexicon.name_of(evidence.disease),
        label_states=signal.label_states,
        evidence_count=evidence.evidence_count,
        study_count=evidence.study_count,
        supporting_count=evidence.supporting_count,
        opposing_count=evidence.opposing_count,
        best_design=evidence.best_design,
        first_year=evidence.first_year,
        last_year=evidence.last_year,
        score=signal.score,
        studies_by_year=evidence.studies_by_year,
        biomarkers=tuple(BiomarkerCount(name=lexicon.name_of(curie), study_count=count) for curie, count in by_count),
        reasons=signal.reasons,
        sentences=_sentences(ledger, evidence, as_of),
    )


def _sentences(ledger: Ledger, evidence: PairEvidence, as_of: date) -> tuple[EvidenceSentence, ...]:
    """Weightiest design first, then latest; what PubMed did not yet hold on that day is left out."""
    claims = [
        claim
        for claim in iter_claims(ledger, drug_id=evidence.drug_id, disease=evidence.disease)
        if (claim["entered_on"] or f"{claim['year'] or 0:04}-01-01") <= as_of.isoformat()
    ]
    claims.sort(key=lambda c: (-c["design"], -(c["year"] or 0), c["pmid"], c["sentence_start"]))
    return tuple(_sentence(ledger, claim) for claim in claims[:SENTENCES_PER_ENTRY])


def _sentence(ledger: Ledger, claim: dict[str, Any]) -> EvidenceSentence:
    start, end = claim["sentence_start"], claim["sentence_end"]
    named = {*ingredients_of(claim["drug_id"]), claim["disease"], *claim["biomarkers"]}
    highlights = [
        Highlight(start=mention["start"] - start, end=mention["end"] - start, kind=MentionType(mention["type"]))
        for mention in mentions_between(ledger, claim["pmid"], start, end)
        if any(named.intersection(ingredients_of(curie)) for curie in mention["curies"])
    ]
    return EvidenceSentence(
        pmid=claim["pmid"],
        title=claim["title"],
        journal=claim["journal"],
        year=claim["year"],
        design=claim["design"],
        relation=ClaimRelation(claim["relation"]),
        certainty=claim["certainty"],
        text=claim["sentence"],
        is_retracted=claim["is_retracted"],
        has_concern=claim["has_concern"],
        highlights=tuple(highlights),
    )
