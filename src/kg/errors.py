"""Misuse, as exceptions. Odd *text* is never one of these: it travels as ``kg.model.Issue``.

    KgError
    ├── UnreadableFile      a document that cannot be read; the others go on
    ├── LexiconError        a vocabulary or lexicon file with mistakes: all of them at once
    ├── QueryError
    │   ├── UnknownQuery    no such named question
    │   ├── UnknownValue    a parameter value the vocabulary does not know
    │   └── BadQuery        SPARQL that does not parse, or that is refused
    ├── StoreError          no database there, or one that cannot be opened
    └── NotFound            no such norm, directive or file
        └── NoDocument      folders without a document in them

Each message is one line that says what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable


class KgError(Exception):
    """Anything the user can mend; the message is shown as it is."""


class UnreadableFile(KgError):
    """A document that cannot be read, with the remedy."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class LexiconError(KgError):
    """Mistakes in a vocabulary or lexicon file, all of them."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


class QueryError(KgError):
    """A question that cannot be put."""


class UnknownQuery(QueryError):
    """No such named question; the message names the known ones."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"no question '{name}'; known: {', '.join(self.known)}")


class UnknownValue(QueryError):
    """A parameter value that is not known; the message names the known ones."""

    def __init__(self, parameter: str, value: str, known: Iterable[str]) -> None:
        self.parameter = parameter
        self.value = value
        self.known = tuple(known)
        super().__init__(f"unknown {parameter} '{value}'; known: {', '.join(self.known)}")


class BadQuery(QueryError):
    """SPARQL that does not parse, or that is refused."""


class StoreError(KgError):
    """No database there, or one that cannot be opened."""


class NotFound(KgError):
    """No such norm, directive or file."""


class NoDocument(NotFound):
    """Folders without a document in them: nothing is wrong with the call, there is nothing to read."""
