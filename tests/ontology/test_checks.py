"""Each check passes what is right and finds what is wrong."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg import resources
from kg.reason import findings
from kg.reason.checks import Gravity, look
from kg.reason.headers import read_folder
from tests.populate.builders import ALL, bearer, cadence, norm, reading, unread
from tests.reason.graphs import store_of

CASES = Path(__file__).parent / "checks"
CHECKS = read_folder(resources.ontology() / "checks")


def graph(path):
    store = Store()
    here = NamedNode("https://w3id.org/zhize/id/graph/test")
    store.extend(Quad(q.subject, q.predicate, q.object, here) for q in parse(path=str(path), format=RdfFormat.TURTLE))
    return store


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_tells_right_from_wrong(check):
    """There is a graph that passes and one that fails, and a header that says what to do."""
    assert not list(look(graph(CASES / check.name / "pass.ttl"), check))
    found = list(look(graph(CASES / check.name / "fail.ttl"), check))
    assert found
    assert all(finding.message for finding in found)
    assert {"Check (zh)", "Check (en)", "Severity", "Remedy"} <= set(check.fields)
    assert check.fields["Severity"] in set(Gravity)


def test_no_case_without_a_check():
    """A folder whose check is gone is gone too."""
    assert {path.name for path in CASES.iterdir()} == {check.name for check in CHECKS}


def test_the_ontology_and_a_populated_graph_have_no_findings():
    """What we ship, and what we populate, passes every check."""
    store = store_of(
        reading(
            norm(1, bearer("党员", "party-member"), cadence=(cadence(count=">=1", per="P1Y"),)),
            norm(2),
            unread=(unread(),),
            addressees=(bearer("各地区", "region", level=ALL),),
        )
    )
    assert findings(store) == ()


def test_findings_are_sorted_and_read_as_a_line():
    """One finding is one line: how grave, which check, on what, what is wrong, what to do."""
    store = graph(CASES / "directive-title" / "fail.ttl")
    found = findings(store)
    assert list(found) == sorted(found)
    line = next(str(finding) for finding in found if finding.check == "directive-title")
    assert (
        line
        == "error: directive-title: <https://w3id.org/zhize/id/test/d> has no title; give it one in its metadata file"
    )
