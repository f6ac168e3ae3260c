"""Scores biomarker expressions against people's annotations: how many are found, and how many linked correctly.

The gold is the pairs of gene and variant that annotators connected in the training sentences of CIViCmine (Lever 2019,
doi:10.1186/s13073-019-0686-y), and the gene and variant of each evidence statement of CIViC (Griffith 2017,
doi:10.1038/ng.3774) that prints both. Neither marks everything that a text names, so only recall can be measured.
The wordings were developed on one half of the PMIDs, chosen by hash; the other half is scored.
"""

import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from corpora.measure.scores import Counts, Score
from miner.lexicon.build.tables import read_rows, reading
from miner.lexicon.lexicon import Lexicon
from miner.reading.biomarkers.alterations import ONE_LETTER
from miner.reading.biomarkers.finder import BiomarkerFinder
from miner.records import Mention, MentionType

_STATES = (
    (r"wild[- ]?type", r"wild-type"),
    (r"unmethylat", r"unmethylated"),
    (r"methylat", r"methylat"),
    (r"fusion|rearrang|translocat", r"rearrangement"),
    (r"amplif|\bgain", r"amplification|positive"),
    (r"over-?express|up-?regulat", r"overexpression|high|positive"),
    (r"under-?express|down-?regulat|low expression", r"low|loss"),
    (r"expression", r"expression|high|low|loss|PD-L1"),
    (r"\bloss\b", r"loss|LOH"),
    (r"exon \d+ (?:del|ins|skip|mut)|exon \d+", r"exon"),
    (r"delet", r"deletion"),
    (r"mutat|mutant|\bloss[- ]of[- ]function", r"mutation|wild-type|p\.|exon"),
    (r"\bITD\b|tandem dup", r"ITD"),
    (r"polymorphism|snp|variant|genotype", r"variant|p\.|c\.|rs|\*|mutation|\u03b5"),
)
"""Patterns of what a gold variant is called, and of the lexicon's states that mean the same."""
_CHANGE = re.compile(r"(?:p\.)?([A-Z])(\d+)([A-Z*]?)(?![a-z\d])")
_LONG_CHANGE = re.compile(rf"({'|'.join(ONE_LETTER)}) ?(\d+) ?({'|'.join(ONE_LETTER)})")


MEASURE_NOTE = "biomarkers: gene and variant on held-out PMIDs; the gold is incomplete, so there is only recall"


class Expression(NamedTuple):
    """A gold expression in a text: its genes, its variant, and the spans of gene and variant where they are marked."""

    text: str
    genes: frozenset[str]
    variant: str
    spans: tuple[tuple[int, int], ...] = ()


def evaluate_biomarkers(data: Path, lexicon: Lexicon | None = None, *, is_held_out: bool = True) -> Iterator[Score]:
    """Yield scores, recall only, on the held-out half of CIViCmine and CIViC (or on the development half).

    The label says what counts as found, as in `judge`.

    Args:
        data: the folder of reference data.
        lexicon: genes and signatures, the shipped ones if None; expressions of genes that it lacks count as missed.
        is_held_out: False for the development half.

    Raises:
        SourceError: a file is missing or malformed.
    """
    lexicon = lexicon or Lexicon.load()
    finder = BiomarkerFinder(lexicon)
    for part, expressions in (("civicmine", read_civicmine(data)), ("civic", read_civic(data, lexicon))):
        counts: Counter[str] = Counter()
        for pmid, expression in expressions:
            if _is_held_out(pmid) is is_held_out:
                counts["all"] += 1
                counts.update(judge(expression, finder.find(expression.text), lexicon))
        labels = ("expression", "gene and state") if part == "civicmine" else ("gene and state",)
        for label in labels:
            found = Counts(counts[label], 0, counts["all"] - counts[label])
            yield found.as_score("biomarkers", part, label, has_precision=False)


def judge(expression: Expression, mentions: list[Mention], lexicon: Lexicon) -> list[str]:
    """Return the labels that count as found for a gold expression.

    "expression": one mention overlaps gene and variant. "gene and state": a mention of the variant (or anywhere in the
    text if the gold marks no spans) has the right link.
    """
    variant = expression.spans[-1] if expression.spans else None
    is_found = any(_covers(mention, *expression.spans) for mention in mentions)
    is_right = any(
        is_expression(link.curie, expression, lexicon)
        for mention in mentions
        for link in (mention.link, *mention.other_links)
        if link and (not variant or _covers(mention, variant))
    )
    return [*(["expression"] if is_found else []), *(["gene and state"] if is_right else [])]


