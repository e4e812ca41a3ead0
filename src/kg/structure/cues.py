"""``data/lexicon/structure.yaml`` → compiled patterns for marks, lines, shapes, header fields and oddities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import LexiconError
from kg.lexicon.entries import load_yaml
from kg.model import Kind

_FRAGMENT = re.compile(r"<([A-Z]+)>")
_SECTIONS = ("marks", "lines", "shapes", "demands", "fields", "oddities")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One entry of the file: a pattern, the other values it carries, and the evidence for both."""

    id: str
    pattern: re.Pattern[str]
    values: Mapping[str, Any]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A numbering series: the mark's look, what it numbers, and how deep it stands by custom."""

    id: str
    pattern: re.Pattern[str]
    kind: Kind
    rank: int
    eid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The whole file, ready to match."""

    series: tuple[Series, ...]
    lines: tuple[Cue, ...]
    shapes: Mapping[str, re.Pattern[str]]
    demands: Mapping[str, re.Pattern[str]]
    fields: Mapping[str, re.Pattern[str]]
    oddities: tuple[Cue, ...]


def read(path: Path) -> dict[str, tuple[Cue, ...]]:
    """The entries of a structure file by section, or all its mistakes at once."""
    data: dict[str, Any] = load_yaml(path)  # type: ignore[assignment]  # a mapping, by the tests of the file
    fragments: dict[str, str] = data.get("fragments", {})
    problems: list[str] = []
    sections: dict[str, tuple[Cue, ...]] = {}
    for section in _SECTIONS:
        cues: list[Cue] = []
        for entry in data.get(section, ()):
            try:
                cues.append(_cue(entry, fragments))
            except (KeyError, re.error) as error:
                problems.append(f"{path.name}: {entry.get('id', section)}: {error!r}; correct the entry")
        sections[section] = tuple(cues)
    if problems:
        raise LexiconError(problems)
    return sections


def _cue(entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Cue:
    rest = {key: value for key, value in entry.items() if key not in {"id", "pattern", "examples", "counter_examples"}}
    return Cue(
        id=entry["id"],
        pattern=re.compile(expand(entry["pattern"], fragments)),
        values=rest,
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


def expand(pattern: str, fragments: Mapping[str, str]) -> str:
    """``pattern`` with each ``<NAME>`` replaced by that fragment; group names, in lower case, stay."""
    while _FRAGMENT.search(pattern):
        pattern = _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)
    return pattern


@cache
def load() -> Cues:
    """The cues of this installation."""
    sections = read(resources.lexicon() / "structure.yaml")
    return Cues(
        series=tuple(
            Series(
                id=cue.id,
                pattern=cue.pattern,
                kind=Kind(cue.values["kind"]),
                rank=int(cue.values["rank"]),
                eid=str(cue.values["eid"]),
            )
            for cue in sections["marks"]
        ),
        lines=sections["lines"],
        shapes={cue.id: cue.pattern for cue in sections["shapes"]},
        demands={cue.id: cue.pattern for cue in sections["demands"]},
        fields={cue.id: cue.pattern for cue in sections["fields"]},
        oddities=sections["oddities"],
    )
