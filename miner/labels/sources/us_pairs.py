"""Pairs of drug and disease that tables state themselves: votes, weaker than a label's own words."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from miner.labels.sightings import DayMeaning, Sighting
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.listed_diseases import DropError, ListedDiseases
from miner.labels.sources.source_file import SourceFile
from miner.labels.sources.us_applications import UsFiles
from miner.labels.sources.us_texts import FDA_LIST, FDA_LIST_BY, listed_drugs
from miner.lexicon.build.tables import Row, reading
from miner.lexicon.crossrefs import ForeignIds
from miner.lexicon.generality import INDICATION_DESCENDANTS_MAX, is_too_general
from miner.lexicon.lexicon import Lexicon
from miner.records import MentionType

_PAIR_DATES = "labels/fda/fda_pair_dates.tsv.gz"
_LLM_PAIRS = "labels/fda/fda_llm_pairs_2026-01.csv.gz"
_DRUGMECHDB = "labels/curated/drugmechdb_index_2026-07.yaml.gz"
_PHARMACOTHERAPYDB = "labels/pharmacotherapydb_indications.tsv.gz"
_DRUGCENTRAL = (
    ("labels/fda/drugcentral_indications_2015-05-29.tsv.gz", date(2015, 5, 29)),
    ("labels/fda/drugcentral_indications_2016-11-16.tsv.gz", date(2016, 11, 16)),
)
_LLM_PAIRS_BY = date(2026, 1, 31)
_NOT_FREE = "moalmanac"
_NOT_AN_INDICATION = re.compile(
    r"(?:limitations? of use|not indicated|contraindicated|not recommended|should not be used|is not for|not intended"
    r"|not for the treatment|has not been (?:established|studied|shown|demonstrated)|not effective|ineffective"
    r"|independent of their hypertension|additional approved indications|outcome benefit has been)[^.;]{0,160}$",
    re.IGNORECASE,
)
_YAML_LINE = re.compile(r"^(?:- |  )(\w+): (.*)$", re.MULTILINE)
_RELATIONS = {"DM": "treats", "SYM": "palliates"}


class Diseases:
    """Resolves diseases by name or foreign identifier.

    Args:
        lexicon: the lexicon of the diseases.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.listed = ListedDiseases(lexicon)
        self._lexicon = lexicon
        self._foreign = ForeignIds(lexicon)

    def find(self, table: SourceFile, name: str, *identifiers: str) -> str:
        """Return the disease with exactly that preferred name, else of a single identifier, else linked to the name.

        Without one, or if it is too general, it is "" and the row is counted as dropped.
        """
        exact = self._lexicon.lookup(name, MentionType.DISEASE)
        found = {exact[0].curie} if exact and exact[0].kind == "name" else set()
        for identifier in identifiers:
            curies = {curie for curie in self._foreign.curies_of(identifier) if self._is_disease(curie)}
            found = found or (curies if len(curies) == 1 else set())
        curie = found.pop() if found else self.listed.find(name)
        if not curie or is_too_general(self._lexicon, curie, INDICATION_DESCENDANTS_MAX):
            table.drop("disease too general" if curie else "disease not in the lexicon, or too general")
            return ""
        return curie

    def _is_disease(self, curie: str) -> bool:
        return self._lexicon.entry(curie).type is MentionType.DISEASE


Adapter = Callable[[UsFiles, Diseases], Iterator[Sighting]]


def us_sightings(data: Path, names: DrugNames, lexicon: Lexicon, us: UsFiles | None = None) -> Iterator[Sighting]:
    """Yield the pairs of all tables of the United States, each once for a source, drugs, disease and day.

    Args:
        data: folder of reference data.
        names: resolves drugs, and counts what is left out.
        lexicon: resolves diseases.
        us: the same files if they are open already.
    """
    us, diseases = us or UsFiles(data, names), Diseases(lexicon)
    for adapter in PAIR_ADAPTERS:
        yield from dict.fromkeys(adapter(us, diseases))


def fda_pairs(us: UsFiles, diseases: Diseases) -> Iterator[Sighting]:
    """Yield the pair columns of the FDA's indication list, with the day of a dated text that was matched by name."""
    table, days = us.table("fda_pairs", FDA_LIST), _pair_days(us)
    known: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for _, row in table.rows():
        text, identifier = row["indications text"], row["final normalized drug id"]
        if _is_no_indication(row):
            table.drop("named in a limitation or in general text only")
            continue
        key = identifier, row["drug name"], text
        if key not in known:
            known[key] = listed_drugs(us, table.source, (*key[:2], row["final normalized drug label"]), text)
        try:
            disease = diseases.listed.resolve(row)
        except DropError as reason:
            table.drop(str(reason))
            continue
        if known[key]:
            day = days.get((identifier, row["final normalized disease id"]))
            yield _of_application(us, text, Sighting(
                drugs=known[key], disease=disease, jurisdiction="US", source=table.source, day=day or FDA_LIST_BY,
                meaning=DayMeaning.LATE if day else DayMeaning.BY))  # fmt: skip


