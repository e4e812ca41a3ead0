"""The segments of a passage → units: the stretches that are one norm each, with subject and modal still unread.

What begins a norm, what introduces the one that follows and what belongs to the one before (``gold/GUIDE.md``
section 2) is decided for the whole passage at once by a model over the grammar's patterns; this module turns its
tags into stretches of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.features import Look, boundary_features
from kg.extract.model import Model
from kg.extract.passages import Passage
from kg.extract.segments import Segment, Token

BEGIN, INSIDE, OUTSIDE = "B", "I", "O"


@dataclass(slots=True)
class Unit:
    """One norm in the making. Offsets are those of the scanner's text."""

    start: int
    end: int
    main: Look
    """The segment that holds the predicate."""
    looks: list[Look]
    certainty: float
    """The model's probability that the norm begins and ends where it does."""
    subject: tuple[int, int] | None = None
    """The subject named in this sentence before the predicate, if any."""
    topic: tuple[int, int] | None = None
    modal: Token | None = None

    @property
    def rule(self) -> str:
        """The pattern that the predicate's segment matched."""
        return self.main.shape.rule


@dataclass(slots=True)
class Cut:
    """What one passage came to: its units, the segments that gave none, and the subjects that its sentences name."""

    units: list[Unit] = field(default_factory=list)
    outside: list[Look] = field(default_factory=list)


def cut(passage: Passage, model: Model, text: str) -> Cut:
    """The units of a passage in text order."""
    tagged = model.tag(boundary_features(passage.looks, passage.kind, text))
    return assemble(passage.looks, tagged.tags, tagged.certainty)


def assemble(found: list[Look], tags: Sequence[str], certainty: Sequence[float]) -> Cut:
    """Units from one tag a segment: B begins a norm, I goes on with it, O stands outside."""
    result = Cut()
    for group, sure in _groups(found, tags, certainty):
        if sure is None:
            result.outside.extend(group)
        else:
            result.units.append(_unit(group, sure, found))
    return result


def _groups(
    found: list[Look], tags: Sequence[str], certainty: Sequence[float]
) -> Iterator[tuple[list[Look], float | None]]:
    """Runs of segments that are one norm with their certainty, and single ones outside any (``None``)."""
    group: list[Look] = []
    sure = 1.0
    for look, tag, probability in zip(found, tags, certainty, strict=True):
        if tag == INSIDE and group and not look.first:
            group.append(look)
            sure = min(sure, probability)
            continue
        if group:
            yield group, min(sure, probability)
            group = []
        if tag == OUTSIDE:
            yield [look], None
        else:
            group, sure = [look], probability
    if group:
        yield group, sure


def _unit(group: list[Look], certainty: float, found: list[Look]) -> Unit:
    main = _main(group)
    parts, segment = main.shape.parts, main.segment
    return Unit(
        start=quote_start(group[0]),
        end=group[-1].segment.end,
        main=main,
        looks=group,
        certainty=certainty,
        subject=_subject(main, found),
        topic=span_of(segment, parts["topic"]) if "topic" in parts else None,
        modal=segment.tokens[parts["modal"][0]] if "modal" in parts else None,
    )


def _main(group: list[Look]) -> Look:
    """The segment that says who acts (由…), else the first with a modal, else the first with a predicate of its own."""
    for look in group:
        if look.shape.rule == "segment.by":
            return look
    acting = [look for look in group if look.shape.decision == "begin"]
    modal = [look for look in acting if "modal" in look.shape.parts]
    late = [look for look in group if look.shape.decision in ("result", "late", "continue")]
    return (modal or acting or late or group)[0]


def _subject(main: Look, found: list[Look]) -> tuple[int, int] | None:
    """The last subject named in the sentence up to its predicate."""
    subject = None
    before: Look | None = None
    for look in found:
        if look.sentence is main.sentence and "subject" in look.shape.parts:
            subject = span_of(look.segment, look.shape.parts["subject"])
        if look is main:
            if subject is None and before is not None and look.core[:1] in ("M", "K", "X"):
                subject = _relative(before)
            return subject
        before = look if look.sentence is main.sentence else None
    return subject


def _relative(look: Look) -> tuple[int, int] | None:
    """A noun phrase with a relative clause that fills the segment before a modal (具备条件的单位、人员，可以…)."""
    segment = look.segment
    if segment.code.endswith("B") and "D" in segment.code and look.core[:1] not in {"d", "b", "p", "I", "f"}:
        return segment.start, segment.end
    return None


def quote_start(look: Look) -> int:
    """Where the quote begins in its first segment: after link words, subject, and the modal between it and the verb.

    A prohibition's modal stays in, as do a preposed object (整改情况…公开) and a 由-phrase (``gold/GUIDE.md``
    section 6, 4, 27, 29).
    """
    segment, parts = look.segment, look.shape.parts
    modal = parts.get("modal")
    if look.shape.rule == "segment.by":
        return _after_links(segment, 0)
    if "topic" in parts and segment.code[parts["topic"][1] - 1] in "NDS":
        return _after_links(segment, 0)
    if "mid" in parts and parts["mid"][1] > parts["mid"][0]:
        return segment.tokens[parts["mid"][0]].start
    if modal:
        keeps = segment.code[modal[0]] == "X"
        return segment.tokens[modal[0]].start if keeps else _after_links(segment, modal[1])
    if "subject" in parts and parts["subject"][1] < len(segment.tokens):
        return _after_links(segment, parts["subject"][1])
    return _after_links(segment, 0)


def span_of(segment: Segment, part: tuple[int, int]) -> tuple[int, int]:
    """A token range as a character range."""
    return segment.tokens[part[0]].start, segment.tokens[part[1] - 1].end


def _after_links(segment: Segment, index: int) -> int:
    """The start of the first token from ``index`` on that is no linking word."""
    while index < len(segment.tokens) - 1 and segment.code[index] == "W":
        index += 1
    return segment.tokens[index].start if index < len(segment.tokens) else segment.start
