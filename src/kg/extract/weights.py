"""The weights of one feature for every tag ↔ one integer, so that one addition adds them all, and exactly.

Only differences between tags matter: weights are taken relative to the last tag, and each other tag has a field of its
own in the integer. They are whole thousandths, so sums do not depend on the order in which features are added, as those
of floating-point numbers would.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct

UNIT = 1000
"""Steps in one: weights are kept to three places."""

_BITS = 32
_MIDDLE = 1 << (_BITS - 1)


def whole(weight: float) -> int:
    """A weight in steps."""
    return round(weight * UNIT)


def pack(row: Sequence[float]) -> int:
    """One weight a tag → one integer.

    >>> Fields(2).scores(pack([0.5, -1.25]) + pack([0.25, 0.0]))
    (2000, 0)
    """
    *others, last = [round(weight * UNIT) for weight in row]
    total = 0
    for weight in reversed(others):
        total = (total << _BITS) + weight - last
    return total


class Fields:
    """Reads packed weights of ``tags`` tags, each of which may differ by two millions of steps from the last."""

    def __init__(self, tags: int) -> None:
        fields = range(tags - 1)
        self._bytes = len(fields) * _BITS // 8
        self._unpack = Struct(f"<{len(fields)}I").unpack
        self._middles = sum(_MIDDLE << (_BITS * place) for place in fields)

    def all_below(self, total: int) -> bool:
        """Whether every tag scores less than the last."""
        return not (total + self._middles) & self._middles

    def scores(self, total: int) -> tuple[int, ...]:
        """The score of each tag in steps, that of the last being 0."""
        fields = self._unpack((total + self._middles).to_bytes(self._bytes, "little"))
        return (*[field - _MIDDLE for field in fields], 0)
