"""A checker that has never refused anything proves nothing: each refuses the mistakes that it claims to see."""

from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg import resources
from kg.populate import BASE, knowledge
from kg.reason import findings
from tests.reason.hermit import consistent

FOLDER = Path(__file__).parent / "canary"

SEEN = {
    # the mistake: the check that names it, the shape that names it (shapes speak of what is populated only)
    "disjointness": ("disjoint-classes", None),
    "functional": ("functional-property", "evidence-start"),
    "range": ("range", "provision-order"),
    "level-order": ("level-order", None),
    "all-disjoint": ("disjoint-classes", "norm-modality"),
}


def triples(name):
    """Ontology and vocabularies, with one canary."""
    canary = {quad.triple for quad in parse(path=str(FOLDER / f"{name}.ttl"), format=RdfFormat.TURTLE)}
    return {quad.triple for quad in knowledge()} | canary


def found(name):
    store = Store()
    store.extend(Quad(*triple, NamedNode(f"{BASE}graph/canary")) for triple in triples(name))
    return {finding.check for finding in findings(store)}


def refused(name):
    """The property shapes that the canary violates."""
    graph = rdflib.Graph().parse(data=serialize(triples(name), format=RdfFormat.N_TRIPLES), format="nt")
    shapes = rdflib.Graph().parse(resources.ontology() / "shapes.ttl")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return {str(shape).rsplit("/", 1)[1] for shape in report.objects(None, rdflib.SH.sourceShape)}


def test_every_canary_is_in_the_table():
    """There are five ways to be wrong, and one to be right."""
    assert {path.stem for path in FOLDER.glob("*.ttl")} == {*SEEN, "right"}


@pytest.mark.java
@pytest.mark.parametrize("name", sorted(SEEN))
def test_the_reasoner_refuses_it(name):
    """HermiT finds each canary inconsistent."""
    assert not consistent(triples(name))


@pytest.mark.java
def test_the_reasoner_takes_what_is_right():
    """It was the mistake that HermiT refused."""
    assert consistent(triples("right"))


@pytest.mark.parametrize("name", sorted(SEEN))
def test_the_checks_find_it(name):
    """The check that claims to see the mistake says so, and sees nothing in the graph that is right."""
    check, _ = SEEN[name]
    assert check in found(name)
    assert check not in found("right")


@pytest.mark.parametrize("name", sorted(name for name, (_, shape) in SEEN.items() if shape))
def test_the_shapes_find_it(name):
    """The shape that claims to see the mistake reports it."""
    _, shape = SEEN[name]
    assert shape in refused(name)
