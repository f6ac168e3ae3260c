"""Collects the list of a day from the ledger: candidates with their names and the sentences behind them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from graph.identifiers import ingredients_of
from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import (
    LABEL_RELATIONS,
    STATEMENT_RELATIONS,
    Certainty,
    ClaimRelation,
    Followed,
    MentionType,
    PairEvidence,
    SetAside,
    Signal,
    Statement,
    stance_of,
)
from miner.report.records import (
    LABELLED_SHOWN,
    BiomarkerCount,
    EvidenceSentence,
    Highlight,
    ListedChange,
    ListEntry,
    Said,
    WeeklyList,
    WhatChanged,
)
from miner.signals.candidates import Evaluation
from miner.signals.rank import RECENT_YEARS

SENTENCES_PER_ENTRY = 20
"""Most sentences shown per row of the list; all of them are in the ledger and the graph."""

STATEMENTS_KEPT = 3
"""Sentences about labels and guidelines that a row shows, however many speak for and against the use."""

SCORE_MEANING = (
    "The score only orders the list. It multiplies four factors: the strength of the supporting studies by design, "
    f"growth over the last {RECENT_YEARS} years relative to the literature, the share of studies that do not oppose "
    "the use, and how far the use is from the label, which counts less if the label of another region covers it. The "
    "factors are shown under each row."
)

DEMONSTRATION_MARK = "(invented for demonstration)"
"""Occurs in the journal title of every invented article that ships with the project."""


def build_list(ledger: Ledger, lexicon: Lexicon, evaluation: Evaluation, *, limit: int) -> WeeklyList:
    """Return the list of a day with names and sentences: at most `limit` candidates, followed and set aside."""
    totals = ledger.totals.count()
    return WeeklyList(
        title="Emerging off-label signals",
        as_of=evaluation.as_of,
        generated_from=describe_versions(ledger),
        article_count=totals["article_count"],
        read_count=totals["with_drug_count"],
        claim_count=totals["claim_count"],
        entries=_entries(ledger, lexicon, evaluation.signals[:limit], evaluation.as_of),
        followed=_entries(ledger, lexicon, evaluation.followed[:limit], evaluation.as_of),
        candidate_count=len(evaluation.signals),
        followed_count=len(evaluation.followed),
        set_aside=_entries(ledger, lexicon, evaluation.set_aside[:limit], evaluation.as_of),
        set_aside_count=len(evaluation.set_aside),
        score_meaning=SCORE_MEANING,
        is_demonstration=ledger.articles.has_journal(DEMONSTRATION_MARK),
        what_changed=_what_changed(lexicon, evaluation),
    )


def _what_changed(lexicon: Lexicon, evaluation: Evaluation) -> WhatChanged | None:
    """Return the changes since the list of an earlier week with names and ranks, None without an earlier list."""
    comparison = evaluation.comparison
    if comparison is None or comparison.as_of is None:
        return None
    ranks = {(s.evidence.drug_id, s.evidence.disease): rank for rank, s in enumerate(evaluation.signals, start=1)}
    return WhatChanged(
        week=comparison.week,
        as_of=comparison.as_of,
        changes=tuple(
            ListedChange(
                change=change,
                drug_name=lexicon.name_of(change.drug_id),
                disease_name=lexicon.name_of(change.disease),
                rank=ranks.get((change.drug_id, change.disease)),
            )
            for change in comparison.changes
        ),
        remade=comparison.remade,
        count_before=comparison.count_before,
    )


def describe_versions(ledger: Ledger) -> str:
    """Return the versions of lexicon, model and reader behind the newest reading, as text."""
    versions = ledger.readings.latest_versions()
    if versions is None:
        return "nothing read yet"
    lexicon, model, code = versions
    return f"lexicon {lexicon}, model {model}, reader {code}"


def _entries(
    ledger: Ledger, lexicon: Lexicon, signals: Iterable[Signal | Followed | SetAside], as_of: date
) -> tuple[ListEntry, ...]:
    return tuple(_entry(ledger, lexicon, rank, signal, as_of) for rank, signal in enumerate(signals, start=1))


def _entry(ledger: Ledger, lexicon: Lexicon, rank: int, signal: Signal | Followed | SetAside, as_of: date) -> ListEntry:
    evidence = signal.evidence
    by_count = sorted(evidence.biomarkers.items(), key=lambda item: (-item[1], item[0]))
    claims = _claims(ledger, evidence, as_of)
    mentioned = {curie for state in signal.label_states for curie in state.labelled[:LABELLED_SHOWN]}
    mentioned |= {curie for state in signal.label_states if state.fact for curie in state.fact.partners}
    return ListEntry(
        rank=rank,
        drug_name=lexicon.name_of(evidence.drug_id),
        disease_name=lexicon.name_of(evidence.disease),
        signal=signal,
        biomarkers=tuple(BiomarkerCount(name=lexicon.name_of(curie), study_count=count) for curie, count in by_count),
        sentences=tuple(
            _sentence(ledger, claim, evidence.same_patients.get(claim["pmid"])) for claim in _shown(claims)
        ),
        sentence_count=len(claims),
        said=tuple(_said(claims)),
        names={curie: lexicon.name_of(curie) for curie in sorted(mentioned)},
    )


def _claims(ledger: Ledger, evidence: PairEvidence, as_of: date) -> list[dict[str, Any]]:
    """Return the pair's claims, without articles added to PubMed after the day.

    Those that support or oppose the use come first, since only so many are shown, then what others have said of it;
    among them strongest design, then newest.
    """
    claims = [
        claim
        for claim in ledger.evidence.claims(drug_id=evidence.drug_id, disease=evidence.disease)
        if (claim["entered_on"] or f"{claim['year'] or 0:04}-01-01") <= as_of.isoformat()
    ]
    return sorted(claims, key=_prominence)


def _shown(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the claims whose sentences a row shows, of those in order."""
    shown, left = claims[:SENTENCES_PER_ENTRY], claims[SENTENCES_PER_ENTRY:]
    is_shown = sum(claim["relation"] in STATEMENT_RELATIONS for claim in shown)
    wanted = [claim for claim in left if claim["relation"] in STATEMENT_RELATIONS][: max(0, STATEMENTS_KEPT - is_shown)]
    return shown[: SENTENCES_PER_ENTRY - len(wanted)] + wanted


