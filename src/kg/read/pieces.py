"""Stretches of an original → the clean text and the runs that lead back."""

from __future__ import annotations

import re

from kg.model import Run

_ODD = re.compile("\0|\r\n?|[\x0b\x0c\x85\u2028\u2029]|[\u200b\u200c\u200d\u2060\ufeff\xad]+")
"""Line ends other than ``\\n``, characters without width or ink that cut words in two, and bytes lost to zeros."""
_LOST = "\ufffd"


class Pieces:
    """Collects clean text. Neighbouring stretches that stand for each other one by one become one run."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self.line = 0
        """How long the line written last was, for readers that put lines together."""

    def __len__(self) -> int:
        return self._length

    @property
    def last(self) -> str:
        """The character written last, ``""`` if none."""
        return self._parts[-1][-1] if self._parts else ""

    def copy(self, original: str, start: int, stop: int) -> None:
        """Takes ``original[start:stop]`` over, line ends normalised, invisible characters left out.

        A zero byte stands for a character that was lost, and is shown as one: no store takes it as it is.
        """
        at = start
        for match in _ODD.finditer(original, start, stop):
            self._exact(original[at : match.start()], at)
            if match[0] == "\0":
                self.block(_LOST, match.start(), 1)
            elif match[0][0] in "\r\x0b\x0c\x85\u2028\u2029":
                # The second half of \r\n is the line end that stays, so that no block is needed for it.
                self._exact("\n", match.end() - 1)
            at = match.end()
        self._exact(original[at:stop], at)

    def _exact(self, text: str, at: int) -> None:
        if not text:
            return
        if self._runs:
            last = self._runs[-1]
            if last.clean_length == last.original_length and last.original + last.original_length == at:
                joined = last.clean_length + len(text)
                self._runs[-1] = Run(last.clean, joined, last.original, joined)
                self._parts.append(text)
                self._length += len(text)
                return
        self._runs.append(Run(self._length, len(text), at, len(text)))
        self._parts.append(text)
        self._length += len(text)

    def block(self, text: str, at: int, length: int) -> None:
        """Writes ``text`` for ``length`` characters at ``at`` as a whole: an entity, markup that breaks a line."""
        if not text:
            return
        self._runs.append(Run(self._length, len(text), at, length))
        self._parts.append(text)
        self._length += len(text)

    def result(self) -> tuple[str, tuple[Run, ...]]:
        """The clean text and its runs."""
        return "".join(self._parts), tuple(self._runs)
