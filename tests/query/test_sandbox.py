"""A query from outside is answered by a child process, in any format, and ended at its deadline."""

import csv
import io
import json
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import BadQuery
from kg.query.sandbox import run

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o FILTER(?c + ?f + ?i + ?l = 1) }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred quads on the disk."""
    path = tmp_path_factory.mktemp("graph")
    store = ox.Store(str(path))
    store.extend(
        ox.Quad(
            ox.NamedNode(f"a:s{number}"),
            ox.NamedNode("a:p"),
            ox.Literal(f"第{number}", language="zh"),
            ox.NamedNode("a:g"),
        )
        for number in range(200)
    )
    store.flush()
    return path


def result(graph: Path, query: str, **options) -> str:
    """The whole result as text."""
    return b"".join(run(graph, query, **options)).decode()


def test_rows_in_each_format(graph: Path):
    """The same rows as JSON, CSV, TSV and XML; the default graph is the union."""
    query = "SELECT ?s ?o { ?s <a:p> ?o } ORDER BY ?o LIMIT 2"
    found = json.loads(result(graph, query))
    assert [row["o"]["value"] for row in found["results"]["bindings"]] == ["第0", "第1"]
    assert list(csv.reader(io.StringIO(result(graph, query, form="csv"))))[1] == ["a:s0", "第0"]
    assert '"第0"@zh' in result(graph, query, form="tsv")
    assert "第1" in result(graph, query, form="xml")


def test_truth_values_and_triples(graph: Path):
    """ASK gives true or false in every format; CONSTRUCT gives triples."""
    assert json.loads(result(graph, "ASK { ?s ?p ?o }"))["boolean"] is True
    assert result(graph, "ASK { ?s <a:none> ?o }", form="csv") == "false\n"
    assert (
        len(list(ox.parse(result(graph, "CONSTRUCT WHERE { ?s ?p ?o }", form="ntriples"), ox.RdfFormat.N_TRIPLES)))
        == 200
    )


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml"])
def test_rows_can_be_capped(graph: Path, form: str):
    """No more rows than asked for, with their terms whole."""
    text = result(graph, "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s", form=form, most=3)
    assert text.count("第") == 3
    assert (
        len(
            list(
                ox.parse(result(graph, "CONSTRUCT WHERE { ?s ?p ?o }", form="ntriples", most=5), ox.RdfFormat.N_TRIPLES)
            )
        )
        == 5
    )


def test_a_query_that_takes_too_long_is_ended(graph: Path):
    """At the deadline, not some day."""
    start = time.monotonic()
    with pytest.raises(BadQuery, match="not done after 1 s; ask for less, or give a longer --timeout"):
        result(graph, SLOW, deadline=1)
    assert time.monotonic() - start < 10


def test_a_reader_that_goes_away_ends_the_child(graph: Path):
    """Closing the result early leaves no process behind."""
    blocks = run(graph, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    next(blocks)
    start = time.monotonic()
    blocks.close()
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "query", ["SELECT", "SELECT * { ?s ?p }", "SELECT * { ?s undeclared:p ?o }", "", "\0", "\ud800"]
)
def test_what_does_not_parse_is_one_line(graph: Path, query: str):
    """The parser's words, without a traceback."""
    with pytest.raises(BadQuery, match="failed: ") as caught:
        result(graph, query)
    assert "\n" not in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_service_does_not_reach_the_child(graph: Path):
    """Refused before anything runs."""
    with pytest.raises(BadQuery, match="SERVICE is refused"):
        result(graph, "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
