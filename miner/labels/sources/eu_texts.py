"""Indications of centrally authorised medicines, from EMA's tables and from lists that were made of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from miner.labels.sightings import LabelText
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.eu_tables import EMA_PAGE, EmaMedicine, ema_medicines
from miner.labels.sources.paragraphs import squeezed, with_paragraphs
from miner.labels.sources.routes import routes_of_atc, routes_of_name
from miner.labels.sources.spellings import spellings_of, without_sugar
from miner.lexicon.build.tables import read_spreadsheet, reading

EMA_LIST = "labels/ema_indications_deduplicated.xlsx"
MEDIC = "labels/curated/medic_1.3.0_label_text_2026-06.parquet"


@dataclass(frozen=True, slots=True)
class EmaLabel:
    """One medicine of one table with its drugs and label text; `text.text` has its paragraphs restored."""

    medicine: EmaMedicine
    text: LabelText


def eu_label_texts(data: Path, names: DrugNames) -> Iterator[LabelText]:
    """Yield the label texts of all sources of the European Union; rows left out are counted in `names`.

    Raises:
        SourceError: a source is damaged, or a cell is no day; file and row are named.
    """
    labels = ema_labels(list(ema_medicines(data)), names)
    yield from (label.text for label in labels)
    known: dict[str, LabelText] = {}
    for label in labels:
        known.setdefault(squeezed(label.medicine.text), label.text)
    yield from _listed("ema_list", _ema_list(data / EMA_LIST), known, names)
    yield from _listed("medic", _medic(data / MEDIC), known, names)


def ema_labels(medicines: list[EmaMedicine], names: DrugNames) -> list[EmaLabel]:
    """Return the medicines that are or were authorised and whose drugs are known, with their label texts.

    The text of a withdrawn product has ended; whether a use has, the labels of the other products of the drug decide.

    A text is as old as the latest decision of the Commission before the table: between two tables no indication grew
    without one (0 of 187 changes from 2018 to 2023, 13 of 173 later, all of them rewordings).
    """
    found: list[tuple[EmaMedicine, tuple[str, ...]]] = []
    for medicine in medicines:
        if not medicine.is_label:
            names.drop(medicine.source, "never authorised (refused, withdrawn or pending application)")
        elif not medicine.text:
            names.drop(medicine.source, "no indication")
        elif drugs := drugs_of(medicine, names):
            found.append((medicine, drugs))
    ends = ends_of_products(medicines)
    urls = {medicine.number: medicine.url for medicine in medicines if medicine.url}
    return [
        EmaLabel(
            medicine,
            _label_text(medicine, drugs, ends.get(medicine.number), urls.get(medicine.number, EMA_PAGE)),
        )
        for medicine, drugs in found
    ]


def drugs_of(medicine: EmaMedicine, names: DrugNames, source: str = "") -> tuple[str, ...]:
    """Return the ingredients of a medicine; () if they are unknown or no treatment, counted under `source`."""
    spellings = (spelling for substance in medicine.substances for spelling in spellings_of(substance))
    return without_sugar(names.resolve(source or medicine.source, *spellings))


def ends_of_products(medicines: Iterable[EmaMedicine]) -> dict[str, date]:
    """Return the day on which each product that is no longer authorised ended, by product number.

    Where no table has that day it is that of the first table that shows the end: the product ended at the latest then.
    """
    listed: dict[str, list[EmaMedicine]] = defaultdict(list)
    for medicine in sorted(medicines, key=lambda each: each.listed_on):
        if medicine.is_label:
            listed[medicine.number].append(medicine)
    ends = {}
    for number, rows in listed.items():
        if not rows[-1].is_authorised:
            stated = [row.ended_on for row in rows if row.ended_on is not None]
            ends[number] = min(stated) if stated else next(row.listed_on for row in rows if not row.is_authorised)
    return ends


def _label_text(medicine: EmaMedicine, drugs: tuple[str, ...], ended_on: date | None, url: str) -> LabelText:
    """Return the text of one product, which ends with it."""
    status = "withdrawn" if ended_on else "conditional" if medicine.is_conditional else "approved"
    return LabelText(
        drugs=drugs,
        jurisdiction="EU",
        source=medicine.source,
        text=with_paragraphs(medicine.text, medicine.names),
        day=min(filter(None, (medicine.listed_on, medicine.decided_on, ended_on))),
        status=status,
        ended_on=ended_on,
        is_complete=True,
        reference=f"EMEA/H/C/{medicine.number}",
        url=url,
        routes=routes_of_atc(medicine.atc) or routes_of_name(" ".join(medicine.names)),
        authorised_on=medicine.authorised_on,
    )


def _ema_list(path: Path) -> Iterator[str]:
    for row in read_spreadsheet(path):
        yield row["indications text"]


def _medic(path: Path) -> Iterator[str]:
    with reading(path, "a table of pairs with their evidence"):
        frame = pd.read_parquet(path, columns=["evidence"])
        for cell in frame["evidence"]:
            for evidence in json.loads(cell):
                if evidence["agency"] == "EMA":
                    yield evidence["text"]


def _listed(source: str, texts: Iterable[str], known: dict[str, LabelText], names: DrugNames) -> Iterator[LabelText]:
    """Yield each text of a list once, with drugs and days of the first table that has the same text.

    The lists were made of these tables; a text that no table has says neither whose label it is nor when it was valid.
    """
    for key in dict.fromkeys(squeezed(text) for text in texts):
        if key in known:
            yield replace(known[key], source=source)
        else:
            names.drop(source, "text in none of EMA's tables of authorised medicines")
