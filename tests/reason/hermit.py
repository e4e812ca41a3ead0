"""Triples → what an OWL DL reasoner, HermiT in owlready2, makes of them.

The cut: xsd:date and xsd:duration are no datatypes of OWL 2, and HermiT refuses an ontology that uses them. Triples
with such a value are left out, and nothing else is: no axiom speaks of these values.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import owlready2
from owlready2.reasoning import _HERMIT_CLASSPATH
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse, serialize

from kg.populate.names import BASE, KG
from kg.populate.terms import DATE, DURATION, OWL, RDF, RDFS, TYPE

CUT = frozenset({DATE, DURATION})
SPACE = "https://w3id.org/zhize/test#"
MEMORY = 4000
NOTHING = f"{OWL}Nothing"

_IRI = re.compile("<([^>]*)>")
_TYPE = re.compile("Type[(] <([^>]*)> <([^>]*)> [)]")
_EMPTY = re.compile(f"(?:EquivalentClasses|SubClassOf)[(][^)\n]*<{NOTHING}>[^)\n]*[)]")

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


@dataclass(frozen=True, slots=True)
class Derived:
    """What HermiT says of a graph: classes that can have no member, and the members of each class by its short name."""

    classes: int
    impossible: tuple[str, ...]
    members: Mapping[str, frozenset[str]]

    def of(self, name: str) -> frozenset[str]:
        """The individuals of a class of the test's own."""
        return self.members.get(SPACE + name, frozenset())


class Inconsistent(Exception):
    """Nothing can be as the triples say."""


def reasoned(triples: Iterable[Triple], *options: str) -> Derived:
    """The triples as owlready2 reads them, through the HermiT that it brings.

    ``-c`` places the classes, ``-I`` the individuals. owlready2 itself always asks for the order of the properties too,
    which takes minutes on the individuals of five directives, and which nothing here needs.
    """
    with tempfile.TemporaryDirectory() as folder:
        original, read = Path(folder, "graph.nt"), Path(folder, "read.nt")
        original.write_bytes(serialize(kept(triples), format=RdfFormat.N_TRIPLES))
        world = owlready2.World()
        world.get_ontology(original.as_uri()).load()
        world.save(str(read), format="ntriples")
        command = [owlready2.JAVA_EXE, f"-Xmx{MEMORY}M", "-cp", _HERMIT_CLASSPATH]
        command += ["org.semanticweb.HermiT.cli.CommandLine", *options, read.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    said = done.stdout + done.stderr
    if "Inconsistent ontology" in said or "InconsistentOntologyException" in said:
        raise Inconsistent
    assert done.returncode == 0, said[-2000:]
    members: dict[str, set[str]] = defaultdict(set)
    for thing, kind in _TYPE.findall(said):
        members[kind].add(thing)
    return Derived(
        classes=len(list(world.classes())),
        impossible=tuple(
            sorted(name for line in _EMPTY.findall(said) for name in _IRI.findall(line) if name != NOTHING)
        ),
        members={kind: frozenset(things) for kind, things in members.items()},
    )


def consistent(triples: Iterable[Triple]) -> bool:
    """Whether HermiT finds the triples consistent."""
    try:
        reasoned(triples, "-c")
    except Inconsistent:
        return False
    return True
