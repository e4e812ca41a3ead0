"""A graph → findings, by the shapes of ``ontology/shapes.ttl`` put as SPARQL.

The shapes use a part of SHACL only (see ``_TESTS``), which two or three queries a property shape can ask; they run
where the graph is, and read no library's copy of it. A thing is looked at when it is of the target class itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from kg import resources
from kg.reason.checks import Finding, Gravity

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CLASS = "?kind <http://www.w3.org/2000/01/rdf-schema#subClassOf>*"

_TESTS: Mapping[str, Callable[[str], str]] = {
    "datatype": lambda value: f"isLiteral(?value) && DATATYPE(?value) = {value}",
    "nodeKind": lambda value: "isIRI(?value)" if value.endswith("#IRI>") else "false",
    "in": lambda values: f"?value IN ({values})",
    "pattern": lambda value: f"!isBlank(?value) && REGEX(STR(?value), {value})",
    "minLength": lambda value: f"!isBlank(?value) && STRLEN(STR(?value)) >= {value}",
    "minInclusive": lambda value: f"?value >= {value}",
}
"""A constraint → what must hold of each value."""
_OTHERS = {"lessThan": "<", "lessThanOrEquals": "<="}


@dataclass(frozen=True, slots=True)
class Shape:
    """A property shape: whom it is for, what it looks at, and its constraints as SPARQL terms."""

    name: str
    targets: tuple[str, ...]
    path: str
    constraints: tuple[tuple[str, str], ...]


def conformance(store: Store) -> tuple[Finding, ...]:
    """What does not fit its shape, sorted: one finding for each thing, shape and constraint."""
    return tuple(sorted(finding for shape in shapes() for finding in _look(store, shape)))


@cache
def shapes() -> tuple[Shape, ...]:
    """The property shapes in the order of their names."""
    graph = Store()
    graph.load(path=str(resources.ontology() / "shapes.ttl"), format=RdfFormat.TURTLE)
    rows = graph.query(f"SELECT ?shape ?node ?path {{ ?node <{_SH}property> ?shape . ?shape <{_SH}path> ?path }}")
    if not isinstance(rows, QuerySolutions):
        raise TypeError("the list of shapes is a SELECT query")
    found = []
    for row in rows:
        shape, node = row["shape"], row["node"]
        targets = (quad.object for quad in graph.quads_for_pattern(node, NamedNode(f"{_SH}targetClass"), None))
        found.append(
            Shape(
                name=shape.value.rsplit("/", 1)[1],
                targets=tuple(sorted(str(target) for target in targets)),
                path=str(row["path"]),
                constraints=tuple(sorted(_constraints(graph, shape))),
            )
        )
    return tuple(sorted(found, key=lambda shape: shape.name))


def _constraints(graph: Store, shape: NamedNode) -> Iterator[tuple[str, str]]:
    for quad in graph.quads_for_pattern(shape, None, None):
        name = quad.predicate.value.removeprefix(_SH)
        if name == "in":
            yield name, ", ".join(_members(graph, quad.object))  # type: ignore[arg-type]  # a list has no literal for a node
        elif name != "path" and quad.predicate.value.startswith(_SH):
            yield name, str(quad.object)


def _members(graph: Store, node: NamedNode) -> Iterator[str]:
    for quad in graph.quads_for_pattern(node, NamedNode(f"{_RDF}first"), None):
        yield str(quad.object)
    for quad in graph.quads_for_pattern(node, NamedNode(f"{_RDF}rest"), None):
        yield from _members(graph, quad.object)  # type: ignore[arg-type]  # a list has no literal for a node


def _look(store: Store, shape: Shape) -> Iterator[Finding]:
    for name, value in shape.constraints:
        rows = store.query(_query(shape, name, value), use_default_graph_as_union=True)
        if not isinstance(rows, QuerySolutions):
            raise TypeError("a shape is asked by SELECT queries")
        said = f"its {shape.path} does not fit {name} {value}"
        for row in rows:
            entity = row["entity"]
            where = entity.value if isinstance(entity, NamedNode | Literal) else str(entity)
            yield Finding(f"shape {shape.name}", where, said, Gravity.ERROR, "correct the value, or what populates it")


def _query(shape: Shape, name: str, value: str) -> str:
    """Who breaks one constraint."""
    count = int(value.split('"')[1]) if name in ("minCount", "maxCount") else 0
    target = f"VALUES ?target {{ {' '.join(shape.targets)} }} ?entity a ?target ."
    values = f"{target} ?entity {shape.path} ?value ."
    group = "GROUP BY ?entity HAVING (COUNT(DISTINCT ?value)"
    if name == "minCount" and count == 1:
        return f"SELECT DISTINCT ?entity {{ {target} FILTER NOT EXISTS {{ ?entity {shape.path} ?value }} }}"
    if name == "minCount":
        return f"SELECT ?entity {{ {target} OPTIONAL {{ ?entity {shape.path} ?value }} }} {group} < {count})"
    if name == "maxCount":
        return f"SELECT ?entity {{ {values} }} {group} > {count})"
    if name == "class":
        return f"SELECT DISTINCT ?entity {{ {{ {values} }} MINUS {{ {_CLASS} {value} . ?value a ?kind }} }}"
    if name in _OTHERS:
        test = f"COALESCE(?value {_OTHERS[name]} ?other, false)"
        return f"SELECT DISTINCT ?entity {{ {values} ?entity {value} ?other . FILTER (!{test}) }}"
    return f"SELECT DISTINCT ?entity {{ {values} FILTER (!COALESCE({_TESTS[name](value)}, false)) }}"
