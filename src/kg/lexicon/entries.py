"""Lexicon files (``data/lexicon/*.yaml``) → entries: words of one meaning, with the evidence for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import LexiconError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIELDS = frozenset({"id", "class", "means", "words", "guards", "pattern", "value", "examples", "counter_examples"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words or a pattern of one meaning.

    ``letter`` is the class that a hit stands for in a segment's code; ``guards`` are longer words that contain one of
    ``words`` and mean something else. ``value`` is what a pattern entry stands for.
    """

    id: str
    letter: str
    means: str
    words: tuple[str, ...]
    guards: tuple[str, ...] = ()
    pattern: str = ""
    value: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    file: str = ""


class _Strict(_LOADER):  # type: ignore[misc, valid-type]  # chosen at run time
    """A YAML loader that refuses a key written twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: ANN401, FBT001, FBT002  PyYAML's signature
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise LexiconError([f"line {node.start_mark.line + 1}: key written twice: {', '.join(twice)}"])
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]  # of a base chosen at run time


def load_yaml(path: Path) -> object:
    """The content of a YAML file; LexiconError names file and place of what is wrong."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)  # noqa: S506  a subclass of the safe loader
    except LexiconError as error:
        raise LexiconError(f"{path.name}: {problem}" for problem in error.problems) from None
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise LexiconError([f"{path.name}: {' '.join(str(error).split())}"]) from error


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of one file. Raises LexiconError with all mistakes at once."""
    rows = load_yaml(path)
    if not isinstance(rows, list):
        raise LexiconError([f"{path.name}: must be a list of entries"])
    problems: list[str] = []
    entries: list[Entry] = []
    for place, row in enumerate(rows, start=1):
        name = row.get("id") if isinstance(row, dict) else None
        if not name:
            problems.append(f"{path.name}: entry {place} has no id")
            continue
        unknown = sorted(set(row) - _FIELDS)
        if unknown:
            problems.append(
                f"{path.name}: {name}: unknown field {', '.join(unknown)}; known: {', '.join(sorted(_FIELDS))}"
            )
        problems.extend(
            f"{path.name}: {name}: {field} is missing"
            for field in ("class", "examples", "counter_examples")
            if field not in row
        )
        entries.append(
            Entry(
                id=str(name),
                letter=str(row.get("class", "")),
                means=str(row.get("means", "")),
                words=tuple(dict.fromkeys(_words(row.get("words")))),
                guards=tuple(dict.fromkeys(_words(row.get("guards")))),
                pattern=str(row.get("pattern", "")),
                value=str(row.get("value", "")),
                examples=tuple(map(str, row.get("examples") or ())),
                counter_examples=tuple(map(str, row.get("counter_examples") or ())),
                file=path.name,
            )
        )
    if problems:
        raise LexiconError(problems)
    return tuple(entries)


def _words(value: object) -> Iterator[str]:
    """Words given as a list, or as one string parted by white space."""
    if isinstance(value, str):
        yield from value.split()
    elif isinstance(value, list):
        yield from map(str, value)
