"""Scores effects of biomarkers: triples of drug, disease and biomarker, and the direction that is read of them.

Triples are the predictive relations of CIViCmine's training sentences (Lever 2019, doi:10.1186/s13073-019-0686-y) by
our own mentions: gold counts whether its names link or not, and every triple that no one marked counts against us. A
drug that stands right before a marked "chemotherapy" ("irinotecan-based") is what was meant. Directions are those of
CIViC's predictive evidence (Griffith 2017, doi:10.1038/ng.3774), in its statements and in the abstracts that they cite.
Even PMIDs tuned the rules, odd ones are scored; a sentence without PMID goes by its number.
"""

import gzip
import json
import random
import re
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpora.measure.biomarkers import MEASURE_NOTE, Expression, evaluate_biomarkers, is_expression
from corpora.measure.scores import Counts, Evaluation, Score, Share, total
from miner.lexicon.build.tables import read_rows, reading
from miner.reading.effects.effects import find_biomarker_effects
from miner.reading.effects.treatments import find_treatments
from miner.reading.reader import Reader, sentences_of
from miner.reading.recipe import Recipe
from miner.records import Article, BiomarkerEffect, EffectDirection, Mention, MentionType, Section
from miner.sources.medline import read_records

CIVICMINE = Path("corpora") / "civicmine_training.tar.gz"
CIVIC = Path("evidence") / "civic_2018-03-02-ClinicalEvidenceSummaries.tsv.gz"
ARTICLES = ("literature", "literature_more")
_ROUNDS = 2000
_ROLES = ("cancer", "drug", "gene")
_NUMBER = re.compile(rb"<PMID[^>]*>(\d+)</PMID>")
_CLOSED = b"</PubmedArticle>"
_BASED = re.compile(r"[\w/-]+[- ]based ?$")
_D = EffectDirection
_FLIPPED = {_D.SENSITIVE: _D.RESISTANT, _D.RESISTANT: _D.SENSITIVE}
_DIRECTIONS = {
    ("Supports", "Sensitivity"): {_D.SENSITIVE},
    ("Supports", "Resistance or Non-Response"): {_D.RESISTANT},
    ("Does Not Support", "Sensitivity"): {_D.RESISTANT, _D.NO_ASSOCIATION},
    ("Does Not Support", "Resistance or Non-Response"): {_D.SENSITIVE, _D.NO_ASSOCIATION},
}
"""CIViC's direction and significance, and what a text that says so may say here."""

Spans = tuple[tuple[int, int], ...]


class Marked(NamedTuple):
    """A sentence of CIViCmine and its predictive relations: the spans of cancer, drug and gene, and the gene's ids."""

    text: str
    relations: tuple[tuple[Spans, Spans, Spans, frozenset[str], str], ...]


def evaluate_biomarkers_and_effects(data: Path, *, is_held_out: bool = True) -> Evaluation:
    """Return the scores of expressions, of triples, and the shares of right directions, on the odd PMIDs.

    Args:
        data: the folder of reference data.
        is_held_out: False for the even PMIDs, which tuned the rules.

    Raises:
        SourceError: a file is missing or malformed.
    """
    reader = Reader.load(Recipe(is_drug_needed=False))
    expressions = tuple(evaluate_biomarkers(data, reader.lexicon, is_held_out=is_held_out))
    sentences = list(read_marked(data / CIVICMINE, is_held_out=is_held_out))
    counted = [count_triples(sentence, *_effects(reader, sentence.text)) for sentence in sentences]
    predictive = [counts for sentence, counts in zip(sentences, counted, strict=True) if sentence.relations]
    scores = (
        _as_score(predictive, f"{len(predictive)} predictive sentences"),
        _as_score(counted, f"all {len(counted)} sentences"),
    )
    low, high = bootstrap_f1(predictive)
    return Evaluation(
        scores=(*expressions, *scores),
        shares=tuple(direction_shares(data, reader, is_held_out=is_held_out)),
        notes=(
            MEASURE_NOTE,
            f"biomarker effects: triples by our mentions; F1 of the predictive {low:.2f} to {high:.2f} (bootstrap)",
            "directions: of the evidence that CIViC states of gene and variant; studied: named together, none stated",
        ),
    )


def _as_score(counts: Iterable[Counts], part: str) -> Score:
    return total(counts).as_score("biomarker effects", "civicmine", f"triple, {part}")


def bootstrap_f1(counts: Sequence[Counts], seed: int = 1) -> tuple[float, float]:
    """Return the 95 % interval of F1 by resampling sentences (percentiles)."""
    draw = random.Random(seed)  # noqa: S311 (no secret)
    values = sorted(
        total(draw.choices(counts, k=len(counts))).as_score("", "", "").f1 if counts else 0.0 for _ in range(_ROUNDS)
    )
    return values[int(0.025 * _ROUNDS)], values[int(0.975 * _ROUNDS) - 1]


