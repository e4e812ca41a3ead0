"""A norm's words → how often, how much, how long (``gold/GUIDE.md`` sections 3 and 6).

A cadence is a period (每年), a count under it (至少1次), or a duration (不少于1年, 30日内). Counts without a
period or a bound are no cadence: 一次现场会 only tells one meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.patterns import patterns_of
from kg.lexicon import Lexicon
from kg.model import Cadence, Span

_PERIODS = {
    "年": "Y", "年度": "Y", "学年": "Y", "学期": "6M", "季度": "3M", "季": "3M", "月": "M", "周": "W", "星期": "W",
    "日": "D", "天": "D", "旬": "10D",
}  # fmt: skip
_LENGTHS = {"年": "P{}Y", "月": "P{}M", "周": "P{}W", "星期": "P{}W", "日": "P{}D", "天": "P{}D", "工作日": "P{}D",
            "小时": "PT{}H", "分钟": "PT{}M"}  # fmt: skip
_HOURS = frozenset({"学时", "课时"})
"""Units that a text counts without a period."""

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HINT = re.compile("[每年月日天时至不周次个件\\d]")
_LONGEST = 2000
"""A norm's cadence stands in so many characters from its beginning."""
_QUOTED = re.compile("“[^”]*”|《[^》]*》")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    value: str
    unit: str = ""
    rule: str = ""


