"""``kg ask``: the questions of ``queries/``, each a command of its own with its parameters as options."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options, output
from kg.store.connection import Iri, Value

if TYPE_CHECKING:
    from kg.query import Answer, Parameter, Question
    from kg.store.connection import Connection

_FORMATS = ("table", "json", "csv", "md")
_NUMBERS = frozenset({"integer", "decimal"})
_MISSING = {
    "level": ("层级不符", "their level is another"),
    "who": ("对象不符", "they are for others"),
    "both": ("层级、对象均不符", "neither level nor people fit"),
    "nobody": ("没有写明由谁承担", "the text says nowhere whom they are for"),
}
"""Why a norm does not reach a position: the values of `missing` in ``duties-not``, in words."""
_LABELS = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?key ?label {{ ?concept skos:notation ?key ; skos:prefLabel ?label .
  FILTER (LANG(?label) = "zh" && STRSTARTS(STR(?concept), "https://w3id.org/zhize/id/{}/")) }}"""


class Questions(options.Group):
    """A group with one command for each file in ``queries/``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from kg.query.catalogue import questions

        return list(questions())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        from kg.query.catalogue import question

        return _command(question(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from kg.query.catalogue import questions

        with formatter.section("Questions"):
            formatter.write_dl([(name, f"{found.en} {found.zh}") for name, found in questions().items()])


@click.command(
    cls=Questions,
    invoke_without_command=True,
    subcommand_metavar="[QUESTION [OPTIONS]]",
    epilog=options.example("kg ask duties --level 县级 --who 领导班子 --format csv", "kg ask duties --values who"),
)
@options.json_flag
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Put a named question to the graph; without a name: list the questions."""
    if ctx.invoked_subcommand is None:
        _list(as_json=as_json)


def _list(*, as_json: bool) -> None:
    from kg.query.catalogue import questions

    found = questions().values()
    if as_json:
        output.echo_json(
            [
                {
                    "name": question.name,
                    "zh": question.zh,
                    "en": question.en,
                    "parameters": [parameter.name for parameter in question.parameters],
                    "columns": [column.name for column in question.columns],
                    "example": question.example,
                }
                for question in found
            ]
        )
        return
    for question in found:
        click.echo(f"{question.name}\n  {question.zh}\n  {question.en}\n  {question.example}\n")
    click.echo("The options of a question: kg ask <question> --help")


def _metavar(parameter: Parameter) -> str:
    """What stands for the value in the help: the scheme of a concept, the bounds of a number, else the type."""
    if parameter.bounds:
        return "{}-{}".format(*parameter.bounds)
    return (parameter.scheme or parameter.type).upper()