def read_marked(path: Path, *, is_held_out: bool) -> Iterator[Marked]:
    """Yield the sentences of one part with their predictive relations, in order of their numbers.

    Raises:
        SourceError: the file is missing or is not an archive.
    """
    with reading(path, "the training sentences of CIViCmine"), tarfile.open(path) as archive:
        files = {member.name: archive.extractfile(member) for member in archive.getmembers() if member.isfile()}
        texts = {name: handle.read().decode("utf-8") for name, handle in files.items() if handle}
    for name in sorted(texts):
        if not name.endswith(".json"):
            continue
        row: dict[str, Any] = json.loads(texts[name])
        number = int(row["pmid"] or name.split(".")[-2])
        if (number % 2 == 1) is is_held_out:
            stem = name.removesuffix("json")
            yield Marked(row["text"], tuple(_relations(row, texts[f"{stem}a1"], texts[f"{stem}a2"])))


def _relations(
    row: dict[str, Any], marked: str, related: str
) -> Iterator[tuple[Spans, Spans, Spans, frozenset[str], str]]:
    spans: dict[str, Spans] = {}
    for line in marked.splitlines():
        key, place, _ = line.split("\t")
        spans[key] = tuple(
            (int(start), int(end)) for start, end in (part.split(" ") for part in place.partition(" ")[2].split(";"))
        )
    for line in related.splitlines():
        kind, *arguments = line.split("\t")[1].split(" ")
        roles = dict(argument.split(":") for argument in arguments)
        if kind == "Predictive":
            entities = [row["entities"][roles[role]]["entityids"] for role in _ROLES]
            cancer, drug, gene = (spans[roles[role]] for role in _ROLES)
            yield cancer, _with_base(row["text"], drug), gene, frozenset(entities[2].split(",")), "|".join(entities)


def _with_base(text: str, drug: Spans) -> Spans:
    """Return the spans of a drug with the name right before it: "irinotecan-based chemotherapy"."""
    before = _BASED.search(text[: drug[0][0]])
    return ((before.start(), drug[0][1]), *drug[1:]) if before else drug


def _effects(reader: Reader, text: str) -> tuple[Sequence[Mention], tuple[BiomarkerEffect, ...]]:
    article = Article(pmid=1, text=text, sections=(Section(start=0, end=len(text)),))
    return _effects_of(reader, article)


def _effects_of(reader: Reader, article: Article) -> tuple[Sequence[Mention], tuple[BiomarkerEffect, ...]]:
    doc = reader.nlp(article.text)
    sentences = sentences_of(article, doc)
    mentions = reader.claimable(article.text, reader.read_mentions(article.text, doc), sentences)
    return mentions, find_biomarker_effects(article, sentences, mentions)


def count_triples(sentence: Marked, mentions: Sequence[Mention], effects: Iterable[BiomarkerEffect]) -> Counts:
    """Return the counts of one sentence; relations of the same concepts are one, whatever the direction."""
    gold: dict[str, tuple[set[str], set[str], frozenset[str]]] = {}
    for cancer, drug, _, genes, key in sentence.relations:
        known = gold.setdefault(key, (set(), set(), genes))
        known[0].update(_curies_at(cancer, mentions, MentionType.DISEASE))
        known[1].update(_curies_at(drug, mentions, MentionType.DRUG))
        treatments = find_treatments(sentence.text, 0, len(sentence.text), ())
        known[1].update(curie for place in treatments if _overlap(drug, place[0], place[1]) for curie in place.curies)
    found = {(e.disease, e.drugs, e.biomarker.partition(" ")[0]) for e in effects if e.drugs}
    genes_of = _genes_inside(mentions)
    hits = {
        (one, key)
        for one in found
        for key, (diseases, drugs, genes) in gold.items()
        if one[0] in diseases and drugs & set(one[1]) and genes & genes_of.get(one[2], {one[2]})
    }
    right, met = {one for one, _ in hits}, {key for _, key in hits}
    return Counts(len(met), len(found - right), len(gold) - len(met))


def _curies_at(spans: Spans, mentions: Iterable[Mention], kind: MentionType) -> Iterator[str]:
    for mention in mentions:
        if mention.type is kind and mention.link and _overlap(spans, mention.start, mention.end):
            yield from (link.curie for link in (mention.link, *mention.other_links))


def _overlap(spans: Spans, start: int, end: int) -> bool:
    return any(start < last and first < end for first, last in spans)


