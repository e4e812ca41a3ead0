"""HTML → clean text: block elements break lines, cells are parted by tabs, page navigation and scripts are left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from html import unescape

from kg.model import Run, SourceText
from kg.read.markup import Token, tokens
from kg.read.pieces import Pieces

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_AROUND = frozenset({"nav", "header", "footer", "aside", "template", "noscript", "svg", "button"})
"""Elements around the text proper."""
_CELLS = frozenset({"td", "th"})
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_PAGE = re.compile(r"<(?:html|body|!doctype)\b", re.IGNORECASE)
_WIDE = "\u2e80"
"""From here on scripts are written without spaces between words."""
_MAIN_SHARE = 0.5
_HEAD = 4096
_STRENGTH = (" ", "\t", "\n")


def read_html(name: str, original: str, digest: str) -> SourceText:
    """Read a page or a piece of one.

    Afterwards: 1. no tags, scripts or comments; 2. each block is a line; 3. entities are
    the characters they name; 4. nothing else is missing but what stands in well-formed navigation elements.
    """
    reader = _Reader(original)
    text, runs = reader.read()
    return SourceText(name=name, text=text, original=original, runs=runs, media_type="text/html", digest=digest)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces = Pieces()
        self.page = _PAGE.search(source, 0, _HEAD) is not None
        self.pending: tuple[str, int, int] | None = None
        """A line break, tab or space that is written when more text comes."""
        self.preformatted = 0

    def read(self) -> tuple[str, tuple[Run, ...]]:
        found = list(tokens(self.source))
        skipped = _around(found)
        quiet = _quiet_cells(found)
        quiet_until = -1
        in_row = False
        at = 0
        while at < len(found):
            token = found[at]
            if at in skipped:
                at = skipped[at]
                self._break("\n", token)
            elif not token.name:
                self._text(token)
            elif token.name in _CELLS:
                if not token.closes:
                    self._break("\t" if in_row else "\n", token)
                    in_row = in_row or at in quiet
                    quiet_until = quiet.get(at, quiet_until)
            elif token.name == "pre":
                self.preformatted = max(self.preformatted + (-1 if token.closes else 1), 0)
                self._break("\n", token)
            elif token.name in _BLOCKS:
                if token.name == "tr":
                    in_row = False
                if at > quiet_until:
                    self._break("\n", token)
            at += 1
        return self.pieces.result()

    def _break(self, words: str, token: Token) -> None:
        """Asks for a line break, tab or space before the next text; the strongest asked for is written."""
        if self.pieces and (self.pending is None or _STRENGTH.index(words) > _STRENGTH.index(self.pending[0])):
            self.pending = (words, token.start, token.stop - token.start)

    def _text(self, token: Token) -> None:
        if self.preformatted:
            self._words(token.start, token.stop)
            return
        at = token.start
        for match in _BREAK.finditer(self.source, token.start, token.stop):
            self._words(at, match.start())
            self._source_break(match.start(), match.end())
            at = match.end()
        self._words(at, token.stop)

    def _source_break(self, start: int, stop: int) -> None:
        """A line end of the source: a space between Latin words, nothing in Chinese; a real one outside a page."""
        if not self.page:
            self._break("\n", Token(start, stop))
            return
        after = self.source[stop : stop + 1]
        wide = self.pieces.last > _WIDE or (after > _WIDE and after != "<")
        if not wide:
            self._break(" ", Token(start, stop))

    def _words(self, start: int, stop: int) -> None:
        """Writes ``source[start:stop]`` with its entities read."""
        if self.pending is not None or not self.pieces:
            while start < stop and self.source[start] in " \t":
                start += 1
        if start == stop:
            return
        if self.pending is not None:
            self.pieces.block(*self.pending)
            self.pending = None
        at = start
        for match in _ENTITY.finditer(self.source, start, stop):
            named = unescape(match[0])
            if named == match[0]:
                continue
            self.pieces.copy(self.source, at, match.start())
            self.pieces.block(" " if named.isspace() and named != "\u3000" else named, match.start(), len(match[0]))
            at = match.end()
        self.pieces.copy(self.source, at, stop)


def _around(found: Sequence[Token]) -> dict[int, int]:
    """The navigation elements: index of the opening token → of the closing one.

    Only closed ones, outermost, and none at all where they hold most of the text: then they are no navigation.
    """
    regions = {begin: end for name in sorted(_AROUND) for begin, end in _regions(found, {name})}
    outer: dict[int, int] = {}
    last = -1
    for begin in sorted(regions):
        if begin > last:
            outer[begin] = last = regions[begin]
    total = sum(token.stop - token.start for token in found if not token.name)
    held = sum(t.stop - t.start for begin, end in outer.items() for t in found[begin:end] if not t.name)
    return outer if held < total * _MAIN_SHARE else {}


def _regions(found: Sequence[Token], names: Collection[str]) -> list[tuple[int, int]]:
    """Opening and closing token of each element of these names that has both."""
    opened: dict[str, list[int]] = defaultdict(list)
    regions: list[tuple[int, int]] = []
    for at, token in enumerate(found):
        if token.name in names:
            if not token.closes:
                opened[token.name].append(at)
            elif opened[token.name]:
                regions.append((opened[token.name].pop(), at))
    return regions


def _quiet_cells(found: Sequence[Token]) -> dict[int, int]:
    """Table cells with one paragraph at most: their block elements break no line, so that a row stays one line."""
    breaks = [0]
    for token in found:
        # A closing tag breaks no line that the next opening one would not; <br> has no closing tag.
        inside = token.name in _BLOCKS and not token.closes
        breaks.append(breaks[-1] + inside)
    return {begin: end for begin, end in _regions(found, _CELLS) if breaks[end] - breaks[begin] <= 1}
