"""The view of one article: everything that was read is shown, and hostile text in it stays text."""

import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from miner.ledger import Ledger
from miner.lexicon.lexicon import Lexicon
from miner.records import Certainty, Link, Mention, MentionType, Section
from miner.report.show import ArticleView, render_page, render_terminal, view_article
from tests.miner.records import DISEASE, DRUG, article, claim, reading

VERSIONS = ("lex", "model", "1")
HOSTILE = '<script>alert(1)</script> & "quoted" \x1b[31m \u202e'


def shown(view: ArticleView) -> str:
    out = io.StringIO()
    Console(file=out, width=120, force_terminal=False).print(render_terminal(view))
    return out.getvalue()


def hostile_view(lexicon: Lexicon) -> ArticleView:
    record = article(title=f"Propranolol {HOSTILE}", abstract=f"{HOSTILE} zelbrafimod.")
    mentions = (
        *reading().mentions,
        Mention(
            start=len(record.text) - 12,
            end=len(record.text) - 1,
            text="zelbrafimod",
            type=MentionType.DRUG,
            found_by="model",
        ),
    )
    read = replace(reading(), mentions=mentions, claims=(replace(claim(), cue=HOSTILE),))
    return view_article(
        record, read, lexicon, VERSIONS, lambda _name, _type: (Link(curie=DISEASE, score=0.5, reason=HOSTILE),)
    )


def test_text_that_looks_like_markup_or_control_stays_text(lexicon: Lexicon) -> None:
    view = hostile_view(lexicon)
    page, text = render_page(view), shown(view)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\x1b" not in page
    assert "\x1b" not in text
    assert "<script>alert(1)</script>" in text


def test_the_page_is_well_formed_and_asks_the_network_for_nothing(lexicon: Lexicon) -> None:
    page = render_page(hostile_view(lexicon))
    as_xml = page.replace("<!doctype html>", "").replace("&nbsp;", " ")
    for void in ("meta", "link"):
        as_xml = "".join(
            part if number == 0 else f"<{void} " + part.replace(">", "/>", 1)
            for number, part in enumerate(as_xml.split(f"<{void} "))
        )
    root = ET.fromstring(as_xml)  # noqa: S314 our own page
    assert [mark.get("class") for mark in root.iter("mark")].count("drug") >= 4
    assert "src=" not in page
    assert "default-src 'none'" in page


def test_each_mention_says_what_it_was_linked_to_and_why(lexicon: Lexicon) -> None:
    text = shown(hostile_view(lexicon))
    assert "Propranolol [drug 1]" in text
    assert DRUG in text
    assert "name in the lexicon" in text
    assert "not sure enough: skin hemangioma (0.50" in text
    assert "Propranolol treats skin hemangioma" in text
    assert "counts for" in text
    assert "Lexicon lex, model model, code 1" in text


def test_sections_are_labelled_and_a_skipped_article_says_why(lexicon: Lexicon) -> None:
    record = article(title="Title.", abstract="Nothing.")
    record = replace(record, sections=(record.sections[0], Section(start=7, end=15, label="RESULTS")))
    view = view_article(record, replace(reading(), mentions=(), claims=(), skipped="no drug"), lexicon, VERSIONS)
    assert "RESULTS: Nothing." in shown(view)
    assert "Not read: no drug" in shown(view)
    assert "Not read: no drug" in render_page(view)


def test_a_stored_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.articles.store([article()], digest="d")
        assert ledger.readings.find(1) is None
        ledger.readings.store([reading()], ledger.readings.reader_id(VERSIONS))
        assert ledger.readings.find(1) == (reading(), VERSIONS)


def test_a_question_counts_neither_for_nor_against(lexicon: Lexicon) -> None:
    for certainty, stance in zip(Certainty, ("for", "for", "", ""), strict=True):
        read = replace(reading(), claims=(replace(claim(), certainty=certainty),))
        assert view_article(article(), read, lexicon, VERSIONS, lambda _name, _type: ()).claims[0].stance == stance
