"""Rows → a table on the terminal, JSON, CSV or Markdown; text from documents never commands the terminal."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from kg.store.connection import Iri, Value

if TYPE_CHECKING:
    from rich.table import Table

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ID = re.compile(r"^https://w3id\.org/zhize/id/(?:directive/)?")
WIDTH = 120
"""Columns of a table where there is no terminal to ask."""


def line(text: str) -> str:
    """Text as one line without characters that move the cursor or turn the writing direction."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))


def shown(value: Value) -> str:
    """A cell for people: identifiers without their common beginning."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iri):
        return line(_ID.sub("", value))
    return line(str(value))


def echo_json(value: Any) -> None:  # noqa: ANN401  whatever JSON can hold
    """Print a value as JSON for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def echo_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Print rows as CSV; a text cell that a spreadsheet would take for a formula begins with an apostrophe."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: Value) -> Value:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return cell


def echo_markdown(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Print rows as a Markdown table."""
    click.echo(f"| {' | '.join(columns)} |")
    click.echo(f"|{'---|' * len(columns)}")
    for row in rows:
        click.echo(f"| {' | '.join(_markdown(cell) for cell in row)} |")


def _markdown(cell: Value) -> str:
    return re.sub(r"([\\|<>`*_\[\]])", r"\\\1", shown(cell))


def echo_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    numbers: frozenset[str] = frozenset(),
    listed: bool | None = None,
) -> None:
    """Print rows as a table whose columns line up, Chinese too; columns without any value are left out.

    Where the terminal is too narrow for that (``listed``: decided for several tables at once), each row is a list of
    its cells below one another: nothing is ever cut off.
    """
    from rich.console import Console

    cells = [[shown(cell) for cell in row] for row in rows]
    used = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    if listed is None:
        listed = _room([columns[at] for at in used], [[row[at] for at in used] for row in cells]) > width()
    table = _list(columns, cells) if listed else _grid(columns, used, cells, numbers)
    Console(file=sys.stdout, width=width(), highlight=False).print(table)


def too_wide(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bool:
    """Whether a table of these rows would not fit the terminal."""
    cells = [[shown(cell) for cell in row] for row in rows]
    used = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    return _room([columns[at] for at in used], [[row[at] for at in used] for row in cells]) > width()


def _grid(
    columns: Sequence[str], used: Sequence[int], cells: Sequence[Sequence[str]], numbers: frozenset[str]
) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for at in used:
        table.add_column(
            Text(columns[at]),
            justify="right" if columns[at] in numbers else "left",
            overflow="fold",
            no_wrap=_whole([row[at] for row in cells]),
        )
    for row in cells:
        table.add_row(*(Text(row[at]) for at in used))
    return table


def _list(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for number, row in enumerate(cells):
        if number:
            table.add_row()
        for column, cell in zip(columns, row, strict=True):
            if cell:
                table.add_row(Text(column, style="bold"), Text(cell))
    return table


def _room(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """The least width of a table in which no cell is cut off and none is folded to a thread."""
    from rich.cells import cell_len

    room = 3 * (len(columns) - 1)
    for at, column in enumerate(columns):
        body = [row[at] for row in cells]
        least = max(cell_len(text) for text in (column, *body))
        room += least if _whole(body) else min(least, _THREAD)
    return room


def _whole(cells: Sequence[str]) -> bool:
    """Whether a column's cells are not broken: words, and names in letters."""
    return max(map(len, cells), default=0) <= (_NAME if all(cell.isascii() for cell in cells) else _SHORT)


_SHORT = 10
_NAME = 30
"""Cells up to this length are not broken."""
_THREAD = 8
"""A column of longer cells is no narrower than this."""


def width() -> int:
    """How many columns the terminal has."""
    return max(40, shutil.get_terminal_size((WIDTH, 40)).columns)
