"""A text → its marks, found once: where it may be cut, and which brackets and quotations hide the marks in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_MARK = re.compile("[，；。：！？\n“”‘’《》〈〉「」『』【】（）]")
_CLOSING = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "（": "）"}
_OPENING = {close: opening for opening, close in _CLOSING.items()}
_LINE_END = "\n"
_SEMICOLON = "；"
_LONGEST_BRACKET = 400
"""An opening mark that is not closed within so many characters is taken for a slip and not opaque."""


class Marks:
    """The marks of one text."""

    def __init__(self, text: str) -> None:
        self._places = [match.start() for match in _MARK.finditer(text)]
        self._marks = [text[place] for place in self._places]
        self._partners = _partners(self._places, self._marks)
        self._semicolons = [place for place, mark in zip(self._places, self._marks, strict=True) if mark == _SEMICOLON]

    def semicolon_in(self, start: int, end: int) -> bool:
        """Whether a semicolon stands in ``text[start:end]``."""
        index = bisect_left(self._semicolons, start)
        return index < len(self._semicolons) and self._semicolons[index] < end

    def cuts(self, start: int, end: int, opaque: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
        """Cutting marks of ``text[start:end]`` outside brackets, in order; brackets passed are added to ``opaque``."""
        places, marks, partners = self._places, self._marks, self._partners
        index, beyond = bisect_left(places, start), bisect_left(places, end)
        while index < beyond:
            mark = marks[index]
            if mark in _CLOSING:
                partner = partners.get(index, beyond)
                if partner < beyond:
                    opaque.append((places[index], places[partner] + 1))
                    index = partner
            elif mark not in _OPENING:
                yield places[index], mark
            index += 1


def _partners(places: list[int], marks: list[str]) -> dict[int, int]:
    """Which opening mark is closed by which, by their numbers: the next of its kind on its line, nesting respected."""
    partners: dict[int, int] = {}
    waiting: dict[str, list[int]] = {opening: [] for opening in _CLOSING}
    for number, mark in enumerate(marks):
        if mark in waiting:
            waiting[mark].append(number)
        elif mark in _OPENING:
            stack = waiting[_OPENING[mark]]
            if stack:
                opening = stack.pop()
                if places[number] - places[opening] < _LONGEST_BRACKET:
                    partners[opening] = number
        elif mark == _LINE_END:
            for stack in waiting.values():
                stack.clear()
    return partners
