"""The corpus readers return the verified content of a file, and say where a file is broken."""

from pathlib import Path

import pytest

from corpora.readers import (
    Corpus,
    GoldDocument,
    GoldMention,
    GoldRelation,
    Mismatch,
    SentencedDocument,
    read_bioscope,
    read_pubtator,
)
from miner.errors import SourceError

PUBTATOR = (
    "12345|t|Lithium and the heart.\n"
    "12345|a|Lithium caused bradycardia.\n"
    "12345\t0\t7\tLithium\tChemical\tD008094\n"
    "12345\t38\t49\tbradycardia\tDisease\tD001919\n"
    "12345\t23\t30\tlithium\tChemical\tD008094\n"
    "12345\tCID\tD008094\tD001919\n"
    "\n"
    "67890|t|Nothing here.\n"
    "67890|a|\n"
)


def write(folder: Path, text: str) -> Path:
    path = folder / "sample.pubtator"
    path.write_text(text, encoding="utf-8")
    return path


def test_pubtator_gives_documents_mentions_and_relations(tmp_path: Path) -> None:
    assert read_pubtator(write(tmp_path, PUBTATOR)) == Corpus(
        name="sample",
        documents=(
            GoldDocument(
                pmid=12345,
                text="Lithium and the heart.\nLithium caused bradycardia.",
                mentions=(
                    GoldMention(start=0, end=7, text="Lithium", type="Chemical", identifier="D008094"),
                    GoldMention(start=38, end=49, text="bradycardia", type="Disease", identifier="D001919"),
                ),
                relations=(GoldRelation(type="CID", first="D008094", second="D001919"),),
            ),
            GoldDocument(pmid=67890, text="Nothing here.\n"),
        ),
        mismatches=(Mismatch(line=5, pmid=12345, annotated="lithium", found="Lithium"),),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12345|t|A title\n12345\t0\t1\tA\tChemical\n", "line 1: a document begins with"),
        ("12345|t|A title\n67890|a|Of another\n", "line 2: a document begins with"),
        ("12345|t|A title\n12345|a|\nhello\n", "line 3: 'hello' is not an annotation of document 12345"),
        ("12345|t|A title\n12345|a|\n99\t0\t1\tA\tChemical\n", "line 3: .* is not an annotation of document 12345"),
        ("12345|t|A title\n12345|a|\n12345\t0\tx\tA\tChemical\n", "line 3: a mention is PMID, start, end"),
        ("\n", "holds no PubTator document"),
    ],
)
def test_a_broken_pubtator_file_is_refused_by_file_and_line(tmp_path: Path, text: str, reason: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError, match=reason) as error:
        read_pubtator(path)
    assert str(error.value).startswith(str(path))


def test_a_missing_file_and_a_false_gzip_are_refused(tmp_path: Path) -> None:
    false_gzip = tmp_path / "false.pubtator.gz"
    false_gzip.write_text("1|t|plain text\n")
    for path in (tmp_path / "missing.pubtator", false_gzip):
        with pytest.raises(SourceError, match="cannot be read"):
            read_pubtator(path)


def test_every_development_mention_stands_where_it_is_said_to(shared_data: Path) -> None:
    corpus = read_pubtator(shared_data / "corpora" / "bc5cdr_dev.pubtator.gz")
    mention_count = sum(len(document.mentions) for document in corpus.documents)
    relation_count = sum(len(document.relations) for document in corpus.documents)
    assert (len(corpus.documents), mention_count, relation_count, corpus.mismatches) == (500, 9591, 1012, ())


def test_bioscope_gives_sentences_without_scopes(tmp_path: Path) -> None:
    path = tmp_path / "bioscope.xml"
    path.write_text(
        '<Annotation><DocumentSet><Document><DocID type="PMID">7</DocID>'
        '<DocumentPart type="Title"><sentence id="S1">A title.</sentence></DocumentPart>'
        '<DocumentPart type="AbstractText"><sentence id="S2">It was <xcope id="X1"><cue>not</cue> seen</xcope>.'
        '</sentence><sentence id="S3">So  it is.</sentence></DocumentPart></Document></DocumentSet></Annotation>'
    )
    assert read_bioscope(path) == (
        SentencedDocument(
            identifier="7",
            text="A title.\nIt was not seen. So it is.",
            sentences=((0, 8), (9, 25), (26, 35)),
        ),
    )


def test_broken_bioscope_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "bioscope.xml"
    path.write_text("<Annotation>\n<sentence></Annotation>")
    with pytest.raises(SourceError, match="line 2: not well-formed"):
        read_bioscope(path)
    path.write_text("<Annotation/>")
    with pytest.raises(SourceError, match="holds no <sentence>"):
        read_bioscope(path)
