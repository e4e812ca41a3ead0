"""Every entry of the lexicon brings its evidence: its examples hold it, its counter-examples do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import resources
from kg.extract.grammar import Grammar
from kg.extract.patterns import MACRO, compile_all
from kg.extract.segments import Scanner
from kg.lexicon import CUE_FILES, Entry, Lexicon, fold, load
from kg.lexicon.entries import read_entries

LEXICON = load()


def cues() -> Iterator[Entry]:
    for name in CUE_FILES:
        yield from read_entries(resources.lexicon() / f"{name}.yaml")


def regular() -> Iterator[tuple[str, Entry]]:
    for name, entries in LEXICON.patterns.items():
        if name != "segment":
            yield from ((name, entry) for entry in entries if entry.letter != MACRO)


def sources(text: str, lexicon: Lexicon = LEXICON) -> set[str]:
    return {
        lexicon.matcher.words[word].source
        for word, _, _ in lexicon.matcher.hits(fold(text))
        if lexicon.matcher.words[word].letter != "."
    }


@pytest.mark.parametrize("entry", list(cues()), ids=lambda entry: entry.id)
def test_cue_words(entry: Entry) -> None:
    """An example holds a word of its entry; in a counter-example a longer word keeps it from being seen."""
    assert entry.examples
    for example in entry.examples:
        if entry.letter != ".":
            assert entry.id in sources(example), example
    for example in entry.counter_examples:
        assert entry.id not in sources(example), example


@pytest.mark.parametrize(
    "entry", [e for e in LEXICON.patterns["segment"] if e.letter != MACRO], ids=lambda entry: entry.id
)
def test_segment_patterns(entry: Entry) -> None:
    """An example is decided by its own pattern, which stands in nobody's shadow; a counter-example is decided by another."""
    grammar = Grammar.of(LEXICON, "segment")
    for example in entry.examples:
        assert shape(grammar, example) == entry.id, example
    for example in entry.counter_examples:
        assert shape(grammar, example) != entry.id, example


def shape(grammar: Grammar, text: str) -> str:
    scanner = Scanner(fold(text), LEXICON)
    return grammar.read(scanner.scan(0, len(text)).code).rule


@pytest.mark.parametrize(
    ("name", "entry"), list(regular()), ids=lambda value: value if isinstance(value, str) else value.id
)
def test_regular_patterns(name: str, entry: Entry) -> None:
    """A pattern is found in its examples and in none of its counter-examples."""
    pattern = {rule: pattern for rule, _, pattern in compile_all(LEXICON.patterns[name])}[entry.id]
    assert entry.examples
    for example in entry.examples:
        assert pattern.search(fold(example)), example
    for example in entry.counter_examples:
        assert not pattern.search(fold(example)), example


def test_ids_are_unique() -> None:
    """An id names one entry, whatever the file."""
    ids = [entry.id for entry in cues()] + [entry.id for entries in LEXICON.patterns.values() for entry in entries]
    assert sorted(ids) == sorted(set(ids) | {i for i in ids if i.startswith("macro.")})
