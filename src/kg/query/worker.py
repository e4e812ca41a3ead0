"""One query against one database, in a process of its own that can be killed: ``python -m kg.query.worker``.

Arguments: graph folder, output format, greatest number of rows (0 for all). The query comes on standard input, the
result goes to standard output. Exit 0 with a result, 3 with one line on standard error saying why there is none.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

import pyoxigraph as ox

RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
REFUSED = 3


def main(arguments: list[str]) -> int:
    folder, name, most = arguments
    query = sys.stdin.buffer.read().decode("utf-8")
    try:
        result = ox.Store.read_only(folder).query(query, use_default_graph_as_union=True)
        write(result, sys.stdout.buffer, name, int(most))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        return REFUSED
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        sys.stderr.write(" ".join(str(error).split())[:500])
        return REFUSED
    return 0


def write(
    result: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], output: BinaryIO, name: str, most: int
) -> None:
    """Serialise a result: rows and truth values in a results format, triples as Turtle or N-Triples."""
    if not isinstance(result, (ox.QuerySolutions, ox.QueryBoolean)):
        triples = islice(result, most) if most else result
        ox.serialize(triples, output, ox.RdfFormat.TURTLE if name == "turtle" else ox.RdfFormat.N_TRIPLES)
        return
    if isinstance(result, ox.QueryBoolean):
        kind = RESULTS.get(name, ox.QueryResultsFormat.JSON)
        # CSV and TSV have no truth values.
        if kind in (ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV):
            output.write(b"true\n" if result else b"false\n")
        else:
            result.serialize(output, kind)
        return
    kind = RESULTS.get(name, ox.QueryResultsFormat.JSON)
    if most:
        first = _first_rows(result, most)
        again = ox.parse_query_results(first, ox.QueryResultsFormat.JSON)
        if isinstance(again, ox.QuerySolutions):
            again.serialize(output, kind)
    else:
        result.serialize(output, kind)


def _first_rows(result: ox.QuerySolutions, most: int) -> bytes:
    """The first rows as SPARQL Results JSON, without asking the store for more."""
    names = [variable.value for variable in result.variables]
    rows = []
    for solution in islice(result, most):
        terms = ((name, solution[name]) for name in names)
        rows.append({name: _json(term) for name, term in terms if term is not None})
    return json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode()


def _json(term: object) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        literal: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            literal["xml:lang"] = term.language
        else:
            literal["datatype"] = term.datatype.value
        return literal
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    raise ValueError(f"a term of kind {type(term).__name__} has no JSON form")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
