"""All words of the lexicon → one automaton that finds them in a text in one pass, longest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind


class Word(NamedTuple):
    """A word, the letter of its class, the id of the entry or concept it comes from, and that concept's key."""

    text: str
    letter: str
    source: str
    key: str = ""


class Matcher:
    """Leftmost-longest multi-pattern matcher (Aho and Corasick 1975)."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self.letters = [word.letter for word in self.words]
        self._sources: dict[str, frozenset[int]] = {}
        self._automaton = AhoCorasick([word.text for word in self.words], matchkind=MatchKind.LeftmostLongest)

    def of_source(self, source: str) -> frozenset[int]:
        """The numbers of the words that come from one entry."""
        found = self._sources.get(source)
        if found is None:
            found = frozenset(number for number, word in enumerate(self.words) if word.source == source)
            self._sources[source] = found
        return found

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """(word number, start, end) of every hit in ``text``, in order, without overlap."""
        return self._automaton.find_matches_as_indexes(text)
