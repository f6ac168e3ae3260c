"""Factories of MEDLINE XML for tests; all texts are invented."""

import html
import re
from pathlib import Path

import pytest

from miner.errors import SourceError
from miner.records import Article
from miner.sources.medline import read_records

DATA = Path(__file__).parent / "data"
DOCTYPE = '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle" "https://dtd.nlm.nih.gov/x.dtd">'
ANSWER = "EFetch of 2 articles"


def record(pmid: int, title: str = "Title.", abstract: str = "", journal: str = "") -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal>{journal}</Journal>"
        f"<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>{abstract}</AbstractText></Abstract>"
        "</Article></MedlineCitation></PubmedArticle>"
    )


def article_set(*records: str, before: str = DOCTYPE) -> bytes:
    return f"{before}<PubmedArticleSet>{''.join(records)}</PubmedArticleSet>".encode()


def write(folder: Path, *records: str, before: str = DOCTYPE) -> Path:
    path = folder / "records.xml"
    path.write_bytes(article_set(*records, before=before))
    return path


def read_one(*records: str) -> Article:
    [article] = read_records(article_set(*records))
    assert isinstance(article, Article)
    return article


def read_until_error(source: Path | bytes) -> tuple[list[int], str]:
    """Return the PMIDs read before the expected error, and its reason."""
    pmids: list[int] = []
    with pytest.raises(SourceError) as caught:
        pmids.extend(got.pmid for got in read_records(source, name=ANSWER) if isinstance(got, Article))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{source if isinstance(source, Path) else ANSWER}: ")
    return pmids, caught.value.reason


_TAG = re.compile(
    r"</?(?:jats:)?(?:i|b|u|em|strong|sup|sub|sc|italic|bold|p|br|title|sec|span|div|li|ul|ol)\b[^<>]*>", re.IGNORECASE
)
"""Known tags only: "<euro>" is text."""


def letters(text: str) -> str:
    """The letters and digits of a text; references and tags that were escaped twice count as what they stand for."""
    return re.sub(r"[^\w]|_", "", _TAG.sub("", html.unescape(text)))
