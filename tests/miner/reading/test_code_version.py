"""Readings do not change without a new `CODE_VERSION`, or ledgers would mix readings of two kinds as one."""

from hashlib import sha256
from pathlib import Path

from miner.formats.jsonlines import write_json
from miner.formats.pubtator import as_curie
from miner.reading.reader import Reader
from miner.reading.recipe import CODE_VERSION
from miner.records import Article
from miner.sources.medline import read_records

READINGS = {
    ("1c972cd07664", "en_miner_ner-0.3.0+sha256:1fcb326e", "11"): "fb49a97de1b1effd",
}
"""Versions of lexicon, model and code to a digest of the demonstration's readings.

When the test fails: if what is read was meant to change, raise `CODE_VERSION` and put the new digest here.
"""


def test_a_change_of_what_is_read_comes_with_a_new_code_version(reader: Reader, demo_folder: Path) -> None:
    articles = [
        record
        for path in sorted(demo_folder.glob("*.xml"))
        for record in read_records(path)
        if isinstance(record, Article)
    ]
    digest = sha256()
    for article, reading in zip(articles, reader.read(articles), strict=True):
        digest.update(write_json(article, reading, reader.lexicon, as_curie).encode("utf-8", "surrogatepass"))
    lexicon, model, _ = reader.versions
    assert READINGS.get((lexicon, model, CODE_VERSION)) == digest.hexdigest()[:16], (
        f"the demonstration's readings are {digest.hexdigest()[:16]} with lexicon {lexicon}, model {model}, code "
        f"{CODE_VERSION}: raise CODE_VERSION if only code changed, and note the digest in this file"
    )
