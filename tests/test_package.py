"""What is installed is whole: the wheel works by itself, away from the checkout."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
KNOWLEDGE = ("ontology", "data/documents", "data/lexicon", "data/model", "queries", "visualizations")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without asking the network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or done.stdout
    (built,) = folder.glob("*.whl")
    return built


def knowledge_files() -> set[str]:
    """Every knowledge file of the checkout, generated pages aside."""
    return {
        path.relative_to(ROOT).as_posix()
        for folder in KNOWLEDGE
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".html", ".pyc") and "__pycache__" not in path.parts
    }


def test_wheel_carries_the_knowledge(wheel: Path) -> None:
    """Ontology, lexicon, documents, queries and picture definitions travel inside, and nothing else of the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert {f"kg/_share/{name}" for name in knowledge_files()} == {name for name in inside if "/_share/" in name}
    assert {name.split("/", 1)[0].split("-", 1)[0] for name in inside} == {"kg", "zhize"}
    assert "kg/views/page.html" in inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_installed_program_builds_and_answers(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, outside the checkout, the three commands of the demonstration work.

    The dependencies are those of the running environment: the test installs one file, and asks no network.
    """
    home = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
    scheme = {"base": str(home), "platbase": str(home)}
    site, scripts = (Path(sysconfig.get_path(name, "venv", vars=scheme)) for name in ("purelib", "scripts"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = scripts / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "KG_DATABASE")}

    def run(*command: str) -> str:
        done = subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = run(
        str(python), "-c", "import kg, kg.resources as r, json; print(json.dumps([kg.__file__, str(r.root())]))"
    )
    assert all(Path(path).is_relative_to(site) for path in json.loads(where))
    run(str(scripts / "kg"), "build")
    assert json.loads(run(str(scripts / "kg"), "ask", "documents", "--format", "json"))
    run(str(scripts / "kg"), "view", "--all")
    assert len(list((elsewhere / "visualizations").glob("*.html"))) >= 7


def test_every_import_is_declared() -> None:
    """What the program imports is a dependency of the core, or of the extra that its module belongs to."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for name, lines in project["optional-dependencies"].items() if name != "dev" for line in lines]
    declared = {_canonical(re.split(r"[^\w.-]", line)[0]) for line in (*project["dependencies"], *extras)}
    graph = grimp.build_graph("kg", include_external_packages=True)
    external = {module for module in graph.modules if graph.is_module_squashed(module)} - set(sys.stdlib_module_names)
    by_module = packages_distributions()
    missing = {module for module in external if not declared & {_canonical(name) for name in by_module.get(module, [])}}
    assert missing == set()


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-build.txt"])
def test_the_lock_carries_hashes_and_no_addresses(name: str) -> None:
    """Every pinned package has a hash, and the file names no host."""
    lock = (ROOT / name).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", lock.strip())
    assert pins
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links| @ ", lock)


def test_what_builds_from_source_is_locked_too() -> None:
    """A package without a wheel is built by pinned tools."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["source"]
    lock = (ROOT / "constraints-build.txt").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert {_canonical(re.split("[<>=]", tool)[0]) for tool in tools} <= pinned


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