def _is_no_indication(row: Row) -> bool:
    """Return whether the text names the disease only in a limitation, a contraindication or general text."""
    text = row["indications text"]
    places = [match.start() for match in re.finditer(re.escape(row["disease name"].strip()), text, re.IGNORECASE)]
    return bool(places) and all(_NOT_AN_INDICATION.search(text[max(0, place - 200) : place]) for place in places)


def _of_application(us: UsFiles, text: str, sighting: Sighting) -> Sighting:
    application, _ = us.applications.of_text(sighting.drugs, text)
    return replace(sighting, reference=application.number, url=application.url) if application else sighting


def _pair_days(us: UsFiles) -> dict[tuple[str, str], date]:
    """Return the days of pairs of the list that were matched to a dated text whose source is free."""
    table = us.table("fda_pairs", _PAIR_DATES)
    days = {}
    for number, row in table.rows():
        day = table.day(row["pair_date"], number)
        if day and not row["pair_source"].startswith(_NOT_FREE):
            days[row["drug_id"], row["disease_id"]] = day
    return days


def llm_pairs(us: UsFiles, diseases: Diseases) -> Iterator[Sighting]:
    """Yield pairs that a language model read from openFDA labels, for the drugs of each label's application."""
    table = us.table("llm_pairs", _LLM_PAIRS)
    for _, row in table.rows(sep=","):
        name = row["disease_mondo_term_norm"].removeprefix("obsolete ")
        disease = diseases.find(table, name or row["disease"])
        if not disease:
            continue
        drugs = us.names.find(row["merged_umls_label"])
        of_labels = {}
        for number in re.findall(r"'(\w+)'", row["documents"]):
            application = us.applications.get(number)
            if application and application.drugs and (not drugs or set(drugs) & set(application.drugs)):
                of_labels.setdefault(application.drugs, application)
        if not of_labels and not drugs:
            table.drugs(row["merged_umls_label"])
        for owner in of_labels or {drugs: None}:
            if owner and us.names.treatment(table.source, owner):
                application = of_labels.get(owner)
                yield Sighting(drugs=owner, disease=disease, jurisdiction="US", source=table.source,
                               day=_LLM_PAIRS_BY, reference=application.number if application else "",
                               url=application.url if application else "")  # fmt: skip


def drugmechdb(us: UsFiles, diseases: Diseases) -> Iterator[Sighting]:
    """Yield the pairs of DrugMechDB, which has no days and tells no regulators apart."""
    table = us.table("drugmechdb", _DRUGMECHDB)
    with reading(table.path, "gzipped YAML"), gzip.open(table.path, "rt", encoding="utf-8") as file:
        entries = file.read().split("\n- ")
    for entry in entries:
        row = dict(_YAML_LINE.findall(f"- {entry.removeprefix('- ')}"))
        if "drug" not in row:
            continue
        drugs = table.drugs(row.get("drugbank", "").replace("DB:", "DRUGBANK:"), row["drug"])
        disease = diseases.find(table, row.get("disease", ""), row.get("disease_mesh", "")) if drugs else ""
        if disease:
            yield Sighting(drugs=drugs, disease=disease, jurisdiction="US", source=table.source)


def pharmacotherapydb(us: UsFiles, diseases: Diseases) -> Iterator[Sighting]:
    """Yield the pairs that curators of PharmacotherapyDB called disease modifying or symptomatic."""
    table = us.table("pharmacotherapydb", _PHARMACOTHERAPYDB)
    for _, row in table.rows():
        if row["category"] not in _RELATIONS:
            table.drop("no indication")
            continue
        drugs = table.drugs(f"DRUGBANK:{row['drugbank_id']}", row["drug"])
        disease = diseases.find(table, row["disease"], row["doid_id"]) if drugs else ""
        if disease:
            yield Sighting(drugs=drugs, disease=disease, jurisdiction="US", source=table.source,
                           relation=_RELATIONS[row["category"]])  # fmt: skip


def drugcentral(us: UsFiles, diseases: Diseases) -> Iterator[Sighting]:
    """Yield DrugCentral's indications, on the label by the earlier of two snapshots that has them."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    for path, day in _DRUGCENTRAL:
        table = us.table("drugcentral", path)
        for _, row in table.rows():
            drugs = table.drugs(row["DRUG_NAME"])
            disease = diseases.find(table, row["INDICATION_FDB"], row["DOID"]) if drugs else ""
            if disease and (drugs, disease) not in seen:
                seen.add((drugs, disease))
                yield Sighting(drugs=drugs, disease=disease, jurisdiction="US", source=table.source, day=day)


PAIR_ADAPTERS: tuple[Adapter, ...] = (fda_pairs, llm_pairs, drugmechdb, pharmacotherapydb, drugcentral)
