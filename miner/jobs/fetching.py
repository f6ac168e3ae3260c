"""Fetching from PubMed into the ledger: searches fill a queue of PMIDs, and one loop fetches what is queued.

Whatever requests an article (a search, a rolling re-check, an earlier miss) adds its PMID to the ledger's queue. A
record that arrives is stored and leaves the queue in one transaction. The queue is the checkpoint: an interrupted
fetch resumes with what is in it, and what PubMed did not return stays in it for the next time.
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
"""PMIDs per EPost; NCBI documents no limit, and answers longer ones slowly."""

HISTORY_ATTEMPTS = 3
"""How often a set of PMIDs is posted at most, if the history server loses it."""

LOSS_FLOOR = 10
DELETION_SHARE = 0.01
"""Stored articles that PubMed no longer has look like damage if they are more than LOSS_FLOOR and more than this
share of all: NLM deletes some hundreds of its 38 million records a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A PubMed query as one types it, bounded by the days on which PubMed added the records."""

    text: str
    since: date | None = None
    until: date | None = None

    @property
    def term(self) -> str:
        """The query and its bounds in PubMed's syntax."""
        return bounded(self.text, since=self.since, until=self.until)

    @property
    def key(self) -> str:
        """The key under which the ledger stores an interrupted search of this query."""
        return f"{self.text} | {self.since or ''} | {self.until or ''}"


def make_client(settings: Settings) -> EntrezClient:
    """Return the client that the settings describe; all processes of this machine share its request rate."""
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
    """Return the slices that a fetch would go through, with their counts, and PubMed's warnings; nothing is fetched.

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
    """Fetch all that a query finds into the ledger and return the report; an interrupted fetch is resumed.

    Raises:
        EntrezError: PubMed does not answer or refuses the query; what arrived is kept.
        LossError: PubMed no longer has a suspicious share of the stored articles.
        LedgerError: the ledger cannot be written, or another run holds it (BusyError).
    """
    client = make_client(settings)
    with (
        start_job("fetch", settings, today, is_loss_accepted=is_loss_accepted, progress=progress) as job,
        job.report.timed("fetch"),
    ):
        begun_on = search(job, client, query, reason="fetch").started_on
        if begun_on < today:  # a resumed search lacks what PubMed added since
            search(job, client, query, reason="fetch")
        drop_gone(job, drain(job, client))
    return job.report


def search(job: Job, client: EntrezClient, query: Query, *, reason: str) -> Search:
    """List all that a query finds, slice by slice, fetch each slice, and return the search.

    A slice that was listed before an interruption is not listed again; those of its records that have not arrived are
    still queued.

    Returns:
        The search as it was begun, perhaps on an earlier day: it may lack what PubMed added after `started_on`.
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
    """Fetch all that is queued, except what was missed earlier today, and return the PMIDs that PubMed no longer has.

    Records that do not arrive in pages are requested once more by PMID. What is then still missing counts as a miss
    and stays queued. A PMID is returned only if PubMed denied it both today and at its last miss, on an earlier day:
    one bad answer must not delete an article.
    """
    ledger = job.ledger
    gone: list[int] = []
    post_size = min(POST_SIZE, client.search_limit)  # PubMed serves no more of a history than of a search
    while requested := _next_queued(job, gone, post_size):
        for _ in range(HISTORY_ATTEMPTS):
            if _receive(job, client, client.post(requested), len(requested)):
                break
        missing = ledger.queue.still_queued(requested)
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


def _next_queued(job: Job, gone: Sequence[int], size: int) -> list[int]:
    """Return the next queued PMIDs to request, without those found to be gone, which are still queued."""
    queued, found = job.ledger.queue.next(size + len(gone), not_missed_on=job.today), set(gone)
    return [pmid for pmid in queued if pmid not in found][:size]


def _receive(job: Job, client: EntrezClient, history: History, count: int) -> bool:
    """Fetch a result on the history server page by page; return False if the server lost it on the way."""
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
    job.progress("articles from PubMed", job.report.fetched.received_count, None)


def drop_gone(job: Job, gone: Sequence[int]) -> None:
    """Remove PMIDs that PubMed no longer has from the queue, and delete those of their articles that are stored.

    Raises:
        LossError: more stored articles are gone than PubMed is likely to have deleted (`LOSS_FLOOR`,
            `DELETION_SHARE`). Nothing is deleted and all stay queued.
    """
    ledger = job.ledger
    stored = [pmid for pmid in gone if ledger.articles.find(pmid)]
    article_count = ledger.articles.count()
    if len(stored) > max(LOSS_FLOOR, DELETION_SHARE * article_count) and not job.is_loss_accepted:
        raise LossError(
            f"PubMed reports that it no longer has {len(stored):,} of {article_count:,} stored articles "
            f"({', '.join(map(str, stored[:3]))} ...); nothing was deleted. Look some of them up in PubMed; if they "
            "are really gone, run again with --accept-loss"
        )
    deletions = [Deletion(pmid=pmid) for pmid in stored]
    job.report.stored.add(ledger.articles.store(deletions, digest="", name="PubMed", received_on=job.today))
    ledger.queue.remove(gone)
    job.report.fetched.gone_count += len(gone)
