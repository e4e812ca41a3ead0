"""A query from outside → the same query, or a refusal: it may read, and it may not make the store call other hosts.

The store would answer ``SERVICE`` by a request to wherever the query says. The scan finds the keyword outside
strings, IRIs and comments. What is an IRI depends on grammar (``1 < ?x && '>'`` begins like one), so where a
stretch could be read either way the word is refused wherever it stands.
"""

from __future__ import annotations

import re

from kg.errors import BadQuery

MAX_LENGTH = 1_000_000
"""Characters of a query; a longer one is a mistake or an attack."""

_TOKEN = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')"""
    r"""|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)"""
    r"""|(?P<comment>\#[^\n\r]*)"""
    r"""|(?P<escaped>\\.)"""
    r"""|(?P<word>[^\W\d][\w.-]*(?::(?:[\w.:%-]|\\.)*)?)"""
    r"""|(?P<variable>[?$@:]\w+)"""
    r"""|(?P<rest>.)""",
    re.DOTALL,
)
_AMBIGUOUS = re.compile(r"['()]")
_SERVICE = re.compile(r"service", re.IGNORECASE)
_UPDATES = frozenset({"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"})


def check(query: str) -> None:
    """``BadQuery`` for an update, for ``SERVICE``, and for a query without end.

    >>> check('SELECT * { ?s ?p "SERVICE" } # SERVICE')
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.errors.BadQuery: SERVICE is refused: a query may not make the store call other hosts
    """
    if len(query) > MAX_LENGTH:
        raise BadQuery(f"the query has {len(query):,} characters; at most {MAX_LENGTH:,} are read")
    words, ambiguous = _keywords(query)
    if "service" in words or (ambiguous and _SERVICE.search(query)):
        raise BadQuery("SERVICE is refused: a query may not make the store call other hosts")
    first = next((word for word in words if word not in ("prefix", "base")), "")
    if first in _UPDATES:
        raise BadQuery(f"{first.upper()} is refused: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")


def _keywords(query: str) -> tuple[dict[str, None], bool]:
    """The bare words of a query in order, lower-case, and whether some stretch may or may not be an IRI."""
    words: dict[str, None] = {}
    ambiguous = False
    for match in _TOKEN.finditer(query):
        if match["iri"]:
            ambiguous = ambiguous or bool(_AMBIGUOUS.search(match["iri"]))
        elif match["word"]:
            # A full stop may end a triple (``true.SERVICE``) or stand in a name: what follows it counts as a word too.
            for part in match["word"].lower().split("."):
                name, colon, _ = part.partition(":")
                if not colon or name == "service":
                    words.setdefault(name)
    return words, ambiguous
