"""Text → text of the same length in which width and look-alike marks no longer matter, for matching only."""

from __future__ import annotations

import re

_MARKS = str.maketrans("(),:;!?[]－—％０１２３４５６７８９", "（），：；！？【】--%0123456789")
_NEEDED = re.compile("[(),:;!?\\[\\]－—％０-９\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


def fold(text: str) -> str:
    """``text`` with half-width punctuation widened and full-width digits narrowed.

    Afterwards: 1. the length is unchanged, so offsets hold; 2. a comma inside a number (3,400) is still half-width;
    3. there is no lone surrogate, which no matcher takes: U+FFFD stands in its place.

    >>> fold("每年至少1次,公开方案(草案)")
    '每年至少1次，公开方案（草案）'
    """
    if not _NEEDED.search(text):
        return text
    folded = _SURROGATE.sub("\ufffd", text).translate(_MARKS)
    return _NUMBER_COMMA.sub(",", folded)
