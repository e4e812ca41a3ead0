"""Rows → a table on the terminal, JSON, CSV or Markdown; text from documents never commands the terminal."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from kg.store.connection import Iri, Value

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


def echo_json(value: Any) -> None:  # noqa: ANN401
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
    columns: Sequence[str], rows: Iterable[Sequence[Value]], *, numbers: frozenset[str] = frozenset()
) -> None:
    """Print rows as a table whose columns line up, Chinese too; columns without any value are left out."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [[shown(cell) for cell in row] for row in rows]
    used = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for at in used:
        longest = max(len(row[at]) for row in cells)
        whole = longest <= (_NAME if all(row[at].isascii() for row in cells) else _SHORT)
        table.add_column(
            Text(columns[at]),
            justify="right" if columns[at] in numbers else "left",
            overflow="fold",
            no_wrap=whole,
        )
    for row in cells:
        table.add_row(*(Text(row[at]) for at in used))
    Console(file=sys.stdout, width=width(), highlight=False).print(table)


_SHORT = 10
_NAME = 30
"""Cells up to this length are not broken: words, and names in letters."""


def width() -> int:
    """How many columns the terminal has."""
    return max(40, shutil.get_terminal_size((WIDTH, 40)).columns)
