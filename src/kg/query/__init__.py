"""Questions → answers with their reasons.

Names are imported from their modules on first use: explaining a norm loads nothing of running untrusted SPARQL.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.query.asking import Answer, ask
    from kg.query.catalogue import Column, Parameter, Question, question, questions
    from kg.query.explaining import Explanation, explain

_WHERE = {
    "Answer": "asking",
    "Column": "catalogue",
    "Explanation": "explaining",
    "Parameter": "catalogue",
    "Question": "catalogue",
    "ask": "asking",
    "explain": "explaining",
    "question": "catalogue",
    "questions": "catalogue",
}

__all__ = ["Answer", "Column", "Explanation", "Parameter", "Question", "ask", "explain", "question", "questions"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module holds anything
    if name in _WHERE:
        return getattr(import_module(f"kg.query.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'kg.query' has no attribute {name!r}")
