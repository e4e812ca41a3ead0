"""Cadence → a node with its words, its notation, and bounds that a query can compare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.model import Cadence
from kg.populate.sheet import Sheet
from kg.populate.terms import chinese, duration, kg, plain, whole

_BOUND = re.compile(r"(>=|<=|)(\d{1,9})")
_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")


def quads(cadence: Cadence, subject: NamedNode, sheet: Sheet) -> Iterator[Quad]:
    """A blank (``x``) keeps its notation and gets no bound: it is unknown, not zero."""
    say = sheet.say
    yield from sheet.kind(subject, "Cadence")
    yield from say(subject, kg("words"), chinese(cadence.words))
    if cadence.count is not None:
        yield from say(subject, kg("count"), plain(cadence.count))
        least, most = bounds(cadence.count)
        yield from say(subject, kg("minCount"), None if least is None else whole(least))
        yield from say(subject, kg("maxCount"), None if most is None else whole(most))
    yield from say(subject, kg("unit"), None if cadence.unit is None else chinese(cadence.unit))
    yield from say(subject, kg("each"), None if cadence.each is None else plain(cadence.each))
    yield from say(subject, kg("periodNotation"), None if cadence.per is None else plain(cadence.per))
    yield from say(subject, kg("period"), duration(cadence.per))
    if cadence.duration is not None:
        yield from say(subject, kg("durationNotation"), plain(cadence.duration))
        bare = cadence.duration.removeprefix(">=").removeprefix("<=")
        name = {">=": "minDuration", "<=": "maxDuration"}.get(cadence.duration[:2], "duration")
        yield from say(subject, kg(name), duration(bare))


def bounds(count: str) -> tuple[int | None, int | None]:
    """Least and most of a count's notation.

    >>> bounds(">=1"), bounds("2"), bounds("3-5"), bounds("<=3"), bounds("x")
    ((1, None), (2, 2), (3, 5), (None, 3), (None, None))
    """
    if match := _RANGE.fullmatch(count):
        return int(match[1]), int(match[2])
    if not (match := _BOUND.fullmatch(count)):
        return None, None
    number = int(match[2])
    return (None if match[1] == "<=" else number), (None if match[1] == ">=" else number)
