"""A miniature lexicon: about sixty names in the format of the shipped tables, for tests of single stages."""

from pathlib import Path

from miner.lexicon.tables import CHEMICAL_COLUMNS, DISEASE_COLUMNS, GENE_COLUMNS, NAME_COLUMNS, drug_columns

PROPRANOLOL, RITUXIMAB, IMATINIB = "DRUGBANK:DB00571", "DRUGBANK:DB00073", "DRUGBANK:DB00619"
BEVACIZUMAB, METFORMIN, OXYGEN = "DRUGBANK:DB00112", "DRUGBANK:DB00331", "DRUGBANK:DB09140"
HEMANGIOMA, INFANTILE, GLIOBLASTOMA = "MONDO:0006500", "MONDO:0011191", "MONDO:0018177"
TUMOR, GLIOMA, MASTOCYTOSIS = "MONDO:0005070", "MONDO:0021042", "MONDO:0016586"
DIABETES, TYPE_2, LUPUS = "MONDO:0005015", "MONDO:0005148", "MONDO:0007915"
BRAF, KIT = "HGNC:1097", "HGNC:6342"

DRUGS = {
    PROPRANOLOL: ("Propranolol", "propranolol hydrochloride", "Inderal", "Hemangeol"),
    RITUXIMAB: ("Rituximab", "MabThera", "Rituxan", "rituximab-abbs"),
    IMATINIB: ("Imatinib", "imatinib mesylate", "Gleevec", "Glivec", "STI571"),
    BEVACIZUMAB: ("Bevacizumab", "Avastin"),
    METFORMIN: ("Metformin", "metformin hydrochloride", "Glucophage"),
    OXYGEN: ("Oxygen",),
}
DISEASES = {
    TUMOR: ((), "neoplasm", "tumor"),
    HEMANGIOMA: ((TUMOR,), "hemangioma", "angioma"),
    INFANTILE: ((HEMANGIOMA,), "infantile hemangioma", "strawberry hemangioma"),
    GLIOMA: ((TUMOR,), "glioma"),
    GLIOBLASTOMA: ((GLIOMA,), "glioblastoma", "glioblastoma multiforme"),
    MASTOCYTOSIS: ((), "mastocytosis", "mast cell disease"),
    DIABETES: ((), "diabetes mellitus", "diabetes"),
    TYPE_2: ((DIABETES,), "type 2 diabetes mellitus", "type 2 diabetes"),
    LUPUS: ((), "systemic lupus erythematosus", "lupus erythematosus"),
}  # fmt: skip
GENES = {BRAF: ("BRAF", "B-Raf proto-oncogene"), KIT: ("KIT", "c-kit", "CD117")}
SIGNATURES = {"SIGNATURE:HER2+": ("HER2-positive", "HER2 positive")}
CHEMICALS = {"MESH:D004298": ("Dopamine",)}

Row = tuple[str, ...]


def write_small_lexicon(folder: Path, *, without: frozenset[str] = frozenset()) -> Path:
    """Write the tables to a folder and return it.

    Args:
        folder: created if missing.
        without: names to leave out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    flags = ("1", "1", "1")
    drugs = [
        (curie, names[0], "", *flags, "0", "", str(int(curie == OXYGEN)), "", "test") for curie, names in DRUGS.items()
    ]
    chemicals = [(curie, names[0], "0", "test") for curie, names in CHEMICALS.items()]
    genes = [(curie, names[0], names[1], "test") for curie, names in GENES.items()]
    diseases = [(curie, names[0], "|".join(parents), "", "0", "test") for curie, (parents, *names) in DISEASES.items()]
    _write(folder / "drugs.tsv", drug_columns(("US", "EU", "JP")), drugs)
    _write(folder / "chemicals.tsv", CHEMICAL_COLUMNS, chemicals)
    _write(folder / "diseases.tsv", DISEASE_COLUMNS, diseases)
    _write(folder / "genes.tsv", GENE_COLUMNS, genes)
    named = {
        "drug_names.tsv": DRUGS,
        "chemical_names.tsv": CHEMICALS,
        "disease_names.tsv": {curie: tuple(names) for curie, (_, *names) in DISEASES.items()},
        "gene_names.tsv": GENES,
        "signatures.tsv": SIGNATURES,
    }
    for table, entries in named.items():
        rows = [
            (curie, name, "name" if name == names[0] else "synonym", "test")
            for curie, names in entries.items()
            for name in names
            if name not in without
        ]
        _write(folder / table, NAME_COLUMNS, rows)
    return folder


def _write(path: Path, columns: Row, rows: list[Row]) -> None:
    lines = ["\t".join(row) for row in (columns, *sorted(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
