"""Values made by hand, so that a test of one stage runs no other."""

from __future__ import annotations

from kg.extract.grammar import Grammar
from kg.extract.segments import Scanner
from kg.lexicon import fold, load
from kg.model import Directive, Header, Kind, Provision, Reading, SourceText, Span


def scanner(text: str) -> Scanner:
    """A text with the lexicon's hits in it."""
    return Scanner(fold(text), load())


def grammar() -> Grammar:
    return Grammar.of(load(), "segment")


def directive(text: str, *, kind: Kind = Kind.ITEM, heading: str = "", addressees: tuple[str, ...] = ()) -> Directive:
    """A document with one provision, whose body is ``text``; the heading stands before it on a line of its own."""
    lead = f"一、{heading}\n" if heading else ""
    whole = lead + text
    span = Span(0, len(whole))
    provision = Provision(
        eid="item_1", kind=kind, span=span, lead=Span(0, len(lead)), body=Span(len(lead), len(whole)), number="一", heading=heading, path="一"
    )  # fmt: skip
    root = Provision(eid="doc", kind=Kind.DOCUMENT, span=span, lead=Span(0, 0), body=Span(0, 0), children=(provision,))
    return Directive(
        key="made", source=SourceText.plain("made.txt", whole), header=Header(addressees=addressees), root=root
    )


def read(text: str, *, kind: Kind = Kind.ITEM, heading: str = "") -> Reading:
    """What is read from a provision with these words."""
    from kg.extract import extract

    return extract(directive(text, kind=kind, heading=heading), load())
