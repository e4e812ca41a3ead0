"""A page is complete in itself, the same every time, and runs no script that stands in a label."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import BadQuery, NotFound, UnknownValue
from kg.store.connection import Connection
from kg.store.embedded import Embedded
from kg.views import load, names, render, render_all
from kg.views.bind import bind
from kg.views.label import cells, lines, short
from kg.views.layout import arrange
from kg.views.page import page
from kg.views.picture import Node, Picture, draw
from kg.views.render import pictures

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "<a href='javascript:alert(1)'>href</a>",
    "<img src=https://example.org/x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe\u0000\ud800",
    "sha256-of-the-scripts",
)


def hostile() -> Picture:
    """A picture whose every text is an attack."""
    definition = load("overview")
    nodes = tuple(
        Node(id=text, kind="bearer", column="bearer", label=text, detail=text, group=text) for text in HOSTILE
    )
    return Picture(definition=definition, key=HOSTILE[0], title=HOSTILE[0], nodes=nodes, links=())


def test_hostile_texts_stay_text() -> None:
    """Markup in labels, titles and ids reaches the page only in escaped form."""
    html = page(hostile())
    parser = Elements()
    parser.feed(html)
    assert parser.seen.count("script") == 2
    assert not {"img", "a"} & set(parser.seen)
    assert not {name for name in parser.attributes if name.startswith("on")}
    assert "{{ 7 * 7 }}" in html
    html.encode("utf-8")


class Elements(HTMLParser):
    """The names of all elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_policy_names_the_scripts_of_the_page() -> None:
    """The two scripts are allowed by digest; nothing else may run, load or be sent."""
    html = page(hostile())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy[1]
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy[1]
    assert "script-src 'unsafe-inline'" not in policy[1]


@pytest.mark.parametrize("name", names())
def test_pages_load_nothing_from_elsewhere(name: str, graph: Connection, tmp_path: Path) -> None:
    """No source, style sheet, import or image of a page lies outside the page."""
    for path in render(name, graph, tmp_path):
        html = path.read_text(encoding="utf-8")
        assert not re.findall(r"<(?:link|img|iframe|object|embed|base)\b", html)
        assert not re.findall(r"<script[^>]+src", html)
        assert not re.findall(r"@import|url\((?![\"']?data:)", html)


