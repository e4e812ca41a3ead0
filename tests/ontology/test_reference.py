"""The reference pages say what the ontology says, in zh and en."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from lxml import html

from kg import resources

ROOT = Path(__file__).parents[2]


def generator() -> ModuleType:
    """``docs/ontology.py`` as a module."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "ontology.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = generator().pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_pages_are_current(name):
    """`make docs` would change nothing."""
    assert (ROOT / "docs" / "ontology" / name).read_text(encoding="utf-8") == PAGES[name]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_term_has_an_entry_and_every_link_a_place(name):
    """Each class and property of ours is on the page and each class in the drawing; links on the page lead somewhere."""
    page = html.fromstring(PAGES[name].encode())
    terms = set(
        re.findall(r"^kg:(\w+) a owl:", (resources.ontology() / "kg.ttl").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {article.get("id") for article in page.iter("article")} == terms
    drawn = {re.search(r"kg:(\w+)", text.text_content())[1] for text in page.iter("text")}
    assert drawn == {term for term in terms if term[0].isupper()}
    places = {node.get("id") for node in page.iter() if node.get("id")}
    assert {link.removeprefix("#") for link in page.xpath("//@href") if link.startswith("#")} <= places
    assert not page.xpath("//script | //@onclick | //link | //img")


def test_what_a_term_says_is_escaped(tmp_path, monkeypatch):
    """Words of the ontology are words on the page, whatever they look like."""
    for name in ("kg.ttl", "alignments.ttl"):
        text = (resources.ontology() / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(
            text.replace('"A policy document', '"<script>x</script>A policy document'), encoding="utf-8"
        )
    monkeypatch.setattr("kg.resources.ontology", lambda: tmp_path)
    page = generator().pages()["index.en.html"]
    assert "&lt;script&gt;x" in page
    assert "<script>" not in page
