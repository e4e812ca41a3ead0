"""Sentences → looks: each segment with what the grammar says of it and where it stands in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.grammar import Grammar, Shape
from kg.extract.segments import Scanner, Segment, Sentence


@dataclass(slots=True)
class Look:
    """One segment with what the grammar says of it. ``first``: it opens its sentence."""

    segment: Segment
    shape: Shape
    word: str
    """The head's word, or the segment's first two characters."""
    source: str
    """The lexicon entry of the head."""
    first: bool
    place: int
    """Which segment of its sentence it is."""
    sentence: Sentence
    subject: Segment | None
    """The last subject named in the sentence so far."""
    before: Look | None
    """The segment before it in its sentence."""


def looks(sentences: Sequence[Sentence], grammar: Grammar, scanner: Scanner, *, framed: bool = False) -> list[Look]:
    """All segments of a passage in order.

    ``framed``: in a news lead, where whom a text demands something of must do it.
    """
    found: list[Look] = []
    text = scanner.text
    for sentence in sentences:
        subject: Segment | None = None
        look: Look | None = None
        for place, segment in enumerate(sentence.segments):
            shape = grammar.read(segment.code)
            if shape.rule == "segment.demand" and not framed:
                shape = Shape.of(segment.code, shape.rule, shape.decision, {"head": (0, len(segment.code))})
            if shape.subject:
                subject = segment.part(*shape.parts["subject"])
            head = shape.head
            word = scanner.word(segment, head) if head >= 0 else text[segment.start : segment.start + 2]
            source = scanner.source(segment, head) if head >= 0 else ""
            look = Look(segment, shape, word, source, place == 0, place, sentence, subject, look)
            found.append(look)
    return found
