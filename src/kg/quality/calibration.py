"""Norms of annotated documents → how often each confidence class, and each range of probability, is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.jsonl import row
from kg.extract.passages import passages
from kg.extract.units import cut
from kg.model import BearerSource, Confidence
from kg.quality.measuring import Models, reader
from kg.quality.scoring import agree, pairs, place, squash
from kg.quality.training import Document

RANGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Limits of the ranges of probability that are told apart."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A norm that was read, how sure the reading is, and what the reference says.

    ``matched``: a reference norm covers about the same words; ``exact``: the very same; ``whole``: matched, and
    modality, bearers, level and cadence all right.
    """

    confidence: Confidence
    certainty: float
    inherited: bool
    matched: bool
    exact: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many norms of one kind there are, and which shares of them are right."""

    name: str
    norms: int
    matched: float | None
    exact: float | None
    whole: float | None


def judge(document: Document, models: Models) -> Iterator[Judged]:
    """Each norm that ``models`` find in a document, beside the reference."""
    read = reader(document, models)
    norms = read.read().norms
    sure = {
        (unit.start, unit.end): unit.certainty
        for passage in passages(read.directive, read.scanner, read.grammar)
        if not read.silent(passage)
        for unit in cut(passage, read.boundaries, read.text).units
    }
    plain = squash(document.text)
    rows = [row(norm) for norm in norms]
    ours, _ = place(rows, plain)
    theirs, _ = place(document.rows, plain)
    right = {id(mine.row): other for mine, other in pairs(ours, theirs)}
    mine_of = {id(mine.row): mine for mine in ours}
    for norm, one in zip(norms, rows, strict=True):
        other, mine = right.get(id(one)), mine_of.get(id(one))
        yield Judged(
            confidence=norm.confidence,
            certainty=sure[norm.span.start, norm.span.end],
            inherited=norm.bearer_source.value is BearerSource.INHERITED,
            matched=other is not None,
            exact=other is not None and mine is not None and (mine.start, mine.end) == (other.start, other.end),
            whole=other is not None and agree(one, other.row),
        )


def by_class(judged: Sequence[Judged]) -> list[Share]:
    """The shares of each confidence class, the surest first."""
    return [_share(str(one), judged, lambda norm, one=one: norm.confidence is one) for one in Confidence]  # type: ignore[misc]  # a default binds the loop's value


def by_range(judged: Sequence[Judged], limits: Sequence[float] = RANGES) -> list[Share]:
    """The shares of each range of the boundary's probability, the surest first."""
    return [
        _share(f"{low:.2f}-{min(high, 1):.2f}", judged, lambda norm, low=low, high=high: low <= norm.certainty < high)  # type: ignore[misc]  # as above
        for low, high in reversed(list(pairwise(limits)))
    ]


def _share(name: str, judged: Iterable[Judged], chosen: Callable[[Judged], bool]) -> Share:
    these = [norm for norm in judged if chosen(norm)]
    if not these:
        return Share(name, 0, None, None, None)
    count = len(these)
    return Share(
        name,
        count,
        sum(norm.matched for norm in these) / count,
        sum(norm.exact for norm in these) / count,
        sum(norm.whole for norm in these) / count,
    )
