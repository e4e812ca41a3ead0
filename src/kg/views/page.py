"""From a picture to one HTML page by pyvis that asks nothing of the network and runs no script but its own.

pyvis as it comes loads a style sheet from elsewhere, runs script that stands in titles and headings, and lets
the browser compute positions. Here it holds the nodes, edges and drawing library; the frame around them is ours.
Afterwards: 1. the page is complete in itself; 2. its Content-Security-Policy names its two scripts by digest, so
that nothing in a label can run; 3. node names are numbers, and every text is plain; 4. the same picture gives the
same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from kg.views.label import line, lines, short
from kg.views.layout import Layout, arrange
from kg.views.picture import Node, Picture

FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB", sans-serif'
_INK = "#1f2933"
_NONE = "sha256-of-the-scripts"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def page(picture: Picture) -> str:
    """The whole page."""
    layout = arrange(picture)
    network = _network(picture, layout)
    network.templateEnv = environment(_frame(picture, layout))
    network.path = "page.html"
    html: str = network.generate_html(notebook=False)
    digests = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii") for script in _SCRIPT.findall(html)
    ]
    return html.replace(_NONE, " ".join(f"'sha256-{digest}'" for digest in digests), 1)


def _network(picture: Picture, layout: Layout) -> Any:  # noqa: ANN401 - pyvis is not typed
    from pyvis.network import Network  # slow to import, and only pictures need it

    network = Network(cdn_resources="in_line")
    network.set_options(_OPTIONS)
    columns = {column.key: column for column in picture.definition.columns}
    numbers = {node.id: number for number, node in enumerate(picture.nodes)}
    for node in picture.nodes:
        style, place = picture.definition.style(node.kind), layout.places[node.id]
        border, fill = (style.border, style.fill) if style else (_INK, "#ffffff")
        network.add_node(
            numbers[node.id],
            label=_label(node, columns[node.column].lines),
            title=_title(node),
            shape="box",
            x=place.x,
            y=place.y,
            color={
                "background": fill,
                "border": border,
                "hover": {"background": fill, "border": _INK},
                "highlight": {"background": fill, "border": _INK},
            },
            widthConstraint={"minimum": columns[node.column].width - 16, "maximum": columns[node.column].width - 16},
        )
    kinds = {node.id: node.kind for node in picture.nodes}
    sides = {column.key: at for at, column in enumerate(picture.definition.columns)}
    side = {node.id: sides[node.column] for node in picture.nodes}
    for link in picture.links:
        # Always from left to right, so that the curves leave and enter at the sides.
        left, right = sorted((link.source, link.target), key=lambda end: side[end])
        style = picture.definition.style(kinds[link.target])
        network.add_edge(
            numbers[left],
            numbers[right],
            width=round(1 + math.log2(link.weight), 2),
            color=style.border if style else _INK,
            hidden=True,  # the page draws the lines itself, from side to side: vis would start them under the boxes
        )
    return network


_OPTIONS = """{
  "layout": {"improvedLayout": false},
  "physics": {"enabled": false},
  "interaction": {"hover": true, "dragNodes": false, "dragView": false, "zoomView": false, "tooltipDelay": 120},
  "nodes": {
    "borderWidth": 1, "borderWidthSelected": 2, "margin": {"top": 5, "bottom": 5, "left": 8, "right": 8},
    "shapeProperties": {"borderRadius": 6},
    "font": {"size": 13, "align": "left", "multi": false, "color": "#1f2933"}
  },
  "edges": {"smooth": {"enabled": false}}
}"""


def _label(node: Node, count: int) -> str:
    text = lines(node.label, count)
    return f"{text}  {node.count}" if node.count is not None else text


def _title(node: Node) -> str:
    """Hover text, plain: vis shows it as it is."""
    whole = line(node.label)
    return _UNSEEN.sub("", f"{whole}\n{node.detail}" if node.detail else whole)


def environment(values: dict[str, Any]) -> Environment:
    """Our templates before pyvis' own, which hold the drawing library; everything filled in is escaped."""
    pyvis = find_spec("pyvis")
    library = [
        FileSystemLoader(Path(place, "templates")) for place in (pyvis and pyvis.submodule_search_locations) or ()
    ]
    templates = Environment(loader=ChoiceLoader([FileSystemLoader(Path(__file__).parent), *library]), autoescape=True)
    templates.globals.update(values)
    return templates


def _frame(picture: Picture, layout: Layout) -> dict[str, Any]:
    """What the page shows around the canvas: titles, column heads, legend, the cap, and the same content as a table."""
    definition = picture.definition
    words = {column.key: column.text for column in definition.columns}
    drawn = {node.kind for node in picture.nodes}
    counts: dict[str, int] = defaultdict(int)
    for node in picture.nodes:
        counts[node.column] += 1
    return {
        "page": {
            "digests": _NONE,
            "fonts": FONTS,
            "title": definition.title,
            "name": line(picture.title),
            "about": definition.about,
            "layout": layout,
            "heads": [{"left": left, "text": words[key], "count": counts[key]} for key, left in layout.lefts.items()],
            "legend": [style for style in definition.styles if style.kind in drawn],
            "left_out": [
                {"text": words[key], "shown": counts[key], "all": counts[key] + missing}
                for key, missing in picture.left_out
            ],
            "rows": _rows(picture),
        }
    }


def _rows(picture: Picture) -> list[dict[str, Any]]:
    names = {node.id: line(node.label) for node in picture.nodes}
    linked: dict[str, list[str]] = defaultdict(list)
    for link in picture.links:
        linked[link.source].append(names[link.target])
        linked[link.target].append(names[link.source])
    rows = []
    for node in picture.nodes:
        style = picture.definition.style(node.kind)
        rows.append(
            {
                "kind": style.text.zh if style else "",
                "label": names[node.id],
                "detail": _UNSEEN.sub("", node.detail),
                "links": [short(name) for name in linked[node.id]],
            }
        )
    return rows
