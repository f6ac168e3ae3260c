"""The last refresh as Prometheus metrics, for node_exporter's textfile collector.

Alert on `time() - miner_refresh_last_success_timestamp_seconds`: it grows whatever stops the job, even if the machine
is off.
"""

from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from miner.config import Settings
from miner.errors import ReportError
from miner.ledger import Ledger


def write_metrics(settings: Settings) -> None:
    """Write the metrics file of the settings atomically; do nothing if none is set or no refresh has ended yet.

    Raises:
        ReportError: the file cannot be written.
    """
    if settings.metrics_file is None or not settings.ledger_path.exists():
        return
    with Ledger.open(settings.ledger_path, is_read_only=True) as ledger:
        runs = [run for run in ledger.runs.latest(100) if run["command"] == "refresh" and run["finished_at"]]
        success = ledger.runs.last("refresh", "done")
        queued_count = ledger.queue.count()
    if not runs:
        return
    registry = CollectorRegistry()
    _describe_run(registry, runs[0])
    _gauge(registry, "miner_queue_length", "PMIDs that are queued and have not arrived", queued_count)
    if success:
        when = _timestamp(success["finished_at"])
        _gauge(
            registry, "miner_refresh_last_success_timestamp_seconds", "end of the last refresh that was complete", when
        )
    try:
        settings.metrics_file.parent.mkdir(parents=True, exist_ok=True)
        write_to_textfile(str(settings.metrics_file), registry)
    except OSError as error:
        raise ReportError(
            f"Cannot write the metrics to {settings.metrics_file}: {error.strerror}; check the setting metrics_file"
        ) from error


def _describe_run(registry: CollectorRegistry, run: dict[str, Any]) -> None:
    counts = run["counts"]
    _gauge(
        registry, "miner_refresh_last_run_timestamp_seconds", "end of the last refresh", _timestamp(run["finished_at"])
    )
    _gauge(registry, "miner_refresh_exit_code", "0: complete; docs/operations.md lists the others", run["exit_code"])
    records = {name: count for name, count in counts.items() if name.endswith("_count")}
    _gauges(registry, "miner_refresh_records", "what the last refresh did, by kind", "kind", records)
    _gauges(registry, "miner_refresh_stage_seconds", "how long its stages took", "stage", counts.get("seconds", {}))
    _gauges(registry, "miner_ledger_records", "what the ledger held after it", "kind", counts.get("totals", {}))


def _gauge(registry: CollectorRegistry, name: str, meaning: str, value: float) -> None:
    Gauge(name, meaning, registry=registry).set(value)


def _gauges(registry: CollectorRegistry, name: str, meaning: str, label: str, values: dict[str, float]) -> None:
    gauge = Gauge(name, meaning, [label], registry=registry)
    for kind, value in values.items():
        gauge.labels(kind.removesuffix("_count")).set(value)


def _timestamp(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
