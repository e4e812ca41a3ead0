"""``SourceText`` → ``Directive``: header and a tree of provisions that covers every character."""

from kg.structure.parse import parse
from kg.structure.render import as_json, render

__all__ = ["as_json", "parse", "render"]
