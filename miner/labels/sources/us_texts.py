"""Label texts of the United States: whole indication sections as of a snapshot, and section 1 whenever it changed."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from miner.labels.sightings import DayMeaning, LabelText
from miner.labels.sources.drug_names import DrugNames
from miner.labels.sources.source_file import SourceFile
from miner.labels.sources.us_applications import Applications
from miner.labels.sources.us_approvals import APPROVAL_ADAPTERS
from miner.lexicon.build.tables import reading

_SET_PAGE = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid="
_FDA_LIST_BY = date(2025, 7, 31)
"""The newest approvals in the list are of June 2025 (garadacimab on the 16th); those of July are not in it."""

Adapter = Callable[[Path, DrugNames, Applications], Iterator[LabelText]]


def us_label_texts(data: Path, names: DrugNames, applications: Applications | None = None) -> Iterator[LabelText]:
    """Yield the label texts of all sources of the United States, source by source.

    Args:
        data: folder of reference data.
        names: resolves drugs, and counts what is left out.
        applications: the applications of the FDA, read from `data` by default.
    """
    applications = applications or Applications(data, names)
    for adapter in (*TEXT_ADAPTERS, *APPROVAL_ADAPTERS):
        yield from adapter(data, names, applications)


def _of_section(  # noqa: PLR0913
    applications: Applications, drugs: tuple[str, ...], source: str, text: str, day: date, url: str = "",
    reference: str = "",
) -> LabelText:  # fmt: skip
    """Return a whole indications section that was on a label by a day, with the application that it belongs to."""
    application, is_named = applications.of_text(drugs, text)
    return LabelText(
        drugs=drugs,
        jurisdiction="US",
        source=source,
        text=text,
        day=day,
        meaning=DayMeaning.BY,
        is_complete=True,
        reference=reference or (application.number if application else ""),
        url=url or (application.url if application else ""),
        routes=tuple(sorted(application.routes)) if application and is_named else (),
    )


def fda_list(data: Path, names: DrugNames, applications: Applications) -> Iterator[LabelText]:
    """Yield one text for each distinct drug set and text of the FDA's indication list."""
    table = SourceFile("fda_list", data / "labels/fda_indications_deduplicated.xlsx", names)
    seen: set[tuple[tuple[str, ...], str]] = set()
    read: set[tuple[str, str]] = set()
    for _, row in table.rows():
        text = row["indications text"].strip()
        if not text or (row["final normalized drug id"], text) in read:
            continue
        read.add((row["final normalized drug id"], text))
        drugs = table.drugs(*listed_names(row["final normalized drug id"], row["drug name"]),
                            row["final normalized drug label"])  # fmt: skip
        if drugs and (drugs, text) not in seen:
            seen.add((drugs, text))
            yield _of_section(applications, drugs, table.source, text, _FDA_LIST_BY)


def listed_names(identifier: str, printed: str) -> tuple[str, ...]:
    """Return the spellings of a list's drug, given its identifier and its set of names ("{'A', 'B'}")."""
    parts = re.findall(r"'([^']+)'", printed) or [printed]
    return identifier, "; ".join(parts)


def fda_label_history(data: Path, names: DrugNames, applications: Applications) -> Iterator[LabelText]:
    """Yield every version of section 1 of 363 labels, on the label by the day from which the version is effective."""
    table = SourceFile(
        "fda_label_history", data / "labels/fda/pharmgkb_label_indication_history_2019_2024.tsv.gz", names
    )
    for number, row in table.rows():
        application = applications.get(row["app"])
        drugs = table.drugs(row["substance"], row["generic"], row["brand"])
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


def _json_rows(path: Path) -> Iterator[dict[str, str]]:
    with reading(path, "gzipped JSON lines"), gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, str]] = [json.loads(line) for line in lines]
    yield from rows


TEXT_ADAPTERS: tuple[Adapter, ...] = (fda_list, fda_label_history)
