"""Terms of a store become plain values, and a query that fails says so in one line."""

import pyoxigraph as ox
import pytest

from kg.errors import BadQuery
from kg.store import Embedded, Iri
from kg.store.embedded import value

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (ox.NamedNode("a:b"), Iri("a:b")),
        (ox.Literal("一", language="zh"), "一"),
        (ox.Literal(3), 3),
        (ox.Literal("0.667", datatype=ox.NamedNode(XSD + "decimal")), 0.667),
        (ox.Literal(True), True),
        (ox.Literal("2020-09-14", datatype=ox.NamedNode(XSD + "date")), "2020-09-14"),
        (ox.Literal("many", datatype=ox.NamedNode(XSD + "integer")), "many"),
        (ox.Literal("maybe", datatype=ox.NamedNode(XSD + "boolean")), "maybe"),
        (None, None),
    ],
)
def test_terms_as_plain_values(term, expected):
    """Numbers and truth values as such, the rest as text; a form that does not fit its datatype stays text."""
    assert value(term) == expected
    assert type(value(term)) is type(expected)


def test_a_connection_does_not_print_its_quads():
    """Formatting a store would write out the whole graph."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:secret"), ox.NamedNode("a:p"), ox.Literal(1)))
    assert "secret" not in repr(Embedded(store))


def test_the_default_graph_is_the_union():
    """A pattern finds triples of named graphs."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(1), ox.NamedNode("a:g")))
    table = Embedded(store).select("SELECT ?s ?o ?missing { ?s <a:p> ?o }")
    assert table.columns == ("s", "o", "missing")
    assert table.rows == ((Iri("a:s"), 1, None),)
    assert table.records() == ({"s": "a:s", "o": 1, "missing": None},)


@pytest.mark.parametrize("query", ["SELECT", "ASK { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> 1 }", ""])
def test_what_is_no_select_is_refused_in_one_line(query: str):
    """Wrong form and wrong syntax alike."""
    with pytest.raises(BadQuery) as caught:
        Embedded(ox.Store()).select(query)
    assert "\n" not in str(caught.value)
