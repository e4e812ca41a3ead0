"""OWL 2 DL and OWL 2 RL, by the profile checker of the OWL API."""

import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg import resources
from kg.populate import turtle
from kg.populate.terms import OWL
from tests.reason.graphs import five
from tests.reason.hermit import asserted, kept

JARS = Path(__file__).parents[2] / "build" / "robot"
HEADER = "https://w3id.org/zhize/ontology/alignments"


def violations(file, profile, report):
    """What the checker finds; the report's lines but the first."""
    assert shutil.which("java"), "no Java; install a Java runtime"
    assert JARS.is_dir(), "no profile checker; run: make test-java"
    command = ["java", "-cp", f"{JARS}/*", "org.obolibrary.robot.CommandLineInterface"]
    command += ["validate-profile", "--profile", profile, "--input", str(file), "--output", str(report)]
    subprocess.run(command, capture_output=True, check=False)
    first, *rest = report.read_text(encoding="utf-8").splitlines()
    assert first.startswith(f"OWL 2 {profile} Profile Report")
    return rest


def whole():
    """Ontology, alignments, vocabularies and the five directives as one ontology, within the datatypes of OWL 2."""
    here = NamedNode("https://w3id.org/zhize/id/graph/whole")
    # One file holds one ontology: what is said of the alignments as an ontology stays out.
    return [Quad(*triple, here) for triple in kept(asserted(five())) if triple.subject.value != HEADER]


@pytest.mark.java
@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_the_ontology_is_within_the_profile(profile, tmp_path):
    """The ontology by itself, as it is published."""
    assert violations(resources.ontology() / "kg.ttl", profile, tmp_path / "report.txt") == []


@pytest.mark.java
@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_everything_together_is_within_the_profile(profile, tmp_path):
    """With alignments, vocabularies and five directives; xsd:date and xsd:duration, unknown to OWL 2, cut out."""
    file = tmp_path / "whole.ttl"
    file.write_bytes(turtle(whole()))
    assert violations(file, profile, tmp_path / "report.txt") == []


@pytest.mark.java
def test_the_checker_sees_what_is_outside(tmp_path):
    """A union on the right-hand side is in DL and not in RL; a functional transitive property is in neither."""
    text = (resources.ontology() / "kg.ttl").read_text(encoding="utf-8")
    union = "kg:Norm rdfs:subClassOf [ a owl:Class ; owl:unionOf ( kg:Obligation kg:Prohibition ) ] ."
    for name, axiom, outside in (
        ("union", union, ["RL"]),
        ("functional", f"kg:within a <{OWL}FunctionalProperty> .", ["DL", "RL"]),
    ):
        file = tmp_path / f"{name}.ttl"
        file.write_text(f"{text}\n{axiom}\n", encoding="utf-8")
        assert [p for p in ("DL", "RL") if violations(file, p, tmp_path / "report.txt")] == outside
