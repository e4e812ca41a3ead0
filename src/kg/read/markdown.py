"""Markdown → clean text: marks of headings, emphasis, links and comments are left out, numbering and tables stay."""

from __future__ import annotations

import re

from kg.model import SourceText
from kg.read.pieces import Pieces

_FRONT = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n){0,200}?---[ \t]*(?:\r?\n|$)")
_MARKUP = re.compile(
    r"""
      (?P<comment><!--)
    | (?P<heading>^[ \t]{0,3}\#{1,6}[ \t]+)
    | (?P<tail>[ \t]+\#+[ \t]*$)
    | (?P<quote>^[ \t]{0,3}(?:>[ \t]?)+)
    | (?P<bullet>^[ \t]*[*+\-][ \t]+(?=\S))
    | (?P<fence>^[ \t]{0,3}(?:```|~~~)[^\n]*$)
    | (?P<rule>^[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+)$)
    | (?P<divider>^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$)
    | (?P<bold>\*\*|__(?=\S)|(?<=\S)__)
    | (?P<image>!\[)
    | (?P<target>\]\([^()\n]{0,2000}\))
    | (?P<escape>\\(?=[!-/:-@\[-`{-~]))
    | (?P<tag></?(?:br|p|div|span|font|center|b|i|u|sup|sub|strong|em|a)\b[^<>\n]{0,500}>)
    """,
    re.MULTILINE | re.VERBOSE,
)
_OPENING = re.compile(r"\[(?=[^\[\]\n]{0,2000}\]\()")


def read_markdown(name: str, original: str, digest: str) -> SourceText:
    """Read a Markdown file.

    Afterwards: 1. the words are all there, in order; 2. lines are as they were, bare of marks;
    3. numbers written as text (``1.`` too) stay; 4. a front matter block and comments are left out.
    """
    pieces = Pieces()
    front = _FRONT.match(original)
    at = front.end() if front and ":" in front[0] else 0
    for start, stop in _cuts(original, at):
        if start >= at:
            pieces.copy(original, at, start)
            at = stop
    pieces.copy(original, at, len(original))
    text, runs = pieces.result()
    return SourceText(name=name, text=text, original=original, runs=runs, media_type="text/markdown", digest=digest)


def _cuts(original: str, at: int) -> list[tuple[int, int]]:
    """The stretches that are markup, in order; an opened comment that never ends is none."""
    cuts = [(match.start(), match.end()) for match in _OPENING.finditer(original, at)]
    unended = False
    for match in _MARKUP.finditer(original, at):
        stop = match.end()
        if match.lastgroup == "comment":
            end = -1 if unended else original.find("-->", stop)
            unended = end < 0
            if unended:
                continue
            stop = end + 3
        cuts.append((match.start(), stop))
    return sorted(cuts)
