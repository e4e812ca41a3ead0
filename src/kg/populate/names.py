"""Keys and words → IRIs: one name for one thing, readable where the words allow, safe whatever they are.

Chinese characters stay as they are (IRIs may hold them); what is neither a letter, a digit, ``-`` nor ``_`` is
percent-encoded.
``~`` marks names made from words, so that they never meet a vocabulary key or one of our own words.
"""

from __future__ import annotations

import re
from hashlib import sha256

from pyoxigraph import NamedNode

KG = "https://w3id.org/zhize/ontology#"
"""The namespace of the ontology's terms."""
BASE = "https://w3id.org/zhize/id/"
"""The namespace of individuals, unless the caller names another."""

RESERVED_GRAPHS = frozenset({"ontology", "vocabulary", "inferred", "alignments", "shared"})
"""Graphs that are no directive's."""

_UNSAFE = re.compile(r"[^0-9A-Za-z_\-\u3007\u3400-\u4dbf\u4e00-\u9fff]")
_LONGEST = 120
"""Longer names are cut and closed with a digest: file systems, spreadsheets and people stop reading here."""


def segment(text: str) -> str:
    """``text`` as one segment of an IRI; different texts give different segments.

    >>> segment("领导班子"), segment("党委（党组）"), segment("a/b"), segment("")
    ('领导班子', '党委%EF%BC%88党组%EF%BC%89', 'a%2Fb', '~')
    """
    safe = _UNSAFE.sub(lambda match: _percent(match[0]), text)
    if len(safe) <= _LONGEST:
        return safe or "~"
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    # A cut inside %XX would leave a broken escape.
    kept = re.sub(r"%[0-9A-F]?$", "", safe[: _LONGEST - 21])
    return f"{kept}~{digest}"


def from_words(text: str) -> str:
    """A segment for something known only by its words.

    >>> from_words("行政执法主体")
    '~行政执法主体'
    """
    return f"~{segment(text)}"


class Names:
    """Mints the IRIs below one base."""

    __slots__ = ("base",)

    def __init__(self, base: str = BASE) -> None:
        self.base = base

    def node(self, *segments: str) -> NamedNode:
        """The node at a path whose segments are already safe."""
        return NamedNode(self.base + "/".join(segments))

    def graph(self, key: str) -> NamedNode:
        """The named graph of a directive."""
        safe = segment(key)
        return self.node("graph", f"~{safe}" if safe in RESERVED_GRAPHS else safe)

    def knowledge_graph(self, name: str) -> NamedNode:
        """One of the graphs that are no directive's: ``ontology``, ``vocabulary``, ``inferred``, ``shared``."""
        return self.node("graph", name)

    def concept(self, scheme: str, key: str) -> NamedNode:
        """A vocabulary concept."""
        return self.node(scheme, segment(key))

    def scheme(self, scheme: str) -> NamedNode:
        """The scheme that a vocabulary's concepts are in."""
        return self.node("scheme", scheme)

    def worded(self, kind: str, words: str) -> NamedNode:
        """Something known by its words only: a cited work, a party, a body, a mechanism outside the vocabulary."""
        return self.node(kind, from_words(words))

    def directive(self, key: str) -> NamedNode:
        return self.node("directive", segment(key))

    def within(self, key: str, *path: str) -> NamedNode:
        """Something that belongs to a directive: a provision, a norm, and what hangs on it."""
        return self.node("directive", segment(key), *(segment(part) for part in path))


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
