"""An rdflib graph as a connection: the named questions over a small graph that somebody has in a notebook.

``ask(Notebook(rdflib.Graph().parse("graph.ttl")), "duties", level="county")``, with the file of ``kg export turtle``.
"""

from __future__ import annotations

from typing import cast

import rdflib
from rdflib.query import Result, ResultRow

from kg.errors import BadQuery
from kg.store.connection import Iri, Table, Value
from kg.store.embedded import one_line, plain


class Notebook:
    """A graph of rdflib, in memory; the union of all graphs where there were several."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph

    def __repr__(self) -> str:
        return f"Notebook({len(self._graph)} triples)"

    def select(self, query: str) -> Table:
        result = self._run(query, "SELECT")
        rows = cast("list[ResultRow]", list(result))
        return Table(tuple(map(str, result.vars or ())), tuple(tuple(_value(term) for term in row) for row in rows))

    def ask(self, query: str) -> bool:
        return bool(self._run(query, "ASK").askAnswer)

    def _run(self, query: str, kind: str) -> Result:
        try:
            result = self._graph.query(query)
        except Exception as error:  # its parser raises whatever came up
            raise BadQuery(f"the query does not parse: {one_line(error)}") from error
        if result.type != kind:
            raise BadQuery(f"{'an' if kind == 'ASK' else 'a'} {kind} query was expected here")
        return result


def _value(term: object) -> Value:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return Iri(term)
    if isinstance(term, rdflib.Literal):
        return plain(str(term), str(term.datatype or ""))
    return str(term)
