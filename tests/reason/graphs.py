"""Small graphs for reasoning: bearers, norms and directives on top of the real vocabularies."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from pyoxigraph import Store

from kg.model import Bearer
from kg.pipeline import build
from kg.populate import BASE, knowledge, quads
from kg.populate.names import KG
from kg.reason import infer
from kg.store.reading import open_database
from tests.populate.builders import bearer, metadata, norm, reading


@cache
def _knowledge():
    return tuple(knowledge())


def store_of(*readings) -> Store:
    """The knowledge, the readings, and what follows."""
    store = Store()
    store.extend(_knowledge())
    for made in readings:
        store.extend(quads(made, metadata(made.directive.key)))
    infer(store)
    return store


@cache
def five() -> Store:
    """The graph of the directives that come with the package, in memory."""
    store = Store()
    with tempfile.TemporaryDirectory() as folder:
        build(out=Path(folder, "graph"))
        with open_database(Path(folder, "graph")) as database:
            store.extend(database.store)
    return store


def basis(store: Store, position: str) -> str | None:
    """On which basis the only norm of the store applies to ``who@level``; None where it does not apply."""
    row = next(
        iter(
            store.query(
                f"""PREFIX kg: <{KG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
                SELECT ?source ?basis (COUNT(?name) AS ?names) WHERE {{
                  ?norm kg:fallsOn ?bearer ; kg:bearerSource/skos:notation ?source .
                  ?bearer kg:reaches <{BASE}position/{position}> ; kg:levelBasis/skos:notation ?basis .
                  OPTIONAL {{ ?bearer kg:reachesByName <{BASE}position/{position}> BIND (1 AS ?name) }}
                }} GROUP BY ?source ?basis""",
                use_default_graph_as_union=True,
            )
        ),
        None,
    )
    if row is None:
        return None
    if row["source"].value == "document":
        return "addressee"
    return row["basis"].value if row["names"].value != "0" else "as-member"


def named(*bearers: Bearer) -> Store:
    """A store with one norm of these bearers."""
    return store_of(reading(norm(1, *bearers)))


def addressed(*addressees: Bearer) -> Store:
    """A store with one norm that names nobody, in a directive with these addressees."""
    return store_of(reading(norm(1), addressees=addressees))


__all__ = ["addressed", "basis", "bearer", "five", "named", "store_of"]
