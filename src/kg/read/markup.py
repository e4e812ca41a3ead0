"""HTML source → tokens with their places, in one pass over any input, however broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:\-]*)")
_STOP = re.compile(r"[>\"']")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is no markup."""
_MOST_QUOTES = 400
_MOST_UNPAIRED = 50


@dataclass(frozen=True, slots=True)
class Token:
    """``source[start:stop]``: text if ``name`` is empty, else the opening or closing tag of that element."""

    start: int
    stop: int
    name: str = ""
    closes: bool = False


def tokens(source: str) -> Iterator[Token]:
    """The text and tags of ``source``. Comments, declarations and the content of raw elements are left out.

    A ``<`` that begins no tag is text; a comment, tag or raw element that never ends is text from its ``<`` on, so
    that nothing is lost. Each search for an end that fails is not made again, so the time is linear.
    """
    scanner = _Scanner(source)
    at = 0
    text = 0
    while True:
        at = source.find("<", at)
        if at < 0:
            break
        found = scanner.tag(at)
        if found is None:
            at += 1
            continue
        if text < at:
            yield Token(text, at)
        if found.name:
            yield found
        at = text = found.stop
        if found.name in _RAW and not found.closes:
            at = text = scanner.raw_end(found.name, at)
    if text < len(source):
        yield Token(text, len(source))


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.known: dict[str, tuple[int, int]] = {}
        self.unpaired = 0
        self.raw = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}

    def find(self, words: str, at: int) -> int:
        """``str.find`` that remembers where it looked last and what it found there."""
        looked, place = self.known.get(words, (len(self.source), 0))
        if looked <= at and (place < 0 or at <= place):
            return place
        place = self.source.find(words, at)
        self.known[words] = (at, place)
        return place

    def tag(self, at: int) -> Token | None:
        """What begins at the ``<`` at ``at``: a tag, or a nameless token for what is to be left out."""
        source = self.source
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")):
            if source.startswith(opening, at):
                end = self.find(closing, at + len(opening))
                return None if end < 0 else Token(at, end + len(closing))
        name = _NAME.match(source, at + 1)
        if name is None:
            return None
        stop = self._tag_end(name.end())
        if stop is None:
            return None
        return Token(at, stop, name[1].lower(), source[at + 1] == "/")

    def _tag_end(self, at: int) -> int | None:
        """The place after the ``>`` of a tag; quoted attribute values may hold one of their own."""
        first = self.find(">", at)
        if first < 0:
            return None
        for _ in range(_MOST_QUOTES if self.unpaired < _MOST_UNPAIRED else 0):
            if self.find(">", at) < 0:
                break
            stop = _STOP.search(self.source, at)
            if stop is None:
                break
            if stop[0] == ">":
                return stop.end()
            quote = self.find(stop[0], stop.end())
            if quote < 0:
                break
            at = quote + 1
        # Quotation marks that do not pair up: the tag ends at the first > there is. After many such tags they are no
        # longer looked at, since each costs a search to no end.
        self.unpaired += 1
        return first + 1

    def raw_end(self, name: str, at: int) -> int:
        """Where the closing tag of a raw element begins; ``at`` if there is none, so that what follows is read."""
        if self.known.get(f"</{name}", (0, 0))[1] < 0:
            return at
        found = self.raw[name].search(self.source, at)
        if found is None:
            self.known[f"</{name}"] = (at, -1)
            return at
        return found.start()
