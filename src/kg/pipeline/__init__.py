"""Documents → a database: the one place where the stages are put together.

read → structure → extract → populate   for each document (``documents``), in several processes: ``pool``
→ store → reason → check                for the whole (``building``)
"""

from kg.pipeline.building import DATABASE, Failure, Progress, Summary, build, check
from kg.pipeline.documents import DocumentFacts, parse, read_norms

__all__ = [
    "DATABASE",
    "DocumentFacts",
    "Failure",
    "Progress",
    "Summary",
    "build",
    "check",
    "parse",
    "read_norms",
]
