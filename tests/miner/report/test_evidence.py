"""The evidence of a pair: why it is here, its timeline, its groups of sentences, and the page of its own."""

import json
import zlib
from base64 import b64decode
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html as lxml_html
from openpyxl import load_workbook

from miner.errors import ReportError
from miner.records import Certainty, ClaimRelation, Design
from miner.report import html
from miner.report.citations import Citation
from miner.report.evidence import render_evidence, write_evidence
from miner.report.groups import group_of
from miner.report.html import render_list
from miner.report.packing import pack
from miner.report.records import CohortRow, EvidencePage, GroupCount, ListEntry
from miner.report.svg import checked_svg
from miner.report.tables import render_workbook
from miner.report.timeline import band_of, draw_timeline
from miner.report.why import why_here
from tests.miner.report.test_report import (
    HOSTILE_DRUG,
    HOSTILE_SENTENCE,
    a_bare_entry,
    a_hostile_entry,
    a_list,
    a_sentence,
    an_entry,
    with_signal,
)

DAY = date(2009, 10, 30)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="2">A &lt; B</text></svg>'


def a_page(entry: ListEntry) -> EvidencePage:
    return EvidencePage(
        list_name="candidate", list_count=9, as_of=DAY, generated_from="lexicon 1", entry=entry, is_demonstration=True
    )


def rendered(entry: ListEntry) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(render_evidence(a_page(entry)))


