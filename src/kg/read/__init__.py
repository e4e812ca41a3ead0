"""Bytes → ``SourceText``: clean text that knows where in the original each character stood."""

from kg.read.files import LIMIT, find
from kg.read.formats import read
from kg.read.metadata import metadata

__all__ = ["LIMIT", "find", "metadata", "read"]
