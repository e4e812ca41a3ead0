"""Pattern entries → compiled regular expressions with their macros filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.errors import LexiconError
from kg.lexicon import Entry, Lexicon

MACRO = "macro"

Compiled = tuple[tuple[str, str, re.Pattern[str]], ...]
"""(id, class, pattern) of each entry."""


@cache
def patterns_of(lexicon: Lexicon, name: str) -> Compiled:
    """The patterns of ``data/lexicon/pattern-<name>.yaml``, compiled once for each lexicon."""
    return compile_all(lexicon.patterns[name])


def pattern_of(lexicon: Lexicon, name: str, rule: str) -> re.Pattern[str]:
    """The pattern of one entry."""
    return next(pattern for id_, _, pattern in patterns_of(lexicon, name) if id_ == rule)


def compile_all(entries: Iterable[Entry]) -> Compiled:
    """(id, class, pattern) of each entry that is no macro.

    Raises LexiconError with every pattern that does not compile.
    """
    entries = tuple(entries)
    macros = {entry.id.removeprefix("macro."): entry.pattern for entry in entries if entry.letter == MACRO}
    problems: list[str] = []
    compiled = []
    for entry in entries:
        if entry.letter == MACRO:
            continue
        text = entry.pattern
        for _ in macros:
            for name, part in macros.items():
                text = text.replace("{" + name + "}", part)
        try:
            compiled.append((entry.id, entry.letter, re.compile(text)))
        except re.error as error:
            problems.append(f"{entry.file}: {entry.id}: pattern does not compile: {error}")
    if problems:
        raise LexiconError(problems)
    return tuple(compiled)
