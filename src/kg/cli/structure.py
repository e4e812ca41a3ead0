"""``kg structure``: a document → its tree of provisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options, output

if TYPE_CHECKING:
    from kg.model import Directive, Provision, Span

_WORDS = 40


@click.command(epilog=options.example("kg structure notice.txt"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(("tree", "json")), default="tree", show_default=True, help="How to print."
)
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
def command(file: Path, form: str, as_json: bool) -> None:
    """Show a document as a tree of provisions, its header, and the oddities of its structure."""
    from kg.pipeline import parse
    from kg.read import find

    directive = parse(find([file])[0])
    if as_json or form == "json":
        output.echo_json(_as_dict(directive))
    else:
        _print(directive)


def _print(directive: Directive) -> None:
    source, header = directive.source, directive.header
    click.echo(output.line(f"{directive.key}  {source.name}  {source.media_type}  {len(source.text):,} characters"))
    for name in ("title", "doc_type", "number", "issuers", "date", "implements", "addressees"):
        value = getattr(header, name)
        if value:
            click.echo(output.line(f"  {name}: {value if isinstance(value, str) else '；'.join(value)}"))
    stack: list[tuple[Provision, int]] = [(directive.root, 0)]
    while stack:
        node, depth = stack.pop()
        own = source.quote(node.body).strip()
        words = node.heading or (own if len(own) <= _WORDS else own[:_WORDS] + "…")
        click.echo(output.line(f"{'  ' * depth}{node.kind} {node.number}".rstrip() + f"  {words}  [{node.eid}]"))
        stack.extend((child, depth + 1) for child in reversed(node.children))
    for issue in directive.issues:
        at = source.to_original(issue.span)
        click.echo(output.line(f"{issue.severity} {issue.code} {at.start}-{at.end}: {issue.message}"))


def _as_dict(directive: Directive) -> dict[str, Any]:
    source, header = directive.source, directive.header

    def place(span: Span) -> list[int]:
        original = source.to_original(span)
        return [original.start, original.end]

    # A flat list in text order: a tree of any depth, without recursion.
    provisions = []
    stack: list[tuple[Provision, str | None]] = [(directive.root, None)]
    while stack:
        node, parent = stack.pop()
        provisions.append(
            {
                "eid": node.eid,
                "parent": parent,
                "kind": node.kind.value,
                "number": node.number,
                "heading": node.heading,
                "path": node.path,
                "place": place(node.span),
                "lead": source.quote(node.lead),
                "body": source.quote(node.body),
            }
        )
        stack.extend((child, node.eid) for child in reversed(node.children))
    return {
        "key": directive.key,
        "file": source.name,
        "media_type": source.media_type,
        "digest": source.digest,
        "header": {
            "title": header.title,
            "type": header.doc_type,
            "number": header.number,
            "issuers": list(header.issuers),
            "date": header.date,
            "implements": list(header.implements),
            "addressees": list(header.addressees),
        },
        "provisions": provisions,
        "issues": [
            {"code": issue.code, "severity": issue.severity.value, "place": place(issue.span), "message": issue.message}
            for issue in directive.issues
        ],
    }
