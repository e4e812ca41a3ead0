"""The questions are plain SPARQL 1.1: another engine, reading the same files as they are, gives the same rows."""

import pyoxigraph as ox
import pytest
import rdflib

from kg.query import ask, question, questions
from kg.query.catalogue import SEPARATOR
from tests.query.test_cases import CASES, load


def cell(term: rdflib.term.Node | None, kind: str) -> str:
    """A term as text; numbers by value, lists without order."""
    if term is None:
        return ""
    if kind == "list":
        return SEPARATOR.join(sorted(filter(None, str(term).split(SEPARATOR))))
    return f"{float(term):g}" if kind in ("integer", "decimal") else str(term)


@pytest.mark.parametrize("name", questions())
def test_another_engine_gives_the_same_rows(name: str, monkeypatch: pytest.MonkeyPatch):
    """rdflib, over the union of the graphs, with the defaults that stand in the file."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    quads = ox.parse(path=str(CASES / name / "graph.trig"), format=ox.RdfFormat.TRIG)
    union = ox.serialize({quad.triple for quad in quads}, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=union, format="nt")
    kinds = [column.type for column in question(name).columns]
    theirs = [
        [cell(term, kind) for term, kind in zip(row, kinds, strict=True)] for row in graph.query(question(name).query)
    ]
    answer = ask(load(name), name)
    ours = [
        [
            "" if value is None else f"{float(value):g}" if kind in ("integer", "decimal") else str(value)
            for value, kind in zip(row, kinds, strict=True)
        ]
        for row in answer.rows
    ]
    # That engine does not sort by what it does not select.
    assert sorted(theirs) == sorted(ours)
    assert ours
