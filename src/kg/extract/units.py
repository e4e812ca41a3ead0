"""The segments of a passage → units: the stretches that are one norm each, with subject and modal still unread.

What begins a norm, what introduces the one that follows and what belongs to the one before (``gold/GUIDE.md``
section 2) is decided for the whole passage at once by a model over the grammar's patterns; this module turns its
tags into stretches of text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import add

from kg.extract.features import BOUNDARY, boundaries
from kg.extract.looks import Look
from kg.extract.model import Model
from kg.extract.passages import Passage
from kg.extract.segments import Segment, joined

_TAKEN_UP = 2000

BEGIN, INSIDE, OUTSIDE = "B", "I", "O"


@dataclass(slots=True)
class Unit:
    """One norm in the making. Offsets are those of the scanner's text."""

    whole: Segment
    """The words of the norm: its segments from where the quote begins, as one."""
    main: Look
    """The segment that holds the predicate."""
    looks: list[Look]
    certainty: float
    """The model's probability that the norm begins and ends where it does."""
    subject: Segment | None
    """The subject named in this sentence before the predicate, if any."""
    topic: Segment | None
    modal: int
    """The modal's place among the tokens of ``main``, -1 if there is none."""
    _pairs: frozenset[str] | None = None

    @property
    def start(self) -> int:
        return self.whole.start

    @property
    def end(self) -> int:
        return self.whole.end

    def pairs(self, text: str) -> frozenset[str]:
        """The two-character words in the norm's first few lines, by which another may take it up again."""
        if self._pairs is None:
            words = text[self.start : min(self.end, self.start + _TAKEN_UP)]
            self._pairs = frozenset(map(add, words, words[1:]))
        return self._pairs

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
    tagged = model.tag(BOUNDARY, boundaries(passage.looks, passage.kind, text))
    return assemble(passage.looks, tagged.tags, tagged.certainty)


def assemble(found: list[Look], tags: Sequence[str], certainty: Sequence[float]) -> Cut:
    """Units from one tag a segment: B begins a norm, I goes on with it, O stands outside."""
    result = Cut()
    for group, sure in _groups(found, tags, certainty):
        if sure is None:
            result.outside.extend(group)
        else:
            result.units.append(_unit(group, sure))
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


def _unit(group: list[Look], certainty: float) -> Unit:
    main = _main(group)
    parts, segment = main.shape.parts, main.segment
    return Unit(
        whole=joined([look.segment for look in group], opening_token(group[0])),
        main=main,
        looks=group,
        certainty=certainty,
        subject=_subject(main),
        topic=segment.part(*parts["topic"]) if main.shape.topic else None,
        modal=parts["modal"][0] if main.shape.modal else -1,
    )


def _main(group: list[Look]) -> Look:
    """The segment that says who acts (由…), else the first with a modal, else the first with a predicate of its own."""
    if len(group) == 1:
        return group[0]
    for look in group:
        if look.shape.rule == "segment.by":
            return look
    acting = [look for look in group if look.shape.decision == "begin"]
    modal = [look for look in acting if look.shape.modal]
    late = [look for look in group if look.shape.decision in ("result", "late", "continue")]
    return (modal or acting or late or group)[0]


def _subject(main: Look) -> Segment | None:
    """The last subject named in the sentence up to its predicate."""
    if main.subject is None and main.before is not None and main.shape.core[:1] in ("M", "K", "X"):
        return _relative(main.before)
    return main.subject


def _relative(look: Look) -> Segment | None:
    """A noun phrase with a relative clause that fills the segment before a modal (具备条件的单位、人员，可以…)."""
    segment = look.segment
    if segment.code.endswith("B") and "D" in segment.code and look.shape.core[:1] not in {"d", "b", "p", "I", "f"}:
        return segment
    return None


def quote_start(look: Look) -> int:
    """Where the quote begins in its first segment."""
    return look.segment.edges[opening_token(look)]


def opening_token(look: Look) -> int:
    """The first token of the quote: after link words, subject, and the modal between it and the verb.

    A prohibition's modal stays in, as do a preposed object (整改情况…公开) and a 由-phrase (``gold/GUIDE.md``
    section 6, 4, 27, 29).
    """
    code, shape, parts = look.segment.code, look.shape, look.shape.parts
    if shape.rule == "segment.by":
        return _after_links(code, 0)
    if shape.topic and code[parts["topic"][1] - 1] in "NDS":
        return _after_links(code, 0)
    if "mid" in parts and parts["mid"][1] > parts["mid"][0]:
        return parts["mid"][0]
    if shape.modal:
        first, last = parts["modal"]
        return first if code[first] == "X" else _after_links(code, last)
    if shape.subject and parts["subject"][1] < len(code):
        return _after_links(code, parts["subject"][1])
    return _after_links(code, 0)


def _after_links(code: str, index: int) -> int:
    """The first token from ``index`` on that is no linking word; the segment's first if there is none from there on."""
    while index < len(code) - 1 and code[index] == "W":
        index += 1
    return index if index < len(code) else 0
