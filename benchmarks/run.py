"""Times of this program, beside those of peers measured in the same run: ``make bench``.

Absolute times depend on the machine; the column of ratios depends on it much less.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rich.console import Console
from rich.table import Table

from kg import resources
from kg.extract import extract
from kg.lexicon import load
from kg.model import SourceText
from kg.pipeline import build
from kg.query import ask
from kg.read import find, read
from kg.reason import infer
from kg.store import Embedded, open_database
from kg.structure import parse

KG = str(Path(sysconfig.get_path("scripts")) / "kg")
KEEP = "https://w3id.org/zhize/ontology#"
NORMS = 100_000
"""Norms of the synthetic graph: ten triples each, a million in all."""
MILLION = 1_000_000
"""Triples of the graph that the questions are put to."""
SMALL = 10_000
"""Norms of the graph that rdflib gets too."""

Row = tuple[str, str, str]


def main() -> None:
    table = Table("what", "measured", "beside", title="zhize benchmarks")
    for measure in (commands, reading, storing, asking):
        for row in measure():
            table.add_row(*row)
    Console(width=110).print(table)


def commands() -> Iterator[Row]:
    """Whole commands, from a cold start of the program: the median of five."""
    with tempfile.TemporaryDirectory() as folder:
        build = _median(lambda number: _run(folder, "build", "--out", f"{folder}/graph{number}"))
        yield "kg build, the five directives, cold", f"{build:.2f} s", "at most 5 s"
        environment = {"KG_DATABASE": f"{folder}/graph0"}
        ask = _median(
            lambda _: _run(folder, "ask", "duties", "--level", "county", "--who", "leadership", **environment)
        )
        yield "kg ask duties", f"{ask:.2f} s", "at most 1 s"
        view = _median(lambda _: _run(folder, "view", "--all", **environment))
        yield "kg view --all", f"{view:.2f} s", ""
        bare = _median(lambda _: _seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)))
        yield "kg --help", f"{_median(lambda _: _run(folder, '--help')):.2f} s", f"Python alone {bare:.2f} s"


def reading() -> Iterator[Row]:
    """Characters a second of the text stages, beside a word segmenter that only cuts and tags words."""
    sources = [read(path) for path in find([resources.documents()])]
    load()
    texts = [source.text for source in sources]
    characters = sum(map(len, texts))
    ours = characters / _best(lambda: [extract(parse(source, "bench"), load()) for source in sources])
    yield "read norms of the five directives", f"{ours:,.0f} characters/s", ""
    for name, tag in _segmenters():
        theirs = characters / _best(lambda tag=tag: [tag(text) for text in texts])
        yield (
            f"  {name}: words and their classes only",
            f"{theirs:,.0f} characters/s",
            f"kg is {ours / theirs:.2f} × of it",
        )
    grown = "\n".join(texts) * 4
    times = [
        _best(lambda n=n: extract(parse(SourceText.plain("long.txt", grown[:n]), "bench"), load()), 1)
        for n in _sizes(grown)
    ]
    growth = times[1] / times[0]
    yield "four times the text in one document", f"{times[1]:.2f} s", f"{growth:.1f} × the time of one quarter"


def storing() -> Iterator[Row]:
    """A million synthetic triples: load, optimize, ask; rdflib gets a tenth of them."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "norms.nt")
        data.write_bytes(b"".join(_triples(NORMS)))
        store = ox.Store(f"{folder}/store")
        loaded = _seconds(lambda: store.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES))
        optimized = _seconds(store.optimize)
        yield (
            f"load {len(store):,} triples, optimize",
            f"{loaded:.1f} s + {optimized:.1f} s",
            f"{len(store) / loaded:,.0f} triples/s",
        )
        for what, query in QUERIES.items():
            took = _best(lambda query=query: [tuple(row) for row in store.query(query)], 3)
            yield f"  {what}", f"{took * 1000:.1f} ms", ""
        data.write_bytes(b"".join(_triples(SMALL)))
        ours, theirs = ox.Store(f"{folder}/small"), rdflib.Graph()
        quick = _seconds(lambda: ours.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES))
        slow = _seconds(lambda: theirs.parse(str(data), format="nt"))
        yield f"load {len(ours):,} triples", f"{quick:.2f} s", f"rdflib {slow:.2f} s: {slow / quick:.0f} ×"
        query = QUERIES["count norms by level and kind"]
        quick, slow = _best(lambda: list(ours.query(query)), 3), _best(lambda: list(theirs.query(query)), 1)
        yield (
            "  count norms by level and kind",
            f"{quick * 1000:.1f} ms",
            f"rdflib {slow * 1000:.0f} ms: {slow / quick:.0f} ×",
        )


