"""The documents that E-utilities return, byte for byte as far as they are known.

Seen in public issue threads, test fixtures and documentation: the DOCTYPEs, ESearch in XML and JSON with its ErrorList
and WarningList, `No items found.`, `Restrictions achieved. start and count adjusted to 0, 9999`, the text for
a retstart above 9,998 (status 200 in ESearch, whose JSON is then broken by a raw line feed; status 400 with a different
first sentence in EFetch), `OUT OF RANGE` with status 400, `Unable to obtain query #1` (status 200), `Cannot
retrieve history data. query_key: ...`, the empty PubmedArticleSet for unknown PMIDs, EPost's InvalidIdList (alone
if no PMID is known), `cannot get document summary` in both forms, `Empty term and query_key - nothing todo`,
`Invalid db name specified`, the JSON bodies for the rate limit and for a failing load balancer, the HTML of a 500.

From memory: the status 400 of an unknown WebEnv, the text for a wrong API key, Retry-After with a 429, the items of
DocSum, `Id list is empty!`, EPost's refusals.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from tests.eutils.query import Found
from tests.eutils.records import Record, parse

XML, JSON, HTML, TEXT = "text/xml; charset=UTF-8", "application/json; charset=UTF-8", "text/html", "text/plain"
_ESEARCH = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
)
_EPOST = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE ePostResult PUBLIC "-//NLM//DTD epost 20090526//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20090526/epost.dtd">\n'
)
_EFETCH_ERROR = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eEfetchResult PUBLIC "-//NLM//DTD efetch 20131226//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20131226/efetch.dtd">\n'
)
_ESUMMARY = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eSummaryResult PUBLIC "-//NLM//DTD esummary v1 20041029//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20041029/esummary-v1.dtd">\n'
)
_ARTICLES = (
    b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response: status, content type, body and further headers."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


def only_first(limit: int) -> str:
    """Return PubMed's message for a retstart beyond the first `limit` records of a result."""
    return (
        f"'retstart' cannot be larger than {limit - 1}. For PubMed, ESearch can only retrieve the first {limit:,} "
        f"records matching the query. To obtain more than {limit:,} PubMed records, consider using EDirect that "
        "contains additional logic to batch PubMed search results automatically so that an arbitrary number can be "
        "retrieved. For details see https://www.ncbi.nlm.nih.gov/books/NBK25499/"
    )


def search_result(
    found: Found, *, start: int, size: int, limit: int, history: tuple[str, str] | None, is_json: bool, count_only: bool
) -> Answer:
    """Return ESearch's page of `size` PMIDs from `start`; a page beyond `limit` is cut, with a message."""
    count = len(found.pmids)
    messages = list(found.messages)
    if not count:
        messages.append("No items found.")
    if start + size > limit:
        size = limit - start
        messages.append(f"Restrictions achieved. start and count adjusted to {start}, {size}")
    page = [] if count_only else found.pmids[start : start + size]
    if is_json:
        return _search_json(found, page, start, history, messages)
    ids = "".join(f"<Id>{pmid}</Id>\n" for pmid in page)
    parts = [f"<Count>{count}</Count>"]
    if not count_only:
        parts.append(f"<RetMax>{len(page)}</RetMax><RetStart>{start}</RetStart>")
        if history:
            parts.append(f"<QueryKey>{history[1]}</QueryKey><WebEnv>{history[0]}</WebEnv>")
        parts.append(f"<IdList>\n{ids}</IdList><TranslationSet/>")
        parts.append(f"<QueryTranslation>{escape(found.translation)}</QueryTranslation>")
        if found.not_found:
            parts.append(f"<ErrorList>{_tags('PhraseNotFound', found.not_found)}</ErrorList>")
        if found.quoted_not_found or messages:
            quoted = _tags("QuotedPhraseNotFound", found.quoted_not_found)
            parts.append(f"<WarningList>{_tags('OutputMessage', messages)}{quoted}</WarningList>")
    return Answer(200, XML, f"{_ESEARCH}<eSearchResult>{''.join(parts)}</eSearchResult>\n".encode())


