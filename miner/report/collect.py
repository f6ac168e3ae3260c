"""Collects the list of a day from the ledger: candidates with their names and the sentences behind them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graph.identifiers import ingredients_of
from miner.ledger import Ledger
from miner.lexicon.areas import areas_of
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
)
from miner.report.citations import Citation
from miner.report.cohorts import find_cohorts, forest_plot_of, shown_cohorts
from miner.report.groups import GROUP_NOTES, group_of
from miner.report.kinds import kind_notes
from miner.report.records import (
    LABELLED_SHOWN,
    BiomarkerCount,
    EvidencePage,
    EvidenceSentence,
    GroupCount,
    Highlight,
    ListedChange,
    ListEntry,
    Said,
    WeeklyList,
    WhatChanged,
)
from miner.signals.candidates import Evaluation

SENTENCES_PER_ENTRY = 20
"""Most sentences shown per row of the list; all of them are in the ledger and the graph."""

FULL_ROWS, SENTENCES_BEYOND = 200, 6
"""Rows of a list that show so many; those beyond show fewer, so that a list of 5,000 rows stays below 15 MB."""
SENTENCES_PER_PAGE = 2000
"""Most sentences of an evidence page of its own."""

KEPT = {"opposes": 4, "harms": 4, "stated": 7}
"""One in so many sentences shown is kept for each of these groups, however many speak for the use."""

SCORE_MEANING = (
    "The score is the chance in percent that a label of the reader's regions comes to name the use within eight years, "
    "as it was in the years that taught the model. Uses that no label there has come first, by their score; uses that "
    "one of them has follow; uses of which only reviews or recommendations tell, and no study of their own, come last. "
    "It is no chance that the drug works. Under each row stands by what "
    "articles and labels multiply the odds of an average candidate, then each part of that in words: "
    "\N{MULTIPLICATION SIGN}2.00 doubles them, \N{MULTIPLICATION SIGN}0.50 halves them. Rows of the same use (a form "
    "of the disease, a set with the drug) are folded into one, and at most three rows of a drug stand in the first 50."
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


def build_evidence(
    ledger: Ledger, lexicon: Lexicon, evaluation: Evaluation, drug_id: str, disease: str
) -> EvidencePage | None:
    """Return the evidence page of a pair with all its sentences, co-mention included; None if no list has the pair.

    A pair that is folded into another row has the rank of that row.
    """
    lists: dict[str, Sequence[Signal | Followed | SetAside]] = {
        "candidate": evaluation.signals,
        "label followed": evaluation.followed,
        "set aside": evaluation.set_aside,
    }
    for list_name, signals in lists.items():
        places = ((rank, one) for rank, row in enumerate(signals, start=1) for one in _with_folded(row))
        for rank, signal in places:
            if (signal.evidence.drug_id, signal.evidence.disease) == (drug_id, disease):
                return EvidencePage(
                    list_name=list_name,
                    list_count=len(signals),
                    as_of=evaluation.as_of,
                    generated_from=describe_versions(ledger),
                    entry=_entry(ledger, lexicon, rank, signal, evaluation.as_of, most=SENTENCES_PER_PAGE),
                    is_demonstration=ledger.articles.has_journal(DEMONSTRATION_MARK),
                )
    return None


def _with_folded(row: Signal | Followed | SetAside) -> Iterator[Signal | Followed | SetAside]:
    yield row
    if isinstance(row, Signal):
        yield from row.folded


def _entries(
    ledger: Ledger, lexicon: Lexicon, signals: Iterable[Signal | Followed | SetAside], as_of: date
) -> tuple[ListEntry, ...]:
    return tuple(
        _entry(
            ledger, lexicon, rank, signal, as_of, most=SENTENCES_PER_ENTRY if rank <= FULL_ROWS else SENTENCES_BEYOND
        )
        for rank, signal in enumerate(signals, start=1)
    )


def _entry(  # noqa: PLR0913 - what an entry is made of
    ledger: Ledger,
    lexicon: Lexicon,
    rank: int,
    signal: Signal | Followed | SetAside,
    as_of: date,
    *,
    most: int,
) -> ListEntry:
    evidence = signal.evidence
    is_part = isinstance(signal, Signal) and signal.is_by_kind
    claims = _claims(ledger, evidence, as_of, has_co_mentions=most > SENTENCES_PER_ENTRY, is_part=is_part)
    shown = _shown(claims, most)
    mentioned = {curie for state in signal.label_states for curie in state.labelled[:LABELLED_SHOWN]}
    mentioned |= {curie for state in signal.label_states if state.fact for curie in state.fact.partners}
    entry = ListEntry(
        rank=rank,
        drug_name=lexicon.name_of(evidence.drug_id),
        disease_name=lexicon.name_of(evidence.disease),
        signal=signal,
        biomarkers=tuple(_biomarkers(lexicon, evidence, claims)),
        sentences=tuple(_sentence(ledger, lexicon, claim, evidence) for claim in shown),
        sentence_count=len(claims),
        said=tuple(_said(claims)),
        folded=tuple(_folded_names(signal, lexicon)),
        names={curie: lexicon.name_of(curie) for curie in sorted(mentioned)},
        areas=areas_of(lexicon, evidence.disease),
        group_counts=_group_counts(claims),
        kind_notes=tuple(kind_notes(ledger, signal)),
    )
    of_pair = () if is_part else find_cohorts(ledger, drug_id=evidence.drug_id, disease=evidence.disease, as_of=as_of)
    cohorts = tuple(of_pair)
    return replace(
        entry,
        citations=tuple(_citations(ledger, entry, as_of)),
        cohorts=shown_cohorts(cohorts, lexicon.name_of),
        forest_plot=forest_plot_of(cohorts, lexicon.name_of),
    )


def _folded_names(signal: Signal | Followed | SetAside, lexicon: Lexicon) -> Iterator[str]:
    """Yield the drug and disease of each row that is folded into a candidate."""
    for one in signal.folded if isinstance(signal, Signal) else ():
        yield f"{lexicon.name_of(one.evidence.drug_id)} in {lexicon.name_of(one.evidence.disease)}"


def _claims(
    ledger: Ledger, evidence: PairEvidence, as_of: date, *, has_co_mentions: bool = False, is_part: bool = False
) -> list[dict[str, Any]]:
    """Return the pair's claims and the harms of the drug in its articles, without articles added after the day.

    Those that support the use come first, since only so many are shown, then those that oppose it, the harms, and what
    others have said of it; in each group strongest design, then newest. With `is_part` they are those of the counted
    articles alone.
    """
    drug_id, disease = evidence.drug_id, evidence.disease
    pmids = evidence.pmids if is_part else None
    of_pair = ledger.evidence.claims(drug_id=drug_id, disease=disease, pmids=pmids, has_co_mentions=has_co_mentions)
    harms = ledger.evidence.claims(drug_id=drug_id, pmids=evidence.pmids, relations={ClaimRelation.CAUSES})
    claims = [
        claim
        for claim in (*of_pair, *(harm for harm in harms if harm["disease"] != disease and _is_harm(harm)))
        if (claim["entered_on"] or f"{claim['year'] or 0:04}-01-01") <= as_of.isoformat()
    ]
    return sorted(claims, key=_prominence)


def _shown(claims: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """Return the claims whose sentences are shown, in order: of each group in `KEPT` some, and then the first ones."""
    if len(claims) <= most:
        return claims
    kept: set[int] = set()
    for group, share in KEPT.items():
        places = [place for place, claim in enumerate(claims) if _group(claim) == group]
        kept |= set(places[: math.ceil(most / share)])
    first = [place for place in range(len(claims)) if place not in kept][: max(0, most - len(kept))]
    return [claims[place] for place in sorted(kept.union(first))]


def _group(claim: dict[str, Any]) -> str:
    relation, certainty = ClaimRelation(claim["relation"]), Certainty(claim["certainty"])
    return group_of(relation, certainty, is_retracted=claim["is_retracted"])


def _is_harm(claim: dict[str, Any]) -> bool:
    return _group(claim) in {"harms", "retracted"}


_ORDER = {"supports": 0, "opposes": 1, "harms": 2, "stated": 3}


def _prominence(claim: dict[str, Any]) -> tuple[object, ...]:
    relation, certainty = ClaimRelation(claim["relation"]), Certainty(claim["certainty"])
    group = group_of(relation, certainty, is_retracted=False)
    order = 5 if group == "mentioned" else _ORDER.get(group, 4)
    return order, -claim["design"], -(claim["year"] or 0), claim["pmid"], claim["sentence_start"], claim["disease"]


def _group_counts(claims: Sequence[dict[str, Any]]) -> dict[str, GroupCount]:
    """Return the number of sentences and articles of each group."""
    groups: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for claim in claims:
        groups[_group(claim)].add((claim["pmid"], claim["sentence_start"]))
    return {
        group: GroupCount(sentence_count=len(places), article_count=len({pmid for pmid, _ in places}))
        for group, places in sorted(groups.items())
    }


def _biomarkers(lexicon: Lexicon, evidence: PairEvidence, claims: Sequence[dict[str, Any]]) -> Iterator[BiomarkerCount]:
    """Yield the biomarkers, those of most studies first, with the articles that name them for and against the use."""
    articles: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for claim in claims:
        for curie in claim["biomarkers"]:
            articles[curie, _group(claim)].add(claim["pmid"])
    for curie, count in sorted(evidence.biomarkers.items(), key=lambda item: (-item[1], item[0])):
        yield BiomarkerCount(
            name=lexicon.name_of(curie),
            study_count=count,
            supporting_count=len(articles[curie, "supports"]),
            opposing_count=len(articles[curie, "opposes"]),
        )


def _citations(ledger: Ledger, entry: ListEntry, as_of: date) -> Iterator[Citation]:
    """Yield the articles of the sentences shown, in order, each with the rank and tier of the row and what it says."""
    score = f"rank {entry.rank}" if entry.score is not None else "no candidate"
    tier = f", tier {entry.tier}" if entry.tier else ""
    head = f"{entry.drug_name} in {entry.disease_name}: {score}{tier} as of {as_of.isoformat()}"
    groups: dict[int, dict[str, None]] = {}
    for sentence in entry.sentences:
        groups.setdefault(sentence.pmid, {})[sentence.group] = None
    for pmid, found in groups.items():
        article = ledger.articles.find(pmid)
        if article is not None:
            yield Citation(
                pmid=pmid,
                title=article.title,
                journal=article.journal,
                year=article.year,
                authors=article.authors,
                groups=article.collective_names,
                place=article.place,
                note=f"{head}; {', '.join(GROUP_NOTES[group] for group in found)}",
            )


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


def _sentence(ledger: Ledger, lexicon: Lexicon, claim: dict[str, Any], evidence: PairEvidence) -> EvidenceSentence:
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
        same_patients_as=evidence.same_patients.get(claim["pmid"]),
        said=_source(claim),
        about="" if claim["disease"] == evidence.disease else lexicon.name_of(claim["disease"]),
        highlights=tuple(highlights),
    )
