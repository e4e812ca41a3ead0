"""Quads → Turtle with prefixes, sorted: the same quads give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.populate import terms
from kg.populate.names import BASE, KG

_INDIVIDUALS = (
    *("agent", "axiom", "basis", "bearer", "bearer-source", "body", "confidence", "directive", "document-type"),
    *("graph", "issue-code", "level", "mechanism", "mechanism-kind", "modality", "party", "position"),
    *("provision-kind", "scheme", "source-authority", "unread-reason", "who", "work"),
)
# No prefix may be the beginning of another: which of the two the serialiser took would be chance.
PREFIXES: Mapping[str, str] = {
    "dcterms": terms.DCTERMS,
    "eli": terms.ELI,
    "kg": KG,
    "oa": terms.OA,
    "owl": terms.OWL,
    "prov": terms.PROV,
    "rdf": terms.RDF,
    "rdfs": terms.RDFS,
    "skos": terms.SKOS,
    "xsd": terms.XSD,
    **{name: f"{BASE}{name}/" for name in _INDIVIDUALS},
}

_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """All quads as one Turtle document; what graph they are in is left out.

    The serialiser writes its prefixes in no fixed order and whether used or not: they are written anew here.
    """
    triples = sorted({quad.triple for quad in quads}, key=_order)
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    header = _HEADER.match(written)
    body = written[header.end() :] if header else written
    used = (name for name in sorted(prefixes) if f"{name}:".encode() in body)
    lines = [f"@prefix {name}: <{prefixes[name]}> .\n".encode() for name in used]
    return b"".join(lines) + b"\n" + _spaced(body)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    subject, predicate = triple.subject, str(triple.predicate)
    # The type of a thing comes first, as people write it.
    return getattr(subject, "value", str(subject)), predicate != str(terms.TYPE), predicate, str(triple.object)


def _spaced(body: bytes) -> bytes:
    """An empty line between things: line ends are the syntax's own, since a literal's are escaped."""
    return re.sub(rb" \.\n(?=[^\s])", b" .\n\n", body)
