"""From a picture to places: columns from left to right, and in each one no box over another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.views.definition import Column
from kg.views.picture import Node, Picture

if TYPE_CHECKING:
    import networkx as nx

ROW = 34
"""From one box to the next in a column."""
LINE = 17
"""More for each further line in its boxes."""
GROUP = 16
"""More room where a new group begins."""
GAP = 150
"""Between two columns, for the lines."""
INDENT = 16
EDGE = 24


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a box."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands, from the upper left corner; ``lefts`` holds the left side of each column's boxes."""

    width: int
    height: int
    lefts: Mapping[str, int]
    places: Mapping[str, Place]


def arrange(picture: Picture) -> Layout:
    """Places for all nodes.

    The fullest column is set row by row, and so is one that begins at the top; the others stand beside what they
    link to, as near as the distance between boxes allows. Only sums and comparisons: the same picture gives the same
    places on every machine.
    """
    columns = [
        column for column in picture.definition.columns if any(node.column == column.key for node in picture.nodes)
    ]
    members = {column.key: [node for node in picture.nodes if node.column == column.key] for column in columns}
    graph = picture.graph()
    ranks = {node.id: rank for column in columns if column.ordered for rank, node in enumerate(members[column.key])}
    heights: dict[str, float] = {}
    for at in _from_fullest([len(members[column.key]) for column in columns]):
        column = columns[at]
        if not heights and not column.ordered:
            members[column.key] = _by_rank(members[column.key], ranks, graph)
        heights |= _stack(column, members[column.key], heights, graph)
    taller = {column.key: LINE * (column.lines - 1) / 2 for column in columns}
    highest = min((heights[node.id] - taller[node.column] for node in picture.nodes), default=0)
    lefts, x = {}, EDGE
    for column in columns:
        lefts[column.key] = x
        x += column.width + INDENT * max(node.depth for node in members[column.key]) + GAP
    width = {column.key: column.width for column in columns}
    places = {
        node.id: Place(
            lefts[node.column] + node.depth * INDENT + width[node.column] / 2,
            round(heights[node.id] - highest, 2) + EDGE,
        )
        for node in picture.nodes
    }
    bottom = max((place.y for place in places.values()), default=0)
    return Layout(width=max(x - GAP, 0) + EDGE, height=int(bottom) + ROW + EDGE, lefts=lefts, places=places)


def _from_fullest(sizes: Sequence[int]) -> list[int]:
    """Column numbers: the fullest, then its neighbours outwards."""
    if not sizes:
        return []
    fullest = max(range(len(sizes)), key=lambda at: (sizes[at], -at))
    return sorted(range(len(sizes)), key=lambda at: (abs(at - fullest), at))


def _stack(column: Column, nodes: list[Node], heights: Mapping[str, float], graph: nx.Graph[str]) -> dict[str, float]:
    """Heights for the nodes of one column, given those already placed."""
    pitch = ROW + LINE * (column.lines - 1)
    if not heights or column.align == "top":
        return _in_rows(nodes, pitch)
    wished: list[float | None] = []
    for node in nodes:
        placed = [heights[other] for other in graph[node.id] if other in heights]
        wished.append((min(placed) if column.align == "first" else sum(placed) / len(placed)) if placed else None)
    if column.ordered:
        return dict(zip((node.id for node in nodes), spread(_filled(wished, pitch), pitch), strict=True))
    bottom = max(heights.values())
    ranked = sorted(
        ((bottom + pitch if wish is None else wish, at) for at, wish in enumerate(wished)), key=lambda pair: pair
    )
    return dict(zip((nodes[at].id for _, at in ranked), spread([wish for wish, _ in ranked], pitch), strict=True))


def _by_rank(nodes: list[Node], ranks: Mapping[str, int], graph: nx.Graph[str]) -> list[Node]:
    """Nodes sorted by the middle of what they link to in the ordered columns, so that lines cross little."""

    def middle(node: Node) -> float:
        linked = [ranks[other] for other in graph[node.id] if other in ranks]
        return sum(linked) / len(linked) if linked else float("inf")

    return sorted(nodes, key=middle)


def _in_rows(nodes: list[Node], pitch: float) -> dict[str, float]:
    # The upper sides of the first boxes stand in line, however tall they are.
    heights, y, group = {}, (pitch - ROW) / 2, nodes[0].group if nodes else ""
    for node in nodes:
        if node.group != group:
            y, group = y + GROUP, node.group
        heights[node.id] = y
        y += pitch
    return heights


def _filled(wished: Sequence[float | None], pitch: float) -> list[float]:
    """A wish for each: what links to nothing stands just above what follows it, the last ones below the others."""
    filled: list[float] = []
    following: float | None = None
    for wish in reversed(wished):
        following = wish if wish is not None else (None if following is None else following - pitch)
        filled.append(0.0 if following is None else following)
        if wish is None and following is None:
            filled[-1] = float("inf")
    filled.reverse()
    last = 0.0
    for at, wish in enumerate(filled):
        last = last + pitch if wish == float("inf") else wish
        filled[at] = last
    return filled


def spread(wished: Sequence[float], distance: float) -> list[float]:
    """The heights nearest to the wished ones (least squares) that keep the order and the distance.

    >>> spread([0, 0, 0], 10)
    [-10.0, 0.0, 10.0]
    >>> spread([0, 50], 10)
    [0.0, 50.0]
    """
    blocks: list[tuple[float, int]] = []  # (sum of shifted wishes, how many)
    for at, wish in enumerate(wished):
        total, size = wish - at * distance, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / size:
            before = blocks.pop()
            total, size = total + before[0], size + before[1]
        blocks.append((total, size))
    heights: list[float] = []
    for total, size in blocks:
        heights += [total / size + (len(heights) + offset) * distance for offset in range(size)]
    return heights
