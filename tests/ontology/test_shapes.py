"""The shapes: what is populated conforms, and each constraint refuses an example of its own."""

import re

import pyshacl
import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, serialize
from rdflib import RDF, SH, Literal, URIRef

from kg import resources
from kg.reason import conformance
from tests.reason.graphs import five
from tests.reason.hermit import asserted

SHAPES = rdflib.Graph().parse(resources.ontology() / "shapes.ttl")
PROPERTY_SHAPES = sorted(SHAPES.subjects(RDF.type, SH.PropertyShape))
COMPONENTS = {
    SH.minCount: SH.MinCountConstraintComponent,
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.datatype: SH.DatatypeConstraintComponent,
    SH["class"]: SH.ClassConstraintComponent,
    SH.nodeKind: SH.NodeKindConstraintComponent,
    SH["in"]: SH.InConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH.minLength: SH.MinLengthConstraintComponent,
    SH.minInclusive: SH.MinInclusiveConstraintComponent,
    SH.lessThan: SH.LessThanConstraintComponent,
    SH.lessThanOrEquals: SH.LessThanOrEqualsConstraintComponent,
}
WRONG = (
    URIRef("urn:nothing-of-the-kind"),
    Literal("不对", lang="en"),
    Literal(""),
    Literal("", lang="zh"),
    Literal(-1),
    Literal("@ @"),
)


def report(graph):
    _, found, _ = pyshacl.validate(graph, shacl_graph=SHAPES, inference="none")
    return found


def triples(graph):
    return rdflib.Graph().parse(data=serialize(graph, format=RdfFormat.N_TRIPLES), format="nt")


def examples():
    """For each property shape, things of its class that have nothing, too much, and each wrong value."""
    graph = rdflib.Graph()
    for shape in PROPERTY_SHAPES:
        path = SHAPES.value(shape, SH.path)
        kind = SHAPES.value(SHAPES.value(None, SH.property, shape), SH.targetClass)

        def thing(name, *values, kind=kind, path=path, shape=shape):
            node = URIRef(f"{shape}/{name}")
            graph.add((node, RDF.type, kind))
            for value in values:
                graph.add((node, path, value))
            return node

        thing("nothing")
        thing("many", *(Literal(str(number)) for number in range(4)))
        for number, value in enumerate(WRONG):
            thing(f"wrong-{number}", value)
        for bound in (SH.lessThan, SH.lessThanOrEquals):
            if other := SHAPES.value(shape, bound):
                graph.add((thing("above", Literal(9)), other, Literal(3)))
    return graph


@pytest.fixture(scope="module")
def refused():
    found = report(examples())
    return {
        (found.value(result, SH.sourceShape), found.value(result, SH.sourceConstraintComponent))
        for result in found.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=lambda shape: shape.rsplit("/", 1)[1])
def test_each_constraint_refuses_an_example(shape, refused):
    """No constraint of a shape is idle: each has an example that it reports, and the table above knows them all."""
    stated = {predicate for predicate in SHAPES.predicates(shape) if predicate not in (RDF.type, SH.path)}
    assert stated <= set(COMPONENTS)
    assert {(shape, COMPONENTS[predicate]) for predicate in stated} <= refused


def test_every_shape_is_used_and_every_property_shape_belongs_to_one():
    """A property shape that no node shape names would never be looked at."""
    assert {*SHAPES.objects(None, SH.property)} == set(PROPERTY_SHAPES)
    assert all(SHAPES.value(shape, SH.targetClass) for shape in SHAPES.subjects(RDF.type, SH.NodeShape))


def test_everything_populated_has_a_shape():
    """Each class with members in the graph, and each property of theirs, is spoken of by a shape."""
    told = set(_told())
    graph = triples({triple for triple in asserted(five()) if "/axiom/" not in str(triple.subject)})
    silent = set()
    for subject in set(graph.subjects()):
        kinds = set(graph.objects(subject, RDF.type))
        if not kinds or any(str(kind).startswith("http://www.w3.org/2002/07/owl#") for kind in kinds):
            continue
        for path in set(graph.predicates(subject)) - {RDF.type}:
            if not any((kind, path) in told for kind in kinds):
                silent.add((*sorted(kinds), path))
    assert silent == set()


def _told():
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        for kind in SHAPES.objects(shape, SH.targetClass):
            for inner in SHAPES.objects(shape, SH.property):
                yield kind, SHAPES.value(inner, SH.path)


def test_a_directive_conforms():
    """What is read from a directive that comes with the package fits the shapes, with the vocabularies it names."""
    key = "central-2019-life-meeting-notice"
    base = "https://w3id.org/zhize/id/graph/"
    graphs = {f"{base}{name}" for name in (key, "shared", "vocabulary", "ontology")}
    kept = {quad.triple for quad in five() if quad.graph_name.value in graphs}
    assert [str(line) for line in report(triples(kept)).objects(None, SH.resultMessage)] == []


def store_of(triples):
    store = Store()
    store.load(triples.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    return store


def test_our_engine_finds_what_pyshacl_finds():
    """On every example of every shape, the queries name the same things, shapes and constraints."""
    examples_ = examples()
    oracle = report(examples_)
    expected = {
        (
            str(oracle.value(result, SH.focusNode)),
            str(oracle.value(result, SH.sourceShape)).rsplit("/", 1)[1],
            component,
        )
        for result in oracle.subjects(RDF.type, SH.ValidationResult)
        for component in [oracle.value(result, SH.sourceConstraintComponent)]
    }
    names = {str(key).removeprefix(str(SH)): component for key, component in COMPONENTS.items()}
    found = {
        (
            finding.entity,
            finding.check.removeprefix("shape "),
            names[re.search(r"does not fit (\w+)", finding.message)[1]],
        )
        for finding in conformance(store_of(examples_))
    }
    assert found == expected
    assert len(found) > 500


def test_the_five_directives_conform():
    """Everything in the graph that comes with the package fits its shapes."""
    assert conformance(five()) == ()
