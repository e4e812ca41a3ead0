"""A norm → its sentence, how each part was read and by which rule, whom it reaches and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from kg.query.parameters import ID, find_norm
from kg.store.connection import Connection, Value

_PREFIXES = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/zhize/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

_NORM = """\
SELECT ?quote ?sentence ?directive ?title ?file ?provision ?number ?path ?heading ?modality ?source ?confidence
       ?checkable {
  BIND (%(norm)s AS ?norm)
  ?norm kg:quote ?quote ; kg:inDirective ?directive ; kg:inProvision ?provision ; kg:modality/skos:notation ?modality .
  ?directive dcterms:title ?title .
  OPTIONAL { ?norm kg:sentence ?sentence }
  OPTIONAL { ?norm kg:bearerSource/skos:notation ?source }
  OPTIONAL { ?norm kg:confidence/skos:notation ?confidence }
  OPTIONAL { ?norm kg:checkable ?checkable }
  OPTIONAL { ?directive kg:fileName ?file }
  OPTIONAL { ?provision kg:number ?number }
  OPTIONAL { ?provision kg:path ?path }
  OPTIONAL { ?provision kg:heading ?heading }
}"""

_EVIDENCE = """\
SELECT ?part ?words ?start ?end ?rule ?value ?evidence {
  %(norm)s kg:evidence ?evidence .
  ?evidence kg:part ?part .
  OPTIONAL { ?evidence oa:exact ?words }
  OPTIONAL { ?evidence kg:start ?start }
  OPTIONAL { ?evidence kg:end ?end }
  OPTIONAL { ?evidence kg:rule ?rule }
  OPTIONAL { ?evidence kg:value ?value }
} ORDER BY ?start DESC(?end) ?part ?evidence"""

_CADENCE = """\
SELECT ?cadence ?name ?value { %(norm)s kg:cadence ?cadence . ?cadence ?property ?value .
  VALUES (?property ?name) { (kg:count "count") (kg:unit "unit") (kg:period "per") (kg:duration "duration")
    (kg:minDuration "at least") (kg:maxDuration "at most") (kg:each "each") } } ORDER BY ?cadence ?name"""

_NAMED = """\
SELECT ?thing ?reading {
  %(norm)s kg:mechanism|kg:target|kg:reference ?thing .
  { ?thing skos:notation ?reading BIND (1 AS ?rank) }
  UNION { ?thing kg:mechanismKind/skos:notation ?reading BIND (2 AS ?rank) }
  UNION { ?thing kg:who/skos:notation ?reading BIND (3 AS ?rank) }
  UNION { ?thing a kg:CitedWork ; rdfs:label ?reading BIND (4 AS ?rank) }
} ORDER BY ?thing ?rank ?reading"""

_BEARERS = """\
SELECT ?bearer ?label ?kind ?basis (GROUP_CONCAT(DISTINCT ?who; SEPARATOR = " ") AS ?whos)
       (GROUP_CONCAT(DISTINCT ?stated; SEPARATOR = " ") AS ?levels) {
  %(norm)s kg:fallsOn ?bearer .
  ?bearer rdfs:label ?label .
  OPTIONAL { ?bearer kg:levelKind ?kind }
  OPTIONAL { ?bearer kg:levelBasis/skos:notation ?basis }
  OPTIONAL { ?bearer kg:who/skos:notation ?who }
  OPTIONAL { ?bearer kg:statedLevel/skos:notation ?stated }
} GROUP BY ?bearer ?label ?kind ?basis ORDER BY ?bearer"""

_REACHES = """\
SELECT ?bearer ?level ?order ?way ?who {
  %(norm)s kg:fallsOn ?bearer .
  { ?bearer kg:reachesByName ?position BIND ("name" AS ?way) }
  UNION { ?bearer kg:reachesAsMember ?position BIND ("member" AS ?way) }
  ?position kg:level ?levelNode ; kg:who/skos:notation ?who .
  ?levelNode skos:notation ?level .
  OPTIONAL { ?levelNode kg:levelOrder ?order }
} ORDER BY ?bearer ?order ?level ?way ?who"""

_ISSUES = """\
SELECT ?code ?message {
  %(norm)s kg:issue ?issue .
  OPTIONAL { ?issue kg:issueCode/skos:notation ?code }
  OPTIONAL { ?issue rdfs:comment|rdfs:label|kg:message ?message }
} ORDER BY ?code ?message"""

_ELSEWHERE = """\
SELECT ?norm ?title ?path {
  %(norm)s kg:quote ?quote .
  ?norm kg:quote ?quote ; kg:inDirective/dcterms:title ?title ; kg:inProvision ?provision .
  FILTER (?norm != %(norm)s)
  OPTIONAL { ?provision kg:path ?path }
} ORDER BY ?norm"""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a norm: the words that say it, where they stand in the original, the value read, and the rule."""

    part: str
    words: str
    start: int | None
    end: int | None
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level that a bearer covers, and the people there that the norm reaches by name and as members."""

    level: str
    basis: str
    by_name: tuple[str, ...]
    as_member: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """A bearer that the norm falls on, how it was read, and where it reaches."""

    label: str
    who: tuple[str, ...]
    level_kind: str
    stated_levels: tuple[str, ...]
    basis: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Another norm in the same words."""

    norm: str
    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that the graph knows about why a norm is what it is."""

    norm: str
    id: str
    directive: str
    title: str
    file: str
    provision: str
    number: str
    path: str
    heading: str
    sentence: str
    before: str
    quote: str
    after: str
    modality: str
    bearer_source: str
    confidence: str
    checkable: bool | None
    parts: tuple[Part, ...]
    bearers: tuple[Bearing, ...]
    issues: tuple[str, ...]
    elsewhere: tuple[Place, ...]

    def as_dict(self) -> dict[str, Any]:
        """For programs: plain values only."""
        return asdict(self)


def explain(connection: Connection, norm: str) -> Explanation:
    """Explain a norm, given by IRI, ``directive key/norm id`` or norm id; ``NotFound`` where there is none."""
    iri = find_norm(connection, norm)

    def rows(query: str) -> tuple[dict[str, Value], ...]:
        return connection.select(_PREFIXES + query % {"norm": str(ox.NamedNode(iri))}).records()

    facts = {name: value for name, value in rows(_NORM)[0].items() if value is not None}
    quote = _text(facts, "quote")
    sentence = _text(facts, "sentence") or quote
    before, found, after = sentence.partition(quote)
    if not found:  # A quote that runs over its sentence's end.
        before, after = "", ""
    basis = "addressee" if facts.get("source") == "document" else ""
    checkable = facts.get("checkable")
    return Explanation(
        norm=iri,
        id=iri.removeprefix(f"{ID}directive/"),
        directive=_text(facts, "directive").removeprefix(f"{ID}directive/"),
        title=_text(facts, "title"),
        file=_text(facts, "file"),
        provision=_text(facts, "provision"),
        number=_text(facts, "number"),
        path=_text(facts, "path"),
        heading=_text(facts, "heading"),
        sentence=sentence,
        before=before,
        quote=quote,
        after=after,
        modality=_text(facts, "modality"),
        bearer_source=_text(facts, "source"),
        confidence=_text(facts, "confidence"),
        checkable=checkable if isinstance(checkable, bool) else None,
        parts=_parts(rows(_EVIDENCE), facts, rows(_CADENCE), rows(_NAMED), rows(_BEARERS)),
        bearers=_bearers(rows(_BEARERS), rows(_REACHES), basis),
        issues=tuple(f"{_text(row, 'code')}: {_text(row, 'message')}".strip(": ") for row in rows(_ISSUES)),
        elsewhere=tuple(
            Place(_text(row, "norm").removeprefix(f"{ID}directive/"), _text(row, "title"), _text(row, "path"))
            for row in rows(_ELSEWHERE)
        ),
    )


Rows = tuple[Mapping[str, Value], ...]


def _parts(evidence: Rows, facts: Mapping[str, Value], cadence: Rows, named: Rows, bearers: Rows) -> tuple[Part, ...]:
    """Each part with what was read from its words: the thing that its evidence names, or a fact of the norm itself."""
    values: dict[Value, list[str]] = {}
    for row in cadence:
        values.setdefault(row["cadence"], []).append(f"{row['name']} {row['value']}")
    for row in named:
        values.setdefault(row["thing"], []).append(_text(row, "reading"))
    for row in bearers:
        values.setdefault(row["bearer"], []).append(_reading(row))
    whole = {
        "modality": _text(facts, "modality"),
        "checkable": "yes" if facts.get("checkable") else "no",
        "bearer-source": _text(facts, "source"),
    }
    return tuple(
        Part(
            part := _text(row, "part"),
            _text(row, "words"),
            _number(row["start"]),
            _number(row["end"]),
            ", ".join(dict.fromkeys(values.get(row["value"], ()))) or whole.get(part, ""),
            _text(row, "rule"),
        )
        for row in evidence
    )


def _reading(row: Mapping[str, Value]) -> str:
    """A bearer as who @ level."""
    who = "+".join(sorted(_text(row, "whos").split())) or "unknown"
    kind = _text(row, "kind")
    levels = ",".join(_text(row, "levels").split())
    return f"{who} @ {f'>={levels}' if kind == 'bound' else levels or kind}"


def _bearers(bearers: Rows, reaches: Rows, basis: str) -> tuple[Bearing, ...]:
    found = []
    for row in bearers:
        levels: dict[str, dict[str, list[str]]] = {}
        for reach in reaches:
            if reach["bearer"] == row["bearer"]:
                ways = levels.setdefault(_text(reach, "level"), {"name": [], "member": []})
                ways[_text(reach, "way")].append(_text(reach, "who"))
        own = basis or _text(row, "basis")
        found.append(
            Bearing(
                label=_text(row, "label"),
                who=tuple(sorted(_text(row, "whos").split())),
                level_kind=_text(row, "kind"),
                stated_levels=tuple(_text(row, "levels").split()),
                basis=own,
                levels=tuple(
                    Level(
                        level,
                        own if ways["name"] or basis else "as-member",
                        tuple(sorted(set(ways["name"]))),
                        tuple(sorted(set(ways["member"]) - set(ways["name"]))),
                    )
                    for level, ways in levels.items()
                ),
            )
        )
    return tuple(found)


def _text(row: Mapping[str, Value], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) else None
