"""From the program itself to what the documentation says of it.

Commands become ``docs/cli.md``, questions ``docs/questions.md``, and each block of commands in the README that is
followed by a block of output gets the output that they print now.
"""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.cli.commands import kg
from kg.query import questions

HERE = Path(__file__).parent
WIDE: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100}


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    return {"cli.md": "\n".join(_commands()), "questions.md": "\n".join(_questions())}


def readme(text: str) -> str:
    """The README with the output of its commands as it is now, over the graph of the directives that come with kg."""
    environment = os.environ | {
        "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "110",
        "PYTHONIOENCODING": "utf-8",
    }
    environment.pop("KG_DATABASE", None)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "data").symlink_to(HERE.parent / "data")

        def renewed(match: re.Match[str]) -> str:
            command = ["bash", "-euc", match["commands"]]
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
            )
            if done.returncode or re.search(r"^kg: ", done.stderr, re.MULTILINE):
                raise SystemExit(f"a command of the README fails:\n{match['commands']}{done.stderr}")
            if match["output"] is None:
                return match[0]
            lines = [line.rstrip() for line in done.stdout.splitlines()]
            output = "\n".join(lines)
            return f"```sh\n{match['commands']}```\n\n```text\n{output}\n```\n"

        return _BLOCK.sub(renewed, text)


_BLOCK = re.compile(r"```sh\n(?P<commands>.*?)```\n(?:\n```text\n(?P<output>.*?)```\n)?", re.DOTALL)


def _commands() -> Iterator[str]:
    yield "# Commands\n\nGenerated from `kg --help` and its commands (`make docs`).\n"
    context = click.Context(kg, info_name="kg", **kg.context_settings | WIDE)
    yield f"## kg\n\n```text\n{kg.get_help(context)}\n```\n"
    for name in kg.list_commands(context):
        command = kg.get_command(context, name)
        if command is not None and not command.hidden:
            inner = click.Context(command, info_name=name, parent=context, **WIDE)
            yield f"## kg {name}\n\n```text\n{command.get_help(inner)}\n```\n"


def _questions() -> Iterator[str]:
    yield "# Questions\n\nGenerated from the headers of `queries/*.rq` (`make docs`). Put one with `kg ask NAME`.\n"
    for question in questions().values():
        yield f"## {question.name}\n\n{question.zh}\n\n{question.en}\n"
        if question.parameters:
            yield "| parameter | meaning |\n|---|---|"
            yield from (f"| `--{parameter.name}` | {parameter.text} |" for parameter in question.parameters)
            yield ""
        yield "| column | meaning |\n|---|---|"
        yield from (f"| `{column.name}` | {column.text} |" for column in question.columns)
        yield f"\n```sh\n{question.example}\n```\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    page = HERE.parent / "README.md"
    page.write_text(readme(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
