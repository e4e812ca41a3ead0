"""A directive → an indented view for people, or plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import Directive, Provision, Span

_WIDTH = 48


def render(directive: Directive) -> str:
    """One line a provision, indented by depth: eid, kind, number and heading, the beginning of its own words."""
    header = directive.header
    lines = [
        f"title: {header.title}",
        f"type: {header.doc_type}  number: {header.number}  date: {header.date or ''}",
        f"issuers: {' | '.join(header.issuers)}",
        f"implements: {' | '.join(header.implements)}",
        f"addressees: {' | '.join(header.addressees)}",
        "",
    ]
    for depth, provision in _walk(directive.root):
        lines.append("  " * depth + _line(directive, provision))
    if directive.issues:
        lines.append("")
    lines += [f"{issue.severity} {issue.code} {issue.span.start}: {issue.message}" for issue in directive.issues]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _walk(root: Provision) -> Iterator[tuple[int, Provision]]:
    stack = [(0, child) for child in reversed(root.children)]
    while stack:
        depth, provision = stack.pop()
        yield depth, provision
        stack.extend((depth + 1, child) for child in reversed(provision.children))


def _line(directive: Directive, provision: Provision) -> str:
    name = provision.eid.rsplit("__", 1)[-1]
    label = f"{provision.number} [{provision.heading}]" if provision.heading else provision.number
    words = " ".join(directive.source.quote(provision.body)[: 4 * _WIDTH].split())
    shown = words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"
    return " ".join(part for part in (name, provision.kind.value, label, shown) if part)


def as_json(directive: Directive) -> dict[str, Any]:
    """Header, provisions and issues as values that ``json`` writes; spans are ``[start, end]`` in the clean text."""
    header = directive.header
    return {
        "key": directive.key,
        "name": directive.source.name,
        "header": {
            "title": header.title,
            "type": header.doc_type,
            "number": header.number,
            "issuers": list(header.issuers),
            "date": header.date,
            "implements": list(header.implements),
            "addressees": list(header.addressees),
        },
        "provisions": [_provision(directive, child) for child in directive.root.children],
        "issues": [
            {"code": issue.code, "severity": issue.severity.value, "message": issue.message, "span": _pair(issue.span)}
            for issue in directive.issues
        ],
    }


def _provision(directive: Directive, provision: Provision) -> dict[str, Any]:
    return {
        "eid": provision.eid,
        "kind": provision.kind.value,
        "number": provision.number,
        "heading": provision.heading,
        "path": provision.path,
        "span": _pair(provision.span),
        "text": directive.source.quote(provision.body).strip(),
        "children": [_provision(directive, child) for child in provision.children],
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
