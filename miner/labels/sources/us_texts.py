"""Whole indication sections of labels of the United States: snapshots, and section 1 whenever it changed."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from miner.labels.sightings import DayMeaning, LabelText
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.source_file import SourceFile
from miner.labels.sources.us_applications import UsFiles
from miner.labels.sources.us_approvals import APPROVAL_ADAPTERS
from miner.lexicon.build.tables import reading
from miner.lexicon.lexicon import Lexicon
from miner.lexicon.normalise import normalise, strip_salt

_SET_PAGE = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid="
FDA_LIST = "labels/fda_indications_deduplicated.xlsx"
_MEDIC = "labels/curated/medic_1.3.0_label_text_2026-06.parquet"
_DAILYMED = "labels/fda/dailymed_indication_texts_2023-09.jsonl.gz"
_CANCER_DRUGS = "labels/fda/cancer_drug_list_label_indications_2021.jsonl.gz"
_MEDRECPRO = "labels/fda/medrecpro_indications_by_unii_2026-01.md.gz"
_HISTORY = "labels/fda/pharmgkb_label_indication_history_2019_2024.tsv.gz"
FDA_LIST_BY = date(2025, 7, 31)
"""The newest drugs in the list were approved in June 2025 (garadacimab on the 16th); those of July are not in it."""
_MEDIC_BY = date(2026, 6, 30)
_DAILYMED_BY = date(2023, 9, 30)
_CANCER_DRUGS_BY = date(2021, 4, 30)
_MEDRECPRO_BY = date(2026, 1, 31)
_UNII_ROW = re.compile(r"^(?P<names>[^|\n]*)\|(?P<unii>[A-Z0-9]{10})\|\s*(?:# [^\n]*\n)?", re.MULTILINE)
_HOMEOPATHIC = re.compile(r"homeopath|\bHPUS\b|\bHPF\b", re.IGNORECASE)
_ION = re.compile(r"\b(?:ion|cation)\b", re.IGNORECASE)
_NAMED_WITHIN = 400

Adapter = Callable[[UsFiles], Iterator[LabelText]]


def us_label_texts(data: Path, names: DrugNames, us: UsFiles | None = None) -> Iterator[LabelText]:
    """Yield the label texts of all sources of the United States, source by source.

    Args:
        data: folder of reference data.
        names: resolves drugs, and counts what is left out.
        us: the same files if they are open already.
    """
    us = us or UsFiles(data, names)
    for adapter in (*TEXT_ADAPTERS, *APPROVAL_ADAPTERS):
        yield from adapter(us)


def _section(us: UsFiles, table: SourceFile, drugs: tuple[str, ...], text: str, day: date) -> LabelText:
    """Return a whole section that was on a label by a day, with the application that its beginning points to."""
    application, routes = us.applications.of_text(drugs, text)
    return LabelText(
        drugs=drugs,
        jurisdiction="US",
        source=table.source,
        text=text,
        day=day,
        meaning=DayMeaning.BY,
        is_complete=True,
        reference=application.number if application else "",
        url=application.url if application else "",
        routes=tuple(sorted(routes)),
    )


def fda_list(us: UsFiles) -> Iterator[LabelText]:
    """Yield one text for each distinct set of drugs and text of the FDA's indication list."""
    table = us.table("fda_list", FDA_LIST)
    read: set[tuple[str, str, str]] = set()
    seen: set[tuple[tuple[str, ...], str]] = set()
    for _, row in table.rows():
        text, identifier, printed = row["indications text"].strip(), row["final normalized drug id"], row["drug name"]
        if not text or (identifier, printed, text) in read:
            continue
        read.add((identifier, printed, text))
        drugs = listed_drugs(us, table.source, (identifier, printed, row["final normalized drug label"]), text)
        if drugs and (drugs, text) not in seen:
            seen.add((drugs, text))
            yield _section(us, table, drugs, text, FDA_LIST_BY)


