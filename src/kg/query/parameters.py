"""Values as people write them → RDF terms in a question's text.

A concept is known by its key, its IRI, or any of its labels (县级, county-level, 县处级), one that only the texts name
by its words; a directive by key, IRI or title; a norm by IRI, ``directive key/norm id``, or its id alone where only
one directive has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import NotFound, QueryError, UnknownValue
from kg.query.catalogue import Parameter, ParameterType, Question, block
from kg.store.connection import Connection

ID = "https://w3id.org/zhize/id/"
_SHOWN = 15
"""How many known values a message names."""

_PREFIXES = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX kg: <https://w3id.org/zhize/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CONCEPTS = """\
SELECT DISTINCT ?concept ?key ?label ?tier WHERE {
  %s
  ?concept skos:notation ?key .
  { ?concept skos:prefLabel ?label BIND (1 AS ?tier) }
  UNION { ?concept skos:altLabel ?label BIND (2 AS ?tier) }
  UNION { ?concept skos:hiddenLabel ?label BIND (3 AS ?tier) }
  FILTER (STRSTARTS(STR(?concept), %s))
}"""
_MINTED = """\
SELECT DISTINCT ?concept ?label WHERE {
  ?concept rdfs:label ?label .
  FILTER (STRSTARTS(STR(?concept), %s))
}"""
_POSITIONS = "?position a kg:Position ; kg:%s ?concept ."


def bind(connection: Connection, question: Question, values: Mapping[str, str | int | None]) -> str:
    """The question's query with the given values in the places of its defaults.

    ``QueryError`` for a parameter that the question does not have, ``UnknownValue`` for a value that the graph
    does not know.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    strange = sorted(set(values) - set(known))
    if strange:
        takes = ", ".join(known) or "none"
        raise QueryError(f"question '{question.name}' has no parameter '{strange[0]}'; it takes: {takes}")
    terms = {
        name: resolve(connection, question, known[name], given) for name, given in values.items() if given is not None
    }
    _check_position(connection, question, terms, values)
    query = question.query
    for name, parameter in known.items():
        found = block(name).search(query)
        if found is None or (name not in terms and parameter.default is not None):
            continue
        # UNDEF says nothing; left in place, it would keep the store from starting at what the other values name.
        new = f"VALUES ?{name} {{ {terms[name]} }}" if name in terms else ""
        query = query[: found.start()] + new + query[found.end() :]
    return query


def resolve(connection: Connection, question: Question, parameter: Parameter, given: str | int) -> str:
    """The value as an RDF term in SPARQL's notation, written by the RDF library."""
    text = str(given).strip()
    if parameter.type is ParameterType.STRING:
        return str(ox.Literal(text))
    if parameter.type is ParameterType.INTEGER:
        return str(ox.Literal(_whole(parameter, text)))
    if parameter.type is ParameterType.NORM:
        return _node(find_norm(connection, text))
    if parameter.type is ParameterType.DIRECTIVE:
        return _node(_directive(connection, parameter, text))
    iri, key = _concept(connection, question, parameter, text)
    return str(ox.Literal(key)) if parameter.type is ParameterType.KEY else _node(iri)


def _whole(parameter: Parameter, text: str) -> int:
    """The number that ``text`` says, within the parameter's bounds."""
    least, most = parameter.bounds or (-(2**63), 2**63 - 1)
    number = int(text) if _NUMBER.fullmatch(text) else None
    if number is None or not least <= number <= most:
        between = f" from {least} to {most}" if parameter.bounds else ""
        raise QueryError(f"parameter '{parameter.name}' is a whole number{between}, not '{text}'")
    return number


_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")


def _check_position(
    connection: Connection, question: Question, terms: Mapping[str, str], given: Mapping[str, str | int | None]
) -> None:
    """``UnknownValue`` where each of level and who is known but no such position exists (a county State Council)."""
    asked = [parameter for parameter in question.parameters if parameter.type is ParameterType.POSITION]
    if len(asked) < _PAIR or not any(parameter.name in terms for parameter in asked):
        return
    chosen = {}
    for parameter in asked:
        default = block(parameter.name).search(question.query)
        chosen[parameter.name] = terms.get(parameter.name) or (default["value"].strip() if default else "")
    pattern = " ; ".join(f"kg:{parameter.scheme} {chosen[parameter.name]}" for parameter in asked)
    if connection.ask(f"{_PREFIXES}ASK {{ ?position a kg:Position ; {pattern} }}"):
        return
    # Keep the last and say what the first may be: the level, where people exist at some levels only.
    first, *others = asked
    rest = "".join(f" ; kg:{parameter.scheme} {chosen[parameter.name]}" for parameter in others)
    table = connection.select(
        f"{_PREFIXES}SELECT DISTINCT ?key {{ ?position a kg:Position{rest} ; kg:{first.scheme} ?concept .\n"
        "?concept skos:notation ?key } ORDER BY ?key"
    )
    people = ", ".join(str(given.get(parameter.name) or parameter.default) for parameter in others)
    raise UnknownValue(
        first.name, f"{given.get(first.name) or first.default} of {people}", [str(key) for (key,) in table.rows]
    )


_PAIR = 2


def known_values(connection: Connection, parameter: Parameter) -> tuple[tuple[str, str], ...]:
    """(key, preferred zh label or title) of everything a parameter can be asked with; empty for free values."""
    if parameter.type is ParameterType.DIRECTIVE:
        return tuple((key, title) for _, key, title in _directives(connection))
    if not parameter.type.has_scheme:
        return ()
    best: dict[str, str] = {}
    for _, key, label, tier in _concepts(connection, parameter) + _minted(connection, parameter):
        if tier == 1 and (key not in best or not label.isascii()):
            best[key] = label
    return tuple(sorted(best.items()))


