"""From a definition and a graph to the nodes and links of one picture, capped and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.store.connection import Connection, Iri, Value
from kg.views.bind import bind
from kg.views.definition import Definition

if TYPE_CHECKING:
    import networkx as nx

_DETAIL = 700
"""Characters of hover text; a quote is rarely longer, and a page has to stay light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box: what it is called, what hovering shows, and where it belongs among its fellows."""

    id: str
    kind: str
    column: str
    label: str
    detail: str = ""
    group: str = ""
    depth: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A line between two boxes of different columns, by node id, with how much it stands for."""

    source: str
    target: str
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What one page shows. ``left_out`` holds, by column, how many nodes the graph has beyond those drawn."""

    definition: Definition
    key: str
    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: tuple[tuple[str, int], ...] = ()

    def graph(self) -> nx.Graph[str]:
        """Nodes and links as networkx holds them, by node id: for the layout, and for whoever wants to reckon on."""
        import networkx as nx  # as slow to import as pyvis, which needs it too

        found: nx.Graph[str] = nx.Graph()
        found.add_nodes_from(node.id for node in self.nodes)
        found.add_weighted_edges_from((link.source, link.target, link.weight) for link in self.links)
        return found


def draw(definition: Definition, connection: Connection, *, key: str = "", title: str = "", **values: str) -> Picture:
    """The picture for one item; ``values`` are IRIs for the variables that the definition leaves open.

    Afterwards: 1. no more nodes than the definition's limits, and what was left out is counted;
    2. every link joins two drawn nodes of different columns, once; 3. the order is that of the query.
    """
    rows = connection.select(bind(definition.nodes, values)).records()
    nodes, left_out = _capped(definition, _nodes(definition, rows))
    column = {node.id: node.column for node in nodes}
    weights: dict[tuple[str, str], int] = {}
    for row in connection.select(bind(definition.links, values)).records():
        ends = (_text(row.get("source")), _text(row.get("target")))
        if all(end in column for end in ends) and column[ends[0]] != column[ends[1]]:
            weights[ends] = max(weights.get(ends, 0), _number(row.get("weight")) or 1)
    links = tuple(sorted(Link(source, target, weight) for (source, target), weight in weights.items()))
    return Picture(definition=definition, key=key, title=title, nodes=nodes, links=links, left_out=left_out)


def _nodes(definition: Definition, rows: tuple[dict[str, Value], ...]) -> dict[str, Node]:
    """One node an id: the first row of it counts, further details are added to it."""
    nodes: dict[str, Node] = {}
    details: dict[str, list[str]] = {}
    for row in rows:
        identifier, style = _text(row.get("id")), definition.style(_text(row.get("kind")))
        if not identifier or style is None:
            continue
        detail = _text(row.get("detail"))
        if identifier in nodes:
            if detail not in details[identifier]:
                details[identifier].append(detail)
            continue
        details[identifier] = [detail]
        nodes[identifier] = Node(
            id=identifier,
            kind=style.kind,
            column=_text(row.get("column")) or style.column,
            label=_text(row.get("label")) or _tail(identifier),
            group=_text(row.get("group")),
            depth=_number(row.get("depth")) or 0,
            count=_number(row.get("count")),
        )
    return {
        identifier: Node(
            id=node.id,
            kind=node.kind,
            column=node.column,
            label=node.label,
            detail=_cut("\n".join(filter(None, details[identifier]))),
            group=node.group,
            depth=node.depth,
            count=node.count,
        )
        for identifier, node in nodes.items()
    }


def _capped(definition: Definition, nodes: dict[str, Node]) -> tuple[tuple[Node, ...], tuple[tuple[str, int], ...]]:
    """The first nodes of each column, as far as the limits go, and how many each column lost."""
    kept: list[Node] = []
    left_out: list[tuple[str, int]] = []
    for column in definition.columns:
        own = [node for node in nodes.values() if node.column == column.key]
        kept += own[: column.limit]
        if len(own) > column.limit:
            left_out.append((column.key, len(own) - column.limit))
    return tuple(kept), tuple(left_out)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _number(value: Value) -> int | None:
    return int(value) if isinstance(value, int | float) else None


def _tail(identifier: str) -> str:
    """The last part of an IRI, for what carries no label."""
    return Iri(identifier).rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _cut(text: str) -> str:
    return text if len(text) <= _DETAIL else text[: _DETAIL - 1] + "…"
