"""A graph → findings: every row of a check in ``ontology/checks`` is something that must not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import QuerySolutions, Store

from kg import resources
from kg.reason.headers import BASE, QueryFile, read_folder


class Gravity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that a check found: which check, on what, what is wrong, and what to do."""

    check: str
    entity: str
    message: str
    severity: Gravity
    remedy: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.check}: <{self.entity}> {self.message}; {self.remedy}"


def findings(store: Store, base: str = BASE) -> tuple[Finding, ...]:
    """All findings, sorted; empty where the graph is as it should be."""
    files = read_folder(resources.ontology() / "checks")
    return tuple(sorted(finding for file in files for finding in look(store, file, base)))


def look(store: Store, check: QueryFile, base: str = BASE) -> Iterator[Finding]:
    """What one check finds."""
    rows = store.query(check.query(base), use_default_graph_as_union=True)
    if not isinstance(rows, QuerySolutions):
        raise TypeError("a check must be a SELECT query")
    for row in rows:
        entity, message = row["entity"], row["message"]
        yield Finding(
            check=check.name,
            entity=getattr(entity, "value", str(entity)),
            message=getattr(message, "value", str(message)),
            severity=Gravity(check.fields["Severity"]),
            remedy=check.fields["Remedy"],
        )
