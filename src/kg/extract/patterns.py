"""Pattern entries → compiled regular expressions with their macros filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.errors import LexiconError
from kg.lexicon import Entry

MACRO = "macro"


def compile_all(entries: Iterable[Entry]) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
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