def find_norm(connection: Connection, text: str) -> str:
    """The IRI of a norm from its IRI, ``directive key/norm id``, or norm id; ``NotFound`` says what to do."""
    candidates = [text] if "://" in text else [f"{ID}directive/{text}"] if "/" in text else []
    for iri in candidates:
        node = _safe_node(iri)
        if node and connection.ask(f"{_PREFIXES}ASK {{ {node} kg:quote ?quote ; kg:modality ?modality }}"):
            return iri
    if not candidates and text:
        ending = ox.Literal("/" + text)
        rows = connection.select(
            f"{_PREFIXES}SELECT ?norm {{ ?norm kg:modality ?modality ; kg:quote ?quote\n"
            f"FILTER (STRENDS(STR(?norm), {ending})) }} ORDER BY ?norm"
        ).rows
        if len(rows) == 1:
            return str(rows[0][0])
        if rows:
            named = ", ".join(str(row[0]).removeprefix(f"{ID}directive/") for row in rows[:_SHOWN])
            raise NotFound(f"several norms have the id '{text}'; say which: {named}")
    raise NotFound(
        f"no norm '{text}' in the graph; kg ask evidence lists the norms, their ids are <directive key>/<norm id>"
    )


def _concept(connection: Connection, question: Question, parameter: Parameter, text: str) -> tuple[str, str]:
    rows: list[tuple[str, str, str, int]] = []
    # The words of all texts are many: they are looked through for what no vocabulary knows.
    for known in (_concepts, _minted):
        some = known(connection, parameter)
        found = _chosen(parameter, text, some)
        if found:
            return found
        rows += some
    labels = {label: key for _, key, label, _ in rows} | {key: key for _, key, _, _ in rows}
    raise UnknownValue(parameter.name, text, _nearest(text, labels, question.name, parameter.name))


def _chosen(parameter: Parameter, text: str, rows: list[tuple[str, str, str, int]]) -> tuple[str, str] | None:
    """The one concept that ``text`` means: by IRI or key, else by the best kind of label that fits."""
    wanted = _folded(text)
    tiers: dict[int, set[tuple[str, str]]] = {}
    for iri, key, label, tier in rows:
        if text in (iri, key) or _folded(key) == wanted:
            return iri, key
        if _folded(label) == wanted:
            tiers.setdefault(tier, set()).add((iri, key))
    for _, found in sorted(tiers.items()):
        if len(found) == 1:
            return next(iter(found))
        raise UnknownValue(parameter.name, f"{text} (several)", sorted(key for _, key in found))
    return None


def _concepts(connection: Connection, parameter: Parameter) -> list[tuple[str, str, str, int]]:
    """(IRI, key, label, kind of label) of the concepts of the parameter's scheme."""
    restriction = _POSITIONS % parameter.scheme if parameter.type is ParameterType.POSITION else ""
    start = ox.Literal(f"{ID}{parameter.scheme}/")
    table = connection.select(_PREFIXES + _CONCEPTS % (restriction, start))
    return sorted((str(iri), str(key), str(label), int(str(tier))) for iri, key, label, tier in table.rows)


def _minted(connection: Connection, parameter: Parameter) -> list[tuple[str, str, str, int]]:
    """The same of what texts name and no vocabulary knows: it has a label and no key, so the label is its key."""
    if parameter.type is not ParameterType.CONCEPT:
        return []
    start = ox.Literal(f"{ID}{parameter.scheme}/~")
    table = connection.select(_PREFIXES + _MINTED % start)
    return sorted((str(iri), str(label), str(label), 1) for iri, label in table.rows)


def _directive(connection: Connection, parameter: Parameter, text: str) -> str:
    rows = _directives(connection)
    for iri, key, _ in rows:
        if text in (iri, key):
            return iri
    titled = [iri for iri, _, title in rows if _folded(title) == _folded(text)]
    if len(titled) == 1:
        return titled[0]
    raise UnknownValue(parameter.name, text, _short([key for _, key, _ in rows], "kg ask documents"))


def _directives(connection: Connection) -> list[tuple[str, str, str]]:
    table = connection.select(
        f"{_PREFIXES}SELECT ?directive ?title {{ ?directive a kg:Directive ; dcterms:title ?title }}"
    )
    return sorted((str(iri), str(iri).removeprefix(f"{ID}directive/"), str(title)) for iri, title in table.rows)


def _nearest(text: str, labels: Mapping[str, str], question: str, parameter: str) -> list[str]:
    """The known keys, those first whose names look like the text."""
    close = [labels[name] for name in get_close_matches(text, sorted(labels), n=8, cutoff=0.4)]
    sharing = [key for label, key in sorted(labels.items()) if label in text or (len(text) > 1 and text in label)]
    return _short(
        [*dict.fromkeys([*close, *sharing, *sorted(set(labels.values()))])], f"kg ask {question} --values {parameter}"
    )


def _short(keys: list[str], command: str) -> list[str]:
    return keys if len(keys) <= _SHOWN else [*keys[:_SHOWN], f"… all {len(keys)}: {command}"]


def _folded(text: str) -> str:
    """Spelling differences that mean nothing: width, case, spaces, ``-level``."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("_", " ").replace("-", " ")
    words: Iterable[str] = plain.split()
    return " ".join(word for word in words if word != "level")


def _node(iri: str) -> str:
    return str(ox.NamedNode(iri))


def _safe_node(iri: str) -> str | None:
    """An IRI in SPARQL's notation, or ``None`` where the text is none."""
    try:
        return _node(iri)
    except ValueError:
        return None
