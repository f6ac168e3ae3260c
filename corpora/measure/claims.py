"""Scores claims against relations that people annotated, with the gold mentions given.

BioRED's Negative_Correlation between a chemical and a disease counts as treats, its Positive_Correlation as causes
(Luo 2022, doi:10.1093/bib/bbac282), BC5CDR's CID as causes (Li 2016, doi:10.1093/database/baw068); both are relations
of a document, often across sentences, which caps recall. The ADE corpus (Gurulingappa 2012,
doi:10.1016/j.jbi.2012.04.008) has only the sentences that state an adverse effect, with only its drugs and effects:
its precision means little.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from corpora.measure.scores import Counts, Score, compare, total
from corpora.readers import GoldDocument
from corpora.split import read_corpora
from miner.lexicon.build.tables import reading
from miner.reading.claims.claims import find_claims, judge
from miner.records import Article, Claim, ClaimRelation, Link, Mention, MentionType, Section

Pair = tuple[str, str]
"""Identifiers of a drug and a disease."""
MEASURES = ("claims", "claims, any relation")
"""In the order in which they are printed."""
SCORED = {
    "treats": frozenset({ClaimRelation.TREATS, ClaimRelation.PREVENTS}),
    "causes": frozenset({ClaimRelation.CAUSES}),
}
GOLD_NAMES = {"Negative_Correlation": "treats", "Positive_Correlation": "causes", "CID": "causes"}
TYPES = {
    "Chemical": MentionType.DRUG,
    "ChemicalEntity": MentionType.DRUG,
    "Disease": MentionType.DISEASE,
    "DiseaseOrPhenotypicFeature": MentionType.DISEASE,
}


class ClaimDocument(NamedTuple):
    """An article with its gold mentions and, by relation ("treats", "causes"), its gold (drug, disease) pairs."""

    article: Article
    mentions: tuple[Mention, ...]
    gold: dict[str, set[Pair]]


def evaluate_claims(data: Path, part: Literal["train", "dev"] = "train") -> list[Score]:
    """Return the scores of claims on one part of BioRED and BC5CDR, and on the ADE corpus with the training part.

    Relations without gold in a corpus are left out.

    Raises:
        SourceError: a corpus is missing or malformed.
    """
    documents = {
        name: [document_of(gold) for gold in corpus.documents]
        for name in ("biored", "bc5cdr")
        for corpus in read_corpora(data, [f"{name}_{part}"])
    }
    if part == "train":
        documents["ade"] = list(read_adverse_effects(data / "corpora" / "ADE-Corpus-V2.zip"))
    scores = [score for name, read in documents.items() for score in score_claims(name, read) if score.gold_count]
    return sorted(scores, key=lambda score: MEASURES.index(score.measure))


def split_sentences(article: Article) -> list[tuple[int, int]]:
    """Return [start, end) of the sentences.

    A section is split at a full stop, question or exclamation mark before a capital, digit or bracket.
    """
    spans = []
    for section in article.sections:
        at = section.start
        for stop in re.finditer(r"(?<!\bvs)(?<!e\.g)(?<!i\.e)(?<!\b[A-Z])[.?!][)\]]?\s+(?=[A-Z0-9(\[])", article.text):
            if at < stop.end() <= section.end:
                spans.append((at, stop.start() + 1))
                at = stop.end()
        spans.append((at, section.end))
    return spans


def document_of(gold: GoldDocument) -> ClaimDocument:
    """Return a PubTator document as one to score; of a mention with several identifiers, the first counts."""
    mentions: list[Mention] = []
    types: dict[str, MentionType] = {}
    for mention in gold.mentions:
        if mention.type in TYPES and mention.identifier not in {"-1", "-", ""}:
            curie = _first_of(mention.identifier)
            types[curie] = TYPES[mention.type]
            mentions.append(_mention(mention.start, mention.end, gold.text, curie, types[curie]))
    pairs: dict[str, set[Pair]] = defaultdict(set)
    for relation in gold.relations:
        first, second = _first_of(relation.first), _first_of(relation.second)
        for drug, disease in ((first, second), (second, first)):
            is_pair = types.get(drug) is MentionType.DRUG and types.get(disease) is MentionType.DISEASE
            if is_pair and relation.type in GOLD_NAMES:
                pairs[GOLD_NAMES[relation.type]].add((drug, disease))
    title_end = gold.text.index("\n")
    title = Section(start=0, end=title_end, category="TITLE")
    sections = (title, Section(start=title_end + 1, end=len(gold.text)))
    article = Article(pmid=gold.pmid, text=gold.text, sections=sections)
    return ClaimDocument(article, tuple(mentions), dict(pairs))


def _first_of(identifier: str) -> str:
    return re.split(r"[|,;]", identifier)[0]


def _mention(start: int, end: int, text: str, curie: str, kind: MentionType) -> Mention:
    link = Link(curie=curie, score=1.0, reason="gold")
    return Mention(start=start, end=end, text=text[start:end], type=kind, found_by="gold", link=link)


def read_adverse_effects(path: Path) -> Iterator[ClaimDocument]:
    """Yield the sentences of the ADE corpus that state an adverse effect, as articles without title.

    Raises:
        SourceError: the file is missing or is not the ADE corpus.
    """
    pairs: dict[tuple[str, str], set[Pair]] = defaultdict(set)
    with reading(path, "the ADE corpus, version 2"), zipfile.ZipFile(path) as archive:
        for row in archive.read("ADE-Corpus-V2/DRUG-AE.rel").decode("utf-8").splitlines():
            pmid, sentence, effect, _, _, drug, _, _ = row.split("|")
            pairs[pmid, sentence].add((drug, effect))
    for (pmid, text), gold in pairs.items():
        named = {(drug, MentionType.DRUG) for drug, _ in gold} | {(effect, MentionType.DISEASE) for _, effect in gold}
        mentions = tuple(
            _mention(found.start(), found.end(), text, name, kind)
            for name, kind in sorted(named)
            for found in re.finditer(re.escape(name), text)
        )
        article = Article(pmid=int(pmid), text=text, sections=(Section(start=0, end=len(text)),))
        yield ClaimDocument(article, mentions, {"causes": gold})


def claims_of(document: ClaimDocument) -> tuple[Claim, ...]:
    """Return what the rules alone claim of a document with its gold mentions: the classifier has learnt from it."""
    article = document.article
    judged = judge(article, split_sentences(article), document.mentions)
    return find_claims(article, judged)


def score_claims(part: str, documents: Iterable[ClaimDocument]) -> Iterator[Score]:
    """Yield scores of (document, drug, disease) pairs for "treats" and "causes".

    A pair counts as found when any sentence of the document claims it; a combination counts for each of its drugs.
    "claims, any relation" counts gold pairs with a claim of whatever relation, "mentioned" included: the most that
    recall can be.
    """
    of_relation: dict[str, list[Counts]] = {name: [] for name in SCORED}
    of_any: dict[str, list[Counts]] = {name: [] for name in SCORED}
    for document in documents:
        by_pair: dict[Pair, set[ClaimRelation]] = defaultdict(set)
        for claim in claims_of(document):
            for drug in claim.drugs:
                by_pair[drug, claim.disease].add(claim.relation)
        for name, relations in SCORED.items():
            gold = document.gold.get(name, set())
            found = {pair for pair, claimed in by_pair.items() if claimed & relations}
            of_relation[name].append(compare(gold, found))
            of_any[name].append(compare(gold, gold & by_pair.keys()))
    for name in SCORED:
        yield total(of_relation[name]).as_score(MEASURES[0], part, name)
        yield total(of_any[name]).as_score(MEASURES[1], part, name, has_precision=False)
