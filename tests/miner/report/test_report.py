"""The weekly list in its three formats: its content, and that article text can neither run nor be evaluated."""

import csv
from dataclasses import fields, replace
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from openpyxl import load_workbook

from miner.records import (
    Certainty,
    Change,
    ChangeKind,
    ClaimRelation,
    Design,
    LabelFact,
    LabelLevel,
    LabelState,
    MentionType,
    OffLabelKind,
    PairEvidence,
    Progress,
    Routing,
    SetAside,
    Signal,
)
from miner.report.html import describe_years, render_list, short_status, split_highlights, year_axis, year_bars
from miner.report.records import (
    CHANGES_SHOWN,
    BiomarkerCount,
    EvidenceSentence,
    Highlight,
    ListedChange,
    ListEntry,
    Said,
    WeeklyList,
    WhatChanged,
)
from miner.report.tables import render_csv, render_workbook
from miner.report.write import write_list

HOSTILE_DRUG = "<script>window.hacked=1</script>"
HOSTILE_DISEASE = "=cmd|' /C calc'!A0"
HOSTILE_SENTENCE = "<img src=x onerror=window.hacked=1> \"'& \u202egnihtemos\u202c </script>" + "long " * 1000


MARKS = (
    Highlight(start=20, end=40, kind=MentionType.DISEASE),
    Highlight(start=0, end=11, kind=MentionType.DRUG),
)


def a_sentence(
    text: str = "Propranolol cleared infantile hemangioma.", highlights: tuple[Highlight, ...] = MARKS
) -> EvidenceSentence:
    return EvidenceSentence(
        pmid=18550886,
        title="An invented report",
        journal="Journal of Examples",
        year=2008,
        design=Design.CASE_SERIES,
        relation=ClaimRelation.TREATS,
        certainty=Certainty.STATED,
        text=text,
        highlights=highlights,
    )


def a_fact() -> LabelFact:
    return LabelFact(
        fact_id="f1",
        drugs=("DRUGBANK:DB00571",),
        disease="MONDO:0000001",
        jurisdiction="EU",
        since=date(2014, 4, 23),
        since_kind="stated",
        ages="children",
        partners=("DRUGBANK:DB00001",),
        sources=("EMA",),
        source_url="https://example.org/epar",
    )


def a_progress() -> Progress:
    return Progress(
        stage="case series or observational",
        step=3,
        since="2008",
        basis="case series (PMID 1)",
        next_step="phase 1 or 2",
        missing="a phase 1 or 2 trial that supports it",
        closed=("randomised: no benefit 2009 (PMID 2)",),
        supporting_pmids=(1,),
        opposing_pmids=(2,),
        harm_pmids=(3,),
        harms={"MONDO:2": 1},
        warning_count=1,
    )


def a_change(kind: ChangeKind = ChangeKind.RISEN, reason: str = "rank 4 to 1") -> Change:
    return Change(kind=kind, drug_id="DRUGBANK:DB00571", disease="MONDO:0000001", reason=reason)


def an_entry(rank: int = 1) -> ListEntry:
    fact = a_fact()
    refuted = a_sentence("No benefit was seen with propranolol.", ())
    evidence = PairEvidence(
        drug_id="DRUGBANK:DB00571",
        disease="MONDO:0000001",
        evidence_count=7,
        study_count=5,
        supporting_count=4,
        opposing_count=1,
        best_design=Design.CASE_SERIES,
        first_year=2008,
        last_year=2009,
        studies_by_year={2009: 3, 2008: 2},
        pmids=(1, 2, 3, 18550886),
    )
    return ListEntry(
        rank=rank,
        drug_name="propranolol",
        disease_name="infantile hemangioma",
        signal=Signal(
            evidence=evidence,
            label_states=(
                LabelState(
                    jurisdiction="US",
                    level=LabelLevel.OFF,
                    kinds=(OffLabelKind.INDICATION,),
                    reason="not on the label",
                    labelled=tuple(f"MONDO:{number}" for number in range(2, 10)),
                    source_url="https://example.org/us-label",
                ),
                LabelState(
                    jurisdiction="EU",
                    level=LabelLevel.ON,
                    fact=fact,
                    reason="the label names it",
                    source_url="https://example.org/epar",
                ),
            ),
            score=8.25,
            literature=1.5,
            labels=-0.25,
            areas=("dermatology", "rare"),
            reasons=("3 new studies this year", "off label in US"),
            progress=a_progress(),
            routing=Routing(tier="C", reason="a series supports it", who="drug safety", agree_count=2),
            changes=(a_change(),),
        ),
        biomarkers=(BiomarkerCount(name="VEGFA", study_count=2),),
        said=(
            Said(relation=ClaimRelation.APPROVED, article_count=2, sources=("US 2011", "EU")),
            Said(relation=ClaimRelation.RECOMMENDED, article_count=1, sources=("ESMO 2019 (class IIa)",)),
        ),
        sentences=(
            a_sentence(),
            replace(refuted, pmid=2, relation=ClaimRelation.NO_BENEFIT),
            replace(refuted, pmid=3, relation=ClaimRelation.TREATS, is_retracted=True),
        ),
        sentence_count=3,
        names={"MONDO:2": "hypertension", "DRUGBANK:DB00001": "prednisolone"},
    )


