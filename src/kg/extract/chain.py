"""The scores of a sequence's places → its likeliest tags, and the probability of each given all the rest.

Viterbi's algorithm, and the forward and backward sums in the linear domain, scaled at every place. There are always
three tags (a norm begins, goes on, or there is none), so the loops over tags are written out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from kg.extract.weights import UNIT, whole

Row = Sequence[int]


class Chain:
    """``moves[i][j]``: the weight of tag j after tag i."""

    def __init__(self, moves: Sequence[Sequence[float]]) -> None:
        self._moves = [whole(weight) for row in moves for weight in row]
        self._factors = [exp(move / UNIT) for move in self._moves]

    def path(self, rows: Sequence[Row]) -> list[int]:
        """The tags with the highest score together; of equal ones the first."""
        aa, ab, ac, ba, bb, bc, ca, cb, cc = self._moves
        a, b, c = rows[0]
        links = []
        for toward_a, toward_b, toward_c in rows[1:]:
            next_a, from_a = _highest(a + aa, b + ba, c + ca)
            next_b, from_b = _highest(a + ab, b + bb, c + cb)
            next_c, from_c = _highest(a + ac, b + bc, c + cc)
            links.append((from_a, from_b, from_c))
            a, b, c = next_a + toward_a, next_b + toward_b, next_c + toward_c
        tag = _highest(a, b, c)[1]
        tags = [tag]
        for link in reversed(links):
            tag = link[tag]
            tags.append(tag)
        tags.reverse()
        return tags

    def probabilities(self, rows: Sequence[Row], tags: Sequence[int]) -> list[float]:
        """The probability of each of ``tags`` at its place."""
        aa, ab, ac, ba, bb, bc, ca, cb, cc = self._factors
        factors = [_factors(row) for row in rows]
        a, b, c = factors[0]
        forward = [(a, b, c)]
        for fa, fb, fc in factors[1:]:
            a, b, c = (
                (a * aa + b * ba + c * ca) * fa,
                (a * ab + b * bb + c * cb) * fb,
                (a * ac + b * bc + c * cc) * fc,
            )
            scale = 1 / (a + b + c)
            a, b, c = a * scale, b * scale, c * scale
            forward.append((a, b, c))
        found = []
        a = b = c = 1.0
        for place in range(len(rows) - 1, -1, -1):
            left = forward[place]
            both = left[0] * a, left[1] * b, left[2] * c
            found.append(both[tags[place]] / (both[0] + both[1] + both[2]))
            fa, fb, fc = factors[place]
            fa, fb, fc = fa * a, fb * b, fc * c
            a, b, c = aa * fa + ab * fb + ac * fc, ba * fa + bb * fb + bc * fc, ca * fa + cb * fb + cc * fc
            scale = 1 / (a + b + c)
            a, b, c = a * scale, b * scale, c * scale
        found.reverse()
        return found


def _highest(a: int, b: int, c: int) -> tuple[int, int]:
    """The highest of three scores, and which it is."""
    if a >= b and a >= c:
        return a, 0
    return (b, 1) if b >= c else (c, 2)


def _factors(row: Row) -> tuple[float, float, float]:
    """Scores as factors, the highest as one."""
    a, b, c = row
    top = max(row)
    return exp((a - top) / UNIT), exp((b - top) / UNIT), exp((c - top) / UNIT)
