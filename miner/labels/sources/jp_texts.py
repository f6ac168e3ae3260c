"""Japanese approvals: PMDA's list, each row the wording of one approval with its day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from miner.labels.sightings import DayMeaning, LabelText
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.jp_list import PMDA_PAGE, SOURCE, PmdaRow, drug_sets_of, pmda_rows
from miner.labels.sources.paragraphs import squeezed
from miner.labels.sources.routes import routes_of_name
from miner.lexicon.build.tables import read_spreadsheet

PMDA_PAIRS = "labels/pmda_indications_deduplicated.xlsx"
_STATEMENT = re.compile(
    r"(?:(?<=[.\]:;)])\s+|\n\s*)(?=(?:\(\d+\)[ ,-]*)*(?:Drugs?|A drug|A new|New|Addition|An? addition)\b)"
)
"""Start of the next statement where a row has several: "A drug with a new dosage ... A drug with a new indication"."""
_WORDS = re.compile(r"[A-Za-z]{3}.*[A-Za-z]{3}", re.DOTALL)
_COMPANY = re.compile(r"\([^()]*(?:Ltd|Inc|K\.?K|Co\.|Corp|Japan|GK|Pharma)[^()]*(?:\)|$)|^\d{1,3}\s+(?=\D)")
"""The company in brackets, and the number before the product that the first lists have."""
_NEW_USE = re.compile(
    r"new active ingredients?|new\s+(?:and\s+)?(?:additional\s+)?indications?|additional indications?"
    r"|\b(?:addition|expansion) (?:of|to)\b[^.]{0,80}\bindications?|new combination drug"
    r"|indications? (?:was|were) added",
    re.IGNORECASE,
)
_COPY = re.compile(r"follow-on biologic|biosimilar|similar (?:formulations?|to other)", re.IGNORECASE)
_CONDITIONAL = re.compile(
    r"conditional early approval|special approval for emergency|emergency approval", re.IGNORECASE
)
_NOTES = re.compile(
    r"\[[^\[\]]*(?:orphan|priority|expedited|prompt review|knowledge|emergency|off[- ]label|sakigake|conditional"
    r"|genetical)[^\[\]]*\]|\b(?:Expedited|Priority) review\.",
    re.IGNORECASE,
)


def jp_label_texts(data: Path, names: DrugNames) -> Iterator[LabelText]:
    """Yield the label texts of all Japanese sources; rows left out are counted in `names`.

    Raises:
        LabelError: a day is impossible; file and row are named.
        SourceError: a source is damaged.
    """
    known: dict[str, list[LabelText]] = {}
    for row in pmda_rows(data, names):
        texts = list(row_texts(row, names))
        yield from texts
        known.setdefault(squeezed(row.text), []).extend(texts)
    yield from _pair_list(data / PMDA_PAIRS, known, names)


def row_texts(row: PmdaRow, names: DrugNames) -> Iterator[LabelText]:
    """Yield one text for each drug set and statement of a row."""
    status = "conditional" if _CONDITIONAL.search(row.text) else "approved"
    for drugs in drug_sets_of(row, names):
        for statement in filter(_WORDS.search, _STATEMENT.split(row.text)):
            yield LabelText(
                drugs=drugs,
                jurisdiction="JP",
                source=SOURCE,
                text=_NOTES.sub(" ", statement).strip(),
                day=row.day,
                meaning=meaning_of(statement),
                status=status,
                reference=f"PMDA {row.day.isoformat()} {brand_of(row)}".strip(),
                url=PMDA_PAGE,
                routes=routes_of_name(_COMPANY.sub(" ", row.brand)),
            )


def brand_of(row: PmdaRow) -> str:
    """Return the name of the row's first product, without its strength and company."""
    return re.split(r"\s+(?=\d)", _COMPANY.sub(" ", row.brand).strip(), maxsplit=1)[0][:60]


def meaning_of(statement: str) -> DayMeaning:
    """Return APPROVED if the wording speaks of a new ingredient, combination or indication, else LATE.

    LATE are new dosages, dosage forms, routes and age groups, revised indications, biosimilars, and wordings of the
    first years that do not say what is new.
    """
    is_new = _NEW_USE.search(statement) and not _COPY.search(statement)
    return DayMeaning.APPROVED if is_new else DayMeaning.LATE


def _pair_list(path: Path, known: dict[str, list[LabelText]], names: DrugNames) -> Iterator[LabelText]:
    """Yield each text of the pair list once, with drugs and day of the rows of PMDA's list that have the same text.

    The pair list was made of that list; a text that the latter does not have has no day.
    """
    source = "pmda_list"
    seen: set[str] = set()
    for row in read_spreadsheet(path):
        text, key = row["indications text"], squeezed(row["indications text"])
        if key in known:
            if key not in seen:
                yield from (replace(found, source=source) for found in known[key])
        elif (key + row["drug name"]) not in seen and (
            drugs := names.resolve(source, row["drug name"], row["final normalized drug id"])
        ):
            seen.add(key + row["drug name"])
            yield LabelText(drugs=drugs, jurisdiction="JP", source=source, text=text, url=PMDA_PAGE)
        seen.add(key)
