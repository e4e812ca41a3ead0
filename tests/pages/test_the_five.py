"""The pictures of the directives that come with the program, as a reader would open them."""

from pathlib import Path

import pytest

from kg.pipeline import build
from kg.store import open_database
from kg.views import render_all
from tests.pages.conftest import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """What `kg view --all` writes after `kg build`."""
    folder = tmp_path_factory.mktemp("five")
    build((), folder / "graph")
    with open_database(folder / "graph") as database:
        return render_all(database.connection, folder / "pages")


def test_all_pages_are_drawn(browser: Browser, pages: tuple[Path, ...]) -> None:
    """The overview, a page for each directive and the county's page draw offline, soon, and without complaint."""
    drawn = [path for path in pages if path.name != "index.html"]
    assert [path.name.split("-")[0].removesuffix(".html") for path in drawn] == [
        *["directive"] * 5,
        "overview",
        "position",
    ]
    for path in drawn:
        browser.open(path, height=1500)
        elapsed = browser.drawn_after()
        assert elapsed is not None
        assert elapsed < 3000, path.name
        assert browser.colours() > 10, path.name
        assert [url for url in browser.requests() if not url.startswith(("file:", "data:"))] == [], path.name
        assert browser.complaints() == [], path.name
        browser.screenshot(path.stem)


def test_no_page_is_heavy(pages: tuple[Path, ...]) -> None:
    """The drawing library weighs 0.7 MB; no page is above 1.2 MB."""
    assert {path.name: path.stat().st_size for path in pages if path.stat().st_size > 1_200_000} == {}
