"""Numbered nodes → which of them begin with a title and which with a duty that looks like one.

A whole sentence after a number may be a title (二、各学校要承担起教育管理的责任。, with a long text behind it) or
the duty itself. A rule with 应当, 不得 or a cadence is never a title. A sentence with 要 is one only where the document
makes it one: every item of its series begins with a title in the same way, some of them with one that demands
nothing, and the text that follows in its paragraph is much longer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from enum import Enum, auto

from kg.model import Kind
from kg.structure import headings
from kg.structure.nodes import Node

_LONGER = 3
"""How many times as long as a title with 要 the text after it is at least."""
_ALIKE = 0.9
"""The share of a series that is made in the same way."""


class Make(Enum):
    """How the words after a number look."""

    RUN_IN = auto()
    """A first sentence with more behind it in its paragraph."""
    LINE = auto()
    """A line without a stop, above something else."""
    SENTENCE = auto()
    """One whole sentence, above something else."""
    OTHER = auto()


class Titles:
    """Tells the duties among the first sentences of a document's numbered nodes."""

    def __init__(self, root: Node, demands: Mapping[str, re.Pattern[str]]) -> None:
        self._rules = (demands["demand.duty"], demands["demand.cadence"])
        self._call = demands["demand.call"]
        makes: dict[str, Counter[Make]] = defaultdict(Counter)
        plain: set[tuple[str, Make]] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            stack += node.children
            if node.kind is not Kind.ITEM or node.opens:
                continue
            made, title, _ = _look(node)
            makes[node.series][made] += 1
            if made is not Make.OTHER and not self._rule(title) and not self._call.match(title):
                plain.add((node.series, made))
        self._trusted = {
            (series, made)
            for series, counts in makes.items()
            for made, count in counts.items()
            if (series, made) in plain and count >= _ALIKE * counts.total()
        }

    def is_duty(self, node: Node) -> bool:
        """Whether the words after the number begin with a duty, so that they are no heading."""
        made, title, rest = _look(node)
        if self._rule(title):
            return True
        if not self._call.match(title):
            return False
        if made is Make.RUN_IN and rest < _LONGER * len(title):
            return True
        return made not in {Make.RUN_IN, Make.LINE} or (node.series, made) not in self._trusted

    def _rule(self, title: str) -> bool:
        return any(pattern.match(title) for pattern in self._rules)


def _look(node: Node) -> tuple[Make, str, int]:
    """How the words are made, the first sentence, and how many characters follow it in the paragraph."""
    words = node.words[node.lead_stop - node.start :].strip()
    stop = headings.run_in(words, headings.RUN_IN_LIMIT)
    if stop:
        return Make.RUN_IN, headings.clean(words[:stop]), len(words) - stop
    title = headings.clean(words[: headings.LINE_LIMIT])
    if all(child.kind is Kind.FURNITURE for child in node.children):
        return Make.OTHER, title, 0
    return (Make.LINE if headings.of_line(words) else Make.SENTENCE), title, 0
