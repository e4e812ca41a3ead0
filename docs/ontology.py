"""From the ontology to its reference pages: ``docs/ontology/index.html`` (zh) and ``index.en.html`` (en).

One entry a term, with its definition, what it goes from and to, examples and the term of another vocabulary that it
comes from; above them a drawing of the classes. The template escapes everything.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import jinja2
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Literal, Node, URIRef

from kg import resources

HERE = Path(__file__).parent / "ontology"
KG = "https://w3id.org/zhize/ontology#"
DCTERMS = rdflib.Namespace("http://purl.org/dc/terms/")
PAGES = {"zh": "index.html", "en": "index.en.html"}
KINDS = (("classes", OWL.Class), ("relations", OWL.ObjectProperty), ("values", OWL.DatatypeProperty))
LINE, INDENT, MARGIN = 26, 28, 14
CHARACTERISTICS = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.TransitiveProperty,
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
)


def pages() -> dict[str, str]:
    """File name → text of both pages; the same ontology gives the same pages."""
    graph = rdflib.Graph()
    for name in ("kg.ttl", "alignments.ttl"):
        graph.parse(resources.ontology() / name)
    loader = jinja2.FileSystemLoader(HERE)
    template = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template("template.jinja")
    return {
        name: template.render(
            language=language,
            other=PAGES["en" if language == "zh" else "zh"],
            title=_words(graph, URIRef(KG[:-1]), DCTERMS.title, language),
            about=_words(graph, URIRef(KG[:-1]), DCTERMS.description, language),
            version=str(graph.value(URIRef(KG[:-1]), OWL.versionInfo)),
            groups=[(group, list(_terms(graph, kind, language))) for group, kind in KINDS],
            drawing=_drawing(graph, language),
        )
        + "\n"
        for language, name in PAGES.items()
    }


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or compare them."""
    made = pages()
    stale = [name for name, text in made.items() if not _same(HERE / name, text)]
    if "--check" in arguments:
        return 1 if stale else 0
    for name in stale:
        (HERE / name).write_text(made[name], encoding="utf-8")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _words(graph: rdflib.Graph, term: Node, predicate: URIRef, language: str) -> str:
    """The value in that language; in any other where there is none."""
    values = sorted(value for value in graph.objects(term, predicate) if isinstance(value, Literal))
    return str(next((value for value in values if value.language == language), values[0] if values else ""))


def _terms(graph: rdflib.Graph, kind: URIRef, language: str) -> Iterable[dict[str, Any]]:
    """Each term of ours of one kind, in the order of the names."""
    for term in sorted(term for term in set(graph.subjects(RDF.type, kind)) if str(term).startswith(KG)):
        yield {
            "name": str(term).removeprefix(KG),
            "iri": str(term),
            "label": _words(graph, term, RDFS.label, language),
            "definition": _words(graph, term, SKOS.definition, language),
            "examples": sorted(str(value) for value in graph.objects(term, SKOS.example)),
            "note": _words(graph, term, SKOS.scopeNote, language),
            "above": _links(graph, graph.objects(term, RDFS.subClassOf | RDFS.subPropertyOf), language),
            "below": _links(graph, graph.subjects(RDFS.subClassOf | RDFS.subPropertyOf, term), language),
            "domain": _links(graph, graph.objects(term, RDFS.domain), language),
            "range": _links(graph, graph.objects(term, RDFS.range), language),
            "close": _links(graph, graph.objects(term, SKOS.closeMatch), language),
            "source": _links(graph, graph.objects(term, DCTERMS.source), language),
            "kinds": [str(kind).rsplit("#", 1)[1] for kind in CHARACTERISTICS if (term, RDF.type, kind) in graph],
            "replaced": _links(graph, graph.objects(term, DCTERMS.isReplacedBy), language),
        }


def _links(graph: rdflib.Graph, nodes: Iterable[Node], language: str) -> list[tuple[str, str]]:
    """Address and words of each node with a name: our terms on the page, others where they are."""
    found = []
    for node in sorted(node for node in set(nodes) if isinstance(node, URIRef)):
        name = str(node).removeprefix(KG)
        ours = name != str(node)
        words = _words(graph, node, RDFS.label, language) if ours else graph.namespace_manager.normalizeUri(str(node))
        found.append((f"#{name}" if ours else str(node), words.strip("<>")))
    return found


def _drawing(graph: rdflib.Graph, language: str) -> dict[str, Any]:
    """The classes as a tree: a box each, below and right of the class that it is a kind of."""
    boxes: list[dict[str, Any]] = []
    classes = {term for term in graph.subjects(RDF.type, OWL.Class) if str(term).startswith(KG)}

    def draw(term: Node, depth: int, parent: int | None) -> None:
        row = len(boxes)
        boxes.append(
            {
                "name": str(term).removeprefix(KG),
                "label": _words(graph, term, RDFS.label, language),
                "x": MARGIN + depth * INDENT,
                "y": MARGIN + row * LINE,
                "parent": parent,
            }
        )
        for lower in sorted(classes & set(graph.subjects(RDFS.subClassOf, term))):
            draw(lower, depth + 1, row)

    for top in sorted(term for term in classes if not classes & set(graph.objects(term, RDFS.subClassOf))):
        draw(top, 0, None)
    return {"boxes": boxes, "height": 2 * MARGIN + len(boxes) * LINE, "line": LINE}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
