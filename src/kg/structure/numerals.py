"""Numbers and dates as directives write them → int and ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_UNITS = {"十": 10, "百": 100, "千": 1000}
_TEN = 10
_PAIR = {"两": 2}
_DATE = re.compile(
    r"([0-9０-９]{4}|[〇○Ｏ零一二三四五六七八九0]{4})\s*年\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*"
    r"([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)


def _digit(char: str) -> int | None:
    if char in "○Ｏ":
        return 0
    value = _PAIR.get(char, unicodedata.numeric(char, -1))
    return int(value) if 0 <= value < _TEN else None


def number(words: str) -> int | None:
    """The value of a numeral, ``None`` if it is none.

    >>> [number(words) for words in ("十三", "一百零三", "12", "③", "２", "二〇二〇", "甲")]
    [13, 103, 12, 3, 2, 2020, None]
    """
    words = words.strip()
    if not words:
        return None
    if len(words) == 1 and words not in _UNITS:
        value = unicodedata.numeric(words, -1)
        return int(value) if value >= 0 else _digit(words)
    if not any(char in _UNITS for char in words):
        digits = [_digit(char) for char in words]
        if None in digits:
            return None
        return int("".join(str(digit) for digit in digits))
    total, current = 0, 0
    for char in words:
        if char in _UNITS:
            total += (current or 1) * _UNITS[char]
            current = 0
            continue
        digit = _digit(char)
        if digit is None:
            return None
        current = digit
    return total + current


def dates(text: str) -> list[tuple[str, int, int]]:
    """The full dates in ``text`` as (ISO date, start, end); impossible ones are left out.

    >>> dates("二○○九年十一月二十七日发，2020年2月31日")
    [('2009-11-27', 0, 12)]
    """
    found: list[tuple[str, int, int]] = []
    for match in _DATE.finditer(text):
        iso = iso_date(*(number(part) for part in match.groups()))
        if iso:
            found.append((iso, match.start(), match.end()))
    return found


def iso_date(year: int | None, month: int | None, day: int | None) -> str | None:
    """ISO 8601, ``None`` where the calendar has no such day."""
    if not year or not month or not day:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
