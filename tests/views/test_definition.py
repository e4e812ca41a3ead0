"""Picture definitions are data, and a mistake in them is said in one line."""

from pathlib import Path

import pytest

from kg import resources
from kg.errors import LexiconError, NotFound
from kg.views import load, names
from kg.views.definition import MOST, read

GOOD = (resources.visualizations() / "overview.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names())
def test_every_definition_loads_and_stays_readable(name: str) -> None:
    """Each shipped picture is valid, speaks both languages, and never draws more than one page can hold."""
    definition = load(name)
    assert definition.title.zh
    assert definition.title.en
    assert sum(column.limit for column in definition.columns) <= MOST
    assert {style.column for style in definition.styles} <= {column.key for column in definition.columns}


def test_unknown_name_lists_the_known_ones() -> None:
    """A name that is not defined is refused with the names that are."""
    with pytest.raises(NotFound, match="no picture 'overveiw'; known: directive, overview, position"):
        load("overveiw")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('fill: "#e3ecf7"', "fill: red", "kind 'bearer': write fill and border as #rrggbb"),
        ("limit: 60", "limit: 6000", "the limits add up to more than 300"),
        ("column: bearer,", "column: nobody,", "kind 'bearer': write zh, en and one of the columns"),
        ("links: |", "lines: |", "unknown entry 'lines'"),
        ("lines: 3", "lines: 9", "lines 1 to 3"),
        ("width: 250", "width: wide", "column 'bearer': write zh, en, width and limit"),
        ("title:", "title: [", "no YAML"),
    ],
)
def test_a_mistake_names_itself(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What is wrong with a definition is told with its remedy, and the file's name."""
    assert old in GOOD
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mine\.yaml") as caught:
        read(path)
    assert said in str(caught.value)
