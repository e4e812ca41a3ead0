"""A norm's words → the mechanisms, targets and references that it names, with their exact text.

The pieces of the norm's phrases are candidates (``kg.extract.candidates``). One model that sees each piece in its
place says what it names, if anything (``gold/GUIDE.md`` section 3).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.candidates import MECHANISM as KNOWN_MECHANISM
from kg.extract.candidates import PERSON, Piece, Pieces
from kg.extract.endings import Endings
from kg.extract.model import Model
from kg.extract.places import NAME, Places
from kg.extract.segments import Scanner, Segment
from kg.lexicon import Lexicon
from kg.model import Named, Span

MECHANISM, TARGET, REFERENCE, NOTHING = "mechanism", "target", "reference", "nothing"
KINDS = (MECHANISM, TARGET, REFERENCE)

_LONGEST = 2000
"""Names are looked for in so many characters of a norm."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of a norm that may be a name, and the names of the features that it has in its place."""

    span: Span
    words: str
    rule: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What a norm names, each in text order."""

    mechanisms: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    references: tuple[Named, ...] = ()


class NameReader:
    """Reads the names in the norms of one document."""

    def __init__(self, scanner: Scanner, lexicon: Lexicon, model: Model | None) -> None:
        self.scanner = scanner
        self._pieces = Pieces(scanner)
        self._endings = Endings.of(lexicon)
        self._model = model
        self._mechanisms = lexicon.mechanism

    def read(self, whole: Segment, main: str, subject: Segment | None, topic: Segment | None = None) -> Names:
        """The names in a norm.

        ``main``: the predicate's word; ``subject``: the bearers' place, which is no name; ``topic``: the activity that
        its sentence is about, which may stand outside the norm.
        """
        if self._model is None:
            return _NO_NAMES
        scored: dict[str, list[tuple[float, Span, Named]]] = {}
        for piece, kind, certainty in self._judged(self._model, _first_lines(whole), main, subject, topic):
            named = self._named(piece, kind)
            scored.setdefault(kind, []).append((-certainty, named.span, named))
        return Names(*[_apart(scored[kind]) if kind in scored else () for kind in KINDS]) if scored else _NO_NAMES

    def _judged(
        self, model: Model, whole: Segment, main: str, subject: Segment | None, topic: Segment | None
    ) -> Iterator[tuple[Piece, str, float]]:
        """The pieces of a norm that are names, with their kinds and how sure that is."""
        observe = Places(self.scanner, self._endings, whole, main).observe
        score, cited = model.scorer(NAME), self._pieces.cited
        for piece in self._pieces.read(whole, subject, topic):
            if piece[2] in cited:
                yield piece, REFERENCE, 1.0
                continue
            total = score(observe(piece))
            kind = model.best(total)
            if kind != NOTHING:
                yield piece, kind, model.certainty(total)

    def candidates(
        self, whole: Segment, main: str, subject: Segment | None, topic: Segment | None = None
    ) -> Iterator[Candidate]:
        """Every piece of a norm that could be a name, each once, for learning."""
        whole = _first_lines(whole)
        places = Places(self.scanner, self._endings, whole, main)
        for piece in self._pieces.read(whole, subject, topic):
            start, end, rule, _ = piece
            yield Candidate(Span(start, end), self.scanner.text[start:end], rule, tuple(places.features(piece)))

    def _named(self, piece: Piece, kind: str) -> Named:
        start, end, rule, known = piece
        key, family = "", ""
        words = self.scanner.text[start:end]
        if kind == MECHANISM:
            key = known if rule == KNOWN_MECHANISM else ""
            concept = self._mechanisms.get(key)
            family = (concept.row.get("kind") or "") if concept else self._endings.kind(words)
        elif kind == TARGET:
            key = known if rule == PERSON else ""
        return Named(words=words, span=Span(start, end), rule=f"{kind}:{rule}", key=key, kind=family)


_NO_NAMES = Names()


def _first_lines(whole: Segment) -> Segment:
    """The first ``_LONGEST`` characters of a norm: where one goes on for pages, it is no sentence that names things."""
    return whole.part(0, bisect_left(whole.edges, whole.start + _LONGEST)) if len(whole) > _LONGEST else whole


def _apart(scored: list[tuple[float, Span, Named]]) -> tuple[Named, ...]:
    """The surest names where some overlap, the longer of two that are as sure, in text order, each once."""
    if len(scored) == 1:
        return (scored[0][2],)
    kept: list[Named] = []
    for _, span, name in sorted(scored, key=lambda item: (item[0], -len(item[1]), item[1])):
        if not any(span.overlaps(other.span) for other in kept):
            kept.append(name)
    named: dict[str, Named] = {}
    for name in sorted(kept, key=lambda name: name.span):
        named.setdefault(name.words, name)
    return tuple(named.values())
