"""The pictures in a browser, opened as files: offline, drawn, quick, and deaf to hostile labels."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from selenium.webdriver.common.by import By

from kg.store.embedded import Embedded
from kg.views import load, names, render_all
from kg.views.layout import LINE, ROW
from kg.views.page import page
from kg.views.picture import Link, Node, Picture
from tests.pages.conftest import Browser

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "<a href='javascript:window.hit = 1'>href</a>",
    "<img src=https://example.org/x onerror='window.hit = 1'>",
    "\"');window.hit = 1;//",
    "</title><svg onload='window.hit = 1'>",
)


def small(folder: Path) -> tuple[Path, ...]:
    """All pages of the small hand-written graph."""
    store = ox.Store()
    store.load(path=str(Path(__file__).parents[1] / "views" / "graph.trig"), format=ox.RdfFormat.TRIG)
    return render_all(Embedded(store), folder)


def written(folder: Path, picture: Picture) -> Path:
    path = folder / "picture.html"
    path.write_text(page(picture), encoding="utf-8")
    return path


def full() -> Picture:
    """As many boxes as a page may hold."""
    definition = load("directive")
    nodes = tuple(
        Node(
            id=f"{column.key}{number}",
            kind=next(style.kind for style in definition.styles if style.column == column.key),
            column=column.key,
            label=f"第{number}条 每季度至少开展一次集体学习研讨",
        )
        for column in definition.columns
        for number in range(column.limit)
    )
    links = tuple(Link(f"norm{number}", f"bearer{number % 40}") for number in range(190))
    return Picture(definition=definition, key="full", title="满页", nodes=nodes, links=links)


def test_the_index_leads_to_every_page(browser: Browser, tmp_path: Path) -> None:
    """The index asks nothing of the network either, and its links are the pages beside it."""
    index, *pages = small(tmp_path)
    browser.open(index, drawing=False)
    links = [link.get_attribute("href") for link in browser.driver.find_elements(By.TAG_NAME, "a")]
    assert links == [path.resolve().as_uri() for path in pages]
    assert [url for url in browser.requests() if not url.startswith("file:")] == []
    assert browser.complaints() == []
    browser.screenshot("index")


@pytest.mark.parametrize("name", names())
def test_pages_draw_and_ask_nothing_of_the_network(browser: Browser, tmp_path: Path, name: str) -> None:
    """Each picture draws on its canvas, without a request to anywhere and without a word on the console."""
    paths = [path for path in small(tmp_path) if path.name.startswith(name)]
    assert paths
    for path in paths:
        browser.open(path)
        assert browser.colours() > 10
        assert [url for url in browser.requests() if not url.startswith(("file:", "data:"))] == []
        assert browser.complaints() == []
        browser.screenshot(f"small-{path.stem}")


def test_hostile_labels_do_not_run(browser: Browser, tmp_path: Path) -> None:
    """Labels, hover texts and titles full of script are shown, hovered and clicked, and nothing happens."""
    definition = load("overview")
    nodes = tuple(Node(id=text, kind="bearer", column="bearer", label=text, detail=text) for text in HOSTILE)
    path = written(tmp_path, Picture(definition=definition, key="", title=HOSTILE[0], nodes=nodes, links=()))
    browser.open(path)
    for number, text in enumerate(HOSTILE):
        browser.point(24 + 125, 24 + 34 * number)
        assert browser.driver.find_element(By.CSS_SELECTOR, "div.vis-tooltip").text.startswith(text)
        browser.point(24 + 125, 24 + 34 * number, click=True)
        card = browser.driver.find_element(By.ID, "card")
        assert card.text.startswith(text)
        assert card.find_elements(By.XPATH, "*") == []
    assert browser.driver.execute_script("return window.hit === undefined")
    assert [url for url in browser.requests() if not url.startswith(("file:", "data:"))] == []
    assert browser.complaints() == []


def test_a_script_that_got_in_would_be_refused(browser: Browser, tmp_path: Path) -> None:
    """Were a script to slip into a page all the same, its policy would not let it run."""
    path = written(tmp_path, full())
    attack = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'></body>"
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", attack), encoding="utf-8")
    browser.open(path)
    assert browser.driver.execute_script("return window.hit === undefined")
    assert any("Content Security Policy" in line for line in browser.complaints())


def test_a_full_page_draws_at_once(browser: Browser, tmp_path: Path) -> None:
    """Three hundred boxes are on the screen within three seconds, on a small machine too."""
    browser.open(written(tmp_path, full()))
    elapsed = browser.drawn_after()
    browser.screenshot("full")
    assert elapsed is not None
    assert elapsed < 3000


def test_the_overview_shows_its_directives_at_once(browser: Browser, tmp_path: Path) -> None:
    """On a screen of 1280 × 900 the most frequent boxes of all columns are seen without scrolling."""
    path = next(path for path in small(tmp_path) if path.stem == "overview")
    browser.open(path)
    top = browser.driver.execute_script("return document.querySelector('canvas').getBoundingClientRect().top")
    seen = browser.driver.execute_script("return window.innerHeight")
    assert top + 5 * (ROW + 2 * LINE) < seen


def test_small_windows_and_hover(browser: Browser, tmp_path: Path) -> None:
    """On a telephone the page itself does not scroll sideways, and the text of a box shows when it is touched."""
    path = next(path for path in small(tmp_path) if path.stem == "directive-small")
    browser.open(path, width=500, height=900)
    assert browser.driver.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    browser.point(24 + 60, 24, click=True)
    assert browser.driver.find_element(By.ID, "card").text == "导言"
    hint = browser.driver.find_element(By.CSS_SELECTOR, ".sideways")
    assert hint.is_displayed()
    browser.screenshot("telephone")
    browser.open(path, width=1600, height=900)
    assert not browser.driver.find_element(By.CSS_SELECTOR, ".sideways").is_displayed()
