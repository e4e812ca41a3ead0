"""Each named question gives the expected rows on a small graph made by hand: ``cases/<question>/{graph.trig,expected.csv}``."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.query import ask, questions
from kg.store import Embedded

CASES = Path(__file__).parent / "cases"


def load(case: str) -> Embedded:
    """A case's graph, open for questions."""
    store = ox.Store()
    store.bulk_load(path=str(CASES / case / "graph.trig"), format=ox.RdfFormat.TRIG)
    return Embedded(store)


def plain(cell: object) -> str:
    """A cell as a CSV file spells it."""
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_a_question_gives_the_expected_rows(name: str):
    """The rows, and their order, are those of expected.csv; nothing more, nothing less."""
    with (CASES / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = list(csv.reader(file))
    answer = ask(load(name), name)
    assert list(answer.columns) == header
    assert [[plain(cell) for cell in row] for row in answer.rows] == expected


def test_every_question_has_a_case():
    """A question without expected rows is not done."""
    assert {path.name for path in CASES.iterdir()} == set(questions())
