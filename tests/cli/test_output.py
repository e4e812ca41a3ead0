"""Text from documents is data: it neither commands a terminal, nor a spreadsheet, nor a Markdown page."""

import pytest

from kg.cli import output
from kg.store import Iri


@pytest.mark.parametrize("text", ["\x1b[2J", "a\rb", "\x07", "\x9b31m", "\u202eevil", "\x00", "a\x7f"])
def test_no_control_characters_reach_the_terminal(text: str):
    """Escape sequences, carriage returns and direction marks are replaced."""
    assert not set(output.line(text)) & set("\x1b\r\x07\x9b\u202e\x00\x7f")


@pytest.mark.parametrize("text", ["a\nb", "a\u2028b", "a\r\nb", "a\tb"])
def test_a_line_is_one_line(text: str):
    """Breaks become a space."""
    assert output.line(text) == "a b"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str, capsys: pytest.CaptureFixture[str]):
    """An apostrophe stands before what a spreadsheet would calculate; numbers stay numbers."""
    output.echo_csv(("a", "b"), [(text, -3)])
    assert capsys.readouterr().out.replace('"', "").split("\n", 1)[1].startswith("'")
    output.echo_csv(("a",), [(-3,), (True,)])
    assert capsys.readouterr().out == "a\n-3\ntrue\n"


def test_markdown_cells_stay_cells(capsys: pytest.CaptureFixture[str]):
    """Bars, breaks and markup are escaped."""
    output.echo_markdown(("a",), [("x|y\n<b>*z*",)])
    assert capsys.readouterr().out.splitlines()[2] == "| x\\|y \\<b\\>\\*z\\* |"


def test_a_table_lines_up_and_leaves_out_empty_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """Chinese characters are two columns wide; markup in cells is text."""
    monkeypatch.setenv("COLUMNS", "60")
    output.echo_table(("who", "none", "note"), [("县级", None, "[red]x"), ("ab", "", "y")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["who", "note"]
    assert lines[2].index("[red]x") + 2 == lines[3].index("y")


@pytest.mark.parametrize("columns", [40, 60, 120])
def test_nothing_is_cut_off_where_the_terminal_is_narrow(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """A table that does not fit becomes a list: every figure and every word of every row stays."""
    monkeypatch.setenv("COLUMNS", str(columns))
    names = tuple(f"figure{number}" for number in range(12))
    output.echo_table(
        (*names, "title"), [(*(str(12345 + number) for number in range(12)), "关于巩固深化成果的意见" * 3)]
    )
    out = capsys.readouterr().out
    assert all(name in out for name in (*names, "title"))
    assert all(str(12345 + number) in out for number in range(12))
    assert "".join(out.split()).count("关于巩固深化成果的意见") == 3
    assert all(len(line.rstrip()) <= columns for line in out.splitlines())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Iri("https://w3id.org/zhize/id/directive/a/item_1"), "a/item_1"),
        (Iri("https://w3id.org/zhize/id/who/leadership"), "who/leadership"),
        (Iri("http://other/x"), "http://other/x"),
        (None, ""),
        (True, "yes"),
        (3, "3"),
    ],
)
def test_cells_for_people(value, shown: str):
    """Identifiers without their common beginning."""
    assert output.shown(value) == shown
