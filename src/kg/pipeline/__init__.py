"""Documents → a database: the one place where the stages are put together.

read → structure → extract → populate   for each document (``documents``), in several processes: ``pool``
→ store → reason → check                for the whole (``building``); or only as far as norms: ``extracting``
"""

from kg.pipeline.building import DATABASE, Failure, Progress, Summary, build, check
from kg.pipeline.documents import DocumentFacts, parse, read_norms
from kg.pipeline.extracting import Extracted, extract_each, extract_into

__all__ = [
    "DATABASE",
    "DocumentFacts",
    "Extracted",
    "Failure",
    "Progress",
    "Summary",
    "build",
    "check",
    "extract_each",
    "extract_into",
    "parse",
    "read_norms",
]
