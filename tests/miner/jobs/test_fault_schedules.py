"""Whatever fails on the way, the ledger ends up with what PubMed has, and the request rate is never exceeded.

The real client, pace, slices, queue and ledger, over real HTTP, against the local server; only time is simulated. Each
example is a small PubMed that changes, a schedule of faults, and nights, some of them killed in the middle of a step.
"""

import logging
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miner.config import Settings, Topic
from miner.errors import EntrezError, QueryRefusedError
from miner.jobs.fetching import Query, drain, drop_gone, search
from miner.jobs.job import Job, start_job
from miner.jobs.refresh import fetch_topic
from miner.ledger import Ledger
from miner.ledger.rows import fetch
from miner.records import Article
from miner.sources.entrez import EntrezClient
from miner.sources.medline import read_records
from miner.sources.pace import PER_SECOND, PER_SECOND_WITH_KEY, Pace
from tests.eutils.faults import KINDS, Faults
from tests.eutils.records import make_record
from tests.eutils.server import EutilsServer, serve
from tests.eutils.store import PubmedStore

QUICK_COUNT = 60
"""Schedules in which every kind of fault is shown."""

SCHEDULE_COUNT = int(os.environ.get("MINER_FAULT_SCHEDULES", "1000"))
"""Of the exhaustive tier. More than the default are drawn anew at every run; up to it they are always the same."""

FIRST_NIGHT = date(2024, 3, 1)
ENTRY_DAYS = (*(FIRST_NIGHT - timedelta(days=n) for n in (1, 2, 3, 9, 30)), date(2015, 7, 7))
RECENTLY = date(2024, 1, 15)
WORD = "propranolol"
PAGE_SIZE = 5
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a third of the time is waiting for a disk
QUIET_NIGHTS_MAX = 5
"""A record that is due for a check every other night and has to be denied on two days is gone by then."""
DELETIONS_MAX = 8
"""More at a time look like damage, which stops a run on purpose."""


class KilledError(BaseException):
    """The process dies here."""


class SimulatedTime:
    """The clock of client and server; after `life` more steps the process dies.

    Only the timeout of a request is real. A request that the client has given up must still arrive in its own time, so
    time stands still until the server has seen all that departed.
    """

    def __init__(self, seed: int) -> None:
        self.now = 1_000.0
        self.life: int | None = None
        self.departed_count = self.arrived_count = 0
        self._chance = random.Random(seed)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.step()
        while self.arrived_count < self.departed_count:
            time.sleep(0.001)
        self.now += seconds + self._chance.choice((0, 0, 0, 0.004, 0.06))  # one who oversleeps misses his slot

    def server_clock(self) -> float:
        self.now += self._chance.uniform(0, 0.02)  # on the way
        moment = self.now
        self.now += self._chance.choice((0, 0, 0.05, 0.4, 2.0))  # until the answer is there
        self.arrived_count += 1
        return moment

    def step(self, *_: object) -> None:
        if self.life is not None:
            self.life -= 1
            if self.life < 0:
                self.life = None
                raise KilledError


class WatchedPace(Pace):
    """Counts the requests that it lets go."""

    def __init__(self, path: Path, per_second: int, simulated: SimulatedTime) -> None:
        super().__init__(path, per_second, clock=simulated.clock, sleep=simulated.sleep)
        self._time = simulated

    def wait(self) -> None:
        super().wait()
        self._time.departed_count += 1


