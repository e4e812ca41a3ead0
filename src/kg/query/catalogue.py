"""The files of ``queries/`` → questions that can be put by name, each described by its own header.

A header is the run of comment lines at the top of the file::

    # Question (zh): 哪些职责适用于某一岗位层级？
    # Question (en): Which duties apply to a position?
    # Graphs: the default graph is the union of all named graphs
    # Parameter: level (position level = county) organisational level asked about · 层级
    # Parameter: directive (directive, optional) only this directive · 文件
    # Column: norm (iri, detail) the norm
    # Group: basis title
    # Example: kg ask duties --level county

``detail`` columns are for programs; a table leaves them out. ``Group`` names the columns a table is grouped by.
In the body the default of a parameter stands in a block of its own, ``VALUES ?level { <…> }``, so that the file
runs as it is on any SPARQL 1.1 endpoint; asking with another value replaces that block and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import QueryError, UnknownQuery


class ParameterType(StrEnum):
    POSITION = "position"
    """A concept of a scheme that some position has; bound to its IRI."""
    CONCEPT = "concept"
    """A concept of a scheme; bound to its IRI."""
    KEY = "key"
    """A concept of a scheme; bound to its notation."""
    DIRECTIVE = "directive"
    NORM = "norm"
    STRING = "string"
    INTEGER = "integer"

    @property
    def has_scheme(self) -> bool:
        return self in (ParameterType.POSITION, ParameterType.CONCEPT, ParameterType.KEY)


COLUMN_TYPES = frozenset({"iri", "text", "list", "integer", "decimal", "boolean", "date"})
SEPARATOR = "；"
"""Between the members of a ``list`` column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question can be asked with. ``default`` is ``None`` where the parameter is optional."""

    name: str
    type: ParameterType
    scheme: str = ""
    default: str | None = None
    text: str = ""
    bounds: tuple[int, int] | None = None
    """Least and greatest value of an integer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column of the answer holds."""

    name: str
    type: str
    detail: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question: its header, and the query as it stands in the file."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    group: tuple[str, ...]
    example: str
    query: str


_FIELDS = ("Question (zh)", "Question (en)", "Graphs", "Parameter", "Column", "Group", "Example")
_FIELD = re.compile(rf"# (?P<field>{'|'.join(map(re.escape, _FIELDS))}): (?P<value>.+)")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][A-Za-z]*) \((?P<type>[a-z]+)(?: (?P<scheme>[a-z-]+)| (?P<least>\d+)-(?P<most>\d+))?"
    r"(?:, (?P<optional>optional)| = (?P<default>[^()]+))\) (?P<text>.+)"
)
_COLUMN = re.compile(r"(?P<name>[a-z][A-Za-z]*) \((?P<type>[a-z]+)(?P<detail>, detail)?\) (?P<text>.+)")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_UNION = "the default graph is the union of all named graphs"


def block(parameter: str) -> re.Pattern[str]:
    """The place of a parameter's value in the body."""
    return re.compile(rf"VALUES\s+\?{parameter}\s*\{{(?P<value>[^{{}}]*)\}}")


def questions(folder: Path | None = None) -> dict[str, Question]:
    """All questions by name, in the order of their names; ``QueryError`` names everything that is wrong."""
    return dict(_read_all(folder or resources.queries()))


def question(name: str, folder: Path | None = None) -> Question:
    """One question; ``UnknownQuery`` names the known ones."""
    where = folder or resources.queries()
    path = where / f"{name}.rq"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise UnknownQuery(name, sorted(path.stem for path in where.glob("*.rq")))
    found, problems = parse(name, path.read_text(encoding="utf-8"))
    if problems:
        raise QueryError("; ".join(f"{path.name}: {problem}" for problem in problems))
    return found


@cache
def _read_all(folder: Path) -> tuple[tuple[str, Question], ...]:
    found: list[tuple[str, Question]] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.rq"), key=lambda path: path.stem):
        read, wrong = parse(path.stem, path.read_text(encoding="utf-8"))
        found.append((path.stem, read))
        problems.extend(f"{path.name}: {problem}" for problem in wrong)
    if problems:
        raise QueryError("; ".join(problems))
    return tuple(found)


def parse(name: str, text: str) -> tuple[Question, tuple[str, ...]]:
    """A question from the text of its file, and all that its header lacks."""
    fields: dict[str, list[str]] = {}
    problems: list[str] = (
        [] if _NAME.fullmatch(name) else [f"name '{name}': use lower-case letters, digits and hyphens"]
    )
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _FIELD.fullmatch(line.rstrip())
        if match is None:
            problems.append(f"header line '{line}': not one of {', '.join(_FIELDS)}")
        else:
            fields.setdefault(match["field"], []).append(match["value"])
    for field in ("Question (zh)", "Question (en)", "Graphs", "Example"):
        if len(fields.get(field, [])) != 1:
            problems.append(f"header needs exactly one line '# {field}: …'")
    if fields.get("Graphs", [_UNION]) != [_UNION]:
        problems.append(f"'# Graphs:' must say: {_UNION}")
    parameters = _parameters(fields.get("Parameter", ()), text, problems)
    columns = _columns(fields.get("Column", ()), problems)
    group = tuple(fields.get("Group", [""])[0].split())
    problems.extend(
        f"'# Group: {name}' names no column" for name in group if name not in {column.name for column in columns}
    )
    found = Question(
        name=name,
        zh=fields.get("Question (zh)", [""])[0],
        en=fields.get("Question (en)", [""])[0],
        parameters=parameters,
        columns=columns,
        group=group,
        example=fields.get("Example", [""])[0],
        query=text,
    )
    return found, tuple(problems)


def _parameters(lines: list[str] | tuple[()], text: str, problems: list[str]) -> tuple[Parameter, ...]:
    found = []
    for line in lines:
        match = _PARAMETER.fullmatch(line)
        if match is None or match["type"] not in set(ParameterType):
            problems.append(
                f"'# Parameter: {line}': write name (type scheme = default) text, or name (type scheme, optional) text"
            )
            continue
        kind = ParameterType(match["type"])
        if kind.has_scheme != bool(match["scheme"]):
            problems.append(
                f"parameter {match['name']}: type {kind} {'needs' if kind.has_scheme else 'takes no'} scheme"
            )
        bounds = (int(match["least"]), int(match["most"])) if match["least"] else None
        if bounds and kind is not ParameterType.INTEGER:
            problems.append(f"parameter {match['name']}: only an integer has bounds")
        blocks = block(match["name"]).findall(text)
        if len(blocks) != 1:
            problems.append(
                f"parameter {match['name']}: the body needs exactly one block VALUES ?{match['name']} {{ … }}"
            )
        elif (blocks[0].strip() == "UNDEF") != bool(match["optional"]):
            problems.append(f"parameter {match['name']}: its block holds the default, or UNDEF where it is optional")
        found.append(
            Parameter(
                name=match["name"],
                type=kind,
                scheme=match["scheme"] or "",
                default=match["default"],
                text=match["text"],
                bounds=bounds,
            )
        )
    return tuple(found)


def _columns(lines: list[str] | tuple[()], problems: list[str]) -> tuple[Column, ...]:
    found = []
    for line in lines:
        match = _COLUMN.fullmatch(line)
        if match is None or match["type"] not in COLUMN_TYPES:
            problems.append(f"'# Column: {line}': write name (type) text; types: {', '.join(sorted(COLUMN_TYPES))}")
            continue
        found.append(Column(name=match["name"], type=match["type"], detail=bool(match["detail"]), text=match["text"]))
    if not found:
        problems.append("header needs a line '# Column: …' for each column")
    return tuple(found)
