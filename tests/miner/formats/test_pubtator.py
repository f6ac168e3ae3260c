"""PubTator round trip: what is written reads back unchanged, whatever the text contains."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.readers import Corpus, read_pubtator
from miner.formats.pubtator import as_curie, read_texts, replace_breaks, write_pubtator
from miner.records import (
    Article,
    Certainty,
    Claim,
    ClaimRelation,
    Link,
    Mention,
    MentionType,
    Reading,
    Rejection,
    Section,
)

AWKWARD = "aβé\u0301\u00a0\u2009\U0001f600\U0001d6fd\u202eש|-(\t\n\r\x0b\x0c\x1c\x85\u2028\u2029\x00\ud83d "


def article(title: str, *parts: str, pmid: int = 7) -> Article:
    sections: list[Section] = []
    lines = [line for line in (title, *parts) if line]
    start = 0
    for line in lines:
        category = "TITLE" if title and not sections else ""
        sections.append(Section(start=start, end=start + len(line), category=category))
        start += len(line) + 1
    return Article(pmid=pmid, text="\n".join(lines), sections=tuple(sections))


def mention(start: int, end: int, text: str, *curies: str, type: MentionType = MentionType.DISEASE) -> Mention:  # noqa: A002
    links = [Link(curie=curie, score=1.0, reason="name") for curie in curies]
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        type=type,
        found_by="model",
        link=links[0] if links else None,
        other_links=tuple(links[1:]),
    )


def read_back(written: str) -> Corpus:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "written.pubtator"
        path.write_bytes(written.encode())
        return read_pubtator(path)


texts = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters()), max_size=40)


@given(texts, st.lists(texts, max_size=3), st.data())
def test_what_is_written_reads_back_with_exact_offsets(title: str, parts: list[str], data: st.DataObject) -> None:
    record = article(title, *parts)
    mentions = []
    for section in record.sections:
        start = data.draw(st.integers(section.start, section.end - 1))
        end = data.draw(st.integers(start + 1, section.end))
        mentions.append(mention(start, end, record.text, "MONDO:0000001"))
    written = write_pubtator(record, Reading(pmid=7, has_drug=True, mentions=tuple(mentions)))
    corpus = read_back(written)
    (document,) = corpus.documents
    assert corpus.mismatches == ()
    shift = 0 if record.title else 1
    before, after = "" if record.title else " ", " " if [record.title] == [record.text] and title else ""
    assert document.text.replace("\n", " ") == before + replace_breaks(record.text) + after
    assert sorted((m.start - shift, m.end - shift, m.text) for m in document.mentions) == sorted(
        (m.start, m.end, replace_breaks(m.text)) for m in mentions
    )


@given(texts)
def test_each_break_is_replaced_by_one_character(text: str) -> None:
    replaced = replace_breaks(text)
    assert len(replaced) == len(text)
    assert len(replaced.splitlines()) <= 1
    assert "\t" not in replaced
    replaced.encode()


def test_a_document_is_written_as_the_corpora_are() -> None:
    record = article("Imatinib.", "It helped in\tbreast and ovarian cancer.", "EGFR and V600E.")
    text = record.text
    gene = Mention(start=50, end=54, text="EGFR", type=MentionType.BIOMARKER, found_by="model", label="GENE")
    variant = Mention(start=59, end=64, text="V600E", type=MentionType.BIOMARKER, found_by="model", label="VARIANT")
    mentions = (
        mention(0, 8, text, "DRUGBANK:DB00619", type=MentionType.DRUG),
        mention(23, 48, text, "MONDO:0007254", "MONDO:0008170"),
        gene,
        variant,
    )
    treats = Claim(
        pmid=7,
        sentence_start=10,
        sentence_end=49,
        drugs=("DRUGBANK:DB00619", "DRUGBANK:DB00541"),
        disease="MONDO:0007254",
        relation=ClaimRelation.NO_BENEFIT,
    )
    hedged = Claim(
        pmid=7,
        sentence_start=0,
        sentence_end=9,
        drugs=treats.drugs,
        disease="MONDO:0007254",
        relation=ClaimRelation.NO_BENEFIT,
        certainty=Certainty.HEDGED,
    )
    aside = Claim(
        pmid=7, sentence_start=0, sentence_end=9, drugs=("A:1",), disease="B:1", relation=ClaimRelation.MENTIONED
    )
    written = write_pubtator(record, Reading(pmid=7, has_drug=True, mentions=mentions, claims=(hedged, treats, aside)))
    assert written.split("\n") == [
        "7|t|Imatinib.",
        "7|a|It helped in breast and ovarian cancer. EGFR and V600E.",
        "7\t0\t8\tImatinib\tChemical\tDRUGBANK:DB00619",
        "7\t23\t48\tbreast and ovarian cancer\tDisease\tMONDO:0007254|MONDO:0008170",
        "7\t50\t54\tEGFR\tGene\t-",
        "7\t59\t64\tV600E\tVariant\t-",
        "7\tno_benefit\tDRUGBANK:DB00541+DRUGBANK:DB00619\tMONDO:0007254\tstated",
        "",
        "",
    ]


def test_a_relation_whose_drug_has_no_name_elsewhere_is_not_told_of_the_others() -> None:
    claim = Claim(
        pmid=7, sentence_start=0, sentence_end=1, drugs=("A:1", "A:2"), disease="B:1", relation=ClaimRelation.TREATS
    )
    names = {"A:1": ("MESH:D1",), "A:2": (), "B:1": ("MESH:D2",)}
    reading = Reading(pmid=7, has_drug=True, claims=(claim,))
    written = write_pubtator(article("T"), reading, lambda _name, _type, curie: names[curie])
    assert "treats" not in written
    assert "treats" in write_pubtator(article("T"), reading, as_curie)


def test_texts_come_in_and_annotations_stay_out() -> None:
    lines = [
        "1|t|A title | with a bar",
        "1|a|And text.",
        "1\t0\t1\tA\tDisease\tD1",
        "1\tCID\tD1\tD2",
        "",
        "2|t|",
        "2|a|x",
    ]
    first, second = read_texts(lines)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.pmid, first.title, first.text) == (1, "A title | with a bar", "A title | with a bar\nAnd text.")
    assert (second.pmid, second.title, second.text, second.sections) == (2, "", "x", (Section(start=0, end=1),))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["1|t|Alone"], "line 1: a title without its abstract line"),
        (["1|t|Alone", "2|t|B", "2|a|C"], "line 1: a title without its abstract line"),
        (["1|a|Alone"], "line 1: an abstract without its title line before it"),
        (["PMC1|t|A"], "line 1: 'PMC1' is not a number, and PMIDs are numbers"),
        (["1|t|A", "1|a|B", "loose words"], "line 3 is neither text nor annotation"),
        (["1|t|\udcff"], "line 1 is not UTF-8"),
    ],
)
def test_what_is_no_document_is_rejected_by_line(lines: list[str], reason: str) -> None:
    assert [r.reason for r in read_texts(lines) if isinstance(r, Rejection)] == [reason]
