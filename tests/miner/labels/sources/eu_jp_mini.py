"""Miniature tables of EMA, PMDA and the French database, with invented texts, for the drugs of the small lexicon."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from miner.labels.sources.drug_names import DrugNames
from miner.lexicon.build.drug_book import Drug, DrugBook, index_names
from miner.lexicon.lexicon import Lexicon
from tests.miner.lexicon.small import DRUGS

OLD_TABLE, TABLE = "labels/eu/old.xlsx", "labels/eu/new.xlsx"
NEW_COLUMNS = (
    "Category", "Name of medicine", "EMA product number", "Medicine status", "ATC code (human)", "Active substance",
    "International non-proprietary name (INN) / common name", "Therapeutic indication", "Conditional approval",
    "Generic", "European Commission decision date", "Marketing authorisation date",
    "Withdrawal / expiry / revocation / lapse of marketing authorisation date", "Medicine URL",
)  # fmt: skip
OLD_COLUMNS = (
    "Medicine Name", "Product Number", "Active Substance", "Common name", "Atc code", "Status", "Authorisation date",
    "Indication", "Condition Approval", "Is Generic",
)  # fmt: skip
MEDICINE = {
    "Category": "Human", "Name of medicine": "Glivec", "EMA product number": "EMEA/H/C/000406",
    "Medicine status": "Authorised", "Active substance": "imatinib mesylate", "Conditional approval": "No",
    "International non-proprietary name (INN) / common name": "imatinib", "Generic": "No",
    "Therapeutic indication": "Treatment of mastocytosis.", "European Commission decision date": "01/02/2020",
    "Marketing authorisation date": "07/11/2001", "Medicine URL": "https://ema.test/glivec",
}  # fmt: skip
OLD_MEDICINE = {
    "Medicine Name": "Glivec", "Product Number": "EMEA/H/C/000406", "Active Substance": "imatinib",
    "Common name": "imatinib", "Status": "Authorised", "Authorisation date": "07/11/2001",
    "Indication": "Treatment of glioma.", "Condition Approval": "no", "Is Generic": "no",
}  # fmt: skip
APPROVAL = {
    "Review Category": "1", "Approval Date": "Jul. 19, 2012", "No.": "1", "New Approval/Partial Change": "Approval",
    "Brand Name (Applicant Company)": "Glivec Tablets 100 mg (Nobody K.K.)",
    "Active Ingredient (underlined: new active ingredient)": "Imatinib mesilate",
    "Indications": "A drug with a new active ingredient indicated for the treatment of mastocytosis.",
}  # fmt: skip
OPINION = {
    "opinion_date": "2015-03-18", "dossier": "CT-1", "reason": "Extension d'indication", "substances": "IMATINIB",
    "brands": "GLIVEC", "medical_benefit": "Important", "text": "Important dans le traitement du glioblastome.",
}  # fmt: skip


def make_names(lexicon: Lexicon) -> DrugNames:
    """Return the drugs of the small lexicon under their names there."""
    book = DrugBook()
    for curie, names in DRUGS.items():
        book.drugs[curie] = Drug(curie=curie, name=names[0], source="test")
        book.by_id[curie] = curie
        for name in names:
            book.add_name(curie, name, "name" if name == names[0] else "synonym", "test")
    index_names(book)
    return DrugNames(book, lexicon)


def write_ema(data: Path, place: str, day: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Path:
    """Write one of EMA's tables: some lines, of which one names the day, then the column names and the medicines."""
    lines = [["An agency"], ["Output generated at:", day], [], list(columns)]
    lines += [[row.get(column, "") for column in columns] for row in rows]
    path = data / place
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(lines).to_excel(path, index=False, header=False)
    return path


def write_approvals(data: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write PMDA's list with the number of each row in front."""
    path = data / "labels" / "pmda_approvals.csv.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = pd.DataFrame([{**APPROVAL, **row} for row in rows])
    path.write_bytes(gzip.compress(frame.to_csv().encode()))


def write_lists(data: Path, ema: Sequence[str] = (), medic: Sequence[str] = (), pmda: Sequence[str] = ()) -> None:
    """Write the lists of pairs that have the given texts."""
    (data / "labels" / "curated").mkdir(parents=True, exist_ok=True)
    for agency, texts in (("ema", ema), ("pmda", pmda)):
        rows = [{"indications text": text, "drug name": "imatinib", "final normalized drug id": ""} for text in texts]
        frame = pd.DataFrame(rows, columns=["indications text", "drug name", "final normalized drug id"])
        frame.to_excel(data / "labels" / f"{agency}_indications_deduplicated.xlsx", index=False)
    cells = [json.dumps([{"agency": "EMA", "text": text}, {"agency": "FDA", "text": "other"}]) for text in medic]
    frame = pd.DataFrame({"drug": "x", "disease": "y", "evidence": cells})
    frame.to_parquet(data / "labels" / "curated" / "medic_1.3.0_label_text_2026-06.parquet")


def write_french(
    data: Path, products: Sequence[Sequence[str]] = (), opinions: Sequence[Mapping[str, str]] = ()
) -> None:
    """Write the French tables: products are (number, substance, day, procedure, status)."""
    folder = data / "labels" / "eu"
    folder.mkdir(parents=True, exist_ok=True)
    listed = [
        f"{number}\tX\tcomprimé\torale\t{status}\t{procedure}\tSold\t{day}\t\t\tNobody\tNon\n"
        for number, _, day, procedure, status in products
    ]
    parts = [f"{number}\tcomprimé\t1\t{substance}\t1 mg\tun\tSA\t1\t\n" for number, substance, *_ in products]
    for name, lines in (("CIS_bdpm", listed), ("CIS_COMPO_bdpm", parts)):
        path = folder / f"fr_bdpm_2023-11-18_{name}.txt.gz"
        path.write_bytes(gzip.compress("".join(lines).encode("cp1252")))
    frame = pd.DataFrame([{**OPINION, **opinion} for opinion in opinions], columns=list(OPINION))
    frame.to_csv(folder / "fr_has_extension_opinions_2003_2023.tsv.gz", sep="\t", index=False)
