"""Namespaces → terms, and values → literals that every RDF syntax can hold."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg.populate.names import KG

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ELI = "http://data.europa.eu/eli/ontology#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
DATE = NamedNode(XSD + "date")
DURATION = NamedNode(XSD + "duration")

_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_ISO_DURATION = re.compile(r"P(?=[\dT])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
_WEEKS = re.compile(r"P(\d+)W")


def kg(name: str) -> NamedNode:
    """A term of our ontology."""
    return NamedNode(KG + name)


def chinese(text: str, language: str = "zh") -> Literal:
    """Words of a document. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    return Literal(_SURROGATE.sub("\ufffd", text), language=language)


def plain(text: str) -> Literal:
    """A key, a notation, a file name."""
    return Literal(_SURROGATE.sub("\ufffd", text))


def whole(number: int) -> Literal:
    return Literal(number)


def truth(value: bool) -> Literal:  # noqa: FBT001 - a literal's own value
    return Literal(value)


def date(text: str | None) -> Literal | None:
    """``2020-09-14`` as xsd:date; None where it is no date."""
    return Literal(text, datatype=DATE) if text and _DATE.fullmatch(text) else None


def duration(text: str | None) -> Literal | None:
    """An ISO 8601 duration as xsd:duration; None where it is none (``PxD``).

    >>> duration("P1Y").value, duration("P2W").value, duration("PxD")
    ('P1Y', 'P14D', None)
    """
    if not text:
        return None
    if weeks := _WEEKS.fullmatch(text):  # XML Schema has no weeks
        return Literal(f"P{int(weeks[1]) * 7}D", datatype=DURATION)
    return Literal(text, datatype=DURATION) if _ISO_DURATION.fullmatch(text) else None