def listed_drugs(us: UsFiles, source: str, listed: tuple[str, str, str], text: str) -> tuple[str, ...]:
    """Return the drugs of a row of an indication list, or () and count the row as dropped.

    The list's identifiers were assigned by a language model to names that come from the product's substances. Those
    are metabolites ("quinaprilat"), ions and fillers at times, so the subject of the text decides where it is clear.

    Args:
        us: the files, which know drugs and subjects.
        source: the source to count drops under.
        listed: the identifier, the names as a set ("{'A', 'B'}", or "" if not given) and the label of the identifier.
        text: the indications.
    """
    identifier, printed, label = listed
    parts = re.findall(r"'([^']+)'", printed) or list(filter(None, [printed]))
    named = us.names.find_all(parts) if parts else ()
    by_id = us.names.find(identifier)
    subject = us.subjects.find(text)
    drugs = choose(by_id, named, subject, us.names.lexicon) or us.names.find(label)
    is_ion = all(_ION.search(part) for part in parts)
    if drugs == by_id and not named and not subject and parts and (is_ion or len(parts) > len(drugs)):
        drugs = ()  # one of many ingredients, as with vitamins, or a guess: "thiosulfate ion" is not the gold salt
    return us.names.treatment(source, drugs) if drugs else us.names.resolve(source, printed or label)


def choose(
    by_id: tuple[str, ...], named: tuple[str, ...], subject: tuple[str, ...], lexicon: Lexicon
) -> tuple[str, ...]:
    """Return the drugs of a row, given those of its identifier, of its names and of the subject of its text.

    Two that agree are right, save that a text about quite another drug outweighs them. A subject that has less than
    the identifier is a part of its name ("ASCOMP with CODEINE"). Without a subject the names come first: identifiers
    were guessed.
    """
    if by_id and by_id == named:
        return subject if subject and not is_akin(subject, by_id, lexicon) else by_id
    if not subject:
        return named or by_id
    if subject in (by_id, named):
        return subject
    return by_id if set(subject) < set(by_id) else subject