def with_signal(entry: ListEntry, **changes: Any) -> ListEntry:
    """Return the entry with fields of its signal, or of the signal's evidence, replaced."""
    signal = entry.signal
    assert isinstance(signal, Signal)
    names = {field.name for field in fields(PairEvidence)}
    evidence = replace(signal.evidence, **{name: value for name, value in changes.items() if name in names})
    others = {name: value for name, value in changes.items() if name not in names}
    return replace(entry, signal=replace(signal, evidence=evidence, **others))


def a_bare_entry(rank: int = 1) -> ListEntry:
    """Return the entry as a list made without the rules has it: no stage, no tier, no change."""
    return with_signal(an_entry(rank), progress=None, routing=None, changes=())


def a_hostile_entry(rank: int = 1) -> ListEntry:
    fact = LabelFact(
        fact_id="f2",
        drugs=(),
        disease="",
        jurisdiction="US",
        source_url="javascript:window.hacked=1",
    )
    state = LabelState(jurisdiction="US", level=LabelLevel.ON, fact=fact, source_url=fact.source_url)
    return replace(
        with_signal(an_entry(rank), label_states=(state,), reasons=("+1+1", "<b>bold</b>")),
        drug_name=HOSTILE_DRUG,
        disease_name=HOSTILE_DISEASE,
        biomarkers=(BiomarkerCount(name='" onmouseover="window.hacked=1', study_count=1),),
        sentences=(replace(a_sentence(HOSTILE_SENTENCE), title="<svg onload=window.hacked=1>"),),
    )


def a_list(*entries: ListEntry) -> WeeklyList:
    return WeeklyList(
        title="Candidate off-label uses",
        as_of=date(2009, 10, 30),
        generated_from="ledger 1, lexicon 2, model 3",
        article_count=64094,
        read_count=21873,
        claim_count=12345,
        entries=entries,
        followed=(an_entry(),),
        is_demonstration=True,
    )


def test_a_highlight_outside_its_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="PMID 18550886: highlight 20-40 is outside the sentence of 5 char"):
        a_sentence("short")


def test_highlights_cut_a_sentence_without_losing_a_character() -> None:
    sentence = a_sentence()
    assert list(split_highlights(sentence)) == [
        ("Propranolol", "drug"),
        (" cleared ", ""),
        ("infantile hemangioma", "disease"),
        (".", ""),
    ]
    nested = replace(
        sentence, highlights=(*sentence.highlights, Highlight(start=5, end=30, kind=MentionType.BIOMARKER))
    )
    assert "".join(text for text, _ in split_highlights(nested)) == sentence.text


def test_a_retracted_sentence_neither_supports_nor_opposes() -> None:
    assert [sentence.stance for sentence in an_entry().sentences] == ["supports", "opposes", "retracted"]


def test_lead_is_counted_from_the_first_article_to_the_first_covering_approval() -> None:
    assert an_entry().lead_years == 6
    off_label = with_signal(an_entry(), label_states=an_entry().label_states[:1])
    assert (off_label.first_approval, off_label.lead_years) == (None, None)


def test_every_chart_shares_one_axis_and_the_running_year_is_marked() -> None:
    old = with_signal(an_entry(2), studies_by_year={1950: 2, 2001: 1})
    axis = year_axis(a_list(an_entry(), old))
    assert (axis.first, axis.last, axis.partial_from) == (1980, 2009, 2009)
    assert [bar.is_partial for bar in year_bars(an_entry().evidence.studies_by_year, axis)] == [False, True]
    assert len(list(year_bars(old.evidence.studies_by_year, axis))) == 1
    assert describe_years(old.evidence.studies_by_year, axis) == "1950:\u00a02, 2001:\u00a01"
    assert describe_years(an_entry().evidence.studies_by_year, axis) == "2008:\u00a02, 2009 so far:\u00a03"
    assert year_axis(replace(a_list(an_entry()), as_of=date(2009, 12, 31))).partial_from == 2010