def _search_json(
    found: Found, page: list[int], start: int, history: tuple[str, str] | None, messages: list[str]
) -> Answer:
    result: dict[str, Any] = {"count": str(len(found.pmids)), "retmax": str(len(page)), "retstart": str(start)}
    if history:
        result |= {"querykey": history[1], "webenv": history[0]}
    result |= {"idlist": [str(pmid) for pmid in page], "translationset": [], "querytranslation": found.translation}
    if found.not_found:
        result["errorlist"] = {"phrasesnotfound": found.not_found, "fieldsnotfound": []}
    if found.quoted_not_found or messages:
        result["warninglist"] = {
            "phrasesignored": [],
            "quotedphrasesnotfound": found.quoted_not_found,
            "outputmessages": messages,
        }
    return Answer(200, JSON, _json({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}))


def search_error(text: str, *, is_json: bool) -> Answer:
    """Return ESearch's error, always with status 200. In JSON a line feed in `text` stays raw, as PubMed sends it."""
    if is_json:
        body = '{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"ERROR":"' + text + '"}}\n'
        return Answer(200, JSON, body.encode())
    return Answer(200, XML, f"{_ESEARCH}<eSearchResult>\n\t<ERROR>{escape(text)}</ERROR>\n</eSearchResult>\n".encode())


def post_result(invalid: Sequence[str], history: tuple[str, str] | None, error: str = "") -> Answer:
    """Return EPost's answer: the invalid PMIDs and the history of the valid ones (None if there are none)."""
    parts = [f"<InvalidIdList>{_tags('Id', invalid)}</InvalidIdList>"] if invalid else []
    if history:
        parts.append(f"\n\t<QueryKey>{history[1]}</QueryKey>\n\t<WebEnv>{history[0]}</WebEnv>\n")
    if error:
        parts.append(f"<ERROR>{escape(error)}</ERROR>\n")
    return Answer(200, XML, f"{_EPOST}<ePostResult>{''.join(parts)}</ePostResult>\n".encode())


def articles(records: Iterable[bytes]) -> Answer:
    """Return EFetch's answer: a possibly empty set of records, including books."""
    return Answer(200, XML, _ARTICLES + b"\n".join(records) + b"</PubmedArticleSet>")


def fetch_error(*texts: str, status: int = 400) -> Answer:
    """Return EFetch's error document."""
    errors = "".join(f"\t<ERROR>{escape(text)}</ERROR>\n" for text in texts)
    return Answer(status, XML, f"{_EFETCH_ERROR}<eFetchResult>\n{errors}</eFetchResult>\n".encode())


def no_history(key: str, web_env: str, start: int, size: int, *, is_summary: bool, is_json: bool) -> Answer:
    """Return the answer to an expired or unknown WebEnv."""
    first = f"Cannot retrieve history data. query_key: {key}, WebEnv: {web_env}, retstart: {start}, retmax: {size}"
    second = (
        "Can't fetch uids from history because of: NCBI C++ Exception:\n    Error: UNK_MODULE(CException::eInvalid)"
    )
    if is_summary:
        return summary_error(first, is_json=is_json, status=400)
    return fetch_error(first, second)


def summaries(pmids: Sequence[str], records: dict[str, Record | None], *, is_json: bool) -> Answer:
    """Return ESummary's answer: one summary per PMID, in the order requested; an unknown PMID gets an error instead."""
    if is_json:
        result: dict[str, Any] = {"uids": list(pmids)}
        for pmid in pmids:
            record = records[pmid]
            result[pmid] = _summary(record) if record else {"uid": pmid, "error": "cannot get document summary"}
        return Answer(200, JSON, _json({"header": {"type": "esummary", "version": "0.3"}, "result": result}))
    body = "".join(_doc_sum(pmid, records[pmid]) for pmid in pmids)
    return Answer(200, XML, f"{_ESUMMARY}<eSummaryResult>\n{body}</eSummaryResult>\n".encode())


def summary_error(text: str, *, is_json: bool, status: int = 200) -> Answer:
    """Return ESummary's error document."""
    if is_json:
        return Answer(status, JSON, _json({"header": {"type": "esummary", "version": "0.3"}, "esummaryresult": [text]}))
    body = f"{_ESUMMARY}<eSummaryResult>\n\t<ERROR>{escape(text)}</ERROR>\n</eSummaryResult>\n"
    return Answer(status, XML, body.encode())


def error_document(endpoint: str, text: str, *, is_json: bool) -> Answer:
    """Return status 200 with an error in the format of the utility requested."""
    if endpoint == "esearch":
        return search_error(text, is_json=is_json)
    if endpoint == "esummary":
        return summary_error(text, is_json=is_json)
    return post_result((), None, text) if endpoint == "epost" else fetch_error(text, status=200)