QUERIES = {
    "all of one norm": f"SELECT ?p ?o WHERE {{ <{KEEP}norm4711> ?p ?o }}",
    "county duties of one bearer": f"""SELECT ?norm ?quote WHERE {{
        ?norm <{KEEP}bearer> <{KEEP}bearer7> ; <{KEEP}level> <{KEEP}county> ; <{KEEP}quote> ?quote }}""",
    "count norms by level and kind": f"""SELECT ?level ?kind (COUNT(*) AS ?n) WHERE {{
        ?norm <{KEEP}level> ?level ; <{KEEP}modality> ?kind }} GROUP BY ?level ?kind""",
}


def asking() -> Iterator[Row]:
    """The directives that come with kg, over and over under other keys, to a million triples: questions of everyone."""
    with tempfile.TemporaryDirectory() as folder:
        build(out=Path(folder, "graph"))
        with open_database(Path(folder, "graph")) as database:
            lines = ox.serialize(iter(database.store), format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)
            keys = [str(row["key"]) for row in ask(database.connection, "documents").records()]
        asserted = [line for line in lines if not line.endswith(b"graph/inferred> .\n")]
        own = b"".join(line for line in asserted if b"/id/directive/" in line)
        key = re.compile(rf"(?<=/id/)((?:directive|graph)/(?:{'|'.join(map(re.escape, keys))}))".encode())
        store = ox.Store(f"{folder}/store")
        store.bulk_load(b"".join(line for line in asserted if b"/id/directive/" not in line), ox.RdfFormat.N_QUADS)
        for copy in range(MILLION // own.count(b"\n")):
            store.bulk_load(key.sub(rb"\1-%d" % copy, own), ox.RdfFormat.N_QUADS)
        inferred = _seconds(lambda: infer(store))
        store.optimize()
        yield f"rules over {len(store):,} triples, from {len(lines):,}", f"{inferred:.1f} s", ""
        connection = Embedded(ox.Store.read_only(f"{folder}/store"))
        for name in ("duties", "duties-not", "bearers", "mechanisms", "documents"):
            rows = len(ask(connection, name).rows)
            seconds = _best(lambda name=name: ask(connection, name), 3)
            yield f"  kg ask {name}: {rows:,} rows", f"{seconds:.2f} s", "at most 1 s" if name == "duties" else ""


def _triples(norms: int) -> Iterator[bytes]:
    """Ten triples a norm, the same every time."""
    levels = ("central", "provincial", "municipal", "county", "township", "grassroots")
    for number in range(norms):
        norm = f"<{KEEP}norm{number}>"
        facts = (
            ("inDirective", f"<{KEEP}directive{number // 100}>"),
            ("inProvision", f"<{KEEP}provision{number // 5}>"),
            ("modality", f"<{KEEP}{('obligation', 'prohibition', 'permission')[number % 11 % 3]}>"),
            ("bearer", f"<{KEEP}bearer{number % 97}>"),
            ("level", f"<{KEEP}{levels[number % 6]}>"),
            ("quote", f'"第{number}条：每季度至少开展{number % 9 + 1}次集体学习"@zh'),
            ("order", f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            ("mechanism", f"<{KEEP}mechanism{number % 53}>"),
            ("confidence", f"<{KEEP}{('high', 'medium', 'low')[number % 3]}>"),
            ("checkable", f'"{str(number % 2 == 0).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        )
        yield "".join(f"{norm} <{KEEP}{name}> {value} .\n" for name, value in facts).encode()


def _segmenters() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Peers that are installed (``pip install zhize[bench]``)."""
    try:
        import rjieba
    except ImportError:
        return
    yield "rjieba", rjieba.tag


def _sizes(text: str) -> tuple[int, int]:
    return len(text) // 4, len(text)


def _run(folder: str, *arguments: str, **environment: str) -> float:
    outside = {name: value for name, value in os.environ.items() if name != "KG_DATABASE"}
    return _seconds(
        lambda: subprocess.run([KG, *arguments], check=True, capture_output=True, cwd=folder, env=outside | environment)
    )


def _median(measure: Callable[[int], float]) -> float:
    return statistics.median(measure(number) for number in range(5))


def _best(work: Callable[[], object], times: int = 5) -> float:
    return min(_seconds(work) for _ in range(times))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
