"""Directive header and provisions → quads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.model import Provision, Reading
from kg.populate import bearers
from kg.populate.coverage import coverage
from kg.populate.evidence import Witness
from kg.populate.labels import keys_by_label
from kg.populate.norms import bare_title, cites, issues
from kg.populate.terms import DCTERMS, ELI, LABEL, PROV, TYPE, chinese, date, kg, plain, whole

if TYPE_CHECKING:
    from kg.model.metadata import Metadata

TITLE = NamedNode(DCTERMS + "title")
DATE_DOCUMENT = NamedNode(ELI + "date_document")
IMPLEMENTS = NamedNode(ELI + "implements")
IS_PART_OF = NamedNode(ELI + "is_part_of")
ID_LOCAL = NamedNode(ELI + "id_local")

_KEY = re.compile(r"[a-z0-9-]+")
"""What a document's key looks like; anything else is a title."""


def quads(reading: Reading, metadata: Metadata, witness: Witness) -> Iterator[Quad]:
    """What is said of the directive as a whole. Metadata beside the file win over what the text says."""
    header, source = metadata.complete(reading.directive.header), reading.directive.source
    names, subject, say = witness.sheet.names, witness.directive, witness.sheet.say
    yield from witness.sheet.kind(subject, "Directive")
    title = header.title or source.name or metadata.key
    yield from say(subject, TITLE, chinese(bare_title(title)))
    yield from _document_type(header.doc_type, witness)
    yield from say(subject, DATE_DOCUMENT, date(header.date) or date(reading.directive.header.date))
    yield from say(subject, kg("number"), plain(header.number) if header.number else None)
    yield from say(subject, kg("sourceAuthority"), names.concept("source-authority", metadata.authority or "unstated"))
    yield from _issuers(header.issuers, reading, witness)
    for work in dict.fromkeys((*metadata.implements, *header.implements)):
        if _KEY.fullmatch(work):
            yield from say(subject, IMPLEMENTS, names.directive(work))
        else:
            yield from cites(subject, work, witness, IMPLEMENTS)
    for addressee in reading.addressees:
        yield from say(subject, kg("addressee"), bearers.node(addressee, names))
        yield from bearers.quads(addressee, witness.sheet)
    read = coverage(reading)
    yield from say(subject, kg("sentenceCount"), whole(read.sentences))
    yield from say(subject, kg("bearingSentenceCount"), whole(read.bearing))
    yield from say(subject, kg("fileName"), plain(source.name))
    yield from say(subject, kg("digest"), plain(source.digest) if source.digest else None)
    yield from issues((*reading.directive.issues, *reading.issues), subject, witness)


def provenance(key: str, witness: Witness) -> Iterator[Quad]:
    """One activity a document: what was used, and who did it. No time, so that the same input gives the same graph."""
    names, say = witness.sheet.names, witness.sheet.say
    activity, agent = names.within(key, "reading"), names.node("agent", "zhize")
    yield from say(activity, TYPE, NamedNode(PROV + "Activity"))
    yield from say(activity, NamedNode(PROV + "used"), witness.directive)
    yield from say(activity, NamedNode(PROV + "wasAssociatedWith"), agent)
    shared = witness.sheet.shared
    yield from shared.say(agent, TYPE, NamedNode(PROV + "SoftwareAgent"))
    yield from shared.say(agent, LABEL, plain("zhize"))


def provisions(root: Provision, key: str, witness: Witness, *, with_root: bool = False) -> Iterator[Quad]:
    """The tree, in text order; no recursion, since a document may nest as deep as it likes.

    The directive stands for the root, unless something was read from the root's own words.
    """
    order = 0
    if with_root:
        yield from _provision(root, witness.sheet.names.within(key, root.eid), witness.directive, order, witness)
    stack = [(child, witness.directive) for child in reversed(root.children)]
    while stack:
        provision, parent = stack.pop()
        order += 1
        subject = witness.sheet.names.within(key, provision.eid)
        yield from _provision(provision, subject, parent, order, witness)
        stack.extend((child, subject) for child in reversed(provision.children))


def _provision(
    provision: Provision, subject: NamedNode, parent: NamedNode, order: int, witness: Witness
) -> Iterator[Quad]:
    say = witness.sheet.say
    yield from witness.sheet.kind(subject, "Provision")
    yield from say(subject, IS_PART_OF, parent)
    yield from say(subject, kg("inDirective"), witness.directive)
    yield from say(subject, kg("provisionKind"), witness.sheet.names.concept("provision-kind", provision.kind))
    yield from say(subject, ID_LOCAL, plain(provision.eid))
    yield from say(subject, kg("number"), plain(provision.number) if provision.number else None)
    yield from say(subject, kg("heading"), chinese(provision.heading) if provision.heading else None)
    yield from say(subject, kg("path"), plain(provision.path) if provision.path else None)
    yield from say(subject, kg("order"), whole(order))
    yield from witness.place(subject, provision.span)


def _document_type(words: str, witness: Witness) -> Iterator[Quad]:
    if not words:
        return
    names = witness.sheet.names
    key = keys_by_label("document-type").get(words)
    node = names.concept("document-type", key) if key else names.worded("document-type", words)
    yield from witness.sheet.say(witness.directive, kg("documentType"), node)
    if key is None:
        yield from witness.sheet.shared.kind(node, "DocumentType")
        yield from witness.sheet.shared.say(node, LABEL, chinese(words))


def _issuers(issuers: tuple[str, ...], reading: Reading, witness: Witness) -> Iterator[Quad]:
    names, subject, say = witness.sheet.names, witness.directive, witness.sheet.say
    for issuer in issuers:
        node = names.worded("body", issuer)
        yield from say(subject, kg("issuer"), node)
        if witness.sheet.shared.first(node):
            yield from witness.sheet.shared.kind(node, "Body")
            yield from witness.sheet.shared.say(node, LABEL, chinese(issuer))
    for level in sorted({level for bearer in reading.issuers for level in bearer.level.levels}):
        yield from say(subject, kg("issuerLevel"), names.concept("level", level))
