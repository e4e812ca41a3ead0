"""The tokens of a subject phrase → its coordinated heads, each as who × level, wherever the phrase stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kg.extract.segments import GAP, NO_WORD, Segment
from kg.lexicon import Lexicon
from kg.model import LEVELS, Level, LevelConstraint, LevelKind

_ALL = "quantifier.all"
"""The entry of quantifiers that mean every level."""

_NOUN_BETWEEN = re.compile("(?<=J)U(?=J|$)")

_BREAKS = frozenset("JW")
_ITS, _EACH = "其", "各"

_KEPT = 1 << 13
"""So many phrases are remembered; then all are forgotten, so that memory stays bounded."""


class Token(NamedTuple):
    """A token of a phrase; offsets count from the phrase's start."""

    start: int
    end: int
    word: int
    letter: str


@dataclass(frozen=True, slots=True)
class Head:
    """One head of a phrase with its modifiers; offsets count from the phrase's start."""

    start: int
    end: int
    who: tuple[str, ...]
    level: LevelConstraint


class Phrases:
    """Reads phrases; the same ones recur, so answers are kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._who = lexicon.who
        self._words = lexicon.matcher.words
        self._labels = {label for concept in lexicon.who.values() for label in concept.labels}
        self._known: dict[tuple[str, str, tuple[int, ...]], tuple[Head, ...]] = {}

    @classmethod
    def of(cls, lexicon: Lexicon) -> Phrases:
        """One reader a lexicon, so that its answers are kept."""
        return _phrases(lexicon)

    def heads(self, text: str, segment: Segment) -> tuple[Head, ...]:
        """The heads in the tokens of ``segment``, whose text is ``text``, in order."""
        phrase = (text, segment.code, tuple(segment.words))
        found = self._known.get(phrase)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            parts = self._parts(text, self._tokens(text, segment), segment.code.rfind("B"))
            found = tuple(head for part in parts if (head := self._head(part)))
            self._known[phrase] = found
        return found

    def _tokens(self, text: str, segment: Segment) -> list[Token]:
        """The tokens, with verbs that stand between joiners (单位、组织及人员) taken for the actors they are."""
        edges, at = segment.edges, segment.start
        tokens = [
            Token(left - at, right - at, word, letter)
            for left, right, word, letter in zip(edges, edges[1:], segment.words, segment.code, strict=False)
        ]
        for match in _NOUN_BETWEEN.finditer(segment.code):
            token = tokens[match.start()]
            if text[token.start : token.end] in self._labels:
                tokens[match.start()] = token._replace(letter="B")
        return tokens

    def _parts(self, text: str, tokens: list[Token], last: int) -> Iterator[list[Token]]:
        """Coordinated heads, each with its modifiers; what stands after 等 is only their common name.

        ``last`` is the last actor: a joiner after it only joins modifiers.
        """
        part: list[Token] = []
        apart = False
        for index, token in enumerate(tokens):
            headed = bool(part) and part[-1].letter == "B"
            if token.letter == "E" and apart and headed:
                break
            if token.letter in _BREAKS and headed and index < last:
                yield part
                part, apart = [], True
                if text[token.end - 1] == _ITS:
                    part = [Token(token.end - 1, token.end, NO_WORD, GAP)]
            elif token.letter != "h" and (part or token.letter not in _BREAKS):
                part.append(token)
        yield part

    def _head(self, part: list[Token]) -> Head | None:
        while part and part[-1].letter != "B":
            part = part[:-1]
        if not part:
            return None
        while part[0].letter in "AWTE":
            part = part[1:]
        return Head(part[0].start, part[-1].end, tuple(dict.fromkeys(self._keys(part))), self._level(part))

    def _keys(self, part: list[Token]) -> Iterator[str]:
        """Keys of the heads: the last one, and those beside it without a joiner (各地区各部门)."""
        letters = "".join(token.letter for token in part)
        body = [index for index, letter in enumerate(letters) if letter == "B"]
        chosen = body[-1:]
        for index in reversed(body[:-1]):
            between = letters[index + 1 : chosen[0]]
            if between.strip("Q"):
                break
            if between or self._words[part[chosen[0]].word].text.startswith(_EACH):
                chosen.insert(0, index)
        for index in chosen:
            if key := self._key(part[index]):
                yield key

    def _key(self, token: Token) -> str:
        return self._words[token.word].key if token.word >= 0 else ""

    def _implied(self, token: Token) -> str:
        """The level that a head's own words imply (党支部 is grassroots), empty if none."""
        concept = self._who.get(self._key(token))
        return (concept.row.get("level") or "") if concept else ""

    def _level(self, part: list[Token]) -> LevelConstraint:
        """A bound before a list, a list before 各级, and failing these what the head itself implies."""
        stated = [self._key(token) for token in part if token.letter == "L"]
        stated += [
            level
            for token, following in pairwise(part)
            if token.letter == following.letter == "B" and (level := self._implied(token)) in LEVELS
        ]
        if stated and any(token.letter == "G" for token in part):
            lowest = max(stated, key=lambda key: LEVELS.index(Level(key)))
            return LevelConstraint(LevelKind.BOUND, (Level(lowest),))
        if stated:
            return LevelConstraint(LevelKind.LISTED, tuple(level for level in LEVELS if level in stated))
        if any(token.word >= 0 and self._words[token.word].source == _ALL for token in part):
            return LevelConstraint(LevelKind.ALL)
        implied = {self._implied(token) for token in part if token.letter == "B"} - {""}
        if "all" in implied:
            return LevelConstraint(LevelKind.ALL)
        levels = tuple(level for level in LEVELS if level in implied)
        return LevelConstraint(LevelKind.LISTED, levels) if levels else LevelConstraint()


@cache
def _phrases(lexicon: Lexicon) -> Phrases:
    return Phrases(lexicon)
