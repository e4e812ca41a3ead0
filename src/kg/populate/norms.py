"""Norm and its parts → quads, each part with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.model import Bearer, Cadence, Issue, Modality, Named, Norm, Unread
from kg.populate import bearers, cadence, mechanisms
from kg.populate.evidence import Witness
from kg.populate.names import segment
from kg.populate.terms import LABEL, PROV, chinese, kg, plain, truth, whole

GENERATED_BY = NamedNode(PROV + "wasGeneratedBy")
_CLASSES = {
    Modality.OBLIGATION: "Obligation",
    Modality.PROHIBITION: "Prohibition",
    Modality.PERMISSION: "Permission",
}


def quads(norm: Norm, order: int, key: str, witness: Witness) -> Iterator[Quad]:
    """All that is said of one norm of the directive ``key``."""
    sheet, names = witness.sheet, witness.sheet.names
    subject = names.within(key, norm.id)
    say = sheet.say
    yield from sheet.kind(subject, _CLASSES[norm.modality.value])
    yield from say(subject, kg("inDirective"), witness.directive)
    yield from say(subject, kg("inProvision"), names.within(key, norm.provision))
    yield from say(subject, kg("order"), whole(order))
    yield from say(subject, kg("quote"), chinese(norm.quote))
    yield from say(subject, kg("sentence"), chinese(witness.source.quote(norm.sentence)))
    yield from say(subject, kg("modality"), names.concept("modality", norm.modality.value))
    yield from say(subject, kg("bearerSource"), names.concept("bearer-source", norm.bearer_source.value))
    yield from say(subject, kg("checkable"), truth(norm.checkable.value))
    yield from say(subject, kg("confidence"), names.concept("confidence", norm.confidence))
    yield from say(subject, GENERATED_BY, names.within(key, "reading"))
    for bearer in norm.bearers:
        yield from say(subject, kg("bearer"), bearers.node(bearer, names))
        yield from say(subject, kg("bearerWords"), chinese(bearer.words))
        yield from bearers.quads(bearer, sheet)
    yield from _named(norm, subject, witness)
    for number, value in enumerate(norm.cadence, 1):
        node = _cadence(norm, key, number, witness)
        yield from say(subject, kg("cadence"), node)
        yield from cadence.quads(value, node, sheet)
    yield from _evidence(norm, subject, key, witness)
    yield from issues(norm.issues, subject, witness)


def unread(sentence: Unread, number: int, order: int, key: str, witness: Witness) -> Iterator[Quad]:
    """A sentence without a norm, the ``number``-th of its provision, and why."""
    sheet, names = witness.sheet, witness.sheet.names
    subject = names.within(key, sentence.provision, "unread", str(number))
    say = sheet.say
    yield from sheet.kind(subject, "UnreadSentence")
    yield from say(subject, kg("inDirective"), witness.directive)
    yield from say(subject, kg("inProvision"), names.within(key, sentence.provision))
    yield from say(subject, kg("order"), whole(order))
    yield from say(subject, kg("quote"), chinese(witness.source.quote(sentence.span)))
    yield from say(subject, kg("reason"), names.concept("unread-reason", sentence.reason))
    yield from say(subject, kg("rule"), plain(sentence.rule))
    yield from witness.place(subject, sentence.span)


def issues(found: tuple[Issue, ...], subject: NamedNode, witness: Witness) -> Iterator[Quad]:
    """Oddities of the text, on the norm or the directive they belong to."""
    sheet, names = witness.sheet, witness.sheet.names
    say = sheet.say
    for number, issue in enumerate(found, 1):
        node = NamedNode(f"{subject.value}/issue/{number}")
        yield from say(subject, kg("issue"), node)
        yield from sheet.kind(node, "Issue")
        yield from say(node, kg("issueCode"), names.concept("issue-code", issue.code))
        yield from say(node, kg("message"), plain(issue.message))
        yield from say(node, kg("severity"), plain(issue.severity))
        yield from say(node, kg("quote"), chinese(witness.source.quote(issue.span)))
        yield from witness.place(node, issue.span)


def _named(norm: Norm, subject: NamedNode, witness: Witness) -> Iterator[Quad]:
    """Mechanisms, targets and references."""
    sheet, names = witness.sheet, witness.sheet.names
    say = sheet.say
    for mechanism in norm.mechanisms:
        yield from say(subject, kg("mechanism"), mechanisms.node(mechanism, names))
        yield from mechanisms.quads(mechanism, sheet)
    for target in norm.targets:
        node = names.worded("party", target.words)
        yield from say(subject, kg("target"), node)
        yield from _party(target, node, witness)
    for reference in norm.references:
        yield from cites(subject, reference.words, witness)


def _cadence(norm: Norm, key: str, number: int, witness: Witness) -> NamedNode:
    return witness.sheet.names.within(key, norm.id, "cadence", str(number))


def cites(subject: NamedNode, words: str, witness: Witness, predicate: NamedNode | None = None) -> Iterator[Quad]:
    """``subject`` refers to the work that ``words`` name, with or without title marks."""
    title = bare_title(words)
    node = witness.sheet.names.worded("work", title)
    yield from witness.sheet.say(subject, predicate or kg("reference"), node)
    shared = witness.sheet.shared
    if shared.first(node):
        yield from shared.kind(node, "CitedWork")
        yield from shared.say(node, LABEL, chinese(title))


def bare_title(words: str) -> str:
    """A title without its marks, where they enclose all of it.

    >>> bare_title("《中国共产党章程》"), bare_title("《准则》和《条例》")
    ('中国共产党章程', '《准则》和《条例》')
    """
    inside = words[1:-1]
    enclosed = words.startswith("《") and words.endswith("》") and inside.strip()
    return inside if enclosed and "《" not in inside and "》" not in inside else words


def _party(target: Named, node: NamedNode, witness: Witness) -> Iterator[Quad]:
    sheet = witness.sheet.shared
    if not sheet.first(node):
        return
    yield from sheet.kind(node, "Party")
    yield from sheet.say(node, LABEL, chinese(target.words))
    if target.key:
        yield from sheet.say(node, kg("who"), sheet.names.concept("who", target.key))


def _evidence(norm: Norm, subject: NamedNode, key: str, witness: Witness) -> Iterator[Quad]:
    quote = witness.sheet.names.within(key, norm.id, "evidence")
    yield from witness.part(subject, quote, "quote", norm.span, norm.rule)
    yield from witness.selectors(quote, norm.span)
    single = (
        ("modality", norm.modality),
        ("bearer-source", norm.bearer_source),
        ("checkable", norm.checkable),
    )
    for part, found in single:
        yield from witness.part(subject, _place(quote, part, 1), part, found.span, found.rule)
    names = witness.sheet.names
    several: tuple[tuple[str, list[tuple[Bearer | Cadence | Named, NamedNode]]], ...] = (
        ("bearer", [(value, bearers.node(value, names)) for value in norm.bearers]),
        ("cadence", [(value, _cadence(norm, key, at, witness)) for at, value in enumerate(norm.cadence, 1)]),
        ("mechanism", [(value, mechanisms.node(value, names)) for value in norm.mechanisms]),
        ("target", [(value, names.worded("party", value.words)) for value in norm.targets]),
        ("reference", [(value, names.worded("work", bare_title(value.words))) for value in norm.references]),
    )
    for part, values in several:
        for number, (value, read) in enumerate(values, 1):
            yield from witness.part(subject, _place(quote, part, number), part, value.span, value.rule, read)


def _place(quote: NamedNode, part: str, number: int) -> NamedNode:
    return NamedNode(f"{quote.value}/{segment(part)}/{number}")
