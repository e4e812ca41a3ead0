"""A numbered line → where its heading ends: a line of its own, or the first sentence of the paragraph (run-in)."""

from __future__ import annotations

import re

_OPEN = "“‘《〈（(【「『〔["
_CLOSE = "”’》〉）)】」』〕]"
_MARK = re.compile(f"[{re.escape(_OPEN + _CLOSE)}。！？]")
_BRACKETED = re.compile(r"\s*(?:【([^【】]{1,40})】|[（(]([^（）()]{2,24})[）)](?=\s|$))\s*")
_UNFINISHED = tuple("。；;！？!?，,、")
RUN_IN_LIMIT = 90
"""A longer first sentence speaks for itself and is no heading."""
DEEP_LIMIT = 30
LINE_LIMIT = 120
"""A longer line is no heading."""


def first_stop(words: str, limit: int = RUN_IN_LIMIT) -> int:
    """The place after the first full stop outside quotation marks and brackets, 0 if none within ``limit``.

    >>> first_stop("建立健全“第一议题。”制度。坚持学习。")
    14
    """
    depth = 0
    for match in _MARK.finditer(words, 0, limit + 1):
        char = match[0]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif not depth:
            return match.end()
    return 0


def bracketed(words: str) -> tuple[str, int] | None:
    """The heading in brackets after an article's number (【立法目的】), and the place after it."""
    match = _BRACKETED.match(words)
    return (match[1] or match[2], match.end()) if match else None


def of_line(words: str) -> bool:
    """Whether a whole line reads as a heading: no stop at its end and none inside."""
    return len(words) <= LINE_LIMIT and not words.endswith(_UNFINISHED) and "。" not in words


def run_in(words: str, limit: int) -> int:
    """Where the run-in heading of a paragraph ends, 0 if the paragraph is one sentence or the first is too long."""
    stop = first_stop(words, limit)
    return stop if stop and words[stop:].strip() else 0


def clean(words: str) -> str:
    """A heading without its closing mark."""
    return words.strip().rstrip("。：:！").strip()
