"""The ``.yaml`` file beside a document → ``Metadata``."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from kg.errors import KgError
from kg.model.metadata import Metadata

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 80
"""Longer keys are cut: they become names of files."""
_LISTS = frozenset({"issuers", "implements", "addressees"})
_ALIASES = {"issuer": "issuers", "type": "doc_type", "addressee": "addressees", "license": "licence"}
_LARGEST = 1024 * 1024


def metadata(path: Path) -> Metadata:
    """What ``<stem>.yaml`` (or ``.yml``) beside ``path`` states; without such a file, a key made of the file's name."""
    path = Path(path)
    beside = next((file for suffix in (".yaml", ".yml") if (file := path.with_suffix(suffix)).is_file()), None)
    if beside is None or beside == path:
        return Metadata(key=slug(path.stem))
    values = _checked(beside, _load(beside))
    values.setdefault("key", slug(path.stem))
    return Metadata(**values)


def slug(stem: str) -> str:
    """A key for identifiers: lower-case ASCII letters, digits and hyphens.

    Where letters or digits of the name are lost on the way, a hash of the whole name tells it from its like. The key
    depends on the name alone, so it stays when other documents come and go.

    >>> slug("Central Opinion_2020"), slug("000"), slug("意见"), slug("意见2020")
    ('central-opinion-2020', '000', 'doc-4872e353', '2020-cd512ae1')
    """
    words = _SLUG.sub("-", stem.lower()).strip("-")
    kept = words[:_LONGEST].rstrip("-")
    if kept == words != "" and not any(letter.isalnum() and not letter.isascii() for letter in stem):
        return words
    return f"{kept or 'doc'}-{hashlib.sha256(stem.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _load(file: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if file.stat().st_size > _LARGEST:
            raise KgError(f"{file.name}: too large for a metadata file; state only {_known()}")
        data = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=loader)  # noqa: S506 - the loader is a safe one
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        raise KgError(f"{file.name}: not valid YAML ({problem}); correct the file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{file.name}: cannot be read ({error}); save it as UTF-8") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise KgError(f"{file.name}: not a list of 'name: value' lines; known names: {_known()}")
    return {_ALIASES.get(str(name), str(name)): value for name, value in data.items()}


def _known() -> str:
    return ", ".join(field.name for field in fields(Metadata))


def _checked(file: Path, data: dict[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(Metadata)}
    unknown = sorted(set(data) - known)
    if unknown:
        raise KgError(f"{file.name}: unknown name {', '.join(unknown)}; known names: {_known()}")
    values = {name: _value(file, name, value) for name, value in data.items() if value is not None}
    key = values.get("key")
    if key is not None and not _KEY.fullmatch(key):
        raise KgError(f"{file.name}: key {key!r} is no key; use lower-case letters a-z, digits and single hyphens")
    return values


def _value(file: Path, name: str, value: object) -> Any:  # noqa: ANN401 - one of the field types of Metadata
    if name in _LISTS:
        items = value if isinstance(value, list) else [value]
        if all(isinstance(item, str) and item.strip() for item in items):
            return tuple(items)
        raise KgError(f"{file.name}: {name} takes a name or a list of names; quote names that look like numbers")
    if name == "date":
        text = value.isoformat() if isinstance(value, dt.date) else str(value)
        try:
            return dt.date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise KgError(f"{file.name}: date {text!r} is no date; write it as 2020-09-14") from error
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool) and name == "key":
        raise KgError(f"{file.name}: key {value} is read as a number; quote it")
    raise KgError(f"{file.name}: {name} takes one piece of text, not {value!r}; known names: {_known()}")
