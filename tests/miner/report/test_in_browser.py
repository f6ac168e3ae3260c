"""The weekly list in a real browser, opened from disk as a reader would open it."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from miner.records import LabelLevel, LabelState
from miner.report import html
from miner.report.citations import Citation
from miner.report.collect import FULL_ROWS, SENTENCES_BEYOND, SENTENCES_PER_ENTRY
from miner.report.records import ListEntry
from miner.report.write import write_list
from tests.miner.report.test_report import (
    HOSTILE_SENTENCE,
    a_bare_entry,
    a_hostile_entry,
    a_list,
    a_sentence,
    an_entry,
    with_signal,
)


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> webdriver.Chrome:
    """A page of three candidates: propranolol, hostile text, and zolpidem off label in Japan."""
    states = (LabelState(jurisdiction="JP", level=LabelLevel.OFF),)
    zolpidem = replace(
        with_signal(an_entry(3), supporting_count=9, label_states=states),
        drug_name="zolpidem",
        disease_name="blepharospasm",
        biomarkers=(),
    )
    html, _, _ = write_list(a_list(an_entry(), a_hostile_entry(2), zolpidem), tmp_path)
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(html.as_uri())
    return browser


def entries(page: webdriver.Chrome) -> list[WebElement]:
    """Return the visible candidates in display order."""
    return [row for row in page.find_elements(By.CSS_SELECTOR, "#candidates > tbody") if row.is_displayed()]


def ranks(page: webdriver.Chrome) -> list[str | None]:
    return [row.get_attribute("data-rank") for row in entries(page)]


def test_a_head_sorts_and_says_how(page: webdriver.Chrome) -> None:
    head = page.find_element(By.XPATH, "//table[@id='candidates']//th[contains(., 'For')]")
    head.find_element(By.TAG_NAME, "button").click()
    assert (head.get_attribute("aria-sort"), ranks(page)) == ("descending", ["3", "1", "2"])
    head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert (head.get_attribute("aria-sort"), ranks(page)) == ("ascending", ["1", "2", "3"])
    assert len(page.find_elements(By.CSS_SELECTOR, "#candidates [aria-sort]")) == 1


def test_text_and_label_state_filter_the_rows(page: webdriver.Chrome) -> None:
    find = page.find_element(By.ID, "filter-text")
    find.send_keys("Blepharo zolp")
    assert ranks(page) == ["3"]
    status = page.find_element(By.ID, "shown")
    assert status.text == "Showing 1 of 3 candidates and 0 of 1 followed by a label"
    page.find_element(By.CSS_SELECTOR, "button[type=reset]").click()
    # The rows come back one by one for a test that asks for each of them.
    WebDriverWait(page, 10).until(lambda page: ranks(page) == ["1", "2", "3"])
    Select(page.find_element(By.ID, "filter-level")).select_by_visible_text("off label")
    assert ranks(page) == ["1", "3"]
    Select(page.find_element(By.ID, "filter-region")).select_by_visible_text("JP")
    assert ranks(page) == ["3"]


def test_a_row_opens_by_key_to_its_sentences(page: webdriver.Chrome) -> None:
    row = entries(page)[0]
    toggle, detail = row.find_element(By.CLASS_NAME, "toggle"), row.find_element(By.CLASS_NAME, "detail")
    assert (toggle.get_attribute("aria-expanded"), detail.is_displayed()) == ("false", False)
    toggle.send_keys(Keys.ENTER)
    assert (toggle.get_attribute("aria-expanded"), detail.is_displayed()) == ("true", True)
    assert [mark.text for mark in detail.find_elements(By.CSS_SELECTOR, ".sentence mark")] == [
        "Propranolol",
        "infantile hemangioma",
    ]
    assert "Retracted, not counted" in detail.find_element(By.CLASS_NAME, "retracted").text
    assert "No benefit was seen" in detail.find_element(By.CLASS_NAME, "opposes").text
    link = detail.find_element(By.CSS_SELECTOR, ".source a")
    assert link.get_attribute("href") == "https://pubmed.ncbi.nlm.nih.gov/18550886/"


def test_hostile_text_runs_nothing_and_the_page_asks_for_nothing(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "expand-all").click()
    shown = page.find_element(By.CSS_SELECTOR, "#candidates-2 .sentence").get_property("textContent")
    assert shown == HOSTILE_SENTENCE
    assert page.execute_script("return window.hacked === undefined") is True
    assert page.get_log("browser") == []
    requests = [entry for entry in page.get_log("performance") if "requestWillBeSent" in entry["message"]]
    assert [entry for entry in requests if '"url":"http' in entry["message"]] == []
    assert page.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_a_telephone_needs_no_sideways_scrolling(page: webdriver.Chrome) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.find_element(By.ID, "expand-all").click()
        assert page.execute_script("return document.documentElement.scrollWidth") == 390
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def press(page: webdriver.Chrome, *keys: str) -> None:
    """Press keys wherever the focus is."""
    page.switch_to.active_element.send_keys(*keys)


def test_filters_are_kept_in_the_address_and_come_back_from_it(page: webdriver.Chrome) -> None:
    address = page.current_url
    page.find_element(By.ID, "filter-text").send_keys("zolp")
    Select(page.find_element(By.ID, "filter-kind")).select_by_value("indication")
    page.find_element(By.CSS_SELECTOR, "#candidates [data-key=for] button").click()
    assert page.current_url == f"{address}#find=zolp&kind=indication&candidates=for.descending"
    assert ranks(page) == []  # zolpidem's label state has no kind
    page.get("about:blank")
    page.get(f"{address}#is=off&in=us&biomarker=VEGFA&candidates=for.descending")
    assert ranks(page) == ["1"]
    assert page.find_element(By.ID, "filter-biomarker").get_property("value") == "VEGFA"
    page.execute_script("location.hash = 'biomarker=nothing-of-this-list&area=%3Cb%3E'")
    WebDriverWait(page, 10).until(lambda page: ranks(page) == ["1", "2", "3"])


def test_a_filter_that_no_row_has_a_value_for_is_hidden(page: webdriver.Chrome) -> None:
    shown = [field.get_attribute("data-key") for field in page.find_elements(By.CSS_SELECTOR, "#controls [data-key]")]
    assert shown == ["find", "in", "is", "kind", "stage", "tier", "biomarker", "first", "changed"]  # no area


def test_what_changed_alone_can_be_shown(browser: webdriver.Chrome, tmp_path: Path) -> None:
    entries_ = (a_bare_entry(), an_entry(2))
    written, _, _ = write_list(a_list(*entries_), tmp_path)
    browser.get(written.as_uri())
    browser.find_element(By.ID, "filter-changed").click()
    assert ranks(browser) == ["2"]
    assert browser.current_url.endswith("#changed=yes")
    Select(browser.find_element(By.ID, "filter-tier")).select_by_value("C")
    assert ranks(browser) == ["2"]


def test_the_list_can_be_read_from_the_keyboard(page: webdriver.Chrome) -> None:
    press(page, "/")
    assert page.switch_to.active_element.get_attribute("id") == "filter-text"
    first, second, _ = entries(page)
    first.find_element(By.CLASS_NAME, "toggle").send_keys(Keys.ARROW_DOWN)
    press(page, Keys.ENTER)
    assert second.find_element(By.CLASS_NAME, "detail").is_displayed()
    second.find_element(By.CSS_SELECTOR, ".source a").send_keys(Keys.ESCAPE)
    assert not second.find_element(By.CLASS_NAME, "detail").is_displayed()
    assert page.switch_to.active_element == second.find_element(By.CLASS_NAME, "toggle")
    press(page, Keys.ARROW_UP)
    assert page.switch_to.active_element == first.find_element(By.CLASS_NAME, "toggle")


def test_rows_and_evidence_beyond_the_first_are_unpacked_when_asked_for(
    browser: webdriver.Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "PLAIN_PANELS", 1)
    rows = [replace(an_entry(rank), sentence_count=rank) for rank in range(1, 451)]
    rows[399] = a_hostile_entry(400)
    written, _, _ = write_list(a_list(*rows), tmp_path)
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(written.as_uri())
    assert len(entries(browser)) == 200
    more = browser.find_element(By.CSS_SELECTOR, ".more button")
    assert more.text == "Show 200 more of 250"
    more.send_keys(Keys.ENTER)
    WebDriverWait(browser, 20).until(
        lambda page: len(page.find_elements(By.CSS_SELECTOR, "#candidates > tbody")) == 400
    )
    assert more.text == "Show 50 more of 50"
    row = browser.find_elements(By.CSS_SELECTOR, "#candidates > tbody")[399]
    row.find_element(By.CLASS_NAME, "toggle").send_keys(Keys.ENTER)
    shown = WebDriverWait(browser, 10).until(lambda _: row.find_elements(By.CLASS_NAME, "sentence"))
    assert shown[0].get_property("textContent") == HOSTILE_SENTENCE
    assert browser.execute_script("return window.hacked === undefined") is True
    assert browser.get_log("browser") == []
    requests = [entry for entry in browser.get_log("performance") if "requestWillBeSent" in entry["message"]]
    assert [entry for entry in requests if '"url":"http' in entry["message"]] == []


def test_citations_are_downloaded_as_they_stand(browser: webdriver.Chrome, tmp_path: Path) -> None:
    citation = Citation(pmid=1, title="Ünïcode & <tags>", journal="J", year=2001)
    written, _, _ = write_list(a_list(replace(an_entry(), citations=(citation,))), tmp_path)
    saved = tmp_path / "saved"
    saved.mkdir()
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(saved)})
    browser.get(written.as_uri())
    entries(browser)[0].find_element(By.CLASS_NAME, "toggle").click()
    browser.find_element(By.CSS_SELECTOR, ".citations summary").click()
    browser.find_element(By.CSS_SELECTOR, ".citations button").click()
    file = saved / "propranolol-infantile-hemangioma.ris"
    WebDriverWait(browser, 10).until(lambda _: file.is_file())
    assert "TI  - Ünïcode & <tags>" in file.read_text(encoding="utf-8")


@pytest.mark.exhaustive
def test_a_list_of_5000_rows_opens_in_two_seconds(browser: webdriver.Chrome, tmp_path: Path) -> None:
    """Every row is full, each sentence of another article, of words that compress as badly as those of abstracts."""
    random = Random(5000)
    words = ["".join(random.choices("abcdefghilmnoprstuv", k=random.randint(2, 11))) for _ in range(8000)]

    def a_row(rank: int) -> ListEntry:
        most = SENTENCES_PER_ENTRY if rank <= FULL_ROWS else SENTENCES_BEYOND
        sentences = tuple(
            replace(a_sentence(" ".join(random.choices(words, k=22)), ()), pmid=rank * 100 + n, title=" ".join(title))
            for n, title in enumerate(random.choices(words, k=12) for _ in range(most))
        )
        citations = tuple(Citation(pmid=s.pmid, title=s.title, journal=s.journal, year=s.year) for s in sentences)
        return replace(
            an_entry(rank), sentences=sentences, citations=citations, disease_name=" ".join(words[rank:][:3])
        )

    written, _, _ = write_list(a_list(*map(a_row, range(1, 5001))), tmp_path)
    assert written.stat().st_size < 15e6, written.stat().st_size / 1e6
    milliseconds = []
    for _ in range(3):
        browser.get("about:blank")
        browser.get(written.as_uri())
        opened = "return performance.getEntriesByType('navigation')[0].loadEventEnd"
        milliseconds.append(browser.execute_script(opened))
        assert browser.find_element(By.ID, "shown").text.startswith("Showing 5000 of 5000 candidates")
    assert min(milliseconds) <= 2000
    browser.find_element(By.ID, "filter-text").send_keys(words[4000])
    assert "4000" in ranks(browser)
