"""A store is written sorted: the same quads give the same bytes, whatever order they came in and however many there are."""

import io
import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import dump


def quads() -> list[ox.Quad]:
    """Quads in three graphs with characters that sorting and line ends could trip over."""
    texts = ["一", "a\nb", "tab\t", '"', "\\", "\u2028", "\x85", "z" * 300, "😀", ""]
    graphs = [
        ox.NamedNode("https://w3id.org/zhize/id/graph/b"),
        ox.NamedNode("https://w3id.org/zhize/id/graph/a"),
        ox.DefaultGraph(),
    ]
    return [
        ox.Quad(
            ox.NamedNode(f"a:s{number % 7}"), ox.NamedNode("a:p"), ox.Literal(f"{text}{number}", language="zh"), graph
        )
        for graph in graphs
        for number in range(20)
        for text in texts
    ]


def store(order: int) -> ox.Store:
    """The quads, added in an order of their own."""
    shuffled = quads()
    random.Random(order).shuffle(shuffled)
    found = ox.Store()
    found.extend(shuffled)
    return found


def written(write, order: int) -> bytes:
    """What a writer makes of the store."""
    output = io.BytesIO()
    write(store(order), output)
    return output.getvalue()


@pytest.mark.parametrize("write", [dump.nquads, dump.turtle, dump.trig])
def test_the_order_of_arrival_does_not_show(write):
    """Two stores with the same quads give the same bytes."""
    assert written(write, 1) == written(write, 2)


@pytest.mark.parametrize("run", [1, 7, 200, 10_000])
def test_sorting_in_runs_gives_the_same(monkeypatch: pytest.MonkeyPatch, run: int):
    """However small the runs are that fit into memory."""
    expected = written(dump.nquads, 1)
    monkeypatch.setattr(dump, "RUN", run)
    assert written(dump.nquads, 1) == expected


def test_nquads_are_sorted_graph_by_graph_and_whole():
    """Default graph first, then graphs by name; each line parses to one of the quads."""
    lines = written(dump.nquads, 3).splitlines(keepends=True)
    by_graph = {}
    for line in lines:
        (quad,) = ox.parse(line, ox.RdfFormat.N_QUADS)
        by_graph.setdefault(str(quad.graph_name), []).append(line)
    assert list(by_graph) == ["DEFAULT", "<https://w3id.org/zhize/id/graph/a>", "<https://w3id.org/zhize/id/graph/b>"]
    assert all(group == sorted(group) for group in by_graph.values())
    assert set(ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)) == set(quads())


def test_turtle_is_the_union_and_trig_keeps_graphs_apart():
    """A triple in several graphs is written once in Turtle, and once in each graph in TriG."""
    turtle = list(ox.parse(written(dump.turtle, 1), ox.RdfFormat.TURTLE))
    assert len(turtle) == len(set(turtle)) == len({quad.triple for quad in quads()})
    assert set(ox.parse(written(dump.trig, 1), ox.RdfFormat.TRIG)) == set(quads())


def test_an_empty_store_gives_nothing(tmp_path: Path):
    """No quads, no bytes."""
    with (tmp_path / "out").open("wb") as output:
        assert dump.nquads(ox.Store(), output) == 0
    assert (tmp_path / "out").read_bytes() == b""
