"""Takes docs/list.png: the list of `make demo` with the evidence of rituximab open.

python -m tests.miner.report.picture build/demo/lists/weekly-list-2026-11-30.html docs/list.png
"""

import base64
import shutil
import sys
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.miner.report.conftest import FLAGS

WIDTH, HEIGHT = 1280, 1388
DRUG = "Rituximab"


def take(page: Path, picture: Path) -> None:
    """Write a PNG of the page, 1,280 pixels wide and light."""
    options = Options()
    options.binary_location = str(shutil.which("chromium"))
    for flag in FLAGS:
        options.add_argument(flag)
    with webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver"))) as browser:
        size = {"width": WIDTH, "height": 2 * HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        browser.get(page.resolve().as_uri())
        row = browser.find_element(By.XPATH, f"//table[@id='candidates']/tbody[.//th[text()='{DRUG}']]")
        row.find_element(By.CLASS_NAME, "toggle").click()
        WebDriverWait(browser, 10).until(lambda _: row.find_element(By.CLASS_NAME, "panel").is_displayed())
        browser.execute_script("document.activeElement.blur()")
        time.sleep(0.5)  # the arrow of the row turns
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "scale": 1}
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})
    picture.write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
