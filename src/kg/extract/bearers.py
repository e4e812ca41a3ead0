"""A subject phrase → bearers: the coordinated heads apart, each read as who × level."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.patterns import pattern_of
from kg.extract.phrases import Phrases
from kg.extract.segments import Scanner, Segment
from kg.model import LEVELS, Bearer, LevelConstraint, LevelKind, Span


class BearerReader:
    """Reads subject phrases of one document."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self._phrases = Phrases.of(scanner.lexicon)
        self._breaks = pattern_of(scanner.lexicon, "task", "task.break")

    def task(self, start: int, end: int) -> tuple[Bearer, ...]:
        """The bearers that a task line names (生态环境部牵头，财政部参与)."""
        found: list[Bearer] = []
        at = start
        for match in self._breaks.finditer(self.scanner.text, start, end):
            found.extend(self.read(at, match.start(), "subject.task-line"))
            at = match.end()
        found.extend(self.read(at, end, "subject.task-line"))
        return tuple(dict.fromkeys(found))

    def read(self, start: int, end: int, rule: str) -> tuple[Bearer, ...]:
        """The bearers named in ``text[start:end]``, in text order; empty where no actor is named."""
        segment = self.scanner.scan(start, end)
        return self.phrase(segment, rule) if segment.code else ()

    def phrase(self, segment: Segment, rule: str) -> tuple[Bearer, ...]:
        """The bearers that the tokens of ``segment`` name."""
        segment = self.scanner.trimmed(segment)
        at = segment.start
        words = self.scanner.text[at : segment.end]
        return tuple(
            [
                Bearer(
                    words=words[head.start : head.end],
                    span=Span(at + head.start, at + head.end),
                    who=head.who,
                    level=head.level,
                    rule=rule,
                )
                for head in self._phrases.heads(words, segment)
            ]
        )


def union(constraints: Iterator[LevelConstraint]) -> LevelConstraint:
    """What several bearers' words say together: any 各级 covers all, a bound takes the lowest, lists are joined."""
    found = [constraint for constraint in constraints if constraint.kind is not LevelKind.UNSTATED]
    if len(found) <= 1:
        return found[0] if found else LevelConstraint()
    if any(constraint.kind is LevelKind.ALL for constraint in found):
        return LevelConstraint(LevelKind.ALL)
    levels = tuple(level for level in LEVELS if any(level in constraint.levels for constraint in found))
    if any(constraint.kind is LevelKind.BOUND for constraint in found):
        return LevelConstraint(LevelKind.BOUND, levels[-1:])
    return LevelConstraint(LevelKind.LISTED, levels)
