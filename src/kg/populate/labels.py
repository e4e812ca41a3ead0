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
def keys_by_label(scheme: str) -> dict[str, str]:
    """Any Chinese label → key."""
    found: dict[str, str] = {}
    for row in _rows(scheme):
        for label in (row["zh"], *filter(None, row["alt_zh"].split("|"))):
            found.setdefault(label, row["key"])
    return found


def _rows(scheme: str) -> list[dict[str, str]]:
    with (resources.vocabulary() / f"{scheme}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
