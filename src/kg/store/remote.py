"""A SPARQL endpoint somewhere else as a connection: the same questions, the same values, and errors in one line.

Queries mean the union of all graphs; most stores take it as their default graph, or have a setting for it.
"""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import BadQuery, StoreError
from kg.store.connection import Table
from kg.store.embedded import one_line, value

TIMEOUT = 60.0
"""Seconds that an answer may take."""
MAX_BYTES = 256 * 1024 * 1024
"""The largest answer that is read."""

Result = ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]

_RESULTS = "application/sparql-results+json"
_ACCEPT = f"{_RESULTS}, application/n-triples;q=0.9, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_BLOCK = 1 << 16
_SAID = 300


class Remote:
    """The graph behind an endpoint (``http`` or ``https``), asked by SPARQLWrapper.

    ``StoreError`` where nobody answers, or not in time, or not in SPARQL's formats; ``BadQuery`` where the endpoint
    refuses the query.
    """

    def __init__(self, endpoint: str, timeout: float = TIMEOUT) -> None:
        parts = _split(endpoint)
        if parts is None or "@" in parts.netloc:
            raise StoreError("an endpoint is a URL like http://localhost:7878/query, without user name or password")
        self.endpoint = endpoint
        self.timeout = timeout

    def __repr__(self) -> str:
        return f"Remote({self.endpoint!r})"

    def select(self, query: str) -> Table:
        result = self.query(query)
        if not isinstance(result, ox.QuerySolutions):
            raise BadQuery("a SELECT query was expected here")
        columns = tuple(variable.value for variable in result.variables)
        width = range(len(columns))
        return Table(columns, tuple(tuple(value(solution[at]) for at in width) for solution in result))

    def ask(self, query: str) -> bool:
        result = self.query(query)
        if not isinstance(result, ox.QueryBoolean):
            raise BadQuery("an ASK query was expected here")
        return bool(result)

    def query(self, query: str) -> Result:
        """The result of any query that reads. What it may contain is for the caller to check (``kg.query.guard``)."""
        kind, body = self._fetch(query)
        try:
            if kind in (_RESULTS, "application/json"):
                return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
            form = ox.RdfFormat.from_media_type(kind)
            if form is None:
                raise StoreError(f"{self.endpoint}: answers with {kind or 'no type'}; is this a SPARQL endpoint?")
            return [quad.triple for quad in ox.parse(body, form)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.endpoint}: its answer is broken ({one_line(error)[:_SAID]})") from error

    def _fetch(self, query: str) -> tuple[str, bytes]:
        from SPARQLWrapper import POST, SELECT, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        wrapper = SPARQLWrapper(self.endpoint, agent="zhize")
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, round(self.timeout)))
        wrapper.addCustomHttpHeader("Accept", _ACCEPT)
        # Not setQuery, which guesses the kind of a query from words that may stand in its comments.
        wrapper.queryString, wrapper.queryType = query, SELECT
        until = time.monotonic() + self.timeout
        try:
            response: Any = wrapper.query().response
            with response:
                return response.headers.get_content_type(), self._read(response, until)
        except QueryBadFormed as error:
            raise BadQuery(f"{self.endpoint} refuses the query: {_said(error)}") from error
        except SPARQLWrapperException as error:
            raise StoreError(f"{self.endpoint}: {_said(error)}") from error
        except HTTPError as error:
            error.close()
            raise StoreError(f"{self.endpoint}: answers {error.code} {error.reason}") from error
        except TimeoutError as error:
            raise self._late() from error
        except (URLError, OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            if isinstance(reason, TimeoutError):
                raise self._late() from error
            said = one_line(reason if isinstance(reason, BaseException) else error)
            raise StoreError(f"{self.endpoint}: no answer ({said[:_SAID]}); check the URL and that it runs") from error

    def _read(self, response: IO[bytes], until: float) -> bytes:
        """The whole body, unless it is too long or too slow."""
        blocks, size = [], 0
        while block := getattr(response, "read1", response.read)(_BLOCK):
            blocks.append(block)
            size += len(block)
            if time.monotonic() > until:
                raise self._late()
            if size > MAX_BYTES:
                raise StoreError(f"{self.endpoint}: an answer of more than {MAX_BYTES:,} bytes; ask for less")
        return b"".join(blocks)

    def _late(self) -> StoreError:
        return StoreError(
            f"{self.endpoint}: no answer after {self.timeout:g} s; ask for less, or give a longer --timeout"
        )


def _split(endpoint: str) -> Any:  # noqa: ANN401 - the parts of a URL, or None
    try:
        parts = urlsplit(endpoint)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if good and endpoint.isprintable() and " " not in endpoint else None


def _said(error: Exception) -> str:
    """What the endpoint says about a query, on one line."""
    words = " ".join(str(error).replace("\\n", " ").split())
    return words[:_SAID] or type(error).__name__
