"""A norm's words → the pieces that may be names: what stands between verbs, joiners and marks, known words, people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.endings import Endings
from kg.extract.patterns import patterns_of
from kg.extract.phrases import Phrases
from kg.extract.segments import GAP, QUOTED, Scanner, Segment

QUOTATION, TITLE, PERSON, MECHANISM = "name.quoted", "name.title", "name.person", "name.mechanism"
_WORK, _RELATIVE, _LISTED, _PIECE, _TOPIC = "name.work", "name.relative", "name.listed", "name.piece", "name.topic"

_EDGE = frozenset("MATbdpIifRUVWckmXYlCrsSvJDEKH")
"""Letters of words that a piece may begin after."""

_STOP = frozenset("MATbdpIifWXYlCSKH")
"""Letters of words that a piece does not reach across to the left."""

_END = frozenset("JEDVAp") | _STOP
"""Letters of words that a piece may end before."""

_HELD = frozenset("QLBO")
"""Letters of words that a piece may begin with."""

_APART = frozenset("dbpfIMTWSKX")
"""Letters of words that are no part of a relative clause."""

_KNOWN = frozenset("OFq")
"""Letters of words that are names by themselves."""

_MARK = re.compile("[，；。：！？\n]")
_SHORTEST, _LONGEST, _REACH = 2, 40, 4
"""Characters of a name, and how many edges to the left of its end are tried as its beginning."""

_FAR = 2 * _LONGEST
"""No name begins so many characters before its end, the numbers in front of it included."""

_COUNT = re.compile(
    r"(?:年度|第?[\d一二两三四五六七八九十百]+(?:[次期个件场项篇份名批条]|届|支)?(?=[^\d年月日])|若干|一批|各级|各类|现有|有关|相关)+"
)
_HEAD = re.compile("[QL.]?B")
_PERSON = re.compile(r"(?:[QLGJOEB]|(?<=[QLJ])[.DU])*B(?:J[QLGD.]*B|E[QD]*B)*")
_WORKING = "工作"


Piece = tuple[int, int, str, str]
"""(start, end, rule, key): this stretch of text may be a name, says the rule; ``key`` is the vocabulary's or ``""``."""


