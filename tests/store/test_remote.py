"""An endpoint somewhere else answers like a store of our own, and whatever it does wrong is said in one line."""

import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.errors import BadQuery, KgError, StoreError
from kg.query import ask, explain, question
from kg.store import Iri, Remote
from kg.store import remote as remote_module
from tests.query.test_cases import CASES, load
from tests.store.endpoint import serving


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """An endpoint with the graph of the question about duties."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")
        with serving(load("duties").store) as url:
            yield url


def test_values_are_plain(address: str):
    """Rows of text, numbers and IRIs; truth values; triples."""
    remote = Remote(f"{address}/sparql")
    table = remote.select('SELECT ?s ?n ?word ?missing { VALUES (?s ?n ?word) { (<a:b> 3 "一"@zh) } }')
    assert (table.columns, table.rows) == (("s", "n", "word", "missing"), ((Iri("a:b"), 3, "一", None),))
    assert remote.ask("ASK { VALUES ?one { 1 } }") is True
    assert remote.query("CONSTRUCT { <a:s> <a:p> 1 } WHERE {}") == [
        ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(1))
    ]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("duties", {}), ("duties", {"level": "县级", "who": "leadership", "basis": "named"}), ("duties-not", {})],
)
def test_questions_have_the_same_answers(address: str, name: str, parameters: dict[str, str]):
    """Parameters are looked up there too."""
    here, there = load("duties"), Remote(f"{address}/sparql")
    assert ask(there, name, **parameters).rows == ask(here, name, **parameters).rows
    assert ask(here, name, **parameters).rows


def test_an_explanation_is_the_same(address: str):
    """All that the graph knows about a norm."""
    assert explain(Remote(f"{address}/sparql"), "a/n2") == explain(load("duties"), "a/n2")


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_every_question_is_understood(name: str, address: str):
    """As it stands in its file."""
    columns = tuple(column.name for column in question(name).columns)
    assert Remote(f"{address}/sparql").select(question(name).query).columns == columns


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/sparql", BadQuery, "refuses the query: "),
        ("/html", StoreError, "answers with text/html; is this a SPARQL endpoint?"),
        ("/half", StoreError, "its answer is broken"),
        ("/missing", StoreError, "/missing: "),
        ("/failing", StoreError, "out of memory"),
        ("/busy", StoreError, "answers 503"),
    ],
)
def test_bad_answers_are_said_in_one_line(address: str, path: str, kind: type[KgError], said: str):
    """With the endpoint's name."""
    with pytest.raises(kind) as caught:
        Remote(address + path).select("SELECT ?s {")
    assert said in str(caught.value)
    assert address in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_nobody_is_waited_for_forever(address: str, path: str):
    """Whether nothing comes or too little."""
    started = time.monotonic()
    with pytest.raises(StoreError, match="no answer after 1 s; ask for less"):
        Remote(address + path, timeout=1).select("SELECT * {}")
    assert time.monotonic() - started < 2.5


def test_an_answer_without_end_is_cut(address: str, monkeypatch: pytest.MonkeyPatch):
    """Memory is ours."""
    monkeypatch.setattr(remote_module, "MAX_BYTES", 100)
    with pytest.raises(StoreError, match="more than 100 bytes"):
        Remote(f"{address}/sparql").select("SELECT * { ?s ?p ?o }")


def test_an_endpoint_that_is_gone_is_named():
    """Nobody listens any more."""
    with serving(ox.Store()) as url:
        gone = url
    with pytest.raises(StoreError, match=r"no answer .*check the URL and that it runs"):
        Remote(gone).ask("ASK {}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:7878",
        "file:///etc/passwd",
        "ftp://a/b",
        "http://",
        "http://u:secret@a/",
        "http://a b/",
        "http://[a",
        "http://a:x/",
    ],
)
def test_only_web_addresses_are_asked(url: str):
    """No file is read for an endpoint, and no password is shown."""
    with pytest.raises(StoreError, match="an endpoint is a URL like") as caught:
        Remote(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT { <a:s> <a:p> 1 } WHERE {}"])
def test_what_is_no_select_is_refused(address: str, query: str):
    """As by a store of our own."""
    with pytest.raises(BadQuery, match="a SELECT query was expected"):
        Remote(f"{address}/sparql").select(query)
