"""A norm's words → the mechanisms, targets and references that it names, with their exact text.

The pieces of the norm's phrases are candidates: what stands between verbs, joiners and marks, with and without its
modifiers. One model that sees each piece in its place says what it names, if anything (``gold/GUIDE.md`` section 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.bearers import BearerReader
from kg.extract.model import Model
from kg.extract.patterns import compile_all
from kg.extract.segments import Scanner, Segment
from kg.lexicon import Lexicon
from kg.model import Named, Span

MECHANISM, TARGET, REFERENCE, NOTHING = "mechanism", "target", "reference", "nothing"
KINDS = (MECHANISM, TARGET, REFERENCE)

_EDGE = frozenset("MATbdpIifRUVWckmXYlCrsSvJDEKH")
"""Letters of words that a piece may begin after."""

_STOP = frozenset("MATbdpIifWXYlCSKH")
"""Letters of words that a piece does not reach across to the left."""

_MARKS = "，；。：！？\n"
_SHORTEST, _LONGEST, _REACH = 2, 40, 4
"""Characters of a name, and how many edges to the left of its end are tried as its beginning."""

_COUNT = re.compile(
    r"(?:年度|第?[\d一二两三四五六七八九十百]+(?:[次期个件场项篇份名批条]|届|支)?(?=[^\d年月日])|若干|一批|各级|各类|现有|有关|相关)+"
)
_ENDS_LIST = re.compile("等(?:现有|政治|各类|形式|多种)?(?P<noun>[\u4e00-\u9fff]{2})?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of a norm that may be a name, and what it looks like in its place."""

    span: Span
    words: str
    rule: str
    key: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What a norm names, each in text order."""

    mechanisms: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    references: tuple[Named, ...] = ()


class NameReader:
    """Reads the names in the norms of one document."""

    def __init__(self, scanner: Scanner, lexicon: Lexicon, bearers: BearerReader, model: Model | None) -> None:
        self.scanner = scanner
        self.bearers = bearers
        self._model = model
        self._endings = compile_all(lexicon.patterns["mechanism"])
        self._works = compile_all(lexicon.patterns["reference"])
        self._cited = {"name.work", "name.title", *(rule for rule, _, _ in self._works)}
        self._mechanisms = lexicon.mechanism
        self._people = lexicon.who

    def read(
        self, whole: Segment, main: str, subject: tuple[int, int] | None, topic: tuple[int, int] | None = None
    ) -> Names:
        """The names in a norm.

        ``main``: the predicate's word; ``subject``: the bearers' place, which is no name; ``topic``: the activity that
        its sentence is about, which may stand outside the norm.
        """
        if self._model is None:
            return Names()
        scored: dict[str, list[tuple[float, Span, Named]]] = {kind: [] for kind in KINDS}
        for candidate in self.candidates(whole, main, subject, topic):
            if candidate.rule in self._cited:
                scored[REFERENCE].append((-1.0, candidate.span, self._named(candidate, REFERENCE)))
                continue
            tagged = self._model.tag([candidate.features])
            kind = tagged.tags[0]
            if kind != NOTHING:
                scored[kind].append((-tagged.certainty[0], candidate.span, self._named(candidate, kind)))
        return Names(*(_apart(scored[kind]) for kind in KINDS))

    def candidates(
        self, whole: Segment, main: str, subject: tuple[int, int] | None, topic: tuple[int, int] | None = None
    ) -> Iterator[Candidate]:
        """Every piece of a norm that could be a name, each once."""
        text = self.scanner.text
        seen: set[tuple[int, int]] = set()
        for start, end, rule, key in self._found(whole, subject, topic):
            count = _COUNT.match(text, start, end)
            for first in (start, count.end()) if count and rule != "name.title" else (start,):
                if (first, end) in seen or not _SHORTEST <= end - first <= _LONGEST:
                    continue
                if subject and subject[0] <= first < subject[1]:
                    continue
                seen.add((first, end))
                features = tuple(self._features(first, end, rule, key, whole, main))
                yield Candidate(Span(first, end), text[first:end], rule, key, features)

    def _found(
        self, whole: Segment, subject: tuple[int, int] | None, topic: tuple[int, int] | None
    ) -> Iterator[tuple[int, int, str, str]]:
        """(start, end, rule, vocabulary key) of every candidate, the better founded rules first."""
        yield from self._known(whole)
        yield from self._people_in(whole, subject)
        yield from self._relative(whole)
        yield from self._listed(whole)
        yield from self._pieces(whole)
        if topic:
            yield topic[0], topic[1], "name.topic", ""
            if self.scanner.text.endswith("工作", topic[0], topic[1]):
                yield topic[0], topic[1] - 2, "name.topic", ""

    def _relative(self, whole: Segment) -> Iterator[tuple[int, int, str, str]]:
        """A relative clause with its head, or alone where it has none (不担当不作为的干部, 私自传播的)."""
        for index, letter in enumerate(whole.code):
            if letter != "D":
                continue
            start = index
            while start > 0 and whole.code[start - 1] not in "dbpfIMTWSKX" and not self._marked(whole, start - 1):
                start -= 1
            head = _HEAD.match(whole.code, index + 1)
            end = whole.tokens[index + len(head.group())].end if head else whole.tokens[index].end
            yield whole.tokens[start].start, end, "name.relative", ""

    def _marked(self, whole: Segment, index: int) -> bool:
        """Whether a token holds a mark that ends a clause."""
        word = self.scanner.word(whole.tokens[index])
        return whole.code[index] == "." and any(mark in word for mark in _MARKS)

    def _listed(self, whole: Segment) -> Iterator[tuple[int, int, str, str]]:
        """What stands between two joiners, whatever its words are."""
        last = -1
        for index, letter in enumerate(whole.code):
            if letter in "JE" or self._marked(whole, index):
                if 0 <= last < index - 1:
                    yield whole.tokens[last].end, whole.tokens[index].start, "name.listed", ""
                last = index if letter == "J" else -1
        if 0 <= last < len(whole.tokens) - 1:
            yield whole.tokens[last].end, whole.end, "name.listed", ""

    def _known(self, whole: Segment) -> Iterator[tuple[int, int, str, str]]:
        """Words of the vocabularies, quotations, and what looks like a cited text."""
        for token, letter in zip(whole.tokens, whole.code, strict=True):
            if letter == "O":
                yield token.start, token.end, "name.mechanism", self.scanner.key(token)
            elif letter == "F":
                yield token.start, token.end, "name.work", ""
            elif letter == "q":
                yield (
                    token.start,
                    token.end,
                    "name.quoted" if self.scanner.text[token.start] == "“" else "name.title",
                    "",
                )
        for rule, _, pattern in self._works:
            for match in pattern.finditer(self.scanner.text, whole.start, whole.end):
                yield match.start(), match.end(), rule, ""

    def _people_in(self, whole: Segment, subject: tuple[int, int] | None) -> Iterator[tuple[int, int, str, str]]:
        """People and bodies, coordinated heads apart."""
        for match in _PERSON.finditer(whole.code):
            first, last = match.span()
            start, end = whole.tokens[first].start, whole.tokens[last - 1].end
            if subject and subject[0] <= start < subject[1]:
                continue
            for bearer in self.bearers.read(start, end, "target.person"):
                yield bearer.span.start, bearer.span.end, "name.person", bearer.who[0] if bearer.who else ""

    def _pieces(self, whole: Segment) -> Iterator[tuple[int, int, str, str]]:
        """What stands between edges, for each end the shortest few."""
        text, tokens, code = self.scanner.text, whole.tokens, whole.code
        starts: list[int] = [whole.start]
        for token, letter in zip(tokens, code, strict=True):
            if letter in {".", "q"}:
                at = token.start
                for place in range(token.start, token.end):
                    if text[place] in _MARKS and letter == ".":
                        yield from self._ending_at(at, place, starts)
                        starts = [place + 1]
                        at = place + 1
                for rule, _, pattern in self._endings if letter == "." else ():
                    for match in pattern.finditer(text, at, token.end):
                        if match.end() < token.end:
                            yield from ((start, match.end(), rule, "") for start in starts[-_REACH:])
                continue
            if letter in "JEDVAp" or letter in _STOP:
                yield from self._ending_at(token.start, token.start, starts)
            if letter in _STOP:
                starts = [token.end]
            elif letter in _EDGE:
                starts.append(token.end)
            elif letter in "QLBO":
                starts.append(token.start)
        yield from self._ending_at(whole.end, whole.end, starts)

    def _ending_at(self, _: int, end: int, starts: list[int]) -> Iterator[tuple[int, int, str, str]]:
        for start in starts[-_REACH:]:
            if start < end:
                yield start, end, "name.piece", ""

    def _named(self, candidate: Candidate, kind: str) -> Named:
        key, family = "", ""
        if kind == MECHANISM:
            key = candidate.key if candidate.rule == "name.mechanism" else ""
            concept = self._mechanisms.get(key)
            family = (concept.row.get("kind") or "") if concept else self._family(candidate.words)
        elif kind == TARGET:
            key = candidate.key if candidate.rule == "name.person" else ""
        return Named(words=candidate.words, span=candidate.span, rule=f"{kind}:{candidate.rule}", key=key, kind=family)

    def _family(self, words: str) -> str:
        """The kind of arrangement that the last words tell; ``other`` if none does."""
        for _, kind, pattern in self._endings:
            for match in pattern.finditer(words):
                if match.end() == len(words) or words[match.end()] == "”":
                    return kind
        return "other"

    def _features(self, start: int, end: int, rule: str, key: str, whole: Segment, main: str) -> Iterator[str]:
        text = self.scanner.text
        before, after, inside, governor = self._around(whole, start, end)
        words = text[start:end]
        concept = self._people.get(key) if rule == "name.person" else None
        people = (concept.row.get("kind") or "") if concept else ""
        left = text[max(start - 2, whole.start) : start]
        right = text[end : min(end + 2, whole.end)]
        list_end = _ENDS_LIST.match(text, end)
        ending = self._family(words)
        yield f"rule={rule}"
        yield f"key={key}"
        yield f"people={people}"
        yield f"ending={ending}"
        yield f"s1={words[-1:]}"
        yield f"s2={words[-2:]}"
        yield f"s3={words[-3:]}"
        yield f"p1={words[:1]}"
        yield f"p2={words[:2]}"
        yield f"len={min(len(words) // 2, 8)}"
        yield f"bl={before}"
        yield f"al={after}"
        yield f"bl|al={before}|{after}"
        yield f"people|bl|al={people}|{before}|{after}"
        yield f"ending|bl={ending}|{before}"
        yield f"ending|al={ending}|{after}"
        yield f"rule|bl={rule}|{before}"
        yield f"l1={left[-1:]}"
        yield f"l2={left}"
        yield f"r1={right[:1]}"
        yield f"r2={right}"
        yield f"gov={governor}"
        yield f"gov|people={governor}|{people}"
        yield f"gov|ending={governor}|{ending}"
        yield f"main={main}"
        yield f"in={inside[:6]}"
        yield f"in1={inside[:1]}|{inside[-1:]}"
        yield f"inJ={'J' in inside}|{ending}"
        yield f"inV={'V' in inside}|{ending}"
        yield f"inD={'D' in inside}|{ending}"
        yield f"inB={'B' in inside}|{inside[-1:] == 'B'}"
        yield f"list={list_end['noun'] if list_end else ''}"
        yield f"at={min((start - whole.start) // 4, 4)}"
        yield f"q={words[:1] == '“'}{words[-1:] == '”'}"

    def _around(self, whole: Segment, start: int, end: int) -> tuple[str, str, str, str]:
        """The letters before, after and inside a piece, and the last verb before it."""
        before, after, inside, governor = "^", "$", "", ""
        for token, letter in zip(whole.tokens, whole.code, strict=True):
            if token.end <= start:
                before = letter
                if letter in "VURmYIkbd":
                    governor = self.scanner.word(token)
            elif token.start >= end:
                after = letter
                break
            else:
                inside += letter
        return before, after, inside, governor


_HEAD = re.compile("[QL.]?B")
_PERSON = re.compile(r"(?:[QLGJOEB]|(?<=[QLJ])[.DU])*B(?:J[QLGD.]*B|E[QD]*B)*")


def _apart(scored: list[tuple[float, Span, Named]]) -> tuple[Named, ...]:
    """The surest names where some overlap, the longer of two that are as sure, in text order."""
    kept: list[Named] = []
    for _, span, name in sorted(scored, key=lambda item: (item[0], -len(item[1]), item[1])):
        if not any(span.overlaps(other.span) for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.span))