def text_of(node: lxml_html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_the_reason_is_a_paragraph_made_of_its_parts() -> None:
    entry = with_signal(an_entry(3), supporting_by_design={Design.CASE_SERIES: 3, Design.CASE_REPORT: 2})
    assert {part.about: part.text for part in why_here(entry, DAY)} == {
        "studies": "4 of 5 independent studies, published 2008 to 2009, support the use (3 case series and 2 case "
        "reports); 1 speaks against it.",
        "trend": "5 of them are from 2007 on.",
        "labels": "Off label in US; on label since 2014 in EU; label not known in JP.",
        "harms": "No sentence in these articles reads as a harm of the drug.",
        "change": "Since the earlier list: risen: rank 4 to 1.",
        "standing": "Stage: case series or observational, tier C, rank 3 by a score of 8.25.",
    }


def test_the_reason_of_a_single_study_is_english_too() -> None:
    entry = with_signal(an_entry(), study_count=1, supporting_count=1, opposing_count=0, first_year=2009)
    entry = with_signal(entry, studies_by_year={2001: 1}, supporting_by_design={Design.UNKNOWN: 1})
    entry = replace(entry, group_counts={"harms": GroupCount(sentence_count=3, article_count=1)})
    parts = {part.about: part.text for part in why_here(entry, DAY)}
    assert parts["studies"] == (
        "1 of 1 independent study, published 2009, supports the use (1 of unknown design); none speaks against it."
    )
    assert (parts["trend"], parts["harms"]) == (
        "None of them is from 2007 on.",
        "1 article has a sentence that reads as a harm of the drug.",
    )


def test_the_timeline_stacks_the_studies_of_a_year_by_design() -> None:
    designs = {2007: {Design.CASE_REPORT: 1, Design.CASE_SERIES: 1, Design.RANDOMISED: 1}, 2009: {Design.ANIMAL: 2}}
    entry = with_signal(an_entry(), designs_by_year=designs)
    line = draw_timeline(entry, DAY)
    assert line is not None
    assert [(block.band, block.is_partial) for block in line.blocks] == [
        ("randomised", False),
        ("case", False),
        ("laboratory", True),
    ]
    randomised, case, _ = line.blocks
    assert (randomised.y + randomised.height, case.y + case.height) == (112.0, randomised.y)
    assert case.height == pytest.approx(2 * randomised.height, abs=0.2)
    assert [total for _, _, total in line.totals] == [3, 2]
    assert [mark.text for mark in line.years] == ["2007", "2008", "2009"]
    assert line.words == (
        "2007: 1 randomised trial, 2 case report or series; 2009 so far: 2 animal or laboratory study"
    )
    assert line.approvals == ()  # the label came in 2014, after the last year of the axis


def test_a_timeline_marks_the_year_of_a_label_and_keeps_what_is_older_than_its_axis() -> None:
    entry = with_signal(an_entry(), designs_by_year={1925: {Design.RANDOMISED: 1}, 2012: {Design.PHASE_2: 1}})
    line = draw_timeline(entry, date(2016, 12, 31))
    assert line is not None
    assert [mark.text for mark in line.approvals] == ["EU"]
    assert [block.x < 10 for block in line.blocks] == [True, False]
    assert "1925: 1 randomised trial" in line.words


def test_without_designs_the_timeline_still_has_the_years_and_without_years_there_is_none() -> None:
    line = draw_timeline(an_entry(), DAY)
    assert line is not None
    assert {block.band for block in line.blocks} == {"unknown"}
    assert draw_timeline(with_signal(an_entry(), studies_by_year={}), DAY) is None


def test_every_design_has_a_band() -> None:
    assert {band_of(design) for design in Design} == {
        "randomised", "trial", "observational", "case", "laboratory", "unknown"
    }  # fmt: skip
    assert band_of(Design.REVIEW) == "unknown"


@pytest.mark.parametrize(
    ("relation", "certainty", "group"),
    [
        (ClaimRelation.TREATS, Certainty.STATED, "supports"),
        (ClaimRelation.TREATS, Certainty.QUESTION, "used"),
        (ClaimRelation.CONTRAINDICATED, Certainty.STATED, "opposes"),
        (ClaimRelation.CAUSES, Certainty.HEDGED, "harms"),
        (ClaimRelation.CAUSES, Certainty.QUESTION, "other"),
        (ClaimRelation.GIVEN_FOR, Certainty.STATED, "used"),
        (ClaimRelation.NOT_RECOMMENDED, Certainty.STATED, "stated"),
        (ClaimRelation.COMPARATOR, Certainty.STATED, "other"),
        (ClaimRelation.MENTIONED, Certainty.STATED, "mentioned"),
    ],
)
def test_each_sentence_is_in_one_group(relation: ClaimRelation, certainty: Certainty, group: str) -> None:
    assert group_of(relation, certainty, is_retracted=False) == group
    assert group_of(relation, certainty, is_retracted=True) == "retracted"


def test_what_speaks_against_the_use_and_harms_stand_before_mere_mentions_even_if_there_are_none() -> None:
    harm = replace(a_sentence("Propranolol caused sleep disorders."[:35], ()), relation=ClaimRelation.CAUSES, pmid=7)
    mention = replace(harm, relation=ClaimRelation.MENTIONED)
    entry = replace(
        an_entry(),
        sentences=(replace(harm, about="sleep disorder"), mention, a_sentence()),
        group_counts={"harms": GroupCount(sentence_count=4, article_count=2)},
    )
    headings = [text_of(heading) for heading in rendered(entry).xpath("//section[contains(@class, 'group')]/h3")]
    assert headings == [
        "Supports the use 1 sentence",
        "Against the use 0 sentences",
        "Harms of the drug 1 of 4 sentences in 2 articles",
        "Mentioned together, nothing said of an effect 1 sentence",
    ]
    page = rendered(entry)
    assert "causes sleep disorder, stated" in text_of(page.xpath("//section[contains(@class, 'harms')]")[0])
    assert "No sentence speaks against the use" in text_of(page.xpath("//section[contains(@class, 'opposes')]")[0])


def test_a_region_has_its_state_days_reason_and_link() -> None:
    us, eu, jp = rendered(an_entry()).xpath("//li[contains(@class, 'region')]")
    assert us.xpath("./span/text() | ./span/abbr/text()")[:3] == ["US", "Off label", "Under study: case series"]
    assert "On this label: hypertension" in text_of(us)
    assert "Approved since 23 April 2014, children" in text_of(eu)
    assert eu.xpath(".//a/@href") == ["https://example.org/epar"]
    assert "Label unknown" in text_of(jp)


def test_cohorts_and_the_next_step_are_shown_where_there_are_any() -> None:
    bare = rendered(a_bare_entry())
    assert not bare.xpath("//section[@class='cohorts' or @class='course']")
    cohort = CohortRow(
        who="children <1 year", study_count=2, measure="response rate", value=87.5, low=80.1, high=93, unit="%",
        level=95, pmids=(1, 2),
    )  # fmt: skip
    page = rendered(replace(an_entry(), cohorts=(cohort,), forest_plot=SVG))
    (table,) = page.xpath("//section[@class='cohorts']")
    assert [text_of(cell) for cell in table.xpath(".//tbody/tr/*")] == [
        "children <1 year", "2", "not stated", "response rate", "87.5%", "80.1 to 93 (95%)", "1, 2"
    ]  # fmt: skip
    assert table.xpath(".//*[local-name()='svg']//*[local-name()='text']")[0].text == "A < B"
    assert "a phase 1 or 2 trial that supports it" in text_of(page.xpath("//section[@class='course']")[0])


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><script>1</script></svg>",
        '<svg onload="1"></svg>',
        '<svg><a href="https://example.org">x</a></svg>',
        '<svg><image href="x"/></svg>',
        "<p>no drawing</p>",
        "<svg><!-- comment --></svg>",
        "<svg>",
    ],
)
def test_a_drawing_with_more_than_shapes_and_text_is_refused(drawing: str) -> None:
    with pytest.raises(ReportError, match="drawing"):
        checked_svg(drawing)
    assert checked_svg(SVG) == SVG
    assert checked_svg('<svg style="x" id="a"><g style="fill:red" opacity=".5"/></svg>') == (
        '<svg id="a"><g opacity=".5"/></svg>'
    )


