"""What passes between the stages."""

from kg.model.directive import Directive, Header, Issue, Kind, Provision, Severity
from kg.model.norm import (
    LEVELS,
    Bearer,
    BearerSource,
    Cadence,
    Confidence,
    Found,
    Level,
    LevelConstraint,
    LevelKind,
    Modality,
    Named,
    Norm,
    Reading,
    Unread,
)
from kg.model.text import Run, SourceText, Span

__all__ = [
    "LEVELS",
    "Bearer",
    "BearerSource",
    "Cadence",
    "Confidence",
    "Directive",
    "Found",
    "Header",
    "Issue",
    "Kind",
    "Level",
    "LevelConstraint",
    "LevelKind",
    "Modality",
    "Named",
    "Norm",
    "Provision",
    "Reading",
    "Run",
    "Severity",
    "SourceText",
    "Span",
    "Unread",
]
