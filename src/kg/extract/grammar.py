"""Patterns over a segment's code, from data: the first that matches says what it does and where its parts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.patterns import compile_all
from kg.lexicon import Entry, Lexicon

HEADS = frozenset("VURmkXYbdIpifcsr")
"""Letters that can head a predicate or open a segment."""

_TELLING = "TOqVDBCAUR"
_NOUNS = "ABDEFNOTVq"
_VERBS = frozenset("VURm")
_COPULA = "C"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a code says: the rule that matched, its decision, and the token range of each named part.

    The rest follows from these and the code, and is worked out once for each code.
    """

    rule: str
    decision: str
    parts: Mapping[str, tuple[int, int]]
    core: str
    """The code without the links and adverbs in front."""
    head: int
    """The token that heads the predicate: the first of a heading class in the pattern's head, -1 if there is none."""
    subject: bool
    modal: bool
    topic: bool
    copula: bool
    telling: str
    """Which of the letters that tell whether a norm begins stand in the code."""
    nouns: str
    """Which of the letters that tell what the norm is about stand in the code."""
    verbs: tuple[int, ...]
    """The tokens that are verbs."""

    @classmethod
    def of(cls, code: str, rule: str, decision: str, parts: Mapping[str, tuple[int, int]]) -> Shape:
        """A shape with what follows from the code and its parts."""
        core = code.lstrip("WA")
        return cls(
            rule,
            decision,
            parts,
            core,
            next((at for at in range(*parts.get("head", (0, 0))) if code[at] in HEADS), -1),
            "subject" in parts,
            "modal" in parts,
            "topic" in parts,
            _COPULA in code,
            "".join([letter for letter in _TELLING if letter in code]),
            "".join([letter for letter in _NOUNS if letter in code]),
            tuple([token for token, letter in enumerate(code) if letter in _VERBS]),
        )


class Grammar:
    """An ordered list of patterns, compiled, with their macros filled in."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.rules = compile_all(entries)
        self.read = lru_cache(maxsize=1 << 15)(self._read)

    @classmethod
    def of(cls, lexicon: Lexicon, name: str) -> Grammar:
        """The patterns of ``data/lexicon/pattern-<name>.yaml``: one grammar a lexicon, so that its answers are kept."""
        return _grammar(lexicon, name)

    def _read(self, code: str) -> Shape:
        """The first pattern that matches ``code``; the same shapes recur, so answers are kept."""
        for rule, decision, pattern in self.rules:
            match = pattern.search(code)
            if match:
                parts = {name: match.span(name) for name in pattern.groupindex if match.span(name) != (-1, -1)}
                return Shape.of(code, rule, decision, parts)
        return Shape.of(code, "segment.unmatched", "unknown", {})


@cache
def _grammar(lexicon: Lexicon, name: str) -> Grammar:
    return Grammar(lexicon.patterns[name])
