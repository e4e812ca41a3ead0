"""The words: vocabulary labels and cue words → one compiled matcher and the patterns that read its hits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import LexiconError
from kg.lexicon.entries import Entry, read_entries
from kg.lexicon.fold import fold
from kg.lexicon.matcher import Matcher, Word
from kg.lexicon.vocabulary import Concept, table

__all__ = ["Concept", "Entry", "Lexicon", "Matcher", "Word", "fold", "load"]

GUARD = "."
"""The letter of words that only keep a shorter word from being seen, and of unknown stretches."""

CUE_FILES = ("names", "verbs", "modality", "openers", "particles", "nouns")
"""Later files give way to earlier ones where a word stands in two."""

_JOINER = re.compile("[、和与及或]|以及|或者")

_SCHEMES = (("who", "B"), ("mechanism", "O"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Compiled words, and the vocabularies behind them, by key. Equal only to itself: what is made from it is kept."""

    matcher: Matcher
    entries: dict[str, Entry]
    who: dict[str, Concept]
    level: dict[str, Concept]
    mechanism: dict[str, Concept]
    patterns: dict[str, tuple[Entry, ...]]
    """Entries of the pattern files by file stem."""


def load(extra: Sequence[Path] = ()) -> Lexicon:
    """The lexicon that comes with the package, and the entries of ``extra`` files in the same format.

    Raises LexiconError that names every mistake in every file.
    """
    return _load(tuple(extra))


@cache
def _load(extra: tuple[Path, ...]) -> Lexicon:
    folder = resources.lexicon()
    problems: list[str] = []
    cues: list[Entry] = []
    patterns: dict[str, tuple[Entry, ...]] = {}
    for path in (*extra, *(folder / f"{name}.yaml" for name in CUE_FILES)):
        try:
            cues.extend(read_entries(path))
        except LexiconError as error:
            problems.extend(error.problems)
    for path in sorted(folder.glob("pattern-*.yaml")):
        try:
            patterns[path.stem.removeprefix("pattern-")] = read_entries(path)
        except LexiconError as error:
            problems.extend(error.problems)
    problems.extend(_repeated(cues))
    if problems:
        raise LexiconError(problems)
    tables = {scheme: table(scheme) for scheme in ("who", "level", "mechanism")}
    return Lexicon(
        matcher=Matcher(_words(cues, tables)),
        entries={entry.id: entry for entry in cues},
        who={concept.key: concept for concept in tables["who"]},
        level={concept.key: concept for concept in tables["level"]},
        mechanism={concept.key: concept for concept in tables["mechanism"]},
        patterns=patterns,
    )


def _repeated(entries: Iterable[Entry]) -> list[str]:
    """A word may stand in one cue entry only, or its class would depend on the order of files."""
    owner: dict[str, str] = {}
    problems = []
    for entry in entries:
        for word in entry.words:
            if owner.setdefault(fold(word), entry.id) != entry.id:
                problems.append(f"{entry.file}: {entry.id}: '{word}' stands in {owner[fold(word)]} too; keep one")
    return problems


def _coordinates(text: str, labels: set[str]) -> bool:
    """Whether a label only joins others (乡镇人民政府、街道办事处): in a text they are read one by one."""
    parts = _JOINER.split(text)
    return len(parts) > 1 and all(part in labels for part in parts)


def _words(cues: Iterable[Entry], tables: dict[str, tuple[Concept, ...]]) -> list[Word]:
    """Vocabulary labels, level words, cue words, then guards: the first that claims a text keeps it."""
    found: dict[str, Word] = {}
    cues = tuple(cues)
    for entry in cues:
        for text in map(fold, entry.words):
            found.setdefault(text, Word(text, entry.letter, entry.id))
    for scheme, letter in _SCHEMES:
        labels = {fold(label) for concept in tables[scheme] for label in concept.labels}
        for concept in tables[scheme]:
            for text in map(fold, concept.labels):
                if letter == "B" and _coordinates(text, labels):
                    continue
                found.setdefault(text, Word(text, letter, f"{scheme}.{concept.key}", concept.key))
    for concept in tables["level"]:
        for text in map(fold, (*concept.many("words"), *concept.many("ranks"), *concept.labels)):
            found.setdefault(text, Word(text, "L", f"level.{concept.key}", concept.key))
    for entry in cues:
        for text in map(fold, entry.guards):
            found.setdefault(text, Word(text, GUARD, entry.id))
    return [found[text] for text in sorted(found)]
