"""A unit → who must do it, and by which rule.

A subject named in the sentence comes first, then that of the sentence which a list hangs on. Without one, a model
weighs whether the subject of an earlier sentence goes on, whether the heading's subject is meant, or whether the
norm falls on whom the document addresses (``gold/GUIDE.md`` sections 3 and 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.bearers import BearerReader
from kg.extract.model import Model
from kg.extract.observations import Naming, Observation, Template, features
from kg.extract.units import Unit
from kg.model import Bearer, BearerSource, Found, Span

_SANCTION = "verb.sanction"
_ADDRESSEE = Found(BearerSource.DOCUMENT, None, "subject.addressee")
_EARLIER = Found(BearerSource.INHERITED, None, "subject.earlier")
_HEADING = Found(BearerSource.INHERITED, None, "subject.heading")
_LEAD = Found(BearerSource.INHERITED, None, "subject.list-lead")
_LEAD_OF_NOBODY = Found(BearerSource.DOCUMENT, None, "subject.list-lead")

EARLIER, HEADING, NOBODY = "earlier", "heading", "nobody"


@dataclass(slots=True)
class Scope:
    """What is known of the subject while one numbered provision is read from top to bottom."""

    kind: str
    bearers: tuple[Bearer, ...] = ()
    """The last subject named."""
    heading: tuple[Bearer, ...] = ()
    """The subject of the provision's heading, if it has one."""
    named_in: int = -1
    """Where the sentence starts that named the last subject."""
    passage: str = ""
    """The provision that named it."""
    sentences: int = 0
    """How many sentences have begun since."""
    sentence: int = -1
    unit: Unit | None = None
    """The last unit that was borne by it."""
    last: str = ""
    """What was decided for the unit before."""

    def name(self, bearers: tuple[Bearer, ...], sentence: int, passage: str) -> None:
        """A subject was named here."""
        self.bearers, self.named_in, self.passage, self.sentences = bearers, sentence, passage, 0


