"""From picture names to files: each page is written whole, or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import NotFound
from kg.query.catalogue import question
from kg.query.parameters import resolve
from kg.store.connection import Connection
from kg.views.bind import bind
from kg.views.definition import Definition, load, names
from kg.views.label import line
from kg.views.page import FONTS, environment, page
from kg.views.picture import Picture, draw

PAGES = 50
"""Pages of one picture that are drawn unasked: a graph may hold thousands of directives, a page is half a megabyte."""


def render_all(connection: Connection, out_dir: Path, most: int = PAGES) -> tuple[Path, ...]:
    """``index.html`` and all pages of all pictures, with the parameters' defaults; the index says what was left out."""
    out_dir.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    listed: list[dict[str, Any]] = []
    for name in names():
        definition = load(name)
        pages: list[dict[str, str]] = []
        for picture in pictures(definition, connection, most=most):
            paths.append(_written(picture, out_dir))
            pages.append({"file": paths[-1].name, "title": line(picture.title) or definition.title.zh})
        left_out = max(len(_items(definition, connection, _values(definition, connection, {}))) - len(pages), 0)
        listed.append(
            {
                "name": name,
                "title": definition.title,
                "about": definition.about,
                "pages": pages,
                "left_out": left_out if definition.each else 0,
            }
        )
    text = environment({"pictures": listed, "fonts": FONTS}).get_template("index.html").render()
    return (_put(out_dir / "index.html", text), *paths)


def render(name: str, connection: Connection, out_dir: Path, key: str = "", **parameters: str) -> tuple[Path, ...]:
    """The pages of one picture: ``{name}.html``, or ``{name}-{key}.html`` for each item of it.

    ``key`` draws the page of one item only.
    ``parameters`` stand in place of the definition's defaults, as keys or words (``level="county"``, ``level="县级"``).
    """
    definition = load(name)
    out_dir.mkdir(parents=True, exist_ok=True)
    return tuple(_written(picture, out_dir) for picture in pictures(definition, connection, parameters, key=key))


def pictures(
    definition: Definition,
    connection: Connection,
    parameters: Mapping[str, str] | None = None,
    *,
    key: str = "",
    most: int | None = None,
) -> Iterator[Picture]:
    """The pictures of one definition, one by one; ``NotFound`` where key or parameters name nothing in the graph."""
    values = _values(definition, connection, parameters or {})
    if not definition.each:
        if key:
            raise NotFound(f"picture '{definition.name}' is a single page; leave the key out")
        yield draw(definition, connection, **values)
        return
    items = _items(definition, connection, values)
    wanted = tuple(item for item in items if not key or item[1] == key)
    if not wanted and (key or definition.parameters):
        known = ", ".join(item[1] for item in items[:15]) or "nothing"
        raise NotFound(f"picture '{definition.name}' has no page '{key}' for these values; it has: {known}")
    for iri, name, title in wanted[:most]:
        yield draw(definition, connection, key=name, title=title, **values, item=iri)


def _items(
    definition: Definition, connection: Connection, values: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """(IRI, key, title) of all pages of a picture."""
    if not definition.each:
        return ()
    rows = connection.select(bind(definition.each, values)).records()
    return tuple((str(row["item"]), str(row["key"]), str(row["title"] or "")) for row in rows)


def _values(definition: Definition, connection: Connection, parameters: Mapping[str, str]) -> dict[str, str]:
    """The IRIs of parameter values, written as people write them; ``UnknownValue`` names the known ones."""
    defaults = dict(definition.parameters)
    unknown = sorted(parameters.keys() - defaults.keys())
    if unknown:
        takes = ", ".join((*defaults, *(("key",) if definition.each else ()))) or "nothing"
        raise NotFound(f"picture '{definition.name}' takes no {', '.join(unknown)}; it takes: {takes}")
    chosen = defaults | {name: value for name, value in parameters.items() if value}
    if not chosen:
        return {}
    asked = question(definition.question)
    known = {parameter.name: parameter for parameter in asked.parameters}
    return {name: resolve(connection, asked, known[name], value).strip("<>") for name, value in sorted(chosen.items())}


def _written(picture: Picture, out_dir: Path) -> Path:
    return _put(out_dir / f"{_file_name(picture.definition.name, picture.key)}.html", page(picture))


def _put(path: Path, text: str) -> Path:
    """The file with this text; a reader sees the old one or the new one, never half of it."""
    aside = path.with_suffix(".html.new")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(path)
    return path


def _file_name(name: str, key: str) -> str:
    """Letters, digits and hyphens only; a key that holds others keeps apart from its likes by a digest."""
    if not key:
        return name
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", key)[:80]
    return f"{name}-{plain}" if plain == key else f"{name}-{plain}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
