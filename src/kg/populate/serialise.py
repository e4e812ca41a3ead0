"""The ontology in Turtle (edited by hand) → RDF/XML, JSON-LD and a JSON-LD context (generated).

python -m kg.populate.serialise            writes ontology/kg.owl, kg.jsonld and context.jsonld
python -m kg.populate.serialise --check    exit 1 where a file is not what the ontology says
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg import resources
from kg.populate.names import BASE, KG
from kg.populate.terms import OWL, RDFS, TYPE
from kg.populate.turtle import PREFIXES

Node = NamedNode | BlankNode | Literal

NAMESPACES = {
    **{name: iri for name, iri in PREFIXES.items() if not iri.startswith(BASE)},
    "bibo": "http://purl.org/ontology/bibo/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
}
_ROOT = re.compile(rb"<rdf:RDF[^>]*>")
_ATTRIBUTE = re.compile(rb'\s[\w:]+="[^"]*"')
_RANGE = NamedNode(f"{RDFS}range")


def generate(folder: Path) -> dict[str, bytes]:
    """File name → bytes of what the ontology in ``folder`` gives; the same ontology gives the same bytes."""
    triples = _read(folder / "kg.ttl")
    context = _context(triples)
    graph = {"@context": context, "@graph": _nodes(triples)}
    return {
        "context.jsonld": _json({"@context": context}),
        "kg.jsonld": _json(graph),
        "kg.owl": _xml(triples),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the files, or compare them."""
    folder = resources.ontology()
    stale = {
        name: content
        for name, content in generate(folder).items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content
    }
    if "--check" in arguments:
        sys.stderr.writelines(
            f"{name}: not what kg.ttl says; run python -m kg.populate.serialise\n" for name in sorted(stale)
        )
        return 1 if stale else 0
    for name, content in stale.items():
        (folder / name).write_bytes(content)
    return 0


def _read(path: Path) -> list[Triple]:
    """The triples in a fixed order, blank nodes numbered as they come."""
    numbers: dict[str, int] = {}

    def fixed(node: Node) -> Node:
        if isinstance(node, BlankNode):
            return BlankNode(f"b{numbers.setdefault(node.value, len(numbers) + 1):03d}")
        return node

    # The parser ends a property list before the triple that it is the value of: the file's order numbers them alike.
    triples = [
        Triple(fixed(quad.subject), quad.predicate, fixed(quad.object))  # type: ignore[arg-type]  # a subject stays one
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    ]
    return sorted(triples, key=_order)


def _order(triple: Triple) -> tuple[bool, str, bool, str, str]:
    subject = triple.subject
    return (
        isinstance(subject, BlankNode),
        str(subject),
        triple.predicate != TYPE,
        triple.predicate.value,
        str(triple.object),
    )


def _xml(triples: Iterable[Triple]) -> bytes:
    """The serialiser writes its prefixes in no fixed order: they are sorted."""
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=NAMESPACES) or b""
    return (
        _ROOT.sub(lambda root: b"<rdf:RDF" + b"".join(sorted(_ATTRIBUTE.findall(root[0]))) + b">", written, 1) + b"\n"
    )


def _context(triples: Iterable[Triple]) -> dict[str, Any]:
    """Prefixes, and each property of ours under its own name, so that data need not say which values are IRIs."""
    known = list(triples)
    ranges = {triple.subject: triple.object for triple in known if triple.predicate == _RANGE}
    terms: dict[str, Any] = {}
    for triple in known:
        subject = triple.subject
        if triple.predicate != TYPE or not isinstance(subject, NamedNode) or not subject.value.startswith(KG):
            continue
        name, kind = subject.value.removeprefix(KG), getattr(triple.object, "value", "")
        if kind == f"{OWL}ObjectProperty":
            terms[name] = {"@id": f"kg:{name}", "@type": "@id"}
        elif kind == f"{OWL}DatatypeProperty":
            value = ranges.get(subject)
            terms[name] = {"@id": f"kg:{name}", **({"@type": _short(value)} if isinstance(value, NamedNode) else {})}
        elif kind == f"{OWL}Class":
            terms[name] = f"kg:{name}"
    return {**dict(sorted(NAMESPACES.items())), **dict(sorted(terms.items()))}


def _nodes(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        node, value = nodes[_name(triple.subject)], triple.object
        if triple.predicate == TYPE:
            node["@type"].append(_name(value))
        else:
            node[_short(triple.predicate)].append(_value(value))
    return [{"@id": name, **dict(said)} for name, said in nodes.items()]


def _value(value: Node | Triple) -> str | dict[str, str]:
    if isinstance(value, Literal):
        if value.language:
            return {"@language": value.language, "@value": value.value}
        return value.value if value.datatype.value.endswith("#string") else _typed(value)
    return {"@id": _name(value)}


def _typed(value: Literal) -> dict[str, str]:
    return {"@type": _short(value.datatype), "@value": value.value}


def _name(node: Node | Triple) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else _short(node)


def _short(node: Node | Triple) -> str:
    """A term with its prefix, where it has one."""
    iri = getattr(node, "value", str(node))
    for prefix, space in NAMESPACES.items():
        if iri.startswith(space) and "/" not in iri.removeprefix(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