def rate_limited(key: str, *, count: int, limit: int, retry_after: int | None = 2) -> Answer:
    """Return status 429; `key` is the caller's API key or, without one, its address."""
    body = {"error": "API rate limit exceeded", "api-key": key, "count": str(count), "limit": str(limit)}
    retry = (("Retry-After", str(retry_after)),) if retry_after is not None else ()
    return Answer(429, JSON, _json(body), retry)


def wrong_key(key: str) -> Answer:
    """Return status 400 for a key that NCBI does not know."""
    return Answer(400, JSON, _json({"error": "API key invalid", "api-key": key, "type": "api", "status": "unknown"}))


def forwarding_error(address: str) -> Answer:
    """Return status 200 with the JSON error of a load balancer that found no server."""
    return Answer(
        200, JSON, _json({"error": "error forwarding request", "api-key": address, "type": "ip", "status": "ok"})
    )


def server_error(status: int, title: str, *, retry_after: int | None = None) -> Answer:
    """Return an HTML page of NCBI's web server or load balancer."""
    body = (
        f"<!DOCTYPE html>\n<html><head><title>NCBI/eutils202 - WWW Error {status} Diagnostic</title></head>\n<body>"
        f"<h1>{title}</h1><p>Your request could not be processed due to a problem on our Web server.</p>"
        f'<div class="diags">Error: {status}</div></body></html>\n'
    )
    return Answer(status, HTML, body.encode(), (("Retry-After", str(retry_after)),) if retry_after is not None else ())


def _summary(record: Record) -> dict[str, Any]:
    element = parse(record.xml)
    title = "".join(element.find(".//ArticleTitle").itertext())  # type: ignore[union-attr, arg-type]
    journal = element.findtext(".//Journal/Title") or element.findtext(".//BookTitle") or ""
    history = [
        {"pubstatus": status, "date": f"{day:%Y/%m/%d} 00:00"}
        for status, day in (("entrez", record.crdt), ("pubmed", record.edat), ("medline", record.mhda))
    ]
    return {
        "uid": str(record.pmid),
        "pubdate": _pub_date(record.published),
        "epubdate": "",
        "source": element.findtext(".//ISOAbbreviation") or journal,
        "title": title,
        "lang": [language.text for language in element.iterfind(".//Language")],
        "pubtype": list(record.publication_types),
        "recordstatus": "PubMed - indexed for MEDLINE" if record.is_indexed else "PubMed",
        "articleids": [{"idtype": "pubmed", "idtypen": 1, "value": str(record.pmid)}],
        "history": history,
        "references": [
            {
                "refsource": link.findtext("RefSource") or "",
                "reftype": _spaced(link.get("RefType", "")),
                "pmid": int(link.findtext("PMID") or 0) or "",
                "note": link.findtext("Note") or "",
            }
            for link in element.iterfind(".//CommentsCorrections")
        ],
        "fulljournalname": journal,
        "doctype": "chapter" if record.is_book else "citation",
    }


def _spaced(reference: str) -> str:
    """Return a RefType as summaries write it: "Retraction in" for "RetractionIn"."""
    return "".join(
        f" {letter.lower()}" if letter.isupper() and place else letter for place, letter in enumerate(reference)
    )


def _doc_sum(pmid: str, record: Record | None) -> str:
    if record is None:
        return f"\t<ERROR>UID={escape(pmid)}: cannot get document summary</ERROR>\n"
    summary = _summary(record)
    kinds = "".join(f'\t\t<Item Name="PubType" Type="String">{escape(kind)}</Item>\n' for kind in summary["pubtype"])
    return (
        f'<DocSum>\n\t<Id>{pmid}</Id>\n\t<Item Name="PubDate" Type="Date">{summary["pubdate"]}</Item>\n'
        f'\t<Item Name="Source" Type="String">{escape(summary["source"])}</Item>\n'
        f'\t<Item Name="Title" Type="String">{escape(summary["title"])}</Item>\n'
        f'\t<Item Name="PubTypeList" Type="List">\n{kinds}\t</Item>\n'
        f'\t<Item Name="RecordStatus" Type="String">{summary["recordstatus"]}</Item>\n</DocSum>\n'
    )


def _pub_date(day: date | None) -> str:
    return f"{day:%Y %b} {day.day}" if day else ""


def _tags(tag: str, values: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(value)}</{tag}>" for value in values)


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"
