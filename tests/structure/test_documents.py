"""The directives that come with the package, against the reference headers and by their outlines."""

import json
import re
from pathlib import Path

import pytest

from kg import resources
from kg.model import Kind
from kg.read import metadata, read
from kg.structure import parse
from tests.structure.covering import check

_GOLD = resources.root() / "data" / "gold"
_DOCUMENTS = {
    "000": "central-2020-theme-education-opinion",
    "001": "model-mission-system-opinion",
    "002": "central-2024-theme-education-opinion",
    "003": "hangzhou-2020-theme-education-opinion",
    "004": "central-2019-life-meeting-notice",
}
_REFERENCES = sorted(_GOLD.glob("*.jsonl"))
_WIDTH = str.maketrans("(),:;!?", "（），：；！？")


def _path(number: str) -> Path:
    return resources.documents() / f"{_DOCUMENTS[number]}.txt"


def _directive(number: str):
    path = _path(number)
    return parse(read(path), metadata(path).key)


def _squash(value: object) -> str:
    """Without white space, and with wide punctuation, as the reference is compared."""
    return re.sub(r"\s+", "", json.dumps(value, ensure_ascii=False)).translate(_WIDTH)


def _rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("file", _REFERENCES, ids=[file.stem for file in _REFERENCES])
def test_header_and_parts_are_the_reference(file):
    """Title, type, issuers, date, what is carried out, addressees, and every part with its heading."""
    directive = _directive(file.stem)
    header = metadata(_path(file.stem)).complete(directive.header)
    parts = [[provision.path, provision.heading] for provision in directive.provisions() if provision.number]
    read_ = {
        "title": header.title,
        "type": header.doc_type,
        "issuers": list(header.issuers),
        "date": header.date,
        "implements": list(header.implements),
        "addressees": list(header.addressees),
        "parts": parts,
    }
    expected = {field: value for field, value in _rows(file)[0].items() if field in read_}
    assert {field: _squash(value) for field, value in read_.items()} == {
        field: _squash(value) for field, value in expected.items()
    }


@pytest.mark.parametrize("file", _REFERENCES, ids=[file.stem for file in _REFERENCES])
def test_every_norm_of_the_reference_stands_in_the_body_of_its_part(file):
    """No norm is swallowed by a heading or by furniture, and its provision has the path of the reference."""
    directive = _directive(file.stem)
    text = directive.source.text
    places = [at for at, char in enumerate(text) if not char.isspace()]
    flat = _squash(text)[1:-1].replace("\\n", "").replace("\\u3000", "")
    strays = []
    at = 0
    for row in _rows(file)[1:]:
        quote = _squash(row["quote"])[1:-1]
        at = flat.find(quote, at)
        assert at >= 0, quote
        start, stop = places[at], places[at + len(quote) - 1] + 1
        homes = [
            provision.path
            for provision in directive.provisions()
            if provision.kind.speaks and provision.body.start <= start and stop <= provision.body.end
        ]
        if homes != [row["part"]]:
            strays.append((row["part"], homes, quote))
    assert strays == []


@pytest.mark.parametrize("number", sorted(_DOCUMENTS))
def test_the_tree_covers_the_document(number):
    """Every character is in the tree, and numbering gives no cause for doubt."""
    directive = _directive(number)
    check(directive)
    assert {issue.code for issue in directive.issues} <= {"level-skipped", "blank"}


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("000", "frame furniture preamble item closing"),
        ("001", "furniture title preamble item"),
        ("002", "furniture title date preamble item closing furniture"),
        ("003", "title salutation frame signature title preamble item closing"),
        ("004", "furniture frame paragraph"),
    ],
)
def test_the_parts_around_the_items(number, kinds):
    """What stands at the top level, in order, runs of one kind taken together."""
    found: list[str] = []
    for child in _directive(number).root.children:
        if not found or found[-1] != child.kind:
            found.append(child.kind.value)
    assert found == kinds.split()


def test_the_model_text_by_its_outline():
    """Seven parts with twenty-three numbered through, each with a run-in heading and a body."""
    directive = _directive("001")
    tops = [child for child in directive.root.children if child.kind is Kind.ITEM]
    assert [len(top.children) for top in tops] == [3, 2, 7, 3, 3, 3, 2]
    assert tops[2].children[0].path == "三/（六）"
    assert tops[2].children[0].heading == "持之以恒抓理论自学，不断明初心、知使命"
    below = [child for top in tops for child in top.children]
    assert [child.eid.split("__")[1] for child in below] == [f"item_{n}" for n in range(1, 24)]
    assert [child.eid for child in below if not child.heading or len(child.body) < 100] == []
    assert sum(issue.code == "blank" for issue in directive.issues) == 3


def test_the_opinion_of_2024_by_its_outline():
    """Four parts, each with a paragraph of its own and items numbered through to fifteen."""
    directive = _directive("002")
    tops = [child for child in directive.root.children if child.kind is Kind.ITEM]
    assert [[child.kind.value for child in top.children].count("item") for top in tops] == [3, 2, 5, 5]
    assert [top.children[0].kind for top in tops] == [Kind.PARAGRAPH] * 4
    assert [child.path for child in tops[3].children] == ["四", "四/11", "四/12", "四/13", "四/14", "四/15"]
    header = directive.header
    assert (header.issuers, header.date, header.doc_type) == (("中共中央办公厅",), "2024-02-23", "意见")
