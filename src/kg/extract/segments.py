"""A passage of text → sentences → segments, each with the lexicon's hits in it and their class letters as a code.

Text is cut at ，；。：！？ and line ends (``gold/GUIDE.md`` section 2); quotation marks, book titles and brackets are
opaque. A segment's ``code`` has one letter per token: the class of a hit, ``q`` for a quotation or title, ``.`` for a
stretch that no word covers.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.marks import Marks
from kg.lexicon import Lexicon

_SENTENCE_END = frozenset("。！？\n")
_LONGEST = 500
"""A stretch without a mark is cut after so many characters: it is no clause, and reading it must not take forever."""

_BRACKET = "（"
_NO_QUOTATION = (sys.maxsize, sys.maxsize)

QUOTED = "q"
GAP = "."
NO_WORD = -1


@dataclass(slots=True)
class Segment:
    """A stretch between two marks, without white space at its ends. ``mark`` is the mark that closed it.

    It is tiled by tokens: token ``i`` has the letter ``code[i]``, begins at ``edges[i]``, ends at ``edges[i + 1]``
    and is the lexicon's word number ``words[i]``, or ``NO_WORD`` if it is a quotation or a gap.
    """

    start: int
    end: int
    mark: str
    code: str
    edges: list[int]
    words: list[int]

    def __len__(self) -> int:
        return self.end - self.start

    def part(self, first: int, last: int) -> Segment:
        """The tokens from ``first`` up to ``last`` as a segment of their own."""
        edges = self.edges[first : last + 1]
        return Segment(edges[0], edges[-1], "", self.code[first:last], edges, self.words[first:last])


def joined(segments: Sequence[Segment], first: int) -> Segment:
    """Neighbouring segments as one, from token ``first`` of the first on; the marks between them become gaps."""
    whole = segments[0].part(first, len(segments[0].code)) if first else segments[0]
    if len(segments) == 1:
        return whole
    code, edges, words = whole.code, list(whole.edges), list(whole.words)
    for segment in segments[1:]:
        gap_before = words[-1] == NO_WORD and code[-1] == GAP
        gap_after = segment.words[0] == NO_WORD and segment.code[0] == GAP
        if gap_before:
            edges.pop()
        else:
            code += GAP
            words.append(NO_WORD)
        edges += segment.edges[1:] if gap_after else segment.edges
        words += segment.words[1:] if gap_after else segment.words
        code += segment.code[1:] if gap_after else segment.code
    return Segment(edges[0], edges[-1], "", code, edges, words)


@dataclass(slots=True)
class Sentence:
    """Segments up to 。！？ or the line's end. ``end`` includes the closing mark."""

    start: int
    end: int
    segments: list[Segment]


class Scanner:
    """One document's folded text with all hits of the lexicon, ready to be cut."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.marks = Marks(text)
        letters, beyond = lexicon.matcher.letters, len(text) + 1
        hits = lexicon.matcher.hits(text)
        self._words = [word for word, _, _ in hits]
        self._letters = [letters[word] for word in self._words]
        self._starts = [start for _, start, _ in hits]
        self._ends = [end for _, _, end in hits]
        self._starts.append(beyond)
        self._ends.append(beyond)

    def sentences(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences of ``text[start:end]``, in order; blank ones left out."""
        segments: list[Segment] = []
        opaque: list[tuple[int, int]] = []
        left = sentence_left = start
        for at, mark in self.marks.cuts(start, end, opaque):
            self._add(segments, left, at, mark, opaque)
            left = at + 1
            if opaque:
                opaque.clear()
            if mark in _SENTENCE_END:
                if segments:
                    yield Sentence(sentence_left, left, segments)
                segments, sentence_left = [], left
        self._add(segments, left, end, "", opaque)
        if segments:
            yield Sentence(sentence_left, end, segments)

    def scan(self, start: int, end: int) -> Segment:
        """``text[start:end]`` as one segment, whatever marks it holds."""
        opaque: list[tuple[int, int]] = []
        for _ in self.marks.cuts(start, end, opaque):
            pass
        start, end = self.trim(start, end)
        return self._segment(start, end, "", opaque)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """``text[start:end]`` without white space at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def trimmed(self, segment: Segment) -> Segment:
        """A segment without white space at its start."""
        return self.scan(segment.start, segment.end) if self.text[segment.start].isspace() else segment

    def word(self, segment: Segment, token: int) -> str:
        """The text of a token."""
        return self.text[segment.edges[token] : segment.edges[token + 1]]

    def source(self, segment: Segment, token: int) -> str:
        """The id of the entry that a token comes from, ``""`` for gaps and quotations."""
        word = segment.words[token]
        return self.lexicon.matcher.words[word].source if word >= 0 else ""

    def key(self, segment: Segment, token: int) -> str:
        """The vocabulary key that a token stands for, ``""`` if none."""
        word = segment.words[token]
        return self.lexicon.matcher.words[word].key if word >= 0 else ""

    def _add(self, segments: list[Segment], start: int, end: int, mark: str, opaque: Sequence[tuple[int, int]]) -> None:
        """Add what stands between two marks, if anything does."""
        start, end = self.trim(start, end)
        while end - start > _LONGEST:
            segments.append(self._segment(start, start + _LONGEST, "", opaque))
            start, end = self.trim(start + _LONGEST, end)
        if start < end:
            segments.append(self._segment(start, end, mark, opaque))

    def _segment(self, start: int, end: int, mark: str, opaque: Sequence[tuple[int, int]]) -> Segment:
        """The tokens of ``text[start:end]``: hits that lie in it, quotations, and the gaps between them.

        A quotation hides the hits in it, but not one that covers the whole of it.
        """
        starts, ends = self._starts, self._ends
        quotations = self._quotations(start, end, opaque) if opaque else iter(())
        quote_start, quote_end = next(quotations, _NO_QUOTATION)
        code: list[str] = []
        edges, words = [start], []
        at, hit = start, bisect_left(starts, start)
        while True:
            left, right = starts[hit], ends[hit]
            if quote_start <= left and not (quote_start == left and quote_end <= right <= end):
                left, right, letter, word = quote_start, min(quote_end, end), QUOTED, NO_WORD
                quote_start, quote_end = next(quotations, _NO_QUOTATION)
            elif left < end:
                letter, word = self._letters[hit], self._words[hit]
                hit += 1
            else:
                break
            if left < at or right > end:
                continue
            if left > at:
                edges.append(left)
                words.append(NO_WORD)
                code.append(GAP)
            edges.append(right)
            words.append(word)
            code.append(letter)
            at = right
        if at < end:
            edges.append(end)
            words.append(NO_WORD)
            code.append(GAP)
        return Segment(start, end, mark, "".join(code), edges, words)

    def _quotations(self, start: int, end: int, opaque: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The opaque stretches that begin in ``text[start:end]`` and are no mere brackets."""
        for index in range(bisect_left(opaque, (start, 0)), len(opaque)):
            left, right = opaque[index]
            if left >= end:
                break
            if self.text[left] != _BRACKET:
                yield left, right
