"""Words and rule of one part of a norm → an evidence node that points into the original."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.model import SourceText, Span
from kg.populate.sheet import Sheet
from kg.populate.terms import OA, TYPE, chinese, kg, plain, whole

EXACT = NamedNode(OA + "exact")
HAS_SOURCE = NamedNode(OA + "hasSource")
HAS_SELECTOR = NamedNode(OA + "hasSelector")
START = NamedNode(OA + "start")
END = NamedNode(OA + "end")
QUOTE_SELECTOR = NamedNode(OA + "TextQuoteSelector")
POSITION_SELECTOR = NamedNode(OA + "TextPositionSelector")


class Witness:
    """Writes evidence about one directive."""

    __slots__ = ("directive", "sheet", "source")

    def __init__(self, sheet: Sheet, source: SourceText, directive: NamedNode) -> None:
        self.sheet = sheet
        self.source = source
        self.directive = directive

    def place(self, subject: NamedNode, span: Span) -> Iterator[Quad]:
        """``kg:start`` and ``kg:end`` in the original."""
        there = self.source.to_original(span)
        yield from self.sheet.say(subject, kg("start"), whole(there.start))
        yield from self.sheet.say(subject, kg("end"), whole(there.end))

    def part(
        self,
        norm: NamedNode,
        node: NamedNode,
        part: str,
        span: Span | None,
        rule: str,
        value: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Evidence for one part, and the node that was read from it. Where no words say it, only the rule speaks."""
        say = self.sheet.say
        yield from say(norm, kg("evidence"), node)
        yield from self.sheet.kind(node, "Evidence")
        yield from say(node, kg("part"), plain(part))
        yield from say(node, kg("rule"), plain(rule))
        yield from say(node, kg("value"), value)
        yield from say(node, HAS_SOURCE, self.directive)
        if span is not None:
            yield from say(node, EXACT, chinese(self.source.quote(span)))
            yield from self.place(node, span)

    def selectors(self, node: NamedNode, span: Span) -> Iterator[Quad]:
        """The two selectors of the Web Annotation model, for tools that read it; once a norm, on its quote."""
        say = self.sheet.say
        there = self.source.to_original(span)
        quote, position = NamedNode(f"{node.value}/words"), NamedNode(f"{node.value}/place")
        yield from say(node, HAS_SELECTOR, quote)
        yield from say(node, HAS_SELECTOR, position)
        yield from say(quote, TYPE, QUOTE_SELECTOR)
        yield from say(quote, EXACT, chinese(self.source.quote(span)))
        yield from say(position, TYPE, POSITION_SELECTOR)
        yield from say(position, START, whole(there.start))
        yield from say(position, END, whole(there.end))