def _prominence(claim: dict[str, Any]) -> tuple[object, ...]:
    stance = stance_of(ClaimRelation(claim["relation"]), Certainty(claim["certainty"]))
    order = 1 if claim["relation"] in STATEMENT_RELATIONS else 0 if stance else 2
    return order, -claim["design"], -(claim["year"] or 0), claim["pmid"], claim["sentence_start"]


def _said(claims: Sequence[dict[str, Any]]) -> Iterator[Said]:
    """Yield what articles that are not retracted say that others have said, with their number and who said it."""
    for relation in ClaimRelation:
        if relation not in STATEMENT_RELATIONS:
            continue
        found = [claim for claim in claims if claim["relation"] == relation and not claim["is_retracted"]]
        if found:
            count = len({claim["pmid"] for claim in found})
            yield Said(relation=relation, article_count=count, sources=tuple(_sources(found, relation)))


def _sources(found: Sequence[dict[str, Any]], relation: ClaimRelation) -> Iterator[str]:
    """Yield each region or body once, those that most articles name first: an approval's first year, a body's last."""
    is_label = relation in LABEL_RELATIONS
    named: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in found:
        for name in claim["stated_by"].split(", "):
            named[name].append(claim)
    for name, claims in sorted(named.items(), key=lambda item: (-len({c["pmid"] for c in item[1]}), item[0])):
        dated = sorted((c for c in claims if c["stated_year"]), key=lambda c: (c["stated_year"], c["pmid"]))
        shown = (dated or claims)[0 if is_label else -1]
        if name or (len(named) == 1 and dated):
            yield str(Statement(by=name, year=shown["stated_year"], grade=shown["stated_grade"]))


def _source(claim: dict[str, Any]) -> str:
    return str(Statement(by=claim["stated_by"], year=claim["stated_year"], grade=claim["stated_grade"]))


def _sentence(ledger: Ledger, claim: dict[str, Any], same_patients_as: int | None) -> EvidenceSentence:
    start, end = claim["sentence_start"], claim["sentence_end"]
    named = {*ingredients_of(claim["drug_id"]), claim["disease"], *claim["biomarkers"]}
    highlights = [
        Highlight(start=mention["start"] - start, end=mention["end"] - start, kind=MentionType(mention["type"]))
        for mention in ledger.evidence.mentions_between(claim["pmid"], start, end)
        if any(named.intersection(ingredients_of(curie)) for curie in mention["curies"])
    ]
    return EvidenceSentence(
        pmid=claim["pmid"],
        title=claim["title"],
        journal=claim["journal"],
        year=claim["year"],
        design=claim["design"],
        relation=ClaimRelation(claim["relation"]),
        certainty=Certainty(claim["certainty"]),
        text=claim["sentence"],
        is_retracted=claim["is_retracted"],
        has_concern=claim["has_concern"],
        same_patients_as=same_patients_as,
        said=_source(claim),
        highlights=tuple(highlights),
    )
