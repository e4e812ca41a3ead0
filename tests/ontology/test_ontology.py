"""The ontology as a whole: complete, importing nothing, readable by others' tools, within OWL 2 RL."""

import re

import owlready2
import pyshacl
import pytest
import rdflib
from pyoxigraph import RdfFormat, serialize
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from kg import resources
from kg.populate import knowledge, quads
from kg.populate.names import KG
from tests.populate.builders import metadata
from tests.populate.test_quads import whole

FOLDER = resources.ontology()
MINE = rdflib.Namespace(KG)
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def parsed(*names):
    graph = rdflib.Graph()
    for name in names:
        graph.parse(FOLDER / name)
    return graph


GRAPH = parsed("kg.ttl", "alignments.ttl")
TERMS = sorted({term for kind in KINDS for term in GRAPH.subjects(RDF.type, kind) if term.startswith(KG)})


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(KG))
def test_every_term_is_labelled_and_defined(term):
    """Label and definition in zh and en, once each, and a place where it is defined."""
    for predicate in (RDFS.label, SKOS.definition):
        assert sorted(value.language for value in GRAPH.objects(term, predicate)) == ["en", "zh"]
    assert GRAPH.value(term, RDFS.isDefinedBy)


def test_labels_are_not_shared_by_classes_or_properties():
    """One word per idea, among the classes and among the properties."""
    for kinds in ((OWL.Class,), (OWL.ObjectProperty, OWL.DatatypeProperty)):
        terms = [term for term in TERMS if any((term, RDF.type, kind) in GRAPH for kind in kinds)]
        labels = [label for term in terms for label in GRAPH.objects(term, RDFS.label) if label.language == "en"]
        assert len(labels) == len(set(labels))


def test_examples_stand_beside_most_terms():
    """A reader sees a term in the words of a directive."""
    assert sum((term, SKOS.example, None) in GRAPH for term in TERMS) >= len(TERMS) // 2


def test_nothing_is_imported_and_metadata_are_complete():
    """Both files load without a network and say what they are."""
    assert not list(GRAPH.triples((None, OWL.imports, None)))
    for ontology in GRAPH.subjects(RDF.type, OWL.Ontology):
        for needed in (
            OWL.versionIRI,
            OWL.versionInfo,
            DCTERMS.license,
            DCTERMS.creator,
            DCTERMS.title,
            DCTERMS.description,
        ):
            assert (ontology, needed, None) in GRAPH, (ontology, needed)


def test_every_term_of_ours_that_is_used_is_declared():
    """Neither the vocabularies, the rules, the checks, the shapes nor the questions use a term that is not there."""
    known = {term.removeprefix(KG) for term in TERMS}
    for folder in (FOLDER / "rules", FOLDER / "checks", resources.queries()):
        for path in folder.glob("*.rq"):
            used = set(re.findall(r"\bkg:(\w+)", path.read_text(encoding="utf-8")))
            assert used <= known, path.name
    graph = parsed("shapes.ttl", *(f"vocabulary/{path.name}" for path in (FOLDER / "vocabulary").glob("*.ttl")))
    used = {node for triple in graph for node in triple if isinstance(node, URIRef) and node.startswith(KG)}
    assert used <= set(TERMS)


def test_external_terms_are_declared():
    """Each class and property of others that an axiom names has a declaration, so that no tool must fetch it."""
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, SKOS.closeMatch)
    named = {value for axiom in axioms for value in GRAPH.objects(None, axiom) if isinstance(value, URIRef)}
    declared = {term for kind in (*KINDS, OWL.AnnotationProperty) for term in GRAPH.subjects(RDF.type, kind)}
    assert {term for term in named - declared if not term.startswith(str(rdflib.XSD))} == set()


def test_within_owl_rl():
    """No axiom that OWL 2 RL leaves out: no union, existential or cardinality where a class stands on the right."""
    for name in (
        "unionOf",
        "complementOf",
        "someValuesFrom",
        "minCardinality",
        "cardinality",
        "disjointUnionOf",
        "hasSelf",
    ):
        assert not list(GRAPH.triples((None, OWL[name], None))), name
    characteristics = {kind for term in TERMS for kind in GRAPH.objects(term, RDF.type)}
    assert OWL.ReflexiveProperty not in characteristics


def test_properties_that_close_over_others_are_not_restricted():
    """OWL 2 DL: what is transitive or has a chain may be neither functional nor irreflexive nor asymmetric."""
    complex_ = set(GRAPH.subjects(RDF.type, OWL.TransitiveProperty)) | set(GRAPH.subjects(OWL.propertyChainAxiom, None))
    simple = (OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty)
    assert complex_
    for term in complex_:
        supers = set(GRAPH.transitive_objects(term, RDFS.subPropertyOf))
        assert not [upper for upper in supers if any((upper, RDF.type, kind) in GRAPH for kind in simple)]


def test_the_chain_says_what_the_rule_says():
    """AppliesTo is fallsOn followed by reaches, as an axiom too."""
    chain = GRAPH.value(MINE.appliesTo, OWL.propertyChainAxiom)
    assert list(rdflib.collection.Collection(GRAPH, chain)) == [MINE.fallsOn, MINE.reaches]


def test_owlready_opens_it_as_it_is(tmp_path):
    """Ontology and vocabularies load in owlready2, with classes and individuals in place."""
    path = tmp_path / "all.nt"
    path.write_bytes(serialize({quad.triple for quad in knowledge()}, format=RdfFormat.N_TRIPLES))
    world = owlready2.World()
    ontology = world.get_ontology(path.as_uri()).load()
    space = ontology.get_namespace(KG)
    assert space.Norm in space.Obligation.ancestors()
    assert len(list(space.Level.instances())) == 6


def test_every_concept_has_a_class_of_ours():
    """The class that a scheme's concepts belong to is in the ontology."""
    graph = parsed(*(f"vocabulary/{path.name}" for path in (FOLDER / "vocabulary").glob("*.ttl")))
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert set(graph.objects(concept, RDF.type)) & set(TERMS), concept


def shapes_on(graph):
    _, _, words = pyshacl.validate(graph, shacl_graph=parsed("shapes.ttl"), inference="none")
    return words


def populated():
    graph = rdflib.Graph()
    triples = {quad.triple for quad in (*knowledge(), *quads(whole(), metadata()))}
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return graph


def test_what_is_populated_fits_its_shapes():
    """A graph of one of everything conforms."""
    assert "Conforms: True" in shapes_on(populated())


@pytest.mark.parametrize("name", ["quote", "modality", "bearerSource", "inProvision", "evidence"])
def test_shapes_see_what_is_missing(name):
    """A norm without one of its parts does not conform."""
    graph = populated()
    graph.remove((URIRef("https://w3id.org/zhize/id/directive/000/item_1__norm_1"), MINE[name], None))
    assert f"kg:{name}" in shapes_on(graph) or MINE[name] in shapes_on(graph)
