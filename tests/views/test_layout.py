"""No box over another, the same places every time."""

import itertools
import random

import pytest

from kg.views.definition import Definition, load
from kg.views.layout import EDGE, LINE, ROW, arrange, spread
from kg.views.picture import Link, Node, Picture


def picture(seed: int) -> Picture:
    """A directive's page with random links, provisions at random depths among them."""
    chance = random.Random(seed)
    definition: Definition = load("directive")
    sizes = {"provision": chance.randint(0, 60), "norm": chance.randint(1, 190), "bearer": chance.randint(0, 50)}
    nodes = tuple(
        Node(
            id=f"{column}{number}",
            kind="obligation" if column == "norm" else column,
            column=column,
            label="职责" * 20,
            group=str(number // 7),
            depth=chance.randint(0, 4) if column == "provision" else 0,
        )
        for column, size in sizes.items()
        for number in range(size)
    )
    links = {
        Link(chance.choice(nodes).id, chance.choice(nodes).id) for _ in range(chance.randint(0, 400)) if len(nodes) > 1
    }
    return Picture(definition=definition, key="", title="", nodes=nodes, links=tuple(sorted(links)))


@pytest.mark.parametrize("seed", range(40))
def test_boxes_never_overlap(seed: int) -> None:
    """In a column each box keeps its distance, columns keep theirs, and all of it lies on the sheet."""
    drawn = picture(seed)
    layout = arrange(drawn)
    right = 0.0
    for column in drawn.definition.columns:
        own = [node for node in drawn.nodes if node.column == column.key]
        if not own:
            continue
        heights = sorted(layout.places[node.id].y for node in own)
        pitch = ROW + LINE * (column.lines - 1)
        assert all(after - before >= pitch - 0.02 for before, after in itertools.pairwise(heights))
        assert layout.lefts[column.key] > right
        right = max(layout.places[node.id].x for node in own) + column.width / 2
        assert heights[0] > 0
        assert heights[-1] + pitch / 2 <= layout.height
    assert right <= layout.width


def test_same_picture_same_places() -> None:
    """Nothing in the layout depends on chance or on the order of a set."""
    assert arrange(picture(3)) == arrange(picture(3))


def test_ordered_columns_keep_their_order() -> None:
    """Provisions stand in the order of the text, whatever they link to."""
    drawn = picture(5)
    heights = [arrange(drawn).places[node.id].y for node in drawn.nodes if node.column == "provision"]
    assert heights == sorted(heights)


def test_the_overview_begins_with_what_is_frequent() -> None:
    """Every column of the overview stands in the order of the query from the top, its first boxes in line."""
    definition = load("overview")
    sizes = {"bearer": 50, "directive": 5, "mechanism": 30}
    nodes = tuple(
        Node(id=f"{column}{number}", kind=column, column=column, label="职责")
        for column, size in sizes.items()
        for number in range(size)
    )
    links = tuple(Link(f"directive{number % 5}", f"bearer{number}") for number in range(20, 50))
    layout = arrange(Picture(definition=definition, key="", title="", nodes=nodes, links=links))
    for column in definition.columns:
        heights = [layout.places[node.id].y for node in nodes if node.column == column.key]
        assert heights == sorted(heights)
        assert heights[0] - LINE * (column.lines - 1) / 2 == EDGE
    assert layout.places["directive4"].y < 400


def test_an_empty_picture_has_a_layout() -> None:
    """A graph with nothing to draw is no error."""
    empty = Picture(definition=load("overview"), key="", title="", nodes=(), links=())
    assert arrange(empty).places == {}


@pytest.mark.parametrize("wished", [[5.0, 1.0, 9.0, 9.0, 2.0], [0.0] * 5, [1e6, -1e6]])
def test_spread_keeps_order_and_distance(wished: list[float]) -> None:
    """Wishes that contradict the order give way to it."""
    heights = spread(wished, 10)
    assert all(after - before >= 10 - 1e-6 for before, after in itertools.pairwise(heights))
    assert sum(heights) == pytest.approx(sum(wished))
