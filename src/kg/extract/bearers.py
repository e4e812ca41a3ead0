"""A subject phrase → bearers: the coordinated heads apart, each read as who × level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.patterns import compile_all
from kg.extract.segments import GAP, Scanner, Segment, Token
from kg.model import LEVELS, Bearer, Level, LevelConstraint, LevelKind, Span

_ALL = "quantifier.all"
"""The entry of quantifiers that mean every level."""

_NOUN_BETWEEN = re.compile("(?<=J)U(?=J|$)")

_BREAKS = frozenset("JW")


class BearerReader:
    """Reads subject phrases of one document."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self._labels = {label for concept in scanner.lexicon.who.values() for label in concept.labels}
        self._breaks = next(p for rule, _, p in compile_all(scanner.lexicon.patterns["task"]) if rule == "task.break")

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
        return tuple(bearer for part in self._parts(segment) if (bearer := self._bearer(*part, rule)))

    def _parts(self, segment: Segment) -> Iterator[tuple[list[Token], str]]:
        """Coordinated heads, each with its modifiers; what stands after 等 is only their common name."""
        tokens: list[Token] = []
        letters = ""
        apart = False
        for token, letter in zip(segment.tokens, self._noun_letters(segment), strict=True):
            if letter == "E" and apart and letters[-1:] == "B":
                break
            if letter in _BREAKS and letters.endswith("B") and not self._modifies(segment, token):
                yield tokens, letters
                tokens, letters, apart = [], "", True
                word = self.scanner.word(token)
                if word.endswith("其"):
                    tokens, letters = [Token(token.end - 1, token.end, -1)], GAP
            elif letter == "h" or (letter in _BREAKS and not tokens):
                continue
            else:
                tokens.append(token)
                letters += letter
        if "B" in letters:
            yield tokens, letters

    def _noun_letters(self, segment: Segment) -> str:
        """The code, with verbs that stand between joiners (单位、组织及人员) taken for the actors they are."""
        letters = list(segment.code)
        for match in _NOUN_BETWEEN.finditer(segment.code):
            if self.scanner.word(segment.tokens[match.start()]) in self._labels:
                letters[match.start()] = "B"
        return "".join(letters)

    def _modifies(self, segment: Segment, joiner: Token) -> bool:
        """Whether what follows the joiner holds no head of its own."""
        index = segment.tokens.index(joiner)
        return "B" not in segment.code[index + 1 :]

    def _bearer(self, tokens: list[Token], letters: str, rule: str) -> Bearer | None:
        last = letters.rfind("B")
        if last < 0:
            return None
        tokens, letters = tokens[: last + 1], letters[: last + 1]
        while letters and letters[0] in "AWTE":
            tokens, letters = tokens[1:], letters[1:]
        start, end = tokens[0].start, tokens[-1].end
        who = tuple(dict.fromkeys(self._heads(tokens, letters)))
        return Bearer(
            words=self.scanner.text[start:end],
            span=Span(start, end),
            who=who,
            level=self._level(tokens, letters),
            rule=rule,
        )

    def _heads(self, tokens: list[Token], letters: str) -> Iterator[str]:
        """Keys of the heads: the last one, and those beside it without a joiner (各地区各部门)."""
        body = [index for index, letter in enumerate(letters) if letter == "B"]
        chosen = body[-1:]
        for index in reversed(body[:-1]):
            if letters[index + 1 : chosen[0]].strip("Q") == "":
                if "Q" in letters[index + 1 : chosen[0]]:
                    chosen.insert(0, index)
            else:
                break
        for index in chosen:
            yield self.scanner.key(tokens[index])

    def _implied(self, token: Token) -> str:
        """The level that a head's own words imply (党支部 is grassroots), empty if none."""
        concept = self.scanner.lexicon.who.get(self.scanner.key(token))
        return (concept.row.get("level") or "") if concept else ""

    def _level(self, tokens: list[Token], letters: str) -> LevelConstraint:
        """A bound before a list, a list before 各级, and failing these what the head itself implies."""
        stated = [self.scanner.key(token) for token, letter in zip(tokens, letters, strict=True) if letter == "L"]
        stated += [
            level
            for index, letter in enumerate(letters[:-1])
            if letter == "B" and letters[index + 1] == "B" and (level := self._implied(tokens[index])) in LEVELS
        ]
        if stated and "G" in letters:
            lowest = max(stated, key=lambda key: LEVELS.index(Level(key)))
            return LevelConstraint(LevelKind.BOUND, (Level(lowest),))
        if stated:
            return LevelConstraint(LevelKind.LISTED, tuple(level for level in LEVELS if level in stated))
        if any(self.scanner.source(token) == _ALL for token in tokens):
            return LevelConstraint(LevelKind.ALL)
        heads = [self.scanner.key(token) for token, letter in zip(tokens, letters, strict=True) if letter == "B"]
        concepts = [self.scanner.lexicon.who[key] for key in heads if key in self.scanner.lexicon.who]
        implied = {concept.row.get("level") or "" for concept in concepts} - {""}
        if "all" in implied:
            return LevelConstraint(LevelKind.ALL)
        levels = tuple(level for level in LEVELS if level in implied)
        return LevelConstraint(LevelKind.LISTED, levels) if levels else LevelConstraint()


def union(constraints: Iterator[LevelConstraint]) -> LevelConstraint:
    """What several bearers' words say together: any 各级 covers all, a bound takes the lowest, lists are joined."""
    found = [constraint for constraint in constraints if constraint.kind is not LevelKind.UNSTATED]
    if not found:
        return LevelConstraint()
    if any(constraint.kind is LevelKind.ALL for constraint in found):
        return LevelConstraint(LevelKind.ALL)
    levels = tuple(level for level in LEVELS if any(level in constraint.levels for constraint in found))
    if any(constraint.kind is LevelKind.BOUND for constraint in found):
        return LevelConstraint(LevelKind.BOUND, levels[-1:])
    return LevelConstraint(LevelKind.LISTED, levels)
