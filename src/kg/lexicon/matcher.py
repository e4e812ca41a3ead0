"""All words of the lexicon → one automaton that finds them in a text in one pass, longest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the letter of its class, the id of the entry or concept it comes from, and that concept's key."""

    text: str
    letter: str
    source: str
    key: str = ""


class Matcher:
    """Leftmost-longest multi-pattern matcher (Aho and Corasick 1975)."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self._automaton = AhoCorasick([word.text for word in self.words], matchkind=MatchKind.LeftmostLongest)

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """(word number, start, end) of every hit in ``text``, in order, without overlap."""
        return self._automaton.find_matches_as_indexes(text)
