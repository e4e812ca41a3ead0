"""Blocks → nodes nested by their numbering series, and the numbering oddities met on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from kg.model import Issue, Kind, Severity, Span
from kg.structure import headings
from kg.structure.layout import Block
from kg.structure.nodes import Node


def grow(blocks: Sequence[Block]) -> tuple[Node, list[Issue]]:
    """The root over all blocks. Each block starts a node, or is the heading of an annex or a further table row."""
    grower = _Grower(blocks)
    for at, block in enumerate(blocks):
        grower.add(at, block)
    return grower.root, grower.issues


class _Grower:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.root = Node(Kind.DOCUMENT, 0, 0, 0)
        self.issues: list[Issue] = []
        self.stack: list[Node] = []
        self.last_value: dict[str, int] = {}
        self.skips: set[tuple[str, str]] = set()
        self.places: dict[str, list[int]] = defaultdict(list)
        self.values: dict[str, list[int]] = defaultdict(list)
        for at, block in enumerate(blocks):
            if block.kind is None and block.line.mark is not None:
                self.places[block.line.mark.series.id].append(at)
                self.values[block.line.mark.series.id].append(block.line.mark.value)

    @property
    def top(self) -> Node:
        return self.stack[-1] if self.stack else self.root

    def add(self, at: int, block: Block) -> None:
        if block.kind is None:
            self._numbered(at, block)
        elif block.kind is Kind.TABLE:
            self._row(block)
        elif block.kind in {Kind.PARAGRAPH, Kind.FURNITURE}:
            self._unnumbered(block, block.kind)
        else:
            self.stack.clear()
            self.root.children.append(_unmarked(block, block.kind))

    def _numbered(self, at: int, block: Block) -> None:
        mark = block.line.mark
        if block.opens:
            node = Node(Kind.PART, block.line.start, block.stop, block.stop, block.words, mark, opens=True)
            node.heading = block.words if mark is None else headings.clean(block.words[mark.end - block.line.start :])
            self.stack.clear()
            self.last_value.clear()
        elif mark is not None:
            node = Node(mark.series.kind, block.line.start, mark.end, block.stop, block.words, mark)
            self._make_room(node, at)
            self._check_number(node)
        else:
            node = _unmarked(block, Kind.PARAGRAPH)
        self.top.children.append(node)
        self.stack.append(node)

    def _make_room(self, node: Node, at: int) -> None:
        """Close what does not contain the new provision: its own series and, by custom, every deeper one."""
        series = [open_.series for open_ in self.stack]
        if self._heads_articles(node):
            return
        if node.series in series:
            place = series.index(node.series)
            if node.kind is Kind.ITEM and any(open_.kind is Kind.ARTICLE for open_ in self.stack[place:]):
                # Items that head articles go on; points of an article do not close the item that heads it.
                goes_on = node.value == self.stack[place].value + 1 and headings.of_line(node.words)
                if not goes_on:
                    self._leave_points()
                    return
            del self.stack[place:]
        elif self.stack and not self._nests(node, at):
            while self.stack and self.stack[-1].rank >= node.rank:
                self.stack.pop()

    def _heads_articles(self, node: Node) -> bool:
        """Whether an article follows right under a line that is a heading with an item's number."""
        top = self.top
        return node.kind is Kind.ARTICLE and top.kind is Kind.ITEM and not top.children and headings.of_line(top.words)

    def _nests(self, node: Node, at: int) -> bool:
        """Whether a customarily higher series starts at 1 inside an item whose own series goes on afterwards."""
        top = self.top
        if node.kind is not Kind.ITEM or top.kind is not Kind.ITEM or node.value != 1:
            return False
        later = bisect_right(self.places[top.series], at)
        values = self.values[top.series]
        return later < len(values) and values[later] == top.value + 1

    def _check_number(self, node: Node) -> None:
        before = self.top.latest.get(node.series)
        last = self.last_value.get(node.series, 0)
        if node.mark is not None and not node.mark.suffix and node.value:
            if before == node.value:
                self._issue("number-repeated", node, f"number {node.value} comes twice in a row")
            elif node.value not in {1, (before or 0) + 1, last + 1}:
                self._issue("number-gap", node, f"number {node.value} follows {before or last or 'nothing'}")
            top = self.top
            if node.kind is Kind.ITEM is top.kind and node.rank - top.rank > 1:
                self._skip(top, node)
        self.last_value[node.series] = self.top.latest[node.series] = node.value

    def _skip(self, top: Node, node: Node) -> None:
        """Says once for each pair of series that a level between them is missing."""
        if (top.series, node.series) not in self.skips:
            self.skips.add((top.series, node.series))
            message = f"{node.words[:6]}… stands directly under {top.words[:6]}…"
            self._issue("level-skipped", node, message, Severity.INFO)

    def _issue(self, code: str, node: Node, message: str, severity: Severity = Severity.WARNING) -> None:
        span = Span(node.start, node.lead_stop)
        self.issues.append(Issue(code=code, span=span, message=message, severity=severity))

    def _unnumbered(self, block: Block, kind: Kind) -> None:
        if kind is Kind.PARAGRAPH:
            self._leave_points()
        top = self.top
        if top.opens and not top.heading and not top.children and headings.of_line(block.words):
            # The line under 附件1 is its title.
            top.heading, top.lead_stop = headings.clean(block.words), block.stop
            return
        top.children.append(_unmarked(block, kind))

    def _leave_points(self) -> None:
        """After the points of an article comes the article's next paragraph, not the last point's."""
        for at, node in enumerate(self.stack):
            if node.kind is Kind.ARTICLE:
                del self.stack[at + 1 :]
                return

    def _row(self, block: Block) -> None:
        if not (self.top.children and self.top.children[-1].kind is Kind.TABLE):
            self.top.children.append(_unmarked(block, Kind.TABLE))


def _unmarked(block: Block, kind: Kind) -> Node:
    return Node(kind, block.line.start, block.line.start, block.stop, block.words)
