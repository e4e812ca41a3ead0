"""A named question and its parameters → an answer: the same rows from whatever store is behind the connection."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import QueryError
from kg.query.catalogue import SEPARATOR, Question
from kg.query.catalogue import question as find
from kg.query.parameters import bind
from kg.store.connection import Connection, Value


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a question; ``columns`` are the names of its header, in that order."""

    question: Question
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> tuple[dict[str, Value], ...]:
        """Each row as a mapping from column to value."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)


def ask(connection: Connection, name: str, /, **parameters: str | int | None) -> Answer:
    """Put a named question. Parameters that are absent or ``None`` keep their defaults.

    Afterwards: 1. the columns are those of the header; 2. the members of a ``list`` are distinct and sorted, whatever
    order the store grouped them in; 3. an empty list or text is ``None``; 4. rows are in the order that the query
    asks for.
    """
    question = find(name)
    table = connection.select(bind(connection, question, parameters))
    columns = tuple(column.name for column in question.columns)
    if table.columns != columns:
        raise QueryError(f"{name}.rq selects {', '.join(table.columns)}; its header names {', '.join(columns)}")
    lists = frozenset(at for at, column in enumerate(question.columns) if column.type == "list")
    rows = tuple(
        tuple(_sorted(cell) if at in lists else None if cell == "" else cell for at, cell in enumerate(row))
        for row in table.rows
    )
    # An aggregate without GROUP BY keys gives one row of nothing where there is nothing.
    return Answer(question, columns, tuple(row for row in rows if any(cell is not None for cell in row)))


def _sorted(cell: Value) -> Value:
    members = sorted({member for member in str(cell or "").split(SEPARATOR) if member})
    return SEPARATOR.join(members) or None
