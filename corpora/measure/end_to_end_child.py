"""Reads articles from standard input, one JSON line each, writes what it read; `end_to_end` runs it in any checkout.

It uses only what the reader of every commit has, and nothing of this checkout, so that commits can be compared.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from miner.reading.linking.narrowing import narrow_links
from miner.reading.reader import Reader
from miner.records import Article, Mention, Reading, Section


def article_of(row: Mapping[str, Any]) -> Article:
    """Return the article of a line: its PMID, its text, and where its title ends."""
    title, text = Section(start=0, end=row["title_end"], category="TITLE"), row["text"]
    return Article(pmid=row["pmid"], text=text, sections=(title, Section(start=title.end + 1, end=len(text))))


def as_row(article: Article, reading: Reading, reader: Reader) -> dict[str, Any]:
    """Return what a reading found, with names instead of members, which differ between commits.

    A mention has the identifiers that it links to, and those that claims give it in its article.
    """
    meant = (*reading.mentions, *narrow_links(article.text, reading.mentions, reader.lexicon))
    return {
        "mentions": [(one.start, one.end, one.type.value, curies) for one in meant if (curies := _curies(one))],
        "claims": [
            (list(one.drugs), one.disease, getattr(one.relation, "value", one.relation), str(one.certainty))
            for one in reading.claims
        ],
    }


def _curies(mention: Mention) -> list[str]:
    links = (mention.link, *mention.other_links) if mention.link else ()
    return [curie for link in links for curie in link.curie.split("+")]


def read(articles: Sequence[Article], reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield what the reader finds in each article."""
    for article, reading in zip(articles, reader.read(articles), strict=True):
        yield as_row(article, reading, reader)


def main() -> None:
    """Answer each line of standard input with one line."""
    articles = [article_of(json.loads(line)) for line in sys.stdin]
    for row in read(articles, Reader.load()):
        sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
