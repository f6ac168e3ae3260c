"""Compile genes.tsv and gene_names.tsv: genes that serve as biomarkers, with their HGNC names.

The genes are those in CIViC's evidence (CC0), those tagged in CIViCmine's training sentences by a symbol or synonym
of exactly one gene, and a reviewed list. Their names are HGNC's (free).
"""

import re
import tarfile
from collections import defaultdict
from pathlib import Path

from miner.lexicon.build.tables import Row, read_reviewed, read_source, reading, write_table
from miner.sources.manifest import Sources

GENE_COLUMNS = ("curie", "symbol", "name", "source")
NAME_COLUMNS = ("curie", "name", "kind", "source")
_REVIEWED = (  # noqa: SIM905
    "HLA-A HLA-B HLA-C HLA-DRB1 G6PD CYP2D6 CYP2C19 CYP2C9 CYP3A5 CYP1A2 AQP4 TPMT NUDT15 DPYD UGT1A1 VKORC1 SLCO1B1 "
    "IFNL3 NAT2 BRCA1 BRCA2 PALB2 ATM CHEK2 EGFR ERBB2 BRAF KRAS NRAS HRAS ALK ROS1 RET MET NTRK1 NTRK2 NTRK3 KIT "
    "PDGFRA PDGFRB FGFR1 FGFR2 FGFR3 IDH1 IDH2 FLT3 NPM1 JAK2 CALR MPL ABL1 BCR PIK3CA ESR1 AR PGR CD274 CD20 MS4A1 "
    "TNFRSF8 CD33 CD38 CD19 TNFRSF17 MSH2 MSH6 MLH1 PMS2 TP53 RB1 CDKN2A PTEN AKT1 MTOR TSC1 TSC2 SMO PTCH1 EZH2 "
    "BTK BCL2 MYD88 CFTR SMN1 DMD HTT SOD1 TTR LDLR PCSK9 APOE APOB LPA F2 F5 F8 F9 VWF C5 CFH CFI CD46 MPO PRTN3 "
    "ACHE CHRNE MUSK LRP4 MOG GAD1 MAPT APP SCN1A POLG HMBS PAH GBA1 GLA GAA IDUA CRP IL6 IL5 IL4 IL13 TNF POSTN IGF1 "
    "VEGFA KDR FOLR1 CLDN18 NECTIN4 TACSTD2 MGMT GNAS ADAMTS13 PLA2R1 CCR5 CCR4 FCGR3A ITGA4 KLK3 TSHR MEN1 VHL"
).split()
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,11}")


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def read_hgnc(sources: Sources) -> list[Row]:
    """Return HGNC's genes with the columns of its web table; those of its complete set are renamed to them."""
    rows = read_source(sources, "hgnc", sep="\t")
    if rows and "hgnc_id" not in rows[0]:
        return rows
    return [
        {
            "HGNC ID": row["hgnc_id"],
            "Approved Symbol": row["symbol"],
            "Approved Name": row["name"],
            "Status": row["status"],
            "Previous Symbols": row["prev_symbol"].replace("|", ", "),
            "Synonyms": row["alias_symbol"].replace("|", ", "),
        }
        for row in rows
    ]


def _civicmine_genes(sources: Sources) -> set[str]:
    names: set[str] = set()
    if "civicmine" not in sources:
        return names
    path = sources["civicmine"]
    with reading(path, "CIViCmine's sentences in a tar archive"), tarfile.open(path) as archive:
        for member in archive.getmembers():
            handle = archive.extractfile(member) if member.name.endswith(".a1") else None
            for line in handle.read().decode("utf-8").splitlines() if handle else ():
                cells = line.split("\t")
                if cells[1].startswith("gene "):
                    names.add(cells[2])
    return names


def compile_genes(sources: Sources, lexicon: Path) -> int:
    """Write genes.tsv and gene_names.tsv and return the number of genes.

    Stop names are left out, and so are synonyms that several genes of all HGNC share.
    """
    frame = read_hgnc(sources)
    genes = {row["Approved Symbol"]: row for row in frame if row["Status"] == "Approved"}
    owners: dict[str, set[str]] = defaultdict(set)
    for symbol, row in genes.items():
        for name in [symbol, *_split(row["Previous Symbols"]), *_split(row["Synonyms"])]:
            owners[name].add(symbol)
    civic = read_source(sources, "civic", sep="\t")
    chosen: dict[str, str] = {}
    for name in sorted(_civicmine_genes(sources)):
        found = {name} if name in genes else owners.get(name, set())
        if len(found) == 1:
            chosen[min(found)] = "civicmine"
    chosen |= dict.fromkeys(sorted({row["gene"] for row in civic} & set(genes)), "civic")
    chosen |= {symbol: "project" for symbol in _REVIEWED if symbol in genes}
    stopped = {row["name"] for row in read_reviewed(lexicon / "stop_names.tsv") if row["type"] == "gene"}
    extra: list[Row] = [row for row in read_reviewed(lexicon / "extra_names.tsv") if row["type"] == "gene"]
    rows, names = [], []
    for symbol, source in chosen.items():
        row = genes[symbol]
        curie = row["HGNC ID"]
        rows.append((curie, symbol, row["Approved Name"], source))
        names.append((curie, symbol, "name", "hgnc"))
        names.append((curie, row["Approved Name"], "synonym", "hgnc"))
        for name in [*_split(row["Previous Symbols"]), *_split(row["Synonyms"])]:
            if len(owners[name]) == 1 and len(name) > 2 and name not in stopped and _SYMBOL.fullmatch(name):
                names.append((curie, name, "synonym", "hgnc"))  # noqa: PERF401  (a plain loop reads better)
    known = {row[0] for row in rows}
    names += [(row["curie"], row["name"], row["kind"], row["source"]) for row in extra if row["curie"] in known]
    write_table(lexicon / "genes.tsv", GENE_COLUMNS, rows)
    write_table(lexicon / "gene_names.tsv", NAME_COLUMNS, names)
    return len(rows)
