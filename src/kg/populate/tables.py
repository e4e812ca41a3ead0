"""Vocabulary tables (``ontology/vocabulary/*.csv``) → checked rows; every mistake is reported, not just the first."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import LexiconError

Row = Mapping[str, str]
Tables = Mapping[str, tuple[Row, ...]]

COMMON = ("key", "zh", "en", "alt_zh", "broader", "definition_zh", "definition_en")
EXTRA: Mapping[str, tuple[str, ...]] = {
    "scheme": ("class",),
    "level": ("order", "words", "ranks"),
    "who": ("kind", "member_of", "acts_for", "group", "names", "level", "askable", "every"),
    "mechanism": ("kind",),
    "mechanism-kind": ("endings",),
    "basis": ("level_kind",),
}
REFERENCES: Mapping[tuple[str, str], str] = {
    ("who", "member_of"): "who",
    ("who", "acts_for"): "who",
    ("who", "group"): "who",
    ("who", "names"): "who",
    ("who", "level"): "level",
    ("mechanism", "kind"): "mechanism-kind",
}
"""(scheme, column) → the scheme its keys are in. ``broader`` is in the row's own scheme, always."""
CLOSED: Mapping[tuple[str, str], frozenset[str]] = {
    ("who", "kind"): frozenset({"body", "people", "post"}),
    ("who", "askable"): frozenset({"", "1"}),
    ("basis", "level_kind"): frozenset({"", "unstated", "all", "listed", "bound"}),
}
ALL_LEVELS = "all"
"""In the ``level`` column of who: the word itself says every level (各地区)."""
WHO_CHAIN = ("broader", "member_of", "acts_for")
"""The columns that together say who lies within whom."""

_KEY = re.compile(r"[a-z][A-Za-z0-9-]*")
_REQUIRED = ("zh", "en", "definition_zh", "definition_en")


def many(row: Row, column: str) -> tuple[str, ...]:
    """The values of a column that holds several, parted by ``|``."""
    return tuple(part for part in row.get(column, "").split("|") if part)


def load(folder: Path) -> Tables:
    """All tables of a folder, by scheme; ``scheme.csv`` lists them.

    Raises LexiconError with every mistake: file, row and remedy.
    """
    problems: list[str] = []
    tables: dict[str, tuple[Row, ...]] = {}
    for path in sorted(folder.glob("*.csv")):
        scheme = path.stem
        expected = (*COMMON, *EXTRA.get(scheme, ()))
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restval="")
            found = tuple(reader.fieldnames or ())
            if found != expected:
                problems.append(f"{path.name}:1: columns are {','.join(found)}; make them {','.join(expected)}")
                continue
            rows = tuple(reader)
        if any(None in row for row in rows):
            numbers = [str(number) for number, row in enumerate(rows, 2) if None in row]
            problems.append(
                f"{path.name}:{','.join(numbers)}: more values than columns; quote values that hold a comma"
            )
            continue
        tables[scheme] = rows
    if not problems:
        problems.extend(_mistakes(tables))
    if problems:
        raise LexiconError(problems)
    return tables


def _mistakes(tables: Tables) -> Iterator[str]:
    listed = {row["key"] for row in tables.get("scheme", ())}
    for scheme in sorted(set(tables) - listed - {"scheme"}):
        yield f"{scheme}.csv: not in scheme.csv; add a row with its class"
    for scheme in sorted(listed - set(tables)):
        yield f"scheme.csv: there is no {scheme}.csv; write it or remove the row"
    keys = {scheme: {row["key"] for row in rows} for scheme, rows in tables.items()}
    for scheme, rows in tables.items():
        yield from _row_mistakes(scheme, rows)
        for column in ("broader", *EXTRA.get(scheme, ())):
            known = keys.get(REFERENCES.get((scheme, column), scheme if column == "broader" else ""))
            if known is not None:
                more = {ALL_LEVELS} if (scheme, column) == ("who", "level") else set()
                yield from _unknown(scheme, rows, column, known | more)
    yield from _strange_parts(tables.get("who", ()))
    yield from _cycles("who", tables.get("who", ()), WHO_CHAIN)
    for scheme in sorted(set(tables) - {"who"}):
        yield from _cycles(scheme, tables[scheme], ("broader",))
    order = [row["order"] for row in tables.get("level", ())]
    if order != [str(number) for number in range(1, len(order) + 1)]:
        yield f"level.csv: the order is {','.join(order)}; number the levels 1, 2, 3 … from the top down"


def _row_mistakes(scheme: str, rows: Iterable[Row]) -> Iterator[str]:
    seen: dict[str, int] = {}
    labels: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        place, key = f"{scheme}.csv:{number}", row["key"]
        if not _KEY.fullmatch(key):
            yield f"{place}: key '{key}' must be lower-case words joined by hyphens"
        if key in seen:
            yield f"{place}: key '{key}' stands in row {seen[key]} too; remove one"
        seen[key] = number
        for column in _REQUIRED:
            if not row[column].strip():
                yield f"{place}: {column} of '{key}' is empty; fill it in"
        for label in (row["zh"], *many(row, "alt_zh")):
            if label != label.strip():
                yield f"{place}: label '{label}' has space around it; remove the space"
            if label in labels:
                yield f"{place}: label '{label}' of '{key}' is that of '{labels[label]}' too; keep it in one place"
            labels[label] = key
        for column in EXTRA.get(scheme, ()):
            allowed = CLOSED.get((scheme, column))
            if allowed is not None and row[column] not in allowed:
                yield f"{place}: {column} '{row[column]}' is unknown; use one of {', '.join(sorted(allowed - {''}))}"


def _unknown(scheme: str, rows: Iterable[Row], column: str, known: set[str]) -> Iterator[str]:
    for number, row in enumerate(rows, 2):
        for key in many(row, column):
            if key not in known:
                yield f"{scheme}.csv:{number}: {column} '{key}' of '{row['key']}' is no such key; add or correct it"


def _strange_parts(rows: Iterable[Row]) -> Iterator[str]:
    """A part that a compound names is a kind or a member of the compound: whoever lies within it lies within both."""
    uppers = {row["key"]: {key for column in WHO_CHAIN for key in many(row, column)} for row in rows}
    for number, row in enumerate(rows, 2):
        for part in many(row, "names"):
            if part in uppers and row["key"] not in uppers[part]:
                yield (
                    f"who.csv:{number}: '{row['key']}' names '{part}', which is outside it; "
                    f"give '{part}' broader, member_of or acts_for '{row['key']}'"
                )


def _cycles(scheme: str, rows: Iterable[Row], columns: tuple[str, ...]) -> Iterator[str]:
    """Rows that lie within themselves: what remains when everything without an upper neighbour is taken away."""
    uppers = {row["key"]: {key for column in columns for key in many(row, column)} for row in rows}
    while loose := {key for key, above in uppers.items() if not above & uppers.keys()}:
        for key in loose:
            del uppers[key]
    if uppers:
        among = ", ".join(sorted(uppers))
        yield f"{scheme}.csv: {among} lie within themselves; cut {', '.join(columns)} among them"
