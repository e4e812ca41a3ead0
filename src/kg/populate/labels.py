"""The vocabularies' Chinese labels: key → label, and label → key, for naming what is populated."""

from __future__ import annotations

import csv
from functools import cache

from kg import resources


@cache
def preferred(scheme: str) -> dict[str, str]:
    """Key → preferred Chinese label."""
    return {row["key"]: row["zh"] for row in _rows(scheme)}


@cache
def every() -> dict[str, str]:
    """Key of a who → the word that says "all of them": 各 for 地区, none for 各地区 (written ``-``), otherwise 各级."""
    return {row["key"]: (row["every"] or "各级").replace("-", "") for row in _rows("who")}


@cache
def own_level() -> dict[str, str]:
    """Key of a who → key of the level that its own words say: county for 县委, the grass roots for 党支部."""
    return {row["key"]: row["level"] for row in _rows("who") if row["level"]}


@cache
def keys_by_label(scheme: str) -> dict[str, str]:
    """Any Chinese label → key."""
    found: dict[str, str] = {}
    for row in _rows(scheme):
        for label in (row["zh"], *filter(None, row["alt_zh"].split("|"))):
            found.setdefault(label, row["key"])
    return found


@cache
def column(scheme: str, name: str) -> dict[str, str]:
    """Key → what stands in a column."""
    return {row["key"]: row[name] for row in _rows(scheme)}


@cache
def endings() -> dict[str, str]:
    """Ending of a mechanism's name → key of the kind that it tells (…制度 is a regime)."""
    return {word: row["key"] for row in _rows("mechanism-kind") for word in filter(None, row["endings"].split("|"))}


def _rows(scheme: str) -> list[dict[str, str]]:
    with (resources.vocabulary() / f"{scheme}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
