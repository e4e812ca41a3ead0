"""Commands that ask an endpoint in place of a database."""

import json
from collections.abc import Iterator

import pytest

from tests.cli.commands import database, kg
from tests.query.test_cases import load
from tests.store.endpoint import serving

QUERY = "SELECT ?norm { ?norm <https://w3id.org/zhize/ontology#quote> ?quote } ORDER BY ?norm"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """An endpoint with the graph of the question about duties."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")
        with serving(load("duties").store) as address:
            yield f"{address}/sparql"


def test_the_same_output_as_from_a_database(url: str, tmp_path):
    """Questions, explanations and queries, in all their forms."""
    db = database(tmp_path)
    for arguments in (
        ["ask", "duties"],
        ["ask", "duties", "--format", "csv"],
        ["ask", "duties", "--values", "level"],
        ["explain", "a/n2"],
        ["sparql", QUERY],
        ["sparql", QUERY, "--limit", "2"],
        ["sparql", QUERY, "--format", "csv", "--limit", "2"],
        ["sparql", "ASK {}", "--format", "tsv"],
        ["sparql", "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "--format", "turtle", "--limit", "1"],
    ):
        here, there = kg(*arguments, "--db", db), kg(*arguments, "--endpoint", url)
        assert here.returncode == there.returncode == 0, there.stderr
        assert here.stdout
        if arguments[0] != "sparql" or "CONSTRUCT" not in arguments[1]:
            assert there.stdout == here.stdout
    rows = json.loads(kg("sparql", QUERY, "--json", "--endpoint", url).stdout)["results"]["bindings"]
    assert len(rows) > 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "duties", "--endpoint", "nowhere"], "an endpoint is a URL like"),
        (["sparql", "DROP ALL # {", "--endpoint", "{url}"], "DROP is refused"),
        (["sparql", "SELECT * { SERVICE <http://x> {} }", "--endpoint", "{url}"], "SERVICE is refused"),
        (["sparql", "SELECT * {", "--endpoint", "{url}"], "refuses the query"),
        (["explain", "nothing", "--endpoint", "{url}"], "no norm 'nothing'"),
    ],
)
def test_misuse_is_one_line_and_exit_2(arguments: list[str], said: str, url: str):
    """As with a database."""
    done = kg(*(argument.replace("{url}", url) for argument in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
