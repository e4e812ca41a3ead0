"""The last words of a name → the kind of arrangement that it is (制度, 机制, 会议 …)."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.patterns import Compiled, patterns_of
from kg.lexicon import Lexicon

OTHER = "other"

_QUOTE_END = "”"
_WORDS = re.compile(r"\(\?:(?P<words>[\w“”|]+)\)(?:\(\?![\w|]+\))?")
"""A pattern that is a list of words, and maybe of words that must not follow."""

_TAIL = 2
"""So many last characters are looked at first."""

_KEPT = 1 << 14
"""So many answers are remembered; then all are forgotten, so that memory stays bounded."""


class Endings:
    """Endings by the patterns of ``data/lexicon/pattern-mechanism.yaml``."""

    def __init__(self, patterns: Compiled) -> None:
        self._patterns = patterns
        self._tails = _tails(patterns)
        self._kinds: dict[str, str] = {}
        self._insides: dict[str, tuple[tuple[str, int], ...]] = {}

    @classmethod
    def of(cls, lexicon: Lexicon) -> Endings:
        """One reader a lexicon, so that its answers are kept."""
        return _endings(lexicon)

    def kind(self, words: str) -> str:
        """The kind of arrangement that the last words tell; ``OTHER`` if none does."""
        if self._tails and words[-_TAIL:] not in self._tails and _QUOTE_END not in words:
            return OTHER
        kind = self._kinds.get(words)
        if kind is None:
            if len(self._kinds) >= _KEPT:
                self._kinds.clear()
            kind = self._kinds[words] = self._kind(words)
        return kind

    def inside(self, words: str) -> tuple[tuple[str, int], ...]:
        """(rule, end) of each ending that stands in ``words`` and not at their end."""
        found = self._insides.get(words)
        if found is None:
            if len(self._insides) >= _KEPT:
                self._insides.clear()
            found = self._insides[words] = tuple(
                (rule, match.end())
                for rule, _, pattern in self._patterns
                for match in pattern.finditer(words)
                if match.end() < len(words)
            )
        return found

    def _kind(self, words: str) -> str:
        for _, kind, pattern in self._patterns:
            for match in pattern.finditer(words):
                if match.end() == len(words) or words[match.end()] == _QUOTE_END:
                    return kind
        return OTHER


def _tails(patterns: Compiled) -> frozenset[str]:
    """The last characters of every ending, to look no further where they are missing; empty if that is unsafe."""
    tails: set[str] = set()
    for _, _, pattern in patterns:
        listed = _WORDS.fullmatch(pattern.pattern)
        words = listed["words"].split("|") if listed else [""]
        if min(map(len, words)) < _TAIL:
            return frozenset()
        tails.update(word[-_TAIL:] for word in words)
    return frozenset(tails)


@cache
def _endings(lexicon: Lexicon) -> Endings:
    return Endings(patterns_of(lexicon, "mechanism"))
