"""The weekly list in a real browser, opened from disk as a reader would open it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from miner.records import LabelLevel, LabelState
from miner.report.write import write_list
from tests.miner.report.test_report import HOSTILE_SENTENCE, a_hostile_entry, a_list, an_entry, with_signal

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
)


def _find_browser() -> tuple[str, str]:
    """Return the paths of chromium and its driver; if they are missing, fail in CI and skip elsewhere."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser and driver:
        return browser, driver
    reason = "no chromium; install it with: apt-get install chromium chromium-driver"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    binary, driver = _find_browser()
    options = Options()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    # A named driver keeps selenium from looking for one on the network.
    with webdriver.Chrome(options=options, service=Service(driver)) as chrome:
        yield chrome


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
