"""Puts the steps of this stage together: lines, layout, tree, header, issues."""

from __future__ import annotations

from kg.model import Directive, SourceText
from kg.structure import finish, tree
from kg.structure.cues import load
from kg.structure.header import read_header
from kg.structure.layout import lay_out
from kg.structure.lines import Classifier
from kg.structure.oddities import oddities
from kg.structure.titles import Titles


def parse(source: SourceText, key: str) -> Directive:
    """The directive that ``source`` holds. Any text gives a tree that covers every character; oddities are issues."""
    cues = load()
    blocks = lay_out(list(Classifier(cues).lines(source.text)), cues)
    root, issues = tree.grow(blocks)
    finish.close(root, cues.shapes["shape.closing"])
    finish.head(root, Titles(root, cues.demands))
    issues += finish.unnumbered_tails(root)
    issues += oddities(source.text, cues)
    frozen = finish.freeze(root, source.text)
    return Directive(
        key=key,
        source=source,
        header=read_header(source.text, frozen, cues),
        root=frozen,
        issues=tuple(sorted(issues, key=lambda issue: (issue.span, issue.code))),
    )
