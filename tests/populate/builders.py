"""Readings made by hand: each builder fills in what a test does not speak of."""

from __future__ import annotations

from kg.model import (
    Bearer,
    BearerSource,
    Cadence,
    Directive,
    Found,
    Header,
    Kind,
    Level,
    LevelConstraint,
    LevelKind,
    Modality,
    Named,
    Norm,
    Provision,
    Reading,
    SourceText,
    Span,
    Unread,
)
from kg.model.metadata import Metadata

TEXT = "一、要求。\n县处级以上领导班子每年至少举办1期读书班。党的建设是伟大工程。\n"
ITEM = "item_1"

UNSTATED = LevelConstraint()
ALL = LevelConstraint(LevelKind.ALL)


def listed(*levels: Level) -> LevelConstraint:
    return LevelConstraint(LevelKind.LISTED, levels)


def bound(level: Level) -> LevelConstraint:
    return LevelConstraint(LevelKind.BOUND, (level,))


def bearer(words: str = "领导班子", *who: str, level: LevelConstraint = UNSTATED) -> Bearer:
    return Bearer(words=words, span=place(words), who=who, level=level, rule="bearer.test")


def named(words: str, *, key: str = "", kind: str = "") -> Named:
    return Named(words=words, span=place(words), rule="named.test", key=key, kind=kind)


def cadence(words: str = "每年至少举办1期", **fields: str) -> Cadence:
    return Cadence(words=words, span=place(words), rule="cadence.test", **fields)


def norm(number: int = 1, *bearers: Bearer, quote: str = "每年至少举办1期读书班", **fields: object) -> Norm:
    source = BearerSource.EXPLICIT if bearers else BearerSource.DOCUMENT
    modality = fields.pop("modality", Modality.OBLIGATION)
    provision = fields.pop("provision", ITEM)
    return Norm(
        id=f"{provision}__norm_{number}",
        provision=provision,
        path="一",
        span=place(quote),
        quote=quote,
        sentence=place("县处级以上领导班子每年至少举办1期读书班。"),
        rule="segment.test",
        modality=Found(modality, None, "modality.bare"),
        bearers=bearers,
        bearer_source=Found(source, None, "bearer-source.test"),
        level=UNSTATED,
        checkable=Found(True, None, "checkable.test"),
        **fields,
    )


def unread(words: str = "党的建设是伟大工程。", reason: str = "background") -> Unread:
    return Unread(span=place(words), provision=ITEM, reason=reason, rule="unread.test")


def directive(key: str = "000", text: str = TEXT, **header: object) -> Directive:
    whole = Span(0, len(text))
    lead = Span(0, min(5, len(text)))
    item = Provision(
        eid=ITEM,
        kind=Kind.ITEM,
        span=whole,
        lead=lead,
        body=Span(lead.end, len(text)),
        number="一",
        heading="要求",
        path="一",
    )
    root = Provision(eid="document", kind=Kind.DOCUMENT, span=whole, lead=Span(0, 0), body=Span(0, 0), children=(item,))
    source = SourceText.plain(f"{key}.txt", text, digest="00ff")
    return Directive(key=key, source=source, header=Header(**{"title": "意见", **header}), root=root)


def reading(*norms: Norm, key: str = "000", text: str = TEXT, **fields: object) -> Reading:
    header = fields.pop("header", {})
    return Reading(
        directive=directive(key, text, **header),
        norms=norms,
        unread=fields.pop("unread", ()),
        addressees=fields.pop("addressees", ()),
        sentences=len(norms),
        **fields,
    )


def metadata(key: str = "000", **fields: object) -> Metadata:
    return Metadata(key=key, **fields)


def place(words: str) -> Span:
    """Where the words stand in TEXT; its beginning where they do not."""
    start = max(TEXT.find(words), 0)
    return Span(start, start + max(len(words), 1)) if words in TEXT else Span(0, 2)
