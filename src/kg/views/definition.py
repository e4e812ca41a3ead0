"""From ``visualizations/*.yaml`` to picture definitions: what is drawn, in which columns, in which colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg import resources
from kg.errors import LexiconError, NotFound

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_ALIGNS = ("first", "middle", "top")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages of the pages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} · {self.en}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a picture.

    ``ordered`` keeps the order of the query; otherwise nodes stand beside what they link to. ``align`` says whether a
    node stands beside the ``first`` or in the ``middle`` of what it links to, or whether its column is set from the
    ``top``; ``lines`` is how many lines a box holds.
    """

    key: str
    text: Words
    width: int
    limit: int
    ordered: bool = False
    align: str = "middle"
    lines: int = 1


MOST = 300
"""Boxes on one page: more cannot be read, nor drawn at once on a small machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one kind of node looks, and the column it stands in."""

    kind: str
    column: str
    text: Words
    fill: str
    border: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One picture, or one for each row of ``each``.

    ``nodes`` selects ``?id ?kind ?label`` and, where wanted, ``?column ?detail ?group ?depth ?count``;
    ``links`` selects ``?source ?target`` and, where wanted, ``?weight``. ``each`` selects ``?item ?key ?title``,
    and an empty ``VALUES ?item {}`` in the other two is filled with the item. ``parameters`` are the defaults of
    further such values, which are read as those of the named question ``question``.
    """

    name: str
    title: Words
    about: Words
    nodes: str
    links: str
    each: str
    question: str
    parameters: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    styles: tuple[Style, ...]

    def style(self, kind: str) -> Style | None:
        return next((style for style in self.styles if style.kind == kind), None)


def names() -> tuple[str, ...]:
    """The pictures that are defined, in alphabetical order."""
    return tuple(sorted(path.stem for path in resources.visualizations().glob("*.yaml")))


def definitions() -> tuple[Definition, ...]:
    """All pictures that are defined."""
    return tuple(load(name) for name in names())


def load(name: str) -> Definition:
    """The definition called ``name``; ``NotFound`` names the known ones."""
    known = names()
    if name not in known:
        raise NotFound(f"no picture '{name}'; known: {', '.join(known)}")
    return read(resources.visualizations() / f"{name}.yaml")


def read(path: Path) -> Definition:
    """The definition in one file; ``LexiconError`` names all its mistakes."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LexiconError([f"{path.name}: no YAML: {' '.join(str(error).split())}"]) from error
    problems = tuple(_problems(raw))
    if problems:
        raise LexiconError(f"{path.name}: {problem}" for problem in problems)
    return Definition(
        name=path.stem,
        title=Words(**raw["title"]),
        about=Words(**raw["about"]),
        nodes=raw["nodes"],
        links=raw["links"],
        each=raw.get("each", ""),
        question=raw.get("question", ""),
        parameters=tuple(sorted(raw.get("parameters", {}).items())),
        columns=tuple(
            Column(
                key=key,
                text=Words(column["zh"], column["en"]),
                width=column["width"],
                limit=column["limit"],
                ordered=column.get("ordered", False),
                align=column.get("align", "middle"),
                lines=column.get("lines", 1),
            )
            for key, column in raw["columns"].items()
        ),
        styles=tuple(
            Style(
                kind=kind,
                column=style["column"],
                text=Words(style["zh"], style["en"]),
                fill=style["fill"],
                border=style["border"],
            )
            for kind, style in raw["kinds"].items()
        ),
    )


def _problems(raw: object) -> Iterator[str]:
    """What is wrong with a definition, each with its remedy."""
    if not isinstance(raw, Mapping):
        yield "write a mapping"
        return
    known = {"title", "about", "each", "question", "parameters", "nodes", "links", "columns", "kinds"}
    yield from (f"unknown entry '{key}'; remove it" for key in sorted(map(str, raw.keys() - known)))
    missing = known - {"each", "question", "parameters"} - raw.keys()
    if missing:
        yield f"missing: {', '.join(sorted(missing))}"
        return
    for entry in ("title", "about"):
        if not _bilingual(raw[entry]) or raw[entry].keys() != {"zh", "en"}:
            yield f"{entry}: write zh and en"
    for entry in ("nodes", "links", "each"):
        if not isinstance(raw.get(entry, ""), str):
            yield f"{entry}: write a SELECT query"
    parameters = raw.get("parameters", {})
    if not isinstance(parameters, Mapping) or not all(isinstance(value, str) for value in parameters.values()):
        yield "parameters: write name: default"
    if parameters and not isinstance(raw.get("question"), str):
        yield "question: name the question whose parameters these are"
    yield from _table_problems(raw["columns"], raw["kinds"])


def _table_problems(columns: object, kinds: object) -> Iterator[str]:
    if not isinstance(columns, Mapping) or not isinstance(kinds, Mapping) or not columns or not kinds:
        yield "columns and kinds: write at least one of each"
        return
    for key, column in columns.items():
        numbers = [column.get("width"), column.get("limit")] if _bilingual(column) else []
        if not _NAME.fullmatch(str(key)) or not numbers or not all(isinstance(number, int) for number in numbers):
            yield f"column '{key}': write zh, en, width and limit"
            return
        if column.get("align", "middle") not in _ALIGNS or column.get("lines", 1) not in (1, 2, 3):
            yield f"column '{key}': align is {', '.join(_ALIGNS[:-1])} or {_ALIGNS[-1]}, lines 1 to 3"
    if sum(column["limit"] for column in columns.values()) > MOST:
        yield f"columns: the limits add up to more than {MOST}; lower them"
    for key, style in kinds.items():
        if not _NAME.fullmatch(str(key)) or not _bilingual(style) or style.get("column") not in columns:
            yield f"kind '{key}': write zh, en and one of the columns"
        elif not all(_COLOUR.fullmatch(str(style.get(part))) for part in ("fill", "border")):
            yield f"kind '{key}': write fill and border as #rrggbb"


def _bilingual(entry: Any) -> bool:  # noqa: ANN401 - whatever YAML holds
    return isinstance(entry, Mapping) and all(isinstance(entry.get(language), str) for language in ("zh", "en"))
