"""The tree while it is being built; what is fixed here is where each provision and its lead begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Kind
from kg.structure.lines import Mark

_ANNEX_RANK = 0
_NO_RANK = 99


@dataclass(slots=True)
class Node:
    """A provision being built. Its span ends where the next one starts, so only starts are kept."""

    kind: Kind
    start: int
    lead_stop: int
    """Where number and heading end; ``start`` if there are none."""
    stop: int
    """Where the words of its first line end."""
    words: str = ""
    mark: Mark | None = None
    heading: str = ""
    opens: bool = False
    """Whether it is an annex."""
    point: bool = False
    """Whether it is a point of an article, at any depth."""
    children: list[Node] = field(default_factory=list)
    latest: dict[str, int] = field(default_factory=dict)
    """The last number of each series among the children."""

    @property
    def series(self) -> str:
        return self.mark.series.id if self.mark else ""

    @property
    def rank(self) -> int:
        if self.opens:
            return _ANNEX_RANK
        return self.mark.series.rank if self.mark else _NO_RANK

    @property
    def value(self) -> int:
        return self.mark.value if self.mark else 0

    def paragraphs(self) -> int:
        """How many unnumbered paragraphs stand under it."""
        return sum(child.kind is Kind.PARAGRAPH for child in self.children)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()
