"""Triples → quads of one named graph, written as ``sheet.say(subject, predicate, value)``.

What several directives share (a bearer, a cited work, a party) is described in a graph of its own, ``id:graph/shared``.
Its name says all that is said of it, so each directive says the same; said in each directive's graph, it would be
counted as often as there are directives when all graphs are asked as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.populate.names import Names
from kg.populate.terms import TYPE, kg


class Sheet:
    """Makes the quads of one graph; remembers which shared things it has described already."""

    __slots__ = ("_described", "graph", "names", "shared")

    def __init__(self, names: Names, graph: NamedNode) -> None:
        self.names = names
        self.graph = graph
        self.shared = (
            self if graph == names.knowledge_graph("shared") else Sheet(names, names.knowledge_graph("shared"))
        )
        self._described: set[NamedNode] = set()

    def say(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal | None) -> Iterator[Quad]:
        """One quad; none where there is no value."""
        if value is not None:
            yield Quad(subject, predicate, value, self.graph)

    def kind(self, subject: NamedNode, name: str) -> Iterator[Quad]:
        """``subject a kg:name``."""
        yield Quad(subject, TYPE, kg(name), self.graph)

    def first(self, thing: NamedNode) -> bool:
        """Whether this sheet has not described ``thing`` yet; from now on it has."""
        if thing in self._described:
            return False
        self._described.add(thing)
        return True
