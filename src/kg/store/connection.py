"""What a question needs of a store: SPARQL in, plain Python values out, wherever the store runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Iri(str):
    """An IRI among the values of a row; every other value is a literal."""

    __slots__ = ()


Value = str | int | float | bool | None
"""A cell: an ``Iri``, the value of a literal, or ``None`` where the variable is unbound."""


@dataclass(frozen=True, slots=True)
class Table:
    """The result of a SELECT: variable names without ``?``, and the rows in the order of the result."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> tuple[dict[str, Value], ...]:
        """Each row as a mapping from column to value."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)


class Connection(Protocol):
    """An open graph. Queries see the union of all named graphs as the default graph."""

    def select(self, query: str) -> Table:
        """The rows of a SELECT query; ``BadQuery`` where it does not parse or is no SELECT."""
        ...

    def ask(self, query: str) -> bool:
        """The answer of an ASK query."""
        ...