def _covers(mention: Mention, *spans: tuple[int, int]) -> bool:
    return all(mention.start < end and start < mention.end for start, end in spans)


def is_expression(curie: str, expression: Expression, lexicon: Lexicon) -> bool:
    """Return whether a biomarker's identifier means the gene and the variant of a gold expression."""
    base, _, state = curie.partition(" ")
    name = lexicon.name_of(curie)
    signature = name if base.startswith("SIGNATURE:") else ""
    names = {name for gene in expression.genes if gene in lexicon for name in lexicon.entry(gene).names}
    if base not in expression.genes and not any(name in signature.lower() for name in names):
        return False
    change = _CHANGE.search(expression.variant) or _LONG_CHANGE.search(expression.variant)
    if change:
        short = "".join(ONE_LETTER.get(part, part) for part in change.groups())
        return state.removesuffix(" negative") in {f"p.{short}", f"c.{change[2]}{change[1]}>{change[3]}"}
    states = next((states for words, states in _STATES if re.search(words, expression.variant, re.IGNORECASE)), "")
    return bool(states) and bool(re.search(states, f"{state} {signature}"))


def _is_held_out(pmid: str) -> bool:
    return sha256(pmid.encode()).digest()[0] % 2 == 1


def read_civicmine(data: Path) -> Iterator[tuple[str, Expression]]:
    """Yield the pairs of gene and variant in the training sentences of CIViCmine, each with its PMID.

    Raises:
        SourceError: the file is missing or is not an archive.
    """
    path = data / "corpora" / "civicmine_training.tar.gz"
    with reading(path, "the training sentences of CIViCmine"), tarfile.open(path) as archive:
        files = {member.name: archive.extractfile(member) for member in archive.getmembers() if member.isfile()}
        texts = {name: handle.read().decode("utf-8") for name, handle in files.items() if handle}
    for name in sorted(texts):
        if not name.endswith(".json") or not texts.get(name.replace(".json", ".a2")):
            continue
        sentence: dict[str, Any] = json.loads(texts[name])
        marked = {}
        for line in texts[name.replace(".json", ".a1")].splitlines():
            key, place, words = line.split("\t")
            _, start, *_, end = re.split(r"[ ;]", place)
            marked[key] = (int(start), int(end), words)
        for line in texts[name.replace(".json", ".a2")].splitlines():
            kind, *arguments = line.split("\t")[1].split(" ")
            if kind == "AssociatedVariant":
                roles = dict(argument.split(":") for argument in arguments)
                gene, variant = marked[roles["gene"]], marked[roles["variant"]]
                genes = sentence["entities"][roles["gene"]]["entityids"].split(",")
                spans = (gene[:2], variant[:2])
                yield str(sentence["pmid"]), Expression(sentence["text"], frozenset(genes), variant[2], spans)


def read_civic(data: Path, lexicon: Lexicon) -> Iterator[tuple[str, Expression]]:
    """Yield gene and variant of each evidence statement of CIViC that prints both, with its PMID.

    Raises:
        SourceError: the file is missing or malformed.
    """
    frame = read_rows(data / "evidence/civic_2018-03-02-ClinicalEvidenceSummaries.tsv.gz", sep="\t")
    seen = set()
    for row in frame:
        gene, variant, text = row["gene"], row["variant"], row["evidence_statement"]
        found = lexicon.lookup(gene, MentionType.BIOMARKER)
        genes = {candidate.curie for candidate in found if candidate.curie.startswith("HGNC:")}
        names = {gene.lower(), *(name for curie in genes for name in lexicon.entry(curie).names)}
        has_gene = any(re.search(rf"(?<![a-z\d]){re.escape(name)}(?![a-z\d])", text.lower()) for name in names)
        change = _CHANGE.fullmatch(variant)
        if change:
            has_variant = bool(re.search(rf"(?<![A-Za-z\d]){re.escape(variant)}(?![A-Za-z\d])", text))
        else:
            words = next((words for words, _ in _STATES if re.search(words, variant, re.IGNORECASE)), "")
            has_variant = bool(words) and bool(re.search(words, text, re.IGNORECASE)) and "-" not in variant
        if has_gene and has_variant and (text, gene, variant) not in seen:
            seen.add((text, gene, variant))
            yield str(row["pubmed_id"]), Expression(text, frozenset(genes), variant)
