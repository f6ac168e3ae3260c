"""Scores comparisons, and claims of no benefit, on Evidence Inference 2.0: what trials found of single outcomes.

A prompt asks what an intervention did to an outcome (DeYoung 2020, doi:10.18653/v1/2020.bionlp-1.13). It counts if its
evidence stands in the abstract word for word. Comparisons answer by the one whose endpoint shares most words with the
outcome; they do not see the evidence. Prompts of articles with an even PMC number were looked at while the wordings
were made, odd ones not. Claims are asked of prompts whose intervention is a drug of the lexicon: one is found if a
claim of no benefit points at the evidence. Claims are of the disease, so few can be.
"""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from corpora.measure.endpoint_match import best_comparison
from corpora.measure.scores import Counts, Score, compare, total
from miner.errors import SourceError
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.scan import DrugScanner
from miner.reading.outcomes.comparisons import find_comparisons
from miner.reading.reader import Reader, sentences_of
from miner.records import Article, Claim, ClaimRelation
from miner.records.studies import ComparisonDirection
from miner.sources.medline import read_records

FOLDER = Path("corpora") / "claims" / "evidence_inference"
ARTICLES = Path("literature") / "randomised_trials_1981_2018.xml.gz"
NO_DIFFERENCE = "no significant difference"
CONTROLS = ("placebo", "no treatment", "control", "sham", "usual care", "standard care", "no ", "vehicle", "saline")
"""Words of comparators that are no active drug."""


class Prompt(NamedTuple):
    """What a trial was asked: PMC number, intervention, comparator, outcome, the majority's answer, its evidence."""

    pmc: str
    intervention: str
    comparator: str
    outcome: str
    label: str
    evidence: tuple[str, ...]


def evaluate_evidence_inference(data: Path) -> list[Score]:
    """Return the scores of no benefit over all prompts that can be asked, and over those against an inactive control.

    Raises:
        SourceError: the corpus or the trials are missing or malformed.
    """
    prompts = list(read_prompts(data / FOLDER))
    lexicon = Lexicon.load()
    articles = _articles_by_pmc(data / ARTICLES)
    scanner = DrugScanner(lexicon)
    asked = []
    for prompt in prompts:
        article = articles.get(prompt.pmc)
        drugs = {curie for match in scanner.find(prompt.intervention) for curie in match.curies}
        if article and drugs and (spans := _spans(article.text, prompt.evidence)):
            asked.append((prompt, article, drugs, spans))
    wanted = {article.pmid: article for _, article, _, _ in asked}
    reader = Reader.load(lexicon=lexicon)
    claims = {reading.pmid: reading.claims for reading in reader.read(wanted[pmid] for pmid in sorted(wanted))}
    scores = []
    for part in ("all comparators", "inactive control"):
        counts = [
            _counted(prompt, is_denied=_is_denied(claims[article.pmid], drugs, spans))
            for prompt, article, drugs, spans in asked
            if part == "all comparators" or prompt.comparator.lower().startswith(CONTROLS)
        ]
        scores.append(
            total(counts).as_score("evidence inference", f"claims, {part}, {len(counts)} prompts", "no benefit")
        )
    return [*_score_comparisons(prompts, articles, reader), *scores]


def _score_comparisons(prompts: list[Prompt], articles: dict[str, Article], reader: Reader) -> Iterator[Score]:
    """Yield the scores of comparisons by direction, on even and on odd PMC numbers."""
    asked = [
        prompt for prompt in prompts if prompt.pmc in articles and _spans(articles[prompt.pmc].text, prompt.evidence)
    ]
    answers = {}
    wanted = sorted({prompt.pmc for prompt in asked})
    for pmc, doc in zip(wanted, reader.nlp.pipe(articles[pmc].text for pmc in wanted), strict=True):
        article = articles[pmc]
        sentences = sentences_of(article, doc)
        found = find_comparisons(article, sentences, reader.read_mentions(article.text, doc))
        for number, prompt in enumerate(asked):
            if prompt.pmc == pmc:
                best = best_comparison(article.text, sentences, found, prompt.outcome, prompt.intervention)
                answers[number] = best.direction if best else None
    for part, remainder in (("dev", 0), ("test", 1)):
        chosen = [number for number, prompt in enumerate(asked) if int(prompt.pmc) % 2 == remainder]
        for direction in ComparisonDirection:
            gold = {number for number in chosen if _direction_of(asked[number].label) is direction}
            predicted = {number for number in chosen if answers[number] is direction}
            part_name = f"comparisons, {part}, {len(chosen)} prompts"
            yield compare(gold, predicted).as_score("evidence inference", part_name, str(direction))


def _direction_of(label: str) -> ComparisonDirection:
    if label == NO_DIFFERENCE:
        return ComparisonDirection.NO_DIFFERENCE
    return ComparisonDirection.INCREASED if "increase" in label else ComparisonDirection.DECREASED


def read_prompts(folder: Path) -> Iterator[Prompt]:
    """Yield the prompts with the label that most of the valid judgements gave them, in order of their numbers.

    Raises:
        SourceError: a file is missing or malformed.
    """
    try:
        prompts = {row["PromptID"]: row for row in _rows(folder / "prompts_merged.csv.gz")}
        labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
        evidence: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in _rows(folder / "v2_annotations.csv.gz"):
            if row["Valid Label"] == "True":
                labels[row["PromptID"]][row["Label"]] += 1
                evidence[row["PromptID"]][row["Annotations"]] = None
        for number in sorted(labels, key=int):
            row = prompts[number]
            label = labels[number].most_common(1)[0][0]
            asked = (row["PMCID"], row["Intervention"], row["Comparator"], row["Outcome"])
            yield Prompt(*asked, label, tuple(evidence[number]))
    except KeyError as error:
        raise SourceError(folder, f"has no {error}: it is not Evidence Inference 2.0") from error


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(path, f"cannot be read ({error})") from error


def _articles_by_pmc(path: Path) -> dict[str, Article]:
    """Return the articles of a file by the digits of their PMC number."""
    try:
        with gzip.open(path) as file:
            numbers = {
                int(record.findtext("MedlineCitation/PMID") or 0): (identifier.text or "").removeprefix("PMC")
                for _, record in etree.iterparse(file, tag="PubmedArticle", load_dtd=False, no_network=True)
                for identifier in record.iterfind("PubmedData/ArticleIdList/ArticleId[@IdType='pmc']")
            }
    except (OSError, EOFError, etree.XMLSyntaxError) as error:
        raise SourceError(path, f"cannot be read ({error})") from error
    records = (record for record in read_records(path) if isinstance(record, Article))
    return {numbers[article.pmid]: article for article in records if article.pmid in numbers}


def _spans(text: str, evidence: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the pieces of evidence stand in the abstract, word for word."""
    found = []  # shorter pieces are cells of tables
    for piece in evidence:
        words = piece.strip().rstrip(".")
        start = text.find(words) if len(words) > 20 else -1
        if start >= 0:
            found.append((start, start + len(words)))
    return found


def _is_denied(claims: tuple[Claim, ...], drugs: set[str], spans: list[tuple[int, int]]) -> bool:
    return any(
        claim.relation is ClaimRelation.NO_BENEFIT
        and drugs.intersection(claim.drugs)
        and any(claim.sentence_start < end and start < claim.sentence_end for start, end in spans)
        for claim in claims
    )


def _counted(prompt: Prompt, *, is_denied: bool) -> Counts:
    is_gold = prompt.label == NO_DIFFERENCE
    return Counts(found=is_gold and is_denied, spurious=is_denied and not is_gold, missed=is_gold and not is_denied)
