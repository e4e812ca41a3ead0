"""A Word document's list definitions → the number that stands before a paragraph, which its text does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_MOST_CIRCLED = 20
_MOST_CHINESE = 100


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, document: Any) -> Numbering:  # noqa: ANN401 - python-docx has no types
        """The lists of ``document``; none if it defines none."""
        made = cls()
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return made
        for definition in root.iter(qn("w:abstractNum")):
            made._define(definition)
        for number in root.iter(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None:
                made.abstract[number.get(qn("w:numId"))] = link.get(qn("w:val"))
        for style in document.styles.element.iter(qn("w:style")):
            found = _reference(style)
            if found is not None:
                made.styles[style.get(qn("w:styleId"))] = found
        return made

    def _define(self, definition: Any) -> None:  # noqa: ANN401 - as above
        name = definition.get(qn("w:abstractNumId"))
        for level in definition.iter(qn("w:lvl")):
            values = {}
            for child in ("numFmt", "lvlText", "start"):
                element = level.find(qn(f"w:{child}"))
                values[child] = element.get(qn("w:val")) if element is not None else None
            start = values["start"]
            self.levels[name, int(level.get(qn("w:ilvl"), "0"))] = _Level(
                values["numFmt"] or "decimal", values["lvlText"] or "", int(start) if start else 1
            )

    def number(self, paragraph: Any) -> str:  # noqa: ANN401 - as above
        """The number before ``paragraph``, ``""`` if it has none; counts on."""
        found = _reference(paragraph) or self._by_style(paragraph)
        if found is None:
            return ""
        name = self.abstract.get(found[0])
        if name is None:
            return ""
        depth = found[1]
        level = self.levels.get((name, depth))
        if level is None or level.form in {"bullet", "none"}:
            return ""
        for key in [key for key in self.counts if key[0] == name and key[1] > depth]:
            del self.counts[key]
        self.counts[name, depth] = self.counts.get((name, depth), level.start - 1) + 1
        return _PLACE.sub(lambda place: self._written(name, int(place[1]) - 1), level.text)

    def _by_style(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401 - as above
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(style.get(qn("w:val"))) if style is not None else None

    def _written(self, name: str, depth: int) -> str:
        level = self.levels.get((name, depth))
        if level is None:
            return ""
        return written(self.counts.get((name, depth), level.start), level.form)


def _reference(element: Any) -> tuple[str, int] | None:  # noqa: ANN401 - as above
    """The list and level that a paragraph or style names."""
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is None:
        return None
    link, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    if link is None:
        return None
    return link.get(qn("w:val")), int(depth.get(qn("w:val"), "0")) if depth is not None else 0


def written(value: int, form: str) -> str:
    """A count in the form that the list asks for.

    >>> written(23, "chineseCounting"), written(10, "chineseCounting"), written(3, "decimalEnclosedCircle")
    ('二十三', '十', '③')
    """
    if form in _CHINESE and 0 < value < _MOST_CHINESE:
        tens, ones = divmod(value, 10)
        return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    if form in _CIRCLED and 0 < value <= _MOST_CIRCLED:
        return chr(0x2460 + value - 1)
    return str(value)
