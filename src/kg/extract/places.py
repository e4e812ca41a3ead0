"""A piece of a norm → what it looks like in its place: its words, what stands around it, and what governs it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kg.extract.candidates import PERSON, Piece
from kg.extract.endings import Endings
from kg.extract.observations import Observation, Template, features
from kg.extract.segments import Scanner, Segment

_GOVERNING = frozenset("VURmYIkbd")
"""Letters of words that govern what follows them."""

_LATE = 16
"""Places further from the norm's beginning are not told apart."""

_LIST_END = "等"
_ENDS_LIST = re.compile("等(?:现有|政治|各类|形式|多种)?(?P<noun>[\u4e00-\u9fff]{2})?")


class Places:
    """The places of one norm, and what pieces look like in them. ``main``: the predicate's word."""

    def __init__(self, scanner: Scanner, endings: Endings, whole: Segment, main: str) -> None:
        self._text = scanner.text
        self._people = scanner.lexicon.who
        self._kind = endings.kind
        self._whole = whole
        self._main = main
        self._governors = [""]
        governor = ""
        for token, letter in enumerate(whole.code):
            if letter in _GOVERNING:
                governor = scanner.word(whole, token)
            self._governors.append(governor)

    def features(self, piece: Piece) -> list[str]:
        """The names of the features of a piece in its place, for learning."""
        return features(NAME, self.observe(piece))

    def observe(self, piece: Piece) -> Observation:
        """What a piece looks like in its place."""
        start, end, rule, key = piece
        text, whole = self._text, self._whole
        code, edges, left, right = whole.code, whole.edges, whole.start, whole.end
        first = (bisect_right(edges, start) or 1) - 1
        beyond = bisect_left(edges, end)
        before = code[first - 1] if first else "^"
        after = code[beyond] if beyond < len(code) else "$"
        inside = code[first:beyond]
        words = text[start:end]
        kind = self._kind(words)
        people = self._kind_of(key) if rule == PERSON else ""
        listed = _ENDS_LIST.match(text, end) if text[end : end + 1] == _LIST_END else None
        parts = (
            (rule, key, people, kind, before, after),
            (inside[:1], inside[-1:], "J" in inside, "V" in inside, "D" in inside, "B" in inside, kind),
            (self._governors[first], people, kind),
            words[:2],
            words[-2:],
            text[max(left, start - 2) : start],
            text[end : min(right, end + 2)],
            (end - start, min(_LATE, start - left), words[0] == "“", words[-1] == "”"),
        )
        return parts, (words[-3:], inside[:6], self._main, str(listed["noun"]) if listed else ""), ()

    def _kind_of(self, key: str) -> str:
        """Whether a concept is a body, people or a post."""
        concept = self._people.get(key)
        return (concept.row.get("kind") or "") if concept else ""


def _in_place(part: tuple[str, str, str, str, str, str]) -> Iterator[str]:
    rule, key, people, ending, before, after = part
    yield f"rule={rule}"
    yield f"key={key}"
    yield f"people={people}"
    yield f"ending={ending}"
    yield f"bl={before}"
    yield f"al={after}"
    yield f"bl|al={before}|{after}"
    yield f"people|bl|al={people}|{before}|{after}"
    yield f"ending|bl={ending}|{before}"
    yield f"ending|al={ending}|{after}"
    yield f"rule|bl={rule}|{before}"


def _inside(part: tuple[str, str, bool, bool, bool, bool, str]) -> Iterator[str]:
    first, last, joined, verbal, relative, borne, ending = part
    yield f"in1={first}|{last}"
    yield f"inJ={joined}|{ending}"
    yield f"inV={verbal}|{ending}"
    yield f"inD={relative}|{ending}"
    yield f"inB={borne}|{last == 'B'}"


def _governed(part: tuple[str, str, str]) -> Iterator[str]:
    governor, people, ending = part
    yield f"gov={governor}"
    yield f"gov|people={governor}|{people}"
    yield f"gov|ending={governor}|{ending}"


NAME = Template(
    parts=(
        _in_place,
        _inside,
        _governed,
        lambda words: (f"p1={words[:1]}", f"p2={words}"),
        lambda words: (f"s1={words[-1:]}", f"s2={words}"),
        lambda words: (f"l1={words[-1:]}", f"l2={words}"),
        lambda words: (f"r1={words[:1]}", f"r2={words}"),
        lambda part: (f"len={min(part[0] // 2, 8)}", f"at={part[1] // 4}", f"q={part[2]}{part[3]}"),
    ),
    words=("s3", "in", "main", "list"),
)
"""What a piece's observation gives."""