def test_hostile_text_stays_text_in_the_page() -> None:
    page = render_list(a_list(a_hostile_entry()))
    tree = lxml_html.fromstring(page)
    assert len(tree.xpath("//script[not(@type)]")) == 1
    assert {script.get("type") for script in tree.findall(".//script")} == {None, "application/json"}
    assert tree.findall(".//img") == []
    assert not [name for node in tree.iter() if isinstance(node.tag, str) for name in node.attrib if name[:2] == "on"]
    assert tree.xpath("//table[@id='candidates']//th[@scope='row']")[0].text == HOSTILE_DRUG
    assert tree.xpath("//p[@class='sentence']")[0].text_content() == HOSTILE_SENTENCE
    files = {"weekly-list-2009-10-30.csv", "weekly-list-2009-10-30.xlsx"}
    assert {link.split(":")[0] for link in tree.xpath("//a/@href")} == {"https"} | files


def test_an_off_label_row_shows_what_is_on_the_label_and_leads_there() -> None:
    us, eu, jp = lxml_html.fromstring(render_list(a_list(an_entry()))).xpath("//*[@id='candidates-1']//li")[:3]
    assert us.xpath(".//*[@class='labelled']")[0].text_content().endswith("hypertension, MONDO:3, MONDO:4, MONDO:5, "
                                                                          "MONDO:6, MONDO:7 and 2 more")  # fmt: skip
    assert us.xpath(".//*[@class='status']")[0].text == "Under study: case series"
    assert eu.xpath(".//*[@class='status']")[0].text == "Approved since 23 April 2014, children, with prednisolone"
    assert [region.xpath(".//a/@href") for region in (us, eu, jp)] == [
        ["https://example.org/us-label"], ["https://example.org/epar"], []
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (LabelState(jurisdiction="US", level=LabelLevel.OFF), ""),
        (LabelState(jurisdiction="US", level=LabelLevel.ON, kinds=(OffLabelKind.AGE,)), "not its age group"),
        (LabelState(jurisdiction="US", level=LabelLevel.EACH), ""),
    ]
    + [
        (LabelState(jurisdiction="US", level=level, fact=replace(a_fact(), **changes)), words)
        for level, changes, words in (
            (LabelLevel.ON, {}, "since 2014"),
            (LabelLevel.ON, {"since_kind": "bounded"}, "by 2014"),
            (LabelLevel.ON, {"since_kind": "inferred"}, "about 2014"),
            (LabelLevel.FORM, {"status": "conditional"}, "conditional since 2014"),
            (LabelLevel.BROADER, {}, "form since 2014"),
            (LabelLevel.OFF, {"ended_on": date(2018, 1, 1)}, "left 2018"),
            (LabelLevel.SIBLING, {}, ""),
        )
    ],
)
def test_the_table_shows_a_status_in_few_words(state: LabelState, words: str) -> None:
    assert short_status(with_signal(an_entry(), label_states=(state,)).region("US")) == words


def test_the_page_may_load_and_run_nothing_but_itself() -> None:
    tree = lxml_html.fromstring(render_list(a_list(an_entry())))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert tree.xpath("//@src") == []
    assert tree.xpath("//@style") == []
    assert tree.xpath("//link/@href") == ["data:,"]


def test_a_row_says_what_articles_say_of_labels_and_guidelines() -> None:
    said = replace(a_sentence(), relation=ClaimRelation.RECOMMENDED, said="ESMO 2019")
    page = lxml_html.fromstring(render_list(a_list(replace(an_entry(), sentences=(said,)))))
    notes = page.xpath("//table[@id='candidates']//li[@class='said']")
    assert [note.text_content() for note in notes] == [
        "2 articles say it is approved (US 2011, EU)",
        "recommended by ESMO 2019 (class IIa) (1 article)",
    ]
    assert "recommended: ESMO 2019, stated" in page.xpath("//section[@class='group stated']")[0].text_content()
    without = replace(an_entry(), said=())
    assert not lxml_html.fromstring(render_list(replace(a_list(without), followed=()))).xpath("//li[@class='said']")


