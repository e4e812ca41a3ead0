"""The ontology in other syntaxes says the same."""

import json
import warnings

import owlready2
import rdflib
from rdflib.compare import isomorphic

from kg import resources
from kg.populate import serialise
from kg.populate.names import KG

FOLDER = resources.ontology()


def json_ld(data):
    """The graph of a JSON-LD document; rdflib's reader warns of itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=data, format="json-ld")


ORIGINAL = rdflib.Graph().parse(FOLDER / "kg.ttl")


def test_the_files_are_what_the_ontology_gives():
    """`python -m kg.populate.serialise` would change nothing, and gives the same bytes each time."""
    made = serialise.generate(FOLDER)
    assert made == serialise.generate(FOLDER)
    assert {name: (FOLDER / name).read_bytes() for name in made} == made


def test_a_stale_file_is_told(tmp_path, monkeypatch, capsys):
    """Where a file is missing, the check says which and what to run; running it mends it."""
    (tmp_path / "kg.ttl").write_bytes((FOLDER / "kg.ttl").read_bytes())
    monkeypatch.setattr("kg.resources.ontology", lambda: tmp_path)
    assert serialise.main(["--check"]) == 1
    assert "kg.owl" in capsys.readouterr().err
    assert serialise.main([]) == 0
    assert serialise.main(["--check"]) == 0


def test_rdf_xml_and_json_ld_hold_the_same_graph():
    """Each is read by rdflib as the graph of the Turtle file, lists and restrictions included."""
    assert isomorphic(rdflib.Graph().parse(FOLDER / "kg.owl", format="xml"), ORIGINAL)
    assert isomorphic(json_ld((FOLDER / "kg.jsonld").read_text(encoding="utf-8")), ORIGINAL)


def test_owlready_opens_the_rdf_xml():
    """The file for Protégé opens in owlready2 as it is: classes, characteristics, the chain."""
    ontology = owlready2.World().get_ontology((FOLDER / "kg.owl").as_uri()).load()
    space = ontology.get_namespace(KG)
    assert space.Norm in space.Obligation.ancestors()
    assert owlready2.TransitiveProperty in space.within.is_a
    assert [chain.properties for chain in space.appliesTo.get_property_chain()] == [[space.fallsOn, space.reaches]]


def test_the_context_lets_data_speak_plainly():
    """Names without prefix become our terms, and values become IRIs or typed values."""
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    data = {
        "@context": context,
        "@id": "urn:n",
        "@type": "Obligation",
        "bearer": "urn:b",
        "order": 3,
        "checkable": True,
    }
    graph = json_ld(json.dumps(data))
    space = rdflib.Namespace(KG)
    assert (rdflib.URIRef("urn:n"), space.bearer, rdflib.URIRef("urn:b")) in graph
    assert (rdflib.URIRef("urn:n"), space.order, rdflib.Literal(3)) in graph
    assert (rdflib.URIRef("urn:n"), rdflib.RDF.type, space.Obligation) in graph