def is_akin(some: tuple[str, ...], others: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Return whether two sets of drugs share one, or salts and esters of one ("candesartan cilexetil")."""

    def words(drugs: tuple[str, ...]) -> set[str]:
        return {word for drug in drugs for word in normalise(strip_salt(lexicon.entry(drug).name)).split()[:1]}

    return bool(set(some) & set(others) or words(some) & words(others))


def medic(us: UsFiles) -> Iterator[LabelText]:
    """Yield the FDA's texts of MEDIC that the FDA's list, from which it was made, does not have in the same words."""
    table = us.table("medic", _MEDIC)
    known = {row["indications text"].strip() for _, row in us.table("fda_list", FDA_LIST).rows()}
    with reading(table.path, "a Parquet table of drug, disease and evidence"):
        frame = pd.read_parquet(table.path, columns=["drug", "evidence"])
        found = [(drug, json.loads(evidence)) for drug, evidence in frame.itertuples(index=False)]
    texts = {(drug, each["text"].strip()) for drug, evidence in found for each in evidence if each["agency"] == "FDA"}
    for drug, text in sorted(texts):
        if text in known:
            table.drop("same text as in the FDA's list")
        elif not us.subjects.find(text):
            table.drop("subject of the text unclear")
        elif drugs := listed_drugs(us, table.source, (drug, "", drug), text):
            yield _section(us, table, drugs, text, _MEDIC_BY)


def dailymed_2023(us: UsFiles) -> Iterator[LabelText]:
    """Yield section 1 of labels of September 2023; their drug is the subject of the text."""
    table = us.table("dailymed_2023", _DAILYMED)
    seen: set[tuple[tuple[str, ...], str]] = set()
    for row in _json_rows(table.path):
        text = str(row["text"]).strip()
        drugs = us.subjects.find(text)
        if not drugs:
            table.drop("subject of the text unclear")
        elif (key := (drugs, _letters(text))) in seen:
            table.drop("same text again")
        elif us.names.treatment(table.source, drugs):
            seen.add(key)
            yield _section(us, table, drugs, text, _DAILYMED_BY)


def nci_2021(us: UsFiles) -> Iterator[LabelText]:
    """Yield label texts of the drugs that NCI lists for cancer, as of April 2021, each wording once."""
    table = us.table("nci_2021", _CANCER_DRUGS)
    seen: set[tuple[tuple[str, ...], str]] = set()
    for row in _json_rows(table.path):
        text = str(row["text"]).strip()
        if row["agency"] != "FDA" or not text:
            continue
        drugs = us.names.find(row["drug"])
        subject = us.subjects.find(text)
        if _HOMEOPATHIC.search(f"{text} {row['manufacturer']} {row['brand']}"):
            table.drop("homeopathic")
        elif not drugs:
            table.drugs(row["drug"])
        elif subject != drugs and not _names_drug(row, text):
            table.drop("text does not name the drug")
        elif (key := (subject or drugs, _letters(text))) in seen:
            table.drop("same text again")
        elif us.names.treatment(table.source, drugs):
            seen.add(key)
            found = _section(us, table, choose(drugs, drugs, subject, us.names.lexicon), text, _CANCER_DRUGS_BY)
            yield replace(found, url=f"{_SET_PAGE}{row['set_id']}", reference=found.reference or row["set_id"])


def _names_drug(row: dict[str, Any], text: str) -> bool:
    """Return whether a text begins with its drug or brand; remedies of many substances do not."""
    head = text[:_NAMED_WITHIN].lower()
    return row["drug"].split()[0].lower() in head or (len(row["brand"]) > 3 and row["brand"].lower() in head)


def medrecpro(us: UsFiles) -> Iterator[LabelText]:
    """Yield the sentences on indications from the labels of each UNII, as of January 2026."""
    table = us.table("medrecpro", _MEDRECPRO)
    with reading(table.path, "gzipped text"), gzip.open(table.path, "rt", encoding="utf-8") as file:
        blocks = file.read().split("\n---\n")
    for block in blocks:
        row = _UNII_ROW.search(block)
        text = block[row.end() :].strip() if row else ""
        if row is None or not text:
            table.drop("no text")
            continue
        drugs = table.drugs(f"UNII:{row['unii']}", *reversed(row["names"].split(",")))
        for owner, sentences in _by_subject(us, drugs, text).items():
            if owner:
                yield replace(_section(us, table, owner, sentences, _MEDRECPRO_BY), is_complete=False)
            else:
                table.drop("sentences about another drug")


def _by_subject(us: UsFiles, drugs: tuple[str, ...], text: str) -> dict[tuple[str, ...], str]:
    """Return the lines of a substance's text by the drugs they are about, () for another drug.

    Lines come from all labels with the substance, so that they may be about a combination with it.
    """
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for line in text.splitlines() if drugs else ():
        subject = us.subjects.find(line)
        if set(subject) > set(drugs):
            found[subject].append(line)
        else:
            found[drugs if not subject or is_akin(subject, drugs, us.names.lexicon) else ()].append(line)
    return {owner: "\n".join(lines) for owner, lines in found.items()}


def fda_label_history(us: UsFiles) -> Iterator[LabelText]:
    """Yield every version of section 1 of 363 labels, on the label by the day from which the version is effective."""
    table = us.table("fda_label_history", _HISTORY)
    for number, row in table.rows():
        application = us.applications.get(row["app"])
        drugs = table.drugs(row["substance"].replace("|", "; "), row["generic"], row["brand"])
        day = table.day(row["effective"], number, "%Y%m%d")
        if drugs and day:
            yield LabelText(
                drugs=drugs,
                jurisdiction="US",
                source=table.source,
                text=row["ind"],
                day=day,
                is_complete=True,
                reference=row["app"],
                url=f"{_SET_PAGE}{row['set_id']}",
                routes=tuple(sorted(application.routes)) if application else (),
            )


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    with reading(path, "gzipped JSON lines"), gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    yield from rows


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).lower()


TEXT_ADAPTERS: tuple[Adapter, ...] = (fda_list, medic, dailymed_2023, nci_2021, medrecpro, fda_label_history)
