"""Vocabulary tables (CSV, edited by hand) → SKOS in Turtle (generated).

python -m kg.populate.vocabulary            writes ontology/vocabulary/*.ttl
python -m kg.populate.vocabulary --check    exit 1 where a file is not what its table says
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg import resources
from kg.errors import LexiconError
from kg.populate.names import Names
from kg.populate.sheet import Sheet
from kg.populate.tables import ALL_LEVELS, Row, Tables, load, many
from kg.populate.terms import DCTERMS, LABEL, SKOS, TYPE, chinese, kg, plain, whole
from kg.populate.turtle import turtle

_WHO_KINDS = {"body": "BodyKind", "people": "PeopleKind", "post": "PostKind"}
_BANNER = "# Generated from {} by `python -m kg.populate.vocabulary`; edit the table, not this file.\n\n"


def generate(folder: Path) -> dict[str, bytes]:
    """File name → bytes of every Turtle file that the tables in ``folder`` give."""
    tables = load(folder)
    schemes = {row["key"]: row for row in tables["scheme"]}
    files = {}
    for key, row in sorted(schemes.items()):
        sheet = _sheet()
        files[f"{key}.ttl"] = _written(f"{key}.csv", _scheme(row, tables[key], sheet))
    files["position.ttl"] = _written("who.csv and level.csv", _positions(tables, _sheet()))
    return files


def main(arguments: Sequence[str]) -> int:
    """Write the files, or compare them; 0 when all is well, 1 where a file differs, 2 where a table has mistakes."""
    folder = resources.vocabulary()
    try:
        files = generate(folder)
    except LexiconError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        return 2
    stale = [name for name, content in files.items() if _bytes(folder / name) != content]
    stray = sorted(path.name for path in folder.glob("*.ttl") if path.name not in files)
    if "--check" in arguments:
        sys.stderr.writelines(
            f"{name}: not what the tables say; run python -m kg.populate.vocabulary\n" for name in (*stale, *stray)
        )
        return 1 if stale or stray else 0
    for name in stale:
        (folder / name).write_bytes(files[name])
    for name in stray:
        (folder / name).unlink()
    return 0


def _sheet() -> Sheet:
    names = Names()
    return Sheet(names, names.knowledge_graph("vocabulary"))


def _written(origin: str, quads: Iterator[Quad]) -> bytes:
    return _BANNER.format(origin).encode() + turtle(quads)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _skos(name: str) -> NamedNode:
    return NamedNode(SKOS + name)


def _scheme(scheme: Row, rows: Sequence[Row], sheet: Sheet) -> Iterator[Quad]:
    key = scheme["key"]
    node = sheet.names.scheme(key)
    yield from sheet.say(node, TYPE, _skos("ConceptScheme"))
    yield from sheet.say(node, NamedNode(DCTERMS + "title"), chinese(scheme["zh"]))
    yield from sheet.say(node, NamedNode(DCTERMS + "title"), Literal(scheme["en"], language="en"))
    yield from _labels(node, scheme, sheet)
    for row in rows:
        yield from _concept(key, row, node, scheme["class"], sheet)
    for row, below in pairwise(rows):
        if key == "level":
            upper, lower = sheet.names.concept("level", row["key"]), sheet.names.concept("level", below["key"])
            yield from sheet.say(upper, kg("directlyAbove"), lower)


def _concept(scheme: str, row: Row, scheme_node: NamedNode, kind: str, sheet: Sheet) -> Iterator[Quad]:
    node = sheet.names.concept(scheme, row["key"])
    say = sheet.say
    yield from say(node, TYPE, _skos("Concept"))
    yield from say(node, TYPE, kg(kind))
    yield from _labels(node, row, sheet)
    yield from say(node, _skos("notation"), plain(row["key"]))
    yield from say(node, _skos("inScheme"), scheme_node)
    for broader in many(row, "broader"):
        yield from say(node, _skos("broader"), sheet.names.concept(scheme, broader))
    if not row["broader"]:
        yield from say(node, _skos("topConceptOf"), scheme_node)
        yield from say(scheme_node, _skos("hasTopConcept"), node)
    if scheme in _MORE:
        yield from _MORE[scheme](node, row, sheet)


def _labels(node: NamedNode, row: Row, sheet: Sheet) -> Iterator[Quad]:
    yield from sheet.say(node, _skos("prefLabel"), chinese(row["zh"]))
    yield from sheet.say(node, _skos("prefLabel"), Literal(row["en"], language="en"))
    for label in many(row, "alt_zh"):
        yield from sheet.say(node, _skos("altLabel"), chinese(label))
    yield from sheet.say(node, _skos("definition"), chinese(row["definition_zh"]))
    yield from sheet.say(node, _skos("definition"), Literal(row["definition_en"], language="en"))


def _level(node: NamedNode, row: Row, sheet: Sheet) -> Iterator[Quad]:
    yield from sheet.say(node, kg("levelOrder"), whole(int(row["order"])))
    known = {row["zh"], *many(row, "alt_zh")}
    for words in dict.fromkeys((*many(row, "words"), *many(row, "ranks"))):
        if words not in known:
            yield from sheet.say(node, _skos("hiddenLabel"), chinese(words))
    for rank in many(row, "ranks"):
        yield from sheet.say(node, kg("cadreRank"), chinese(rank))


def _who(node: NamedNode, row: Row, sheet: Sheet) -> Iterator[Quad]:
    names, say = sheet.names, sheet.say
    yield from say(node, TYPE, kg(_WHO_KINDS[row["kind"]]))
    for column, name in (("broader", "kindOf"), ("member_of", "memberOf"), ("acts_for", "actsFor")):
        for key in many(row, column):
            yield from say(node, kg(name), names.concept("who", key))
    for group in many(row, "group"):
        yield from say(names.concept("who", group), kg("groupMember"), node)
    for part in many(row, "names"):
        yield from say(node, kg("namesPart"), names.concept("who", part))
    if row["level"] not in {"", ALL_LEVELS}:
        yield from say(node, kg("impliedLevel"), names.concept("level", row["level"]))


def _mechanism(node: NamedNode, row: Row, sheet: Sheet) -> Iterator[Quad]:
    yield from sheet.say(node, LABEL, chinese(row["zh"]))
    yield from sheet.say(node, kg("mechanismKind"), sheet.names.concept("mechanism-kind", row["kind"]))


def _basis(node: NamedNode, row: Row, sheet: Sheet) -> Iterator[Quad]:
    if row["level_kind"]:
        yield from sheet.say(node, kg("forLevelKind"), plain(row["level_kind"]))


_MORE: dict[str, Callable[[NamedNode, Row, Sheet], Iterator[Quad]]] = {
    "basis": _basis,
    "level": _level,
    "mechanism": _mechanism,
    "who": _who,
}


def _positions(tables: Tables, sheet: Sheet) -> Iterator[Quad]:
    """One position for each askable who at each level; where the word itself implies a level, at that level only."""
    for who in tables["who"]:
        if not who["askable"]:
            continue
        for level in tables["level"]:
            if who["level"] not in ("", ALL_LEVELS, level["key"]):
                continue
            node = sheet.names.node("position", f"{who['key']}@{level['key']}")
            yield from sheet.kind(node, "Position")
            yield from sheet.say(node, kg("who"), sheet.names.concept("who", who["key"]))
            yield from sheet.say(node, kg("level"), sheet.names.concept("level", level["key"]))
            yield from sheet.say(node, LABEL, chinese(f"{level['zh']}{who['zh']}"))
            yield from sheet.say(node, LABEL, Literal(f"{level['en']} {who['en']}", language="en"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
