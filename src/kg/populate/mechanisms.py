"""A mechanism's words → its concept, or a node named by them, of the kind and the wider concept that they end in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Quad

from kg.lexicon.fold import fold
from kg.model import Named
from kg.populate.labels import column, endings, keys_by_label
from kg.populate.names import Names
from kg.populate.sheet import Sheet
from kg.populate.terms import LABEL, SKOS, chinese, kg

BROADER = NamedNode(SKOS + "broader")
OTHER = "other"

_QUOTES = str.maketrans("", "", "“”")


@dataclass(frozen=True, slots=True)
class Endings:
    """Words with what they stand for; answers for the longest word that a text ends in.

    One look-up for each length of word there is, however many words and however long the text.
    """

    meaning: Mapping[str, str]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, words: Iterable[tuple[str, str]]) -> Endings:
        meaning: dict[str, str] = {}
        for word, stands_for in words:
            meaning.setdefault(_bare(word), stands_for)
        return cls(meaning, tuple(sorted({len(word) for word in meaning}, reverse=True)))

    def find(self, text: str) -> tuple[str, int]:
        """What the longest ending of ``text`` stands for, and its length; ``("", 0)`` where there is none."""
        for length in self.lengths:
            if length <= len(text) and (found := self.meaning.get(text[-length:])):
                return found, length
        return "", 0


def key(mechanism: Named) -> str:
    """The key that the reading gives, or that of the label which the words are but for quotation marks and width."""
    return mechanism.key or _labels().meaning.get(_bare(mechanism.words), "")


def node(mechanism: Named, names: Names) -> NamedNode:
    """``id:mechanism/reading-class``; what is in no vocabulary is named by its words."""
    known = key(mechanism)
    return names.concept("mechanism", known) if known else names.worded("mechanism", mechanism.words)


def quads(mechanism: Named, sheet: Sheet) -> Iterator[Quad]:
    """What is said of a mechanism outside the vocabulary: 专题组织生活会 is a meeting, and one kind of 组织生活会.

    All of it follows from the words alone, so that every directive that has them says the same.
    """
    subject = node(mechanism, sheet.names)
    sheet = sheet.shared
    if key(mechanism) or not sheet.first(subject):
        return
    yield from sheet.kind(subject, "Mechanism")
    yield from sheet.say(subject, LABEL, chinese(mechanism.words))
    kind, broader = described(mechanism.words)
    yield from sheet.say(subject, kg("mechanismKind"), sheet.names.concept("mechanism-kind", kind))
    if broader:
        yield from sheet.say(subject, BROADER, sheet.names.concept("mechanism", broader))


def described(words: str) -> tuple[str, str]:
    """(kind, key of the wider concept) of words that are no label; the longer ending decides the kind.

    >>> described("领导干部专题读书班"), described("某某考核机制闭环"), described("某某")
    (('activity', 'thematic-reading-class'), ('mechanism', ''), ('other', ''))
    """
    bare = _bare(words)
    broader, length = _labels().find(bare)
    kind, shorter = _kinds().find(bare)
    return (column("mechanism", "kind")[broader] if length >= shorter and broader else kind or OTHER), broader


def _bare(words: str) -> str:
    """What two spellings of one name have in common."""
    return fold(words).translate(_QUOTES)


@cache
def _labels() -> Endings:
    return Endings.of(keys_by_label("mechanism").items())


@cache
def _kinds() -> Endings:
    return Endings.of(endings().items())