class Pieces:
    """Finds the pieces in the norms of one document."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._phrases = Phrases.of(scanner.lexicon)
        self._endings = Endings.of(scanner.lexicon)
        self.works = patterns_of(scanner.lexicon, "reference")
        self.cited = frozenset({_WORK, TITLE, *(rule for rule, _, _ in self.works)})
        """The rules of pieces that are references for sure."""

    def read(self, whole: Segment, subject: Segment | None, topic: Segment | None) -> Iterator[Piece]:
        """Every piece of a norm that could be a name, each once, the better founded rules first.

        ``subject``: the bearers' place, which is no name; ``topic``: the activity that its sentence is about.
        """
        text = self._scanner.text
        taken_from, taken_to = (subject.start, subject.end) if subject else (0, 0)
        seen: set[tuple[int, int]] = set()
        plain: set[int] = set()
        for piece in self._found(whole, subject, topic):
            start, end, rule, key = piece
            place = start, end
            if place not in seen and _SHORTEST <= end - start <= _LONGEST and not taken_from <= start < taken_to:
                seen.add(place)
                yield piece
            if start not in plain and rule != TITLE:
                count = _COUNT.match(text, start, end)
                if count is None:
                    if _COUNT.match(text, start) is None:
                        plain.add(start)
                    continue
                start = count.end()
                place = start, end
                if place not in seen and _SHORTEST <= end - start <= _LONGEST and not taken_from <= start < taken_to:
                    seen.add(place)
                    yield start, end, rule, key

    def _found(self, whole: Segment, subject: Segment | None, topic: Segment | None) -> list[Piece]:
        code = whole.code
        found: list[Piece] = []
        if not _KNOWN.isdisjoint(code):
            self._known(whole, found)
        self._works(whole, found)
        if "B" in code:
            self._people(whole, subject, found)
        marked = self._marked(whole)
        if "D" in code:
            self._relative(whole, marked, found)
        if "J" in code:
            self._listed(whole, marked, found)
        self._between(whole, marked, found)
        if topic:
            found.append((topic.start, topic.end, _TOPIC, ""))
            if self._scanner.text.endswith(_WORKING, topic.start, topic.end):
                found.append((topic.start, topic.end - len(_WORKING), _TOPIC, ""))
        return found

    def _known(self, whole: Segment, found: list[Piece]) -> None:
        """Words of the vocabularies and quotations."""
        for token, letter in enumerate(whole.code):
            if letter in _KNOWN:
                start, end = whole.edges[token : token + 2]
                if letter == "O":
                    found.append((start, end, MECHANISM, self._scanner.key(whole, token)))
                elif letter == "F":
                    found.append((start, end, _WORK, ""))
                else:
                    found.append((start, end, QUOTATION if self._scanner.text[start] == "“" else TITLE, ""))

    def _works(self, whole: Segment, found: list[Piece]) -> None:
        """What looks like a cited text."""
        text, start, end = self._scanner.text, whole.start, whole.end
        for rule, _, pattern in self.works:
            for match in pattern.finditer(text, start, end):
                found.append((match.start(), match.end(), rule, ""))

    def _people(self, whole: Segment, subject: Segment | None, found: list[Piece]) -> None:
        """People and bodies, coordinated heads apart."""
        for match in _PERSON.finditer(whole.code):
            phrase = self._scanner.trimmed(whole.part(*match.span()))
            at = phrase.start
            if subject and subject.start <= at < subject.end:
                continue
            for head in self._phrases.heads(self._scanner.text[at : phrase.end], phrase):
                found.append((at + head.start, at + head.end, PERSON, head.who[0] if head.who else ""))

    def _marked(self, whole: Segment) -> set[int]:
        """The tokens that hold a mark which ends a clause."""
        text, edges = self._scanner.text, whole.edges
        if not _MARK.search(text, whole.start, whole.end):
            return set()
        return {
            token
            for token, letter in enumerate(whole.code)
            if letter == GAP and _MARK.search(text, edges[token], edges[token + 1])
        }

    def _relative(self, whole: Segment, marked: set[int], found: list[Piece]) -> None:
        """A relative clause with its head, or alone where it has none (不担当不作为的干部, 私自传播的)."""
        code, edges = whole.code, whole.edges
        at = code.find("D")
        while at >= 0:
            head = _HEAD.match(code, at + 1)
            end = edges[head.end() if head else at + 1]
            start = at
            while (
                start > 0 and code[start - 1] not in _APART and start - 1 not in marked and end - edges[start] <= _FAR
            ):
                start -= 1
            found.append((edges[start], end, _RELATIVE, ""))
            at = code.find("D", at + 1)

    def _listed(self, whole: Segment, marked: set[int], found: list[Piece]) -> None:
        """What stands between two joiners, whatever its words are."""
        code, edges = whole.code, whole.edges
        last = -1
        for token, letter in enumerate(code):
            if letter in "JE" or token in marked:
                if 0 <= last < token - 1:
                    found.append((edges[last + 1], edges[token], _LISTED, ""))
                last = token if letter == "J" else -1
        if 0 <= last < len(code) - 1:
            found.append((edges[last + 1], whole.end, _LISTED, ""))

    def _between(self, whole: Segment, marked: set[int], found: list[Piece]) -> None:
        """What stands between edges, for each end the shortest few."""
        text, edges = self._scanner.text, whole.edges
        starts: list[int] = [whole.start]
        right = whole.start
        for token, letter in enumerate(whole.code):
            left, right = right, edges[token + 1]
            if letter == GAP:
                if token in marked:
                    for mark in _MARK.finditer(text, left, right):
                        left = mark.end()
                        _add(found, starts, mark.start(), _PIECE)
                        starts = [left]
                if right - left > _SHORTEST:
                    for rule, end in self._endings.inside(text[left:right]):
                        _add(found, starts, left + end, rule)
            elif letter != QUOTED:
                if letter in _END:
                    _add(found, starts, left, _PIECE)
                if letter in _STOP:
                    starts = [right]
                elif letter in _EDGE:
                    starts.append(right)
                elif letter in _HELD:
                    starts.append(left)
        _add(found, starts, whole.end, _PIECE)


def _add(found: list[Piece], starts: list[int], end: int, rule: str) -> None:
    """The pieces that end here, from each of the last few edges."""
    for start in starts[-_REACH:]:
        if start < end:
            found.append((start, end, rule, ""))
