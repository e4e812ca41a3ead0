"""The questions of the reasoning → OWL classes whose instances are the answers.

They speak of the ontology's own properties and lean on its own axioms (sub-properties, transitivity), and say what the
rules of ``ontology/rules`` say a second time, as general class axioms: ``expression ⊑ class``.

An individual is spoken of by a class of which it is a member (``:is-…``), not by name: with nominals in its classes a
reasoner must look at all individuals to place each class, which takes minutes instead of seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.populate.names import BASE, KG, segment
from tests.reason.hermit import SPACE

Position = tuple[str, str, str]
"""IRI, who and level of a position."""

_HEAD = f"""
@prefix kg: <{KG}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <{SPACE}> .
:contains a owl:ObjectProperty ; owl:inverseOf kg:within .
:below a owl:ObjectProperty ; owl:inverseOf kg:above .
:inGroup a owl:ObjectProperty ; owl:inverseOf kg:groupMember .
:kindAtLast a owl:ObjectProperty , owl:TransitiveProperty .
kg:kindOf rdfs:subPropertyOf :kindAtLast .
:namesNobody a owl:ObjectProperty .
"""


def reaching(positions: Iterable[Position], groups: Iterable[str]) -> str:
    """Turtle: a class of bearers for each position and each of the two ways to reach it (``ByName-0``, ``AsMember-0``)."""
    known = list(positions)
    levels = sorted({level for _, _, level in known})
    whos = sorted({who for _, who, _ in known})
    lines = [_HEAD, *_marked((*levels, *whos))]
    for level in levels:
        lines += _covers(level)
    for who in whos:
        lines += _meant(who, group=who in set(groups))
    for number, (_, who, level) in enumerate(known):
        for way in ("ByName", "AsMember"):
            lines.append(_sub(_both(f":{way}-{_key(who)}", f":covers-{_key(level)}"), f":{way}-{number}"))
    return "\n".join(lines)


def falling(bearers: Iterable[str]) -> str:
    """Turtle: a class of norms for each bearer that a norm may fall on (``on-0``).

    That a norm names nobody becomes a loop, so that a chain can start with it.
    """
    named_nobody = _sub(_value("kg:bearerSource", f"{BASE}bearer-source/document"), _loop(":namesNobody"))
    chain = "kg:fallsOn owl:propertyChainAxiom ( :namesNobody kg:inDirective kg:addressee ) ."
    known = list(bearers)
    classes = (_sub(_value("kg:fallsOn", bearer), f":on-{number}") for number, bearer in enumerate(known))
    return "\n".join((_HEAD, *_marked((*known, f"{BASE}bearer-source/document")), named_nobody, chain, *classes))


def _covers(level: str) -> Iterator[str]:
    name = f":covers-{_key(level)}"
    yield _sub(_value("kg:coversLevel", level), name)
    yield _sub(_says("kg:levelKind", "all"), name)
    yield _sub(_says("kg:levelKind", "unstated"), name)
    yield _sub(_both(_says("kg:levelKind", "bound"), _some("kg:statedLevel", _value(":below", level))), name)


def _meant(who: str, *, group: bool) -> Iterator[str]:
    by_name, as_member = f":ByName-{_key(who)}", f":AsMember-{_key(who)}"
    yield _sub(_value("kg:who", who), by_name)
    yield _sub(_some("kg:who", _value("kg:namesPart", who)), by_name)
    yield _sub(_some("kg:who", _value(":contains", who)), as_member)
    if group:
        member = _value(":inGroup", who)
        yield _sub(_some("kg:who", member), by_name)
        yield _sub(_some("kg:who", _some(":kindAtLast", member)), by_name)
        yield _sub(_some("kg:who", _some(":contains", member)), as_member)


def _key(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def _sub(narrow: str, wide: str) -> str:
    declared = f" {wide} a owl:Class ." if wide.startswith(":") else ""
    return f"{narrow} rdfs:subClassOf {wide} .{declared}"


def _some(path: str, filler: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty {path} ; owl:someValuesFrom {filler} ]"


def _value(path: str, iri: str) -> str:
    return _some(path, _member(iri))


def _member(iri: str) -> str:
    """The class of one individual."""
    return f"<{SPACE}is-{segment(iri.removeprefix(BASE)).replace('%', '_')}>"


def _marked(iris: Iterable[str]) -> Iterator[str]:
    for iri in iris:
        yield f"<{iri}> a {_member(iri)} . {_member(iri)} a owl:Class ."


def _says(path: str, words: str) -> str:
    return f'[ a owl:Restriction ; owl:onProperty {path} ; owl:hasValue "{words}" ]'


def _loop(path: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty {path} ; owl:hasSelf true ]"


def _both(*classes: str) -> str:
    return f"[ a owl:Class ; owl:intersectionOf ( {' '.join(classes)} ) ]"
