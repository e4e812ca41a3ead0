"""A directive → how each sentence was read: segments, hits, patterns that decided or gave way, the model's reasons.

Nothing here decides anything: the same patterns and weights that the reader uses are asked once more, for people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.features import BOUNDARY, boundaries, boundary_features
from kg.extract.grammar import Grammar
from kg.extract.looks import Look
from kg.extract.model import Model
from kg.extract.passages import Passage, passages
from kg.extract.read import Reader
from kg.extract.segments import GAP, NO_WORD, Scanner
from kg.model import Norm, Provision, Reading, Span, Unread

_STRONGEST = 3
"""Features named for and against a tag."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon or vocabulary in the text; a quotation or title has no entry."""

    span: Span
    letter: str
    entry: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that matches a segment's code, and its rank: the first that matches decides."""

    rank: int
    id: str
    decision: str


@dataclass(frozen=True, slots=True)
class Weight:
    """What a feature adds to the tag over its closest rival; below zero it speaks against it."""

    feature: str
    value: float


@dataclass(frozen=True, slots=True)
class Tag:
    """The model's answer for a segment: B begins a norm, I goes on with one, O stands outside."""

    value: str
    probability: float
    rival: str
    pro: tuple[Weight, ...]
    contra: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class SegmentTrace:
    """One segment. ``tag`` is ``None`` where the place alone says that there is no norm."""

    span: Span
    mark: str
    code: str
    hits: tuple[Hit, ...]
    rule: Rule
    rejected: tuple[Rule, ...]
    parts: tuple[tuple[str, Span], ...]
    tag: Tag | None


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """One sentence, or the words of a provision that never carries norms, and what came of it."""

    provision: str
    path: str
    kind: str
    span: Span
    segments: tuple[SegmentTrace, ...]
    norms: tuple[Norm, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A reading and the way to it, in text order."""

    reading: Reading
    sentences: tuple[SentenceTrace, ...]


def trace(reader: Reader) -> Trace:
    """Read a directive and tell how."""
    reading = reader.read()
    norms: dict[tuple[str, int], list[Norm]] = {}
    for norm in reading.norms:
        norms.setdefault((norm.provision, norm.sentence.start), []).append(norm)
    unread: dict[tuple[str, int], list[Unread]] = {}
    for one in reading.unread:
        unread.setdefault((one.provision, one.span.start), []).append(one)
    spoken = [
        SentenceTrace(provision.eid, provision.path, str(provision.kind), span, segments, tuple(norms.get(key, ())),
                      tuple(unread.pop(key, ())))
        for provision, span, segments in _sentences(reader)
        for key in [(provision.eid, span.start)]
    ]  # fmt: skip
    provisions = {provision.eid: provision for provision in reading.directive.provisions()}
    silent = [
        SentenceTrace(eid, provisions[eid].path, str(provisions[eid].kind), one.span, (), (), (one,))
        for (eid, _), ones in unread.items()
        for one in ones
    ]
    return Trace(reading, tuple(sorted((*spoken, *silent), key=lambda sentence: sentence.span)))


def _sentences(reader: Reader) -> Iterator[tuple[Provision, Span, tuple[SegmentTrace, ...]]]:
    """Each sentence that may carry norms, with its segments."""
    for passage in passages(reader.directive, reader.scanner, reader.grammar):
        tags = _tags(reader, passage)
        of: dict[int, list[SegmentTrace]] = {}
        for look, tag in zip(passage.looks, tags, strict=True):
            of.setdefault(id(look.sentence), []).append(_segment(look, tag, reader.scanner, reader.grammar))
        for look in passage.looks:
            if look.first:
                span = Span(*reader.scanner.trim(look.sentence.start, look.sentence.end))
                yield passage.provision, span, tuple(of[id(look.sentence)])


def _tags(reader: Reader, passage: Passage) -> list[Tag | None]:
    if reader.silent(passage):
        return [None] * len(passage.looks)
    rows = boundary_features(passage.looks, passage.kind, reader.text)
    tagged = reader.boundaries.tag(BOUNDARY, boundaries(passage.looks, passage.kind, reader.text))
    before = [None, *tagged.tags[:-1]]
    return [_tag(reader.boundaries, *one) for one in zip(rows, tagged.tags, tagged.certainty, before, strict=True)]


def _tag(model: Model, features: Sequence[str], value: str, probability: float, before: str | None) -> Tag:
    """The answer and what spoke for and against it; that a tag follows another (``after=B``) counts as a feature."""
    rows = {feature: model.weights[feature] for feature in features if feature in model.weights}
    if before is not None:
        rows[f"after={before}"] = model.moves[model.tags.index(before)]
    total = {tag: sum(row[place] for row in rows.values()) for place, tag in enumerate(model.tags)}
    rival = max((tag for tag in model.tags if tag != value), key=lambda tag: (total[tag], tag))
    mine, other = model.tags.index(value), model.tags.index(rival)
    ordered = sorted((round(row[other] - row[mine], 2), feature) for feature, row in rows.items())
    pro = tuple(Weight(feature, -less) for less, feature in ordered[:_STRONGEST] if less < 0)
    contra = tuple(Weight(feature, -less) for less, feature in ordered[::-1][:_STRONGEST] if less > 0)
    return Tag(value, probability, rival, pro, contra)


def _segment(look: Look, tag: Tag | None, scanner: Scanner, grammar: Grammar) -> SegmentTrace:
    segment = look.segment
    hits = tuple(
        Hit(Span(*segment.edges[token : token + 2]), letter, scanner.source(segment, token))
        for token, letter in enumerate(segment.code)
        if segment.words[token] != NO_WORD or letter != GAP
    )
    matching = [
        Rule(rank, rule, decision)
        for rank, (rule, decision, pattern) in enumerate(grammar.rules, start=1)
        if pattern.search(segment.code)
    ]
    decided = next(
        (rule for rule in matching if rule.id == look.shape.rule), Rule(0, look.shape.rule, look.shape.decision)
    )
    parts = tuple(
        (name, Span(segment.edges[first], segment.edges[last]))
        for name, (first, last) in sorted(look.shape.parts.items(), key=lambda item: (item[1], item[0]))
        if first < last
    )
    return SegmentTrace(
        span=Span(segment.start, segment.end),
        mark=segment.mark,
        code=segment.code,
        hits=hits,
        rule=decided,
        rejected=tuple(rule for rule in matching if rule is not decided),
        parts=parts,
        tag=tag,
    )
