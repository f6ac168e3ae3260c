"""The nightly job: fetch what is new in PubMed, re-check what is stored, and update all that depends on it.

One-shot and idempotent: cron, systemd or compose starts it, it holds the data folder while it works, and it ends with
an exit code and a run record. A second run in the same night asks PubMed again and changes nothing.
"""

import logging
from collections.abc import Mapping
from datetime import date, timedelta

from miner.config import CONFIG_FILE, Settings, Topic
from miner.errors import (
    AccessRefusedError,
    ConfigError,
    EntrezError,
    LossError,
    MinerError,
    QueryRefusedError,
    ShrunkError,
)
from miner.jobs.comparing import changes_as_rows, week_of
from miner.jobs.fetching import LOSS_FLOOR, Query, drain, drop_gone, make_client, search
from miner.jobs.job import Job, Progress, no_progress, start_job
from miner.jobs.metrics import write_metrics
from miner.jobs.pipeline import read_pending, update_graph, update_signals, write_lists
from miner.jobs.run_report import RunReport
from miner.records import ListComparison
from miner.report.collect import describe_versions
from miner.signals.candidates import Evaluation
from miner.signals.columns import signal_row
from miner.sources.entrez import EntrezClient

_logger = logging.getLogger(__name__)

LOSS_SHARE = 0.05
"""A total that falls by more than this share since the last good run, and by more than LOSS_FLOOR, looks like damage:
one well-known public release lost 11 % of its articles unnoticed, while real weeks lose some tenths of a per cent."""

WATCHED_TOTALS = ("article_count", "with_drug_count", "claim_count")

SHRINK_SHARE = 1 / 3
"""A list that loses this share of its rows, without a stated reason for enough of them, is not published."""


def refresh(
    settings: Settings,
    *,
    today: date,
    is_loss_accepted: bool = False,
    list_limit: int = 200,
    progress: Progress = no_progress,
) -> RunReport:
    """Fetch what is new or due for a check, read it, update all that depends on it, and return the report.

    That is signals, graph, weekly list and snapshot.

    What PubMed does not return tonight is reported in `report.fetched.failures`; the rest is done without it.

    Raises:
        ConfigError: there is nothing to refresh: no topics and no ledger.
        LossError: counts fell in a way that looks like damage; list, snapshot and graph stay as they were.
        ShrunkError: the list would lose a third of its rows for no stated reason; the same stay as they were.
        MinerError: any other expected failure; what was committed before stays.
        graph.errors.GraphError: the graph cannot be reached; the ledger is complete, list and snapshot are not written.
    """
    if not settings.topics and not settings.ledger_path.exists():
        raise ConfigError(
            f"No topics and no ledger: {CONFIG_FILE.absolute()} has no [topics.NAME] table, and there is no "
            f"{settings.ledger_path.absolute()}. Start the job in the folder of your miner.toml, or "
            "write one as docs/operations.md shows"
        )
    try:
        with start_job("refresh", settings, today, is_loss_accepted=is_loss_accepted, progress=progress) as job:
            with job.report.timed("fetch"):
                fetch_changes(job)
            with job.report.timed("read"):
                read_pending(job)
            evaluation = update_signals(job)
            job.report.totals = job.ledger.totals.count()
            check_totals(job)
            check_list(job, evaluation)
            publish(job, evaluation, list_limit)
        return job.report
    finally:
        try:
            write_metrics(settings)
        except MinerError as error:  # must neither mask the outcome of the refresh nor undo it
            _logger.warning("%s", error)


def fetch_changes(job: Job) -> None:
    """Fetch every topic's new and newly indexed records, then what is queued: stored articles to check, and misses."""
    settings = job.settings
    if settings.recheck_days:
        due = job.ledger.articles.due_for_check(
            job.today - timedelta(days=settings.recheck_days), settings.recheck_limit
        )
        job.report.fetched.recheck_count = job.ledger.queue.add(due, "check")
    if not settings.topics and not job.ledger.queue.count():
        return  # bulk files only: PubMed need not be asked
    client = make_client(settings)
    for name, topic in settings.topics.items():
        try:
            fetch_topic(job, client, name, topic)
        except AccessRefusedError:
            raise  # a setting is wrong: retrying will not help
        except QueryRefusedError as error:  # other topics may still succeed
            job.report.fetched.failures.append(f"topic {name}: {error}")
        except EntrezError as error:
            job.report.fetched.failures.append(f"topic {name}: {error}")
            job.report.fetched.is_silent = True
            return
    try:
        gone = drain(job, client)
    except AccessRefusedError:
        raise
    except EntrezError as error:
        job.report.fetched.failures.append(f"queue: {error}")
        job.report.fetched.is_silent = True
        return
    drop_gone(job, gone)


