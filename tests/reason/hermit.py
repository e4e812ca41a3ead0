"""Triples → what an OWL DL reasoner, HermiT in owlready2, makes of them.

The cut: xsd:date and xsd:duration are no datatypes of OWL 2, and HermiT refuses an ontology that uses them. Triples
with such a value are left out, and nothing else is: no axiom speaks of these values.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import owlready2
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse, serialize

from kg.populate.names import BASE, KG
from kg.populate.terms import DATE, DURATION, OWL, RDF, RDFS, TYPE

CUT = frozenset({DATE, DURATION})
SPACE = "https://w3id.org/zhize/test#"
MEMORY = 4000

OF_THE_REASONING = frozenset(
    KG + name
    for name in (
        *("who", "kindOf", "memberOf", "actsFor", "groupMember", "namesPart", "directlyAbove"),
        *("statedLevel", "levelKind", "bearer", "bearerSource", "inDirective", "addressee"),
    )
)
"""The properties of individuals that reaching and falling on are derived from."""


ON_PROPERTIES = frozenset(
    {f"{RDFS}subPropertyOf", f"{OWL}propertyChainAxiom", f"{OWL}inverseOf", f"{RDF}first", f"{RDF}rest"}
)
KINDS = frozenset(
    (TYPE, NamedNode(f"{OWL}{kind}")) for kind in ("ObjectProperty", "DatatypeProperty", "TransitiveProperty")
)


def kept(triples: Iterable[Triple]) -> set[Triple]:
    """The triples that an OWL 2 reasoner takes; lists and restrictions, which the graph names, are blank again."""
    return {
        Triple(_blank(t.subject), t.predicate, _blank(t.object))
        for t in triples
        if not (isinstance(t.object, Literal) and t.object.datatype in CUT)
    }


def _blank(node: NamedNode | BlankNode | Literal) -> NamedNode | BlankNode | Literal:
    """OWL wants restrictions and lists without a name."""
    named = isinstance(node, NamedNode) and node.value.startswith(f"{BASE}axiom/")
    return BlankNode(node.value.rsplit("/", 1)[1].replace("-", "x")) if named else node


def asserted(store: Store) -> set[Triple]:
    """Everything that is said and nothing that our rules inferred."""
    return {quad.triple for quad in store if quad.graph_name.value != f"{BASE}graph/inferred"}


def ontology(store: Store) -> set[Triple]:
    """The axioms of the ontology and its alignments."""
    return {quad.triple for quad in store if quad.graph_name.value == f"{BASE}graph/ontology"}


def slice_of(store: Store, kinds: Iterable[str]) -> set[Triple]:
    """The axioms on properties, with what is asserted by some of them of individuals of some kinds (``who``, ``bearer``).

    Axioms on classes derive none of the relations asked for; the test of consistency has them all.
    """
    prefixes = tuple(f"{BASE}{kind}/" for kind in kinds)
    wanted = {t for t in asserted(store) if t.predicate.value in OF_THE_REASONING}
    axioms = {t for t in ontology(store) if t.predicate.value in ON_PROPERTIES or (t.predicate, t.object) in KINDS}
    return axioms | {t for t in wanted if t.subject.value.startswith(prefixes)}


def turtle(text: str) -> set[Triple]:
    """Axioms written by hand."""
    return {quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)}


def loaded(triples: Iterable[Triple]) -> owlready2.World:
    """The triples, in owlready2."""
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.nt")
        path.write_bytes(serialize(kept(triples), format=RdfFormat.N_TRIPLES))
        world.get_ontology(path.as_uri()).load()
    return world


def reasoned(triples: Iterable[Triple]) -> owlready2.World:
    """The world with what HermiT derives; ``OwlReadyInconsistentOntologyError`` where nothing can be as it says."""
    world = loaded(triples)
    owlready2.reasoning.JAVA_MEMORY = MEMORY
    owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def consistent(triples: Iterable[Triple]) -> bool:
    """Whether HermiT finds the triples consistent."""
    try:
        reasoned(triples)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return True


def instances(world: owlready2.World, name: str) -> set[str]:
    """The individuals of a class of the test's own."""
    rows = world.sparql("SELECT ?thing WHERE { ?thing a ?? . }", [world[SPACE + name]])
    return {row[0].iri for row in rows}
