"""What the documentation says is so: it is complete, generated pages are current, and its commands run."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from kg import resources
from kg.cli.commands import COMMANDS
from kg.views import names

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = README + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))


def generator() -> ModuleType:
    """``docs/generate.py`` as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "questions.md"])
def test_generated_pages_are_current(name: str) -> None:
    """Reference pages are what the program says of itself; `make docs` writes them anew."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generator().pages()[name], "run: make docs"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    """A reader of the README meets every command."""
    assert f"kg {name}" in README


@pytest.mark.parametrize("name", sorted(path.stem for path in resources.queries().glob("*.rq")))
def test_every_question_is_documented(name: str) -> None:
    """Each named question stands in the README."""
    assert f"`{name}`" in README


@pytest.mark.parametrize("path", sorted(resources.queries().glob("*.rq")), ids=lambda path: path.stem)
def test_examples_name_directives_that_come_with_kg(path: Path) -> None:
    """The example of a question can be tried as it stands."""
    keys = {
        line.removeprefix("key: ").strip()
        for sheet in (ROOT / "data" / "documents").glob("*.yaml")
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if line.startswith("key: ")
    }
    (example,) = re.findall(r"^# Example: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"--(?:directive|norm) ([^ /]+)", example)) <= keys


@pytest.mark.parametrize("name", names())
def test_every_picture_is_documented(name: str) -> None:
    """Each picture stands in the README."""
    assert f"`{name}`" in README


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!https?:|#)([^)#]+)", PROSE))))
def test_links_lead_somewhere(path: str) -> None:
    """Every relative link and image of the documentation is there."""
    assert (ROOT / path).exists() or (ROOT / "docs" / path).exists()


def test_images_are_light() -> None:
    """A picture in the documentation stays below 300 kB."""
    assert {path.name for path in (ROOT / "docs" / "images").iterdir() if path.stat().st_size > 300_000} == set()


def test_readme_commands_print_what_it_shows() -> None:
    """The README's commands work in their order, and each block of output is what they print, line for line."""
    assert len(re.findall(r"^kg ", README, re.MULTILINE)) >= 8
    assert generator().readme(README) == README, "run: make docs"
