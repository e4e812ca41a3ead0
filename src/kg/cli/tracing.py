"""A trace → lines for people, or one JSON object a sentence for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.extract.trace import Rule, SegmentTrace, SentenceTrace, Trace, Weight
    from kg.model import Norm, SourceText, Span

_LISTED = 8
"""Patterns that gave way are named up to this many, the highest ranks first."""


def lines(trace: Trace) -> Iterator[str]:
    """Each sentence with its segments, then the norms that came of it, part by part."""
    source = trace.reading.directive.source
    for sentence in trace.sentences:
        words = source.quote(sentence.span)
        yield f"{sentence.provision}  {_path(sentence)}  {_at(source, sentence.span)}  “{words}”"
        for segment in sentence.segments:
            yield from _segment_lines(segment, source)
        for unread in sentence.unread:
            yield f"  no norm: {unread.reason}  {unread.rule}"
        for norm in sentence.norms:
            yield f"  norm {norm.id}  {norm.path}  {norm.confidence}"
            for part in _parts(norm):
                yield _part_line(part, source)
        yield ""


def rows(trace: Trace, name: str) -> Iterator[dict[str, Any]]:
    """The same as plain values; places are those in the original."""
    source = trace.reading.directive.source
    for sentence in trace.sentences:
        yield {
            "doc": name,
            "provision": sentence.provision,
            "path": sentence.path,
            "kind": sentence.kind,
            "sentence": _placed(source, sentence.span),
            "segments": [_segment_row(segment, source) for segment in sentence.segments],
            "norms": [
                {
                    "id": norm.id,
                    "confidence": str(norm.confidence),
                    "parts": [
                        {"part": part, "value": value, **(_placed(source, span) if span else {}), "rule": rule}
                        for part, value, span, rule in _parts(norm)
                    ],
                }
                for norm in sentence.norms
            ],
            "unread": [{"reason": unread.reason, "rule": unread.rule} for unread in sentence.unread],
        }


def _path(sentence: SentenceTrace) -> str:
    return f"{sentence.kind} {sentence.path}".rstrip()


def _at(source: SourceText, span: Span) -> str:
    place = source.to_original(span)
    return f"{place.start}-{place.end}"


def _placed(source: SourceText, span: Span) -> dict[str, Any]:
    place = source.to_original(span)
    return {"words": source.quote(span), "start": place.start, "end": place.end}


def _segment_lines(segment: SegmentTrace, source: SourceText) -> Iterator[str]:
    yield f"  segment {_at(source, segment.span)}  {segment.code}  “{source.quote(segment.span)}”{segment.mark.strip()}"
    for hit in segment.hits:
        yield f"    hit      {hit.letter}  “{source.quote(hit.span)}”  {hit.entry}".rstrip()
    parts = "  ".join(f"{name}=“{source.quote(span)}”" for name, span in segment.parts)
    yield f"    rule     {_rule(segment.rule)}  {parts}".rstrip()
    if segment.rejected:
        more = len(segment.rejected) - _LISTED
        named = ", ".join(map(_rule, segment.rejected[:_LISTED]))
        yield f"    rejected {named}" + (f", and {more} more" if more > 0 else "")
    if segment.tag is not None:
        tag = segment.tag
        yield f"    tag      {tag.value}  {tag.probability:.2f}  (next: {tag.rival})"
        for side, weights in (("for", tag.pro), ("against", tag.contra)):
            if weights:
                yield f"      {side:<7} {_weights(weights)}"


def _rule(rule: Rule) -> str:
    return f"{rule.id} → {rule.decision} (#{rule.rank})"


def _weights(weights: Sequence[Weight]) -> str:
    return "  ".join(f"{weight.feature} {weight.value:+.2f}" for weight in weights)


def _segment_row(segment: SegmentTrace, source: SourceText) -> dict[str, Any]:
    return {
        **_placed(source, segment.span),
        "mark": segment.mark.strip(),
        "code": segment.code,
        "hits": [{**_placed(source, hit.span), "class": hit.letter, "entry": hit.entry} for hit in segment.hits],
        "rule": asdict(segment.rule),
        "rejected": [asdict(rule) for rule in segment.rejected],
        "parts": {name: _placed(source, span) for name, span in segment.parts},
        "tag": None
        if segment.tag is None
        else {
            "value": segment.tag.value,
            "probability": round(segment.tag.probability, 4),
            "rival": segment.tag.rival,
            "for": {weight.feature: weight.value for weight in segment.tag.pro},
            "against": {weight.feature: weight.value for weight in segment.tag.contra},
        },
    }


Part = tuple[str, str, "Span | None", str]
"""What a part is, its value, where its words stand, and the rule that read it."""


def _part_line(part: Part, source: SourceText) -> str:
    name, value, span, rule = part
    words = f"“{source.quote(span)}” {_at(source, span)}" if span else "(no words)"
    return f"    {name:<13} {'  '.join(filter(None, (value, words, rule)))}"


def _parts(norm: Norm) -> Iterator[Part]:
    yield "quote", "", norm.span, norm.rule
    yield "modality", str(norm.modality.value), norm.modality.span, norm.modality.rule
    yield "bearer source", str(norm.bearer_source.value), norm.bearer_source.span, norm.bearer_source.rule
    for bearer in norm.bearers:
        yield "bearer", f"{'+'.join(bearer.who) or 'unknown'}@{bearer.level.notation}", bearer.span, bearer.rule
    for cadence in norm.cadence:
        fields = {
            "count": cadence.count,
            "unit": cadence.unit,
            "per": cadence.per,
            "duration": cadence.duration,
            "each": cadence.each,
        }
        value = " ".join(f"{name}={value}" for name, value in fields.items() if value)
        yield "cadence", value, cadence.span, cadence.rule
    for part, found in (("mechanism", norm.mechanisms), ("target", norm.targets), ("reference", norm.references)):
        for named in found:
            yield part, " ".join(word for word in (named.key, named.kind) if word), named.span, named.rule
    yield "checkable", str(norm.checkable.value).lower(), norm.checkable.span, norm.checkable.rule
    for issue in norm.issues:
        yield "issue", f"{issue.code}: {issue.message}", issue.span, ""
