"""Scores miner.reading.claims.claims against relations that people annotated, with the gold mentions given.

    python -m corpora.measure.claims --data ../shared/data

prints one line per corpus part and relation. BioRED's Negative_Correlation between a chemical and a disease
counts as treats, its Positive_Correlation as causes (Luo 2022, doi:10.1093/bib/bbac282), BC5CDR's CID as
causes (Li 2016, doi:10.1093/database/baw068); both are relations of a document, often across sentences,
which caps recall. The ADE corpus (Gurulingappa 2012, doi:10.1016/j.jbi.2012.04.008) gives the sentences of
adverse effects with their drugs and effects alone: only recall can be read off it.
"""

import argparse
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from corpora.readers import GoldDocument, read_pubtator
from miner.reading.claims.claims import find_claims
from miner.records import Article, Claim, ClaimRelation, Link, Mention, MentionType, Section

Pair = tuple[str, str]
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
    """An article with gold mentions and, by relation ("treats", "causes"), its gold (drug, disease) pairs."""

    article: Article
    mentions: tuple[Mention, ...]
    gold: dict[str, set[Pair]]


def split_sentences(article: Article) -> list[tuple[int, int]]:
    """Split each section at a full stop, question or exclamation mark before a capital, digit or bracket."""
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
    """Make a document of a PubTator one; a mention of several identifiers counts as its first."""
    mentions: list[Mention] = []
    types: dict[str, MentionType] = {}
    for mention in gold.mentions:
        if mention.type in TYPES and mention.identifier not in {"-1", "-", ""}:
            curie = re.split(r"[|,;]", mention.identifier)[0]
            types[curie] = TYPES[mention.type]
            mentions.append(_mention(mention.start, mention.end, gold.text, curie, types[curie]))
    pairs: dict[str, set[Pair]] = defaultdict(set)
    for relation in gold.relations:
        for drug, disease in ((relation.first, relation.second), (relation.second, relation.first)):
            is_pair = types.get(drug) is MentionType.DRUG and types.get(disease) is MentionType.DISEASE
            if is_pair and relation.type in GOLD_NAMES:
                pairs[GOLD_NAMES[relation.type]].add((drug, disease))
    title_end = gold.text.index("\n")
    title = Section(start=0, end=title_end, category="TITLE")
    sections = (title, Section(start=title_end + 1, end=len(gold.text)))
    article = Article(pmid=gold.pmid, text=gold.text, sections=sections)
    return ClaimDocument(article, tuple(mentions), dict(pairs))


def _mention(start: int, end: int, text: str, curie: str, kind: MentionType) -> Mention:
    link = Link(curie=curie, score=1.0, reason="gold")
    return Mention(start=start, end=end, text=text[start:end], type=kind, found_by="gold", link=link)


def read_adverse_effects(path: Path) -> Iterator[ClaimDocument]:
    """Yield the sentences of the ADE corpus that state an adverse effect, as articles without title."""
    pairs: dict[tuple[str, str], set[Pair]] = defaultdict(set)
    with zipfile.ZipFile(path) as archive:
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
    """Return the claims found in a document with its gold mentions."""
    return find_claims(document.article, split_sentences(document.article), document.mentions)


def score_claims(documents: Iterable[ClaimDocument]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of (document, drug, disease) pairs for "treats" and "causes".

    A pair counts as found when any sentence of the document claims it; a combination counts for each of its
    drugs. "together" is the share of gold pairs that stand in one sentence, the most that recall could be
    without the title's disease.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in SCORED}
    for document in documents:
        by_pair: dict[Pair, set[ClaimRelation]] = defaultdict(set)
        for claim in claims_of(document):
            for drug in claim.drugs:
                by_pair[drug, claim.disease].add(claim.relation)
        for name, relations in SCORED.items():
            found = {pair for pair, claimed in by_pair.items() if claimed & relations}
            gold = document.gold.get(name, set())
            counts[name] += Counter(
                found=len(found), gold=len(gold), right=len(found & gold), together=len(gold & by_pair.keys())
            )
    return {name: _rates(count) for name, count in counts.items()}


def _rates(count: Counter[str]) -> dict[str, float]:
    precision = count["right"] / max(count["found"], 1)
    recall = count["right"] / max(count["gold"], 1)
    return {
        "gold": count["gold"],
        "found": count["found"],
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 3),
        "together": round(count["together"] / max(count["gold"], 1), 3),
    }


def main() -> None:
    """Print the table for the corpora under --data."""
    parser = argparse.ArgumentParser(description="Score claims against annotated relations.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds corpora/")
    parser.add_argument("--part", default="train", choices=["train", "dev"], help="which part to score")
    arguments = parser.parse_args()
    corpora = arguments.data / "corpora"
    documents: dict[str, list[ClaimDocument]] = {}
    for name in ("biored", "bc5cdr"):
        corpus = read_pubtator(corpora / f"{name}_{arguments.part}.pubtator.gz")
        documents[name] = [document_of(gold) for gold in corpus.documents]
    if arguments.part == "train":
        documents["ade"] = list(read_adverse_effects(corpora / "ADE-Corpus-V2.zip"))
    for name, read in documents.items():
        for relation, rates in score_claims(read).items():
            if rates["gold"]:
                print(f"{name:8}{relation:8}" + "  ".join(f"{key} {value:<6}" for key, value in rates.items()))


if __name__ == "__main__":
    main()
