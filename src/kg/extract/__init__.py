"""``Directive`` → ``Reading``: the norms of a directive with their parts, and the sentences that gave none."""

from kg.extract.read import extract

__all__ = ["extract"]
