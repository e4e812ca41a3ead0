"""Quads → what follows from them, and what is wrong with them.

infer(store)      the rules of ``ontology/rules`` to a fixpoint into the inferred graph
conformance(store)   the shapes of ``ontology/shapes.ttl``: one finding for each thing that does not fit its own
findings(store)   the checks of ``ontology/checks``: one finding for each thing that must not be
"""

from kg.reason.checks import Finding, Gravity, findings
from kg.reason.rules import infer
from kg.reason.shapes import conformance

__all__ = ["Finding", "Gravity", "conformance", "findings", "infer"]