class CadenceReader:
    """Finds cadences by the patterns of ``data/lexicon/pattern-cadence.yaml``."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._patterns = patterns_of(lexicon, "cadence")

    def read(self, text: str, start: int, end: int, inherited: Cadence | None = None) -> tuple[Cadence, ...]:
        """The cadences in ``text[start:end]`` (folded). ``inherited``: one whose frequency governs this norm too."""
        quote = text[start : min(end, start + _LONGEST)]
        if not _HINT.search(quote):
            return ()
        quote = _QUOTED.sub(lambda match: "　" * len(match.group()), quote)
        periods = list(self._periods(quote))
        durations = list(self._durations(quote, periods))
        counts = list(self._counts(quote, periods, durations, inherited))
        return tuple(
            replace(cadence, words=text[start + cadence.span.start : start + cadence.span.end],
                    span=Span(start + cadence.span.start, start + cadence.span.end))
            for cadence in self._combine(quote, periods, durations, counts, inherited)
        )  # fmt: skip

    def _periods(self, quote: str) -> Iterator[_Piece]:
        for rule, kind, pattern in self._patterns:
            if kind == "period":
                for match in pattern.finditer(quote):
                    step = _PERIODS[match["unit"]]
                    number = match.groupdict().get("n") or ""
                    yield _Piece(match.start(), match.end(), _period(step, number), "", rule)

    def _durations(self, quote: str, periods: list[_Piece]) -> Iterator[_Piece]:
        for rule, kind, pattern in self._patterns:
            if kind != "duration":
                continue
            for match in pattern.finditer(quote):
                if any(piece.start < match.end() and match.start() < piece.end for piece in periods):
                    continue
                number = _number(match["n"])
                if number is None:
                    continue
                bound = "<=" if match["within"] else self._bound(quote, match.start("n"))
                governed = bool(bound or periods or _each(quote, match.start()))
                if governed and not quote[match.end() : match.end() + 2].startswith(("底", "初", "前", "中")):
                    yield _Piece(
                        match.start(), match.end(), bound + _LENGTHS[match["unit"]].format(number), match["unit"], rule
                    )

    def _counts(
        self, quote: str, periods: list[_Piece], durations: list[_Piece], inherited: Cadence | None
    ) -> Iterator[_Piece]:
        taken = [*periods, *durations]
        for rule, kind, pattern in self._patterns:
            if kind != "count":
                continue
            bound = ""
            for match in pattern.finditer(quote):
                if any(piece.start < match.end("n") and match.start("n") < piece.end for piece in taken):
                    continue
                number = _number(match["n"])
                if number is None:
                    continue
                bound = self._bound(quote, match.start("n")) or (bound if _joined(quote, match.start()) else "")
                if periods or inherited or (bound and match["unit"] in _HOURS):
                    own = bound or (">=" if inherited and (inherited.count or "").startswith(">=") else "")
                    start = match.start("n")
                    value = number if number == "x" or "-" in number else own + number
                    yield _Piece(start, match.end(), value, match["unit"], rule)

    def _bound(self, quote: str, number: int) -> str:
        """>= or <= where a bounding word stands before the number in its clause, else nothing."""
        clause = max(quote.rfind(mark, 0, number) for mark in "，；。") + 1
        bounds = [(match.start(), kind) for _, kind, pattern in self._patterns if kind in (">=", "<=")
                  for match in pattern.finditer(quote, clause, number)]  # fmt: skip
        return max(bounds)[1] if bounds else ""

    def _combine(
        self,
        quote: str,
        periods: list[_Piece],
        durations: list[_Piece],
        counts: list[_Piece],
        inherited: Cadence | None,
    ) -> Iterator[Cadence]:
        per = periods[0] if periods else None
        if per is None and inherited and counts:
            for piece in counts:
                yield _cadence(
                    piece.start, piece.end, piece.rule, count=piece.value, unit=piece.unit, per=inherited.per
                )
            return
        if per is None:
            for piece in durations:
                yield _cadence(piece.start, piece.end, piece.rule, duration=piece.value)
            for piece in counts:
                yield _cadence(piece.start, piece.end, piece.rule, count=piece.value, unit=piece.unit)
            return
        each = "person" if "每人" in quote else None
        if not counts and not durations:
            yield _cadence(per.start, per.end, per.rule, per=per.value, each=each)
        for piece in counts:
            start, end = min(per.start, piece.start), max(per.end, piece.end)
            yield _cadence(start, end, piece.rule, count=piece.value, unit=piece.unit, per=per.value, each=each)
        for piece in durations:
            if quote[max(piece.start - 2, 0) : piece.start] == "每次":
                yield _cadence(piece.start, piece.end, piece.rule, duration=piece.value)
            else:
                start, end = min(per.start, piece.start), max(per.end, piece.end)
                yield _cadence(start, end, piece.rule, duration=piece.value, per=per.value, each=each)


def _cadence(start: int, end: int, rule: str, **fields: str | None) -> Cadence:
    return Cadence(words="", span=Span(start, end), rule=rule, **fields)


def _joined(quote: str, start: int) -> bool:
    """Whether a count is coordinated with the one before (1个正面和1个反面案例)."""
    return "和" in quote[max(start - 8, 0) : start + 8]


def _each(quote: str, start: int) -> bool:
    return quote[max(start - 2, 0) : start] == "每次"


def _period(step: str, number: str) -> str:
    """An ISO 8601 duration for a period: 每半年 P6M, 每5年 P5Y, 每两个月 P2M."""
    if number == "半":
        return "P6M" if step == "Y" else "P15D"
    times = _number(number) if number else "1"
    if step[0].isdigit():
        size = int(re.match(r"\d+", step).group()) * int(times or 1)  # type: ignore[union-attr]  # step starts with a digit
        return f"P{size}{step[-1]}"
    return f"P{times}{step}"


def _number(text: str) -> str | None:
    """A number as digits: 3～5 as 3-5, × as x, 十五 as 15; None if it is none."""
    if not text:
        return None
    if set(text) <= set("×xXＸ"):
        return "x"
    if text[0].isdigit():
        return re.sub(r"[～~—至到]", "-", text)
    if text == "百":
        return "100"
    if "百" in text:
        return None
    if "十" in text:
        tens, _, ones = text.partition("十")
        if len(tens) > 1 or len(ones) > 1:
            return None
        return str(_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0))
    return str(_DIGITS[text]) if len(text) == 1 else None
