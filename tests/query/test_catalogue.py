"""The questions describe themselves, and a header that lacks something is refused with everything that it lacks."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import resources
from kg.errors import QueryError, UnknownQuery
from kg.query.catalogue import parse, question, questions

GOOD = """\
# Question (zh): 问什么？
# Question (en): What?
# Graphs: the default graph is the union of all named graphs
# Parameter: level (position level = county) which level
# Parameter: directive (directive, optional) which directive
# Column: norm (iri, detail) the norm
# Column: basis (text) why
# Group: basis
# Example: kg ask x

SELECT ?norm ?basis { VALUES ?level { <https://w3id.org/zhize/id/level/county> } VALUES ?directive { UNDEF } }
"""


def test_a_header_is_read():
    """Parameters with types and defaults, columns, group and example."""
    found, problems = parse("x", GOOD)
    assert problems == ()
    assert (found.zh, found.en, found.group, found.example) == ("问什么？", "What?", ("basis",), "kg ask x")
    level, directive = found.parameters
    assert (level.name, level.type, level.scheme, level.default) == ("level", "position", "level", "county")
    assert (directive.name, directive.type, directive.default) == ("directive", "directive", None)
    assert [(column.name, column.type, column.detail) for column in found.columns] == [
        ("norm", "iri", True),
        ("basis", "text", False),
    ]


def test_the_bounds_of_a_number_are_read():
    """Least and greatest; a number without bounds has none."""
    found, problems = parse("x", GOOD.replace("(directive, optional)", "(integer 1-12, optional)"))
    assert problems == ()
    assert [parameter.bounds for parameter in found.parameters] == [None, (1, 12)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# Question (zh): 问什么？\n", "", "Question (zh)"),
        ("# Example: kg ask x\n", "", "Example"),
        ("# Graphs: the default graph is the union of all named graphs\n", "", "Graphs"),
        ("the union of all named graphs", "empty", "must say"),
        ("# Group: basis", "# Group: reason", "names no column"),
        ("# Column: norm (iri, detail) the norm", "# Column: norm", "write name (type) text"),
        ("(iri, detail)", "(colour, detail)", "types: boolean"),
        ("# Parameter: level (position level = county) which level", "# Parameter: level county", "write name (type"),
        ("position level = county", "position = county", "needs scheme"),
        ("(directive, optional)", "(directive level, optional)", "takes no scheme"),
        ("(directive, optional)", "(directive 1-4, optional)", "only an integer has bounds"),
        ("(directive, optional)", "(integer month, optional)", "takes no scheme"),
        ("VALUES ?level {", "VALUES ?other {", "exactly one block VALUES ?level"),
        ("VALUES ?directive { UNDEF }", "VALUES ?directive { <a:b> }", "or UNDEF where it is optional"),
        ("# Group: basis", "# Colour: red", "not one of"),
    ],
)
def test_what_a_header_lacks_is_named(old: str, new: str, problem: str):
    """One broken line, one problem that says what to write."""
    assert old in GOOD
    _, problems = parse("x", GOOD.replace(old, new))
    assert any(problem in found for found in problems), problems


def test_all_problems_are_reported_at_once(tmp_path: Path):
    """Two bad files give one error that names both."""
    (tmp_path / "a.rq").write_text("SELECT * {}", encoding="utf-8")
    (tmp_path / "b.rq").write_text(GOOD.replace("# Example: kg ask x\n", ""), encoding="utf-8")
    with pytest.raises(QueryError, match=r"(?s)a\.rq: .*b\.rq: ") as caught:
        questions(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["dutys", "../queries/duties", "", "Duties", "duties.rq"])
def test_an_unknown_question_names_the_known_ones(name: str):
    """Whatever is asked for, no other file is opened."""
    with pytest.raises(UnknownQuery, match=r"known: bearers, .*documents, .*duties, "):
        question(name)


@pytest.mark.parametrize("name", list(questions()))
def test_a_question_is_portable(name: str):
    """Every file parses as it is, selects the columns of its header in order, and declares its own prefixes."""
    found = question(name)
    result = ox.Store().query(found.query, use_default_graph_as_union=True)
    assert isinstance(result, ox.QuerySolutions)
    assert [variable.value for variable in result.variables] == [column.name for column in found.columns]
    assert "GRAPH" not in re.sub(r"#.*", "", found.query)
    assert f"kg ask {name}" in found.example
    used = set(re.findall(r"(?<![\w<?])([a-z]+):(?=\w)", re.sub(r"#.*|<[^>]*>|\"[^\"]*\"", "", found.query)))
    assert used == set(re.findall(r"PREFIX (\w+):", found.query))


def test_the_questions_are_those_of_the_folder():
    """No list of questions anywhere but the folder itself."""
    assert set(questions()) == {path.stem for path in resources.queries().glob("*.rq")}
