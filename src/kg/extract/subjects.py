"""A unit → who must do it, and by which rule.

A subject named in the sentence comes first, then that of the sentence which a list hangs on. Without one, a model
weighs whether the subject of an earlier sentence goes on, whether the heading's subject is meant, or whether the
norm falls on whom the document addresses (``gold/GUIDE.md`` sections 3 and 6).
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.bearers import BearerReader
from kg.extract.model import Model
from kg.extract.units import Unit
from kg.model import Bearer, BearerSource, Found, Kind, Span

_SANCTION = "verb.sanction"

EARLIER, HEADING, NOBODY = "earlier", "heading", "nobody"


@dataclass(slots=True)
class Scope:
    """What is known of the subject while one numbered provision is read from top to bottom."""

    kind: Kind
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
            return lead, Found(BearerSource.INHERITED if lead else BearerSource.DOCUMENT, None, "subject.list-lead")
        choice = NOBODY if self._sanctions(unit) and unit.modal is None else self._choose(unit, scope, passage)
        scope.last = choice
        if choice == EARLIER:
            scope.unit = unit
            return scope.bearers, Found(BearerSource.INHERITED, None, "subject.earlier")
        if choice == HEADING:
            return scope.heading, Found(BearerSource.INHERITED, None, "subject.heading")
        return (), Found(BearerSource.DOCUMENT, None, "subject.addressee")

    def explicit(self, unit: Unit) -> tuple[Bearer, ...]:
        """The bearers that the unit's own sentence names; an activity or a matter as subject names none."""
        if unit.topic is not None or unit.subject is None:
            return ()
        if self._sanctions(unit) and self._offender(unit):
            return ()
        return self.reader.read(*unit.subject, "subject.sentence")

    def _sanctions(self, unit: Unit) -> bool:
        """Whether the predicate punishes."""
        return any(self.reader.scanner.source(token) == _SANCTION for token in unit.main.segment.tokens)

    def _offender(self, unit: Unit) -> bool:
        """Whether the subject is who is punished, or is parted from the sanction by a semicolon.

        行政执法人员…滥用职权的，依法给予处分: the condition's subject is the target, and nobody is named who punishes.
        """
        if unit.subject is None or "subject" in unit.main.shape.parts:
            return False
        return (
            unit.subject[0] >= unit.looks[0].segment.start
            or "；" in self.reader.scanner.text[unit.subject[1] : unit.start]
        )

    def _choose(self, unit: Unit, scope: Scope, passage: str) -> str:
        """A heading with a subject speaks for all below it; whether an earlier subject goes on, the model says."""
        begin_sentence(unit, scope)
        if scope.heading:
            return HEADING
        if not scope.bearers or self._model is None:
            return NOBODY
        return self._model.tag([self.features(unit, scope, passage)]).tags[0]

    def features(self, unit: Unit, scope: Scope, passage: str) -> list[str]:
        """What tells whether an earlier subject goes on."""
        main = unit.main
        opening = main.sentence.segments[0]
        first = main.sentence.segments[0] is unit.looks[0].segment
        core = opening.code.lstrip("A")
        source = self.reader.scanner.source(main.head) if main.head else ""
        text = self.reader.scanner.text
        shared = _shared(text, unit, scope.unit)
        people = {concept.row.get("kind") or "" for bearer in scope.bearers for key in bearer.who
                  if (concept := self.reader.scanner.lexicon.who.get(key))}  # fmt: skip
        same = scope.named_in == main.sentence.start
        distance = "same" if same else str(min(scope.sentences, 3))
        both = f"{bool(scope.bearers)}{bool(scope.heading)}"
        return [
            f"kind={scope.kind}",
            f"both={both}",
            f"kind|both={scope.kind}|{both}",
            f"open={core[:1]}",
            f"open|kind={core[:1]}|{scope.kind}",
            f"open|last={core[:1]}|{scope.last}",
            f"core={main.core[:2]}",
            f"word={main.word}",
            f"source={source}",
            f"source|kind={source}|{scope.kind}",
            f"rule={unit.rule}",
            f"rule|kind={unit.rule}|{scope.kind}",
            f"modal={unit.modal is not None}",
            f"topic={unit.topic is not None}",
            f"topic|kind={unit.topic is not None}|{scope.kind}",
            f"distance={distance}",
            f"distance|kind={distance}|{scope.kind}",
            f"distance|last={distance}|{scope.last}",
            f"first={first}",
            f"last={scope.last}",
            f"last|kind={scope.last}|{scope.kind}",
            f"shared={min(shared, 3)}",
            f"shared|distance={min(shared, 3)}|{distance}",
            f"people={sorted(people)}",
            f"passage={scope.passage == passage}",
            f"condition={unit.looks[0].shape.rule}",
        ]


def begin_sentence(unit: Unit, scope: Scope) -> None:
    """Count the sentences that have begun since a subject was named."""
    if unit.main.sentence.start != scope.sentence:
        scope.sentence = unit.main.sentence.start
        scope.sentences += 1


def _shared(text: str, unit: Unit, other: Unit | None) -> int:
    """How many two-character words the unit takes up again: the same matter is often the same bearer's."""
    if other is None or other is unit:
        return 0
    mine = {text[at : at + 2] for at in range(unit.start, unit.end - 1)}
    theirs = {text[at : at + 2] for at in range(other.start, other.end - 1)}
    return len(mine & theirs)
