"""All of PubMed: its size, and its cost, extrapolated from what was measured."""

from typing import NamedTuple

from bench.figures import Figure

CITATION_COUNT = 38_000_000
"""Citations that are designed for; NLM's 2025 baseline has 38,201,553 (github.com/biobricks-ai/pubmed, 2025-12-30)."""

WITH_ABSTRACT = 0.71
"""Share of PubMed that has an abstract: 28,018,335 of 39,497,560 on 2025-06-16
(huggingface.co/datasets/pankajrajdeo/PubMed)."""

NLM_BYTES = 45_202_943_276 / 36_555_430
"""Bytes of .gz per citation in NLM's 2024 baseline, 1,219 files (huggingface.co/datasets/ncbi/pubmed, 4b5ea5e)."""

NIGHTLY_COUNT = 30_000
"""Citations in a day's update files, revisions included: one full file of NLM's size."""

CORES = (2, 16)
_GB, _HOUR = 1e9, 3600.0


class Costs(NamedTuple):
    """Measured costs to multiply: per citation, or per article that names a drug ("deep")."""

    file_bytes: float
    import_seconds: float
    ledger_bytes: float
    """Of an unread citation, with PubMed's share of abstracts."""
    ledger_bytes_high: float
    """The same with the share of abstracts in the exports."""
    scan_seconds: float
    owner_seconds: float
    """Time of the one process that owns the ledger to hand out an article and to record that it names no drug."""
    statement_seconds: float
    """Of a night's statements over all articles, per article."""
    deep_share: float
    """Share of all citations that name a drug, those without an abstract included."""
    deep_read_seconds: float
    deep_store_seconds: float
    deep_signal_seconds: float
    """Of the whole evaluation, which every run repeats."""
    deep_ledger_bytes: float
    deep_graph_bytes: float
    deep_graph_rows: float


def multiply(costs: Costs) -> list[Figure]:
    """Return figures of disk, hours and a night for all of PubMed."""
    return [*_disk_figures(costs), *_hour_figures(costs), *_night_figures(costs)]


def _disk_figures(costs: Costs) -> list[Figure]:
    deep_count = CITATION_COUNT * costs.deep_share
    unread, unread_high = CITATION_COUNT * costs.ledger_bytes, CITATION_COUNT * costs.ledger_bytes_high
    read = deep_count * costs.deep_ledger_bytes
    return [
        _disk(".gz files", CITATION_COUNT * costs.file_bytes, CITATION_COUNT * NLM_BYTES, "baseline: at NLM's mean"),
        _disk("ledger, unread", unread, unread_high, "71 % with an abstract; baseline: as many as the exports"),
        _disk("ledger, read", unread + read, unread_high + read, "the same; mentions and claims included"),
        _disk("embedded graph", deep_count * costs.deep_graph_bytes, None, "upper bound: pairs are taken to grow too"),
        Figure(
            name="  nodes and edges",
            value=deep_count * costs.deep_graph_rows / 1e6,
            unit="millions",
            note="the same upper bound",
        ),
    ]


def _hour_figures(costs: Costs) -> list[Figure]:
    return [
        Figure(
            name="import",
            value=CITATION_COUNT * costs.import_seconds / _HOUR,
            unit="hours",
            note="one core, one writer; the disk keeps up",
        ),
        *(
            Figure(
                name=f"scan and read, {count} cores",
                value=_read_seconds(costs, count) / _HOUR,
                unit="hours",
                note="rate of one core times cores, but never less than the owner takes",
            )
            for count in CORES
        ),
        Figure(
            name="owner of the ledger",
            value=CITATION_COUNT * _owner_seconds(costs) / _HOUR,
            unit="hours",
            note="hands articles out and stores what was read, while the others read",
        ),
    ]


def _night_figures(costs: Costs) -> list[Figure]:
    deep_count = CITATION_COUNT * costs.deep_share
    return [
        Figure(
            name="a night, import",
            value=NIGHTLY_COUNT * costs.import_seconds,
            unit="s",
            note=f"{NIGHTLY_COUNT:,} citations",
        ),
        Figure(
            name="a night, scan and read",
            value=NIGHTLY_COUNT * _reader_seconds(costs) / 60,
            unit="minutes",
            note=f"one core; {NIGHTLY_COUNT:,} citations, all new",
        ),
        Figure(
            name="a night, signals",
            value=deep_count * costs.deep_signal_seconds / 60,
            unit="minutes",
            note="of the whole ledger, however little is new; upper bound",
        ),
        Figure(
            name="a night, counting",
            value=CITATION_COUNT * costs.statement_seconds / 60,
            unit="minutes",
            note="totals.count, count_by_year, pending_count; from indexes",
        ),
    ]


def _read_seconds(costs: Costs, core_count: int) -> float:
    return CITATION_COUNT * max(_reader_seconds(costs) / core_count, _owner_seconds(costs))


def _reader_seconds(costs: Costs) -> float:
    return costs.scan_seconds + costs.deep_share * costs.deep_read_seconds


def _owner_seconds(costs: Costs) -> float:
    return costs.owner_seconds + costs.deep_share * costs.deep_store_seconds


def _disk(name: str, value: float, baseline: float | None, note: str) -> Figure:
    return Figure(name=name, value=value / _GB, unit="GB", baseline=baseline and baseline / _GB, note=note)
