"""Extracted norms beside a reference annotation → figures.

A norm is found where its characters and a reference norm's share at least half of what both cover (intersection
over union), one to one, the best pairs first. On the pairs: modality, level, checkable and cadence as accuracy
(cadence where either side has one); bearers, mechanisms, target and refs as F1 over their strings. A norm is whole
where modality, bearers, level and cadence are all right. White space and the width of punctuation do not count.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.lexicon import fold

Row = dict[str, Any]
Figures = dict[str, Any]

_EQUAL = ("modality", "level", "checkable")
_NAMED = ("bearers", "mechanisms", "target", "refs")
_ENOUGH = 0.5


def squash(words: str | None) -> str:
    """Words without white space, marks of one width."""
    return "".join(fold(words or "").split())


def norms_in(path: Path) -> list[Row]:
    """The norms of a ``.jsonl`` file, its header left out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if not row.get("header")]


@dataclass(frozen=True, slots=True)
class Placed:
    """A norm and where its quote stands in the squashed text."""

    start: int
    end: int
    row: Row

    def agreement(self, other: Placed) -> float:
        """Shared characters over all that either covers."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return shared / (max(self.end, other.end) - min(self.start, other.start)) if shared > 0 else 0.0


@dataclass(slots=True)
class Tally:
    """Counts of one or more documents; figures are ratios of them."""

    found: int = 0
    wanted: int = 0
    matched: int = 0
    whole: int = 0
    lost: int = 0
    characters: Counter[str] = field(default_factory=Counter)
    equal: Counter[str] = field(default_factory=Counter)
    cadences: Counter[str] = field(default_factory=Counter)
    named: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, found: Sequence[Row], wanted: Sequence[Row], text: str) -> None:
        """Count one document, ``text`` as it stands in its file."""
        plain = squash(text)
        ours, lost = place(found, plain)
        theirs, _ = place(wanted, plain)
        self.found += len(found)
        self.lost += lost
        self.wanted += len(wanted)
        covered = [_covered(ours, len(plain)), _covered(theirs, len(plain))]
        self.characters["found"] += sum(covered[0])
        self.characters["wanted"] += sum(covered[1])
        self.characters["both"] += sum(a & b for a, b in zip(*covered, strict=True))
        for mine, right in pairs(ours, theirs):
            self._compare(mine.row, right.row)

    def _compare(self, mine: Row, right: Row) -> None:
        self.matched += 1
        for name in _EQUAL:
            self.equal[name] += mine.get(name) == right[name]
        same = _cadences(mine) == _cadences(right)
        if mine.get("cadence") or right["cadence"]:
            self.cadences["all"] += 1
            self.cadences["right"] += same
        for name in _NAMED:
            a, b = _strings(mine, name), _strings(right, name)
            self.named[name, "found"] += len(a)
            self.named[name, "wanted"] += len(b)
            self.named[name, "both"] += len(a & b)
        self.whole += agree(mine, right)

    def figures(self) -> Figures:
        """The figures by name; ``None`` where there is nothing to count."""
        return {
            "pred": self.found,
            "gold": self.wanted,
            "quotes_not_in_text": self.lost,
            "norm_f1": _f1(self.matched, self.found, self.wanted),
            "char_f1": _f1(self.characters["both"], self.characters["found"], self.characters["wanted"]),
            "whole_f1": _f1(self.whole, self.found, self.wanted),
            **{name: self.equal[name] / self.matched if self.matched else None for name in _EQUAL},
            "cadence": self.cadences["right"] / self.cadences["all"] if self.cadences["all"] else None,
            **{
                name: _f1(self.named[name, "both"], self.named[name, "found"], self.named[name, "wanted"])
                for name in _NAMED
            },
        }


def place(rows: Iterable[Row], plain: str) -> tuple[list[Placed], int]:
    """Where the quotes stand, each looked for after the one before, and how many stand nowhere."""
    placed: list[Placed] = []
    cursor = lost = 0
    for row in rows:
        quote = squash(row["quote"])
        start = plain.find(quote, cursor) if quote else -1
        start = plain.find(quote) if quote and start < 0 else start
        if start < 0:
            lost += 1
        else:
            cursor = max(cursor, start)
            placed.append(Placed(start, start + len(quote), row))
    return placed, lost


def pairs(ours: Sequence[Placed], theirs: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Norms that match one to one, the best agreement first."""
    options = sorted(
        (-agreement, i, j)
        for i, mine in enumerate(ours)
        for j, right in enumerate(theirs)
        if (agreement := mine.agreement(right)) >= _ENOUGH
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in options:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield ours[i], theirs[j]


def agree(mine: Row, right: Row) -> bool:
    """Whether a norm is whole: modality, bearers, level and cadence all right."""
    return bool(
        mine.get("modality") == right["modality"]
        and _strings(mine, "bearers") == _strings(right, "bearers")
        and mine.get("level") == right["level"]
        and _cadences(mine) == _cadences(right)
    )


def evaluate(found: Path, wanted: Path, texts: Path) -> Figures:
    """Figures over the documents that stand in both folders (``<doc>.jsonl``), micro-averaged."""
    tally, names = Tally(), []
    for path in sorted(wanted.glob("*.jsonl")):
        mine = found / path.name
        if mine.exists():
            names.append(path.stem)
            tally.add(norms_in(mine), norms_in(path), (texts / f"{path.stem}.txt").read_text(encoding="utf-8"))
    return {"documents": names, **tally.figures()}


def _covered(placed: Iterable[Placed], length: int) -> bytearray:
    marks = bytearray(length)
    for norm in placed:
        marks[norm.start : norm.end] = b"\1" * (norm.end - norm.start)
    return marks


def _strings(row: Row, name: str) -> set[str]:
    return {squash(words) for words in row.get(name) or ()}


def _cadences(row: Row) -> list[tuple[str, str, str]]:
    return sorted(
        (str(one.get("count")), str(one.get("per")), str(one.get("duration"))) for one in row.get("cadence") or ()
    )


def _f1(both: int, found: int, wanted: int) -> float | None:
    return 2 * both / (found + wanted) if found + wanted else None