def test_same_graph_same_bytes(graph: Connection, tmp_path: Path) -> None:
    """Rendering twice gives the same files with the same bytes."""
    first, second = (render_all(graph, tmp_path / folder) for folder in ("a", "b"))
    assert [path.name for path in first] == [
        "index.html",
        "directive-small.html",
        "overview.html",
        "position-county-leadership.html",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(path.name for path in first)


def test_the_index_lists_the_pages_and_what_was_left_out(graph: Connection, tmp_path: Path) -> None:
    """Every page can be reached from the index, and pages that were not drawn are counted there."""
    index, *pages = render_all(graph, tmp_path)
    assert all(f'href="{path.name}"' in index.read_text(encoding="utf-8") for path in pages)
    index, *pages = render_all(graph, tmp_path, most=0)
    assert [path.name for path in pages] == ["overview.html"]
    assert "只画出 0 / 1 页" in index.read_text(encoding="utf-8")


def test_one_page_can_be_asked_for(graph: Connection, tmp_path: Path) -> None:
    """A directive's page is drawn by its key; an unknown key names the known ones."""
    (path,) = render("directive", graph, tmp_path, key="small")
    assert path.name == "directive-small.html"
    with pytest.raises(NotFound, match="no page 'great' for these values; it has: small"):
        render("directive", graph, tmp_path, key="great")


def drawn(name: str, graph: Connection) -> dict[str, tuple[str, str]]:
    """Label → kind and column of what a picture shows."""
    (picture,) = pictures(load(name), graph)
    return {node.label: (node.kind, node.column) for node in picture.nodes}


def test_directive_page_shows_provisions_norms_and_bearers(graph: Connection) -> None:
    """One directive: each norm in the kind of its modality, provisions with number and heading or what they are."""
    assert drawn("directive", graph) == {
        "导言": ("provision", "provision"),
        "一 加强理论学习": ("provision", "provision"),
        "（一） ": ("provision", "provision"),
        "认真贯彻落实": ("obligation", "norm"),
        "每季度至少开展一次集体学习": ("obligation", "norm"),
        "不得以会议代替学习": ("prohibition", "norm"),
        "可以邀请专家": ("permission", "norm"),
        "党员": ("bearer", "bearer"),
        "县处级以上领导班子": ("bearer", "bearer"),
    }


def test_position_page_shows_the_best_reason(graph: Connection) -> None:
    """A norm that reaches a position in two ways shows the closer one; a norm without bearer is the addressee's."""
    shown = drawn("position", graph)
    assert shown["每季度至少开展一次集体学习"][0] == "level-range"
    assert shown["可以邀请专家"][0] == "level-range"
    assert shown["不得以会议代替学习"][0] == "as-member"
    assert shown["认真贯彻落实"][0] == "addressee"
    assert shown["各地区各部门"][0] == "bearer"


def test_positions_are_named_as_in_questions(graph: Connection, tmp_path: Path) -> None:
    """A level and a who may be given by key or in the words of the texts."""
    by_key = render("position", graph, tmp_path, level="county", who="leadership")
    by_word = render("position", graph, tmp_path, level="县级", who="领导班子和领导干部")
    assert [path.name for path in by_key] == [path.name for path in by_word] == ["position-county-leadership.html"]


def test_overview_counts_norms(graph: Connection) -> None:
    """Bearers, the directive and mechanisms carry how many norms they stand for."""
    (picture,) = pictures(load("overview"), graph)
    assert {(node.label, node.count) for node in picture.nodes} == {
        ("2024 关于加强学习的意见", 4),
        ("县处级以上领导班子", 2),
        ("党员", 2),
        ("中心组学习", 1),
    }


def test_directives_of_one_title_are_told_apart() -> None:
    """Year and issuer stand before the title, as far as they are known and the title does not begin with them."""
    kg, base = "https://w3id.org/zhize/ontology#", "https://w3id.org/zhize/id/"
    text = f"""@prefix kg: <{kg}> . @prefix dcterms: <http://purl.org/dc/terms/> . @base <{base}> .
        @prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <body/a> rdfs:label "甲市委"@zh . <body/b> rdfs:label "乙市委"@zh .
        <directive/1> a kg:Directive ; dcterms:title "关于学习的意见"@zh ; kg:issuer <body/a> .
        <directive/2> a kg:Directive ; dcterms:title "关于学习的意见"@zh ; kg:issuer <body/a>, <body/b> ;
            eli:date_document "2020-03-01" .
        <directive/3> a kg:Directive ; dcterms:title "甲市委关于学习的意见"@zh ; kg:issuer <body/a> .
        <directive/4> a kg:Directive ; dcterms:title "关于学习的意见"@zh ."""
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    picture = draw(load("overview"), Embedded(store))
    assert {node.id.rsplit("/", 1)[-1]: node.label for node in picture.nodes} == {
        "1": "甲市委：关于学习的意见",
        "2": "2020 乙市委：关于学习的意见",
        "3": "甲市委关于学习的意见",
        "4": "关于学习的意见",
    }


def test_a_picture_wider_than_the_screen_says_so(graph: Connection) -> None:
    """On a narrow screen one line above the picture says that it goes on sideways; an empty one says nothing."""
    (picture,) = pictures(load("overview"), graph)
    html = page(picture)
    assert html.count('class="sideways"') == 1
    assert f"@media (max-width: {arrange(picture).width + 39}px) {{ .sideways {{ display: block; }} }}" in html
    assert 'class="sideways"' not in page(draw(load("overview"), Embedded(ox.Store())))


def test_the_cap_is_counted_and_said() -> None:
    """What does not fit on the page is left out openly, in both languages."""
    store = ox.Store()
    kg, base = "https://w3id.org/zhize/ontology#", "https://w3id.org/zhize/id/"
    for number in range(100):
        norm, bearer = ox.NamedNode(f"{base}norm/{number}"), ox.NamedNode(f"{base}bearer/{number}")
        label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        store.add(ox.Quad(norm, ox.NamedNode(kg + "bearer"), bearer))
        store.add(ox.Quad(bearer, label, ox.Literal(f"主体{number}", language="zh")))
    picture = draw(load("overview"), Embedded(store))
    assert picture.left_out == (("bearer", 50),)
    html = page(picture)
    assert "责任主体：只画出 50 / 100 个。" in html
    assert "Bearers: 50 of 100 are drawn." in html


def test_an_empty_graph_says_so() -> None:
    """A picture of nothing is a page that says there is nothing."""
    assert "图中没有可画的内容" in page(draw(load("overview"), Embedded(ox.Store())))


def test_unknown_position_is_refused(graph: Connection, tmp_path: Path) -> None:
    """A level that the graph does not hold writes no page."""
    with pytest.raises(UnknownValue, match="unknown level 'moon'; known: county"):
        render("position", graph, tmp_path, level="moon")
    with pytest.raises(NotFound, match="picture 'overview' takes no level"):
        render("overview", graph, tmp_path, level="county")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", ["x> } ?s ?p ?o { <y", "a b", 'a"b', "a\nb", "a\\u003e"])
def test_values_cannot_leave_their_clause(value: str) -> None:
    """An IRI that could end the VALUES clause is refused, not escaped away."""
    with pytest.raises(BadQuery):
        bind("SELECT * { VALUES ?item {} ?item ?p ?o }", {"item": value})


def test_open_values_must_be_given() -> None:
    """A query is never sent with an empty VALUES, which would answer nothing without a word."""
    with pytest.raises(BadQuery, match=r"leaves \?item open"):
        bind("SELECT * { VALUES ?item { } ?item ?p ?o }", {})


def test_labels_are_short_and_seen() -> None:
    """A label fits its box, on one line or two, and holds no character that hides or turns text."""
    text = "党委（党组）理论学习中心组每季度至少开展一次集体学习研讨\u202e\n\t并报送情况"
    assert cells(short(text)) <= 28
    assert all(cells(part) <= 28 for part in lines(text, 2).split("\n"))
    assert lines(text, 2).count("\n") == 1
    assert short("a\u202e\u0000b\n c") == "ab c"
    assert short("") == ""
    assert lines("关于开好“专题民主生活会”的通知", 2, 10) == "关于开好\n“专题民…"
    assert lines("不忘初心、牢记使命", 2, 8) == "不忘初\n心、牢…"
    assert lines("——、、、、、、、、、、", 2, 8).count("\n") == 1


def test_node_names_are_numbers() -> None:
    """Identifiers of the graph never become identifiers of the page."""
    html = page(hostile())
    data = re.search(r"nodes = new vis\.DataSet\((.*?)\);\n", html)
    assert data is not None
    assert [node["id"] for node in json.loads(data[1])] == list(range(len(HOSTILE)))
