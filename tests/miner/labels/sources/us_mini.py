"""Miniature tables of the United States, with invented texts, for the drugs of the small lexicon."""

import gzip
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.us_applications import CDER, METHOD_OF_USE, ORIGINALS
from miner.lexicon.build.drug_book import Drug, DrugBook, index_names
from miner.lexicon.lexicon import Lexicon
from tests.miner.lexicon.small import DRUGS, METFORMIN, PROPRANOLOL

BOTH = f"{METFORMIN}+{PROPRANOLOL}"
Cells = Mapping[str, str]

ORIGINAL = {"ApplType": "NDA", "SubmissionNo": "1", "ReviewPriority": "STANDARD", "SponsorName": "NOBODY"}
ORIGINALS_ROWS = (
    {"ApplNo": "016418", "date": "1967-11-13", "SubmissionClassCode": "TYPE 1", "brand": "INDERAL",
     "ingredient": "PROPRANOLOL HYDROCHLORIDE", "form": "TABLET;ORAL", **ORIGINAL},
    {"ApplNo": "205410", "date": "2014-03-14", "SubmissionClassCode": "TYPE 3", "brand": "HEMANGEOL",
     "ingredient": "PROPRANOLOL HYDROCHLORIDE", "form": "SOLUTION;ORAL", **ORIGINAL},
    {"ApplNo": "016419", "date": "1968-01-02", "SubmissionClassCode": "TYPE 3", "brand": "INDERAL",
     "ingredient": "PROPRANOLOL HYDROCHLORIDE", "form": "INJECTABLE;INJECTION", **ORIGINAL},
    {"ApplNo": "020357", "date": "1995-03-03", "SubmissionClassCode": "TYPE 1", "brand": "GLUCOPHAGE",
     "ingredient": "METFORMIN HYDROCHLORIDE", "form": "TABLET;ORAL", **ORIGINAL},
    {"ApplNo": "200001", "date": "2010-05-05", "SubmissionClassCode": "TYPE 4", "brand": "PROMETTA",
     "ingredient": "METFORMIN HYDROCHLORIDE; PROPRANOLOL HYDROCHLORIDE", "form": "TABLET;ORAL", **ORIGINAL},
    {"ApplNo": "125085", "date": "2004-02-26", "SubmissionClassCode": "", "brand": "AVASTIN",
     "ingredient": "BEVACIZUMAB", "form": "INJECTABLE;INTRAVENOUS", **ORIGINAL, "ApplType": "BLA"},
)  # fmt: skip
CDER_COLUMNS = (
    "Proprietary  Name", "Active Ingredient/Moiety", "NDA/BLA", " Application Number(1)", " Application Number(2)",
    " Application Number(3)", "Route of Administration(1)", "Route of Administration(2)", "Route of Administration(3)",
    "FDA Approval Date", "Abbreviated Indication(s)", "Approved Use(s)", "Accelerated Approval",
)  # fmt: skip
USE_COLUMNS = ("application", "ingredient", "trade_names", "nda_approval", "use_code", "use_text", "first_submitted",
               "first_snapshot")  # fmt: skip


def make_names(lexicon: Lexicon) -> DrugNames:
    """Return the drugs of the small lexicon, one combination with a brand, and a foreign identifier of each."""
    book = DrugBook()
    for curie, names in DRUGS.items():
        book.drugs[curie] = Drug(curie=curie, name=names[0], source="test")
        book.by_id[f"UNII:{curie[-5:]}ABCDE"] = curie
        book.by_id[curie] = curie
        for name in names:
            if name.lower().startswith(names[0].lower()):
                book.add_name(curie, name, "name" if name == names[0] else "synonym", "test")
    index_names(book)
    for curie, names in DRUGS.items():
        for name in names:
            book.add_name(curie, name, "brand", "test")  # if it is no name of the substance
    book.add_name(BOTH, "Prometta", "brand", "test")
    book.combinations["RXCUI:77"] = (METFORMIN, PROPRANOLOL)
    return DrugNames(book, lexicon)


def write(data: Path, place: str, rows: Iterable[Cells], columns: Iterable[str] = ()) -> Path:
    """Write a table where an adapter looks for it, in the form that the ending of its name says."""
    path = data / place
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = pd.DataFrame(list(rows), columns=list(columns) or None, dtype=str).fillna("")
    if path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    elif path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, sep="," if ".csv" in path.name else "\t")
    return path


def write_text(data: Path, place: str, text: str) -> None:
    """Write gzipped text."""
    path = data / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def write_lines(data: Path, place: str, rows: Iterable[Cells]) -> None:
    """Write gzipped JSON lines."""
    write_text(data, place, "\n".join(json.dumps(row) for row in rows))


def write_applications(data: Path, *, cder: Iterable[Cells] = (), uses: Iterable[Cells] = ()) -> Path:
    """Write what `Applications` reads and return the folder of data."""
    write(data, ORIGINALS, ORIGINALS_ROWS)
    write(data, CDER, cder, CDER_COLUMNS)
    write(data, METHOD_OF_USE, uses, USE_COLUMNS)
    with zipfile.ZipFile(data / "labels/fda/drugsatfda_2019-07-02.zip", "w") as archive:
        archive.writestr("Applications.txt", "ApplNo\tApplType\tNotes\tSponsor\r\n070001\tANDA\t\tNOBODY\r\n")
        archive.writestr(
            "Products.txt",
            "ApplNo\tProductNo\tForm\tStrength\tReferenceDrug\tDrugName\tActiveIngredient\tReferenceStandard\r\n"
            "070001\t001\tTABLET;ORAL\t10MG\t0\tPROLOL-X\tPROPRANOLOL HYDROCHLORIDE\t0\r\n"
            "070001\tbroken\r\n",
        )
    return data
