"""Read the MONDO tables of the shared data: labels, rare diseases with synonyms, parents and exact matches."""

import io
import tarfile
from pathlib import Path

import pandas as pd

from corpora.tables import Row


def read_mondo(data: Path) -> dict[str, list[Row]]:
    """Rows by table name without ending ("mondo_labels", "mondo_exactmatch_mesh"), cells as text."""
    tables: dict[str, list[Row]] = {}
    with tarfile.open(data / "vocab/mondo_labels_mappings_rare.tar.gz") as archive:
        for member in archive.getmembers():
            handle = archive.extractfile(member)
            if handle is None:
                continue
            name = Path(member.name).name.removesuffix(".tsv").removesuffix(".sssom")
            frame = pd.read_csv(io.BytesIO(handle.read()), sep="\t", dtype=str, keep_default_na=False, comment="#")
            tables[name] = [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
    return tables
