"""Where ``ontology/``, ``data/``, ``queries/`` and ``visualizations/`` are: in the checkout or in the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds the knowledge files."""
    packed = _PACKAGE / "_share"
    return packed if packed.is_dir() else _PACKAGE.parents[1]


def ontology() -> Path:
    return root() / "ontology"


def vocabulary() -> Path:
    return ontology() / "vocabulary"


def lexicon() -> Path:
    return root() / "data" / "lexicon"


def documents() -> Path:
    """The directives that come with the package."""
    return root() / "data" / "documents"


def queries() -> Path:
    return root() / "queries"


def visualizations() -> Path:
    return root() / "visualizations"