def test_a_list_without_candidates_says_so() -> None:
    assert "No candidate as of this day" in render_list(replace(a_list(), followed=()))


def test_only_a_demonstration_carries_the_banner() -> None:
    assert "Invented demonstration data" in render_list(a_list())
    assert "Invented demonstration data" not in render_list(replace(a_list(), is_demonstration=False))


def test_a_csv_row_holds_the_whole_entry() -> None:
    content = render_csv(a_list(an_entry()))
    assert content.startswith(b"\xef\xbb\xbfList,Rank,Drug,")
    candidate, followed = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert candidate == {
        "List": "candidate",
        "Rank": "1",
        "Drug": "propranolol",
        "Disease": "infantile hemangioma",
        "Biomarkers": "VEGFA (2)",
        "Label US": "off label",
        "Label US status": "off label, under study (case series)",
        "Label US since": "",
        "Label US reason": "not on the label",
        "On label US": "hypertension, MONDO:3, MONDO:4, MONDO:5, MONDO:6, MONDO:7 and 2 more",
        "Label US source": "https://example.org/us-label",
        "Label EU": "on label",
        "Label EU status": "approved since 2014-04-23",
        "Label EU since": "2014-04-23",
        "Label EU reason": "the label names it",
        "On label EU": "",
        "Label EU source": "https://example.org/epar",
        "Label JP": "label unknown",
        "Label JP status": "unknown",
        "Label JP since": "",
        "Label JP reason": "",
        "On label JP": "",
        "Label JP source": "",
        "Said approved": "2 articles: US 2011, EU",
        "Said not approved": "",
        "Recommended by": "1 article: ESMO 2019 (class IIa)",
        "Advised against by": "",
        "Rests on": "studies",
        "Studies": "5",
        "Supporting": "4",
        "Patients": "0",
        "With harm": "0",
        "Opposing": "1",
        "Articles": "7",
        "Best design": "case series",
        "First year": "2008",
        "Latest year": "2009",
        "Studies by year": "2008: 2; 2009: 3",
        "Score": "8.25",
        "From literature": "1.5",
        "From labels": "-0.25",
        "Areas": "dermatology; rare",
        "Folded": "",
        "Reasons": "3 new studies this year; off label in US",
        "Off-label kinds": "US: indication",
        "Studies outside labels": "",
        "Stage": "case series or observational",
        "Stage since": "2008",
        "Stage basis": "case series (PMID 1)",
        "Next step": "phase 1 or 2",
        "Missing": "a phase 1 or 2 trial that supports it",
        "Closed stages": "randomised: no benefit 2009 (PMID 2)",
        "Guidelines": "0",
        "Warnings": "1",
        "Refusals": "0",
        "Harm PMIDs": "3",
        "Concern PMIDs": "",
        "Tier": "C",
        "Tier reason": "a series supports it",
        "Who has to look": "drug safety; 2 must agree",
        "Changed": "risen: rank 4 to 1",
        "First approval": "2014-04-23",
        "Lead years": "6",
        "Drug id": "DRUGBANK:DB00571",
        "Disease id": "MONDO:0000001",
        "Same patients": "",
        "PMIDs": "1; 2; 3; 18550886",
    }
    assert followed == candidate | {"List": "label followed"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_csv_text_begins_like_a_formula(start: str) -> None:
    entry = replace(with_signal(an_entry(), score=-1.5), drug_name=f'{start}1+1",=2')
    row = next(csv.DictReader(StringIO(render_csv(a_list(entry)).decode("utf-8-sig"), newline="")))
    assert row["Drug"] == f"'{start}1+1\",=2"
    assert row["Score"] == "-1.5"


def test_the_workbook_holds_the_rows_of_the_csv_as_typed_cells() -> None:
    workbook = load_workbook(BytesIO(render_workbook(a_list(an_entry()))))
    assert workbook.sheetnames == ["Candidates", "Sentences", "About"]
    headings, candidate, followed = workbook["Candidates"].iter_rows(values_only=True)
    row = dict(zip(headings, candidate, strict=True))
    assert row["Label EU since"] == datetime(2014, 4, 23)  # noqa: DTZ001 - a cell has no time zone
    assert (row["Rank"], row["Studies"], row["Score"], row["Lead years"]) == (1, 5, 8.25, 6)
    assert followed[1:] == candidate[1:]
    text = csv.DictReader(StringIO(render_csv(a_list(an_entry())).decode("utf-8-sig"), newline=""))
    as_text = {
        key: str(cell.date() if isinstance(cell, datetime) else "" if cell is None else cell)
        for key, cell in row.items()
    }
    assert as_text == next(text)


def test_the_workbook_links_each_sentence_to_pubmed_and_keeps_the_number() -> None:
    sheet = load_workbook(BytesIO(render_workbook(a_list(an_entry()))))["Sentences"]
    pmid = sheet.cell(row=2, column=sheet.max_column)
    assert (pmid.value, pmid.hyperlink.target) == (18550886, "https://pubmed.ncbi.nlm.nih.gov/18550886/")
    assert [sheet.cell(row=row, column=5).value for row in (2, 3, 4)] == ["supports", "opposes", "retracted"]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == "A1:P7"


def test_an_article_on_patients_that_another_counts_says_so_in_every_format() -> None:
    entry = with_signal(an_entry(), same_patients={18550886: 18550887})
    flagged = replace(entry.sentences[0], same_patients_as=18550887)
    entry = replace(entry, sentences=(flagged, *entry.sentences[1:]))
    page = lxml_html.fromstring(render_list(a_list(entry)))
    flags = [flag.text_content() for flag in page.xpath("//*[@class='flag']")]
    assert flags.count("Likely the same patients as PMID\N{NO-BREAK SPACE}18550887, counted once") == 1
    (row, _) = csv.DictReader(StringIO(render_csv(a_list(entry)).decode("utf-8-sig"), newline=""))
    assert row["Same patients"] == "PMID 18550886 as PMID 18550887"
    sheet = load_workbook(BytesIO(render_workbook(a_list(entry))))["Sentences"]
    assert [sheet.cell(row=number, column=sheet.max_column - 1).value for number in (2, 3)] == [18550887, None]


def test_pairs_that_are_set_aside_stand_below_the_list_with_the_reason() -> None:
    entry = an_entry()
    aside = SetAside(evidence=entry.evidence, label_states=entry.label_states, reason="a harm <of> the drug")
    weekly = replace(a_list(entry), set_aside=(replace(entry, signal=aside),), set_aside_count=3)
    page = lxml_html.fromstring(render_list(weekly))
    (details,) = page.xpath("//details[@class='aside']")
    assert " ".join(details.text_content().split()) == (
        "1 of 3 pairs propranolol, infantile hemangioma a harm <of> the drug"
    )
    *_, row = csv.DictReader(StringIO(render_csv(weekly).decode("utf-8-sig"), newline=""))
    assert (row["List"], row["Reasons"], row["Score"]) == ("set aside", "a harm <of> the drug", "")
    assert not lxml_html.fromstring(render_list(a_list(entry))).xpath("//details[@class='aside']")


def test_hostile_text_is_a_text_cell_in_the_workbook() -> None:
    weekly = replace(a_list(a_hostile_entry()), title="=1+1")
    workbook = load_workbook(BytesIO(render_workbook(weekly)))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert workbook["Candidates"]["D2"].value == HOSTILE_DISEASE
    assert workbook["Sentences"]["K2"].value == HOSTILE_SENTENCE
    assert sum(cell.hyperlink is not None for cell in cells) == 4


def test_a_text_longer_than_a_cell_is_cut_visibly() -> None:
    entry = replace(an_entry(), sentences=(a_sentence("x" * 40_000, ()),))
    cell = load_workbook(BytesIO(render_workbook(a_list(entry))))["Sentences"]["K2"].value
    assert len(cell) == 32_767
    assert cell.endswith("x [cut here: an Excel cell holds no more]")


def test_the_same_list_gives_the_same_bytes_and_leaves_nothing_unfinished(tmp_path: Path) -> None:
    weekly = a_list(an_entry(), a_hostile_entry(2))
    paths = write_list(weekly, tmp_path / "lists")
    first = [path.read_bytes() for path in paths]
    assert write_list(weekly, tmp_path / "lists") == paths
    assert [path.read_bytes() for path in paths] == first
    assert [path.name for path in paths] == [
        "weekly-list-2009-10-30.html",
        "weekly-list-2009-10-30.csv",
        "weekly-list-2009-10-30.xlsx",
    ]
    assert sorted((tmp_path / "lists").iterdir()) == sorted(paths)


def a_changed_list(*changes: Change, remade: tuple[str, ...] = ()) -> WeeklyList:
    listed = tuple(
        ListedChange(change=change, drug_name="propranolol", disease_name="infantile hemangioma", rank=None)
        for change in changes
    )
    what = WhatChanged(week="2009-W43", as_of=date(2009, 10, 23), changes=listed, remade=remade, count_before=4)
    return replace(a_list(an_entry()), what_changed=what)


def changed_section(weekly: WeeklyList) -> str:
    (section,) = lxml_html.fromstring(render_list(weekly)).xpath("//section[@class='what-changed']")
    return " ".join(section.text_content().split())


def test_what_changed_stands_before_the_candidates_by_kind() -> None:
    gone = a_change(ChangeKind.GONE, "PMID 7 was retracted")
    page = render_list(a_changed_list(a_change(), gone, a_change(ChangeKind.NEW, "<b>bold</b>")))
    assert 0 < page.index('id="what-changed"') < page.index('id="candidates-title"')
    text = changed_section(a_changed_list(a_change(), gone, a_change(ChangeKind.NEW, "<b>bold</b>")))
    assert text.startswith("What changed Since the list of 23 October 2009 (2009-W43), which had 4 candidates;")
    assert text.index("New 1") < text.index("Risen 1") < text.index("Gone 1")
    assert "propranolol, infantile hemangioma: PMID 7 was retracted" in text
    assert "<b>bold</b>" in text


def test_a_week_in_which_nothing_happened_says_so_and_a_first_list_too() -> None:
    assert "Nothing changed: no row is new or gone" in changed_section(a_changed_list())
    assert "This is the first list" in changed_section(a_list(an_entry()))
    assert "Nothing changed" not in changed_section(a_changed_list(a_change()))


def test_a_list_that_was_made_differently_says_so() -> None:
    text = changed_section(a_changed_list(remade=("the lexicon (a to b)",)))
    assert "Made differently since: the lexicon (a to b)." in text
    assert "Made differently" not in changed_section(a_changed_list())


def test_changes_beyond_the_first_of_a_kind_are_folded() -> None:
    page = lxml_html.fromstring(render_list(a_changed_list(*[a_change()] * (CHANGES_SHOWN + 2))))
    (fold,) = page.xpath("//section[@class='what-changed']//details")
    assert fold.findtext("summary") == "2 more"
    assert len(fold.findall(".//li")) == 2


def test_a_row_shows_stage_tier_and_changes_and_opens_to_the_next_step() -> None:
    page = lxml_html.fromstring(render_list(replace(a_list(an_entry()), followed=())))
    badges = [badge.text_content() for badge in page.xpath("//tr[@class='why']//*[contains(@class, 'badge')]")]
    assert badges == ["Tier C", "case series or observational since 2008", "risen"]
    (course,) = page.xpath("//section[@class='course']")
    text = " ".join(course.text_content().split())
    assert "Next stepphase 1 or 2; missing: a phase 1 or 2 trial that supports it" in text
    assert "Closedrandomised: no benefit 2009 (PMID 2)" in text
    assert "Who has to lookdrug safety; 2 must agree" in text
    bare = with_signal(an_entry(), progress=None, routing=None, changes=())
    without = lxml_html.fromstring(render_list(replace(a_list(bare), followed=())))
    assert not without.xpath("//*[contains(@class, 'badge')] | //section[@class='course']")


def test_the_workbook_has_the_changes_first_on_a_sheet_of_their_own() -> None:
    book = load_workbook(BytesIO(render_workbook(a_changed_list(a_change(reason="=1+1")))))
    assert book.sheetnames == ["What changed", "Candidates", "Sentences", "About"]
    rows = list(book["What changed"].iter_rows(values_only=True))
    assert rows[0][:5] == ("Change", "Rank", "Drug", "Disease", "Why")
    assert rows[1] == (
        "risen",
        None,
        "propranolol",
        "infantile hemangioma",
        "=1+1",
        "DRUGBANK:DB00571",
        "MONDO:0000001",
    )
    assert book["What changed"]["E2"].data_type == "s"
    about = {name: cell for name, cell in book["About"].iter_rows(values_only=True) if name}
    assert about["Compared with"] == "the list of 2009-10-23 (2009-W43), 4 candidates"
    first = load_workbook(BytesIO(render_workbook(a_list(an_entry()))))
    assert "What changed" not in first.sheetnames
