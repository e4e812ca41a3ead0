"""The commands by name; a command's module is imported when the command runs, not before."""

from __future__ import annotations

from importlib import import_module

import click

from kg.cli import options

COMMANDS = {
    "build": "Build the graph: read, extract, populate, reason, check, store.",
    "ask": "Put a named question; without a name: list the questions.",
    "explain": "Show a norm in its sentence, how each part was read, why it applies.",
    "sparql": "Answer a SPARQL query over the graph.",
    "extract": "Read the norms of documents, without a graph.",
    "structure": "Show a document as a tree of provisions.",
    "view": "Write pictures as pages.",
    "check": "Check the graph against the ontology.",
    "evaluate": "Compare extracted norms with a reference annotation.",
    "export": "Write the graph as a file of another format.",
}


class LazyGroup(options.Group):
    """A group that knows its commands by name and imports each from ``kg.cli.<name>`` on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"kg.cli.{cmd_name}"), "command")  # noqa: B009  a name of the module, not of its type
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"kg {version('zhize')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    epilog=options.example("kg build", "kg ask duties --level county --who leadership"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def kg() -> None:
    """Read policy directives and answer who must do what (职责图谱).

    Exit codes: 0 done, 1 done with findings or unreadable documents, 2 misuse.
    """