def fetch_topic(job: Job, client: EntrezClient, name: str, topic: Topic) -> None:
    """Fetch what a saved query finds: everything the first time and after the query changed, else what is new.

    Raises:
        LossError: the query finds far fewer records than at its last success.
        EntrezError: PubMed does not answer or refuses the query; the next refresh asks for the same days again.
    """
    before = job.ledger.topics.find(name)
    asked = whole = Query(text=topic.query, since=topic.since)
    count = client.count(whole.term)
    if before and before.query == whole.key:
        if has_fallen(before.count, count) and not job.is_loss_accepted:
            raise LossError(
                f"Topic {name} found {before.count:,} records on {before.succeeded_on} and finds {count:,} now; "
                "nothing was fetched for it. Try the query in PubMed; if this is right, run again with --accept-loss"
            )
        asked = new_since(whole, before.succeeded_on - timedelta(days=job.settings.overlap_days))
    reason = f"topic {name}"
    job.ledger.searches.forget(reason, except_key=asked.key)
    # A search resumed weeks after an interruption has seen nothing of those weeks: the day on which it began counts.
    begun_on = search(job, client, asked, reason=reason).started_on
    job.ledger.topics.finish(name, whole.key, begun_on, count)


def new_since(query: Query, day: date) -> Query:
    """Return the query limited to records that PubMed added (EDAT, CRDT) or indexed (MHDA) from a day on.

    DateRevised is not used: NLM sets it for a whole year's records at a time, so it does not show what changed.
    """
    window = " OR ".join(f'("{day:%Y/%m/%d}"[{field}] : "3000"[{field}])' for field in ("edat", "crdt", "mhda"))
    return Query(text=f"({query.text}) AND ({window})", since=query.since, until=query.until)


def has_fallen(before: int, now: int) -> bool:
    """Return whether a count has fallen in a way that looks like damage."""
    return before - now > max(LOSS_FLOOR, LOSS_SHARE * before)


def check_totals(job: Job) -> None:
    """Compare the ledger's totals with those of the last refresh that published.

    Raises:
        LossError: at least one has fallen in a way that looks like damage.
    """
    before = job.ledger.runs.last("refresh", "done", "incomplete")
    totals: Mapping[str, int] = before["counts"].get("totals", {}) if before else {}
    now = job.report.totals
    fallen = [
        f"{name.removesuffix('_count').replace('_', ' ')}s from {totals[name]:,} to {now[name]:,}"
        for name in WATCHED_TOTALS
        if name in totals and has_fallen(totals[name], now[name])
    ]
    if before and fallen and not job.is_loss_accepted:
        raise LossError(
            f"Since the refresh of {before['started_at'][:10]} counts fell: {', '.join(fallen)}. List, snapshot "
            "and graph were left as they are. Look at `miner runs` and `miner doctor`; if the counts are right, run "
            "again with --accept-loss"
        )


def check_list(job: Job, evaluation: Evaluation) -> None:
    """Compare the candidates with those of the snapshot of an earlier week; once this week has one, with that.

    Rows that are gone since an earlier week for a stated reason (a new label, a retraction, a revision, a harm) do not
    count as lost.

    Raises:
        ShrunkError: the list would lose a third of its rows or more for no stated reason.
        LossError: it would lose less than that, and yet as many as looks like damage.
    """
    comparison, week = evaluation.comparison, week_of(job.today)
    if comparison is None or job.is_loss_accepted:
        return
    if job.ledger.snapshots.has(week):  # what is gone since last week was published, or accepted
        before = job.ledger.snapshots.head(week).row_count
        unexplained = before - comparison.count
    else:
        before, week = comparison.count_before, comparison.week
        unexplained = min(before - comparison.count, len(comparison.unstated))
    if unexplained <= 0:
        return
    remade = f"; changed since: {', '.join(comparison.remade)}" if comparison.remade else ""
    message = (
        f"The list of {week} has {before:,} candidates and this one {comparison.count:,}; {unexplained:,} are gone for "
        f"no stated reason{remade}. List, snapshot and graph were left as they are. `miner query new-since` names "
        "them; if they are right, run again with --accept-loss"
    )
    if unexplained >= SHRINK_SHARE * before:
        raise ShrunkError(message)
    if unexplained > max(LOSS_FLOOR, LOSS_SHARE * before):
        raise LossError(message)


def publish(job: Job, evaluation: Evaluation, list_limit: int) -> None:
    """Once a week write the list and take the snapshot; then bring the graph up to date with the ledger.

    If PubMed gave no usable response, the snapshot waits for a later night of the week; Sunday's takes it anyway. The
    graph comes last, so that a server that is down all week costs no snapshot.
    """
    week = week_of(job.today)
    can_wait = job.report.fetched.is_silent and job.today.isoweekday() < 7
    if not job.ledger.snapshots.has(week) and not can_wait:
        write_lists(job, evaluation, list_limit)
        comparison = evaluation.comparison or ListComparison()
        job.ledger.snapshots.take(
            week,
            job.today,
            describe_versions(job.ledger),
            map(signal_row, evaluation.signals),
            comparison.recipe,
            changes_as_rows(comparison),
        )
        job.report.snapshot = week
    update_graph(job)
