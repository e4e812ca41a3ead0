"""A passage of text → sentences → segments, each with the lexicon's hits in it and their class letters as a code.

Text is cut at ，；。：！？ and line ends (``gold/GUIDE.md`` section 2); quotation marks, book titles and brackets are
opaque. A segment's ``code`` has one letter per token: the class of a hit, ``q`` for a quotation or title, ``.`` for a
stretch that no word covers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon

_MARK = re.compile("[，；。：！？\n“”‘’《》〈〉「」『』【】（）]")
_OPEN = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "（": "）"}
_CLOSE = frozenset(_OPEN.values())
_SENTENCE_END = frozenset("。！？\n")
_LONGEST_BRACKET = 400
"""An opening mark that is not closed within so many characters is taken for a slip and not opaque."""

QUOTED = "q"
GAP = "."


@dataclass(frozen=True, slots=True)
class Token:
    """A hit of the lexicon, a quotation or a gap: ``text[start:end]``; ``word`` is the word's number, -1 if none."""

    start: int
    end: int
    word: int


@dataclass(slots=True)
class Segment:
    """A stretch between two marks, without white space at its ends. ``mark`` is the mark that closed it."""

    start: int
    end: int
    mark: str
    code: str = ""
    tokens: list[Token] = field(default_factory=list)

    def __len__(self) -> int:
        return self.end - self.start


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
        self._hits = lexicon.matcher.hits(text)
        self._starts = [start for _, start, _ in self._hits]
        self._letters = [word.letter for word in lexicon.matcher.words]

    def sentences(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences of ``text[start:end]``, in order; blank ones left out."""
        segments: list[Segment] = []
        opaque: list[tuple[int, int]] = []
        left = sentence_left = start
        for at, mark in self._marks(start, end, opaque):
            segment = self._segment(left, at, mark, opaque)
            if segment:
                segments.append(segment)
            left = at + 1
            if mark in _SENTENCE_END:
                if segments:
                    yield Sentence(sentence_left, left, segments)
                segments, sentence_left = [], left
        segment = self._segment(left, end, "", opaque)
        if segment:
            segments.append(segment)
        if segments:
            yield Sentence(sentence_left, end, segments)

    def scan(self, start: int, end: int) -> Segment:
        """``text[start:end]`` as one segment, whatever marks it holds."""
        opaque: list[tuple[int, int]] = []
        for _ in self._marks(start, end, opaque):
            pass
        return self._segment(start, end, "", opaque) or Segment(start, start, "")

    def word(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def source(self, token: Token | None) -> str:
        """The id of the entry that a hit comes from, ``""`` for gaps, quotations and nothing."""
        return self.lexicon.matcher.words[token.word].source if token is not None and token.word >= 0 else ""

    def key(self, token: Token) -> str:
        """The vocabulary key that a hit stands for, ``""`` if none."""
        return self.lexicon.matcher.words[token.word].key if token.word >= 0 else ""

    def _marks(self, start: int, end: int, opaque: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
        """Cutting marks outside brackets, in order; the brackets passed are added to ``opaque``."""
        skip = start
        for match in _MARK.finditer(self.text, start, end):
            at, mark = match.start(), match.group()
            if at < skip:
                continue
            if mark in _OPEN:
                close = self._closing(at, mark, end)
                if close >= 0:
                    opaque.append((at, close + 1))
                    skip = close + 1
            elif mark not in _CLOSE:
                yield at, mark

    def _closing(self, at: int, mark: str, end: int) -> int:
        """Where the bracket opened at ``at`` closes on the same line, or -1."""
        limit = min(end, at + _LONGEST_BRACKET)
        line_end = self.text.find("\n", at, limit)
        limit = limit if line_end < 0 else line_end
        close, depth = _OPEN[mark], 0
        for match in re.finditer(f"[{mark}{close}]", self.text[at:limit]):
            depth += 1 if match.group() == mark else -1
            if depth == 0:
                return at + match.start()
        return -1

    def _segment(self, start: int, end: int, mark: str, opaque: Sequence[tuple[int, int]]) -> Segment | None:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        segment = Segment(start, end, mark)
        quoted = [(a, b) for a, b in opaque if start <= a < end and self.text[a] != "（"]
        letters: list[str] = []
        at, index, quote = start, bisect_left(self._starts, start), 0
        while at < end:
            while index < len(self._hits) and (self._hits[index][1] < at or self._hits[index][2] > end):
                if self._hits[index][1] >= end:
                    break
                index += 1
            while quote < len(quoted) and quoted[quote][0] < at:
                quote += 1
            word, left, right = self._hits[index] if index < len(self._hits) else (-1, end, end)
            open_, close = quoted[quote] if quote < len(quoted) else (end, end)
            if left == at < end and right <= end and (open_ != at or right >= close):
                token, letter = Token(left, right, word), self._letters[word]
            elif open_ == at:
                token, letter = Token(at, min(close, end), -1), QUOTED
            else:
                token, letter = Token(at, max(min(left, open_, end), at + 1), -1), GAP
            if letter == GAP and token.word < 0 and letters and letters[-1] == GAP and segment.tokens[-1].word < 0:
                segment.tokens[-1] = Token(segment.tokens[-1].start, token.end, -1)
            else:
                segment.tokens.append(token)
                letters.append(letter)
            at = token.end
        segment.code = "".join(letters)
        return segment
