"""From a query with open values to one with them filled in: ``VALUES ?item {}`` becomes ``VALUES ?item { <iri> }``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import BadQuery

_OPEN = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*\}")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def bind(query: str, values: Mapping[str, str]) -> str:
    """The query with each open ``VALUES`` holding its IRI; an IRI that could end the clause is refused."""

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in values:
            raise BadQuery(f"the query leaves ?{name} open; give it a value")
        iri = values[name]
        if _NOT_IN_IRI.search(iri):
            raise BadQuery(f"?{name} is no IRI: {iri[:80]!r}")
        return f"VALUES ?{name} {{ <{iri}> }}"

    return _OPEN.sub(fill, query)
