"""A query from outside may read and nothing else: no update, no request to another host, whatever way it is written."""

import random
import string

import pyoxigraph as ox
import pytest

from kg.errors import BadQuery
from kg.query.guard import MAX_LENGTH, check

ALLOWED = [
    "SELECT * { ?s ?p ?o }",
    "# SERVICE\nASK { ?s ?p ?o }",
    'SELECT * { ?s ?p "SERVICE <http://x> { }" }',
    "SELECT * { ?s ?p 'it''s SERVICE' }",
    'SELECT * { ?s ?p """a "quoted" SERVICE""" }',
    "SELECT * { ?s ?p '''a 'quoted' SERVICE''' }",
    "SELECT * { <http://x/service#> ?p ?o }",
    "PREFIX ex: <http://x/> SELECT * { ex:service ex:SERVICE ?service . $service ?p _:service }",
    "PREFIX ex: <http://x/> SELECT * { ex:a\\#b ?p 'x'@en } # SERVICE",
    "SELECT * { ?s ?p ?o FILTER (?o < 3 && ?o > 1) }",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "DESCRIBE <http://x/insert>",
    "BASE <http://x/> SELECT * { <service> ?p ?insert }",
]
SERVICE = [
    "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x> { ?s ?p ?o } }",
    "SELECT*{SERVICE?x{?s ?p ?o}}",
    "SELECT * { ?s ?p 'a' . SERVICE <http://x> { } }",
    "SELECT * { ?s ?p true.SERVICE <http://x> { } }",
    "PREFIX : <http://x/> SELECT * { ?s ?p true.SERVICE:foo { ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * { ?s ?p 1.SERVICE:foo { ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * { SERVICE:foo { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE#>\n<http://x> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<'>' && true) SERVICE <http://x> { } FILTER('a' = 'a') }",
    'SELECT * { FILTER(1<"#>") SERVICE <http://x> { } }',
    "PREFIX ex: <http://x/> SELECT * { ex:a\\# ?p ?o . SERVICE <http://x> { } }",
    "PREFIX ex: <http://x/> SELECT * { ex:a\\' ?p ?o . SERVICE <http://x> { } } # '",
    'SELECT * { ?s ?p "\\\\" . SERVICE <http://x> { } } # "',
    "SELECT * { ?s ?p '''x''' . SERVICE <http://x> { } } # '''",
    "SELECT * { { SELECT * { SERVICE <http://x> { } } } }",
    "ASK { OPTIONAL { SERVICE <http://x> { } } }",
    "SELECT * { ?s ?p ?o } #\r SERVICE <http://x> { }",
]


@pytest.mark.parametrize("query", ALLOWED)
def test_queries_that_read_are_allowed(query: str):
    """The word may stand in strings, comments, IRIs, names and variables."""
    check(query)


@pytest.mark.parametrize("query", SERVICE)
def test_service_is_refused(query: str):
    """However it is hidden."""
    with pytest.raises(BadQuery, match="SERVICE is refused"):
        check(query)


@pytest.mark.parametrize(
    "word", ["INSERT DATA", "DELETE WHERE", "LOAD", "CLEAR ALL", "drop all", "CREATE GRAPH", "WITH"]
)
def test_updates_are_refused_by_name(word: str):
    """Also after prefixes and comments."""
    with pytest.raises(BadQuery, match="is refused: only SELECT, ASK, CONSTRUCT and DESCRIBE"):
        check(f"# c\nPREFIX ex: <http://x/>\n{word} {{ }}")


def test_a_query_without_end_is_refused():
    """The limit is said."""
    with pytest.raises(BadQuery, match="at most 1,000,000"):
        check(" " * (MAX_LENGTH + 1))


def reaches_out(query: str) -> bool:
    """Whether the store itself would make a request for the query: to a port that no client may use."""
    try:
        list(ox.Store().query(query))  # type: ignore[call-overload]  # only SELECT comes here
    except OSError as error:
        return "not allowed" in str(error)
    except SyntaxError:
        return False
    return False


PIECES = [
    "SERVICE",
    "<http://127.0.0.1:9/>",
    "{",
    "}",
    "{ }",
    "?s",
    "?p",
    "?o",
    ".",
    ";",
    " ",
    "\n",
    "#",
    "'",
    '"',
    "'''",
    '"""',
    "<",
    ">",
    "(",
    ")",
    "FILTER",
    "1",
    "<2)",
    "true",
    "ex:a",
    ":",
    "\\#",
    "\\'",
    "\\",
    "&&",
    "'a'",
    '"b"',
    "OPTIONAL",
    "@en",
    "?s?p?o",
]


def test_no_query_that_reaches_out_is_allowed():
    """Queries thrown together from pieces that hide things: what the store would send out, the guard refuses."""
    chance = random.Random(20)
    reached = 0
    for _ in range(30_000):
        middle = "".join(chance.choice(PIECES) for _ in range(chance.randrange(8)))
        hidden = chance.choice(
            ["SERVICE <http://127.0.0.1:9/> { }", "SERVICE<http://127.0.0.1:9/>{}", "SERVICE:x{}", "SERVICE#'\"\n:x{}"]
        )
        after = "".join(chance.choice(PIECES) for _ in range(chance.randrange(5)))
        query = f"PREFIX : <http://127.0.0.1:9/> PREFIX ex: <a:> SELECT * {{ {middle}{hidden}{after} }}"
        if reaches_out(query):
            reached += 1
            with pytest.raises(BadQuery):
                check(query)
    assert reached > 100


@pytest.mark.parametrize("piece", ["a.", '"', "'", "<a", "\\", '"""', "a:", "#", "'''a'", "<'", "a-", "\\'"])
def test_scanning_is_linear(piece: str):
    """No text makes the scan slow."""
    text = piece * (MAX_LENGTH // len(piece))
    check(text) if "service" not in text else None


def test_any_text_is_scanned():
    """Random characters are allowed or refused, and nothing else."""
    chance = random.Random(7)
    for _ in range(500):
        text = "".join(chance.choice(string.printable + "一\ud800\u2028") for _ in range(60))
        try:
            check(text)
        except BadQuery:
            continue