class SubjectResolver:
    """Finds the bearers of units, in text order."""

    def __init__(self, reader: BearerReader, model: Model | None) -> None:
        self.reader = reader
        self._model = model
        self._punishing = reader.scanner.lexicon.matcher.of_source(_SANCTION)

    def resolve(
        self,
        unit: Unit,
        scope: Scope,
        lead: tuple[Bearer, ...] | None,
        passage: str,
        task: tuple[int, int] | None = None,
    ) -> tuple[tuple[Bearer, ...], Found[BearerSource]]:
        """The bearers of ``unit`` and the rule that found them.

        ``lead``: the subject of the sentence that a list hangs on; ``task``: where the task line stands that ends
        the paragraph.
        """
        named = self.explicit(unit)
        if named:
            scope.name(named, unit.main.sentence.start, passage)
            scope.unit, scope.last = unit, "explicit"
            span = Span(named[0].span.start, named[-1].span.end)
            return named, Found(BearerSource.EXPLICIT, span, "subject.sentence")
        if task is not None:
            tasked = self.reader.task(task[0] + 1, task[1] - 1)
            if tasked:
                return tasked, Found(BearerSource.EXPLICIT, Span(*task), "subject.task-line")
        if lead is not None:
            return lead, _LEAD if lead else _LEAD_OF_NOBODY
        choice = NOBODY if unit.modal < 0 and self._sanctions(unit) else self._choose(unit, scope, passage)
        scope.last = choice
        if choice == EARLIER:
            scope.unit = unit
            return scope.bearers, _EARLIER
        if choice == HEADING:
            return scope.heading, _HEADING
        return (), _ADDRESSEE

    def explicit(self, unit: Unit) -> tuple[Bearer, ...]:
        """The bearers that the unit's own sentence names; an activity or a matter as subject names none."""
        if unit.topic is not None or unit.subject is None:
            return ()
        if self._sanctions(unit) and self._offender(unit):
            return ()
        return self.reader.phrase(unit.subject, "subject.sentence")

    def _sanctions(self, unit: Unit) -> bool:
        """Whether the predicate punishes."""
        return not self._punishing.isdisjoint(unit.main.segment.words)

    def _offender(self, unit: Unit) -> bool:
        """Whether the subject is who is punished, or is parted from the sanction by a semicolon.

        行政执法人员…滥用职权的，依法给予处分: the condition's subject is the target, and nobody is named who punishes.
        """
        if unit.subject is None or unit.main.shape.subject:
            return False
        subject, marks = unit.subject, self.reader.scanner.marks
        return subject.start >= unit.looks[0].segment.start or marks.semicolon_in(subject.end, unit.start)

    def _choose(self, unit: Unit, scope: Scope, passage: str) -> str:
        """A heading with a subject speaks for all below it; whether an earlier subject goes on, the model says."""
        begin_sentence(unit, scope)
        if scope.heading:
            return HEADING
        if not scope.bearers or self._model is None:
            return NOBODY
        return self._model.best(self._model.scorer(SUBJECT)(self.observe(unit, scope, passage)))

    def features(self, unit: Unit, scope: Scope, passage: str) -> list[str]:
        """The names of the features of an observation, for learning."""
        return features(SUBJECT, self.observe(unit, scope, passage))

    def observe(self, unit: Unit, scope: Scope, passage: str) -> Observation:
        """What tells whether an earlier subject goes on."""
        main = unit.main
        opening = main.sentence.segments[0]
        kind = scope.kind
        distance = "same" if scope.named_in == main.sentence.start else str(min(scope.sentences, 3))
        shared = min(_shared(self.reader.scanner.text, unit, scope.unit), 3)
        parts = (
            (kind, bool(scope.bearers), bool(scope.heading), opening.code.lstrip("A")[:1], scope.last, distance),
            (main.source, kind),
            (unit.rule, kind),
            (unit.modal >= 0, unit.topic is not None, kind),
            (opening is unit.looks[0].segment, scope.passage == passage),
            (shared, distance),
            self._people(scope.bearers),
        )
        return parts, (main.shape.core[:2], main.word, unit.looks[0].shape.rule), ()

    def _people(self, bearers: tuple[Bearer, ...]) -> tuple[str, ...]:
        """Which kinds of actors bearers are."""
        who = self.reader.scanner.lexicon.who
        concepts = [who[key] for bearer in bearers for key in bearer.who if key in who]
        return tuple(sorted({concept.row.get("kind") or "" for concept in concepts}))


def _state(part: tuple[str, bool, bool, str, str, str]) -> Iterator[str]:
    kind, named, headed, letter, last, distance = part
    yield f"kind={kind}"
    yield f"both={named}{headed}"
    yield f"kind|both={kind}|{named}{headed}"
    yield f"open={letter}"
    yield f"open|kind={letter}|{kind}"
    yield f"open|last={letter}|{last}"
    yield f"distance={distance}"
    yield f"distance|kind={distance}|{kind}"
    yield f"distance|last={distance}|{last}"
    yield f"last={last}"
    yield f"last|kind={last}|{kind}"


def _with_kind(name: str) -> Naming:
    return lambda part: (f"{name}={part[0]}", f"{name}|kind={part[0]}|{part[1]}")


SUBJECT = Template(
    parts=(
        _state,
        _with_kind("source"),
        _with_kind("rule"),
        lambda part: (f"modal={part[0]}", f"topic={part[1]}", f"topic|kind={part[1]}|{part[2]}"),
        lambda part: (f"first={part[0]}", f"passage={part[1]}"),
        lambda part: (f"shared={part[0]}", f"shared|distance={part[0]}|{part[1]}"),
        lambda kinds: (f"people={list(kinds)}",),
    ),
    words=("core", "word", "condition"),
)
"""What a unit's observation gives."""


def begin_sentence(unit: Unit, scope: Scope) -> None:
    """Count the sentences that have begun since a subject was named."""
    if unit.main.sentence.start != scope.sentence:
        scope.sentence = unit.main.sentence.start
        scope.sentences += 1


def _shared(text: str, unit: Unit, other: Unit | None) -> int:
    """How many two-character words the unit takes up again: the same matter is often the same bearer's."""
    if other is None or other is unit:
        return 0
    return len(unit.pairs(text) & other.pairs(text))
