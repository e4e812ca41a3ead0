"""Ontology and vocabulary files → the quads that every database starts with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kg import resources
from kg.populate.names import BASE, Names


def knowledge(base: str = BASE) -> Iterator[Quad]:
    """The ontology and its alignments in ``id:graph/ontology``, the vocabularies in ``id:graph/vocabulary``.

    With another base, the individuals that the files name move to it; the ontology's own terms stay. Lists and
    restrictions, which OWL writes with blank nodes, get names by their order in the file.
    """
    names = Names(base)
    folder = resources.ontology()
    for path in (folder / "kg.ttl", folder / "alignments.ttl"):
        yield from _file(path, names, "ontology")
    for path in sorted(resources.vocabulary().glob("*.ttl")):
        yield from _file(path, names, "vocabulary")


def _file(path: Path, names: Names, graph: str) -> Iterator[Quad]:
    into = names.knowledge_graph(graph)
    blanks: dict[str, NamedNode] = {}

    def named(node: BlankNode) -> NamedNode:
        return blanks.setdefault(node.value, names.node("axiom", f"{path.stem}-{len(blanks) + 1}"))

    def moved(node: NamedNode) -> NamedNode:
        inside = names.base != BASE and node.value.startswith(BASE)
        return NamedNode(names.base + node.value.removeprefix(BASE)) if inside else node

    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        yield Quad(
            named(subject) if isinstance(subject, BlankNode) else moved(subject),
            quad.predicate,
            named(value) if isinstance(value, BlankNode) else value if isinstance(value, Literal) else moved(value),
            into,
        )
