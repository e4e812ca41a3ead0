"""A pyoxigraph store as a connection: terms become plain Python values."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import BadQuery
from kg.store.connection import Iri, Table, Value

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
)
_FLOATS = frozenset(_XSD + name for name in ("decimal", "double", "float"))
_BOOLEAN = _XSD + "boolean"


class Embedded:
    """A store in this process, open for reading.

    The store is never formatted: its ``repr`` would print every quad.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def __repr__(self) -> str:
        return "Embedded()"

    @property
    def store(self) -> ox.Store:
        """The store itself, for stages that work on quads."""
        return self._store

    def select(self, query: str) -> Table:
        result = self._run(query)
        if not isinstance(result, ox.QuerySolutions):
            raise BadQuery("a SELECT query was expected here")
        columns = tuple(variable.value for variable in result.variables)
        width = range(len(columns))
        rows = tuple(tuple(value(solution[at]) for at in width) for solution in result)
        return Table(columns, rows)

    def ask(self, query: str) -> bool:
        result = self._run(query)
        if not isinstance(result, ox.QueryBoolean):
            raise BadQuery("an ASK query was expected here")
        return bool(result)

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise BadQuery(f"the query does not parse: {one_line(error)}") from error


def value(term: object) -> Value:
    """The plain value of an RDF term: numbers and booleans as such, everything else as text.

    A literal whose form does not fit its datatype stays text.
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    return term.value if term.language else plain(term.value, term.datatype.value)


def plain(text: str, datatype: str) -> Value:
    """The value of a literal by its form and datatype."""
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
    except ValueError:
        return text
    if datatype == _BOOLEAN and text in ("true", "1", "false", "0"):
        return text in ("true", "1")
    return text


def one_line(error: BaseException) -> str:
    """An exception's message without line breaks."""
    return " ".join(str(error).split())
