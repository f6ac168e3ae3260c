"""Literature from PubMed into the ledger: searches fill a queue of PMIDs, one loop fetches what the queue holds.

Whatever wants an article (a search, a rolling re-check, a miss of yesterday) puts its PMID into the ledger's queue; a
record that arrives is stored and leaves the queue in one transaction. The queue is the checkpoint: a fetch that was
cut off goes on with what is in it, and what PubMed did not give stays in it for the next time.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from miner.config import Settings
from miner.errors import HistoryExpiredError, LossError
from miner.jobs.job import Job, Progress, no_progress, start_job
from miner.jobs.run_report import RunReport
from miner.ledger.searches import Search
from miner.records import Article, Deletion, Rejection
from miner.sources.entrez import EntrezClient
from miner.sources.entrez_answers import History
from miner.sources.pace import Pace
from miner.sources.slices import Slice, bounded, plan_slices

POST_SIZE = 5_000
"""PMIDs in one EPost; NCBI names no limit, and answers slowly to longer ones."""

HISTORY_ATTEMPTS = 3
"""How often a set of PMIDs is posted anew because the history server has lost it."""

LOSS_FLOOR = 10
DELETION_SHARE = 0.01
"""Stored articles that PubMed has dropped look like damage where they are more than LOSS_FLOOR and more than this
share of all: NLM deletes some hundreds of its 38 million records a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of PubMed: a query as one types it, bounded by the day on which PubMed added the record."""

    text: str
    since: date | None = None
    until: date | None = None

    @property
    def term(self) -> str:
        """The query and its bounds as PubMed takes them."""
        return bounded(self.text, since=self.since, until=self.until)

    @property
    def key(self) -> str:
        """Tells an interrupted search from another."""
        return f"{self.text} | {self.since or ''} | {self.until or ''}"


def make_client(settings: Settings) -> EntrezClient:
    """The client that the settings describe; all processes of this machine share its pace."""
    key = settings.api_key.get_secret_value()
    return EntrezClient(
        settings.eutils_url,
        email=settings.email,
        api_key=key,
        pace=Pace.for_server(settings.eutils_url, api_key=key),
        timeout_seconds=settings.timeout_seconds,
        attempt_count=settings.attempt_count,
    )


def plan(settings: Settings, query: Query, *, today: date) -> tuple[list[Slice], tuple[str, ...]]:
    """The slices that a fetch would go through, with their counts, and PubMed's warnings; nothing is fetched.

    Raises:
        EntrezError: PubMed does not answer or refuses the query.
    """
    client = make_client(settings)
    slices = _plan(client, query, today)
    return slices, client.warnings(query.term)


def fetch(
    settings: Settings,
    query: Query,
    *,
    today: date,
    is_loss_accepted: bool = False,
    progress: Progress = no_progress,
) -> RunReport:
    """Fetch all that a query finds into the ledger; one that was cut off goes on where it stopped.

    Raises:
        EntrezError: PubMed does not answer or refuses the query; what arrived is kept.
        LossError: PubMed no longer has a suspicious share of the stored articles.
        LedgerError: the ledger cannot be written, or another run holds it.
    """
    client = make_client(settings)
    with (
        start_job("fetch", settings, today, is_loss_accepted=is_loss_accepted, progress=progress) as job,
        job.report.timed("fetch"),
    ):
        begun_on = search(job, client, query, reason="fetch").started_on
        if begun_on < today:  # what PubMed added since is not in it
            search(job, client, query, reason="fetch")
        drop_gone(job, drain(job, client))
    return job.report


def search(job: Job, client: EntrezClient, query: Query, *, reason: str) -> Search:
    """List all that a query finds, slice by slice, and fetch each slice.

    A slice that was listed before a break is not listed again; of its records the queue holds what is still wanted.

    Returns:
        The search as it was begun, perhaps on an earlier day: what PubMed added after `started_on` may not be in it.
    """
    ledger, report = job.ledger, job.report.fetched
    under_way = ledger.searches.find(query.key)
    if under_way is None:
        slices = _pairs(_plan(client, query, job.today))
        under_way = ledger.searches.start(query.key, slices, reason, started_on=job.today)
    elif under_way.listed_slice_count:
        report.resumed_on = under_way.started_on.isoformat()
    begun, listed_count = under_way, 0
    while under_way.slices:
        part, *rest = under_way.slices
        found = client.search(part.term)
        if found.count > client.search_limit:  # it has grown since it was planned
            smaller = _plan(client, Query(text=part.term), job.today)
            under_way = ledger.searches.replace_slice(under_way.search_id, part.position, _pairs(smaller))
            continue
        report.warnings += [warning for warning in found.warnings if warning not in report.warnings]
        listing = ledger.searches.list_slice(under_way.search_id, part.position, found.pmids, reason)
        report.repeat_count += listing.repeated_count
        listed_count += len(found.pmids)
        job.progress(f"listed for {reason}", listed_count, begun.total_count)
        _receive(job, client, found.history, len(found.pmids))
        under_way = replace(under_way, slices=tuple(rest))
    ledger.searches.finish(under_way.search_id)
    report.listed_count += listed_count
    return begun


def _plan(client: EntrezClient, query: Query, today: date) -> list[Slice]:
    return plan_slices(
        client.count, query.text, since=query.since, until=query.until, today=today, limit=client.search_limit
    )


def _pairs(slices: list[Slice]) -> list[tuple[str, int]]:
    return [(part.term, part.count) for part in slices]


def drain(job: Job, client: EntrezClient) -> list[int]:
    """Fetch all that the queue holds, except what was missed earlier on this day.

    What does not come in pages is asked for once more by its PMIDs. What then is still missing is a miss and stays in
    the queue. Those are returned that PubMed says it does not have, today and when they were last missed on an earlier
    day: one bad answer must not delete an article.
    """
    ledger = job.ledger
    gone: list[int] = []
    post_size = min(POST_SIZE, client.search_limit)  # PubMed shows no more of a history than of a search
    while wanted := _wanted(job, gone, post_size):
        for _ in range(HISTORY_ATTEMPTS):
            if _receive(job, client, client.post(wanted), len(wanted)):
                break
        missing = ledger.queue.still_queued(wanted)
        for start in range(0, len(missing), client.page_size):
            _store(job, client.fetch_ids(missing[start : start + client.page_size]))
        missing = ledger.queue.still_queued(missing)
        known = client.known(missing) if missing else set()
        unknown = [pmid for pmid in missing if pmid not in known]
        confirmed = ledger.queue.denied_before(unknown, job.today)
        gone += confirmed
        ledger.queue.note_misses(known, job.today)
        ledger.queue.note_misses(set(unknown).difference(confirmed), job.today, are_denied=True)
        job.report.fetched.missed_count += len(missing) - len(confirmed)
    return gone


def _wanted(job: Job, gone: Sequence[int], size: int) -> list[int]:
    """The next PMIDs of the queue to ask for; what is found to be gone is still in it."""
    queued, found = job.ledger.queue.next(size + len(gone), not_missed_on=job.today), set(gone)
    return [pmid for pmid in queued if pmid not in found][:size]


def _receive(job: Job, client: EntrezClient, history: History, count: int) -> bool:
    """Fetch a result on the history server page by page; False where the server forgot it on the way."""
    for start in range(0, count, client.page_size):
        try:
            answer = client.fetch_page(history, start, client.page_size)
        except HistoryExpiredError:
            return False
        _store(job, answer)
    return True


def _store(job: Job, answer: tuple[bytes, list[Article | Deletion | Rejection]]) -> None:
    content, records = answer
    digest = hashlib.sha256(content).hexdigest()
    job.report.stored.add(job.ledger.articles.store(records, digest=digest, name="PubMed", received_on=job.today))
    job.report.fetched.received_count += len(records)
    job.progress("articles of PubMed", job.report.fetched.received_count, None)


def drop_gone(job: Job, gone: Sequence[int]) -> None:
    """Stop asking for what PubMed no longer has; where we have stored it, it is deleted.

    Raises:
        LossError: so many stored articles are gone that PubMed, or the way to it, is more likely to be broken.
            Nothing is deleted and all stay in the queue.
    """
    ledger = job.ledger
    stored = [pmid for pmid in gone if ledger.articles.find(pmid)]
    article_count = ledger.articles.count()
    if len(stored) > max(LOSS_FLOOR, DELETION_SHARE * article_count) and not job.is_loss_accepted:
        raise LossError(
            f"PubMed says that it no longer has {len(stored):,} of {article_count:,} stored articles "
            f"({', '.join(map(str, stored[:3]))} ...); nothing was deleted. Look some of them up in PubMed; if they "
            "are really gone, run again with --accept-loss"
        )
    deletions = [Deletion(pmid=pmid) for pmid in stored]
    job.report.stored.add(ledger.articles.store(deletions, digest="", name="PubMed", received_on=job.today))
    ledger.queue.remove(gone)
    job.report.fetched.gone_count += len(gone)
