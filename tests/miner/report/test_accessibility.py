"""axe-core finds nothing on list and evidence page, in every width, light and dark; and they print on paper."""

import base64
import importlib.resources
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from miner.report.citations import Citation
from miner.report.evidence import write_evidence
from miner.report.records import CohortRow
from miner.report.write import write_list
from tests.miner.report.test_evidence import SVG, a_page
from tests.miner.report.test_report import a_hostile_entry, a_list, an_entry

WIDTHS = (1400, 900, 390)
AXE = importlib.resources.files("selenium_axe_python") / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A list and an evidence page on which every part and filter has something to show."""
    folder = tmp_path_factory.mktemp("pages")
    citation = Citation(pmid=1, title="An invented report", journal="J", year=2001, authors=("Smith J",))
    cohort = CohortRow(who="children", study_count=2, measure="response rate", value=80, low=70, high=90, unit="%")
    full = replace(
        an_entry(),
        areas=("oncology",),
        citations=(citation,),
        cohorts=(cohort,),
        forest_plot=SVG,
    )
    written, _, _ = write_list(a_list(full, a_hostile_entry(2), replace(full, rank=3)), folder)
    write_evidence(a_page(full), folder / "evidence.html")
    return {"list": written, "evidence": folder / "evidence.html"}


def look(browser: webdriver.Chrome, page: Path, width: int, scheme: str) -> None:
    """Open a page with all its rows and details open."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get(page.as_uri())
    browser.execute_script(
        "document.getElementById('expand-all')?.click(); for (const one of document.querySelectorAll('details')) "
        "one.open = true;"
    )


@pytest.fixture(autouse=True)
def as_before(browser: webdriver.Chrome) -> Any:
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize("name", ["list", "evidence"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: webdriver.Chrome, pages: dict[str, Path], name: str, scheme: str) -> None:
    for width in WIDTHS:
        look(browser, pages[name], width, scheme)
        browser.execute_script(AXE.read_text(encoding="utf-8"))
        found = browser.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']}).then(done)"
        )
        told = [(one["id"], [node["html"] for node in one["nodes"][:3]]) for one in found["violations"]]
        assert told == [], f"{name}, {width} pixels, {scheme}"
        assert len(found["passes"]) > 20
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_axe_would_find_a_fault(browser: webdriver.Chrome, pages: dict[str, Path]) -> None:
    look(browser, pages["list"], 1400, "light")
    browser.execute_script(
        "document.getElementById('filter-area').closest('label').replaceWith(document.createElement('select'))"
    )
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script("const done = arguments[arguments.length - 1]; axe.run().then(done)")
    assert [one["id"] for one in found["violations"]] == ["select-name"]


@pytest.mark.parametrize("name", ["list", "evidence"])
def test_it_prints_what_is_open_and_no_controls(browser: webdriver.Chrome, pages: dict[str, Path], name: str) -> None:
    look(browser, pages[name], 1400, "dark")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).length"
    assert browser.execute_script(shown, ".controls, .citations, .more") == 0
    assert browser.execute_script(shown, ".sentence") > 2
    assert browser.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    assert base64.b64decode(printed["data"]).startswith(b"%PDF-")