@dataclass(frozen=True, slots=True)
class Night:
    """A run of the program `days` after the one before; it dies after `life` steps, None: it does not."""

    days: int
    life: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One small PubMed, what happens to it, and how it is asked."""

    records: tuple[tuple[str, int], ...]
    are_neighbours: bool
    schedule: tuple[tuple[str | None, int], ...]
    changes: tuple[tuple[str, int], ...]
    nights: tuple[Night, ...]
    limit: int
    has_key: bool
    is_topic: bool
    since: date | None
    seed: int


RECORD_KINDS = (
    "plain",
    "plain",
    "plain",
    "plain",
    "revised",
    "revised",
    "indexed",
    "book",
    "retracted",
    "other",
    "empty",
)
CHANGES = ("add", "add", "revise", "revise", "delete", "retract", "restore", "crowd", "late")
_fast_kinds = sorted(set(KINDS) - {"slow"})
_fault = st.one_of(st.none(), st.sampled_from(_fast_kinds), st.sampled_from(_fast_kinds))
_change = st.tuples(st.sampled_from(CHANGES), st.integers(0, 10**4))


@st.composite
def examples(draw: st.DrawFn) -> Example:
    size = draw(st.sampled_from((10, 10, 10, 12, 15, 20, 30, 60)))
    records = st.tuples(st.sampled_from(RECORD_KINDS), st.integers(0, len(ENTRY_DAYS) - 1))
    schedule = draw(st.lists(st.tuples(_fault, st.sampled_from((1, 1, 1, 1, 2, 3))), min_size=8, max_size=60))
    if draw(st.integers(0, 19)) == 0:
        schedule.append((draw(st.sampled_from(("503", "dropped", "empty_body"))), 9))  # more than the client's patience
    if draw(st.integers(0, 24)) == 0:
        schedule.insert(draw(st.integers(0, 8)), ("slow", 1))
    life = st.none() | st.integers(0, 25)
    return Example(
        records=tuple(draw(st.lists(records, min_size=size, max_size=size))),
        are_neighbours=draw(st.sampled_from((False, False, False, True))),
        schedule=tuple(schedule),
        changes=tuple(draw(st.lists(_change, min_size=2, max_size=8))),
        nights=tuple(draw(st.lists(st.builds(Night, st.sampled_from((1, 1, 1, 0, 30)), life), min_size=1, max_size=4))),
        limit=draw(st.sampled_from((8, 12, 20, 100, 100, 100))),
        has_key=draw(st.booleans()),
        is_topic=draw(st.booleans()),
        since=draw(st.sampled_from((RECENTLY, RECENTLY, RECENTLY, None))),
        seed=draw(st.integers(0, 2**16)),
    )


class Pubmed:
    """A store with records that are added, revised, withdrawn and retracted by chance; `day` is its today."""

    def __init__(self, example: Example) -> None:
        self.store = PubmedStore(known_words=WORD)
        self.day = FIRST_NIGHT
        self._serials = count(1)
        self._has_restored = not example.is_topic  # in its window a topic does not see what NLM puts back
        self._deleted: dict[int, bytes] = {}
        self._edat: dict[int, date] = {}
        self._books: set[int] = set()
        self._fixed: set[int] = set()
        chance = random.Random(example.seed)
        first = chance.randrange(1, 30_000_000)
        numbers = range(first, first + 60) if example.are_neighbours else chance.sample(range(1, 40_000_000), 60)
        self._next_pmid = max(numbers) + 1
        for (kind, day), pmid in zip(example.records, numbers, strict=False):
            self._place(pmid, kind, ENTRY_DAYS[day])

    def apply(self, change: tuple[str, int]) -> None:
        """Change the store today; what cannot be done now is left."""
        kind, number = change
        if kind in {"add", "late"}:
            self._add(edat=self.day if kind == "add" else ENTRY_DAYS[number % len(ENTRY_DAYS)])
        elif kind == "crowd":
            day = ENTRY_DAYS[number % len(ENTRY_DAYS)]
            for _ in range(9):
                self._add(edat=day)
        elif kind == "restore":
            self._restore(number)
        elif there := sorted(self.store.all_pmids() - self._fixed):
            pmid = there[number % len(there)]
            if kind == "revise":
                self._revise(pmid)
            elif kind == "delete" and len(self._deleted) < DELETIONS_MAX:
                self._deleted[pmid] = self.store.get(pmid).xml  # type: ignore[union-attr]
                self.store.delete(pmid)
            elif kind == "retract" and pmid not in self._books:
                self._retract(pmid)

    def _place(self, pmid: int, kind: str, day: date) -> None:
        self._edat[pmid] = day
        if kind == "other":
            self._fixed.add(pmid)
            self.store.add(make_record(pmid, title="A record of something else", edat=day))
        elif kind == "empty":  # the parser rejects what has neither title nor abstract
            self._fixed.add(pmid)
            self.store.add(make_record(pmid, title=" ", mesh=(WORD,), edat=day))
        else:
            if kind == "book":
                self._books.add(pmid)
            self.store.add(self._xml(pmid, mhda=day if kind == "indexed" else None))
        if kind == "revised":
            self._revise(pmid)
        elif kind == "retracted":
            self._retract(pmid)

    def _xml(self, pmid: int, *, mhda: date | None = None, crdt: date | None = None) -> bytes:
        return make_record(
            pmid,
            title=f"Text {next(self._serials)} about {WORD}",
            abstract=f"{WORD.capitalize()} in {pmid} < {pmid + 1}.",
            edat=self._edat[pmid],
            crdt=crdt,
            mhda=mhda,
            is_book=pmid in self._books,
        )

    def _add(self, *, edat: date) -> None:
        pmid, self._next_pmid = self._next_pmid, self._next_pmid + 1
        self._edat[pmid] = edat
        self.store.add(self._xml(pmid, crdt=self.day))

    def _revise(self, pmid: int) -> None:
        self.store.revise(pmid, self._xml(pmid, crdt=self.store.get(pmid).crdt), on=self.day)  # type: ignore[union-attr]

    def _retract(self, pmid: int) -> None:
        notice, self._next_pmid = self._next_pmid, self._next_pmid + 1
        self._edat[notice] = self.day
        self.store.retract(pmid, notice, on=self.day)

    def _restore(self, number: int) -> None:
        if self._has_restored and self._deleted:
            pmid = sorted(self._deleted)[number % len(self._deleted)]
            self.store.add(self._deleted.pop(pmid))


class Schedule:
    """The faults of an example, one a request; `is_dry` when all were given out."""

    def __init__(self, example: Example) -> None:
        self._left = [kind for kind, times in example.schedule for _ in range(times)][::-1]

    def __iter__(self) -> Iterator[str | None]:
        while self._left:
            yield self._left.pop()

    @property
    def is_dry(self) -> bool:
        return not self._left


@dataclass(slots=True)
class Seen:
    """What all examples together went through."""

    schedule_count: int = 0
    request_count: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen()


@pytest.fixture(scope="module", autouse=True)
def _quiet_log() -> Iterator[None]:
    """Every attempt that failed is one line of the log; here they are a hundred thousand."""
    logger = logging.getLogger("miner.sources.entrez")
    logger.disabled = True
    yield
    logger.disabled = False


@pytest.fixture(scope="module")
def server() -> Iterator[EutilsServer]:
    with serve(PubmedStore()) as running:
        yield running


@dataclass(kw_only=True)
class World:
    """One example on its way."""

    example: Example
    server: EutilsServer
    folder: Path
    seen: Seen
    time: SimulatedTime = field(init=False)
    pubmed: Pubmed = field(init=False)
    settings: Settings = field(init=False)
    query: Query = field(init=False)

    def __post_init__(self) -> None:
        self.time = SimulatedTime(self.example.seed)
        self.pubmed = Pubmed(self.example)
        self._changes = iter(self.example.changes)
        self.query = Query(text=WORD, since=self.example.since)
        self.settings = Settings(data_folder=self.folder, eutils_url=self.server.url)

    @property
    def day(self) -> date:
        return self.pubmed.day

    def change(self) -> None:
        """The next change of PubMed, where one is left."""
        if change := next(self._changes, None):
            self.pubmed.apply(change)

    def client(self) -> EntrezClient:
        key = "a key of our own" if self.example.has_key else ""
        per_second = PER_SECOND_WITH_KEY if key else PER_SECOND
        has_slow = any(kind == "slow" for kind, _ in self.example.schedule)
        return EntrezClient(
            self.server.url,
            email="someone@example.org",
            api_key=key,
            pace=WatchedPace(self.folder / "pace", per_second, self.time),
            timeout_seconds=0.05 if has_slow else 10,
            search_limit=self.example.limit,
            page_size=PAGE_SIZE,
            sleep=self.time.sleep,
        )

    def run(self, night: Night) -> bool:
        """One run of the program; whether it came to its end."""
        if night.days > 1:
            self.pubmed.day += timedelta(days=3)
            self.change()
            self.pubmed.day -= timedelta(days=3)
        self.pubmed.day += timedelta(days=night.days)
        self.time.now += 3600
        self.time.life = night.life
        try:
            with start_job("fetch", self.settings, self.day, progress=self.time.step) as job:
                self.steps(job)
        except QueryRefusedError:
            raise
        except EntrezError:
            self.seen.events["nights without an answer"] += 1
            return False
        except KilledError:
            self.seen.events["killed"] += 1
            return False
        finally:
            self.time.life = None
        return True

    def steps(self, job: Job) -> None:
        """What `miner fetch` and `miner refresh` do: ask for what is new, for what is due, for what is missing."""
        client = self.client()
        is_topic = self.example.is_topic
        if job.ledger.database.connection.execute("SELECT 1 FROM search").fetchone():
            self.seen.events["resumed"] += 1
        if is_topic:
            fetch_topic(job, client, "topic", Topic(query=WORD, since=self.query.since))
        else:
            search(job, client, self.query, reason="fetch")
        job.ledger.queue.add(job.ledger.articles.due_for_check(self.day - timedelta(days=1), 10_000), "check")
        drop_gone(job, drain(job, client))
        self.seen.events["repeats between slices"] += job.report.fetched.repeat_count
        self.seen.events["misses"] += job.report.fetched.missed_count
        self.seen.events["gone"] += job.report.fetched.gone_count

    def expected(self) -> dict[int, tuple[Article, bool]]:
        """What PubMed has now for the query, as our parser reads it, and whether it is retracted."""
        store = self.pubmed.store
        wanted = set(store.pmids(self.query.term))
        articles = [r for r in read_records(store.xml_set(), name="PubMed") if isinstance(r, Article)]
        links = [(article.pmid, relation) for article in articles for relation in article.relations]
        retracted = {relation.pmid for pmid, relation in links if relation.kind == "RetractionOf" and pmid in wanted}
        retracted |= {pmid for pmid, relation in links if relation.kind == "RetractionIn"}
        return {a.pmid: (in_ledger_order(a), a.pmid in retracted) for a in articles if a.pmid in wanted}

    def found(self) -> tuple[dict[int, tuple[Article, bool]], int, int]:
        """What the ledger holds; how many PMIDs are in its queue; how many searches are open."""
        with Ledger.open(self.settings.ledger_path) as ledger:
            rows = ledger.database.connection.execute("SELECT pmid FROM article WHERE is_retracted").fetchall()
            retracted = {pmid for (pmid,) in rows}
            articles = fetch(ledger.database.connection, "true", ())
            open_count = ledger.database.connection.execute("SELECT count(*) FROM search").fetchone()[0]
            assert len({article.pmid for article in articles}) == len(articles)
            return {a.pmid: (a, a.pmid in retracted) for a in articles}, ledger.queue.count(), open_count


def in_ledger_order(article: Article) -> Article:
    """The ledger keeps relations as a set."""
    return replace(article, relations=tuple(sorted(set(article.relations), key=lambda r: (r.kind, r.pmid))))


def schedules(count: int) -> settings:
    """So many schedules; up to the default the same ones at every run."""
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=count <= 1000,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def test_the_ledger_ends_up_with_what_pubmed_has_and_every_kind_of_fault_is_shown(
    server: EutilsServer, seen: Seen
) -> None:
    @schedules(QUICK_COUNT)
    @given(example=examples())
    def drive_one(example: Example) -> None:
        with TemporaryDirectory(dir=IN_MEMORY) as folder:
            drive(World(example=example, server=server, folder=Path(folder), seen=seen))

    drive_one()
    assert seen.schedule_count >= QUICK_COUNT
    assert set(seen.faults) == set(KINDS)
    assert min(seen.events[name] for name in ("resumed", "killed", "misses", "gone")) > 0


@pytest.mark.exhaustive
@pytest.mark.timeout(2400)  # five minutes here; a machine with other work took twice that for 996 of 1,000
@schedules(SCHEDULE_COUNT)
@given(example=examples())
def test_the_ledger_ends_up_with_what_pubmed_has_in_every_schedule(
    server: EutilsServer, seen: Seen, example: Example
) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        drive(World(example=example, server=server, folder=Path(folder), seen=seen))


def drive(world: World) -> None:
    """Live through the nights of an example, and hold the ledger against PubMed when all is quiet."""
    example, server, seen = world.example, world.server, world.seen
    schedule = Schedule(example)
    faults = Faults(schedule, change=world.change, slow_seconds=0.07)
    server.reset(world.pubmed.store, faults=faults, clock=world.time.server_clock, page_limit=example.limit)
    seen.schedule_count += 1

    nights = iter(example.nights)
    while not schedule.is_dry:
        world.run(next(nights, Night(1, None)))
        world.change()
    for night in range(1, QUIET_NIGHTS_MAX + 1):
        assert world.run(Night(1, None))
        found, wanted = world.found(), (world.expected(), 0, 0)
        if found == wanted:
            seen.events[f"whole after {night} quiet nights"] += 1
            break
    assert found == wanted

    per_second = PER_SECOND_WITH_KEY if example.has_key else PER_SECOND
    assert server.most_per_second() <= per_second
    assert [request for request in server.requests if request.status == 429 and not request.fault] == []
    seen.request_count += len(server.requests)
    seen.faults += faults.shown
    seen.events["sliced by PMID"] += any("[uid]" in r.parameters.get("term", "") for r in server.requests)


@pytest.mark.exhaustive
def test_every_way_through_was_taken_often(seen: Seen) -> None:
    print(f"\n{seen.schedule_count:,} schedules, {seen.request_count:,} requests, {seen.faults.total():,} faults")
    print(f"{dict(sorted(seen.faults.items()))}\n{dict(sorted(seen.events.items()))}")
    if seen.schedule_count < 1000:
        pytest.skip(f"only {seen.schedule_count} schedules were driven")
    assert min(seen.events[name] for name in ("sliced by PMID", "resumed", "killed", "misses", "gone")) > 20
