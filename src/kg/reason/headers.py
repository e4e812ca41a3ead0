"""A query file → its text and the fields of its header comment (``# Name: words``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

BASE = "https://w3id.org/zhize/id/"
"""The base of individuals that the files are written for."""

_FIELD = re.compile(r"# (?P<name>[A-Z][A-Za-z]*(?: \((?:zh|en)\))?): (?P<words>.*\S)")


@dataclass(frozen=True, slots=True)
class QueryFile:
    """One file of ``ontology/rules`` or ``ontology/checks``."""

    name: str
    fields: dict[str, str]
    text: str

    def query(self, base: str = BASE) -> str:
        """The query, for individuals below ``base``."""
        return self.text.replace(f"<{BASE}", f"<{base}")

    def prefixes(self) -> str:
        """The file's PREFIX lines."""
        return "".join(re.findall(r"^PREFIX .*\n", self.text, re.MULTILINE))

    def words(self, field: str) -> tuple[str, ...]:
        """The ontology's terms that a field lists."""
        return tuple(re.findall(r"\b[a-z]+:[A-Za-z_]+", self.fields.get(field, "")))


def read_folder(folder: Path) -> tuple[QueryFile, ...]:
    """The files of a folder in the order of their names."""
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


def _read(path: Path) -> QueryFile:
    text = path.read_text(encoding="utf-8")
    fields: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _FIELD.fullmatch(line):
            fields[match["name"]] = match["words"]
    return QueryFile(path.stem, fields, text)
