"""A graph in rdflib answers the named questions as a database does."""

import io

import pytest
import rdflib

from kg.errors import BadQuery
from kg.query import ask
from kg.store import Iri, dump
from kg.store.notebook import Notebook
from tests.query.test_cases import load


def graph() -> rdflib.Graph:
    """The graph of the question about duties, by way of the Turtle that kg export writes."""
    written = io.BytesIO()
    dump.turtle(load("duties").store, written)
    return rdflib.Graph().parse(data=written.getvalue(), format="turtle")


@pytest.mark.parametrize("parameters", [{}, {"level": "县级", "who": "leadership", "basis": "level-range"}])
def test_a_question_has_the_same_answer(parameters: dict[str, str]):
    """With its parameters in words, which are looked up in the graph."""
    here = ask(load("duties"), "duties", **parameters)
    assert set(ask(Notebook(graph()), "duties", **parameters).rows) == set(here.rows)
    assert here.rows


def test_terms_become_plain_values():
    """Numbers and truth values as such, unbound as None, IRIs apart from text."""
    table = Notebook(rdflib.Graph()).select(
        'SELECT ?s ?n ?word ?yes ?missing { VALUES (?s ?n ?word ?yes) { (<a:b> 3 "一"@zh true) } }'
    )
    assert table.columns == ("s", "n", "word", "yes", "missing")
    assert table.rows == ((Iri("a:b"), 3, "一", True, None),)
    assert Notebook(rdflib.Graph()).ask("ASK {}") is True


@pytest.mark.parametrize("query", ["SELECT", "ASK {}", ""])
def test_what_is_no_select_is_refused_in_one_line(query: str):
    """As by a database."""
    with pytest.raises(BadQuery) as caught:
        Notebook(rdflib.Graph()).select(query)
    assert "\n" not in str(caught.value)
