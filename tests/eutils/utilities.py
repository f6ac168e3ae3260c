"""ESearch, EPost, EFetch and ESummary for a store, with PubMed's limits and history server; no HTTP here."""

import re
import secrets
from datetime import UTC, date, datetime, timedelta

from tests.eutils import answers
from tests.eutils.answers import Answer
from tests.eutils.query import days, within
from tests.eutils.records import Record
from tests.eutils.store import PubmedStore

ENDPOINTS = ("esearch", "epost", "efetch", "esummary")
PAGE_LIMIT = 9_999
"""Maximum records of one result that PubMed returns, from ESearch as well as EFetch with a history."""
POST_LIMIT = 10_000
_DATE_TYPES = {"pdat": "dp", "edat": "edat", "mdat": "lr", "crdt": "crdt", "mhda": "mhda"}


class Utilities:
    """The four utilities, with the results of the history server by WebEnv and query key."""

    def __init__(self, store: PubmedStore, *, page_limit: int = PAGE_LIMIT) -> None:
        self.store = store
        self.page_limit = page_limit
        self.histories: dict[str, dict[int, list[int]]] = {}

    def answer(self, endpoint: str, parameters: dict[str, str], kind: str = "") -> tuple[Answer, str]:
        """Return the answer, correct except for a fault in the records of an EFetch, and the fault shown.

        The latter is `kind`, or "" if that fault could not be shown (such as "stale" without an earlier revision).
        """
        is_json = parameters.get("retmode") == "json"
        if (database := parameters.get("db", "pubmed")) != "pubmed":
            text = f"Invalid db name specified: {database}"
            return answers.error_document(endpoint, text, is_json=is_json), kind
        if endpoint == "esearch":
            return self._esearch(parameters, is_json=is_json), kind
        if endpoint == "epost":
            return self._epost(parameters), kind
        ids = self._ids(endpoint, parameters, is_json=is_json)
        if isinstance(ids, Answer):
            return ids, kind
        if endpoint == "esummary":
            found = {pmid: self.store.get(int(pmid)) if pmid.isdecimal() else None for pmid in ids}
            return answers.summaries(ids, found, is_json=is_json), kind
        records = [record for pmid in dict.fromkeys(ids) if pmid.isdecimal() and (record := self.store.get(int(pmid)))]
        return self._efetch(records, parameters, kind)

    def _efetch(self, records: list[Record], parameters: dict[str, str], kind: str) -> tuple[Answer, str]:
        if parameters.get("rettype") == "uilist":
            return Answer(200, answers.TEXT, "".join(f"{record.pmid}\n" for record in records).encode()), kind
        if kind == "stale":
            shown = [self.store.earlier(record.pmid) or record for record in records]
            kind = kind if shown != records else ""
            records = shown
        elif kind in {"missing", "duplicate"} and not records:
            kind = ""
        elif kind == "missing":
            records = [record for place, record in enumerate(records) if place % 3]
        elif kind == "duplicate":
            records = [records[0], *records]
        return answers.articles(record.xml for record in records), kind

    def _esearch(self, parameters: dict[str, str], *, is_json: bool) -> Answer:
        term = parameters.get("term", "").strip()
        web_env, key = parameters.get("WebEnv", ""), parameters.get("query_key", "")
        if not term and not key:
            return answers.search_error("Empty term and query_key - nothing todo", is_json=is_json)
        if key and not self._stored(web_env, key):
            return answers.search_error(f"Unable to obtain query #{key}", is_json=is_json)
        start, size = _number(parameters, "retstart", 0), _number(parameters, "retmax", 20)
        if start > self.page_limit - 1:
            text = "Search Backend failed: Exception:\n" + answers.only_first(self.page_limit)
            return answers.search_error(text, is_json=is_json)
        restriction = self._dates(parameters)
        if key:
            stored = {pmid for pmid in self.histories[web_env][int(key)] if pmid in self.store}
            restriction = stored if restriction is None else restriction & stored
        sets = {number: set(pmids) for number, pmids in self.histories.get(web_env, {}).items()}
        found = self.store.search(term, within=restriction, sets=sets)
        history = None
        if parameters.get("usehistory") == "y":
            history = self._keep(web_env, found.pmids)
        return answers.search_result(
            found, start=start, size=size, limit=self.page_limit, history=history, is_json=is_json,
            count_only=parameters.get("rettype") == "count",
        )  # fmt: skip

    def _dates(self, parameters: dict[str, str]) -> set[int] | None:
        """Return the PMIDs within `mindate` and `maxdate`, or `reldate`, of `datetype`; None if not restricted."""
        name = _DATE_TYPES.get(parameters.get("datetype", "edat"), "edat")
        today = self.store.today or datetime.now(UTC).date()
        if reldate := _number(parameters, "reldate", 0):
            return within(self.store, name, today - timedelta(days=reldate), today)
        first, last = days(parameters.get("mindate", "")), days(parameters.get("maxdate", ""))
        if first is None and last is None:
            return None
        return within(self.store, name, first[0] if first else date.min, last[1] if last else date.max)

    def _epost(self, parameters: dict[str, str]) -> Answer:
        text = parameters.get("id", "")
        ids = [part for part in re.split(r"[\s,]+", text) if part]
        if not ids:
            return answers.post_result((), None, "Wrong parameters: id list is empty")
        if len(ids) > POST_LIMIT:
            return answers.post_result((), None, f"Too many UIDs in request. Maximum number of UIDs is {POST_LIMIT}")
        valid = [int(part) for part in dict.fromkeys(ids) if part.isdecimal() and int(part) in self.store]
        known = {str(pmid) for pmid in valid}
        invalid = [part for part in dict.fromkeys(ids) if part not in known]
        history = self._keep(parameters.get("WebEnv", ""), valid) if valid else None
        return answers.post_result(invalid, history)

    def _keep(self, web_env: str, pmids: list[int]) -> tuple[str, str]:
        if web_env not in self.histories:
            web_env = f"MCID_{secrets.token_hex(12)}"
            self.histories[web_env] = {}
        key = len(self.histories[web_env]) + 1
        self.histories[web_env][key] = pmids
        return web_env, str(key)

    def _stored(self, web_env: str, key: str) -> list[int] | None:
        return self.histories.get(web_env, {}).get(int(key) if key.isdecimal() else 0)

    def _ids(self, endpoint: str, parameters: dict[str, str], *, is_json: bool) -> list[str] | Answer:
        """Return the PMIDs that an EFetch or ESummary asks for, as text, or the error to answer with."""
        is_summary = endpoint == "esummary"
        start, size = _number(parameters, "retstart", 0), _number(parameters, "retmax", 10_000)
        if "id" in parameters:
            ids = [part for part in re.split(r"[\s,]+", parameters["id"]) if part]
            if ids:
                return ids[start : start + size]
        if "WebEnv" not in parameters or "query_key" not in parameters:
            text = "Id list is empty! Possibly it has no correct IDs."
            return answers.summary_error(text, is_json=is_json) if is_summary else answers.fetch_error(text)
        stored = self._stored(parameters["WebEnv"], parameters["query_key"])
        if stored is None:
            return answers.no_history(
                parameters["query_key"], parameters["WebEnv"], start, size, is_summary=is_summary, is_json=is_json
            )
        error = ""
        if start > self.page_limit - 1:
            reason = answers.only_first(self.page_limit)
            error = f"Search backend cannot retrieve history data. Reason: Exception:\n{reason}"
        elif stored and start >= len(stored):
            error = (
                f"Cannot retrieve history data: OUT OF RANGE. Parameter retstart={start} + 1 is greater than number of "
                f"records available in history. History includes {len(stored)} IDs."
            )
        elif not stored:
            error = "Empty result - nothing to do"
        if error:
            return answers.summary_error(error, is_json=is_json) if is_summary else answers.fetch_error(error)
        return [str(pmid) for pmid in stored[start : min(start + size, self.page_limit)]]


def _number(parameters: dict[str, str], name: str, default: int) -> int:
    text = parameters.get(name, "")
    return int(text) if text.isdecimal() else default
