"""Each ``cases/<name>.txt`` is read as ``cases/<name>.tree`` shows it."""

from pathlib import Path

import pytest

from kg.model import SourceText
from kg.structure import parse, render
from tests.structure.covering import check

_CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("case", _CASES, ids=[case.stem for case in _CASES])
def test_a_case_is_read_as_its_tree_shows(case):
    """Header, tree and issues are those of the file beside the text."""
    directive = parse(SourceText.plain(case.name, case.read_text(encoding="utf-8")), "case")
    check(directive)
    assert render(directive) == case.with_suffix(".tree").read_text(encoding="utf-8")


def test_every_tree_has_its_text():
    """No expected tree is left without a case."""
    folder = Path(__file__).parent / "cases"
    assert sorted(file.stem for file in folder.glob("*.tree")) == [case.stem for case in _CASES]
