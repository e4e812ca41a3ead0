"""From any text to a short label of one line."""

from __future__ import annotations

import unicodedata

WIDTH = 28
"""Half-width cells a label may take: fourteen Chinese characters."""


_OPENING = ("Ps", "Pi")
"""Brackets and quotation marks that belong to what follows."""
_FOLLOWING = ("Pe", "Pf", "Po")
"""Marks that belong to what comes before, and begin no line."""
_PULLED = 3
"""How many characters are moved to the next line at most for their sake."""


def cells(text: str) -> int:
    """How wide a text is drawn, in half-width cells.

    >>> cells("县级ab")
    6
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def line(text: str) -> str:
    """The text on one line, without characters that are not to be seen or that turn the line around."""
    seen = "".join(" " if character.isspace() else character for character in text)
    seen = "".join(character for character in seen if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join(seen.split())


def short(text: str, width: int = WIDTH) -> str:
    """The first words of a text, at most ``width`` cells, with ``…`` where it was cut.

    >>> short("党委（党组）理论学习中心组每季度至少开展一次集体学习")
    '党委（党组）理论学习中心组…'
    >>> short("干部")
    '干部'
    """
    whole = line(text)
    if cells(whole) <= width:
        return whole
    taken, used = [], 0
    for character in whole:
        used += cells(character)
        if used > width - 2:
            break
        taken.append(character)
    return "".join(taken) + "…"


def _follows(character: str) -> bool:
    return unicodedata.category(character) in _FOLLOWING


def lines(text: str, count: int, width: int = WIDTH) -> str:
    r"""The first words of a text on at most ``count`` lines.

    >>> lines("关于巩固深化主题教育成果的实施意见", 2, 20)
    '关于巩固深化主题教育\n成果的实施意见'
    """
    rest = line(text)
    done: list[str] = []
    while len(done) < count - 1 and cells(rest) > width:
        cut = 0
        while cells(rest[: cut + 1]) <= width:
            cut += 1
        for _ in range(_PULLED):
            if cut > 1 and (unicodedata.category(rest[cut - 1]) in _OPENING or _follows(rest[cut])):
                cut -= 1
        done.append(rest[:cut])
        rest = rest[cut:]
    return "\n".join([*done, short(rest, width)])
