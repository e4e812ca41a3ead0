"""A text → its lines with words in them, each with its place, its numbering mark and its look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.structure.cues import Cues, Series
from kg.structure.numerals import number

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_LONG = 400
"""A line longer than this is prose whatever it looks like, so that patterns need not be tried on it."""
_MARK_REACH = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the start of a line. ``end`` is the place after it and its closing mark."""

    series: Series
    number: str
    value: int
    suffix: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """``text[start:stop]`` without the white space around it; ``role`` is its look by itself, ``""`` for prose."""

    start: int
    stop: int
    words: str
    role: str
    mark: Mark | None

    @property
    def length(self) -> int:
        return self.stop - self.start


class Classifier:
    """Tells what a line looks like by itself."""

    def __init__(self, cues: Cues) -> None:
        self._series = cues.series
        self._lines = [(str(cue.values["role"]), cue.pattern, int(cue.values.get("longest", 0))) for cue in cues.lines]
        self._frames = [cue.pattern for cue in cues.lines if "longest" not in cue.values]
        self._row = cues.shapes["shape.table-row"]

    def lines(self, text: str) -> Iterator[Line]:
        """The lines of ``text`` in order; blank ones are left out."""
        for match in _LINE.finditer(text):
            words = match[0]
            mark = self.mark(words, match.start())
            role = "" if mark else self.role(words)
            yield Line(match.start(), match.end(), words, role, mark)

    def mark(self, words: str, start: int) -> Mark | None:
        """The numbering mark at the start of ``words``."""
        head = words if len(words) <= _MARK_REACH else words[:_MARK_REACH]
        for series in self._series:
            match = series.pattern.match(head)
            if match is None:
                continue
            groups = match.groupdict()
            value = number(groups["value"]) if groups.get("value") else 0
            if value is None:
                continue
            written = match[0].strip().rstrip("、．.：:").strip()
            if series.kind == "item":
                written = written if written[-1:] in "）)〕" and written[:1] in "（(〔" else groups["value"]
            suffix = number(groups["sub"]) if groups.get("sub") else 0
            return Mark(series, "".join(written.split()), value, suffix or 0, start + match.end())
        return None

    def role(self, words: str) -> str:
        """What a line without a mark looks like: a role of the cue file, ``row``, or ``""`` for prose."""
        length = len(words)
        if length > _LONG:
            return "frame" if any(pattern.match(words) for pattern in self._frames) else ""
        if self._row.fullmatch(words):
            return "row"
        for role, pattern, longest in self._lines:
            if length <= (longest or length) and pattern.fullmatch(words):
                return role
        return ""