def _command(question: Question) -> click.Command:
    """The command of one question."""
    parameters: list[click.Parameter] = [
        click.Option(
            [f"--{parameter.name}"],
            help=parameter.text + (f"  [default: {parameter.default}]" if parameter.default else ""),
            metavar=_metavar(parameter),
        )
        for parameter in question.parameters
    ]
    run = click.Command(
        question.name,
        params=parameters,
        callback=lambda db, endpoint, timeout, **given: _run(
            question, options.connection(db, endpoint, timeout), **given
        ),
        help=f"{question.en}\n\n{question.zh}",
        epilog=options.example(question.example),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    run.params.append(
        click.Option(
            ["--format", "form"],
            type=click.Choice(_FORMATS),
            default="table",
            show_default=True,
            help="How to print the rows.",
        )
    )
    run.params.append(click.Option(["--json", "as_json"], is_flag=True, help="Same as --format json."))
    run.params.append(click.Option(["--limit"], type=click.IntRange(min=0), help="Print at most so many rows."))
    if parameters:
        names = click.Choice([parameter.name for parameter in question.parameters])
        run.params.append(click.Option(["--values"], type=names, help="List what a parameter can be asked with."))
    for option in (options.database, options.endpoint, options.timeout):
        option(run)
    return run


def _run(
    question: Question,
    opening: AbstractContextManager[Connection],
    *,
    form: str,
    as_json: bool,
    limit: int | None,
    values: str | None = None,
    **parameters: str | None,
) -> None:
    from kg.query.asking import ask

    form = "json" if as_json else form
    with opening as connection:
        if values:
            _values(connection, question, values, form)
            return
        answer = ask(connection, question.name, **parameters)
        if form == "table":
            _print(connection, answer, parameters, limit)
            return
    rows = answer.rows if limit is None else answer.rows[:limit]
    if form == "csv":
        output.echo_csv(answer.columns, rows)
    elif form == "md":
        output.echo_markdown(answer.columns, rows)
    else:
        asked = {parameter.name: parameters[parameter.name] or parameter.default for parameter in question.parameters}
        records = answer.records() if limit is None else answer.records()[:limit]
        output.echo_json(
            {"question": question.name, "parameters": asked, "count": len(answer.rows), "rows": list(records)}
        )


def _values(connection: Connection, question: Question, name: str, form: str) -> None:
    from kg.query.parameters import known_values

    parameter = next(parameter for parameter in question.parameters if parameter.name == name)
    rows = known_values(connection, parameter)
    if form == "json":
        output.echo_json([{"key": key, "label": label} for key, label in rows])
    elif form == "csv":
        output.echo_csv(("key", "label"), rows)
    else:
        output.echo_table(("key", "label"), rows)


def _print(connection: Connection, answer: Answer, parameters: dict[str, str | None], limit: int | None) -> None:
    """The answer as tables, one for each group."""
    question = answer.question
    click.echo(f"{question.zh}\n{question.en}")
    asked = [(each.name, parameters.get(each.name) or each.default) for each in question.parameters]
    if any(value for _, value in asked):
        click.echo("Asked with " + output.line(" ".join(f"--{name} {value}" for name, value in asked if value)))
    names = [column.name for column in question.columns]
    hidden = {column.name for column in question.columns if column.detail} | set(question.group)
    columns = [name for name in names if name not in hidden]
    numbers = frozenset(column.name for column in question.columns if column.type in _NUMBERS)
    records = answer.records() if limit is None else answer.records()[:limit]
    first = question.group[0] if question.group else ""
    counts = Counter(output.shown(record[first]) for record in answer.records()) if first else Counter()
    labels = _labels(connection, first) if first else {}
    # One form for all groups: a table here and a list there would be hard to read.
    listed = output.too_wide(columns, [[_local(row, name) for name in columns] for row in records])
    before: tuple[str, ...] = ()
    for group, members in groupby(records, key=lambda row: tuple(output.shown(row[name]) for name in question.group)):
        rows = list(members)
        click.echo()
        key = output.shown(rows[0].get("key"))
        for depth, value in enumerate(group):
            if depth == 0 and group[:1] == before[:1]:
                continue
            named = key if question.group[depth] == "title" else ""
            count = f"({counts[value]})" if depth == 0 else ""
            click.echo(" ".join(filter(None, (value, labels.get(value, "") if depth == 0 else "", named, count))))
        before = group
        cells = [[_local(row, name) for name in columns] for row in rows]
        output.echo_table(columns, cells, numbers=numbers, listed=listed)
    tail = f" (first {len(records)} shown)" if len(records) < len(answer.rows) else ""
    each = ", ".join(f"{value} {count}" for value, count in counts.items()) if len(question.group) > 1 else ""
    click.echo(f"\n{len(answer.rows)} rows{tail}{': ' + each if each else ''}")
    if question.name == "duties":
        _left_out(connection, parameters)
    if "norm" in columns and records:
        click.echo(f"Why one of them: kg explain {output.shown(records[0]['norm'])}")


def _local(row: dict[str, Value], name: str) -> Value:
    """A cell of a table; identifiers within a directive are shown without the directive's own."""
    value = row[name]
    directive = row.get("directive")
    if isinstance(value, Iri) and directive and value != directive:
        return Iri(value.removeprefix(f"{directive}/"))
    return value


def _labels(connection: Connection, scheme: str) -> dict[str, str]:
    """The Chinese words of the values that a table is grouped by."""
    if scheme == "missing":
        return {key: zh for key, (zh, _) in _MISSING.items()}
    return {str(key): str(label) for key, label in connection.select(_LABELS.format(scheme)).rows}


def _left_out(connection: Connection, parameters: dict[str, str | None]) -> None:
    """How many norms do not reach the position, by what keeps them away."""
    from kg.query.asking import ask

    given: dict[str, Any] = {name: parameters.get(name) for name in ("level", "who", "directive")}
    answer = ask(connection, "duties-not", **given)
    counts = Counter(str(record["missing"]) for record in answer.records())
    click.echo(f"Left out: {len(answer.rows)} norms")
    for key, (zh, en) in _MISSING.items():
        if counts[key]:
            click.echo(f"  {counts[key]:>5}  {en} ({zh})")
    chosen = " ".join(f"--{name} {value}" for name, value in given.items() if value)
    click.echo(f"  each with its reason: kg ask duties-not {chosen}".rstrip())