def _genes_inside(mentions: Sequence[Mention]) -> dict[str, set[str]]:
    """Return the genes named inside the expressions of each signature ("MGMT" in "MGMT promoter methylation")."""
    genes: dict[str, set[str]] = {}
    markers = [m for m in mentions if m.type is MentionType.BIOMARKER and m.link]
    for outer in markers:
        if outer.link and outer.link.curie.startswith("SIGNATURE:"):
            inside = [m for m in markers if outer.start <= m.start and m.end <= outer.end and m.link]
            named = {m.link.curie.partition(" ")[0] for m in inside if m.link}
            genes.setdefault(outer.link.curie.partition(" ")[0], set()).update(named)
    return genes


def direction_shares(data: Path, reader: Reader, *, is_held_out: bool) -> Iterator[Share]:
    """Yield, for statements and for abstracts, how much evidence is found, decided, and decided rightly.

    Raises:
        SourceError: a file is missing or malformed.
    """
    rows = [
        row
        for row in read_rows(data / CIVIC, sep="\t")
        if row["evidence_type"] == "Predictive" and (int(row["pubmed_id"]) % 2 == 1) is is_held_out
    ]
    articles = {article.pmid: article for article in find_articles(data, {int(row["pubmed_id"]) for row in rows})}
    texts = {row["evidence_statement"] for row in rows}
    effects: dict[object, tuple[BiomarkerEffect, ...]] = {text: _effects(reader, text)[1] for text in sorted(texts)}
    effects |= {pmid: _effects_of(reader, article)[1] for pmid, article in articles.items()}
    for group, key in (("statements", "evidence_statement"), ("abstracts", "pubmed_id")):
        counts: Counter[str] = Counter()
        for row in rows:
            of: object = row[key] if key == "evidence_statement" else int(row[key])
            wanted = _DIRECTIONS.get((row["evidence_direction"], row["clinical_significance"]))
            if wanted and of in effects:
                counts["all"] += 1
                counts.update(judge_direction(row, wanted, effects[of], reader))
        for name, base in (("found", "all"), ("stated", "found"), ("right", "stated")):
            yield Share(
                measure="biomarker effects, directions", group=group, name=name, count=counts[name], of=counts[base]
            )


def judge_direction(
    row: dict[str, str], wanted: set[EffectDirection], effects: Iterable[BiomarkerEffect], reader: Reader
) -> list[str]:
    """Return "found" if effects name the drug, gene and variant of the evidence, "stated" and "right" as it fits.

    Of several directions the most frequent counts. Evidence on mutations is compared with effects of the wild type the
    other way round.
    """
    lookup = reader.lexicon.lookup
    genes = frozenset(c.curie for c in lookup(row["gene"], MentionType.BIOMARKER) if c.curie.startswith("HGNC:"))
    names = [re.sub(r" ?\(.*", "", name) for name in row["drugs"].split(",")]
    drugs = {candidate.curie for name in names for candidate in lookup(name, MentionType.DRUG)}
    gold = Expression(row["evidence_statement"], genes, row["variant"])
    directions: Counter[EffectDirection] = Counter()
    for effect in effects:
        base, _, state = effect.biomarker.partition(" ")
        is_wild = state == "wild-type" and "wild" not in row["variant"].lower()
        is_same = (is_wild and base in genes) or is_expression(effect.biomarker, gold, reader.lexicon)
        if drugs & set(effect.drugs) and is_same:
            directions[_FLIPPED.get(effect.direction, effect.direction) if is_wild else effect.direction] += 1
    if not directions:
        return []
    stated = [(count, direction) for direction, count in directions.items() if direction is not _D.STUDIED]
    if not stated:
        return ["found"]
    return ["found", "stated", *(["right"] if max(stated)[1] in wanted else [])]


def find_articles(data: Path, pmids: set[int]) -> Iterator[Article]:
    """Yield the articles of the reference data with these numbers, each once; only their records are parsed.

    Raises:
        SourceError: a file is malformed.
    """
    left = set(pmids)
    for folder in ARTICLES:
        for path in sorted((data / folder).glob("*.xml.gz")):
            with reading(path, "PubMed XML"):
                records = gzip.decompress(path.read_bytes()).split(b"<PubmedArticle>")
            wanted = [record for record in records[1:] if (number := _NUMBER.search(record)) and int(number[1]) in left]
            body = b"".join(b"<PubmedArticle>" + one[: one.rfind(b"</PubmedArticle>")] + _CLOSED for one in wanted)
            for article in read_records(b"<PubmedArticleSet>" + body + b"</PubmedArticleSet>", name=path.name):
                if isinstance(article, Article):
                    left.discard(article.pmid)
                    yield article
