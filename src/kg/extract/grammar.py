"""Patterns over a segment's code, from data: the first that matches says what it does and where its parts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.patterns import compile_all
from kg.lexicon import Entry, Lexicon


@dataclass(frozen=True, slots=True)
class Shape:
    """What a code says: the rule that matched, its decision, and the token range of each named part."""

    rule: str
    decision: str
    parts: Mapping[str, tuple[int, int]]


class Grammar:
    """An ordered list of patterns, compiled, with their macros filled in."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.rules = compile_all(entries)
        self.read = lru_cache(maxsize=65536)(self._read)

    @classmethod
    def of(cls, lexicon: Lexicon, name: str) -> Grammar:
        """The patterns of ``data/lexicon/pattern-<name>.yaml``."""
        return cls(lexicon.patterns[name])

    def _read(self, code: str) -> Shape:
        """The first pattern that matches ``code``; the same shapes recur, so answers are kept."""
        for rule, decision, pattern in self.rules:
            match = pattern.search(code)
            if match:
                parts = {name: match.span(name) for name in pattern.groupindex if match.span(name) != (-1, -1)}
                return Shape(rule, decision, parts)
        return Shape("segment.unmatched", "unknown", {})
