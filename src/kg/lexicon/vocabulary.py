"""Vocabulary tables (``ontology/vocabulary/*.csv``) → concepts with their labels, without an RDF library."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One row: ``key``, its Chinese labels (preferred first) and the other columns as written."""

    key: str
    labels: tuple[str, ...]
    row: dict[str, str]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a column that holds several, parted by ``|``."""
        return tuple(part for part in (self.row.get(column) or "").split("|") if part)


def read_table(path: Path) -> tuple[Concept, ...]:
    """The rows of one vocabulary table.

    Raises LexiconError with every row that lacks a key or a Chinese label, or whose key stands twice.
    """
    problems: list[str] = []
    concepts: dict[str, Concept] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            key, label = (row.get("key") or "").strip(), (row.get("zh") or "").strip()
            if not key or not label:
                problems.append(f"{path.name}:{number}: key and zh must not be empty")
            elif key in concepts:
                problems.append(f"{path.name}:{number}: key '{key}' stands twice; remove one")
            else:
                alternatives = tuple(part for part in (row.get("alt_zh") or "").split("|") if part)
                concepts[key] = Concept(key=key, labels=(label, *alternatives), row=row)
    if problems:
        raise LexiconError(problems)
    return tuple(concepts.values())


@cache
def table(scheme: str) -> tuple[Concept, ...]:
    """The concepts of ``scheme`` (``who``, ``level``, ``mechanism`` …) that come with the package."""
    return read_table(resources.vocabulary() / f"{scheme}.csv")