def test_hostile_text_stays_text_in_a_page_of_its_own_and_in_its_citations() -> None:
    citation = Citation(pmid=1, title="</pre><script>window.hacked=1</script>", journal=HOSTILE_DRUG, year=2001)
    page = rendered(replace(a_hostile_entry(), citations=(citation,)))
    assert len(page.findall(".//script")) == 1
    assert page.findall(".//img") == []
    assert page.findall(".//b") == []
    assert not [name for node in page.iter() if isinstance(node.tag, str) for name in node.attrib if name[:2] == "on"]
    assert page.xpath("//p[@class='sentence']")[0].text_content() == HOSTILE_SENTENCE
    assert page.xpath("//h1/bdi")[0].text == HOSTILE_DRUG
    assert citation.title in page.xpath("//pre")[0].text
    assert {link.split(":")[0] for link in page.xpath("//a/@href")} == {"https"}


def test_beyond_the_first_rows_the_list_packs_the_same_html(monkeypatch: pytest.MonkeyPatch) -> None:
    weekly = a_list(an_entry(), a_hostile_entry(2), an_entry(3))
    plain = lxml_html.fromstring(render_list(weekly))
    monkeypatch.setattr(html, "FIRST_ROWS", 1)
    monkeypatch.setattr(html, "PLAIN_PANELS", 1)
    monkeypatch.setattr(html, "PANELS_PER_CHUNK", 1)
    packed = lxml_html.fromstring(render_list(weekly))
    assert "the first 1 of 3 rows" in text_of(packed.find(".//noscript"))
    blocks = packed.xpath("//script[@data-chunk='candidates']")
    assert [(block.get("data-kind"), block.get("data-first")) for block in blocks] == [
        ("row", "1"),
        ("panel", "1"),
        ("panel", "2"),
    ]
    rows, panel, _ = (json.loads(zlib.decompress(b64decode(block.text), -15)) for block in blocks)
    hostile = lxml_html.fromstring(f"<table>{rows[0]}</table>")
    assert hostile.xpath("//th")[0].text == HOSTILE_DRUG
    (sentence,) = lxml_html.fromstring(panel[0]).xpath("//p[@class='sentence']")
    assert sentence.text_content() == HOSTILE_SENTENCE
    assert [text_of(row) for row in plain.xpath("//tr[@class='main']")][1] == text_of(hostile.xpath("//tr")[0])


def test_packed_parts_have_no_character_that_ends_a_block() -> None:
    assert not set("<>&-") & set(pack(["</script><!--", "\ud800", "\u2028"]))
    assert pack(["a"]) == pack(["a"])


def test_the_same_page_gives_the_same_bytes_and_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    page = a_page(an_entry())
    write_evidence(page, tmp_path / "new" / "evidence.html")
    first = (tmp_path / "new" / "evidence.html").read_bytes()
    write_evidence(page, tmp_path / "new" / "evidence.html")
    assert (tmp_path / "new" / "evidence.html").read_bytes() == first
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["evidence.html"]
    with pytest.raises(ReportError, match="Cannot write"):
        write_evidence(page, tmp_path / "new" / "evidence.html" / "below.html")


def test_the_workbook_names_a_harm_that_is_another_disease() -> None:
    harm = replace(a_sentence(), relation=ClaimRelation.CAUSES, about="=sleep disorder")
    sheet = load_workbook(BytesIO(render_workbook(a_list(replace(an_entry(), sentences=(harm,))))))["Sentences"]
    heading = [cell.value for cell in sheet[1]].index("Relation")
    assert sheet[2][heading].value == "causes =sleep disorder"
