"""A headless browser that writes down every request, every console line and every picture it shows."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=zh-CN",
)


@dataclass
class Browser:
    """One Chromium; ``open`` shows a page and forgets what the one before it did."""

    driver: webdriver.Chrome

    def open(self, path: Path, *, width: int = 1280, height: int = 900, drawing: bool = True) -> None:
        self.driver.set_window_size(width, height)
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.driver.get(path.resolve().as_uri())
        if drawing:
            WebDriverWait(self.driver, 20).until(lambda _: self.drawn_after() is not None)

    def point(self, x: int, y: int, *, click: bool = False) -> None:
        """The pointer over a place of the canvas, given in the canvas' own pixels."""
        left, top = self.driver.execute_script(
            "const place = document.querySelector('canvas').getBoundingClientRect(); return [place.left, place.top];"
        )
        actions = ActionBuilder(self.driver)
        actions.pointer_action.move_to_location(int(left) + x, int(top) + y)
        actions.pointer_action.pause(0.3)
        if click:
            actions.pointer_action.click()
            actions.pointer_action.pause(0.3)
        actions.perform()

    def drawn_after(self) -> int | None:
        """Milliseconds from the start of loading to the first drawing."""
        value = self.driver.find_element(By.TAG_NAME, "html").get_attribute("data-drawn")
        return None if value is None else int(value)

    def requests(self) -> list[str]:
        """The addresses asked for since the page was opened."""
        entries = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console says: errors, refused scripts, warnings."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def colours(self) -> int:
        """How many different colours the canvas shows."""
        return int(
            self.driver.execute_script(
                """const canvas = document.querySelector("canvas");
                const height = Math.min(canvas.height, 2000);
                const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, height).data;
                const seen = new Set();
                for (let at = 0; at < data.length; at += 4) {
                    if (data[at + 3]) seen.add(data[at] * 65536 + data[at + 1] * 256 + data[at + 2]);
                }
                return seen.size;"""
            )
        )

    def screenshot(self, name: str) -> Path:
        """The window as it looks now, in ``build/screenshots``."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.driver.save_screenshot(str(path))
        return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for all tests; where there is none, they fail."""
    binary, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.fail("page tests need chromium and chromedriver (Debian: chromium chromium-driver fonts-noto-cjk)")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        chrome = webdriver.Chrome(options=options, service=Service(executable_path=driver))
        try:
            yield Browser(chrome)
        finally:
            chrome.quit()
