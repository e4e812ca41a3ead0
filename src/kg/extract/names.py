"""A norm's words → the mechanisms, targets and references it names, with their exact text.

Candidates are found by the vocabulary, by the words that arrangements end in, and by the grammar of people and
bodies; a model that sees each candidate's surroundings then keeps or drops it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.bearers import BearerReader
from kg.extract.model import Model
from kg.extract.patterns import compile_all
from kg.extract.segments import Scanner, Segment
from kg.lexicon import Lexicon
from kg.model import Named, Span

KEEP, DROP = "yes", "no"

_EDGE = frozenset("MATbdpIifRUWckXYlCrsSv")
"""Letters that a name of an arrangement does not reach across to the left."""

_SHORTEST, _LONGEST = 3, 40
"""Characters of a name."""

_LEADING_COUNT = re.compile(r"^(?:年度|[\d一二两三四五六七八九十]+[次期个件场项篇份]|若干|各级|全市|全省|现有)+")
_PERSON = re.compile(r"(?:[QLGJOEB]|(?<=[QLJ])[.DU])*B(?:J[QLGD.]*B|E[QD]*B)*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be one, and what it looks like in its place."""

    name: Named
    features: tuple[str, ...]


class NameReader:
    """Reads the names in the norms of one document."""

    def __init__(
        self, scanner: Scanner, lexicon: Lexicon, bearers: BearerReader, mechanisms: Model | None, targets: Model | None
    ) -> None:
        self.scanner = scanner
        self.bearers = bearers
        self._mechanism_model = mechanisms
        self._target_model = targets
        self._suffixes = compile_all(lexicon.patterns["mechanism"])
        self._works = compile_all(lexicon.patterns["reference"])
        self._concepts = lexicon.mechanism
        self._people = lexicon.who

    def references(self, whole: Segment) -> tuple[Named, ...]:
        """Texts with authority that the norm cites."""
        text = self.scanner.text
        found: list[Named] = []
        for rule, _, pattern in self._works:
            for match in pattern.finditer(text, whole.start, whole.end):
                found.append(Named(words=match.group(), span=Span(*match.span()), rule=rule))
        for token, letter in zip(whole.tokens, whole.code, strict=True):
            if letter == "F":
                span = Span(token.start, token.end)
                found.append(Named(words=self.scanner.word(token), span=span, rule=self.scanner.source(token)))
        return _outermost(found)

    def mechanisms(self, whole: Segment, references: tuple[Named, ...]) -> tuple[Named, ...]:
        """Named arrangements that the model keeps; where two overlap, the surer one."""
        cited = [reference.span for reference in references]
        candidates = [c for c in self.mechanism_candidates(whole) if not any(c.name.span in span for span in cited)]
        return _best(candidates, self._mechanism_model)

    def targets(self, whole: Segment, main: str, subject: tuple[int, int] | None) -> tuple[Named, ...]:
        """People and bodies that the action is done to or for. ``main``: the predicate's word."""
        return _best(list(self.target_candidates(whole, main, subject)), self._target_model)

    # Mechanisms

    def mechanism_candidates(self, whole: Segment) -> Iterator[Candidate]:
        """Names of the vocabulary, quotations, and noun phrases that end in a word for an arrangement."""
        seen: set[tuple[int, int]] = set()
        for name in (*self._known(whole), *self._quoted(whole), *self._ending(whole), *self._listed(whole)):
            place = (name.span.start, name.span.end)
            if place not in seen:
                seen.add(place)
                yield Candidate(name, tuple(self._mechanism_features(name, whole)))

    def _known(self, whole: Segment) -> Iterator[Named]:
        for token, letter in zip(whole.tokens, whole.code, strict=True):
            if letter == "O":
                yield self._named(token.start, token.end, "mechanism.known", self.scanner.key(token))

    def _quoted(self, whole: Segment) -> Iterator[Named]:
        for token, letter in zip(whole.tokens, whole.code, strict=True):
            if letter == "q" and self.scanner.text[token.start] == "“":
                yield self._named(token.start, token.end, "mechanism.quoted")

    def _ending(self, whole: Segment) -> Iterator[Named]:
        """For each place where such a word ends: the phrase back to the last edge, and to the last 的 or joiner."""
        text = self.scanner.text
        for rule, kind, pattern in self._suffixes:
            for match in pattern.finditer(text, whole.start, whole.end):
                end = match.end()
                for edge in self._starts(whole, end):
                    count = _LEADING_COUNT.match(text, edge, end)
                    start = count.end() if count else edge
                    if _SHORTEST <= end - start <= _LONGEST:
                        yield self._named(start, end, rule, kind=kind)

    def _starts(self, whole: Segment, end: int) -> Iterator[int]:
        """Where a phrase that ends at ``end`` may begin, the longest first."""
        at = next((i for i, token in enumerate(whole.tokens) if token.start < end <= token.end), -1)
        if at < 0:
            return
        edges: list[int] = []
        index = at
        while index > 0:
            index -= 1
            token, letter = whole.tokens[index], whole.code[index]
            word = self.scanner.word(token)
            if letter in _EDGE or word[-1] in "，；。：":
                edges.append(token.end)
                break
            if letter == "." and (cut := max(word.rfind(mark) for mark in "，；。：")) >= 0:
                edges.append(token.start + cut + 1)
                break
            if letter == "V":
                edges.append(token.end)
                if index == 0 or whole.code[index - 1] in "AMTWVNB":
                    break
            elif letter in "DJEQ":
                edges.append(token.end if letter != "Q" else token.start)
        else:
            edges.append(whole.start)
        yield from dict.fromkeys(reversed(edges))
        inner = whole.tokens[at]
        if inner.start < end:
            yield inner.start

    def _listed(self, whole: Segment) -> Iterator[Named]:
        """Entries of a list that 等制度, 等机制, 等载体 sums up."""
        text = self.scanner.text
        for match in re.finditer(
            r"等(?:现有|政治|各类)?(?:制度|机制|载体|做法|举措|平台|活动|仪式|方式|措施)", text[whole.start : whole.end]
        ):
            stop = whole.start + match.start()
            left = next((token.end for token, letter in zip(reversed(whole.tokens), reversed(whole.code), strict=True)
                         if token.end <= stop and letter in "VIMbRU"), whole.start)  # fmt: skip
            start, depth = left, 0
            for at in range(left, stop + 1):
                mark = text[at]
                depth += (mark in "“（") - (mark in "”）")
                if (
                    at == stop
                    or (mark in "、，" and depth == 0)
                    or (mark == "“" and at > start and text[at - 1] == "”")
                ):
                    if _SHORTEST - 1 <= at - start <= _LONGEST:
                        yield self._named(start, at, "mechanism.listed")
                    start = at if mark == "“" else at + 1

    def _named(self, start: int, end: int, rule: str, key: str = "", kind: str = "") -> Named:
        concept = self._concepts.get(key)
        return Named(
            words=self.scanner.text[start:end],
            span=Span(start, end),
            rule=rule,
            key=key,
            kind=kind or (concept.row.get("kind") or "" if concept else "other"),
        )

    def _mechanism_features(self, name: Named, whole: Segment) -> Iterator[str]:
        text = self.scanner.text
        before, after = self._around(whole, name.span)
        left, right = (
            text[max(name.span.start - 2, whole.start) : name.span.start],
            text[name.span.end : name.span.end + 2],
        )
        inside = [
            letter for token, letter in zip(whole.tokens, whole.code, strict=True)
            if name.span.start <= token.start < name.span.end
        ]  # fmt: skip
        yield f"rule={name.rule}"
        yield f"kind={name.kind}"
        yield f"key={name.key}"
        yield f"s2={name.words[-2:]}"
        yield f"s3={name.words[-3:]}"
        yield f"p2={name.words[:2]}"
        yield f"len={min(len(name.words) // 2, 9)}"
        yield f"bl={before[0]}"
        yield f"bw={before[1]}"
        yield f"al={after[0]}"
        yield f"aw={after[1][:2]}"
        yield f"l1={left[-1:]}"
        yield f"l2={left}"
        yield f"r1={right[:1]}"
        yield f"r2={right}"
        yield f"rule|bl={name.rule}|{before[0]}"
        yield f"rule|al={name.rule}|{after[0]}"
        yield f"kind|bw={name.kind}|{before[1]}"
        yield f"first={inside[:1]}"
        yield f"hasV={'V' in inside}"
        yield f"hasJ={'J' in inside}"
        yield f"hasD={'D' in inside}"
        yield f"hasq={'q' in inside or '“' in name.words}"
        yield f"head={self._governor(whole, name.span)}"
        yield f"whole={name.span.end == whole.end}"

    def _governor(self, whole: Segment, span: Span) -> str:
        """The last verb before the name."""
        word = ""
        for token, letter in zip(whole.tokens, whole.code, strict=True):
            if token.end > span.start:
                break
            if letter in "VURmYIkbd":
                word = self.scanner.word(token)
        return word

    def _around(self, whole: Segment, span: Span) -> tuple[tuple[str, str], tuple[str, str]]:
        """(letter, word) of the tokens before and after a span; ``^`` and ``$`` at the ends."""
        before, after = ("^", ""), ("$", "")
        for token, letter in zip(whole.tokens, whole.code, strict=True):
            if token.end <= span.start:
                before = (letter, self.scanner.word(token)[-4:])
            elif token.start >= span.end:
                after = (letter, self.scanner.word(token)[:4])
                break
        return before, after

    # Targets

    def target_candidates(self, whole: Segment, main: str, subject: tuple[int, int] | None) -> Iterator[Candidate]:
        """Each person or body named in the norm besides its subject, with and without a short relative clause."""
        for match in _PERSON.finditer(whole.code):
            first, last = match.span()
            start, end = whole.tokens[first].start, whole.tokens[last - 1].end
            if subject and subject[0] <= start < subject[1]:
                continue
            for bearer in self.bearers.read(start, end, "target.person"):
                yield self._target(bearer.words, bearer.span, bearer.who, whole, main, "target.person")
        for start, end in self._relative(whole):
            yield self._target(self.scanner.text[start:end], Span(start, end), (), whole, main, "target.relative")

    def _relative(self, whole: Segment) -> Iterator[tuple[int, int]]:
        """不担当不作为的干部, 私自传播的: a short relative clause with its head, or alone where it has none."""
        for index, letter in enumerate(whole.code):
            if letter != "D":
                continue
            start = index
            while (
                start > 0
                and whole.code[start - 1] not in "dbfVUIEMTWSpR，"
                and "，" not in self.scanner.word(whole.tokens[start - 1])
            ):
                start -= 1
            left = whole.tokens[start].start
            head = re.match(r"[QL.]?B", whole.code[index + 1 :])
            end = whole.tokens[index + head.end()].end if head else whole.tokens[index].end
            if _SHORTEST <= end - left <= _LONGEST:
                yield left, end

    def _target(self, words: str, span: Span, who: Sequence[str], whole: Segment, main: str, rule: str) -> Candidate:
        before, after = self._around(whole, span)
        key = who[0] if who else ""
        concept = self._people.get(key)
        kind = concept.row.get("kind") or "" if concept else ""
        text = self.scanner.text
        clause = max(text.rfind(mark, whole.start, span.start) for mark in "，；") + 1
        features = (
            f"rule={rule}",
            f"key={key}",
            f"kind={kind}",
            f"bl={before[0]}",
            f"bw={before[1]}",
            f"al={after[0]}",
            f"aw={after[1][:2]}",
            f"bl|al={before[0]}|{after[0]}",
            f"kind|bl={kind}|{before[0]}",
            f"kind|bl|al={kind}|{before[0]}|{after[0]}",
            f"main={main}",
            f"gov={self._governor(whole, span)}",
            f"gov|kind={self._governor(whole, span)}|{kind}",
            f"first={clause <= whole.start}",
            f"at={min((span.start - whole.start) // 4, 6)}",
            f"end={span.end == whole.end}",
            f"len={min(len(words) // 2, 8)}",
            f"p1={words[:1]}",
            f"s2={words[-2:]}",
            f"de={'的' in words}",
            f"open={whole.code[:1]}",
        )
        return Candidate(Named(words=words, span=span, rule=rule, key=key), features)


def _best(candidates: list[Candidate], model: Model | None) -> tuple[Named, ...]:
    """The candidates that the model keeps, surest first where two overlap, in text order."""
    if model is None:
        return _outermost([candidate.name for candidate in candidates])
    scored = []
    for candidate in candidates:
        tagged = model.tag([candidate.features])
        if tagged.tags[0] == KEEP:
            scored.append((-tagged.certainty[0], candidate.name.span, candidate.name))
    kept: list[Named] = []
    for _, span, name in sorted(scored, key=lambda item: item[:2]):
        if not any(span.overlaps(other.span) for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.span))


def _outermost(found: list[Named]) -> tuple[Named, ...]:
    """Without names that lie inside or run into longer ones, in text order."""
    kept: list[Named] = []
    for name in sorted(found, key=lambda name: (name.span.start, -name.span.end)):
        if not kept or not name.span.overlaps(kept[-1].span):
            kept.append(name)
    return tuple(kept)
